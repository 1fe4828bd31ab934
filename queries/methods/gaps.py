"""Which missing segment is a gap, who here would buy it, and what is to be done about each segment?

A gap is a missing or presumed segment with a direct buyer here through FEEDS (queries/methods/buyers.py); without one
it is a second-order gap, also where a buyer is only possible.
Actions, first match: found (建链), extend (延链), fill (补链), secure (固链), strengthen (强链), follow (跟进),
connect (对接); an unknown segment is to be asked about first.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple, Protocol

from queries.methods.buyers import Buyer, Market, alternatives, buyers
from queries.methods.facts import SegmentFacts
from queries.methods.states import Verdict

GAP_STATES = ("missing", "presumed")


class Targets(NamedTuple):
    """How many targets a gap has: those recommended, and all of them with a group counted once."""

    recommended: int = 0
    groups: int = 0


NOBODY: Mapping[str, Targets] = MappingProxyType({})


class Wanted(Protocol):
    """A missing segment as far as its place in a list goes."""

    @property
    def segment(self) -> str:
        """Its id."""
        ...

    @property
    def name(self) -> str:
        """What it is called."""
        ...

    @property
    def state(self) -> str:
        """Missing or presumed."""
        ...

    @property
    def n_buyers(self) -> int:
        """How many firms here buy it for certain."""
        ...


@dataclass(frozen=True, slots=True)
class Judged:
    """One segment judged: state, gap or not, buyers who are certain, who else may buy it here, what to do."""

    facts: SegmentFacts
    verdict: Verdict
    buyers: tuple[Buyer, ...]
    action: str
    alternatives: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()

    @property
    def segment(self) -> str:
        """The segment's id."""
        return self.facts.id

    @property
    def name(self) -> str:
        """The segment's name."""
        return self.facts.name

    @property
    def state(self) -> str:
        """The segment's state."""
        return self.verdict.state

    @property
    def n_buyers(self) -> int:
        """How many firms here buy it for certain, a firm of several downstream segments once."""
        return len({f for b in self.buyers for f in b.firms})

    @property
    def is_gap(self) -> bool:
        """Missing or presumed, with a buyer here."""
        return self.verdict.state in GAP_STATES and bool(self.buyers)

    @property
    def is_second_order(self) -> bool:
        """Missing or presumed, without a buyer here."""
        return self.verdict.state in GAP_STATES and not self.buyers


def judge_all(market: Market, verdicts: Mapping[str, Verdict]) -> list[Judged]:
    """Every asked segment with its buyers and action, in the chain's order."""
    rows = market.rows
    empty = dict.fromkeys((s["chain"] for s in rows.segments), True)
    for segment in rows.segments:
        if verdicts[segment["id"]].state in ("strong", "covered", "weak", "upcoming"):
            empty[segment["chain"]] = False
    below = {f.downstream for f in rows.feeds if f.upstream in verdicts and verdicts[f.upstream].state == "strong"}
    return [_judged(s["id"], market, verdicts, (below, empty[s["chain"]])) for s in rows.segments]


def _judged(segment: str, market: Market, verdicts: Mapping[str, Verdict], chain: tuple[set[str], bool]) -> Judged:
    below_a_strong_one, is_empty = chain
    rows, verdict = market.rows, verdicts[segment]
    is_gap = verdict.state in GAP_STATES
    who = buyers(segment, market) if is_gap else ()
    one = rows.twin_class(segment)
    extends = bool(one & below_a_strong_one)
    fed = [f for f in rows.feeds if f.upstream in one] if is_gap else []
    others = (f"{a}(用于{f.downstream_name})" for f in fed for a in alternatives(f, market))
    return Judged(
        facts=rows.facts[segment],
        verdict=verdict,
        buyers=tuple(b for b in who if b.firms),
        action=action(verdict.state, is_empty, extends),
        alternatives=tuple(dict.fromkeys(others)),
        possible=tuple(dict.fromkeys(f"{b.name}:{p}" for b in who for p in b.possible)),
    )


def action(state: str, chain_is_empty: bool, extends_a_strong_one: bool) -> str:
    """What to do about a segment; the first match of the rule.

    >>> action("presumed", False, True), action("presumed", False, False), action("weak", False, True)
    ('extend', 'fill', 'secure')
    """
    if state in GAP_STATES:
        return "found" if chain_is_empty else "extend" if extends_a_strong_one else "fill"
    plain = {"weak": "secure", "strong": "strengthen", "covered": "strengthen", "upcoming": "follow"}
    return plain.get(state) or {"nearby": "connect", "unknown": "ask"}.get(state, "none")


def most_wanted(judged: Iterable[Judged], targets: Mapping[str, Targets] = NOBODY) -> list[Judged]:
    """The gaps among judged segments, of either order, as every list has them."""
    return in_order((j for j in judged if j.state in GAP_STATES), targets)


def in_order[G: Wanted](gaps: Iterable[G], targets: Mapping[str, Targets] = NOBODY) -> list[G]:
    """Gaps as every list has them, by `precedence`; targets, by segment, as far as they were counted."""

    def rank(gap: G) -> tuple[object, ...]:
        return precedence(gap.state, gap.n_buyers, targets.get(gap.segment, Targets()), (gap.name, gap.segment))

    return sorted(gaps, key=rank)


def precedence(state: str, n_buyers: int, targets: Targets, called: tuple[str, str]) -> tuple[object, ...]:
    """Where a gap (`called` by name and id) stands in every list of gaps: smaller is first.

    With a buyer before without, proven before presumed, then more buyers here, more recommended targets, more targets;
    the name decides the rest.

    >>> proven = precedence("missing", 1, Targets(), ("b", "s/b"))
    >>> wanted = precedence("presumed", 9, Targets(0, 2), ("c", "s/c"))
    >>> proven < wanted < precedence("presumed", 9, Targets(0, 1), ("a", "s/a"))
    True
    >>> wanted < precedence("missing", 0, Targets(), ("a", "s/a"))
    True
    """
    return (not n_buyers, state != "missing", -n_buyers, -targets.recommended, -targets.groups, *called)
