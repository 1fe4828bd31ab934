"""A segment: one link of a chain, what feeds it, and its twins in other chains."""

from typing import ClassVar, Literal

from graph.model.chain import Chain
from graph.model.kind import Count, Edge, Node, Text, Texts, said

SegmentType = Literal["material", "part", "equipment", "process", "product", "service", "application"]
Position = Literal["upstream", "midstream", "downstream"]
FilledBy = Literal["produce", "develop", "serve"]
Stateless = Literal["resource", "end_use", "catch_all"]


class Segment(Node):
    """A link of a chain (环节); `filled_by` says which activity fills it, `stateless` why it has no state."""

    kind: ClassVar[str] = "Segment"
    title: ClassVar[str] = "环节"
    reference: ClassVar[bool] = True
    derived: ClassVar[dict[str, type]] = {"n_firms": int, "n_makers": int, "n_makers_placed": int}

    name: Text | None = said("名称", "name", "name_zh", "中文名", "环节名称")
    name_en: Text | None = said("英文名", "name_en", "English name")
    aliases: Texts | None = said("别名", "aliases", "又名", "简称")
    segment_type: SegmentType | None = said("环节类型", "segment_type", "kind", "类型")
    position: Position | None = said("上中下游", "position", "level", "位置")
    order: Count | None = said("序号", "order", "顺序")
    product_words: Texts | None = said("产品词", "product_words", "products", "产品")
    filled_by: FilledBy | None = said("由何种活动填补", "filled_by")
    stateless: Stateless | None = said("不判状态的原因", "stateless")


class PartOf(Edge):
    """A segment is a link of a chain."""

    kind: ClassVar[str] = "PART_OF"
    title: ClassVar[str] = "属于"
    reference: ClassVar[bool] = True
    ends = ((Segment,), (Chain,))


class Feeds(Edge):
    """An upstream segment feeds a downstream one; `routes` joins alternatives (lfp or ncm feeds a cell)."""

    kind: ClassVar[str] = "FEEDS"
    title: ClassVar[str] = "供给"
    reference: ClassVar[bool] = True
    ends = ((Segment,), (Segment,))

    essential: Literal["yes", "no", "unknown"] | None = said("是否必需", "essential", "必需")
    routes: Texts | None = said("技术路线", "routes", "route", "路线")


class SameAs(Edge):
    """Two segments of two chains are one (twin), or share a part."""

    kind: ClassVar[str] = "SAME_AS"
    title: ClassVar[str] = "同一环节"
    reference: ClassVar[bool] = True
    ends = ((Segment,), (Segment,))

    extent: Literal["whole", "part"] | None = said("同一程度", "extent")
