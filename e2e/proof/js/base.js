// What all parts of the probe share. The parts run as one script in a world of their own in the page,
// so they see the page but the page does not see them. Each function gives a list of {rule, where, advice}.

const P = (globalThis.sportelloProbe = {});
const found = [];
const say = (rule, e, advice) => found.push({ rule, where: P.where(e), advice });
const take = () => found.splice(0);
const style = (e, pseudo) => getComputedStyle(e, pseudo);
const all = (css) => [...document.body.querySelectorAll(css)];
const words = (s) => (s || "").replace(/\s+/g, " ").trim();
const round = (n, d = 10) => Math.round(n * d) / d;

P.where = (e) => {
  const steps = [];
  for (; e && e.localName; e = e.parentElement) {
    if (e.id) { steps.unshift("#" + e.id); break; }
    const same = e.parentElement ? [...e.parentElement.children].filter((c) => c.localName === e.localName) : [];
    steps.unshift(e.localName + (same.length > 1 ? ":nth-of-type(" + (same.indexOf(e) + 1) + ")" : ""));
  }
  return steps.slice(-4).join(" > ");
};

// The engines name places in their own ways; one way makes findings easy to compare.
P.whereCSS = (css) => {
  const e = typeof css === "string" && document.querySelector(css);
  return e ? P.where(e) : String(css);
};
P.whereXPath = (path) => {
  const e = document.evaluate(path, document, null, XPathResult.FIRST_ORDERED_NODE_TYPE, null).singleNodeValue;
  return e ? P.where(e) : path;
};

// away: visually hidden on purpose, or parked off the screen until it gets the focus.
const away = (e) => {
  for (let p = e; p && p !== document.body; p = p.parentElement) {
    const s = style(p), r = p.getBoundingClientRect();
    if (s.clip.startsWith("rect(0px") || /inset\((50%|100%)/.test(s.clipPath)) return true;
    if (s.overflow === "hidden" && r.width <= 1 && r.height <= 1) return true;
    if (s.position !== "static" && (r.right + scrollX <= 0 || r.bottom + scrollY <= 0)) return true;
  }
  return false;
};
const shown = (e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && e.getClientRects().length > 0 && !away(e);

const texts = () => {
  const out = [], w = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let n; (n = w.nextNode()); ) {
    const e = n.parentElement;
    if (words(n.data) && !e.closest("script,style,noscript,template,option,textarea") && shown(e)) out.push(n);
  }
  return out;
};
