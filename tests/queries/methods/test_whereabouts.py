"""Where is a place, and how far?"""

from collections.abc import Callable

from graph.model.change import View
from queries.methods.locality import scope
from queries.methods.whereabouts import best, kilometres, nearest, seats, spots

Country = Callable[..., View]


def test_a_zone_is_shown_with_its_city_and_measured_from_it(country: Country) -> None:
    known = spots(country(), ["zone", "340101", "JP", "CN", "not-there"])
    assert known["zone"].shown == "甲市虚构高新区"
    assert known["340101"].shown == "乙市东区"
    assert kilometres(known["zone"], known["340101"]) == 815
    assert kilometres(known["zone"], known["JP"]) is None
    assert "not-there" not in known


def test_a_bare_country_or_province_in_china_is_not_placed_a_place_abroad_is(country: Country) -> None:
    known = spots(country(), ["zone", "350000", "CN", "JP"])
    assert {p: s.is_placed for p, s in known.items()} == {"zone": True, "350000": False, "CN": False, "JP": True}


def test_the_most_precise_of_several_places_is_shown(country: Country) -> None:
    known = spots(country(), ["zone", "350200", "CN"])
    spot = best(["CN", None, "350200", "zone"], known)
    assert spot is not None
    assert spot.id == "zone"
    assert best([], known) is None


def test_a_firm_of_several_places_stands_where_it_is_nearest(country: Country) -> None:
    view = country(
        [{"id": "m-1", "name": "甲公司"}],
        OPERATES_IN=[
            {"subject": "m-1", "object": "display/cell", "at": "340100"},
            {"subject": "m-1", "object": "display/cell", "at": "350200"},
        ],
        REGISTERED_IN=[{"subject": "m-1", "object": "JP"}],
    )
    places = seats(view, ["m-1"])["m-1"]
    assert set(places) == {"340100", "350200", "JP"}
    assert nearest(places, scope(view, "350200")) == "inside"
    assert nearest(places, scope(view, "zone")) == "undecided"
