"""What does a chain map show? Chains, segments with their states at each place and outlook, firms, candidates, sources.

Everything is plain values for JSON, each firm, page and source once; the page's script puts them together.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from graph.model.change import Row, View
from queries.methods import lookup, operations
from queries.methods.chain_states import ChainStates, chain_states, shares
from queries.methods.dissent import dissent
from queries.methods.gaps import Judged, Targets, most_wanted
from queries.methods.locality import AWAY, Scope, locality
from queries.methods.operations import Operation
from queries.methods.outlook import Outlook, judged
from queries.methods.whereabouts import Spot, spots
from visualizations._edition import may_be_shown
from visualizations._layout import Card, layout
from visualizations._map_candidates import candidates_of
from visualizations._map_cards import cards_of
from visualizations._map_outside import HAS_FIRMS, contracted, drawn_at, plants
from visualizations._map_tags import tagged
from visualizations._pinyin import pinyin
from visualizations._table import Indexed

OUTLOOKS: tuple[Outlook, ...] = ("now", "signed", "talks")
LOOKS_OF = {"internal": OUTLOOKS, "outside": ("now",)}

CHAINS = "MATCH (c:Chain) RETURN c.id AS id, c.name AS name, c.name_en AS name_en, c.members AS members"

SEGMENTS = """
UNWIND $segments AS segment
MATCH (s:Segment {id: segment})
RETURN s.id AS id, s.name AS name, s.name_en AS name_en, s.aliases AS aliases, s.segment_type AS segment_type,
       s.position AS position, s.product_words AS product_words, s.filled_by AS filled_by, s.n_makers AS n_makers,
       s.source_url AS source_url
"""

FEEDS = """
UNWIND $segments AS segment
MATCH (a:Segment {id: segment})-[f:FEEDS]->(b:Segment)
RETURN a.id AS upstream, b.id AS downstream, f.essential AS essential, f.routes AS routes, f.basis AS basis,
       f.source_url AS source_url
"""

PLACES = "UNWIND $places AS place MATCH (p:Place {id: place}) RETURN p.id AS id, p.name_en AS name_en"

HONOURS = """
UNWIND $firms AS firm
MATCH (f:Firm {id: firm})-[e:HOLDS]->(h:Honour)
RETURN f.id AS firm, h.name AS honour, h.honour_level AS honour_level, h.honour_type AS honour_type, e.year AS year,
       e.basis AS basis
"""


@dataclass
class Drawn:
    """What the page's data is made of; lists that several rows point into are kept once."""

    view: View
    edition: str
    looks: tuple[Outlook, ...]
    places: dict[str, str] = field(default_factory=dict)
    firms: Indexed = field(default_factory=Indexed)
    urls: Indexed = field(default_factory=Indexed)
    states: dict[tuple[str, str], ChainStates] = field(default_factory=dict)
    here: dict[str, set[str]] = field(default_factory=dict)

    @property
    def twins(self) -> dict[str, frozenset[str]]:
        """Whole twins of every segment that has some."""
        return {i: kin for s in self.states.values() for i, kin in s.rows.twins.items()}

    def has(self, segment: str) -> bool:
        """Is the segment on some picture? For guests only where a firm is."""
        return self.is_internal or any(segment in those for those in self.here.values())

    def judge(self, chains: Sequence[str], places: Sequence[str]) -> None:
        """Look up these places and the states of the chains there."""
        for text in places:
            place = lookup.place(self.view, text)
            self.places[place] = text
            self.states |= {(place, chain): chain_states(self.view, chain, place) for chain in chains}

    def leave(self, here: dict[str, set[str]]) -> None:
        """Keep what guests see: these segments of these places."""
        self.here = here
        self.places = {p: n for p, n in self.places.items() if p in here}
        self.states = {k: s for k, s in self.states.items() if k[0] in here}

    @property
    def is_internal(self) -> bool:
        """May it show gaps, targets and talks?"""
        return self.edition == "internal"


