"""A year's priorities of chains, who answers for them, talent as numbers."""

from collections.abc import Callable

import pytest

from graph.errors import QuestionError
from graph.model.change import View
from queries import chain_focus


@pytest.fixture
def view(country: Callable[..., View]) -> View:
    return country(
        extra={"TaskForce": [{"id": "t-1", "name": "虚构显示专班"}, {"id": "t-2", "name": "虚构电路专班", "post": "副组长岗"}]},
        PRIORITISES=[
            {"subject": "zone", "object": "ic", "year": 2024, "priority": "重点跟进"},
            {"subject": "zone", "object": "flat", "year": 2024, "priority": "优势"},
            {"subject": "zone", "object": "display", "year": 2022, "priority": "优势"},
            {"subject": "340100", "object": "ic", "year": 2025, "priority": "优势"},
        ],
        OWNS_TASK=[
            {"subject": "t-1", "object": "display", "since": "2023", "next_step": "走访", "step_due_on": "2025-03"},
            {"subject": "t-2", "object": "ic", "since": "2025"},
        ],
        HAS_TALENT=[
            {"subject": "zone", "object": "ic", "period": "2024", "talent_type": "工艺", "headcount": 120},
            {"subject": "zone", "object": "ic", "period": "2023", "talent_type": "工艺", "headcount": 100, "shortage": 30},
        ],
    )  # fmt: skip


def test_the_newest_year_on_record_is_answered_and_advantages_come_first(view: View) -> None:
    found = chain_focus.ask(view, place="zone")
    assert (found.year, [(f.name, f.priority) for f in found.focus]) == (
        2024,
        [("平板显示", "优势"), ("集成电路", "重点跟进")],
    )


def test_another_years_priorities_are_another_answer(view: View) -> None:
    found = chain_focus.ask(view, place="zone", year=2022)
    assert [f.name for f in found.focus] == ["新型显示"]
    assert found.focus[0].owners == (), "the task force was set up in 2023"


def test_a_group_shows_who_answers_for_its_chains_and_says_under_which(view: View) -> None:
    flat = chain_focus.ask(view, place="zone").focus[0]
    assert (flat.owners, flat.next_steps) == (("虚构显示专班(记在新型显示)",), ("走访(2025-03前)",))


def test_a_task_force_only_planned_is_shown_as_planned(country: Callable[..., View]) -> None:
    found = chain_focus.ask(
        country(
            extra={"TaskForce": [{"id": "t-1", "name": "虚构计划专班", "post": "组长单位"}, {"id": "t-2", "name": "虚构专班"}]},
            PRIORITISES=[{"subject": "zone", "object": c, "year": 2024, "priority": "优势"} for c in ("display", "ic")],
            OWNS_TASK=[
                {"subject": "t-1", "object": "ic", "basis": "potential"}, {"subject": "t-2", "object": "display"},
            ],
        ), place="zone",
    )  # fmt: skip
    assert {f.chain: f.owners for f in found.focus} == {
        "display": ("虚构专班",),
        "ic": ("虚构计划专班(组长单位)(计划)",),
    }
    assert "专班只见计划、库中没有成立记录:集成电路" in found.not_known


def test_talent_is_numbers_by_kind_and_period_and_what_is_unknown_says_so(view: View) -> None:
    found = chain_focus.ask(view, place="zone")
    assert found.focus[1].talent == ("2023工艺:现有100人,缺30人", "2024工艺:现有120人,缺库中没有记录")
    assert [(t.period, t.headcount, t.shortage) for t in found.talent] == [("2023", 100, 30), ("2024", 120, None)]


def test_a_chain_without_owner_or_talent_says_which_record_is_missing(view: View) -> None:
    found = chain_focus.ask(view, place="zone")
    assert found.focus[1].missing == ("专班",)
    assert "专班库中没有记录:集成电路" in found.not_known
    assert "人才库中没有记录:平板显示" in found.not_known


def test_every_line_names_its_evidence(view: View) -> None:
    found = chain_focus.ask(view, place="zone")
    assert found.evidence
    assert all(set(f.evidence) <= set(found.evidence) for f in found.focus)


def test_no_priority_on_record_is_not_no_priority_and_a_year_that_is_none_is_refused(view: View) -> None:
    assert any("不等于没有定重点" in s for s in chain_focus.ask(view, place="zone", year=2010).not_known)
    with pytest.raises(QuestionError, match="--year 3:不是年份"):
        chain_focus.ask(view, year=3)
