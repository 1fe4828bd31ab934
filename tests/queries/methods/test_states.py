"""The rule of states, case by case and as laws; firms are fictional."""

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import SettingsError
from queries.methods.facts import ProjectHere, SegmentFacts, Survey, Tie
from queries.methods.rules import Rules, rules_of
from queries.methods.states import judge

ROOT = Path(__file__).parents[3]
RULES: Rules = rules_of(tomllib.loads((ROOT / "loaders/data/rules.toml").read_text(encoding="utf-8")))
TODAY = date(2026, 11, 23)


def tie(firm: str, **over: object) -> Tie:
    plain = Tie(
        edge_id=f"e-{firm}", firm=firm, name=f"虚构{firm}", segment="x/s", at="here", place="某市", locality="inside",
        in_city=True, activity="produce", stage="operating", basis="declared", head=firm, known_on="2025-06",
    )  # fmt: skip
    return replace(plain, **over)  # type: ignore[arg-type]


def survey(**over: object) -> Survey:
    plain = Survey("v", "here", own=True, method="searched", searches=3, found="no", surveyed_on="2026", surveyor="我")
    return replace(plain, **over)  # type: ignore[arg-type]


def project(**over: object) -> ProjectHere:
    plain = ProjectHere("p", "p-1", "虚构一期", "虚构甲", "inside", "new", "开工", "2026-01", "甲", "2026-01")
    return replace(plain, **over)  # type: ignore[arg-type]


EMPTY = SegmentFacts("x/s", "某环节", "x", "produce", None, n_makers=4)


def state(**facts: object) -> str:
    return judge(replace(EMPTY, **facts), RULES, TODAY).state  # type: ignore[arg-type]


def test_a_resource_has_no_state_whatever_stands_here() -> None:
    assert state(stateless="resource", ties=(tie("甲"),)) == "stateless"


def test_one_two_three_operating_firms_are_weak_covered_strong() -> None:
    firms = (tie("甲"), tie("乙"), tie("丙"))
    assert [state(ties=firms[:n]) for n in (1, 2, 3)] == ["weak", "covered", "strong"]


def test_one_operating_firm_that_leads_the_chain_makes_it_strong() -> None:
    assert state(ties=(tie("甲"),), leaders=frozenset({"甲"})) == "strong"


def test_a_champion_makes_it_strong() -> None:
    assert state(ties=(tie("甲"),), champions=frozenset({"甲"})) == "strong"


def test_an_anchor_that_is_only_building_does_not_make_it_strong() -> None:
    assert state(ties=(tie("甲", stage="building"),), leaders=frozenset({"甲"})) == "upcoming"


def test_related_firms_count_once() -> None:
    assert state(ties=(tie("甲", head="集团"), tie("乙", head="集团"), tie("丙", head="集团"))) == "weak"


@pytest.mark.parametrize("activity", ["unknown", "sell", "buy", "research", "serve"])
def test_only_the_activity_that_fills_a_segment_fills_it(activity: str) -> None:
    assert state(ties=(tie("甲", activity=activity),)) == "unknown"


@pytest.mark.parametrize("basis", ["inferred", "potential", "synthetic"])
def test_what_is_only_inferred_or_synthetic_never_fills(basis: str) -> None:
    assert state(ties=(tie("甲", basis=basis),)) == "unknown"


def test_evidence_older_than_five_years_lowers_strong_to_covered_and_says_so() -> None:
    old = tuple(tie(f, known_on="2019") for f in "甲乙丙")
    verdict = judge(replace(EMPTY, ties=old), RULES, TODAY)
    assert (verdict.state, verdict.badges) == ("covered", ("旧",))


def test_undated_evidence_is_marked_and_not_lowered() -> None:
    verdict = judge(replace(EMPTY, ties=tuple(tie(f, known_on=None) for f in "甲乙丙")), RULES, TODAY)
    assert (verdict.state, verdict.badges) == ("strong", ("证据未注日期",))


def test_a_fresh_signing_is_upcoming_and_a_silent_one_unknown_with_a_badge() -> None:
    assert state(ties=(tie("甲", stage="signed", known_on="2026-03"),)) == "upcoming"
    silent = judge(replace(EMPTY, ties=(tie("甲", stage="signed", known_on="2022-03"),)), RULES, TODAY)
    assert (silent.state, silent.badges) == ("unknown", ("待核",))


def test_a_project_on_its_way_is_upcoming_and_one_in_production_is_its_firm() -> None:
    assert state(projects=(project(),)) == "upcoming"
    assert state(projects=(project(stage="投产"),)) == "weak"


def test_an_institute_is_no_plant() -> None:
    assert state(projects=(project(stage="投产", project_type="platform"),)) == "unknown"


def test_none_here_but_one_in_the_city_is_nearby_before_missing() -> None:
    neighbour = tie("甲", locality="outside", in_city=True)
    assert state(ties=(neighbour,), surveys=(survey(method="complete"),)) == "nearby"


