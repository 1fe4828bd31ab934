"""The firm network in a browser: every control, what is pressed tells its ties and sources, names of 12 px, whole on paper."""

from collections.abc import Callable
from typing import Any

import pytest

from graph.model.change import View
from tests.browser.conftest import SIZES, Open
from visualizations import firm_network

BOXES = """() => firmNetwork.nodes.get({filter: n => !n.hidden}).map(n => { const b = firmNetwork.net.getBoundingBox(n.id), a = firmNetwork.net.canvasToDOM({x: b.left, y: b.top}),
  z = firmNetwork.net.canvasToDOM({x: b.right, y: b.bottom}); return [n.id, a.x, a.y, z.x, z.y, n.font.bold.size * firmNetwork.net.getScale(), n.label.includes('\\n') ? n.font.size * firmNetwork.net.getScale() : 12]; })"""
FIRMS = ("厦门天马微电子有限公司", "中创新航新能源(厦门)有限公司", "厦门市三安集成电路有限公司", "宁德时代")


@pytest.fixture(scope="module")
def drawn(shipped: View) -> Callable[[str], str]:
    made: dict[str, str] = {}

    def html(firm: str) -> str:
        if firm not in made:
            made[firm] = firm_network.page(shipped, firm=firm)
        return made[firm]

    return html


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_no_node_covers_another_and_names_are_12_px_with_the_whole_in_view(
    drawn: Callable[[str], str], open_page: Open, width: int, height: int
) -> None:
    for firm, is_english in [(f, en) for f in FIRMS for en in (False, True)]:
        page = open_page(drawn(firm), width=width, height=height)
        if is_english:
            page.click("#lang")
        boxes = page.evaluate(BOXES)
        room = page.evaluate(
            "[document.getElementById('net').clientWidth, document.getElementById('net').clientHeight]"
        )
        for n, (one, left, top, right, bottom, name, says) in enumerate(boxes):
            assert left >= 0, (firm, one)
            assert top >= 0, (firm, one)
            assert right <= room[0], (firm, one)
            assert bottom <= room[1], (firm, one)
            assert min(name, says) >= 11.9, (firm, one)
            for other, l2, t2, r2, b2, *_ in boxes[n + 1 :]:
                assert left >= r2 or right <= l2 or top >= b2 or bottom <= t2, (firm, one, other)


def test_a_node_pressed_tells_its_tie_and_copies_with_its_source(drawn: Callable[[str], str], open_page: Open) -> None:
    page = open_page(drawn(FIRMS[0]))
    node = page.evaluate("firmNetwork.edges.get({filter: e => e.url && !e.hidden})[0]")
    spot = page.evaluate("id => firmNetwork.at(id)", node["from"] if node["from"].startswith("s") else node["to"])
    page.mouse.click(spot["x"], spot["y"])
    page.wait_for_selector("#side p")
    assert page.inner_text("#side p >> nth=0") == node["says"]
    page.evaluate(
        "() => { const r = document.createRange(); r.selectNodeContents(document.querySelector('#side p')); getSelection().removeAllRanges(); getSelection().addRange(r); }"
    )
    text = page.evaluate(
        "() => { const d = new DataTransfer(); document.body.dispatchEvent(new ClipboardEvent('copy', {clipboardData: d, bubbles: true, cancelable: true})); return d.getData('text/plain'); }"
    )
    assert all(word in text for word in (node["says"], FIRMS[0], "数据截至", "http"))


def test_the_switch_turns_picture_side_and_list_to_english_and_back(
    drawn: Callable[[str], str], open_page: Open, violations: Callable[[Any], list[str]]
) -> None:
    page = open_page(drawn(FIRMS[0]))
    labels = "firmNetwork.nodes.get().map(n => n.label).join()"
    page.fill("#q", "康宁")
    before, body = page.evaluate(labels), page.inner_text("body")
    page.click("#lang")
    said = page.evaluate(labels)
    for word in ("Suppliers", "Related firms", "Corning", "supplies", "subsidiary", "LCD cell / panel"):
        assert word in said
    assert "Corning" in page.inner_text("#side")
    assert "supplies" in page.inner_text("#side p >> nth=0")
    page.click("#table")
    assert violations(page) == []
    page.click("#table")
    page.click("#lang")
    assert page.evaluate(labels) == before
    assert page.inner_text("body") == body


def test_search_zoom_fit_list_and_print_do_what_they_say(drawn: Callable[[str], str], open_page: Open) -> None:
    page = open_page(drawn(FIRMS[0]))
    whole = page.evaluate("firmNetwork.net.getScale()")
    page.fill("#q", "康宁")
    assert page.evaluate("firmNetwork.net.getSelectedNodes().length") == 1
    assert "康宁" in page.inner_text("#side")
    assert 0 < page.locator("#list tbody tr:not([hidden])").count() < page.locator("#list tbody tr").count()
    page.fill("#q", "")
    page.click("#fit")
    assert page.evaluate("firmNetwork.net.getScale()") == pytest.approx(whole)
    page.click("#table")
    assert page.get_attribute("#table", "aria-pressed") == "true"
    assert page.locator("#list").is_visible()
    page.click("#table")
    assert page.locator("#list").is_hidden()
    page.evaluate("() => { window.asked = 0; window.print = () => { window.asked++; }; }")
    page.click("#print")
    assert page.evaluate("window.asked") == 1


def test_the_picture_is_whole_on_a4_and_comes_back(drawn: Callable[[str], str], open_page: Open) -> None:
    page = open_page(drawn(FIRMS[0]), width=1680, height=1000)
    before = page.evaluate("firmNetwork.net.getScale()")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1062, "height": 733})
    wide = page.evaluate("document.querySelector('#net canvas').getBoundingClientRect().width")
    assert wide <= 1062
    for one, left, top, right, bottom, *_ in page.evaluate(BOXES):
        assert (left >= 0, top >= 0, right <= 1040, bottom <= 590) == (True, True, True, True), one
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 1680, "height": 1000})
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.evaluate("firmNetwork.net.getScale()") == pytest.approx(before, rel=0.05)


def test_axe_finds_nothing(
    drawn: Callable[[str], str], open_page: Open, violations: Callable[[Any], list[str]]
) -> None:
    assert violations(open_page(drawn(FIRMS[1]))) == []
