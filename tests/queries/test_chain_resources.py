"""Projects, funds and carriers for a chain at a place."""

from collections.abc import Callable

import pytest

from graph.model.change import View
from queries import chain_resources
from queries.chain_resources import ChainResources


@pytest.fixture
def found(country: Callable[..., View]) -> ChainResources:
    view = country(
        [{"id": "m-1", "name": "虚构面板公司"}],
        extra={
            "Project": [{"id": "p-1", "name": "虚构甲项目", "project_stage": "签约", "stage_on": "2024-01"}, {"id": "p-2", "name": "虚构外地项目"}],
            "Fund": [{"id": "fd-1", "name": "虚构显示基金", "size_100m_cny": 20}, {"id": "fd-2", "name": "虚构全能基金"}, {"id": "fd-3", "name": "虚构已投基金"}],
            "Carrier": [{"id": "c-1", "name": "虚构厂房"}, {"id": "c-2", "name": "虚构自用楼", "own_use": "yes"},
                        {"id": "c-3", "name": "虚构物业(合计)"}, {"id": "c-4", "name": "虚构招商楼", "own_use": "no"}],
        },
        OPERATES_IN=[{"subject": "m-1", "object": "display/cell", "at": "zone"}],
        FILLS=[{"subject": "p-1", "object": "display/glass"}, {"subject": "p-1", "object": "display/cell"}, {"subject": "p-2", "object": "display/cell"}],
        RUNS=[{"subject": "m-1", "object": "p-1"}],
        LOCATED_IN=[{"subject": "p-1", "object": "zone"}, {"subject": "p-2", "object": "340100"}, {"subject": "c-1", "object": "zone"}, {"subject": "c-2", "object": "zone"},
                    {"subject": "c-3", "object": "zone"}, {"subject": "c-4", "object": "zone"}],
        MANDATED_FOR=[{"subject": "fd-1", "object": "display", "mandate_breadth": "named"}, {"subject": "fd-2", "object": "display", "mandate_breadth": "many"}],
        INVESTS_IN=[{"subject": "fd-3", "object": "m-1"}],
    )  # fmt: skip
    return chain_resources.ask(view, chain="display", place="甲市")


def test_what_stands_in_a_circle_is_listed_with_where_it_stands(country: Callable[..., View]) -> None:
    view = country(
        extra={"Project": [{"id": f"p-{n}", "name": f"虚构{n}项目"} for n in "甲乙"], "Carrier": [{"id": f"c-{n}", "name": f"虚构{n}厂房"} for n in "甲乙"]},
        FILLS=[{"subject": f"p-{n}", "object": "display/cell"} for n in "甲乙"],
        LOCATED_IN=[{"subject": f"{k}-{n}", "object": at} for k in "pc" for n, at in (("甲", "zone"), ("乙", "340100"))],
    )  # fmt: skip
    wide = chain_resources.ask(view, chain="display", place="甲市", within_km=900)
    assert {(p.name, p.locality, p.circle_locality) for p in wide.projects} == {
        ("虚构甲项目", "inside", "inside"), ("虚构乙项目", "outside", "inside")
    }  # fmt: skip
    assert {(c.name, c.locality, c.circle_locality) for c in wide.carriers} == {
        ("虚构甲厂房", "inside", "inside"), ("虚构乙厂房", "outside", "inside")
    }  # fmt: skip
    assert (wide.circle, wide.n_in_circle) == ("甲市周边900公里", 2)
    narrow = chain_resources.ask(view, chain="display", place="甲市", within_km=100)
    assert ([p.name for p in narrow.projects], [c.name for c in narrow.carriers]) == (["虚构甲项目"], ["虚构甲厂房"])


def test_a_project_of_two_segments_is_one_line_and_projects_elsewhere_are_none(found: ChainResources) -> None:
    (one,) = found.projects
    assert (one.name, one.segment_names, one.firm, one.locality) == (
        "虚构甲项目",
        ("液晶面板", "玻璃基板"),
        "虚构面板公司",
        "inside",
    )


def test_a_fund_for_everything_comes_after_one_for_this_chain_and_says_so(found: ChainResources) -> None:
    assert [(f.name, f.mandate_breadth) for f in found.funds] == [
        ("虚构显示基金", "named"), ("虚构全能基金", "many"), ("虚构已投基金", None)
    ]  # fmt: skip
    assert found.funds[2].holdings == ("虚构面板公司",)


def test_a_carrier_for_own_use_and_a_total_of_many_are_never_offered_and_doubt_is_said(found: ChainResources) -> None:
    assert [(c.name, c.own_use) for c in found.carriers] == [("虚构招商楼", "no"), ("虚构厂房", "unknown")]
    assert "1处载体是否自用库中没有记录:先问是否对外招商" in found.not_known


def test_what_is_not_on_record_is_said(found: ChainResources, country: Callable[..., View]) -> None:
    assert "1个项目没有金额记录" in found.not_known
    assert "载体的空置面积库中没有记录" in found.not_known
    assert any("不等于没有" in s for s in chain_resources.ask(country(), chain="ic", place="甲市").not_known)
