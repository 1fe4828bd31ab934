"""A sheet in English where nobody can switch it."""

import io
import re
from collections.abc import Callable

import pytest
from docx import Document

from graph.model.change import Stamp, View
from visualizations import chain_book
from visualizations._docx import document
from visualizations._english import english
from visualizations._glossary import Glossary
from visualizations._sheet import Cell, Facts, Figure, Grid, Part, Prose, Sheet, Square, Squares, Tiles

STAMP = Stamp(as_of="2025-01-01", known_on="2025-01-01", ledger=3, vocabulary="2", rules="1")
WORDS = Glossary({"缺口": "Gaps", "虚构城": "Fiction City"}, states={"薄弱": "Weak"})


@pytest.fixture
def view(country: Callable[..., View]) -> View:
    return country(
        [{"id": "m-1", "name": "虚构面板公司", "name_en": "Fictional Panel"}],
        OPERATES_IN=[{"subject": "m-1", "object": "display/cell", "at": "zone"}],
        LEADS=[{"subject": "m-1", "object": "display"}],
    )


def said(made: bytes) -> list[str]:
    doc = Document(io.BytesIO(made))
    return [*(p.text for p in doc.paragraphs), *(c.text for t in doc.tables for r in t.rows for c in r.cells)]


def test_every_kind_of_block_is_told_in_english_and_what_has_none_stays() -> None:
    square = Square("虚构城", "weak", "薄弱", ("薄", "W"))
    blocks = (
        Facts("缺口", (("缺口", "虚构城"),)),
        Tiles("缺口", (("缺口", "5", "虚构城"),)),
        Grid("缺口", ("缺口",), ((Cell("薄弱", state="weak"),), (Cell("虚构词", english="a fiction"),), ("虚构厂",))),
        Prose("缺口", (("一句", "A sentence."),)),
        Squares("缺口", ("缺口",), (("虚构城", ((square,),), ("2",)),), (square,)),
    )
    made = english(Sheet("缺口", "虚构城", (Part("缺口", blocks),), STAMP), WORDS)
    assert not re.search(r"[一-鿿]", repr(made).replace("虚构厂", "").replace("库中没有记录,不等于没有", ""))
    assert "虚构厂" in repr(made)
    assert "a fiction" in repr(made)


def test_what_a_picture_says_is_told_too() -> None:
    from markupsafe import Markup

    made = english(Sheet("x", "", (Part("p", (Figure("缺口", Markup("<svg></svg>"), "虚构城"),)),), STAMP), WORDS)
    assert [(b.title, b.says) for b in made.parts[0].blocks if isinstance(b, Figure)] == [("Gaps", "Fiction City")]


def test_an_english_document_is_english_but_for_names_without_it(view: View) -> None:
    texts = said(chain_book.document(view, chain="display", place="甲市", language="en"))
    for words in ("Chain booklet", "The chain", "What is missing", "Operating here", "Fictional Panel"):
        assert words in texts
    assert any(t.startswith("What has no English on record") for t in texts)
    assert not [t for t in texts if "数据截至" in t or "库中没有记录" in t]


def test_a_document_is_chinese_unless_asked(view: View) -> None:
    texts = said(chain_book.document(view, chain="display", place="甲市"))
    assert "一链一册" in texts
    assert "虚构面板公司" in texts
    assert "Chain booklet" not in texts


def test_a_long_table_says_in_english_that_it_is_cut() -> None:
    long = Grid("t", ("a",), tuple((str(n),) for n in range(500)))
    assert "The first 400 of 500 rows; the rest is in the workbook." in said(document(Sheet("x", "", (Part("p", (long,)),), STAMP, language="en")))  # fmt: skip


def test_a_page_asked_for_in_english_opens_in_it(view: View) -> None:
    assert '<html lang="zh-CN" data-open="en">' in chain_book.page(view, chain="display", place="甲市", language="en")
    assert 'data-open="en"' not in chain_book.page(view, chain="display", place="甲市")
