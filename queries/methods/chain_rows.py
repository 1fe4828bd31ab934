"""What does the graph hold that decides a chain's states at a place? Cypher retrieves here; the rules decide elsewhere.

Everything starts from ids: chains to segments, places to firms to ties. Segments that are whole twins (SAME_AS) are one
class: a firm in either stands for both.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from graph.model.change import Row, View
from queries.methods.facts import ProjectHere, SegmentFacts, Survey, Tie
from queries.methods.feeds import Feed, downstream_of, followers, joined
from queries.methods.locality import Scope, locality

SEGMENTS = """
UNWIND $chains AS chain
MATCH (c:Chain {id: chain})<-[:PART_OF]-(s:Segment)
RETURN s.id AS id, s.name AS name, s.aliases AS aliases, s.position AS position, s.order AS place_in_chain,
       s.filled_by AS filled_by, s.stateless AS stateless, s.segment_type AS segment_type, c.id AS chain,
       s.n_makers AS n_makers, s.n_makers_placed AS n_makers_placed
"""

TWINS = """
MATCH (a:Segment)-[t:SAME_AS]->(b:Segment)
WHERE t.extent = 'whole'
RETURN a.id AS left, b.id AS right
"""

FEEDS = """
MATCH (a:Segment)-[f:FEEDS]->(b:Segment)
RETURN a.id AS upstream, b.id AS downstream, f.essential AS essential, f.routes AS routes, f.edge_id AS edge_id,
       b.name AS downstream_name
"""

SEGMENT_BY_ID = """
UNWIND $segments AS segment
MATCH (s:Segment {id: segment})-[:PART_OF]->(c:Chain)
RETURN s.id AS id, s.name AS name, s.aliases AS aliases, s.position AS position, s.order AS place_in_chain,
       s.filled_by AS filled_by, s.stateless AS stateless, s.segment_type AS segment_type, c.id AS chain,
       s.n_makers AS n_makers, s.n_makers_placed AS n_makers_placed
"""

TIES = """
UNWIND $places AS place
MATCH (p:Place {id: place})<-[:LOCATED_IN]-(f:Firm)-[o:OPERATES_IN]->(s:Segment)
WHERE o.at = place AND s.id IN $segments
RETURN o.edge_id AS edge_id, f.id AS firm, f.name AS name, s.id AS segment, o.at AS at, p.name AS place,
       o.activity AS activity, o.stage AS stage, o.role AS role, o.basis AS basis, o.known_on AS known_on,
       o.since AS since, o.products AS products
"""

RELATED = """
UNWIND $firms AS firm
MATCH (f:Firm {id: firm})-[r:SUBSIDIARY_OF|BRAND_OF|PROJECT_COMPANY_OF]->(g:Firm)
RETURN f.id AS left, g.id AS right
"""

LEADERS = """
UNWIND $chains AS chain
MATCH (c:Chain {id: chain})<-[:LEADS]-(f:Firm)
RETURN f.id AS firm, c.id AS chain
"""

CHAMPIONS = """
MATCH (h:Honour)<-[:HOLDS]-(f:Firm)
WHERE h.name CONTAINS $word AND h.honour_level IN $levels
RETURN DISTINCT f.id AS firm
"""

SURVEYS = """
UNWIND $places AS place
MATCH (p:Place {id: place})-[v:SURVEYED]->(s:Segment)
WHERE s.id IN $segments
RETURN v.edge_id AS edge_id, p.id AS place, s.id AS segment, v.method AS method, v.searches AS searches,
       v.found AS found, v.surveyed_on AS surveyed_on, v.surveyor AS surveyor
"""

PROJECTS = """
UNWIND $segments AS segment
MATCH (s:Segment {id: segment})<-[x:FILLS]-(j:Project)-[:LOCATED_IN]->(p:Place)
WHERE p.id IN $places
OPTIONAL MATCH (j)<-[:RUNS]-(f:Firm)
RETURN x.edge_id AS edge_id, j.id AS project, j.name AS name, f.id AS head, f.name AS firm, p.id AS at,
       s.id AS segment, j.project_type AS project_type, j.project_stage AS stage, j.stage_on AS stage_on,
       x.known_on AS known_on
