"""What stands in each park of a place, by chain: firms, projects, planned investment, carriers?

各片区(园区)各产业链有几家在营企业(本级、含下属园区)、几个项目、计划投资多少、多少载体?投资只加已知金额,未知的另计。
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from pydantic import Field

from graph.model.change import Row, View
from queries.methods import lookup
from queries.methods.answer import Answer, Line, stamped
from queries.methods.locality import scope
from queries.methods.operations import FILLING_BASIS
from queries.methods.own_use import is_kept

CYPHER = """
UNWIND $places AS place
MATCH (p:Place {id: place})<-[:LOCATED_IN]-(f:Firm)-[o:OPERATES_IN]->(s:Segment)-[:PART_OF]->(c:Chain)
WHERE o.at = place
RETURN p.id AS place, c.id AS chain, f.id AS firm, o.stage AS stage, o.activity AS activity, s.filled_by AS filled_by,
       o.basis AS basis, o.edge_id AS edge_id
"""

PROJECTS = """
UNWIND $places AS place
MATCH (p:Place {id: place})<-[l:LOCATED_IN]-(j:Project)
WHERE l.basis IS NULL OR l.basis IN ['observed', 'declared']
OPTIONAL MATCH (j)-[:FILLS]->(:Segment)-[:PART_OF]->(c:Chain)
OPTIONAL MATCH (j)-[:SERVES]->(d:Chain)
RETURN p.id AS place, j.id AS project, coalesce(c.id, d.id) AS chain, j.project_stage AS project_stage,
       l.edge_id AS edge_id, j.project_type AS project_type, j.planned_investment_100m_cny AS planned_investment_100m_cny
"""

CARRIERS = """
UNWIND $places AS place
MATCH (p:Place {id: place})<-[l:LOCATED_IN]-(c:Carrier)
WHERE l.basis IS NULL OR l.basis IN ['observed', 'declared']
RETURN p.id AS place, c.id AS carrier, l.edge_id AS edge_id, c.area_m2 AS area_m2, c.free_m2 AS free_m2, c.own_use AS own_use
"""

PLACES = """
UNWIND $places AS place
MATCH (p:Place {id: place})
RETURN p.id AS id, p.name AS name, p.place_type AS place_type
"""

PARTS = """
UNWIND $places AS place
MATCH (w:Place {id: place})<-[:WITHIN*1..6]-(p:Place)
WHERE p.id IN $places
RETURN DISTINCT w.id AS whole, p.id AS part
"""

ANY = ""
"""The line of a park over all chains."""


class Park(Line):
    """One park and one chain (or all chains together, where `chain` is empty)."""

    place: str = Field(title="地点编号")
    name: str = Field(title="片区")
    place_type: str = Field(title="地点类型")
    chain: str = Field(title="产业链编号")
    chain_name: str = Field(title="产业链")
    n_firms: int = Field(title="在营企业(本级)")
    n_coming: int = Field(title="在建签约企业(本级)")
    n_firms_with_parts: int = Field(title="在营企业(含下属园区)")
    n_coming_with_parts: int = Field(title="在建签约企业(含下属园区)")
    n_projects: int = Field(title="项目")
    planned_investment_100m_cny: Decimal = Field(title="计划投资(亿元,已知金额之和)")
    n_without_sum: int = Field(title="金额不明的项目")
    n_carriers: int = Field(title="载体")
    free_m2: Decimal | None = Field(title="可用面积(平方米)")


class Parks(Answer):
    """Parks by chain; a firm of several chains counts in each and once over all."""

    place: str = Field(title="地点")
    parks: tuple[Park, ...] = Field(title="片区")


def ask(view: View, *, place: str = "厦门市") -> Parks:
    """What stands in the place itself and every zone, park and district inside it, by chain."""
    around = scope(view, lookup.place(view, place))
    asked = {"places": sorted(around.inside)}
    firms, projects, carriers = (view.rows(q, asked) for q in (CYPHER, PROJECTS, CARRIERS))
    spots = {r["id"]: r for r in view.rows(PLACES, asked)}
    names = lookup.chain_names(view)
    parts: dict[str, set[str]] = {}
    for r in view.rows(PARTS, asked):
        parts.setdefault(r["whole"], {r["whole"]}).add(r["part"])
    parks = tuple(_parks(spots, names, parts, (firms, projects, carriers)))
    loose = sum(p.n_without_sum for p in parks if p.chain == ANY)
    return Parks(
        **stamped(view),
        n=len({p.place for p in parks}),
        not_known=(
            "“本级”只计记录到该地本身的,“含下属园区”连同其中的园区、区县一并计;项目、投资、载体都只计本级;只知到市或区的列在该市、该区",
            *((f"{loose}个项目没有金额记录,未计入投资",) if loose else ()),
        ),
        evidence=tuple(sorted({r["edge_id"] for those in (firms, projects, carriers) for r in those})),
        place=around.name,
        parks=parks,
    )


def _parks(
    spots: dict[str, Row],
    names: dict[str, str],
    parts: Mapping[str, set[str]],
    rows: tuple[list[Row], list[Row], list[Row]],
) -> Iterable[Park]:
    order = {"zone": 0, "park": 1, "district": 2, "city": 3}
    for spot in sorted(spots.values(), key=lambda s: (order.get(s["place_type"], 4), s["id"])):
        own = [[r for r in those if r["place"] == spot["id"]] for those in rows]
        whole = [r for r in rows[0] if r["place"] in parts.get(spot["id"], {spot["id"]})]
        if not any((*own, whole)):
            continue
        chains = sorted({r["chain"] for those in (*own[:2], whole) for r in those if r["chain"]})
        for chain in (ANY, *chains):
            here = [[r for r in those if chain in (ANY, r["chain"])] for those in (own[0], own[1], whole)]
            yield _park(spot, (chain, names.get(chain, chain)), here, own[2] if chain == ANY else [])


def _standing(firms: Iterable[Row]) -> tuple[set[str], set[str]]:
    """Firms that fill a segment: those that operate, and those that only build or have signed."""
    fills = [r for r in firms if r["activity"] == r["filled_by"] and (r["basis"] or "declared") in FILLING_BASIS]
    running = {r["firm"] for r in fills if r["stage"] == "operating"}
    return running, {r["firm"] for r in fills if r["stage"] in ("building", "signed")} - running


def _park(spot: Row, chain: tuple[str, str], here: list[list[Row]], carriers: list[Row]) -> Park:
    firms, projects, whole = here
    once = {r["project"]: r for r in projects}
    sums = [r["planned_investment_100m_cny"] for r in once.values()]
    free = [Decimal(str(r["free_m2"])) for r in carriers if r["free_m2"] is not None and not is_kept(r["own_use"])]
    (running, coming), (all_running, all_coming) = _standing(firms), _standing(whole)
    return Park(
        place=spot["id"], name=spot["name"] or spot["id"], place_type=spot["place_type"] or "", chain=chain[0],
        chain_name=chain[1], n_firms=len(running), n_coming=len(coming), n_firms_with_parts=len(all_running),
        n_coming_with_parts=len(all_coming), n_projects=len(once),
        planned_investment_100m_cny=sum((Decimal(str(s)) for s in sums if s is not None), Decimal(0)),
        n_without_sum=sum(s is None for s in sums), n_carriers=len({r["carrier"] for r in carriers}),
        free_m2=sum(free, Decimal(0)) if free else None,
    )  # fmt: skip
