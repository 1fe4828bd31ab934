"""Which of the sentences that our rules write have an English twin? Templates of ours only; nobody's words are translated.

A pattern is matched whole; its groups are handed back to the caller, who knows what names and words are called.
"""

import re
from collections.abc import Callable

from visualizations._sentences_targets import CANDIDATES, DISSENT, HONOURS, NO_TARGETS

English = Callable[[str], str]

_TIE = re.compile(
    r"(?:(?P<kin>母公司|子公司|同集团企业)(?P<seller>.+?))?供货给(?P<buyer>.+?)"
    r"(?:\((?P<anchor>(?:[^()]|\([^()]*\))+)的(?P<role>母公司|子公司|同集团企业)\))?(?::(?P<goods>.+?))?(?P<inferred>\(推断\))?"
)
_ROLES = {"母公司": "parent", "子公司": "subsidiary", "同集团企业": "sister firm"}
TIES_APART = re.compile(r"、(?=(?:母公司|子公司|同集团企业)?[^、]*?供货给)")
"""Where one supply tie of a list ends and the next begins: what is supplied may be a list itself."""

PATTERNS: tuple[tuple[str, str], ...] = (
    (r"库中没有记录,不等于没有", "No record, which is not none"),
    (r"空着的库中没有记录,不等于没有。", "Blank is not on record, which is not none."),
    (r"库中没有记录", "no record"),
    (r"库中没有记录:(.+);不等于没有", "No record of: {}; which is not none"),
    (r"库中没有记录、不列的栏:(.+)", "Columns without any record, left out: {}"),
    (r"库中没有已投企业的记录,不等于没有投过", "No holding on record, which is not none"),
    (r"库中没有(?:该链项目|符合的项目)的?记录,不等于没有", "No project on record, which is not none"),
    (r"库中没有基金投向或持股该链的记录,不等于没有", "No fund on record for this chain, which is not none"),
    (r"(\d+)个项目没有金额记录(?:,未计入投资)?", "{} projects without a sum on record"),
    (r"载体的空置面积库中没有记录", "Free floor space of carriers is not on record"),
    (r"(\d+)处载体是否自用库中没有记录:先问是否对外招商", "Of {} carriers no record says whether the owner keeps them: ask first"),
    (r"没有达到空白标准的环节;无数据的环节不能说没有缺口", "No segment is judged missing; no data does not mean no gap"),
    (r"没有能改变判断的问题", "No question whose answer would change a judgement"),
    (r"(\d+)个空白\(待核实\)只是检索未见:检索过不等于核实过,须摸排后才能下结论", "{} presumed gaps were only searched for, which is not verified: survey before concluding"),
    (r"(\d+)个环节无数据,其中(\d+)个从未摸排:没有记录不等于没有", "{} segments without data, {} of them never surveyed: no record is not none"),
    (r"(\d+)个环节有企业只知到更大的地方,片区不明", "{} segments have firms known only to a larger place"),
    (r"链主在营:(.+)\(共(\d+)家\)", "an anchor operates here: {} ({} firms)"),
    (r"单项冠军在营:(.+)\(共(\d+)家\)", "a national champion operates here: {} ({} firms)"),
    (r"在营仅?(\d+)家:(.+)等", "{} operating: {} and more"),
    (r"在营仅?(\d+)家:(.+)", "{} operating: {}"),
    (r"近(\d+)年有证据的(\d+)家,由优势降为已覆盖", "evidence of the last {} years for {}: strong lowered to covered"),
    (r"在建或签约但未注日期:(.+)", "building or signed, undated: {}"),
    (r"(.+?)(在建|已签约)\(最近消息 (\S+)\)", "{}: {} (last heard of {})"),
    (r"(.+?)(在建|已签约)\(最近消息 (\S+)\),此后(\d+)个月无消息", "{}: {} (last heard of {}), silent for {} months since"),
    (r"区内未见,市内(\d+)家:(.+)", "none seen here, {} in the city: {}"),
    (r"(名录核对|全面摸排)未见\((\S+) (\S+)\)", "none in the {} ({}, {})"),
    (r"检索(\d+)次未见\((\S+) (\S+)\)", "none seen in {} searches ({}, {})"),
    (r"已知厂商(\d+)家", "{} makers known"),
    (r"外地厂商也未见", "no maker seen elsewhere either"),
    (r"片区不明(\d+)家(?::(.+))?", "{} firms whose place is too coarse {}"),
    (r"有项目或事件:(.+)\((.+)\)", "a project or event here: {} ({})"),
    (r"(.+)的产品与环节同名", "{} has a product of this name"),
    (r"(.+)在此做什么未说明", "what {} does here is not said"),
    (r"(.+)阶段不明", "{}: stage unknown"),
    (r"未摸排", "not surveyed"),
    (r"检索不足(\d+)次", "fewer than {} searches"),
    (r"搜过(\d+)次,有线索未证实", "{} searches, leads not confirmed"),
    (r"搜过(\d+)次,未见", "{} searches, none seen"),
    (r"摸排过,结果不明", "surveyed, outcome unclear"),
    (r"摸排说有,名单里未见", "the survey says yes, no firm is listed"),
    (r"上级地区摸排说有,是否在此未定", "seen in the larger place, not settled here"),
    (r"证据不足", "not enough evidence"),
    (r"每个缺口至多列(\d+)家,其余见工作簿。", "At most {} a gap; the rest is in the workbook."),
    (r"共(\d+)页,列前(\d+)页,全部见工作簿", "{} pages, the first {} shown; all are in the workbook"),
    (r"投向范围为“多链”或“不限”的基金不算本链的专门资金。", "A fund mandated for many chains or for everything is not money for this chain."),
    (r"([^:]+):(.+)\((只知在.+|在建,未注日期|在建,\S+后无消息)\)", "{}: {} ({})"),
    (r"只知在(.+)", "known only to be in {}"),
    (r"在建,未注日期", "building, undated"),
    (r"在建,(\S+)后无消息", "building, nothing heard since {}"),
    (r"(.+)\(用于(.+)\)", "{} (for {})"),
    (r"([^:]+):(.+)\((只知在.+|在建,未注日期|在建,\S+后无消息)\)", "{}: {} ({})"),
    (r"只知在(.+)", "known only to be in {}"),
    (r"在建,未注日期", "building, undated"),
    (r"在建,(\S+)后无消息", "building, nothing heard since {}"),
    (r"(.+)\(用于(.+)\)", "{} (for {})"),
    (r"再有一个独立发布者,或该企业自己的公告、年报", "a second independent publisher, or the firm's own filing"),
    (r"找到投产的消息", "find a report that it runs"),
    (r"找到写明其产品与环节的页面", "find a page that states product and segment"),
    (r"查明所在市、区", "find out city and district"),
    (r"查明此环节的厂址", "find out where this is made"),
    (r"查明该项目做什么", "find out what the project makes"),
    (r"查明所在城市,确认不在(.+)", "find out its city, make sure it is not in {}"),
    (r"查明是否有在华制造或设厂意向", "find out whether it makes or would make in China"),
    (r"只检索过 (\S+)", "only searched {}"),
    (r"缺口环节厂商 (\d+)", "makers of gaps {}"),
    (r"(\d+) ?公里内", "within {} km"),
    (r"(\d+) ?公里内(\d+)家", "{1} within {0} km"),
    (r"数字为同一地点的家数;位置为已知的最细地点\(多为所在市\),同一点的记号挪开画。", "A number says how many stand at one place; each stands at the finest place known (mostly its city), marks of one point are drawn apart."),
    (r"同市,坐标只到市", "same city, no finer coordinates"),
    (r"经由关联企业的供需是推断,不是本企业自己的记录。", "What goes through a related firm is inferred, not the firm's own record."),
    (r"未画在图上", "not on the map"),
    (r"以(.+)为中心", "about {}"),
    (r"家有记录", "on record"),
    (r"规模−已投−已承诺", "size − called − committed"),
    (r"三项没有都记录,算不出", "not all three on record"),
    (r"(.+),有本地买家", "with a buyer in {}"),
    (r"是,按该范围计", "yes, in this scope"),
    (r"否,不补任何环节", "no, fills no segment"),
    (r"目标、首期、暂定、总认缴都不是到位的钱。", "Targets, first closings, provisional and subscribed sums are not money paid in."),
    (r"普通合伙人、有限合伙人的身份库中没有记录", "Who is general or limited partner is not on record"),
    (r"管理人另列", "managers are listed as such"),
    (r"1家出资人是普通合伙人还是有限合伙人,库中没有记录", "Whether 1 owner is a general or a limited partner is not on record"),
    (r"(\d+)家出资人是普通合伙人还是有限合伙人,库中没有记录", "Whether {} owners are general or limited partners is not on record"),
    (r"合伙人类型空着的库中没有记录", "Where the partner is blank it is not on record"),
    (r"合计数不分摊到任何一只基金。", "A joint total is not split among funds."),
    (r"投向范围:([^。]+)。", "Mandate: {}."),
    (r"投向不限或多链的基金不算任何一个环节的基金,不补任何环节。", "A fund for many chains or for everything fills no segment."),
    (r"(本企业|母公司|子公司|同集团企业) (.+)", "{} {}"),
    (r"核实过(\S+?),只检索过(\S+)", "verified {}, only searched {}"),
    (r"“本级”只计记录到该地本身的,“含下属园区”连同其中的园区、区县一并计", "“parts included” counts a place with its parks and districts, everything else what is recorded for the place itself"),
    (r"项目、投资、载体都只计本级", "projects, investment and carriers are those of the place itself"),
    (r"只知到市或区的列在该市、该区", "what is known to a city or district only stands there"),
    (r"投向(不限|多链):不算作任何一个环节的基金,不补任何缺口", "Mandate {}: counts for no segment and fills no gap"),
    (r"(\d+)家已投企业做哪个环节库中没有记录", "What {} of the firms held make is not on record"),
    (r"待确认:还有(\d+)项库中没有记录或须由人判断,确认前不写进落地条件", "To be confirmed: {} points are not on record or for a person to judge; no condition before that"),
    (r"不宜:有(\d+)项与记录不符", "Not advisable: {} points fail on record"),
    (r"投资只加有金额记录的项目;一个项目涉及几条链时在各链计一次,合计计一次。", "Investment adds only sums on record; a project of several chains counts once in each and once over all."),
    (r"(.+):各环节状态,一格一环节", "{}: one square a segment"),
    (r"(.+)各片区", "Parks of {}"),
    (r"相对(.+)", "Seen from {}"),
    (r"(.+)的缺口", "Gap in {}"),
    (r"供:(.+) · ([^·]+)", "supplies {} · {}"),
    (r"供:(.+)", "supplies {}"),
    (r"售:(.+) · ([^·]+)", "buys {} · {}"),
    (r"售:(.+)", "buys {}"),
    (r"经由(.+)", "through {}"),
    (r"(.+):(在营|在建|已签约|规划|已停|阶段不明|策划|重点跟踪|在谈|签约|注册|供地|开工|投产|达产|搁置|退库)", "{}: {}"),
    (r"(案头检索|.*[办局委会]公?室?):(有|未见|不明)", "{}: {}"),
    (r"chainscout据(.+)整理", "compiled by chainscout from {}"),
    (r"库中未注出处的记录", "records without a stated source"),
    (r"台账的装入记录", "the loads in its ledger"),
    (r"(.+)和案头检索(\d+)条", "{} and records of own searches: {}"),
    (r"案头检索(\d+)条", "records of own searches: {}"),
    (r"(.+)\((\d+)页\)", "{} ({} pages)"),
    (r"([\d.,]+)亿元\((.+)\)", "{} × 100 m CNY ({})"),
    (r"规模库中没有记录", "size not on record"),
    (r"(.+)有没有(生产|设计开发|服务)(.+)的企业\(名录或全面摸排\)", "does {0} have anybody who {1} {2}? (a list or a complete survey)"),
    (r"(.+)现在到哪一步", "how far is {} now?"),
    (r"(.+)在不在(.+)\(现只知在(.+)\)", "is {} in {}? (known only to be in {})"),
    (r"(.+)在(.+)做什么", "what does {} do in {}?"),
    (r"(.+)\(有无本地买家\)", "{} (a buyer here or not)"),
    (r"企业与环节的联系([\d,]+)条:只有一家出版方的([\d,]+)条,未注日期的([\d,]+)条", "{} ties of firms to segments: {} from one publisher only, {} undated"),
    (r"库中没有任何(.+)的记录,不等于没有", "nothing on record of {}, which is not none"),
    (r"覆盖率:摸排过的环节中有企业的比例", "Coverage: of the segments looked at, those with firms"),
    (r"核实过:经名录核对或全面摸排的环节比例", "Verified: segments with a list or a complete survey"),
    (r"只检索过不是核实", "only searched is not verified"),
    (r"共([\d,]+)个网站", "{} websites in all"),
    (r"某站一旦失实,影响以联系数计", "were one of them wrong, its ties say how much it would touch"),
    (r"没有带标注的判断", "No judgement carries a badge"),
    (r"共([\d,]+)家,列前(\d+)家", "{} firms in all, the first {} listed"),
    (r"共([\d,]+)家,列条目最多的(\d+)家", "{} in all, the {} with most claims listed"),
    (r"共([\d,]+)次,列最近(\d+)次", "{} loads in all, the newest {} listed"),
    (r"(\d{4}[-\d]*)至(\d{4}[-\d]*)", "{} to {}"),
    (r"企业与环节、链主、荣誉", "firms and segments, anchors, honours"),
    (r"在(\S+(?:区|园|市|州|基地|片区|城|港))", "in {}"),
    (r"([^;]+);其中引导基金、母基金:(.+),返投条款库中没有记录", "{}; guidance funds and funds of funds among them: {}, their terms on reinvestment not on record"),
    (r"(.+) · 以(.+)为中心的分布图:(.+)", "{}: map about {}: {}"),
    (r"全部(\d+)条产业链", "all {} chains"),
    (r"(\d+) ?公里", "{} km"),
    (r"库中没有此后发布的记录,不等于没有变化", "No record published since, which is not no change"),
    (r"库中没有可列的目标", "no target on record that can be listed"),
    (r"数据截至 ?(\S+)", "data as of {}"),
    (r"已知截至 ?(\S+)", "known as of {}"),
    (r"规则 ?(\S+)", "rules {}"),
    (r"台账第 (\S+) 版", "ledger {}"),
    (r"(\S+) 未注日期", "{} undated"),
    (r"([\d.,]+)亿元", "{} × 100 m CNY"),
    (r"(\d{1,2})年", "{} years"),
)  # fmt: skip
_COMPILED = tuple((re.compile(p), english) for p, english in (*PATTERNS, *CANDIDATES, *DISSENT, *HONOURS, *NO_TARGETS))


