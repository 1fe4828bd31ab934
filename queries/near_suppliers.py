"""Who near an anchor supplies it, or makes what its segments need, between two distances, how far, how well proven?

某链主的配套,方圆多少公里内有谁(如中创新航的配套,100–150公里内):已供货的、做其上游环节的,各在哪里、多远、到哪一步、证据几级?
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pydantic import Field

from graph.errors import QuestionError
from graph.model.change import Row, View
from queries.methods import lookup, operations, part_makers, reach, supply
from queries.methods.answer import Answer, Line, stamped
from queries.methods.circle import circle
from queries.methods.grades import grade_of
from queries.methods.locality import AWAY, Scope, locality, scope
from queries.methods.operations import Operation
from queries.methods.rings import Rings
from queries.methods.side_by_side import held
from queries.methods.supply import SupplyTie
from queries.methods.whereabouts import Spot, kilometres, seats, spots

CYPHER = ";\n".join((operations.OF_FIRMS, reach.UPSTREAM, operations.AT_PLACES, supply.SUPPLIERS, part_makers.COUNTS))

RECORDED, KIN, MAKER = "供货记录", "供货给同集团企业(推断)", "做其上游环节"
WAYS = (RECORDED, KIN, MAKER)
ZONES = ("in", "undecided", "nearer", "beyond", "unplaced")
"""Where a place lies for the two circles; in the order in which a firm's best place counts."""
MOST_STEPS = 4


class NearLine(Line):
    """A firm between the two distances, or not decided: what it gives, how, how far."""

    firm: str = Field(title="企业编号")
    name: str = Field(title="企业")
    way: str = Field(title="凭什么")
    what: str = Field(title="供什么或做哪个环节")
    segment: str | None = Field(title="环节编号")
    in_ring: str = Field(title="是否在此距离内")
    place: str | None = Field(title="所在地")
    distance_km: int | None = Field(title="距离(公里)")
    stage: str = Field(title="阶段")
    grade: str = Field(title="证据等级")
    known_on: str | None = Field(title="发布日期")
    source_url: str | None = Field(title="来源")
    evidence: tuple[str, ...] = Field(title="依据编号")


class NearSuppliers(Answer):
    """Known and possible suppliers of a firm between two distances from a place; others are counted."""

    firm: str = Field(title="企业编号")
    name: str = Field(title="企业")
    place: str = Field(title="圆心")
    within_km: float = Field(title="圈的半径(公里)")
    beyond_km: float = Field(title="不近于(公里)")
    segments: tuple[str, ...] = Field(title="它要的环节")
    n_suppliers: int = Field(title="其中已供货家数")
    n_makers: int = Field(title="其中做上游环节家数")
    n_undecided: int = Field(title="是否在此距离内不明的家数")
    n_nearer: int = Field(title="更近的家数")
    n_suppliers_beyond: int = Field(title="更远的已供货家数")
    n_suppliers_unplaced: int = Field(title="所在地不明的已供货家数")
    n_makers_unplaced: int = Field(title="所在城市不明的上游厂商数")
    firms: tuple[NearLine, ...] = Field(title="配套企业")


@dataclass(frozen=True)
class _Ring:
    """What lies between two circles round a place."""

    name: str
    outer: Scope
    inner: Scope | None
    known: Mapping[str, Spot]

    def zone(self, at: str | None) -> str:
        """Where one place lies: in the ring, undecided, nearer, beyond, or nowhere on record."""
        spot = self.known.get(at or "")
        if spot is None or spot.id == "CN":
            return "unplaced"
        out = locality(at, self.outer)
        near = locality(at, self.inner) if self.inner else "outside"
        if out in AWAY:
            return "beyond"
        if near == "inside":
            return "nearer"
        return "in" if (out, near) == ("inside", "outside") else "undecided"

    def best(self, places: Iterable[str | None]) -> tuple[str, str | None]:
        """The best zone of several places of one firm, and the place that gives it."""
        zoned = ((self.zone(p), p) for p in sorted({p for p in places if p}))
        return min(zoned, key=lambda z: ZONES.index(z[0]), default=("unplaced", None))

    def way_there(self, at: str | None) -> dict[str, object]:
        """Place and distance as a line shows them."""
        spot = self.known.get(at or "")
        centre = self.known.get(self.outer.place)
        return {
            "place": spot.shown if spot and spot.id != "CN" else None,
            "distance_km": kilometres(centre, spot) if spot and spot.city else None,
        }


def ask(
    view: View, *, firm: str, place: str = "厦门市", within_km: float = 150, beyond_km: float = 0, depth: int = 1
) -> NearSuppliers:
    """Who supplies a firm, or makes what it needs, farther than `beyond_km` and not farther than `within_km`."""
    _check(within_km, beyond_km, depth)
    asked, centre = lookup.firm(view, firm), lookup.place(view, place)
    outer = circle(view, centre, within_km)
    inner = circle(view, centre, beyond_km) if beyond_km else None
    needed = _needed(view, asked, depth)
    ties = supply.ties(view, supply.SUPPLIERS, asked, Rings(outer))
    places = seats(view, {t.firm for t in ties})
    made = [
        o for o in operations.at_places(view, outer.inside | outer.undecided, needed) if o.fills and o.firm != asked
    ]
    known = spots(view, [centre, *(o.at for o in made), *(p for those in places.values() for p in those)])
    ring = _Ring(scope(view, centre).name, outer, inner, known)
    zoned = [*_suppliers(ties, places, ring), *_makers(made, needed, ring)]
    lines = tuple(sorted((line for zone, line in zoned if zone in ("in", "undecided")), key=_order))
    return NearSuppliers(
        **stamped(view),
        **_counts(zoned),
        n=len({line.firm for line in lines}),
        not_known=_not_known(view, asked, needed, ties, ring),
        evidence=tuple(dict.fromkeys(e for line in lines for e in line.evidence)),
        firm=asked,
        name=lookup.firm_name(view, asked),
        place=ring.name,
        within_km=within_km,
        beyond_km=beyond_km,
        segments=tuple(dict.fromkeys(needed.values())),
        n_makers_unplaced=_unplaced(view, needed),
        firms=lines,
    )


