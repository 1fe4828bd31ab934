"""The chain map in a browser, on the facts that ship: every control, every size, no violation, nothing out of view."""

from collections.abc import Callable
from typing import Any

import pytest

from graph.model.change import View
from tests.browser.conftest import SIZES, Open
from visualizations import chain_map

BOXES = """() => [...document.querySelectorAll('.card')].map(e => { const r = e.getBoundingClientRect();
  return [e.dataset.id, r.left, r.top, r.right, r.bottom, e.scrollHeight - e.clientHeight]; })"""
SMALL = """() => [...document.querySelectorAll('body *')].filter(e => e.offsetParent && [...e.childNodes].some(
  n => n.nodeType === 3 && n.textContent.trim()) && parseFloat(getComputedStyle(e).fontSize) < 12).map(e => e.outerHTML.slice(0, 90))"""


@pytest.fixture(scope="module")
def html(shipped: View) -> str:
    return chain_map.page(shipped)


def chains(page: Any) -> list[str]:
    found: list[str] = page.evaluate("D.chains.map(c => c.id)")
    return found


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_cards_never_overlap_and_every_chain_fits_the_view(html: str, open_page: Open, width: int, height: int) -> None:
    page = open_page(html, width=width, height=height)
    stage = page.evaluate(
        "(() => { const r = document.getElementById('stage').getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom] })()"
    )
    for chain in chains(page):
        page.evaluate("c => { location.hash = 'chain=' + c }", chain)
        page.wait_for_function("c => now.chain === c", arg=chain)
        boxes = page.evaluate(BOXES)
        for n, (one, left, top, right, bottom, _) in enumerate(boxes):
            for other, l2, t2, r2, b2, _ in boxes[n + 1 :]:
                assert left >= r2 or right <= l2 or top >= b2 or bottom <= t2, (chain, one, other)
        if not page.evaluate("chain().members.length"):
            outside = [b[0] for b in boxes if b[1] < stage[0] or b[3] > stage[2] or b[2] < stage[1] or b[4] > stage[3]]
            assert not outside, (chain, outside)
        cut = [b[0] for b in boxes if b[5] > 1]
        assert not cut, (chain, cut)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_no_type_is_smaller_than_12_px(html: str, open_page: Open, width: int, height: int) -> None:
    assert open_page(html, "#chain=ic", width=width, height=height).evaluate(SMALL) == []


@pytest.mark.parametrize(
    "view",
    [
        "#chain=display",
        "#chain=display&seg=display/polarizer",
        "#chain=ic&view=table",
        "#chain=bio&lang=en",
        "#chain=battery&only=1",
    ],
)
def test_axe_finds_nothing(html: str, open_page: Open, violations: Callable[[Any], list[str]], view: str) -> None:
    assert violations(open_page(html, view)) == []


def test_a_card_pressed_opens_its_panel_and_lights_upstream_and_downstream(html: str, open_page: Open) -> None:
    page = open_page(html, "#chain=display")
    spot = page.evaluate("chainMap.at('display/polarizer')")
    page.mouse.click(spot["x"], spot["y"])
    assert "偏光片" in page.inner_text("#panel h2")
    assert page.locator(".card.up").count() >= 1
    assert page.locator(".card.down").count() >= 1
    assert "seg=display%2Fpolarizer" in page.url
    page.keyboard.press("Escape")
    assert page.locator(".card.sel").count() == 0


def test_search_finds_by_name_pinyin_and_initials(html: str, open_page: Open) -> None:
    page = open_page(html, "#chain=ic")
    for typed in ("光刻胶", "guangkejiao", "gkj"):
        page.keyboard.press("/")
        page.fill("#q", typed)
        assert "光刻胶" in page.inner_text("#hits li >> nth=0")
        page.keyboard.press("Escape")
    page.fill("#q", "tianma")
    assert "天马" in page.inner_text("#hits")
    page.keyboard.press("Enter")
    assert page.locator(".card.sel").count() == 1


def test_place_outlook_filters_and_names_change_what_is_shown(html: str, open_page: Open) -> None:
    page = open_page(html, "#chain=display")
    before = page.inner_text("#numbers")
    page.click("#places button >> nth=1")
    assert page.inner_text("#numbers") != before
    page.click("#looks button >> nth=1")
    assert "look=signed" in page.url
    page.click("#states button >> nth=0")
    assert page.locator(".card.off").count() > 0
    page.check("#only")
    page.uncheck("#names")
    assert page.locator(".card .f").count() == 0


def test_the_table_says_what_the_map_says_and_leads_back_to_it(html: str, open_page: Open) -> None:
    page = open_page(html, "#chain=battery")
    n = page.locator(".card").count()
    page.click("#table")
    assert page.locator("#list tbody tr").count() == n
    page.click("#list tbody button >> nth=0")
    assert page.locator(".card.sel").count() == 1


def test_keys_walk_from_card_to_card_and_open_one(html: str, open_page: Open) -> None:
    page = open_page(html, "#chain=battery")
    page.locator(".card").first.focus()
    for key in ("ArrowRight", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    assert page.locator(".card.sel").count() == 1


def test_csv_and_picture_are_saved_whole(html: str, open_page: Open) -> None:
    page = open_page(html, "#chain=pv")
    with page.expect_download() as csv:
        page.click("#csv")
    text = csv.value.path().read_text(encoding="utf-8-sig")
    assert text.startswith('"上中下游"')
    assert "数据截至" in text
    with page.expect_download() as picture:
        page.click("#png")
    assert picture.value.path().read_bytes()[:4] == b"\x89PNG"


def test_zoom_shows_every_firm_and_fit_comes_back(html: str, open_page: Open) -> None:
    page = open_page(html, "#chain=display")
    few = page.locator(".card .f").count()
    page.click("#in")
    assert page.locator(".card .f").count() > few
    page.click("#in")
    page.mouse.move(600, 600)
    page.mouse.down()
    page.mouse.move(400, 500)
    page.mouse.up()
    assert page.evaluate("geo.x") < 0
    page.click("#fit")
    assert page.locator(".card .f").count() == few


def test_a_figure_copies_with_its_scope_date_and_source(html: str, open_page: Open) -> None:
    page = open_page(html, "#chain=display&seg=display/panel-array")
    page.evaluate(
        "window.kept = ''; navigator.clipboard.writeText = t => { window.kept = t; return Promise.resolve(); }"
    )
    page.click("#panel .copy >> nth=1")
    kept = page.evaluate("window.kept")
    assert all(word in kept for word in ("新型显示", "厦门市", "现状", "数据截至", "出处", "http"))


def test_english_is_a_switch_away(html: str, open_page: Open) -> None:
    page = open_page(html, "#chain=display")
    page.click("#lang")
    assert page.evaluate("document.documentElement.lang") == "en"
    assert "Chain map" in page.inner_text("#title")


def test_it_prints_on_a4_with_the_table_behind_the_map(html: str, open_page: Open) -> None:
    page = open_page(html, "#chain=pv")
    printed = page.pdf(format="A4", landscape=True, prefer_css_page_size=True)
    assert printed[:5] == b"%PDF-"
    assert printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ") >= 1
