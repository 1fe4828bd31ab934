"""The words of a page in Chinese and English: what its controls and coded values are called."""

from collections.abc import Mapping

from queries.methods.outlook import WORDS as OUTLOOKS
from queries.methods.rules import Words

ENGLISH_STATES = {"strong": "Strong", "covered": "Covered", "weak": "Weak", "upcoming": "Upcoming", "nearby": "In the city",
                  "missing": "Missing (proven)", "presumed": "Missing (presumed)", "unknown": "No data",
                  "stateless": "Not judged", "here": "Firms here"}  # fmt: skip
ENGLISH_ACTIONS = {"found": "Found", "extend": "Extend", "fill": "Fill", "secure": "Secure", "strengthen": "Strengthen",
                   "follow": "Follow up", "connect": "Connect", "ask": "Survey first", "none": "—"}  # fmt: skip
ENGLISH_STAGES = {"operating": "operating", "building": "building", "signed": "signed", "planned": "planned",
                  "closed": "closed", "unknown": "stage unknown"}  # fmt: skip
ENGLISH_ACTIVITIES = {"produce": "makes", "develop": "designs", "serve": "serves", "sell": "sells", "buy": "buys",
                      "research": "researches", "unknown": "activity unknown"}  # fmt: skip

MAP: Mapping[str, tuple[str, str]] = {
    "title": ("产业链图谱", "Chain map"), "asof": ("数据截至", "Data as of"), "rules": ("规则", "rules"),
    "edition.internal": ("内部版", "Internal"), "edition.outside": ("推介版", "For guests"),
    "band.0": ("上游", "Upstream"), "band.1": ("中游", "Midstream"), "band.2": ("下游", "Downstream"),
    "look.now": ("现状", "As it is"), "look.signed": ("含在建签约", "Incl. building, signed"), "look.talks": ("含在谈", "Incl. talks"),
    "place": ("地点", "Place"), "look": ("口径", "Outlook"), "filter": ("按状态筛选", "Filter by state"),
    "search": ("查环节、企业、拼音 ( / )", "Segment or firm (press / )"), "only": ("只看缺口影响", "Only what gaps affect"),
    "names": ("企业名", "Firms"), "firms": ("家", " firms"), "targets": ("目标", "targets"), "buyers": ("本地买家", "Buyers here"),
    "button.fit": ("适配", "Fit"), "button.table": ("缺口清单", "Gap table"), "button.side": ("详情栏", "Details"),
    "button.csv": ("CSV", "CSV"), "button.png": ("PNG", "PNG"), "button.print": ("打印", "Print"), "button.lang": ("EN", "中文"),
    "zoomin": ("放大", "Zoom in"), "zoomout": ("缩小", "Zoom out"), "panel": ("详情", "Details"),
    "n.segments": ("环节", "Segments"), "n.firms": ("区内在营企业", "Firms operating"), "n.gaps": ("缺口", "Gaps"),
    "n.second": ("二阶缺口", "2nd-order gaps"), "n.unknown": ("无数据", "No data"), "n.coverage": ("覆盖率", "Coverage"),
    "n.coverage.how": ("有检索或摸排记录的环节中,优势、已覆盖、薄弱、在建所占", "Of the segments somebody looked at: strong, covered, weak or upcoming"),
    "n.verified": ("核实过", "Verified"), "n.searched": ("只检索过", "Only searched"), "second": ("二阶缺口:本地尚无买家", "second-order gap: no buyer here yet"),
    "line.solid": ("供给", "Feeds"), "line.inferred": ("推断", "Inferred"), "line.potential": ("潜在", "Potential"),
    "panel.gaps": ("缺口", "Gaps"), "panel.gaps.order": ("已核实的在先,再按本地买家数、目标数。", "Proven first, then by buyers here and targets."), "panel.gaps.by": ("各口径缺口数", "Gaps by outlook"),
    "panel.nogap": ("没有达到空白标准的环节;无数据的环节不能说没有缺口", "No segment is judged missing; no data does not mean no gap"),
    "panel.counts": ("各状态环节数", "Segments by state"), "panel.method": ("怎么判的", "How it is judged"),
    "panel.why": ("为什么是这个状态", "Why this state"), "panel.buyers": ("本地下游买家", "Buyers here"),
    "panel.alternatives": ("本地已有替代", "Alternatives here"), "panel.against": ("什么会推翻它", "What would make this wrong"),
    "panel.what": ("这个环节是什么", "What it is"), "panel.firms": ("区内企业", "Firms here"), "panel.targets": ("招商目标", "Candidates"),
    "panel.projects": ("项目与事件", "Projects and events"), "panel.sources": ("出处", "Sources"), "undecided": ("片区不明", "whether inside is not known"),
    "incity": ("市内其他", "elsewhere in the city"), "aliases": ("又名", "also"), "twins": ("同一环节亦在", "same segment in"),
    "upstream": ("上游", "Upstream"), "downstream": ("下游", "Downstream"), "products": ("产品", "Products"),
    "norecord": ("库中没有记录,不等于没有", "No record, which is not none"), "undated": ("未注日期", "undated"),
    "publishers": ("家出版方", " publishers"), "publisher": ("出处", "source"), "desk": ("案头检索", "desk survey"),
    "compiled": ("chainscout据{who}({n}页)整理", "compiled by chainscout from {who} ({n} pages)"), "compiled.more": (" 等{n}", " … ({n} in all)"),
    "grade": ("证据等级", "Evidence"), "raise": ("升级办法", "to raise"), "short": ("名单不足", "Short list"),
    "more": ("另有 {n} 家,见工作簿", "{n} more in the workbook"), "excluded": ("不作目标", "No targets"),
    "copy": ("复制(含口径与出处)", "Copy with source"), "copied": ("已复制,含口径、日期与出处", "Copied with scope, date and source"),
    "col.band": ("上中下游", "Band"), "col.segment": ("环节", "Segment"), "col.state": ("状态", "State"), "col.action": ("动作", "Action"),
    "gap.first": ("先看", "Top"), "gap.first.these": ("先看这 {n} 个", "Look at these {n} first"), "gap.rest": ("其余 {n} 个", "The other {n}"),
    "gap.all": ("动作都是", " Action for all: "), "gap.stop": ("。", "."), "gap.others": ("等", " and others"), "gap.first.legend": ("先看", "Look first"), "gap.second.legend": ("二阶:无买家", "2nd order"), "gap.card": ("空白", "Gap"), "gap.second": ("二阶", "2nd"), "gap.find.card": ("找目标", "targets ?"), "gap.find": ("先找目标", "Find targets first"),
    "gap.find.why": ("(库中没有可列的目标)", " (none on record that can be listed)"), "gap.groups": ("企业 {n} 家,同集团计一个目标", "Firms {n}; a group is one target"),
    "col.buyers": ("本地买家", "Buyers here"), "panel.may": ("可能的本地买家(是否在本地、是否已投产未定,不算缺口的依据)", "Possible buyers here (place or start of production not settled; they make no gap)"),
    "gap.rise": ("在建签约的企业投产后也成为买家,所以缺口可能变多", "Firms building or signed become buyers too, so gaps may rise"),
    "look.why.signed": ("把在建和签约的企业当作已投产来算;它们也成为买家,所以缺口可能变多", "As if what is building or signed operated; such firms become buyers too, so gaps may rise"),
    "look.why.talks": ("再把在谈的也当作已投产来算;它们也成为买家,所以缺口可能变多", "As if what is in talks operated as well; such firms become buyers too, so gaps may rise"),
    "tab.groups": ("链群", "Groups"), "gap.tab.unknown": ("未", "nd"),
    "gap.tab.unknown.why": ("没有达到空白标准,{n} 个环节无数据", "Nothing is judged missing; segments without data: {n}"),
    "panel.may.short": ("可能", "possible"),
    "col.reason": ("理由", "Reason"), "col.firms": ("企业", "Firms"), "col.targets": ("招商目标[证据]", "Candidates [evidence]"),
    "state.here": ("区内有企业", "Firms here"), "firm": ("家", " firm"),
    "kind.resource": ("资源", "Resources"), "kind.material": ("材料", "Materials"), "kind.equipment": ("设备", "Equipment"),
    "kind.part": ("零部件", "Parts"), "kind.product": ("产品", "Products"), "kind.process": ("制程", "Processes"),
    "kind.service": ("服务", "Services"), "kind.application": ("终端应用", "End uses"),
    "filter.open": ("筛选", "Filter"), "filter.clear": ("清除筛选", "Clear"), "filter.honour": ("资质荣誉", "Honours"),
    "filter.size": ("规模", "Size"), "filter.stage": ("阶段", "Stage"),
    "filter.none.honour": ("这条链的企业没有资质荣誉记录,不等于没有", "No honour of this chain's firms is on record, which is not none"),
    "filter.none.size": ("这条链的企业没有规模分档记录,不等于没有", "No size tier of this chain's firms is on record, which is not none"),
    "filter.known": ("有记录 {n} 家;其余 {m} 家没有记录,不等于没有", "{n} on record; the other {m} have no record, which is not none"),
    "filter.match": ("匹配 {f} 家企业、{s} 个环节", "Firms {f}, segments {s} match"), "filter.match.segments": ("匹配 {s} 个环节", "Segments {s} match"),
    "chip.hon": ("有荣誉或上市", "Honours"), "chip.build": ("在建签约", "Building, signed"), "chip.faint": ("阶段不明", "Stage unknown"),
    "chip.und": ("片区不明", "Area not known"), "chip.city": ("市内其他", "Elsewhere in city"), "chip.cand": ("招商目标", "Candidate"),
}  # fmt: skip


