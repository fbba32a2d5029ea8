// The service worker: what the phone can do without a network, and in the moment when the network dies.
//
// The server puts one line before this file: self.SPORTELLO = {version, assets, shell}. Pages come from the
// network first. A copy of each page is kept encrypted for its person; without a network the copy is shown
// with its age, or the shell, in which the app draws the page from the folder. A form whose sending fails is
// kept encrypted, for who had signed in to the page it stood on, and handed to the app. /v1 is never answered
// from here, and no answer of it is kept.
const {version, assets, shell} = self.SPORTELLO;
const OURS = "sportello-", CACHE = OURS + version, SLOW = 4_000;
const NOT_KEPT = /^\/(entra|esci|dimostrazione|sportello|guscio|v1|docs|openapi)(?![^/.])/;
importScripts(...["store.js", "outbox.js"].map(f => assets.find(a => a.endsWith("/" + f))));
const {store, outbox} = self.sportello;

addEventListener("install", e => e.waitUntil(install()));
addEventListener("activate", e => e.waitUntil(activate()));
addEventListener("sync", e => { if (e.tag === "outbox") e.waitUntil(sync()); });
addEventListener("message", e => e.waitUntil(heard(e.data || {})));
addEventListener("fetch", e => {
  const url = new URL(e.request.url);
  if (url.origin !== location.origin) return;
  if (url.pathname.startsWith("/-/")) {
    if (e.request.method === "GET") e.respondWith(asset(e.request, url));
  } else if (e.request.mode === "navigate" && e.request.method === "GET" && !/^\/(v1|docs|openapi)/.test(url.pathname)) {
    e.respondWith(visit(e, url));
  } else if (e.request.mode === "navigate" && e.request.method === "POST") {
    e.respondWith(post(e, url));
  }
});

// install keeps what a page needs. With Save-Data the program itself waits for the day it is needed.
async function install() {
  const cache = await caches.open(CACHE), spare = navigator.connection && navigator.connection.saveData;
  await cache.addAll(assets.filter(a => !spare || !a.endsWith(".wasm")));
  await cache.addAll(Object.values(shell).map(a => new Request(a, {cache: "reload"})));
}

// activate deletes caches of ours only, and leaves the one before this: a page of that version may be open.
async function activate() {
  const old = (await caches.keys()).filter(k => k.startsWith(OURS) && k !== CACHE);
  await Promise.all(old.slice(0, -1).map(k => caches.delete(k)));
  // Signing out on a shared device takes the registration away: whatever is asked of it after that is refused.
  await store.renew().catch(() => {});
  if (registration.navigationPreload) await registration.navigationPreload.enable().catch(() => {});
  await clients.claim().catch(() => {});
}

// heard does what a page asks: say who it is for, send the outbox, let the new version begin.
async function heard(said) {
  if (said.do === "activate") return skipWaiting();
  await clients.claim().catch(() => {}); // a page that was on its way while this worker was activated belongs to nobody
  if (said.do === "here") await store.here(said).catch(() => {});
  return flush().catch(() => {});
}

// sync fails on purpose when the town hall did not answer: the browser then wakes this worker again, later.
async function sync() {
  const end = await flush();
  if (end.why === "later" && navigator.onLine) throw new Error("the outbox is sent later");
}

const flush = async () => outbox.flush((await store.person()).id, true);
const cached = asked => caches.match(asked, {ignoreVary: true, cacheName: CACHE}).then(had => had || caches.match(asked, {ignoreVary: true}));
// asset is a file of one version, which never changes: fonts and the like are kept when they are first used.
async function asset(asked, url) {
  const had = await cached(asked);
  if (had) return had;
  const answer = await fetch(asked);
  if (answer.ok && url.pathname.startsWith("/-/" + version + "/")) {
    const again = answer.clone();
    caches.open(CACHE).then(c => c.put(asked, again)).catch(() => {});
  }
  return answer;
}

// down tells a gateway's answer from the town hall's own page, which always says whether it may be kept.
const down = r => [502, 503, 504].includes(r.status) && !r.headers.has("Sportello-Keep");

