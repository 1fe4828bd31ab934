"""Channels to the makers of what a place lacks, and firms here by how many makers they reach."""

from collections.abc import Callable

import pytest

from graph.errors import QuestionError
from graph.model.change import View
from queries import channels
from queries.channels import Channels

FIRMS = [
    {"id": f, "name": f"虚构{f}"}
    for f in ("anchor", "g-1", "g-2", "g-3", "g-1-kid", "buyer", "parent", "kid", "far", "angel")
]


@pytest.fixture
def view(country: Callable[..., View]) -> View:
    """g-1, g-2, g-3 make glass elsewhere; the anchor, a buyer and a kid of a far parent stand in the zone."""
    return country(
        FIRMS,
        extra={
            "Fund": [{"id": "fd-1", "name": "虚构甲基金"}],
            "Platform": [{"id": "pl-1", "name": "虚构玻璃联盟"}, {"id": "pl-2", "name": "虚构显示中心"}],
        },
        OPERATES_IN=[
            *({"subject": f, "object": "display/glass", "at": "340100"} for f in ("g-1", "g-2", "g-3")),
            {"subject": "anchor", "object": "display/cell", "at": "zone", "role": "anchor"},
            {"subject": "buyer", "object": "display/module", "at": "zone"},
            {"subject": "kid", "object": "display/module", "at": "zone"},
            {"subject": "g-1-kid", "object": "display/tester", "at": "zone", "activity": "serve"},
        ],
        LEADS=[{"subject": "anchor", "object": "display"}],
        SUPPLIES=[
            {"subject": "g-1", "object": "anchor", "product": "玻璃", "n_sources": 2, "source_url": "https://example.com/a"},
            {"subject": "g-1", "object": "buyer"}, {"subject": "g-2", "object": "buyer"},
            {"subject": "g-2", "object": "parent"}, {"subject": "g-2", "object": "far"},
        ],
        SUBSIDIARY_OF=[{"subject": "kid", "object": "parent"}, {"subject": "g-1-kid", "object": "g-1"}],
        INVESTS_IN=[{"subject": "fd-1", "object": "g-2"}, {"subject": "angel", "object": "g-1-kid"}],
        MEMBER_OF=[{"subject": "g-2", "object": "pl-1", "member_role": "member"}],
        WORKS_ON=[{"subject": "pl-1", "object": "display/glass"}],
        SERVES=[{"subject": "pl-2", "object": "display"}],
    )  # fmt: skip


@pytest.fixture
def found(view: View) -> Channels:
    return channels.ask(view, segment="display/glass", place="zone")


def by_way(found: Channels, way: str) -> set[tuple[str, str, str]]:
    return {(c.through, c.maker, c.basis) for c in found.channels if c.way == way}


def test_who_invested_in_a_maker_is_a_channel_and_by_way_of_kin_it_is_inferred(found: Channels) -> None:
    assert by_way(found, "基金或投资人") == {("虚构甲基金", "g-2", "直接"), ("虚构angel", "g-1", "推断")}


def test_a_maker_that_supplies_the_anchor_here_is_reached_through_it(found: Channels) -> None:
    (one,) = (c for c in found.channels if c.way == "链主的供应商")
    assert (one.through, one.maker, one.grade, one.source_url) == ("虚构anchor", "g-1", "A", "https://example.com/a")


def test_a_platform_with_a_maker_as_member_is_a_channel_and_related_ones_are_listed(found: Channels) -> None:
    assert by_way(found, "平台或联盟") == {("虚构玻璃联盟", "g-2", "直接")}
    assert [(p.name, p.way, p.members) for p in found.platforms] == [
        ("虚构玻璃联盟", "攻关该环节", ("虚构g-2",)), ("虚构显示中心", "服务该产业链", ()),
    ]  # fmt: skip
    assert "1个相关平台的成员库中没有记录" in found.not_known


def test_a_makers_own_kin_here_and_the_parent_of_a_firm_here_are_channels(found: Channels) -> None:
    assert by_way(found, "厂商集团在本地的企业") == {("虚构g-1-kid", "g-1", "直接")}
    assert by_way(found, "本地企业的集团") == {("虚构parent", "g-2", "推断")}


def test_firms_here_are_ranked_by_how_many_makers_they_reach(found: Channels) -> None:
    assert [(i.firm, i.n_own, i.n_any) for i in found.incumbents] == [("buyer", 2, 2), ("anchor", 1, 1)]


def test_a_far_customer_without_kin_here_is_no_channel_and_is_counted(found: Channels) -> None:
    assert "虚构far" not in {c.through for c in found.channels}
    assert any("另有1家外地企业" in s for s in found.not_known)


def test_makers_nobody_leads_to_are_named(found: Channels) -> None:
    assert (found.n_makers, found.n_reached, found.unreached) == (3, 2, ("虚构g-3",))


def test_every_channel_names_its_evidence(found: Channels) -> None:
    said = [*(c.evidence for c in found.channels), *(i.evidence for i in found.incumbents)]
    assert all(edges and set(edges) <= set(found.evidence) for edges in said)


def test_who_makes_it_here_is_not_to_be_reached(view: View) -> None:
    assert channels.ask(view, segment="display/glass", place="乙市").n_makers == 0


def test_no_maker_on_record_is_not_no_maker_and_a_segment_that_is_none_is_refused(view: View) -> None:
    assert any("不等于没有" in s for s in channels.ask(view, segment="ic/resin", place="zone").not_known)
    with pytest.raises(QuestionError, match="环节 火箭"):
        channels.ask(view, segment="火箭", place="zone")
