"""Where does a firm stand for whoever asks: 区内, 市内, in the circle, not decided, elsewhere, or at no place on record?

One word out of the three scopes of `rings`, the nearest that is certain; a firm of which no record says more than the
country is apart, and never counts as elsewhere.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from graph.model.change import View
from queries.methods.locality import Locality, Scope, locality
from queries.methods.operations import Operation
from queries.methods.rings import Rings
from queries.methods.whereabouts import Spot, best, kilometres, nearest, seats, spots

Where = Literal["inside", "in_city", "within", "undecided", "outside", "unplaced"]

WHERE_WORDS: Mapping[Where, str] = {
    "inside": "区内",
    "in_city": "市内",
    "within": "圈内",
    "undecided": "片区不明",
    "outside": "外地",
    "unplaced": "所在地不明",
}
"""In the order in which firms are listed."""


@dataclass(frozen=True)
class Stand:
    """Where something stands: the word, each scope's own answer, the place as it is shown, the way there."""

    where: Where
    locality: Locality
    city_locality: Locality | None
    circle_locality: Locality | None
    place: str | None
    distance_km: int | None

    @property
    def word(self) -> str:
        """The word in Chinese."""
        return WHERE_WORDS[self.where]

    @property
    def is_placed(self) -> bool:
        """Does a record say more than that it is in China?"""
        return self.where != "unplaced"


@dataclass(frozen=True)
class Ground:
    """What is known of the places of some firms, seen from the asked place."""

    around: Rings
    seats: Mapping[str, tuple[str, ...]]
    known: Mapping[str, Spot]
    stood: dict[tuple[str, ...], Stand] = field(default_factory=dict, repr=False, compare=False)
    """What was found already, by places: a thousand firms stand at a hundred."""

    def of(self, firm: str) -> Stand:
        """Where a firm stands, at the nearest of its places."""
        return self.at(self.seats.get(firm, ()))

    def at(self, places: Iterable[str | None]) -> Stand:
        """Where something of these places stands, at the nearest of them."""
        listed = tuple(p for p in places if p)
        if listed not in self.stood:
            self.stood[listed] = self._stand(listed)
        return self.stood[listed]

    def _stand(self, listed: Sequence[str]) -> Stand:
        seen = self.around.seen(listed)
        where, deciding = self._decided(listed)
        spot = best(deciding, self.known)
        if where == "outside" and (spot is None or spot.id == "CN"):
            where = "unplaced"
        return Stand(
            where=where,
            locality=nearest(listed, self.around.place),
            city_locality=seen["city_locality"],
            circle_locality=seen["circle_locality"],
            place=spot.shown if spot and spot.id != "CN" else None,
            distance_km=kilometres(self.known.get(self.around.place.place), spot) if spot and spot.city else None,
        )

    def _decided(self, places: Sequence[str]) -> tuple[Where, Sequence[str]]:
        """The nearest scope that is certain, then the doubtful, then the rest; and the places that say so."""
        steps: tuple[tuple[Where, Scope | None, Locality], ...] = (
            ("inside", self.around.place, "inside"),
            ("in_city", self.around.city, "inside"),
            ("within", self.around.circle, "inside"),
            ("undecided", self.around.place, "undecided"),
            ("undecided", self.around.city, "undecided"),
            ("undecided", self.around.circle, "undecided"),
        )
        for where, asked, wanted in steps:
            those = [p for p in places if asked is not None and locality(p, asked) == wanted]
            if those:
                return where, those
        return "outside", places


def ground(view: View, firms: Iterable[str], around: Rings, places: Iterable[str | None] = ()) -> Ground:
    """What is known of the places of these firms, and of more places by id."""
    seated = seats(view, firms)
    wanted = [around.place.place, *(p for those in seated.values() for p in those), *places]
    return Ground(around, seated, spots(view, wanted))


def ground_of(view: View, found: Iterable[Operation], around: Rings) -> Ground:
    """What is known of the places where these operations are."""
    return Ground(around, {}, spots(view, [around.place.place, *(o.at for o in found)]))


def near_places(around: Rings) -> frozenset[str]:
    """Every place that is inside or undecided for any of the scopes."""
    return inside_places(around).union(*(s.undecided for s in _scopes(around)))


def inside_places(around: Rings) -> frozenset[str]:
    """Every place that lies in one of the scopes for certain."""
    return frozenset[str]().union(*(s.inside for s in _scopes(around)))


def _scopes(around: Rings) -> list[Scope]:
    return [s for s in (around.place, around.city, around.circle) if s is not None]


def counted(stands: Iterable[Stand]) -> dict[str, int]:
    """How many stand where, by the words, the nearest first; words nobody has are left out.

    >>> far = Stand("outside", "outside", None, None, "乙市", 815)
    >>> counted([far, Stand("inside", "inside", None, None, "甲市", 0), far])
    {'区内': 1, '外地': 2}
    """
    listed = [s.where for s in stands]
    return {word: listed.count(where) for where, word in WHERE_WORDS.items() if where in listed}
