"use strict";
// One switch for every page whose parts say their English in data-en: texts, labels, and what has no English says so to
// readers of screens. A page that draws something itself hears "language" on the document and draws it anew.
(() => {
  const button = document.getElementById("lang"), by = q => [...document.querySelectorAll(q)];
  if (!button || !by("[data-en]").length) return;
  const chinese = e => [...e.childNodes].some(n => n.nodeType === 3 && /[\u3400-\u9fff]/.test(n.data));
  button.addEventListener("click", () => {
    const root = document.documentElement, en = root.lang !== "en"; root.lang = en ? "en" : "zh-CN";
    const swap = (e, key, zh, set) => { if (e.dataset[zh] === undefined) e.dataset[zh] = key(e); set(e, en ? undefined : e.dataset[zh]); };
    by("[data-en]").forEach(e => swap(e, x => x.textContent, "zh", (x, old) => { x.textContent = old === undefined ? x.dataset.en : old; }));
    by("[data-en-label]").forEach(e => ["aria-label", "title"].forEach((name, i) => { if (e.hasAttribute(name)) swap(e, x => x.getAttribute(name), "zhLabel" + i, (x, old) => x.setAttribute(name, old === undefined ? x.dataset.enLabel : old)); }));
    const untold = document.getElementById("untold"); if (untold) untold.hidden = !en;
    document.dispatchEvent(new Event("language"));
    by("body [lang]").forEach(e => e.removeAttribute("lang"));
    if (en) by("body *").filter(e => e !== button && !/^(SCRIPT|STYLE)$/.test(e.tagName) && chinese(e)).forEach(e => e.setAttribute("lang", "zh-CN"));
  });
})();
