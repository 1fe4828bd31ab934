"""Who answers for a firm, how far it is, and what comes next."""

from collections.abc import Callable

import pytest

from graph.model.change import View
from queries import follow_up

Country = Callable[..., View]

FIRMS = [
    {"id": "m-1", "name": "虚构面板公司"},
    {"id": "m-2", "name": "虚构项目公司"},
    {"id": "m-3", "name": "虚构母公司"},
]


@pytest.fixture
def view(country: Country) -> View:
    return country(
        FIRMS,
        extra={
            "Project": [
                {"id": "p-1", "name": "虚构一期", "project_stage": "开工", "stage_on": "2024-06", "signed_on": "2023-05", "started_on": "2024-06"},
                {"id": "p-2", "name": "虚构二期", "project_stage": "搁置", "stage_on": "2024-08", "stuck_on": "energy", "stage_reason": "虚构的容量不足", "owner_post": "虚构科科长"},
                {"id": "p-3", "name": "虚构母公司项目"},
            ],
            "TaskForce": [
                {"id": "t-1", "name": "虚构显示专班", "post": "副组长"}, {"id": "t-2", "name": "虚构招商科", "post": "科长"},
                {"id": "t-3", "name": "虚构集成电路专班"},
            ],
        },
        OPERATES_IN=[{"subject": "m-1", "object": "display/cell", "at": "zone"}],
        PROJECT_COMPANY_OF=[{"subject": "m-2", "object": "m-1"}],
        SUBSIDIARY_OF=[{"subject": "m-1", "object": "m-3"}],
        RUNS=[
            {"subject": "m-1", "object": "p-1"}, {"subject": "m-2", "object": "p-1"}, {"subject": "m-2", "object": "p-2"},
            {"subject": "m-3", "object": "p-3"},
        ],
        OWNS_TASK=[
            {"subject": "t-1", "object": "flat", "edge_id": "o-1", "last_contact_on": "2024-12-30"},
            {"subject": "t-2", "object": "m-1", "edge_id": "o-2", "last_contact_on": "2024-12-22", "next_step": "虚构的现场踏勘", "step_due_on": "2024-12", "duty": "跟进", "source_url": "https://example.com/2"},
            {"subject": "t-2", "object": "p-1", "edge_id": "o-3", "step_due_on": "2025-02"},
            {"subject": "t-3", "object": "ic", "edge_id": "o-4"},
        ],
    )  # fmt: skip


def test_a_task_force_only_planned_is_said_to_be_and_answers_for_nobody_yet(country: Country) -> None:
    ties = [{"subject": "t-1", "object": "m-1", "basis": "potential", "duty": "招商(虚构的计划)"}]
    forces = {"TaskForce": [{"id": "t-1", "name": "虚构计划专班"}]}
    found = follow_up.ask(country(FIRMS, extra=forces, OWNS_TASK=ties), firm="虚构面板公司")
    assert [(o.task_force, o.basis) for o in found.owners] == [("虚构计划专班", "potential")]
    assert any("库中没有负责该企业或其项目的专班、岗位的记录" in said for said in found.not_known)
    assert "依据类型为潜在的专班或岗位只是计划,未见成立记录" in found.not_known


def test_the_post_that_answers_for_the_firm_comes_before_those_of_its_projects_and_chains(view: View) -> None:
    found = follow_up.ask(view, firm="虚构面板公司")
    assert [(o.level, o.answers_for, o.task_force, o.post) for o in found.owners] == [
        ("企业", "虚构面板公司", "虚构招商科", "科长"),
        ("项目", "虚构一期", "虚构招商科", "科长"),
        ("产业链", "平板显示", "虚构显示专班", "副组长"),
    ]
    assert found.chains == ("新型显示",)
    assert found.n == len(found.owners) + len(found.projects) == 5


def test_last_contact_is_that_with_the_firm_and_a_limit_that_is_over_is_said(view: View) -> None:
    found = follow_up.ask(view, firm="虚构面板公司")
    assert found.last_contact_on == "2024-12-22"
    first = found.owners[0]
    assert (first.days_since, first.next_step, first.due) == (10, "虚构的现场踏勘", "已过时限")
    assert found.owners[1].due == "未到期"
    assert first.source_url == "https://example.com/2"


def test_projects_of_project_companies_are_its_own_and_those_of_its_parent_are_not(view: View) -> None:
    found = follow_up.ask(view, firm="虚构面板公司").projects
    assert [(p.name, p.run_by, p.project_stage) for p in found] == [
        ("虚构二期", ("虚构项目公司(子公司)",), "搁置"),
        ("虚构一期", ("虚构面板公司", "虚构项目公司(子公司)"), "开工"),
    ]
    assert found[1].dates == ("签约2023-05", "开工2024-06")
    assert (found[0].stuck_word, found[0].stage_reason, found[0].owner_post) == ("用能", "虚构的容量不足", "虚构科科长")


def test_which_record_is_missing_is_said_and_never_that_nobody_cares(country: Country) -> None:
    assert follow_up.ask(country(FIRMS), firm="虚构面板公司").not_known == (
        "虚构面板公司:库中没有负责该企业或其项目的专班、岗位的记录,不等于无人对接;请在专班责任分工表中补上",
        "库中没有记录:最近联系、下一步、项目;不等于没有",
    )


def test_a_stage_without_a_day_is_missing_its_day(country: Country) -> None:
    view = country(
        FIRMS,
        extra={"Project": [{"id": "p-1", "name": "虚构一期", "project_stage": "在谈", "owner_post": "虚构科科长"}]},
        RUNS=[{"subject": "m-1", "object": "p-1"}],
    )
    assert follow_up.ask(view, firm="虚构面板公司").not_known == ("库中没有记录:最近联系、下一步、阶段日期;不等于没有",)