def test_a_firm_known_only_to_be_in_the_city_is_nearby_and_marked_undecided() -> None:
    verdict = judge(replace(EMPTY, ties=(tie("甲", locality="undecided"),)), RULES, TODAY)
    assert (verdict.state, verdict.badges) == ("nearby", ("片区不明1家",))


def test_a_complete_survey_of_this_place_proves_a_gap_and_three_searches_presume_it() -> None:
    assert state(surveys=(survey(method="complete", searches=0),)) == "missing"
    assert state(surveys=(survey(),)) == "presumed"
    assert state(surveys=(survey(searches=2),)) == "unknown"


def test_a_citys_complete_survey_counts_for_its_zone_as_none_seen() -> None:
    assert state(surveys=(survey(method="complete", own=False, searches=0),)) == "presumed"


@pytest.mark.parametrize(
    "against",
    [
        {"n_makers": 0},
        {"ties": (tie("甲", locality="undecided", in_city=False),)},
        {"projects": (project(stage="在谈"),)},
        {"hints": (tie("甲", segment="x/t", products=("某环节",)),)},
        {"surveys": (survey(), survey(found="yes", edge_id="w"))},
    ],
    ids=["nobody elsewhere", "an undecided firm", "talks here", "a product of that name here", "a survey that found"],
)
def test_none_seen_is_no_gap_when_something_speaks_against_it(against: dict[str, object]) -> None:
    assert state(**({"surveys": (survey(),)} | against)) == "unknown"


def test_unknown_says_how_often_somebody_looked() -> None:
    verdict = judge(replace(EMPTY, surveys=(survey(searches=2),)), RULES, TODAY)
    assert (verdict.badges, verdict.reason) == (("搜过2次,未见",), "检索不足3次")


def test_nobody_looked_is_unknown_and_never_a_gap() -> None:
    verdict = judge(EMPTY, RULES, TODAY)
    assert (verdict.state, verdict.reason) == ("unknown", "未摸排")


RANK = ["strong", "covered", "weak", "upcoming", "nearby", "presumed", "missing", "unknown"]
TIES = st.builds(
    lambda firm, stage, locality, activity, basis, known: tie(
        firm, stage=stage, locality=locality, activity=activity, basis=basis, known_on=known, edge_id=f"e{firm}{stage}"
    ),
    st.sampled_from("甲乙丙丁"),
    st.sampled_from(["operating", "building", "signed", "planned", "closed", "unknown"]),
    st.sampled_from(["inside", "undecided", "outside"]),
    st.sampled_from(["produce", "sell", "unknown"]),
    st.sampled_from(["observed", "declared", "inferred"]),
    st.sampled_from([None, "2018", "2022-05", "2026-02-03"]),
)
FACTS = st.builds(
    lambda ties, surveys, makers: replace(EMPTY, ties=tuple(ties), surveys=tuple(surveys), n_makers=makers),
    st.lists(TIES, max_size=5),
    st.lists(
        st.builds(lambda n, f: survey(searches=n, found=f), st.integers(0, 5), st.sampled_from(["no", "yes"])),
        max_size=2,
    ),
    st.integers(0, 4),
)


@given(FACTS)
def test_a_new_operating_firm_never_worsens_the_segment_it_operates_in(facts: SegmentFacts) -> None:
    before = judge(facts, RULES, TODAY).state
    after = judge(replace(facts, ties=(*facts.ties, tie("戊", known_on="2026-11"))), RULES, TODAY).state
    assert RANK.index(after) <= RANK.index(before)


@given(FACTS)
def test_the_order_of_rows_changes_no_state(facts: SegmentFacts) -> None:
    turned = replace(facts, ties=facts.ties[::-1], surveys=facts.surveys[::-1])
    assert judge(turned, RULES, TODAY).state == judge(facts, RULES, TODAY).state


@given(FACTS)
def test_every_state_has_a_reason_and_a_word(facts: SegmentFacts) -> None:
    verdict = judge(facts, RULES, TODAY)
    assert verdict.reason
    assert RULES.words.state[verdict.state]


def test_a_rule_file_with_a_wrong_value_is_refused_by_its_line() -> None:
    raw = tomllib.loads((ROOT / "loaders/data/rules.toml").read_text(encoding="utf-8"))
    raw["state"]["strong_makers"] = 0
    with pytest.raises(SettingsError, match=r"rules\.toml, state\.strong_makers"):
        rules_of(raw)


def test_a_later_survey_that_found_one_takes_the_proof_away() -> None:
    before = survey(method="complete", surveyed_on="2019", edge_id="z")
    later = survey(method="complete", surveyed_on="2025", found="yes", edge_id="a")
    assert state(surveys=(before, later)) == "unknown"
    assert state(surveys=(replace(later, surveyed_on="2018"), before)) == "missing"
