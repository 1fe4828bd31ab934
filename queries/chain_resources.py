"""Which projects, funds and carriers does a place have for a chain?

某产业链在某地有哪些项目、哪些基金(按投向或已投企业)、哪些载体可用?自用载体不列为可用。
"""

from collections.abc import Iterable

from pydantic import Field

from graph.model.change import Row, View
from queries.methods import lookup, own_use
from queries.methods.answer import Answer, Line, stamped
from queries.methods.chain_rows import members
from queries.methods.locality import AWAY, locality
from queries.methods.rings import Rings, rings
from queries.methods.whereabouts import nearest

CYPHER = """
UNWIND $chains AS chain
MATCH (c:Chain {id: chain})<-[:PART_OF]-(s:Segment)<-[x:FILLS]-(p:Project)
WHERE x.basis IS NULL OR x.basis IN ['observed', 'declared']
OPTIONAL MATCH (p)<-[:RUNS]-(f:Firm)
OPTIONAL MATCH (p)-[:LOCATED_IN]->(w:Place)
RETURN p.id AS project, p.name AS name, p.project_type AS project_type, p.project_stage AS project_stage,
       p.stage_on AS stage_on, p.planned_investment_100m_cny AS planned_investment_100m_cny, f.name AS firm,
       s.name AS segment_name, w.id AS at, w.name AS place, x.edge_id AS edge_id, x.source_url AS source_url
"""

SERVED = """
UNWIND $chains AS chain
MATCH (c:Chain {id: chain})<-[x:SERVES]-(p:Project)
WHERE x.basis IS NULL OR x.basis IN ['observed', 'declared']
OPTIONAL MATCH (p)<-[:RUNS]-(f:Firm)
OPTIONAL MATCH (p)-[:LOCATED_IN]->(w:Place)
RETURN p.id AS project, p.name AS name, p.project_type AS project_type, p.project_stage AS project_stage,
       p.stage_on AS stage_on, p.planned_investment_100m_cny AS planned_investment_100m_cny, f.name AS firm,
       '' AS segment_name, w.id AS at, w.name AS place, x.edge_id AS edge_id, x.source_url AS source_url
"""

MANDATED = """
UNWIND $chains AS chain
MATCH (c:Chain {id: chain})<-[m:MANDATED_FOR]-(f:Fund)
WHERE m.basis IS NULL OR m.basis IN ['observed', 'declared']
RETURN f.id AS fund, f.name AS name, f.size_100m_cny AS size_100m_cny, f.size_qualifier AS size_qualifier,
       m.mandate_breadth AS mandate_breadth, m.edge_id AS edge_id, m.source_url AS source_url
"""

INVESTED = """
MATCH (u:Fund)-[i:INVESTS_IN]->(f:Firm)-[:OPERATES_IN]->(s:Segment)-[:PART_OF]->(c:Chain)
WHERE c.id IN $chains AND (i.basis IS NULL OR i.basis IN ['observed', 'declared'])
RETURN DISTINCT u.id AS fund, u.name AS name, u.size_100m_cny AS size_100m_cny, u.size_qualifier AS size_qualifier,
       f.name AS firm, i.edge_id AS edge_id, i.source_url AS source_url
"""

CARRIERS = """
UNWIND $places AS place
MATCH (p:Place {id: place})<-[l:LOCATED_IN]-(c:Carrier)
WHERE l.basis IS NULL OR l.basis IN ['observed', 'declared']
RETURN c.id AS carrier, c.name AS name, p.id AS at, p.name AS place, c.carrier_type AS carrier_type, c.purpose AS purpose,
       c.area_m2 AS area_m2, c.area_mu AS area_mu, c.free_m2 AS free_m2, c.free_mu AS free_mu, c.free_from AS free_from,
       c.own_use AS own_use, c.source_url AS source_url
"""


