// The map as a PNG: drawn from the same places onto a canvas, twice as fine.
function png() {
  const k = 2, c = document.createElement("canvas"), head = 40, foot = 30; c.width = geo.worldW * k; c.height = (geo.worldH + head + foot) * k;
  const g = c.getContext("2d"); g.scale(k, k); g.fillStyle = "#fff"; g.fillRect(0, 0, geo.worldW, geo.worldH + head + foot);
  g.fillStyle = "#16202e"; g.font = `700 18px ${FONT}`; g.fillText(`${chainName(chain())} ${T("title")}`, 14, 27); g.font = `12px ${FONT}`; g.fillStyle = "#4c5766"; g.fillText(`${D.watermark || T("edition." + D.edition)} · ${cite()}`, 14, geo.worldH + head + 19);
  g.textAlign = "right"; g.fillText(D.states.filter(s => cardsOf(chain()).some(i => state(i) === s)).map(s => `${now.lang === "en" ? D.marksEn[s] : D.marks[s]} ${stateWord(s)}`).join("   "), geo.worldW - 14, 26); g.textAlign = "left";
  g.translate(0, head);
  for (const b of $("bands").children) {
    const head = b.firstElementChild, s = getComputedStyle(b), u = geo.u, mid = b.offsetLeft + b.offsetWidth / 2; g.textAlign = "center";
    if (head) { g.fillStyle = s.backgroundColor; g.fillRect(b.offsetLeft, b.offsetTop, b.offsetWidth, b.offsetHeight); g.fillStyle = getComputedStyle(head).color; g.font = `700 ${15 * u}px ${FONT}`; g.fillText(head.textContent, mid, b.offsetTop + 21 * u); }
    else { g.fillStyle = s.color; g.font = `${12 * u}px ${FONT}`; g.fillText(b.textContent, mid, b.offsetTop + 12 * u); }
    g.textAlign = "left";
  }
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
  g.fillStyle = getComputedStyle(e, "::before").backgroundColor; g.fillRect(r.x, r.y, 4 * u, r.h);
  for (const t of e.querySelectorAll(".nm,.mk,.st,.f,.f b")) {
    const ts = getComputedStyle(t); let x = r.x + t.offsetLeft, y = r.y + t.offsetTop; const w = t.offsetWidth, px = parseFloat(ts.fontSize);
    if (t.className !== "nm" && t.className !== "st" && t.tagName !== "B") { g.fillStyle = ts.backgroundColor; g.fillRect(x, y, w, t.offsetHeight); }
    g.fillStyle = ts.color; g.font = `${ts.fontStyle} ${ts.fontWeight} ${px}px ${FONT}`; if (t.className === "nm") { named(g, t.lastElementChild, {x: x + 3, y: y + px, lead: 17 * u}); continue; }
    const said = t.classList.contains("f") && t.firstElementChild ? t.firstElementChild : t, beside = t.lastElementChild?.tagName === "B" ? t.lastElementChild.offsetWidth + 3 : 0;
    write(g, said.textContent, x + (t.tagName === "B" ? 0 : 3), y + px, w - beside - (t.tagName === "B" ? 0 : 4));
  }
}
// A name breaks where the browser broke it on the map.
function named(g, name, {x, y, lead}) {
  const range = document.createRange(); let line = "", top = null;
  for (const text of name.childNodes) for (let i = 0; i < (text.data || "").length; i++) {
    range.setStart(text, i); range.setEnd(text, i + 1); const here = range.getBoundingClientRect().top;
    if (top !== null && here > top + lead * geo.z / 2) { g.fillText(line, x, y); y += lead; line = ""; }
    top = here; line += text.data[i];
  }
  g.fillText(line, x, y);
}
function write(g, text, x, y, width) {
  let line = "";
  for (const ch of text.match(/[A-Za-z0-9]+|./gu) || []) { if (g.measureText(line + ch).width > width && line) { g.fillText(line.slice(0, -1) + "…", x, y); return; } line += ch; }
  g.fillText(line, x, y);
}
