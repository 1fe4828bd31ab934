// Who is chosen to be seen: by state, honour, size and stage. What does not match fades; lack of a record is said, never shown as none.
const GROUPS = ["honour", "size", "stage"];
const isPicking = () => GROUPS.some(g => now.pick[g].size);
const isFiltered = () => isPicking() || now.only || now.states.size < D.states.length;
const hasTag = (tags, group) => !now.pick[group].size || tags.some(n => D.tags[n][1] === group && now.pick[group].has(D.tags[n][0]));
const tagged = tags => hasTag(tags, "honour") && hasTag(tags, "size");
const matches = f => tagged(f.tags) && (!now.pick.stage.size || now.pick.stage.has(f.stage));
// A candidate stands elsewhere, so no stage of it here is on record.
const isTarget = row => !now.pick.stage.size && tagged(D.firms[row[0]][3]);
const targetsOf = seg => gapOf(seg) && candidates(seg) ? candidates(seg).rows : [];
const matching = seg => [...shownFirms(seg).filter(matches).map(f => f.name), ...targetsOf(seg).filter(isTarget).map(r => D.firms[r[0]][0])];
function passing() {
  const reach = now.only ? gapReach() : null;
  return new Set(cardsOf(chain()).filter(s => now.states.has(state(s)) && (!reach || reach.has(s)) && (!isPicking() || matching(s).length)));
}
const tagWord = id => { const t = D.tags.find(x => x[0] === id); return t ? t[now.lang === "en" ? 3 : 2] : T("stage." + id); };
// What is chosen, for the address, the table's caption and whatever is copied or printed.
function filterText() {
  const said = GROUPS.filter(g => now.pick[g].size).map(g => `${T("filter." + g)} ${[...now.pick[g]].map(tagWord).join("、")}`);
  if (now.states.size < D.states.length) said.push(`${T("col.state")} ${D.states.filter(s => now.states.has(s)).map(stateWord).join("、") || "—"}`);
  if (now.only) said.push(T("only"));
  return said.join(";");
}
function readFilter(h) {
  const known = {stage: new Set(LIVE)}; for (const g of ["honour", "size"]) known[g] = new Set(D.tags.filter(t => t[1] === g).map(t => t[0]));
  for (const g of GROUPS) now.pick[g] = new Set((h.get(g) || "").split(",").filter(x => known[g].has(x)));
  const off = (h.get("hide") || "").split(","); now.states = new Set(D.states.filter(s => !off.includes(s)));
  now.only = INTERNAL && h.get("only") === "1"; now.names = h.get("names") !== "0";
}
function writeFilter(h) {
  for (const g of GROUPS) if (now.pick[g].size) h.set(g, [...now.pick[g]].sort().join(","));
  if (now.states.size < D.states.length) h.set("hide", D.states.filter(s => !now.states.has(s)).join(","));
  if (now.only) h.set("only", "1"); if (!now.names) h.set("names", "0");
}
function matchedText() {
  if (!isFiltered()) return "";
  const seen = passing(), firms = new Set([...seen].flatMap(matching));
  return T(isPicking() ? "filter.match" : "filter.match.segments").replace("{f}", firms.size).replace("{s}", seen.size);
}
// The firms of the chain as they can be chosen: each once, with its tags and stages.
function choosable() {
  const firms = new Map();
  for (const s of cardsOf(chain())) {
    for (const f of shownFirms(s)) { const one = firms.get(f.name) || {tags: f.tags, stages: new Set()}; one.stages.add(f.stage); firms.set(f.name, one); }
    for (const r of targetsOf(s)) { const [name, , , tags] = D.firms[r[0]]; if (!firms.has(name)) firms.set(name, {tags, stages: new Set()}); }
  }
  return [...firms.values()];
}
function options(group, firms) {
  const n = id => firms.filter(f => group === "stage" ? f.stages.has(id) : f.tags.some(t => D.tags[t][0] === id)).length;
  const all = group === "stage" ? LIVE.filter(s => s !== "closed") : D.tags.filter(t => t[1] === group).map(t => t[0]);
  return all.map(id => [id, n(id)]).filter(([id, k]) => k || now.pick[group].has(id));
}
function fieldset(group, firms) {
  const found = options(group, firms), known = firms.filter(f => f.tags.some(t => D.tags[t][1] === group)).length;
  const said = group === "stage" || !INTERNAL ? "" : known ? T("filter.known").replace("{n}", known).replace("{m}", firms.length - known) : T("filter.none." + group);
  const turn = (id, on) => { if (on) now.pick[group].add(id); else now.pick[group].delete(id); filtered(); };
  const box = id => el("input", {type: "checkbox", value: id, "data-group": group, checked: now.pick[group].has(id), onchange: e => turn(id, e.target.checked)});
  const ticks = found.map(([id, n]) => el("label", {class: "tick"}, box(id), el("span", {}, tagWord(id), " ", el("small", {}, n))));
  return el("fieldset", {}, el("legend", {}, T("filter." + group)), ticks, said ? el("p", {}, said) : "");
}
function drawFilters() {
  const firms = choosable();
  $("filters").setAttribute("aria-label", T("filter.open"));
  $("filters").replaceChildren(...GROUPS.map(g => fieldset(g, firms)));
}
function openFilters(on) { $("filters").hidden = !on; $("filter").setAttribute("aria-expanded", String(on)); if (on) drawFilters(); }
function sayFilter() {
  const n = GROUPS.reduce((s, g) => s + now.pick[g].size, 0);
  $("filter").textContent = T("filter.open") + (n ? ` ${n}` : ""); $("filter").classList.toggle("on", n > 0);
  $("matched").textContent = matchedText(); $("clear").hidden = !isFiltered(); $("clear").textContent = T("filter.clear");
  $("only").checked = now.only; $("names").checked = now.names;
}
// Something was chosen: the picture or the table, the count and the address follow; the list of choices stays as it is.
function filtered() { sayFilter(); drawNumbers(); if (now.table) table(); else draw(); writeHash(); }
function clearFilters() { for (const g of GROUPS) now.pick[g].clear(); now.states = new Set(D.states); now.only = false; all(); }
$("filter").onclick = () => openFilters($("filters").hidden); $("clear").onclick = () => { clearFilters(); $("filter").focus(); };
$("filters").addEventListener("keydown", e => { if (e.key === "Escape") { e.stopPropagation(); openFilters(false); $("filter").focus(); } });
window.addEventListener("pointerdown", e => { if (!e.target.closest(".more")) openFilters(false); });