"""


@dataclass(frozen=True)
class ChainRows:
    """Segments of the asked chains in their order, feeds of the whole graph, and the facts of every segment needed."""

    segments: tuple[Row, ...]
    feeds: tuple[Feed, ...]
    twins: Mapping[str, frozenset[str]]
    facts: Mapping[str, SegmentFacts]

    def twin_class(self, segment: str) -> frozenset[str]:
        """The segment and its whole twins."""
        return self.twins.get(segment, frozenset({segment}))


def fetch(view: View, chains: list[str], around: Scope) -> ChainRows:
    """Everything that decides the states of these chains at the asked place."""
    segments = view.rows(SEGMENTS, {"chains": chains})
    twins = joined((r["left"], r["right"]) for r in view.rows(TWINS))
    feeds = tuple(_feed(r) for r in view.rows(FEEDS))
    own = {s["id"] for s in segments}
    wanted = _with_twins(own, twins)
    wanted = _with_twins(wanted | {f.downstream for f in feeds if f.upstream in wanted}, twins)
    rows = {s["id"]: s for s in view.rows(SEGMENT_BY_ID, {"segments": sorted(wanted)})}
    facts = _facts(view, around, rows, twins)
    ordered = sorted(segments, key=lambda s: (chains.index(s["chain"]), *_along(s), s["id"]))
    hinted = _with_hints(ordered, feeds, facts)
    return ChainRows(tuple(ordered), feeds, twins, facts | hinted)


def _along(segment: Row) -> tuple[int, int]:
    """Where a segment stands: upstream before downstream, then as the chain lists them."""
    sides = ("upstream", "midstream", "downstream")
    side = sides.index(segment["position"]) if segment["position"] in sides else len(sides)
    return side, segment["place_in_chain"] or 0


def _feed(row: Row) -> Feed:
    routes = tuple(row["routes"] or ())
    essential = row["essential"] or "unknown"
    return Feed(row["upstream"], row["downstream"], row["downstream_name"], essential, routes, row["edge_id"])


def _with_twins(segments: Iterable[str], twins: Mapping[str, frozenset[str]]) -> set[str]:
    return {t for s in segments for t in twins.get(s, (s,))}


def _facts(
    view: View, around: Scope, segments: Mapping[str, Row], twins: Mapping[str, frozenset[str]]
) -> dict[str, SegmentFacts]:
    ids = sorted(segments)
    raw = view.rows(TIES, {"places": sorted(around.asked), "segments": ids})
    projects = view.rows(PROJECTS, {"places": sorted(around.inside | around.undecided), "segments": ids})
    projects.sort(key=lambda r: (r["edge_id"], r["head"] or "", r["at"]))
    firms = sorted({r["firm"] for r in raw} | {r["head"] for r in projects if r["head"]})
    heads = _heads(view, firms)
    ties = _by_segment((_tie(r, around, heads) for r in raw), twins)
    here = _by_segment_pairs(((r["segment"], _project(r, around, heads)) for r in projects), twins)
    surveys = _by_segment_pairs(_surveys(view, around, ids), twins)
    chains = sorted({s["chain"] for s in segments.values()})
    leads = {(r["chain"], r["firm"]) for r in view.rows(LEADERS, {"chains": chains})}
    champions = _champions(view)
    return {
        s: SegmentFacts(
            id=s,
            name=row["name"],
            chain=row["chain"],
            filled_by=row["filled_by"] or "produce",
            stateless=row["stateless"],
            n_makers=max(segments[t]["n_makers"] or 0 for t in twins.get(s, (s,)) if t in segments),
            ties=tuple(ties.get(s, ())),
            surveys=tuple(surveys.get(s, ())),
            projects=tuple(here.get(s, ())),
            leaders=frozenset(heads.get(f) or f for c, f in leads if c in _chains_of(s, segments, twins)),
            champions=champions,
        )
        for s, row in segments.items()
    }


def _chains_of(segment: str, segments: Mapping[str, Row], twins: Mapping[str, frozenset[str]]) -> set[str]:
    return {segments[t]["chain"] for t in twins.get(segment, (segment,)) if t in segments}


def _champions(view: View) -> frozenset[str]:
    words, levels = view.rules["state"]["champion_words"], list(view.rules["state"]["champion_levels"])
    return frozenset(r["firm"] for w in words for r in view.rows(CHAMPIONS, {"word": w, "levels": levels}))


def _heads(view: View, firms: list[str]) -> dict[str, str]:
    """One name for firms that count once: joined by subsidiary, brand or project company, also through one parent."""
    classes = joined((r["left"], r["right"]) for r in view.rows(RELATED, {"firms": firms}))
    return {member: min(one) for member, one in classes.items()}


def _tie(row: Row, around: Scope, heads: Mapping[str, str]) -> Tie:
    return Tie(
        edge_id=row["edge_id"],
        firm=row["firm"],
        name=row["name"],
        segment=row["segment"],
        at=row["at"],
        place=row["place"],
        locality=locality(row["at"], around),
        in_city=row["at"] in around.in_city,
        activity=row["activity"] or "unknown",
        stage=row["stage"] or "unknown",
        basis=row["basis"] or "declared",
        head=heads.get(row["firm"], row["firm"]),
        known_on=row["known_on"],
        since=row["since"],
        products=tuple(row["products"] or ()),
        role=row["role"],
    )


def _project(row: Row, around: Scope, heads: Mapping[str, str]) -> ProjectHere:
    return ProjectHere(
        edge_id=row["edge_id"],
        project=row["project"],
        name=row["name"],
        firm=row["firm"],
        locality=locality(row["at"], around),
        project_type=row["project_type"],
        stage=row["stage"],
        stage_on=row["stage_on"],
        head=heads.get(row["head"], row["head"]) if row["head"] else None,
        known_on=row["known_on"],
    )


def _surveys(view: View, around: Scope, segments: list[str]) -> Iterable[tuple[str, Survey]]:
    places = sorted({around.place} | around.containing)
    for r in view.rows(SURVEYS, {"places": places, "segments": segments}):
        yield (
            r["segment"],
            Survey(
                edge_id=r["edge_id"],
                place=r["place"],
                own=r["place"] == around.place,
                method=r["method"] or "searched",
                searches=r["searches"] or 0,
                found=r["found"] or "unknown",
                surveyed_on=r["surveyed_on"],
                surveyor=r["surveyor"],
            ),
        )


def _by_segment(ties: Iterable[Tie], twins: Mapping[str, frozenset[str]]) -> dict[str, list[Tie]]:
    return _by_segment_pairs(((t.segment, t) for t in ties), twins)


def _by_segment_pairs[T: (Tie, Survey, ProjectHere)](
    pairs: Iterable[tuple[str, T]], twins: Mapping[str, frozenset[str]]
) -> dict[str, list[T]]:
    """Values by segment, each also under the segment's twins, in the order of their edges, then as they came."""
    found: dict[str, list[T]] = {}
    for segment, value in sorted(pairs, key=lambda p: (p[0], p[1].edge_id)):
        for twin in sorted(twins.get(segment, (segment,))):
            found.setdefault(twin, []).append(value)
    return found


