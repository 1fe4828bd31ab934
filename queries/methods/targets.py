"""Could a firm fill a gap here, and on what evidence? The rules of DESIGN 「Candidate evidence」, on values.

First match wins. Never a target: already here or in talks here, a competitor or customer only, one that only serves,
sells or studies what must be made, a rival place's anchor for its main line, a closed plant, a foreign firm without an
entity in China unless asked. A firm of the same city is 市内企业. 推荐 needs evidence A; everything else is 待核实 with what would raise it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from urllib.parse import urlsplit

from queries.methods.operations import Operation

Verdict = Literal["recommended", "to_verify", "in_city", "excluded"]
Grade = Literal["A", "B", "C"]

VERDICT_WORDS: dict[Verdict, str] = {
    "recommended": "推荐",
    "to_verify": "待核实",
    "in_city": "市内企业",
    "excluded": "不作目标",
}

FILING_HOSTS = ("cninfo.com.cn", "sse.com.cn", "szse.cn", "bse.cn", "hkexnews.hk", "sec.gov", "twse.com.tw")
FILING_ENDS = tuple(f".{host}" for host in FILING_HOSTS)
"""Where firms file their own reports: one such page is grade A."""

NAME_ONLY = ("招股书封面", "据公司名")
"""A product text that begins so proves name and address only, not that the firm makes anything."""

PART_ONLY = ("后段", "裁切", "分切")
"""A product text that holds one of these is a finishing step: who does nothing else is no whole maker."""

ACTIVITY_WORDS = {
    "produce": "生产", "develop": "设计开发", "serve": "服务", "sell": "销售", "research": "研究", "buy": "采购",
}  # fmt: skip

NO_MAKERS = frozenset({"serve", "sell", "research", "buy"})
"""Activities that fill no segment but one made for them: who does only these is no target."""

HERE_STAGES = ("operating", "building", "signed", "planned", "unknown")


@dataclass(frozen=True, slots=True)
class ProjectThere:
    """A project a firm or its kin has here that has not ended."""

    name: str
    stage: str | None
    same_segment: bool
    elsewhere_in_city: bool
    by: str
    edge_id: str


@dataclass(frozen=True, slots=True)
class Maker:
    """What is known of one firm for one segment, seen from one place.

    `kin_here` are filling operations of its kin inside the place; `n_publishers` counts publishers that say it makes
    this; `is_elsewhere` says a place of it outside is known, `seat_here` that it stands here but not where it makes this;
    `abroad` says a place abroad is known, `in_china` that it or its kin stands in China, `offices` who does so when they
    only serve or sell there.
    """

    firm: str
    name: str
    operations: tuple[Operation, ...]
    inside: frozenset[str] = frozenset()
    undecided: frozenset[str] = frozenset()
    in_city: frozenset[str] = frozenset()
    kin_here: tuple[Operation, ...] = ()
    projects: tuple[ProjectThere, ...] = ()
    n_publishers: int = 1
    is_elsewhere: bool = True
    seat_here: bool = False
    in_china: bool = True
    abroad: bool = False
    offices: tuple[str, ...] = ()

    @property
    def filling(self) -> tuple[Operation, ...]:
        """The operations that fill the segment."""
        return tuple(o for o in self.operations if o.fills and not is_name_only(o))


@dataclass(frozen=True, slots=True)
class Judged:
    """What a firm is as a target, why, how well proven, and what would raise it."""

    verdict: Verdict
    reason: str
    grade: Grade
    to_raise: str = ""
    evidence: tuple[str, ...] = ()


def is_name_only(one: Operation) -> bool:
    """Does its page prove the firm's name and address only?"""
    return bool(one.products) and all(p.startswith(NAME_ONLY) for p in one.products)


def only_part(maker: Maker) -> str:
    """The finishing step that is all a maker is known to do; empty where it does more, or where that is not said.

    >>> from dataclasses import replace
    >>> tie = Operation("e", "m", "甲", "d/s", "produce", None, "produce", "operating", "supplier", "declared", "m")
    >>> only_part(Maker("m", "甲", (replace(tie, products=("偏光片后段线",)),)))
    '偏光片后段线'
    >>> only_part(Maker("m", "甲", (replace(tie, products=("偏光片后段线", "偏光片卷材")),))), only_part(Maker("m", "甲", (tie,)))
    ('', '')
    """
    made = [p for o in maker.filling for p in o.products]
    said = all(o.products for o in maker.filling)
    return made[0] if said and made and all(any(w in p for w in PART_ONLY) for p in made) else ""


