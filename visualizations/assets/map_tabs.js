// The chains to choose from, groups of chains apart; how many gaps each has, or that nobody knows.
function openChain(id) { now.chain = id; now.seg = null; geo.x = geo.y = 0; all(); }
// No gap is no comfort where nobody looked: then the tab says how many segments have no data.
function tally(c) {
  const ids = cardsOf(c), n = gapsOf(ids, now.look), dark = ids.filter(s => state(s) === "unknown").length;
  if (n || !dark) return {text: String(n), cls: n ? "n" : "n zero", why: T("n.gaps")};
  return {text: `${T("gap.tab.unknown")} ${dark}`, cls: "n dark", why: nOf(T("gap.tab.unknown.why"), dark)};
}
function drawTabs() {
  const groups = openChains().filter(c => c.members.length), plain = openChains().filter(c => !c.members.length);
  const tab = c => {
    const t = INTERNAL ? tally(c) : null, current = c.id === now.chain ? "true" : "false";
    return el("button", {type: "button", "aria-current": current, title: t && t.why, onclick: () => openChain(c.id)}, chainName(c), t ? el("span", {class: t.cls}, t.text) : "");
  };
  const option = c => el("option", {value: c.id, selected: c.id === now.chain}, chainName(c) + (INTERNAL ? ` (${tally(c).text})` : ""));
  $("chains").replaceChildren(...plain.map(tab), ...(groups.length ? [el("span", {class: "sep"}, T("tab.groups")), ...groups.map(tab)] : []));
  $("pick").replaceChildren(...plain.map(option), ...(groups.length ? [el("optgroup", {label: T("tab.groups")}, groups.map(option))] : []));
}
$("pick").onchange = e => openChain(e.target.value);
