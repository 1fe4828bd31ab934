"""Cases of filling, extending and strengthening a chain."""

from collections.abc import Callable
from typing import Any

import pytest

from graph.model.change import Row, View
from queries import cases
from queries.cases import Cases

Country = Callable[..., View]

FIRMS = [{"id": f"m-{i}", "name": f"虚构{i}厂"} for i in range(1, 6)]
PROJECTS: list[Row] = [
    {"id": "p-1", "name": "虚构玻璃项目", "project_type": "new", "project_stage": "投产", "signed_on": "2022-03", "producing_on": "2024-01", "planned_investment_100m_cny": 10},
    {"id": "p-2", "name": "虚构模组项目", "project_type": "new", "project_stage": "开工", "stage_on": "2023-05"},
    {"id": "p-3", "name": "虚构面板二期", "project_type": "expansion", "project_stage": "签约", "stage_on": "2023-06"},
]  # fmt: skip
FILLS = [
    {"subject": "p-1", "object": "display/glass", "edge_id": "x-1"},
    {"subject": "p-2", "object": "display/module"},
    {"subject": "p-3", "object": "display/cell"},
]
PANELS = [{"subject": f"m-{i}", "object": "display/cell", "at": "zone", "since": "2015"} for i in (1, 2, 3)]


def asked(country: Country, *more: Row, ties: list[Row] | None = None, **options: Any) -> Cases:
    """Three projects in the zone, three panel makers there, and more projects for the glass segment."""
    every = [*PROJECTS, *more]
    view = country(
        FIRMS,
        extra={"Project": every},
        FILLS=[*FILLS, *({"subject": p["id"], "object": "display/glass"} for p in more)],
        LOCATED_IN=[
            {"subject": p["id"], "object": "zone", "source_url": f"https://example.com/{p['id']}"} for p in every
        ],
        RUNS=[{"subject": "m-4", "object": "p-1"}],
        OPERATES_IN=[*PANELS, *(ties or [])],
    )
    return cases.ask(view, **{"place": "zone", **options})


def kinds(found: Cases) -> dict[str, tuple[str, bool]]:
    return {c.name: (c.action_word, c.is_sure) for c in found.cases}


def test_one_dated_case_of_each_action_with_reason_and_source(country: Country) -> None:
    found = asked(country)
    assert [(c.action_word, c.name, c.came_on, c.is_sure) for c in found.examples] == [
        ("补链", "虚构玻璃项目", "2022-03", True), ("延链", "虚构模组项目", "2023-05", True), ("强链", "虚构面板二期", "2023-06", True)
    ]  # fmt: skip
    first = found.examples[0]
    assert (first.source_url, first.firms, first.steps) == (
        "https://example.com/p-1", ("虚构4厂",), ("签约2022-03", "投产2024-01")
    )  # fmt: skip
    assert "x-1" in first.evidence
    assert found.examples[1].why == "液晶面板(按现状为优势)的下游;此前库中没有该环节的本地企业或项目记录"


def test_somebody_who_was_here_before_makes_it_a_strengthening_and_somebody_later_does_not(country: Country) -> None:
    def glass(since: str) -> list[Row]:
        return [{"subject": "m-5", "object": "display/glass", "at": "zone", "since": since}]

    assert kinds(asked(country, ties=glass("2019")))["虚构玻璃项目"] == ("强链", True)
    assert kinds(asked(country, ties=glass("2024")))["虚构玻璃项目"] == ("补链", True)


def test_where_dates_do_not_say_who_came_first_the_case_is_not_sure(country: Country) -> None:
    found = asked(country, ties=[{"subject": "m-5", "object": "display/glass", "at": "zone"}])
    assert kinds(found)["虚构玻璃项目"] == ("补链", False)
    assert "补链的例子先后不明,引用前须核实" in found.not_known


def test_what_the_projects_own_firm_does_without_a_date_is_the_project_itself(country: Country) -> None:
    found = asked(country, ties=[{"subject": "m-4", "object": "display/glass", "at": "zone"}])
    assert kinds(found)["虚构玻璃项目"] == ("补链", True)


def test_an_earlier_project_for_the_segment_is_somebody_before(country: Country) -> None:
    earlier = {"id": "p-4", "name": "虚构早项目", "project_type": "new", "project_stage": "达产", "stage_on": "2024", "signed_on": "2020"}  # fmt: skip
    assert {n: k for n, (k, _) in kinds(asked(country, earlier)).items() if n != "虚构面板二期"} == {
        "虚构早项目": "补链", "虚构玻璃项目": "强链", "虚构模组项目": "延链",
    }  # fmt: skip


def test_what_was_given_up_has_no_day_or_is_a_fund_is_no_example(country: Country) -> None:
    found = asked(
        country,
        {"id": "p-4", "name": "虚构退库项目", "project_type": "new", "project_stage": "退库", "signed_on": "2023"},
        {"id": "p-5", "name": "虚构基金", "project_type": "fund", "project_stage": "签约", "stage_on": "2023"},
        {"id": "p-6", "name": "虚构无日期项目", "project_type": "new", "project_stage": "签约"},
    )
    assert set(kinds(found)) == {"虚构玻璃项目", "虚构模组项目", "虚构面板二期"}
    assert "1个项目没有签约、开工或投产日期,未作例子" in found.not_known


def test_a_project_elsewhere_is_no_case_of_this_place_but_may_lie_in_a_circle(country: Country) -> None:
    assert asked(country, place="乙市").cases == ()
    assert asked(country, place="350211", within_km=5).within_km == 5


@pytest.mark.parametrize(("chain", "n"), [("平板显示", 3), ("ic", 0)])
def test_a_chain_or_group_has_its_own_cases(country: Country, chain: str, n: int) -> None:
    assert len(asked(country, chain=chain).cases) == n


def test_an_example_that_cannot_be_given_is_named(country: Country) -> None:
    assert cases.ask(country(), place="zone").not_known == (
        "甲市虚构高新区:库中没有可举的例子:补链、延链、强链;不等于没有",
    )
