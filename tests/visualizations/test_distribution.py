"""Firms, candidates and carriers about an anchor."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from graph.errors import QuestionError
from graph.model.change import View
from queries.methods.whereabouts import Spot
from visualizations import distribution
from visualizations._chart import Dot, Frame, chart
from visualizations.distribution import _dots

FIRMS = [
    {"id": f, "name": n}
    for f, n in (("m-1", "虚构链主"), ("m-2", "虚构邻市厂"), ("m-3", "虚构无址厂"), ("m-4", "虚构外地胶厂"))
]


@pytest.fixture
def view(country: Callable[..., View]) -> View:
    return country(
        FIRMS, extra={"Carrier": [{"id": "c-1", "name": "虚构厂房"}, {"id": "c-2", "name": "虚构自用楼", "own_use": "yes"}]},
        OPERATES_IN=[
            {"subject": "m-1", "object": "display/cell", "at": "350200"}, {"subject": "m-2", "object": "display/glass", "at": "350211"},
            {"subject": "m-3", "object": "display/glass"}, {"subject": "m-4", "object": "display/photoresist", "at": "350211"},
        ],
        LEADS=[{"subject": "m-1", "object": "display"}],
        LOCATED_IN=[{"subject": c, "object": "350200"} for c in ("c-1", "c-2")],
    )  # fmt: skip


def test_the_anchor_stands_in_the_middle_and_the_unplaced_are_said_beside_it(view: View) -> None:
    text = distribution.page(view, chain="display", place="甲市")
    assert "以虚构链主为中心" in text
    assert re.search(r"地点不明</span></span><b>1</b>", text)
    assert "虚构邻市厂" in text
    assert text == distribution.page(view, chain="display", place="甲市")


def test_a_carrier_for_own_use_is_not_drawn(view: View) -> None:
    assert distribution.page(view, chain="display", place="甲市").count("#fff1d6") == 2  # the mark and its key


def test_a_firm_without_a_known_place_cannot_be_the_middle(view: View) -> None:
    with pytest.raises(QuestionError, match="坐标"):
        distribution.page(view, chain="display", firm="虚构无址厂", place="甲市")


def test_no_name_covers_another_and_names_are_escaped() -> None:
    dots = [Dot(118.0 + n / 100, 24.5, f"<虚构{n}>", "firm") for n in range(40)]
    made = str(chart(Frame(118.0, 24.5, 200.0), dots, (50,)))
    assert "<虚构" not in made
    wide = 13 * 2 + 22.5
    found = re.findall(r'<text (text-anchor="end" )?x="([\d.-]+)" y="([\d.-]+)" fill="#16202e">', made)
    spots = [(float(x) - wide * bool(end), float(y), wide) for end, x, y in found]
    assert spots
    for n, (x, y, wide) in enumerate(spots):
        assert all(y2 > y + 14 or y2 < y - 14 or x2 >= x + wide or x2 + w2 <= x for x2, y2, w2 in spots[n + 1 :])


def test_what_lies_beyond_the_paper_is_not_drawn() -> None:
    assert "<circle" not in str(chart(Frame(118.0, 24.5, 200.0), [Dot(100.0, 24.5, "虚构", "firm")], ()))


def test_what_stands_at_one_point_is_moved_aside_until_all_of_it_is_seen() -> None:
    dots = [Dot(118.0, 24.5, f"虚构{kind}", kind) for kind in ("anchor", "firm", "candidate", "carrier")]
    made = str(chart(Frame(118.0, 24.5, 200.0), dots, (), (("carrier", "载体", "Carriers"),)))
    spots = [(float(x), float(y)) for x, y in re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', made)]
    assert len(set(spots)) == 2
    assert all(abs(x - 320) + abs(y - 320) >= 10 for x, y in spots)
    assert 'data-en="Carriers">载体</text>' in made


def test_a_name_stands_once_at_a_point_and_is_drawn_in_both_languages() -> None:
    dots = [Dot(118.0, 24.5, "虚构市", kind, n, "Fictional City") for kind, n in (("firm", 14), ("carrier", 24), ("candidate", 1))]  # fmt: skip
    made = str(chart(Frame(118.0, 24.5, 200.0), dots, ()))
    assert re.findall(r'fill="#16202e"([^>]*)>([^<]+)</text>', made) == [
        (' data-en="Fictional City 24"', "虚构市 24"),
        ("", "14"),
    ]


def test_parks_without_coordinates_of_their_own_are_one_dot_at_their_city() -> None:
    def spot(at: str, name: str) -> Spot:
        return Spot(at, name, "park", "虚构市", "350200", "中国", "CN", 118.0, 24.5)

    known = {
        "p-1": spot("p-1", "虚构园一"),
        "p-2": spot("p-2", "虚构园二"),
        "lone": replace(spot("lone", "虚构区"), longitude=119.0),
    }
    found = [
        ("p-1", "firm", "m-1"),
        ("p-2", "firm", "m-1"),
        ("p-2", "firm", "m-2"),
        ("lone", "firm", "m-3"),
        ("nowhere", "firm", "m-4"),
    ]
    assert [(d.name, d.n) for d in _dots(found, known, str)] == [("虚构市", 2), ("虚构区", 1)]


def test_a_firm_known_to_the_city_only_is_not_at_no_distance(view: View) -> None:
    text = distribution.page(view, chain="display", place="甲市")
    assert '<td class="n">同市</td>' in text.replace('<span data-en="same city">同市</span>', "同市")
    assert "坐标只到市,不算距离" in text


def test_makers_of_what_is_missing_are_not_called_targets(view: View) -> None:
    assert "招商目标)" not in distribution.page(view, chain="display", place="甲市")