def _with_hints(
    segments: list[Row], feeds: tuple[Feed, ...], facts: Mapping[str, SegmentFacts]
) -> dict[str, SegmentFacts]:
    """Facts of segments whose name is, word for word, a product of a local firm not downstream of them."""
    local = [t for s in segments for t in facts[s["id"]].ties if t.locality != "outside" and t.activity != "buy"]
    by_product: dict[str, list[Tie]] = {}
    for tie in local:
        for product in tie.products:
            by_product.setdefault(product.strip(), []).append(tie)
    found: dict[str, SegmentFacts] = {}
    after = followers(feeds)
    for segment in segments:
        names = [segment["name"], *(segment["aliases"] or ())]
        ties = {t.edge_id: t for n in names for t in by_product.get(n, ())}
        below = downstream_of(segment["id"], after) if ties else frozenset[str]()
        hints = tuple(t for t in ties.values() if t.segment not in below)
        if hints:
            found[segment["id"]] = replace(facts[segment["id"]], hints=hints)
    return found


MEMBERS = """
MATCH (c:Chain {id: $chain})
RETURN c.name AS name, c.members AS members
"""

CYPHER = ";\n".join(
    (MEMBERS, SEGMENTS, TWINS, FEEDS, SEGMENT_BY_ID, TIES, RELATED, LEADERS, CHAMPIONS, SURVEYS, PROJECTS)
)
"""All that is asked for a chain at a place, in order."""


def members(view: View, chain: str) -> tuple[str, list[str]]:
    """A chain's name and the chains it stands for: itself, or a group's members."""
    row = view.rows(MEMBERS, {"chain": chain})[0]
    return row["name"], list(row["members"] or [chain])
