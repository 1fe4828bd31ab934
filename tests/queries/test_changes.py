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


def told(about: str, known_on: str | None, since: str | None = None, basis: str = "declared", **fields: str) -> Row:
    """A claim of a page; without a date it is known from the day it was loaded."""
    dated = (
        {"known_on": known_on, "known_from": "published"}
        if known_on
        else {"known_on": "2026-11", "known_from": "loaded"}
    )
    number = f"c-{about}-{known_on}-{since}"
    return {"id": about, "claim_id": number, "since": since, "basis": basis, "fields": fields, **dated}


def cell(country: Country, *claims: Row, place: str = "甲市", **tie: str) -> changes.Changes:
    """A maker of panels as it stands today, and what each page said of it."""
    stands = {"edge_id": "e-1", "subject": "m-1", "object": "display/cell", "at": "350200", "known_on": "2024-10"}
    firms: list[Row] = [{"id": "m-1", "name": "虚构公司"}]
    view = country(firms, claims=claims, OPERATES_IN=[stands | tie])
    return changes.ask(view, chain="display", since="2024-06-30", place=place)


HERE = {"at": "350200", "activity": "produce"}
RUNNING, SITE = {**HERE, "stage": "operating"}, {**HERE, "stage": "building"}


def moved(answer: changes.Changes) -> list[tuple[str, str, str]]:
    return [(c.before_word, c.state_word, c.origin_word) for c in answer.changed]


def test_who_was_known_before_stays_known_when_a_newer_page_says_it_again(country: Country) -> None:
    answer = cell(country, told("e-1", "2020-03", **RUNNING), told("e-1", "2024-10", **RUNNING))
    assert moved(answer) == []
    answer = cell(country, told("e-1", "2024-10", **RUNNING))
    assert moved(answer) == [("无数据", "薄弱", "新查到")]


def test_a_site_that_began_to_produce_in_the_period_was_a_site_before(country: Country) -> None:
    site, plant = told("e-1", "2024-03", "2023-09", **SITE), told("e-1", "2024-10", "2024-09", **RUNNING)
    answer = cell(country, plant, site, since="2023-09")
    assert moved(answer) == [("在建", "薄弱", "实际变化")]
    assert [(e.what, e.happened_on) for e in answer.events] == [("虚构公司:在营", "2024-09")]


def test_a_site_found_to_produce_on_an_unsaid_day_was_a_site_before_and_is_no_real_change(country: Country) -> None:
    answer = cell(
        country, told("e-1", "2024-10", **RUNNING), told("e-1", "2024-03", "2023-09", **SITE), since="2023-09"
    )
    assert moved(answer) == [("在建", "薄弱", "新查到")]
    assert (answer.events, [n.what for n in answer.news]) == ((), ["虚构公司:在营"])


def test_a_page_without_a_date_is_no_proof_that_what_later_pages_date_was_known_before(country: Country) -> None:
    undated = told("e-1", None, **RUNNING)
    assert moved(cell(country, undated, told("e-1", "2024-10", **RUNNING))) == [("无数据", "薄弱", "新查到")]
    assert moved(cell(country, undated)) == []


def test_what_was_only_inferred_then_filled_nothing_then(country: Country) -> None:
    guess = told("e-1", "2020-03", basis="inferred", **RUNNING)
    assert moved(cell(country, guess, told("e-1", "2024-10", **RUNNING))) == [("无数据", "薄弱", "新查到")]


def test_who_had_closed_before_and_runs_again_was_not_here_in_between(country: Country) -> None:
    past = told("e-1", "2020-03", "2019", **RUNNING), told("e-1", "2023-05", "2023-05", **HERE, stage="closed")
    again = told("e-1", "2024-10", "2024-09", **RUNNING)
    assert moved(cell(country, again, *past, since="2019")) == [("无数据", "薄弱", "实际变化")]


def test_who_was_known_by_city_before_was_nearby_before_for_the_zone(country: Country) -> None:
    city, zone = told("e-1", "2024-03", **RUNNING), told("e-1", "2024-10", **RUNNING | {"at": "zone"})
    assert moved(cell(country, zone, city, place="甲市虚构高新区", at="zone")) == [("市内有", "薄弱", "新查到")]


def test_what_a_page_did_not_say_it_does_filled_nothing_then(country: Country) -> None:
    silent = told("e-1", "2020-03", at="350200", activity="unknown", stage="operating")
    assert moved(cell(country, silent, told("e-1", "2024-10", **RUNNING))) == [("无数据", "薄弱", "新查到")]


