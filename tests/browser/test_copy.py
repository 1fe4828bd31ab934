"""What is copied from a page leaves with its source: a figure, a sentence, a cell, several rows; read back by pasting."""

from typing import Any

import pytest

from graph.model.change import Stamp
from tests.browser.conftest import Open
from visualizations._sheet import Cell, Facts, Grid, Part, Prose, Sheet, Tiles, html, row

STAMP = Stamp(as_of="2025-01-01", known_on="2025-02-01", ledger=3, vocabulary="2", rules="1")
CITE = "虚构市,虚构链,2024年"
SHEET = Sheet(
    "虚构文件", "虚构市", (
        Part("数字", (
            Tiles("一眼", (("缺口", "5", "虚构市内"), ("环节", "31", "")), CITE),
            Grid("企业", ("名称", "产能", "出处"), (
                row("虚构甲公司", "十二万片", Cell("a.example 2024-05", href="https://a.example/1")),
                row("虚构乙公司", "九万片", Cell("b.example 2023-01", href="https://b.example/2")),
            ), cite=CITE),
            Facts("事实", (("规模", "105亿元"),), "虚构基金,2023年"),
        )),
        Part("说明", (Prose("怎么判的", ("没有记录不等于没有。",)),)),
    ), STAMP,
)  # fmt: skip
SELECT = """([css, from, to]) => { const e = document.querySelectorAll(css), r = document.createRange();
  r.setStart(e[from], 0); r.setEnd(e[to], e[to].childNodes.length); getSelection().removeAllRanges(); getSelection().addRange(r); }"""
PASTE = (
    """() => { const t = document.createElement('textarea'); t.id = 'paste'; document.body.append(t); t.focus(); }"""
)


def copied(page: Any, css: str, first: int = 0, last: int | None = None) -> str:
    """Select from one element to another, copy with the keys, paste into a field and read it."""
    page.evaluate(SELECT, [css, first, first if last is None else last])
    page.keyboard.press("Control+c")
    page.evaluate(PASTE)
    page.keyboard.press("Control+v")
    text: str = page.input_value("#paste")
    page.evaluate("document.getElementById('paste').remove()")
    return text


@pytest.fixture
def page(open_page: Open) -> Any:
    return open_page(html(SHEET))


def test_a_figure_leaves_with_what_it_is_its_scope_and_dates(page: Any) -> None:
    text = copied(page, ".tiles b")
    assert text.splitlines()[0] == "5"
    for said in ("缺口", CITE, "数据截至 2025-01-01", "已知截至 2025-02-01", "规则 1"):
        assert said in text


def test_a_cell_leaves_with_its_row_its_column_and_its_own_page_only(page: Any) -> None:
    text = copied(page, "tbody td", 1)
    assert text.startswith("十二万片\n(虚构甲公司·产能;")
    assert text.endswith("a.example 2024-05 https://a.example/1")
    assert "b.example" not in text


def test_several_rows_leave_with_each_of_their_pages(page: Any) -> None:
    text = copied(page, "tbody td", 0, 4)
    assert "虚构甲公司\t十二万片" in text
    assert CITE in text
    assert text.splitlines()[-2:] == ["a.example 2024-05 https://a.example/1", "b.example 2023-01 https://b.example/2"]


def test_a_fact_leaves_with_its_label_and_period(page: Any) -> None:
    assert copied(page, "dd").startswith("105亿元\n(规模;虚构基金,2023年;数据截至 2025-01-01")


def test_a_sentence_leaves_with_the_dates_of_the_page(page: Any) -> None:
    text = copied(page, ".prose p")
    assert text.startswith("没有记录不等于没有。\n(")
    assert "数据截至 2025-01-01" in text


def test_what_spans_two_parts_leaves_with_the_scope_of_each(page: Any) -> None:
    text = copied(page, ".block", 0, 2)
    assert CITE in text
    assert "虚构基金,2023年" in text


def test_an_invented_figure_never_leaves_without_its_mark(open_page: Open) -> None:
    from dataclasses import replace

    assert "示例数据,非真实" in copied(open_page(html(replace(SHEET, watermark="示例数据,非真实"))), ".tiles b")


def test_what_is_copied_out_of_a_field_is_left_alone(page: Any) -> None:
    page.fill("#q", "虚构")
    page.focus("#q")
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+c")
    page.evaluate(PASTE)
    page.keyboard.press("Control+v")
    assert page.input_value("#paste") == "虚构"
