"""An anchor's product taken apart: which parts have somebody here, in the city, near, only elsewhere, or nobody known?

某链主的产品要哪些部件(如天马8.6代投产后,玻璃基板、背光模组还缺谁):每个部件区内、市内、圈内、外地有谁,还是库中没有记录?
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import Field

from graph.errors import QuestionError
from graph.model.change import View
from queries.methods import lookup, operations, part_makers, parts, reach, supply
from queries.methods.answer import Answer, Line, stamped
from queries.methods.grades import grade_of
from queries.methods.part_makers import NOBODY, WHERE_ORDER, Given, Giver, Wanted
from queries.methods.rings import rings
from queries.methods.side_by_side import held

CYPHER = ";\n".join(
    (parts.PRODUCTS, parts.CONTAINS, parts.CLASSES, operations.OF_FIRMS, reach.UPSTREAM, supply.SUPPLIERS,
     part_makers.MAKERS, operations.AT_PLACES, part_makers.COUNTS, part_makers.EXAMPLES)
)  # fmt: skip

MOST_LEVELS = 8
INFERRED = "推断:库中没有部件清单,按上下游环节列出"


class PartLine(Line):
    """One part: where in the product it stands, where the nearest giver is, who supplies it now."""

    product: str = Field(title="产品或环节")
    level: int = Field(title="层级")
    part: str = Field(title="部件")
    whole: str = Field(title="属于")
    quantity: float | None = Field(title="用量")
    quantity_unit: str | None = Field(title="用量单位")
    cost_share_pct: float | None = Field(title="成本占比(%)")
    essential: str = Field(title="是否必需")
    segments: tuple[str, ...] = Field(title="归入环节")
    where: str = Field(title="最近在哪里")
    n_near: int = Field(title="区内市内圈内家数")
    suppliers: tuple[str, ...] = Field(title="现有供应商(有记录)")
    n_makers: int = Field(title="已知厂商数")
    basis: str = Field(title="依据类型")
    grade: str = Field(title="证据等级")
    source_url: str | None = Field(title="来源")
    evidence: tuple[str, ...] = Field(title="依据编号")


class GiverLine(Line):
    """A firm that could give a part."""

    part: str = Field(title="部件")
    firm: str = Field(title="企业编号")
    name: str = Field(title="企业")
    where: str = Field(title="在哪里")
    place: str | None = Field(title="所在地")
    distance_km: int | None = Field(title="距离(公里)")
    way: str = Field(title="凭什么")
    stage: str = Field(title="阶段")
    grade: str = Field(title="证据等级")
    known_on: str | None = Field(title="发布日期")
    source_url: str | None = Field(title="来源")
    evidence: tuple[str, ...] = Field(title="依据编号")


class ProductParts(Answer):
    """The parts of an anchor's product, or of what its segments need where no parts list is on record."""

    firm: str = Field(title="企业编号")
    name: str = Field(title="企业")
    products: tuple[str, ...] = Field(title="产品")
    place: str = Field(title="地点")
    circle: str | None = Field(title="圈")
    drawn_from: str = Field(title="部件从哪里来")
    counts: dict[str, int] = Field(title="部件数")
    parts: tuple[PartLine, ...] = Field(title="部件")
    firms: tuple[GiverLine, ...] = Field(title="谁能供")


@dataclass(frozen=True)
class _Need:
    """A part with all but who could give it."""

    wanted: Wanted
    line: dict[str, object]
    evidence: tuple[str, ...]


def ask(
    view: View, *, firm: str, product: str = "", place: str = "厦门市", within_km: float | None = None, depth: int = 2
) -> ProductParts:
    """The parts of a firm's product level by level with who could give each; inferred from segments without a list."""
    if not 1 <= depth <= MOST_LEVELS:
        raise QuestionError(f"--depth {depth}:不在 1–{MOST_LEVELS} 之间;请写这个范围内的层数")
    asked = lookup.firm(view, firm)
    around = rings(view, lookup.place(view, place), within_km)
    made = parts.own_products(view, [asked], product)
    needs = _listed(view, parts.parts_of(view, made, depth))
    is_listed = bool(needs)
    needs = needs or _inferred(view, asked, depth)
    found = part_makers.given(view, [n.wanted for n in needs], [asked], around)
    lines = tuple(_line(need, who) for need, who in zip(needs, found, strict=True))
    firms = _firms(needs, found)
    shown: list[PartLine | GiverLine] = [*lines, *firms]
    return ProductParts(
        **stamped(view),
        n=len(lines),
        not_known=_not_known(lines, product, has_product=bool(made), is_listed=is_listed),
        evidence=tuple(dict.fromkeys(e for line in shown for e in line.evidence)),
        firm=asked,
        name=lookup.firm_name(view, asked),
        products=tuple(r["name"] or p for p, r in made.items()),
        place=around.place.name,
        circle=around.circle.name if around.circle else None,
        drawn_from="部件清单" if is_listed else INFERRED,
        counts=_counts(lines),
        parts=lines,
        firms=firms,
    )


