"""A demand: which part of a segment an anchor needs, who supplies it now, and whether it may be told outside."""

from typing import ClassVar, Literal

from graph.model.firm import Firm, Year
from graph.model.kind import Edge, Text, said
from graph.model.scenario import Scenario
from graph.model.segment import Segment


class Needs(Edge):
    """A firm or an application scenario needs what a segment makes, in a year; `release` says who may be told."""

    kind: ClassVar[str] = "NEEDS"
    title: ClassVar[str] = "需求"
    ends = ((Firm, Scenario), (Segment,))
    key: ClassVar[tuple[str, ...]] = ("year", "part")

    year: Year | None = said("年份", "year", "年度")
    part: Text | None = said("需求部件", "part", "需求产品", "零部件", "物料")
    present_supplier: Text | None = said("现供应商", "present_supplier", "现有供应商", "目前供应商")
    present_place: Text | None = said("现供应地", "present_place", "现有供应地", "供应商所在地")
    wishes_near: Literal["yes", "no", "unknown"] | None = said(
        "希望就近配套", "wishes_near", "是否希望就近", "就近配套"
    )
    release: Literal["public", "released", "internal"] | None = said("发布范围", "release", "可否对外", "公开范围")
    quantity_note: Text | None = said("需求量说明", "quantity_note", "需求量")
