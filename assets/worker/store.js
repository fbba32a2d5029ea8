// What this phone keeps of a person, encrypted. Shared by the page and the worker (a classic script).
//
// Every text is sealed with AES-GCM under a key that can be used but never read out; the key lies beside
// it, so this keeps other programs and a copied disk out, not somebody who holds the unlocked phone.
// Names of records are opaque ids or hashes. Every failure to write (private window, full disk, no
// IndexedDB) is one clear value, an Error named "NotKept": nobody is told "salvata" when it is not.
(() => {
  const S = self.sportello = self.sportello || {};
  const text = new TextEncoder(), plain = new TextDecoder();
  const PAGES = 40, PAGE_SIZE = 400_000;

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
        const result = work(t.objectStore(store));
        t.oncomplete = () => resolve(result ? result() : undefined);
      });
    } catch (cause) {
      throw notKept(cause);
    }
  }

  // value is for work of run: the result of one request, when the transaction is over.
  const value = request => () => request.result;

  let sealing;
  // theKey makes the key once; of two makers at the same time the first one's key stands.
  function theKey() {
    sealing = sealing || (async () => {
      const have = await run("keys", "readonly", s => value(s.get("main")));
      if (have) return have;
      const made = await crypto.subtle.generateKey({name: "AES-GCM", length: 256}, false, ["encrypt", "decrypt"]);
      let stands = made;
      await run("keys", "readwrite", s => {
        const first = s.get("main");
        first.onsuccess = () => { if (first.result) stands = first.result; else s.put(made, "main"); };
      });
      return stands;
    })();
    sealing.catch(() => { sealing = undefined; });
    return sealing;
  }

  // seal encrypts a text; it opens again only under the same name.
  async function seal(name, clear) {
    try {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const how = {name: "AES-GCM", iv, additionalData: text.encode(name)};
      return {iv, data: await crypto.subtle.encrypt(how, await theKey(), text.encode(clear))};
    } catch (cause) {
      throw notKept(cause);
    }
  }

  // unseal gives the text, or null when it cannot be read (a lost key, a damaged disk).
  async function unseal(name, sealed) {
    try {
      const how = {name: "AES-GCM", iv: sealed.iv, additionalData: text.encode(name)};
      return plain.decode(await crypto.subtle.decrypt(how, await theKey(), sealed.data));
    } catch (_) {
      return null;
    }
  }

  const under = prefix => IDBKeyRange.bound(prefix, prefix + "\uffff");

  // put keeps a text under a name. It resolves when the text is on the disk, and rejects with NotKept.
  async function put(name, clear) {
    const sealed = Object.assign(await seal(name, clear), {at: Date.now()});
    await run("sealed", "readwrite", s => { s.put(sealed, name); });
  }

  // get is the text under a name, null when there is none or it cannot be read.
  async function get(name) {
    const sealed = await run("sealed", "readonly", s => value(s.get(name))).catch(() => null);
    return sealed ? unseal(name, sealed) : null;
  }

  const remove = names => run("sealed", "readwrite", s => { for (const n of names) s.delete(n); });
  const names = prefix => run("sealed", "readonly", s => value(s.getAllKeys(under(prefix)))).catch(() => []);

  // usable tells whether this phone keeps anything at all, by keeping something.
  async function usable() {
    const sign = String(Math.random());
    return put("probe", sign).then(() => get("probe")).then(got => got === sign, () => false);
  }

  // json is a record as a value, null when there is none.
  const json = async name => JSON.parse(await get(name) || "null");

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

  // clear forgets the person: folder, pages, who it was. Town, clock, outbox and handed-over forms stay.
  async function clear() {
    await run("sealed", "readwrite", s => {
      for (const p of ["folder:", "page:", "person"]) s.delete(under(p));
    });
  }

  const hash = async of => Array.from(new Uint8Array(await crypto.subtle.digest("SHA-256", text.encode(of))),
    b => b.toString(16).padStart(2, "0")).join("");

  // keepPage keeps a page of the server for one person; the oldest give way. Best effort, it never rejects.
  async function keepPage(id, address, page) {
    try {
      if (page.html.length > PAGE_SIZE) return;
      await put("page:" + await hash(id + " " + address), JSON.stringify(page));
      await run("sealed", "readwrite", s => {
        const seen = [], cursor = s.openCursor(under("page:"));
        cursor.onsuccess = () => {
          const c = cursor.result;
          if (c) { seen.push([c.value.at, c.key]); c.continue(); return; }
          seen.sort((a, b) => b[0] - a[0]).slice(PAGES).forEach(([, key]) => s.delete(key));
        };
      });
    } catch (_) { /* a page that is not kept is fetched again */ }
  }

  // keptPage is the kept page of an address for a person, or null.
  const keptPage = async (id, address) => json("page:" + await hash(id + " " + address));

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

  S.store = {run, value, seal, unseal, notKept, put, get, json, remove, usable, person, here, clear, keepPage, keptPage, handOver, handedOver, clock};
})();
