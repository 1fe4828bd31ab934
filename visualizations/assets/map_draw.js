// Cards, lines, bands, numbers: drawn anew when something is chosen, moved by one transform.
const SVG = "http://www.w3.org/2000/svg";
function draw() {
  const stage = $("stage"), r = stage.getBoundingClientRect();
  const [W, H] = now.paper || [r.width, r.height - legendRoom()];
  arrange(W, H, geo.detail);
  stage.style.setProperty("--u", geo.u);
  $("world").style.width = geo.worldW + "px";
  $("world").style.height = geo.worldH + "px";
  drawBands(); drawCards(); drawLines(); emphasise(); move();
}
const legendRoom = () => Math.max(36, $("legend").getBoundingClientRect().height) - 22;
const put = (e, style) => { Object.assign(e.style, style); return e; };
function drawBands() {
  const u = geo.u, tall = geo.worldH - geo.foot + 2 * u;
  const bands = [0, 1, 2].map(b => {
    const cs = geo.cols.filter(c => c.band === b);
    if (!cs.length) return null;
    const from = cs[0].x - 8 * u, to = cs[cs.length - 1].x + cs[cs.length - 1].w + 8 * u;
    return put(el("div", {class: "band b" + b}, el("h2", {}, T("band." + b), bandGaps(b))),
      {left: from + "px", width: to - from + "px", top: 4 * u + "px", height: tall + "px"});
  });
  const kinds = geo.cols.map(c => put(el("span", {class: "kind"}, c.kinds.map(k => T("kind." + k)).join(now.lang === "en" ? "/" : " · ")),
    {left: c.x - geo.gapX / 2 + "px", width: c.w + geo.gapX + "px", top: 32 * u + "px"}));
  $("bands").replaceChildren(...bands.filter(Boolean), ...kinds);
}
// Where along the chain it is that something is missing.
function bandGaps(band) {
  const ids = chain().columns.filter(c => c[0] === band).flatMap(c => c[1]).filter(i => i[0] !== "~"), n = INTERNAL ? gapsOf(ids, now.look) : 0;
  return n ? el("small", {}, `${T("n.gaps")} ${n}`) : "";
}
// What a card says below its name. Firms that fill nothing yet stand there by name: "no data, 1 firm" would contradict itself.
function sayState(seg, first) {
  const s = state(seg), n = nHere(seg);
  if (gapOf(seg)) {
    const kind = first.includes(seg) ? T("gap.first") : gapOf(seg) === 2 ? T("gap.second") : T("gap.card");
    return `${kind} ${nTargets(seg) ? `${T("targets")} ${nTargets(seg)}` : T("gap.find.card")}`;
  }
  if (n && (s === "stateless" || s === "here")) return nFirms(n);
  if (s === "stateless" && !INTERNAL) return "";
  return stateWord(s).replace(/[((].*$/, "") + (n && s !== "unknown" ? (now.lang === "en" ? " · " + n : " " + nFirms(n)) : "");
}
function drawCards() {
  const first = firstGaps();
  $("cards").replaceChildren(...cardsOf(chain()).map(id => drawCard(id, first)));
}
const rankOf = (id, first) => gapOf(id) === 2 ? "second" : first.includes(id) ? "first" : "";
const cardClass = (id, first) => `card s-${state(id)} ${rankOf(id, first)}`.trim();
function drawCard(id, first) {
  const g = geo.cards.get(id), s = state(id), rank = rankOf(id, first);
  const said = [stateWord(s), rank === "first" ? T("gap.first") : rank ? T("second") : "", nHere(id) && s !== "unknown" ? nFirms(nHere(id)) : ""];
  const kids = [el("span", {class: "nm"}, mark(s), nameOf(id, {u: geo.u, width: g.w - 16 * geo.u}))];
  if (g.says) kids.push(el("span", {class: "st"}, sayState(id, first)));
  if (g.rows) kids.push(firmGrid(id, g));
  const label = `${segName(id)}:${said.filter(Boolean).join(",")}`;
  const e = el("div", {class: cardClass(id, first), role: "listitem", tabindex: "0", "data-id": id, "aria-label": label}, kids);
  return put(e, {left: g.x + "px", top: g.y + "px", width: g.w + "px", height: g.h + "px"});
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
  const said = briefs(order.map(c => c[1]));
  const chips = order.slice(0, fits ? room : Math.max(1, room - 1))
    .map(([no, name, cls], i) => el("span", {class: cls + (no ? " no" : ""), title: name}, el("span", {}, said[i])));
  const rest = order.length - chips.length;
  if (!fits && room === 1) chips[0].append(el("b", {}, "+" + rest));
  else if (!fits) chips.push(el("span", {class: "f rest"}, "+" + rest));
  return el("span", {class: "fs" + (per === 1 ? " one" : "")}, chips);
}
function drawLines() {
  const svg = $("lines");
  svg.setAttribute("width", geo.worldW);
  svg.setAttribute("height", geo.worldH);
  svg.replaceChildren(...chain().ties.map(t => {
    const p = document.createElementNS(SVG, "path");
    p.setAttribute("d", pathOf(t));
    Object.assign(p.dataset, {a: t[0], b: t[1], basis: t[2]});
    return p;
  }));
}
function emphasise() {
  const up = now.seg ? closure(now.seg, -1) : new Set(), down = now.seg ? closure(now.seg, 1) : new Set();
  const seen = passing();
  for (const e of $("cards").children) {
    const id = e.dataset.id, on = {off: !seen.has(id), sel: id === now.seg, up: up.has(id), down: down.has(id)};
    on.dim = !!now.seg && !on.sel && !on.up && !on.down;
    for (const [name, is] of Object.entries(on)) e.classList.toggle(name, is);
    e.setAttribute("aria-current", on.sel ? "true" : "false");
  }
  pointed = null;
  drawTies(now.seg, up, down, seen);
}
// Lines are faint until somebody asks: a card chosen or pointed at shows its own, "only what gaps affect" those of gaps.
function drawTies(seg, up, down, seen) {
  for (const p of $("lines").children) {
    const {a, b, basis} = p.dataset, isUp = seg && (b === seg || up.has(b)) && up.has(a), isDown = seg && (a === seg || down.has(a)) && down.has(b);
    const shown = seen.has(a) && seen.has(b), kind = basis === "inferred" || basis === "potential" ? basis : "", isGap = gapOf(a) === 1;
    const light = isUp ? "up" : isDown ? "down" : seg || !shown ? "dim" : now.only && isGap ? "hot" : "";
    p.setAttribute("class", [kind, isGap ? "gap" : "", light].join(" ").trim());
  }
}
let pointed = null;
function point(seg) {
  if (now.seg || seg === pointed) return;
  pointed = seg;
  drawTies(seg, seg ? closure(seg, -1) : new Set(), seg ? closure(seg, 1) : new Set(), passing());
}
function gapReach() {
  const gaps = cardsOf(chain()).filter(s => gapOf(s) === 1), out = new Set(gaps);
  for (const g of gaps) for (const t of chain().ties) if (t[0] === g) out.add(t[1]);
  return out;
}
function drawNumbers() {
  const ids = cardsOf(chain()), seen = new Set(), parts = [];
  ids.forEach(s => shownFirms(s).forEach(f => { if (f.where === "i" && f.stage === "operating") seen.add(f.name); }));
  const add = (key, n, why) => parts.push([T(key), n, why]);
  if (INTERNAL) add("n.segments", ids.length);
  add("n.firms", seen.size);
  if (INTERNAL) {
    const [cov, ver, sur] = chain().rates[placeId()];
    add("n.gaps", ids.filter(s => gapOf(s) === 1).length);
    add("n.second", ids.filter(s => gapOf(s) === 2).length);
    add("n.unknown", ids.filter(s => state(s) === "unknown").length);
    if (cov !== null) add("n.coverage", cov + "%", T("n.coverage.how"));
    if (sur !== null) { add("n.verified", ver + "%"); add("n.searched", sur + "%"); }
  }
  const one = ([k, v, why]) => el("span", {title: why, "data-cite": `${chainName(chain())}·${k};${cite()}`}, k, el("b", {}, v));
  $("numbers").replaceChildren(...parts.map(one));
}
