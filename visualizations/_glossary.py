"""What are the words of a page called in English? Words of ours and of the rules, and names the graph has in English.

Facts are never translated by us: what has no English on record (most names of firms, funds and places) stays Chinese.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from graph.model.change import View
from queries.methods.answer import WORDS
from queries.methods.family import KINSHIP_WORDS
from queries.methods.targets import VERDICT_WORDS
from visualizations._sentences import TIES_APART, sentence
from visualizations._words import ENGLISH_ACTIONS, ENGLISH_ACTIVITIES, ENGLISH_STAGES, ENGLISH_STATES

CODED: Mapping[str, Mapping[str, str]] = {
    "state": ENGLISH_STATES, "action": ENGLISH_ACTIONS, "stage": ENGLISH_STAGES, "activity": ENGLISH_ACTIVITIES,
    "locality": {"inside": "inside", "undecided": "inside or not is unknown", "outside": "outside", "unplaced": "place unknown"},
    "city_locality": {"inside": "in the city", "undecided": "in the city or not is unknown", "outside": "outside the city", "unplaced": "place unknown"},
    "role": {"supplier": "supplier", "anchor": "anchor firm", "competitor": "competitor", "customer": "customer",
             "research": "research institute", "unknown": "role unknown"},
    "basis": {"observed": "observed", "declared": "declared", "inferred": "inferred", "potential": "potential", "synthetic": "invented example"},
    "partner_type": {"general": "general partner", "limited": "limited partner"},
    "essential": {"yes": "essential", "no": "not essential", "unknown": "essential or not is unknown"},
    "visibility": {"public": "public", "internal": "internal", "confidential": "confidential"},
    "project_type": {"new": "new", "expansion": "expansion", "platform": "platform", "fund": "fund", "research": "research"},
    "honour_type": {"title": "title", "listing": "way to a listing", "size": "size tier"},
    "measure": {"actual": "actual", "target": "target", "estimate": "estimate"},
    "flow": {"stock": "stock", "flow": "new", "cumulative": "cumulative", "growth": "growth", "rank": "rank"},
    "honour_level": {"national": "national", "provincial": "provincial", "city": "city", "zone": "zone", "association": "association ranking", "media": "media ranking", "listing": "listing"},
    "surveyor": {"desk survey": "desk survey"},
    "stateless": {"resource": "a resource, not promoted", "end_use": "an end use, not judged", "catch_all": "not detailed by its page, not judged"},
}  # fmt: skip
"""English of coded values by field; the Chinese is the rule file's and queries/methods/answer.py's."""

KINSHIP = {"self": "the firm itself", "parent": "parent", "child": "subsidiary", "sibling": "same group"}
VERDICTS = {"recommended": "recommended", "to_verify": "to be verified", "in_city": "already in the city", "excluded": "no target"}  # fmt: skip

PLAIN: Mapping[str, str] = MappingProxyType({
    "线索": "lead", "策划": "being planned", "重点跟踪": "followed closely", "在谈": "in talks", "签约": "signed", "注册": "registered",
    "供地": "land granted", "开工": "under construction", "投产": "in production", "达产": "at capacity", "搁置": "shelved", "退库": "given up",
    "国家级": "national", "省级": "provincial", "市级": "city", "区级": "district", "园区级": "zone", "上市": "listing", "上榜": "listed in a ranking",
    "点名": "by name", "多链": "many chains", "不限": "unlimited", "未载": "not on record", "是": "yes", "否": "no", "全部": "all",
    "企业": "firm", "基金": "fund", "产业链": "chain", "环节": "segment", "管理人": "manager", "出资人": "owner", "出资人兼管理人": "owner and manager",
    "规模": "size", "已投": "called", "已承诺未投": "committed", "已投与已承诺": "called and committed", "投向": "mandate", "已投企业": "holdings",
    "只知名称": "name only", "采用": "counts", "另有一说": "another figure", "待确认": "to be confirmed", "符合": "met", "不符": "not met",
    "目标": "target", "目标规模": "target size", "首期": "first closing", "暂定": "provisional", "总认缴": "total subscribed", "约": "about", "超": "above",
    "近": "near", "不低于": "at least", "预计": "expected", "不超过": "up to", "产业基金": "industry fund", "母基金": "fund of funds",
    "子基金": "sub-fund", "引导基金": "guidance fund", "旧": "old", "待核": "to be checked", "证据未注日期": "evidence undated", "活动不明": "activity unknown",
    "未注日期": "undated", "地点不明": "place unknown", "所在地不明": "place unknown", "所在地库中没有记录": "place not on record", "名单不足": "short list", "有企业": "firms here",
    "区内有企业": "firms here", "其余环节": "other segments", "在营企业": "operating firm", "缺口环节的厂商": "maker of a gap", "地址": "address",
    "名录核对": "listed survey", "全面摸排": "complete survey", "统一社会信用代码": "credit code", "所在地": "place", "所做环节": "segments",
    "荣誉资质": "honours", "项目": "projects", "母子公司": "kin", "供应商": "suppliers", "客户": "customers", "已投金额": "sum called",
    "已承诺未投金额": "sum committed", "成立年份": "year founded", "存续期": "term", "内部版": "Internal", "推介版": "For guests",
    "还在存续期": "still in its term", "规模是已募集的数": "the size is money raised", "还有钱可投": "money is left", "谁管理": "who manages it",
    "出资人与返投要求": "owners and what they ask in return", "投资阶段与项目相配": "its stage fits the project", "投决会已通过该项目": "its committee has agreed",
    "返投认定的现行规定": "rules in force on reinvestment", "以基金作招商条件是否合规": "may a fund be such a condition at all",
    "成立年份+存续期不早于今年": "year founded + term reaches this year", "规模口径不是目标、预计、首期、暂定": "the size is no target, estimate, first closing or provisional",
    "可投余额=规模−已投−已承诺,大于0": "size − called − committed above 0", "管理人有记录": "a manager is on record",
    "有引导基金出资的,返投比例与认定口径要有文件": "with a guidance fund among the owners: its terms in writing", "出资人有记录,且返投要求有文件": "owners on record, their terms in writing",
    "投资阶段与该企业的阶段一致,由人判断": "a person judges whether stages fit", "只有通过投决、有书面承诺的钱可写进落地条件": "only money agreed in writing may be a condition",
    "返投比例、认定口径以现行文件为准": "as the documents in force say", "须过公平竞争审查,依据以现行文件为准": "must pass fair competition review, as the documents in force say",
    "库中不收投决记录": "such decisions are not recorded here", "库中没有记录(已投、已承诺至少一项未载)": "no record (called or committed is missing)",
    "管理人:基金合同、备案信息": "manager: fund contract, registration", "管理人:认缴与实缴": "manager: subscribed and paid in", "管理人:最近一期报告": "manager: latest report",
    "招商基金专员": "the office's fund officer", "引导基金管理机构": "manager of the guidance fund", "管理人:投决决议": "manager: decision of the committee",
    "法务、引导基金管理机构": "legal office, manager of the guidance fund", "管理人:基金合同投资范围": "manager: scope in the fund contract",
    "上游": "Upstream", "中游": "Midstream", "下游": "Downstream", "库中没有记录的": "not on record",
    "未说明产品": "a product not stated", "对外投资": "invested in", "获投资": "investor",
    "实际变化": "happened", "新查到": "newly found", "久无消息": "gone silent", "摸排": "survey", "有": "some", "未见": "none seen", "不明": "unclear",
    "名录核对或全面摸排": "listed or complete survey", "未署名": "unsigned",
    "装入": "load", "撤回": "retract", "更正": "correct", "清除": "purge", "进展": "progress", "活动": "activity", "片区": "place", "荣誉": "honours",
    "有公开出处的": "with a public source", "有在营企业的": "with firms in operation", "文件日期": "date of the file", "产品": "products", "指标": "indicators", "平台": "platforms", "政策": "policies", "应用场景": "scenarios",
    "专班": "task forces", "载体": "carriers",
    "示例数据,非真实": "Example data, not real",
})  # fmt: skip

NAMES: tuple[str, ...] = tuple(
    f"MATCH (n:{kind}) WHERE n.name_en IS NOT NULL RETURN n.name AS name, n.name_en AS english, {more} AS more"
    for kind, more in (("Firm", "n.names"), ("Place", "n.aliases"), ("Segment", "n.aliases"), ("Chain", "n.aliases"))
)
SAID = frozenset("是的不未须由;。,")
"""Signs of a sentence: what holds one is no list of names, and half of it in English would be nobody's."""
PLACES = "MATCH (p:Place) RETURN p.name AS name, p.aliases AS aliases"
WRITTEN = "MATCH (f:Firm) WHERE f.names IS NOT NULL RETURN f.name AS name, f.names AS names"


