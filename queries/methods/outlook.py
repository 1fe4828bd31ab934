"""What would a chain be if what is under way came true? 现状, 含在建签约, 含在谈: the same rules on other facts.

An outlook never changes a fact: it reads firms building or signed, and projects of some stages, as if they operated.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Literal

from queries.methods.buyers import Market
from queries.methods.chain_states import ChainStates
from queries.methods.facts import SegmentFacts
from queries.methods.gaps import Judged, judge_all
from queries.methods.rules import Rules
from queries.methods.states import judge

Outlook = Literal["now", "signed", "talks"]

WORDS: Mapping[Outlook, str] = {"now": "现状", "signed": "含在建签约", "talks": "含在谈"}
AS_IF: Mapping[Outlook, tuple[str, ...]] = {"now": (), "signed": ("building", "signed"),
                                            "talks": ("building", "signed", "planned")}  # fmt: skip
"""Stages of firms' ties that count as operating."""


def judged(states: ChainStates, outlook: Outlook, as_of: date) -> tuple[Judged, ...]:
    """Every segment of the chain as it would be judged; `now` is what stands."""
    if outlook == "now":
        return states.judged
    rules = _rules(states.rules, outlook)
    facts = {s: as_if(f, outlook) for s, f in states.rows.facts.items()}
    rows = replace(states.rows, facts=facts)
    verdicts = {s: judge(f, rules, as_of) for s, f in facts.items()}
    return tuple(judge_all(Market(rows, rules, as_of), verdicts))


def as_if(facts: SegmentFacts, outlook: Outlook) -> SegmentFacts:
    """The facts of a segment with what is under way read as operating."""
    stages = AS_IF[outlook]
    ties = tuple(replace(t, stage="operating") if t.stage in stages else t for t in facts.ties)
    return replace(facts, ties=ties)


def _rules(rules: Rules, outlook: Outlook) -> Rules:
    stages = rules.project_stages
    more = stages.coming + (stages.talking if outlook == "talks" else ())
    running = stages.model_copy(update={"running": stages.running + more})
    return rules.model_copy(update={"project_stages": running})
