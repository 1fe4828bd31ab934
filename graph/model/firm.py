"""A firm: what it does where, whom it supplies, to whom it belongs."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from graph.model.chain import Chain
from graph.model.kind import Amount, Edge, Node, PartialDate, Share, Text, Texts, said
from graph.model.place import Place
from graph.model.segment import Segment

Activity = Literal["produce", "develop", "serve", "sell", "buy", "research", "unknown"]
Stage = Literal["operating", "building", "signed", "planned", "closed", "unknown"]
Role = Literal["supplier", "anchor", "competitor", "customer", "research", "unknown"]
Registration = Literal["active", "moved_out", "abnormal", "revoked", "cancelled"]
Uscc = Annotated[str, StringConstraints(pattern=r"^[0-9A-HJ-NPQRTUWXY]{18}$")]
Year = Annotated[int, Field(ge=1900, le=2200)]


class Firm(Node):
    """A firm as named in a source (a mention), or what judgements say is one firm."""

    kind: ClassVar[str] = "Firm"
    title: ClassVar[str] = "企业"
    derived: ClassVar[dict[str, type]] = {"names": list, "group": str}

    name: Text | None = said("企业名称", "firm", "name", "公司名称", "单位名称", "企业", "公司")
    name_en: Text | None = said("英文名", "name_en", "English name")
    short_name: Text | None = said("简称", "short_name", "企业简称")
    uscc: Uscc | None = said("统一社会信用代码", "uscc", "信用代码", "社会信用代码")
    stock_code: Text | None = said("股票代码", "stock_code", "证券代码")
    founded_on: PartialDate | None = said("成立日期", "founded_on", "成立时间", "注册日期")
    capital_10k_cny: Amount | None = said("注册资本(万元)", "capital_10k_cny", "注册资本", "注册资金")
    registration: Registration | None = said("登记状态", "registration", "经营状态", "企业状态")


class RegisteredIn(Edge):
    """A firm's legal seat is in a place."""

    kind: ClassVar[str] = "REGISTERED_IN"
    title: ClassVar[str] = "注册于"
    ends = ((Firm,), (Place,))


class OperatesIn(Edge):
    """A firm does something in a segment, at a place or at none that is known; each thing it does there is a tie."""

    kind: ClassVar[str] = "OPERATES_IN"
    title: ClassVar[str] = "从事"
    ends = ((Firm,), (Segment,))
    key: ClassVar[tuple[str, ...]] = ("at", "activity")

    at: Text | None = said("所在地", "at", "place", "地点", "所在地区", "地址")
    activity: Activity | None = said("活动", "activity", "从事活动")
    stage: Stage | None = said("阶段", "stage", "status", "状态")
    role: Role | None = said("角色", "role")
    capacity: Text | None = said("产能", "capacity")
    products: Texts | None = said("产品", "products", "主要产品", "主营产品")


class Leads(Edge):
    """A firm is an anchor firm (链主) of a chain."""

    kind: ClassVar[str] = "LEADS"
    title: ClassVar[str] = "链主"
    ends = ((Firm,), (Chain,))


class Supplies(Edge):
    """A firm supplies another with something."""

    kind: ClassVar[str] = "SUPPLIES"
    title: ClassVar[str] = "供货"
    ends = ((Firm,), (Firm,))
    key: ClassVar[tuple[str, ...]] = ("segment", "product")

    segment: Text | None = said("环节", "segment", "环节编号")
    product: Text | None = said("供货产品", "product", "产品")
    share_pct: Share | None = said("份额(%)", "share_pct", "占比")
    share_note: Text | None = said("份额说明", "share_note", "share")
    share_year: Year | None = said("份额年份", "share_year", "采购年份")
    tie_note: Text | None = said("备注", "tie_note", "note")


class SubsidiaryOf(Edge):
    """A firm is a subsidiary of another."""

    kind: ClassVar[str] = "SUBSIDIARY_OF"
    title: ClassVar[str] = "子公司"
    ends = ((Firm,), (Firm,))


class BrandOf(Edge):
    """A name is a brand of a firm."""

    kind: ClassVar[str] = "BRAND_OF"
    title: ClassVar[str] = "品牌"
    ends = ((Firm,), (Firm,))


class ProjectCompanyOf(Edge):
    """A name is a project, line or plant of a firm."""

    kind: ClassVar[str] = "PROJECT_COMPANY_OF"
    title: ClassVar[str] = "项目公司"
    ends = ((Firm,), (Firm,))


RELATED = ("SUBSIDIARY_OF", "BRAND_OF", "PROJECT_COMPANY_OF")
"""Firms joined by one of these count once."""

__all__ = [
    "RELATED",
    "BrandOf",
    "Firm",
    "Leads",
    "OperatesIn",
    "ProjectCompanyOf",
    "RegisteredIn",
    "SubsidiaryOf",
    "Supplies",
    "Texts",
]
