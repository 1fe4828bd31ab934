"""What does the graph hold that decides a chain's states at a place? Cypher retrieves here; the rules decide elsewhere.

Everything starts from ids: chains to segments, places to firms to ties. Segments that are whole twins (SAME_AS) are one
class: a firm in either stands for both.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.model.change import Row, View
from queries.methods.facts import SegmentFacts
from queries.methods.feeds import Feed, followers, joined
from queries.methods.locality import Scope
from queries.methods.segment_facts import Found, Seen, facts_at, with_hints

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
ORDER BY upstream, downstream, edge_id
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
WHERE s.id IN $segments AND o.at = place
RETURN o.edge_id AS edge_id, f.id AS firm, f.group AS group, f.name AS name, s.id AS segment, place AS at,
       p.name AS place, o.activity AS activity, o.stage AS stage, o.role AS role, o.basis AS basis,
       o.known_on AS known_on, o.since AS since, o.products AS products
"""

LEADERS = """
UNWIND $chains AS chain
MATCH (c:Chain {id: chain})<-[e:LEADS]-(f:Firm)
WHERE coalesce(e.basis, 'declared') IN $bases
RETURN coalesce(f.group, f.id) AS head, c.id AS chain
"""

CHAMPIONS = """
MATCH (h:Honour)<-[e:HOLDS]-(f:Firm)
WHERE h.name CONTAINS $word AND h.honour_level IN $levels AND coalesce(e.basis, 'declared') IN $bases
RETURN DISTINCT f.id AS firm
"""

SURVEYS = """
UNWIND $places AS place
MATCH (p:Place {id: place})-[v:SURVEYED]->(s:Segment)
WHERE s.id IN $segments AND coalesce(v.basis, 'declared') IN $bases
RETURN v.edge_id AS edge_id, p.id AS place, s.id AS segment, v.method AS method, v.searches AS searches,
       v.found AS found, v.surveyed_on AS surveyed_on, v.surveyor AS surveyor
"""

PROJECTS = """
UNWIND $segments AS segment
MATCH (s:Segment {id: segment})<-[x:FILLS]-(j:Project)-[:LOCATED_IN]->(p:Place)
WHERE p.id IN $places AND coalesce(x.basis, 'declared') IN $bases
OPTIONAL MATCH (j)<-[:RUNS]-(f:Firm)
RETURN x.edge_id AS edge_id, j.id AS project, j.name AS name, coalesce(f.group, f.id) AS head, f.name AS firm, p.id AS at,
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
    return fetch_each(view, chains, (around,))[0]


def fetch_each(view: View, chains: list[str], scopes: Iterable[Scope]) -> tuple[ChainRows, ...]:
    """The same for several scopes at once: the graph is asked once, each scope has its own facts."""
    everywhere = tuple(scopes)
    segments = view.rows(SEGMENTS, {"chains": chains})
    twins = joined((r["left"], r["right"]) for r in view.rows(TWINS))
    feeds = tuple(_feed(r) for r in view.rows(FEEDS))
    wanted = _with_twins({s["id"] for s in segments}, twins)
    wanted = _with_twins(wanted | {f.downstream for f in feeds if f.upstream in wanted}, twins)
    rows = {s["id"]: s for s in view.rows(SEGMENT_BY_ID, {"segments": sorted(wanted)})}
    found = _found(view, everywhere, rows, twins)
    ordered = tuple(sorted(segments, key=lambda s: (chains.index(s["chain"]), *_along(s), s["id"])))
    after, seen = followers(feeds), Seen()
    made = (with_hints(ordered, after, facts_at(found, around, seen)) for around in everywhere)
    return tuple(ChainRows(ordered, feeds, twins, facts) for facts in made)


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


def _found(
    view: View, scopes: tuple[Scope, ...], segments: Mapping[str, Row], twins: Mapping[str, frozenset[str]]
) -> Found:
    """What the graph holds of these segments at any of the scopes."""
    ids = sorted(segments)
    asked = sorted({p for s in scopes for p in s.asked})
    near = sorted({p for s in scopes for p in s.inside | s.undecided})
    surveyed = sorted({p for s in scopes for p in s.surveyed})
    bases = list(view.rules["state"]["basis_that_fills"])
    projects = view.rows(PROJECTS, {"places": near, "segments": ids, "bases": bases})
    projects.sort(key=lambda r: (r["edge_id"], r["head"] or "", r["at"]))
    chains = sorted({s["chain"] for s in segments.values()})
    leaders = view.rows(LEADERS, {"chains": chains, "bases": bases})
    return Found(
        segments=segments,
        twins=twins,
        ties=view.rows(TIES, {"places": asked, "segments": ids}),
        projects=projects,
        surveys=view.rows(SURVEYS, {"places": surveyed, "segments": ids, "bases": bases}),
        leads=frozenset((r["chain"], r["head"]) for r in leaders),
        champions=_champions(view, bases),
    )


def _champions(view: View, bases: list[str]) -> frozenset[str]:
    words, levels = view.rules["state"]["champion_words"], list(view.rules["state"]["champion_levels"])
    asked = ({"word": w, "levels": levels, "bases": bases} for w in words)
    return frozenset(r["firm"] for one in asked for r in view.rows(CHAMPIONS, one))


MEMBERS = """
MATCH (c:Chain {id: $chain})
RETURN c.name AS name, c.members AS members
"""

CYPHER = ";\n".join((MEMBERS, SEGMENTS, TWINS, FEEDS, SEGMENT_BY_ID, TIES, LEADERS, CHAMPIONS, SURVEYS, PROJECTS))
"""All that is asked for a chain at a place, in order."""


def members(view: View, chain: str) -> tuple[str, list[str]]:
    """A chain's name and the chains it stands for: itself, or a group's members."""
    row = view.rows(MEMBERS, {"chain": chain})[0]
    return row["name"], list(row["members"] or [chain])
