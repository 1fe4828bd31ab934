"""Which questions are worth asking: some answer changes the state; a settled segment is asked nothing about."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.methods.doubts import Bench, doubts, is_settled, open_doubts
from queries.methods.facts import ProjectHere, SegmentFacts, Survey, Tie
from queries.methods.rules import rules_of
from queries.methods.states import judge
from tests.conftest import shipped_rules

BENCH = Bench(rules_of(shipped_rules()), date(2025, 7, 1), "虚构区")
STAGES = ("operating", "building", "signed", "planned", "closed", "unknown")


def tie(firm: str, **over: object) -> Tie:
    plain = {
        "edge_id": f"e-{firm}", "firm": firm, "name": f"虚构{firm}公司", "segment": "s", "at": "p", "place": "甲市",
        "locality": "inside", "in_city": True, "activity": "produce", "stage": "operating", "basis": "declared",
        "head": firm, "known_on": "2025-06",
    }  # fmt: skip
    return Tie(**(plain | over))  # type: ignore[arg-type]


def facts(*ties: Tie, **over: object) -> SegmentFacts:
    plain: dict[str, object] = {"id": "s", "name": "玻璃", "chain": "c", "filled_by": "produce", "stateless": None}
    return SegmentFacts(**(plain | {"n_makers": 3, "ties": ties} | over))  # type: ignore[arg-type]


def survey(**over: object) -> Survey:
    plain = {"edge_id": "v", "place": "p", "own": True, "method": "searched", "searches": 3, "found": "no"}
    return Survey(**(plain | {"surveyed_on": "2025"} | over))  # type: ignore[arg-type]


def asked(one: SegmentFacts) -> list[str]:
    return [d.question for d in open_doubts(one, BENCH)]


@pytest.mark.parametrize(
    "one",
    [
        facts(tie("甲"), tie("乙"), tie("丙"), tie("丁", locality="undecided")),
        facts(tie("甲"), leaders=frozenset({"甲"}), ties=(tie("甲"), tie("乙", locality="undecided"))),
        facts(tie("甲"), tie("甲", edge_id="e-2", activity="unknown")),
        facts(tie("甲"), projects=(ProjectHere("x", "p", "虚构项目", None, "inside", "new", "在谈", "2025"),)),
        facts(surveys=(survey(method="complete"),)),
        facts(tie("甲"), stateless="end_use"),
    ],
    ids=["three firms", "an anchor", "the same firm", "talks beside a plant", "surveyed whole", "stateless"],
)
def test_a_settled_segment_is_asked_nothing_about(one: SegmentFacts) -> None:
    assert is_settled(one, BENCH)
    assert asked(one) == []


def test_a_firm_that_may_be_here_is_asked_about_where_it_would_make_a_difference() -> None:
    assert asked(facts(tie("甲"), tie("乙", locality="undecided"))) == ["虚构乙公司在不在虚构区(现只知在甲市)"]


def test_a_presumed_gap_is_asked_for_a_survey_and_a_verified_one_is_not() -> None:
    assert asked(facts(surveys=(survey(),))) == ["虚构区有没有生产玻璃的企业(名录或全面摸排)"]
    assert asked(facts(surveys=(survey(method="listed"),))) == []


def test_a_silent_site_is_asked_for_its_progress_and_a_fresh_one_too_as_it_may_run_by_now() -> None:
    silent = facts(tie("甲", stage="signed", known_on="2020"))
    assert "虚构甲公司现在到哪一步" in asked(silent)
    assert "虚构甲公司现在到哪一步" in asked(facts(tie("甲", stage="building", known_on="2025-06")))


def test_a_firm_that_sells_here_is_not_asked_what_it_does_here() -> None:
    ties = (tie("甲", activity="sell"), tie("甲", edge_id="e-2", activity="unknown"))
    assert not [q for q in asked(facts(*ties)) if "做什么" in q]
    assert "活动不明" not in judge(facts(*ties), BENCH.rules, BENCH.as_of).badges


any_tie = st.builds(
    tie,
    st.sampled_from("甲乙丙丁"),
    locality=st.sampled_from(["inside", "undecided", "outside"]),
    activity=st.sampled_from(["produce", "sell", "unknown"]),
    stage=st.sampled_from(STAGES),
    known_on=st.sampled_from(["2025-06", "2018", None]),
)


@given(st.lists(any_tie, max_size=6, unique_by=lambda t: t.firm), st.lists(st.just(survey()), max_size=1))
def test_every_question_asked_has_an_answer_that_changes_the_state_and_no_other_is_left_out(
    ties: list[Tie], surveys: list[Survey]
) -> None:
    one = facts(*ties, surveys=tuple(surveys))
    state = BENCH.state(one)
    listed = set(asked(one))
    for doubt in doubts(one, BENCH):
        changes = any(BENCH.state(answer) != state for answer in doubt.answers)
        assert (doubt.question in listed) == changes
    assert is_settled(one, BENCH) == (not listed)
    if state in ("unknown", "presumed"):
        assert listed
