"""Which firms are in a segment, here and elsewhere?

某环节有哪些企业:区内、片区不明、区外各是谁,做什么、到哪一步、凭什么来源?
"""

from collections.abc import Mapping, Sequence

from pydantic import Field

from graph.model.change import View
from queries.methods import lookup, operations
from queries.methods.answer import Answer, Line, stamped
from queries.methods.locality import Scope, locality, scope
from queries.methods.operations import STAGES, Operation
from queries.methods.whereabouts import NEAREST_FIRST, Spot, kilometres, spots

CYPHER = operations.IN_SEGMENTS


class SegmentFirm(Line):
    """One tie of a firm to the segment or to a whole twin of it."""

    firm: str = Field(title="企业编号")
    name: str = Field(title="企业")
    locality: str = Field(title="区位")
    place: str | None = Field(title="所在地")
    country: str | None = Field(title="国家或地区")
    distance_km: int | None = Field(title="距离(公里)")
    activity: str = Field(title="活动")
    is_maker: bool = Field(title="填补该环节")
    stage: str = Field(title="阶段")
    role: str = Field(title="角色")
    products: tuple[str, ...] = Field(title="产品")
    capacity: str | None = Field(title="产能")
    segment: str = Field(title="环节编号")
    since: str | None = Field(title="起始")
    basis: str = Field(title="依据类型")
    n_sources: int = Field(title="来源数")
    known_on: str | None = Field(title="发布日期")
    source_url: str | None = Field(title="来源")
    evidence: tuple[str, ...] = Field(title="依据编号")


class FirmsInSegment(Answer):
    """The firms of a segment, nearest first."""

    segment: str = Field(title="环节编号")
    name: str = Field(title="环节")
    twins: tuple[str, ...] = Field(title="合并的同一环节")
    place: str = Field(title="地点")
    n_inside: int = Field(title="区内企业数")
    n_undecided: int = Field(title="片区不明企业数")
    n_outside: int = Field(title="区外企业数")
    n_place_unknown: int = Field(title="所在城市不明企业数")
    firms: tuple[SegmentFirm, ...] = Field(title="企业")


def ask(view: View, *, segment: str, chain: str = "", place: str = "厦门市") -> FirmsInSegment:
    """The firms of a segment and its whole twins: inside the place, undecided, outside."""
    asked = lookup.segment(view, segment, chain)
    classed = lookup.twins(view, asked)
    around = scope(view, lookup.place(view, place))
    found = operations.in_segments(view, classed)
    known = spots(view, [around.place, *(o.at for o in found)])
    firms = lines(found, around, known)
    counts = tally(firms, known, found)
    return FirmsInSegment(
        **stamped(view),
        n=len({f.firm for f in firms}),
        not_known=_not_known(counts, around.name),
        evidence=tuple(o.edge_id for o in found),
        segment=asked,
        name=lookup.segment_names(view, [asked])[asked],
        twins=classed[1:],
        place=around.name,
        firms=firms,
        **counts,
    )


def lines(found: Sequence[Operation], around: Scope, known: Mapping[str, Spot]) -> tuple[SegmentFirm, ...]:
    """Operations as lines: inside first, then those that fill the segment, the furthest stage, most sources."""
    made = [_line(o, around, known) for o in found]
    return tuple(sorted(made, key=_order))


def _order(line: SegmentFirm) -> tuple[object, ...]:
    return (
        NEAREST_FIRST[line.locality],
        not line.is_maker,
        STAGES.index(line.stage),
        -line.n_sources,
        line.name,
        line.evidence,
    )


def _line(one: Operation, around: Scope, known: Mapping[str, Spot]) -> SegmentFirm:
    spot = known.get(one.at or "")
    return SegmentFirm(
        firm=one.firm,
        name=one.name,
        locality=locality(one.at, around),
        place=spot.shown if spot and spot.place_type != "country" else None,
        country=spot.country if spot else None,
        distance_km=kilometres(known.get(around.place), spot) if spot and spot.city else None,
        activity=one.activity,
        is_maker=one.fills,
        stage=one.stage,
        role=one.role,
        products=one.products,
        capacity=one.capacity,
        segment=one.segment,
        since=one.since,
        basis=one.basis,
        n_sources=one.n_sources,
        known_on=one.known_on,
        source_url=one.source_url,
        evidence=(one.edge_id,),
    )


def tally(firms: Sequence[SegmentFirm], known: Mapping[str, Spot], found: Sequence[Operation]) -> dict[str, int]:
    """Firms by where they are, each counted once at its nearest; and those whose city no source says."""
    nearest: dict[str, str] = {}
    for line in firms:
        nearest.setdefault(line.firm, line.locality)
    placed = {o.firm for o in found if (spot := known.get(o.at or "")) and spot.is_placed}
    counts = {f"n_{where}": sum(v == where for v in nearest.values()) for where in NEAREST_FIRST}
    return {**counts, "n_place_unknown": len(set(nearest) - placed)}


def _not_known(counts: Mapping[str, int], place: str) -> tuple[str, ...]:
    said = []
    if not counts["n_inside"]:
        said.append(f"{place}:库中没有记录该环节的企业,不等于没有")
    if counts["n_undecided"]:
        said.append(f"{counts['n_undecided']}家只知道更大的地方,是否在{place}不明")
    if counts["n_place_unknown"]:
        said.append(f"{counts['n_place_unknown']}家所在城市库中没有记录")
    return tuple(said)
