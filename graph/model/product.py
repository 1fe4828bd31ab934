"""A product: what it is made of, which segment it belongs to, who makes it."""

from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from graph.model.firm import Firm
from graph.model.kind import Edge, Node, Share, Text, Texts, said
from graph.model.segment import Segment


class Product(Node):
    """A product or part by name; an anchor's own product carries the anchor's name in its id."""

    kind: ClassVar[str] = "Product"
    title: ClassVar[str] = "产品"

    name: Text | None = said("产品名称", "product", "name", "产品", "部件名称", "部件")
    name_en: Text | None = said("英文名", "name_en", "English name")
    aliases: Texts | None = said("别名", "aliases", "又名", "简称")


class ClassifiedIn(Edge):
    """A product belongs to a segment."""

    kind: ClassVar[str] = "CLASSIFIED_IN"
    title: ClassVar[str] = "归入环节"
    reference: ClassVar[bool] = True
    ends = ((Product,), (Segment,))


class Contains(Edge):
    """A product contains a part: how many of it, and what share of the cost it is."""

    kind: ClassVar[str] = "CONTAINS"
    title: ClassVar[str] = "包含部件"
    ends = ((Product,), (Product,))

    quantity: Annotated[Decimal, Field(ge=0, max_digits=18, decimal_places=4)] | None = said(
        "用量", "quantity", "数量", "单机用量"
    )
    quantity_unit: Text | None = said("用量单位", "quantity_unit", "计量单位")
    cost_share_pct: Share | None = said("成本占比(%)", "cost_share_pct", "成本占比")
    essential: Literal["yes", "no", "unknown"] | None = said("是否必需", "essential", "必需")


class Makes(Edge):
    """A firm makes a product."""

    kind: ClassVar[str] = "MAKES"
    title: ClassVar[str] = "生产"
    ends = ((Firm,), (Product,))

    market_share_pct: Share | None = said("市场份额(%)", "market_share_pct", "市场份额", "市占率")
    market_share_note: Text | None = said("市场份额说明", "market_share_note", "市占率说明")