class ProjectLine(Line):
    """A project of the chain at the place."""

    project: str = Field(title="项目编号")
    name: str = Field(title="项目")
    firm: str | None = Field(title="企业")
    project_type: str | None = Field(title="项目类型")
    project_stage: str | None = Field(title="项目阶段")
    stage_on: str | None = Field(title="阶段日期")
    planned_investment_100m_cny: float | None = Field(title="计划总投资(亿元)")
    segment_names: tuple[str, ...] = Field(title="环节")
    place: str | None = Field(title="地点")
    locality: str = Field(title="区位")
    city_locality: str | None = Field(title="市内")
    circle_locality: str | None = Field(title="圈内")
    source_url: str | None = Field(title="来源")
    evidence: tuple[str, ...] = Field(title="依据编号")


class FundLine(Line):
    """A fund by its mandate, or by what it holds in the chain."""

    fund: str = Field(title="基金编号")
    name: str = Field(title="基金")
    size_100m_cny: float | None = Field(title="规模(亿元)")
    size_qualifier: str | None = Field(title="规模口径")
    mandate_breadth: str | None = Field(title="投向范围")
    holdings: tuple[str, ...] = Field(title="已投本链企业")
    source_url: str | None = Field(title="来源")
    evidence: tuple[str, ...] = Field(title="依据编号")


class CarrierLine(Line):
    """A carrier at the place that is not for the owner's own use, as far as is on record."""

    carrier: str = Field(title="载体编号")
    name: str = Field(title="载体")
    place: str = Field(title="地点")
    locality: str = Field(title="区位")
    city_locality: str | None = Field(title="市内")
    circle_locality: str | None = Field(title="圈内")
    carrier_type: str | None = Field(title="载体类型")
    own_use: str = Field(title="是否自用")
    purpose: str | None = Field(title="用途")
    area_m2: float | None = Field(title="建筑面积(平方米)")
    area_mu: float | None = Field(title="用地面积(亩)")
    free_m2: float | None = Field(title="可用面积(平方米)")
    free_mu: float | None = Field(title="可用土地(亩)")
    free_from: str | None = Field(title="可用日期")
    source_url: str | None = Field(title="来源")


class ChainResources(Answer):
    """Projects, funds and carriers for a chain at a place."""

    chain: str = Field(title="产业链")
    place: str = Field(title="地点")
    circle: str | None = Field(title="圈")
    within_km: float | None = Field(title="圈的半径(公里)")
    n_in_circle: int | None = Field(title="圈内项目数")
    projects: tuple[ProjectLine, ...] = Field(title="项目")
    funds: tuple[FundLine, ...] = Field(title="基金")
    carriers: tuple[CarrierLine, ...] = Field(title="载体")


def ask(view: View, *, chain: str, place: str = "厦门市", within_km: float | None = None) -> ChainResources:
    """The projects of a chain at a place, the funds that are mandated for it or hold firms in it, the carriers there."""
    name, chains = members(view, lookup.chain(view, chain))
    around = rings(view, lookup.place(view, place), within_km)
    asked = {"chains": chains}
    rows = [r for r in (*view.rows(CYPHER, asked), *view.rows(SERVED, asked)) if _is_near(r["at"], around)]
    projects = _projects(
        {r["project"]: [x for x in rows if x["project"] == r["project"]] for r in rows}.values(), around
    )
    funds = _funds(view.rows(MANDATED, asked), view.rows(INVESTED, asked))
    places = around.place.inside | (around.circle.inside if around.circle else frozenset())
    carriers = [r for r in view.rows(CARRIERS, {"places": sorted(places)}) if _is_offered(r)]
    return ChainResources(
        **stamped(view), n=len(projects), not_known=_not_known(projects, funds, carriers),
        evidence=tuple(dict.fromkeys([*(e for p in projects for e in p.evidence), *(e for f in funds for e in f.evidence)])),
        chain=name, place=around.place.name, circle=around.circle.name if around.circle else None, within_km=within_km,
        n_in_circle=sum(p.circle_locality == "inside" for p in projects) if around.circle else None,
        projects=projects, funds=funds, carriers=tuple(_carriers(carriers, around)),
    )  # fmt: skip


