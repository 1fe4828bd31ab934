"""The states of a chain's segments at a place as one list: fetch, judge, find gaps; and its two rates."""

from dataclasses import dataclass
from datetime import date

from graph.model.change import View
from queries.methods.chain_rows import ChainRows, fetch, members
from queries.methods.gaps import Judged, judge_all
from queries.methods.locality import Scope, scope
from queries.methods.rules import Rules, rules_of
from queries.methods.states import judge


@dataclass(frozen=True)
class ChainStates:
    """A chain or group judged at a place."""

    name: str
    around: Scope
    rules: Rules
    rows: ChainRows
    judged: tuple[Judged, ...]


def chain_states(view: View, chain: str, place: str) -> ChainStates:
    """Judge every segment of a chain or group (id) at a place (id)."""
    name, chains = members(view, chain)
    rules, around = rules_of(view.rules), scope(view, place)
    rows = fetch(view, chains, around)
    as_of = date.fromisoformat(view.stamp.as_of)
    verdicts = {s: judge(facts, rules, as_of) for s, facts in rows.facts.items()}
    return ChainStates(name, around, rules, rows, tuple(judge_all(rows, verdicts, rules)))


HERE = ("strong", "covered", "weak", "upcoming")
"""States that say a firm is here."""


def is_surveyed(one: Judged) -> bool:
    """Somebody looked: at least one search, or a list, or everybody."""
    return any(s.searches or s.method != "searched" for s in one.facts.surveys)


def rates(judged: tuple[Judged, ...]) -> tuple[float | None, float | None]:
    """覆盖率 (surveyed segments with a firm / surveyed) and 摸排率 (surveyed / all) in %, stateless ones left out."""
    counted = [j for j in judged if j.verdict.state != "stateless"]
    looked = [j for j in counted if is_surveyed(j)]
    covered = [j for j in looked if j.verdict.state in HERE]
    return _pct(len(covered), len(looked)), _pct(len(looked), len(counted))


def _pct(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 1) if whole else None
