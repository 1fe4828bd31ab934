"""Targets against what was reached, never across two scopes or periods."""

from collections.abc import Callable
from typing import Any

import pytest

from graph.errors import QuestionError
from graph.model.change import View
from queries import indicators
from queries.indicators import Indicator

INDICATORS = [
    {"id": "i-1", "name": "虚构总产值", "unit": "亿元"},
    {"id": "i-2", "name": "虚构总产值增速", "unit": "%", "flow": "growth"},
    {"id": "i-3", "name": "虚构排名", "unit": "位", "flow": "rank"},
    {"id": "i-4", "name": "虚构投资(全社会)", "unit": "亿元"},
    {"id": "i-5", "name": "虚构投资", "unit": "亿元"},
]


def said(indicator: str, period: str, measure: str, value: float, **more: Any) -> dict[str, Any]:
    return {"subject": "zone", "object": indicator, "period": period, "measure": measure, "value": value, **more}


def asked(
    country: Callable[..., View], rows: list[dict[str, Any]], **more: str
) -> dict[tuple[str, str | None], Indicator]:
    found = indicators.ask(country(extra={"Indicator": INDICATORS}, REPORTS=rows), place="zone", **more)
    return {(i.name, i.scope): i for i in (*found.targets, *found.without_target)}


def test_a_target_and_an_actual_of_one_scope_and_period_give_the_distance(country: Callable[..., View]) -> None:
    rows = [said("i-1", "2024", "target", 4000, comparator=">="), said("i-1", "2024", "actual", 3626, growth_pct=3.9)]
    one = asked(country, rows)["虚构总产值", None]
    assert (one.outcome, one.distance_word, str(one.done_pct), str(one.growth_pct)) == (
        "未达到",
        "差374",
        "90.6",
        "3.9",
    )
    assert len(one.evidence) == 2


def test_two_scopes_are_listed_apart_and_never_compared(country: Callable[..., View]) -> None:
    rows = [said("i-1", "2024", "target", 4000), said("i-1", "2024", "actual", 5000, scope="全市")]
    found = asked(country, rows)
    assert found["虚构总产值", None].outcome == "实绩库中没有记录"
    assert found["虚构总产值", "全市"].outcome == "目标库中没有记录"
    assert {i.distance for i in found.values()} == {None}


def test_that_there_are_several_scopes_is_said(country: Callable[..., View]) -> None:
    rows = [said("i-1", "2024", "target", 4000), said("i-1", "2024", "actual", 5000, scope="全市")]
    found = indicators.ask(country(extra={"Indicator": INDICATORS}, REPORTS=rows), place="zone")
    assert any("有2个口径,分列不相比" in s for s in found.not_known)


def test_another_period_of_the_year_is_shown_and_not_compared(country: Callable[..., View]) -> None:
    rows = [said("i-1", "2024", "target", 4000), said("i-1", "2024Q1-Q3", "actual", 3900)]
    found = indicators.ask(country(extra={"Indicator": INDICATORS}, REPORTS=rows), place="zone")
    assert [i.outcome for i in found.targets] == ["实绩库中没有记录"]
    assert [(r.period, r.said) for r in found.other_periods] == [("2024Q1-Q3", "3900亿元")]


def test_a_growth_target_is_met_by_the_growth_said_of_its_indicator_and_that_is_said(
    country: Callable[..., View],
) -> None:
    rows = [said("i-2", "2024", "target", 12, comparator=">="), said("i-1", "2024", "actual", 4000, growth_pct=10.5)]
    one = asked(country, rows)["虚构总产值增速", None]
    assert (one.outcome, one.distance_word, one.done_pct) == ("未达到", "差1.5", None)
    assert "实绩取自“虚构总产值”的同比" in one.caveats


@pytest.mark.parametrize(
    ("target", "qualifier", "outcome", "word"),
    [(12, "about", "未达到", "约差1"), (11.3, "about", "未定", "相差在约数的出入之内"), (11, None, "已达到", "已达到"), (12, "above", "未定", "至多差1")],
)  # fmt: skip
def test_a_growth_said_roughly_is_not_compared_as_exact(
    country: Callable[..., View], target: float, qualifier: str | None, outcome: str, word: str
) -> None:
    grown = said("i-1", "2024", "actual", 4000, growth_pct=11, growth_qualifier=qualifier)
    rows = [said("i-2", "2024", "target", target, comparator=">="), grown]
    one = asked(country, rows)["虚构总产值增速", None]
    assert (one.outcome, one.distance_word) == (outcome, word)


