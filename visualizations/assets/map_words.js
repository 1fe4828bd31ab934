// How a name stands on a card: where it may break, and what of a firm's name its map already says.
const SEGMENTER = window.Intl && Intl.Segmenter ? new Intl.Segmenter("zh", {granularity: "word"}) : null;
// Words of the trade that the browser's dictionary takes apart.
const TERMS = new RegExp("(" + [
  "光刻胶", "光引发剂", "碳纳米管", "导电", "导热", "中间体", "单体", "硅片", "前驱体", "集流体", "零部件", "元器件",
  "物联网", "互联网", "车联网", "掩膜版", "掩模版", "滤光片", "溅射", "靶材", "新能源车", "新能源", "乘用车", "商用车",
  "服务器", "显示器", "传感器", "产线", "自动化", "分布式", "电解液", "钴酸锂", "磷酸铁锂", "电池包", "电池片", "太阳能",
  "石墨烯", "石墨化", "砷化镓", "磷化铟", "钕铁硼", "环氧", "塑封料", "键合丝", "化成", "分容", "封装", "干刻", "植入",
  "干扰素", "元宇宙", "算力", "页面", "未细分",
].join("|") + ")");
// What leans on the word before it, and what belongs to neither side.
const LEANS = "等用级类层侧型室片板版机器膜液管体", BETWEEN = "与及和或";
const HAN = /[\u4e00-\u9fff]/;
const brokenUp = new Map();
function wordsOf(name) {
  if (!SEGMENTER) return [name];
  if (!brokenUp.has(name)) {
    const cut = name.split(TERMS).flatMap(part => TERMS.test(part) ? [part] : [...SEGMENTER.segment(part)].map(s => s.segment));
    brokenUp.set(name, joined(cut.filter(Boolean)));
  }
  return brokenUp.get(name);
}
// A single character is no word of its own, and none is left alone on the last line.
function joined(cut) {
  const words = [];
  let lone = false;
  for (const piece of cut) {
    const last = words.length - 1, one = piece.length === 1 && HAN.test(piece) && !BETWEEN.includes(piece);
    const clings = last >= 0 && (/^[^\w\u4e00-\u9fff(\uff08]/.test(piece) || /[(\uff08]$/.test(words[last])
      || (one && (LEANS.includes(piece) || (lone && words[last].length < 2)))
      || (lone && piece.length === 2 && words[last].length === 1));
    if (clings) words[last] += piece; else words.push(piece);
    lone = one && !LEANS.includes(piece);
  }
  while (words.length > 1 && words[words.length - 1].replace(/[^\w\u4e00-\u9fff]/g, "").length < 2) {
    words.splice(-2, 2, words[words.length - 2] + words[words.length - 1]);
  }
  return words;
}
// An English word wider than its card breaks between syllables and shows it; browsers come without a dictionary for that.
const STEMS = /^(?:photo|semi|micro|inter|electro|opto|trans|multi|smart|tele|sub)(?=.{4})/i;
const ONSET = /(?:s[cpt]r|[ptc]hr|[bcdfgkpt]r|[bcfgp]l|s[cpt]|[cpstgw]h|qu|[^aeiouy])$/i;
function syllables(word) {
  const cuts = new Set(), stem = STEMS.exec(word);
  if (stem) cuts.add(stem[0].length);
  for (const m of word.matchAll(/[aeiouy]([^aeiouy]+)(?=[aeiouy])/gi)) {
    cuts.add(m.index + m[0].length - ONSET.exec(m[1])[0].length);
  }
  if (/[^aeiou]ing$/i.test(word)) { cuts.delete(word.length - 4); cuts.add(word.length - 3); }
  const at = [...cuts].filter(n => n >= 3 && word.length - n >= 3).sort((a, b) => a - b);
  return [0, ...at].map((from, i) => word.slice(from, at[i]));
}
const ruler = document.createElement("canvas").getContext("2d");
// The parts of an English name between which a line may break unseen; words too wide for it carry soft hyphens.
function partsOf(name, {u, width}) {
  ruler.font = `700 ${(now.lang === "en" ? 12 : 13) * u}px ${FONT}`;
  const fits = (word, i) => ruler.measureText(word).width <= width - (i ? 0 : 22 * u);
  const soft = (word, i) => fits(word, i) ? word : word.replace(/[A-Za-z]{6,}/g, x => syllables(x).join("\u00ad"));
  return name.split(/(?<=[a-z]\/)(?=\w)/).map((part, n) => part.split(" ").map((w, i) => soft(w, n + i)).join(" "));
}
// The name of a segment as it stands on a card with this much room for it.
function nameOf(seg, room) {
  const name = segName(seg), words = HAN.test(name) ? wordsOf(name) : partsOf(name, room);
  return el("span", {class: "t"}, words.flatMap((w, i) => i ? [el("wbr"), w] : [w]));
}
// A firm's name without what its map already says: the place before, the legal form after. 厦门钨业 keeps its place: 钨业 is no name.
const LEGAL = /(?:股份有限公司|有限责任公司|集团有限公司|有限公司|股份公司)$/;
const short = name => name.replace(/[((](?:厦门|中国)[))]/, "").replace(LEGAL, "").replace(/^(?:厦门市?|福建省?)(?=.{3,})/, "");
// On a card a name has five characters or six: neither the city before it nor its Latin twin behind it may use them up.
const brief = name => short(name.replace(/[((][A-Za-z0-9 .,&'-]+[))]$/, "")).replace(/^[\u4e00-\u9fff]{2,3}市(?=.{3,})/, "");
// Two firms of one card that would look alike keep what tells them apart.
function briefs(names) {
  const all = names.map(brief);
  return names.map((name, i) => all.indexOf(all[i]) === all.lastIndexOf(all[i]) ? all[i] : name.replace(LEGAL, ""));
}
