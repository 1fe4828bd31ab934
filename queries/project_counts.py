"""How many projects were signed (or reached a stage) in a year, for how much: by type, stage, place and chain?

某年签约(开工、投产……)了多少项目、计划总投资多少?新设、增资扩产、平台、基金分列;增资只计金额;本地自己报告的数另列,互不相加。
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic import Field

from graph.errors import QuestionError
from graph.model.change import Row, View
from queries.methods import lookup, project_rows
from queries.methods.answer import Answer, Line, stamped
from queries.methods.locality import Scope, locality
from queries.methods.project_rows import Project, alike, projects, total
from queries.methods.reported import REPORTS, Report, ReportLine, line, of_year, reports
from queries.methods.rings import Rings, rings
from queries.methods.rules import rules_of
from queries.methods.whereabouts import NEAREST_FIRST, nearest, spots
from queries.methods.years import asked_year

CYPHER = f"{project_rows.CYPHER};\n{REPORTS}"

KINDS: Mapping[str, str] = {
    "new": "新设", "expansion": "增资扩产(只计金额)", "platform": "平台", "fund": "基金", "research": "科研",
    "unknown": "类型不明", "bundle": "多个项目的合计记录(不计个数、金额)",
}  # fmt: skip
COUNTED = ("new", "unknown")
"""What counts as a project; the rest stands apart."""
MONEY = ("new", "expansion", "unknown")
UNITS = ("个", "亿元", "项")
RESERVE = "储备"
ANY = "全部"


class CountLine(Line):
    """One figure of projects: how many, how much is known, how many say no sum."""

    key: str = Field(title="分类")
    n_projects: int = Field(title="项目数")
    n_expansions: int = Field(title="增资扩产数")
    planned_investment_100m_cny: Decimal | None = Field(title="计划总投资(亿元,已知金额之和)")
    least_100m_cny: Decimal | None = Field(title="疑似重复只计一次时(亿元)")
    n_without_sum: int = Field(title="金额不明数")
    stages: str = Field(title="阶段口径")


class ProjectLine(Line):
    """One project that was counted, or stands apart."""

    project: str = Field(title="项目编号")
    name: str = Field(title="项目")
    project_type: str = Field(title="类型")
    project_stage: str | None = Field(title="现阶段")
    reached_on: str | None = Field(title="达到该阶段的日期")
    firms: tuple[str, ...] = Field(title="企业")
    planned_investment_100m_cny: Decimal | None = Field(title="计划总投资(亿元)")
    horizon_years: int | None = Field(title="投资年限")
    locality: str = Field(title="区位")
    city_locality: str | None = Field(title="市内")
    circle_locality: str | None = Field(title="圈内")
    places: tuple[str, ...] = Field(title="地点")
    chains: tuple[str, ...] = Field(title="产业链")
    source_url: str | None = Field(title="来源")
    evidence: tuple[str, ...] = Field(title="依据编号")


class PossibleLine(Line):
    """A project that is only inferred to be here, or may come: in no count."""

    project: str = Field(title="项目编号")
    name: str = Field(title="项目")
    project_stage: str | None = Field(title="现阶段")
    basis: str = Field(title="依据类型")
    source_url: str | None = Field(title="来源")
    evidence: tuple[str, ...] = Field(title="依据编号")


class ProjectCounts(Answer):
    """Counts of projects each way, the list, and the place's own figures beside them."""

    place: str = Field(title="地点")
    circle: str | None = Field(title="圈")
    within_km: float | None = Field(title="圈的半径(公里)")
    chain: str = Field(title="产业链")
    year: int | None = Field(title="年份")
    stages: str = Field(title="阶段口径")
    n_projects: int = Field(title="项目数(区内,新设与类型不明)")
    planned_investment_100m_cny: Decimal | None = Field(title="计划总投资(亿元,区内已知金额之和,含增资)")
    least_100m_cny: Decimal | None = Field(title="疑似重复只计一次时(亿元)")
    n_without_sum: int = Field(title="金额不明数")
    n_undecided: int = Field(title="片区不明的项目数(不计入)")
    n_in_city: int | None = Field(title="市内项目数")
    n_in_circle: int | None = Field(title="圈内项目数")
    by_type: tuple[CountLine, ...] = Field(title="按类型")
    by_year: tuple[CountLine, ...] = Field(title="按年份")
    by_stage: tuple[CountLine, ...] = Field(title="按现阶段")
    by_place: tuple[CountLine, ...] = Field(title="按片区(同一项目可在几处)")
    by_chain: tuple[CountLine, ...] = Field(title="按产业链(同一项目可属几链)")
    reported: tuple[ReportLine, ...] = Field(title="本地报告的数(与库中项目互不相加)")
    projects: tuple[ProjectLine, ...] = Field(title="项目清单")
    possible: tuple[PossibleLine, ...] = Field(title="只是推断或潜在的项目(不问产业链、阶段与年份,不计入任何数)")


