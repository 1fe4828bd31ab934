"""What a chain would be if what is under way came true, and what would overturn a judgement."""

from collections.abc import Callable
from datetime import date

import pytest

from graph.model.change import View
from queries.methods.chain_states import chain_states
from queries.methods.dissent import dissent
from queries.methods.outlook import Outlook, judged

DAY = date(2025, 1, 1)
FIRMS = [{"id": f, "name": f"虚构{f}公司"} for f in ("m-op", "m-build", "m-plan", "m-out")]
TIES = [
    {"subject": "m-op", "object": "display/cell", "at": "350200", "known_on": "2024-06"},
    {"subject": "m-build", "object": "display/glass", "at": "350200", "stage": "building", "known_on": "2024-06"},
    {"subject": "m-plan", "object": "display/tester", "at": "350200", "stage": "planned", "known_on": "2024-06"},
    {"subject": "m-out", "object": "display/photoresist", "at": "340100", "known_on": "2024-06"},
]
LOOKED = [{"subject": "350200", "object": "display/photoresist", "method": "searched", "searches": 4, "found": "no",
           "surveyed_on": "2024-05"}]  # fmt: skip


@pytest.fixture
def view(country: Callable[..., View]) -> View:
    project = {
        "id": "p-1",
        "name": "虚构光刻胶项目",
        "project_type": "new",
        "project_stage": "在谈",
        "stage_on": "2024-03",
    }
    return country(
        FIRMS, extra={"Project": [project]}, OPERATES_IN=TIES, SURVEYED=LOOKED,
        RUNS=[{"subject": "m-out", "object": "p-1"}], FILLS=[{"subject": "p-1", "object": "display/photoresist"}],
        LOCATED_IN=[{"subject": "p-1", "object": "350200"}],
    )  # fmt: skip


def states(view: View, outlook: Outlook) -> dict[str, str]:
    found = chain_states(view, "display", "350200")
    return {j.facts.id.partition("/")[2]: j.verdict.state for j in judged(found, outlook, DAY)}


def test_as_it_is_nothing_is_read_otherwise(view: View) -> None:
    found = chain_states(view, "display", "350200")
    assert judged(found, "now", DAY) == found.judged
    assert states(view, "now")["glass"] == "upcoming"


def test_with_building_and_signed_a_firm_that_builds_counts_as_operating(view: View) -> None:
    assert states(view, "signed")["glass"] == "weak"
    assert states(view, "signed")["tester"] == states(view, "now")["tester"]
    assert states(view, "signed")["photoresist"] == states(view, "now")["photoresist"]


def test_with_talks_planned_firms_and_projects_in_talks_count_too(view: View) -> None:
    assert states(view, "talks")["tester"] == "weak"
    assert states(view, "talks")["photoresist"] == "weak"


def test_no_outlook_worsens_a_segment(view: View) -> None:
    order = ("strong", "covered", "weak", "upcoming", "nearby", "unknown", "presumed", "missing", "stateless")
    now, signed, talks = (states(view, o) for o in ("now", "signed", "talks"))
    assert all(order.index(talks[s]) <= order.index(signed[s]) <= order.index(now[s]) for s in now)


def test_every_judgement_but_the_stateless_says_what_would_overturn_it(view: View) -> None:
    found = chain_states(view, "display", "350200")
    for one in found.judged:
        said = dissent(one, found.rules)
        assert bool(said) == (one.verdict.state != "stateless"), one.verdict.state
    filled = next(j for j in found.judged if j.verdict.state == "weak")
    assert any("2024-06" in s for s in dissent(filled, found.rules))