@lru_cache(maxsize=65_536)
def is_filing(address: str | None) -> bool:
    """Is this the page of an exchange where firms file?

    >>> is_filing("http://static.cninfo.com.cn/finalpage/2023.PDF"), is_filing("https://example.com/cninfo.com.cn")
    (True, False)
    """
    host = urlsplit(address or "").hostname or ""
    return f".{host}".endswith(FILING_ENDS)


def grade(maker: Maker) -> Grade:
    """A: two publishers or the firm's own filing; B: one publisher; C: inferred, or what it makes is not said.

    All websites whose publisher nobody listed are one publisher, so they alone never reach A.
    """
    filling = maker.filling
    if not filling:
        return "C"
    if maker.n_publishers >= 2 or any(is_filing(o.source_url) for o in filling):
        return "A"
    return "B"


def judge(maker: Maker, *, foreign: bool = False, place: str = "本地") -> Judged:
    """What a firm is as a target: the first rule that matches."""
    found = _here(maker, place) or _in_city(maker) or _wrong_role(maker, place) or _abroad(maker, foreign)
    return found or _doubtful(maker, place) or _proven(maker)


def _excluded(maker: Maker, reason: str, evidence: Iterable[str]) -> Judged:
    return Judged("excluded", reason, grade(maker), "", tuple(dict.fromkeys(evidence)))


STAGE_WORDS = {
    "operating": "在营", "building": "在建", "signed": "已签约", "planned": "有规划", "unknown": "有记录(阶段不明)",
}  # fmt: skip


def _here(maker: Maker, place: str) -> Judged | None:
    own = [o for o in maker.filling if o.edge_id in maker.inside and o.stage in HERE_STAGES]
    if own:
        stage = min((o.stage for o in own), key=HERE_STAGES.index)
        return _excluded(maker, f"已在{place}:{STAGE_WORDS[stage]}", (o.edge_id for o in own))
    if maker.kin_here:
        one = maker.kin_here[0]
        reason = f"同集团的{one.name}已在{place}:{STAGE_WORDS.get(one.stage, one.stage)}(可谈增资扩产)"
        return _excluded(maker, reason, (o.edge_id for o in maker.kin_here))
    talks = [p for p in maker.projects if p.same_segment and not p.elsewhere_in_city]
    if talks:
        reason = f"已有项目在{place}:{talks[0].name}({talks[0].stage or '阶段不明'})"
        return _excluded(maker, reason, (p.edge_id for p in talks))
    return None


def _in_city(maker: Maker) -> Judged | None:
    own = [o for o in maker.filling if o.edge_id in maker.in_city]
    if own:
        where = "片区不明" if all(o.edge_id in maker.undecided for o in own) else "在市内其他片区"
        return Judged("in_city", f"市内企业,{where}:对接,不招引", grade(maker), "", tuple(o.edge_id for o in own))
    near = [p for p in maker.projects if p.same_segment and p.elsewhere_in_city]
    if near:
        reason = f"项目在市内其他片区:{near[0].name}({near[0].stage or '阶段不明'})"
        return Judged("in_city", reason, grade(maker), "", tuple(p.edge_id for p in near))
    return None


def _no_maker(maker: Maker, place: str) -> str:
    """What it does instead of filling the segment, and whether it does so here: a tool maker's service office, say."""
    does = [w for a, w in ACTIVITY_WORDS.items() if a in {o.activity for o in maker.operations}]
    lacks = ACTIVITY_WORDS[maker.operations[0].filled_by]
    said = f"只做{'、'.join(does)},不是该环节的制造者" if lacks == "生产" else f"只做{'、'.join(does)},未见{lacks}"
    edges = {o.edge_id for o in maker.operations if o.stage != "closed"}
    if edges & maker.inside:
        return f"已在{place},{said}:对接,不招引"
    if edges & maker.in_city:
        return f"已在市内,{said}:对接,不招引"
    return said


