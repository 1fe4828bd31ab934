"""Application scenarios: what is wanted, by whom, by when, of which segment."""

from collections.abc import Callable
from typing import Any

Told = Callable[..., Any]
Book = Callable[..., Any]


def test_scenarios_of_an_office_s_workbook(book: Book, loaded: Told) -> None:
    rows = [
        ["虚构应用场景清单", None, None, None, None, None],
        ["序号", "场景名称", "业主单位", "需求内容", "完成时限", "涉及环节"],
        [1, "虚构智慧园区", "虚构甲公司;厦门火炬高新区", "显示屏", "2024-2025年", "面板;玻璃基板"],
        [2, "虚构城市大脑", "厦门市大数据管理局", "平台", "2025年底前", None],
        ["合计", 2, None, None, None, None],
    ]
    out = loaded(book({"场景": rows}, [("场景", "A1:F1")]))
    assert out.rows("Scenario", "name", "due_on") == [("虚构智慧园区", "2025"), ("虚构城市大脑", "2025")]
    firm = out.rows("Firm", "subject")[0][0]
    assert [s for (s,) in out.rows("OFFERS", "subject")] == [firm, "xm-torch", "350200"]
    assert [n for (n,) in out.rows("Firm", "name")] == ["虚构甲公司"]
    assert {o for (o,) in out.rows("NEEDS", "object")} == {"display/glass", "display/panel"}
    assert out.rows("OFFERS", "offered_by") == [(None,), (None,), ("厦门市大数据管理局",)]
    assert out.codes == ["W_SKIPPED"]


def test_an_office_is_no_firm_and_keeps_its_name_at_its_place(told: Told) -> None:
    out = told(
        "场景名称,业主,所在地\n虚构场景甲,厦门市财政局,\n虚构场景乙,厦门火炬高新区管委会,\n虚构场景丙,大数据管理局,厦门市\n"
        "虚构场景丁,厦门市工业和信息化局(大数据管理局),\n"
    )
    assert out.rows("OFFERS", "subject", "offered_by") == [
        ("350200", "厦门市财政局"), ("xm-torch", "厦门火炬高新区管委会"), ("350200", "大数据管理局"),
        ("350200", "厦门市工业和信息化局(大数据管理局)"),
    ]  # fmt: skip
    assert "Firm" not in out.claims
    assert not out.codes


def test_an_office_of_nobody_knows_where_is_said_and_is_no_firm(told: Told) -> None:
    out = told("场景名称,业主\n虚构场景,大数据管理局\n")
    assert out.at("W_OFFICE") == [(2, "B", "大数据管理局")]
    assert not {"OFFERS", "Firm"} & set(out.claims)


def test_what_belongs_to_a_place_is_offered_there_where_the_row_says_which(told: Told) -> None:
    out = told(
        "场景名称,业主,所在地\n虚构场景甲,虚构港,厦门市\n虚构场景乙,厦门深圳等地,厦门市;深圳市\n虚构场景丙,虚构甲公司,厦门市\n"
        "虚构场景丁,,厦门市\n"
    )
    firm = out.rows("Firm", "subject")[0][0]
    assert out.rows("OFFERS", "subject", "offered_by") == [
        ("350200", "虚构港"), ("350200", "厦门深圳等地"), ("440300", "厦门深圳等地"), (firm, None), ("350200", None),
    ]  # fmt: skip
    assert [n for (n,) in out.rows("Firm", "name")] == ["虚构甲公司"]


def test_two_offices_of_a_place_offer_one_scenario_each_in_its_name(told: Told) -> None:
    out = told("场景名称,业主\n虚构场景,厦门市公安局;厦门市数据管理局\n")
    assert out.rows("OFFERS", "subject", "offered_by") == [("350200", "厦门市公安局"), ("350200", "厦门市数据管理局")]


def test_a_scenario_of_a_chain_only_serves_the_chain(told: Told) -> None:
    out = told("场景名称,业主,产业链,环节\n虚构场景甲,厦门,显示,\n虚构场景乙,厦门,显示,玻璃基板\n")
    assert out.rows("SERVES", "object") == [("display",)]
    assert out.rows("NEEDS", "object") == [("display/glass",)]


def test_a_person_offers_no_scenario(told: Told) -> None:
    out = told("场景名称,业主,需求\n虚构场景,王虚构,显示屏\n虚构场景乙,虚构甲公司,联系人:李虚 13800000000\n")
    assert out.codes == ["E_PERSON", "W_PERSON"]
    assert out.rows("Scenario", "name", "need") == [("虚构场景乙", None)]
    assert not any("王虚构" in str(v) or "1380" in str(v) for v in out.rejects.rows())


def test_when_that_is_no_date_is_said(told: Told) -> None:
    out = told("场景名称,业主,截止日期\n虚构场景,厦门,尽快\n")
    assert out.rows("Scenario", "due_on") == [(None,)]
    assert out.codes == ["W_DATE"]
