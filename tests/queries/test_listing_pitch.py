"""What to tell a firm on its way to a listing."""

from collections.abc import Callable

import pytest

from graph.model.change import View
from queries import listing_pitch
from queries.listing_pitch import ListingPitch

Country = Callable[..., View]

FIRMS = [{"id": f"m-{i}", "name": f"虚构{i}公司"} for i in range(1, 6)]


@pytest.fixture
def found(country: Country) -> ListingPitch:
    view = country(
        FIRMS,
        extra={
            "Honour": [{"id": "h-1", "name": "上市后备", "honour_type": "listing"}, {"id": "h-2", "name": "虚构称号", "honour_type": "title"}],
            "Policy": [
                {"id": "y-1", "name": "虚构措施", "clause": "上市奖励"}, {"id": "y-2", "name": "虚构显示办法", "clause": "设备补助"},
                {"id": "y-3", "name": "虚构人才办法"}, {"id": "y-4", "name": "乙市上市办法"},
            ],
            "Fund": [
                {"id": "f-1", "name": "虚构显示基金", "size_100m_cny": 20}, {"id": "f-2", "name": "虚构全能基金"},
                {"id": "f-3", "name": "虚构外地基金"}, {"id": "f-4", "name": "虚构面板基金"},
            ],
            "Carrier": [
                {"id": "c-1", "name": "虚构厂房", "free_m2": 5000, "own_use": "no", "source_url": "https://example.com/c"},
                {"id": "c-2", "name": "虚构自用楼", "free_m2": 900, "own_use": "yes"}, {"id": "c-3", "name": "虚构满楼"},
                {"id": "c-4", "name": "虚构某楼", "free_m2": 800}, {"id": "c-5", "name": "虚构物业(合计)", "free_m2": 9000, "own_use": "no"},
            ],
        },
        OPERATES_IN=[
            {"subject": "m-1", "object": "display/cell", "at": "340100"}, {"subject": "m-2", "object": "display/module", "at": "zone"},
            {"subject": "m-3", "object": "display/glass", "at": "340100"}, {"subject": "m-4", "object": "display/cell", "at": "zone"},
        ],
        HOLDS=[{"subject": "m-1", "object": "h-1", "year": 2024, "edge_id": "e-1"}, {"subject": "m-1", "object": "h-2"}],
        SUPPLIES=[
            {"subject": "m-1", "object": "m-2", "product": "面板", "edge_id": "s-1"}, {"subject": "m-3", "object": "m-1"},
        ],
        LEADS=[{"subject": "m-4", "object": "flat"}, {"subject": "m-3", "object": "display"}],
        APPLIES_IN=[
            {"subject": "y-1", "object": "350200", "since": "2023", "until": "2026"}, {"subject": "y-2", "object": "zone"},
            {"subject": "y-3", "object": "zone"}, {"subject": "y-4", "object": "340100"},
        ],
        MANDATED_FOR=[
            {"subject": "f-1", "object": "display", "mandate_breadth": "named"}, {"subject": "f-2", "object": "display", "mandate_breadth": "many"},
            {"subject": "f-3", "object": "display", "mandate_breadth": "named"}, {"subject": "f-4", "object": "display/cell", "mandate_breadth": "named"},
        ],
        LOCATED_IN=[
            {"subject": "f-1", "object": "350200"}, {"subject": "f-3", "object": "340100"},
            *({"subject": f"c-{i}", "object": "zone"} for i in range(1, 6)),
        ],
    )  # fmt: skip
    return listing_pitch.ask(view, firm="虚构1公司", place="zone")


def of(found: ListingPitch, kind: str) -> list[tuple[str, str]]:
    return [(f.what, f.detail) for f in found.facts if f.kind == kind]


def test_the_way_to_a_listing_is_told_and_other_honours_are_not_part_of_it(found: ListingPitch) -> None:
    assert [(s.stage, s.on, s.evidence) for s in found.listing] == [("上市后备", "2024", ("e-1",))]


def test_customers_here_and_anchors_of_its_chain_or_group_here_speak_for_the_place(found: ListingPitch) -> None:
    (customer,) = (f for f in found.facts if f.kind == "本地客户")
    assert (customer.what, customer.locality, customer.evidence) == ("虚构2公司", "inside", ("s-1",))
    assert customer.detail.startswith("面板")
    assert of(found, "本链链主") == [("虚构4公司", "平板显示链主")]


def test_only_policies_in_force_here_that_name_listings_or_the_chain_are_told_the_rest_counted(
    found: ListingPitch,
) -> None:
    assert of(found, "现行政策") == [
        ("虚构措施", "上市奖励;2023至2026"), ("虚构显示办法", "设备补助;起始无记录至截止无记录")
    ]  # fmt: skip
    assert found.n_other_policies == 1


def test_a_fund_mandated_by_name_counts_one_for_many_things_or_of_elsewhere_does_not(found: ListingPitch) -> None:
    assert of(found, "点名投向的基金") == [
        ("虚构显示基金", "投向写明新型显示;规模20亿元"), ("虚构面板基金", "投向写明液晶面板;规模没有记录")
    ]  # fmt: skip
    assert "片区不明的对象是否在本地须先核实,再写入推介" in found.not_known


def test_a_carrier_with_room_is_offered_one_for_own_use_or_without_room_on_record_is_not(found: ListingPitch) -> None:
    assert of(found, "可用载体") == [("虚构厂房", "可用5000平方米")]
    assert "https://example.com/c" in {f.source_url for f in found.facts}


def test_room_whose_owner_may_keep_it_is_told_apart_and_a_total_of_many_is_no_carrier(found: ListingPitch) -> None:
    assert of(found, "有空置的载体(是否自用不明,先问)") == [("虚构某楼", "可用800平方米")]
    assert not any("合计" in f.what for f in found.facts)


def test_a_kind_of_advantage_without_a_record_is_named(found: ListingPitch, country: Country) -> None:
    assert "甲市虚构高新区:库中没有记录:本地供应商;不等于没有" in found.not_known
    bare = listing_pitch.ask(country(FIRMS), firm="虚构5公司", place="zone").not_known
    assert bare == (
        "库中没有该企业上市进程的记录,不等于没有上市计划",
        "库中没有该企业所属产业链的记录,链主、基金与本链政策无从对应",
        "甲市虚构高新区:库中没有记录:本地客户、本地供应商、本链链主、现行政策、点名投向的基金、可用载体;不等于没有",
    )
