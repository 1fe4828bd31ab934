"""What is copied from a page leaves with its source: a figure, a sentence, a cell, several rows; read back by pasting."""

import inspect
import re
from dataclasses import replace
from typing import Any

import pytest

from chainscout import registry
from graph.model.change import Stamp, View
from tests.browser.conftest import CROSSED, Open
from tests.samples import SAMPLES
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
    text = copied(page, "dd")
    assert text.startswith("105亿元\n(规模;虚构基金,2023年;")
    assert "数据截至 2025-01-01" in text


def test_a_sentence_leaves_with_the_dates_of_the_page(page: Any) -> None:
    text = copied(page, ".prose p")
    assert text.startswith("没有记录不等于没有。\n(")
    assert "数据截至 2025-01-01" in text


def test_what_spans_two_parts_leaves_with_the_scope_of_each(page: Any) -> None:
    text = copied(page, ".block", 0, 2)
    assert CITE in text
    assert "虚构基金,2023年" in text


def test_an_invented_figure_never_leaves_without_its_mark(open_page: Open) -> None:
    assert "示例数据,非真实" in copied(open_page(html(replace(SHEET, watermark="示例数据,非真实"))), ".tiles b")


def test_what_is_copied_out_of_a_field_is_left_alone(page: Any) -> None:
    page.fill("#q", "虚构")
    page.focus("#q")
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+c")
    page.evaluate(PASTE)
    page.keyboard.press("Control+v")
    assert page.input_value("#paste") == "虚构"


COUNTED = replace(
    SHEET, parts=(
        Part("甲", (Tiles("一眼", (("缺口", "5", ""),)), Prose("", ("没有记录不等于没有。",))), "", CITE, "chainscout据甲报(2页)整理"),
        Part("乙", (Tiles("一眼", (("环节", "7", ""),)),), "", CITE, "chainscout据乙报(1页)整理"),
        SHEET.parts[0],
    ),
)  # fmt: skip


def test_a_count_and_the_sentences_beside_it_leave_with_those_it_was_counted_from(open_page: Open) -> None:
    page = open_page(html(COUNTED))
    dates = "虚构市,数据截至 2025-01-01,已知截至 2025-02-01,规则 1"
    assert copied(page, ".tiles b") == f"5\n(缺口;{CITE};{dates};出处:chainscout据甲报(2页)整理)"
    assert CITE in (said := copied(page, ".prose p"))
    assert "出处:chainscout据甲报(2页)整理" in said
    assert "乙报" not in said


def test_what_spans_two_parts_leaves_with_the_publishers_of_both_and_linked_pages_too(open_page: Open) -> None:
    page = open_page(html(COUNTED))
    assert "出处:chainscout据甲报(2页)整理;chainscout据乙报(1页)整理)" in copied(page, ".tiles b", 0, 1)
    both = copied(page, ".part", 1, 2)
    assert "chainscout据乙报(1页)整理" in both
    assert both.endswith("b.example 2023-01 https://b.example/2")


def test_in_english_the_publishers_are_told_in_english(open_page: Open) -> None:
    page = open_page(html(COUNTED))
    page.click("#lang")
    assert "source: compiled by chainscout from 甲报 (2 pages))" in copied(page, ".tiles b")


def test_the_button_of_a_block_copies_with_the_publishers_too(open_page: Open) -> None:
    page = open_page(html(COUNTED))
    page.click(".tiles .copy >> nth=0")
    page.wait_for_selector("#toast.on")
    page.evaluate(PASTE)
    page.keyboard.press("Control+v")
    assert page.input_value("#paste").endswith("规则 1;出处:chainscout据甲报(2页)整理)")


def drawn(view: View, name: str, edition: str) -> str:
    """A page in an edition, of what the samples ask for."""
    page = registry.pages()[name].load().page
    wanted = {o.name: SAMPLES[o.name] for o in registry.options(page) if o.required}
    html: str = page(
        view, **wanted, **({"edition": edition} if "edition" in inspect.signature(page).parameters else {})
    )
    return html


PAGES = [n for n, e in registry.pages().items() if "page" in e.offers]
SCOPE = re.compile("厦门|天马|Xiamen|Tianma")
TAKEN = """() => {
  const quiet = e => e.closest('button,select,script,style,nav,label,.stamp,.water,#untold,[hidden]') || getComputedStyle(e).userSelect === 'none';
  const told = e => [...e.childNodes].some(n => n.nodeType === 3 && /\\d|[。;]|[.;]( |$)/.test(n.data));
  const every = [...document.querySelectorAll('body *')].filter(e => told(e) && e.getClientRects().length && !quiet(e));
  return every.map(e => {
    const picked = getSelection(), range = document.createRange(), data = new DataTransfer();
    range.selectNodeContents(e); picked.removeAllRanges(); picked.addRange(range);
    e.dispatchEvent(new ClipboardEvent('copy', {clipboardData: data, bubbles: true, cancelable: true}));
    const text = picked.toString().trim(), copied = data.getData('text/plain');
    return [text.slice(0, 60), copied.slice(text.length)];
  });
}"""
"""Every figure and sentence that can be selected, and what leaves with it."""


@pytest.mark.parametrize(("edition", "language"), CROSSED)
@pytest.mark.parametrize("name", PAGES)
def test_every_figure_and_sentence_leaves_with_scope_date_and_publisher(
    shipped: View, open_page: Open, name: str, edition: str, language: str
) -> None:
    page = open_page(drawn(shipped, name, edition))
    if language == "en":
        page.click("#lang")
    taken = page.evaluate(TAKEN)
    if page.locator("#table").count():  # the list that says what the picture says
        page.click("#table")
        taken += page.evaluate(TAKEN)
    assert len(taken) > 5
    for asked in (SCOPE, re.compile("数据截至 ?20|data as of 20", re.I), re.compile("出处:.|source: .|https?://")):
        assert [t for t in taken if not asked.search(t[1])] == [], asked.pattern
