// Focus: reached by Tab in the order of the page, seen, and not covered.

// stops lists what Tab should reach, in document order; a group of radio buttons is one stop.
P.stops = () => {
  const groups = new Set();
  return all("a[href],button,input:not([type=hidden]),select,textarea,summary,[tabindex],[contenteditable=true]").filter((e) => {
    if (e.disabled || e.tabIndex < 0 || !e.checkVisibility({ visibilityProperty: true }) || e.closest("[inert]")) return false;
    if (e.localName === "summary" && e.parentElement.querySelector("summary") !== e) return false;
    if (e.type !== "radio" || !e.name) return true;
    const key = (e.form ? P.where(e.form) : "") + "|" + e.name;
    const same = [...document.querySelectorAll('input[type=radio][name="' + CSS.escape(e.name) + '"]')].filter((r) => r.form === e.form && !r.disabled);
    if (groups.has(key) || (same.find((r) => r.checked) || e) !== e) return false;
    groups.add(key);
    return true;
  });
};
let planned = [];
P.plan = () => {
  planned = P.stops();
  return planned.length;
};
P.begin = () => {
  P.refocus(null);
  scrollTo(0, 0);
  planned[0]?.focus({ focusVisible: true });
  return true;
};
// here tells where the focus is: its place in the plan (-1 off the plan, -2 nowhere) and how it lies.
P.here = () => {
  const e = document.activeElement;
  if (!e || e === document.body || e === document.documentElement) return { At: -2 };
  const b = e.getBoundingClientRect();
  return { At: planned.indexOf(e), Where: P.where(e), Covered: covered(e), X: b.x + scrollX, Y: b.y + scrollY, W: b.width, H: b.height, Sideways: sideways(e) };
};
const sideways = (e) => floats(e) !== null;
const covered = (e) => {
  // A link of several lines may be taller than a small window: one line in sight is enough.
  const rects = [...e.getClientRects()], r = rects.find((b) => b.bottom > 2 && b.top < innerHeight - 2) || rects[0];
  const label = e.labels?.[0];
  const box = r && r.width >= 4 ? r : label?.getClientRects()[0];
  if (!box) return "it has no place on the page";
  const l = Math.max(box.left, 0), t = Math.max(box.top, 0), w = Math.min(box.right, innerWidth) - l, h = Math.min(box.bottom, innerHeight) - t;
  if (w < 2 || h < 2) return "it is not scrolled into view";
  for (const [fx, fy] of [[0.5, 0.5], [0.25, 0.25], [0.75, 0.25], [0.25, 0.75], [0.75, 0.75]]) {
    const hit = document.elementFromPoint(l + fx * w, t + fy * h);
    if (hit && hit !== e && !e.contains(hit) && !hit.contains(e) && ![...(e.labels || [])].some((b) => b === hit || b.contains(hit))) return "it lies under " + P.where(hit);
  }
  return "";
};
// A ring may lie on the control, on its label, or on the box around both.
const near = (e) => {
  const out = [e, ...(e.labels || [])];
  for (let p = e.parentElement; p && p !== document.body && out.length < 8; p = p.parentElement) out.push(p);
  return out;
};
const look = (e) => {
  const s = style(e);
  return [s.outlineStyle, s.outlineWidth, s.outlineColor, s.boxShadow, s.borderTopColor, s.borderTopWidth, s.borderBottomWidth, s.backgroundColor].join();
};
// ringOf focuses e and gives the outermost element near it whose look that changes, or null.
const ringOf = (e) => {
  document.activeElement?.blur?.();
  const before = new Map(near(e).map((n) => [n, look(n)]));
  e.focus({ focusVisible: true, preventScroll: true });
  return [...before].filter(([n, old]) => look(n) !== old).map(([n]) => n).reduce((out, n) => (out && out.contains(n) ? out : n), null);
};
// focusBox focuses one stop and gives the part of the page to photograph and the length of its edge.
P.focusBox = (i) => {
  const e = planned[i], ring = ringOf(e) || e;
  const r = [...ring.getClientRects()].sort((a, b) => b.width * b.height - a.width * a.height)[0];
  const all = union(ring.getBoundingClientRect(), e.getBoundingClientRect());
  return { Where: P.where(e), X: all.x + scrollX, Y: all.y + scrollY, W: all.width, H: all.height, Edge: 2 * (r.width + r.height) };
};
P.refocus = (e) => {
  if (e && e !== document.body) e.focus({ preventScroll: true });
  else document.activeElement?.blur?.();
  return true;
};
// remember and putBack keep the place and the focus of the person over all of this, and the style
// attributes, of which an engine leaves empty ones behind.
let place = null, styles = null, face = "";
const subject = () => location.href + "|" + document.title + "|" + words(document.querySelector("h1")?.textContent);
P.remember = () => {
  face = subject();
  place = [document.activeElement, scrollX, scrollY];
  styles = new Map([...document.querySelectorAll("*")].map((e) => [e, e.getAttribute("style")]));
  return true;
};
P.putBackStyles = () => {
  for (const [e, old] of styles) {
    if (e.getAttribute("style") === old) continue;
    if (old === null) e.removeAttribute("style");
    else e.setAttribute("style", old);
  }
  return true;
};
P.putBack = () => {
  P.putBackStyles();
  P.refocus(place[0]);
  scrollTo(place[1], place[2]);
  return true;
};
// same tells whether the walk through the page has changed it (WCAG 3.2.1).
P.same = () => {
  if (subject() !== face) say("changes-on-focus", document.body, "Moving the focus changed the page: it is now " + subject() + ".");
  return take();
};
P.toTop = () => {
  scrollTo(0, 0);
  return true;
};
P.height = () => Math.ceil(Math.max(document.documentElement.scrollHeight, document.body.scrollHeight));
