"""A chain in one booklet."""

import io
import re
from collections.abc import Callable

import pytest
from docx import Document

from graph.model.change import View
from visualizations import chain_book


@pytest.fixture
def view(country: Callable[..., View]) -> View:
    return country(
        [{"id": "m-1", "name": "虚构面板公司"}, {"id": "m-2", "name": "虚构外地胶厂"}],
        extra={
            "Project": [{"id": "p-1", "name": "虚构在谈项目", "project_stage": "在谈"}, {"id": "p-2", "name": "虚构投产项目", "project_stage": "投产", "planned_investment_100m_cny": 88}],
            "Fund": [{"id": "fd-1", "name": "虚构显示基金"}], "Carrier": [{"id": "c-1", "name": "虚构厂房", "own_use": "no"}],
        },
        claims=[{"id": "e-1", "address": "https://news.example/internal", "publisher": "虚构报", "title": None, "published_on": "2024", "visibility": "internal"}],
        OPERATES_IN=[
            {"edge_id": "e-1", "subject": "m-1", "object": "display/cell", "at": "zone"},
            {"subject": "m-2", "object": "display/photoresist", "at": "340100"},
        ],
        SURVEYED=[{"subject": "350200", "object": "display/photoresist", "method": "complete", "found": "no", "surveyed_on": "2024-05"}],
        LEADS=[{"subject": "m-1", "object": "display"}], FILLS=[{"subject": p, "object": "display/glass"} for p in ("p-1", "p-2")],
        LOCATED_IN=[{"subject": s, "object": "zone"} for s in ("p-1", "p-2", "c-1")], MANDATED_FOR=[{"subject": "fd-1", "object": "display"}],
    )  # fmt: skip


ALL = (
    "虚构面板公司",
    "光刻胶",
    "虚构外地胶厂",
    "虚构在谈项目",
    "虚构投产项目",
    "虚构显示基金",
    "虚构厂房",
    "https://news.example/internal",
)


def test_the_booklet_holds_every_part_and_is_the_same_twice(view: View) -> None:
    text = chain_book.page(view, chain="display", place="甲市")
    for said in (*ALL, "全景", "缺什么", "招商目标", "先问什么", "出处"):
        assert said in text
    assert text == chain_book.page(view, chain="display", place="甲市")


def test_every_segment_stands_with_its_name_and_mark_as_paper_cannot_be_pointed_at(view: View) -> None:
    text = chain_book.page(view, chain="display", place="甲市")
    assert re.search(
        r'class="chip s-missing" title="光刻胶:空白\(已核实\)"[^>]*><span class="sq s-missing">.{1,60}</span>.{0,60}光刻胶',
        text,
    )


def test_the_document_says_the_same(view: View) -> None:
    made = chain_book.document(view, chain="display", place="甲市")
    doc = Document(io.BytesIO(made))
    said = "\n".join(
        [*(p.text for p in doc.paragraphs), *(c.text for t in doc.tables for r in t.rows for c in r.cells)]
    )
    assert all(word in said for word in ALL if not word.startswith("http"))
    assert made == chain_book.document(view, chain="display", place="甲市")


def test_an_outsider_gets_no_gap_target_talk_sum_question_or_internal_page(view: View) -> None:
    text = chain_book.page(view, chain="display", place="甲市", edition="outside")
    for secret in ("缺口", "空白", "虚构外地胶厂", "虚构在谈项目", ">88<", "先问", "news.example/internal"):
        assert secret not in text
    for shown in ("虚构面板公司", "虚构投产项目", "虚构厂房", "推介版"):
        assert shown in text
    assert "光刻胶" not in text, "a square for what is not here would read as a gap"


def test_a_group_is_a_booklet_with_a_row_a_chain(view: View) -> None:
    text = chain_book.page(view, chain="半导体", place="甲市")
    assert '<th scope="row">集成电路</th>' in text
    assert '<th scope="row">新型显示</th>' in text
