"""What do rows of the graph say about segments as seen from one scope: ties, projects, surveys, leaders, hints?

Pure: the same rows give the facts of a place, of its city and of a circle round it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from graph.model.change import Row
from queries.methods.facts import ProjectHere, SegmentFacts, Survey, Tie
from queries.methods.feeds import downstream_of
from queries.methods.locality import AWAY, Locality, Scope, locality

Classes = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Found:
    """Rows about some segments at all places that may matter; firms with one `head` count once."""

    segments: Mapping[str, Row]
    twins: Classes
    ties: Sequence[Row]
    projects: Sequence[Row]
    surveys: Sequence[Row]
    leads: frozenset[tuple[str, str]]
    champions: frozenset[str]

    def chains_of(self, segment: str) -> set[str]:
        """The chains of a segment and its whole twins."""
        return {self.segments[t]["chain"] for t in self.twins.get(segment, (segment,)) if t in self.segments}


Seen = dict[tuple[str, Locality, bool], Tie]
"""Ties made already, by id and by how they stand: what stands alike for two scopes is made once."""


def facts_at(found: Found, around: Scope, seen: Seen | None = None) -> dict[str, SegmentFacts]:
    """The facts of every segment as seen from one scope; `seen` keeps ties for the next scope."""
    ties = _by_segment(_ties(found, around, {} if seen is None else seen), found)
    near = around.inside | around.undecided
    here = ((r["segment"], _project(r, around)) for r in found.projects if r["at"] in near)
    projects = _by_segment(here, found)
    looked = ((r["segment"], _survey(r, around)) for r in found.surveys if r["place"] in around.surveyed)
    surveys = _by_segment(looked, found)
    return {
        s: SegmentFacts(
            id=s,
            name=row["name"],
            chain=row["chain"],
            filled_by=row["filled_by"] or "produce",
            stateless=row["stateless"],
            n_makers=_n_makers(s, found),
            ties=tuple(ties.get(s, ())),
            surveys=tuple(surveys.get(s, ())),
            projects=tuple(projects.get(s, ())),
            leaders=frozenset(head for c, head in found.leads if c in found.chains_of(s)),
            champions=found.champions,
        )
        for s, row in found.segments.items()
    }


def _n_makers(segment: str, found: Found) -> int:
    those = found.twins.get(segment, (segment,))
    return max(found.segments[t]["n_makers"] or 0 for t in those if t in found.segments)


def _ties(found: Found, around: Scope, seen: Seen) -> Iterator[tuple[str, Tie]]:
    """The ties at places that matter to the scope, by segment; what is invented as an example decides nothing."""
    stands = {at: (locality(at, around), at in around.in_city) for at in around.asked}
    for row in found.ties:
        how = stands.get(row["at"])
        if how is None or row["basis"] == "synthetic":
            continue
        key = (row["edge_id"], *how)
        tie = seen.get(key)
        if tie is None:
            tie = seen[key] = _tie(row, *how)
        yield tie.segment, tie


def _tie(row: Row, where: Locality, in_city: bool) -> Tie:
    return Tie(
        edge_id=row["edge_id"],
        firm=row["firm"],
        name=row["name"],
        segment=row["segment"],
        at=row["at"],
        place=row["place"],
        locality=where,
        in_city=in_city,
        activity=row["activity"] or "unknown",
        stage=row["stage"] or "unknown",
        basis=row["basis"] or "declared",
        head=row["group"] or row["firm"],
        known_on=row["known_on"],
        since=row["since"],
        products=tuple(row["products"] or ()),
        role=row["role"],
    )


def _project(row: Row, around: Scope) -> ProjectHere:
    return ProjectHere(
        edge_id=row["edge_id"],
        project=row["project"],
        name=row["name"],
        firm=row["firm"],
        locality=locality(row["at"], around),
        project_type=row["project_type"],
        stage=row["stage"],
        stage_on=row["stage_on"],
        head=row["head"],
        known_on=row["known_on"],
    )


def _survey(row: Row, around: Scope) -> Survey:
    return Survey(
        edge_id=row["edge_id"],
        place=row["place"],
        own=row["place"] == around.place and around.km is None,
        method=row["method"] or "searched",
        searches=row["searches"] or 0,
        found=row["found"] or "unknown",
        surveyed_on=row["surveyed_on"],
        surveyor=row["surveyor"],
    )


def _by_segment[T: (Tie, Survey, ProjectHere)](pairs: Iterable[tuple[str, T]], found: Found) -> dict[str, list[T]]:
    """Values by segment, each also under the segment's twins, in an order that no id decides but between equals."""
    grouped: dict[str, list[T]] = {}
    for segment, value in sorted(pairs, key=lambda p: _order(p[1])):
        for twin in sorted(found.twins.get(segment, (segment,))):
            grouped.setdefault(twin, []).append(value)
    return grouped


def _order(one: Tie | Survey | ProjectHere) -> tuple[str, ...]:
    if isinstance(one, Tie):
        return one.name, one.place, one.activity, one.edge_id
    if isinstance(one, Survey):
        return one.surveyed_on or "", one.place, one.surveyor or "", one.edge_id
    return one.name, one.firm or "", one.stage or "", one.edge_id


def with_hints(
    segments: Iterable[Row], after: Mapping[str, set[str]], facts: Mapping[str, SegmentFacts]
) -> dict[str, SegmentFacts]:
    """The facts, with hints where a segment's name is, word for word, a product of a local firm not downstream of it."""
    asked = list(segments)
    local = [t for s in asked for t in facts[s["id"]].ties if t.locality not in AWAY and t.activity != "buy"]
    by_product: dict[str, list[Tie]] = {}
    for tie in local:
        for product in tie.products:
            by_product.setdefault(product.strip(), []).append(tie)
    hinted = dict(facts)
    for segment in asked:
        names = [segment["name"], *(segment["aliases"] or ())]
        ties = {t.edge_id: t for n in names for t in by_product.get(n, ())}
        below = downstream_of(segment["id"], after) if ties else frozenset[str]()
        hints = tuple(t for t in ties.values() if t.segment not in below)
        if hints:
            hinted[segment["id"]] = replace(facts[segment["id"]], hints=hints)
    return hinted
