"""Which firms are in a segment, here and elsewhere?

某环节有哪些企业:区内、片区不明、区外各是谁,做什么、到哪一步、凭什么来源?
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from pydantic import Field

from graph.model.change import View
from queries.methods import lookup, operations
from queries.methods.answer import Line, SegmentAnswer, stamped
from queries.methods.locality import locality
from queries.methods.operations import STAGES, Operation
from queries.methods.rings import Rings, rings
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
    city_locality: str | None = Field(title="市内")
    circle_locality: str | None = Field(title="圈内")
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


class FirmsInSegment(SegmentAnswer):
    """The firms of a segment, nearest first."""

    n_inside: int = Field(title="区内企业数")
    n_undecided: int = Field(title="片区不明企业数")
    n_outside: int = Field(title="区外企业数")
    n_unplaced: int = Field(title="所在地不明企业数")
    n_in_city: int | None = Field(title="市内企业数")
    n_in_circle: int | None = Field(title="圈内企业数")
    n_circle_undecided: int | None = Field(title="是否圈内不明企业数")
    n_place_unknown: int = Field(title="所在城市不明企业数")
    firms: tuple[SegmentFirm, ...] = Field(title="企业")


def ask(
    view: View, *, segment: str, chain: str = "", place: str = "厦门市", within_km: float | None = None
) -> FirmsInSegment:
    """The firms of a segment and its whole twins: inside the place, undecided, outside; in the city, within some km."""
    asked = lookup.segment(view, segment, chain)
    classed = lookup.twins(view, asked)
    around = rings(view, lookup.place(view, place), within_km)
    found = operations.in_segments(view, classed)
    known = spots(view, [around.place.place, *(o.at for o in found)])
    firms = lines(found, around, known)
    counts = tally(firms, known, found)
    city, circle = _at_nearest(firms, "city_locality"), _at_nearest(firms, "circle_locality")
    return FirmsInSegment(
        **stamped(view),
        n=len({f.firm for f in firms}),
        not_known=_not_known(counts, circle["undecided"] if around.circle else 0, around.place.name),
        evidence=tuple(o.edge_id for o in found),
        segment=asked,
        name=lookup.segment_names(view, [asked])[asked],
        twins=classed[1:],
        place=around.place.name,
        circle=around.circle.name if around.circle else None,
        within_km=within_km,
        n_in_city=city["inside"] if around.city else None,
        n_in_circle=circle["inside"] if around.circle else None,
        n_circle_undecided=circle["undecided"] if around.circle else None,
        firms=firms,
        **counts,
    )


def lines(found: Sequence[Operation], around: Rings, known: Mapping[str, Spot]) -> tuple[SegmentFirm, ...]:
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


def _line(one: Operation, around: Rings, known: Mapping[str, Spot]) -> SegmentFirm:
    spot = known.get(one.at or "")
    return SegmentFirm(
        firm=one.firm,
        name=one.name,
        locality=locality(one.at, around.place),
        **around.seen([one.at]),
        place=spot.shown if spot and spot.place_type != "country" else None,
        country=spot.country if spot else None,
        distance_km=kilometres(known.get(around.place.place), spot) if spot and spot.city else None,
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
    here = _at_nearest(firms, "locality")
    placed = {o.firm for o in found if (spot := known.get(o.at or "")) and spot.is_placed}
    counts = {f"n_{where}": here[where] for where in NEAREST_FIRST}
    return {**counts, "n_place_unknown": len({f.firm for f in firms} - placed)}


def _at_nearest(firms: Sequence[SegmentFirm], field: str) -> Counter[str]:
    """How many firms stand where, each counted once, at its nearest."""
    nearest: dict[str, str] = {}
    for line in firms:
        where = getattr(line, field) or "unplaced"
        nearest[line.firm] = min(where, nearest.get(line.firm, where), key=NEAREST_FIRST.__getitem__)
    return Counter(nearest.values())


def _not_known(counts: Mapping[str, int], over_the_rim: int, place: str) -> tuple[str, ...]:
    said = []
    if not counts["n_inside"]:
        said.append(f"{place}:库中没有记录该环节的企业,不等于没有")
    if counts["n_undecided"]:
        said.append(f"{counts['n_undecided']}家只知道更大的地方,是否在{place}不明")
    if over_the_rim:
        said.append(f"{over_the_rim}家只知到跨圈边的地方,是否在圈内不明")
    if counts["n_place_unknown"]:
        said.append(f"{counts['n_place_unknown']}家所在城市库中没有记录")
    return tuple(said)
