"""A task force: which post answers for a chain, a project or a firm. Posts, never persons."""

from typing import ClassVar

from graph.model.chain import Chain
from graph.model.firm import Firm
from graph.model.kind import Edge, Node, PartialDate, Text, said
from graph.model.project import Project


class TaskForce(Node):
    """A task force (专班), a department or a post."""

    kind: ClassVar[str] = "TaskForce"
    title: ClassVar[str] = "专班"

    name: Text | None = said("专班名称", "task_force", "name", "专班", "责任单位", "牵头单位", "部门")
    post: Text | None = said("岗位", "post", "职务", "责任岗位")


class OwnsTask(Edge):
    """A task force answers for a chain, a project or a firm; last contact and next step where they are kept."""

    kind: ClassVar[str] = "OWNS_TASK"
    title: ClassVar[str] = "负责"
    ends = ((TaskForce,), (Chain, Project, Firm))

    duty: Text | None = said("职责", "duty", "任务")
    last_contact_on: PartialDate | None = said("最近联系日期", "last_contact_on", "最近对接", "最近联系")
    next_step: Text | None = said("下一步", "next_step", "下一步工作")
    step_due_on: PartialDate | None = said("下一步时限", "step_due_on", "时限")
