"""What does the graph hold about every firm of some segments that decides whether it is a target here?

The graph is asked once, however many segments are asked about; each segment's pool is split off in memory.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from graph.model.change import Row, View
from graph.standing.publishers import publishers
from queries.methods import lookup, operations
from queries.methods.answer import WORDS
from queries.methods.family import Families, families
from queries.methods.locality import Scope
from queries.methods.operations import Operation
from queries.methods.rules import rules_of
from queries.methods.targets import Maker, ProjectThere
from queries.methods.whereabouts import Spot, seats, spots

PROJECTS = """
UNWIND $firms AS firm
MATCH (f:Firm {id: firm})-[r:RUNS]->(p:Project)-[:LOCATED_IN]->(w:Place)
WHERE w.id IN $places
OPTIONAL MATCH (p)-[x:FILLS]->(s:Segment)
RETURN f.id AS firm, f.name AS name, p.name AS project, p.project_stage AS stage, w.id AS at, s.id AS segment,
       r.edge_id AS edge_id
"""


@dataclass(frozen=True)
class Pool:
    """The firms of a segment with all that decides about them, and how places are called."""

    place: str
    makers: tuple[Maker, ...]
    families: Families
    known: Mapping[str, Spot]
    places: Mapping[str, tuple[str, ...]]
    here_already: Mapping[str, tuple[str, ...]]

    def placed_heads(self) -> list[str]:
        """One id for each maker in operation with a known city; related firms have one."""
        return [m.operations[0].head for m in self.makers if any(self._is_placed(o) for o in m.filling)]

    @cached_property
    def by_head(self) -> Mapping[str, Sequence[Maker]]:
        """The makers that count as one with each other, by the id they count under."""
        found: dict[str, list[Maker]] = {}
        for maker in self.makers:
            found.setdefault(maker.operations[0].head, []).append(maker)
        return found

    def _is_placed(self, one: Operation) -> bool:
        spot = self.known.get(one.at or "")
        return one.stage == "operating" and spot is not None and spot.is_placed


@dataclass(frozen=True)
class _Facts:
    """What was read about the firms and their kin; `houses` says who publishes a tie, where that had to be asked."""

    around: Scope
    families: Families
    done: Mapping[str, Sequence[Operation]]
    projects: Mapping[str, Sequence[Row]]
    places: Mapping[str, tuple[str, ...]]
    known: Mapping[str, Spot]
    houses: Mapping[str, frozenset[str]]
    names: Mapping[str, str]

    def kin(self, firm: str) -> list[str]:
        """The firm's kin, without itself."""
        return [r.firm for r in self.families.of(firm) if r.firm != firm]


def pools(view: View, classes: Mapping[str, Sequence[str]], around: Scope) -> dict[str, Pool]:
    """The pool of each segment, which stands with its whole twins: every firm with a tie to one of them."""
    found = operations.in_segments(view, sorted({s for those in classes.values() for s in those}))
    grouped = {segment: [o for o in found if o.segment in set(those)] for segment, those in classes.items()}
    facts = _read(view, found, around, [_doubtful(same) for same in grouped.values()])
    return {segment: _pool(frozenset(classes[segment]), same, facts) for segment, same in grouped.items()}


def _read(view: View, found: Sequence[Operation], around: Scope, doubtful: Iterable[Iterable[str]]) -> _Facts:
    firms = sorted({o.firm for o in found})
    related = families(view, firms)
    everyone = sorted({r.firm for f in firms for r in related.of(f)})
    places = seats(view, everyone)
    done = _by_firm(operations.of_firms(view, everyone))
    at = (o.at for those in done.values() for o in those)
    here = {o.segment for those in done.values() for o in those if o.at in around.inside}
    return _Facts(
        around=around,
        families=related,
        done=done,
        projects=_projects(view, everyone, around),
        places=places,
        known=spots(view, [around.place, *at, *(p for those in places.values() for p in those)]),
        houses=_houses(view, sorted({e for edges in doubtful for e in edges})),
        names=lookup.segment_names(view, here) if here else {},
    )


def _pool(segments: frozenset[str], found: Sequence[Operation], facts: _Facts) -> Pool:
    makers = tuple(_maker(same, segments, facts) for _, same in sorted(_by_firm(found).items()))
    already = {m.firm: _here_already(m.firm, segments, facts) for m in makers}
    return Pool(facts.around.place, makers, facts.families, facts.known, facts.places, already)


def _by_firm(found: Iterable[Operation]) -> dict[str, list[Operation]]:
    grouped: dict[str, list[Operation]] = {}
    for one in found:
        grouped.setdefault(one.firm, []).append(one)
    return grouped


def _projects(view: View, firms: Sequence[str], around: Scope) -> dict[str, list[Row]]:
    """Projects here that have not ended, by the firm that runs them."""
    ended = set(rules_of(view.rules).project_stages.ended)
    found: dict[str, list[Row]] = {}
    for row in view.rows(PROJECTS, {"firms": list(firms), "places": sorted(around.asked)}) if firms else ():
        if row["stage"] not in ended:
            found.setdefault(row["firm"], []).append(row)
    return found


