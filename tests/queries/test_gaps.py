"""Gaps of a chain at a place: buyers, second order, alternatives, order."""

from collections.abc import Callable

import pytest

from graph.errors import QuestionError
from graph.model.change import Row, View
from queries import gaps
from queries.methods.chain_states import chain_states
from queries.methods.gaps import Targets, in_order, most_wanted
from tests.conftest import PLACES

Country = Callable[..., View]
TODAY = "2024-06"
MAKERS: list[Row] = [{"id": f"m-{n}", "name": f"虚构{n}公司"} for n in ("面板", "玻璃一", "玻璃二", "光刻胶", "树脂")]
PANEL: Row = {"subject": "m-面板", "object": "display/cell", "at": "zone", "known_on": TODAY}
ELSEWHERE: list[Row] = [
    {"subject": "m-玻璃一", "object": "display/glass", "at": "340100", "known_on": TODAY},
    {"subject": "m-光刻胶", "object": "ic/photoresist", "at": "JP", "known_on": TODAY},
    {"subject": "m-树脂", "object": "ic/resin", "at": "340100", "known_on": TODAY},
]


def looked(segment: str, **over: object) -> Row:
    """A desk survey of 甲市 with three searches and none found."""
    plain: Row = {"subject": "350200", "object": segment, "method": "searched", "searches": 3, "found": "no"}
    return plain | {"surveyed_on": "2024", "surveyor": "测试"} | over


def test_a_segment_nobody_here_fills_is_a_gap_when_a_buyer_stands_directly_downstream(country: Country) -> None:
    view = country(MAKERS, OPERATES_IN=[PANEL, *ELSEWHERE], SURVEYED=[looked("display/glass")])
    answer = gaps.ask(view, chain="display", place="甲市")
    assert [(g.segment, g.state, g.action, g.buyers) for g in answer.gaps] == [
        ("display/glass", "presumed", "fill", ("虚构面板公司",))
    ]


def test_without_a_buyer_here_it_is_a_second_order_gap_listed_apart(country: Country) -> None:
    view = country(MAKERS, OPERATES_IN=[PANEL, *ELSEWHERE], SURVEYED=[looked("ic/resin")])
    answer = gaps.ask(view, chain="ic", place="甲市")
    assert ([g.segment for g in answer.gaps], [g.segment for g in answer.second_order]) == ([], ["ic/resin"])


def test_a_twins_buyer_is_a_buyer(country: Country) -> None:
    view = country(MAKERS, OPERATES_IN=[PANEL, *ELSEWHERE], SURVEYED=[looked("ic/photoresist")])
    answer = gaps.ask(view, chain="ic", place="甲市")
    assert [(g.segment, [(d.segment, d.firms) for d in g.wanted_by]) for g in answer.gaps] == [
        ("ic/photoresist", [("液晶面板", ("虚构面板公司",))])
    ]


def test_a_proven_gap_stands_before_a_presumed_one(country: Country) -> None:
    surveys = [looked("display/photoresist", method="complete"), looked("display/glass")]
    view = country(MAKERS, OPERATES_IN=[PANEL, *ELSEWHERE], SURVEYED=surveys)
    answer = gaps.ask(view, chain="display", place="甲市")
    assert [g.state for g in answer.gaps] == ["missing", "presumed"]


def test_fewer_than_three_makers_with_a_known_city_are_called_a_short_list_and_one_the_only_one_known(
    country: Country,
) -> None:
    view = country(MAKERS, OPERATES_IN=[PANEL, *ELSEWHERE], SURVEYED=[looked("display/glass")])
    gap = gaps.ask(view, chain="display", place="甲市").gaps[0]
    assert (gap.short_list, gap.only_one_known) == (True, True)


def test_an_alternative_input_that_is_here_makes_an_inessential_one_no_gap(country: Country) -> None:
    routes = [
        {"subject": "display/glass", "object": "display/module", "essential": "no", "routes": ["cover:glass"]},
        {"subject": "display/cell", "object": "display/module", "essential": "no", "routes": ["cover:cell"]},
    ]
    module: Row = {"subject": "m-玻璃二", "object": "display/module", "at": "350200", "known_on": TODAY}
    only_module = country(MAKERS, OPERATES_IN=[module, *ELSEWHERE], SURVEYED=[looked("display/glass")], FEEDS=routes)
    both = country(MAKERS, OPERATES_IN=[module, PANEL, *ELSEWHERE], SURVEYED=[looked("display/glass")], FEEDS=routes)
    wanted = [[*map(str, gaps.ask(v, chain="display", place="甲市").gaps[0].wanted_by)] for v in (only_module, both)]
    assert wanted == [["显示模组(虚构玻璃二公司)"], ["液晶面板(虚构面板公司)"]]


def test_the_citys_survey_counts_for_its_zone_as_none_seen(country: Country) -> None:
    view = country(MAKERS, OPERATES_IN=[PANEL, *ELSEWHERE], SURVEYED=[looked("display/glass", method="complete")])
    assert gaps.ask(view, chain="display", place="虚构高新区").gaps[0].state == "presumed"


def test_a_buyer_known_only_to_be_in_the_city_counts_for_the_zone(country: Country) -> None:
    panel = PANEL | {"at": "350200"}
    view = country(MAKERS, OPERATES_IN=[panel, *ELSEWHERE], SURVEYED=[looked("display/glass")])
    assert gaps.ask(view, chain="display", place="虚构高新区").gaps[0].buyers == ("虚构面板公司",)


