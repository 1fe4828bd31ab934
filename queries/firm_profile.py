"""What is known of a firm: names, places, segments, chains it leads, honours, projects, kin, ties?

某企业的画像:名称与代码、所在地、所属产业链与环节、是否链主、荣誉、项目、母子公司、供需关系,各凭什么来源?
"""

from collections.abc import Mapping, Sequence

from pydantic import Field

from graph.model.change import Row, View
from queries.methods import lookup, operations
from queries.methods.answer import Answer, Line, stamped
from queries.methods.family import KINSHIP_WORDS, families
from queries.methods.locality import Scope, locality, scope
from queries.methods.operations import Operation
from queries.methods.whereabouts import NEAREST_FIRST, Spot, nearest, seats, spots

CYPHER = """
MATCH (f:Firm {id: $firm})
RETURN f.id AS id, f.name AS name, f.names AS names, f.name_en AS name_en, f.short_name AS short_name,
       f.uscc AS uscc, f.stock_code AS stock_code, f.n_sources AS n_sources
"""

LEADS = """
MATCH (f:Firm {id: $firm})-[e:LEADS]->(c:Chain)
RETURN c.name AS name, e.since AS since, e.edge_id AS edge_id ORDER BY name, edge_id
"""

HONOURS = """
MATCH (f:Firm {id: $firm})-[e:HOLDS]->(h:Honour)
RETURN h.name AS name, h.honour_level AS honour_level, e.year AS year, e.batch AS batch, e.edge_id AS edge_id,
       e.source_url AS source_url
"""

PROJECTS = """
MATCH (f:Firm {id: $firm})-[e:RUNS]->(p:Project)
OPTIONAL MATCH (p)-[:FILLS]->(s:Segment)
OPTIONAL MATCH (p)-[:LOCATED_IN]->(w:Place)
RETURN p.id AS project, p.name AS name, p.project_type AS project_type, p.project_stage AS project_stage,
       p.stage_on AS stage_on, p.planned_investment_100m_cny AS planned_investment_100m_cny, s.name AS segment_name,
       w.name AS place, e.edge_id AS edge_id, e.source_url AS source_url ORDER BY edge_id
"""

PARTNERS = """
MATCH (f:Firm {id: $firm})-[e:SUPPLIES]-(g:Firm)
RETURN e.edge_id AS edge_id, g.id AS partner, startNode(e).id AS supplier ORDER BY edge_id
"""


class Does(Line):
    """What the firm does in one segment at one place."""

    segment: str = Field(title="环节编号")
    segment_name: str = Field(title="环节")
    chain: str = Field(title="产业链")
    activity: str = Field(title="活动")
    is_maker: bool = Field(title="填补该环节")
    stage: str = Field(title="阶段")
    role: str = Field(title="角色")
    locality: str = Field(title="区位")
    place: str | None = Field(title="所在地")
    products: tuple[str, ...] = Field(title="产品")
    capacity: str | None = Field(title="产能")
    since: str | None = Field(title="起始")
    basis: str = Field(title="依据类型")
    n_sources: int = Field(title="来源数")
    known_on: str | None = Field(title="发布日期")
    source_url: str | None = Field(title="来源")
    evidence: tuple[str, ...] = Field(title="依据编号")


class HeldHonour(Line):
    """An honour the firm holds."""

    name: str = Field(title="荣誉")
    honour_level: str | None = Field(title="级别")
    year: int | None = Field(title="年份")
    batch: str | None = Field(title="批次")
    source_url: str | None = Field(title="来源")
    evidence: tuple[str, ...] = Field(title="依据编号")


class OwnProject(Line):
    """A project the firm runs."""

    name: str = Field(title="项目")
    project_type: str | None = Field(title="项目类型")
    project_stage: str | None = Field(title="项目阶段")
    stage_on: str | None = Field(title="阶段日期")
    planned_investment_100m_cny: float | None = Field(title="计划总投资(亿元)")
    segment_names: tuple[str, ...] = Field(title="环节")
    places: tuple[str, ...] = Field(title="地点")
    source_url: str | None = Field(title="来源")
    evidence: tuple[str, ...] = Field(title="依据编号")


class Kin(Line):
    """A firm related to it."""

    firm: str = Field(title="企业编号")
    name: str = Field(title="企业")
    kinship: str = Field(title="关系")
    evidence: tuple[str, ...] = Field(title="依据编号")


class FirmProfile(Answer):
    """All that stands of one firm."""

    firm: str = Field(title="企业编号")
    name: str = Field(title="企业")
    names: tuple[str, ...] = Field(title="曾用写法")
    name_en: str | None = Field(title="英文名")
    short_name: str | None = Field(title="简称")
    uscc: str | None = Field(title="统一社会信用代码")
    stock_code: str | None = Field(title="股票代码")
    n_sources: int = Field(title="来源数")
    asked_place: str = Field(title="问及地点")
    locality: str = Field(title="区位")
    places: tuple[str, ...] = Field(title="所在地")
    leads: tuple[str, ...] = Field(title="所任链主")
    n_suppliers: int = Field(title="供应商数")
    n_customers: int = Field(title="客户数")
    operations: tuple[Does, ...] = Field(title="所做环节")
    honours: tuple[HeldHonour, ...] = Field(title="荣誉资质")
    projects: tuple[OwnProject, ...] = Field(title="项目")
    kin: tuple[Kin, ...] = Field(title="关联企业")


