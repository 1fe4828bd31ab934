"use strict";
// What a reader does with a sheet: find, sort, copy with its source, carry the tables away, print, change the language.
const by = (q, in_) => [...(in_ || document).querySelectorAll(q)];
const toast = text => { const t = document.getElementById("toast"); t.textContent = text; t.classList.add("on"); setTimeout(() => t.classList.remove("on"), 2400); };
const isEnglish = () => document.documentElement.lang === "en";
const said = (e, key) => (e && ((isEnglish() && e.dataset[`${key}En`]) || e.dataset[key])) || "";
const scope = block => said(block.closest("[data-cite]"), "cite");
const source = block => { const text = said(block.closest("[data-src]"), "src"); return text && (isEnglish() ? `source: ${text}` : `出处:${text}`); };
const cite = block => `(${[scope(block), /截至|as of/.test(scope(block)) ? "" : said(document.body, "cite"), source(block)].filter(Boolean).join(";")})`;
const line = e => e.innerText.replace(/\s+/g, " ").trim();
const told = c => by(".sq,.chip", c).map(s => s.title).filter(Boolean).join(";") || line(c);  // a square says its name and state
function textOf(block) {
  const title = by("h3 span", block)[0], out = [document.querySelector("h1").innerText + " · " + ((title && line(title)) || line(by("h2", block.closest(".part"))[0]))];
  by("dl > div", block).forEach(d => out.push(line(d.children[0]) + ":" + line(d.children[1])));
  by(".tiles li", block).forEach(l => out.push(line(l)));
  by("tr", block).filter(r => !r.hidden).forEach(r => out.push([...r.cells].map(told).join("\t")));
  by("p", block).forEach(p => out.push(line(p)));
  const links = [...new Set(by("a[target]", block).map(a => a.href))].slice(0, 8);
  return [...out, cite(block), ...links].join("\n");
}
function copy(text) {
  const done = () => toast(document.documentElement.lang === "en" ? "Copied with scope, date and source" : "已复制,含口径、日期与出处");
  const old = () => { const t = document.createElement("textarea"); t.value = text; t.style.position = "fixed"; document.body.append(t); t.select(); document.execCommand("copy"); t.remove(); done(); };
  if (navigator.clipboard && window.isSecureContext) navigator.clipboard.writeText(text).then(done, old); else old();
}
by(".copy").forEach(b => b.addEventListener("click", () => copy(textOf(b.closest(".block")))));
by("dd,.tiles b").forEach(e => e.addEventListener("dblclick", () => copy(`${line(e.closest("div,li"))} ${cite(e.closest(".block"))}`)));
const q = document.getElementById("q");
if (q) q.addEventListener("input", () => { const k = q.value.trim().toLowerCase(); by("tbody tr").forEach(r => { r.hidden = k !== "" && !r.innerText.toLowerCase().includes(k); }); });
by("thead th").forEach(th => { if (th.closest(".squares")) return; th.tabIndex = 0; const sort = () => { const body = th.closest("table").tBodies[0], n = th.cellIndex, up = th.getAttribute("aria-sort") !== "ascending"; by("th", th.closest("tr")).forEach(h => h.removeAttribute("aria-sort")); th.setAttribute("aria-sort", up ? "ascending" : "descending");
  const value = r => { const t = line(r.cells[n]), f = parseFloat(t.replace(/,/g, "")); return /^[-\d,.]+%?$/.test(t) ? f : t; };
  [...body.rows].sort((a, b) => { const x = value(a), y = value(b); const c = typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y), "zh"); return up ? c : -c; }).forEach(r => body.append(r)); };
  th.addEventListener("click", sort); th.addEventListener("keydown", e => { if (e.key === "Enter") sort(); }); });
const guard = t => /^[=+\-@\t\r]/.test(t) ? "'" + t : t;
const csv = document.getElementById("csv");
if (csv) csv.addEventListener("click", () => { const rows = by(".grid,.squares.block").flatMap(b => [[line(by("h3 span", b)[0] || b)], ...by("tr", b).filter(r => !r.hidden).map(r => [...r.cells].map(told)), [cite(b)], []]);
  const text = rows.map(r => r.map(c => `"${guard(c).replace(/"/g, '""')}"`).join(",")).join("\r\n"), a = document.createElement("a"); a.href = URL.createObjectURL(new Blob(["\ufeff" + text], {type: "text/csv;charset=utf-8"})); a.download = document.title.replace(/[\s·]+/g, "-") + ".csv"; document.body.append(a); a.click(); a.remove(); });
document.getElementById("print").addEventListener("click", () => window.print());
// Headings break between words, which the browser knows where it can.
if (window.Intl && Intl.Segmenter) {
  const cut = new Intl.Segmenter("zh", {granularity: "word"});
  const between = node => {
    const pieces = node.data.includes("(") ? node.data.split(/(?=\()/) : [...cut.segment(node.data)].map(p => p.segment);
    node.replaceWith(...pieces.flatMap((p, i) => (i && !/^[)、/·]/.test(p) ? [document.createElement("wbr"), p] : [p])));
  };
  const headings = () => by("thead th").forEach(th => {
    const walk = document.createTreeWalker(th, NodeFilter.SHOW_TEXT), found = [];
    while (walk.nextNode()) if (/[\u3400-\u9fff]{5}|\(/.test(walk.currentNode.data)) found.push(walk.currentNode);
    found.forEach(between);
  });
  document.documentElement.classList.add("words");
  headings(); document.addEventListener("language", headings);
}
if (document.documentElement.dataset.open === "en") document.addEventListener("DOMContentLoaded", () => document.getElementById("lang").click());