@dataclass(frozen=True)
class Glossary:
    """English by Chinese: `names` are what the graph has on record, `words` ours, which win; `places` what is a place."""

    words: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    states: Mapping[str, str] = field(default_factory=dict)
    places: frozenset[str] = frozenset()

    def state(self, text: str) -> str | None:
        """The English of a cell marked with a state: the state's word, else as any other."""
        return self.states.get(text) or self.english(text)

    def english(self, text: str) -> str | None:
        """The English of a cell, or none: its whole text, a sentence of ours, or the items of a list that have one.

        >>> g = Glossary({"薄弱": "Weak"}, {"偏光片": "Polarizer", "厦门市": "Xiamen"})
        >>> g.english("薄弱"), g.english("偏光片、虚构片 等7"), g.english("虚构片")
        ('Weak', 'Polarizer, 虚构片 … (7 in all)', None)
        >>> g.english("偏光片 · 厦门市"), g.english("厦门市集美区")
        ('Polarizer · Xiamen', None)
        """
        if text in self.words or text in self.names:
            return self.words.get(text) or self.names[text]
        return sentence(text, self.said) or self._listed(text) or self._placed(text)

    def said(self, text: str) -> str:
        """The English where there is one, else the text as it is."""
        return self.english(text) or text

    def cited(self, text: str) -> str:
        """A citation, part by part."""
        return ", ".join(self.said(part) for part in text.split(","))

    def _listed(self, text: str) -> str | None:
        for mark, joint in ((" · ", " · "), ("、", ", "), (",", ", ")):
            head, cut, n = text.rpartition(" 等") if mark == "、" else (text, "", "")
            is_cut = bool(cut) and n.isdigit()
            whole = head if is_cut else text
            items = TIES_APART.split(whole) if mark == "、" and "供货给" in whole else whole.split(mark)
            if len(items) == 1 and not is_cut:
                continue
            english = [self.english(i) for i in items]
            if (any(english) or is_cut) and not any(
                SAID & set(i) for e, i in zip(english, items, strict=True) if not e
            ):
                shown = joint.join(e or i for e, i in zip(english, items, strict=True))
                return f"{shown} … ({n} in all)" if is_cut else shown
        return None

    def _placed(self, text: str) -> str | None:
        """A place written with its city before it, where either has English."""
        for n in range(2, len(text) - 1):
            city, part = text[:n], text[n:]
            if city in self.places and part in self.places and (city in self.names or part in self.names):
                return f"{self.names.get(part, part)}, {self.names.get(city, city)}"
        return None


