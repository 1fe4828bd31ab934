"""An indicator: what a place reports for a period, in one scope; actuals, targets and estimates apart."""

from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from graph.model.fund import Qualifier
from graph.model.kind import Edge, Node, Text, Texts, said
from graph.model.place import Place

Number = Annotated[Decimal, Field(max_digits=18, decimal_places=4)]
Measure = Literal["actual", "target", "estimate"]
Comparator = Literal["=", ">=", ">", "<=", "<"]


class Indicator(Node):
    """A measured quantity (指标): 规上工业总产值, 固定资产投资 …, with its unit."""

    kind: ClassVar[str] = "Indicator"
    title: ClassVar[str] = "指标"
    reference: ClassVar[bool] = True

    name: Text | None = said("指标名称", "indicator", "name", "指标")
    aliases: Texts | None = said("别名", "aliases", "又名")
    unit: Text | None = said("单位", "unit", "计量单位")
    flow: Literal["stock", "flow", "cumulative", "growth", "rank"] | None = said("指标性质", "flow", "性质")


class Reports(Edge):
    """A place reports an indicator for a period and scope; two scopes are never added."""

    kind: ClassVar[str] = "REPORTS"
    title: ClassVar[str] = "报告"
    ends = ((Place,), (Indicator,))
    key: ClassVar[tuple[str, ...]] = ("period", "scope", "measure")

    period: Text | None = said("期间", "period", "年份", "统计期", "时期")
    scope: Text | None = said("口径", "scope", "scope_note", "统计口径", "范围")
    measure: Measure | None = said("实绩或目标", "measure", "status", "性质", "数据性质")
    value: Number | None = said("数值", "value", "值", "完成值", "目标值")
    qualifier: Qualifier | None = said("限定词", "qualifier", "限定")
    comparator: Comparator | None = said("比较符", "comparator", "比较")
    growth_pct: Number | None = said("同比增长(%)", "growth_pct", "同比", "增速", "增长")
    growth_qualifier: Qualifier | None = said("增速限定词", "growth_qualifier")
    is_open_list: Literal["yes", "no"] | None = said("是否开放列表", "is_open_list", "等", "开放列表")
    is_joint_total: Literal["yes", "no"] | None = said("是否合计数", "is_joint_total", "合计")
    value_note: Text | None = said("数值说明", "value_note", "备注", "说明")
