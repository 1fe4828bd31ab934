"""May a fund be a condition: each point with its rule and record."""

from collections.abc import Callable
from typing import Any

import pytest

from graph.errors import QuestionError
from graph.model.change import View
from queries import fund_gate
from queries.fund_gate import FundGate

WHOLE = {"id": "fd-1", "name": "虚构甲基金", "size_100m_cny": 10, "called_100m_cny": 4, "committed_100m_cny": 2.5, "vintage_year": 2022, "term_years": 7}  # fmt: skip
BARE = {"id": "fd-2", "name": "虚构乙基金", "size_100m_cny": 5, "size_qualifier": "目标规模"}
POLICIES = [{"id": "y-1", "name": "虚构办法", "clause": "返投不低于1倍"}]


@pytest.fixture
def view(country: Callable[..., View]) -> View:
    return country(
        [{"id": "m-1", "name": "虚构管理公司"}],
        extra={"Fund": [WHOLE, BARE, {"id": "fd-3", "name": "虚构引导基金"}], "Policy": POLICIES},
        MANAGES=[{"subject": "m-1", "object": "fd-1"}],
        HOLDS_STAKE_IN=[{"subject": "fd-3", "object": "fd-1"}],
        MANDATED_FOR=[{"subject": "fd-1", "object": "display/glass", "mandate_breadth": "named"}, {"subject": "fd-2", "object": "display", "mandate_breadth": "many"}],
    )  # fmt: skip


def points(view: View, **asked: Any) -> tuple[FundGate, dict[str, tuple[str, str]]]:
    found = fund_gate.ask(view, **asked)
    return found, {x.asked: (x.outcome, x.record) for x in found.points}


def test_each_point_names_its_record_or_says_it_is_missing(view: View) -> None:
    found, said = points(view, fund="虚构乙基金")
    assert said["谁管理"] == ("待确认", "库中没有记录")
    assert said["还有钱可投"] == ("待确认", "库中没有记录(已投、已承诺至少一项未载)")
    assert said["规模是已募集的数"][0] == "待确认"
    assert "目标" in said["规模是已募集的数"][1]
    assert found.verdict.startswith("待确认")
    assert all(x.rule and x.to_ask for x in found.points)


def test_money_that_is_left_is_held_against_what_is_needed(view: View) -> None:
    assert points(view, fund="虚构甲基金", amount=3)[1]["还有钱可投"] == ("符合", "3.5亿元")
    found, said = points(view, fund="虚构甲基金", amount=4)
    assert said["还有钱可投"] == ("不符", "3.5亿元")
    assert found.verdict == "不宜:有1项与记录不符"


def test_a_term_that_has_ended_closes_the_gate(country: Callable[..., View]) -> None:
    old = country(extra={"Fund": [{**WHOLE, "vintage_year": 2010}]})
    found, said = points(old, fund="虚构甲基金")
    assert said["还在存续期"] == ("不符", "2010;7年")
    assert found.verdict.startswith("不宜")


def test_a_mandate_counts_only_where_it_names_the_chain(view: View) -> None:
    assert points(view, fund="虚构甲基金", chain="新型显示")[1]["投向包括新型显示"][0] == "符合"
    assert points(view, fund="虚构甲基金", chain="ic")[1]["投向包括集成电路"][0] == "不符"
    assert points(view, fund="虚构乙基金", chain="新型显示")[1]["投向包括新型显示"] == ("待确认", "投向多链:不算点名")
    assert points(view, fund="虚构引导基金", chain="新型显示")[1]["投向包括新型显示"] == ("待确认", "库中没有记录")


def test_a_guiding_fund_among_the_holders_asks_for_the_rule_on_reinvestment(view: View) -> None:
    found, said = points(view, fund="虚构甲基金")
    assert "虚构引导基金" in said["出资人与返投要求"][1]
    assert said["返投认定的现行规定"] == ("待确认", "虚构办法:返投不低于1倍")
    assert "y-1" in found.evidence


def test_no_fund_passes_on_records_alone(view: View) -> None:
    assert points(view, fund="虚构甲基金")[1]["投决会已通过该项目"] == ("待确认", "库中不收投决记录")


@pytest.mark.parametrize(
    ("asked", "said"),
    [({"fund": "没有的会"}, "库中没有这只基金的记录"), ({"fund": "虚构"}, "可指 .*请写全称或编号"), ({"fund": "虚构甲基金", "amount": 0.0}, "--amount 0:须大于0")],
)  # fmt: skip
def test_what_is_not_clear_is_refused_with_the_way_out(view: View, asked: dict[str, Any], said: str) -> None:
    with pytest.raises(QuestionError, match=said):
        fund_gate.ask(view, **asked)