def ask(
    view: View,
    *,
    year: int | None = None,
    place: str = "厦门市",
    chain: str = "",
    stage: str = "签约",
    within_km: float | None = None,
) -> ProjectCounts:
    """Projects that reached a stage in a year (or stand in 储备, or any with 全部) at a place, for a chain."""
    asked_year(year)
    stages, around = _stages(view, stage), rings(view, lookup.place(view, place), within_km)
    chains = {lookup.chain(view, chain), *lookup.chains(view, chain)} if chain else set[str]()
    known = [p for p in projects(view, around.asked) if not chains or chains & set(p.chains)]
    reached = {p.id: on for p in known if (on := _reached(p, stage, stages)) is not None}
    words = _Words(
        f"{stage}({'、'.join(stages)})" if stage == RESERVE else stage,
        {k: s.shown for k, s in spots(view, (w for p in known for w in p.places)).items()},
        lookup.chain_names(view),
    )
    met = _Met([p for p in known if p.id in reached and of_year(reached[p.id], year)], reached, around, words)
    figures = [line(r) for r in reports(view, around.place.inside) if _speaks_of(r, stage) and of_year(r.period, year)]
    lines, possible = tuple(met.lines()), _possible(view, around.place.inside, {p.id for p in known})
    return ProjectCounts(
        **stamped(view), **met.counts(), n=len(lines), year=year, stages=words.stages,
        not_known=_not_known(met, sum(on == "" for on in reached.values()), year),
        evidence=tuple(dict.fromkeys(e for those in (lines, possible, figures) for x in those for e in x.evidence)),
        place=around.place.name, circle=around.circle.name if around.circle else None, within_km=within_km,
        chain=words.chains[lookup.chain(view, chain)] if chain else ANY, reported=tuple(figures), projects=lines,
        possible=possible,
    )  # fmt: skip


def _possible(view: View, places: Iterable[str], known: set[str]) -> tuple[PossibleLine, ...]:
    """Projects here by inference or possibility alone, each once."""
    found: dict[str, list[Row]] = {}
    for row in sorted(view.rows(project_rows.POSSIBLE, {"places": sorted(places)}), key=lambda r: str(r["edge_id"])):
        if row["project"] not in known:
            found.setdefault(row["project"], []).append(row)
    lines = (
        PossibleLine(
            project=project, name=same[0]["name"] or project, project_stage=same[0]["project_stage"],
            basis=same[0]["basis"], source_url=same[0]["source_url"], evidence=tuple(r["edge_id"] for r in same),
        )
        for project, same in found.items()
    )  # fmt: skip
    return tuple(sorted(lines, key=lambda p: (p.name, p.project)))


def _speaks_of(report: Report, stage: str) -> bool:
    """Is it a number of projects, or their money, at the asked stage?"""
    return "项目" in report.name and report.unit in UNITS and (stage == ANY or stage in report.name)


@dataclass(frozen=True)
class _Words:
    """How the stages, places and chains are called."""

    stages: str
    places: Mapping[str, str]
    chains: Mapping[str, str]


@dataclass(frozen=True)
class _Met:
    """The projects that meet what was asked, when they did, and where they stand."""

    projects: Sequence[Project]
    reached: Mapping[str, str]
    around: Rings
    words: _Words

    @property
    def here(self) -> list[Project]:
        return [p for p in self.projects if nearest(p.places, self.around.place) == "inside"]

    def counts(self) -> dict[str, Any]:
        """The whole count, and the counts each way, of what is inside."""
        said, here, names = self.words.stages, self.here, self.words.chains
        whole = _count(ANY, here, said).model_dump(exclude={"key", "stages", "n_expansions"})
        return whole | {
            "n_undecided": self._in(self.around.place, "undecided"),
            "n_in_city": self._in(self.around.city) if self.around.city else None,
            "n_in_circle": self._in(self.around.circle) if self.around.circle else None,
            "by_type": _by(here, lambda p: [KINDS[p.kind]], said, _of_type),
            "by_year": _by(here, lambda p: [self.reached[p.id][:4] or "日期不明"], said),
            "by_stage": _by(here, lambda p: [p.stage or "阶段不明"], said),
            "by_place": _by(here, self._places, said),
            "by_chain": _by(here, lambda p: [names.get(c, c) for c in p.chains] or ["产业链不明"], said),
        }

    def _in(self, scope: Scope, where: str = "inside") -> int:
        return sum(p.kind in COUNTED and nearest(p.places, scope) == where for p in self.projects)

    def _places(self, one: Project) -> list[str]:
        return [self.words.places.get(w, w) for w in one.places if locality(w, self.around.place) == "inside"]

    def lines(self) -> list[ProjectLine]:
        """Every project as a line, those inside first, by type."""
        made = [self._line(p) for p in self.projects]
        order = list(KINDS.values())
        made.sort(key=lambda x: (order.index(x.project_type), x.reached_on or "", x.name))
        return sorted(made, key=lambda x: NEAREST_FIRST[x.locality])

    def _line(self, one: Project) -> ProjectLine:
        return ProjectLine(
            project=one.id, name=one.name, project_type=KINDS[one.kind], project_stage=one.stage,
            reached_on=self.reached[one.id] or None, firms=one.firms, planned_investment_100m_cny=one.sum_100m_cny,
            horizon_years=one.horizon_years, locality=nearest(one.places, self.around.place),
            **self.around.seen(one.places), places=tuple(self.words.places.get(p, p) for p in one.places),
            chains=tuple(self.words.chains.get(c, c) for c in one.chains), source_url=one.source_url,
            evidence=one.evidence,
        )  # fmt: skip


