// The outbox: commands that this phone keeps until the town hall has answered. Shared by page and worker.
//
// add resolves only when the command is on the disk; before that nobody is told that it is saved. A command
// lies in a lane, which is the mandate or the person it is for, under the name of its actor, who signed in when
// it was made: only in their name it is ever sent. Sending is done by one sender at a time on the whole phone,
// in each lane in the order in which the commands were made. A command is taken out only after its answer is on
// the disk: a kill at any moment makes it go again, under the same id, and the town hall does it once.
(() => {
  const S = self.sportello, {store} = S;
  const PATIENCE = 25_000, FIRST = 5_000, LONGEST = 15 * 60_000, ENDED = "/no-mandate";
  const channel = new BroadcastChannel("sportello");

  const last = {};
  // alone does work while nobody else on this phone holds the same lock; old browsers: nobody else here.
  const alone = (name, work) => navigator.locks ? navigator.locks.request("sportello-" + name, work)
    : (last[name] = (last[name] || Promise.resolve()).then(work, work));

  // named is what binds an entry to its place. Entries of the first version were all of their own person.
  const named = r => r.lane ? ["outbox", r.actor, r.lane, r.id].join(":") : "outbox:" + r.id;

  // entries are the commands of an actor, or of one lane of theirs, in their order, opened.
  async function entries(actor, lane) {
    const rows = await store.run("outbox", "readonly", s => store.value(s.getAll()));
    const all = [];
    for (const row of rows.filter(r => (r.actor || r.subject) === actor && (!lane || (r.lane || r.subject) === lane))) {
      const clear = await store.unseal(named(row), row), {seq, state, tries, after, firm} = row;
      if (clear) all.push(Object.assign(JSON.parse(clear), {actor, lane: row.lane || row.subject, seq, state, tries, after, firm}));
    }
    return all;
  }

  // row is an entry as it lies on the disk: only ids, state and times are to be read without the key. It is the
  // phone's own, not the folder's: what was refused is still to be read when the folder has gone.
  async function row({command, receipt, problem, settled, name, actor, lane, seq, state, tries, after, firm}) {
    const r = {id: command.id, actor, lane, state, tries, after, firm};
    Object.assign(r, await store.seal(named(r), JSON.stringify({command, receipt, problem, settled, name})));
    return seq ? Object.assign(r, {seq}) : r;
  }

  // save writes an entry that is still there; one that was replaced meanwhile stays away.
  async function save(e) {
    const r = await row(e);
    await store.run("outbox", "readwrite", s => {
      const there = s.getKey(r.seq);
      there.onsuccess = () => { if (there.result !== undefined) s.put(r); };
    });
  }

  const tell = e => channel.postMessage({type: "command", actor: e.actor, lane: e.lane, id: e.command.id, kind: e.command.kind, state: e.state});
  const same = (a, b) => a.kind === b.kind && JSON.stringify(a.body) === JSON.stringify(b.body);

  // replaces tells whether what a new command writes leaves nothing of an older one that has not arrived.
  function replaces(made, old) {
    if (old.state === "done") return false;
    const was = old.command;
    if (was.id === made.id) return true;
    if (made.kind === "applications.discard") return old.state === "refused" && [was.id, was.body.draft].includes(made.body.draft);
    if (made.kind === "payments.drop" && was.kind === "payments.intend") return was.id === made.body.payment && !old.tries;
    if (made.kind !== was.kind) return false;
    return made.kind === "preferences.set" || (made.kind === "applications.answer" && was.body.draft === made.body.draft
      && Object.keys(was.body.answers).every(name => name in made.body.answers));
  }

  // add puts a command on the disk and gives its entry: actor is the id of who signed in, name that of the person
  // it is for. The same command again gives the entry there is. The same id with other content is refused with
  // an Error named "Reused" once the first may have been sent. Rejects with NotKept when this phone cannot keep it.
  const add = (command, actor = command.subject, name = "") => alone("write", async () => {
    if (!routes[command.kind]) throw store.notKept("only the server can do this: " + command.kind); // it would hold up its lane
    const lane = command.mandate || command.subject, all = await entries(actor, lane);
    const had = all.find(e => e.command.id === command.id && e.state !== "refused");
    if (had && same(had.command, command)) return had;
    if (had && (had.state === "done" || had.tries)) throw Object.assign(new Error("the id was used for other content"), {name: "Reused"});
    const made = {command, actor, lane, name, state: "waiting", tries: 0, after: 0}, r = await row(made);
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

  // routes say how a kind of command goes up: method and address. What stands in braces is taken out of the
  // body, {id} is the command's own; the rest of the body is sent as it is, except with DELETE.
  const routes = {
    "applications.answer": ["PUT", "/v1/drafts/{draft}"],
    "applications.discard": ["DELETE", "/v1/drafts/{draft}"],
    "applications.submit": ["POST", "/v1/applications"],
    "contact.set": ["PUT", "/v1/contact/{kind}"],
    "contact.stop": ["DELETE", "/v1/contact/changes/{change}"],
    "preferences.set": ["PUT", "/v1/preferences"],
    "payments.intend": ["POST", "/v1/payments"],
    "payments.drop": ["DELETE", "/v1/payments/{payment}"],
    "proxies.give": ["POST", "/v1/proxies"],
    "proxies.change": ["PATCH", "/v1/proxies/{proxy}"],
    "proxies.claim": ["PUT", "/v1/proxies/{id}"],
    "confirmations.propose": ["POST", "/v1/confirmations"],
    "confirmations.decline": ["POST", "/v1/confirmations/{confirmation}/no"],
    "confirmations.withdraw": ["DELETE", "/v1/confirmations/{confirmation}"],
  };

  // request is a command as it goes up. Actor, subject and mandate are said again: whoever is signed in when it
  // arrives, it is done for these or not at all.
  function request({id, kind, subject, mandate, body: all}, actor) {
    const [method, pattern] = routes[kind], body = Object.assign({}, all);
    const address = pattern.replace(/{(\w+)}/g, (_, name) => {
      const value = name === "id" ? id : body[name];
      if (name !== "id") delete body[name];
      return encodeURIComponent(value);
    });
    const headers = {Accept: "application/json", "Sportello-Actor": actor, "Sportello-Subject": subject, "Idempotency-Key": id};
    if (mandate) headers["Sportello-Mandate"] = mandate;
    if (method === "DELETE") return [address, {method, headers}];
    headers["Content-Type"] = "application/json";
    return [address, {method, headers, body: JSON.stringify(body)}];
  }

  // send gives a command to the town hall once: {receipt} | {problem} | {why, after}. Only an answer that is
  // surely the town hall's ends a command: the page of a hotel's or a train's network does not. A kind that this
  // version does not know waits for the one that does.
  async function send(command, actor = command.subject) {
    const enough = new AbortController(), timer = setTimeout(() => enough.abort(), PATIENCE);
    try {
      const [address, how] = request(command, actor);
      const r = await fetch(address, Object.assign(how, {redirect: "manual", cache: "no-store", signal: enough.signal}));
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
    if (r.status === 403 && command.mandate && kind && kind.endsWith(ENDED)) return {why: "no-mandate"};
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

  // flush sends what waits for an actor, lane by lane, until nothing waits or nothing can be sent now:
  // {left, refused, ended, why: "" | "later" | "signed-out" | "other-person", wait: milliseconds to the next try}.
  // One lane does not wait for another. eager: something has changed (the network is back, a new command), so
  // only the town hall's own wish to be left alone (Retry-After) is waited for.
  const flush = (actor, eager) => alone("send", async () => {
    const stopped = {};
    for (;;) {
      const waiting = (await entries(actor)).filter(e => e.state === "waiting"), next = waiting.find(e => !(e.lane in stopped));
      if (!next || !navigator.onLine) return over(actor, waiting.length, Object.values(stopped));
      const wait = next.after - Date.now();
      if (wait > 0 && wait <= 3600_000 && (next.firm || !eager)) { stopped[next.lane] = wait; continue; }
      next.tries++;
      await alone("write", () => save(next)); // from here on the id may be known to the town hall
      const got = await send(next.command, actor);
      if (got.why === "no-mandate") {
        await forgetFolder(actor, next.lane);
        await refuse(actor, next.lane);
      } else if (got.why) {
        const pause = got.after || Math.min(FIRST * 2 ** next.tries, LONGEST) * (0.5 + Math.random() / 2), later = got.why === "later";
        await save(Object.assign(next, {after: later ? Date.now() + pause : 0, firm: !!got.after}));
        if (!later) return over(actor, waiting.length, [], got.why);
        stopped[next.lane] = pause;
      } else {
        await settle(next, got);
      }
    }
  });

  // settle writes down what the town hall said to a command.
  async function settle(e, said) {
    await save(Object.assign(e, said, {state: said.receipt ? "done" : "refused", settled: Date.now()}));
    tell(e);
  }

  // end is for a mandate under which nothing can be done any more: its folder, pages and key are forgotten at
  // once, and what waits in its lane is refused and stays to be read. Done again after a kill, it does the same.
  async function end(actor, lane) {
    await forgetFolder(actor, lane);
    await alone("send", () => refuse(actor, lane));
    return flush(actor, true);
  }
  async function forgetFolder(actor, lane) {
    await store.forget(lane);
    channel.postMessage({type: "ended", actor, lane});
  }
  async function refuse(actor, lane) {
    for (const e of await entries(actor, lane)) if (e.state === "waiting") await settle(e, {problem: {type: "/problems" + ENDED}});
  }

  let timer;
  // over tells the pages how it ended: how many wait, were refused, or were refused because their mandate had
  // ended. It tries again by itself while this page or worker lives. A refusal is shown for a month, unless the
  // person mends it before.
  async function over(actor, left, waits, why = left ? "later" : "") {
    clearTimeout(timer);
    const no = (await entries(actor)).filter(e => e.state === "refused"), old = no.filter(e => Date.now() - e.settled > 30 * 864e5);
    if (old.length) await forget(old.map(e => e.command.id));
    const ended = no.filter(e => !old.includes(e) && String(e.problem.type).endsWith(ENDED)).length;
    const said = {left, why, wait: waits.length ? Math.min(...waits) : 0, refused: no.length - old.length - ended, ended};
    if (said.wait) timer = setTimeout(() => flush(actor, false).catch(() => {}), said.wait + 50);
    channel.postMessage(Object.assign({type: "flush", actor}, said));
    return said;
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

  S.outbox = {add, flush, send, end, forget, list: entries};
})();
