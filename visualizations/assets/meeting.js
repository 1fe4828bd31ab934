"use strict";
// A meeting's page is looked at, printed, or copied whole with its source.
document.getElementById("print").addEventListener("click", () => window.print());
document.getElementById("copy").addEventListener("click", () => {
  const isEnglish = document.documentElement.lang === "en", told = document.body.dataset;
  const note = isEnglish ? `${told.citeEn}; source: ${told.srcEn}` : `${told.cite};出处:${told.src}`;
  const text = [document.querySelector("h1").innerText + " " + document.querySelector(".sub").innerText, document.querySelector("main").innerText, `(${note})`].join("\n");
  const done = () => { const t = document.getElementById("toast"); t.textContent = isEnglish ? "Copied with scope, date and source" : "已复制,含口径、日期与出处"; t.classList.add("on"); setTimeout(() => t.classList.remove("on"), 2400); };
  const old = () => { const t = document.createElement("textarea"); t.value = text; t.style.position = "fixed"; document.body.append(t); t.select(); document.execCommand("copy"); t.remove(); done(); };
  if (navigator.clipboard && window.isSecureContext) navigator.clipboard.writeText(text).then(done, old); else old();
});
