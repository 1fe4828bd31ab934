// Where everything stands: cards as tall as their column has room for, lanes between them, never below 12 px of type.
const geo = {w: 0, h: 0, u: 1, cards: new Map(), lanes: new Map(), cols: [], z: 1, x: 0, y: 0, detail: false, worldW: 0, worldH: 0};
// English names are longer: their lines stand closer. In px at u = 1.
const lead = () => now.lang === "en" ? 15 : 17;
// How many lines each name takes at this width: asked of the browser, all at once, in cards nobody sees.
function linesOf(ids, {colW, u, first}) {
  const head = id => el("span", {class: "nm"}, mark(state(id)), nameOf(id, {u, width: colW - 16 * u}));
  const box = el("div", {class: "trial"}, ids.map(id => el("div", {class: cardClass(id, first)}, head(id))));
  box.style.setProperty("--u", u);
  for (const e of box.children) e.style.width = colW + "px";
  document.body.append(box);
  const found = new Map(ids.map((id, i) => [id, Math.max(1, Math.round(box.children[i].firstChild.offsetHeight / (lead() * u)))]));
  box.remove();
  return found;
}
function firmLines(seg) {
  const cands = now.names && gapOf(seg) && candidates(seg) ? candidates(seg).rows.length : 0;
  return now.names ? Math.max(shownFirms(seg).length, cands) : 0;
}
// Type grows where a chain leaves room for it and no name gets long for it: the sparse ones are read from the back of the hall.
const LARGER = [1.1, 1.2, 1.3, 1.4, 1.5];
const LARGEST = 2.1;
function arrange(W, H, detail) {
  const base = Math.max(1, Math.min(1.9, W / 1330, H / 760));
  let best = planned(W, H, {u: base, detail});
  const long = best.long;
  for (const k of detail || !best.roomy ? [] : LARGER) {
    const u = Math.min(LARGEST, base * k), larger = u > best.u && fitsAcross(W, u) ? planned(W, H, {u, detail}) : null;
    if (!larger?.roomy || larger.long > long) break;
    best = larger;
  }
  settle(W, H, best);
}
const PAD = 12;
const fitsAcross = (W, u) => chain().columns.length * 132 * u + 2 * PAD * u <= W;
function planned(W, H, {u, detail}) {
  const c = chain(), n = c.columns.length, top = 52 * u, foot = now.paper ? 12 * u : 46 + 6 * (u - 1), pad = PAD * u;
  const least = now.lang === "en" ? 130 : 98, across = W - 2 * pad;
  const gapX = Math.max(13 * u, Math.min(48 * u, (across - least * u * n) / Math.max(1, n - 1)));
  const colW = Math.max(84 * u, Math.min(detail ? 230 * u : 205 * u, (across - gapX * (n - 1)) / n));
  const first = firstGaps(), lines = linesOf(cardsOf(c), {colW, u, first}), room = H - top - foot;
  const columns = c.columns.map(([, items]) => column(items, {colW, u, room, detail, lines, first}));
  const roomy = columns.every(p => p.tall <= room && p.items.every(it => it.lane || (it.level && it.rows >= Math.min(it.need, 3))));
  return {u, detail, top, foot, pad, gapX, colW, columns, roomy, long: [...lines.values()].filter(n => n > (now.lang === "en" ? 3 : 2)).length};
}
function settle(W, H, {u, detail, top, foot, pad, gapX, colW, columns}) {
  const c = chain(), tall = Math.max(H - top - foot, ...columns.map(p => p.tall));
  geo.cards.clear(); geo.lanes.clear(); geo.cols = [];
  const whole = colW * columns.length + gapX * (columns.length - 1), left = Math.max(pad, (W - whole) / 2);
  columns.forEach((p, i) => {
    // Lanes side by side run as one cable: what is spare goes between cards.
    const joints = p.items.filter(it => !it.inner).length, spare = Math.min((tall - p.tall) / (joints + 1), 30 * u);
    const x = left + i * (colW + gapX);
    let y = top + (tall - p.tall - spare * (joints - 1)) / 2;
    for (const it of p.items) {
      if (it.lane) geo.lanes.set(it.id, {x, w: colW, y: y + it.h / 2});
      else geo.cards.set(it.id, {x, y, w: colW, h: it.h, rows: it.rows, says: it.level && !it.mute, wide: it.wide, lines: it.lines});
      y += it.h + it.after + (it.inner ? 0 : spare);
    }
    geo.cols.push({x, w: colW, band: c.columns[i][0], kinds: kindsOf(c.columns[i][1])});
  });
  Object.assign(geo, {w: W, h: H, u, worldW: Math.max(W, left * 2 + whole), worldH: top + tall + foot, top, foot, detail, gapX});
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
// Many names stand side by side where each has room for six characters.
const WIDE = 176;
function column(items, {colW, u, room, detail, lines, first}) {
  const line = lead() * u, frow = 19 * u, most = detail ? 40 : 7;
  const card = id => {
    const n = firmLines(id), wide = colW > WIDE * u && n > 4;
    return {id, wide, level: 0, rows: 0, need: Math.min(Math.ceil(n / (wide ? 2 : 1)), most), after: 0,
      lines: lines.get(id), h: 0, turn: turnOf(id, first), mute: !sayState(id, first)};
  };
  const lane = (id, next) => ({id, lane: true, inner: (next || "")[0] === "~", h: 3 * u, after: 0});
  const out = items.map((id, i) => id[0] === "~" ? lane(id, items[i + 1]) : card(id));
  const size = it => { if (!it.lane) it.h = 10 * u + it.lines * line + (it.level && !it.mute ? 16 * u : 0) + it.rows * frow + (it.rows ? 2 * u : 0); };
  const space = (card, lane) => { for (const it of out) it.after = it.inner ? 0 : (it.lane ? lane : card) * u; };
  const tall = () => out.reduce((s, it) => s + it.h + it.after, 0);
  out.forEach(size);
  space(7, 7);
  if (!detail && tall() > room) { for (const it of out) if (it.lane) it.h = 2 * u; space(4, 3); }
  const grow = change => {
    for (const it of out) if (!it.lane) { const was = {...it}; change(it); size(it); if (!detail && tall() > room) Object.assign(it, was); }
  };
  // Room goes first to whom the place has: a card that says 优势 names at least one firm; then to who is named first.
  grow(it => { if (it.turn === 0 && it.need) { it.level = 1; it.rows = 1; } });
  const named = () => grow(it => { if (it.turn === 0 && it.need && !it.rows) it.rows = 1; });
  named();
  if (!detail && (tall() > room || out.some(it => it.turn === 0 && it.need && !it.rows))) { space(2, 2); named(); }
  grow(it => { if (it.turn === 2) it.level = 1; });
  grow(it => { it.level = 1; });
  for (const turn of [1, 2]) grow(it => { if (it.turn === turn && it.level && it.need && !it.rows) it.rows = 1; });
  for (let r = 0; r < most; r++) grow(it => { if (it.level && it.rows < it.need) it.rows++; });
  return {items: out, tall: tall() - (out.length ? out[out.length - 1].after : 0)};
}
// A tie's way: from the right side of one card, through its lanes, to the left side of the other.
function pathOf(tie) {
  const a = geo.cards.get(tie[0]), b = geo.cards.get(tie[1]);
  if (!a || !b) return "";
  const mid = r => r.y + Math.min(r.h / 2, 20 * geo.u);
  if (b.x <= a.x) {
    const y = geo.worldH - geo.foot, from = a.x + a.w, to = b.x;
    return `M${from} ${mid(a)}C${from + 26} ${mid(a)} ${from + 26} ${y} ${a.x} ${y}`
      + `L${to + b.w} ${y}C${to - 26} ${y} ${to - 26} ${mid(b)} ${to} ${mid(b)}`;
  }
  let d = `M${a.x + a.w} ${mid(a)}`, x = a.x + a.w, y = mid(a);
  for (const id of tie[5]) {
    const l = geo.lanes.get(id), m = (x + l.x) / 2;
    d += `C${m} ${y} ${m} ${l.y} ${l.x} ${l.y}L${l.x + l.w} ${l.y}`;
    x = l.x + l.w; y = l.y;
  }
  const m = (x + b.x) / 2;
  return d + `C${m} ${y} ${m} ${mid(b)} ${b.x} ${mid(b)}`;
}
