"""What decides one segment's state at one place: firms' ties, surveys, projects, who leads, who is a champion."""

from dataclasses import dataclass

from queries.methods.locality import Locality


@dataclass(frozen=True, slots=True)
class Tie:
    """One firm's tie to a segment at a place; `head` is the same for firms that count once."""

    edge_id: str
    firm: str
    name: str
    segment: str
    at: str | None
    place: str
    locality: Locality
    in_city: bool
    activity: str
    stage: str
    basis: str
    head: str
    known_on: str | None = None
    since: str | None = None
    products: tuple[str, ...] = ()
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Survey:
    """Somebody looked: at the asked place itself (`own`) or at one containing it."""

    edge_id: str
    place: str
    own: bool
    method: str
    searches: int
    found: str
    surveyed_on: str | None = None
    surveyor: str | None = None


@dataclass(frozen=True, slots=True)
class ProjectHere:
    """A project or event that adds to a segment, inside or undecided."""

    edge_id: str
    project: str
    name: str
    firm: str | None
    locality: Locality
    project_type: str | None
    stage: str | None
    stage_on: str | None
    head: str | None = None
    known_on: str | None = None


@dataclass(frozen=True, slots=True)
class SegmentFacts:
    """All that decides one segment's state at one place; `leaders` are heads, since a group leads with its firms."""

    id: str
    name: str
    chain: str
    filled_by: str
    stateless: str | None
    n_makers: int
    ties: tuple[Tie, ...] = ()
    surveys: tuple[Survey, ...] = ()
    projects: tuple[ProjectHere, ...] = ()
    leaders: frozenset[str] = frozenset()
    champions: frozenset[str] = frozenset()
    hints: tuple[Tie, ...] = ()
