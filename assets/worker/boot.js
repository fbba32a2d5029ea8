// The first script of every page, and all that runs before the app. It touches nothing that is typed.
//
// It registers the worker, loads the app when the page is idle, and takes over at the first link or form:
// from then on the app answers, and when it cannot, the browser asks the server as it always did. On a shared
// device it keeps nothing and only guards what is typed. Its words are data attributes of #avvisi-rete:
// offline, offline-kept, online, copy ({when}), wait, hold, waiting ({count}), sign-in, refused, ended,
// failed.
(() => {
  const me = document.currentScript, at = file => me.src.replace(/boot\.js.*$/, file);
  const html = document.documentElement, about = html.dataset, notices = document.getElementById("avvisi-rete");
  const words = notices ? notices.dataset : {}, S = self.sportello = self.sportello || {};
  const shared = "shared" in about, shell = "shell" in about, spare = navigator.connection && navigator.connection.saveData;
  const able = !shared && isSecureContext && self.WebAssembly && self.indexedDB && self.crypto && crypto.subtle && navigator.serviceWorker && self.BroadcastChannel;
  const ELSEWHERE = /^\/(entra|esci|dimostrazione|sportello|guscio|v1|docs|openapi|-)(?![^/.])|\.(ics|html)$/;

  // ---- what is said
  let saying, unsaid = [];
  // say says a text once; what comes at the same time is said with it, for the later would silence the earlier.
  function say(text) {
    const region = document.getElementById("annunci");
    if (!region || !text || unsaid.includes(text)) return;
    unsaid.push(text);
    region.textContent = "";
    clearTimeout(saying);
    saying = setTimeout(() => { region.textContent = unsaid.join(" "); unsaid = []; }, 150);
  }
  let copied = about.keptAt || "", left = {}, dead = false;
  const when = iso => new Date(iso).toLocaleString(html.lang || "it", {timeZone: "Europe/Rome", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit"});
  let stuck = false;
  // hold says that what was sent has not gone and stays on the page, in the banner too.
  function hold() { stuck = true; say(words.hold); banner(); }
  // banner shows what is true of the network and of what waits, each in a sentence.
  function banner() {
    const lines = [];
    if (stuck) lines.push(words.hold);
    else if (!navigator.onLine) lines.push(S.visit || copied ? words.offlineKept : words.offline);
    if (copied) lines.push((words.copy || "").replace("{when}", when(copied)));
    if (left.left) lines.push((words.waiting || "").replace("{count}", left.left));
    if (left.left && left.why === "signed-out") lines.push(words.signIn);
    if (left.refused) lines.push(words.refused);
    if (left.ended) lines.push(words.ended);
    if (shell && dead) lines.push(words.failed);
    if (!notices || notices.dataset.shown === lines.join("\n")) return;
    notices.dataset.shown = lines.join("\n");
    notices.replaceChildren(...lines.filter(Boolean).map(line => Object.assign(document.createElement("p"), {textContent: line})));
  }
  let told = navigator.onLine, telling;
  function tell() {
    clearTimeout(telling);
    if (told === navigator.onLine) return;
    told = navigator.onLine;
    say(told ? words.online : S.visit ? words.offlineKept : words.offline);
  }
  // news are said after what brought them: the network
  const news = text => { if (text) tell(); say(text); };
  // network tells a change once it has lasted: a phone in a lift says it once, not ten times.
  function network() {
    banner();
    clearTimeout(telling);
    telling = setTimeout(tell, 700);
    if (!navigator.onLine) return;
    if (shell && dead) location.assign(location.pathname + location.search);
    else flush();
  }
  addEventListener("online", network);
  addEventListener("offline", network);

  // ---- a second tap within a second does nothing twice
  let last = {t: 0}, typed = false;
  function again(key, e) {
    const near = e.detail > 0 && last.x !== undefined && Math.hypot(e.clientX - last.x, e.clientY - last.y) < 40;
    if (e.timeStamp - last.t < 1000 && (key === last.key || near)) return true;
    last = {t: e.timeStamp, key, x: e.detail > 0 ? e.clientX : undefined, y: e.clientY};
    return false;
  }
  addEventListener("input", () => { typed = true; last = {t: 0}; }, true);
  const stop = e => { e.preventDefault(); e.stopImmediatePropagation(); };

  // ---- links and forms
  const ours = url => url.origin === location.origin && !ELSEWHERE.test(url.pathname) && !url.searchParams.has("lang");
  const here = url => url.pathname === location.pathname && url.search === location.search;
  function tapped(e) {
    const on = e.currentTarget;
    if (e.defaultPrevented || e.button || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return;
    if (on.matches(".aloud")) return dispatchEvent(new Event("aloud"));
    const link = on.localName === "a", url = link && new URL(on.href, location.href);
    if (link && here(url) && url.hash) return;
    if ((link || (on.type === "submit" && on.form)) && again(link ? on.href : on.form.id || on.form.action, e)) return stop(e);
    if (!link || on.target || on.hasAttribute("download") || !S.visit || !ours(url)) return;
    stop(e);
    S.visit(url.href, null);
  }
  // Each link and button has its own listener: with one on the window, screen readers call every title clickable.
  const wire = () => {
    document.querySelectorAll("a[href],button,input[type=submit]").forEach(on => on.addEventListener("click", tapped, true));
    if (S.watch) S.watch();
    else if (document.querySelector("[data-payment]")) script("payment.js").catch(() => {}); // the link on the page does the same
  };

  // Every form says who signed in to the page it stands on: another may have signed in beside it since.
  addEventListener("formdata", e => { if (about.person && e.target.method === "post") e.formData.set("chi", about.person); });
  addEventListener("submit", e => {
    const form = e.target, by = e.submitter, own = name => (by && by.getAttribute("form" + name)) || form.getAttribute(name) || "";
    const url = new URL(own("action") || location.href, location.href), data = new FormData(form);
    if (by && by.name) data.append(by.name, by.value);
    const fields = [...data].filter(([name]) => name !== "chi"), post = own("method").toLowerCase() === "post";
    if (e.defaultPrevented || own("target")) return;
    if (fields.some(([, v]) => typeof v !== "string")) { // a file goes to the server alone
      if (!navigator.onLine) stop(e), hold();
      return;
    }
    if (!post) url.search = new URLSearchParams(fields);
    const alone = !ours(url) || (post && url.pathname === "/preferenze" && navigator.onLine); // the server keeps it for the device
    if (S.visit && !alone) {
      stop(e);
      S.visit(url.href, post ? fields : null);
    } else if (!navigator.onLine && post) {
      stop(e); // what is typed stays where it is
      held = able && !alone && !dead ? {url: url.href, fields} : null;
      if (!held) return hold();
      say(words.wait);
      load();
    }
  }, true);

  // server asks the server as if nobody had taken over: the way out when the app cannot answer.
  function server(url, fields) {
    if (!fields) return url === location.href ? location.reload() : location.assign(url);
    const form = Object.assign(document.createElement("form"), {method: "post", action: url, hidden: true});
    for (const [name, value] of fields) form.append(Object.assign(document.createElement("input"), {type: "hidden", name, value}));
    document.body.append(form);
    form.submit();
  }

  // ---- the app
  let loading, held = null, asked = null, slow, stands = location.pathname + location.search;
  const script = file => new Promise((done, no) => document.head.append(Object.assign(document.createElement("script"), {src: at(file), onload: done, onerror: no})));
  const load = () => loading = loading || (async () => {
    await script("store.js");
    if (!await S.store.usable()) throw new Error("this phone keeps nothing: the server answers, as always");
    await Promise.all([script("outbox.js"), script("wasm_exec.js")]);
    const go = new Go(), answer = fetch(at("app.wasm"));
    const app = WebAssembly.instantiateStreaming ? await WebAssembly.instantiateStreaming(answer, go.importObject)
      : await WebAssembly.instantiate(await (await answer).arrayBuffer(), go.importObject);
    go.run(app.instance).then(() => gone("the app has ended"));
  })().catch(gone);

  // gone: without the app the server answers again, also what the app was asked last.
  function gone(why) {
    console.warn("sportello:", why);
    delete S.visit;
    dead = true;
    if (held) hold();
    if (asked) server(asked.url, asked.fields);
    held = asked = null;
    banner();
  }

  // The app calls ready once, with its door; done after each answer; hold when it has none for a form.
  S.page = {say: news, banner, server, shell,
    english: async () => (await fetch(at("english.txt"))).text(), // the words that the program does not carry
    ready(door) {
      S.visit = (url, fields, back) => {
        asked = {url, fields};
        clearTimeout(slow);
        slow = setTimeout(say, 1500, words.wait);
        door(url, fields, back);
      };
      if (held) S.visit(held.url, held.fields);
      held = null;
    },
    hold() {
      clearTimeout(slow);
      asked = null;
      hold();
    },
    done() {
      clearTimeout(slow);
      asked = null;
      stuck = false;
      copied = "";
      stands = location.pathname + location.search;
      wire();
      banner();
    },
  };
  // Back and Forward among pages of the app. A fragment moves inside the page and is the browser's own.
  addEventListener("popstate", () => {
    if (location.pathname + location.search === stands) return;
    if (S.visit) S.visit(location.href, null, true);
    else location.reload();
  });

  // ---- the worker
  const pause = ms => new Promise(done => setTimeout(done, ms));
  const flush = () => navigator.serviceWorker && navigator.serviceWorker.controller && navigator.serviceWorker.controller.postMessage({do: "flush"});
  async function worker() {
    if (!able) {
      const controller = navigator.serviceWorker && navigator.serviceWorker.controller;
      if (shared && controller) controller.postMessage({do: "here", shared: true});
      for (const r of shared && navigator.serviceWorker ? await navigator.serviceWorker.getRegistrations() : []) r.unregister();
      return;
    }
    const heard = new BroadcastChannel("sportello");
    heard.onmessage = ({data}) => {
      if (data.type === "unsent") hold();
      if (data.type === "flush" && (shell || data.actor === about.person)) { left = data; banner(); }
    };
    const r = await navigator.serviceWorker.register("/sw.js", {updateViaCache: "none"});
    if (r.waiting && !typed) { // the old worker is left alone meanwhile: it ends only when nothing is asked of it
      const begun = new Promise(done => navigator.serviceWorker.addEventListener("controllerchange", done, {once: true}));
      r.waiting.postMessage({do: "activate"});
      await Promise.race([begun, pause(3000)]);
    }
    const {active} = await navigator.serviceWorker.ready;
    active.postMessage(shell || copied ? {do: "flush"} : {do: "here", id: about.person || "", lang: html.lang});
    addEventListener("visibilitychange", () => { if (!document.hidden) flush(); });
  }

  wire();
  banner();
  const idle = work => self.requestIdleCallback ? requestIdleCallback(work, {timeout: 3000}) : setTimeout(work, 500);
  if (shell && able) load();
  addEventListener("load", () => idle(() => {
    const kept = worker().catch(why => console.warn("sportello:", why));
    if (able && !spare) Promise.race([kept, pause(8000)]).then(load);
  }));
})();
