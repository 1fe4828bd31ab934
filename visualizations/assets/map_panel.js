// The side panel, the table that says the same, and what can be carried away: CSV, picture, text with its source.
const link = (url, text) => safe(url) ? el("a", {href: safe(url), target: "_blank", rel: "noreferrer noopener"}, text || host(url)) : el("span", {}, text || url || "");
function panel() {
  const box = $("panel");
  box.replaceChildren(...(now.seg ? segmentPanel(now.seg) : chainPanel()).filter(Boolean));
  box.scrollTop = 0;
  box.dataset.cite = `${chainName(chain())}${now.seg ? "·" + segName(now.seg) : ""};${cite()}`;
  box.dataset.src = now.seg ? behind(now.seg) : "";
}
const semicolon = () => now.lang === "en" ? "; " : ";";
const soft = text => el("p", {class: "soft"}, text);
const badge = text => el("span", {class: "badge"}, E(text));
const copier = (text, act) => el("button", {class: "copy", type: "button", onclick: act}, text);
const some = (list, draw) => list.length ? draw(list) : null;
const bullets = (list, draw) => some(list, all => el("ul", {}, all.map(draw)));
const section = (title, ...kids) => { const said = kids.flat().filter(Boolean); return said.length ? [el("h3", {}, title), ...said] : []; };
function chainPanel() {
  const ids = cardsOf(chain()), count = s => ids.filter(i => state(i) === s).length;
  const counts = bullets(D.states.filter(count), s => el("li", {}, el("span", {class: "chip"}, mark(s), stateWord(s)), " ", count(s)));
  const looks = INTERNAL ? LOOKS.map((l, i) => `${T("look." + l)} ${gapsOf(ids, i)}`).join(" · ") : "";
  return [el("h2", {}, chainName(chain())), soft(cite()),
    ...(INTERNAL ? section(T("panel.gaps"), soft(T("panel.gaps.by") + colon() + looks), rises(ids) ? el("p", {class: "soft rise"}, T("gap.rise")) : null, ...gapLists(),
      some(ranked(), all => copier(T("copy"), () => copy(all.map(said).join("\n\n"))))) : []),
    ...(INTERNAL ? section(T("panel.counts"), counts) : []), ...section(T("panel.method"), soft(E(D.method)))];
}
function segmentPanel(s) {
  return [...panelHead(s), ...(INTERNAL ? [...panelWhy(s), ...section(T("panel.against"), bullets(verdict(s).against, a => el("li", {}, E(a))))] : []),
    ...panelWhat(s), ...panelFirms(s), ...panelTargets(s), ...panelProjects(s), ...section(T("panel.sources"), sourceList(s))];
}
function panelHead(s) {
  const seg = D.segments[s], v = verdict(s), st = state(s);
  const twins = seg.twins.map(t => homeName(t) || t.split("/")[0]);
  const other = [seg.en && now.lang !== "en" ? seg.en : "", some(seg.aliases, a => T("aliases") + " " + a.join("、")), some(twins, t => T("twins") + " " + t.join("、"))];
  return [el("p", {}, copier("← " + chainName(chain()), () => select(null))), el("h2", {}, segName(s)), soft(other.filter(Boolean).join(" · ")),
    el("p", {}, el("span", {class: "chip"}, mark(st), stateWord(st)), " ", INTERNAL ? el("span", {class: "act"}, T("action." + v.action[now.look])) : "",
      gapOf(s) === 2 ? " " + T("second") : "")];
}
function panelWhy(s) {
  const v = verdict(s), named = b => `${E(b[0])}${now.lang === "en" ? " " : ""}(${and(b[1])})`, line = (key, text) => T(key) + colon() + text;
  return section(T("panel.why"), el("p", {}, E(v.reason[now.look])), v.badges.map(badge),
    some(boughtBy(s), all => soft(line("panel.buyers", all.map(named).join(semicolon())))),
    some(mayBuy(s), all => el("p", {class: "soft may"}, line("panel.may", all.map(E).join(semicolon())))),
    some(v.alternatives, all => soft(line("panel.alternatives", and(all)))), copier(T("copy"), () => copy(said(s))));
}
function panelWhat(s) {
  const ties = chain().ties, names = list => list.map(segName).join(comma()) || (INTERNAL ? "—" : "");
  const line = (key, text) => text ? soft(T(key) + colon() + text) : null;
  return section(T("panel.what"), line("upstream", names(ties.filter(t => t[1] === s).map(t => t[0]))),
    line("downstream", names(ties.filter(t => t[0] === s).map(t => t[1]))), some(D.segments[s].products, all => line("products", and(all))));
}
function panelFirms(s) {
  const firms = firmsOf(s), at = where => firms.filter(f => f.where === where), head = (key, list) => `${T(key)}(${new Set(list.map(f => f.name)).size})`;
  const [mine, und, city] = ["i", "u", "c"].map(at);
  return [...section(head("panel.firms", mine), firmList(mine) || soft(T("norecord"))), ...section(head("undecided", und), firmList(und)), ...section(head("incity", city), firmList(city))];
}
function panelTargets(s) {
  const c = candidates(s);
  if (!c) return [];
  const firms = c.rows.length + c.more;
  return section(`${T("panel.targets")}(${c.n})`, c.n ? null : el("p", {}, T("gap.find") + T("gap.find.why")), c.n < firms ? soft(nOf(T("gap.groups"), firms)) : null,
    c.short ? badge(T("short")) : null, bullets(c.rows, candidate), c.more ? soft(T("more").replace("{n}", c.more)) : null,
    some(c.excluded, all => soft(T("excluded") + colon() + all.map(e => `${E(e[0])} ${e[1]}`).join(semicolon()))));
}
function panelProjects(s) {
  const here = (D.projects[s] || []).filter(p => p[4][now.place] !== "o");
  return section(T("panel.projects"), bullets(here, p => el("li", {}, p[0], " ", el("small", {}, dotted(E(p[1]), E(p[2]), E(p[3]))))));
}
const dotted = (...parts) => parts.filter(Boolean).join(" · ");
const firmList = firms => bullets(firms.slice(0, 200), f => el("li", {}, E(f.name), " ",
  el("small", {}, dotted(T("stage." + f.stage), T("activity." + f.activity), E(f.place), and(f.products), f.capacity, and(f.honours.slice(0, 2)))), " ",
  f.url >= 0 ? el("small", {}, link(urlAt(f.url)), " ", f.known || T("undated"), f.sources > 1 ? ` · ${f.sources}${T("publishers")}` : "") : ""));