def _is_near(at: str | None, around: Rings) -> bool:
    """Is it here or in the circle, or may be? One without a place may be anywhere."""
    asked = (s for s in (around.place, around.circle) if s is not None)
    return at is None or any(locality(at, scope) not in AWAY for scope in asked)


def _projects(grouped: Iterable[list[Row]], around: Rings) -> tuple[ProjectLine, ...]:
    """One line a project, the furthest first."""
    lines, inside = [], around.place.inside
    for several in grouped:
        same = sorted(several, key=lambda r: (r["at"] not in inside, r["at"] or "", r["firm"] or "", r["edge_id"]))
        own = same[0]
        places = [r["at"] for r in same if r["at"]]
        lines.append(ProjectLine(
            project=own["project"], name=own["name"] or own["project"], firm=next((r["firm"] for r in same if r["firm"]), None),
            project_type=own["project_type"], project_stage=own["project_stage"], stage_on=own["stage_on"],
            planned_investment_100m_cny=own["planned_investment_100m_cny"],
            segment_names=tuple(sorted({r["segment_name"] for r in same if r["segment_name"]})), place=own["place"],
            locality=nearest(places, around.place) if places else "undecided", **around.seen(places), source_url=own["source_url"],
            evidence=tuple(sorted({r["edge_id"] for r in same})),
        ))  # fmt: skip
    return tuple(sorted(lines, key=lambda p: (p.stage_on or "", p.name), reverse=True))


def _funds(mandated: Iterable[Row], invested: Iterable[Row]) -> tuple[FundLine, ...]:
    """Funds mandated by name before those mandated for many chains, before those that only hold firms here."""
    found: dict[str, list[Row]] = {}
    for row in (*mandated, *invested):
        found.setdefault(row["fund"], []).append(row)
    lines = []
    for fund, same in found.items():
        own = same[0]
        breadth = next((r["mandate_breadth"] or "named" for r in same if "mandate_breadth" in r), None)
        lines.append(FundLine(
            fund=fund, name=own["name"] or fund, size_100m_cny=own["size_100m_cny"], size_qualifier=own["size_qualifier"],
            mandate_breadth=breadth, holdings=tuple(sorted({r["firm"] for r in same if r.get("firm")})),
            source_url=own["source_url"], evidence=tuple(sorted({r["edge_id"] for r in same})),
        ))  # fmt: skip
    order = {"named": 0, "many": 1, "all": 2, None: 3}
    return tuple(sorted(lines, key=lambda f: (order.get(f.mandate_breadth, 3), f.name)))


def _is_offered(row: Row) -> bool:
    return not own_use.is_kept(row["own_use"]) and not own_use.is_total(row["name"])


def _carriers(rows: Iterable[Row], around: Rings) -> Iterable[CarrierLine]:
    """Carriers others can have for certain before those that may be the owner's."""
    for r in sorted(rows, key=lambda r: (own_use.is_unsure(r["own_use"]), str(r["place"]), str(r["name"]))):
        here = {"locality": nearest([r["at"]], around.place), **around.seen([r["at"]])}
        said = {f: r[f] for f in CarrierLine.model_fields if f in r}
        yield CarrierLine(**said | here | {"place": r["place"] or "", "own_use": r["own_use"] or "unknown"})


def _not_known(projects: tuple[ProjectLine, ...], funds: tuple[FundLine, ...], carriers: list[Row]) -> tuple[str, ...]:
    said = []
    no_sum = sum(p.planned_investment_100m_cny is None for p in projects)
    if not projects:
        said.append("库中没有该链项目的记录,不等于没有")
    elif no_sum:
        said.append(f"{no_sum}个项目没有金额记录")
    if not funds:
        said.append("库中没有基金投向或持股该链的记录,不等于没有")
    unsure = sum(own_use.is_unsure(r["own_use"]) for r in carriers)
    if unsure:
        said.append(f"{unsure}处载体是否自用库中没有记录:先问是否对外招商")
    if carriers and all(r["free_m2"] is None and r["free_mu"] is None for r in carriers):
        said.append("载体的空置面积库中没有记录")
    return tuple(said)
