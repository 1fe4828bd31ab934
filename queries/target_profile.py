"""Which kind of firm to look for, given a segment or a demand: what do its makers elsewhere have in common?

这条需求(或缺口)该找哪类企业?产品词、外地厂商的共同点(活动、阶段、称号、规模、城市、客户)、举例与证据等级,以及依据几家、哪些不知道。
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from pydantic import Field

from graph.errors import QuestionError
from graph.model.change import Row, View
from queries.methods import lookup, operations, profile_traits
from queries.methods.answer import Line, SegmentAnswer, stamped
from queries.methods.grades import best_grade, grade_of
from queries.methods.operations import Operation
from queries.methods.profile_traits import Shared, also_in, of_firms, of_operations, shared
from queries.methods.rings import Rings, rings
from queries.methods.rules import rules_of
from queries.methods.stands import Ground, Where, ground_of

WORDS_OF = """
MATCH (s:Segment {id: $segment})
RETURN s.name AS name, s.product_words AS product_words, s.aliases AS aliases
"""

NEEDS: Mapping[str, str] = {
    kind: f"""
UNWIND $segments AS segment
MATCH (s:Segment {{id: segment}})<-[n:NEEDS]-(b:{kind})
RETURN s.id AS segment, b.id AS buyer, b.name AS name, n.part AS part, n.year AS year,
       n.present_supplier AS present_supplier, n.present_place AS present_place, n.wishes_near AS wishes_near,
       n.release AS release, n.edge_id AS edge_id, n.source_url AS source_url
