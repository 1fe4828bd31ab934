"""Projects counted: by year, type, stage, place, chain, with the place's own figure beside."""

from collections.abc import Callable

import pytest

from graph.errors import QuestionError
from graph.model.change import View
from queries import project_counts
from queries.project_counts import ProjectCounts

PROJECTS = [
    {"id": "p-1", "name": "虚构甲项目", "project_type": "new", "project_stage": "开工", "stage_on": "2023",
     "signed_on": "2022-03", "planned_investment_100m_cny": 30},
    {"id": "p-2", "name": "虚构乙项目", "project_stage": "签约", "stage_on": "2022", "signed_on": "2022"},
    {"id": "p-3", "name": "虚构甲扩产", "project_type": "expansion", "project_stage": "签约", "signed_on": "2022",
     "planned_investment_100m_cny": 7.8},
    {"id": "p-4", "name": "虚构研究院", "project_type": "platform", "project_stage": "签约", "signed_on": "2022",
     "planned_investment_100m_cny": 2},
    {"id": "p-5", "name": "虚构大会签约10个项目", "project_type": "new", "project_stage": "签约", "signed_on": "2022",
     "planned_investment_100m_cny": 40},
    {"id": "p-6", "name": "虚构无日期项目", "project_type": "new", "project_stage": "签约"},
    {"id": "p-7", "name": "虚构储备项目", "project_type": "new", "project_stage": "策划", "stage_on": "2024"},
    {"id": "p-8", "name": "虚构在谈项目", "project_type": "new", "project_stage": "在谈", "stage_on": "2024"},
    {"id": "p-9", "name": "虚构甲项目二名", "project_type": "new", "project_stage": "签约", "signed_on": "2022",
     "planned_investment_100m_cny": 30},
    {"id": "p-10", "name": "虚构市里项目", "project_type": "new", "project_stage": "签约", "signed_on": "2022"},
    {"id": "p-11", "name": "虚构外地项目", "project_type": "new", "project_stage": "签约", "signed_on": "2022"},
]  # fmt: skip
INDICATORS = [
    {"id": "i-1", "name": "签约项目数", "unit": "个"},
    {"id": "i-2", "name": "签约项目计划总投资", "unit": "亿元"},
]


@pytest.fixture
def view(country: Callable[..., View]) -> View:
    return country(
        [{"id": "m-1", "name": "虚构甲公司"}],
        extra={"Project": PROJECTS, "Indicator": INDICATORS},
        RUNS=[{"subject": "m-1", "object": p} for p in ("p-1", "p-9")],
        LOCATED_IN=[{"subject": f"p-{n}", "object": "zone"} for n in range(1, 10)]
        + [{"subject": "p-1", "object": "350211"}, {"subject": "p-10", "object": "350200"}, {"subject": "p-11", "object": "340100"}],
        FILLS=[{"subject": "p-1", "object": "display/glass"}, {"subject": "p-1", "object": "display/cell"}],
        SERVES=[{"subject": "p-2", "object": "flat"}],
        REPORTS=[
            {"subject": "zone", "object": "i-1", "period": "2022", "measure": "actual", "value": 133},
            {"subject": "zone", "object": "i-2", "period": "2022", "measure": "actual", "value": 780.6, "is_joint_total": "yes",
             "scope": "133个项目,三年计划", "value_note": "三年计划总投资,不是一年的投资"},
            {"subject": "zone", "object": "i-1", "period": "2021", "measure": "actual", "value": 90},
        ],
    )  # fmt: skip


@pytest.fixture
def found(view: View) -> ProjectCounts:
    return project_counts.ask(view, year=2022, place="zone")


def test_an_increase_counts_money_and_no_project(found: ProjectCounts) -> None:
    assert found.n_projects == 3
    assert str(found.planned_investment_100m_cny) == "67.8"
    by_type = {c.key: (c.n_projects, c.n_expansions) for c in found.by_type}
    assert by_type["增资扩产(只计金额)"] == (0, 1)
    assert by_type["平台"] == (1, 0)


def test_a_record_of_many_projects_is_counted_neither_as_one_nor_by_its_money(found: ProjectCounts) -> None:
    assert "虚构大会签约10个项目" in {p.name for p in found.projects}
    assert any("一条记录说了几个项目的" in s for s in found.not_known)


