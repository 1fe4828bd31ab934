"""Which funds are there, who manages them and holds stakes, what are they meant for, what have they invested in (基金)?

An investor or holder whose name or short name is that of a known fund is the fund, else a firm. What stands for many
funds or investors together is no fund's size and nobody's stake: a joint total is never split.
"""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from graph.model.claim import Claims, Judgements, Rejects, Sources
from loaders import _funds, _lists, _sums
from loaders._known import Known
from loaders._rows import CITED, INDEX, SINCE, UNTIL, Sheet, closing, sheets
from loaders._shape import Column, Shape, said
from loaders._ties import declared, firm_ids, place_named, placed, resolved_chain, resolved_segment

FUND = Column("fund", (*said("Fund", "name").headings, "子基金名称", "子基金", "基金产品"))
MANAGER = Column(
    "manager", ("管理人", "manager", "基金管理人", "管理机构", "GP", "普通合伙人", "管理公司", "执行事务合伙人")
)
HOLDER = Column(
    "holder", ("出资人", "limited_partners", "holder", "LP", "有限合伙人", "出资方", "合伙人", "出资人名称", "出资单位")
)
CHAIN = Column("chain", ("产业链", "chain", "所属产业链"))

YES = {"是": "yes", "暂定": "yes", "暂定名": "yes", "否": "no", "已登记": "no"}
_PROVISIONAL = said("Fund", "is_provisional_name")
_PARTNER = said("HOLDS_STAKE_IN", "partner_type")
FUNDS = Shape(
    "基金",
    (
        FUND,
        said("Fund", "short_name"),
        Column("is_provisional_name", _PROVISIONAL.headings, "choice", {**YES, **_PROVISIONAL.words}),
        said("Fund", "fund_type"),
        MANAGER,
        HOLDER,
        Column("size", (*said("Fund", "size_100m_cny").headings, "总规模", "认缴规模", "认缴总额")),
        said("Fund", "size_qualifier"),
        Column("called", said("Fund", "called_100m_cny").headings),
        Column("committed", said("Fund", "committed_100m_cny").headings),
        said("Fund", "vintage_year", "成立时间"),
        said("Fund", "term_years"),
        Column("mandate", ("投向", "mandate_chains", "mandate", "投资方向", "投资领域", "重点投向", "投向产业链", "投资产业", "投资环节")),
        said("Fund", "invest_stage"),
        Column("place", ("注册地", "place", "所在地", "注册地址", "落地园区")),
        *CITED,
        INDEX,
    ),
    needed=("fund",),
    any_of=("manager", "size", "mandate", "fund_type", "holder", "called"),
    hints=("fund", "基金"),
    rank=5,
    example={"fund": "虚构产业投资基金合伙企业(有限合伙)", "short_name": "虚构产投", "is_provisional_name": "否", "fund_type": "子基金", "size": "10",
             "manager": "虚构基金管理有限公司", "holder": "虚构集团有限公司(3亿元)", "size_qualifier": "目标规模", "called": "4",
             "committed": "1.5", "mandate": "新型显示", "vintage_year": "2024", "term_years": "7"},
)  # fmt: skip
STAKES = Shape(
    "基金出资",
    (
        FUND,
        MANAGER,
        HOLDER,
        Column("stake_pct", (*said("HOLDS_STAKE_IN", "stake_pct").headings, "持股比例", "份额比例", "占比")),
        Column("stake", (*said("HOLDS_STAKE_IN", "stake_100m_cny").headings, "认缴出资额", "认缴金额", "出资金额", "amount", "金额")),
        Column("partner_type", _PARTNER.headings, "choice", {**_funds.PARTNERS, **_PARTNER.words}, _funds.partner),
        Column("since", (*SINCE.headings, "出资日期", "出资时间", "date"), "date"),
        UNTIL,
        *CITED,
        INDEX,
    ),
    needed=("fund", "holder"),
    any_of=("stake_pct", "stake", "partner_type"),
    hints=("stake", "出资"),
    rank=6,
    example={"fund": "虚构产业投资基金合伙企业(有限合伙)", "manager": "虚构基金管理有限公司", "holder": "虚构集团有限公司",
             "stake_pct": "30", "stake": "3", "partner_type": "有限合伙人"},
)  # fmt: skip
HOLDINGS = Shape(
    "基金投资",
    (
        Column("investor", ("投资主体", "fund_or_investor", "investor", "投资机构", "投资人", "投资方", "基金名称", "fund", "基金")),
        Column("company", ("被投企业", "company", "已投企业", "已投项目", "被投项目", "被投资企业", "被投企业名称", "投资标的", "标的企业",
                           "融资企业", "企业名称")),
        said("INVESTS_IN", "funding_round", "投资轮次"),
        Column("invested_on", (*said("INVESTS_IN", "invested_on").headings, "投资时间", "时间"), "date"),
        Column("invested", said("INVESTS_IN", "invested_100m_cny").headings),
        Column("unit", ("单位", "unit", "币种")),
        CHAIN,
        Column("segment", ("环节", "segment", "环节名称", "所属环节", "环节编号")),
        Column("place", ("企业所在地", "company_place", "place", "所在地", "被投企业所在地")),
        *CITED,
        INDEX,
    ),
    needed=("investor", "company"),
    hints=("investment", "已投", "投资项目"),
    rank=6,
    example={"investor": "虚构产业投资基金合伙企业(有限合伙)", "company": "虚构玻璃有限公司", "funding_round": "A轮", "invested": "0.5",
             "unit": ""},
)  # fmt: skip
SHAPES = (FUNDS, STAKES, HOLDINGS)


