"""A scenario: an application for which an owner wants something by a date (应用场景)."""

from typing import ClassVar

from graph.model.firm import Firm
from graph.model.kind import Edge, Node, PartialDate, Text, said
from graph.model.place import Place


class Scenario(Node):
    """An application scenario: what is needed, and by when."""

    kind: ClassVar[str] = "Scenario"
    title: ClassVar[str] = "应用场景"

    name: Text | None = said("场景名称", "scenario", "name", "场景", "应用场景")
    need: Text | None = said("场景需求", "need", "需求", "需求内容")
    due_on: PartialDate | None = said("截止日期", "due_on", "when", "完成时限", "时间")


class Offers(Edge):
    """A firm or a place offers a scenario; an office's, a port's or several cities' stand at their place, in their name."""

    kind: ClassVar[str] = "OFFERS"
    title: ClassVar[str] = "提供场景"
    ends = ((Firm, Place), (Scenario,))
    key: ClassVar[tuple[str, ...]] = ("offered_by",)

    offered_by: Text | None = said("提供部门", "offered_by", "部门")