def _doubtful(found: Iterable[Operation]) -> Iterator[str]:
    """Ties of which only the ledger knows how many publishers they have together.

    One tie counts its own; two ties of a firm from two pages may be two publishers.
    """
    for same in _by_firm(o for o in found if o.fills).values():
        if max(o.n_sources for o in same) < 2 and len({o.source_url for o in same}) > 1:
            yield from (o.edge_id for o in same)


def _n_publishers(same: Sequence[Operation], facts: _Facts) -> int:
    """How many publishers say of a firm that it makes this; how many say anything where none says that."""
    filling = [o for o in same if o.fills] or same
    together = {p for o in filling for p in facts.houses.get(o.edge_id, ())}
    return max(*(o.n_sources for o in filling), len(together), 0)


def _houses(view: View, edges: Sequence[str]) -> dict[str, frozenset[str]]:
    """Who publishes what is said of each tie: reprints as their original's, websites nobody listed as one."""
    rows = [r for r in view.evidence(edges) if r.get("source")] if edges else []
    if not rows:
        return {}
    columns = ("source", "publisher", "title", "address", "reprint_of")
    sources = pl.DataFrame([{c: r.get(c) for c in columns} for r in rows], schema=dict.fromkeys(columns, pl.String))
    house = dict(publishers(sources.unique("source")).select("source", "counted").iter_rows())
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row["id"], set()).add(house[row["source"]])
    return {edge: frozenset(those) for edge, those in found.items()}


def _maker(same: Sequence[Operation], segments: frozenset[str], facts: _Facts) -> Maker:
    around, firm = facts.around, same[0].firm
    kin = facts.kin(firm)
    own_spots = [facts.known[p] for p in facts.places.get(firm, ()) if p in facts.known]
    all_spots = own_spots + [facts.known[p] for k in kin for p in facts.places.get(k, ()) if p in facts.known]
    kin_do = [o for k in kin for o in facts.done.get(k, ())]
    return Maker(
        firm=firm,
        name=same[0].name,
        operations=tuple(same),
        inside=frozenset(o.edge_id for o in same if o.at in around.inside),
        undecided=frozenset(o.edge_id for o in same if o.at in around.undecided),
        in_city=frozenset(o.edge_id for o in same if o.at in around.in_city),
        kin_here=tuple(o for o in kin_do if o.fills and o.segment in segments and o.at in around.inside),
        projects=tuple(p for f in (firm, *kin) for p in _project_lines(facts.projects.get(f, ()), segments, facts)),
        n_publishers=_n_publishers(same, facts),
        is_elsewhere=any(s.id not in ("CN", *around.inside, *around.undecided) for s in own_spots),
        seat_here=_stands_here(firm, same, facts),
        in_china=any(s.country_id == "CN" for s in all_spots),
        abroad=any(s.country_id not in (None, "CN") for s in own_spots),
        offices=_offices([*facts.done.get(firm, ()), *kin_do], facts),
    )


def _offices(done: Sequence[Operation], facts: _Facts) -> tuple[str, ...]:
    """Who of a firm and its kin stands in China, when all that is on record of them there is service or sale."""
    here = [
        o for o in done if (spot := facts.known.get(o.at or "")) and spot.country_id == "CN" and o.stage != "closed"
    ]
    only = all(not o.fills and o.activity in ("serve", "sell") for o in here)
    return tuple(sorted({o.name for o in here})) if only else ()


def _stands_here(firm: str, same: Sequence[Operation], facts: _Facts) -> bool:
    """Is the firm here, while no source says where it does this?"""
    said = any(o.at and o.at != "CN" for o in same if o.fills)
    return not said and any(p in facts.around.inside for p in facts.places.get(firm, ()))


def _project_lines(rows: Sequence[Row], segments_asked: frozenset[str], facts: _Facts) -> list[ProjectThere]:
    """One line a project: of this segment if one of its segments is, loose if no segment is said."""
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row["edge_id"], []).append(row)
    lines = []
    for edge_id, same in sorted(grouped.items()):
        segments = {r["segment"] for r in same if r["segment"]}
        if segments and not segments & segments_asked:
            continue
        here = any(r["at"] in facts.around.inside | facts.around.undecided for r in same)
        own = same[0]
        name, by = own["project"] or "未名项目", own["name"] or own["firm"]
        lines.append(ProjectThere(name, own["stage"], bool(segments), not here, by, edge_id))
    return lines


def _here_already(firm: str, segments: frozenset[str], facts: _Facts) -> tuple[str, ...]:
    """What a firm or its kin does here already, in other segments or short of filling this one: it may expand."""
    there = set()
    for one in (o for member in (firm, *facts.kin(firm)) for o in facts.done.get(member, ())):
        if one.at not in facts.around.inside or one.stage == "closed":
            continue
        if one.segment not in segments:
            there.add(facts.names.get(one.segment, one.segment))
        elif not one.fills:
            there.add(f"本环节({WORDS['activity'][one.activity]})")
    return tuple(sorted(there))
