// The outbox: commands that this phone keeps until the town hall has answered. Shared by page and worker.
//
// add resolves only when the command is on the disk; before that nobody is told that it is saved. Sending
// is done by one sender at a time on the whole phone, in the order in which the commands were made for each
// person. A command is taken out only after its answer is on the disk: a kill at any moment makes it go
// again, under the same id, and the town hall does it once.
(() => {
  const S = self.sportello, {store} = S;
  const PATIENCE = 25_000, FIRST = 5_000, LONGEST = 15 * 60_000;
  const channel = new BroadcastChannel("sportello");

  const last = {};
  // alone does work while nobody else on this phone holds the same lock; old browsers: nobody else here.
  const alone = (name, work) => navigator.locks ? navigator.locks.request("sportello-" + name, work)
    : (last[name] = (last[name] || Promise.resolve()).then(work, work));

  // entries are the commands of a person in their order, opened.
  async function entries(subject) {
    const rows = await store.run("outbox", "readonly", s => store.value(s.getAll()));
    const all = [];
    for (const row of rows.filter(r => r.subject === subject)) {
      const clear = await store.unseal("outbox:" + row.id, row);
      if (clear) all.push(Object.assign(JSON.parse(clear), {seq: row.seq, state: row.state, tries: row.tries, after: row.after, firm: row.firm}));
    }
    return all;
  }

  // row is an entry as it lies on the disk: only ids, state and times are to be read without the key.
  async function row(e) {
    const sealed = await store.seal("outbox:" + e.command.id, JSON.stringify({command: e.command, receipt: e.receipt, problem: e.problem, settled: e.settled}));
    const r = {id: e.command.id, subject: e.command.subject, state: e.state, tries: e.tries, after: e.after, firm: e.firm, iv: sealed.iv, data: sealed.data};
    return e.seq ? Object.assign(r, {seq: e.seq}) : r;
  }

  // save writes an entry that is still there; one that was replaced meanwhile stays away.
  async function save(e) {
    const r = await row(e);
    await store.run("outbox", "readwrite", s => {
      const there = s.getKey(r.seq);
      there.onsuccess = () => { if (there.result !== undefined) s.put(r); };
    });
  }

  const tell = e => channel.postMessage({type: "command", subject: e.command.subject, id: e.command.id, kind: e.command.kind, state: e.state});
  const same = (a, b) => a.kind === b.kind && JSON.stringify(a.body) === JSON.stringify(b.body);

  // replaces tells whether what a new command writes leaves nothing of an older one that has not arrived.
  function replaces(made, old) {
    if (old.state === "done") return false;
    const was = old.command;
    if (was.id === made.id) return true;
    if (made.kind === "applications.discard") return old.state === "refused" && [was.id, was.body.draft].includes(made.body.draft);
    if (made.kind !== was.kind) return false;
    return made.kind === "preferences.set" || (made.kind === "applications.answer" && was.body.draft === made.body.draft
      && Object.keys(was.body.answers).every(name => name in made.body.answers));
  }

  // add puts a command on the disk and gives its entry. The same command again gives the entry there is. The
  // same id with other content is refused with an Error named "Reused" once the first may have been sent.
  // Rejects with NotKept when this phone cannot keep it.
  const add = command => alone("write", async () => {
    const all = await entries(command.subject), had = all.find(e => e.command.id === command.id && e.state !== "refused");
    if (had && same(had.command, command)) return had;
    if (had && (had.state === "done" || had.tries)) throw Object.assign(new Error("the id was used for other content"), {name: "Reused"});
    const made = {command, state: "waiting", tries: 0, after: 0}, r = await row(made);
    made.seq = await store.run("outbox", "readwrite", s => {
      for (const old of all) if (replaces(command, old)) s.delete(old.seq);
      return store.value(s.add(r));
    });
    tell(made);
    ask();
    return made;
  });

  // ask begs the browser to wake the worker when the network is back, and not to throw our data away.
  // Firefox would show a question for the second, so it is not asked there.
  function ask() {
    const where = self.registration ? Promise.resolve(self.registration) : navigator.serviceWorker && navigator.serviceWorker.ready;
    if (where) where.then(r => r.sync && r.sync.register("outbox")).catch(() => {});
    if (navigator.storage && navigator.storage.persist && !navigator.userAgent.includes("Firefox/")) navigator.storage.persist().catch(() => {});
  }

  const routes = {
    "applications.answer": c => ["PUT", "/v1/drafts/" + encodeURIComponent(c.body.draft), {service: c.body.service, answers: c.body.answers}],
    "applications.discard": c => ["DELETE", "/v1/drafts/" + encodeURIComponent(c.body.draft)],
    "applications.submit": c => ["POST", "/v1/applications", c.body],
    "preferences.set": c => ["PUT", "/v1/preferences", c.body],
  };

  // send gives a command to the town hall once: {receipt} | {problem} | {why, after}. Only an answer that is
  // surely the town hall's ends a command: the page of a hotel's or a train's network does not.
  async function send(command) {
    const [method, address, body] = routes[command.kind](command), enough = new AbortController();
    const timer = setTimeout(() => enough.abort(), PATIENCE);
    try {
      const headers = {Accept: "application/json", "Sportello-Subject": command.subject, "Idempotency-Key": command.id};
      if (body) headers["Content-Type"] = "application/json";
      const r = await fetch(address, {method, headers, body: body && JSON.stringify(body), redirect: "manual", cache: "no-store", signal: enough.signal});
      const answer = /\bjson\b/.test(r.headers.get("Content-Type")) ? await r.json() : null;
      if (answer) await store.clock(r.headers.get("Date"));
      return judge(command, r, answer);
    } catch (_) {
      return {why: "later"};
    } finally {
      clearTimeout(timer);
    }
  }

  function judge(command, r, answer) {
    const kind = answer && String(answer.type || "");
    if (r.ok && answer && answer.state) return answer.state === "refused" ? {problem: {type: answer.problem}} : {receipt: Object.assign(answer, {command: command.id})};
    if (r.status === 401 && answer) return {why: "signed-out"};
    if (r.status === 409 && kind && kind.endsWith("/other-person")) return {why: "other-person"};
    if (command.kind === "applications.discard" && [404, 410].includes(r.status) && answer) return {receipt: {command: command.id, state: "done", at: new Date().toISOString()}};
    const later = r.status < 400 || r.status >= 500 || [408, 425, 429].includes(r.status);
    if (answer && !later) return {problem: answer};
    return {why: "later", after: seconds(r.headers.get("Retry-After"))};
  }

  // seconds reads a Retry-After, a number or a date, as milliseconds from now; at most an hour.
  function seconds(header) {
    if (!header) return 0;
    const ms = /^\d+$/.test(header) ? header * 1000 : Date.parse(header) - Date.now();
    return Math.min(Math.max(ms || 0, 0), 3600_000);
  }

  // flush sends what waits for a person, in order, until nothing waits or one cannot be sent now:
  // {left, refused, why: "" | "later" | "signed-out" | "other-person", wait: milliseconds to the next try}.
  // eager: something has changed (the network is back, a new command), so only the town hall's own wish to
  // be left alone (Retry-After) is waited for.
  const flush = (subject, eager) => alone("send", async () => {
    for (;;) {
      const waiting = (await entries(subject)).filter(e => e.state === "waiting"), next = waiting[0];
      if (!next) return over(subject, {left: 0, why: "", wait: 0});
      if (!navigator.onLine) return over(subject, {left: waiting.length, why: "later", wait: 0});
      const wait = next.after - Date.now();
      if (wait > 0 && wait <= 3600_000 && (next.firm || !eager)) return over(subject, {left: waiting.length, why: "later", wait});
      next.tries++;
      await alone("write", () => save(next)); // from here on the id may be known to the town hall
      const got = await send(next.command);
      if (got.why) {
        const pause = got.after || Math.min(FIRST * 2 ** next.tries, LONGEST) * (0.5 + Math.random() / 2);
        Object.assign(next, {after: got.why === "later" ? Date.now() + pause : 0, firm: !!got.after});
        await save(next);
        return over(subject, {left: waiting.length, why: got.why, wait: got.why === "later" ? pause : 0});
      }
      Object.assign(next, got, {state: got.receipt ? "done" : "refused", settled: Date.now()});
      await save(next);
      tell(next);
    }
  });

  let timer;
  // over tells the pages how it ended and how many were refused, and tries again by itself while this page or
  // worker lives. A refusal is shown for a month, unless the person mends it before.
  async function over(subject, end) {
    clearTimeout(timer);
    const no = (await entries(subject)).filter(e => e.state === "refused"), old = no.filter(e => Date.now() - e.settled > 30 * 864e5);
    if (old.length) await forget(old.map(e => e.command.id));
    end.refused = no.length - old.length;
    if (end.wait) timer = setTimeout(() => flush(subject, false).catch(() => {}), end.wait + 50);
    channel.postMessage(Object.assign({type: "flush", subject}, end));
    return end;
  }

  // forget takes out commands that the town hall has answered.
  const forget = ids => store.run("outbox", "readwrite", s => {
    const cursor = s.openCursor();
    cursor.onsuccess = () => {
      const c = cursor.result;
      if (!c) return;
      if (ids.includes(c.value.id) && c.value.state !== "waiting") c.delete();
      c.continue();
    };
  });

  S.outbox = {add, flush, send, forget, list: entries};
})();
