"""A place beside other places, segment by segment."""

from collections.abc import Callable
from typing import Any

import pytest

from graph.errors import QuestionError
from graph.model.change import Row, View
from queries import compare_places
from queries.compare_places import ComparePlaces

Country = Callable[..., View]

FIRMS = ("我方面板", "乙方面板", "乙方玻璃", "乙方玻璃分厂", "乙方胶", "虚设省玻璃", "乙方模组在建")


def compared(country: Country, **more: list[Row]) -> View:
    def at(firm: str, segment: str, place: str, **also: Any) -> Row:
        return {"subject": f"m-{firm}", "object": segment, "at": place, "edge_id": f"o-{firm}", **also}

    return country(
        [{"id": f"m-{n}", "name": n} for n in FIRMS],
        OPERATES_IN=[
            at("我方面板", "display/cell", "zone"),
            at("乙方面板", "display/cell", "340100"),
            at("乙方玻璃", "display/glass", "340100", n_sources=2, source_url="https://example.com/g", known_on="2024"),
            at("乙方玻璃分厂", "display/glass", "340101"),
            at("乙方胶", "ic/photoresist", "340101"),
            at("虚设省玻璃", "display/glass", "340000"),
            at("乙方模组在建", "display/module", "340100", stage="building"),
        ],
        SUBSIDIARY_OF=[{"subject": "m-乙方玻璃分厂", "object": "m-乙方玻璃"}],
        SURVEYED=[
            {"subject": "350200", "object": s, "method": m, "searches": 3, "found": "no"}
            for s, m in (("display/glass", "searched"), ("display/module", "complete"))
        ],
        **more,
    )


def asked(country: Country, *beside: str, place: str = "甲市") -> ComparePlaces:
    return compare_places.ask(compared(country), chain="显示", beside=beside or ("乙市",), place=place)


def test_what_others_have_on_record_and_we_have_not_stands_first(country: Country) -> None:
    answer = asked(country)
    assert [(s.name, s.difference, s.n_here, s.there) for s in answer.segments] == [
        ("玻璃基板", "他有记录、我无记录", 0, ("乙市1",)),
        ("光刻胶", "他有记录、我无记录", 0, ("乙市1",)),
        ("液晶面板", "都有记录", 1, ("乙市1",)),
        ("显示模组", "都无记录", 0, ("乙市无记录",)),
        ("检测设备", "都无记录", 0, ("乙市无记录",)),
    ]
    assert answer.counts == {"他有记录、我无记录": 2, "都有记录": 1, "都无记录": 2}


def test_a_circle_stands_beside_and_what_is_here_is_not_what_others_have(country: Country) -> None:
    answer = compare_places.ask(compared(country), chain="显示", beside=("350211",), place="甲市", within_km=900)
    said = {s.name: (s.difference, s.there[-1]) for s in answer.segments}
    assert said["玻璃基板"] == ("他有记录、我无记录", "甲市周边900公里1")
    assert said["液晶面板"] == ("我有记录、他无记录", "甲市周边900公里2")
    assert (answer.circle, answer.places[-1].place) == ("甲市周边900公里", "甲市周边900公里")


def test_who_is_there_stands_with_grade_and_page_and_one_group_counts_once(country: Country) -> None:
    glass, resist = asked(country).makers
    assert (glass.name, glass.place, glass.n_firms, glass.firms) == (
        "玻璃基板", "乙市", 1, ("乙方玻璃", "乙方玻璃分厂"),
    )  # fmt: skip
    assert (glass.grade, glass.source_url, set(glass.evidence)) == (
        "A", "https://example.com/g", {"o-乙方玻璃", "o-乙方玻璃分厂"},
    )  # fmt: skip
    assert (resist.firms, resist.grade) == (("乙方胶",), "B")


def test_the_local_state_stands_beside_the_difference(country: Country) -> None:
    states = {s.name: s.state_word for s in asked(country).segments}
    assert states["显示模组"] == "空白(已核实)"
    assert states["玻璃基板"] == "空白(待核实)"


def test_how_deep_anyone_looked_stands_beside_how_much_is_on_record(country: Country) -> None:
    here, there = asked(country).places
    assert (here.place, here.n_segments, here.n_surveyed, here.depth) == (
        "甲市", 1, 2, "核实过1个环节,只检索过1个",
    )  # fmt: skip
    assert (there.place, there.n_segments, there.n_firms, there.n_surveyed, there.depth) == (
        "乙市", 3, 3, 0, "没有摸排记录",
    )  # fmt: skip
    assert there.n_undecided == 1


def test_no_record_of_another_place_is_never_that_it_has_none(country: Country) -> None:
    said = asked(country).not_known
    assert said[0].startswith("各地摸排深浅不同")
    assert "没有摸排记录的地方:乙市;其“无记录”不等于没有" in said


def test_a_firm_known_only_to_the_province_is_counted_apart(country: Country) -> None:
    rows: list[Row] = [{"subject": "m-虚设省玻璃", "object": "display/tester", "at": "340000"}]
    view = country([{"id": "m-虚设省玻璃", "name": "虚设省玻璃"}], OPERATES_IN=rows)
    answer = compare_places.ask(view, chain="显示", beside=("乙市",), place="甲市")
    assert answer.places[1].n_undecided == 1
    assert "只知到更大的地方、未计入的厂商:乙市1家" in answer.not_known


def test_a_zone_can_stand_beside_its_own_city_and_several_places_beside_each_other(country: Country) -> None:
    answer = asked(country, "甲市、乙市", place="虚构高新区")
    assert [p.place for p in answer.places] == ["甲市虚构高新区", "甲市", "乙市"]
    assert answer.segments[0].there == ("甲市无记录", "乙市1")


@pytest.mark.parametrize("beside", [(), ("甲市",), ("",), ("乙市", "甲市")])
def test_nothing_to_compare_with_or_the_place_itself_is_refused(country: Country, beside: tuple[str, ...]) -> None:
    with pytest.raises(QuestionError, match="--beside"):
        compare_places.ask(compared(country), chain="显示", beside=beside, place="甲市")
