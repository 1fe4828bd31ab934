// Which gaps to look at first, and what a gap's line says: who here buys it, how many targets, the first one by name.
const FIRST = 5;
const asNow = several => several[now.look] || several[0];
const boughtBy = seg => asNow(verdict(seg).buyers), mayBuy = seg => asNow(verdict(seg).may);
const buyersOf = seg => [...new Set(boughtBy(seg).flatMap(b => b[1]))];
const nTargets = seg => (candidates(seg) || {n: 0}).n;
// The order is made where the gap list's is (queries/methods/gaps.py, precedence), and stands in the data for each outlook.
const moreWanted = (a, b) => verdict(a).rank[now.look] - verdict(b).rank[now.look];
const ranked = () => cardsOf(chain()).filter(s => gapOf(s) === 1).sort(moreWanted);
const firstGaps = () => ranked().slice(0, FIRST);
const nOf = (text, n) => text.replace("{n}", n);
const comma = () => now.lang === "en" ? ", " : "、";
const colon = () => now.lang === "en" ? ": " : ":";
function naming(names, most) { return names.slice(0, most).join(comma()) + (names.length > most ? T("gap.others") : ""); }
function targetsLine(seg, most) {
  const c = candidates(seg);
  if (!c) return "";
  return c.n ? `${T("targets")} ${c.n}${colon()}${naming(c.rows.map(r => short(D.firms[r[0]][0])), most)}` : `${T("gap.find")}${T("gap.find.why")}`;
}
// The first ones say for whom; the others how many.
function gapLine(seg, isFirst) {
  const firms = buyersOf(seg), buyers = `${T("buyers")} ${nFirms(firms.length)}${isFirst && firms.length ? colon() + naming(firms.map(short), 2) : ""}`;
  return [buyers, targetsLine(seg, isFirst ? 2 : 1)].filter(Boolean).join(isFirst ? semicolon() : " · ");
}
// More under way can mean more gaps: who is to operate here buys here.
const rises = ids => LOOKS.some((l, i) => gapsOf(ids, i) > gapsOf(ids, 0));
function gapRow(seg, n, isFirst, says) {
  const head = el("span", {class: "chip"}, el("span", {class: "no"}, n), mark(state(seg)), segName(seg));
  const act = says ? el("span", {class: "act"}, T("action." + verdict(seg).action[now.look])) : null;
  return el("li", {}, el("button", {class: "row" + (isFirst ? " first" : ""), type: "button", "data-gap": seg, onclick: () => select(seg)},
    el("span", {}, head, el("small", {}, gapLine(seg, isFirst))), act));
}
// An action that all gaps share is said once: on every row it would tell nothing apart.
function gapLists() {
  const all = ranked();
  if (!all.length) return [el("p", {}, T("panel.nogap"))];
  const actions = new Set(all.map(s => verdict(s).action[now.look])), differ = actions.size > 1;
  const list = (part, from) => el("ul", {}, part.map((s, i) => gapRow(s, from + i + 1, from + i < FIRST, differ)));
  const first = all.slice(0, FIRST), rest = all.slice(FIRST), shared = differ ? "" : T("gap.all") + T("action." + [...actions][0]) + T("gap.stop");
  return [el("p", {class: "soft"}, T("panel.gaps.order") + shared), el("h4", {}, nOf(T("gap.first.these"), first.length)), list(first, 0),
    ...(rest.length ? [el("h4", {}, nOf(T("gap.rest"), rest.length)), list(rest, FIRST)] : [])];
}
