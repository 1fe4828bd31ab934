"""What to ask next: one question, several judgements."""

from collections.abc import Callable

from graph.model.change import Row, View
from queries import ask_next

Country = Callable[..., View]
FIRMS: list[Row] = [{"id": f"m-{n}", "name": f"虚构{n}公司"} for n in "甲乙"]


def test_where_one_firm_stands_settles_every_segment_it_works_in(country: Country) -> None:
    ties = [{"subject": "m-甲", "object": s, "at": "350200"} for s in ("display/cell", "display/module")]
    answer = ask_next.ask(country(FIRMS, OPERATES_IN=ties), chain="display", place="虚构高新区")
    first = answer.questions[0]
    assert (first.kind, first.settles, first.judgements) == ("片区", 2, ("液晶面板", "显示模组"))


def test_an_unlooked_segment_is_a_survey_to_make(country: Country) -> None:
    answer = ask_next.ask(country(FIRMS), chain="display", place="甲市")
    assert {q.kind for q in answer.questions} == {"摸排"}
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
