"""Funds one by one, what is known of each, and joint totals never split."""

from collections.abc import Callable
from typing import Any

import pytest

from graph.errors import QuestionError
from graph.model.change import View
from queries import funds
from queries.funds import FundLine

FUNDS = [
    {
        "id": "fd-1",
        "name": "虚构甲基金",
        "short_name": "甲基",
        "size_100m_cny": 10,
        "called_100m_cny": 4,
        "committed_100m_cny": 2.5,
    },
    {"id": "fd-2", "name": "虚构乙基金", "size_100m_cny": 500, "size_qualifier": "target", "called_100m_cny": 1},
    {"id": "fd-3", "name": "虚构全能基金", "mandate_breadth": "all"},
    {"id": "fd-4", "name": "虚构外地基金"},
    {"id": "fd-5", "name": "虚构无处基金"},
]


@pytest.fixture
def view(country: Callable[..., View]) -> View:
    return country(
        [{"id": "m-1", "name": "虚构管理公司"}, {"id": "m-2", "name": "虚构已投公司"}],
        extra={"Fund": FUNDS, "Indicator": [{"id": "i-1", "name": "新设子基金规模", "unit": "亿元"}]},
        LOCATED_IN=[{"subject": f, "object": p} for f, p in (("fd-1", "zone"), ("fd-2", "350200"), ("fd-3", "zone"), ("fd-4", "340100"))],
        MANAGES=[{"subject": "m-1", "object": "fd-1"}],
        HOLDS_STAKE_IN=[{"subject": "m-2", "object": "fd-1", "stake_100m_cny": 1.5, "stake_pct": 15}, {"subject": "fd-2", "object": "fd-1"}],
        MANDATED_FOR=[{"subject": "fd-1", "object": "display/glass", "mandate_breadth": "named"}, {"subject": "fd-4", "object": "display", "mandate_breadth": "many"}],
        INVESTS_IN=[{"subject": "fd-1", "object": "m-2"}],
        REPORTS=[{"subject": "zone", "object": "i-1", "period": "2022", "measure": "actual", "value": 105, "qualifier": "above",
                  "is_open_list": "yes", "is_joint_total": "yes", "value_note": "虚构甲基金、虚构未载基金等"}],
    )  # fmt: skip


def lines(view: View, **asked: Any) -> dict[str, FundLine]:
    return {f.fund: f for f in funds.ask(view, **asked).funds}


def test_what_may_still_be_invested_is_said_only_where_all_three_sums_are_known(view: View) -> None:
    found = lines(view, place="zone")
    assert str(found["fd-1"].dry_powder_100m_cny) == "3.5"
    assert found["fd-2"].dry_powder_100m_cny is None
    assert found["fd-2"].size_said == "500亿元(目标)"


def test_each_fund_says_at_which_grain_it_is_known(view: View) -> None:
    found = lines(view, place="zone")
    assert found["fd-1"].grain == ("规模", "已投与已承诺", "管理人", "出资人", "投向", "已投企业")
    assert found["fd-2"].grain == ("规模",)
    assert found["fd-1"].managers == ("虚构管理公司",)
    assert set(found["fd-1"].holders) == {"虚构乙基金", "虚构已投公司(1.5亿元,15%)"}


def test_a_joint_total_of_an_open_list_is_shown_as_such_and_never_split(view: View) -> None:
    found = funds.ask(view, place="zone")
    (one,) = found.reported
    assert (one.said, one.caveats[:2]) == ("超105亿元", ("合计数,不能分摊到各项", "名单以“等”收尾,未列全"))
    assert found.named_only == ("虚构未载基金",)
    assert {f.size_100m_cny for f in found.funds if f.fund == "fd-3"} == {None}


def test_funds_elsewhere_are_counted_and_those_nobody_places_apart(view: View) -> None:
    found = funds.ask(view, place="zone")
    assert {f.fund for f in found.funds} == {"fd-1", "fd-2", "fd-3"}
    assert (found.n_inside, found.n_elsewhere, found.n_unplaced) == (2, 1, 1)


def test_a_fund_for_everything_is_not_one_for_this_chain(view: View) -> None:
    found = lines(view, place="zone", chain="新型显示")
    assert set(found) == {"fd-1", "fd-4"}
    assert (found["fd-4"].mandate_breadth, found["fd-4"].locality) == ("多链", "outside")


def test_a_fund_is_found_by_its_short_name_and_one_not_on_record_is_refused(view: View) -> None:
    assert set(lines(view, fund="甲基", place="zone")) == {"fd-1"}
    with pytest.raises(QuestionError, match="库中没有这只基金的记录"):
        funds.ask(view, fund="没有的基金会", place="zone")


def test_no_fund_on_record_is_not_no_fund(country: Callable[..., View]) -> None:
    assert "甲市:库中没有符合的基金记录,不等于没有" in funds.ask(country(), place="甲市").not_known


def test_a_name_that_is_not_registered_yet_is_shown_as_such(country: Callable[..., View]) -> None:
    rows = [
        {"id": "fd-1", "name": "虚构甲基金", "is_provisional_name": "yes"},
        {"id": "fd-2", "name": "虚构乙基金", "is_provisional_name": "no"},
    ]
    found = funds.ask(
        country(extra={"Fund": rows}, LOCATED_IN=[{"subject": r["id"], "object": "zone"} for r in rows]), place="zone"
    )
    assert {f.fund: f.name_note for f in found.funds} == {"fd-1": "暂定名,以登记为准", "fd-2": None}
    assert "1只基金的名称在来源中是暂定名,登记时可能改名,也可能没有设立" in found.not_known
