// What a person does: choose, search, filter, pan, zoom, type, print; the address keeps what is chosen.
function readHash() {
  const h = new URLSearchParams(location.hash.slice(1)), c = h.get("chain"), s = h.get("seg");
  const p = D.places.findIndex(x => x.id === h.get("place")), l = LOOKS.indexOf(h.get("look"));
  if (c && chainOf(c)) now.chain = c;
  if (p >= 0) now.place = p;
  if (l >= 0) now.look = l;
  now.lang = h.get("lang") === "en" ? "en" : "zh";
  now.seg = s && cardsOf(chain()).includes(s) ? s : null;
  now.table = h.get("view") === "table";
  readFilter(h);
}
function writeHash() {
  const h = new URLSearchParams({chain: now.chain, place: placeId(), look: LOOKS[now.look]});
  if (now.seg) h.set("seg", now.seg);
  if (now.table) h.set("view", "table");
  if (now.lang === "en") h.set("lang", "en");
  writeFilter(h);
  history.replaceState(null, "", "#" + h);
}
const choice = (label, attrs, chosen, ...kids) => el("button", {type: "button", "aria-pressed": String(chosen), ...attrs}, label, ...kids);
function controls() {
  const name = chainName(chain());
  document.documentElement.lang = now.lang === "en" ? "en" : "zh-CN";
  document.title = `${T("title")} · ${name} · ${D.stamp.as_of}`;
  document.body.dataset.cite = `${name};${cite()}`;
  document.body.dataset.src = compiledFrom(cardsOf(chain()));
  $("title").replaceChildren(el("span", {}, T("title") + " · "), name);
  $("stamp").textContent = `${T("asof")} ${D.stamp.as_of} · ${T("rules")} ${D.stamp.rules}`;
  $("edition").textContent = D.watermark || T("edition." + D.edition);
  $("edition").classList.toggle("mark", !!D.watermark);
  drawTabs(); drawPlaces(); drawLooks(); drawStates(); nameControls(); sayFilter();
  if (!$("filters").hidden) drawFilters();
}
// Whose pages the figures of these segments were counted from: the sites with most pages by name, and how many there are.
function compiledFrom(ids) {
  const urls = new Set(ids.flatMap(s => sourcesOf(s).map(([u]) => u))), sites = new Map();
  urls.forEach(u => sites.set(host(u), (sites.get(host(u)) || 0) + 1));
  const most = [...sites].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([site]) => site);
  const who = most.slice(0, 3).join(comma()) + (most.length > 3 ? T("compiled.more").replace("{n}", most.length) : "");
  return urls.size ? T("compiled").replace("{who}", who).replace("{n}", urls.size) : T("desk");
}
function drawPlaces() {
  const chosen = i => { now.place = i; all(); };
  $("places").replaceChildren(...D.places.map((p, i) => choice(placeName(p), {onclick: () => chosen(i)}, i === now.place)));
}
function drawLooks() {
  const ids = cardsOf(chain()), chosen = i => { now.look = i; all(); };
  $("looks").hidden = LOOKS.length < 2;
  $("looks").replaceChildren(...LOOKS.map((l, i) => choice(T("look." + l), {title: l === "now" ? null : T("look.why." + l), onclick: () => chosen(i)},
    i === now.look, INTERNAL ? el("small", {}, gapsOf(ids, i)) : "")));
}
function drawStates() {
  const count = s => cardsOf(chain()).filter(i => state(i) === s).length;
  const turn = s => {
    if (now.states.has(s)) now.states.delete(s); else now.states.add(s);
    controls(); filtered();
    $("states").querySelector(`[data-state="${s}"]`)?.focus();
  };
  $("states").hidden = !INTERNAL;
  $("states").replaceChildren(...D.states.filter(s => count(s) || !now.states.has(s)).map(s => choice(mark(s),
    {title: stateWord(s), "aria-label": `${stateWord(s)} ${count(s)}`, "data-state": s, onclick: () => turn(s)}, now.states.has(s), count(s))));
}
// What each control is called, seen or heard.
const LABELS = {q: "search", in: "zoomin", out: "zoomout", places: "place", looks: "look", states: "filter", cards: "title", panel: "panel", list: "button.table"};
function nameControls() {
  for (const id of ["fit", "table", "side", "csv", "png", "print", "lang"]) $(id).textContent = T("button." + id);
  for (const [id, key] of Object.entries(LABELS)) $(id).setAttribute("aria-label", T(key));
  $("q").placeholder = T("search");
  $("only-label").hidden = !INTERNAL;
  $("only-label").lastElementChild.textContent = T("only");
  $("names-label").lastElementChild.textContent = T("names");
  $("table").setAttribute("aria-pressed", String(now.table));
  $("side").setAttribute("aria-pressed", String(now.side));
}
// At another place a guest's chain or segment may not be drawn: then the first chain that is.
function stay() {
  if (!cardsOf(chain()).length) now.chain = openChains()[0].id;
  if (now.seg && !cardsOf(chain()).includes(now.seg)) now.seg = null;
}
function all() {
  stay();
  controls(); drawNumbers();
  $("panel").hidden = !now.side; $("stage").hidden = now.table; $("list").hidden = !now.table;
  if (now.table) table(); else { drawLegend(); draw(); }
  panel(); writeHash();
}
function select(seg) {
  now.seg = seg;
  if (seg && !now.side) { now.side = true; all(); } else { emphasise(); panel(); writeHash(); }
  if (seg) reveal(seg);
}
function setTable(on) { now.table = on; all(); }
// search
// How well a segment answers what was typed, 0 best; 9: not at all.
function answers(seg, {typed, low}) {
  if (seg.name === typed) return 0;
  if (seg.name.startsWith(typed)) return 1;
  if (seg.name.includes(typed) || seg.aliases.some(a => a.includes(typed))) return 2;
  if (seg.keys.some(k => k.startsWith(low))) return 3;
  return seg.keys.some(k => k.includes(low)) || seg.en.toLowerCase().includes(low) || seg.products.some(p => p.includes(typed)) ? 4 : 9;
}
const homeName = seg => { const home = chainOf(seg.split("/")[0]); return home ? chainName(home) : ""; };
function hits(typed) {
  const low = typed.trim().toLowerCase();
  if (!low) return [];
  const mine = id => id.startsWith(now.chain + "/"), drawn = id => !!verdict(id);
  const segs = Object.entries(D.segments).filter(([id]) => drawn(id)).map(([id, s]) => [id, answers(s, {typed, low})]).filter(x => x[1] < 9)
    .sort((a, b) => a[1] - b[1] || (mine(b[0]) - mine(a[0]))).slice(0, 8).map(([id]) => ({seg: id, text: segName(id), note: homeName(id)}));
  const firms = [];
  for (let i = 0; i < D.firms.length && firms.length < 8; i++) {
    const [name, keys] = D.firms[i];
    if (!name.toLowerCase().includes(low) && !keys.split(" ").some(p => p.startsWith(low))) continue;
    const seg = Object.keys(D.ties).find(s => drawn(s) && D.ties[s].some(t => t[0] === i));
    if (seg) firms.push({seg, text: name, note: segName(seg)});
  }
  return [...segs, ...firms];
}
let found = [], at = -1;
function showHits() {
  const box = $("hits"), q = $("q");
  box.hidden = !found.length;
  q.setAttribute("aria-expanded", String(!box.hidden));
  box.replaceChildren(...found.map((h, i) => el("li", {role: "option", id: "hit" + i, "aria-selected": String(i === at),
    onmousedown: e => { e.preventDefault(); take(i); }}, h.text, el("small", {}, h.note))));
  if (at >= 0) q.setAttribute("aria-activedescendant", "hit" + at); else q.removeAttribute("aria-activedescendant");
}
function take(i) {
  const h = found[i];
  if (!h) return;
  const home = cardsOf(chain()).includes(h.seg) ? now.chain : (D.chains.find(c => !c.members.length && cardsOf(c).includes(h.seg)) || {}).id;
  found = [];
  showHits();
  if (!home) return;
  if (home !== now.chain) { now.chain = home; geo.x = geo.y = 0; }
  now.table = false; now.seg = h.seg;
  all();
  reveal(h.seg);
}
$("q").addEventListener("input", e => { found = hits(e.target.value); at = found.length ? 0 : -1; showHits(); });
$("q").addEventListener("keydown", e => {
  if (e.key === "ArrowDown" || e.key === "ArrowUp") {
    e.preventDefault();
    at = (at + (e.key === "ArrowDown" ? 1 : found.length - 1)) % Math.max(1, found.length);
    showHits();
  } else if (e.key === "Enter") take(Math.max(0, at));
  else if (e.key === "Escape") { found = []; showHits(); e.target.value = ""; }
});
$("q").addEventListener("blur", () => { found = []; showHits(); });
// pan, zoom, press
let grip = null;
$("stage").addEventListener("pointerdown", e => {
  if (e.button || e.target.closest("button")) return;
  grip = {x: e.clientX, y: e.clientY, gx: geo.x, gy: geo.y, moved: false, card: e.target.closest(".card")};
});
window.addEventListener("pointermove", e => {
  if (!grip) return;
  const dx = e.clientX - grip.x, dy = e.clientY - grip.y;
  if (Math.abs(dx) + Math.abs(dy) > 4) { grip.moved = true; $("stage").classList.add("drag"); }
  if (grip.moved) { geo.x = grip.gx + dx; geo.y = grip.gy + dy; move(); }
});
window.addEventListener("pointerup", () => {
  if (!grip) return;
  const {moved, card} = grip;
  grip = null;
  $("stage").classList.remove("drag");
  if (!moved) select(card && card.dataset.id !== now.seg ? card.dataset.id : null);
});
$("stage").addEventListener("wheel", e => {
  e.preventDefault();
  const r = $("stage").getBoundingClientRect();
  if (e.ctrlKey || e.metaKey) zoom(e.deltaY < 0 ? 1.15 : 1 / 1.15, e.clientX - r.left, e.clientY - r.top);
  else { geo.x -= e.deltaX; geo.y -= e.deltaY; move(); }
}, {passive: false});
$("in").onclick = () => zoom(1.25); $("out").onclick = () => zoom(0.8);
$("fit").onclick = () => { Object.assign(geo, {z: 1, x: 0, y: 0, detail: false}); now.table = false; all(); };
$("table").onclick = () => setTable(!now.table); $("side").onclick = () => { now.side = !now.side; all(); };
$("csv").onclick = csv; $("png").onclick = () => { if (now.table) setTable(false); png(); }; $("print").onclick = () => window.print();
$("lang").onclick = () => { now.lang = now.lang === "en" ? "zh" : "en"; all(); };
$("only").onchange = e => { now.only = e.target.checked; filtered(); };
$("names").onchange = e => { now.names = e.target.checked; filtered(); };
$("cards").addEventListener("pointerover", e => { if (!grip) point(e.target.closest(".card")?.dataset.id || null); });
$("cards").addEventListener("pointerleave", () => point(null));
$("cards").addEventListener("focusin", e => point(e.target.dataset.id || null)); $("cards").addEventListener("focusout", () => point(null));
// keys
// The nearest card on that side takes the focus.
function step(dx, dy) {
  const from = document.activeElement.dataset && geo.cards.get(document.activeElement.dataset.id);
  if (!from) { $("cards").firstElementChild?.focus(); return; }
  let best = null, least = Infinity;
  for (const [id, g] of geo.cards) {
    const x = g.x - from.x, y = g.y - from.y, ahead = dx ? x * dx : y * dy, far = ahead + 2 * Math.abs(dx ? y : x);
    if (ahead > 2 && far < least) { least = far; best = id; }
  }
  if (!best) return;
  $("cards").querySelector(`[data-id="${CSS.escape(best)}"]`).focus({preventScroll: true});
  reveal(best);
}
const ARROWS = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};
window.addEventListener("keydown", e => {
  if (e.target.closest("input,select,textarea")) return;
  const arrow = ARROWS[e.key], onCard = e.target.classList?.contains("card");
  if (arrow && !now.table && !e.target.closest("aside,header")) { e.preventDefault(); step(...arrow); }
  else if (e.key === "/") { e.preventDefault(); $("q").focus(); }
  else if (e.key === "Escape") select(null);
  else if ((e.key === "Enter" || e.key === " ") && onCard) { e.preventDefault(); select(e.target.dataset.id === now.seg ? null : e.target.dataset.id); }
  else if (e.key === "t" && !e.ctrlKey && !e.metaKey) setTable(!now.table);
  else if (e.key === "+" || e.key === "=") zoom(1.25);
  else if (e.key === "-") zoom(0.8);
});
// A card is no text to be marked, it is dragged: copying with nothing marked takes the card in focus, or the chosen one.
document.addEventListener("copy", e => {
  if (e.target.closest?.("input,textarea,select") || !window.getSelection().isCollapsed) return;
  const seg = document.activeElement?.dataset?.id || now.seg;
  if (!seg) return;
  e.clipboardData.setData("text/plain", said(seg)); e.preventDefault(); toast(T("copied"));
});
window.addEventListener("resize", () => { if (!now.paper && !now.table) { drawLegend(); draw(); } });
window.addEventListener("hashchange", () => { readHash(); all(); });
if (D.watermark) {
  const said = Array.from({length: 12}, (_, i) => put(el("span", {}, D.watermark), {left: (i % 4) * 28 + "%", top: Math.floor(i / 4) * 36 + 8 + "%"}));
  document.querySelector("main").append(el("div", {class: "water", "aria-hidden": "true"}, said));
}
// Where a card stands on the screen, for whoever points at it by machine.
function whereIs(id) {
  const g = geo.cards.get(id), r = $("stage").getBoundingClientRect();
  return g && {x: r.left + geo.x + (g.x + g.w / 2) * geo.z, y: r.top + geo.y + (g.y + Math.min(g.h / 2, 14)) * geo.z};
}
window.chainMap = {at: whereIs, geo, now};
readHash();
if (window.innerWidth < 1500) now.side = !!now.seg;
all();
performance.mark("drawn");
