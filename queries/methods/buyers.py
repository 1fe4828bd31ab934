"""Who here would buy what a segment makes: firms directly downstream, and firms recorded as buying it?

A buyer is certain to be here (inside the place, or known to its city) and runs or builds. Kept apart as possible: a
firm known to a wider place only, and one said to be building of which nothing newer was heard for the months of the
rules. What is only possible makes no gap. Firms of one group are named once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from queries.methods.chain_rows import ChainRows
from queries.methods.dates import last_day, months_between
from queries.methods.facts import SegmentFacts, Tie
from queries.methods.feeds import Feed
from queries.methods.rules import Rules


@dataclass(frozen=True, slots=True)
class Buyer:
    """A downstream segment with firms here that would buy what is missing; `possible` say why they are in doubt."""

    segment: str
    name: str
    firms: tuple[str, ...]
    possible: tuple[str, ...]
    essential: str
    routes: tuple[str, ...]
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Market:
    """Where buyers are looked for: a chain's rows at a place, the rules, the day."""

    rows: ChainRows
    rules: Rules
    as_of: date

    def works(self, tie: Tie, facts: SegmentFacts) -> bool:
        """Does this tie say that a firm here, or perhaps here, makes what the segment makes, or uses it to the end?"""
        makes = tie.activity == facts.filled_by
        uses = facts.stateless == "end_use" and tie.activity in ("develop", "serve")
        return (makes or uses) and self._is_said(tie)

    def buys(self, tie: Tie) -> bool:
        """Does this tie say that a firm here, or perhaps here, buys the segment?"""
        return tie.activity == "buy" and self._is_said(tie)

    def _is_said(self, tie: Tie) -> bool:
        near = tie.locality in ("inside", "undecided")
        return near and tie.stage in ("operating", "building") and tie.basis in self.rules.state.basis_that_fills

    def doubt(self, tie: Tie) -> str:
        """Why a firm is only possibly a buyer here; empty for one that is certain."""
        if tie.locality == "undecided" and not tie.in_city:
            return f"只知在{tie.place}"
        if tie.stage != "building":
            return ""
        heard = max((d for d in (last_day(tie.known_on), last_day(tie.since)) if d), default=None)
        if heard is None:
            return "在建,未注日期"
        silent = months_between(heard, self.as_of)
        return f"在建,{heard:%Y-%m}后无消息" if silent > self.rules.state.silent_months else ""

    def here(self, facts: SegmentFacts) -> list[Tie]:
        """The ties of firms that certainly work in a segment here."""
        return [t for t in facts.ties if self.works(t, facts) and not self.doubt(t)]


def buyers(segment: str, market: Market) -> tuple[Buyer, ...]:
    """The downstream segments with buyers here, certain or possible, and the segment itself where firms buy it."""
    rows = market.rows
    one = rows.twin_class(segment)
    found: dict[str, Buyer] = {}
    for feed in rows.feeds:
        facts = rows.facts.get(feed.downstream)
        if feed.upstream not in one or facts is None or feed.downstream in one or not _needed(feed, market):
            continue
        ties = [t for t in facts.ties if market.works(t, facts)]
        if ties:
            found[feed.downstream] = _buyer(feed, ties, market)
    bought = [t for t in rows.facts[segment].ties if market.buys(t)]
    if bought:
        feed = Feed(segment, segment, rows.facts[segment].name, "yes", (), "")
        found[segment] = _buyer(feed, bought, market)
    return tuple(found.values())


def _buyer(feed: Feed, ties: list[Tie], market: Market) -> Buyer:
    certain = [t for t in ties if not market.doubt(t)]
    heads = {t.head for t in certain}
    rest = [t for t in ties if t.head not in heads]
    possible = (f"{t.name}({market.doubt(t)})" for t in one_a_group(rest))
    edges = dict.fromkeys([*(t.edge_id for t in certain or ties), *([feed.edge_id] if feed.edge_id else [])])
    return Buyer(
        feed.downstream, feed.downstream_name, tuple(sorted(t.name for t in one_a_group(certain))),
        tuple(sorted(possible)), feed.essential, feed.routes, tuple(edges),
    )  # fmt: skip


def one_a_group(ties: Iterable[Tie]) -> list[Tie]:
    """One tie for the firms of one group: who runs before who builds, a company before a plant or project of it."""

    def last_choice(tie: Tie) -> tuple[bool, bool, str]:
        return tie.stage != "operating", "公司" not in tie.name, tie.name

    newest = sorted(ties, key=lambda t: t.known_on or "", reverse=True)
    best: dict[str, Tie] = {}
    for tie in sorted(newest, key=last_choice):
        best.setdefault(tie.head, tie)
    return list(best.values())


def alternatives(feed: Feed, market: Market) -> list[str]:
    """Other inputs of the same group into the same segment that have a firm here for certain."""
    groups = _route_groups(feed)
    others = (f for f in market.rows.feeds if f.downstream == feed.downstream and f.upstream != feed.upstream)
    found = []
    for other in others:
        facts = market.rows.facts.get(other.upstream)
        if facts and groups & _route_groups(other) and market.here(facts):
            found.append(facts.name)
    return found


def _needed(feed: Feed, market: Market) -> bool:
    """Essential or not said; an input that is one of several alternatives, when none of the others is here."""
    if feed.essential != "no":
        return True
    return bool(_route_groups(feed)) and not alternatives(feed, market)


def _route_groups(feed: Feed) -> set[str]:
    """`cathode:lfp` and `cathode:ncm` are alternatives of one group, `cathode`."""
    return {r.split(":", 1)[0] for r in feed.routes if ":" in r}
