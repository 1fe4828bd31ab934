"use strict";
// Whatever is copied from a page leaves with its source: what it is, scope, dates and rules, and the pages that say it.
// A page says data-cite on its body and on its parts, data-src where a part's pages are not linked in its rows;
// data-cite-en and data-src-en are the same in English.
(() => {
  const line = e => (e ? e.innerText.replace(/\s+/g, " ").trim() : "");
  const element = n => (n.nodeType === 1 ? n : n.parentElement);
  const isEnglish = () => document.documentElement.lang === "en";
  const said = (e, key) => (e && ((isEnglish() && e.dataset[`${key}En`]) || e.dataset[key])) || "";
  const told = e => said(e, "cite"), from = e => said(e, "src");
  const touched = (range, root, css) => [...root.querySelectorAll(css)].filter(e => range.intersectsNode(e) && e.getClientRects().length);
  const label = e => {
    const cell = e.closest("td"), fact = e.closest("dd"), tile = e.closest(".tiles li");
    if (cell) {
      const heads = cell.closest("table").tHead, first = cell.parentElement.cells[0];
      return [first === cell ? "" : line(first), heads ? line(heads.rows[0].cells[cell.cellIndex]) : ""].filter(Boolean).join("·");
    }
    return line(fact ? fact.previousElementSibling : tile ? tile.querySelector(".label") : null);
  };
  const outward = a => /^https?:/.test(a.getAttribute("href"));  // a page beside this one is no source, wherever it is served
  const pages = (range, root) => {
    const one = root.closest("tr,li,dl > div"), rows = one ? [one] : touched(range, root, "tr,li,dl > div");
    const linked = (rows.length ? rows.flatMap(r => [...r.querySelectorAll("a[href]")]) : touched(range, root, "a[href]")).filter(outward);
    return [...new Set(linked.map(a => [line(a), a.href].filter((t, i, all) => all.indexOf(t) === i).join(" ")))];
  };
  // Who is behind what links no page: the parts that are touched, else the one it stands in.
  const behind = (range, root) => {
    const own = root.closest('[data-src]:not([data-src=""])'), inner = touched(range, root, "[data-src]").map(from).filter(Boolean);
    return [...new Set(inner.length ? inner : [from(own)].filter(Boolean))];
  };
  const MOST = 12;
  const cut = list => (list.length > MOST ? [...list.slice(0, MOST), isEnglish() ? `${list.length - MOST} more` : `另${list.length - MOST}页`] : list);
  document.addEventListener("copy", event => {
    const picked = window.getSelection(), at = event.target;
    if (event.defaultPrevented || !picked.rangeCount || (at.closest && at.closest("input,textarea,select"))) return;
    const range = picked.getRangeAt(0), text = picked.toString().trim(), root = element(range.commonAncestorContainer);
    if (!text) return;
    const inner = touched(range, root, "[data-cite]").map(told), water = document.querySelector(".water");
    const cites = [...new Set(inner.length ? inner : [told(root.closest("[data-cite]"))])], body = told(document.body);
    const dated = cites.every(c => /截至|as of/.test(c)) ? cites : [...cites, body];
    const scope = [water ? line(water.querySelector("span") || water) : "", label(root), ...new Set(dated)].filter(Boolean);
    const links = pages(range, root), several = touched(range, root, ".block").length > 1;
    const src = links.length && !several ? "" : cut(behind(range, root)).join(isEnglish() ? "; " : ";");
    if (!scope.length && !links.length && !src) return;
    const note = [...scope, src && (isEnglish() ? `source: ${src}` : `出处:${src}`)].filter(Boolean).join(";");
    event.clipboardData.setData("text/plain", [text, `(${note})`, ...cut(links)].join("\n"));
    event.preventDefault();
  });
})();