def sentence(text: str, english: English) -> str | None:
    """A sentence of ours in English, its names by `english`; joined clauses each; none where one of them is not ours.

    >>> sentence("检索4次未见(案头检索 2026-11);已知厂商8家", str)
    'none seen in 4 searches (案头检索, 2026-11); 8 makers known'
    >>> sentence("投向范围:点名。库中没有记录、不列的栏:产能", str)
    'Mandate: 点名. Columns without any record, left out: 产能'
    >>> sentence("虚构的一句话", str)
    """
    whole = _clause(text, english)
    clauses = [t for t in re.split(r"(?<=。)\s*|;| (?=库中没有记录、不列的栏)", text) if t]
    if whole is not None or len(clauses) < 2:
        return whole
    told = [_clause(t, english) or _stopped(t, english) for t in clauses]
    if not all(told):
        return None
    ends = [" " if c.endswith(".") else "; " for c in told if c]
    return "".join(f"{c}{end}" for c, end in zip(told, ends, strict=True)).removesuffix("; ").strip()


def _stopped(text: str, english: English) -> str | None:
    """A clause of ours at the end of a sentence."""
    twin = _clause(text[:-1], english) if text.endswith("。") else None
    return twin and twin + "."


def _clause(text: str, english: English) -> str | None:
    if "供货给" in text:
        return _tie(text, english)
    for pattern, twin in _COMPILED:
        found = pattern.fullmatch(text)
        if found and not any(g and re.search("[;。]", g) for g in found.groups()):
            return _singular(twin.format(*(english(g) if g else "" for g in found.groups())).strip())
    return None


