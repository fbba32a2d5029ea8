// The page of a payment whose end is not known: asks the town hall every few seconds, for some minutes, whether it is
// known now, then says so once and asks for the page anew. No question stays open, none is asked while nobody looks,
// and where no script runs the link with data-payment does the same when it is followed.
(() => {
  const S = self.sportello, EVERY = 4_000, LONGEST = 10_000, FOR = 5 * 60_000, HEARD = 2_500;
  let timer;
  // watch begins with the page that stands, and ends with the one before.
  S.watch = () => {
    clearTimeout(timer);
    const link = document.querySelector("[data-payment]");
    if (!link) return;
    const {payment, progress, news} = link.dataset, until = Date.now() + FOR;
    const person = document.documentElement.dataset.person, mandate = /^\/per\/([^/]+)/.exec(location.pathname);
    const headers = Object.assign({Accept: "application/json"}, person && {"Sportello-Actor": person}, mandate && {"Sportello-Mandate": mandate[1]});
    const later = () => { if (Date.now() < until) timer = setTimeout(ask, EVERY); };
    async function ask() {
      if (!link.isConnected) return;
      if (document.hidden || !navigator.onLine) return later();
      const enough = new AbortController(), end = setTimeout(() => enough.abort(), LONGEST);
      try {
        const r = await fetch("/v1/payments/" + encodeURIComponent(payment), {headers, cache: "no-store", redirect: "error", signal: enough.signal});
        if ([401, 403, 404, 409].includes(r.status)) return; // it says nothing more to this page
        if (r.ok && (await r.json()).progress !== progress && link.isConnected) return changed();
      } catch (_) { /* no network now: asked again */ } finally {
        clearTimeout(end);
      }
      later();
    }
    // changed leaves time to hear it, for a new page ends what is being said.
    function changed() {
      S.page.say(news);
      timer = setTimeout(() => S.visit ? S.visit(location.href, null, true) : location.reload(), HEARD);
    }
    later();
  };
  S.watch();
})();
