"""The chain map saved as a picture, in a browser: what it says stands on the map, its legend is whole, nothing runs out of it."""

from typing import Any

import pytest

from graph.model.change import View
from tests.browser.conftest import Open
from visualizations import chain_map

WATCH = """() => { window.written = []; const paint = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (text, x, y) { const at = this.getTransform().transformPoint(new DOMPoint(x, y)), wide = this.measureText(text).width * this.getTransform().a,
    left = this.textAlign === 'right' ? at.x - wide : this.textAlign === 'center' ? at.x - wide / 2 : at.x;
    window.written.push([text, left, left + wide, at.y, this.canvas.width, this.canvas.height]); return paint.call(this, text, x, y); }; }"""


@pytest.fixture(scope="module")
def html(shipped: View) -> str:
    return chain_map.page(shipped)


def written(page: Any) -> list[tuple[str, float, float, float, int, int]]:
    """Every text painted: what, from where to where, how deep, and the size of the picture."""
    page.evaluate(WATCH)
    with page.expect_download() as saved:
        page.click("#png")
    assert saved.value.path().read_bytes()[:4] == b"\x89PNG"
    found: list[tuple[str, float, float, float, int, int]] = page.evaluate("window.written")
    return found


@pytest.mark.parametrize("hash_", ["#chain=battery", "#chain=ic&lang=en", "#chain=pv", "#chain=display&view=table"])
def test_a_picture_says_its_numbers_scope_and_the_whole_legend(html: str, open_page: Open, hash_: str) -> None:
    page = open_page(html, hash_)
    texts = [w[0] for w in written(page)]
    legend = page.evaluate("legendItems().map(i => i.text)")
    assert page.locator("#legend > span").count() == len(legend) > 4
    assert [word for word in legend if word not in texts] == []
    assert any(page.evaluate("cite()") in text for text in texts)
    head = next(text for text in texts if page.inner_text("#numbers b >> nth=0") in text and "   " in text)
    assert [n for n in page.locator("#numbers b").all_inner_texts() if n not in head] == []


def test_its_legend_tells_the_first_gaps_and_those_without_buyers(html: str, open_page: Open) -> None:
    texts = [w[0] for w in written(open_page(html, "#chain=battery"))]
    assert "先看" in texts
    assert "二阶:无买家" in texts


@pytest.mark.parametrize(
    "hash_",
    ["#chain=ic", "#chain=semiconductor-ic&lang=en", "#chain=sensor", "#chain=display&seg=display%2Fpolarizer"],
)
def test_nothing_is_written_outside_a_picture_and_no_two_texts_of_its_legend_overlap(
    html: str, open_page: Open, hash_: str
) -> None:
    page = open_page(html, hash_)
    found = written(page)
    outside = [text for text, left, right, y, width, height in found if left < 0 or right > width or not 0 < y < height]
    assert outside == []
    names = set(page.evaluate("legendItems().map(i => i.text)"))
    legend = [w for w in found if w[0] in names and w[3] > 0.9 * w[5]]
    for n, (one, left, right, y, *_) in enumerate(legend):
        over = [o for o, l2, r2, y2, *_ in legend[n + 1 :] if abs(y - y2) < 20 and left < r2 and l2 < right]
        assert over == [], one


def test_an_english_word_is_parted_in_a_picture_where_the_map_parts_it(html: str, open_page: Open) -> None:
    page = open_page(html, "#chain=ic&lang=en")
    texts = [w[0] for w in written(page)]
    assert [text for text in texts if "\u00ad" in text] == []
    assert any(text.endswith("-") for text in texts)
    whole = "".join(text.removesuffix("-") for text in texts).replace(" ", "").replace("-", "")
    names = page.locator(".card .t").evaluate_all("all => all.map(e => e.textContent)")
    plain = [n.replace("\u00ad", "").replace(" ", "").replace("-", "") for n in names]
    assert [n for n in plain if n not in whole] == []


def test_a_firm_too_long_for_its_chip_ends_in_an_ellipsis_inside_it(html: str, open_page: Open) -> None:
    page = open_page(html, "#chain=ic")
    cut = [w for w in written(page) if w[0].endswith("…")]
    rights = page.evaluate("[...geo.cards.values()].map(r => (r.x + r.w) * FINE)")
    assert len(cut) > 3
    for text, left, right, *_ in cut:
        assert right <= min(r for r in rights if r > left) - 4, text