function candidate([firm, place, km, grade, verdictWord, why, url, raise]) {
  const more = dotted(E(place), km !== null ? km + " km" : "", E(verdictWord), E(why), raise ? T("raise") + colon() + E(raise) : "");
  return el("li", {}, el("span", {class: "grade " + grade, title: T("grade") + " " + grade}, grade), E(D.firms[firm][0]), " ", el("small", {}, more), " ",
    url >= 0 ? el("small", {}, link(urlAt(url))) : "");
}
function sourcesOf(s) {
  const firms = firmsOf(s), c = candidates(s), seen = new Map();
  const add = (n, what) => { const u = urlAt(n); if (u && !seen.has(u)) seen.set(u, what); };
  firms.forEach(f => add(f.url, f.known));
  if (c) c.rows.forEach(r => add(r[6], ""));
  add(D.segments[s].url, "");
  return [...seen];
}
const behind = s => sourcesOf(s).map(([u]) => u).slice(0, 6).join(" ") || T("desk");
function sourceList(s) {
  return bullets(sourcesOf(s).slice(0, 14), ([u, when]) => el("li", {}, link(u), " ", el("small", {}, when || ""))) || (INTERNAL ? soft(T("norecord")) : null);
}
// What is carried away of a segment: state, reason, firms, scope, publishers, addresses.
function said(s) {
  const why = E(verdict(s).reason[now.look]), urls = sourcesOf(s).map(([u]) => u).slice(0, 6), here = shownFirms(s).filter(f => f.where === "i").map(f => E(f.name));
  const firms = here.length ? `${T("panel.firms")} ${nFirms(here.length)}:${here.slice(0, 12).join("、")}${here.length > 12 ? "…" : ""}。` : "";
  const source = `(${cite()};${T("publisher")}:${urls.map(host).join("、") || T("desk")})`;
  return `${chainName(chain())}·${segName(s)}:${stateWord(state(s))}。${why ? why + "。" : ""}${firms}\n${source}\n${urls.join("\n")}`;
}
function copy(text) {
  const done = () => toast(T("copied"));
  if (navigator.clipboard && window.isSecureContext) navigator.clipboard.writeText(text).then(done, () => copyOld(text, done));
  else copyOld(text, done);
}
function copyOld(text, done) {
  const t = put(el("textarea", {}), {position: "fixed", opacity: "0"});
  t.value = text;
  document.body.append(t);
  t.select();
  document.execCommand("copy");
  t.remove();
  done();
}
// The accessible twin of the map.
const COLUMNS = ["col.band", "col.segment", ...(INTERNAL ? ["col.state", "col.action", "col.reason", "col.buyers"] : []), "col.firms", ...(INTERNAL ? ["col.targets"] : [])];
function tableRows() {
  const band = {}, seen = passing(), first = firstGaps(), rank = s => [gapOf(s) === 1 ? 0 : gapOf(s) === 2 ? 1 : 2, D.states.indexOf(state(s))];
  chain().columns.forEach(([b, ids]) => ids.forEach(i => { band[i] = b; }));
  const order = (a, b) => { const [x, y] = [rank(a), rank(b)]; return x[0] - y[0] || x[1] - y[1] || (x[0] < 2 ? moreWanted(a, b) : 0); };
  return cardsOf(chain()).filter(s => seen.has(s)).sort(order).map(s => ({id: s, cells: tableCells(s, {band: band[s], first})}));
}
function tableCells(s, {band, first}) {
  const c = candidates(s), v = verdict(s), kept = shownFirms(s).filter(matches);
  const firm = f => E(f.name) + (f.where === "u" ? `(${T("undecided")})` : f.where === "c" ? `(${T("incity")})` : f.stage !== "operating" ? `(${T("stage." + f.stage)})` : "");
  const head = [T("band." + band), segName(s), stateWord(state(s)) + (gapOf(s) === 2 ? `(${T("second")})` : "")], firms = kept.map(firm).join("、");
  if (!INTERNAL) return [...head.slice(0, 2), firms];
  const action = T("action." + v.action[now.look]) + (first.includes(s) ? ` · ${T("gap.first")} ${first.indexOf(s) + 1}` : "");
  const targets = c ? c.rows.filter(isTarget).map(r => `${E(D.firms[r[0]][0])}[${r[3]}]`).join("、") : "";
  return [...head, action, [E(v.reason[now.look]), ...v.badges.map(E)].join(" · "), buyersCell(s), firms, targets];
}
function buyersCell(s) {
  const firms = buyersOf(s), may = mayBuy(s);
  return [firms.length ? nFirms(firms.length) + colon() + and(firms) : "", may.length ? T("panel.may.short") + colon() + and(may) : ""].filter(Boolean).join(semicolon());
}
function table() {
  const cell = (r, c, i) => i === 1 ? el("button", {type: "button", onclick: () => { setTable(false); select(r.id); }}, c) : COLUMNS[i] === "col.state" ? el("span", {class: "chip"}, mark(state(r.id)), c) : c;
  const rows = tableRows().map(r => el("tr", {"data-src": behind(r.id)}, r.cells.map((c, i) => el("td", {}, cell(r, c, i)))));
  const head = el("tr", {}, COLUMNS.map(k => el("th", {scope: "col"}, T(k))));
  $("list").dataset.cite = `${chainName(chain())};${cite()}`;
  $("list").replaceChildren(el("table", {}, el("caption", {}, `${chainName(chain())} · ${cite()}`), el("thead", {}, head), el("tbody", {}, rows)));
}
const guard = t => /^[=+\-@\t\r]/.test(t) ? "'" + t : t;
function csv() {
  const lines = [COLUMNS.map(T), ...tableRows().map(r => r.cells), [], [cite()]];
  const text = lines.map(l => l.map(c => `"${guard(String(c)).replace(/"/g, '""')}"`).join(",")).join("\r\n");
  saveFile(fileName("csv"), new Blob(["\ufeff" + text], {type: "text/csv;charset=utf-8"}));
}