def test_what_it_does_not_know_is_said(country: Country) -> None:
    view = country(MAKERS, OPERATES_IN=[PANEL, *ELSEWHERE], SURVEYED=[looked("display/glass")])
    said = gaps.ask(view, chain="display", place="甲市").not_known
    assert said[0].startswith("另有3个环节无数据")


def test_an_unknown_chain_is_refused_with_the_nearest(country: Country) -> None:
    with pytest.raises(QuestionError, match="新型显示"):
        gaps.ask(country(), chain="新型显世", place="甲市")


def test_who_makes_it_in_the_circle_is_shown_beside_the_gap(country: Country) -> None:
    near: Row = {"id": "350900", "name": "丁市", "place_type": "city", "longitude": 118.2, "latitude": 24.5}
    made: Row = {"subject": "m-玻璃二", "object": "display/glass", "at": "350900", "known_on": TODAY}
    view = country(
        MAKERS,
        extra={"Place": [*PLACES, near]},
        WITHIN=[{"subject": "350900", "object": "350000"}],
        OPERATES_IN=[PANEL, *ELSEWHERE, made],
        SURVEYED=[looked("display/glass")],
    )
    narrow, wide = (gaps.ask(view, chain="display", place="甲市", within_km=km) for km in (10, 30))
    assert [(g.segment, g.in_circle, g.circle_state_word) for g in wide.gaps] == [
        ("display/glass", ("虚构玻璃二公司",), "薄弱")
    ]
    assert (narrow.gaps[0].in_circle, narrow.n_in_circle, wide.n_in_circle) == ((), 0, 1)
    assert gaps.ask(view, chain="display", place="甲市").n_in_circle is None


def test_a_searched_chain_is_never_called_verified(country: Country) -> None:
    view = country(MAKERS, OPERATES_IN=[PANEL, *ELSEWHERE], SURVEYED=[looked("display/glass")])
    answer = gaps.ask(view, chain="display", place="甲市")
    assert (answer.verified_pct, answer.searched_pct) == (0.0, 20.0)
    assert any("检索过不等于核实过" in said for said in answer.not_known)


def test_gaps_of_one_state_stand_by_buyers_here_then_by_name(country: Country) -> None:
    firms = [*MAKERS, {"id": "m-模组", "name": "虚构模组公司"}]
    module: Row = {"subject": "m-模组", "object": "display/module", "at": "zone", "known_on": TODAY}
    surveys = [looked("display/glass"), looked("display/photoresist")]
    orders = [
        [(g.name, len(g.buyers)) for g in gaps.ask(view, chain="display", place="甲市").gaps]
        for feeds in ([{"subject": "display/glass", "object": "display/module"}], [])
        for view in [country(firms, OPERATES_IN=[PANEL, module, *ELSEWHERE], SURVEYED=surveys, FEEDS=feeds)]
    ]
    assert orders == [[("玻璃基板", 2), ("光刻胶", 1)], [("光刻胶", 1), ("玻璃基板", 1)]]


def test_of_gaps_with_as_many_buyers_the_one_with_more_recommended_targets_stands_first(country: Country) -> None:
    view = country(
        MAKERS, OPERATES_IN=[PANEL, *ELSEWHERE], SURVEYED=[looked("display/glass"), looked("display/photoresist")]
    )
    judged = chain_states(view, "display", "350200").judged
    assert [j.facts.id for j in most_wanted(judged)] == ["display/photoresist", "display/glass"]
    for more in (Targets(1, 1), Targets(0, 2)):
        counted = {"display/glass": more, "display/photoresist": Targets(0, 1)}
        assert [j.facts.id for j in most_wanted(judged, counted)] == ["display/glass", "display/photoresist"]


def test_what_is_judged_and_what_is_answered_come_in_one_order(country: Country) -> None:
    surveys = [looked("display/glass"), looked("display/photoresist")]
    view = country(MAKERS, OPERATES_IN=[PANEL, *ELSEWHERE], SURVEYED=surveys)
    judged, answer = chain_states(view, "display", "350200").judged, gaps.ask(view, chain="display", place="甲市")
    for counted in ({}, {"display/glass": Targets(1, 1)}, {"display/photoresist": Targets(0, 1)}):
        told = [g.segment for g in in_order((*answer.gaps, *answer.second_order), counted)]
        assert told == [j.segment for j in most_wanted(judged, counted)]


def test_the_answer_says_that_its_order_counts_no_targets(country: Country) -> None:
    view = country(MAKERS, OPERATES_IN=[PANEL, *ELSEWHERE], SURVEYED=[looked("display/glass")])
    assert gaps.ask(view, chain="display", place="甲市").order.startswith(
        "已核实的在先,再按本地买家数、名称;没有数招商目标"
    )


def test_a_buyer_whose_name_holds_commas_is_one_firm(country: Country) -> None:
    name = "虚构,逗号、顿号(公司)"
    view = country(
        [*MAKERS, {"id": "m-逗", "name": name}],
        OPERATES_IN=[PANEL | {"subject": "m-逗"}, *ELSEWHERE],
        SURVEYED=[looked("display/glass")],
    )
    (gap,) = gaps.ask(view, chain="display", place="甲市").gaps
    assert [(d.segment, d.firms) for d in gap.wanted_by] == [("液晶面板", (name,))]
    assert (gap.n_buyers, gap.buyers, str(gap.wanted_by[0])) == (1, (name,), f"液晶面板({name})")
