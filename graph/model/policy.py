"""A policy: which clause, for whom, where and while it is in force."""

from typing import ClassVar

from graph.model.kind import Edge, Node, Text, said
from graph.model.place import Place


class Policy(Node):
    """A clause of a policy: what it gives to whom."""

    kind: ClassVar[str] = "Policy"
    title: ClassVar[str] = "政策"

    name: Text | None = said("政策名称", "policy", "name", "政策", "文件名称")
    clause: Text | None = said("条款", "clause", "clause_topic", "政策条款", "支持内容")
    beneficiary: Text | None = said("适用对象", "beneficiary", "who", "支持对象")


class AppliesIn(Edge):
    """A policy is in force in a place, since and until as the claim says; without an end that is not known to last."""

    kind: ClassVar[str] = "APPLIES_IN"
    title: ClassVar[str] = "适用于"
    ends = ((Policy,), (Place,))
