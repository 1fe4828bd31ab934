"""The gap list in a browser: in English what our code says is English, on A4 no row is cut and no table is wider."""

import re
from typing import Any

import pytest

from graph.model.change import View
from tests.browser.conftest import Open
from visualizations import gap_list

OURS = re.compile(
    "买家|目标|另有|另列|不作|路线|未注日期|缺口|空白|无数据|核实|检索|摸排|名单不足|只知|无消息|替代|库中"
)
TEXTS = """() => [...document.querySelectorAll('body *')].filter(e => !/^(SCRIPT|STYLE)$/.test(e.tagName) && e.getClientRects().length)
  .flatMap(e => [...e.childNodes].filter(n => n.nodeType === 3).map(n => n.data.trim())).filter(Boolean)"""
PRINTED = """() => { const style = (e, k) => getComputedStyle(e)[k], rows = [...document.querySelectorAll('.gaps tbody tr')];
  return {rows: rows.length, loose: rows.filter(r => style(r, 'breakInside') !== 'avoid').length,
    tied: rows.flatMap(r => [...r.querySelectorAll('*')]).filter(e => style(e, 'breakBefore') !== 'auto').length,
    cut: [...document.querySelectorAll('.scroll')].filter(e => e.scrollWidth > e.clientWidth + 1).length}; }"""


@pytest.fixture(scope="module")
def html(shipped: View) -> str:
    return gap_list.page(shipped)


def test_in_english_no_sentence_of_ours_stays_chinese_at_either_place(html: str, open_page: Open) -> None:
    page: Any = open_page(html)
    page.click("#lang")
    for tab in (0, 1):
        page.click(f"[role=tab] >> nth={tab}")
        texts = page.evaluate(TEXTS)
        assert len(texts) > 1000
        assert [t for t in texts if OURS.search(t)] == []
        assert re.fullmatch(r"\d+ gaps shown", page.inner_text("#told"))
    page.click("#lang")
    assert re.fullmatch(r"显示 \d+ 个缺口", page.inner_text("#told"))


def test_on_a4_every_row_stays_whole_and_no_table_is_cut(html: str, open_page: Open) -> None:
    page: Any = open_page(html, width=1040, height=700)
    page.emulate_media(media="print")
    found = page.evaluate(PRINTED)
    assert found["rows"] > 100
    assert (found["loose"], found["tied"], found["cut"]) == (0, 0, 0)
