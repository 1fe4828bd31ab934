"""Why a segment stays unfilled at a place."""

from collections.abc import Callable

import pytest

from graph.model.change import View
from queries import why_unfilled

Country = Callable[..., View]


@pytest.fixture
def view(country: Country) -> View:
    return country(
        [{"id": "m-1", "name": "虚构玻璃公司"}],
        extra={
            "Project": [
                {"id": "p-1", "name": "虚构玻璃项目", "project_stage": "退库", "ended_on": "2023-09", "stuck_on": "energy", "stage_reason": "虚构的天然气指标不足"},
                {"id": "p-2", "name": "虚构搁置项目", "project_stage": "搁置"},
                {"id": "p-3", "name": "虚构顺利项目", "project_stage": "开工"},
                {"id": "p-4", "name": "虚构乙市项目", "project_stage": "搁置", "stuck_on": "land"},
                {"id": "p-5", "name": "虚构无址项目", "project_stage": "搁置", "stuck_on": "land"},
                {"id": "p-6", "name": "虚构光刻胶项目", "project_stage": "在谈", "stuck_on": "people"},
            ],
        },
        HINDERED=[
            {"subject": "zone", "object": "display/glass", "cause": "energy", "noted_on": "2024-03", "cause_note": "虚构说明", "edge_id": "h-1", "source_url": "https://example.com/h"},
            {"subject": "350200", "object": "display/glass", "cause": "land", "noted_on": "2022", "edge_id": "h-2"},
            {"subject": "340100", "object": "display/glass", "cause": "capital", "edge_id": "h-3"},
        ],
        FILLS=[{"subject": f"p-{i}", "object": "display/glass"} for i in range(1, 6)] + [{"subject": "p-6", "object": "ic/photoresist"}],
        RUNS=[{"subject": "m-1", "object": "p-1"}],
        LOCATED_IN=[{"subject": f"p-{i}", "object": "zone"} for i in (1, 2, 3, 6)] + [{"subject": "p-4", "object": "340100"}],
    )  # fmt: skip


def test_causes_noted_here_are_listed_with_day_note_and_source_and_those_of_the_city_are_told_apart(view: View) -> None:
    found = why_unfilled.ask(view, segment="玻璃基板", place="zone")
    assert [(c.cause_word, c.noted_on, c.where, c.evidence) for c in found.causes] == [
        ("用能", "2024-03", "区内", ("h-1",)),
        ("用地", "2022", "市内", ("h-2",)),
    ]
    assert (found.causes[0].cause_note, found.causes[0].source_url) == ("虚构说明", "https://example.com/h")


def test_projects_that_stopped_or_name_what_holds_them_up_are_listed_and_one_that_goes_on_is_not(view: View) -> None:
    found = why_unfilled.ask(view, segment="玻璃基板", place="zone")
    assert [(p.name, p.firms, p.project_stage, p.stage_on, p.cause_word, p.stage_reason) for p in found.projects] == [
        ("虚构搁置项目", (), "搁置", None, "原因没有记录", None),
        ("虚构玻璃项目", ("虚构玻璃公司",), "退库", "2023-09", "用能", "虚构的天然气指标不足"),
    ]
    assert found.n_projects == 3
    assert "1个搁置或退库的项目没有原因记录" in found.not_known
    assert "另有1个该环节的项目没有地点记录,未列出" in found.not_known


def test_a_cause_named_by_a_note_and_by_a_project_counts_for_both(view: View) -> None:
    assert why_unfilled.ask(view, segment="玻璃基板", place="zone").counts == {"用能": 2, "用地": 1, "原因没有记录": 1}


def test_another_place_has_its_own_causes(view: View) -> None:
    found = why_unfilled.ask(view, segment="玻璃基板", place="乙市")
    assert ([c.evidence for c in found.causes], [p.name for p in found.projects]) == ([("h-3",)], ["虚构乙市项目"])


def test_a_circle_takes_in_what_stands_in_it(view: View) -> None:
    found = why_unfilled.ask(view, segment="玻璃基板", place="340101", within_km=2000)
    assert "h-2" in found.evidence
    assert found.circle == "东区周边2000公里"


def test_a_project_of_the_same_segment_in_another_chain_counts(view: View) -> None:
    found = why_unfilled.ask(view, segment="display/photoresist", place="zone")
    assert found.twins == ("ic/photoresist",)
    assert [(p.name, p.cause_word) for p in found.projects] == [("虚构光刻胶项目", "人才与用工")]


def test_no_cause_on_record_is_not_no_cause(country: Country) -> None:
    said = why_unfilled.ask(country(), segment="玻璃基板", place="zone").not_known
    assert len(said) == 2
    assert all("甲市虚构高新区玻璃基板:库中没有" in s and "不等于没有" in s for s in said)