"""
    for kind in ("Firm", "Scenario")
}

NEEDED_BY = "MATCH (b:Firm {id: $firm})-[:NEEDS]->(s:Segment) RETURN DISTINCT s.id AS id, s.name AS name"

CYPHER = ";\n".join((WORDS_OF, *NEEDS.values(), NEEDED_BY, operations.IN_SEGMENTS, profile_traits.CYPHER))

EXAMPLES = 10
NOT_HERE: tuple[Where, ...] = ("in_city", "outside", "unplaced")
"""Where makers stand that are looked at: not those that are here already, or may be."""
RELEASE_WORDS = {"public": "公开", "released": "可对外", "internal": "内部,不得对外"}
NEAR_WORDS = {"yes": "希望就近", "no": "不要求就近", "unknown": "不明"}
TRAITS = (
    "产品",
    "活动",
    "阶段",
    "城市或国家",
    "同时从事的环节",
    "称号",
    "称号级别",
    "上市进程",
    "规模",
    "注册资本",
    "客户",
)


class DemandLine(Line):
    """A recorded demand for the segment."""

    buyer: str = Field(title="需求方")
    part: str | None = Field(title="部件")
    year: int | None = Field(title="年份")
    present_supplier: str | None = Field(title="现供应商")
    present_place: str | None = Field(title="现供应地")
    wishes_near: str = Field(title="就近意愿")
    release: str = Field(title="可否对外")
    source_url: str | None = Field(title="来源")
    evidence: tuple[str, ...] = Field(title="依据编号")


class TraitLine(Line):
    """A value of a trait that makers share."""

    trait: str = Field(title="特征")
    value: str = Field(title="取值")
    n_firms: int = Field(title="有此特征的企业数")
    n_said: int = Field(title="该特征有记录的企业数")
    evidence: tuple[str, ...] = Field(title="依据编号")


class ExampleLine(Line):
    """A maker elsewhere, as an example; whether it is a target is asked of `candidates`."""

    firm: str = Field(title="企业编号")
    name: str = Field(title="企业")
    where: str = Field(title="区位")
    city_locality: str | None = Field(title="市内")
    circle_locality: str | None = Field(title="圈内")
    place: str | None = Field(title="所在地")
    products: tuple[str, ...] = Field(title="产品")
    grade: str = Field(title="证据等级")
    source_url: str | None = Field(title="来源")
    evidence: tuple[str, ...] = Field(title="依据编号")


class TargetProfile(SegmentAnswer):
    """The kind of firm to look for: words, shared traits, examples."""

    product_words: tuple[str, ...] = Field(title="产品词")
    n_makers: int = Field(title="据以画像的外地厂商数(关联企业计一家)")
    n_here: int = Field(title="不计入的本地厂商数(含片区不明)")
    demands: tuple[DemandLine, ...] = Field(title="需求记录")
    traits: tuple[TraitLine, ...] = Field(title="共同点")
    examples: tuple[ExampleLine, ...] = Field(title="举例(不等于招商目标)")


def ask(
    view: View,
    *,
    segment: str = "",
    buyer: str = "",
    chain: str = "",
    place: str = "厦门市",
    within_km: float | None = None,
) -> TargetProfile:
    """The kind of firm for a segment, or for what a firm needs; what its makers elsewhere share, and examples."""
    asked = _asked(view, segment, buyer, chain)
    twins, around = lookup.twins(view, asked), rings(view, lookup.place(view, place), within_km)
    found = [o for o in operations.in_segments(view, twins) if o.fills and o.stage == "operating"]
    known = ground_of(view, found, Rings(around.place, around.city))
    heads = _away(found, known)
    away = [o for o in found if o.head in heads]
    demands = _demands(view, twins, lookup.firm(view, buyer) if buyer else "")
    traits, examples = _traits(view, away, known, twins), _examples(away, known, around)
    own, n = view.rows(WORDS_OF, {"segment": asked})[0], len({o.head for o in away})
    least = rules_of(view.rules).state.short_list_makers
    return TargetProfile(
        **stamped(view), n=n, not_known=unsaid(n, least, traits, demands),
        evidence=tuple(dict.fromkeys(e for those in (demands, traits, examples) for x in those for e in x.evidence)),
        segment=asked, name=own["name"] or asked, twins=twins[1:], place=around.place.name,
        circle=around.circle.name if around.circle else None, within_km=within_km, n_makers=n,
        n_here=len({o.head for o in found}) - n, product_words=_words(own, demands, away), demands=demands,
        traits=traits, examples=examples,
    )  # fmt: skip


def _asked(view: View, segment: str, buyer: str, chain: str) -> str:
    """The segment asked for, or the only one that the buyer needs."""
    if segment:
        return lookup.segment(view, segment, chain)
    if not buyer:
        raise QuestionError("请写 --segment 环节,或 --buyer 提出需求的企业")
    needed = sorted(view.rows(NEEDED_BY, {"firm": lookup.firm(view, buyer)}), key=lambda r: str(r["id"]))
    if not needed:
        raise QuestionError(f"--buyer {buyer}:库中没有它的需求记录,不等于没有需求;请改用 --segment 写明环节")
    if len(needed) > 1:
        shown = "、".join(f"{r['name'] or r['id']}({r['id']})" for r in needed)
        raise QuestionError(f"--buyer {buyer}:有{len(needed)}个环节的需求:{shown};请再用 --segment 写明一个")
    return str(needed[0]["id"])


def _away(found: Iterable[Operation], known: Ground) -> frozenset[str]:
    """Heads of makers none of whose makers are here or may be."""
    where: dict[str, list[Where]] = {}
    for one in found:
        where.setdefault(one.head, []).append(known.at([one.at]).where)
    return frozenset(head for head, those in where.items() if all(w in NOT_HERE for w in those))


def _demands(view: View, segments: Sequence[str], buyer: str) -> tuple[DemandLine, ...]:
    """The recorded demands for these segments, of one buyer where one is asked; the newest first."""
    rows = [r for query in NEEDS.values() for r in view.rows(query, {"segments": list(segments)})]
    rows = [r for r in rows if not buyer or r["buyer"] == buyer]
    rows.sort(key=lambda r: (-(r["year"] or 0), str(r["name"]), r["edge_id"]))
    return tuple(
        DemandLine(
            buyer=r["name"] or r["buyer"], part=r["part"], year=r["year"], present_supplier=r["present_supplier"],
            present_place=r["present_place"], wishes_near=NEAR_WORDS[r["wishes_near"] or "unknown"],
            release=RELEASE_WORDS[r["release"] or "internal"], source_url=r["source_url"], evidence=(r["edge_id"],),
        )
        for r in rows
    )  # fmt: skip


def _traits(view: View, away: Sequence[Operation], known: Ground, twins: Sequence[str]) -> tuple[TraitLine, ...]:
    heads = {o.firm: o.head for o in away}
    others = [o for o in operations.of_firms(view, heads) if o.segment not in twins]
    names = lookup.segment_names(view, {o.segment for o in others}) if others else {}
    marks = [*of_operations(away, known.known), *also_in(others, names), *of_firms(view, heads)]
    return tuple(_trait(s) for s in sorted(shared(marks), key=lambda s: TRAITS.index(s.trait)))


def _trait(one: Shared) -> TraitLine:
    return TraitLine(trait=one.trait, value=one.value, n_firms=one.n_firms, n_said=one.n_said, evidence=one.evidence)


def _examples(away: Iterable[Operation], known: Ground, around: Rings) -> tuple[ExampleLine, ...]:
    """The best proven makers, one a head."""
    grouped: dict[str, list[Operation]] = {}
    for one in away:
        grouped.setdefault(one.head, []).append(one)
    lines = [_example(same, known, around) for same in grouped.values()]
    return tuple(sorted(lines, key=lambda e: (e.grade, e.place is None, e.name, e.firm))[:EXAMPLES])


def _example(same: Sequence[Operation], known: Ground, around: Rings) -> ExampleLine:
    own, stand = same[0], known.at(o.at for o in same)
    return ExampleLine(
        firm=own.firm, name=own.name, where=stand.word, **around.seen([o.at for o in same if o.at]), place=stand.place,
        products=tuple(dict.fromkeys(p for o in same for p in o.products)),
        grade=best_grade(grade_of(o.n_sources, o.source_url, o.basis) for o in same),
        source_url=next((o.source_url for o in same if o.source_url), None), evidence=tuple(o.edge_id for o in same),
    )  # fmt: skip


def _words(own: Row, demands: Iterable[DemandLine], away: Iterable[Operation]) -> tuple[str, ...]:
    """Words to search by: the segment's own, the parts that are asked for, what most makers call it."""
    counts = Counter(p for o in away for p in set(o.products))
    often = sorted(counts, key=lambda p: (-counts[p], p))[:EXAMPLES]
    parts = (d.part for d in demands if d.part)
    return tuple(dict.fromkeys([own["name"], *(own["aliases"] or ()), *(own["product_words"] or ()), *parts, *often]))


def unsaid(n: int, least: int, traits: Sequence[TraitLine], demands: Sequence[DemandLine]) -> tuple[str, ...]:
    """How thin the ground of the profile is, and of which traits nothing is on record."""
    said = []
    if not n:
        said.append("库中没有该环节外地在营厂商的记录,不等于没有;画像无从依据")
    elif n < least:
        said.append(f"只依据{n}家,名单不足,共同点不可当作规律")
    lacking = [t for t in TRAITS if t not in {x.trait for x in traits}]
    if n and lacking:
        said.append(f"库中没有记录或没有共同点:{'、'.join(lacking)};不等于没有")
    if not demands:
        said.append("库中没有该环节的需求记录,不等于没有需求")
    if any(d.release == RELEASE_WORDS["internal"] for d in demands):
        said.append("有内部需求,不得写入对外材料")
    return tuple(said)
