"""A signal: what a firm was seen to do that may make it move, expand or shrink, or what a place says it is short of."""

from typing import ClassVar, Literal

from graph.model.firm import Firm
from graph.model.kind import Edge, Node, PartialDate, Text, said
from graph.model.place import Place

SignalType = Literal[
    "expansion", "second_site", "lease_end", "retrofit", "decline", "relocation", "pipeline", "scarcity"
]


class Signal(Node):
    """A dated signal: expansion, a second site, a lease that ends, a retrofit, decline, relocation; of a place also
    too few projects to follow (pipeline), or land, money, scenarios that are scarce.
    """

    kind: ClassVar[str] = "Signal"
    title: ClassVar[str] = "信号"
    derived: ClassVar[dict[str, type]] = {"label": str}

    signal_type: SignalType | None = said("信号类型", "signal_type", "类型", "信号")
    seen_on: PartialDate | None = said("信号日期", "seen_on", "日期", "发现日期")
    detail: Text | None = said("信号内容", "detail", "内容", "说明")


class Shows(Edge):
    """A firm shows a signal, or a place says so of itself without naming one."""

    kind: ClassVar[str] = "SHOWS"
    title: ClassVar[str] = "出现信号"
    ends = ((Firm, Place), (Signal,))
