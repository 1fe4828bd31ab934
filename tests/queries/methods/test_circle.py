"""A circle round a place: whole places in it, places it cuts, places without coordinates, who surveys for all of it."""

from collections.abc import Callable
from math import pi

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import QuestionError
from graph.model.change import Row, View
from queries.methods.circle import circle, split
from queries.methods.locality import locality
from queries.methods.rings import rings
from queries.methods.whereabouts import EARTH_KM, great_circle_km

ViewOf = Callable[..., View]

# A fictional coast on the equator: one degree of longitude is 111.2 km. 甲市 has two districts, 近区 at 0.1° (11 km) and
# 远区 at 0.6° (67 km); 乙市 stands at 2° (222 km) with its 丙区 at 0.3° (33 km).
PLACES: list[Row] = [
    {"id": "CN", "name": "中国", "place_type": "country"},
    {"id": "sheng", "name": "虚构省", "place_type": "province", "longitude": 1.0, "latitude": 0.0},
    {"id": "jia", "name": "甲市", "place_type": "city", "longitude": 0.0, "latitude": 0.0},
    {"id": "jin", "name": "近区", "place_type": "district", "longitude": 0.1, "latitude": 0.0},
    {"id": "yuan", "name": "远区", "place_type": "district", "longitude": 0.6, "latitude": 0.0},
    {"id": "yi", "name": "乙市", "place_type": "city", "longitude": 2.0, "latitude": 0.0},
    {"id": "bing", "name": "丙区", "place_type": "district", "longitude": 0.3, "latitude": 0.0},
    {"id": "near-park", "name": "近园", "place_type": "park"},
    {"id": "far-park", "name": "远园", "place_type": "park"},
    {"id": "zone", "name": "高新区", "place_type": "zone"},
]
WITHIN = [
    ("sheng", "CN"), ("jia", "sheng"), ("yi", "sheng"), ("jin", "jia"), ("yuan", "jia"), ("bing", "yi"),
    ("near-park", "jin"), ("far-park", "yuan"), ("near-park", "zone"), ("zone", "jia"),
]  # fmt: skip


@pytest.fixture
def coast(view_of: ViewOf) -> View:
    return view_of(nodes={"Place": PLACES}, edges={"WITHIN": [{"subject": a, "object": b} for a, b in WITHIN]})


def where(view: View, place: str, km: float) -> dict[str, str]:
    found = circle(view, place, km)
    return {str(p["id"]): locality(str(p["id"]), found) for p in PLACES}


def test_a_place_is_inside_with_all_its_parts_and_undecided_with_some(coast: View) -> None:
    assert where(coast, "jia", 40) == {
        "CN": "unplaced", "sheng": "undecided", "jia": "undecided", "jin": "inside", "yuan": "outside",
        "yi": "undecided", "bing": "inside", "near-park": "inside", "far-park": "outside", "zone": "undecided",
    }  # fmt: skip


def test_a_wider_circle_holds_the_whole_city_and_what_in_it_has_no_coordinates(coast: View) -> None:
    found = where(coast, "jia", 70)
    inside = {place for place, one in found.items() if one == "inside"}
    assert inside == {"jia", "jin", "yuan", "bing", "near-park", "far-park", "zone"}
    assert found["sheng"] == "undecided"


def test_a_city_with_a_district_nobody_located_is_never_wholly_inside(view_of: ViewOf) -> None:
    lost: Row = {"id": "shi", "name": "失区", "place_type": "district"}
    within = [{"subject": a, "object": b} for a, b in [*WITHIN, ("shi", "jia")]]
    view = view_of(nodes={"Place": [*PLACES, lost]}, edges={"WITHIN": within})
    found = circle(view, "jia", 70)
    assert [locality(p, found) for p in ("jia", "shi", "jin", "zone")] == [
        "undecided",
        "undecided",
        "inside",
        "undecided",
    ]


def test_a_park_without_coordinates_is_measured_from_its_district(coast: View) -> None:
    assert where(coast, "far-park", 40)["bing"] == "inside"
    assert where(coast, "far-park", 30)["bing"] == "outside"


def test_a_zone_without_coordinates_or_a_district_is_measured_from_its_city_and_says_so(coast: View) -> None:
    found = circle(coast, "zone", 40)
    assert found.name == "高新区(自身没有坐标,以甲市的坐标为圆心)周边40公里"
    assert (found.inside, found.undecided) == (circle(coast, "jia", 40).inside, circle(coast, "jia", 40).undecided)


def test_where_nothing_has_coordinates_there_is_no_circle_but_a_way_out(view_of: ViewOf) -> None:
    view = view_of(nodes={"Place": [{"id": "bare", "name": "无点园", "place_type": "park"}]})
    with pytest.raises(QuestionError, match=r"无点园和它所在的区、市都没有坐标.*请改问"):
        circle(view, "bare", 30)


@pytest.mark.parametrize("km", [0, -5, 3001, float("nan"), float("inf")])
def test_a_radius_that_makes_no_circle_is_refused(coast: View, km: float) -> None:
    with pytest.raises(QuestionError, match="圈的半径须大于0"):
        circle(coast, "jia", km)


def test_only_who_contains_all_of_it_surveys_for_a_circle(coast: View) -> None:
    assert circle(coast, "jin", 5).surveyed == {"jin", "jia", "sheng"}
    assert circle(coast, "jia", 40).surveyed == {"sheng"}


def test_the_city_stands_beside_a_zone_and_not_beside_itself(coast: View) -> None:
    assert rings(coast, "jia").city is None
    beside = rings(coast, "zone").city
    assert beside is not None
    assert beside.place == "jia"
    assert rings(coast, "near-park", 20).seen(["jia"]) == {"city_locality": "inside", "circle_locality": "undecided"}
    assert rings(coast, "zone").seen(["yi"]) == {"city_locality": "outside", "circle_locality": None}


@given(st.floats(-89, 89), st.floats(-179, 179))
def test_a_great_circle_is_symmetric_and_never_longer_than_half_the_earth(lat: float, lon: float) -> None:
    there, back = great_circle_km((lon, lat), (10.0, 20.0)), great_circle_km((10.0, 20.0), (lon, lat))
    assert there == pytest.approx(back)
    assert 0 <= there <= pi * EARTH_KM + 1e-6


@given(
    st.dictionaries(st.sampled_from("abcd"), st.frozensets(st.sampled_from("pqrst"), min_size=1)),
    st.frozensets(st.sampled_from("pqrst")),
)
def test_inside_and_cut_are_apart_and_more_hits_never_take_a_place_out(
    parts: dict[str, frozenset[str]], hits: frozenset[str]
) -> None:
    inside, cut = split(parts, hits)
    assert not inside & cut
    assert all(parts[a] & hits for a in inside | cut)
    assert inside <= split(parts, frozenset("pqrst"))[0]
