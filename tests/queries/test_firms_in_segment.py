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
        ("虚构3公司", "outside"),
        ("虚构4公司", "outside"),
    ]
    assert answer.twins == ("ic/photoresist",)
    assert (answer.n, answer.n_inside, answer.n_undecided, answer.n_outside) == (5, 1, 1, 3)


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
