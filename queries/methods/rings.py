"""Where does something stand for an asked place, its city, and a circle in km round it, side by side?

Each of the three says inside, undecided or outside on its own: a firm known to be in the city and no closer is
undecided for a zone and certainly 市内. The city is left out where the asked place is one or lies in none.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from graph.model.change import View
from queries.methods.circle import circle
from queries.methods.locality import Locality, Scope, scope
from queries.methods.whereabouts import nearest


@dataclass(frozen=True)
class Rings:
    """The scopes of one question: the asked place, its city where that is wider, a circle where one is asked."""

    place: Scope
    city: Scope | None = None
    circle: Scope | None = None

    @property
    def asked(self) -> frozenset[str]:
        """Every place where something matters for this question."""
        drawn = self.circle.inside | self.circle.undecided if self.circle else frozenset[str]()
        return self.place.asked | drawn

    def seen(self, places: Iterable[str | None]) -> dict[str, Locality | None]:
        """Where something of these places stands, as the fields a line shows beside its `locality`.

        >>> zone = Scope("torch", "火炬", frozenset({"torch"}), frozenset({"xiamen"}), frozenset())
        >>> city = Scope("xiamen", "厦门市", frozenset({"torch", "xiamen"}), frozenset(), frozenset())
        >>> Rings(zone, city).seen(["xiamen"])
        {'city_locality': 'inside', 'circle_locality': None}
        """
        known = list(places)
        return {
            "city_locality": nearest(known, self.city) if self.city else None,
            "circle_locality": nearest(known, self.circle) if self.circle else None,
        }


def rings(view: View, place: str, within_km: float | None = None) -> Rings:
    """The rings round an asked place id; QuestionError where a circle is asked and has no centre."""
    around = scope(view, place)
    city = scope(view, around.city) if around.city and around.city != place else None
    return Rings(around, city, circle(view, place, within_km) if within_km is not None else None)
