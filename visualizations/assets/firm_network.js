(() => {
  "use strict";
  // The network on the screen: nodes where the page says, groups that open, a search, a list that says the same.
  const D = JSON.parse(document.getElementById("data").textContent), $ = id => document.getElementById(id);
  const FONT = '"Noto Sans SC","Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif';
  const TINT = {middle: ["#1b4f91", "#1b4f91", "#fff"], supplier: ["#e2edf9", "#22619f", "#16202e"], customer: ["#fff1d6", "#a65f00", "#16202e"], kin: ["#efe9fb", "#5c429a", "#16202e"], invest: ["#e3f4f5", "#0b6a72", "#16202e"], segment: ["#e6f4ec", "#1a6e3f", "#16202e"], project: ["#f1f3f6", "#5f6976", "#16202e"], group: ["#fff", "#4c5766", "#16202e"]};
  const cut = t => t.length > 15 ? t.slice(0, 14) + "…" : t;
  const nodes = new vis.DataSet(D.nodes.map(n => { const [bg, line, ink] = TINT[n.level]; return {...n, label: cut(n.label), full: n.label, fixed: false, physics: false, margin: 6, borderWidth: n.level === "middle" ? 0 : 1.5, shapeProperties: {borderDashes: n.level === "group" ? [5, 4] : false}, color: {background: bg, border: line, highlight: {background: bg, border: "#e08a00"}}, font: {size: n.level === "middle" ? 20 : 15, color: ink, face: FONT}}; }));
  const edges = new vis.DataSet(D.edges.map((e, i) => ({id: i, from: e.from, to: e.to, says: e.title, url: e.url, hidden: e.hidden, dashes: e.dashes ? [6, 5] : false, arrows: {to: {enabled: true, scaleFactor: .6}}, color: {color: "#98a6b6", highlight: "#e08a00"}, smooth: false})));
  Object.entries(D.groups).forEach(([g]) => edges.add({id: "g" + g, from: D.middle, to: g, color: {color: "#98a6b6"}, dashes: [2, 4], smooth: false, says: "", url: ""}));
  const net = new vis.Network($("net"), {nodes, edges}, {physics: false, layout: {randomSeed: 1}, interaction: {hover: true, hideEdgesOnDrag: true, keyboard: {enabled: true, bindToWindow: false}}});
  const fit = () => net.fit({animation: false, minZoomLevel: .2, maxZoomLevel: 1.3});
  const open = new Set();
  function toggle(g) {
    const ids = D.groups[g], on = !open.has(g);
    if (on && nodes.get({filter: n => !n.hidden}).length + ids.length > D.most) [...open].forEach(toggle);
    on ? open.add(g) : open.delete(g);
    const allowed = on ? new Set(ids.slice(0, Math.max(0, D.most - nodes.get({filter: n => !n.hidden}).length))) : new Set();
    nodes.update(ids.map(id => ({id, hidden: !allowed.has(id)})));
    edges.update(edges.get({filter: e => ids.includes(e.from) || ids.includes(e.to)}).map(e => ({id: e.id, hidden: !(allowed.has(e.from) || allowed.has(e.to))})));
    fit();
  }
  const line = (tag, text) => { const e = document.createElement(tag); e.textContent = text; return e; };
  function tell(id) {
    const n = nodes.get(id); if (!n) { $("side").replaceChildren(); return; }
    const out = [line("b", n.full)];
    edges.get({filter: e => (e.from === id || e.to === id) && e.says}).forEach(e => { out.push(line("p", e.says)); if (/^https?:\/\//i.test(e.url)) { const a = line("a", e.url.replace(/^https?:\/\/(www\.)?/i, "").slice(0, 40)); a.href = e.url; a.target = "_blank"; a.rel = "noreferrer noopener"; out.push(a); } });
    $("side").replaceChildren(...out);
  }
  net.on("click", e => { const id = e.nodes[0]; if (id && D.groups[id]) toggle(id); else tell(id); });
  $("fit").onclick = fit; $("print").onclick = () => window.print();
  $("table").onclick = e => { const on = $("list").hidden; $("list").hidden = !on; e.target.setAttribute("aria-pressed", String(on)); };
  $("q").addEventListener("input", () => { const k = $("q").value.trim().toLowerCase(); document.querySelectorAll("#list tbody tr").forEach(r => { r.hidden = k !== "" && !r.innerText.toLowerCase().includes(k); });
    const hit = k && nodes.get({filter: n => !n.hidden && n.full.toLowerCase().includes(k)})[0]; if (hit) { net.selectNodes([hit.id]); net.focus(hit.id, {scale: 1, animation: false}); tell(hit.id); } else { net.unselectAll(); } });
  window.addEventListener("resize", fit); fit();
  window.firmNetwork = {net, nodes, edges, toggle, at: id => { const p = net.canvasToDOM(net.getPosition(id)), r = $("net").getBoundingClientRect(); return {x: r.left + p.x, y: r.top + p.y}; }};
  performance.mark("drawn");
})();
