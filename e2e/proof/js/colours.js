// Colours: text 7:1, edges of fields 3:1.

const pen = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
const known = new Map();
const rgba = (css) => {
  if (!known.has(css)) {
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = css;
    pen.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
    known.set(css, [r, g, b, a / 255]);
  }
  return known.get(css);
};
const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3])).concat(1);
const light = (c) => {
  const [r, g, b] = c.slice(0, 3).map((v) => ((v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const ratio = (a, b) => {
  const [x, y] = [light(a), light(b)].sort((p, q) => q - p);
  return (x + 0.05) / (y + 0.05);
};
const paper = () => (matchMedia("(forced-colors: active)").matches ? rgba("Canvas") : [255, 255, 255, 1]);

// ground gives the colour behind e, or null when a picture lies there.
const ground = (e) => {
  const layers = [];
  for (let p = e; p; p = p.parentElement) {
    const s = style(p), c = rgba(s.backgroundColor);
    if (s.backgroundImage !== "none" && c[3] < 1) return null;
    layers.push(c);
    if (c[3] === 1) break;
  }
  return layers.reverse().reduce((under, top) => over(top, under), paper());
};
const solidity = (e) => {
  let o = 1;
  for (let p = e; p; p = p.parentElement) o *= +style(p).opacity;
  return o;
};
const ink = (e, pseudo) => {
  const [r, g, b, a] = rgba(style(e, pseudo).color);
  return [r, g, b, a * solidity(e)];
};

const contrastOf = (e, pseudo, what, least) => {
  const bg = ground(e);
  if (!bg) return;
  const k = ratio(over(ink(e, pseudo), bg), bg);
  if (k < least - 0.005) say("text-contrast", e, what + " has contrast " + round(k, 100) + ":1; " + least + ":1 is needed.");
};
P.contrast = (least) => {
  const seen = new Set();
  for (const n of texts()) {
    const e = n.parentElement;
    if (seen.has(e) || e.closest(":disabled,[aria-disabled=true]")) continue;
    seen.add(e);
    contrastOf(e, undefined, "The text «" + words(n.data).slice(0, 40) + "»", least);
  }
  for (const e of all("input:not([type=checkbox],[type=radio],[type=hidden]),textarea,select").filter(shown)) {
    if (e.value) contrastOf(e, undefined, "What the person typed", least);
    if (e.placeholder) contrastOf(e, "::placeholder", "The placeholder", least);
  }
  return take();
};

// A field must be seen as a field: its edge or its face differs from what is around it by 3:1.
P.edges = () => {
  for (const e of all("input:not([type=hidden],[type=submit],[type=button],[type=image],[type=range]),textarea,select").filter(shown)) {
    const s = style(e), outside = ground(e.parentElement), face = ground(e);
    if (s.appearance !== "none" && /checkbox|radio/.test(e.type)) continue;
    if (!outside || !face) continue;
    const sides = ["Top", "Right", "Bottom", "Left"].filter((k) => parseFloat(s["border" + k + "Width"]) >= 1 && s["border" + k + "Style"] !== "none");
    const best = Math.max(1, ratio(face, outside), ...sides.map((k) => ratio(over(rgba(s["border" + k + "Color"]), outside), outside)));
    if (best < 3) say("field-edge", e, "The edge of the field has contrast " + round(best, 100) + ":1 with what is around it; 3:1 is needed.");
  }
  return take();
};
