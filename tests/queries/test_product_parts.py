"""An anchor's product taken apart."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from graph.errors import QuestionError
from graph.model.change import Row, View
from queries import product_parts
from queries.product_parts import ProductParts
from tests.conftest import PLACES

Country = Callable[..., View]

FIRMS = ("面板链主", "区内玻璃", "市内胶厂", "邻市背光", "远方膜厂", "无地螺丝厂", "在建偏光")
NEAR: list[Row] = [{"id": "350300", "name": "丙市", "place_type": "city", "longitude": 119.0, "latitude": 25.4}]
PRODUCTS = ("虚构8.6代屏", "玻璃基板", "光刻胶", "背光", "膜", "螺丝", "偏光片", "胶水")


def contains(whole: str, part: str, **more: Any) -> Row:
    return {"subject": f"p-{whole}", "object": f"p-{part}", "edge_id": f"c-{whole}-{part}", **more}


def makes(firm: str, product: str, **more: Any) -> Row:
    return {"subject": f"m-{firm}", "object": f"p-{product}", "edge_id": f"k-{firm}-{product}", **more}


def at(firm: str, segment: str, place: str | None, **more: Any) -> Row:
    return {"subject": f"m-{firm}", "object": segment, "at": place, "edge_id": f"o-{firm}", **more}


def listed(country: Country, *more: Row) -> View:
    """A screen of seven parts, each with its nearest maker somewhere else."""
    return country(
        [{"id": f"m-{n}", "name": n} for n in FIRMS],
        extra={"Place": [*PLACES, *NEAR], "Product": [{"id": f"p-{n}", "name": n} for n in PRODUCTS]},
        WITHIN=[{"subject": "350300", "object": "350000"}],
        CONTAINS=[
            contains("虚构8.6代屏", "玻璃基板", quantity=Decimal(2), quantity_unit="片", cost_share_pct=Decimal("12.5"),
                     essential="yes", source_url="https://example.com/bom", n_sources=2),
            contains("虚构8.6代屏", "光刻胶"), contains("虚构8.6代屏", "背光"), contains("背光", "膜"),
            contains("膜", "螺丝"), contains("虚构8.6代屏", "偏光片"), contains("虚构8.6代屏", "胶水"),
            contains("螺丝", "虚构8.6代屏"), *more,
        ],
        CLASSIFIED_IN=[
            {"subject": "p-玻璃基板", "object": "display/glass"},
            {"subject": "p-光刻胶", "object": "display/photoresist"},
            {"subject": "p-偏光片", "object": "display/tester"},
        ],
        MAKES=[makes("面板链主", "虚构8.6代屏"), makes("邻市背光", "背光"), makes("远方膜厂", "膜"),
               makes("无地螺丝厂", "螺丝")],
        OPERATES_IN=[
            at("面板链主", "display/cell", "zone"),
            at("区内玻璃", "display/glass", "zone", n_sources=2, source_url="https://example.com/glass"),
            at("市内胶厂", "ic/photoresist", "350211"),
            at("邻市背光", "display/module", "350300"),
            at("远方膜厂", "display/module", "340100"),
            at("在建偏光", "display/tester", "zone", stage="building"),
        ],
        SUPPLIES=[
            {"subject": "m-远方膜厂", "object": "m-面板链主", "segment": "display/glass", "edge_id": "s-1"},
            {"subject": "m-无地螺丝厂", "object": "m-面板链主", "product": "膜", "edge_id": "s-2"},
        ],
    )  # fmt: skip


def where(answer: ProductParts) -> dict[str, str]:
    return {p.part: p.where for p in answer.parts}


def test_each_part_says_where_its_nearest_giver_is(country: Country) -> None:
    answer = product_parts.ask(listed(country), firm="面板链主", place="虚构高新区", depth=4)
    assert where(answer) == {
        "玻璃基板": "区内", "光刻胶": "市内", "背光": "外地", "膜": "外地", "螺丝": "所在地不明", "偏光片": "在建",
        "胶水": "库中没有记录", "虚构8.6代屏": "区内",
    }  # fmt: skip
    assert answer.drawn_from == "部件清单"
    assert answer.counts == {"区内": 2, "市内": 1, "外地": 2, "所在地不明": 1, "在建": 1, "库中没有记录": 1}


def test_a_circle_brings_the_next_city_near(country: Country) -> None:
    answer = product_parts.ask(listed(country), firm="面板链主", place="甲市", within_km=200)
    assert where(answer)["背光"] == "圈内"
    line = next(f for f in answer.firms if f.part == "背光")
    assert (line.name, line.way, line.place, line.distance_km) == ("邻市背光", "生产该部件", "丙市", 142)


def test_levels_quantities_and_the_page_that_says_so(country: Country) -> None:
    answer = product_parts.ask(listed(country), firm="面板链主", product="8.6代", place="甲市", depth=3)
    glass = next(p for p in answer.parts if p.part == "玻璃基板")
    assert (glass.product, glass.level, glass.whole, glass.quantity, glass.quantity_unit) == (
        "虚构8.6代屏", 1, "虚构8.6代屏", 2.0, "片",
    )  # fmt: skip
    assert (glass.cost_share_pct, glass.essential, glass.grade) == (12.5, "yes", "A")
    assert (glass.source_url, glass.evidence) == ("https://example.com/bom", ("c-虚构8.6代屏-玻璃基板",))
    assert [(p.level, p.whole) for p in answer.parts if p.part in ("膜", "螺丝")] == [(2, "背光"), (3, "膜")]


def test_present_suppliers_are_found_by_segment_or_by_the_parts_name(country: Country) -> None:
    answer = product_parts.ask(listed(country), firm="面板链主", place="甲市")
    suppliers = {p.part: p.suppliers for p in answer.parts}
    assert suppliers["玻璃基板"] == ("远方膜厂",)
    assert suppliers["膜"] == ("无地螺丝厂",)
    assert {"s-1", "s-2"} <= set(answer.evidence)


def test_firms_stand_with_their_grade_nearest_first(country: Country) -> None:
    answer = product_parts.ask(listed(country), firm="面板链主", place="甲市")
    glass = [(f.name, f.where, f.way, f.grade) for f in answer.firms if f.part == "玻璃基板"]
    assert glass == [("区内玻璃", "区内", "从事该环节", "A"), ("远方膜厂", "外地", "供货记录", "B")]


def test_a_circle_of_parts_ends_where_it_began(country: Country) -> None:
    answer = product_parts.ask(listed(country), firm="面板链主", place="甲市", depth=8)
    assert len([p for p in answer.parts if p.whole == "虚构8.6代屏" and p.part == "玻璃基板"]) == 1


def test_without_a_parts_list_what_feeds_its_segments_is_inferred_and_said(country: Country) -> None:
    answer = product_parts.ask(country([{"id": "m-1", "name": "面板链主"}], OPERATES_IN=[
        {"subject": "m-1", "object": "display/cell", "at": "zone"},
    ]), firm="面板链主", product="8.6代", place="甲市")  # fmt: skip
    assert answer.drawn_from.startswith("推断")
    assert [(p.part, p.whole, p.level, p.basis, p.grade) for p in answer.parts] == [
        ("玻璃基板", "液晶面板", 1, "inferred", "C"),
        ("光刻胶", "液晶面板", 1, "inferred", "C"),
        ("树脂", "光刻胶", 2, "inferred", "C"),
    ]
    assert "库中没有记录该企业的产品“8.6代”,不等于没有" in answer.not_known
    assert any("部件清单" in s for s in answer.not_known)


def test_nobody_known_is_never_none(country: Country) -> None:
    answer = product_parts.ask(listed(country), firm="面板链主", place="甲市")
    assert "库中没有记录谁能供:胶水;不等于没有" in answer.not_known
    bare = product_parts.ask(country([{"id": "m-1", "name": "空白公司"}]), firm="空白公司", place="甲市")
    assert (bare.n, bare.parts) == (0, ())
    assert "库中没有记录该企业做哪个环节,要哪些部件无从推断" in bare.not_known


@pytest.mark.parametrize("depth", [0, 9])
def test_a_depth_out_of_range_is_refused(country: Country, depth: int) -> None:
    with pytest.raises(QuestionError, match="--depth"):
        product_parts.ask(listed(country), firm="面板链主", place="甲市", depth=depth)