def test_the_same_firm_and_sum_under_two_names_is_said_and_the_least_sum_counts_it_once(found: ProjectCounts) -> None:
    assert str(found.least_100m_cny) == "37.8"
    assert "疑为同一项目而未并(企业与金额相同):虚构甲项目、虚构甲项目二名" in found.not_known


def test_known_amounts_only_are_added_and_the_others_counted(found: ProjectCounts) -> None:
    assert found.n_without_sum == 1
    assert "1个项目没有金额记录,未计入投资" in found.not_known
    assert "1个项目到了该阶段而日期库中没有记录,未计入2022年" in found.not_known


def test_no_known_amount_is_no_sum_and_not_zero(view: View) -> None:
    found = project_counts.ask(view, place="zone", stage="储备")
    assert (found.n_projects, found.planned_investment_100m_cny, found.n_without_sum) == (1, None, 1)


def test_reserve_is_the_set_of_the_rules_printed_with_each_figure_and_talks_are_not_in_it(view: View) -> None:
    found = project_counts.ask(view, place="zone", stage="储备")
    assert [p.name for p in found.projects] == ["虚构储备项目"]
    assert {c.stages for c in (*found.by_type, *found.by_year, *found.by_place)} == {"储备(策划、重点跟踪)"}


def test_who_started_later_was_signed_in_the_year_of_the_signing(found: ProjectCounts, view: View) -> None:
    assert ("虚构甲项目", "2022-03") in {(p.name, p.reached_on) for p in found.projects}
    assert [p.name for p in project_counts.ask(view, year=2023, place="zone", stage="开工").projects] == ["虚构甲项目"]


def test_the_places_own_figure_stands_beside_with_its_caveat(found: ProjectCounts) -> None:
    assert [(r.name, r.said) for r in found.reported] == [("签约项目数", "133个"), ("签约项目计划总投资", "780.6亿元")]
    assert found.reported[1].caveats == ("合计数,不能分摊到各项", "三年计划总投资,不是一年的投资")
    assert found.reported[1].scope == "133个项目,三年计划"


def test_only_known_to_be_in_the_city_is_undecided_for_the_zone_and_elsewhere_is_not_listed(
    found: ProjectCounts,
) -> None:
    assert (found.n_undecided, found.n_in_city) == (1, 4)
    assert "虚构外地项目" not in {p.name for p in found.projects}


def test_a_group_holds_the_projects_of_its_chains(view: View) -> None:
    found = project_counts.ask(view, year=2022, place="zone", chain="平板显示")
    assert {p.name for p in found.projects} == {"虚构甲项目", "虚构乙项目"}
    assert {c.key: c.n_projects for c in found.by_chain} == {"平板显示": 1, "新型显示": 1}


def test_a_stage_that_is_none_is_refused_with_those_there_are(view: View) -> None:
    with pytest.raises(QuestionError, match="--stage 开会:没有这个项目阶段;可写 线索、"):
        project_counts.ask(view, stage="开会")


def test_nothing_on_record_is_not_nothing(country: Callable[..., View]) -> None:
    assert any("不等于没有" in s for s in project_counts.ask(country(), year=2022, place="zone").not_known)


def test_what_is_only_inferred_or_possible_is_listed_apart_and_counted_nowhere(country: Callable[..., View]) -> None:
    rows = [
        {"id": f"p-{n}", "name": f"虚构{'甲乙丙丁'[n - 1]}项目", "project_stage": "签约", "signed_on": "2022"}
        for n in range(1, 5)
    ]
    bases = {"p-1": "declared", "p-2": "potential", "p-3": "inferred"}
    placed = [{"subject": p, "object": "zone", "basis": b, "edge_id": f"l-{p}"} for p, b in bases.items()]
    placed.append({"subject": "p-4", "object": "340100", "basis": "potential", "edge_id": "l-p-4"})
    found = project_counts.ask(country(extra={"Project": rows}, LOCATED_IN=placed), place="zone")
    assert [p.project for p in found.projects] == ["p-1"]
    assert found.n_projects == 1
    assert [(p.project, p.basis, p.evidence) for p in found.possible] == [
        ("p-3", "inferred", ("l-p-3",)), ("p-2", "potential", ("l-p-2",)),
    ]  # fmt: skip
    assert {"l-p-2", "l-p-3"} <= set(found.evidence)