def _check(within_km: float, beyond_km: float, depth: int) -> None:
    if within_km > 0 and not 0 <= beyond_km < within_km:
        raise QuestionError(
            f"--beyond-km {beyond_km:g}:须不小于0、小于 --within-km {within_km:g};请写如 --beyond-km 100 --within-km 150"
        )
    if not 1 <= depth <= MOST_STEPS:
        raise QuestionError(f"--depth {depth}:不在 1–{MOST_STEPS} 之间;请写这个范围内的层数")


def _needed(view: View, firm: str, depth: int) -> dict[str, str]:
    """The segments that feed what the firm fills, with their names; twins under one name."""
    own, twins = held(view, [firm]), lookup.twin_classes(view)
    steps = reach.walk(own, depth, lambda ids: view.rows(reach.UPSTREAM, {"segments": list(ids)}), twins)
    found: dict[str, str] = {}
    for step in steps:
        for one in twins.get(step.row["far"], (step.row["far"],)):
            if one not in own:
                found.setdefault(one, step.row["name"] or step.row["far"])
    return found


Zoned = tuple[str, NearLine]


def _suppliers(ties: Sequence[SupplyTie], places: Mapping[str, tuple[str, ...]], ring: _Ring) -> Iterable[Zoned]:
    for tie in ties:
        zone, at = ring.best(places.get(tie.firm, ()))
        row = {
            "firm": tie.firm, "name": tie.name, "way": RECORDED if tie.through == "本企业" else KIN,
            "what": tie.product or tie.segment_name or "供什么库中没有记录", "segment": tie.segment, "stage": "unknown",
            "grade": grade_of(tie.n_sources, tie.source_url, tie.basis), "known_on": tie.known_on,
            "source_url": tie.source_url, "evidence": tie.evidence,
        }  # fmt: skip
        yield zone, _line(row, zone, at, ring)


def _makers(made: Iterable[Operation], needed: Mapping[str, str], ring: _Ring) -> Iterable[Zoned]:
    for one in made:
        zone = ring.zone(one.at)
        row = {
            "firm": one.firm, "name": one.name, "way": MAKER, "what": needed[one.segment], "segment": one.segment,
            "stage": one.stage, "grade": grade_of(one.n_sources, one.source_url, one.basis), "known_on": one.known_on,
            "source_url": one.source_url, "evidence": (one.edge_id,),
        }  # fmt: skip
        yield zone, _line(row, zone, one.at, ring)


def _line(row: Row, zone: str, at: str | None, ring: _Ring) -> NearLine:
    return NearLine.model_validate(row | ring.way_there(at) | {"in_ring": "是" if zone == "in" else "不明"})


def _order(line: NearLine) -> tuple[object, ...]:
    far = line.distance_km if line.distance_km is not None else 10**6
    return (line.in_ring != "是", WAYS.index(line.way), far, line.name, line.what, line.evidence)


def _counts(zoned: Sequence[Zoned]) -> dict[str, int]:
    """Firms by zone, each at its best; suppliers on record apart from makers of what is needed."""

    def firms(zone: str, *ways: str) -> set[str]:
        return {line.firm for z, line in zoned if z == zone and line.way in (ways or WAYS)}

    inside, placed = firms("in"), firms("in") | firms("undecided") | firms("nearer")
    return {
        "n_suppliers": len(firms("in", RECORDED)),
        "n_makers": len(firms("in", MAKER)),
        "n_undecided": len(firms("undecided") - inside),
        "n_nearer": len(firms("nearer") - inside),
        "n_suppliers_beyond": len(firms("beyond", RECORDED) - placed),
        "n_suppliers_unplaced": len(firms("unplaced", RECORDED)),
    }


def _unplaced(view: View, needed: Mapping[str, str]) -> int:
    """Makers of the needed segments whose city no record says; a class of twins counts once."""
    rows = view.rows(part_makers.COUNTS, {"segments": sorted(needed)}) if needed else []
    by_name: dict[str, int] = {}
    for row in rows:
        lacking = (row["n_makers"] or 0) - (row["n_makers_placed"] or 0)
        name = needed[row["segment"]]
        by_name[name] = max(by_name.get(name, 0), lacking)
    return sum(by_name.values())


def _not_known(
    view: View, firm: str, needed: Mapping[str, str], ties: Sequence[SupplyTie], ring: _Ring
) -> tuple[str, ...]:
    said = []
    if not needed:
        said.append("库中没有记录该企业做哪个环节,或这些环节的上游;它要什么无从推断")
    if not any(t.through == "本企业" for t in ties):
        said.append("库中没有该企业的供应商记录,不等于没有")
    own = seats(view, [firm]).get(firm, ())
    if not own:
        said.append(f"该企业的所在地库中没有记录;距离从{ring.name}算起")
    elif all(locality(p, scope(view, ring.outer.place)) in AWAY for p in own):
        said.append(f"该企业不在圆心所在地;距离从{ring.name}算起,可用 --place 另指圆心")
    said.append("距离为直线距离,从地点坐标算起;只知到市的企业按市的坐标")
    return tuple(said)
