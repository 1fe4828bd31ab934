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
