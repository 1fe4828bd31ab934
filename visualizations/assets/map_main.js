// What a person does: choose, search, filter, pan, zoom, type, print; the address keeps what is chosen.
function readHash() {
  const h = new URLSearchParams(location.hash.slice(1)), c = h.get("chain"), p = D.places.findIndex(x => x.id === h.get("place")), l = LOOKS.indexOf(h.get("look"));
  if (c && chainOf(c)) now.chain = c; if (p >= 0) now.place = p; if (l >= 0) now.look = l; now.lang = h.get("lang") === "en" ? "en" : "zh";
  const s = h.get("seg"); now.seg = s && cardsOf(chain()).includes(s) ? s : null; now.table = h.get("view") === "table"; readFilter(h);
}
function writeHash() {
  const h = new URLSearchParams({chain: now.chain, place: placeId(), look: LOOKS[now.look]});
  if (now.seg) h.set("seg", now.seg); if (now.table) h.set("view", "table"); if (now.lang === "en") h.set("lang", "en"); writeFilter(h);
  history.replaceState(null, "", "#" + h);
}
function controls() {
  document.documentElement.lang = now.lang === "en" ? "en" : "zh-CN"; $("title").replaceChildren(el("span", {}, T("title") + " · "), chainName(chain())); document.title = `${T("title")} · ${chainName(chain())} · ${D.stamp.as_of}`;
  $("stamp").textContent = `${T("asof")} ${D.stamp.as_of} · ${T("rules")} ${D.stamp.rules}`; $("edition").textContent = D.watermark || T("edition." + D.edition); $("edition").classList.toggle("mark", !!D.watermark);
  drawTabs();
  $("places").replaceChildren(...D.places.map((p, i) => el("button", {type: "button", "aria-pressed": i === now.place ? "true" : "false", onclick: () => { now.place = i; all(); }}, placeName(p))));
  $("looks").hidden = LOOKS.length < 2; $("looks").replaceChildren(...LOOKS.map((l, i) => el("button", {type: "button", "aria-pressed": i === now.look ? "true" : "false", title: l === "now" ? null : T("look.why." + l), onclick: () => { now.look = i; all(); }}, T("look." + l), INTERNAL ? el("small", {}, gapsOf(cardsOf(chain()), i)) : "")));
  const count = s => cardsOf(chain()).filter(i => state(i) === s).length;
  $("states").replaceChildren(...D.states.filter(s => count(s) || !now.states.has(s)).map(s => el("button", {type: "button", "aria-pressed": now.states.has(s) ? "true" : "false", title: stateWord(s), "aria-label": `${stateWord(s)} ${count(s)}`, onclick: () => { now.states.has(s) ? now.states.delete(s) : now.states.add(s); controls(); filtered(); $("states").querySelector(`[data-state="${s}"]`)?.focus(); }, "data-state": s}, mark(s), count(s))));
  for (const [id, key] of [["fit", "fit"], ["table", "table"], ["side", "side"], ["csv", "csv"], ["png", "png"], ["print", "print"], ["lang", "lang"]]) $(id).textContent = T("button." + key);
  $("q").placeholder = T("search"); $("q").setAttribute("aria-label", T("search")); $("only-label").hidden = !INTERNAL; $("only-label").lastElementChild.textContent = T("only"); $("names-label").lastElementChild.textContent = T("names");
  $("table").setAttribute("aria-pressed", String(now.table)); $("side").setAttribute("aria-pressed", String(now.side)); $("in").setAttribute("aria-label", T("zoomin")); $("out").setAttribute("aria-label", T("zoomout"));
  $("places").setAttribute("aria-label", T("place")); $("looks").setAttribute("aria-label", T("look")); $("states").setAttribute("aria-label", T("filter")); $("cards").setAttribute("aria-label", T("title")); $("panel").setAttribute("aria-label", T("panel")); $("list").setAttribute("aria-label", T("button.table"));
  document.body.dataset.cite = `${chainName(chain())};${cite()}`; sayFilter(); if (!$("filters").hidden) drawFilters();
}
function all() {
  controls(); drawNumbers();
  $("panel").hidden = !now.side; $("stage").hidden = now.table; $("list").hidden = !now.table;
  if (now.table) table(); else { drawLegend(); draw(); }
  panel(); writeHash();
}
function select(seg) {
  now.seg = seg; const opens = seg && !now.side; if (opens) { now.side = true; all(); } else { emphasise(); panel(); writeHash(); }
  if (seg) reveal(seg);
}
function setTable(on) { now.table = on; all(); }
// search
function hits(q) {
  const k = q.trim().toLowerCase(); if (!k) return [];
  const segs = Object.entries(D.segments).map(([id, s]) => [id, s, s.name === q ? 0 : s.name.startsWith(q) ? 1 : s.name.includes(q) || s.aliases.some(a => a.includes(q)) ? 2 : s.keys.some(x => x.startsWith(k)) ? 3 : s.keys.some(x => x.includes(k)) || s.en.toLowerCase().includes(k) || s.products.some(p => p.includes(q)) ? 4 : 9]).filter(x => x[2] < 9).sort((a, b) => a[2] - b[2] || (b[0].startsWith(now.chain + "/") - a[0].startsWith(now.chain + "/"))).slice(0, 8).map(x => ({seg: x[0], text: segName(x[0]), note: x[0].split("/")[0]}));
  const firms = []; for (let i = 0; i < D.firms.length && firms.length < 8; i++) { const f = D.firms[i]; if (f[0].toLowerCase().includes(k) || f[1].split(" ").some(p => p.startsWith(k))) { const seg = Object.keys(D.ties).find(s => D.ties[s].some(t => t[0] === i)); if (seg) firms.push({seg, text: f[0], note: segName(seg)}); } }
  return [...segs, ...firms];
}
let found = [], at = -1;
function showHits() {
  const box = $("hits"); box.hidden = !found.length; $("q").setAttribute("aria-expanded", String(!box.hidden));
  box.replaceChildren(...found.map((h, i) => el("li", {role: "option", id: "hit" + i, "aria-selected": String(i === at), onmousedown: ev => { ev.preventDefault(); take(i); }}, h.text, el("small", {}, h.note))));
  if (at >= 0) $("q").setAttribute("aria-activedescendant", "hit" + at); else $("q").removeAttribute("aria-activedescendant");
}
function take(i) {
  const h = found[i]; if (!h) return; const home = cardsOf(chain()).includes(h.seg) ? now.chain : (D.chains.find(c => !c.members.length && cardsOf(c).includes(h.seg)) || {}).id;
  found = []; showHits(); if (!home) return; if (home !== now.chain) { now.chain = home; geo.x = geo.y = 0; } now.table = false; now.seg = h.seg; all(); reveal(h.seg);
}
$("q").addEventListener("input", e => { found = hits(e.target.value); at = found.length ? 0 : -1; showHits(); });
$("q").addEventListener("keydown", e => { if (e.key === "ArrowDown" || e.key === "ArrowUp") { e.preventDefault(); at = (at + (e.key === "ArrowDown" ? 1 : found.length - 1)) % Math.max(1, found.length); showHits(); } else if (e.key === "Enter") take(Math.max(0, at)); else if (e.key === "Escape") { found = []; showHits(); e.target.value = ""; } });
$("q").addEventListener("blur", () => { found = []; showHits(); });
// pan, zoom, press
let grip = null;
$("stage").addEventListener("pointerdown", e => { if (e.button || e.target.closest("button")) return; grip = {x: e.clientX, y: e.clientY, gx: geo.x, gy: geo.y, moved: false, card: e.target.closest(".card")}; });
window.addEventListener("pointermove", e => { if (!grip) return; const dx = e.clientX - grip.x, dy = e.clientY - grip.y; if (Math.abs(dx) + Math.abs(dy) > 4) { grip.moved = true; $("stage").classList.add("drag"); } if (grip.moved) { geo.x = grip.gx + dx; geo.y = grip.gy + dy; move(); } });
window.addEventListener("pointerup", () => { if (!grip) return; const {moved, card} = grip; grip = null; $("stage").classList.remove("drag"); if (!moved) select(card ? (card.dataset.id === now.seg ? null : card.dataset.id) : null); });
$("stage").addEventListener("wheel", e => { e.preventDefault(); if (e.ctrlKey || e.metaKey) { const r = $("stage").getBoundingClientRect(); zoom(e.deltaY < 0 ? 1.15 : 1 / 1.15, e.clientX - r.left, e.clientY - r.top); } else { geo.x -= e.deltaX; geo.y -= e.deltaY; move(); } }, {passive: false});
$("in").onclick = () => zoom(1.25); $("out").onclick = () => zoom(0.8);
$("fit").onclick = () => { Object.assign(geo, {z: 1, x: 0, y: 0, detail: false}); now.table = false; all(); };
$("table").onclick = () => setTable(!now.table); $("side").onclick = () => { now.side = !now.side; all(); };
$("csv").onclick = csv; $("png").onclick = () => { if (now.table) setTable(false); png(); }; $("print").onclick = () => window.print(); $("lang").onclick = () => { now.lang = now.lang === "en" ? "zh" : "en"; all(); };
$("only").onchange = e => { now.only = e.target.checked; filtered(); }; $("names").onchange = e => { now.names = e.target.checked; filtered(); };
$("cards").addEventListener("pointerover", e => { if (!grip) point(e.target.closest(".card")?.dataset.id || null); });
$("cards").addEventListener("pointerleave", () => point(null));
$("cards").addEventListener("focusin", e => point(e.target.dataset.id || null)); $("cards").addEventListener("focusout", () => point(null));
// keys
function step(dx, dy) {
  const from = document.activeElement.dataset && geo.cards.get(document.activeElement.dataset.id), all_ = [...geo.cards]; if (!from) { $("cards").firstElementChild?.focus(); return; }
  let best = null, least = Infinity; for (const [id, g] of all_) { const x = g.x - from.x, y = g.y - from.y, ahead = dx ? x * dx : y * dy, side = dx ? Math.abs(y) : Math.abs(x); if (ahead > 2 && ahead + side * 2 < least) { least = ahead + side * 2; best = id; } }
  if (best) { const e = $("cards").querySelector(`[data-id="${CSS.escape(best)}"]`); e.focus({preventScroll: true}); reveal(best); }
}
window.addEventListener("keydown", e => {
  if (e.target.closest("input,select,textarea")) return;
  const moves = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]}[e.key];
  if (moves && !now.table && !e.target.closest("aside,header")) { e.preventDefault(); step(...moves); }
  else if (e.key === "/") { e.preventDefault(); $("q").focus(); } else if (e.key === "Escape") select(null);
  else if ((e.key === "Enter" || e.key === " ") && e.target.classList?.contains("card")) { e.preventDefault(); select(e.target.dataset.id === now.seg ? null : e.target.dataset.id); }
  else if (e.key === "t" && !e.ctrlKey && !e.metaKey) setTable(!now.table); else if (e.key === "+" || e.key === "=") zoom(1.25); else if (e.key === "-") zoom(0.8);
});
// A card is no text to be marked, it is dragged: copying with nothing marked takes the card in focus, or the chosen one.
document.addEventListener("copy", e => {
  if (e.target.closest?.("input,textarea,select") || !window.getSelection().isCollapsed) return;
  const seg = document.activeElement?.dataset?.id || now.seg; if (!seg) return;
  e.clipboardData.setData("text/plain", said(seg)); e.preventDefault(); toast(T("copied"));
});
window.addEventListener("resize", () => { if (!now.paper && !now.table) { drawLegend(); draw(); } });
window.addEventListener("hashchange", () => { readHash(); all(); });
if (D.watermark) { const w = el("div", {class: "water", "aria-hidden": "true"}); for (let i = 0; i < 12; i++) { const s = el("span", {}, D.watermark); s.style.left = (i % 4) * 28 + "%"; s.style.top = Math.floor(i / 4) * 36 + 8 + "%"; w.append(s); } document.querySelector("main").append(w); }
window.chainMap = {at: id => { const g = geo.cards.get(id), r = $("stage").getBoundingClientRect(); return g && {x: r.left + geo.x + (g.x + g.w / 2) * geo.z, y: r.top + geo.y + (g.y + Math.min(g.h / 2, 14)) * geo.z}; }, geo, now};
readHash(); if (window.innerWidth < 1500) now.side = !!now.seg; all();
performance.mark("drawn");
