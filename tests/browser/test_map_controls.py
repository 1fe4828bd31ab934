"""The other controls of the chain map in a browser: chains, panel, zoom, wheel, keys, results by mouse, the guests' edition."""

from typing import Any

import pytest

from graph.model.change import View
from tests.browser.conftest import Open
from visualizations import chain_map


@pytest.fixture(scope="module")
def html(shipped: View) -> str:
    return chain_map.page(shipped)


@pytest.fixture(scope="module")
def guests(shipped: View) -> str:
    return chain_map.page(shipped, edition="outside")


def test_a_chain_is_chosen_by_its_tab_or_where_there_is_no_room_from_a_list(html: str, open_page: Open) -> None:
    page = open_page(html)
    page.click("#chains button:has-text('光伏')")
    assert "chain=pv" in page.url
    assert page.locator(".card").count() == page.evaluate("cardsOf(chainOf('pv')).length")
    narrow = open_page(html, width=1366, height=768)
    narrow.select_option("#pick", "pv")
    assert "光伏" in narrow.inner_text("#title")


def test_the_panel_closes_opens_and_opens_by_itself_for_a_card(html: str, open_page: Open) -> None:
    page = open_page(html, "#chain=pv")
    page.click("#side")
    assert page.locator("#panel").is_hidden()
    page.click("#side")
    assert page.locator("#panel").is_visible()
    narrow = open_page(html, "#chain=display", width=1366, height=768)
    assert narrow.locator("#panel").is_hidden()
    narrow.click('.card[data-id="display/polarizer"]')
    assert "偏光片" in narrow.inner_text("#panel h2")
    box, panel = narrow.evaluate(
        "[document.querySelector('.card.sel').getBoundingClientRect().right, document.getElementById('panel').getBoundingClientRect().left]"
    )
    assert box <= panel


def test_buttons_wheel_and_keys_zoom_and_pan(html: str, open_page: Open) -> None:
    page = open_page(html, "#chain=battery")
    for _ in range(3):
        page.click("#in")
    near = page.evaluate("geo.z")
    assert near > 1
    page.click("#out")
    assert page.evaluate("geo.z") < near
    page.keyboard.press("+")
    page.keyboard.press("-")
    page.mouse.move(500, 500)
    page.mouse.wheel(0, 120)
    page.wait_for_function("geo.y < 0")
    page.keyboard.down("Control")
    page.mouse.wheel(0, -120)
    page.keyboard.up("Control")
    page.wait_for_function("geo.z > 1")
    page.click("#fit")
    assert page.evaluate("[geo.x, geo.y, geo.z, geo.detail]") == [0, 0, 1, False]


def test_keys_open_the_table_the_search_and_let_go(html: str, open_page: Open) -> None:
    page = open_page(html, "#chain=pv")
    page.keyboard.press("t")
    assert page.locator("#list").is_visible()
    assert "view=table" in page.url
    page.keyboard.press("t")
    assert page.locator("#stage").is_visible()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("zujian")
    page.keyboard.press("ArrowDown")
    assert page.get_attribute("#q", "aria-activedescendant") is not None
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    page.locator("#q").blur()
    page.keyboard.press("Escape")
    assert page.locator(".card.sel").count() == 0


def test_a_result_of_the_search_can_be_pressed_and_leads_into_another_chain(html: str, open_page: Open) -> None:
    page = open_page(html, "#chain=pv")
    page.fill("#q", "偏光片")
    page.locator("#hits li").first.dispatch_event("mousedown")
    assert page.evaluate("now.seg") == "display/polarizer"
    assert "chain=display" in page.url


def test_a_link_opens_what_it_names_place_outlook_card_and_language(html: str, open_page: Open) -> None:
    page = open_page(html, "#chain=display")
    zone = page.evaluate("D.places[1].id")
    page = open_page(html, f"#chain=display&place={zone}&look=talks&seg=display/polarizer&lang=en")
    assert page.evaluate("[now.place, LOOKS[now.look], now.seg, now.lang]") == [1, "talks", "display/polarizer", "en"]
    assert page.locator("#places button[aria-pressed=true]").inner_text() == page.evaluate("D.places[1].en")
    assert "New display" in page.inner_text("#title")
    page.evaluate("location.hash = 'chain=pv'")
    page.wait_for_function("now.chain === 'pv'")
    assert page.evaluate("now.seg") is None


def test_english_says_nothing_of_its_own_in_chinese(html: str, open_page: Open) -> None:
    page = open_page(html, "#chain=display&lang=en")
    page.click("#filter")
    own = (
        "header .tools button, header .tick, #filters legend, #legend, .band h2, .kind, .card .st, #numbers, #panel h3"
    )
    said = page.evaluate("css => [...document.querySelectorAll(css)].map(e => e.innerText).join('|')", own)
    assert [c for c in said.replace("中文", "") if "\u4e00" <= c <= "\u9fff"] == []


def test_guests_press_everything_and_see_no_gap(guests: str, open_page: Open, violations: Any) -> None:
    page = open_page(guests, "#chain=display")
    assert page.locator("#only-label").is_hidden()
    assert page.locator("#looks").is_hidden()
    assert page.locator("#states").is_hidden()
    page.click("#filter")
    assert violations(page) == []
    page.check("#filters input >> nth=0")
    assert page.inner_text("#matched").startswith("匹配")
    page.keyboard.press("Escape")
    for control in (
        "#places button >> nth=1",
        "#clear",
        "#table",
        "#table",
        "#side",
        "#fit",
        "#lang",
        "#lang",
    ):
        page.click(control)
    shown = page.inner_text("body")
    assert [word for word in ("空白", "缺口清单", "招商目标", "在谈", "补链") if word in shown] == []