def _listed(view: View, found: Sequence[parts.Part]) -> list[_Need]:
    """Parts as a parts list says."""
    classes = parts.classes_of(view, (p.row["part"] for p in found))
    names = lookup.segment_names(view, (s for those in classes.values() for s in those))
    roots = {p.row["whole"]: p.row["whole_name"] or p.row["whole"] for p in found if p.level == 1}
    needs = []
    for part in found:
        row, segments = part.row, classes.get(part.row["part"], ())
        name = row["name"] or row["part"]
        line = {
            "product": roots[part.product], "level": part.level, "part": name,
            "whole": row["whole_name"] or row["whole"], "quantity": _number(row["quantity"]),
            "quantity_unit": row["quantity_unit"], "cost_share_pct": _number(row["cost_share_pct"]),
            "essential": row["essential"] or "unknown", "segments": tuple(names.get(s, s) for s in segments),
            "basis": row["basis"] or "declared", "source_url": row["source_url"],
            "grade": grade_of(row["n_sources"] or 0, row["source_url"], row["basis"]),
        }  # fmt: skip
        needs.append(_Need(Wanted(name, row["part"], segments), line, (row["edge_id"],)))
    return needs


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))


def _inferred(view: View, firm: str, depth: int) -> list[_Need]:
    """What feeds the segments the firm fills, one line a segment: never more than inferred."""
    own, twins = held(view, [firm]), lookup.twin_classes(view)
    steps = reach.walk(own, depth, lambda ids: view.rows(reach.UPSTREAM, {"segments": list(ids)}), twins)
    needs: dict[str, _Need] = {}
    for step in steps:
        row, segments = step.row, twins.get(step.row["far"], (step.row["far"],))
        if set(segments) & set(own):
            continue
        name = row["name"] or row["far"]
        line = {
            "product": row["near_name"] or row["near"], "level": step.depth, "part": name,
            "whole": row["near_name"] or row["near"], "quantity": None, "quantity_unit": None, "cost_share_pct": None,
            "essential": row["essential"] or "unknown", "segments": (name,), "basis": "inferred",
            "source_url": row["source_url"], "grade": "C",
        }  # fmt: skip
        needs.setdefault(min(segments), _Need(Wanted(name, None, segments), line, (row["edge_id"],)))
    return list(needs.values())


def _line(need: _Need, who: Given) -> PartLine:
    near = [g for g in who.givers if g.is_running and g.stand.where in ("inside", "in_city", "within")]
    return PartLine.model_validate(
        need.line
        | {
            "where": who.where,
            "n_near": len(near),
            "suppliers": tuple(g.name for g in who.givers if g.way == "供货记录"),
            "n_makers": who.n_makers,
            "evidence": need.evidence,
        }
    )


def _firms(needs: Sequence[_Need], found: Sequence[Given]) -> tuple[GiverLine, ...]:
    """One line a part and firm; a part that stands in several places of a product is shown once."""
    lines: dict[tuple[str, str], GiverLine] = {}
    for need, who in zip(needs, found, strict=True):
        for giver in who.givers:
            lines.setdefault((need.wanted.name, giver.firm), _giver(need.wanted.name, giver))
    return tuple(lines.values())


def _giver(part: str, giver: Giver) -> GiverLine:
    return GiverLine(
        part=part,
        firm=giver.firm,
        name=giver.name,
        where=giver.stand.word,
        place=giver.stand.place,
        distance_km=giver.stand.distance_km,
        way=giver.way,
        stage=giver.stage,
        grade=giver.grade,
        known_on=giver.known_on,
        source_url=giver.source_url,
        evidence=giver.evidence,
    )


def _counts(lines: Sequence[PartLine]) -> dict[str, int]:
    """How many parts have their nearest giver where."""
    n = Counter({line.part: line.where for line in lines}.values())
    return {where: n[where] for where in WHERE_ORDER if where in n}


def _not_known(lines: Sequence[PartLine], product: str, *, has_product: bool, is_listed: bool) -> tuple[str, ...]:
    said = []
    if product and not has_product:
        said.append(f"库中没有记录该企业的产品“{product}”,不等于没有")
    if not is_listed:
        said.append("库中没有记录部件清单;可用 chainscout template 取物料清单模板补录")
    if not lines:
        said.append("库中没有记录该企业做哪个环节,要哪些部件无从推断")
    nobody = sorted({line.part for line in lines if line.where == NOBODY})
    if nobody:
        said.append(f"库中没有记录谁能供:{'、'.join(nobody)};不等于没有")
    loose = sorted({line.part for line in lines if not line.segments})
    if loose:
        said.append(f"没有归入环节的部件:{'、'.join(loose)}")
    silent = sum(not line.suppliers for line in lines)
    if silent:
        said.append(f"{silent}个部件的现有供应商库中没有记录")
    return tuple(said)
