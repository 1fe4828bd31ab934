"""What does the graph hold about every firm of a segment that decides whether it is a target here?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from graph.model.change import Row, View
from graph.standing.publishers import publishers
from queries.methods import lookup, operations
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
        return [self.families.head(m.firm) for m in self.makers if any(self._is_placed(o) for o in m.filling)]

    def _is_placed(self, one: Operation) -> bool:
        spot = self.known.get(one.at or "")
        return one.stage == "operating" and spot is not None and spot.is_placed


@dataclass(frozen=True)
class _Facts:
    """What was read about the firms and their kin."""

    around: Scope
    segments: frozenset[str]
    families: Families
    done: Mapping[str, Sequence[Operation]]
    projects: Mapping[str, Sequence[Row]]
    places: Mapping[str, tuple[str, ...]]
    known: Mapping[str, Spot]
    publishers: Mapping[str, int]

    def kin(self, firm: str) -> list[str]:
        """The firm's kin, without itself."""
        return [r.firm for r in self.families.of(firm) if r.firm != firm]


def fetch(view: View, segments: Sequence[str], around: Scope) -> Pool:
    """The pool of a segment class: every firm with a tie to it."""
    found = operations.in_segments(view, segments)
    firms = sorted({o.firm for o in found})
    related = families(view, firms)
    everyone = sorted({r.firm for f in firms for r in related.of(f)})
    places = seats(view, everyone)
    known = spots(view, [around.place, *(o.at for o in found), *(p for those in places.values() for p in those)])
    facts = _Facts(
        around=around,
        segments=frozenset(segments),
        families=related,
        done=_by_firm(operations.of_firms(view, everyone)),
        projects=_projects(view, everyone, around),
        places=places,
        known=known,
        publishers=_publishers(view, found),
    )
    makers = tuple(_maker(firm, same, facts) for firm, same in sorted(_by_firm(found).items()))
    return Pool(around.place, makers, related, known, places, _here_already(view, firms, facts))


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


def _publishers(view: View, found: Sequence[Operation]) -> dict[str, int]:
    """How many publishers say of each firm that it makes this.

    One tie counts its own; two ties of a firm from two pages may be two publishers: the ledger is asked only then.
    """
    filling = _by_firm(o for o in found if o.fills)
    most = {firm: max(o.n_sources for o in same) for firm, same in filling.items()}
    open_ones = {f: s for f, s in filling.items() if most[f] < 2 and len({o.source_url for o in s}) > 1}
    said = _houses(view, [o.edge_id for same in open_ones.values() for o in same])
    for firm, same in open_ones.items():
        most[firm] = max(most[firm], len({p for o in same for p in said.get(o.edge_id, ())}))
    return most


def _houses(view: View, edges: Sequence[str]) -> dict[str, set[str]]:
    """Who publishes what is said of each tie: one house by public suffix, reprints as their original's."""
    rows = [r for r in view.evidence(edges) if r.get("source")] if edges else []
    if not rows:
        return {}
    columns = ("source", "publisher", "title", "address", "reprint_of")
    sources = pl.DataFrame([{c: r.get(c) for c in columns} for r in rows], schema=dict.fromkeys(columns, pl.String))
    house = dict(publishers(sources.unique("source")).select("source", "publisher").iter_rows())
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row["id"], set()).add(house[row["source"]])
    return found


def _maker(firm: str, same: Sequence[Operation], facts: _Facts) -> Maker:
    around, kin = facts.around, facts.kin(firm)
    own_spots = [facts.known[p] for p in facts.places.get(firm, ()) if p in facts.known]
    all_spots = own_spots + [facts.known[p] for k in kin for p in facts.places.get(k, ()) if p in facts.known]
    return Maker(
        firm=firm,
        name=same[0].name,
        operations=tuple(same),
        inside=frozenset(o.edge_id for o in same if o.at in around.inside),
        undecided=frozenset(o.edge_id for o in same if o.at in around.undecided),
        in_city=frozenset(o.edge_id for o in same if o.at in around.in_city),
        kin_here=tuple(o for k in kin for o in facts.done.get(k, ()) if _fills_here(o, facts)),
        projects=tuple(p for f in (firm, *kin) for p in _project_lines(facts.projects.get(f, ()), facts)),
        n_publishers=facts.publishers.get(firm, max(o.n_sources for o in same)),
        is_elsewhere=any(s.id not in ("CN", *around.inside, *around.undecided) for s in own_spots),
        seat_here=_stands_here(firm, same, facts),
        in_china=any(s.country_id == "CN" for s in all_spots),
        abroad=any(s.country_id not in (None, "CN") for s in own_spots),
    )


def _stands_here(firm: str, same: Sequence[Operation], facts: _Facts) -> bool:
    """Is the firm here, while no source says where it does this?"""
    said = any(o.at and o.at != "CN" for o in same if o.fills)
    return not said and any(p in facts.around.inside for p in facts.places.get(firm, ()))


def _fills_here(one: Operation, facts: _Facts) -> bool:
    return one.fills and one.segment in facts.segments and one.at in facts.around.inside


def _project_lines(rows: Sequence[Row], facts: _Facts) -> list[ProjectThere]:
    """One line a project: of this segment if one of its segments is, loose if no segment is said."""
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row["edge_id"], []).append(row)
    lines = []
    for edge_id, same in sorted(grouped.items()):
        segments = {r["segment"] for r in same if r["segment"]}
        if segments and not segments & facts.segments:
            continue
        here = any(r["at"] in facts.around.inside | facts.around.undecided for r in same)
        own = same[0]
        name, by = own["project"] or "未名项目", own["name"] or own["firm"]
        lines.append(ProjectThere(name, own["stage"], bool(segments), not here, by, edge_id))
    return lines


def _here_already(view: View, firms: Sequence[str], facts: _Facts) -> dict[str, tuple[str, ...]]:
    """Names of other segments a firm or its kin is in here: an incumbent may expand (增资扩产)."""
    there: dict[str, list[str]] = {}
    for firm in firms:
        for member in (firm, *facts.kin(firm)):
            for one in facts.done.get(member, ()):
                if one.at in facts.around.inside and one.segment not in facts.segments and one.stage != "closed":
                    there.setdefault(firm, []).append(one.segment)
    names = lookup.segment_names(view, (s for those in there.values() for s in those)) if there else {}
    return {firm: tuple(sorted({names.get(s, s) for s in those})) for firm, those in there.items()}
