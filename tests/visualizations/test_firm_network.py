"""A firm's ties as a network."""

import json
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest

from graph.model.change import View
from visualizations import firm_network
from visualizations._network import MOST, Sector, Spoke, network

EVIL = 'a" onmouseover="x"><script>alert(1)</script> href'


def data(html: str) -> Any:
    found = re.search(r'id="data">(.*?)</script>', html, re.S)
    assert found
    return json.loads(found[1])


@pytest.fixture
def view(country: Callable[..., View]) -> View:
    many = [{"id": f"m-{n:03}", "name": f"虚构供应商{n:03}"} for n in range(60)]
    return country(
        [{"id": "m-hub", "name": "虚构链主公司"}, {"id": "m-evil", "name": EVIL}, *many],
        OPERATES_IN=[{"subject": "m-hub", "object": "display/cell", "at": "zone"}],
        SUPPLIES=[
            *({"subject": f["id"], "object": "m-hub", "product": "虚构部件"} for f in many),
            {"subject": "m-hub", "object": "m-evil", "product": EVIL, "source_url": "javascript:alert(1)"},
        ],
    )  # fmt: skip


def test_what_goes_beyond_stands_in_a_group_that_opens(view: View) -> None:
    found = data(firm_network.page(view, firm="虚构链主公司", place="甲市"))
    shown = [n for n in found["nodes"] if not n.get("hidden")]
    assert len(shown) <= MOST
    (group,) = found["groups"]
    assert group == "group:supplier"
    assert len(found["groups"][group]) == 60 - firm_network.SECTORS[0].shown
    assert {n["id"] for n in found["nodes"] if n.get("hidden")} == set(found["groups"][group])


def test_no_two_nodes_stand_on_one_place(view: View) -> None:
    found = data(firm_network.page(view, firm="虚构链主公司", place="甲市"))
    places = [(n["x"], n["y"]) for n in found["nodes"]]
    assert len(places) == len(set(places))


def test_hostile_names_links_and_titles_are_text(view: View) -> None:
    html = firm_network.page(view, firm="虚构链主公司", place="甲市")
    assert "<script>alert" not in html
    assert 'href="javascript' not in html
    assert EVIL in [n["label"] for n in data(html)["nodes"]]
    assert "default-src 'none'" in unescape(html)


def test_the_page_asks_nobody_and_is_the_same_twice(view: View) -> None:
    html = firm_network.page(view, firm="m-hub", place="甲市")
    assert not re.search(r'<(?:script|link|img)[^>]+(?:src|href)="(?!data:)', html)
    assert html == firm_network.page(view, firm="m-hub", place="甲市")


def test_the_list_says_what_the_network_says(view: View) -> None:
    html = firm_network.page(view, firm="m-hub", place="甲市")
    assert html.count('<tr><td><span data-en="Suppliers">供应商</span></td>') == 60


def test_every_word_drawn_on_the_picture_has_its_english_beside_it(view: View) -> None:
    found = data(firm_network.page(view, firm="m-hub", place="甲市"))
    drawn = {n["id"]: n.get("label_en") for n in found["nodes"] if n["level"] in ("head", "none", "group")}
    assert drawn == {
        "head:left": "Suppliers 60", "group:supplier": "Suppliers: 43 more, press", "head:right": "Customers 1",
        "none:up": "Related firms: no record,\nwhich is not none", "head:down": "Segments 1",
    }  # fmt: skip
    (says,) = {e.get("says_en") for e in found["edges"] if e["says"].startswith("供:")}
    assert says == "supplies 虚构部件"


def test_a_side_without_a_record_says_so_inside_and_nothing_to_guests(view: View) -> None:
    inside = firm_network.page(view, firm="m-hub", place="甲市")
    guests = firm_network.page(view, firm="m-hub", place="甲市", edition="outside")
    assert "关联企业:库中没有记录" in inside
    assert "没有记录" not in guests


def test_more_open_nodes_than_can_be_read_are_refused() -> None:
    spokes = [Spoke(f"s{n}", "x", "a", "box", "", True, True) for n in range(400)]
    with pytest.raises(ValueError, match="more than 300"):
        network(("m", "m"), spokes, [Sector("a", "a", "left", 400)])
