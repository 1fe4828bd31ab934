"""What a place says of a chain or segment: its priority in a year, its talent, what hinders filling a gap."""

from typing import ClassVar, Literal

from graph.model.chain import Chain
from graph.model.firm import Year
from graph.model.kind import Count, Edge, PartialDate, Text, said
from graph.model.place import Place
from graph.model.segment import Segment

Cause = Literal["land", "energy", "talent", "scenario", "capital", "other"]


class Prioritises(Edge):
    """A place gives a chain a priority in a year."""

    kind: ClassVar[str] = "PRIORITISES"
    title: ClassVar[str] = "年度重点"
    ends = ((Place,), (Chain,))
    key: ClassVar[tuple[str, ...]] = ("year",)

    year: Year | None = said("年份", "year", "年度")
    priority: Literal["优势", "重点跟进"] | None = said("优先级", "priority", "定位", "链条定位")


class HasTalent(Edge):
    """How many people of a kind a place has, and lacks, for a chain in a period. Numbers, never persons."""

    kind: ClassVar[str] = "HAS_TALENT"
    title: ClassVar[str] = "人才"
    ends = ((Place,), (Chain,))
    key: ClassVar[tuple[str, ...]] = ("period", "talent_type")

    period: Text | None = said("期间", "period", "年份", "统计期", "时期")
    talent_type: Text | None = said("人才类别", "talent_type", "人才类型", "岗位类别")
    headcount: Count | None = said("现有人数", "headcount", "人数", "人才数")
    shortage: Count | None = said("缺口人数", "shortage", "需求人数", "紧缺人数")


class Hindered(Edge):
    """Why a segment is not filled at a place, as somebody noted it."""

    kind: ClassVar[str] = "HINDERED"
    title: ClassVar[str] = "受阻"
    ends = ((Place,), (Segment,))
    key: ClassVar[tuple[str, ...]] = ("cause", "noted_on")

    cause: Cause | None = said("受阻原因", "cause", "原因", "未补原因")
    noted_on: PartialDate | None = said("记录日期", "noted_on", "日期")
    cause_note: Text | None = said("原因说明", "cause_note", "说明")
