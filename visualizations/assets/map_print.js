// On paper: A4 across, the map whole at 8 pt and more, on as many sheets side by side as it takes, the table behind it.
const PAPER = {w: 1060, h: 612, scale: 0.89, most: 4};
function sheets() {
  const W = PAPER.w / PAPER.scale, H = PAPER.h / PAPER.scale, n = chain().columns.length;
  let parts = 0, each = n;
  const spills = () => geo.worldW > W * n / each + 1 || geo.worldH > H + 1;
  do { parts++; each = Math.ceil(n / parts); now.paper = [W * n / each, H]; draw(); } while (parts < PAPER.most && parts < n && spills());
  const cuts = [0];
  for (let k = each; k < n; k += each) cuts.push(geo.cols[k].x - geo.gapX / 2);
  cuts.push(geo.worldW);
  $("sheets").style.setProperty("--u", geo.u);
  $("sheets").replaceChildren(...cuts.slice(1).map((to, i) => sheet(cuts[i], to, i ? `${i + 1}/${cuts.length - 1}` : "")));
}
// The part of the map between two cuts, with what it is a part of and its legend.
function sheet(from, to, number) {
  const world = $("world").cloneNode(true), legend = $("legend").cloneNode(true);
  world.removeAttribute("id");
  world.style.transform = `scale(${PAPER.scale}) translate(${-from}px,0)`;
  legend.removeAttribute("id");
  legend.className = "legend key";
  const box = put(el("div", {class: "cut"}, world), {width: (to - from) * PAPER.scale + "px", height: geo.worldH * PAPER.scale + "px"});
  const again = number ? el("p", {class: "again"}, `${T("title")} · ${chainName(chain())} · ${number} · ${cite()}`) : "";
  return el("div", {class: "sheet"}, again, box, legend);
}
function onPaper() {
  Object.assign(geo, {z: 1, x: 0, y: 0, detail: false}); const chosen = now.seg; now.seg = null;
  $("stage").hidden = false; drawLegend(); sheets(); table(); now.seg = chosen;
  $("stamp").textContent = cite();
}
function offPaper() { now.paper = null; $("sheets").replaceChildren(); all(); }
window.addEventListener("beforeprint", onPaper);
window.addEventListener("afterprint", offPaper);