def _tie(text: str, english: English) -> str | None:
    """Who of whose group supplies whom of whose group with what.

    >>> _tie("母公司虚构集团供货给虚构汽车(海外)(虚构厦门厂的同集团企业):虚构料(推断)", str)
    'parent 虚构集团 supplies 虚构汽车(海外) (sister firm of 虚构厦门厂): 虚构料 (inferred)'
    """
    found = _TIE.fullmatch(text)
    if not found or text.count("供货给") > 1:
        return None
    who = f"{_ROLES[found['kin']]} {english(found['seller'])} " if found["kin"] else ""
    role = f" ({_ROLES[found['role']]} of {english(found['anchor'])})" if found["role"] else ""
    goods = f": {english(found['goods'])}" if found["goods"] else ""
    return f"{who}supplies {english(found['buyer'])}{role}{goods}{' (inferred)' if found['inferred'] else ''}"


def _singular(text: str) -> str:
    """One of a thing is not many.

    >>> _singular("none seen in 1 searches; 1 makers known, 21 firms")
    'none seen in 1 search; 1 maker known, 21 firms'
    """
    return re.sub(r"(?<![\d.,])1 (?:(search)es|(maker|firm|segment|project|page|chain|year|month|record|point)s)\b",
                  lambda m: f"1 {m[1] or m[2]}", text)  # fmt: skip
