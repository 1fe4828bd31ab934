// What each mark, frame and line means: only those that the chain shown has, on the screen and on the picture.
const CHIPS = ["hon", "build", "faint", "und", "city", "cand"];
function legendItems() {
  const cards = cardsOf(chain()), there = new Set(cards.map(state)), first = firstGaps(), items = [];
  const kinds = new Set(cards.flatMap(s => shownFirms(s).length ? shownFirms(s).map(f => firmChip(f)[2].slice(2)) : targetsOf(s).length ? ["cand"] : []));
  const bases = new Set(chain().ties.map(t => t[2]));
  for (const s of D.states) if (there.has(s)) items.push({of: "state", state: s, text: stateWord(s)});
  if (first.length) items.push({of: "first", state: state(first[0]), text: T("gap.first.legend")});
  if (cards.some(s => gapOf(s) === 2)) items.push({of: "box", cls: "second", text: T("gap.second.legend")});
  for (const k of CHIPS) if (kinds.has(k)) items.push({of: "chip", cls: k, text: T("chip." + k)});
  items.push({of: "line", cls: "", text: T("line.solid")});
  if (bases.has("inferred")) items.push({of: "line", cls: "6 4", text: T("line.inferred")});
  if (bases.has("potential")) items.push({of: "line", cls: "1.5 4", text: T("line.potential")});
  return items;
}
function sample({of, state: s, cls}) {
  if (of === "state" || of === "first") return mark(s);
  if (of === "box") return el("i", {class: "box " + cls, "aria-hidden": "true"});
  if (of === "chip") return el("i", {class: "f " + cls, "aria-hidden": "true"});
  const svg = document.createElementNS(SVG, "svg"), p = document.createElementNS(SVG, "path");
  p.setAttribute("d", "M1 5H29");
  p.style.strokeDasharray = cls;
  svg.append(p);
  return svg;
}
function drawLegend() {
  $("legend").replaceChildren(...legendItems().map(it => el("span", {class: it.of === "first" ? "first" : null, "data-of": it.of}, sample(it), it.text)));
}
// The view onto the map: how far moved and how near.
function move() {
  const {z} = geo, r = $("stage").getBoundingClientRect();
  const maxX = Math.max(0, geo.worldW * z - r.width), maxY = Math.max(0, geo.worldH * z - r.height + 40);
  geo.x = Math.min(0, Math.max(-maxX, geo.x));
  geo.y = Math.min(0, Math.max(-maxY, geo.y));
  $("world").style.transform = `translate(${geo.x}px,${geo.y}px) scale(${z})`;
}
function zoom(by, cx, cy) {
  const r = $("stage").getBoundingClientRect(), px = cx === undefined ? r.width / 2 : cx, py = cy === undefined ? r.height / 2 : cy, was = geo.z;
  if (by < 1 && geo.z === 1 && geo.detail) { geo.detail = false; geo.x = geo.y = 0; draw(); return; }
  if (by > 1 && geo.z === 1 && !geo.detail) { geo.detail = true; draw(); return; }
  geo.z = Math.max(1, Math.min(2.5, geo.z * by));
  geo.x = px - (px - geo.x) * geo.z / was;
  geo.y = py - (py - geo.y) * geo.z / was;
  move();
}
function reveal(seg) {
  const g = geo.cards.get(seg), r = $("stage").getBoundingClientRect();
  if (!g) return;
  const x = g.x * geo.z + geo.x, y = g.y * geo.z + geo.y, right = x + g.w * geo.z, bottom = y + g.h * geo.z;
  if (x < 10) geo.x -= x - 20;
  if (right > r.width - 10) geo.x -= right - r.width + 20;
  if (y < 40) geo.y -= y - 50;
  if (bottom > r.height - 50) geo.y -= bottom - r.height + 70;
  move();
}
