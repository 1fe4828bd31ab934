"""Who near an anchor supplies it, or makes what it needs?"""

from collections.abc import Callable
from typing import Any

import pytest

from graph.errors import QuestionError
from graph.model.change import Row, View
from queries import near_suppliers
from tests.conftest import PLACES

Country = Callable[..., View]

FIRMS = (
    "链主",
    "链主母公司",
    "同城玻璃",
    "邻市胶厂",
    "邻省玻璃",
    "无地玻璃",
    "只知省",
    "远供应商",
    "母公司供应商",
    "面板同行",
)
CITIES: list[Row] = [
    {"id": "350300", "name": "丙市", "place_type": "city", "longitude": 119.0, "latitude": 25.4},
]


def asked(country: Country, **more: Any) -> View:
    """An anchor in 甲市; glass makers there, 142 km and 815 km away, in the province, and at no place on record."""

    def at(firm: str, segment: str, place: str | None, **also: Any) -> Row:
        return {"subject": f"m-{firm}", "object": segment, "at": place, "edge_id": f"o-{firm}", **also}

    return country(
        [{"id": f"m-{n}", "name": n} for n in FIRMS],
        extra={"Place": [*PLACES, *CITIES]},
        WITHIN=[{"subject": "350300", "object": "350000"}],
        OPERATES_IN=[
            at("链主", "display/cell", "zone"),
            at("同城玻璃", "display/glass", "350200", n_sources=2, known_on="2024-05"),
            at("邻市胶厂", "ic/photoresist", "350300", stage="building"),
            at("邻省玻璃", "display/glass", "340100"),
            at("无地玻璃", "display/glass", None),
            at("只知省", "display/glass", "350000"),
            at("面板同行", "display/module", "350300"),
            at("远供应商", "display/tester", "340100"),
            at("母公司供应商", "display/tester", "350300"),
        ],
        SUPPLIES=[
            {"subject": "m-同城玻璃", "object": "m-链主", "product": "玻璃", "edge_id": "s-1"},
            {"subject": "m-远供应商", "object": "m-链主", "edge_id": "s-2"},
            {"subject": "m-无地玻璃", "object": "m-链主", "edge_id": "s-3"},
            {"subject": "m-母公司供应商", "object": "m-链主母公司", "edge_id": "s-4"},
        ],
        SUBSIDIARY_OF=[{"subject": "m-链主", "object": "m-链主母公司", "edge_id": "k-1"}],
    )


def lines(view: View, **more: Any) -> list[tuple[str, str, str, str]]:
    answer = near_suppliers.ask(view, firm="链主", place="甲市", **more)
    return [(f.name, f.way, f.in_ring, f.grade) for f in answer.firms]


def test_who_supplies_it_stands_before_who_makes_what_it_needs_and_what_is_not_decided_is_last(
    country: Country,
) -> None:
    assert lines(asked(country), within_km=200) == [
        ("同城玻璃", "供货记录", "是", "B"),
        ("母公司供应商", "供货给同集团企业(推断)", "是", "C"),
        ("同城玻璃", "做其上游环节", "是", "A"),
        ("邻市胶厂", "做其上游环节", "是", "B"),
        ("只知省", "做其上游环节", "不明", "B"),
    ]


def test_a_ring_leaves_out_what_is_nearer_and_counts_it(country: Country) -> None:
    view = asked(country)
    answer = near_suppliers.ask(view, firm="链主", place="甲市", within_km=150, beyond_km=100)
    assert [(f.name, f.distance_km) for f in answer.firms if f.in_ring == "是"] == [
        ("母公司供应商", 142),
        ("邻市胶厂", 142),
    ]
    assert (answer.n_suppliers, answer.n_makers, answer.n_nearer) == (0, 1, 1)


def test_stage_place_and_page_stand_on_each_line(country: Country) -> None:
    answer = near_suppliers.ask(asked(country), firm="链主", place="甲市", within_km=200)
    resist = next(f for f in answer.firms if f.name == "邻市胶厂")
    assert (resist.stage, resist.place, resist.what, resist.segment, resist.evidence) == (
        "building", "丙市", "光刻胶", "ic/photoresist", ("o-邻市胶厂",),
    )  # fmt: skip


def test_places_that_are_not_known_are_counted_apart(country: Country) -> None:
    answer = near_suppliers.ask(asked(country), firm="链主", place="甲市", within_km=200)
    assert (answer.n_suppliers, answer.n_suppliers_beyond, answer.n_suppliers_unplaced) == (1, 1, 1)
    assert answer.n_makers_unplaced == 2
    assert answer.n_undecided == 1


def test_firms_of_the_anchors_own_segment_are_no_suppliers(country: Country) -> None:
    assert "面板同行" not in {name for name, *_ in lines(asked(country), within_km=200)}


def test_deeper_steps_bring_what_feeds_what_it_needs(country: Country) -> None:
    view = asked(country)
    one = near_suppliers.ask(view, firm="链主", place="甲市").segments
    two = near_suppliers.ask(view, firm="链主", place="甲市", depth=2).segments
    assert (set(one), set(two)) == ({"玻璃基板", "光刻胶"}, {"玻璃基板", "光刻胶", "树脂"})


def test_what_is_not_on_record_is_said(country: Country) -> None:
    bare = country([{"id": "m-1", "name": "空白公司"}])
    answer = near_suppliers.ask(bare, firm="空白公司", place="甲市")
    assert answer.n == 0
    assert "库中没有该企业的供应商记录,不等于没有" in answer.not_known
    assert any(s.startswith("库中没有记录该企业做哪个环节") for s in answer.not_known)
    assert any(s.startswith("该企业的所在地库中没有记录") for s in answer.not_known)
    far = near_suppliers.ask(asked(country), firm="邻省玻璃", place="甲市")
    assert any("不在圆心所在地" in s for s in far.not_known)


@pytest.mark.parametrize(
    "wrong", [{"within_km": 0}, {"beyond_km": 200}, {"beyond_km": -1}, {"within_km": 99999}, {"depth": 0}]
)
def test_distances_and_depths_that_make_no_ring_are_refused(country: Country, wrong: dict[str, Any]) -> None:
    with pytest.raises(QuestionError, match="--"):
        near_suppliers.ask(asked(country), firm="链主", place="甲市", **wrong)
