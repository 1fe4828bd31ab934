"""The filters of the chain map in a browser: by honour, size and stage; what matches is counted, the rest fades, the address keeps it."""

from typing import Any

import pytest

from graph.model.change import View
from tests.browser.conftest import Open
from visualizations import chain_map

STOOD = "[...document.querySelectorAll('.card:not(.off)')].map(e => e.dataset.id).sort()"
COPIED = """() => { let said = ''; const d = new DataTransfer();
  (document.activeElement || document.body).dispatchEvent(new ClipboardEvent('copy', {clipboardData: d, bubbles: true, cancelable: true}));
  return d.getData('text/plain'); }"""
MARK = """css => { const e = document.querySelector(css), r = document.createRange(); r.selectNodeContents(e);
  getSelection().removeAllRanges(); getSelection().addRange(r); }"""


@pytest.fixture(scope="module")
def html(shipped: View) -> str:
    return chain_map.page(shipped)


def choose(page: Any, group: str, value: str) -> None:
    if page.locator("#filters").is_hidden():
        page.click("#filter")
    page.check(f"#filters input[data-group={group}][value='{value}']")


def test_an_honour_chosen_fades_what_does_not_match_and_counts_what_does(html: str, open_page: Open) -> None:
    page = open_page(html, "#chain=display")
    choose(page, "honour", "champion.national")
    firms = page.evaluate("[...new Set([...passing()].flatMap(matching))]")
    stood = page.evaluate(STOOD)
    assert 0 < len(stood) < page.locator(".card").count()
    assert page.inner_text("#matched") == f"匹配 {len(firms)} 家企业、{len(stood)} 个环节"
    honours = page.evaluate(
        "names => names.map(n => D.firms.filter(f => f[0] === n).some(f => f[2].some(h => h.includes('单项冠军'))))",
        firms,
    )
    assert honours == [True] * len(firms)
    assert page.locator(".card.off .f:not(.no):not(.rest)").count() == 0


def test_size_and_stage_narrow_each_other_and_clear_brings_everything_back(html: str, open_page: Open) -> None:
    page = open_page(html, "#chain=display")
    whole = page.evaluate(STOOD)
    choose(page, "size", "b10")
    of_size = page.evaluate(STOOD)
    choose(page, "stage", "operating")
    both = page.evaluate(STOOD)
    assert set(both) <= set(of_size) < set(whole)
    assert page.inner_text("#filter").startswith("筛选 2")
    page.click("#clear")
    assert page.evaluate(STOOD) == whole
    assert page.locator("#matched").is_hidden()


def test_no_record_is_never_said_to_be_none(html: str, open_page: Open) -> None:
    page = open_page(html, "#chain=compound-semi")
    page.click("#filter")
    for n, group in enumerate(("honour", "size")):
        box = page.locator("#filters fieldset").nth(n)
        offered = box.locator("input").count()
        counts = [int(t) for t in box.locator("small").all_inner_texts()]
        assert 0 not in counts, group
        assert ("其余" in box.inner_text()) if offered else ("没有" in box.inner_text()), group
        assert "不等于没有" in box.inner_text(), group
    assert page.evaluate("D.chains.some(c => { now.chain = c.id; return !options('size', choosable()).length; })")


def test_the_address_keeps_every_filter(html: str, open_page: Open) -> None:
    page = open_page(html, "#chain=display")
    choose(page, "honour", "champion.national")
    choose(page, "honour", "listing")
    choose(page, "stage", "operating")
    page.keyboard.press("Escape")
    page.click("#states button >> nth=0")
    page.check("#only")
    page.uncheck("#names")
    stood, address = page.evaluate(STOOD), page.evaluate("location.hash")
    again = open_page(html, address)
    assert again.evaluate(STOOD) == stood
    assert again.evaluate("location.hash") == address
    assert again.is_checked("#only")
    assert not again.is_checked("#names")
    for said in ("honour=champion.national%2Clisting", "stage=operating", "hide=strong", "only=1", "names=0"):
        assert said in address


def test_an_address_with_what_nobody_knows_filters_nothing(html: str, open_page: Open) -> None:
    page = open_page(html, "#chain=display&honour=nobody&size=<script>&stage=none&hide=x")
    assert page.locator(".card.off").count() == 0
    assert page.locator("#matched").is_hidden()


def test_filters_are_worked_by_keys_alone(html: str, open_page: Open) -> None:
    page = open_page(html, "#chain=display")
    page.locator("#filter").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.inner_text("#matched").startswith("匹配")
    page.keyboard.press("Escape")
    assert page.locator("#filters").is_hidden()
    assert page.evaluate("document.activeElement.id") == "filter"


def test_table_and_csv_hold_what_matches_and_say_the_filter(html: str, open_page: Open) -> None:
    page = open_page(html, "#chain=display&honour=champion.national")
    n = page.locator(".card:not(.off)").count()
    page.click("#table")
    assert page.locator("#list tbody tr").count() == n
    assert "单项冠军(国家级)" in page.inner_text("#list caption")
    with page.expect_download() as csv:
        page.click("#csv")
    text = csv.value.path().read_text(encoding="utf-8-sig")
    assert "筛选:资质荣誉 单项冠军(国家级)" in text


def test_axe_finds_nothing_in_open_filters(html: str, open_page: Open, violations: Any) -> None:
    for hash_ in ("#chain=display&honour=champion.national", "#chain=bio&lang=en&stage=operating"):
        page = open_page(html, hash_)
        page.click("#filter")
        assert violations(page) == []


@pytest.mark.parametrize(
    ("css", "said"),
    [
        ("#numbers span b", ("新型显示·环节", "厦门市,现状", "数据截至", "规则")),
        ("#panel p:nth-of-type(3)", ("偏光片", "厦门市,现状", "数据截至", "http")),
        ("#panel li:has(a)", ("偏光片", "数据截至", "http")),
    ],
)  # fmt: skip
def test_a_figure_and_a_sentence_copied_leave_with_scope_date_and_pages(
    html: str, open_page: Open, css: str, said: tuple[str, ...]
) -> None:
    page = open_page(html, "#chain=display&seg=display/polarizer")
    page.evaluate(MARK, css)
    text = page.evaluate(COPIED)
    assert [word for word in said if word not in text] == []


def test_a_card_in_focus_copies_what_it_says_with_its_source(html: str, open_page: Open) -> None:
    page = open_page(html, "#chain=display")
    page.locator('.card[data-id="display/panel-array"]').focus()
    text = page.evaluate(COPIED)
    for word in ("新型显示·阵列", "天马", "厦门市,现状", "数据截至", "http"):
        assert word in text


def test_a_cell_of_the_table_copies_with_its_row_and_pages(html: str, open_page: Open) -> None:
    page = open_page(html, "#chain=display&view=table")
    page.evaluate(MARK, "#list tbody tr:first-child td:nth-child(5)")
    text = page.evaluate(COPIED)
    assert all(word in text for word in ("理由", "新型显示", "数据截至", "http"))
