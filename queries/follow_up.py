"""Who answers for a firm, how far are its projects, when was the last contact, and what comes next?

这家企业谁在对接(专班、部门、岗位,不记个人),项目到哪一步,最近一次联系是什么时候,下一步做什么、是否逾期?缺哪项记录就写明哪项。
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from pydantic import Field

from graph.model.change import Row, View
from graph.model.project import MILESTONES
from queries.methods import firm_chains, lookup
from queries.methods.answer import Answer, Line, stamped
from queries.methods.dates import last_day
from queries.methods.family import KINSHIP_WORDS, families
from queries.methods.operations import FILLING_BASIS

DATES = tuple(dict.fromkeys(MILESTONES.values()))

RUN = f"""
UNWIND $firms AS firm
MATCH (f:Firm {{id: firm}})-[e:RUNS]->(j:Project)
RETURN f.id AS firm, j.id AS project, j.name AS name, j.project_type AS project_type,
       j.project_stage AS project_stage, j.stage_on AS stage_on, {", ".join(f"j.{d} AS {d}" for d in DATES)},
       j.stage_reason AS stage_reason, j.stuck_on AS stuck_on, j.owner_post AS owner_post, e.edge_id AS edge_id,
       coalesce(j.source_url, e.source_url) AS source_url
"""

OWNED: Mapping[str, str] = {
    kind: f"""
UNWIND $things AS thing
MATCH (x:{kind} {{id: thing}})<-[e:OWNS_TASK]-(t:TaskForce)
RETURN x.id AS thing, x.name AS name, t.name AS task_force, t.post AS post, e.duty AS duty,
       e.last_contact_on AS last_contact_on, e.next_step AS next_step, e.step_due_on AS step_due_on,
       e.basis AS basis, e.known_on AS known_on, e.edge_id AS edge_id, e.source_url AS source_url
