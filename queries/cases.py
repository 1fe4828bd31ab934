"""Which signed, started or producing projects of a place filled, extended or strengthened a chain; one example of each?

补链、延链、强链各举一个本区的例子:带日期、来源与判定理由;先后不明的标明;举不出的写明库中没有。
补链:签约前本地没有该环节的企业;延链:且处在优势环节的下游;强链:增资扩产,或该环节此前已有企业。
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pydantic import Field

from graph.model.change import View
from graph.model.project import MILESTONES
from queries.methods import chain_rows, lookup, project_rows
from queries.methods.answer import Answer, Line, stamped
from queries.methods.case_kinds import Action, Kind, Other, first_day, kind_of
from queries.methods.chain_rows import ChainRows, fetch
from queries.methods.circle import circle
from queries.methods.facts import SegmentFacts
from queries.methods.locality import Scope, scope
from queries.methods.project_rows import Project, projects
from queries.methods.rules import Rules, rules_of
from queries.methods.states import judge
from queries.methods.whereabouts import nearest

CYPHER = f"{chain_rows.CYPHER};\n{project_rows.CYPHER}"

ACTIONS: tuple[Action, ...] = ("fill", "extend", "strengthen")
COUNTED = ("new", "expansion", "unknown")
"""Types of project that are cases; platforms, funds, research and records of many projects are none."""
STEPS = ("签约", "开工", "投产")


class CaseLine(Line):
    """A project as a case of filling, extending or strengthening."""

    action: str = Field(title="动作代码")
    action_word: str = Field(title="动作")
    project: str = Field(title="项目编号")
    name: str = Field(title="项目")
    firms: tuple[str, ...] = Field(title="企业")
    chain: str = Field(title="产业链")
    segment: str = Field(title="环节编号")
    segment_name: str = Field(title="环节")
    came_on: str = Field(title="最早日期(签约、开工或投产)")
    steps: tuple[str, ...] = Field(title="各阶段日期")
    project_stage: str | None = Field(title="现阶段")
    planned_investment_100m_cny: Decimal | None = Field(title="计划总投资(亿元)")
    is_sure: bool = Field(title="先后有记录可判")
    why: str = Field(title="判定理由")
    source_url: str | None = Field(title="来源")
    evidence: tuple[str, ...] = Field(title="依据编号")


class Cases(Answer):
    """One example of each action, and every case."""

    place: str = Field(title="地点")
    within_km: float | None = Field(title="圈的半径(公里)")
    chain: str = Field(title="产业链")
    counts: dict[str, int] = Field(title="各动作的例子数")
    examples: tuple[CaseLine, ...] = Field(title="各举一例")
    cases: tuple[CaseLine, ...] = Field(title="全部例子")


@dataclass(frozen=True)
class _Setting:
    """What decides: facts of the segments, which are strong here, the rules, chains' names."""

    rows: ChainRows
    strong: frozenset[str]
    rules: Rules
    chains: Mapping[str, str]


def ask(view: View, *, place: str = "厦门市", chain: str = "", within_km: float | None = None) -> Cases:
    """Dated projects of a place by what they did for their chain, one example of each action first."""
    at = lookup.place(view, place)
    around = scope(view, at) if within_km is None else circle(view, at, within_km)
    setting = _setting(view, lookup.chains(view, chain), around)
    here = {p.id: p for p in projects(view, around.inside) if p.kind in COUNTED and _goes_on(p, setting.rules)}
    inside = {i: p for i, p in here.items() if nearest(p.places, around) == "inside"}
    lines = tuple(sorted(_lines(setting, inside), key=_order))
    words = [line.action_word for line in lines]
    named = {a: setting.rules.words.action[a] for a in ACTIONS}
    return Cases(
        **stamped(view), n=len(lines), not_known=unsaid(around.name, lines, inside.values(), named),
        evidence=tuple(dict.fromkeys(e for line in lines for e in line.evidence)), place=around.name,
        within_km=within_km, chain=setting.chains[lookup.chain(view, chain)] if chain else "全部",
        counts={w: words.count(w) for w in named.values()}, examples=tuple(_first_of_each(lines)), cases=lines,
    )  # fmt: skip


def _setting(view: View, chains: Sequence[str], around: Scope) -> _Setting:
    rows, rules = fetch(view, list(chains), around), rules_of(view.rules)
    as_of = date.fromisoformat(view.stamp.as_of)
    strong = frozenset(s for s, facts in rows.facts.items() if judge(facts, rules, as_of).state == "strong")
    return _Setting(rows, strong, rules, lookup.chain_names(view))


def _goes_on(project: Project, rules: Rules) -> bool:
    """A project that was put aside or given up is no example."""
    return project.stage not in rules.project_stages.ended