def read(path: Path, known: Known) -> Iterator[Claims | Sources | Judgements | Rejects]:
    """Claims of funds, who manages and holds them, what they are meant for and what they hold."""
    opened = sheets(path, __name__, known)
    for sheet in opened:
        if sheet.shape is not HOLDINGS:
            _lists.names(sheet, "fund")
            _funds.unprovisional(sheet)
            sheet.frame = sheet.frame.drop_nulls("fund")
    books = _funds.Funds.of(known, [s.frame for s in opened if s.shape is FUNDS])
    how = {FUNDS.title: _register, STAKES.title: _stakes, HOLDINGS.title: _holdings}
    for sheet in opened:
        yield from how[sheet.shape.title](sheet, books)
    yield from closing(opened)


def _register(sheet: Sheet, books: _funds.Funds) -> Iterator[Claims]:
    """Funds themselves."""
    books.identify(sheet, "fund")
    _funds.qualified(sheet, "size")
    _funds.provisional(sheet)
    of_many = pl.col("size_qualifier").str.contains(_sums.JOINT).fill_null(False)
    _sums.alone(sheet, ("size",), pl.col("fund_several") | of_many, "fund")
    _sums.alone(sheet, ("called", "committed"), pl.col("fund_several"), "fund")
    for name in ("size", "called", "committed"):
        _sums.money(sheet, name)
    placed(sheet, "place", refuse=False)
    _funds.mandates(sheet)
    sheet.cite()
    fields = ("is_provisional_name", "short_name", "fund_type", "size_qualifier", "vintage_year", "term_years", "invest_stage",
              "mandate_breadth", "mandate_note")  # fmt: skip
    yield from sheet.claims(
        "Fund", subject="fund_id", name="fund_called", size_100m_cny="size", called_100m_cny="called",
        committed_100m_cny="committed", **{n: n for n in fields},
    )  # fmt: skip
    yield from sheet.claims("LOCATED_IN", subject="fund_id", object="place_id")
    yield from sheet.claims("MANDATED_FOR", subject="fund_id", object="mandate_id", mandate_breadth="mandate_breadth")
    yield from _managed(sheet)
    yield from _held(sheet, books)


def _managed(sheet: Sheet) -> Iterator[Claims]:
    """Who manages; a place or a fund that is named as manager is none."""
    _lists.names(sheet, "manager")
    firm_ids(sheet, "manager", refuse=False)
    place_named(sheet, "manager")
    sheet.flag(pl.col("manager_place").is_not_null(), "manager", "W_NOT_FIRM")
    firms = sheet.frame.filter(pl.col("manager_place").is_null())
    yield from declared(sheet, "manager", firms)
    yield from sheet.claims("MANAGES", firms, subject="manager_id", object="fund_id")


