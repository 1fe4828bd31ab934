"""The pages in English: what has English changes and changes back, what has none says that it is Chinese; axe agrees."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from graph.model.change import View
from tests.browser.conftest import Open
from tests.browser.test_copy import copied
from visualizations import chain_book, distribution, firm_card, fund_card, overview

PAGES: dict[str, Callable[[View], str]] = {
    "overview": overview.page,
    "firm_card": partial(firm_card.page, firm="厦门天马微电子有限公司"),
    "fund_card": partial(fund_card.page, fund="厦门火炬高新区新质生产力基金"),
    "distribution": partial(distribution.page, chain="battery"),
    "chain_book": partial(chain_book.page, chain="display"),
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
    assert "stays Chinese" in page.inner_text("#untold")
    assert violations(page) == []
    page.click("#lang")
    assert page.inner_text("body") == before
    assert page.locator("body [lang]").count() == 0


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