def test_how_a_growth_was_said_is_shown(country: Callable[..., View]) -> None:
    rows = [said("i-1", "2024", "actual", 4000, growth_pct=11, growth_qualifier="about")]
    one = asked(country, rows)["虚构总产值", None]
    assert (str(one.growth_pct), one.growth_said) == ("11.0", "约11%")


def test_a_half_year_neither_beats_its_year_nor_stands_in_for_it_in_silence(country: Callable[..., View]) -> None:
    rows = [said("i-1", p, "target", v) for p, v in (("2024H1", 1900), ("2024H2", 2000), ("2024", 4000))]
    view = country(extra={"Indicator": INDICATORS}, REPORTS=rows)
    found = indicators.ask(view, place="zone")
    assert (found.period, [i.period for i in found.targets]) == ("2024", ["2024"])
    assert [r.period for r in found.other_periods] == ["2024H2", "2024H1"]
    half = indicators.ask(view, place="zone", period="2024H1")
    assert "所列期间2024H1不是整年,与全年的数不相比" in half.not_known


def test_one_period_written_in_two_ways_is_one(country: Callable[..., View]) -> None:
    rows = [said("i-1", "2024H1", "target", 1900), said("i-1", "2024-01/2024-06", "actual", 1800)]
    one = asked(country, rows, period="2024Q1-Q2")["虚构总产值", None]
    assert (one.outcome, one.distance_word) == ("未达到", "差100")


def test_a_rank_is_reached_by_being_lower(country: Callable[..., View]) -> None:
    found = asked(country, [said("i-3", "2024", "target", 10), said("i-3", "2024", "actual", 14)])
    assert found["虚构排名", None].distance_word == "差4"


@pytest.mark.parametrize(
    ("comparator", "value", "outcome", "word"),
    [(">", 1200, "未定", "至多差300"), (">", 1600, "已达到", "已达到"), ("<", 1500, "未达到", "略低于目标"), (None, 1500, "已达到", "已达到")],
)  # fmt: skip
def test_a_rough_figure_decides_only_what_every_value_of_it_says(
    country: Callable[..., View], comparator: str | None, value: int, outcome: str, word: str
) -> None:
    rows = [said("i-1", "2024", "target", 1500), said("i-1", "2024", "actual", value, comparator=comparator)]
    one = asked(country, rows)["虚构总产值", None]
    assert (one.outcome, one.distance_word) == (outcome, word)


def test_a_label_that_drifted_is_said_and_not_taken_for_the_same(country: Callable[..., View]) -> None:
    one = asked(country, [said("i-5", "2024", "target", 400), said("i-4", "2024", "actual", 423)])["虚构投资", None]
    assert (one.outcome, one.caveats) == ("实绩库中没有记录", ("名称相近而不相比:虚构投资(全社会)",))


def test_an_estimate_is_no_actual(country: Callable[..., View]) -> None:
    found = asked(
        country, [said("i-1", "2024", "target", 4000), said("i-1", "2024", "estimate", 4100, qualifier="expected")]
    )
    assert (found["虚构总产值", None].outcome, found["虚构总产值", None].estimate_said) == (
        "实绩库中没有记录",
        "预计4100亿元",
    )


def test_the_year_of_asking_without_targets_is_said(country: Callable[..., View]) -> None:
    view = country(extra={"Indicator": INDICATORS}, REPORTS=[said("i-1", "2023", "target", 4000)])
    assert "2025年的目标库中没有记录,所列为2023年的" in indicators.ask(view, place="zone").not_known
    assert any("不等于没有定目标" in s for s in indicators.ask(country(), place="zone").not_known)


def test_a_period_that_is_none_is_refused_with_the_way_out(country: Callable[..., View]) -> None:
    with pytest.raises(QuestionError, match="--period 明年:不是期间;请写如 2023"):
        indicators.ask(country(), period="明年")


def test_without_any_period_the_sentence_is_still_one(country: Callable[..., View]) -> None:
    found = indicators.ask(country(), place="zone")
    assert found.not_known[0] == "库中没有目标记录,不等于没有定目标"
    assert "库中没有2019的目标记录,不等于没有定目标" in indicators.ask(country(), place="zone", period="2019").not_known
