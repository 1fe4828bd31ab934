"""Where does a firm stand for whoever asks?"""

from collections.abc import Callable

from graph.model.change import Row, View
from queries.methods.operations import in_segments
from queries.methods.rings import rings
from queries.methods.stands import counted, ground, ground_of, near_places

Country = Callable[..., View]

POINTS: list[Row] = [
    {"id": "350300", "name": "丙市", "place_type": "city", "longitude": 119.0, "latitude": 25.4},
]


def placed(country: Country, **at: str | None) -> View:
    firms = [{"id": f"m-{n}", "name": n} for n in at]
    from tests.conftest import PLACES

    return country(
        firms,
        extra={"Place": [*PLACES, *POINTS]},
        WITHIN=[{"subject": "350300", "object": "350000"}],
        OPERATES_IN=[{"subject": f"m-{n}", "object": "display/glass", "at": where} for n, where in at.items()],
    )


def test_the_nearest_scope_that_is_certain_gives_the_word(country: Country) -> None:
    view = placed(country, a="zone", b="350200", c="350300", d="350000", e="340100", f=None, g="JP")
    seen = ground(view, [f"m-{n}" for n in "abcdefg"], rings(view, "zone", None))
    assert {n: seen.of(f"m-{n}").where for n in "abcdefg"} == {
        "a": "inside", "b": "in_city", "c": "outside", "d": "undecided", "e": "outside", "f": "unplaced",
        "g": "outside",
    }  # fmt: skip


def test_a_circle_takes_in_the_next_city_and_says_how_far_it_is(country: Country) -> None:
    view = placed(country, c="350300", e="340100")
    seen = ground(view, ["m-c", "m-e"], rings(view, "350200", 200))
    near, far = seen.of("m-c"), seen.of("m-e")
    assert (near.where, near.place, near.distance_km) == ("within", "丙市", 142)
    assert (far.where, far.word, far.circle_locality) == ("outside", "外地", "outside")
    assert "350300" in near_places(seen.around)
    assert "340100" not in near_places(seen.around)


def test_a_firm_of_two_places_is_shown_at_the_one_that_decides(country: Country) -> None:
    view = placed(country, a="340101")
    seen = ground(view, ["m-a"], rings(view, "350200", 200), places=["350300"])
    stand = seen.at(["340101", "350300"])
    assert (stand.where, stand.place) == ("within", "丙市")


def test_a_firm_of_which_only_the_country_is_known_is_at_no_place_on_record(country: Country) -> None:
    view = placed(country, a="CN")
    stand = ground(view, ["m-a"], rings(view, "350200")).of("m-a")
    assert (stand.where, stand.word, stand.place, stand.is_placed) == ("unplaced", "所在地不明", None, False)


def test_another_province_is_elsewhere_though_its_city_is_not_on_record(country: Country) -> None:
    view = placed(country, a="340000")
    stand = ground(view, ["m-a"], rings(view, "350200")).of("m-a")
    assert (stand.word, stand.place, stand.distance_km) == ("外地", "虚设省", None)


def test_an_operation_stands_where_it_is_and_not_where_its_firm_sits(country: Country) -> None:
    view = placed(country, a="zone", b="340100")
    found = in_segments(view, ["display/glass"])
    seen = ground_of(view, found, rings(view, "zone"))
    assert counted(seen.at([o.at]) for o in found) == {"区内": 1, "外地": 1}
