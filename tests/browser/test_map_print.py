"""The chain map on paper: A4 across, whole, at 8 pt and more, nothing over another, the table behind it."""

import re
import zlib
from typing import Any

import pytest

from graph.model.change import View
from tests.browser.conftest import Open
from visualizations import chain_map

A4 = (1122, 793)
"""297 × 210 mm in px of 1/96 inch; the margins are 8 mm."""
ROOM = (A4[0] - 2 * 30, A4[1] - 2 * 30)
LEAST_PX = 8 / 72 * 96

SHEETS = """() => [...document.querySelectorAll('.sheet')].map((sheet, n) => {
  const head = n ? 0 : document.querySelector('header').getBoundingClientRect().height, s = sheet.getBoundingClientRect(), cut = sheet.querySelector('.cut').getBoundingClientRect();
  const boxes = [...sheet.querySelectorAll('.card')].map(e => [e.dataset.id, e.getBoundingClientRect()]).filter(([, r]) => r.left < cut.right && r.right > cut.left);
  return {tall: s.height + head, wide: Math.max(s.width, cut.width), ids: boxes.map(b => b[0]),
    cut: boxes.filter(([, r]) => r.left < cut.left - 1 || r.right > cut.right + 1 || r.top < cut.top - 1 || r.bottom > cut.bottom + 1).map(b => b[0]),
    over: boxes.flatMap(([a, r], i) => boxes.slice(i + 1).filter(([, q]) => r.left < q.right && r.right > q.left && r.top < q.bottom && r.bottom > q.top).map(([b]) => [a, b])),
    clipped: [...sheet.querySelectorAll('.card')].filter(e => e.scrollHeight - e.clientHeight > 1).map(e => e.dataset.id)};
})"""
SMALLEST = """() => Math.min(...[...document.querySelectorAll('body *')].filter(e => e.offsetParent && [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()))
  .map(e => parseFloat(getComputedStyle(e).fontSize) * (e.closest('.cut') ? PAPER.scale : 1)))"""


@pytest.fixture(scope="module")
def html(shipped: View) -> str:
    return chain_map.page(shipped)


def printed(page: Any, chain: str) -> Any:
    page.evaluate("c => { location.hash = 'chain=' + c }", chain)
    page.wait_for_function("c => now.chain === c", arg=chain)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    return page.evaluate(SHEETS)


def test_every_chain_and_group_is_whole_on_its_sheets(html: str, open_page: Open) -> None:
    page = open_page(html, width=ROOM[0], height=ROOM[1])
    page.emulate_media(media="print")
    for chain in page.evaluate("D.chains.map(c => c.id)"):
        sheets = printed(page, chain)
        for sheet in sheets:
            assert sheet["tall"] <= ROOM[1], (chain, sheet["tall"])
            assert sheet["wide"] <= ROOM[0] + 1, (chain, sheet["wide"])
            assert sheet["cut"] == sheet["over"] == sheet["clipped"] == [], chain
        shown = [i for sheet in sheets for i in sheet["ids"]]
        assert sorted(shown) == sorted(page.evaluate("cardsOf(chain())")), chain
        assert page.evaluate(SMALLEST) >= LEAST_PX, chain
        assert page.evaluate("document.documentElement.scrollWidth") <= ROOM[0], chain
        page.evaluate("window.dispatchEvent(new Event('afterprint'))")


def test_what_is_printed_says_its_scope_and_date_and_leaves_the_screen_as_it_was(html: str, open_page: Open) -> None:
    page = open_page(html, "#chain=pv&stage=operating&seg=pv/module")
    before = page.inner_text("#stamp"), page.locator(".card").count()
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert all(word in page.inner_text("header") for word in ("厦门市", "数据截至", "筛选:阶段 在营", "内部版"))
    assert page.locator("#list tbody tr").count() > 0
    page.emulate_media(media="screen")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert (page.inner_text("#stamp"), page.locator(".card").count()) == before


def test_a_map_that_does_not_fit_goes_on_side_by_side(html: str, open_page: Open) -> None:
    page = open_page(html, "#chain=new-energy", width=ROOM[0], height=ROOM[1])
    page.emulate_media(media="print")
    page.evaluate("PAPER.h = 420")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    sheets = page.evaluate(SHEETS)
    assert len(sheets) > 1
    shown = [i for sheet in sheets for i in sheet["ids"]]
    assert sorted(shown) == sorted(page.evaluate("cardsOf(chain())"))
    assert [sheet["cut"] for sheet in sheets] == [[] for _ in sheets]


def test_the_button_asks_for_paper_and_the_file_is_as_long_as_its_sheets_and_table(html: str, open_page: Open) -> None:
    page = open_page(html, "#chain=pv")
    page.evaluate("() => { window.asked = 0; window.print = () => { window.asked++; }; }")
    page.click("#print")
    assert page.evaluate("window.asked") == 1
    paper = page.pdf(prefer_css_page_size=True)
    assert paper.count(b"/Type /Page\n") + paper.count(b"/Type /Page ") == 2


def scales(paper: bytes) -> list[float]:
    """By how much the browser enlarges the px of each page: 300 / 96 where it shrinks nothing to fit."""
    found = []
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", paper, re.DOTALL):
        try:
            drawn = zlib.decompress(stream)
        except zlib.error:
            continue
        found += [float(n) for n in re.findall(rb"^\.2[34]\d* 0 0 -\.2[34]\d* 0 [\d.]+ cm\nq\n([\d.]+) 0 0 ", drawn)]
    return found


@pytest.mark.parametrize("hash_", ["#chain=battery", "#chain=semiconductor-ic&lang=en"])
def test_nothing_on_paper_is_shrunk_to_fit_on_several_sheets_either(html: str, open_page: Open, hash_: str) -> None:
    page = open_page(html, hash_)
    pages = scales(page.pdf(prefer_css_page_size=True))
    assert len(pages) > 1
    assert pages == [pytest.approx(300 / 96)] * len(pages)
