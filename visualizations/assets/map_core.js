"use strict";
// What the page knows, and what is chosen now: chain, place, outlook, selection, filters.
const D = JSON.parse(document.getElementById("data").textContent);
const FONT = '"Noto Sans SC","Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei","WenQuanYi Zen Hei",sans-serif';
const $ = id => document.getElementById(id);
const LOOKS = D.looks, INTERNAL = D.edition === "internal";
const now = {
  chain: D.chains[0].id, place: 0, look: 0, seg: null, states: new Set(D.states),
  pick: {honour: new Set(), size: new Set(), stage: new Set()}, only: false, names: true, table: false, side: true, lang: "zh",
};
const T = key => (D.words[now.lang][key] !== undefined ? D.words[now.lang][key] : key);
// What is on record or said by a rule, in English where it has one; several of them.
const E = text => (now.lang === "en" && D.english[text]) || text;
const and = list => list.map(E).join(now.lang === "en" ? ", " : "、");
// For guests each place has a picture of its own, of what is there; a chain without any is none of that place.
const atPlace = c => c && c.at ? {...c, ...c.at[placeId()]} : c;
const chainOf = id => atPlace(D.chains.find(c => c.id === id));
const openChains = () => D.chains.filter(c => INTERNAL || cardsOf(c).length);
const chain = () => chainOf(now.chain);
const placeId = () => D.places[now.place].id;
const verdict = seg => D.verdicts[placeId()][seg];
const state = seg => verdict(seg).state[now.look];
const gapOf = seg => verdict(seg).gap[now.look];
const gapsOf = (segs, look) => segs.filter(s => verdict(s).gap[look] === 1).length;
const chainName = c => now.lang === "en" && c.en ? c.en : c.name;
const placeName = p => now.lang === "en" && p.en ? p.en : p.name;
// Sources write English names with and without a capital; side by side they begin alike.
const capital = text => /^[a-z]+(?![A-Za-z])/.test(text) ? text[0].toUpperCase() + text.slice(1) : text;
const segName = seg => now.lang === "en" && D.segments[seg].en ? capital(D.segments[seg].en) : D.segments[seg].name;
const cardsOf = c => atPlace(c).columns.flatMap(col => col[1].filter(i => i[0] !== "~"));
const stateWord = s => T("state." + s);
function el(tag, attrs, ...kids) {
  const e = document.createElement(tag);
  for (const [k, v] of Object.entries(attrs || {})) {
    if (v === null || v === undefined || v === false) continue;
    if (k === "class") e.className = v;
    else if (k.startsWith("on")) e.addEventListener(k.slice(2), v);
    else e.setAttribute(k, v === true ? "" : v);
  }
  for (const kid of kids.flat()) {
    if (kid !== null && kid !== undefined && kid !== "") e.append(kid.nodeType ? kid : document.createTextNode(String(kid)));
  }
  return e;
}
const mark = s => el("span", {class: "mk s-" + s, "aria-hidden": "true"}, now.lang === "en" ? D.marksEn[s] : D.marks[s]);
// Firms of a segment as they matter at the asked place: [row, where], filling ones first; where is i, u or c.
const LIVE = ["operating", "building", "signed", "planned", "unknown", "closed"];
const kept = new Map();
function firmsOf(seg) {
  const at = now.place + "|" + seg;
  if (!kept.has(at)) kept.set(at, read(seg));
  return kept.get(at);
}
function read(seg) {
  return (D.ties[seg] || []).filter(t => t[4][now.place] !== "o").map(t => ({
    name: D.firms[t[0]][0], keys: D.firms[t[0]][1], honours: D.firms[t[0]][2], tags: D.firms[t[0]][3],
    stage: LIVE[t[1]], activity: t[2], fills: t[3] === 1,
    where: t[4][now.place], place: t[5], known: t[6], sources: t[7], url: t[8], products: t[9], capacity: t[10]}))
    .sort((a, b) => "iuc".indexOf(a.where) - "iuc".indexOf(b.where) || b.fills - a.fills);
}
const shown = new Map();
function shownFirms(seg) {
  const at = now.place + "|" + seg;
  if (!shown.has(at)) {
    const seen = new Set();
    shown.set(at, firmsOf(seg).filter(f => f.fills && f.stage !== "closed" && !seen.has(f.name) && seen.add(f.name)));
  }
  return shown.get(at);
}
const nFirms = n => n + T(n === 1 ? "firm" : "firms");
const nHere = seg => shownFirms(seg).filter(f => f.where === "i").length;
const candidates = seg => (D.candidates[placeId()] || {})[seg];
const safe = url => /^https?:\/\//i.test(url || "") ? url : null;
const urlAt = n => n >= 0 ? D.urls[n] : null;
function host(url) {
  const m = /^https?:\/\/([^\/:?#]+)/i.exec(url || "");
  return m ? m[1].replace(/^www\./, "") : (url || "");
}
// Upstream and downstream of a segment in the chain shown.
function closure(seg, along) {
  const seen = new Set(), edge = [seg];
  while (edge.length) {
    const s = edge.pop();
    for (const t of chain().ties) {
      const [from, to] = along > 0 ? [t[0], t[1]] : [t[1], t[0]];
      if (from === s && !seen.has(to)) { seen.add(to); edge.push(to); }
    }
  }
  seen.delete(seg);
  return seen;
}
function toast(text) {
  const t = $("toast");
  t.textContent = text;
  t.classList.add("on");
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => t.classList.remove("on"), 2600);
}
function saveFile(name, blob) {
  const a = el("a", {href: URL.createObjectURL(blob), download: name});
  document.body.append(a);
  a.click();
  a.remove();
  setTimeout(() => URL.revokeObjectURL(a.href), 2000);
}
const fileName = end => `${T("title")}-${chain().name}-${D.places[now.place].name}-${D.stamp.as_of}.${end}`;
// Under which scope everything shown stands: place, outlook, dates, rules, and what is filtered.
function cite() {
  const [stop, asOf, known, rules] = now.lang === "en" ? [", ", "; data as of ", ", known by ", ", rules "] : [",", ";数据截至 ", ",已知截至 ", ",规则 "];
  const filtered = filterText();
  return placeName(D.places[now.place]) + stop + T("look." + LOOKS[now.look]) + asOf + D.stamp.as_of + known + D.stamp.known_on + rules + D.stamp.rules
    + (filtered ? `;${T("filter.open")}:${filtered}` : "");
}
