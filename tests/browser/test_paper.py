"""The sheets on A4: wide tables lie, profiles stand, and nothing is cut off at the right."""

import re
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from graph.model.change import View
from tests.browser.conftest import Open
from visualizations import chain_book, data_stock, distribution, firm_card, fund_card, overview

LYING, STANDING = (842, 595), (595, 842)
PAGES: dict[str, tuple[Callable[[View], str], tuple[int, int]]] = {
    "overview": (overview.page, LYING),
    "chain_book": (partial(chain_book.page, chain="display"), LYING),
    "firm_card": (partial(firm_card.page, firm="厦门天马微电子有限公司"), STANDING),
    "fund_card": (partial(fund_card.page, fund="国投厦钨基金"), STANDING),
    "data_stock": (data_stock.page, LYING),
    "distribution": (partial(distribution.page, chain="battery"), STANDING),
}
CUT = "() => [...document.querySelectorAll('.scroll')].filter(e => e.scrollWidth > e.clientWidth + 1).length"


def sizes(pdf: bytes) -> set[tuple[int, int]]:
    """Width and height of the pages in points."""
    return {(round(float(w)), round(float(h))) for w, h in re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)}


@pytest.mark.parametrize("name", PAGES)
def test_a_sheet_lies_or_stands_on_a4_and_no_table_is_cut(open_page: Open, shipped: View, name: str) -> None:
    draw, paper = PAGES[name]
    page: Any = open_page(draw(shipped), width=1040 if paper == LYING else 718, height=700)  # the printable width
    assert sizes(page.pdf(prefer_css_page_size=True)) == {paper}
    page.emulate_media(media="print")
    assert page.evaluate(CUT) == 0
    page.evaluate("document.getElementById('lang').click()")
    assert page.evaluate(CUT) == 0, "in English"
