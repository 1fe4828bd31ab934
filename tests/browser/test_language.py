"""The pages in English: what has English changes and changes back, what has none says that it is Chinese; axe agrees."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from graph.model.change import View
from tests.browser.conftest import SIZES, Open
from tests.browser.test_copy import copied
from visualizations import chain_book, distribution, firm_card, firm_network, fund_card, meeting, overview

FIRM = "厦门天马微电子有限公司"
SCREENS: dict[str, Callable[[View], str]] = {
    "meeting": partial(meeting.page, since="2022"),
    "meeting of a chain": partial(meeting.page, chain="battery"),
    "meeting for guests": partial(meeting.page, edition="outside"),
    "meeting of a chain for guests": partial(meeting.page, chain="display", edition="outside"),
}
"""Pages of one screen and one sheet: they have no line to spare for a note on what stays Chinese."""

PAGES: dict[str, Callable[[View], str]] = {
    "overview": overview.page,
    "firm_card": partial(firm_card.page, firm=FIRM),
    "firm_network": partial(firm_network.page, firm=FIRM),
    "fund_card": partial(fund_card.page, fund="厦门火炬高新区新质生产力基金"),
    "distribution": partial(distribution.page, chain="battery"),
    "chain_book": partial(chain_book.page, chain="display"),
    **SCREENS,
}
UNSAID = """() => [...document.querySelectorAll('body *')].filter(e => e.id !== 'lang' && !/^(SCRIPT|STYLE)$/.test(e.tagName)
  && [...e.childNodes].some(n => n.nodeType === 3 && /[\\u3400-\\u9fff]/.test(n.data)) && !e.closest('[lang=zh-CN]:not(html)'))
  .map(e => e.outerHTML.slice(0, 90))"""
WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_in_english_says_what_is_chinese_fits_the_view_and_comes_back(
    open_page: Open, shipped: View, violations: Callable[[Any], list[str]], name: str
) -> None:
    page = open_page(PAGES[name](shipped), width=1366, height=768)
    before = page.inner_text("body")
    page.click("#lang")
    assert page.evaluate(UNSAID) == []
    assert page.evaluate(WIDE) <= 0
    assert name in SCREENS or "stays Chinese" in page.inner_text("#untold")
    assert violations(page) == []
    page.click("#lang")
    assert page.inner_text("body") == before
    assert page.locator("body [lang]").count() == 0


CUT = "() => [...document.querySelectorAll('section')].filter(e => e.scrollHeight > e.clientHeight + 1).map(e => e.className)"


@pytest.mark.parametrize("name", SCREENS)
def test_a_page_for_a_meeting_fits_screen_and_paper_in_both_languages(
    open_page: Open, shipped: View, name: str
) -> None:
    html = SCREENS[name](shipped)
    for width, height in SIZES:
        page = open_page(html, width=width, height=height)
        for _ in ("Chinese", "English"):
            assert page.evaluate(CUT) == [], (width, page.get_attribute("html", "lang"))
            assert page.evaluate("document.documentElement.scrollHeight") <= height
            page.click("#lang")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1062, "height": 733})  # A4 without its margins
    for _ in ("Chinese", "English"):
        assert page.evaluate(CUT) == [], page.get_attribute("html", "lang")
        assert page.evaluate("document.documentElement.scrollHeight") <= 733
        page.evaluate("document.getElementById('lang').click()")


def test_what_is_copied_whole_from_a_meeting_page_is_english_with_its_source(open_page: Open, shipped: View) -> None:
    page = open_page(SCREENS["meeting"](shipped))
    page.evaluate(
        "window.kept = ''; navigator.clipboard.writeText = t => { window.kept = t; return Promise.resolve(); }"
    )
    page.click("#lang")
    page.click("#copy")
    kept = page.evaluate("window.kept")
    for said in (
        "Meeting brief",
        "Five gaps to fill first",
        "For the meeting to decide",
        "(Xiamen, all 11 chains, data as of 2026-11-23",
    ):
        assert said in kept


def test_a_table_in_english_shows_the_words_of_the_rules_and_the_names_on_record(
    open_page: Open, shipped: View
) -> None:
    page = open_page(PAGES["firm_card"](shipped))
    page.click("#lang")
    text = page.inner_text("main")
    for said in (
        "LCD cell / panel",
        "makes",
        "operating",
        "New display",
        "same group",
        "national",
        "Tianma Microelectronics",
    ):
        assert said in text, said


def test_what_is_copied_in_english_is_cited_in_english(open_page: Open, shipped: View) -> None:
    page = open_page(PAGES["overview"](shipped))
    page.click("#lang")
    text = copied(page, "table.squares td.n")
    assert "data as of 2026-11-23" in text
    assert "Gaps" in text
