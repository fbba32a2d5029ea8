// Errors and changes: told once, and never in silence.

// An error is told once: the summary has the focus, or it is an alert, never both and never neither.
P.errorFocus = () => {
  const wrong = all("[aria-invalid=true]").filter(shown);
  if (!wrong.length) return take();
  const ids = new Set(wrong.flatMap((e) => [e.id, ...[...e.querySelectorAll("[id]")].map((c) => c.id)]).filter(Boolean));
  const link = all("a[href^='#']").find((a) => ids.has(a.getAttribute("href").slice(1)));
  if (!link) return take(); // the tree check says so
  const boxes = [];
  for (let p = link; p && p !== document.body && !p.matches("main,form"); p = p.parentElement) boxes.push(p);
  const focused = boxes.some((b) => b.contains(place[0]) && place[0] !== document.body);
  const alert = boxes.some((b) => b.matches("[role=alert],[aria-live=assertive]"));
  if (focused && alert) say("error-focus", link, "The summary has the focus and is an alert: it is said twice.");
  if (!focused && !alert) say("error-focus", link, "The errors are not heard: give the summary the focus, or make it an alert.");
  return take();
};

// watch notes what changes from now on; silent tells which changes nobody hears.
const live = "[role=status],[role=alert],[role=log],[aria-live=polite],[aria-live=assertive]";
let observer, changes, regions;
P.watch = () => {
  changes = new Set();
  regions = new Set(document.querySelectorAll(live));
  const said = (nodes) => words([...nodes].map((n) => n.textContent).join(" "));
  observer = new MutationObserver((list) => list.forEach((m) => {
    if (m.type === "childList" && said(m.addedNodes) === said(m.removedNodes)) return; // the same words again are no change
    changes.add(m.target.nodeType === 1 ? m.target : m.target.parentElement);
  }));
  observer.observe(document.body, { subtree: true, childList: true, characterData: true });
  return true;
};
P.silent = () => {
  observer.disconnect();
  for (const e of changes) {
    if (!e || !e.isConnected || !words(e.innerText) || !shown(e)) continue;
    const region = e.closest(live), focus = document.activeElement;
    if (region && regions.has(region)) continue;
    if (focus !== document.body && e.contains(focus)) continue;
    say("silent-change", e, region ? "Its live region came together with its words, so it is not heard. It must stand in the page before." : "It changed to «" + words(e.innerText).slice(0, 60) + "» and nobody hears it: no live region, and the focus did not go there.");
  }
  return take();
};

// A live region must lie outside what the app replaces, or it would come and go with each page.
P.liveOutside = (css) => {
  const root = document.querySelector(css);
  if (!root) say("live-region-inside", document.body, "Nothing on the page is " + css + ".");
  else if (![...document.querySelectorAll("[role=status],[aria-live=polite]")].some((e) => !root.contains(e))) say("live-region-inside", root, "No live region lies outside this element, which each page replaces.");
  return take();
};
