"use strict";
(() => {
  const $$ = (css, root = document) => Array.from(root.querySelectorAll(css));
  const tabs = $$("[role=tab]"), search = document.getElementById("find"),
    chain = document.getElementById("chain"), only = document.getElementById("state"), told = document.getElementById("told");
  const state = { place: tabs[0].dataset.place, chain: "", state: "", q: "" };
  const read = () => {
    for (const [k, v] of new URLSearchParams(location.hash.slice(1))) if (k in state) state[k] = v;
    if (!tabs.some((t) => t.dataset.place === state.place)) state.place = tabs[0].dataset.place;
  };
  const write = () => {
    const kept = Object.entries(state).filter(([, v]) => v);
    history.replaceState(null, "", "#" + new URLSearchParams(kept));
  };
  const count = (n) => document.documentElement.lang === "en" ? (n === 1 ? "1 gap shown" : n + " gaps shown") : "显示 " + n + " 个缺口";
  const draw = () => {
    for (const t of tabs) {
      t.setAttribute("aria-selected", String(t.dataset.place === state.place));
      t.tabIndex = t.dataset.place === state.place ? 0 : -1;
    }
    chain.value = state.chain; only.value = state.state; search.value = state.q;
    const q = state.q.trim().toLowerCase();
    let shown = 0;
    for (const place of $$("section.place")) {
      place.hidden = place.dataset.place !== state.place;
      for (const section of $$("section.chain", place)) {
        section.hidden = Boolean(state.chain) && section.dataset.chain !== state.chain;
        for (const row of $$("tr[data-text]", section)) {
          const fits = (!q || row.dataset.text.includes(q)) && (!state.state || row.dataset.state === state.state);
          row.hidden = !fits;
          if (fits && !section.hidden && !place.hidden) shown += 1;
        }
      }
    }
    told.textContent = count(shown);
  };
  const set = (key, value) => { state[key] = value; write(); draw(); };
  tabs.forEach((tab, i) => {
    tab.addEventListener("click", () => set("place", tab.dataset.place));
    tab.addEventListener("keydown", (e) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[e.key];
      if (!step) return;
      const next = tabs[(i + step + tabs.length) % tabs.length];
      next.focus(); set("place", next.dataset.place);
    });
  });
  chain.addEventListener("change", () => set("chain", chain.value));
  only.addEventListener("change", () => set("state", only.value));
  search.addEventListener("input", () => set("q", search.value));
  addEventListener("hashchange", () => { read(); draw(); });
  document.addEventListener("language", draw);
  read(); draw();
})();
