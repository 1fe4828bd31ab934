"""A project: who runs it, where, which segment it fills, how far it is."""

from typing import ClassVar, Literal

from graph.model.carrier import Carrier
from graph.model.chain import Chain
from graph.model.firm import Firm
from graph.model.fund import Fund
from graph.model.kind import Amount, Count, Edge, Node, PartialDate, Text, said
from graph.model.place import Place
from graph.model.platform import Platform
from graph.model.scenario import Scenario
from graph.model.segment import Segment
from graph.model.signal import Signal

ProjectStage = Literal[
    "线索", "策划", "重点跟踪", "在谈", "签约", "注册", "供地", "开工", "投产", "达产", "搁置", "退库"
]
ProjectType = Literal["new", "expansion", "platform", "fund", "research"]


class Project(Node):
    """A project: new, an expansion, a platform or a fund; never a firm."""

    kind: ClassVar[str] = "Project"
    title: ClassVar[str] = "项目"

    name: Text | None = said("项目名称", "project", "name", "项目")
    project_type: ProjectType | None = said("项目类型", "project_type", "kind", "类型")
    project_stage: ProjectStage | None = said("项目阶段", "project_stage", "stage", "event_type", "阶段", "进展")
    stage_on: PartialDate | None = said("阶段日期", "stage_on", "date", "日期")
    planned_investment_100m_cny: Amount | None = said(
        "计划总投资(亿元)", "planned_investment_100m", "amount", "总投资", "计划总投资"
    )
    horizon_years: Count | None = said("投资年限", "horizon_years")
    land_mu: Amount | None = said("用地(亩)", "land_mu", "用地")


class LocatedIn(Edge):
    """A firm, project, carrier, platform or fund stands in a place; a signal points at one."""

    kind: ClassVar[str] = "LOCATED_IN"
    title: ClassVar[str] = "坐落于"
    ends = ((Firm, Project, Carrier, Platform, Fund, Signal), (Place,))


class Runs(Edge):
    """A firm runs a project."""

    kind: ClassVar[str] = "RUNS"
    title: ClassVar[str] = "实施"
    ends = ((Firm,), (Project,))


class Fills(Edge):
    """A project adds to a segment."""

    kind: ClassVar[str] = "FILLS"
    title: ClassVar[str] = "补入"
    ends = ((Project,), (Segment,))


class Serves(Edge):
    """A project, platform or scenario belongs to a chain, where the page does not say which segment."""

    kind: ClassVar[str] = "SERVES"
    title: ClassVar[str] = "服务于"
    ends = ((Project, Platform, Scenario), (Chain,))
