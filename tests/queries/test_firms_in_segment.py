"""Which firms are in a segment, here and elsewhere?"""

from collections.abc import Callable

from graph.model.change import View
from queries import firms_in_segment
from queries.methods.answer import tables

Country = Callable[..., View]


def five(country: Country) -> View:
    firms = [{"id": f"m-{i}", "name": f"虚构{i}公司"} for i in range(6)]
    ties = [
        {"subject": "m-0", "object": "display/photoresist", "at": "340101", "edge_id": "e-0", "n_sources": 2},
        {"subject": "m-1", "object": "ic/photoresist", "at": "zone", "edge_id": "e-1"},
        {"subject": "m-2", "object": "display/photoresist", "at": "350200", "edge_id": "e-2"},
        {"subject": "m-3", "object": "display/photoresist", "at": "CN", "edge_id": "e-3", "activity": "buy"},
        {"subject": "m-4", "object": "display/photoresist", "edge_id": "e-4", "stage": "closed"},
        {"subject": "m-5", "object": "display/glass", "at": "zone", "edge_id": "e-5"},
    ]
    return country(firms, OPERATES_IN=ties)


def test_firms_of_a_segment_and_its_twin_stand_together_nearest_first(country: Country) -> None:
    answer = firms_in_segment.ask(five(country), segment="display/photoresist", place="虚构高新区")
    assert [(f.name, f.locality) for f in answer.firms] == [
        ("虚构1公司", "inside"),
        ("虚构2公司", "undecided"),
        ("虚构0公司", "outside"),
        ("虚构3公司", "unplaced"),
        ("虚构4公司", "unplaced"),
    ]
    assert answer.twins == ("ic/photoresist",)
    assert (answer.n, answer.n_inside, answer.n_undecided, answer.n_outside, answer.n_unplaced) == (5, 1, 1, 1, 2)


def test_a_firm_known_by_country_only_counts_as_place_unknown(country: Country) -> None:
    answer = firms_in_segment.ask(five(country), segment="光刻胶", place="甲市")
    assert answer.n_place_unknown == 2
    assert "2家所在城市库中没有记录" in answer.not_known


def test_a_buyer_and_a_closed_plant_do_not_fill(country: Country) -> None:
    answer = firms_in_segment.ask(five(country), segment="光刻胶", place="甲市")
    assert {f.name: f.is_maker for f in answer.firms}["虚构3公司"] is False
    assert {f.name: f.is_maker for f in answer.firms}["虚构4公司"] is False


def test_distance_is_from_the_asked_place_to_the_firms_city(country: Country) -> None:
    answer = firms_in_segment.ask(five(country), segment="光刻胶", place="甲市")
    assert {f.name: f.distance_km for f in answer.firms}["虚构0公司"] == 815


def test_nobody_on_record_is_never_none(country: Country) -> None:
    answer = firms_in_segment.ask(five(country), segment="晶圆", place="甲市")
    assert answer.n == 0
    assert answer.not_known == ("甲市:库中没有记录该环节的企业,不等于没有",)


def test_the_table_speaks_chinese(country: Country) -> None:
    (table,) = tables(firms_in_segment.ask(five(country), segment="玻璃基板", place="甲市"))
    assert table.headings[:4] == ("企业编号", "企业", "区位", "所在地")
    assert table.rows[0][1:4] == ("虚构5公司", "区内", "甲市虚构高新区")


def test_city_and_circle_are_said_beside_the_locality_and_counted_apart(country: Country) -> None:
    view = five(country)
    zone = firms_in_segment.ask(view, segment="光刻胶", chain="新型显示", place="虚构高新区")
    assert {f.name: f.city_locality for f in zone.firms}["虚构2公司"] == "inside"
    assert (zone.n_inside, zone.n_in_city, zone.n_in_circle) == (1, 2, None)
    city = firms_in_segment.ask(view, segment="光刻胶", chain="新型显示", place="甲市", within_km=900)
    assert {f.name: f.circle_locality for f in city.firms} == {
        "虚构0公司": "inside", "虚构1公司": "inside", "虚构2公司": "inside", "虚构3公司": "unplaced", "虚构4公司": "unplaced",
    }  # fmt: skip
    assert (city.n_in_city, city.n_in_circle, city.n_circle_undecided) == (None, 3, 0)
    assert firms_in_segment.ask(view, segment="光刻胶", chain="新型显示", place="甲市", within_km=800).n_in_circle == 2


def test_a_firm_that_produces_and_sells_here_is_two_lines_and_one_firm(country: Country) -> None:
    ties = [
        {"subject": "m-1", "object": "display/glass", "at": "zone", "edge_id": "e-1"},
        {"subject": "m-1", "object": "display/glass", "at": "zone", "edge_id": "e-2", "activity": "sell"},
    ]
    answer = firms_in_segment.ask(
        country([{"id": "m-1", "name": "虚构1公司"}], OPERATES_IN=ties), segment="玻璃基板", place="甲市"
    )
    assert (answer.n, answer.n_inside, len(answer.firms)) == (1, 1, 2)
    assert [f.is_maker for f in answer.firms] == [True, False]
