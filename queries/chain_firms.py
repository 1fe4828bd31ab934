"""Which firms stand along a chain, upstream to downstream, and which of them are here?

某产业链上下游企业有哪些,我们区里有谁?按上游、中游、下游逐环节列出企业,标明区内、片区不明、市内、圈内、区外。
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import Field

from graph.model.change import Row, View
from queries.methods import chain_rows, lookup, operations
from queries.methods.answer import Answer, Line, stamped
from queries.methods.grades import grade_of
from queries.methods.operations import STAGES, Operation
from queries.methods.rings import Rings, rings
from queries.methods.whereabouts import NEAREST_FIRST, Spot, best, nearest, spots

CYPHER = ";\n".join((chain_rows.MEMBERS, chain_rows.SEGMENTS, operations.IN_SEGMENTS))

SIDES: Mapping[str | None, str] = {"upstream": "上游", "midstream": "中游", "downstream": "下游", None: "未分上下游"}


class SegmentLine(Line):
    """One segment and its firms by where they are."""

    position: str = Field(title="上下游")
    chain: str = Field(title="产业链")
    segment: str = Field(title="环节编号")
    name: str = Field(title="环节")
    n_firms: int = Field(title="企业数")
    inside: tuple[str, ...] = Field(title="区内")
    undecided: tuple[str, ...] = Field(title="片区不明")
    in_city: tuple[str, ...] | None = Field(title="市内(含区内)")
    in_circle: tuple[str, ...] | None = Field(title="圈内")
    n_outside: int = Field(title="区外家数")
    n_unplaced: int = Field(title="所在地不明家数")


class FirmLine(Line):
    """One firm in one segment."""

    position: str = Field(title="上下游")
    segment_name: str = Field(title="环节")
    segment: str = Field(title="环节编号")
    firm: str = Field(title="企业编号")
    name: str = Field(title="企业")
    locality: str = Field(title="区位")
    city_locality: str | None = Field(title="市内")
    circle_locality: str | None = Field(title="圈内")
    place: str | None = Field(title="所在地")
    activity: tuple[str, ...] = Field(title="活动")
    stage: str = Field(title="阶段")
    products: tuple[str, ...] = Field(title="产品")
    grade: str = Field(title="证据等级")
    known_on: str | None = Field(title="发布日期")
    source_url: str | None = Field(title="来源")
    evidence: tuple[str, ...] = Field(title="依据编号")


class ChainFirms(Answer):
    """A chain with its firms; local ones first in each segment."""

    chain: str = Field(title="产业链")
    place: str = Field(title="地点")
    circle: str | None = Field(title="圈")
    within_km: float | None = Field(title="圈的半径(公里)")
    n_inside: int = Field(title="区内企业数")
    n_undecided: int = Field(title="片区不明企业数")
    n_in_city: int | None = Field(title="市内企业数")
    n_in_circle: int | None = Field(title="圈内企业数")
    n_outside: int = Field(title="区外企业数")
    n_unplaced: int = Field(title="所在地不明企业数")
    n_without: int = Field(title="库中没有企业记录的环节数")
    segments: tuple[SegmentLine, ...] = Field(title="环节")
    firms: tuple[FirmLine, ...] = Field(title="企业")


@dataclass(frozen=True)
class _Chain:
    """The segments in order, what firms do in each, and where."""

    segments: Sequence[Row]
    names: Mapping[str, str]
    done: Mapping[str, Sequence[Operation]]
    known: Mapping[str, Spot]
    around: Rings

    def firms(self) -> Iterable[FirmLine]:
        """One line a firm and segment, in the order of the chain."""
        for segment in self.segments:
            by_firm: dict[str, list[Operation]] = {}
            for one in self.done.get(segment["id"], ()):
                by_firm.setdefault(one.firm, []).append(one)
            yield from sorted((self._firm(segment, same) for same in by_firm.values()), key=_order)

    def _firm(self, segment: Row, same: Sequence[Operation]) -> FirmLine:
        own = min(same, key=lambda o: (not o.fills, STAGES.index(o.stage), -o.n_sources, o.edge_id))
        places = [o.at for o in same]
        spot = best(places, self.known)
        return FirmLine(
            position=SIDES.get(segment["position"], SIDES[None]), segment=segment["id"],
            segment_name=segment["name"] or segment["id"], firm=own.firm, name=own.name,
            locality=nearest(places, self.around.place), **self.around.seen(places),
            place=spot.shown if spot and spot.place_type != "country" else None,
            activity=tuple(dict.fromkeys(o.activity for o in same)), stage=own.stage,
            products=tuple(dict.fromkeys(p for o in same for p in o.products)),
            grade=min(grade_of(o.n_sources, o.source_url, o.basis) for o in same), known_on=own.known_on,
            source_url=own.source_url, evidence=tuple(o.edge_id for o in same),
        )  # fmt: skip

    def line(self, segment: Row, firms: Sequence[FirmLine]) -> SegmentLine:
        """A segment with its firms' names by where they are."""

        def named(field: str, where: str) -> tuple[str, ...]:
            return tuple(dict.fromkeys(f.name for f in firms if getattr(f, field) == where))

        return SegmentLine(
            position=SIDES.get(segment["position"], SIDES[None]), chain=self.names.get(segment["chain"], segment["chain"]),
            segment=segment["id"], name=segment["name"] or segment["id"], n_firms=len(firms),
            inside=named("locality", "inside"), undecided=named("locality", "undecided"),
            in_city=named("city_locality", "inside") if self.around.city else None,
            in_circle=named("circle_locality", "inside") if self.around.circle else None,
            n_outside=sum(f.locality == "outside" for f in firms),
            n_unplaced=sum(f.locality == "unplaced" for f in firms),
        )  # fmt: skip


