// The side panel, the table that says the same, and what can be carried away: CSV, picture, text with its source.
const link = (url, text) => safe(url) ? el("a", {href: safe(url), target: "_blank", rel: "noreferrer noopener"}, text || host(url)) : el("span", {}, text || url || "");
function panel() {
  $("panel").replaceChildren(...(now.seg ? segmentPanel(now.seg) : chainPanel()));
  $("panel").scrollTop = 0; $("panel").dataset.cite = `${chainName(chain())}${now.seg ? "·" + segName(now.seg) : ""};${cite()}`;
  $("panel").dataset.src = now.seg ? sourcesOf(now.seg).map(([u]) => u).slice(0, 6).join(" ") : "";
}
const section = (title, ...kids) => { const said = kids.flat().filter(Boolean); return said.length ? [el("h3", {}, title), ...said] : []; };
function chainPanel() {
  const ids = cardsOf(chain()), count = s => ids.filter(i => state(i) === s).length;
  const counts = D.states.filter(count).map(s => el("li", {}, el("span", {class: "chip"}, mark(s), stateWord(s)), " ", count(s)));
  const head = [el("h2", {}, chainName(chain())), el("p", {class: "soft"}, cite())];
  if (!INTERNAL) return [...head, ...section(T("panel.counts"), el("ul", {}, counts)), ...section(T("panel.method"), el("p", {class: "soft"}, D.method))];
  const looks = LOOKS.map((l, i) => `${T("look." + l)} ${gapsOf(ids, i)}`).join(" · ");
  return [...head, ...section(T("panel.gaps"), el("p", {class: "soft"}, T("panel.gaps.by") + ":" + looks), rises(ids) ? el("p", {class: "soft rise"}, T("gap.rise")) : null, ...gapLists(), ranked().length ? el("button", {class: "copy", type: "button", onclick: () => copy(ranked().map(said).join("\n\n"))}, T("copy")) : null),
    ...section(T("panel.counts"), el("ul", {}, counts)), ...section(T("panel.method"), el("p", {class: "soft"}, D.method))];
}
function segmentPanel(s) {
  const seg = D.segments[s], v = verdict(s), st = state(s), firms = firmsOf(s), c = candidates(s), mine = firms.filter(f => f.where === "i"), und = firms.filter(f => f.where === "u"), city = firms.filter(f => f.where === "c");
  const names = list => list.map(x => segName(x)).join("、") || "—", ties = chain().ties;
  const out = [el("p", {}, el("button", {class: "copy", type: "button", onclick: () => select(null)}, "← " + chainName(chain()))), el("h2", {}, segName(s)),
    el("p", {class: "soft"}, [seg.en && now.lang !== "en" ? seg.en : "", seg.aliases.length ? T("aliases") + " " + seg.aliases.join("、") : "", seg.twins.length ? T("twins") + " " + seg.twins.map(t => t.split("/")[0]).join("、") : ""].filter(Boolean).join(" · ")),
    el("p", {}, el("span", {class: "chip"}, mark(st), stateWord(st)), " ", INTERNAL ? el("span", {class: "act"}, T("action." + v.action[now.look])) : "", gapOf(s) === 2 ? " " + T("second") : "")];
  if (INTERNAL) {
    out.push(...section(T("panel.why"), el("p", {}, v.reason[now.look]), v.badges.map(b => el("span", {class: "badge"}, b)),
      boughtBy(s).length ? el("p", {class: "soft"}, T("panel.buyers") + ":" + boughtBy(s).map(b => `${b[0]}(${b[1].join("、")})`).join(";")) : null, mayBuy(s).length ? el("p", {class: "soft may"}, T("panel.may") + ":" + mayBuy(s).join(";")) : null, v.alternatives.length ? el("p", {class: "soft"}, T("panel.alternatives") + ":" + v.alternatives.join("、")) : null, el("button", {class: "copy", type: "button", onclick: () => copy(said(s))}, T("copy"))));
    out.push(...section(T("panel.against"), v.against.length ? el("ul", {}, v.against.map(a => el("li", {}, a))) : null));
  }
  out.push(...section(T("panel.what"), el("p", {class: "soft"}, `${T("upstream")}:${names(ties.filter(t => t[1] === s).map(t => t[0]))}`), el("p", {class: "soft"}, `${T("downstream")}:${names(ties.filter(t => t[0] === s).map(t => t[1]))}`), seg.products.length ? el("p", {class: "soft"}, T("products") + ":" + seg.products.join("、")) : null));
  out.push(...section(`${T("panel.firms")}(${new Set(mine.map(f => f.name)).size})`, mine.length ? firmList(mine) : el("p", {class: "soft"}, T("norecord"))));
  out.push(...section(`${T("undecided")}(${new Set(und.map(f => f.name)).size})`, und.length ? firmList(und) : null), ...section(`${T("incity")}(${new Set(city.map(f => f.name)).size})`, city.length ? firmList(city) : null));
  if (c) out.push(...section(`${T("panel.targets")}(${c.n})`, c.n ? null : el("p", {}, T("gap.find") + T("gap.find.why")), c.n < c.rows.length + c.more ? el("p", {class: "soft"}, nOf(T("gap.groups"), c.rows.length + c.more)) : null, c.short ? el("span", {class: "badge"}, T("short")) : null, c.rows.length ? el("ul", {}, c.rows.map(candidate)) : null, c.more ? el("p", {class: "soft"}, T("more").replace("{n}", c.more)) : null, c.excluded.length ? el("p", {class: "soft"}, T("excluded") + ":" + c.excluded.map(e => `${e[0]} ${e[1]}`).join(";")) : null));
  const projects = (D.projects[s] || []).filter(p => p[4][now.place] !== "o");
  out.push(...section(T("panel.projects"), projects.length ? el("ul", {}, projects.map(p => el("li", {}, p[0], " ", el("small", {}, [p[1], p[2], p[3]].filter(Boolean).join(" · "))))) : null));
  out.push(...section(T("panel.sources"), sourceList(s)));
  return out;
}
const firmList = firms => el("ul", {}, firms.slice(0, 200).map(f => el("li", {}, f.name, " ", el("small", {}, [T("stage." + f.stage), T("activity." + f.activity), f.place, f.products.join("、"), f.capacity, f.honours.slice(0, 2).join("、")].filter(Boolean).join(" · ")), " ", f.url >= 0 ? el("small", {}, link(urlAt(f.url)), " ", f.known || T("undated"), f.sources > 1 ? ` · ${f.sources}${T("publishers")}` : "") : "")));
const candidate = r => el("li", {}, el("span", {class: "grade " + r[3], title: T("grade") + " " + r[3]}, r[3]), D.firms[r[0]][0], " ", el("small", {}, [r[1], r[2] !== null ? r[2] + " km" : "", r[4], r[5], r[7] ? T("raise") + ":" + r[7] : ""].filter(Boolean).join(" · ")), " ", r[6] >= 0 ? el("small", {}, link(urlAt(r[6]))) : "");
function sourcesOf(s) {
  const firms = firmsOf(s), c = candidates(s), seen = new Map(); const add = (n, what) => { const u = urlAt(n); if (u && !seen.has(u)) seen.set(u, what); };
  firms.forEach(f => add(f.url, f.known)); if (c) c.rows.forEach(r => add(r[6], "")); add(D.segments[s].url, "");
  return [...seen];
}
function sourceList(s) {
  const seen = sourcesOf(s);
  return seen.length ? el("ul", {}, seen.slice(0, 14).map(([u, when]) => el("li", {}, link(u), " ", el("small", {}, when || "")))) : el("p", {class: "soft"}, T("norecord"));
}
function said(s) {
  const v = verdict(s), urls = sourcesOf(s).map(([u]) => u).slice(0, 6), here = shownFirms(s).filter(f => f.where === "i").map(f => f.name);
  const firms = here.length ? `${T("panel.firms")} ${nFirms(here.length)}:${here.slice(0, 12).join("、")}${here.length > 12 ? "…" : ""}。` : "";
  return `${chainName(chain())}·${segName(s)}:${stateWord(state(s))}。${v.reason[now.look] ? v.reason[now.look] + "。" : ""}${firms}\n(${cite()};${T("publisher")}:${urls.map(host).join("、") || T("desk")})\n${urls.join("\n")}`;
}
function copy(text) {
  const done = () => toast(T("copied"));
  if (navigator.clipboard && window.isSecureContext) { navigator.clipboard.writeText(text).then(done, () => copyOld(text, done)); } else copyOld(text, done);
}
function copyOld(text, done) { const t = el("textarea", {}); t.value = text; t.style.position = "fixed"; t.style.opacity = "0"; document.body.append(t); t.select(); document.execCommand("copy"); t.remove(); done(); }
// The accessible twin of the map.
const COLUMNS = INTERNAL ? ["col.band", "col.segment", "col.state", "col.action", "col.reason", "col.buyers", "col.firms", "col.targets"] : ["col.band", "col.segment", "col.state", "col.firms"];
function tableRows() {
  const band = {}; chain().columns.forEach(([b, items]) => items.forEach(i => { band[i] = b; }));
  const order = s => [gapOf(s) === 1 ? 0 : gapOf(s) === 2 ? 1 : 2, D.states.indexOf(state(s))];
  const seen = passing(), first = firstGaps();
  return cardsOf(chain()).filter(s => seen.has(s)).sort((a, b) => { const x = order(a), y = order(b); return x[0] - y[0] || x[1] - y[1] || (x[0] < 2 ? moreWanted(a, b) : 0); }).map(s => {
    const c = candidates(s), v = verdict(s), firms = shownFirms(s).filter(matches).map(f => f.name + (f.where === "u" ? `(${T("undecided")})` : f.where === "c" ? `(${T("incity")})` : f.stage !== "operating" ? `(${T("stage." + f.stage)})` : "")).join("、");
    const base = [T("band." + band[s]), segName(s), stateWord(state(s)) + (gapOf(s) === 2 ? `(${T("second")})` : "")];
    return {id: s, cells: INTERNAL ? [...base, T("action." + v.action[now.look]) + (first.includes(s) ? ` · ${T("gap.first")} ${first.indexOf(s) + 1}` : ""), [v.reason[now.look], ...v.badges].join(" · "), buyersCell(s), firms, c ? c.rows.filter(isTarget).map(r => `${D.firms[r[0]][0]}[${r[3]}]`).join("、") : ""] : [...base, firms]};
  });
}
function buyersCell(s) {
  const firms = buyersOf(s), may = mayBuy(s);
  return [firms.length ? nFirms(firms.length) + colon() + firms.join("、") : "", may.length ? T("panel.may.short") + colon() + may.join("、") : ""].filter(Boolean).join(";");
}
function table() {
  const head = el("tr", {}, COLUMNS.map(k => el("th", {scope: "col"}, T(k))));
  const rows = tableRows().map(r => el("tr", {"data-src": sourcesOf(r.id).map(([u]) => u).slice(0, 6).join(" ")}, r.cells.map((c, i) => el("td", {}, i === 1 ? el("button", {type: "button", onclick: () => { setTable(false); select(r.id); }}, c) : i === 2 ? el("span", {class: "chip"}, mark(state(r.id)), c) : c))));
  $("list").dataset.cite = `${chainName(chain())};${cite()}`;
  $("list").replaceChildren(el("table", {}, el("caption", {}, `${chainName(chain())} · ${cite()}`), el("thead", {}, head), el("tbody", {}, rows)));
}
const guard = t => /^[=+\-@\t\r]/.test(t) ? "'" + t : t;
function csv() {
  const lines = [COLUMNS.map(T), ...tableRows().map(r => r.cells), [], [cite()]];
  const text = lines.map(l => l.map(c => `"${guard(String(c)).replace(/"/g, '""')}"`).join(",")).join("\r\n");
  saveFile(fileName("csv"), new Blob(["\ufeff" + text], {type: "text/csv;charset=utf-8"}));
}
