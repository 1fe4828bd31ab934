"""Held firms on the gaps of a place; who has no record says so."""

from collections.abc import Callable

import pytest

from graph.model.change import View
from queries import holdings_on_gaps
from queries.holdings_on_gaps import HoldingsOnGaps
from queries.methods.holdings import chains_that_may_lack
from queries.methods.locality import scope

FIRMS = [{"id": f, "name": f"虚构{f}公司"} for f in ("m-1", "m-2", "m-3", "m-4", "m-5", "m-9")]


@pytest.fixture
def view(country: Callable[..., View]) -> View:
    """The zone has a panel maker and no glass: glass is a gap, presumed after three searches."""
    return country(
        FIRMS,
        extra={"Fund": [{"id": "fd-1", "name": "虚构甲基金"}, {"id": "fd-2", "name": "虚构乙基金"}, {"id": "fd-3", "name": "虚构全能基金", "mandate_breadth": "all"}]},
        OPERATES_IN=[
            {"subject": "m-9", "object": "display/cell", "at": "zone"},
            {"subject": "m-1", "object": "display/glass", "at": "340100"},
            {"subject": "m-2", "object": "display/module", "at": "340100"},
            {"subject": "m-3", "object": "display/glass", "at": "340100", "activity": "buy"},
            {"subject": "m-5", "object": "display/glass", "at": "340101"},
        ],
        SURVEYED=[{"subject": "zone", "object": "display/glass", "method": "searched", "searches": 4, "found": "no", "surveyed_on": "2024-06"}],
        INVESTS_IN=[
            {"subject": "fd-1", "object": "m-1", "invested_on": "2023"}, {"subject": "fd-1", "object": "m-2"},
            {"subject": "fd-1", "object": "m-3"}, {"subject": "fd-1", "object": "m-4"},
            {"subject": "m-9", "object": "m-5", "basis": "potential"},
        ],
        MANAGES=[{"subject": "m-4", "object": "fd-1"}],
        MANDATED_FOR=[{"subject": "fd-3", "object": "display/glass", "mandate_breadth": "all"}],
    )  # fmt: skip


def on_gaps(found: HoldingsOnGaps) -> list[tuple[str, str, str]]:
    return [(x.investor, x.firm, x.segment) for x in found.on_gaps]


def test_a_held_firm_that_makes_what_the_place_lacks_is_on_the_gap(view: View) -> None:
    found = holdings_on_gaps.ask(view, funds=("虚构甲基金",), place="zone")
    assert on_gaps(found) == [("虚构甲基金", "m-1", "display/glass")]
    (one,) = found.on_gaps
    assert (one.state_word, one.is_gap, one.buyers, one.grade) == ("空白(待核实)", True, ("虚构m-9公司",), "B")
    assert set(one.evidence) <= set(found.evidence)


def test_who_buys_it_or_makes_something_else_is_not(view: View) -> None:
    found = holdings_on_gaps.ask(view, funds=("虚构甲基金",), place="zone")
    assert found.n_held == 4
    assert found.n_no_segment == 2


def test_a_fund_without_holdings_and_one_not_on_record_say_so_each(view: View) -> None:
    found = holdings_on_gaps.ask(view, funds=("虚构乙基金\uff0c德屹虚构",), place="zone")
    assert [(i.asked, i.said) for i in found.investors] == [
        ("虚构乙基金", "已投企业库中没有记录,不等于没有投过"), ("德屹虚构", "库中没有这只基金或投资人的记录"),
    ]  # fmt: skip
    assert any("库中没有记录:德屹虚构" in s for s in found.not_known)


def test_a_mandate_for_everything_fills_no_gap(view: View) -> None:
    assert not holdings_on_gaps.ask(view, funds=("虚构全能基金",), place="zone").on_gaps


def test_a_firm_holds_through_the_funds_it_manages(view: View) -> None:
    found = holdings_on_gaps.ask(view, funds=("虚构m-4公司",), place="zone")
    assert [(x.firm, x.through) for x in found.on_gaps] == [("m-1", "基金")]


def test_without_names_everybody_who_holds_something_is_asked_and_what_is_only_planned_says_so(view: View) -> None:
    found = holdings_on_gaps.ask(view, place="zone")
    assert {(x.investor, x.firm, x.grade) for x in found.on_gaps} == {
        ("虚构甲基金", "m-1", "B"),
        ("虚构m-9公司", "m-5", "C"),
    }
    assert "有的投资是拟投或推断,见依据类型" in found.not_known
    assert {i.asked for i in found.investors} == {"虚构甲基金", "虚构m-9公司"}


def test_another_chain_has_none_of_these_gaps(view: View) -> None:
    assert not holdings_on_gaps.ask(view, chain="ic", place="zone").on_gaps


def test_where_nothing_is_lacking_nothing_is_on_a_gap_and_that_is_no_proof(view: View) -> None:
    found = holdings_on_gaps.ask(view, funds=("虚构甲基金",), place="340100")
    assert not found.on_gaps
    assert any("不等于没有" in s for s in found.not_known)


def test_a_chain_is_judged_unless_every_segment_asked_about_has_a_firm_in_operation_here(
    view: View, country: Callable[..., View]
) -> None:
    def may_lack(of: View, place: str, *segments: str) -> dict[str, bool]:
        return chains_that_may_lack(of, segments, scope(of, place))

    assert may_lack(view, "340100", "display/glass", "display/module") == {"display": False}
    assert may_lack(view, "zone", "display/glass", "display/cell") == {"display": True}
    assert may_lack(view, "zone") == {}
    for said in ({"stage": "building"}, {"activity": "buy"}, {"basis": "potential"}, {"at": "340100"}):
        tie = {"subject": "m-9", "object": "display/cell", "at": "zone", **said}
        assert may_lack(country(FIRMS, OPERATES_IN=[tie]), "zone", "display/cell") == {"display": True}


def test_a_whole_twin_without_a_firm_of_its_own_is_judged(country: Callable[..., View]) -> None:
    """It may be filled by another activity than its twin."""
    tie = {"subject": "m-9", "object": "display/photoresist", "at": "zone"}
    found = country(FIRMS, OPERATES_IN=[tie])
    asked = chains_that_may_lack(found, ["display/photoresist"], scope(found, "zone"))
    assert asked == {"display": True, "ic": True}