def ask(view: View, *, firm: str, place: str = "厦门市") -> FirmProfile:
    """Everything on record about a firm, seen from a place."""
    asked = lookup.firm(view, firm)
    around = scope(view, lookup.place(view, place))
    found = operations.of_firms(view, [asked])
    stands = seats(view, [asked]).get(asked, ())
    known = spots(view, [*stands, *(o.at for o in found)])
    lines, kin = _does(view, found, around, known), _kin(view, asked)
    honours = _honours(view.rows(HONOURS, {"firm": asked}))
    projects = merge(view.rows(PROJECTS, {"firm": asked}))
    groups: tuple[Sequence[Does | HeldHonour | OwnProject | Kin], ...] = (lines, honours, projects, kin)
    ties, edges = _ties(view, asked)
    profile = FirmProfile(
        **stamped(view),
        **_names(view, asked),
        **ties,
        n=len(lines),
        evidence=tuple(dict.fromkeys([*(e for g in groups for line in g for e in line.evidence), *edges])),
        asked_place=around.name,
        locality=nearest(stands, around),
        places=tuple(known[p].shown for p in stands if p in known),
        operations=lines,
        honours=honours,
        projects=projects,
        kin=kin,
    )
    return profile.model_copy(update={"not_known": unsaid(profile)})


def _names(view: View, firm: str) -> Row:
    """What the firm is called and coded."""
    own = view.rows(CYPHER, {"firm": firm})[0]
    name = own["name"] or firm
    codes = {field: own[field] for field in ("name_en", "short_name", "uscc", "stock_code")}
    names = tuple(n for n in own["names"] or () if n != name)
    return {"firm": firm, "name": name, "names": names, "n_sources": own["n_sources"] or 0, **codes}


def _ties(view: View, firm: str) -> tuple[Row, list[str]]:
    """Chains it leads, how many suppliers and customers, and the ties that say so."""
    leads = view.rows(LEADS, {"firm": firm})
    partners = view.rows(PARTNERS, {"firm": firm})
    return {
        "leads": tuple(r["name"] for r in leads),
        "n_suppliers": len({r["partner"] for r in partners if r["supplier"] != firm}),
        "n_customers": len({r["partner"] for r in partners if r["supplier"] == firm}),
    }, [r["edge_id"] for r in leads + partners]


def _does(view: View, found: Sequence[Operation], around: Scope, known: Mapping[str, Spot]) -> tuple[Does, ...]:
    names = lookup.segment_names(view, (o.segment for o in found))
    lines = (_line(o, names, around, known.get(o.at or "")) for o in found)
    return tuple(sorted(lines, key=lambda d: (NEAREST_FIRST[d.locality], not d.is_maker, d.segment, d.evidence)))


def _line(one: Operation, names: Mapping[str, str], around: Scope, spot: Spot | None) -> Does:
    return Does(
        segment=one.segment,
        segment_name=names.get(one.segment, one.segment),
        chain=one.segment.partition("/")[0],
        activity=one.activity,
        is_maker=one.fills,
        stage=one.stage,
        role=one.role,
        locality=locality(one.at, around),
        place=spot.shown if spot else None,
        products=one.products,
        capacity=one.capacity,
        since=one.since,
        basis=one.basis,
        n_sources=one.n_sources,
        known_on=one.known_on,
        source_url=one.source_url,
        evidence=(one.edge_id,),
    )


def _honours(rows: Sequence[Row]) -> tuple[HeldHonour, ...]:
    held = [HeldHonour(**{k: v for k, v in r.items() if k != "edge_id"}, evidence=(r["edge_id"],)) for r in rows]
    return tuple(sorted(held, key=lambda h: (-(h.year or 0), h.name, h.evidence)))


def merge(rows: Sequence[Row]) -> tuple[OwnProject, ...]:
    """Projects, one line each however many segments and places it has; the newest first."""
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row["project"], []).append(row)
    made = (_project(same) for _, same in sorted(grouped.items()))
    return tuple(sorted(made, key=lambda p: p.stage_on or "", reverse=True))


def _project(same: Sequence[Row]) -> OwnProject:
    own = same[0]
    invested = own["planned_investment_100m_cny"]
    return OwnProject(
        name=own["name"] or own["project"],
        project_type=own["project_type"],
        project_stage=own["project_stage"],
        stage_on=own["stage_on"],
        planned_investment_100m_cny=None if invested is None else float(invested),
        segment_names=tuple(sorted({r["segment_name"] for r in same if r["segment_name"]})),
        places=tuple(sorted({r["place"] for r in same if r["place"]})),
        source_url=own["source_url"],
        evidence=(own["edge_id"],),
    )


def _kin(view: View, firm: str) -> tuple[Kin, ...]:
    relatives = families(view, [firm]).of(firm)
    return tuple(
        Kin(firm=r.firm, name=r.name, kinship=KINSHIP_WORDS[r.kinship], evidence=r.evidence)
        for r in relatives
        if r.kinship != "self"
    )


def unsaid(profile: FirmProfile) -> tuple[str, ...]:
    """What no record says about the firm."""
    have = {
        "统一社会信用代码": profile.uscc,
        "所在地": profile.places,
        "所做环节": profile.operations,
        "荣誉资质": profile.honours,
        "项目": profile.projects,
        "母子公司": profile.kin,
        "供应商": profile.n_suppliers,
        "客户": profile.n_customers,
    }
    lacking = [what for what, value in have.items() if not value]
    return (f"库中没有记录:{'、'.join(lacking)};不等于没有",) if lacking else ()
