"""Whom does it hit when a firm stops or moves away: who loses a supplier, who a customer, for certain or possibly?

链主(或任一企业)停产或转移,会波及谁:下游谁断供、上游谁失去客户,逐层列出,确定的与可能的分开?
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pydantic import Field

from graph.errors import QuestionError
from graph.model.change import View
from queries.methods import lookup, supply
from queries.methods.answer import Answer, Line, stamped
from queries.methods.cascade import Cascade, Hit, lost, spread
from queries.methods.family import KINSHIP_WORDS, families
from queries.methods.grades import best_grade, grade_of
from queries.methods.rings import rings
from queries.methods.side_by_side import Neighbour, neighbours
from queries.methods.stands import WHERE_WORDS, Ground, counted, ground
from queries.methods.supply_bonds import CUSTOMER_COUNTS, HUB, SUPPLIER_COUNTS, SupplyBonds, firm_names

OWN_LINES = """
MATCH (f:Firm {id: $firm})<-[r:BRAND_OF|PROJECT_COMPANY_OF]-(g:Firm)
RETURN g.id AS firm, r.edge_id AS edge_id
"""

CYPHER = ";\n".join((OWN_LINES, CUSTOMER_COUNTS, supply.CUSTOMERS, SUPPLIER_COUNTS, supply.SUPPLIERS))

MOST_STEPS = 6
OTHERS_SHOWN = 5
HUB_OTHERS = f"超过{HUB}条,未逐一列出"
SIDES = {True: "下游断供", False: "上游失客户"}


class HitLine(Line):
    """A firm hit: which side, how far, by losing what from whom, and who else is on record for it."""

    side: str = Field(title="方向")
    depth: int = Field(title="层级")
    firm: str = Field(title="企业编号")
    name: str = Field(title="企业")
    where: str = Field(title="在哪里")
    place: str | None = Field(title="所在地")
    distance_km: int | None = Field(title="距离(公里)")
    loses: tuple[str, ...] = Field(title="失去")
    through: tuple[str, ...] = Field(title="经由")
    others: tuple[str, ...] = Field(title="另有记录的来源或客户")
    grade: str = Field(title="证据等级")
    known_on: str | None = Field(title="发布日期")
    source_url: str | None = Field(title="来源")
    evidence: tuple[str, ...] = Field(title="依据编号")


class Kin(Line):
    """A firm of the same family: what becomes of it no record says."""

    firm: str = Field(title="企业编号")
    name: str = Field(title="企业")
    kinship: str = Field(title="关系")
    where: str = Field(title="在哪里")
    evidence: tuple[str, ...] = Field(title="依据编号")


class Outage(Answer):
    """Whom the stop of one firm hits, certain and possible apart."""

    firm: str = Field(title="企业编号")
    name: str = Field(title="停产或转移的企业")
    place: str = Field(title="地点")
    circle: str | None = Field(title="圈")
    depth: int = Field(title="层数")
    n_certain: int = Field(title="确定波及家数")
    n_possible: int = Field(title="可能波及家数")
    counts: dict[str, int] = Field(title="波及企业所在")
    certain: tuple[HitLine, ...] = Field(title="确定(下游:库中没有记录别的来源;上游:有供货记录的直接供应商)")
    possible: tuple[HitLine, ...] = Field(title="可能(另有来源,或隔着一层,或只有推断的关系)")
    kin: tuple[Kin, ...] = Field(title="同集团企业(是否一并停产库中没有记录)")
    neighbours: tuple[Neighbour, ...] = Field(title="无供货记录、按上下游环节推断的本地企业")


@dataclass(frozen=True)
class _Side:
    """One direction of a cascade with what its lines are made of."""

    downstream: bool
    bonds: SupplyBonds
    cascade: Cascade


@dataclass(frozen=True)
class _Setting:
    """How firms and segments are called, and where firms stand."""

    names: Mapping[str, str]
    segments: Mapping[str, str]
    ground: Ground


def ask(view: View, *, firm: str, place: str = "厦门市", within_km: float | None = None, depth: int = 3) -> Outage:
    """Everybody hit by the stop of a firm, level by level, with the ties that say so."""
    _check(depth)
    asked = lookup.firm(view, firm)
    around = rings(view, lookup.place(view, place), within_km)
    start, kin, kin_ties = _family(view, asked)
    sides = [_side(view, start, kin, depth, downstream=d) for d in (True, False)]
    hit = {h.firm for s in sides for h in (*s.cascade.certain, *s.cascade.possible)}
    setting = _setting(view, sides, ground(view, {*hit, *kin}, around), kin)
    certain = _lines(sides, setting, certain=True)
    possible = _lines(sides, setting, certain=False)
    beside = neighbours(view, sorted(start), around, hit | start | set(kin))
    family = tuple(_kin(k, word, kin_ties[k], setting) for k, word in kin.items())
    lines: list[HitLine | Kin | Neighbour] = [*certain, *possible, *family, *beside]
    return Outage(
        **stamped(view),
        n=len(hit),
        not_known=_not_known(sides, setting, possible, depth),
        evidence=tuple(dict.fromkeys(e for line in lines for e in line.evidence)),
        firm=asked,
        name=lookup.firm_name(view, asked),
        place=around.place.name,
        circle=around.circle.name if around.circle else None,
        depth=depth,
        n_certain=len({line.firm for line in certain}),
        n_possible=len({line.firm for line in possible} - {line.firm for line in certain}),
        counts=counted(setting.ground.of(f) for f in sorted(hit)),
        certain=certain,
        possible=possible,
        kin=family,
        neighbours=beside,
    )


def _check(depth: int) -> None:
    if not 1 <= depth <= MOST_STEPS:
        raise QuestionError(f"--depth {depth}:不在 1–{MOST_STEPS} 之间;请写这个范围内的层数")


def _family(view: View, firm: str) -> tuple[set[str], dict[str, str], dict[str, tuple[str, ...]]]:
    """What stops with the firm (its own lines and brands), and its other kin with their kinship and ties."""
    own = {firm, *(r["firm"] for r in view.rows(OWN_LINES, {"firm": firm}))}
    others = [r for r in families(view, [firm]).of(firm) if r.firm not in own]
    return own, {r.firm: KINSHIP_WORDS[r.kinship] for r in others}, {r.firm: r.evidence for r in others}


def _side(view: View, start: set[str], kin: Mapping[str, str], depth: int, *, downstream: bool) -> _Side:
    bonds = SupplyBonds(view, start, downstream=downstream)
    walk = spread if downstream else lost
    return _Side(downstream, bonds, walk(sorted(start), bonds.given, bonds.taken, depth, kin))


def _setting(view: View, sides: Sequence[_Side], seen: Ground, kin: Iterable[str]) -> _Setting:
    hits = [h for s in sides for h in (*s.cascade.certain, *s.cascade.possible)]
    firms = {f for h in hits for f in (h.firm, *h.others[:OTHERS_SHOWN], *(b.giver for b in h.bonds))} | set(seen.seats)
    rows = [s.bonds.rows[b.id] for s in sides for h in (*s.cascade.certain, *s.cascade.possible) for b in h.bonds]
    return _Setting(
        firm_names(view, firms | set(kin)),
        lookup.segment_names(view, (r["segment"] for r in rows if r["segment"])),
        seen,
    )


def _lines(sides: Sequence[_Side], setting: _Setting, *, certain: bool) -> tuple[HitLine, ...]:
    chosen = ((s, h) for s in sides for h in (s.cascade.certain if certain else s.cascade.possible))
    words = list(WHERE_WORDS.values())
    made = [_line(side, hit, setting) for side, hit in chosen]
    return tuple(sorted(made, key=lambda h: (h.side, h.depth, words.index(h.where), h.name, h.firm)))


def _line(side: _Side, hit: Hit, setting: _Setting) -> HitLine:
    rows = [side.bonds.rows[b.id] for b in hit.bonds]
    what = (r["product"] or setting.segments.get(r["segment"] or "") or "供什么库中没有记录" for r in rows)
    newest = max(rows, key=lambda r: (r["known_on"] or "", r["edge_id"]))
    stand, named = setting.ground.of(hit.firm), setting.names
    return HitLine(
        side=SIDES[side.downstream],
        depth=hit.depth,
        firm=hit.firm,
        name=named.get(hit.firm, hit.firm),
        where=stand.word,
        place=stand.place,
        distance_km=stand.distance_km,
        loses=tuple(dict.fromkeys(what)),
        through=tuple(dict.fromkeys(named.get(b.giver, b.giver) for b in hit.bonds)),
        others=(HUB_OTHERS,) if hit.firm in side.bonds.hubs else _some(hit.others, named),
        grade=best_grade(grade_of(r["n_sources"] or 0, r["source_url"], r["basis"]) for r in rows),
        known_on=newest["known_on"],
        source_url=newest["source_url"],
        evidence=tuple(b.id for b in hit.bonds),
    )


def _some(others: Sequence[str], named: Mapping[str, str]) -> tuple[str, ...]:
    """The first of the others by name, and how many there are in all where not all are shown."""
    shown = tuple(named.get(o, o) for o in others[:OTHERS_SHOWN])
    return shown if len(others) <= OTHERS_SHOWN else (*shown, f"等{len(others)}家")


def _kin(firm: str, kinship: str, evidence: tuple[str, ...], setting: _Setting) -> Kin:
    return Kin(
        firm=firm,
        name=setting.names.get(firm, firm),
        kinship=kinship,
        where=setting.ground.of(firm).word,
        evidence=evidence,
    )


def _not_known(sides: Sequence[_Side], setting: _Setting, possible: Sequence[HitLine], depth: int) -> tuple[str, ...]:
    said = ["“确定”说的是本库记录:没有记录的来源、库存和替代不在其中;失去一个客户不等于停产"]
    for side in sides:
        what = "客户" if side.downstream else "供应商"
        if not (side.cascade.certain or side.cascade.possible):
            said.append(f"库中没有该企业的{what}记录,{SIDES[side.downstream]}波及谁不知道,不等于没有")
        if side.cascade.is_cut:
            said.append(f"{SIDES[side.downstream]}:波及的企业太多,只列出一部分;可用 --depth 减少层数")
    hubs = sorted({setting.names.get(f, f) for s in sides for f in s.bonds.hubs})
    if hubs:
        said.append(f"供货关系超过{HUB}条、未再往下查的企业:{'、'.join(_some(hubs, {}))}")
    if possible and max(h.depth for h in possible) == depth:
        said.append(f"只列到第{depth}层,更远的未列")
    return tuple(said)