"""
    for kind in ("Firm", "Project", "Chain")
}

CYPHER = ";\n".join((RUN, *OWNED.values(), firm_chains.CYPHER))

LEVELS: Mapping[str, str] = {"Firm": "企业", "Project": "项目", "Chain": "产业链"}
STUCK_WORDS: Mapping[str, str] = {
    "land": "用地", "energy": "用能", "people": "用工", "scenario": "场景", "money": "资金", "other": "其他",
}  # fmt: skip


class OwnerLine(Line):
    """A task force, department or post that answers for the firm, one of its projects or one of its chains."""

    level: str = Field(title="负责层级")
    answers_for: str = Field(title="负责对象")
    task_force: str | None = Field(title="专班或部门")
    post: str | None = Field(title="岗位")
    duty: str | None = Field(title="职责")
    last_contact_on: str | None = Field(title="最近联系日期")
    days_since: int | None = Field(title="距截至日期(天)")
    next_step: str | None = Field(title="下一步")
    step_due_on: str | None = Field(title="下一步时限")
    due: str = Field(title="时限状态")
    basis: str = Field(title="依据类型")
    known_on: str | None = Field(title="发布日期")
    source_url: str | None = Field(title="来源")
    evidence: tuple[str, ...] = Field(title="依据编号")


class ProjectLine(Line):
    """A project of the firm or of what belongs to it, with the dates of its stages."""

    project: str = Field(title="项目编号")
    name: str = Field(title="项目")
    run_by: tuple[str, ...] = Field(title="实施企业")
    project_type: str | None = Field(title="项目类型")
    project_stage: str | None = Field(title="项目阶段")
    stage_on: str | None = Field(title="阶段日期")
    dates: tuple[str, ...] = Field(title="各阶段日期")
    stuck_word: str | None = Field(title="卡点")
    stage_reason: str | None = Field(title="原因")
    owner_post: str | None = Field(title="责任岗位")
    source_url: str | None = Field(title="来源")
    evidence: tuple[str, ...] = Field(title="依据编号")


class FollowUp(Answer):
    """Who answers for a firm and how far it is."""

    firm: str = Field(title="企业编号")
    name: str = Field(title="企业")
    chains: tuple[str, ...] = Field(title="所属产业链")
    last_contact_on: str | None = Field(title="最近联系日期(企业或项目)")
    owners: tuple[OwnerLine, ...] = Field(title="谁在对接")
    projects: tuple[ProjectLine, ...] = Field(title="项目到哪一步")


def ask(view: View, *, firm: str) -> FollowUp:
    """The posts that answer for a firm, its projects and its chains; stages, last contact, next step and its limit."""
    asked = lookup.firm(view, firm)
    mine = {r.firm: r for r in families(view, [asked]).of(asked) if r.kinship in ("self", "child")}
    called = {i: "" if i == asked else f"{r.name}({KINSHIP_WORDS[r.kinship]})" for i, r in mine.items()}
    name = lookup.firm_name(view, asked)
    called[asked] = name
    projects = merge(view.rows(RUN, {"firms": sorted(mine)}), called)
    known = firm_chains.firm_chains(view, mine)
    things = {"Firm": sorted(mine), "Project": sorted(p.project for p in projects), "Chain": sorted(known.wider)}
    owners = _owners(view, things, date.fromisoformat(view.stamp.as_of))
    close = [o.last_contact_on for o in owners if o.level != LEVELS["Chain"] and o.last_contact_on]
    return FollowUp(
        **stamped(view), n=len(owners) + len(projects), not_known=unsaid(name, owners, projects),
        evidence=tuple(dict.fromkeys(e for those in (owners, projects) for x in those for e in x.evidence)),
        firm=asked, name=name, chains=tuple(sorted(known.name(c) for c in known.own)),
        last_contact_on=max(close, default=None), owners=owners, projects=projects,
    )  # fmt: skip


def merge(rows: Sequence[Row], called: Mapping[str, str]) -> tuple[ProjectLine, ...]:
    """One line a project, whoever of the family runs it; the newest stage first."""
    grouped: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda r: str(r["edge_id"])):
        grouped.setdefault(row["project"], []).append(row)
    lines = [_project(same, called) for same in grouped.values()]
    lines.sort(key=lambda p: (p.name, p.project))
    return tuple(sorted(lines, key=lambda p: p.stage_on or "", reverse=True))


def _project(same: Sequence[Row], called: Mapping[str, str]) -> ProjectLine:
    own = same[0]
    return ProjectLine(
        project=own["project"], name=own["name"] or own["project"],
        run_by=tuple(sorted({called[r["firm"]] for r in same})), project_type=own["project_type"],
        project_stage=own["project_stage"], stage_on=own["stage_on"], dates=steps(own),
        stuck_word=STUCK_WORDS.get(own["stuck_on"]), stage_reason=own["stage_reason"], owner_post=own["owner_post"],
        source_url=own["source_url"], evidence=tuple(r["edge_id"] for r in same),
    )  # fmt: skip


def steps(project: Mapping[str, str | None]) -> tuple[str, ...]:
    """The dated stages of a project in their order; 搁置 and 退库 share a date.

    >>> steps({"signed_on": "2023-05", "started_on": "2024", "stage_on": "2024"})
    ('签约2023-05', '开工2024')
    """
    words: dict[str, list[str]] = {}
    for stage, field in MILESTONES.items():
        words.setdefault(field, []).append(stage)
    return tuple(f"{'或'.join(those)}{project[field]}" for field, those in words.items() if project.get(field))


def _owners(view: View, things: Mapping[str, list[str]], as_of: date) -> tuple[OwnerLine, ...]:
    """Those who answer for the firm before its projects before its chains; the latest contact first."""
    found: list[OwnerLine] = []
    for kind, ids in things.items():
        rows = view.rows(OWNED[kind], {"things": ids}) if ids else []
        lines = [_owner(r, LEVELS[kind], as_of) for r in sorted(rows, key=lambda r: str(r["edge_id"]))]
        found += sorted(lines, key=lambda o: o.last_contact_on or "", reverse=True)
    return tuple(found)


def _owner(row: Row, level: str, as_of: date) -> OwnerLine:
    seen = last_day(row["last_contact_on"])
    return OwnerLine(
        level=level, answers_for=row["name"] or row["thing"], task_force=row["task_force"], post=row["post"],
        duty=row["duty"], last_contact_on=row["last_contact_on"],
        days_since=max(0, (as_of - seen).days) if seen else None, next_step=row["next_step"],
        step_due_on=row["step_due_on"], due=due(row["step_due_on"], as_of), basis=row["basis"] or "declared", known_on=row["known_on"],
        source_url=row["source_url"], evidence=(row["edge_id"],),
    )  # fmt: skip


def due(step_due_on: str | None, as_of: date) -> str:
    """Is the limit of the next step over on that day?

    >>> due("2024-12", date(2024, 12, 31)), due("2024-11", date(2024, 12, 31)), due(None, date(2024, 12, 31))
    ('未到期', '已过时限', '时限无记录')
    """
    limit = last_day(step_due_on)
    return "时限无记录" if limit is None else "已过时限" if limit < as_of else "未到期"


def unsaid(name: str, owners: Iterable[OwnerLine], projects: Sequence[ProjectLine]) -> tuple[str, ...]:
    """Which record is missing of who answers, of contact, of the next step, of the stage."""
    close = [o for o in owners if o.level != LEVELS["Chain"] and o.basis in FILLING_BASIS]
    said = []
    if not close and not any(p.owner_post for p in projects):
        said.append(f"{name}:库中没有负责该企业或其项目的专班、岗位的记录,不等于无人对接;请在专班责任分工表中补上")
    lacking = {
        "最近联系": any(o.last_contact_on for o in close),
        "下一步": any(o.next_step for o in close),
        "项目": bool(projects),
        "项目阶段": any(p.project_stage for p in projects) or not projects,
        "阶段日期": all(p.stage_on or p.dates for p in projects),
    }
    missing = [what for what, have in lacking.items() if not have]
    if missing:
        said.append(f"库中没有记录:{'、'.join(missing)};不等于没有")
    if any(o.basis == "potential" for o in owners):
        said.append("依据类型为潜在的专班或岗位只是计划,未见成立记录")
    return tuple(said)