def plant(country: Country, *claims: Row, basis: str = "declared") -> changes.Changes:
    """A project in production today: what each page said of it, and that it fills the segment from the first page on."""
    project: Row = {"id": "p-1", "name": "虚构一期", "project_stage": "投产", "stage_on": "2024-11"}
    fills = [told("e-f", c["known_on"], c["since"], basis if c["known_on"] < "2024-07" else "declared") for c in claims]
    view = country(
        [{"id": "m-1", "name": "虚构公司"}], extra={"Project": [project]}, claims=[*claims, *fills],
        RUNS=[{"subject": "m-1", "object": "p-1"}], LOCATED_IN=[{"subject": "p-1", "object": "350200"}],
        FILLS=[{"edge_id": "e-f", "subject": "p-1", "object": "display/cell", "known_on": "2024-12"}],
    )  # fmt: skip
    return changes.ask(view, chain="display", since="2024-06-30", place="甲市")


@pytest.mark.parametrize(("told_on", "before"), [("2024-03", "在建"), ("2024-12", "无数据")])
def test_a_project_stood_at_the_last_move_of_it_that_was_told(country: Country, told_on: str, before: str) -> None:
    start = told("p-1", told_on, "2024-02", project_stage="开工", stage_on="2024-02")
    answer = plant(country, told("p-1", "2024-12", "2024-11", project_stage="投产", stage_on="2024-11"), start)
    assert moved(answer) == [(before, "薄弱", "实际变化")]
    assert [(e.what, e.happened_on) for e in answer.events] == [("虚构一期:投产", "2024-11")]


def test_a_project_that_was_only_thought_to_fill_a_segment_filled_nothing_then(country: Country) -> None:
    start = told("p-1", "2024-03", "2024-02", project_stage="开工", stage_on="2024-02")
    end = told("p-1", "2024-12", "2024-11", project_stage="投产", stage_on="2024-11")
    assert moved(plant(country, end, start, basis="inferred")) == [("无数据", "薄弱", "实际变化")]


def test_who_was_only_inferred_to_make_a_product_of_that_name_kept_a_gap_from_being_presumed_then(
    country: Country,
) -> None:
    guess = {"edge_id": "e-1", "subject": "m-1", "object": "display/tester", "at": "350200", "basis": "inferred",
             "products": ["玻璃基板"], "known_on": "2020-03"}  # fmt: skip
    maker = {"subject": "m-2", "object": "display/glass", "at": "340100", "known_on": "2020"}
    looked = {
        "subject": "350200",
        "object": "display/glass",
        "method": "searched",
        "searches": 3,
        "found": "no",
        "surveyed_on": "2024-01",
    }
    view = country(
        [{"id": f"m-{n}", "name": f"虚构{n}公司"} for n in (1, 2)], OPERATES_IN=[guess, maker], SURVEYED=[looked],
        claims=[told("e-1", "2020-03", basis="inferred", **RUNNING)],
    )  # fmt: skip
    assert moved(changes.ask(view, chain="display", since="2024-06-30", place="甲市")) == []


def test_who_was_called_anchor_or_champion_later_was_none_before(country: Country) -> None:
    makers = [
        {"subject": f"m-{n}", "object": s, "at": "350200", "known_on": "2020"}
        for n, s in enumerate(("display/cell", "display/glass"))
    ]
    answer = country(
        [{"id": f"m-{n}", "name": f"虚构{n}公司"} for n in range(2)], OPERATES_IN=makers,
        extra={"Honour": [{"id": "h-1", "name": "制造业单项冠军", "honour_level": "national", "honour_type": "title"}]},
        LEADS=[{"edge_id": "e-l", "subject": "m-0", "object": "display"}],
        HOLDS=[{"edge_id": "e-h", "subject": "m-1", "object": "h-1", "year": 2024}],
        claims=[told("e-l", "2024-10"), told("e-h", "2024-10", "2024-09")],
    )  # fmt: skip
    found = changes.ask(answer, chain="display", since="2023", place="甲市")
    assert sorted((c.name, *m) for c, m in zip(found.changed, moved(found), strict=True)) == [
        ("液晶面板", "薄弱", "优势", "新查到"), ("玻璃基板", "薄弱", "优势", "实际变化"),
    ]  # fmt: skip


def test_what_has_no_date_counts_as_known_before_and_is_said(view: View) -> None:
    found = changes.ask(view, chain="display", since="2020", place="甲市")
    assert "显示模组" not in [c.name for c in found.changed]
    assert any("1条证据未注日期" in said for said in found.not_known)
    assert found.not_known[0].startswith("此前状态按现有记录推算")


@pytest.mark.parametrize("since", ["昨天", "2024-13", ""])
def test_a_date_that_is_none_is_refused(view: View, since: str) -> None:
    with pytest.raises(QuestionError, match="--since"):
        changes.ask(view, chain="display", since=since, place="甲市")
