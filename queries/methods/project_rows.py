"""Which projects does the graph hold at some places: how far, when, of what type, for how much, in which chains?

A record of many projects at once (签约10个项目, 15项集中签约) is no project and is kept apart.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from graph.model.change import Row, View
from graph.model.project import MILESTONES
from queries.methods.reported import number

DATES = tuple(dict.fromkeys(MILESTONES.values()))

AT_PLACES = f"""
UNWIND $places AS place
MATCH (p:Place {{id: place}})<-[l:LOCATED_IN]-(j:Project)
WHERE l.basis IS NULL OR l.basis IN ['observed', 'declared']
RETURN j.id AS project, j.name AS name, j.project_type AS project_type, j.project_stage AS project_stage,
       j.stage_on AS stage_on, {", ".join(f"j.{d} AS {d}" for d in DATES)},
       j.planned_investment_100m_cny AS planned_investment_100m_cny, j.horizon_years AS horizon_years,
       p.id AS place, l.edge_id AS edge_id, l.source_url AS source_url
"""

CHAINS = """
UNWIND $projects AS project
MATCH (j:Project {id: project})-[x:FILLS]->(s:Segment)-[:PART_OF]->(c:Chain)
WHERE x.basis IS NULL OR x.basis IN ['observed', 'declared']
RETURN j.id AS project, c.id AS chain, x.edge_id AS edge_id
"""

SERVED = """
UNWIND $projects AS project
MATCH (j:Project {id: project})-[x:SERVES]->(c:Chain)
WHERE x.basis IS NULL OR x.basis IN ['observed', 'declared']
RETURN j.id AS project, c.id AS chain, x.edge_id AS edge_id
"""

RUN_BY = """
UNWIND $projects AS project
MATCH (j:Project {id: project})<-[x:RUNS]-(f:Firm)
RETURN j.id AS project, f.id AS firm, f.name AS name, x.edge_id AS edge_id
"""

POSSIBLE = """
UNWIND $places AS place
MATCH (p:Place {id: place})<-[l:LOCATED_IN]-(j:Project)
WHERE l.basis IN ['inferred', 'potential']
RETURN j.id AS project, j.name AS name, j.project_stage AS project_stage, l.basis AS basis, l.edge_id AS edge_id,
       coalesce(l.source_url, j.source_url) AS source_url
"""
"""Projects that are only thought to stand at a place, or may come there: counted nowhere."""

CYPHER = ";\n".join((AT_PLACES, POSSIBLE, CHAINS, SERVED, RUN_BY))

BUNDLE = re.compile(r"合计|\d+个[^期]*项目|\d+项|等[\d一二三四五六七八九十]+家")


@dataclass(frozen=True, slots=True)
class Project:
    """One project with all its places, chains and firms."""

    id: str
    name: str
    kind: str
    stage: str | None
    dates: Mapping[str, str]
    sum_100m_cny: Decimal | None
    horizon_years: int | None
    places: tuple[str, ...]
    chains: tuple[str, ...]
    firms: tuple[str, ...]
    source_url: str | None
    evidence: tuple[str, ...]

    def reached(self, stage: str) -> str | None:
        """When it reached a stage; an empty text where it stands there and no day is on record; none where it did not."""
        said = self.dates.get(MILESTONES.get(stage, ""))
        if said is None and self.stage == stage:
            return self.dates.get("stage_on", "")
        return said


def projects(view: View, places: Iterable[str]) -> list[Project]:
    """The projects located at these places, each once, by name."""
    grouped = _by_project(view.rows(AT_PLACES, {"places": sorted(set(places))}))
    asked = {"projects": sorted(grouped)}
    chains, firms = _chains(view, asked), _by_project(view.rows(RUN_BY, asked))
    made = (_project(same, chains.get(p, []), firms.get(p, [])) for p, same in grouped.items())
    return sorted(made, key=lambda p: (p.name, p.id))


def _chains(view: View, asked: Mapping[str, Sequence[str]]) -> dict[str, list[Row]]:
    """Chains by project; a group said of it beside its member counts once, as the member."""
    return _by_project([*view.rows(CHAINS, asked), *view.rows(SERVED, asked)])


def _by_project(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Rows of each project, in the order of their ties, whatever order an engine gives."""
    found: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda r: str(r["edge_id"])):
        found.setdefault(row["project"], []).append(row)
    return found


def _project(same: Sequence[Row], chains: Sequence[Row], firms: Sequence[Row]) -> Project:
    own = same[0]
    name = own["name"] or own["project"]
    return Project(
        id=own["project"],
        name=name,
        kind="bundle" if BUNDLE.search(name) else own["project_type"] or "unknown",
        stage=own["project_stage"],
        dates={d: own[d] for d in ("stage_on", *DATES) if own[d]},
        sum_100m_cny=number(own["planned_investment_100m_cny"]),
        horizon_years=own["horizon_years"],
        places=tuple(sorted({r["place"] for r in same})),
        chains=tuple(sorted({r["chain"] for r in chains})),
        firms=tuple(sorted({r["name"] or r["firm"] for r in firms})),
        source_url=own["source_url"],
        evidence=tuple(dict.fromkeys(r["edge_id"] for r in (*same, *chains, *firms))),
    )


@dataclass(frozen=True, slots=True)
class Sum:
    """Planned investment of some projects: what is known, what of it may be said twice, how many say nothing.

    Where nobody says a sum there is none, not zero.
    """

    known_100m_cny: Decimal | None
    least_100m_cny: Decimal | None
    n_without: int


def total(those: Iterable[Project]) -> Sum:
    """The sum of the known amounts; its least is where one firm's equal amounts are one project under two names.

    >>> def made(name, firm, sum):
    ...     return Project(name, name, "new", "签约", {}, sum and Decimal(sum), None, (), (), (firm,), None, ())
    >>> total([made("一期", "甲", "20"), made("一期投产", "甲", "20"), made("乙厂", "乙", "20"), made("丙厂", "丙", None)])
    Sum(known_100m_cny=Decimal('60'), least_100m_cny=Decimal('40'), n_without=1)
    >>> total([made("丙厂", "丙", None)])
    Sum(known_100m_cny=None, least_100m_cny=None, n_without=1)
    """
    listed = list(those)
    known = [p for p in listed if p.sum_100m_cny is not None]
    once: dict[tuple[object, ...], Decimal] = {}
    for one in known:
        key = (one.firms, one.sum_100m_cny) if one.firms else (one.id,)
        once[key] = one.sum_100m_cny or Decimal(0)
    if not known:
        return Sum(None, None, len(listed))
    every = sum((p.sum_100m_cny or Decimal(0) for p in known), Decimal(0))
    return Sum(every, sum(once.values(), Decimal(0)), len(listed) - len(known))


def alike(those: Iterable[Project]) -> list[tuple[str, ...]]:
    """Names of projects of the same firms and the same amount, which may be one."""
    grouped: dict[tuple[object, ...], list[str]] = {}
    for one in those:
        if one.firms and one.sum_100m_cny is not None:
            grouped.setdefault((one.firms, one.sum_100m_cny), []).append(one.name)
    return sorted(tuple(sorted(names)) for names in grouped.values() if len(names) > 1)
