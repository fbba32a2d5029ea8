// Layout: nothing wider than the window, nothing cut off, nothing on top of something else.

const scrolls = (e) => {
  for (let p = e; p && p !== document.body; p = p.parentElement) if (/auto|scroll/.test(style(p).overflowX)) return true;
  return false;
};
const pane = (e) => (e.closest("dialog,[popover]") || document.documentElement);

// layout looks at the page as it lies now; rule names the condition, as "reflow" or "text-200".
P.layout = (rule) => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width + 1)
    say(rule, document.body, "The page scrolls sideways: " + document.documentElement.scrollWidth + " px in a window of " + width + ".");
  for (const e of all("*")) {
    if (!shown(e)) continue;
    const s = style(e), r = e.getBoundingClientRect();
    if (r.right > width + 1 && r.left < width && !scrolls(e.parentElement)) say(rule, e, "It reaches " + Math.round(r.right - width) + " px beyond the window.");
    if (words(e.innerText)) clipped(rule, e, s);
  }
  overlaps(rule);
  return take();
};
const clipped = (rule, e, s) => {
  const cut = (v) => v === "hidden" || v === "clip";
  if (cut(s.overflowY) && e.scrollHeight > e.clientHeight + 2) say(rule, e, "Text is cut off: " + e.scrollHeight + " px tall in " + e.clientHeight + ".");
  else if (cut(s.overflowX) && e.scrollWidth > e.clientWidth + 2) say(rule, e, "Text is cut off: " + e.scrollWidth + " px wide in " + e.clientWidth + ".");
  else if (e.matches("button,a,summary,label,select") && s.display !== "inline" && e.scrollHeight > e.clientHeight + 3) say(rule, e, "The words stick out of their box by " + (e.scrollHeight - e.clientHeight) + " px.");
};
// Two texts that lie on each other: only the middle two thirds of a letter count, as fonts have tall boxes.
const overlaps = (rule) => {
  const boxes = [], range = document.createRange();
  for (const n of texts()) {
    range.selectNodeContents(n);
    const trim = parseFloat(style(n.parentElement).fontSize) * 0.33;
    for (const r of range.getClientRects()) if (r.width > 2) boxes.push({ n, l: r.left, r: r.right, t: (r.top + r.bottom) / 2 - trim, b: (r.top + r.bottom) / 2 + trim });
  }
  boxes.sort((a, b) => a.t - b.t);
  const told = new Set();
  for (let i = 0; i < boxes.length; i++)
    for (let j = i + 1; j < boxes.length && boxes[j].t < boxes[i].b - 2; j++) {
      const a = boxes[i], b = boxes[j];
      if (a.n === b.n || told.has(b.n) || Math.min(a.r, b.r) - Math.max(a.l, b.l) < 3) continue;
      if (pane(a.n.parentElement) !== pane(b.n.parentElement) || floats(a.n.parentElement) !== floats(b.n.parentElement)) continue;
      told.add(b.n);
      say(rule, b.n.parentElement, "Its text lies on «" + words(a.n.data).slice(0, 40) + "».");
    }
};
const floats = (e) => {
  for (let p = e; p; p = p.parentElement) if (/fixed|sticky/.test(style(p).position)) return p;
  return null;
};
// What stays in place must leave room to read: at most half of a small window.
P.fixed = () => {
  for (const e of all("*")) {
    const r = e.getBoundingClientRect();
    if (/fixed|sticky/.test(style(e).position) && shown(e) && r.height > innerHeight / 2 && r.width > innerWidth / 2)
      say("sticky-cover", e, "It stays in place over " + Math.round((100 * r.height) / innerHeight) + " % of a zoomed window.");
  }
  return take();
};
P.bodySize = () => parseFloat(style(document.querySelector("main p,p,body")).fontSize);

// double makes each text twice as large, as a text-only zoom does; putBackStyles takes it back.
P.double = () => {
  const sizes = [document.body, ...all("*")].filter((e) => e.style).map((e) => [e, parseFloat(style(e).fontSize)]);
  for (const [e, px] of sizes) e.style.setProperty("font-size", 2 * px + "px", "important");
  return true;
};
// space sets the spacing that readers may choose (WCAG 1.4.12); unspace takes it back.
P.space = () => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}");
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  return true;
};
P.unspace = () => {
  document.adoptedStyleSheets = document.adoptedStyleSheets.slice(0, -1);
  return true;
};
