// Targets: 48 × 48 px, 8 px between, and nothing that only looks pressable.

const pressable = "a[href],button,input:not([type=hidden]),select,textarea,summary,[role=button],[role=link],[role=tab],[role=checkbox],[role=radio],[role=switch]";
const union = (a, b) => {
  const x = Math.min(a.left, b.left), y = Math.min(a.top, b.top);
  return new DOMRect(x, y, Math.max(a.right, b.right) - x, Math.max(a.bottom, b.bottom) - y);
};
// mine tells whether a press at this point of the window reaches e, itself or through its label. What a
// style sheet stretches over a row or a card counts like the element.
const mine = (e, x, y) => {
  const hit = document.elementFromPoint(x, y);
  return !!hit && (hit === e || e.contains(hit) || hit.closest("label")?.control === e);
};
// area is what a finger can press, on the page: the box of e and of its label, and as far around as a
// press still reaches it.
const area = (e) => {
  const r = e.getBoundingClientRect();
  if (r.top < 60 || r.bottom > innerHeight - 60) e.scrollIntoView({ block: "center", behavior: "instant" });
  return grow(e, box(e));
};
const box = (e) => {
  let r = e.getBoundingClientRect();
  if (/checkbox|radio|file/.test(e.type)) for (const l of e.labels || []) if (shown(l)) r = union(r, l.getBoundingClientRect());
  return r;
};
const grow = (e, r) => {
  let { left, top, right, bottom } = r;
  const x = (left + right) / 2, y = (top + bottom) / 2;
  while (left > 1 && mine(e, left - 1, y)) left--;
  while (right < innerWidth - 1 && mine(e, right + 1, y)) right++;
  while (top > 1 && mine(e, x, top - 1)) top--;
  while (bottom < innerHeight - 1 && mine(e, x, bottom + 1)) bottom++;
  return new DOMRect(left + scrollX, top + scrollY, right - left, bottom - top);
};
// A link within a sentence is as tall as its line (WCAG 2.5.8, exception "inline").
const inSentence = (e) => {
  if (e.localName !== "a" || style(e).display !== "inline") return false;
  const block = e.closest("p,li,dd,td,label,div,figcaption,caption") || e.parentElement;
  return words(block.innerText).length > words(e.innerText).length + 8;
};
P.targets = () => {
  const [sx, sy] = [scrollX, scrollY];
  const list = all(pressable).filter((e) => (shown(e) || [...(e.labels || [])].some(shown)) && !e.disabled && !inSentence(e)).map((e) => [e, area(e)]);
  for (const [e, r] of list)
    if (r.width < 47.5 || r.height < 47.5) say("target-size", e, "It is " + round(r.width) + " × " + round(r.height) + " px; 48 × 48 is needed.");
  for (let i = 0; i < list.length; i++)
    for (let j = i + 1; j < list.length; j++) {
      const [a, r] = list[i], [b, q] = list[j];
      if (a.contains(b) || b.contains(a) || a.form && b.closest("label")?.control === a) continue;
      const gap = Math.max(q.left - r.right, r.left - q.right, q.top - r.bottom, r.top - q.bottom);
      if (gap < 7.5) say("target-spacing", b, "It lies " + round(gap) + " px from " + P.where(a) + "; 8 px between targets are needed.");
    }
  return take();
};

// Things that look pressable but that no keyboard reaches.
P.fakes = () => {
  for (const e of all("*")) {
    const pointer = e.hasAttribute("onclick") || (style(e).cursor === "pointer" && style(e.parentElement).cursor !== "pointer");
    if (pointer && shown(e) && !e.closest(pressable + ",label,area,[tabindex='0']") && !e.querySelector(pressable))
      say("fake-button", e, "It looks pressable, but the keyboard does not reach it. Use a button or a link.");
  }
  return take();
};