def _stages(view: View, stage: str) -> tuple[str, ...]:
    """The stages a person means by one: itself, the set of the rules for 储备, every one for 全部."""
    rules = rules_of(view.rules).project_stages
    every = (*rules.talking, *rules.coming, *rules.running, *rules.ended)
    if stage not in (*every, RESERVE, ANY):
        raise QuestionError(f"--stage {stage}:没有这个项目阶段;可写 {'、'.join((*every, RESERVE, ANY))}")
    return rules.reserve if stage == RESERVE else every if stage == ANY else (stage,)


def _reached(project: Project, stage: str, stages: Sequence[str]) -> str | None:
    """When the project came to the asked stage; for 储备 and 全部 what counts is where it stands now."""
    if stage in (RESERVE, ANY):
        stands = project.stage in stages or stage == ANY
        return project.dates.get("stage_on", "") if stands else None
    return project.reached(stage)


def _count(key: str, those: Sequence[Project], stages: str) -> CountLine:
    """Projects counted, increases beside them; the money is of both, never of platforms, funds or joint records."""
    summed = total(p for p in those if p.kind in MONEY)
    return CountLine(
        key=key,
        n_projects=sum(p.kind in COUNTED for p in those),
        n_expansions=sum(p.kind == "expansion" for p in those),
        planned_investment_100m_cny=summed.known_100m_cny,
        least_100m_cny=summed.least_100m_cny,
        n_without_sum=summed.n_without,
        stages=stages,
    )


def _by(
    those: Sequence[Project],
    keys: Callable[[Project], Iterable[str]],
    stages: str,
    count: Callable[[str, Sequence[Project], str], CountLine] = _count,
) -> tuple[CountLine, ...]:
    """One line a key; a project of several keys counts in each."""
    grouped: dict[str, list[Project]] = {}
    for one in those:
        for key in keys(one):
            grouped.setdefault(key, []).append(one)
    return tuple(count(k, same, stages) for k, same in sorted(grouped.items()))


def _of_type(key: str, same: Sequence[Project], stages: str) -> CountLine:
    """Every record of a type, also of those that do not count as projects."""
    summed, is_more = total(same), same[0].kind == "expansion"
    return CountLine(
        key=key, n_projects=0 if is_more else len(same), n_expansions=len(same) if is_more else 0,
        planned_investment_100m_cny=summed.known_100m_cny, least_100m_cny=summed.least_100m_cny,
        n_without_sum=summed.n_without, stages=stages,
    )  # fmt: skip


def _not_known(met: _Met, n_undated: int, year: int | None) -> tuple[str, ...]:
    said, money = [], [p for p in met.here if p.kind in MONEY]
    if not met.projects:
        said.append(f"{met.around.place.name}:库中没有符合的项目记录,不等于没有")
    if n_undated and year:
        said.append(f"{n_undated}个项目到了该阶段而日期库中没有记录,未计入{year}年")
    loose = sum(p.sum_100m_cny is None for p in money)
    if loose:
        said.append(f"{loose}个项目没有金额记录,未计入投资")
    said += [f"疑为同一项目而未并(企业与金额相同):{'、'.join(names)}" for names in alike(money)]
    if any(p.kind == "bundle" for p in met.here):
        said.append("一条记录说了几个项目的,不计个数与金额,另列")
    said.append("库中只有公开可查的项目,不是全部;本地报告的总数另列,是否含平台、基金、增资以报告为准")
    return tuple(said)
