"""Who is behind a figure: publishers of the pages it was made from, our own searches apart, nothing of what guests may not see."""

from typing import Any, cast

import pytest

from graph.model.change import Row, Store, View
from tests.conftest import STAMP, SmallView
from visualizations._sources import counted


def claim(id_: str, publisher: str, **more: Any) -> Row:
    """A claim of a public page, unless said otherwise."""
    said = {"id": id_, "claim_id": f"c-{id_}", "kind": "OPERATES_IN", "publisher": publisher, "title": "虚构", "visibility": "public",
            "address": f"https://example.org/{id_}", "published_on": "2024", "series": "虚构表"}  # fmt: skip
    return said | more


def searched(id_: str) -> Row:
    return claim(id_, "surveys", kind="SURVEYED", address=None, series="facts/chains/display/surveys.csv")


def telling(*claims: Row) -> View:
    """A view that has nothing but these claims."""
    return SmallView(cast("Store", None), STAMP, {}, claims)


@pytest.fixture
def view() -> View:
    hidden = claim("4", "丙报", visibility="internal")
    return telling(claim("1", "甲报"), claim("2", "甲报"), claim("3", "乙报"), hidden, searched("5"))


def test_a_count_names_the_publishers_it_was_made_from_with_most_pages_first_and_each_page_once(view: View) -> None:
    assert counted(view, ("3", "1", "2", "1"), "internal") == "chainscout据甲报、乙报(3页)整理"


def test_of_many_publishers_three_are_named_and_all_are_counted() -> None:
    many = telling(*(claim(str(n), f"虚构{n}报") for n in range(5)))
    assert counted(many, map(str, range(5)), "internal") == "chainscout据虚构0报、虚构1报、虚构2报 等5(5页)整理"


def test_own_searches_are_no_publisher(view: View) -> None:
    assert counted(view, ("3", "5"), "internal") == "chainscout据乙报(1页)和案头检索1条整理"
    assert counted(view, ("5",), "internal") == "chainscout据案头检索1条整理"


def test_guests_hear_of_public_pages_only(view: View) -> None:
    assert counted(view, ("3", "4", "5"), "outside") == "chainscout据乙报(1页)整理"


def test_what_rests_on_no_page_says_so(view: View) -> None:
    for ids in ((), ("nobody",)):
        assert counted(view, ids, "internal") == "chainscout据库中未注出处的记录整理"
