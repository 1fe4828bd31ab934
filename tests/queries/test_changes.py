"""What changed since a date."""

from collections.abc import Callable

import pytest

from graph.errors import QuestionError
from graph.model.change import Row, View
from queries import changes

Country = Callable[..., View]
TIES = [
    {"subject": "m-old", "object": "display/cell", "at": "350200", "known_on": "2022-05"},
    {"subject": "m-new", "object": "display/glass", "at": "350200", "known_on": "2024-05"},
    {"subject": "m-undated", "object": "display/module", "at": "350200"},
    {"subject": "m-far", "object": "display/tester", "at": "340100", "known_on": "2024-05"},
]


@pytest.fixture
def view(country: Callable[..., View]) -> View:
    firms = [{"id": t["subject"], "name": f"虚构{t['subject']}"} for t in TIES]
    return country(firms, OPERATES_IN=TIES)


def test_a_segment_filled_since_then_has_changed_and_says_by_whom(view: View) -> None:
    found = changes.ask(view, chain="display", since="2023", place="甲市")
    (one,) = found.changed
    assert (one.name, one.before, one.state) == ("玻璃基板", "unknown", "weak")
    assert [n.what for n in found.news] == ["虚构m-new:在营"]


def test_nothing_published_since_then_changes_nothing(view: View) -> None:
    found = changes.ask(view, chain="display", since="2024-12", place="甲市")
    assert not found.changed
    assert not found.news


def news(country: Country, *ties: Row, since: str = "2024-06-30", **more: list[Row]) -> changes.Changes:
    firms = [{"id": t["subject"], "name": f"虚构{t['subject']}"} for t in ties]
    view = country(firms, OPERATES_IN=list(ties), **more)
    return changes.ask(view, chain="display", since=since, place="甲市")


def test_who_began_in_the_period_is_a_real_change_and_who_was_only_found_out_is_not(country: Country) -> None:
    began = {"subject": "m-1", "object": "display/cell", "at": "350200", "since": "2024-09", "known_on": "2024-10"}
    found = {"subject": "m-2", "object": "display/glass", "at": "350200", "since": "2019", "known_on": "2024-10"}
    answer = news(country, found, began)
    assert [(c.name, c.origin_word) for c in answer.changed] == [("液晶面板", "实际变化"), ("玻璃基板", "新查到")]
    assert (answer.n_real, answer.n_learned, answer.n_silent) == (1, 1, 0)
    assert [(e.what, e.happened_on) for e in answer.events] == [("虚构m-1:在营", "2024-09")]
    assert [(e.what, e.happened_on) for e in answer.news] == [("虚构m-2:在营", None)]


@pytest.mark.parametrize(("since", "kind"), [("2024", "learned"), ("2024-06", "learned"), ("2024-07", "real")])
def test_a_date_that_may_lie_before_the_day_proves_no_real_change(country: Country, since: str, kind: str) -> None:
    tie = {"subject": "m-1", "object": "display/cell", "at": "350200", "since": since, "known_on": "2024-10"}
    assert [c.origin for c in news(country, tie).changed] == [kind]


def test_what_began_in_the_period_changed_it_though_nobody_dated_the_page(country: Country) -> None:
    answer = news(country, {"subject": "m-1", "object": "display/cell", "at": "350200", "since": "2024-09"})
    assert [(c.before, c.state, c.origin) for c in answer.changed] == [("unknown", "weak", "real")]
    assert answer.events[0].happened_on == "2024-09"


def test_our_own_desk_search_is_never_a_change_of_the_world(country: Country) -> None:
    maker = {"subject": "m-1", "object": "display/glass", "at": "340100", "known_on": "2020"}
    looked: Row = {"subject": "350200", "object": "display/glass", "method": "searched", "searches": 3, "found": "no"}
    answer = news(country, maker, SURVEYED=[looked | {"surveyed_on": "2024-11"}])
    assert [(c.before_word, c.state_word, c.origin_word) for c in answer.changed] == [
        ("无数据", "空白(待核实)", "新查到")
    ]
    assert (answer.events, [n.kind for n in answer.news]) == ((), ["摸排"])


def test_a_site_that_went_silent_is_neither_news_nor_a_real_change(country: Country) -> None:
    site = {"subject": "m-1", "object": "display/cell", "at": "350200", "stage": "building", "known_on": "2022-08"}
    answer = news(country, site)
    assert [(c.before_word, c.state_word, c.origin_word) for c in answer.changed] == [("在建", "无数据", "久无消息")]
    assert (answer.n_silent, answer.events, answer.news) == (1, (), ())


def test_a_project_that_moved_in_the_period_is_a_real_change(country: Country) -> None:
    project: Row = {"id": "p-1", "name": "虚构一期", "project_stage": "开工", "stage_on": "2024-11"}
    view = country(
        [{"id": "m-1", "name": "虚构公司"}], extra={"Project": [project]},
        RUNS=[{"subject": "m-1", "object": "p-1"}], LOCATED_IN=[{"subject": "p-1", "object": "350200"}],
        FILLS=[{"subject": "p-1", "object": "display/cell", "known_on": "2024-11"}],
    )  # fmt: skip
    answer = changes.ask(view, chain="display", since="2024-06-30", place="甲市")
    assert [(c.state_word, c.origin_word) for c in answer.changed] == [("在建", "实际变化")]
    assert [(e.what, e.kind, e.happened_on) for e in answer.events] == [("虚构一期:开工", "项目", "2024-11")]


def test_what_has_no_date_counts_as_known_before_and_is_said(view: View) -> None:
    found = changes.ask(view, chain="display", since="2020", place="甲市")
    assert "显示模组" not in [c.name for c in found.changed]
    assert any("1条证据未注日期" in said for said in found.not_known)


@pytest.mark.parametrize("since", ["昨天", "2024-13", ""])
def test_a_date_that_is_none_is_refused(view: View, since: str) -> None:
    with pytest.raises(QuestionError, match="--since"):
        changes.ask(view, chain="display", since=since, place="甲市")
