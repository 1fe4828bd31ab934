// The map as a PNG: drawn from the same places onto a canvas, twice as fine, with its numbers above and its legend below.
const FINE = 2;
function png() {
  const s = Math.max(1, Math.min(1.6, geo.u)), key = legendRows(geo.worldW / s - 28), head = 42 * s, foot = (key.length * 24 + 34) * s;
  const canvas = document.createElement("canvas"), tall = geo.worldH - geo.foot + 10 * geo.u;
  canvas.width = geo.worldW * FINE;
  canvas.height = (head + tall + foot) * FINE;
  const g = canvas.getContext("2d");
  g.scale(FINE, FINE);
  g.textBaseline = "middle";
  g.fillStyle = "#fff";
  g.fillRect(0, 0, geo.worldW, head + tall + foot);
  pictureHead(g, s);
  g.translate(0, head);
  for (const b of $("bands").children) pictureBand(g, b);
  for (const p of $("lines").children) pictureLine(g, p);
  g.setLineDash([]);
  for (const e of $("cards").children) pictureCard(g, e);
  g.globalAlpha = 1;
  if (D.watermark) { g.fillStyle = "rgba(160,90,0,.25)"; g.font = `700 ${40 * s}px ${FONT}`; g.fillText(D.watermark, 60, geo.worldH / 2); }
  g.translate(0, tall);
  pictureFoot(g, s, key);
  canvas.toBlob(b => saveFile(fileName("png"), b));
}
function pictureHead(g, s) {
  g.save(); g.scale(s, s);
  g.fillStyle = "#16202e";
  g.font = `700 19px ${FONT}`;
  const title = `${T("title")} · ${chainName(chain())}`, room = geo.worldW / s - 60 - g.measureText(title).width;
  g.fillText(title, 14, 22);
  g.font = `13px ${FONT}`;
  g.fillStyle = "#4c5766";
  const parts = [...$("numbers").children].map(e => `${e.firstChild.textContent} ${e.lastChild.textContent}`);
  while (parts.length && g.measureText(parts.join("   ")).width > room) parts.pop();
  g.textAlign = "right";
  g.fillText(parts.join("   "), geo.worldW / s - 14, 23);
  g.restore();
}
function pictureFoot(g, s, key) {
  g.save(); g.scale(s, s);
  key.forEach((row, n) => row.forEach(({x, e, text}) => {
    const y = 14 + n * 24, w = e.offsetWidth || 30, h = e.offsetHeight || 10;
    if (e.tagName === "svg") pictureStroke(g, e.firstChild, new Path2D(`M${x} ${y}H${x + 28}`));
    else pictureBox(g, e, {x, y: y - h / 2, w, h});
    g.fillStyle = "#16202e"; g.font = `12px ${FONT}`;
    g.fillText(text, x + (e.tagName === "svg" ? 30 : w) + 5, y + 1);
  }));
  g.font = `12px ${FONT}`;
  g.fillStyle = "#4c5766";
  g.fillText(`${D.watermark || T("edition." + D.edition)} · ${cite()}`, 14, key.length * 24 + 16);
  g.restore();
}
// The legend as it stands on the screen, in as many rows as this width takes.
function legendRows(width) {
  const rows = [[]], items = legendItems();
  let x = 14;
  ruler.font = `12px ${FONT}`;
  [...$("legend").children].forEach((span, i) => {
    const e = span.firstElementChild, text = items[i].text, w = (e.tagName === "svg" ? 30 : e.offsetWidth) + 5 + ruler.measureText(text).width + 16;
    if (x + w > width && x > 14) { rows.push([]); x = 14; }
    rows[rows.length - 1].push({x, e, text});
    x += w;
  });
  return rows;
}
function pictureBand(g, b) {
  const head = b.firstElementChild, s = getComputedStyle(b), u = geo.u, mid = b.offsetLeft + b.offsetWidth / 2;
  g.textAlign = "center";
  if (!head) { g.fillStyle = s.color; g.font = `${12 * u}px ${FONT}`; g.fillText(b.textContent, mid, b.offsetTop + 8 * u); g.textAlign = "left"; return; }
  g.fillStyle = s.backgroundColor;
  g.beginPath();
  g.roundRect(b.offsetLeft, b.offsetTop, b.offsetWidth, b.offsetHeight, 8 * u);
  g.fill();
  const name = head.firstChild.textContent, gaps = head.querySelector("small")?.textContent || "", large = `700 ${16 * u}px ${FONT}`, small = `600 ${12 * u}px ${FONT}`;
  g.textAlign = "left";
  g.font = small; const extra = gaps ? g.measureText(gaps).width + 10 * u : 0;
  g.font = large; const whole = g.measureText(name).width + extra, x = mid - whole / 2, y = b.offsetTop + 16 * u;
  g.fillStyle = getComputedStyle(head).color; g.fillText(name, x, y);
  if (gaps) { g.font = small; g.fillStyle = getComputedStyle(head.querySelector("small")).color; g.fillText(gaps, x + whole - extra + 10 * u, y + u); }
}
function pictureLine(g, p) { pictureStroke(g, p, new Path2D(p.getAttribute("d"))); }
function pictureStroke(g, p, path) {
  const s = getComputedStyle(p);
  g.globalAlpha = Number(s.opacity);
  g.strokeStyle = s.stroke;
  g.lineWidth = parseFloat(s.strokeWidth);
  g.setLineDash(s.strokeDasharray === "none" ? [] : s.strokeDasharray.split(/[ ,]+/).map(parseFloat));
  g.stroke(path);
  g.setLineDash([]); g.globalAlpha = 1;
}
const DASHES = {dashed: [3, 2], dotted: [1.2, 1.8]};
const CLEAR = "rgba(0, 0, 0, 0)";
// Ground, hatching, frame and words of a mark, a firm's chip or a card, as the screen styles them.
function pictureBox(g, e, {x, y, w, h}) {
  const s = getComputedStyle(e), edge = parseFloat(s.borderTopWidth), ring = /inset/.test(s.boxShadow) ? /rgba?\([^)]*\)/.exec(s.boxShadow)[0] : "";
  const shape = by => { g.beginPath(); g.roundRect(x + by, y + by, w - 2 * by, h - 2 * by, Math.max(0, parseFloat(s.borderTopLeftRadius) - by)); };
  shape(0);
  if (s.backgroundColor !== CLEAR) { g.fillStyle = s.backgroundColor; g.fill(); }
  if (s.backgroundImage !== "none") hatch(g, {x, y, w, h});
  if (edge && s.borderTopStyle !== "none" && s.borderTopColor !== CLEAR) {
    const twice = s.borderTopStyle === "double", width = twice ? edge / 3 : edge;
    g.strokeStyle = s.borderTopColor; g.lineWidth = width;
    g.setLineDash((DASHES[s.borderTopStyle] || []).map(d => d * Math.max(1, width)));
    for (const by of twice ? [width / 2, edge - width / 2] : [width / 2]) { shape(by); g.stroke(); }
    g.setLineDash([]);
  } else if (ring) { g.strokeStyle = ring; g.lineWidth = 1; shape(0.5); g.stroke(); }
  if (!e.classList.contains("mk")) return;
  g.fillStyle = s.color; g.font = `${s.fontWeight} ${s.fontSize} ${FONT}`; g.textAlign = "center";
  g.fillText(e.textContent, x + w / 2, y + h / 2 + 0.5);
  g.textAlign = "left";
}
function hatch(g, {x, y, w, h}) {
  g.save(); g.fillStyle = "#fff"; g.fill(); g.clip();
  g.strokeStyle = "#f3f5f7"; g.lineWidth = 3 * geo.u;
  for (let d = -h; d < w; d += 12 * geo.u) { g.beginPath(); g.moveTo(x + d, y + h); g.lineTo(x + d + h, y); g.stroke(); }
  g.restore();
}
function pictureCard(g, e) {
  const r = geo.cards.get(e.dataset.id), s = getComputedStyle(e), edge = parseFloat(s.borderTopWidth), box = {x: r.x, y: r.y, w: r.w, h: r.h};
  g.globalAlpha = Number(s.opacity);
  pictureBox(g, e, box);
  g.save();
  g.beginPath(); g.roundRect(r.x, r.y, r.w, r.h, parseFloat(s.borderTopLeftRadius)); g.clip();
  g.fillStyle = getComputedStyle(e, "::before").backgroundColor;
  g.fillRect(r.x + edge / 2, r.y, 4 * geo.u, r.h);
  g.restore();
  const ring = /^(rgba?\([^)]*\)) 0px 0px 0px ([\d.]+)px$/.exec(s.boxShadow);
  if (ring) { g.strokeStyle = ring[1]; g.lineWidth = parseFloat(ring[2]); g.beginPath(); g.roundRect(r.x - 1, r.y - 1, r.w + 2, r.h + 2, 6 * geo.u); g.stroke(); }
  const at = t => ({x: r.x + edge + t.offsetLeft, y: r.y + edge + t.offsetTop, w: t.offsetWidth, h: t.offsetHeight});
  for (const t of e.querySelectorAll(".mk,.nm,.st,.f")) pictureText(g, t, at);
}
function pictureText(g, t, at) {
  const s = getComputedStyle(t), {x, y, w, h} = at(t), font = `${s.fontStyle} ${s.fontWeight} ${s.fontSize} ${FONT}`;
  if (t.classList.contains("mk")) { pictureBox(g, t, at(t)); return; }
  if (t.classList.contains("f")) pictureBox(g, t, at(t));
  g.font = font; g.fillStyle = s.color;
  if (t.className === "nm") { const step = lead() * geo.u; named(g, t.lastElementChild, {x, y: y + step / 2, step}); return; }
  const inner = t.firstElementChild || t, beside = t.querySelector("b"), left = inner === t ? x : at(inner).x;
  write(g, inner.textContent, {x: left, y: y + h / 2 + 0.5, width: (beside ? at(beside).x : x + w - (inner === t ? 0 : left - x)) - left});
  if (beside) { g.font = `600 ${s.fontSize} ${FONT}`; g.fillStyle = getComputedStyle(beside).color; g.fillText(beside.textContent, at(beside).x, y + h / 2 + 0.5); }
}
// A name breaks where the browser broke it on the map; a soft hyphen is seen only there.
function named(g, name, {x, y, step}) {
  const range = document.createRange(), put = text => g.fillText(text.replace(/\u00ad$/, "-").replace(/\u00ad/g, ""), x, y);
  let line = "", top = null;
  for (const text of name.childNodes) for (let i = 0; i < (text.data || "").length; i++) {
    range.setStart(text, i); range.setEnd(text, i + 1);
    const rects = [...range.getClientRects()], at = /\s/.test(text.data[i]) ? rects[0] : rects.pop();
    if (at && top !== null && at.top > top + step * geo.z / 2) { put(line); y += step; line = ""; }
    if (at) top = at.top;
    line += text.data[i];
  }
  put(line);
}
function write(g, text, {x, y, width}) {
  const wide = t => g.measureText(t).width > width + 0.5, parts = text.match(/[A-Za-z0-9]+|./gu) || [];
  let line = text;
  while (parts.length > 1 && wide(line)) { parts.pop(); line = parts.join("").trimEnd() + "…"; }
  g.fillText(line, x, y);
}
