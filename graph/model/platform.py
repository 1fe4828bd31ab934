"""A platform: an institute, a centre, an alliance or consortium, its members and what it works on."""

from typing import ClassVar, Literal

from graph.model.firm import Firm
from graph.model.kind import Edge, Node, Text, said
from graph.model.segment import Segment


class Platform(Node):
    """A research institute, service centre, incubator, alliance or consortium (平台)."""

    kind: ClassVar[str] = "Platform"
    title: ClassVar[str] = "平台"

    name: Text | None = said("平台名称", "platform", "name", "平台", "联合体名称", "联盟名称")
    platform_type: Text | None = said("平台类型", "platform_type", "type", "类型")
    platform_state: Text | None = said("平台状态", "platform_state", "stage", "状态")


class WorksOn(Edge):
    """A platform works on a segment."""

    kind: ClassVar[str] = "WORKS_ON"
    title: ClassVar[str] = "攻关"
    ends = ((Platform,), (Segment,))


class MemberOf(Edge):
    """A firm or platform is a member of a platform."""

    kind: ClassVar[str] = "MEMBER_OF"
    title: ClassVar[str] = "成员"
    ends = ((Firm, Platform), (Platform,))

    member_role: Literal["lead", "host", "member"] | None = said("成员角色", "member_role", "身份")
