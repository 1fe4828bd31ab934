"""Where is a place: its name, its city, its country, and how far from another?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from graph.model.change import Row, View
from queries.methods.locality import Locality, Scope, locality

SPOTS = """
UNWIND $places AS place
MATCH (p:Place {id: place})-[:WITHIN*0..6]->(q:Place)
RETURN DISTINCT p.id AS id, p.name AS name, p.place_type AS place_type, p.longitude AS longitude,
       p.latitude AS latitude, q.id AS above, q.name AS above_name, q.place_type AS above_type,
       q.longitude AS above_longitude, q.latitude AS above_latitude
"""

SEATS = """
UNWIND $firms AS firm
MATCH (f:Firm {id: firm})-[:LOCATED_IN|REGISTERED_IN]->(p:Place)
RETURN DISTINCT f.id AS firm, p.id AS place
"""

CITY_PROVINCES = frozenset({"110000", "120000", "310000", "500000", "810000", "820000"})
"""Provinces that count as a city: to know 上海市 is to know the city."""

EARTH_KM = 6371.0
NEAREST_FIRST: Mapping[str, int] = {"inside": 0, "undecided": 1, "outside": 2, "unplaced": 3}
"""The order in which places are listed."""
DETAIL = ("park", "zone", "district", "city")


@dataclass(frozen=True)
class Spot:
    """A place with the city and country it lies in; coordinates its own, else its city's."""

    id: str
    name: str
    place_type: str | None
    city: str | None
    city_id: str | None
    country: str | None
    country_id: str | None
    longitude: float | None = None
    latitude: float | None = None

    @property
    def is_placed(self) -> bool:
        """Is the city, or a place abroad, known? A bare country or province in China is not."""
        return self.city is not None or (self.country_id is not None and self.country_id != "CN")

    @property
    def shown(self) -> str:
        """The name with its city before it.

        >>> Spot("340123", "肥西县", "district", "合肥市", "340100", "中国", "CN").shown
        '合肥市肥西县'
        """
        return self.name if self.city is None or self.city in self.name else f"{self.city}{self.name}"


def spots(view: View, places: Iterable[str | None]) -> dict[str, Spot]:
    """The places asked for, by id; ids the graph does not have are left out."""
    wanted = sorted({p for p in places if p})
    grouped: dict[str, list[Row]] = {}
    for row in view.rows(SPOTS, {"places": wanted}) if wanted else ():
        grouped.setdefault(row["id"], []).append(row)
    return {place: _spot(rows) for place, rows in grouped.items()}


def seats(view: View, firms: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The places of firms, from their seats and from where they operate; a firm without any is left out."""
    wanted = sorted(set(firms))
    found: dict[str, list[str]] = {}
    for row in view.rows(SEATS, {"firms": wanted}) if wanted else ():
        found.setdefault(row["firm"], []).append(row["place"])
    return {firm: tuple(sorted(places)) for firm, places in found.items()}


def _spot(rows: list[Row]) -> Spot:
    own = rows[0]
    city = next((r for r in rows if r["above_type"] == "city"), None)
    city = city or next((r for r in rows if r["above"] in CITY_PROVINCES), None)
    country = next((r for r in rows if r["above_type"] == "country"), None)
    located = own["latitude"] is not None or city is None
    point = (own["longitude"], own["latitude"]) if located else (city["above_longitude"], city["above_latitude"])  # type: ignore[index]
    return Spot(
        id=own["id"],
        name=own["name"] or own["id"],
        place_type=own["place_type"],
        city=city["above_name"] if city else None,
        city_id=city["above"] if city else None,
        country=country["above_name"] if country else None,
        country_id=country["above"] if country else None,
        longitude=point[0],
        latitude=point[1],
    )


def kilometres(one: Spot | None, other: Spot | None) -> int | None:
    """Great-circle distance in whole km (haversine), none where a coordinate is not known.

    >>> xiamen = Spot("350200", "厦门市", "city", "厦门市", "350200", "中国", "CN", 118.089, 24.480)
    >>> fuzhou = Spot("350100", "福州市", "city", "福州市", "350100", "中国", "CN", 119.297, 26.074)
    >>> kilometres(xiamen, fuzhou)
    215
    """
    if one is None or other is None:
        return None
    if one.longitude is None or one.latitude is None or other.longitude is None or other.latitude is None:
        return None
    return round(great_circle_km((one.longitude, one.latitude), (other.longitude, other.latitude)))


def great_circle_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance of two points (longitude, latitude in degrees) in km, by the haversine formula.

    >>> round(great_circle_km((0.0, 0.0), (0.0, 90.0)), 1)  # a quarter of a meridian of a sphere of 6371 km
    10007.5
    """
    lat_one, lat_other = radians(one[1]), radians(other[1])
    d_lat, d_lon = lat_other - lat_one, radians(other[0] - one[0])
    half = sin(d_lat / 2) ** 2 + cos(lat_one) * cos(lat_other) * sin(d_lon / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))


def best(places: Iterable[str | None], known: Mapping[str, Spot]) -> Spot | None:
    """The most precise of several places of one firm, the first by id among equals."""
    found = [known[p] for p in sorted({p for p in places if p}) if p in known]
    rank = {kind: i for i, kind in enumerate(DETAIL)}
    return min(found, key=lambda s: rank.get(s.place_type or "", len(rank)), default=None)


def nearest(places: Iterable[str | None], around: Scope) -> Locality:
    """Where a firm of several places stands: inside before undecided before outside; unplaced where no place is known.

    >>> zone = Scope("torch", "火炬", frozenset({"torch"}), frozenset({"xiamen"}), frozenset())
    >>> nearest(["hefei", "xiamen"], zone), nearest([], zone)
    ('undecided', 'unplaced')
    """
    return min((locality(p, around) for p in places), key=NEAREST_FIRST.__getitem__, default="unplaced")
