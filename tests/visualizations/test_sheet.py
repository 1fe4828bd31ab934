"""What a sheet promises: one silent file, the same twice, as a page, a document and a workbook."""

import io
from html import unescape

import pytest
from docx import Document
from openpyxl import load_workbook

from graph.model.change import Stamp
from visualizations._docx import document
from visualizations._sheet import Cell, Facts, Figure, Grid, Part, Prose, Sheet, Square, Squares, Tiles, html, row
from visualizations._xlsx import Leaf, book, leaf_of

STAMP = Stamp(as_of="2025-01-01", known_on="2025-01-01", ledger=3, vocabulary="2", rules="1")
GRID = Grid(
    ("企业", "Firms"),
    (("名称", "Name"), "数"),
    (row(Cell("=虚构公司()", href="javascript:alert(1)"), 1234.5),),
    cite="虚构口径",
)
SHEET = Sheet(
    ("虚构文件", "A fictional sheet"), "虚构<b>副题</b>", (
        Part("一", (GRID, Grid("空表", ("a",), ()), Facts("事实", (("甲", Cell("页", href="https://example.org/a")),), "2024年"))),
        Part("二", (Prose("说明", ("第一句",), "warn"), Tiles("数字", (("缺口", "5", "市内"),)))),
    ), STAMP,
)  # fmt: skip


def test_a_page_holds_every_block_escaped_and_links_only_to_web_pages() -> None:
    text = html(SHEET)
    assert "default-src 'none'" in unescape(text)
    assert "javascript:" not in text
    assert "<b>副题</b>" not in text
    for said in (
        "=虚构公司()",
        "1,234.5",
        "库中没有记录,不等于没有",
        "第一句",
        "缺口",
        "https://example.org/a",
        "虚构口径",
    ):
        assert said in text
    assert text == html(SHEET)


def test_a_page_as_source_is_never_broken_inside_its_day() -> None:
    day, long = Cell("example.org 2024-05-01", href="https://example.org/a"), "vip.fictional-stock.example"
    text = html(Sheet("x", "", (Part("p", (Grid("", ("a", "b"), ((day, Cell(long, href="https://example.org/b")),)),)),), STAMP))  # fmt: skip
    assert '<span class="w">2024-05-01</span></a>' in text
    assert "vip.<wbr>fictional-stock.<wbr>example</a>" in text


def test_a_list_of_two_columns_is_set_side_by_side_once_it_is_long() -> None:
    def drawn(n: int, text: str = "虚构") -> str:
        return html(Sheet("x", "", (Part("p", (Grid("", ("a", "b"), ((text, "1"),) * n),)),), STAMP))

    assert 'class="scroll slim"' in drawn(8)
    assert 'class="scroll slim"' not in drawn(7)
    assert 'class="scroll slim"' not in drawn(8, "虚构的长句" * 9)


def test_a_cell_says_the_english_its_page_gives_it() -> None:
    text = html(Sheet("x", "", (Part("p", (Grid("", ("a",), ((Cell("虚构词", english="a fiction"),),)),)),), STAMP))
    assert '<span data-en="a fiction">虚构词</span>' in text


def test_a_watermark_is_on_the_page_the_document_and_the_workbook() -> None:
    from dataclasses import replace

    marked = replace(SHEET, watermark="示例数据")
    assert html(marked).count("示例数据") > 10
    assert "示例数据" in Document(io.BytesIO(document(marked))).paragraphs[1].text
    made = load_workbook(io.BytesIO(book("虚构", [leaf_of("企业", GRID)], "2025-01-01", "示例数据")))
    assert "示例数据" in (made["企业"].oddHeader.right.text or "")


def test_a_document_holds_every_part_and_table_and_is_the_same_twice() -> None:
    made = document(SHEET)
    assert made == document(SHEET)
    doc = Document(io.BytesIO(made))
    assert [p.text for p in doc.paragraphs if p.style and p.style.name == "Heading 1"] == ["一", "二"]
    assert doc.tables[0].cell(1, 0).text == "=虚构公司()"
    assert any("没有记录" in p.text for p in doc.paragraphs)


def test_a_document_repeats_headings_links_pages_and_numbers_its_sheets() -> None:
    doc = Document(io.BytesIO(document(SHEET)))
    assert doc.tables[0].rows[0]._tr.xpath("./w:trPr/w:tblHeader")
    assert all(r._tr.xpath("./w:trPr/w:cantSplit") for t in doc.tables for r in t.rows)
    linked = {r.target_ref for r in doc.part.rels.values() if r.is_external}
    assert linked == {"https://example.org/a"}, "nothing but web pages"
    assert "内部版" in doc.sections[0].header.paragraphs[0].text
    assert "PAGE" in doc.sections[0].footer._element.xml


def test_squares_of_a_document_are_named_state_by_state() -> None:
    legend = (Square("", "strong", "优势", "优"), Square("", "weak", "薄弱", "薄"))
    group = (Square("虚构甲", "weak", "薄弱", "薄"), Square("虚构乙", "strong", "优势", "优"))
    squares = Squares("各环节", ("产业链", "上游", "数"), (("虚构链", (group,), ("2",)),), legend)
    made = Document(io.BytesIO(document(Sheet("x", "", (Part("p", (squares,)),), STAMP))))
    assert [c.text for c in made.tables[0].rows[1].cells] == ["虚构链", "优势:虚构乙\n薄弱:虚构甲", "2"]


def test_a_long_table_is_cut_in_a_document_and_says_so() -> None:
    long = Grid("长表", ("a",), tuple((str(n),) for n in range(500)))
    doc = Document(io.BytesIO(document(Sheet("x", "", (Part("p", (long,)),), STAMP))))
    assert len(doc.tables[0].rows) == 401
    assert any("共500行" in p.text for p in doc.paragraphs)


def test_a_workbook_has_frozen_headings_filters_and_no_formula() -> None:
    made = book("虚构", [leaf_of("企业", GRID), Leaf("数", ("n",), [[5]])], "2025-01-01")
    assert made == book("虚构", [leaf_of("企业", GRID), Leaf("数", ("n",), [[5]])], "2025-01-01")
    opened = load_workbook(io.BytesIO(made))
    sheet = opened["企业"]
    assert sheet["A2"].value == "=虚构公司()"
    assert sheet["A2"].data_type == "s"
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == "A1:B2"
    assert opened["数"]["A2"].value == 5


@pytest.mark.parametrize("says", ["圆点为企业"])
def test_a_picture_says_in_words_what_it_shows(says: str) -> None:
    from markupsafe import Markup

    made = html(Sheet("x", "", (Part("p", (Figure("图", Markup("<svg></svg>"), says),)),), STAMP))
    assert f'aria-label="{says}"' in made
    assert "<svg></svg>" in made
