"""Funds, who manages and holds them, what they are meant for, what they hold."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from graph import schema
from graph.model.claim import Claims
from loaders._known import Known, nothing

Told = Callable[..., Any]
HEAD = "基金名称,简称,管理人,出资人,基金规模(亿元),已投金额(亿元),已承诺(亿元),投向,注册地\n"
FUND = "虚构产业股权投资基金合伙企业(有限合伙)"


def fund(name: str) -> str:
    return str(schema.hashed(pl.Series([name]), prefix="fd-")[0])


def knowing(known: Known, **columns: list[str]) -> Known:
    """What is known, with funds told before."""
    frame = pl.DataFrame({"source": ["s"] * len(columns["subject"]), **columns})
    told = schema.conform(Claims("Fund", frame)).with_columns(series=pl.lit("基金.csv"))
    return replace(known, told=lambda kind: told if kind == "Fund" else nothing(kind))


def test_a_fund_has_a_manager_holders_a_mandate_and_its_sums(told: Told) -> None:
    out = told(
        HEAD
        + f'{FUND},虚构产投,虚构基金管理有限公司,"虚构集团(3亿元);虚构资本(GP,30%)",10,4,1.5,新型显示;电子特气,厦门市\n'
    )
    assert out.rows("Fund", "subject", "size_100m_cny", "called_100m_cny", "committed_100m_cny", "mandate_breadth") == [
        (fund(FUND), Decimal(10), Decimal(4), Decimal("1.5"), "named")
    ]
    assert out.rows("MANAGES", "object") == [(fund(FUND),)]
    assert out.rows("HOLDS_STAKE_IN", "stake_100m_cny", "stake_pct", "partner_type") == [
        (Decimal(3), None, None),
        (None, Decimal(30), "general"),
    ]
    assert out.rows("MANDATED_FOR", "object", "mandate_breadth") == [("display", "named"), ("ic/gas", "named")]
    assert out.rows("LOCATED_IN", "object") == [("350200",)]
    assert {n for (n,) in out.rows("Firm", "name")} == {"虚构基金管理有限公司", "虚构集团", "虚构资本"}
    assert out.codes == []


def test_sums_are_in_100_million_yuan_whatever_their_unit_and_foreign_ones_are_emptied(told: Told) -> None:
    out = told(
        "基金名称,基金规模(万元)\n虚构一号基金,30000\n虚构二号基金,超5亿元\n虚构三号基金,1亿美元\n虚构四号基金,-3\n"
    )
    assert out.rows("Fund", "size_100m_cny", "size_qualifier") == [
        (Decimal(3), None),
        (Decimal(5), "超"),
        (None, None),
        (None, None),
    ]
    assert [r for r, _, _ in out.at("W_CURRENCY")] == [4, 5]
    assert out.at("W_ABOUT") == [(3, "B", "超5亿元")]


def test_a_unit_nobody_wrote_is_said_once(told: Told) -> None:
    out = told("基金名称,基金规模\n虚构一号基金,3\n虚构二号基金,5\n")
    assert [s for (s,) in out.rows("Fund", "size_100m_cny")] == [Decimal(3), Decimal(5)]
    assert out.at("W_UNIT") == [(2, "B", "3")]
    assert "W_UNIT" not in told("基金名称,基金规模\n虚构一号基金,3亿元\n").codes
    assert "W_UNIT" not in told("fund,size_cny_100m\n虚构一号基金,3\n").codes


def test_a_joint_total_of_several_funds_is_given_to_none(told: Told) -> None:
    out = told(
        "子基金名称,基金规模(亿元),管理人\n虚构德屹、虚构紫云、虚构联和等,超105,\n虚构单只基金,8,\n五家国有基金,20,\n"
    )
    assert out.rows("Fund", "name", "size_100m_cny") == [
        ("虚构德屹", None),
        ("虚构紫云", None),
        ("虚构联和", None),
        ("虚构单只基金", Decimal(8)),
    ]
    assert out.at("W_JOINT") == [(2, "B", "超105")]
    assert out.at("W_OPEN") == [(2, "A", "虚构德屹、虚构紫云、虚构联和等")]
    assert out.at("W_NOT_ONE") == [(4, "A", "五家国有基金")]


def test_a_size_that_is_said_to_be_of_many_is_nobodys(told: Told) -> None:
    out = told("基金名称,基金规模(亿元),规模说明\n虚构母基金,180,39只合计\n虚构子基金,3,目标规模\n")
    assert out.rows("Fund", "size_100m_cny", "size_qualifier") == [(None, "39只合计"), (Decimal(3), "目标规模")]
    assert out.at("W_JOINT") == [(2, "B", "180")]


def test_one_cell_merged_beside_several_funds_is_a_joint_total(book: Callable[..., Path], loaded: Told) -> None:
    rows: list[list[Any]] = [
        ["产业基金情况表(单位:亿元)", None, None, None],
        ["序号", "基金名称", "基金规模", "管理人"],
        [1, "虚构甲基金", 105, "虚构管理一号"],
        [2, "虚构乙基金", None, "虚构管理二号"],
        [3, "虚构丙基金", 8, "虚构管理三号"],
        ["合计", None, 113, None],
    ]
    out = loaded(book({"基金": rows}, [("基金", "A1:D1"), ("基金", "C3:C4")]))
    assert out.rows("Fund", "name", "size_100m_cny") == [
        ("虚构甲基金", None),
        ("虚构乙基金", None),
        ("虚构丙基金", Decimal(8)),
    ]
    assert out.at("W_JOINT") == [(3, "C", "105"), (4, "C", "105")]
    assert "W_UNIT" not in out.codes


def test_a_mandate_for_many_is_kept_and_marked_and_one_for_all_is_the_funds_own(told: Told, known: Known) -> None:
    more = [f"虚构链{i}" for i in range(5)]
    chains = Claims("Chain", pl.DataFrame({"subject": [f"c{i}" for i in range(5)], "name": more}))
    text = (
        "基金名称,投向\n"
        + f"虚构宽基金,新型显示、{'、'.join(more)}\n虚构全基金,不限行业\n虚构窄基金,新型显示\n虚构谜基金,新型显视\n"
    )
    out = told(text, known=known.plus([chains]))
    breadth = dict(out.rows("Fund", "name", "mandate_breadth"))
    assert breadth == {"虚构宽基金": "many", "虚构全基金": "all", "虚构窄基金": "named", "虚构谜基金": None}
    ties = out.claims["MANDATED_FOR"].group_by("subject", "mandate_breadth").len().sort("len").rows()
    assert ties == [(fund("虚构窄基金"), "named", 1), (fund("虚构宽基金"), "many", 6)]
    assert out.at("W_MANDATE") == [(5, "B", "新型显视")]
    notes = dict(out.rows("Fund", "name", "mandate_note"))
    assert (notes["虚构全基金"], notes["虚构谜基金"], notes["虚构窄基金"]) == ("不限行业", "新型显视", None)


def test_managers_that_are_nobody_yet_and_treasuries_and_places_are_no_firms(told: Told) -> None:
    out = told(
        HEAD
        + "虚构基金,,待遴选(虚构投资为GP之一),虚构市财政2500万元、虚构省级政府;厦门火炬高新区;虚构甲(有限合伙人),,,,,\n"
    )
    assert not out.rows("MANAGES", "subject")
    assert [n for (n,) in out.rows("Firm", "name")] == ["虚构甲"]
    assert sorted(out.codes) == ["W_NOT_FIRM", "W_NOT_ONE", "W_NOT_ONE"]


def test_a_holder_that_is_a_known_fund_is_the_fund(told: Told, known: Known) -> None:
    known = knowing(known, subject=["fd-known"], name=["虚构引导基金"], short_name=["虚构引导"])
    out = told(
        "基金名称,LP,出资比例,出资额(万元)\n虚构子基金,虚构引导,20,10000\n虚构子基金,虚构集团,80%,40000\n", known=known
    )
    assert out.rows("HOLDS_STAKE_IN", "object", "stake_pct", "stake_100m_cny") == [
        (fund("虚构子基金"), Decimal(20), Decimal(1)),
        (fund("虚构子基金"), Decimal(80), Decimal(4)),
    ]
    assert out.rows("HOLDS_STAKE_IN", "subject")[0] == ("fd-known",)
    assert [n for (n,) in out.rows("Firm", "name")] == ["虚构集团"]


def test_a_short_name_never_becomes_a_funds_name(told: Told, known: Known) -> None:
    known = knowing(known, subject=["fd-known"], name=[FUND], short_name=["虚构产投"])
    texts = ("基金名称,LP,出资比例\n虚构产投,虚构集团,20\n", "基金名称,LP,出资比例\n虚构子基金,虚构产投,20\n",
             "投资机构,被投企业,轮次\n虚构集团,虚构产投,LP\n", "基金名称,管理人\n虚构产投,虚构管理\n")  # fmt: skip
    for text in texts:
        names = told(text, known=known).rows("Fund", "subject", "name")
        assert ("fd-known", "虚构产投") not in names
        assert {i for i, _ in names} <= {"fd-known", fund("虚构子基金")}


def test_a_holder_named_like_a_fund_is_one(told: Told) -> None:
    out = told("基金名称,LP,出资比例\n虚构子基金,虚构引导基金,20\n")
    assert out.rows("HOLDS_STAKE_IN", "subject") == [(fund("虚构引导基金"),)]
    assert {n for (n,) in out.rows("Fund", "name")} == {"虚构子基金", "虚构引导基金"}
    assert out.codes == ["W_QUALIFIED_FUND"]


def test_a_sum_of_several_holders_is_nobodys_stake(told: Told) -> None:
    out = told("基金名称,LP,出资比例,GP\n虚构子基金,虚构甲;虚构乙,60%,虚构丙管理\n虚构子基金,虚构丁,40%,\n")
    assert out.rows("HOLDS_STAKE_IN", "stake_pct") == [(None,), (None,), (Decimal(40),)]
    assert out.codes == ["W_JOINT"]
    assert len(out.rows("MANAGES", "subject")) == 1


def test_an_investor_is_a_fund_by_name_short_name_or_form_else_a_firm(told: Told, known: Known) -> None:
    known = knowing(known, subject=["fd-known"], name=[FUND], short_name=["虚构产投"])
    text = "基金名称,被投企业,轮次,投资日期,投资金额(万元)\n" + "".join(
        f"{who},虚构企业{i},A轮,2021-03,5000\n"
        for i, who in enumerate([FUND, "虚构产投", "虚构产业股权投资基金", "虚构未知基金"])
    )
    out = told(text, known=known)
    assert [s for (s,) in out.rows("INVESTS_IN", "subject")][:3] == ["fd-known"] * 3
    assert out.rows("INVESTS_IN", "funding_round", "invested_on", "invested_100m_cny", "since")[0] == (
        "A轮", "2021-03", Decimal("0.5"), "2021-03",
    )  # fmt: skip
    assert "虚构未知基金" in {n for (n,) in out.rows("Firm", "name")}


def test_two_funds_of_one_short_name_are_not_guessed(told: Told, known: Known) -> None:
    known = knowing(known, subject=["fd-a", "fd-b"], name=["虚构甲基金", "虚构乙基金"], short_name=["虚构产投"] * 2)
    out = told("投资机构,被投企业,轮次\n虚构产投,虚构企业,A轮\n", known=known)
    assert not out.rows("INVESTS_IN", "subject")[0][0].startswith("fd-")


def test_who_is_put_into_a_fund_holds_a_stake_and_no_fund_becomes_a_firm(told: Told) -> None:
    out = told("投资机构,被投企业,轮次,投资金额\n虚构集团,虚构创业投资合伙企业(有限合伙),LP,3000万元\n")
    assert not out.rows("INVESTS_IN", "subject")
    assert out.rows("HOLDS_STAKE_IN", "stake_100m_cny") == [(Decimal("0.3"),)]
    assert [n for (n,) in out.rows("Firm", "name")] == ["虚构集团"]
    assert out.at("W_QUALIFIED_FUND") == [(2, "B", "虚构创业投资合伙企业(有限合伙)")]


def test_a_round_of_many_is_nobodys_sum_and_unnamed_investors_are_no_firm(told: Told) -> None:
    out = told(
        "投资方,被投企业,轮次,金额\n虚构工银等,虚构企业,D轮,10亿元(合计)\n虚构甲、虚构乙,虚构企业,C轮,3亿元\n"
        "多家机构(未逐一列名),虚构企业,B轮,45亿元\n虚构丙,虚构企业,A轮,5亿元\n"
    )
    assert out.rows("INVESTS_IN", "funding_round", "invested_100m_cny") == [
        ("D轮", None),
        ("C轮", None),
        ("C轮", None),
        ("A轮", Decimal(5)),
    ]
    assert [r for r, _, _ in out.at("W_JOINT")] == [2, 3, 4]
    assert [r for r, _, _ in out.at("W_NOT_ONE")] == [4]


def test_a_segment_beside_a_company_does_not_say_it_produces_there(told: Told) -> None:
    out = told("投资机构,被投企业,轮次,产业链,环节,企业所在地\n虚构甲,虚构企业,A轮,新型显示,玻璃基板,深圳市\n")
    assert out.rows("OPERATES_IN", "object", "at", "activity", "stage") == [
        ("display/glass", "440300", "unknown", None)
    ]
    assert not out.rows("LOCATED_IN", "object")


def test_a_workbook_of_funds_stakes_and_holdings_reads_each_sheet_by_its_kind(book: Any, loaded: Told) -> None:
    out = loaded(
        book(
            {
                "已投项目": [["基金名称", "被投企业", "轮次"], ["虚构产投", "虚构企业", "A轮"]],
                "出资情况": [["基金名称", "出资人", "认缴比例"], [FUND, "虚构集团", "30%"]],
                "基金": [["基金名称", "简称", "管理人"], [FUND, "虚构产投", "虚构管理"]],
            }
        )
    )
    assert out.rows("INVESTS_IN", "subject") == [(fund(FUND),)]
    assert out.rows("HOLDS_STAKE_IN", "object") == [(fund(FUND),)]
    assert out.rows("MANAGES", "object") == [(fund(FUND),)]
    assert out.codes == []


def test_a_list_of_projects_with_their_investors_stays_a_list_of_projects(told: Told) -> None:
    out = told("项目名称,企业名称,投资方,投资金额,日期\n虚构项目,虚构企业,虚构集团,3亿元,2021\n")
    assert len(out.rows("Project", "name")) == 1
    assert not out.rows("INVESTS_IN", "subject")


def test_a_provisional_name_is_said_wherever_it_stands(told: Told) -> None:
    out = told(
        "基金名称,管理人,规模口径,是否暂定名\n"
        '虚构甲基金(暂定名),虚构管理公司,,\n"虚构乙基金(暂定名,以登记为准)",虚构管理公司,,\n虚构丙基金,虚构管理公司,总认缴;暂定名,\n'
        "虚构丁基金,虚构管理公司,暂定名,\n虚构戊基金,虚构管理公司,暂定,\n虚构己基金,虚构管理公司,,是\n虚构庚基金(暂定名),虚构管理公司,,否\n"
    )
    assert out.rows("Fund", "name", "is_provisional_name", "size_qualifier") == [
        ("虚构甲基金", "yes", None), ("虚构乙基金", "yes", None), ("虚构丙基金", "yes", "总认缴"), ("虚构丁基金", "yes", None),
        ("虚构戊基金", None, "暂定"), ("虚构己基金", "yes", None), ("虚构庚基金", "no", None),
    ]  # fmt: skip
    assert {o for (o,) in out.rows("MANAGES", "object")} == {fund(f"虚构{n}基金") for n in "甲乙丙丁戊己庚"}


def test_a_stake_in_a_fund_of_a_provisional_name_is_a_stake_in_that_fund(told: Told) -> None:
    out = told("基金名称,出资人,出资额(亿元)\n虚构甲基金(暂定名),虚构集团,1\n")
    assert out.rows("HOLDS_STAKE_IN", "object") == [(fund("虚构甲基金"),)]


def test_a_list_of_stakes_says_who_is_general_and_who_limited_partner_in_the_words_people_write(told: Told) -> None:
    words = ("普通合伙人", "GP", "执行事务合伙人", "有限合伙人", "lp", " Limited Partner ", "", "劣后级", "GP/LP")
    text = "基金名称,出资人,出资额(亿元),GP/LP\n" + "".join(
        f"虚构基金,虚构{n}号公司,1,{w}\n" for n, w in enumerate(words)
    )
    out = told(text)
    assert [t for (t,) in out.rows("HOLDS_STAKE_IN", "partner_type")] == [
        "general", "general", "general", "limited", "limited", "limited", None, None, None,
    ]  # fmt: skip
    assert out.at("W_CHOICE") == [(9, "D", "劣后级"), (10, "D", "GP/LP")]


def test_a_list_of_partners_without_a_sum_is_a_list_of_stakes(told: Told) -> None:
    out = told("基金名称,出资人,合伙人类型\n虚构基金,虚构甲公司,GP\n虚构基金,虚构乙公司,有限合伙人\n")
    assert out.rows("HOLDS_STAKE_IN", "stake_100m_cny", "partner_type") == [(None, "general"), (None, "limited")]


@pytest.mark.parametrize(
    ("said", "partner"),
    [("劣后级LP", "limited"), ("B级份额LP", "limited"), ("GP,30%", "general"), ("非普通合伙人", None), ("非GP", None), ("GP/LP", None)],
)  # fmt: skip
def test_what_a_partner_is_called_reads_alike_in_a_column_and_in_brackets(
    told: Told, said: str, partner: str | None
) -> None:
    column = told(f'基金名称,出资人,出资额(亿元),合伙人类型\n虚构基金,虚构甲公司,1,"{said}"\n')
    brackets = told(f'基金名称,出资人,出资额(亿元)\n虚构基金,"虚构甲公司({said})",1\n')
    for out in (column, brackets):
        assert out.rows("HOLDS_STAKE_IN", "partner_type") == [(partner,)]
    assert brackets.rows("Firm", "name")[0][0] in ("虚构甲公司", f"虚构甲公司({said})")
    assert (column.codes == ["W_CHOICE"]) is (partner is None)


def test_a_column_of_holders_headed_lp_says_that_they_are_limited_partners_unless_a_row_says_otherwise(
    told: Told,
) -> None:
    out = told("基金名称,LP,出资比例,合伙人类型\n虚构基金,虚构甲;虚构乙(GP),,\n虚构基金,虚构丙,40%,普通合伙人\n")
    assert [t for (t,) in out.rows("HOLDS_STAKE_IN", "partner_type")] == ["limited", "general", "general"]
    plain = told("fund,limited_partners,stake_pct\n虚构基金,虚构甲,40%\n")
    assert plain.rows("HOLDS_STAKE_IN", "partner_type") == [(None,)]


def test_an_investment_in_a_fund_as_lp_is_a_stake_of_a_limited_partner(told: Told) -> None:
    fund_name = "虚构创业投资合伙企业(有限合伙)"
    out = told(f"投资机构,被投企业,轮次\n虚构甲,{fund_name},LP(B级份额)\n虚构乙,{fund_name},管理人\n")
    assert out.rows("HOLDS_STAKE_IN", "partner_type") == [("limited",), (None,)]
