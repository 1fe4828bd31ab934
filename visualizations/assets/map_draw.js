// Cards, lines, bands, legend, numbers: drawn anew when something is chosen, moved by one transform.
const SVG = "http://www.w3.org/2000/svg";
function draw() {
  const stage = $("stage"), r = stage.getBoundingClientRect();
  const [W, H] = now.paper || [r.width, r.height - legendRoom()];
  arrange(W, H, geo.detail);
  const u = geo.u; stage.style.setProperty("--u", u);
  $("world").style.width = geo.worldW + "px"; $("world").style.height = geo.worldH + "px";
  drawBands(); drawCards(); drawLines(); emphasise(); drawNumbers(); move();
}
const legendRoom = () => Math.max(36, $("legend").getBoundingClientRect().height) - 22;
function drawBands() {
  const u = geo.u, box = [0, 1, 2].map(b => { const cs = geo.cols.filter(c => c.band === b); return cs.length ? [cs[0].x - 8 * u, cs[cs.length - 1].x + cs[cs.length - 1].w + 8 * u] : null; });
  $("bands").replaceChildren(...box.map((x, b) => x && (() => { const e = el("div", {class: "band b" + b}, el("h2", {}, T("band." + b))); Object.assign(e.style, {left: x[0] + "px", width: x[1] - x[0] + "px", top: 4 * u + "px", height: geo.worldH - 12 * u + "px"}); return e; })()).filter(Boolean), ...geo.cols.map(c => { const e = el("span", {class: "kind"}, c.kinds.map(k => T("kind." + k)).join(" · ")); Object.assign(e.style, {left: c.x - geo.gapX / 2 + "px", width: c.w + geo.gapX + "px", top: 30 * u + "px"}); return e; }));
}
// What a card says below its name. Firms that fill nothing yet stand there by name: "no data, 1 firm" would contradict itself.
function sayState(seg, first) {
  const s = state(seg), n = nHere(seg);
  if (gapOf(seg)) return `${first.includes(seg) ? T("gap.first") : gapOf(seg) === 2 ? T("gap.second") : T("gap.card")} ${nTargets(seg) ? `${T("targets")} ${nTargets(seg)}` : T("gap.find.card")}`;
  if (!INTERNAL && s === "stateless") return n ? nFirms(n) : "";
  return stateWord(s).replace(/[((].*$/, "") + (n && s !== "unknown" ? " " + nFirms(n) : "");
}
function drawCards() {
  const box = $("cards"), made = [], first = firstGaps();
  for (const id of cardsOf(chain())) {
    const g = geo.cards.get(id), s = state(id), kids = [el("span", {class: "nm"}, mark(s), nameOf(id))];
    if (g.level) kids.push(el("span", {class: "st"}, sayState(id, first)));
    if (g.rows) kids.push(firmGrid(id, g));
    const e = el("div", {class: `card s-${s}${gapOf(id) === 2 ? " second" : first.includes(id) ? " first" : ""}`, role: "listitem", tabindex: "0", "data-id": id, "aria-label": `${segName(id)}:${stateWord(s)}${first.includes(id) ? "," + T("gap.first") : gapOf(id) === 2 ? "," + T("second") : ""}${nHere(id) && s !== "unknown" ? "," + nFirms(nHere(id)) : ""}`}, kids);
    Object.assign(e.style, {left: g.x + "px", top: g.y + "px", width: g.w + "px", height: g.h + "px"});
    made.push(e);
  }
  box.replaceChildren(...made);
}
const CHIP = {building: " build", signed: " build", planned: " build", unknown: " faint"};
function firmChip(f) {
  const kind = CHIP[f.stage] || (f.where === "u" ? " und" : f.where === "c" ? " city" : f.honours.length ? " hon" : "");
  return [!matches(f), f.name, "f" + kind];
}
// The firms that match stand first; those that do not stay, faded, so that nobody is lost.
function firmGrid(seg, g) {
  const per = g.wide ? 2 : 1, room = g.rows * per, firms = shownFirms(seg);
  const all = firms.length ? firms.map(firmChip) : targetsOf(seg).map(r => [!isTarget(r), D.firms[r[0]][0], "f cand"]);
  const order = isPicking() ? [...all.filter(c => !c[0]), ...all.filter(c => c[0])] : all, fits = order.length <= room;
  const chips = order.slice(0, fits ? room : Math.max(1, room - 1)).map(([no, name, cls]) => el("span", {class: cls + (no ? " no" : ""), title: name}, el("span", {}, short(name))));
  const rest = order.length - chips.length;
  if (!fits && room === 1) chips[0].append(el("b", {}, "+" + rest)); else if (!fits) chips.push(el("span", {class: "f rest"}, "+" + rest));
  return el("span", {class: "fs" + (per === 1 ? " one" : "")}, chips);
}
// A firm's name without what its map already says: the place before, the legal form after.
const short = name => name.replace(/[((](?:厦门|中国)[))]/, "").replace(/(?:股份有限公司|有限责任公司|集团有限公司|有限公司|股份公司)$/, "").replace(/^(?:厦门市?|福建省?)(?=.{2,})/, "");
function drawLines() {
  const svg = $("lines"); svg.setAttribute("width", geo.worldW); svg.setAttribute("height", geo.worldH);
  const made = chain().ties.map(t => { const p = document.createElementNS(SVG, "path"); p.setAttribute("d", pathOf(t)); p.dataset.a = t[0]; p.dataset.b = t[1]; p.dataset.basis = t[2]; return p; });
  svg.replaceChildren(...made);
}
function emphasise() {
  const up = now.seg ? closure(now.seg, -1) : new Set(), down = now.seg ? closure(now.seg, 1) : new Set();
  const seen = passing();
  for (const e of $("cards").children) {
    const id = e.dataset.id, off = !seen.has(id);
    e.classList.toggle("off", off); e.classList.toggle("sel", id === now.seg); e.classList.toggle("up", up.has(id)); e.classList.toggle("down", down.has(id));
    e.classList.toggle("dim", !!now.seg && id !== now.seg && !up.has(id) && !down.has(id)); e.setAttribute("aria-current", id === now.seg ? "true" : "false");
  }
  pointed = null; drawTies(now.seg, up, down, seen);
}
// Lines are faint until somebody asks: a card chosen or pointed at shows its own, "only what gaps affect" those of gaps.
function drawTies(seg, up, down, seen) {
  for (const p of $("lines").children) {
    const {a, b, basis} = p.dataset, isUp = seg && (b === seg || up.has(b)) && up.has(a), isDown = seg && (a === seg || down.has(a)) && down.has(b);
    const shown = seen.has(a) && seen.has(b), kind = basis === "inferred" || basis === "potential" ? basis : "";
    p.setAttribute("class", [kind, gapOf(a) === 1 ? "gap" : "", isUp ? "up" : isDown ? "down" : seg || !shown ? "dim" : now.only && gapOf(a) === 1 ? "hot" : ""].join(" ").trim());
  }
}
let pointed = null;
function point(seg) {
  if (now.seg || seg === pointed) return; pointed = seg;
  drawTies(seg, seg ? closure(seg, -1) : new Set(), seg ? closure(seg, 1) : new Set(), passing());
}
function gapReach() {
  const gaps = cardsOf(chain()).filter(s => gapOf(s) === 1), out = new Set(gaps);
  for (const g of gaps) for (const t of chain().ties) if (t[0] === g) out.add(t[1]);
  return out;
}
function drawNumbers() {
  const ids = cardsOf(chain()), seen = new Set(); ids.forEach(s => shownFirms(s).forEach(f => { if (f.where === "i" && f.stage === "operating") seen.add(f.name); }));
  const [cov, ver, sur] = chain().rates[placeId()], parts = [[T("n.segments"), ids.length], [T("n.firms"), seen.size]];
  if (INTERNAL) { parts.push([T("n.gaps"), ids.filter(s => gapOf(s) === 1).length], [T("n.second"), ids.filter(s => gapOf(s) === 2).length], [T("n.unknown"), ids.filter(s => state(s) === "unknown").length]); if (cov !== null) parts.push([T("n.coverage"), cov + "%"]); if (sur !== null) parts.push([T("n.verified"), ver + "%"], [T("n.searched"), sur + "%"]); }
  $("numbers").replaceChildren(...parts.map(([k, v]) => el("span", {...(k === T("n.coverage") ? {title: T("n.coverage.how")} : {}), "data-cite": `${chainName(chain())}·${k};${cite()}`}, k, el("b", {}, v))));
}
function drawLegend() {
  const line = (cls, text) => { const s = document.createElementNS(SVG, "svg"), p = document.createElementNS(SVG, "path"); p.setAttribute("d", "M1 5H29"); p.style.strokeDasharray = cls; s.append(p); return el("span", {}, s, text); };
  const cards = cardsOf(chain()), there = new Set(cards.map(state)), kinds = new Set(cards.flatMap(s => [...shownFirms(s).map(f => firmChip(f)[2].slice(2)), ...(targetsOf(s).length && !shownFirms(s).length ? ["cand"] : [])])), bases = new Set(chain().ties.map(t => t[2]));
  const chips = D.states.filter(s => there.has(s)).map(s => el("span", {}, mark(s), stateWord(s)));
  const firms = ["hon", "build", "faint", "und", "city", "cand"].filter(k => kinds.has(k)).map(k => el("span", {}, el("i", {class: "f " + k, "aria-hidden": "true"}), T("chip." + k)));
  const drawn = (cls, text) => el("span", {}, el("i", {class: "box " + cls, "aria-hidden": "true"}), text);
  const gaps = [firstGaps().length ? el("span", {class: "first"}, mark(state(firstGaps()[0])), T("gap.first.legend")) : "", cards.some(s => gapOf(s) === 2) ? drawn("second", T("gap.second.legend")) : ""].filter(Boolean);
  $("legend").replaceChildren(...chips, ...gaps, ...firms, line("", T("line.solid")), ...(bases.has("inferred") ? [line("6 4", T("line.inferred"))] : []), ...(bases.has("potential") ? [line("1.5 4", T("line.potential"))] : []));
}
function move() {
  const {z} = geo, r = $("stage").getBoundingClientRect(), maxX = Math.max(0, geo.worldW * z - r.width), maxY = Math.max(0, geo.worldH * z - r.height + 40);
  geo.x = Math.min(0, Math.max(-maxX, geo.x)); geo.y = Math.min(0, Math.max(-maxY, geo.y));
  $("world").style.transform = `translate(${geo.x}px,${geo.y}px) scale(${z})`;
}
function zoom(by, cx, cy) {
  const r = $("stage").getBoundingClientRect(), px = cx === undefined ? r.width / 2 : cx, py = cy === undefined ? r.height / 2 : cy, was = geo.z;
  if (by < 1 && geo.z === 1 && geo.detail) { geo.detail = false; geo.x = geo.y = 0; draw(); return; }
  if (by > 1 && geo.z === 1 && !geo.detail) { geo.detail = true; draw(); return; }
  geo.z = Math.max(1, Math.min(2.5, geo.z * by));
  geo.x = px - (px - geo.x) * geo.z / was; geo.y = py - (py - geo.y) * geo.z / was; move();
}
function reveal(seg) {
  const g = geo.cards.get(seg), r = $("stage").getBoundingClientRect(); if (!g) return;
  const x = g.x * geo.z + geo.x, y = g.y * geo.z + geo.y;
  if (x < 10) geo.x -= x - 20; if (x + g.w * geo.z > r.width - 10) geo.x -= x + g.w * geo.z - r.width + 20;
  if (y < 40) geo.y -= y - 50; if (y + g.h * geo.z > r.height - 50) geo.y -= y + g.h * geo.z - r.height + 70;
  move();
}
