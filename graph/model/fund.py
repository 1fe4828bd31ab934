"""A fund: who manages it and holds stakes in it, what it is mandated for, what it invested in."""

from typing import ClassVar, Literal

from graph.model.chain import Chain
from graph.model.firm import Firm
from graph.model.kind import Amount, Count, Edge, Node, PartialDate, Share, Text, said
from graph.model.segment import Segment

Qualifier = Literal["about", "above", "near", "at_least", "expected", "target", "up_to"]
"""How a figure was qualified where it was said: 约, 超, 近, 不低于, 预计, 目标, 不超过."""

Breadth = Literal["named", "many", "all"]
"""How wide a mandate is: chains or segments by name, more of them than a fund can mean, or no limit at all."""


Partner = Literal["general", "limited"]
"""A general partner (普通合伙人) runs a fund and answers for its debts, a limited one (有限合伙人) puts in money."""


class Fund(Node):
    """A fund (基金); `dry_powder` = size − called − committed where all three are known."""

    kind: ClassVar[str] = "Fund"
    title: ClassVar[str] = "基金"

    name: Text | None = said("基金名称", "fund", "name", "基金", "基金全称")
    is_provisional_name: Literal["yes", "no"] | None = said("是否暂定名", "is_provisional_name", "暂定名")
    short_name: Text | None = said("简称", "short_name", "基金简称")
    fund_type: Text | None = said("基金类型", "fund_type", "kind", "类型", "类别")
    size_100m_cny: Amount | None = said(
        "基金规模(亿元)", "size_100m_cny", "size_cny_100m", "规模", "基金规模", "目标规模"
    )
    size_qualifier: Text | None = said("规模口径", "size_qualifier", "规模说明")
    called_100m_cny: Amount | None = said("已投金额(亿元)", "called_100m_cny", "已实缴", "已投资", "已投金额")
    committed_100m_cny: Amount | None = said("已承诺未投(亿元)", "committed_100m_cny", "已承诺", "已过会未投")
    vintage_year: Count | None = said("成立年份", "vintage_year", "设立年份")
    term_years: Count | None = said("存续期(年)", "term_years", "存续期", "期限")
    invest_stage: Text | None = said("投资阶段", "invest_stage", "stage", "投资轮次偏好")
    mandate_breadth: Breadth | None = said("投向范围", "mandate_breadth")
    mandate_note: Text | None = said("投向说明", "mandate_note")


class Manages(Edge):
    """A firm manages a fund."""

    kind: ClassVar[str] = "MANAGES"
    title: ClassVar[str] = "管理"
    ends = ((Firm,), (Fund,))


class HoldsStakeIn(Edge):
    """A firm or fund holds a stake in a fund, as general or limited partner where that is said."""

    kind: ClassVar[str] = "HOLDS_STAKE_IN"
    title: ClassVar[str] = "出资"
    ends = ((Firm, Fund), (Fund,))

    stake_pct: Share | None = said("出资比例(%)", "stake_pct", "出资比例", "认缴比例")
    stake_100m_cny: Amount | None = said("出资额(亿元)", "stake_100m_cny", "认缴额", "出资额")
    partner_type: Partner | None = said(
        "合伙人类型", "partner_type", "合伙人类别", "合伙人性质", "合伙人身份", "GP/LP", "LP/GP"
    )


class InvestsIn(Edge):
    """A fund or firm invested in a firm, in a round, on a date."""

    kind: ClassVar[str] = "INVESTS_IN"
    title: ClassVar[str] = "投资"
    ends = ((Fund, Firm), (Firm,))
    key: ClassVar[tuple[str, ...]] = ("funding_round", "invested_on")

    funding_round: Text | None = said("轮次", "funding_round", "round", "融资轮次")
    invested_on: PartialDate | None = said("投资日期", "invested_on", "date", "日期", "融资日期")
    invested_100m_cny: Amount | None = said(
        "投资金额(亿元)", "invested_100m_cny", "amount", "金额", "投资金额", "投资额"
    )


class MandatedFor(Edge):
    """A fund is mandated to invest in a chain or segment; only a tie whose `mandate_breadth` is "named" fills a cell.

    A fund mandated for everything has no ties: its own `mandate_breadth` is "all".
    """

    kind: ClassVar[str] = "MANDATED_FOR"
    title: ClassVar[str] = "投向"
    ends = ((Fund,), (Chain, Segment))

    mandate_breadth: Breadth | None = said("投向范围", "mandate_breadth")
