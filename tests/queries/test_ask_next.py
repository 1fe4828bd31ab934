"""What to ask next: one question, several judgements."""

from collections.abc import Callable

import pytest

from graph.errors import QuestionError
from graph.model.change import Row, View
from queries import ask_next, chain_status

Country = Callable[..., View]
FIRMS: list[Row] = [{"id": f"m-{n}", "name": f"虚构{n}公司"} for n in "甲乙"]


def test_where_one_firm_stands_settles_every_segment_it_works_in(country: Country) -> None:
    ties = [{"subject": "m-甲", "object": s, "at": "350200"} for s in ("display/cell", "display/module")]
    answer = ask_next.ask(country(FIRMS, OPERATES_IN=ties), chain="display", place="虚构高新区")
    first = answer.questions[0]
    assert (first.kind, first.settles, first.judgements) == ("片区", 2, ("液晶面板", "显示模组"))
    assert (first.about, first.segments) == ("虚构甲公司", ("display/cell", "display/module"))


def test_an_unlooked_segment_is_a_survey_to_make(country: Country) -> None:
    answer = ask_next.ask(country(FIRMS), chain="display", place="甲市")
    assert {(q.kind, q.about) for q in answer.questions} == {("摸排", None)}
    assert answer.undecided == 5


def test_a_settled_segment_asks_nothing(country: Country) -> None:
    ties = [{"subject": "m-甲", "object": "display/cell", "at": "zone", "known_on": "2024"}]
    answer = ask_next.ask(country(FIRMS, OPERATES_IN=ties), chain="display", place="虚构高新区")
    assert not [q for q in answer.questions if "液晶面板" in q.judgements]


def test_a_silent_project_is_asked_for_its_progress(country: Country) -> None:
    ties = [{"subject": "m-甲", "object": "display/cell", "at": "zone", "stage": "signed", "known_on": "2019"}]
    answer = ask_next.ask(country(FIRMS, OPERATES_IN=ties), chain="display", place="虚构高新区")
    assert "虚构甲公司现在到哪一步" in [q.question for q in answer.questions]


def test_a_firm_whose_activity_is_unknown_is_asked_about(country: Country) -> None:
    ties = [{"subject": "m-甲", "object": "display/cell", "at": "zone", "activity": "unknown"}]
    answer = ask_next.ask(country(FIRMS, OPERATES_IN=ties), chain="display", place="虚构高新区")
    assert "虚构甲公司在甲市虚构高新区做什么" in [q.question for q in answer.questions]


def test_a_covered_segment_with_a_fourth_firm_somewhere_in_the_city_asks_nothing(country: Country) -> None:
    firms: list[Row] = [{"id": f"m-{n}", "name": f"虚构{n}公司"} for n in "甲乙丙丁"]
    here = [{"subject": f"m-{n}", "object": "display/cell", "at": "zone", "known_on": "2024"} for n in "甲乙丙"]
    somewhere: Row = {"subject": "m-丁", "object": "display/cell", "at": "350200", "known_on": "2024"}
    answer = ask_next.ask(country(firms, OPERATES_IN=[*here, somewhere]), chain="display", place="虚构高新区")
    assert not [q for q in answer.questions if "虚构丁公司" in q.question]
    assert answer.undecided == 4


def test_whole_twins_are_one_judgement(country: Country) -> None:
    answer = ask_next.ask(country(FIRMS), chain="半导体", place="甲市")
    (one,) = [q for q in answer.questions if "光刻胶" in q.question]
    assert one.judgements[0] == "光刻胶"
    assert one.judgements.count("光刻胶") == 1


def test_a_gap_without_a_buyer_is_settled_by_the_survey_of_what_it_feeds(country: Country) -> None:
    ties: list[Row] = [{"subject": "m-甲", "object": "display/glass", "at": "340100", "known_on": "2024"}]
    looked: Row = {"subject": "350200", "object": "display/glass", "method": "searched", "searches": 3, "found": "no"}
    view = country(FIRMS, OPERATES_IN=ties, SURVEYED=[looked | {"surveyed_on": "2024"}])
    first = ask_next.ask(view, chain="display", place="甲市").questions[0]
    assert (first.settles, first.judgements) == (2, ("液晶面板", "玻璃基板(有无本地买家)"))


def test_what_is_left_off_is_said_and_a_limit_of_none_is_refused(country: Country) -> None:
    answer = ask_next.ask(country(FIRMS), chain="display", place="甲市", limit=2)
    assert (answer.n, len(answer.questions)) == (5, 2)
    assert "共5问,只列前2问;要全列请加 --limit 5" in answer.not_known
    with pytest.raises(QuestionError, match="至少列一问"):
        ask_next.ask(country(FIRMS), chain="display", place="甲市", limit=0)


def test_renaming_ties_changes_no_reason_and_no_question(country: Country) -> None:
    firms: list[Row] = [{"id": f"m-{n}", "name": f"虚构{n}公司"} for n in "甲乙丙丁"]
    at = ("350000", "350000", "zone", "zone")
    plain = [{"subject": f"m-{n}", "object": "display/cell", "at": a} for n, a in zip("甲乙丙丁", at, strict=True)]
    odd = [{**t, "stage": "planned"} if t["at"] == "zone" else t for t in plain]
    answers = []
    for ids in ("abcd", "dcba"):
        view = country(firms, OPERATES_IN=[{**t, "edge_id": i} for t, i in zip(odd, ids, strict=True)])
        status = chain_status.ask(view, chain="display", place="虚构高新区")
        questions = ask_next.ask(view, chain="display", place="虚构高新区").questions
        answers.append(([s.reason for s in status.segments], questions))
    assert answers[0] == answers[1]