def came_on(project: Project) -> str | None:
    """The earliest day on record on which it was signed, started or produced.

    >>> made = Project("p", "甲", "new", "投产", {"signed_on": "2022-03", "stage_on": "2024"}, None, None, (), (), (), None, ())
    >>> came_on(made), steps(made)
    ('2022-03', ('签约2022-03', '投产2024'))
    """
    days = [on for stage in STEPS if (on := project.reached(stage))]
    return min(days, key=first_day, default=None)


def steps(project: Project) -> tuple[str, ...]:
    """Its dated steps in their order."""
    return tuple(f"{stage}{on}" for stage in MILESTONES if stage in STEPS and (on := project.reached(stage)))


def _lines(setting: _Setting, here: Mapping[str, Project]) -> Iterator[CaseLine]:
    """A line for each dated project and segment it fills; twins of a segment count once."""
    done: set[tuple[str, frozenset[str]]] = set()
    for row in setting.rows.segments:
        facts, one = setting.rows.facts[row["id"]], setting.rows.twin_class(row["id"])
        for project in sorted({p.project for p in facts.projects} & set(here)):
            if came_on(here[project]) and (project, one) not in done:
                done.add((project, one))
                yield _line(here[project], facts, setting, here)


def _line(project: Project, facts: SegmentFacts, setting: _Setting, here: Mapping[str, Project]) -> CaseLine:
    on = came_on(project) or ""
    upstream = [f.upstream for f in setting.rows.feeds if f.downstream in setting.rows.twin_class(facts.id)]
    strong = sorted({setting.rows.facts[s].name for s in upstream if s in setting.strong and s != facts.id})
    kind: Kind = kind_of(on, project.kind, _others(project, facts, setting.rules, here), strong)
    ties = [p.edge_id for p in facts.projects if p.project == project.id]
    return CaseLine(
        action=kind.action, action_word=setting.rules.words.action[kind.action], project=project.id, name=project.name,
        firms=project.firms, chain=setting.chains.get(facts.chain, facts.chain), segment=facts.id,
        segment_name=facts.name, came_on=on, steps=steps(project), project_stage=project.stage,
        planned_investment_100m_cny=project.sum_100m_cny, is_sure=kind.is_sure, why=kind.why,
        source_url=project.source_url, evidence=tuple(dict.fromkeys([*ties, *project.evidence])),
    )  # fmt: skip


def _others(project: Project, facts: SegmentFacts, rules: Rules, here: Mapping[str, Project]) -> Iterator[Other]:
    """Firms that fill the segment here and the other projects for it; what belongs to its own firm is marked."""
    heads = {p.head for p in facts.projects if p.project == project.id and p.head}
    for tie in facts.ties:
        fills = tie.activity == facts.filled_by and tie.basis in rules.state.basis_that_fills
        if tie.locality == "inside" and fills and tie.stage not in ("signed", "planned"):
            yield Other(tie.name, tie.since, tie.known_on, tie.head in heads)
    for other in facts.projects:
        known = here.get(other.project)
        if known and other.project != project.id and known.stage not in rules.project_stages.talking:
            yield Other(other.name, came_on(known), other.known_on, other.head in heads)


def _order(line: CaseLine) -> tuple[object, ...]:
    """By action; what the records decide first, then the furthest, then the newest."""
    furthest = max((STEPS.index(s[:2]) for s in line.steps), default=-1)
    newest = -first_day(line.came_on).toordinal()
    return ACTIONS.index(line.action), not line.is_sure, -furthest, newest, line.name, line.segment


def _first_of_each(lines: Iterable[CaseLine]) -> Iterator[CaseLine]:
    seen: set[str] = set()
    for line in lines:
        if line.action not in seen:
            seen.add(line.action)
            yield line


def unsaid(
    place: str, lines: Sequence[CaseLine], here: Iterable[Project], named: Mapping[Action, str]
) -> tuple[str, ...]:
    """Which example cannot be given, which is not sure, and how many projects have no day."""
    said, known = [], list(here)
    lacking = [word for word in named.values() if word not in {line.action_word for line in lines}]
    if lacking:
        said.append(f"{place}:库中没有可举的例子:{'、'.join(lacking)};不等于没有")
    doubtful = [
        w for w in named.values() if not any(x.is_sure for x in lines if x.action_word == w) and w not in lacking
    ]
    if doubtful:
        said.append(f"{'、'.join(doubtful)}的例子先后不明,引用前须核实")
    undated = sum(came_on(p) is None for p in known)
    if undated:
        said.append(f"{undated}个项目没有签约、开工或投产日期,未作例子")
    if known:
        said.append("优势环节按现状判断;此前有无企业以库中记录为限")
    return tuple(said)
