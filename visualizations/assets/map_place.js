// Where everything stands: cards as tall as their column has room for, lanes between them, never below 12 px of type.
const geo = {w: 0, h: 0, u: 1, cards: new Map(), lanes: new Map(), cols: [], z: 1, x: 0, y: 0, detail: false, worldW: 0, worldH: 0};
const FONT = '"Noto Sans SC","Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei","WenQuanYi Zen Hei",sans-serif';
// How many lines each name takes at this width: asked of the browser, all at once, in cards nobody sees.
function linesOf(ids, colW, u) {
  const box = el("div", {class: "trial"}, ids.map(id => el("div", {class: "card s-" + state(id)}, el("span", {class: "nm"}, mark(state(id)), nameOf(id)))));
  box.style.setProperty("--u", u); for (const e of box.children) e.style.width = colW + "px";
  document.body.append(box); const found = new Map(ids.map((id, i) => [id, Math.max(1, Math.round(box.children[i].firstChild.offsetHeight / (17 * u)))])); box.remove();
  return found;
}
function firmLines(seg) {
  const cands = now.names && gapOf(seg) && candidates(seg) ? candidates(seg).rows.length : 0;
  return now.names ? Math.max(shownFirms(seg).length, cands) : 0;
}
function arrange(W, H, detail) {
  const c = chain(), n = c.columns.length, u = Math.max(1, Math.min(1.9, W / 1330, H / 760));
  const top = 50 * u, foot = now.paper ? 10 * u : 44 * u, pad = 12 * u;
  const room = W - 2 * pad, gapX = Math.max(13 * u, Math.min(48 * u, (room - 98 * u * n) / Math.max(1, n - 1)));
  const colW = Math.max(84 * u, Math.min(detail ? 230 * u : 205 * u, (room - gapX * (n - 1)) / n));
  const first = firstGaps(), lines = linesOf(cardsOf(c), colW, u), plan = c.columns.map(([, items]) => column(items, {colW, u, room: H - top - foot, detail, lines, first}));
  const tall = Math.max(H - top - foot, ...plan.map(p => p.tall));
  geo.cards.clear(); geo.lanes.clear(); geo.cols = [];
  const whole = colW * n + gapX * (n - 1), left = Math.max(pad, (W - whole) / 2);
  plan.forEach((p, i) => {
    const x = left + i * (colW + gapX), spare = Math.min((tall - p.tall) / (p.items.length + 1), 26 * u);
    let y = top + (tall - p.tall - spare * (p.items.length - 1)) / 2;
    for (const it of p.items) {
      if (it.lane) geo.lanes.set(it.id, {x, w: colW, y: y + it.h / 2}); else geo.cards.set(it.id, {x, y, w: colW, h: it.h, rows: it.rows, level: it.level, wide: colW > 140 * u, lines: it.lines});
      y += it.h + it.after + spare;
    }
    geo.cols.push({x, w: colW, band: c.columns[i][0], kinds: kindsOf(c.columns[i][1])});
  });
  Object.assign(geo, {w: W, h: H, u, worldW: Math.max(W, left * 2 + whole), worldH: top + tall + foot, top, detail, gapX});
}
// What a column is of: its one or two kinds, where they are most of it.
function kindsOf(items) {
  const n = new Map(), cards = items.filter(i => i[0] !== "~");
  cards.forEach(i => { const k = D.segments[i].kind; if (k) n.set(k, (n.get(k) || 0) + 1); });
  const most = [...n].sort((a, b) => b[1] - a[1]).slice(0, 2).filter(([, k], i) => i === 0 || k * 4 >= cards.length);
  return most.reduce((s, [, k]) => s + k, 0) * 3 >= cards.length * 2 ? most.map(([k]) => k) : [];
}
const TURNS = {strong: 0, covered: 0, here: 0, weak: 1, upcoming: 1};
const turnOf = (seg, first) => TURNS[state(seg)] ?? (first.includes(seg) ? 2 : 3);
function column(items, {colW, u, room, detail, lines, first}) {
  const per = colW > 140 * u ? 2 : 1, line = 17 * u, frow = 19 * u;
  const out = items.map(id => id[0] === "~" ? {id, lane: true, h: 5 * u, after: 2 * u} : {
    id, level: 0, rows: 0, need: Math.min(Math.ceil(firmLines(id) / per), detail ? 40 : 7), after: 6 * u,
    lines: lines.get(id), h: 0, turn: turnOf(id, first)});
  const size = it => { if (!it.lane) it.h = 10 * u + it.lines * line + (it.level ? 16 * u : 0) + it.rows * frow + (it.rows ? 2 * u : 0); };
  const tall = () => out.reduce((s, it) => s + it.h + it.after, 0);
  out.forEach(size);
  if (!detail && tall() > room) for (const it of out) if (it.lane) { it.h = 3 * u; it.after = u; } else it.after = 3 * u;
  const grow = change => { for (const it of out) if (!it.lane) { const was = {...it}; change(it); size(it); if (!detail && tall() > room) { Object.assign(it, was); } } };
  // Room goes first to whom the place has: a card that says 优势 names at least one firm; then to who is named first.
  grow(it => { if (it.turn === 0 && it.need) { it.level = 1; it.rows = 1; } });
  const named = () => grow(it => { if (it.turn === 0 && it.need && !it.rows) it.rows = 1; });
  named();
  if (!detail && out.some(it => it.turn === 0 && it.need && !it.rows)) { for (const it of out) it.after = Math.min(it.after, it.lane ? 0 : 2 * u); named(); }
  grow(it => { if (it.turn === 2) it.level = 1; });
  grow(it => { it.level = 1; });
  for (const turn of [1, 2]) grow(it => { if (it.turn === turn && it.level && it.need && !it.rows) it.rows = 1; });
  for (let r = 0; r < (detail ? 40 : 7); r++) grow(it => { if (it.level && it.rows < it.need) it.rows++; });
  return {items: out, tall: tall() - (out.length ? out[out.length - 1].after : 0)};
}
// A tie's way: from the right side of one card, through its lanes, to the left side of the other.
function pathOf(tie) {
  const a = geo.cards.get(tie[0]), b = geo.cards.get(tie[1]);
  if (!a || !b) return "";
  const mid = r => r.y + Math.min(r.h / 2, 20 * geo.u);
  if (b.x <= a.x) { const y = geo.worldH - 46 * geo.u; return `M${a.x + a.w} ${mid(a)}C${a.x + a.w + 26} ${mid(a)} ${a.x + a.w + 26} ${y} ${a.x} ${y}L${b.x + b.w} ${y}C${b.x - 26} ${y} ${b.x - 26} ${mid(b)} ${b.x} ${mid(b)}`; }
  let d = `M${a.x + a.w} ${mid(a)}`, x = a.x + a.w, y = mid(a);
  for (const id of tie[5]) { const l = geo.lanes.get(id), m = (x + l.x) / 2; d += `C${m} ${y} ${m} ${l.y} ${l.x} ${l.y}L${l.x + l.w} ${l.y}`; x = l.x + l.w; y = l.y; }
  const m = (x + b.x) / 2;
  return d + `C${m} ${y} ${m} ${mid(b)} ${b.x} ${mid(b)}`;
}
