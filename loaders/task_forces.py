"""Which task force, department or post answers for a chain, a project or a firm (专班、责任分工). Posts, never persons.

A post answers for all that its row names; last contact and next step belong to the closest of it: project, firm, chain.
A cell that reads like a person's name or a telephone number refuses its row; what was written is not repeated in full.
"""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from graph.model.claim import Claims, Judgements, Rejects, Sources
from loaders import _lists, _names, _persons
from loaders._known import Known
from loaders._rows import DATED, INDEX, Sheet, closing, sheets
from loaders._shape import Column, Shape, said
from loaders._ties import declared, firm_ids, resolved_chain

TASK_FORCES = Shape(
    "责任分工",
    (
        said("TaskForce", "name", "责任部门", "牵头部门", "招商专班", name="task_force"),
        said("TaskForce", "post"),
        Column("chain", ("产业链", "chain", "所属产业链", "负责产业链")),
        Column("project", ("项目名称", "project", "项目", "负责项目")),
        Column("firm", ("企业名称", "firm", "企业", "挂钩企业", "联系企业", "服务企业")),
        said("OWNS_TASK", "duty", "职责分工"),
        said("OWNS_TASK", "last_contact_on"),
        said("OWNS_TASK", "next_step"),
        said("OWNS_TASK", "step_due_on", "下一步时间", "完成时限"),
        *DATED,
        INDEX,
    ),
    needed=("task_force",),
    any_of=("chain", "project", "firm"),
    hints=("task_force", "专班", "责任", "分工"),
    example={"task_force": "虚构显示产业招商专班", "post": "招商一科科长", "project": "虚构玻璃基板项目", "duty": "补链招商",
             "next_step": "约谈扩产", "step_due_on": "2024-09"},
)  # fmt: skip
SHAPES = (TASK_FORCES,)


def read(path: Path, known: Known) -> Iterator[Claims | Sources | Judgements | Rejects]:
    """Claims of task forces and what they answer for."""
    opened = sheets(path, __name__, known)
    for sheet in opened:
        yield from _task_forces(sheet)
    yield from closing(opened)


def _task_forces(sheet: Sheet) -> Iterator[Claims]:
    _persons.kept_out(sheet, ("task_force", "post"), ("duty", "next_step"))
    _names.ids(sheet, "task_force", "TaskForce", "post")
    _lists.listed(sheet, "chain")
    resolved_chain(sheet, "chain", refuse=False)
    _lists.names(sheet, "firm")
    firm_ids(sheet, "firm", refuse=False)
    _names.ids(sheet, "project", "Project")
    sheet.cite()
    yield from sheet.claims("TaskForce", subject="task_force_id", name="task_force", post="post")
    yield from declared(sheet, "firm")
    yield from sheet.claims("Project", subject="project_id", name="project")
    tie = {n: n for n in ("duty", "since", "until")}
    steps = {n: n for n in ("last_contact_on", "next_step", "step_due_on")}
    closest = pl.coalesce("project_id", "firm_id", "chain_id")
    for end in ("project_id", "firm_id", "chain_id"):
        mine = sheet.frame.filter(closest == pl.col(end))
        yield from sheet.claims("OWNS_TASK", mine, subject="task_force_id", object=end, **tie, **steps)
        wider = sheet.frame.filter(closest != pl.col(end))
        yield from sheet.claims("OWNS_TASK", wider, subject="task_force_id", object=end, **tie)
