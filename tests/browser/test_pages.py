"""Every other page in a browser, on the facts that ship: no request, no violation, no small type, nothing out of view."""

import re
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from graph.model.change import View
from tests.browser.conftest import SIZES, Open
from visualizations import (
    chain_book,
    data_stock,
    distribution,
    firm_card,
    firm_network,
    fund_card,
    gap_list,
    meeting,
    overview,
)

FIRM = "厦门天马微电子有限公司"
PAGES: dict[str, Callable[[View], str]] = {
    "gap_list": gap_list.page,
    "overview": overview.page,
    "firm_card": partial(firm_card.page, firm=FIRM),
    "fund_card": partial(fund_card.page, fund="国投厦钨基金"),
    "firm_network": partial(firm_network.page, firm="宁德时代"),
    "distribution": partial(distribution.page, chain="battery"),
    "data_stock": data_stock.page,
    "chain_book": partial(chain_book.page, chain="display"),
    "meeting": partial(meeting.page, since="2022"),
    "gap_list for guests": partial(gap_list.page, edition="outside"),
    "data_stock for guests": partial(data_stock.page, edition="outside"),
    "meeting for guests": partial(meeting.page, edition="outside"),
    "meeting of a chain for guests": partial(meeting.page, chain="display", edition="outside"),
}
SCREENS = [name for name in PAGES if name.startswith("meeting")]
"""Pages that are one screen and one sheet of paper."""
SMALL = """() => [...document.querySelectorAll('body *')].filter(e => e.offsetParent && [...e.childNodes].some(
  n => n.nodeType === 3 && n.textContent.trim()) && parseFloat(getComputedStyle(e).fontSize) < 12).map(e => e.outerHTML.slice(0, 90))"""
WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def drawn(shipped: View) -> Callable[[str], str]:
    made: dict[str, str] = {}

    def html(name: str) -> str:
        if name not in made:
            made[name] = PAGES[name](shipped)
        return made[name]

    return html


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_view_or_smaller_than_12_px(
    drawn: Callable[[str], str], open_page: Open, violations: Callable[[Any], list[str]], name: str
) -> None:
    for width, height in SIZES:
        page = open_page(drawn(name), width=width, height=height)
        assert page.evaluate(WIDE) <= 0, (name, width)
        assert page.evaluate(SMALL) == [], (name, width)
    assert violations(page) == []


@pytest.mark.parametrize("name", SCREENS)
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_a_page_for_a_meeting_needs_no_scrolling(
    drawn: Callable[[str], str], open_page: Open, name: str, width: int, height: int
) -> None:
    page = open_page(drawn(name), width=width, height=height)
    cut = page.evaluate(
        "() => [...document.querySelectorAll('section')].filter(e => e.scrollHeight > e.clientHeight + 1).map(e => e.className)"
    )
    assert cut == []
    assert page.evaluate("document.documentElement.scrollHeight") <= height


@pytest.mark.parametrize("name", SCREENS)
def test_a_page_for_a_meeting_is_one_sheet_of_a4(drawn: Callable[[str], str], open_page: Open, name: str) -> None:
    printed = open_page(drawn(name)).pdf(format="A4", landscape=True, prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1


def test_the_gap_list_changes_place_finds_copies_and_keeps_it_in_the_address(
    drawn: Callable[[str], str], open_page: Open
) -> None:
    page = open_page(drawn("gap_list"))
    page.click("[role=tab] >> nth=1")
    assert page.locator("section.place:not([hidden])").get_attribute("data-place") == "厦门火炬高新区"
    page.fill("#find", "偏光片")
    shown = page.locator("section.place:not([hidden]) tr[data-text]:not([hidden])")
    assert 0 < shown.count() < page.locator("section.place:not([hidden]) tr[data-text]").count()
    assert "q=" in page.url
    page.evaluate(
        "window.kept = ''; navigator.clipboard.writeText = t => { window.kept = t; return Promise.resolve(); }"
    )
    page.click("section.chain[data-chain=display]:visible .copy")
    kept = page.evaluate("window.kept")
    assert all(word in kept for word in ("新型显示", "偏光片", "厦门火炬高技术产业开发区", "数据截至", "http"))
    page.click("#lang")
    assert "Gap list" in page.inner_text("h1")


def test_a_sheet_finds_sorts_copies_and_changes_its_language(drawn: Callable[[str], str], open_page: Open) -> None:
    page = open_page(drawn("firm_card"))
    page.fill("#q", "阵列")
    assert page.locator("tbody tr:not([hidden])").count() < page.locator("tbody tr").count()
    page.fill("#q", "")
    page.click("thead th >> nth=1")
    assert page.get_attribute("thead th >> nth=1", "aria-sort") == "ascending"
    page.evaluate(
        "window.kept = ''; navigator.clipboard.writeText = t => { window.kept = t; return Promise.resolve(); }"
    )
    page.click("section:has-text('所做环节') .grid .copy >> nth=0")
    kept = page.evaluate("window.kept")
    assert all(word in kept for word in ("企业画像", "阵列", "数据截至", "http"))
    page.click("#lang")
    assert "Firm profile" in page.inner_text("h1")
    with page.expect_download() as csv:
        page.click("#csv")
    assert "阵列" in csv.value.path().read_text(encoding="utf-8-sig")


def test_a_square_of_the_overview_leads_to_its_card(drawn: Callable[[str], str], open_page: Open) -> None:
    page = open_page(drawn("overview"))
    href = page.get_attribute(".sq[href] >> nth=0", "href")
    assert href.startswith("产业链图谱.html#chain=")
    assert "&seg=" in href


def test_a_group_of_a_network_opens_and_closes(open_page: Open, shipped: View, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    few = tuple(replace(s, shown=5) for s in firm_network.SECTORS)
    monkeypatch.setattr(firm_network, "SECTORS", few)
    page = open_page(firm_network.page(shipped, firm="宁德时代"))
    shown = "firmNetwork.nodes.get({filter: n => !n.hidden}).length"
    before = page.evaluate(shown)
    label = "firmNetwork.nodes.get('group:supplier').label"
    assert "点开" in page.evaluate(label)
    page.evaluate("firmNetwork.toggle('group:supplier')")
    assert page.evaluate(shown) > before
    assert "收起" in page.evaluate(label)
    page.evaluate("firmNetwork.toggle('group:supplier')")
    assert page.evaluate(shown) == before
    page.click("#table")
    assert page.locator("#list tbody tr").count() > 20


def test_a_booklet_asked_for_in_english_opens_in_it_and_switches_back(open_page: Open, shipped: View) -> None:
    page = open_page(chain_book.page(shipped, chain="display", language="en"))
    assert page.inner_text("h1") == "Chain booklet"
    page.click("#lang")
    assert page.inner_text("h1") == "一链一册"
