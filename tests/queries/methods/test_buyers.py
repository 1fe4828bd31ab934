"""Who here would buy what a place lacks: certain, possible, and one name a group; firms are fictional."""

from collections.abc import Callable

import pytest

from graph.model.change import Row, View
from queries import gaps
from queries.gaps import Gap

Country = Callable[..., View]

FIRMS: list[Row] = [
    {"id": f"m-{n}", "name": f"虚构{n}"} for n in ("玻璃商", "面板公司", "面板二期", "面板母公司", "另一公司")
]
GLASS: Row = {"subject": "m-玻璃商", "object": "display/glass", "at": "340100", "known_on": "2024"}
LOOKED: Row = {"subject": "350200", "object": "display/glass", "method": "searched", "searches": 3, "found": "no"}


def works(name: str, at: str = "350200", **more: object) -> Row:
    return {"subject": f"m-{name}", "object": "display/cell", "at": at, "known_on": "2024-06", **more}


def asked(country: Country, *ties: Row, place: str = "甲市", **more: list[Row]) -> tuple[list[Gap], list[Gap]]:
    view = country(FIRMS, OPERATES_IN=[GLASS, *ties], SURVEYED=[LOOKED], **more)
    answer = gaps.ask(view, chain="display", place=place)
    return list(answer.gaps), list(answer.second_order)


def test_a_firm_known_by_province_only_is_no_buyer_here_and_named_apart(country: Country) -> None:
    first, second = asked(country, works("面板公司", "350000"))
    assert not first
    assert (second[0].buyers, second[0].may_buy) == ((), ("液晶面板:虚构面板公司(只知在虚构省)",))


def test_beside_a_certain_buyer_the_possible_one_is_still_named_apart(country: Country) -> None:
    (gap,), _ = asked(country, works("面板公司"), works("另一公司", "350000"))
    assert (gap.buyers, gap.may_buy) == (("虚构面板公司",), ("液晶面板:虚构另一公司(只知在虚构省)",))


@pytest.mark.parametrize(
    ("tie", "said"),
    [
        ({"known_on": "2006-07"}, "在建,2006-07后无消息"),
        ({"known_on": None}, "在建,未注日期"),
        ({"known_on": "2022-11"}, "在建,2022-11后无消息"),
    ],
)
def test_a_building_site_of_which_nothing_newer_was_heard_makes_no_buyer_alone(
    country: Country, tie: Row, said: str
) -> None:
    first, second = asked(country, works("面板公司", stage="building", **tie))
    assert not first
    assert second[0].may_buy == (f"液晶面板:虚构面板公司({said})",)


def test_a_building_site_heard_of_within_the_months_of_the_rules_is_a_buyer(country: Country) -> None:
    (gap,), _ = asked(country, works("面板公司", stage="building", known_on="2023-01"))
    assert (gap.buyers, gap.may_buy) == (("虚构面板公司",), ())


def test_a_group_is_one_buyer_named_by_the_company_that_runs(country: Country) -> None:
    kin = [{"subject": f"m-{n}", "object": "m-面板母公司"} for n in ("面板公司", "面板二期")]
    ties = (works("面板二期"), works("面板公司"), works("面板母公司", stage="building"))
    (gap,), _ = asked(country, *ties, SUBSIDIARY_OF=kin)
    assert gap.buyers == ("虚构面板公司",)


def test_a_stale_site_of_a_buyer_that_runs_is_not_named_again(country: Country) -> None:
    kin = [{"subject": "m-面板二期", "object": "m-面板公司"}]
    old = works("面板二期", stage="building", known_on="2006-07")
    (gap,), _ = asked(country, works("面板公司"), old, SUBSIDIARY_OF=kin)
    assert (gap.buyers, gap.may_buy) == (("虚构面板公司",), ())


def test_an_alternative_that_is_only_possibly_here_replaces_nothing(country: Country) -> None:
    routes = [
        {"subject": "display/glass", "object": "display/module", "essential": "no", "routes": ["cover:glass"]},
        {"subject": "display/cell", "object": "display/module", "essential": "no", "routes": ["cover:cell"]},
    ]
    module: Row = {"subject": "m-另一公司", "object": "display/module", "at": "350200", "known_on": "2024"}
    stale = works("面板公司", stage="building", known_on="2006-07")
    (gap,), _ = asked(country, module, stale, FEEDS=routes)
    assert (tuple(map(str, gap.wanted_by)), gap.alternatives) == (("显示模组(虚构另一公司)",), ())
