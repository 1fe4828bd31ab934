"""The kind of firm to look for."""

from collections.abc import Callable

import pytest

from graph.errors import QuestionError
from graph.model.change import View
from queries import target_profile

Country = Callable[..., View]

FIRMS = [
    {"id": "m-1", "name": "虚构玻璃一厂", "capital_10k_cny": 20000}, {"id": "m-2", "name": "虚构玻璃二厂", "capital_10k_cny": 30000},
    {"id": "m-3", "name": "虚构玻璃三厂"}, {"id": "m-4", "name": "虚构本地玻璃厂"}, {"id": "m-5", "name": "虚构贸易商"},
    {"id": "m-6", "name": "虚构玻璃一厂分公司"}, {"id": "b-1", "name": "虚构面板公司"},
]  # fmt: skip


@pytest.fixture
def view(country: Country) -> View:
    glass = "display/glass"
    return country(
        FIRMS,
        extra={"Honour": [{"id": "h-1", "name": "虚构小巨人", "honour_level": "national", "honour_type": "title"}]},
        OPERATES_IN=[
            {"subject": "m-1", "object": glass, "at": "340100", "products": ["超薄玻璃"], "n_sources": 2, "edge_id": "o-1"},
            {"subject": "m-2", "object": glass, "at": "340101", "products": ["超薄玻璃"], "edge_id": "o-2", "source_url": "https://example.com/2"},
            {"subject": "m-3", "object": glass, "at": "JP", "products": ["盖板"], "edge_id": "o-3"},
            {"subject": "m-4", "object": glass, "at": "zone", "products": ["本地玻璃"]},
            {"subject": "m-5", "object": glass, "at": "340100", "activity": "sell"},
            {"subject": "m-6", "object": glass, "at": "340100", "edge_id": "o-6"},
            {"subject": "m-1", "object": "display/tester"}, {"subject": "m-2", "object": "display/tester"},
        ],
        SUBSIDIARY_OF=[{"subject": "m-6", "object": "m-1"}],
        HOLDS=[{"subject": "m-1", "object": "h-1"}, {"subject": "m-2", "object": "h-1"}],
        SUPPLIES=[{"subject": "m-1", "object": "b-1"}],
        NEEDS=[{"subject": "b-1", "object": glass, "part": "8.6代玻璃", "year": 2024, "release": "internal", "edge_id": "n-1"}],
    )  # fmt: skip


def test_makers_elsewhere_make_the_profile_related_ones_once_those_here_and_traders_not(view: View) -> None:
    found = target_profile.ask(view, segment="玻璃基板", place="zone")
    assert (found.n_makers, found.n_here) == (3, 1)
    assert {e.name for e in found.examples} == {"虚构玻璃一厂", "虚构玻璃二厂", "虚构玻璃三厂"}


def test_a_circle_is_said_of_the_examples_and_leaves_the_profile_as_it_is(view: View) -> None:
    found = target_profile.ask(view, segment="玻璃基板", place="zone", within_km=900)
    assert {e.name: e.circle_locality for e in found.examples} == {
        "虚构玻璃一厂": "inside", "虚构玻璃二厂": "inside", "虚构玻璃三厂": "outside"
    }  # fmt: skip
    assert (found.n_makers, found.n_here, found.within_km) == (3, 1, 900)
    plain = target_profile.ask(view, segment="玻璃基板", place="zone")
    assert found.traits == plain.traits
    assert {e.circle_locality for e in plain.examples} == {None}


def test_a_shared_trait_says_how_many_have_it_of_how_many_on_record(view: View) -> None:
    traits = {
        (t.trait, t.value): (t.n_firms, t.n_said)
        for t in target_profile.ask(view, segment="玻璃基板", place="zone").traits
    }
    assert traits == {
        ("产品", "超薄玻璃"): (2, 3), ("活动", "生产"): (3, 3), ("阶段", "已投产"): (3, 3), ("城市或国家", "乙市"): (2, 3),
        ("同时从事的环节", "检测设备"): (2, 2), ("称号", "虚构小巨人"): (2, 2), ("称号级别", "国家级"): (2, 2),
        ("注册资本", "注册资本1亿元至10亿元"): (2, 2), ("客户", "虚构面板公司"): (1, 1),
    }  # fmt: skip


def test_examples_come_best_proven_first_with_grade_and_source(view: View) -> None:
    found = target_profile.ask(view, segment="玻璃基板", place="zone").examples
    assert [(e.name, e.grade, e.place) for e in found] == [
        ("虚构玻璃一厂", "A", "乙市"),
        ("虚构玻璃三厂", "B", "日本"),
        ("虚构玻璃二厂", "B", "乙市东区"),
    ]
    assert found[2].source_url == "https://example.com/2"


def test_a_demand_names_the_segment_adds_its_part_to_the_words_and_stays_inside(view: View) -> None:
    found = target_profile.ask(view, buyer="虚构面板公司", place="zone")
    assert found.segment == "display/glass"
    assert [(d.buyer, d.part, d.release) for d in found.demands] == [("虚构面板公司", "8.6代玻璃", "内部,不得对外")]
    assert found.product_words[:3] == ("玻璃基板", "基板玻璃", "8.6代玻璃")
    assert "n-1" in found.evidence
    assert "有内部需求,不得写入对外材料" in found.not_known


def test_what_has_no_record_is_named(country: Country, view: View) -> None:
    said = target_profile.ask(country(), segment="玻璃基板", place="zone").not_known
    assert said == (
        "库中没有该环节外地在营厂商的记录,不等于没有;画像无从依据",
        "库中没有该环节的需求记录,不等于没有需求",
    )
    assert (
        "库中没有记录或没有共同点:上市进程、规模;不等于没有"
        in target_profile.ask(view, segment="玻璃基板", place="zone").not_known
    )


def test_a_profile_of_one_firm_is_no_rule(country: Country) -> None:
    one = country(FIRMS, OPERATES_IN=[{"subject": "m-1", "object": "display/glass", "at": "340100"}])
    assert (
        "只依据1家,名单不足,共同点不可当作规律" in target_profile.ask(one, segment="玻璃基板", place="zone").not_known
    )


def test_a_buyer_without_or_with_several_demands_is_told_what_to_write(country: Country, view: View) -> None:
    with pytest.raises(QuestionError, match="请写 --segment 环节,或 --buyer"):
        target_profile.ask(view)
    with pytest.raises(QuestionError, match="库中没有它的需求记录,不等于没有需求;请改用 --segment"):
        target_profile.ask(view, buyer="虚构玻璃一厂")
    needs = [{"subject": "b-1", "object": s} for s in ("display/glass", "ic/wafer")]
    with pytest.raises(QuestionError, match=r"玻璃基板.*晶圆.*请再用 --segment"):
        target_profile.ask(country(FIRMS, NEEDS=needs), buyer="虚构面板公司", place="zone")
