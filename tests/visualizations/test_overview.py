"""All chains on one page."""

from collections.abc import Callable

import pytest

from graph.model.change import View
from visualizations import overview

FIRMS = [{"id": "m-1", "name": "虚构面板公司"}, {"id": "m-2", "name": "虚构外地公司"}]
LOOKED = [{"subject": "350200", "object": "display/photoresist", "method": "searched", "searches": 4, "found": "no"}]
TALKS = {"id": "p-1", "name": "虚构在谈项目", "project_stage": "在谈", "planned_investment_100m_cny": 77}


@pytest.fixture
def view(country: Callable[..., View]) -> View:
    return country(
        FIRMS, extra={"Project": [TALKS]}, SURVEYED=LOOKED, LOCATED_IN=[{"subject": "p-1", "object": "zone"}],
        OPERATES_IN=[{"subject": "m-1", "object": "display/cell", "at": "zone"}, {"subject": "m-2", "object": "display/photoresist", "at": "340100"}],
    )  # fmt: skip


def test_every_segment_is_a_square_that_leads_to_its_card(view: View) -> None:
    text = overview.page(view, places=("甲市", "虚构高新区"))
    assert text.count('href="产业链图谱.html#chain=') == 18
    assert "光刻胶:空白(待核实)" in text
    assert text == overview.page(view, places=("甲市", "虚构高新区"))


def test_parks_stand_below_with_their_projects_and_investment(view: View) -> None:
    text = overview.page(view, places=("甲市",))
    assert "甲市虚构高新区" in text
    assert ">77<" in text


def test_a_park_without_a_record_of_projects_shows_a_dash_and_no_nought(view: View) -> None:
    text = overview.page(view, places=("甲市",))
    assert '<td class="n">1 / —</td>' in text
    assert "/ 0<" not in text


def test_what_was_verified_and_what_was_only_searched_are_two_columns(view: View) -> None:
    text = overview.page(view, places=("甲市",))
    assert (
        'data-en="Verified">核实过</span></th><th scope="col" class="n"><span data-en="Only searched">只检索过' in text
    )


def test_an_outsider_sees_no_gap_and_no_investment(view: View) -> None:
    text = overview.page(view, places=("甲市",), edition="outside")
    assert "空白" not in text
    assert "缺口" not in text
    assert ">77<" not in text
    assert "有企业" in text
    assert "光刻胶" not in text, "a square for what is not here would read as a gap"
    assert "产业链图谱.html" not in text, "that file beside it may be the internal map"


def test_an_outsider_is_not_told_of_what_is_only_being_built(country: Callable[..., View]) -> None:
    building = {"subject": "m-1", "object": "display/cell", "at": "zone", "stage": "building", "known_on": "2024-12"}
    running = {"subject": "m-2", "object": "display/glass", "at": "zone"}
    text = overview.page(country(FIRMS, OPERATES_IN=[building, running]), places=("甲市",), edition="outside")
    assert "玻璃基板" in text
    assert "液晶面板" not in text
