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
StuckOn = Literal["land", "energy", "people", "scenario", "money", "other"]
"""What holds a project up: 地, 能, 人, 场景, 资金."""

MILESTONES = {"签约": "signed_on", "注册": "registered_on", "供地": "land_on", "开工": "started_on",
              "投产": "producing_on", "达产": "full_on", "搁置": "ended_on", "退库": "ended_on"}  # fmt: skip
"""The field that keeps the date of a stage when the project has moved on."""


class Project(Node):
    """A project: new, an expansion, a platform or a fund; never a firm.

    `project_stage` is how far it is, `stage_on` since when; the dates of the stages behind it stay in `signed_on` …
    """

    kind: ClassVar[str] = "Project"
    title: ClassVar[str] = "项目"

    name: Text | None = said("项目名称", "project", "name", "项目")
    project_type: ProjectType | None = said("项目类型", "project_type", "kind", "类型")
    project_stage: ProjectStage | None = said("项目阶段", "project_stage", "stage", "event_type", "阶段", "进展")
    stage_on: PartialDate | None = said("阶段日期", "stage_on", "date", "日期")
    signed_on: PartialDate | None = said("签约日期", "signed_on", "签约时间")
    registered_on: PartialDate | None = said("注册日期", "registered_on", "注册时间", "公司注册时间")
    land_on: PartialDate | None = said("供地日期", "land_on", "供地时间", "拿地时间", "摘牌时间")
    started_on: PartialDate | None = said("开工日期", "started_on", "开工时间", "动工时间")
    producing_on: PartialDate | None = said("投产日期", "producing_on", "投产时间", "竣工投产时间")
    full_on: PartialDate | None = said("达产日期", "full_on", "达产时间")
    ended_on: PartialDate | None = said("搁置或退库日期", "ended_on", "搁置时间", "退库时间", "终止时间")
    stage_reason: Text | None = said("原因", "stage_reason", "搁置原因", "退库原因", "未落地原因", "终止原因")
    stuck_on: StuckOn | None = said("卡点", "stuck_on", "制约因素", "受阻因素", "原因类别")
    owner_post: Text | None = said("责任岗位", "owner_post", "跟进岗位", "责任人岗位", "对接岗位")
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
    """A project, platform, scenario or signal belongs to a chain, where the page does not say which segment."""

    kind: ClassVar[str] = "SERVES"
    title: ClassVar[str] = "服务于"
    ends = ((Project, Platform, Scenario, Signal), (Chain,))
