"""Who supplies whom around a firm: its own ties, and those of its kin, marked inferred?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pydantic import Field

from graph.model.change import Row, View
from queries.methods import lookup
from queries.methods.answer import Line
from queries.methods.family import KINSHIP_WORDS, Relative, families
from queries.methods.rings import Rings
from queries.methods.whereabouts import NEAREST_FIRST, Spot, best, kilometres, nearest, seats, spots

SUPPLIERS = """
UNWIND $firms AS firm
MATCH (b:Firm {id: firm})<-[e:SUPPLIES]-(a:Firm)
RETURN e.edge_id AS edge_id, a.id AS partner, a.name AS name, b.id AS own, e.segment AS segment, e.product AS product,
       e.share_pct AS share_pct, e.share_year AS share_year, e.share_note AS share_note, e.tie_note AS tie_note,
       e.basis AS basis, e.since AS since, e.until AS until, e.known_on AS known_on, e.n_sources AS n_sources,
       e.source_url AS source_url
"""

CUSTOMERS = """
UNWIND $firms AS firm
MATCH (a:Firm {id: firm})-[e:SUPPLIES]->(b:Firm)
RETURN e.edge_id AS edge_id, b.id AS partner, b.name AS name, a.id AS own, e.segment AS segment, e.product AS product,
       e.share_pct AS share_pct, e.share_year AS share_year, e.share_note AS share_note, e.tie_note AS tie_note,
       e.basis AS basis, e.since AS since, e.until AS until, e.known_on AS known_on, e.n_sources AS n_sources,
       e.source_url AS source_url
"""


class SupplyTie(Line):
    """One supply tie of a firm, or of its kin, with the partner and what is supplied."""

    firm: str = Field(title="企业编号")
    name: str = Field(title="企业")
    locality: str = Field(title="区位")
    city_locality: str | None = Field(title="市内")
    circle_locality: str | None = Field(title="圈内")
    place: str | None = Field(title="所在地")
    distance_km: int | None = Field(title="距离(公里)")
    product: str | None = Field(title="产品")
    segment: str | None = Field(title="环节编号")
    segment_name: str | None = Field(title="环节")
    through: str = Field(title="经由")
    basis: str = Field(title="依据类型")
    share_pct: float | None = Field(title="份额(%)")
    share_year: int | None = Field(title="份额年份")
    share_note: str | None = Field(title="份额说明")
    tie_note: str | None = Field(title="备注")
    since: str | None = Field(title="起始")
    until: str | None = Field(title="截止")
    n_sources: int = Field(title="来源数")
    known_on: str | None = Field(title="发布日期")
    source_url: str | None = Field(title="来源")
    evidence: tuple[str, ...] = Field(title="依据编号")


@dataclass(frozen=True)
class _Setting:
    """What lines are made with: who is whose kin, where partners are, how segments are called."""

    kin: Mapping[str, Relative]
    around: Rings
    places: Mapping[str, tuple[str, ...]]
    known: Mapping[str, Spot]
    segments: Mapping[str, str]


def ties(view: View, cypher: str, firm: str, around: Rings, segments: Iterable[str] = ()) -> tuple[SupplyTie, ...]:
    """The supply ties of a firm and its kin by one of the two queries; only of `segments` where some are given."""
    kin = {r.firm: r for r in families(view, [firm]).of(firm)}
    only = set(segments)
    rows = [r for r in view.rows(cypher, {"firms": sorted(kin)}) if r["partner"] not in kin]
    rows = [r for r in rows if not only or r["segment"] in only]
    places = seats(view, (r["partner"] for r in rows))
    known = spots(view, [around.place.place, *(p for those in places.values() for p in those)])
    names = lookup.segment_names(view, (r["segment"] for r in rows if r["segment"]))
    setting = _Setting(kin, around, places, known, names)
    return tuple(sorted((_line(r, setting) for r in rows), key=_order))


def _order(tie: SupplyTie) -> tuple[object, ...]:
    return (tie.basis == "inferred", NEAREST_FIRST[tie.locality], tie.name, tie.product or "", tie.evidence)


def _line(row: Row, setting: _Setting) -> SupplyTie:
    relative = setting.kin[row["own"]]
    own = relative.kinship == "self"
    places = setting.places.get(row["partner"], ())
    asked = setting.around.place
    where = nearest(places, asked)
    spot = best([p for p in places if nearest([p], asked) == where], setting.known)
    return SupplyTie(
        firm=row["partner"],
        name=row["name"] or row["partner"],
        locality=where,
        **setting.around.seen(places),
        place=spot.shown if spot else None,
        distance_km=kilometres(setting.known.get(asked.place), spot) if spot and spot.city else None,
        product=row["product"],
        segment=row["segment"],
        segment_name=setting.segments.get(row["segment"] or ""),
        through=KINSHIP_WORDS["self"] if own else f"{KINSHIP_WORDS[relative.kinship]} {relative.name}",
        basis=(row["basis"] or "declared") if own else "inferred",
        share_pct=None if row["share_pct"] is None else float(row["share_pct"]),
        share_year=row["share_year"],
        share_note=row["share_note"],
        tie_note=row["tie_note"],
        since=row["since"],
        until=row["until"],
        n_sources=row["n_sources"] or 0,
        known_on=row["known_on"],
        source_url=row["source_url"],
        evidence=(row["edge_id"], *relative.evidence),
    )


def unsaid(found: Sequence[SupplyTie], what: str) -> tuple[str, ...]:
    """What these ties do not say; `what` is 供应商 or 客户.

    >>> unsaid((), "供应商")
    ('库中没有该企业的供应商记录,不等于没有',)
    """
    own = [t for t in found if t.basis != "inferred"]
    said = []
    if not own:
        said.append(f"库中没有该企业的{what}记录,不等于没有")
    if len(own) < len(found):
        said.append(f"{len(found) - len(own)}条来自母公司、子公司或同集团企业,是否也适用于该企业未经证实")
    unplaced = {t.firm for t in found if t.place is None}
    if unplaced:
        said.append(f"{len(unplaced)}家{what}的所在地库中没有记录")
    shareless = sum(t.share_pct is None for t in own)
    if shareless:
        said.append(f"{shareless}条没有份额记录")
    return tuple(said)