def _held(sheet: Sheet, books: _funds.Funds) -> Iterator[Claims]:
    """Holders named in a register, with what stands in brackets behind each: a sum or a share."""
    _lists.names(sheet, "holder")
    _funds.noted(sheet)
    yield from _stake_claims(sheet, books)


def _stakes(sheet: Sheet, books: _funds.Funds) -> Iterator[Claims]:
    """A list of stakes: one holder a row, or several whose sum is nobody's."""
    books.identify(sheet, "fund")
    _lists.names(sheet, "holder")
    many = pl.col("holder_several") | pl.col("fund_several")
    _sums.alone(sheet, ("stake", "stake_pct"), many, "holder")
    _sums.money(sheet, "stake")
    _sums.shares(sheet, "stake_pct")
    sheet.cite()
    yield from sheet.claims("Fund", subject="fund_id", name="fund_called")
    yield from _stake_claims(sheet, books)
    yield from _managed(sheet)


def _stake_claims(sheet: Sheet, books: _funds.Funds) -> Iterator[Claims]:
    _funds.partners(sheet)
    books.party(sheet, "holder", by_form=True)
    place_named(sheet, "holder")
    sheet.flag(pl.col("holder_place").is_not_null(), "holder", "W_NOT_FIRM")
    held = sheet.frame.filter(pl.col("holder_place").is_null() & (pl.col("holder_id") != pl.col("fund_id")))
    yield from declared(sheet, "holder", held.filter(~pl.col("holder_is_fund")))
    yield from sheet.claims("Fund", held.filter("holder_is_fund"), subject="holder_id", name="holder_called")
    dated = {n: n for n in ("since", "until") if n in sheet.columns}
    yield from sheet.claims(
        "HOLDS_STAKE_IN", held, subject="holder_id", object="fund_id", stake_pct="stake_pct", stake_100m_cny="stake",
        partner_type="partner_type", **dated,
    )  # fmt: skip


def _holdings(sheet: Sheet, books: _funds.Funds) -> Iterator[Claims]:
    """What was invested in whom; who is put into a fund holds a stake in it."""
    for side in ("investor", "company"):
        _lists.names(sheet, side)
    many = pl.col("investor_several") | pl.col("company_several")
    _sums.alone(sheet, ("invested",), many, "company")
    _sums.money(sheet, "invested", "unit")
    books.party(sheet, "investor")
    books.party(sheet, "company", by_form=True)
    sheet.refuse(pl.col("investor_id") == pl.col("company_id"), "company", "E_SELF")
    resolved_chain(sheet, "chain", refuse=False)
    resolved_segment(sheet, "segment", "chain_id", refuse=False)
    placed(sheet, "place", refuse=False)
    sheet.cite()
    yield from _holding_claims(sheet)


def _holding_claims(sheet: Sheet) -> Iterator[Claims]:
    """A segment beside a company says where it belongs, not that it produces there: its activity stays unknown."""
    into_fund = pl.col("company_is_fund")
    funds, firms = sheet.frame.filter(into_fund), sheet.frame.filter(~into_fund)
    yield from declared(sheet, "investor", sheet.frame.filter(~pl.col("investor_is_fund")))
    yield from declared(sheet, "company", firms)
    yield from sheet.claims("Fund", funds, subject="company_id", name="company_called")
    yield from sheet.claims(
        "HOLDS_STAKE_IN", funds, subject="investor_id", object="company_id", stake_100m_cny="invested",
        partner_type=_funds.partner(pl.col("funding_round")), since="invested_on",
    )  # fmt: skip
    yield from sheet.claims(
        "INVESTS_IN", firms, subject="investor_id", object="company_id", funding_round="funding_round",
        invested_on="invested_on", invested_100m_cny="invested", since="invested_on",
    )  # fmt: skip
    doing = firms.filter(pl.col("segment_id").is_not_null())
    yield from sheet.claims(
        "OPERATES_IN", doing, subject="company_id", object="segment_id", at="place_id", activity=pl.lit("unknown"),
    )  # fmt: skip
    apart = firms.filter(pl.col("segment_id").is_null())
    yield from sheet.claims("LOCATED_IN", apart, subject="company_id", object="place_id")
