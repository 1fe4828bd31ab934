(() => {
  "use strict";
  // The network on the screen: nodes where the page says, groups that open, a search, a list that says the same.
  const D = JSON.parse(document.getElementById("data").textContent), $ = id => document.getElementById(id);
  const FONT = '"Noto Sans SC","Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif';
  const WORDS = new Set(["head", "none"]);
  const TINT = {middle: ["#1b4f91", "#1b4f91", "#fff"], supplier: ["#e2edf9", "#22619f", "#16202e"], customer: ["#fff1d6", "#a65f00", "#16202e"], kin: ["#efe9fb", "#5c429a", "#16202e"], invest: ["#e3f4f5", "#0b6a72", "#16202e"], segment: ["#e6f4ec", "#1a6e3f", "#16202e"], project: ["#f1f3f6", "#5f6976", "#16202e"], group: ["#fff", "#4c5766", "#16202e"], head: ["#fff", "#fff", "#1b4f91"], none: ["#fff", "#fff", "#4c5766"]};
  const open = new Set(), plain = t => t.replace(/&/g, "&amp;").replace(/</g, "&lt;"), english = () => document.documentElement.lang === "en";
  const T = (o, key) => (english() && o[key + "_en"]) || o[key] || "", title = () => (english() && D.name_en) || D.name;
  // No text is wider than the step between two columns, in whatever script and size.
  const WIDE = 236, ruler = document.createElement("canvas").getContext("2d");
  const cut = (t, size, most = WIDE) => { ruler.font = `${size}px ${FONT}`; if (ruler.measureText(t).width <= most) return t; let n = t.length; while (n && ruler.measureText(t.slice(0, n) + "…").width > most) n--; return t.slice(0, n).trimEnd() + "…"; };
  // A node says who it is and, smaller, by what it is tied; both drawn on the canvas, never read as HTML.
  const label = (n, size, says) => T(n, open.has(n.id) ? "close" : "label").split("\n").map(t => `<b>${plain(cut(t, size, n.level === "middle" ? 2 * WIDE : WIDE))}</b>`).join("\n") + (says && n.says ? `\n${plain(cut(T(n, "says"), 14))}` : "");
  const nodes = new vis.DataSet(D.nodes.map(n => { const [bg, line, ink] = TINT[n.level]; return {id: n.id, x: n.x, y: n.y, shape: n.shape, hidden: !!n.hidden, level: n.level, label: "", fixed: false, physics: false, margin: 5, borderWidth: n.level === "middle" ? 0 : 1.5, shapeProperties: {borderRadius: 4, borderDashes: n.level === "group" ? [5, 4] : false}, color: {background: bg, border: line, highlight: {background: bg, border: "#e08a00"}}, font: {multi: "html", size: 14, color: n.level === "middle" ? ink : "#4c5766", face: FONT, background: WORDS.has(n.level) ? "#fff" : undefined, bold: {size: n.level === "middle" ? 19 : 16, color: ink, face: FONT, mod: n.level === "middle" || n.level === "head" ? "bold" : ""}}}; }));
  const BESIDE = new Set(["supplier", "customer"]), at = new Map(D.nodes.map(n => [n.id, n])), curve = e => { const o = at.get(e.from === D.middle ? e.to : e.from), side = BESIDE.has(o.level === "group" ? o.id.slice(6) : o.level); return {enabled: true, type: "cubicBezier", forceDirection: side ? "horizontal" : "vertical", roundness: .55}; };
  const edges = new vis.DataSet(D.edges.map((e, i) => ({id: i, from: e.from, to: e.to, says: e.says, says_en: e.says_en, url: e.url, hidden: e.hidden, dashes: e.dashes ? [6, 5] : false, arrows: {to: {enabled: true, scaleFactor: .6}}, color: {color: "#a9b5c2", highlight: "#e08a00"}, smooth: curve(e)})));
  Object.entries(D.groups).forEach(([g]) => edges.add({id: "g" + g, from: D.middle, to: g, color: {color: "#98a6b6"}, dashes: [2, 4], smooth: curve({from: D.middle, to: g}), says: "", url: ""}));
  const net = new vis.Network($("net"), {nodes, edges}, {physics: false, layout: {randomSeed: 1}, interaction: {hover: true, hideEdgesOnDrag: true, keyboard: {enabled: true, bindToWindow: false}}});
  // Names are never drawn below 12 px where the whole is in view: they grow as it shrinks, and what ties them waits for room.
  let drawn = "";
  function level() {
    const scale = net.getScale(), says = scale * 14 >= 11.9, size = Math.min(26, Math.max(16, Math.ceil(12 / scale))), now = [says, size, english(), ...open].join(); if (now === drawn) return;
    drawn = now; nodes.update(D.nodes.map(n => { const big = n.level === "middle" ? Math.max(19, size) : size, f = nodes.get(n.id).font; return {id: n.id, label: label(n, big, says), font: {...f, bold: {...f.bold, size: big}}}; }));
  }
  level();
  const fit = () => { net.fit({animation: false, minZoomLevel: .2, maxZoomLevel: Math.max(1.3, window.innerWidth / 1300)}); level(); };
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
  let told = null;
  function tell(id) {
    const n = at.get(id); told = n && !WORDS.has(n.level) ? id : null; if (told === null) { $("side").replaceChildren(); return; }
    const out = [line("b", T(n, "label"))];
    edges.get({filter: e => (e.from === id || e.to === id) && e.says}).forEach(e => { out.push(line("p", T(e, "says"))); if (/^https?:\/\//i.test(e.url)) { const a = line("a", e.url.replace(/^https?:\/\/(www\.)?/i, "").slice(0, 40)); a.href = e.url; a.target = "_blank"; a.rel = "noreferrer noopener"; out.push(a); } });
    $("side").dataset.cite = `${title()}·${T(n, "label")}`; $("side").dataset.src = out.filter(e => e.href).map(e => e.href).join(" ");
    $("side").replaceChildren(...out);
  }
  net.on("zoom", level);
  net.on("click", e => { const id = e.nodes[0]; if (id && D.groups[id]) toggle(id); else tell(id); });
  $("fit").onclick = fit; $("print").onclick = () => window.print();
  $("table").onclick = e => { const on = $("list").hidden; $("list").hidden = !on; e.target.setAttribute("aria-pressed", String(on)); };
  $("q").addEventListener("input", () => { const k = $("q").value.trim().toLowerCase(); document.querySelectorAll("#list tbody tr").forEach(r => { r.hidden = k !== "" && !r.innerText.toLowerCase().includes(k); });
    const hit = k && nodes.get({filter: n => { const o = at.get(n.id); return !n.hidden && !WORDS.has(n.level) && (o.label + " " + (o.label_en || "")).toLowerCase().includes(k); }})[0]; if (hit) { net.selectNodes([hit.id]); net.focus(hit.id, {scale: 1, animation: false}); tell(hit.id); } else { net.unselectAll(); } });
  window.addEventListener("resize", fit); fit();
  document.addEventListener("language", () => { fit(); if (told !== null) tell(told); });
  // On paper the picture is drawn anew at the width of a sheet, the list stands behind it.
  const sized = (w, h) => { net.setSize(w, h); net.redraw(); fit(); };
  window.addEventListener("beforeprint", () => sized("1040px", "590px")); window.addEventListener("afterprint", () => sized("100%", "100%"));
  window.firmNetwork = {net, nodes, edges, toggle, at: id => { const p = net.canvasToDOM(net.getPosition(id)), r = $("net").getBoundingClientRect(); return {x: r.left + p.x, y: r.top + p.y}; }};
  performance.mark("drawn");
})();
