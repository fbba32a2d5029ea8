// What this phone keeps of a person, encrypted. Shared by the page and the worker (a classic script).
//
// Every text is sealed with AES-GCM under a key that can be used but never read out; the key lies beside
// it, so this keeps other programs and a copied disk out, not somebody who holds the unlocked phone.
// What is kept of somebody's matters belongs to a scope, which is the id of the person or of the mandate under
// which they are read: it has a key of its own and a name that begins with it, so that one is never opened as
// another, and what is forgotten is gone with its key. Scope "" is the phone's own: the town, the outbox, who
// signed in. Names of records are opaque ids or hashes. Every failure to write (private window, full disk, no
// IndexedDB) is one clear value, an Error named "NotKept": nobody is told "salvata" when it is not.
(() => {
  const S = self.sportello = self.sportello || {};
  const text = new TextEncoder(), plain = new TextDecoder();
  const PAGES = 40, PAGE_SIZE = 400_000, FIRST = ["folder:", "page:"];

  const notKept = cause => Object.assign(new Error("not saved on this phone"), {name: "NotKept", cause});

  let opening;
  // open is the database; a second try is made when the first failed.
  function open() {
    opening = opening || new Promise((resolve, reject) => {
      const asked = indexedDB.open("sportello", 1);
      asked.onupgradeneeded = () => {
        asked.result.createObjectStore("keys");
        asked.result.createObjectStore("sealed");
        asked.result.createObjectStore("outbox", {keyPath: "seq", autoIncrement: true});
      };
      asked.onerror = asked.onblocked = () => reject(asked.error);
      asked.onsuccess = () => {
        const db = asked.result, forget = () => { opening = undefined; };
        db.onversionchange = () => { db.close(); forget(); };
        db.onclose = forget;
        resolve(db);
      };
    });
    opening.catch(() => { opening = undefined; });
    return opening;
  }

  // run does work in one transaction and resolves when it is on the disk, with what work's result gives.
  async function run(store, mode, work) {
    try {
      const db = await open();
      return await new Promise((resolve, reject) => {
        const t = db.transaction(store, mode, {durability: "strict"});
        t.onabort = t.onerror = () => reject(t.error);
        const result = work(...[].concat(store).map(name => t.objectStore(name)));
        t.oncomplete = () => resolve(result ? result() : undefined);
      });
    } catch (cause) {
      throw notKept(cause);
    }
  }

  // value is for work of run: the result of one request, when the transaction is over.
  const value = request => () => request.result;

  const OWN = "main";
  let own;
  // theKey is the key of a scope, made when there is none; of two makers at the same time the first one's key
  // stands. Only the phone's own is remembered: another may have been forgotten meanwhile, by whoever.
  async function theKey(scope) {
    if (!scope && own) return own;
    const name = scope || OWN, have = await run("keys", "readonly", s => value(s.get(name)));
    const made = have || await crypto.subtle.generateKey({name: "AES-GCM", length: 256}, false, ["encrypt", "decrypt"]);
    let stands = made;
    if (!have) await run("keys", "readwrite", s => {
      const first = s.get(name);
      first.onsuccess = () => { if (first.result) stands = first.result; else s.put(made, name); };
    });
    if (!scope) own = stands;
    return stands;
  }

  // seal encrypts a text; it opens again only under the same name and in the same scope.
  async function seal(name, clear, scope) {
    try {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const how = {name: "AES-GCM", iv, additionalData: text.encode(name)};
      return {iv, data: await crypto.subtle.encrypt(how, await theKey(scope), text.encode(clear))};
    } catch (cause) {
      throw notKept(cause);
    }
  }

  // unseal gives the text, or null when it cannot be read (a lost key, a damaged disk).
  async function unseal(name, sealed, scope) {
    try {
      const how = {name: "AES-GCM", iv: sealed.iv, additionalData: text.encode(name)};
      return plain.decode(await crypto.subtle.decrypt(how, await theKey(scope), sealed.data));
    } catch (_) {
      return null;
    }
  }

  const under = prefix => IDBKeyRange.bound(prefix, prefix + "\uffff");

  // inside is the name of a record of a scope.
  const inside = (scope, name) => scope ? "of:" + scope + ":" + name : name;

  // put keeps a text under a name. It resolves when the text is on the disk, and rejects with NotKept.
  async function put(name, clear, scope) {
    const full = inside(scope, name), sealed = Object.assign(await seal(full, clear, scope), {at: Date.now()});
    await run("sealed", "readwrite", s => { s.put(sealed, full); });
  }

  // get is the text under a name, null when there is none or it cannot be read.
  async function get(name, scope) {
    const full = inside(scope, name), sealed = await run("sealed", "readonly", s => value(s.get(full))).catch(() => null);
    return sealed ? unseal(full, sealed, scope) : null;
  }

  const remove = names => run("sealed", "readwrite", s => { for (const n of names) s.delete(n); });
  const names = prefix => run("sealed", "readonly", s => value(s.getAllKeys(under(prefix)))).catch(() => []);

  // usable tells whether this phone keeps anything at all, by keeping something; another window may do so too.
  const usable = () => put("probe", "kept").then(() => get("probe")).then(got => got === "kept", () => false);

  // json is a record as a value, null when there is none.
  const json = async (name, scope) => JSON.parse(await get(name, scope) || "null");

  // person is who this phone keeps things of: {id, lang}; id is empty when nobody is signed in.
  const person = async () => await json("person") || {id: "", lang: ""};

  // here says who the server's page is for. When that is somebody else, what was kept of the first goes;
  // the outbox stays, for each command is sent in its own person's name only. A page for nobody (the
  // session has lapsed) takes nothing away. On a shared device nothing is kept.
  async function here({id, lang, shared}) {
    const was = await person();
    if (shared || (id && was.id && id !== was.id)) await clear();
    if (!shared && ((id && id !== was.id) || lang !== was.lang)) await put("person", JSON.stringify({id: id || was.id, lang}));
  }

  // scopes are those of which anything is kept.
  const scopes = () => run("keys", "readonly", s => value(s.getAllKeys())).then(all => all.filter(k => k !== OWN), () => []);

  // forget destroys the key of a scope, and with it all that was kept of it.
  const forget = scope => run(["keys", "sealed"], "readwrite", (keys, sealed) => {
    keys.delete(scope);
    sealed.delete(under(inside(scope, "")));
  });

  // clear forgets everybody, and who signed in. Town, clock, outbox and handed-over forms stay.
  async function clear() {
    for (const scope of await scopes()) await forget(scope);
    await run("sealed", "readwrite", s => {
      for (const p of ["of:", "person", ...FIRST]) s.delete(under(p));
    });
  }

  // renew gives what the first version kept under the phone's own key its place. Its pages are thrown away: they
  // are fetched again. The outbox stays as it lies.
  async function renew() {
    const {id} = await person(), had = id && await get("folder:" + id);
    if (had && !await get("folder", id)) await put("folder", had, id);
    await run("sealed", "readwrite", s => { for (const p of FIRST) s.delete(under(p)); });
  }

  const hash = async of => Array.from(new Uint8Array(await crypto.subtle.digest("SHA-256", text.encode(of))),
    b => b.toString(16).padStart(2, "0")).join("");

  // keepPage keeps a page of the server in a scope; the oldest of all scopes give way. Best effort, it never rejects.
  async function keepPage(scope, address, page) {
    try {
      if (page.html.length > PAGE_SIZE) return;
      await put("page:" + await hash(address), JSON.stringify(page), scope);
      await run("sealed", "readwrite", s => {
        const seen = [], cursor = s.openCursor();
        cursor.onsuccess = () => {
          const c = cursor.result;
          if (!c) return seen.sort((a, b) => b[0] - a[0]).slice(PAGES).forEach(([, key]) => s.delete(key));
          if (c.key.includes("page:")) seen.push([c.value.at, c.key]);
          c.continue();
        };
      });
    } catch (_) { /* a page that is not kept is fetched again */ }
  }

  // keptPage is the kept page of an address in a scope, or null.
  const keptPage = async (scope, address) => json("page:" + await hash(address), scope);

  // handOver keeps a form whose sending failed, until the page takes it over.
  const handOver = form => put("handover:" + Date.now() + ":" + Math.random(), JSON.stringify(form));

  // handedOver lists those forms, oldest first, as {name, url, fields, person}. remove([name]) ends one; after
  // a month nobody will come back for it.
  async function handedOver() {
    const all = [], old = n => Date.now() - n.split(":")[1] > 30 * 864e5;
    for (const name of await names("handover:")) {
      if (old(name)) await remove([name]);
      const form = await json(name);
      if (form) all.push(Object.assign(form, {name}));
    }
    return all;
  }

  // clock learns how far this phone's clock is off, from the Date of an answer that has just come.
  async function clock(date) {
    const server = Date.parse(date || "");
    if (server) await put("clock", String(server + 500 - Date.now())).catch(() => {});
  }

  S.store = {run, value, seal, unseal, notKept, put, get, json, remove, usable, person, here, scopes, forget, clear, renew, keepPage, keptPage, handOver, handedOver, clock};
})();
