// The map as a PNG: drawn from the same places onto a canvas, twice as fine.
function png() {
  const k = 2, c = document.createElement("canvas"), head = 40, foot = 30; c.width = geo.worldW * k; c.height = (geo.worldH + head + foot) * k;
  const g = c.getContext("2d"); g.scale(k, k); g.fillStyle = "#fff"; g.fillRect(0, 0, geo.worldW, geo.worldH + head + foot);
  g.fillStyle = "#16202e"; g.font = `700 18px ${FONT}`; g.fillText(`${chain().name} ${T("title")}`, 14, 27); g.font = `12px ${FONT}`; g.fillStyle = "#4c5766"; g.fillText(cite(), 14, geo.worldH + head + 19);
  g.translate(0, head);
  for (const b of $("bands").children) { const s = getComputedStyle(b); g.fillStyle = s.backgroundColor; g.fillRect(b.offsetLeft, b.offsetTop, b.offsetWidth, b.offsetHeight); g.fillStyle = getComputedStyle(b.firstChild).color; g.font = `700 ${15 * geo.u}px ${FONT}`; g.textAlign = "center"; g.fillText(b.textContent, b.offsetLeft + b.offsetWidth / 2, b.offsetTop + 21 * geo.u); g.textAlign = "left"; }
  for (const p of $("lines").children) { const s = getComputedStyle(p); g.globalAlpha = Number(s.opacity); g.strokeStyle = s.stroke; g.lineWidth = parseFloat(s.strokeWidth); g.setLineDash(s.strokeDasharray === "none" ? [] : s.strokeDasharray.split(/[ ,]+/).map(parseFloat)); g.stroke(new Path2D(p.getAttribute("d"))); }
  g.setLineDash([]);
  for (const e of $("cards").children) pictureCard(g, e);
  if (D.watermark) { g.fillStyle = "rgba(160,90,0,.25)"; g.font = `700 40px ${FONT}`; g.fillText(D.watermark, 60, geo.worldH / 2); }
  c.toBlob(b => saveFile(fileName("png"), b));
}
function pictureCard(g, e) {
  const r = geo.cards.get(e.dataset.id), s = getComputedStyle(e), u = geo.u; g.globalAlpha = Number(s.opacity);
  g.fillStyle = s.backgroundColor === "rgba(0, 0, 0, 0)" ? "#fff" : s.backgroundColor; g.fillRect(r.x, r.y, r.w, r.h);
  g.strokeStyle = s.borderColor; g.lineWidth = parseFloat(s.borderWidth); g.setLineDash(s.borderStyle === "dashed" ? [6, 4] : s.borderStyle === "dotted" ? [2, 3] : []); g.strokeRect(r.x, r.y, r.w, r.h); g.setLineDash([]);
  g.fillStyle = s.color; g.fillRect(r.x, r.y, 4 * u, r.h);
  for (const t of e.querySelectorAll(".nm,.mk,.st,.f")) {
    const ts = getComputedStyle(t); let x = r.x + t.offsetLeft, y = r.y + t.offsetTop; const w = t.offsetWidth, px = parseFloat(ts.fontSize);
    if (t.className !== "nm" && t.className !== "st") { g.fillStyle = ts.backgroundColor; g.fillRect(x, y, w, t.offsetHeight); }
    g.fillStyle = ts.color; g.font = `${ts.fontStyle} ${ts.fontWeight} ${px}px ${FONT}`; write(g, t.textContent, x + 3, y + px, w - 4, t.className === "nm" ? 1.28 * px : 0);
  }
}
function write(g, text, x, y, width, lead) {
  let line = "";
  for (const ch of text) { if (g.measureText(line + ch).width > width && line) { if (!lead) { g.fillText(line.slice(0, -1) + "…", x, y); return; } g.fillText(line, x, y); y += lead; line = ""; } line += ch; }
  g.fillText(line, x, y);
}