OUTSIDE: Mapping[str, tuple[str, str]] = {
    "state.here": ("区内有企业", "Firms here"), "button.table": ("清单", "Table"), "line.solid": ("上游到下游", "Upstream to downstream"),
    "panel.method": ("怎么列的", "How it is listed"), "col.firms": ("企业", "Firms"),
}  # fmt: skip
"""What is called otherwise where gaps are not shown."""


def map_words(words: Words, edition: str = "internal") -> dict[str, dict[str, str]]:
    """Every word of the chain map by language; states, actions and stages from the rule file."""
    coded = (("state", words.state, ENGLISH_STATES), ("action", words.action, ENGLISH_ACTIONS),
             ("stage", words.stage, ENGLISH_STAGES), ("activity", words.activity, ENGLISH_ACTIVITIES))  # fmt: skip
    chinese = {k: zh for k, (zh, _) in MAP.items()} | {f"look.{k}": w for k, w in OUTLOOKS.items()}
    english = {k: en for k, (_, en) in MAP.items()}
    for name, zh, en in coded:
        chinese |= {f"{name}.{k}": w for k, w in zh.items()}
        english |= {f"{name}.{k}": en.get(k, k) for k in (*zh, *en)}
    if edition == "outside":
        chinese = _shown(chinese) | {k: zh for k, (zh, _) in OUTSIDE.items()}
        english = _shown(english) | {k: en for k, (_, en) in OUTSIDE.items()}
    return {"zh": chinese, "en": english}


def _shown(words: Mapping[str, str]) -> dict[str, str]:
    """The words without those of gaps, targets and talks: not even their names stand in an outside page."""
    hidden = ("action.", "n.", "panel.gaps", "panel.may", "look.", "gap.")
    kept = {"n.firms", "look.now"}
    named = {"panel.nogap", "panel.counts", "norecord", "filter.none.honour", "filter.none.size", "filter.known", "panel.targets", "panel.against", "panel.why", "panel.buyers", "only", "targets", "second",
             "short", "excluded", "more", "chip.cand", "buyers", "col.targets", "col.action", "col.reason", "col.buyers", "edition.internal"}  # fmt: skip
    states = {k for k in words if k.startswith("state.")}
    return {k: w for k, w in words.items() if k in kept or not (k.startswith(hidden) or k in named or k in states)}