// visit answers a link: the network, or after 4 s without an answer a kept copy, or without network a
// copy or the shell.
async function visit(e, url) {
  const net = network(e, url), slow = new Promise(done => setTimeout(done, SLOW));
  e.waitUntil(net.catch(() => {})); // a late answer is still kept
  try {
    const first = await Promise.race([net, slow]);
    if (first && !down(first)) return first;
    return await copy(url) || first || await net;
  } catch (_) {
    return await copy(url) || theShell();
  }
}

// scopeOf is whose matters an address is about, for the person of that id: see store.js.
const scopeOf = (url, id) => (/^\/per\/([^/]+)/.exec(url.pathname) || ["", id])[1];

// ended tells the town hall's answer that nothing can be done under a mandate any more.
const ended = r => r.headers.get("Sportello-Mandate") === "none";

async function network(e, url) {
  const answer = await e.preloadResponse || await fetch(e.request);
  if ((answer.ok || ended(answer)) && answer.type === "basic" && !answer.redirected && !NOT_KEPT.test(url.pathname)
    && (answer.headers.get("Content-Type") || "").startsWith("text/html")) e.waitUntil(keep(answer.clone(), url).catch(() => {}));
  return answer;
}

// keep keeps a page of the server for the person it is for, and notes who that is. What was kept under a mandate
// that has ended for this person is forgotten.
async function keep(answer, url) {
  const html = await answer.text(), head = (/<html[^>]*>/i.exec(html) || [""])[0];
  const attribute = name => (new RegExp(`\\s${name}="([^"]*)"`).exec(head) || ["", ""])[1];
  const id = attribute("data-person"), shared = /\sdata-shared[\s=>]/.test(head);
  const was = await store.person();
  await store.here({id, lang: attribute("lang"), shared});
  if (ended(answer)) return id === was.id ? outbox.end(id, scopeOf(url, id)) : undefined;
  if (shared || answer.headers.get("Sportello-Keep") === "no") return;
  const headers = {};
  for (const name of ["Content-Type", "Content-Security-Policy", "Content-Language", "Referrer-Policy"]) {
    if (answer.headers.has(name)) headers[name] = answer.headers.get(name);
  }
  await store.keepPage(scopeOf(url, id), url.pathname + url.search, {html, headers, at: new Date(answer.headers.get("Date") || Date.now()).toISOString()});
}

// copy is the kept page, marked with its age. While commands wait it is none: the app draws what is true,
// with what was written on this phone.
async function copy(url) {
  const {id} = await store.person().catch(() => ({id: ""})), scope = scopeOf(url, id);
  const waits = (await outbox.list(id, scope).catch(() => [])).some(e => e.state === "waiting")
    || (await store.handedOver().catch(() => [])).some(f => f.person === id);
  const page = waits ? null : await store.keptPage(scope, url.pathname + url.search).catch(() => null);
  if (!page) return null;
  return new Response(page.html.replace(/<html/i, `<html data-kept-at="${page.at}"`), {headers: page.headers});
}

async function theShell() {
  const {lang} = await store.person().catch(() => ({lang: ""}));
  return await cached(shell[lang] || shell.it) || Response.error();
}

// post answers a form that the browser itself sends. When its sending fails the fields go to the app: each
// command in them has its id, so nothing is done twice if the first try did arrive. When they cannot be kept,
// or are for signing in or out, the answer is 204: the page stays as it is, with all that was typed.
async function post(e, url) {
  const form = e.request.clone();
  let answer;
  try {
    answer = await fetch(e.request);
    if (url.pathname === "/esci" && (answer.ok || answer.type === "opaqueredirect")) await store.clear().catch(() => {});
    if (ended(answer)) e.waitUntil(keep(answer.clone(), url).catch(() => {}));
    if (!down(answer)) return answer;
  } catch (_) { /* no network: below */ }
  try {
    if (NOT_KEPT.test(url.pathname)) throw new Error("not without the server");
    const data = await form.formData(), person = data.get("chi") || (await store.person()).id;
    data.delete("chi");
    const fields = [...data].filter(([, v]) => typeof v === "string");
    await store.handOver({url: url.pathname + url.search, fields, person});
    return await theShell();
  } catch (_) {
    new BroadcastChannel("sportello").postMessage({type: "unsent"});
    return answer || new Response(null, {status: 204});
  }
}