def glossary(view: View | None = None, titles: Mapping[str, str] = MappingProxyType({})) -> Glossary:
    """Every word with its English; with a view also the names on record and the rule file's own words.

    `titles` are the page's own headings, for where one is named in a sentence.
    """
    words = {**titles, **PLAIN}
    rule_words = view.rules.get("words", {}) if view else {}
    for kind, coded in CODED.items():  # the last wins: 在建 is a stage, where no state is marked
        for chinese in (WORDS.get(kind, {}), rule_words.get(kind, {})):
            words |= {chinese[code]: english for code, english in coded.items() if code in chinese}
    words |= {KINSHIP_WORDS[k]: KINSHIP[k] for k in KINSHIP_WORDS} | {
        VERDICT_WORDS[v]: VERDICTS[v] for v in VERDICT_WORDS
    }
    states = {rule_words.get("state", {}).get(code, ""): english for code, english in ENGLISH_STATES.items()}
    return Glossary(words, _names(view) if view else {}, states, _places(view) if view else frozenset())


def _places(view: View) -> frozenset[str]:
    """What places are called."""
    return frozenset(n for r in view.rows(PLACES) for n in (r["name"], *(r["aliases"] or ())) if n)


def _names(view: View) -> dict[str, str]:
    """Names with their English; of several the longest, so that no order decides."""
    pairs = [(n, r["english"]) for q in NAMES for r in view.rows(q) for n in (r["name"], *(r["more"] or ())) if n]
    pairs += [(r["name"], n) for r in view.rows(WRITTEN) for n in r["names"] if r["name"] and n.isascii()]
    found: dict[str, str] = {}
    for name, english in sorted(pairs, key=lambda p: (len(p[1]), p[1])):
        if not name.isascii():
            found[name] = english
    return found