def _wrong_role(maker: Maker, place: str) -> Judged | None:
    roles = {o.role for o in maker.operations}
    activities = {o.activity for o in maker.operations}
    edges = [o.edge_id for o in maker.operations]
    if roles == {"competitor"}:
        return _excluded(maker, "只作为竞争对手出现:与本地企业同做一个环节", edges)
    if activities == {"buy"} or roles == {"customer"}:
        return _excluded(maker, "只作为客户(采购方)出现", edges)
    anchored = [o for o in maker.operations if o.role == "anchor" and o.edge_id not in maker.inside]
    if anchored:
        return _excluded(maker, "异地链主,此环节是其主业", (o.edge_id for o in anchored))
    if activities <= NO_MAKERS and not maker.filling:
        return _excluded(maker, _no_maker(maker, place), edges)
    if all(o.stage == "closed" for o in maker.operations):
        return _excluded(maker, "已停产或退出", edges)
    return None


def _abroad(maker: Maker, foreign: bool) -> Judged | None:
    if foreign or maker.in_china or not maker.abroad:
        return None
    return _excluded(
        maker, "境外企业,库中没有其在华实体的记录(可用 --foreign 列入)", (o.edge_id for o in maker.operations)
    )


def _doubtful(maker: Maker, place: str) -> Judged | None:
    """Reasons to verify first, whatever the grade, each with what would raise it."""
    if not maker.filling:
        edges = tuple(o.edge_id for o in maker.operations)
        return Judged("to_verify", _unsaid(maker), "C", "找到写明其产品与环节的页面", edges)
    doubts = list(_doubts(maker, place))
    if not doubts:
        return None
    reason, to_raise = (";".join(part) for part in zip(*doubts, strict=True))
    edges = tuple(o.edge_id for o in maker.filling) + tuple(p.edge_id for p in maker.projects)
    return Judged("to_verify", reason, grade(maker), to_raise, edges)


def _unsaid(maker: Maker) -> str:
    """Why nothing says that it makes this."""
    if all(is_name_only(o) for o in maker.operations):
        return "页面只见其名称与地址,没有写明它做这个环节"
    if {o.activity for o in maker.operations} == {"develop"}:
        return f"只见设计开发,未见{ACTIVITY_WORDS[maker.operations[0].filled_by]}"
    if all(o.basis == "inferred" for o in maker.operations):
        return "只是推断它做这个环节,没有页面写明"
    return "页面没有写明它做这个环节"


def _doubts(maker: Maker, place: str) -> Iterator[tuple[str, str]]:
    """Each doubt with what would settle it, the gravest first."""
    filling = maker.filling
    if maker.abroad and maker.offices:
        yield f"境外制造,在华只见服务或销售({maker.offices[0]})", "查明是否有在华制造或设厂意向"
    if any(o.edge_id in maker.undecided for o in filling):
        yield f"只知到更大的地方,可能已在{place}", "查明所在市、区"
    elif maker.seat_here:
        yield f"企业在{place},此环节在哪里做不明", "查明此环节的厂址"
    elif not maker.is_elsewhere:
        yield "所在地不明", f"查明所在城市,确认不在{place}"
    if part := only_part(maker):
        yield f"只见后段工序({part}),未见前段制造,不是完整的厂商", "查明是否有前段产线"
    loose = [p for p in maker.projects if not p.same_segment]
    if loose:
        where = "市内其他片区" if loose[0].elsewhere_in_city else place
        stage = loose[0].stage or "阶段不明"
        yield f"{loose[0].by}在{where}已有项目:{loose[0].name}({stage}),是否为此环节不明", "查明该项目做什么"
    if all(o.stage != "operating" for o in filling):
        yield "尚未见投产记录", "找到投产的消息"
    if grade(maker) == "B":
        yield "只有一个发布者", "再有一个独立发布者,或该企业自己的公告、年报"


def _proven(maker: Maker) -> Judged:
    own = any(is_filing(o.source_url) for o in maker.filling)
    why = "该企业自己的公告" if own else f"{maker.n_publishers}个发布者"
    return Judged("recommended", f"在外地从事此环节,{why}可证", "A", "", tuple(o.edge_id for o in maker.filling))


def short_list(heads: Sequence[str], least: int) -> str:
    """What to say when fewer makers with a known city are on record than the rules ask.

    >>> short_list(["a", "b", "a"], 3)
    '名单不足:已知城市的厂商2家,少于3家'
    """
    n = len(set(heads))
    return f"名单不足:已知城市的厂商{n}家,少于{least}家" if n < least else ""
