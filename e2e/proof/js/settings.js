// Settings of the person's system: forced colours and less motion.

const bordered = (s) => ["Top", "Right", "Bottom", "Left"].some((k) => parseFloat(s["border" + k + "Width"]) >= 1 && !/none|hidden/.test(s["border" + k + "Style"]) && rgba(s["border" + k + "Color"])[3] > 0);
// faces notes which controls have a face of their own in ordinary colours; forced asks whether an
// edge is left of it when the system replaces all colours.
let faced = [];
P.faces = () => {
  faced = all("button,a[href],input:not([type=hidden]),select,textarea,summary,[role=button]").filter((e) => {
    const s = style(e);
    return shown(e) && (bordered(s) || s.boxShadow !== "none" || rgba(s.backgroundColor)[3] > 0 || s.backgroundImage !== "none");
  });
  return [];
};
P.forced = () => {
  for (const e of faced) {
    const s = style(e);
    if (s.appearance !== "none" && /checkbox|radio/.test(e.type)) continue;
    const underlined = s.textDecorationLine.includes("underline");
    if (!bordered(s) && s.outlineStyle === "none" && !underlined) say("forced-colours", e, "With forced colours nothing shows that it can be pressed or filled. Give it a border, transparent if need be.");
  }
  for (const e of all("*")) if (style(e).forcedColorAdjust === "none" && style(e.parentElement).forcedColorAdjust !== "none" && shown(e) && e.localName !== "svg") say("forced-colours", e, "forced-color-adjust: none takes the person's colours away.");
  for (const e of all("svg[role=img] *,svg:not([aria-hidden=true]) *")) {
    const bg = ground(e.closest("svg"));
    if (!bg || !e.getBoundingClientRect().width) continue;
    const s = style(e), k = Math.max(...[s.fill, s.stroke].filter((c) => c !== "none").map((c) => ratio(over(rgba(c), bg), bg)), 0);
    if (k && k < 3) say("forced-colours", e, "With forced colours this drawing vanishes. Use currentColor.");
  }
  return take();
};
// rings looks at the outline that forced colours leave: shadows are gone.
P.rings = () => {
  const old = document.activeElement;
  for (const e of P.stops()) {
    const ring = ringOf(e), s = ring && style(ring);
    if (document.activeElement !== e) continue;
    if (!ring || (s.outlineStyle === "none" || parseFloat(s.outlineWidth) < 2)) say("forced-focus", e, "With forced colours the focus is not seen: shadows and backgrounds are gone. Use an outline of 3 px.");
  }
  P.refocus(old);
  return take();
};
P.motion = (reduced) => {
  const rule = reduced ? "reduced-motion" : "motion";
  for (const a of document.getAnimations()) {
    const t = a.effect.getComputedTiming();
    if (a.playState === "running" && (t.duration > 100 || t.iterations === Infinity)) say(rule, a.effect.target, "It moves by itself" + (reduced ? ", though the person asked for less motion." : ". Nothing moves that was not asked to."));
  }
  if (!reduced) return take();
  for (const e of [document.documentElement, ...all(pressable + ",details,dialog")]) {
    const s = style(e);
    if (s.scrollBehavior === "smooth") say(rule, e, "It scrolls smoothly, though the person asked for less motion.");
    if (Math.max(...s.transitionDuration.split(",").map(parseFloat)) > 0.1 && /all|transform|translate|rotate|scale|top|left|right|bottom|width|height|margin/.test(s.transitionProperty)) say(rule, e, "It slides, though the person asked for less motion.");
  }
  return take();
};