def gather(view: View, chains: Sequence[str], places: Sequence[str], edition: str) -> dict[str, Any]:
    """The page's data: these chains (ids; none: all, groups last) at these places (as people name them)."""
    drawn = Drawn(view, edition, LOOKS_OF[edition])
    rows = sorted(view.rows(CHAINS), key=lambda c: (bool(c["members"]), str(c["id"])))
    chosen = [c for c in rows if not chains or c["id"] in chains]
    own = sorted({m for c in chosen for m in (c["members"] or [c["id"]])})
    drawn.judge(own, places)
    segments = list(dict.fromkeys(j.facts.id for s in drawn.states.values() for j in s.judged))
    feeds = sorted(view.rows(FEEDS, {"segments": segments}), key=lambda r: (r["upstream"], r["downstream"]))
    around = {p: next(s.around for (q, _), s in drawn.states.items() if q == p) for p in drawn.places}
    found = operations.in_segments(view, segments)
    if not drawn.is_internal:
        found = plants(view, found)
        drawn.leave(drawn_at(found, drawn.twins, around))
        around, segments = {p: around[p] for p in drawn.places}, [s for s in segments if drawn.has(s)]
    english = {r["id"]: r["name_en"] or "" for r in view.rows(PLACES, {"places": list(drawn.places)})}
    who = {
        p: candidates_of(view, _gaps(drawn, p), p, drawn.firms, drawn.urls) for p in drawn.places if drawn.is_internal
    }
    data = {
        "places": [{"id": p, "name": n, "en": english.get(p, "")} for p, n in drawn.places.items()],
        "chains": [made for c in chosen if (made := _chain(drawn, c, feeds))],
        "segments": _segments(drawn, segments),
        "verdicts": {p: _verdicts(drawn, p, who.get(p, {})) for p in drawn.places},
        "ties": _ties(drawn, found, around),
        "candidates": who,
        "projects": _projects(drawn),
        "urls": drawn.urls.values,
    }
    return data | _firms(drawn)


def _gaps(drawn: Drawn, place: str) -> list[str]:
    found = (j for (p, _), s in drawn.states.items() if p == place for j in s.judged)
    return [j.facts.id for j in found if j.is_gap or j.is_second_order]


def _chain(drawn: Drawn, chain: Row, feeds: Iterable[Row]) -> dict[str, Any]:
    """A chain with its picture; for guests one for each place, and none of a chain without a firm."""
    members = list(chain["members"] or [chain["id"]])
    several = [drawn.states[next(iter(drawn.places)), m] for m in members]
    cards, mine = cards_of(several, feeds)
    head = {"id": chain["id"], "name": chain["name"], "en": chain["name_en"] or "", "members": chain["members"] or []}
    if drawn.is_internal:
        return head | _picture(drawn, cards, mine) | {"rates": {p: _rates(drawn, p, members) for p in drawn.places}}
    at = {p: _picture(drawn, [c for c in cards if c.id in here], mine) for p, here in drawn.here.items()}
    return head | {"at": at} if any(one["columns"] for one in at.values()) else {}


def _picture(drawn: Drawn, cards: Sequence[Card], mine: Mapping[tuple[str, str], Row]) -> dict[str, Any]:
    """Where the cards stand and what ties them."""
    said: dict[tuple[str, str], Row | None] = {
        t: None if is_way else mine[t] for t, is_way in contracted(mine, {c.id for c in cards}).items()
    }
    plan = layout(cards, said)
    return {
        "columns": [[band, list(items)] for band, items in plan.columns],
        "ties": [
            [a, b, *_told(f), list(plan.routes.get((a, b), ())), drawn.urls.at(f["source_url"]) if f else -1]
            for (a, b), f in sorted(said.items(), key=lambda one: one[0])
        ],
    }


def _told(feed: Row | None) -> tuple[str, str, list[str]]:
    """Basis, whether it is essential, routes; of a way through what is not drawn only that it is one."""
    if feed is None:
        return "way", "unknown", []
    return feed["basis"] or "declared", feed["essential"] or "unknown", list(feed["routes"] or ())


def _rates(drawn: Drawn, place: str, members: Sequence[str]) -> list[float | None]:
    """Coverage, verified and only searched, in %."""
    several = [drawn.states[place, m] for m in members if (place, m) in drawn.states]
    found = shares((j for s in several for j in s.judged), several[0].rules)
    return [found.coverage_pct, found.verified_pct, found.searched_pct]


def _segments(drawn: Drawn, ids: Sequence[str]) -> dict[str, Any]:
    rows, twins = {r["id"]: r for r in drawn.view.rows(SEGMENTS, {"segments": list(ids)})}, drawn.twins
    return {i: _segment(drawn, rows[i], sorted(twins.get(i, frozenset()) - {i})) for i in ids}


def _segment(drawn: Drawn, row: Row, twins: Sequence[str]) -> dict[str, Any]:
    name = row["name"] or row["id"]
    words = [name, *(row["aliases"] or ()), *(row["product_words"] or ())]
    return {
        "name": name,
        "en": row["name_en"] or "",
        "aliases": list(row["aliases"] or ()),
        "products": list(row["product_words"] or ()),
        "kind": row["segment_type"] or "",
        "by": row["filled_by"] or "produce",
        "makers": (drawn.is_internal and row["n_makers"]) or 0,
        "keys": sorted({k for w in words for k in pinyin(w) if k}),
        "twins": list(twins),
        "url": drawn.urls.at(row["source_url"]),
    }


