"use strict";
// Whatever is copied from a page leaves with its source: what it is, scope, dates and rules, and the pages that say it.
// A page says data-cite on its body and on its parts, data-src where a part's pages are not linked in its rows.
(() => {
  const line = e => (e ? e.innerText.replace(/\s+/g, " ").trim() : "");
  const element = n => (n.nodeType === 1 ? n : n.parentElement);
  const told = e => (e && ((document.documentElement.lang === "en" && e.dataset.citeEn) || e.dataset.cite)) || "";
  const touched = (range, root, css) => [...root.querySelectorAll(css)].filter(e => range.intersectsNode(e) && e.getClientRects().length);
  const label = e => {
    const cell = e.closest("td"), fact = e.closest("dd"), tile = e.closest(".tiles li");
    if (cell) {
      const heads = cell.closest("table").tHead, first = cell.parentElement.cells[0];
      return [first === cell ? "" : line(first), heads ? line(heads.rows[0].cells[cell.cellIndex]) : ""].filter(Boolean).join("·");
    }
    return line(fact ? fact.previousElementSibling : tile ? tile.querySelector(".label") : null);
  };
  const outward = a => /^https?:$/.test(a.protocol);
  const pages = (range, root) => {
    const one = root.closest("tr,li,dl > div"), rows = one ? [one] : touched(range, root, "tr,li,dl > div");
    const linked = (rows.length ? rows.flatMap(r => [...r.querySelectorAll("a[href]")]) : touched(range, root, "a[href]")).filter(outward);
    return [...new Set(linked.map(a => [line(a), a.href].filter((t, i, all) => all.indexOf(t) === i).join(" ")))];
  };
  const MOST = 12;
  document.addEventListener("copy", event => {
    const picked = window.getSelection(), at = event.target;
    if (event.defaultPrevented || !picked.rangeCount || (at.closest && at.closest("input,textarea,select"))) return;
    const range = picked.getRangeAt(0), text = picked.toString().trim(), root = element(range.commonAncestorContainer);
    if (!text) return;
    const inner = touched(range, root, "[data-cite]").map(told), water = document.querySelector(".water");
    const cites = [...new Set(inner.length ? inner : [told(root.closest("[data-cite]"))])], body = told(document.body);
    const dated = cites.every(c => /截至|as of/.test(c)) ? cites : [...cites, body];
    const said = [water ? line(water.querySelector("span") || water) : "", label(root), ...new Set(dated)].filter(Boolean);
    const links = pages(range, root), near = root.closest("[data-src]"), src = links.length || !near ? "" : near.dataset.src;
    if (!said.length && !links.length && !src) return;
    const more = links.length > MOST ? [`另${links.length - MOST}页`] : [];
    event.clipboardData.setData("text/plain", [text, `(${[...said, src && (document.documentElement.lang === "en" ? `source: ${src}` : `出处:${src}`)].filter(Boolean).join(";")})`, ...links.slice(0, MOST), ...more].join("\n"));
    event.preventDefault();
  });
})();
