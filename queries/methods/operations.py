"""Which firms do what in some segments, as rows of the graph?"""

from collections.abc import Iterable
from dataclasses import dataclass

from graph.model.change import Row, View

IN_SEGMENTS = """
UNWIND $segments AS segment
MATCH (s:Segment {id: segment})<-[o:OPERATES_IN]-(f:Firm)
RETURN o.edge_id AS edge_id, f.id AS firm, coalesce(f.group, f.id) AS head, f.name AS name, s.id AS segment,
       s.filled_by AS filled_by, o.at AS at,
       o.activity AS activity, o.stage AS stage, o.role AS role, o.products AS products, o.capacity AS capacity,
       o.basis AS basis, o.since AS since, o.known_on AS known_on, o.n_sources AS n_sources,
       o.source_url AS source_url
"""

OF_FIRMS = """
UNWIND $firms AS firm
MATCH (f:Firm {id: firm})-[o:OPERATES_IN]->(s:Segment)
RETURN o.edge_id AS edge_id, f.id AS firm, coalesce(f.group, f.id) AS head, f.name AS name, s.id AS segment,
       s.filled_by AS filled_by, o.at AS at,
       o.activity AS activity, o.stage AS stage, o.role AS role, o.products AS products, o.capacity AS capacity,
       o.basis AS basis, o.since AS since, o.known_on AS known_on, o.n_sources AS n_sources,
       o.source_url AS source_url
"""

AT_PLACES = """
UNWIND $places AS place
MATCH (p:Place {id: place})<-[:LOCATED_IN]-(f:Firm)-[o:OPERATES_IN]->(s:Segment)
WHERE s.id IN $segments AND o.at = place
RETURN o.edge_id AS edge_id, f.id AS firm, coalesce(f.group, f.id) AS head, f.name AS name, s.id AS segment,
       s.filled_by AS filled_by, o.at AS at,
       o.activity AS activity, o.stage AS stage, o.role AS role, o.products AS products, o.capacity AS capacity,
       o.basis AS basis, o.since AS since, o.known_on AS known_on, o.n_sources AS n_sources,
       o.source_url AS source_url
"""

FILLING_BASIS = ("observed", "declared")
STAGES = ("operating", "building", "signed", "planned", "unknown", "closed")


@dataclass(frozen=True, slots=True)
class Operation:
    """A firm does something in a segment at a place, or at none that is known; firms with one `head` count once."""

    edge_id: str
    firm: str
    name: str
    segment: str
    filled_by: str
    at: str | None
    activity: str
    stage: str
    role: str
    basis: str
    head: str
    products: tuple[str, ...] = ()
    capacity: str | None = None
    since: str | None = None
    known_on: str | None = None
    n_sources: int = 1
    source_url: str | None = None

    @property
    def fills(self) -> bool:
        """Is it the activity that fills the segment, said by a source and not closed?"""
        return self.activity == self.filled_by and self.basis in FILLING_BASIS and self.stage != "closed"


def in_segments(view: View, segments: Iterable[str]) -> list[Operation]:
    """Every operation in these segments, in a fixed order."""
    return _operations(view.rows(IN_SEGMENTS, {"segments": list(segments)}))


def of_firms(view: View, firms: Iterable[str]) -> list[Operation]:
    """Every operation of these firms, in a fixed order."""
    wanted = sorted(set(firms))
    return _operations(view.rows(OF_FIRMS, {"firms": wanted}) if wanted else [])


def at_places(view: View, places: Iterable[str], segments: Iterable[str]) -> list[Operation]:
    """Every operation in these segments at these places, places first: few firms of few places are read."""
    return _operations(view.rows(AT_PLACES, {"places": sorted(places), "segments": sorted(segments)}))


def _operations(rows: Iterable[Row]) -> list[Operation]:
    return sorted((_operation(r) for r in rows), key=lambda o: (o.segment, o.name, o.edge_id))


def _operation(row: Row) -> Operation:
    return Operation(
        edge_id=row["edge_id"],
        firm=row["firm"],
        name=row["name"] or row["firm"],
        segment=row["segment"],
        filled_by=row["filled_by"] or "produce",
        at=row["at"],
        activity=row["activity"] or "unknown",
        stage=row["stage"] or "unknown",
        role=row["role"] or "unknown",
        basis=row["basis"] or "declared",
        head=row["head"],
        products=tuple(row["products"] or ()),
        capacity=row["capacity"],
        since=row["since"],
        known_on=row["known_on"],
        n_sources=row["n_sources"] or 0,
        source_url=row["source_url"],
    )