def _verdicts(drawn: Drawn, place: str, who: Mapping[str, Any]) -> dict[str, Any]:
    if not drawn.is_internal:
        return dict.fromkeys(sorted(drawn.here[place]), HAS_FIRMS)
    as_of = date.fromisoformat(drawn.view.stamp.as_of)
    found: dict[str, Any] = {}
    looks: list[list[Judged]] = [[] for _ in drawn.looks]
    for states in (s for (p, _), s in drawn.states.items() if p == place):
        by_look = [{j.facts.id: j for j in judged(states, look, as_of)} for look in drawn.looks]
        for look, one in zip(looks, by_look, strict=True):
            look.extend(one.values())
        for segment in by_look[0]:
            several = [one[segment] for one in by_look]
            found[segment] = _verdict(several, states)
    return _ranked(found, looks, who)


def _ranked(found: dict[str, Any], looks: Sequence[Sequence[Judged]], who: Mapping[str, Any]) -> dict[str, Any]:
    """Each gap with its rank among all gaps of the place under each outlook; what is none there has none."""
    targets = {segment: Targets(c["recommended"], c["n"]) for segment, c in who.items()}
    ranks = [{j.facts.id: n for n, j in enumerate(most_wanted(look, targets))} for look in looks]
    return {s: v | {"rank": [r.get(s) for r in ranks]} if any(s in r for r in ranks) else v for s, v in found.items()}


def _verdict(several: Sequence[Judged], states: ChainStates) -> dict[str, Any]:
    """State, reason, action, kind of gap, sure and possible buyers under each outlook; the rest as things stand."""
    now = several[0]
    return {
        "state": [j.verdict.state for j in several],
        "reason": [j.verdict.reason for j in several],
        "badges": list(now.verdict.badges),
        "action": [j.action for j in several],
        "gap": [1 if j.is_gap else 2 if j.is_second_order else 0 for j in several],
        "buyers": _changes([[b.name, list(b.firms)] for b in j.buyers] for j in several),
        "may": _changes(list(j.possible) for j in several),
        "alternatives": list(now.alternatives),
        "against": list(dissent(now, states.rules)),
        "surveys": [[s.searches, s.surveyed_on or "", s.method, s.own] for s in now.facts.surveys],
    }


def _changes(by_look: Iterable[list[Any]]) -> list[list[Any] | None]:
    """What stands under each outlook; nothing where it is as things stand."""
    several = list(by_look)
    return [several[0], *(one if one != several[0] else None for one in several[1:])]


def _ties(drawn: Drawn, found: Sequence[Operation], around: Mapping[str, Scope]) -> dict[str, list[Any]]:
    """Firms of each segment that matter at some place: index, stage, activity, locality by place, source."""
    twins, known = drawn.twins, spots(drawn.view, [o.at for o in found])
    rows: dict[str, list[Any]] = {}
    for one in found:
        where = [_where(one.at, scope) for scope in around.values()]
        if set(where) == {"o"} or not drawn.has(one.segment):
            continue
        row = _tie(drawn, one, where, known)
        for segment in sorted(twins.get(one.segment, {one.segment})):
            rows.setdefault(segment, []).append(row)
    return {s: sorted(those, key=lambda r: (r[1], r[0])) for s, those in sorted(rows.items())}


def _tie(drawn: Drawn, one: Operation, where: list[str], known: Mapping[str, Spot]) -> list[Any]:
    spot = known.get(one.at or "")
    return [
        drawn.firms.at((one.firm, one.name)), operations.STAGES.index(one.stage), one.activity, int(one.fills),
        "".join(where), spot.shown if spot else "", one.known_on or "", one.n_sources, drawn.urls.at(one.source_url),
        list(one.products[:4]), one.capacity or "",
    ]  # fmt: skip


def _where(at: str | None, scope: Scope) -> str:
    """Letters: i inside, u undecided, c elsewhere in the city, o outside."""
    found = locality(at, scope)
    if found in AWAY:
        return "c" if at in scope.in_city else "o"
    return found[0]


def _projects(drawn: Drawn) -> dict[str, list[Any]]:
    """Projects by segment, each once; talks are for the internal edition."""
    rows: dict[str, dict[str, Any]] = {}
    order = list(drawn.places)
    for (place, _), states in drawn.states.items():
        for one in states.judged:
            for p in one.facts.projects:
                if not (drawn.has(one.facts.id) and may_be_shown(drawn.view, p.stage, p.stage_on, drawn.edition)):
                    continue
                row = rows.setdefault(one.facts.id, {}).setdefault(
                    p.project, [p.name, p.firm or "", p.stage or "", p.stage_on or "", ["o"] * len(order)]
                )
                row[4][order.index(place)] = p.locality[0]
    return {s: list(those.values()) for s, those in sorted(rows.items())}


def _firms(drawn: Drawn) -> dict[str, Any]:
    """Name, search keys, honours and tags of every firm that some row points at, and the tags."""
    ids = [firm for firm, _ in drawn.firms.values if firm]
    rows = drawn.view.rows(HONOURS, {"firms": ids}) if ids else ()
    tags, firms = tagged(drawn.firms.values, rows, lambda name: " ".join(pinyin(name)))
    return {"tags": tags, "firms": firms}