def ask(view: View, *, chain: str, place: str = "厦门市", within_km: float | None = None) -> ChainFirms:
    """Every firm on record along a chain or group, segment by segment, with those here marked."""
    name, chains = chain_rows.members(view, lookup.chain(view, chain))
    around = rings(view, lookup.place(view, place), within_km)
    segments = sorted(view.rows(chain_rows.SEGMENTS, {"chains": chains}), key=lambda s: _along(s, chains))
    made = _Chain(segments, lookup.chain_names(view), *_done(view, segments), around)
    firms = tuple(made.firms())
    by_segment: dict[str, list[FirmLine]] = {}
    for one in firms:
        by_segment.setdefault(one.segment, []).append(one)
    lines = tuple(made.line(s, by_segment.get(s["id"], ())) for s in segments)
    return ChainFirms(
        **stamped(view), **_counts(firms, around), n=len({f.firm for f in firms}),
        not_known=_not_known(lines, firms, around.place.name),
        evidence=tuple(dict.fromkeys(e for f in firms for e in f.evidence)), chain=name, place=around.place.name,
        circle=around.circle.name if around.circle else None, within_km=within_km,
        n_without=sum(not s.n_firms for s in lines), segments=lines, firms=firms,
    )  # fmt: skip


def _along(segment: Row, chains: Sequence[str]) -> tuple[object, ...]:
    """Upstream before downstream, chain by chain, as each lists them."""
    sides = list(SIDES)
    side = sides.index(segment["position"]) if segment["position"] in sides else len(sides)
    return side, chains.index(segment["chain"]), segment["place_in_chain"] or 0, segment["id"]


def _done(view: View, segments: Sequence[Row]) -> tuple[dict[str, list[Operation]], dict[str, Spot]]:
    """What firms do in each segment or a whole twin of it, and the places they do it at."""
    twins = lookup.twin_classes(view)
    classes = {s["id"]: twins.get(s["id"], (s["id"],)) for s in segments}
    found = operations.in_segments(view, sorted({one for c in classes.values() for one in c}))
    by: dict[str, list[Operation]] = {}
    for one in found:
        by.setdefault(one.segment, []).append(one)
    done = {segment: [o for one in c for o in by.get(one, ())] for segment, c in classes.items()}
    return done, spots(view, (o.at for o in found))


def _order(line: FirmLine) -> tuple[object, ...]:
    return (NEAREST_FIRST[line.locality], STAGES.index(line.stage), line.grade, line.name, line.firm)


def _counts(firms: Sequence[FirmLine], around: Rings) -> dict[str, Any]:
    """Firms by where they are, each once, at its nearest."""

    def at(field: str, where: str) -> set[str]:
        return {f.firm for f in firms if getattr(f, field) == where}

    inside, maybe, out = (at("locality", where) for where in ("inside", "undecided", "outside"))
    return {
        "n_inside": len(inside),
        "n_undecided": len(maybe - inside),
        "n_outside": len(out - inside - maybe),
        "n_unplaced": len({f.firm for f in firms} - inside - maybe - out),
        "n_in_city": len(at("city_locality", "inside")) if around.city else None,
        "n_in_circle": len(at("circle_locality", "inside")) if around.circle else None,
    }


def _not_known(lines: Sequence[SegmentLine], firms: Sequence[FirmLine], place: str) -> tuple[str, ...]:
    said = []
    bare = sum(not s.n_firms for s in lines)
    if bare:
        said.append(f"{bare}个环节库中没有企业记录,不等于没有企业")
    nobody = sum(bool(s.n_firms) and not s.inside and not s.undecided for s in lines)
    if nobody:
        said.append(f"{place}:另有{nobody}个环节库中没有区内企业记录,不等于没有;是否缺口见 chainscout ask gaps")
    unplaced = len({f.firm for f in firms if f.place is None})
    if unplaced:
        said.append(f"{unplaced}家企业所在城市库中没有记录")
    return tuple(said)
