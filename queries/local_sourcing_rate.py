"""How much of what an anchor buys comes from here, from the city, from near? An interval with its boundary and year.

某链主的本地配套率是多少:区内、市内、圈内各在什么区间,按家数、部件、成本、份额哪个口径,哪一年?记录不够时不给数。
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import Field

from graph.model.change import Row, View
from queries.methods import lookup, parts, supply
from queries.methods.answer import Answer, Line, stamped
from queries.methods.locality import Scope
from queries.methods.naming import tidy
from queries.methods.operations import FILLING_BASIS
from queries.methods.parts import Part
from queries.methods.rings import Rings, rings
from queries.methods.sourcing import Interval, Origin, by_count, by_share, origin_of_several
from queries.methods.whereabouts import nearest, seats

GROUPS = "UNWIND $firms AS firm MATCH (f:Firm {id: firm}) RETURN f.id AS firm, coalesce(f.group, f.id) AS head"

OWN_LINES = """
MATCH (f:Firm {id: $firm})<-[r:BRAND_OF|PROJECT_COMPANY_OF]-(g:Firm)
RETURN g.id AS firm
"""

CYPHER = ";\n".join((OWN_LINES, supply.SUPPLIERS, GROUPS, parts.PRODUCTS, parts.CONTAINS, parts.CLASSES))


class Rate(Line):
    """One rate: what is counted, within which boundary, of which year, and what it is made of."""

    measure: str = Field(title="口径")
    what: str = Field(title="采购什么")
    boundary: str = Field(title="边界")
    year: str = Field(title="年份")
    low_pct: float = Field(title="不低于(%)")
    high_pct: float = Field(title="不高于(%)")
    local: float = Field(title="本地")
    elsewhere: float = Field(title="外地")
    unknown: float = Field(title="不明")
    total: float = Field(title="合计")
    evidence: tuple[str, ...] = Field(title="依据编号")


class LocalSourcingRate(Answer):
    """The local sourcing rate of a firm as intervals; none where nothing is on record."""

    firm: str = Field(title="企业编号")
    name: str = Field(title="企业")
    place: str = Field(title="地点")
    circle: str | None = Field(title="圈")
    n_suppliers: int = Field(title="有记录的供应商数")
    n_parts: int = Field(title="部件清单上的部件数")
    suppliers: tuple[str, ...] = Field(title="供应商")
    rates: tuple[Rate, ...] = Field(title="本地配套率(区间)")


@dataclass(frozen=True)
class _Bought:
    """What a firm buys, as far as records go: who supplies what, where they are, which parts it needs."""

    rows: Sequence[Row]
    heads: Mapping[str, str]
    places: Mapping[str, tuple[str, ...]]
    twins: Mapping[str, tuple[str, ...]]
    names: Mapping[str, str]
    parts: Sequence[Part]
    classes: Mapping[str, tuple[str, ...]]

    def origin(self, rows: Iterable[Row], around: Scope) -> Origin:
        """Where one supplier (or its group) is for a boundary: at the nearest of its places on record."""
        known = [p for r in rows for p in self.places.get(r["partner"], ()) if p != "CN"]
        where = nearest(known, around) if known else "undecided"
        return {"inside": "local", "outside": "elsewhere"}.get(where, "unknown")  # type: ignore[return-value]

    def by_head(self) -> dict[str, list[Row]]:
        """Supply rows by supplier, firms of one group once."""
        return _grouped(self.rows, lambda r: self.heads.get(r["partner"], r["partner"]))

    def thing(self, row: Row) -> str:
        """What is supplied: the segment, one for its twins, else the product as written."""
        segment = row["segment"]
        return min(self.twins.get(segment, (segment,))) if segment else row["product"] or ""

    def called(self, row: Row) -> str:
        """What is supplied, as it is shown."""
        return self.names.get(row["segment"] or "") or row["product"] or "供什么库中没有记录"

    def of_part(self, part: Part) -> list[Row]:
        """The supply rows of a part: of a segment it belongs to, or of its name."""
        own, name = set(self.classes.get(part.row["part"], ())), tidy(part.row["name"] or "")
        return [r for r in self.rows if r["segment"] in own or tidy(r["product"] or "") == name]


def ask(
    view: View, *, firm: str, product: str = "", place: str = "厦门市", within_km: float | None = None
) -> LocalSourcingRate:
    """The local sourcing rate of a firm for the asked place, its city and a circle; intervals, or why there is none."""
    asked = lookup.firm(view, firm)
    around = rings(view, lookup.place(view, place), within_km)
    bought = _bought(view, asked, product)
    year = view.stamp.as_of[:4]
    rates = tuple(rate for scope in _scopes(around) for rate in _rates(bought, scope, year))
    heads = bought.by_head()
    return LocalSourcingRate(
        **stamped(view),
        n=len(rates),
        not_known=_not_known(bought, rates, product),
        evidence=tuple(dict.fromkeys(e for r in rates for e in r.evidence)),
        firm=asked,
        name=lookup.firm_name(view, asked),
        place=around.place.name,
        circle=around.circle.name if around.circle else None,
        n_suppliers=len(heads),
        n_parts=len({p.row["part"] for p in bought.parts}),
        suppliers=tuple(sorted({rows[0]["name"] or head for head, rows in heads.items()})),
        rates=rates,
    )


def _scopes(around: Rings) -> list[Scope]:
    return [s for s in (around.place, around.city, around.circle) if s is not None]


def _bought(view: View, firm: str, product: str) -> _Bought:
    own = {firm, *(r["firm"] for r in view.rows(OWN_LINES, {"firm": firm}))}
    rows = [r for r in view.rows(supply.SUPPLIERS, {"firms": sorted(own)}) if r["partner"] not in own]
    rows = sorted((r for r in rows if (r["basis"] or "declared") in FILLING_BASIS), key=lambda r: r["edge_id"])
    partners = sorted({r["partner"] for r in rows})
    listed = parts.parts_of(view, parts.own_products(view, sorted(own), product), 1)
    return _Bought(
        rows=rows,
        heads={r["firm"]: r["head"] for r in view.rows(GROUPS, {"firms": partners})} if partners else {},
        places=seats(view, partners),
        twins=lookup.twin_classes(view),
        names=lookup.segment_names(view, (r["segment"] for r in rows if r["segment"])),
        parts=listed,
        classes=parts.classes_of(view, (p.row["part"] for p in listed)),
    )


def _rates(bought: _Bought, around: Scope, year: str) -> Iterator[Rate]:
    """Every rate the records allow for one boundary: suppliers, parts or kinds bought, cost, shares."""
    if bought.rows:
        suppliers = by_count(bought.origin(rows, around) for rows in bought.by_head().values())
        yield from _rate("有记录的供应商家数", "全部", around, year, suppliers, (r["edge_id"] for r in bought.rows))
    if bought.parts:
        yield from _by_parts(bought, around, year)
    elif bought.rows:
        things = _grouped(bought.rows, bought.thing)
        origins = (origin_of_several(bought.origin([r], around) for r in rows) for rows in things.values())
        yield from _rate(
            "有记录的采购品类数", "全部", around, year, by_count(origins), (r["edge_id"] for r in bought.rows)
        )
    yield from _by_shares(bought, around)


def _by_parts(bought: _Bought, around: Scope, year: str) -> Iterator[Rate]:
    """By parts of the list, and by their share of the cost where it is on record."""
    origins: dict[str, Origin] = {}
    edges: list[str] = []
    for part in bought.parts:
        rows = bought.of_part(part)
        origins[part.row["part"]] = origin_of_several(bought.origin([r], around) for r in rows)
        edges += [part.row["edge_id"], *(r["edge_id"] for r in rows)]
    yield from _rate("部件数(部件清单)", "全部", around, year, by_count(origins.values()), edges)
    for _, listed in sorted(_grouped(bought.parts, lambda p: p.product).items()):
        priced = [p for p in listed if p.row["cost_share_pct"] is not None]
        shares = by_share((float(p.row["cost_share_pct"]), origins[p.row["part"]]) for p in priced)
        name = next((p.row["whole_name"] for p in priced if p.row["whole_name"]), "全部")
        yield from _rate("成本占比(部件清单)", name, around, year, shares, (p.row["edge_id"] for p in priced))


def _by_shares(bought: _Bought, around: Scope) -> Iterator[Rate]:
    """By recorded shares, one rate a thing and a year: shares of two years are never added."""
    said = [r for r in bought.rows if r["share_pct"] is not None]
    for (_, year), rows in sorted(_grouped(said, lambda r: (bought.thing(r), r["share_year"] or 0)).items()):
        shares = by_share((float(r["share_pct"]), bought.origin([r], around)) for r in rows)
        when = str(year) if year else "年份不明"
        yield from _rate("采购份额", bought.called(rows[0]), around, when, shares, (r["edge_id"] for r in rows))


def _rate(
    measure: str, what: str, around: Scope, year: str, found: Interval | None, edges: Iterable[str]
) -> Iterator[Rate]:
    if found is not None:
        yield Rate(
            measure=measure,
            what=what,
            boundary=around.name,
            year=year,
            low_pct=found.low_pct,
            high_pct=found.high_pct,
            local=round(found.local, 2),
            elsewhere=round(found.elsewhere, 2),
            unknown=round(found.unknown, 2),
            total=round(found.total, 2),
            evidence=tuple(dict.fromkeys(edges)),
        )


def _not_known(bought: _Bought, rates: Sequence[Rate], product: str) -> tuple[str, ...]:
    said = []
    if not rates:
        said.append("算不出本地配套率:库中没有该企业的供应商和部件记录,不等于没有本地配套")
    if bought.rows:
        said.append("只算库中有供货记录的供应商;没有记录的供应商不在分母里")
    if not bought.parts:
        said.append(f"库中没有记录{'产品“' + product + '”的' if product else ''}部件清单,不能按部件和成本算")
    if rates and not any(r.measure == "采购份额" for r in rates):
        said.append("供应商份额库中没有记录,不能按采购额算")
    unplaced = sum(not places for places in _known_places(bought))
    if unplaced:
        said.append(f"{unplaced}家供应商的所在地库中没有记录,算作不明")
    return tuple(said)


def _known_places(bought: _Bought) -> Iterator[list[str]]:
    for rows in bought.by_head().values():
        yield [p for r in rows for p in bought.places.get(r["partner"], ()) if p != "CN"]


def _grouped[K, T](rows: Iterable[T], key: Callable[[T], K]) -> dict[K, list[T]]:
    found: dict[K, list[T]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found
