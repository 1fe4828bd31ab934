"""Where do sources contradict each other?"""

from collections.abc import Callable
from typing import Any

import pytest

from graph.errors import QuestionError
from graph.model.change import Row, View
from queries import conflicts

Country = Callable[..., View]


def claim(about: str, kind: str, field: str, value: object, **more: Any) -> Row:
    return {
        "id": about, "kind": kind, "fields": {field: value}, "basis": "declared", "confidence": 1.0,
        "claim_id": f"c-{about}-{value}", "known_from": "published", **more,
    }  # fmt: skip


def contradicted(country: Country) -> View:
    """A firm whose stage, supply share, registration and project are told differently."""
    says: list[Row] = [
        claim("o-1", "OPERATES_IN", "stage", "building", known_on="2021-05-08", published_on="2021-05-08",
              publisher="虚构日报", address="https://a.example/1"),
        claim("o-1", "OPERATES_IN", "stage", "operating", known_on="2016-06-30", published_on="2016-06-30",
              publisher="虚构晚报", address="https://b.example/2"),
        claim("s-1", "SUPPLIES", "share_pct", 60, known_on="2022", publisher="虚构日报"),
        claim("s-1", "SUPPLIES", "share_pct", 40, known_on="2024", address="https://c.example/3"),
        claim("p-1", "Project", "planned_investment_100m_cny", 70, publisher="虚构日报"),
        claim("p-1", "Project", "planned_investment_100m_cny", 75, publisher="虚构晚报"),
        claim("m-1", "Firm", "registration", "active"),
        claim("o-2", "OPERATES_IN", "stage", "operating"),
    ]  # fmt: skip
    return country(
        [{"id": "m-1", "name": "甲公司", "registration": "active"}, {"id": "m-2", "name": "乙公司"}],
        extra={"Project": [{"id": "p-1", "name": "虚构项目"}]},
        claims=says,
        OPERATES_IN=[
            {"subject": "m-1", "object": "display/glass", "stage": "operating", "edge_id": "o-1"},
            {"subject": "m-2", "object": "ic/wafer", "edge_id": "o-2"},
        ],
        SUPPLIES=[{"subject": "m-1", "object": "m-2", "share_pct": 40, "edge_id": "s-1"}],
        RUNS=[{"subject": "m-1", "object": "p-1", "edge_id": "r-1"}],
        FILLS=[{"subject": "p-1", "object": "display/glass", "edge_id": "x-1"}],
    )


def test_each_field_on_which_sources_differ_says_what_counts_and_by_which_rule(country: Country) -> None:
    answer = conflicts.ask(contradicted(country), firm="甲公司")
    assert [(c.says, c.field_title, c.nature, c.chosen) for c in answer.conflicts] == [
        ("甲公司 从事 玻璃基板", "阶段", "说法矛盾", "在营"),
        ("项目 虚构项目", "计划总投资(亿元)", "说法矛盾", None),
        ("甲公司 供货 乙公司", "份额(%)", "先后变化", "40"),
    ]
    assert answer.conflicts[0].rule == "阶段取最远的,更新的消息说已停则取已停"
    assert (answer.n, answer.n_contradictions) == (3, 2)


def test_who_says_what_and_when_stands_on_the_line_and_in_full_below(country: Country) -> None:
    answer = conflicts.ask(contradicted(country), firm="甲公司")
    assert answer.conflicts[0].values == ("在营(虚构晚报 2016-06-30)", "在建(虚构日报 2021-05-08)")
    assert answer.conflicts[2].values == ("40(c.example 未注日期)", "60(虚构日报 未注日期)")
    stage = [(v.value, v.is_chosen, v.publisher, v.address) for v in answer.voices if v.field_title == "阶段"]
    assert stage == [
        ("在建", False, "虚构日报", "https://a.example/1"),
        ("在营", True, "虚构晚报", "https://b.example/2"),
    ]
    assert answer.evidence == ("o-1", "p-1", "s-1")


def test_a_chain_is_asked_with_its_ties_and_projects(country: Country) -> None:
    answer = conflicts.ask(contradicted(country), chain="显示")
    assert {c.about for c in answer.conflicts} == {"o-1", "p-1"}
    assert answer.asked == "新型显示"
    group = conflicts.ask(contradicted(country), chain="半导体")
    assert {c.about for c in group.conflicts} == {"o-1", "p-1"}


def test_agreement_and_single_sources_are_no_conflict_and_that_is_said(country: Country) -> None:
    answer = conflicts.ask(contradicted(country), chain="集成电路")
    assert (answer.n, answer.conflicts) == (0, ())
    assert "现有断言没有说法不一之处;只有一个来源的无从比较" in answer.not_known
    bare = conflicts.ask(country([{"id": "m-1", "name": "甲公司"}]), firm="甲公司")
    assert "库中没有记录可比较的断言,不等于没有矛盾" in bare.not_known


def test_undated_words_are_counted(country: Country) -> None:
    answer = conflicts.ask(contradicted(country), firm="甲公司")
    assert "4种说法的出处未注发布日期,先后难定" in answer.not_known


@pytest.mark.parametrize("asked", [{}, {"firm": "甲公司", "chain": "显示"}])
def test_one_thing_must_be_asked_for(country: Country, asked: dict[str, str]) -> None:
    with pytest.raises(QuestionError, match="--firm"):
        conflicts.ask(contradicted(country), **asked)
