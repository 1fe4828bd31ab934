"""Which places lie in a circle round a place, which reach over its rim, which surveys speak for all of it?

The centre is the place's own coordinates, else its district's, else its city's. A place counts with all its parts: inside when the
coordinates of every part lie in the circle, undecided when only some do or a city or district of it has none; a place
without coordinates is where what contains it is. Distances are great circles; what is known by country only is unplaced.
"""

from collections.abc import Iterable, Mapping
from math import cos, radians

from graph.errors import QuestionError
from graph.model.change import Row, View
from queries.methods.locality import Scope
from queries.methods.whereabouts import great_circle_km

CENTRE = """
MATCH (a:Place {id: $place})-[:WITHIN*0..6]->(q:Place)
RETURN DISTINCT a.name AS name, q.id AS id, q.name AS above_name, q.place_type AS place_type,
       q.longitude AS longitude, q.latitude AS latitude
"""

NEAR = """
MATCH (p:Place)
WHERE p.latitude >= $south AND p.latitude <= $north AND p.longitude >= $west AND p.longitude <= $east
RETURN p.id AS id, p.longitude AS longitude, p.latitude AS latitude
"""

ABOVE = """
UNWIND $places AS place
MATCH (p:Place {id: place})-[:WITHIN*0..6]->(q:Place)
RETURN DISTINCT p.id AS id, q.id AS above, q.place_type AS place_type, q.latitude AS latitude
"""

BELOW = """
UNWIND $places AS place
MATCH (q:Place {id: place})<-[:WITHIN*0..6]-(p:Place)
RETURN DISTINCT q.id AS above, p.id AS id, p.latitude AS latitude, p.place_type AS place_type
"""

MOST_KM = 3000.0
KM_PER_DEGREE = 110.5
"""Less than any degree of latitude is long: a box by it holds the whole circle."""

DIVISIONS = ("city", "district")
"""Parts of a place that count even without coordinates: nobody can say then that all of it is in."""

Parts = Mapping[str, frozenset[str]]


def circle(view: View, place: str, km: float) -> Scope:
    """The circle of `km` round a place id, as a scope: inside, undecided, and who surveys for all of it."""
    if not 0 < km <= MOST_KM:
        raise QuestionError(f"--within-km {km:g}:圈的半径须大于0、不超过{MOST_KM:g}公里;请写如 --within-km 50")
    name, longitude, latitude = centre(view, place)
    hits = frozenset(_hits(view, (longitude, latitude), km))
    above, located = _above(view, hits)
    areas = frozenset(a for those in above.values() for a in those)
    parts, bare = _below(view, areas)
    inside, cut = split({a: parts[a] for a in areas & located}, hits)
    bare_in, bare_cut = _bare(_above(view, bare), inside, areas)
    containing = frozenset.intersection(*above.values()) if above else frozenset[str]()
    return Scope(
        place=place,
        name=f"{name}{km:g}公里",
        inside=inside | bare_in,
        undecided=cut | bare_cut,
        containing=containing,
        km=km,
        countries=frozenset(r["id"] for r in view.rows(CENTRE, {"place": place}) if r["place_type"] == "country"),
    )


def centre(view: View, place: str) -> tuple[str, float, float]:
    """What a circle round a place is called, and the longitude and latitude it is drawn from.

    A zone across districts has no point of its own: its city's stands in for it, and the name says so.
    """
    rows = view.rows(CENTRE, {"place": place})
    name = next((r["name"] for r in rows if r["name"]), place)
    placed = [r for r in rows if r["longitude"] is not None and r["latitude"] is not None]
    districts = [r for r in placed if r["place_type"] == "district"]
    nearest = [r for r in placed if r["id"] == place] or (districts if len(districts) == 1 else [])
    found = nearest or [r for r in placed if r["place_type"] == "city"]
    if not found:
        raise QuestionError(
            f"--within-km:{name}和它所在的区、市都没有坐标,画不出圈;请改问一个有坐标的地点,或在地点表中补上经度、纬度后重新加载"
        )
    named = f"{name}周边" if nearest else f"{name}(自身没有坐标,以{found[0]['above_name']}的坐标为圆心)周边"
    return named, float(found[0]["longitude"]), float(found[0]["latitude"])


def _hits(view: View, at: tuple[float, float], km: float) -> Iterable[str]:
    """Places whose own coordinates lie in the circle."""
    longitude, latitude = at
    tall = km / KM_PER_DEGREE
    wide = tall / max(0.01, cos(radians(min(89.0, abs(latitude) + tall))))
    box = {
        "south": latitude - tall, "north": latitude + tall, "west": longitude - wide, "east": longitude + wide,
    }  # fmt: skip
    for row in view.rows(NEAR, box):
        if great_circle_km(at, (float(row["longitude"]), float(row["latitude"]))) <= km:
            yield row["id"]


def _above(view: View, places: Iterable[str]) -> tuple[dict[str, frozenset[str]], frozenset[str]]:
    """Each place with what contains it, itself among them, no countries; and which of all these have coordinates."""
    wanted = sorted(places)
    rows = [r for r in view.rows(ABOVE, {"places": wanted}) if r["place_type"] != "country"] if wanted else []
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row["id"], set()).add(row["above"])
    located = frozenset(r["above"] for r in rows if r["latitude"] is not None)
    return {place: frozenset(those) for place, those in found.items()}, located


def _below(view: View, areas: Iterable[str]) -> tuple[Parts, frozenset[str]]:
    """The parts that decide about each area, itself among them; and the places below without coordinates."""
    wanted = sorted(areas)
    rows: list[Row] = view.rows(BELOW, {"places": wanted}) if wanted else []
    parts: dict[str, set[str]] = {}
    for row in rows:
        if row["latitude"] is not None or row["place_type"] in DIVISIONS:
            parts.setdefault(row["above"], set()).add(row["id"])
    bare = frozenset(r["id"] for r in rows if r["latitude"] is None)
    return {area: frozenset(those) for area, those in parts.items()}, bare


def split(parts: Parts, hits: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Areas inside a circle and areas cut by it, from their parts and the parts that lie in it.

    >>> inside, cut = split({"city": frozenset({"c", "d"}), "town": frozenset({"t"})}, frozenset({"c", "t"}))
    >>> sorted(inside), sorted(cut)
    (['town'], ['city'])
    """
    inside = frozenset(area for area, own in parts.items() if own <= hits)
    return inside, frozenset(area for area, own in parts.items() if own & hits) - inside


def _bare(
    known: tuple[Mapping[str, frozenset[str]], frozenset[str]], inside: frozenset[str], touched: frozenset[str]
) -> tuple[frozenset[str], frozenset[str]]:
    """Places without coordinates by what contains them: inside with it, out with it, undecided where that is cut."""
    above, located = known
    within = frozenset(place for place, those in above.items() if those & inside)
    cut = frozenset(place for place, those in above.items() if place in touched or those & located <= touched)
    return within, cut - within
