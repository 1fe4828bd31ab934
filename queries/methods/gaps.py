"""Which missing segment is a gap, who here would buy it, and what is to be done about each segment?

A gap is a missing or presumed segment with a direct buyer here through FEEDS; without one it is a second-order gap.
Actions, first match: found (建链), extend (延链), fill (补链), secure (固链), strengthen (强链), follow (跟进),
connect (对接); an unknown segment is to be asked about first.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from queries.methods.chain_rows import ChainRows
from queries.methods.facts import SegmentFacts, Tie
from queries.methods.feeds import Feed
from queries.methods.rules import Rules
from queries.methods.states import Verdict

GAP_STATES = ("missing", "presumed")


@dataclass(frozen=True, slots=True)
class Buyer:
    """A downstream segment with firms here that would buy what is missing."""

    segment: str
    name: str
    firms: tuple[str, ...]
    essential: str
    routes: tuple[str, ...]
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """One segment judged: state, gap or not, buyers, what to do."""

    facts: SegmentFacts
    verdict: Verdict
    buyers: tuple[Buyer, ...]
    action: str
    alternatives: tuple[str, ...] = ()

    @property
    def is_gap(self) -> bool:
        """Missing or presumed, with a buyer here."""
        return self.verdict.state in GAP_STATES and bool(self.buyers)

    @property
    def is_second_order(self) -> bool:
        """Missing or presumed, without a buyer here."""
        return self.verdict.state in GAP_STATES and not self.buyers


def buyers(segment: str, rows: ChainRows, rules: Rules) -> tuple[Buyer, ...]:
    """Who here would buy this segment: firms directly downstream, and firms recorded as buying it."""
    one = rows.twin_class(segment)
    found: dict[str, Buyer] = {}
    for feed in rows.feeds:
        facts = rows.facts.get(feed.downstream)
        if feed.upstream not in one or facts is None or feed.downstream in one or not _needed(feed, rows, rules):
            continue
        ties = [t for t in facts.ties if _works_here(t, facts, rules)]
        if ties:
            found[feed.downstream] = _buyer(feed, ties)
    fills = rules.state.basis_that_fills
    bought = [t for t in rows.facts[segment].ties if t.activity == "buy" and _is_here(t) and t.basis in fills]
    if bought:
        feed = Feed(segment, segment, rows.facts[segment].name, "yes", (), "")
        found[segment] = _buyer(feed, bought)
    return tuple(found.values())


def _buyer(feed: Feed, ties: list[Tie]) -> Buyer:
    firms = tuple(sorted({t.name for t in ties}))
    edges = tuple(dict.fromkeys([*(t.edge_id for t in ties), *([feed.edge_id] if feed.edge_id else [])]))
    return Buyer(feed.downstream, feed.downstream_name, firms, feed.essential, feed.routes, edges)


def _is_here(tie: Tie) -> bool:
    return tie.locality != "outside" and tie.stage in ("operating", "building")


def _works_here(tie: Tie, facts: SegmentFacts, rules: Rules) -> bool:
    makes = tie.activity == facts.filled_by or (facts.stateless == "end_use" and tie.activity in ("develop", "serve"))
    return _is_here(tie) and makes and tie.basis in rules.state.basis_that_fills


def _needed(feed: Feed, rows: ChainRows, rules: Rules) -> bool:
    """Essential or not said; an input that is one of several alternatives, when none of the others is here."""
    if feed.essential != "no":
        return True
    return bool(_route_groups(feed)) and not _alternatives(feed, rows, rules)


def _route_groups(feed: Feed) -> set[str]:
    """`cathode:lfp` and `cathode:ncm` are alternatives of one group, `cathode`."""
    return {r.split(":", 1)[0] for r in feed.routes if ":" in r}


def _alternatives(feed: Feed, rows: ChainRows, rules: Rules) -> list[str]:
    """Other inputs of the same group into the same segment that have a firm here."""
    groups = _route_groups(feed)
    others = (f for f in rows.feeds if f.downstream == feed.downstream and f.upstream != feed.upstream)
    found = []
    for other in others:
        facts = rows.facts.get(other.upstream)
        if facts and groups & _route_groups(other) and any(_works_here(t, facts, rules) for t in facts.ties):
            found.append(facts.name)
    return found


def judge_all(rows: ChainRows, verdicts: Mapping[str, Verdict], rules: Rules) -> list[Judged]:
    """Every asked segment with its buyers and action, in the chain's order."""
    empty = dict.fromkeys((s["chain"] for s in rows.segments), True)
    for segment in rows.segments:
        if verdicts[segment["id"]].state in ("strong", "covered", "weak", "upcoming"):
            empty[segment["chain"]] = False
    below = {f.downstream for f in rows.feeds if f.upstream in verdicts and verdicts[f.upstream].state == "strong"}
    return [_judged(s["id"], rows, verdicts, rules, (below, empty[s["chain"]])) for s in rows.segments]


def _judged(
    segment: str, rows: ChainRows, verdicts: Mapping[str, Verdict], rules: Rules, chain: tuple[set[str], bool]
) -> Judged:
    below_a_strong_one, is_empty = chain
    verdict, facts = verdicts[segment], rows.facts[segment]
    is_gap = verdict.state in GAP_STATES
    who = buyers(segment, rows, rules) if is_gap else ()
    one = rows.twin_class(segment)
    extends = bool(one & below_a_strong_one)
    fed = [f for f in rows.feeds if f.upstream in one] if is_gap else []
    others = [f"{a}(用于{f.downstream_name})" for f in fed for a in _alternatives(f, rows, rules)]
    return Judged(facts, verdict, who, action(verdict.state, is_empty, extends), tuple(dict.fromkeys(others)))


def action(state: str, chain_is_empty: bool, extends_a_strong_one: bool) -> str:
    """What to do about a segment; the first match of the rule.

    >>> action("presumed", False, True), action("presumed", False, False), action("weak", False, True)
    ('extend', 'fill', 'secure')
    """
    if state in GAP_STATES:
        return "found" if chain_is_empty else "extend" if extends_a_strong_one else "fill"
    plain = {"weak": "secure", "strong": "strengthen", "covered": "strengthen", "upcoming": "follow"}
    return plain.get(state) or {"nearby": "connect", "unknown": "ask"}.get(state, "none")


def most_wanted(judged: Iterable[Judged]) -> list[Judged]:
    """Gaps in the order to show them: with a buyer before without, proven before presumed, more buyers first."""

    def rank(one: Judged) -> tuple[bool, bool, int, int, int]:
        essential = sum(b.essential == "yes" for b in one.buyers)
        firms = len({f for b in one.buyers for f in b.firms})
        return (not one.is_gap, one.verdict.state != "missing", -essential, -len(one.buyers), -firms)

    return sorted((j for j in judged if j.verdict.state in GAP_STATES), key=rank)
