"""Is a firm's place inside the asked place, outside it, or not decided by what is known?

Inside: WITHIN* the asked place. Undecided: the firm's place contains the asked one (up to the province), or overlaps
it, as a district overlaps a zone whose park stands in it. Unplaced: no place is known, or only the country the asked
place lies in; such a firm counts nowhere, and is never called outside. Everything else is outside. A circle in km
(queries/methods/circle.py) is a scope like any other.
"""

from dataclasses import dataclass
from typing import Literal

from graph.model.change import View

Locality = Literal["inside", "undecided", "outside", "unplaced"]
AWAY: tuple[Locality, ...] = ("outside", "unplaced")
"""What does not count for the asked place."""

BELOW = """
MATCH (a:Place {id: $place})<-[:WITHIN*0..6]-(p:Place)
RETURN DISTINCT p.id AS id, p.name AS name, p.place_type AS place_type
"""

ABOVE = """
MATCH (p:Place)-[:WITHIN*1..6]->(q:Place)
WHERE p.id IN $places
RETURN DISTINCT q.id AS id, q.name AS name, q.place_type AS place_type
"""

CHAIN_ABOVE = """
MATCH (p:Place {id: $place})-[:WITHIN*1..6]->(q:Place)
RETURN DISTINCT q.id AS id, q.name AS name, q.place_type AS place_type
"""


@dataclass(frozen=True)
class Scope:
    """Place ids around an asked place: inside it, undecided, the city (itself when it is one) and the country it lies in.

    With `km` it is the circle of that radius round the place: no city, and no survey of its own.
    """

    place: str
    name: str
    inside: frozenset[str]
    undecided: frozenset[str]
    containing: frozenset[str]
    city: str | None = None
    in_city: frozenset[str] = frozenset()
    km: float | None = None
    countries: frozenset[str] = frozenset()

    @property
    def surveyed(self) -> frozenset[str]:
        """Places whose surveys speak for all of this: itself unless it is a circle, and what contains it."""
        return self.containing if self.km is not None else self.containing | {self.place}

    @property
    def asked(self) -> frozenset[str]:
        """Every place where a tie matters for this question."""
        return self.inside | self.undecided | self.in_city


def scope(view: View, place: str) -> Scope:
    """The places inside, around and undecided for an asked place id."""
    below = view.rows(BELOW, {"place": place})
    inside = frozenset(r["id"] for r in below)
    name = next((r["name"] for r in below if r["id"] == place), place)
    above = view.rows(ABOVE, {"places": sorted(inside)})
    countries = frozenset(r["id"] for r in above if r["place_type"] == "country")
    over = view.rows(CHAIN_ABOVE, {"place": place})
    containing = frozenset(r["id"] for r in over if r["place_type"] != "country")
    city = next((r["id"] for r in over if r["place_type"] == "city"), None)
    in_city = frozenset(r["id"] for r in view.rows(BELOW, {"place": city})) if city else frozenset[str]()
    undecided = frozenset(r["id"] for r in above) - inside - countries
    return Scope(place, name, inside, undecided, containing, city, in_city, countries=countries - inside)


def locality(at: str | None, around: Scope) -> Locality:
    """Where a tie at `at` stands for the asked place.

    >>> zone = Scope("torch", "火炬", frozenset({"torch", "xiangan-park"}), frozenset({"xiamen", "fujian"}), frozenset(), countries=frozenset({"CN"}))
    >>> [locality(at, zone) for at in ("xiangan-park", "xiamen", "hefei", "CN", None)]
    ['inside', 'undecided', 'outside', 'unplaced', 'unplaced']
    """
    if at in around.inside:
        return "inside"
    if at in around.undecided:
        return "undecided"
    return "unplaced" if at is None or at in around.countries else "outside"
