"""Which firm leads which chain."""

from collections.abc import Callable
from typing import Any

Told = Callable[..., Any]


def test_an_anchor_leads_a_chain(told: Told) -> None:
    out = told("链主企业,产业链,起始日期\n甲公司,新型显示,2020\n乙公司,芯片;显示,\n")
    assert out.rows("LEADS", "object", "since") == [("display", "2020"), ("ic", None), ("display", None)]
    assert [n for (n,) in out.rows("Firm", "name")] == ["甲公司", "乙公司"]


def test_the_name_of_the_file_may_say_it(told: Told) -> None:
    text = "firm,chain,since,source,published_on\n甲公司,display,,,\n"
    assert told(text, name="anchors.csv").rows("LEADS", "object") == [("display",)]


def test_a_list_of_firms_by_chain_makes_nobody_an_anchor(told: Told) -> None:
    out = told("firm,chain,since,source,published_on\n甲公司,display,,,\n", name="名单.csv")
    assert not out.rows("LEADS", "object")
    assert out.rows("Firm", "name") == [("甲公司",)]


def test_an_unknown_chain_is_refused_with_the_nearest(told: Told) -> None:
    out = told("链主,产业链\n甲公司,新型显视\n")
    assert out.codes == ["E_CHAIN"]
    assert "新型显示" in out.rejects["fix"][0]


def test_a_role_that_ended_keeps_its_time(told: Told) -> None:
    out = told("链主企业,产业链,认定时间,退出时间\n甲公司,新型显示,2019,2022-06\n甲公司,集成电路,2023,\n")
    assert out.rows("LEADS", "object", "since", "until") == [("display", "2019", "2022-06"), ("ic", "2023", None)]


def test_one_that_ended_on_no_known_day_leads_until_the_tables_date_or_is_left_out(told: Told) -> None:
    rows = "链主企业,产业链,认定时间,链主状态\n甲公司,新型显示,2019,已退出\n乙公司,新型显示,2020,在任\n"
    out = told(rows)
    assert [s for (s,) in out.rows("LEADS", "since")] == ["2020"]
    assert out.at("W_ENDED") == [(2, "A", "甲公司")]
    dated = told("链主名单(截至2024年6月),,,\n" + rows)
    assert dated.rows("LEADS", "since", "until") == [("2019", "2024-06"), ("2020", None)]
    assert dated.codes == ["W_ENDED_AS_OF"]


def test_several_firms_and_chains_stand_in_one_cell_however_they_are_separated(told: Told) -> None:
    out = told('链主企业,产业链\n甲公司、乙公司等,"集成电路,新型显示"\n')
    assert len(out.rows("LEADS", "object")) == 4
    assert out.at("W_OPEN") == [(2, "A", "甲公司、乙公司等")]
