"""What every sheet may hold beside its loader's own columns: a template's example row, on what a row rests."""

from collections.abc import Callable
from typing import Any

import pytest

Told = Callable[..., Any]
Book = Callable[..., Any]


@pytest.mark.parametrize("mark", ["【示例】虚构甲公司", "示例:虚构甲公司", "示例\uff1a虚构甲公司", "(示例)", "示例"])
def test_an_example_row_is_left_out_and_said(told: Told, mark: str) -> None:
    out = told(f"企业名称,产业链,环节\n{mark},显示,面板\n虚构乙公司,显示,面板\n")
    assert out.rows("Firm", "name") == [("虚构乙公司",)]
    assert [(r, c) for r, c in out.rejects.select("row", "code").rows()] == [(2, "W_EXAMPLE")]
    assert mark in out.rejects["explanation"][0]


def test_a_firm_that_is_called_example_is_a_firm(told: Told) -> None:
    out = told("企业名称,产业链,环节\n示例虚构科技公司,显示,面板\n")
    assert out.rows("Firm", "name") == [("示例虚构科技公司",)]
    assert not out.codes


def test_a_table_with_nothing_but_its_example_says_so(told: Told) -> None:
    out = told("企业名称,产业链,环节\n【示例】虚构甲公司,显示,面板\n")
    assert not out.claims
    assert out.codes == ["W_EXAMPLE", "W_ONLY_EXAMPLE"]


def test_sheets_of_notes_and_choices_are_no_strangers(book: Book, loaded: Callable[..., Any]) -> None:
    sheets = {"企业": [["企业名称", "产业链"], ["虚构甲公司", "显示"]]}
    notes = {"填表说明": [["企业名称", "产业链"], ["填全称", "填名称"]], "选项": [["显示"], ["芯片"]]}
    out = loaded(book(sheets | notes))
    assert out.rows("Firm", "name") == [("虚构甲公司",)]
    assert not out.codes


def test_a_row_marked_as_invented_is_synthetic_in_all_that_it_says(told: Told) -> None:
    out = told(
        "企业名称,产业链,环节,所在地,依据类型\n虚构甲公司,显示,面板,厦门,合成示例\n虚构乙公司,显示,面板,厦门,\n"
        "虚构丙公司;虚构丁公司,显示,面板,厦门;深圳,synthetic\n"
    )
    assert {(s, b) for s, b in out.rows("Firm", "name", "basis")} == {
        ("虚构甲公司", "synthetic"), ("虚构乙公司", "declared"), ("虚构丙公司;虚构丁公司", "synthetic"),
    }  # fmt: skip
    assert sorted(out.rows("OPERATES_IN", "at", "basis")) == [
        ("350200", "declared"), ("350200", "synthetic"), ("350200", "synthetic"), ("440300", "synthetic"),
    ]  # fmt: skip


def test_a_word_for_the_basis_that_nobody_knows_refuses_the_row(told: Told) -> None:
    out = told("企业名称,产业链,环节,依据类型\n虚构甲公司,显示,面板,编的\n")
    assert not out.claims
    assert out.at("E_CHOICE") == [(2, "D", "编的")]


def test_what_a_loader_says_of_the_basis_gives_way_to_the_row(told: Told) -> None:
    head = "产业链,上游环节,下游环节,依据,依据类型\n"
    out = told(head + "显示,玻璃基板,面板,推断,合成示例\n显示,驱动设计,面板,推断,\n")
    assert sorted(out.rows("FEEDS", "subject", "basis")) == [
        ("display/design", "inferred"), ("display/glass", "synthetic"),
    ]  # fmt: skip


def test_a_number_no_field_can_hold_is_emptied(told: Told) -> None:
    out = told("项目名称,企业名称,用地(亩)\n虚构项目,虚构甲公司,100000000000000000000\n")
    assert out.rows("Project", "land_mu") == [(None,)]
    assert out.codes == ["W_NUMBER"]


def test_a_row_may_say_where_in_its_source_it_stands(told: Told) -> None:
    out = told(
        "企业名称,产业链,环节,出处,原文位置\n虚构甲公司,显示,面板,虚构管委会《虚构报告》索引号1,二(一)第3句\n虚构乙公司,显示,面板,,\n"
    )
    assert out.rows("Firm", "name", "locator") == [("虚构甲公司", "二(一)第3句"), ("虚构乙公司", None)]
    assert [at for (at,) in out.rows("OPERATES_IN", "locator")] == ["二(一)第3句", None]
    assert not out.codes


def test_the_same_said_in_two_places_of_a_page_is_one_claim(told: Told) -> None:
    out = told("企业名称,所在地,locator\n虚构甲公司,厦门,第1页\n虚构甲公司,厦门,第2页\n")
    assert out.rows("Firm", "name", "locator") == [("虚构甲公司", "第1页")]


def test_a_document_without_an_address_has_its_publisher_before_its_title(told: Told) -> None:
    out = told(
        "企业名称,所在地,出处,发布日期\n虚构甲公司,厦门,虚构管委会《虚构报告》索引号1,2023-02-07\n虚构乙公司,厦门,虚构名录,\n"
    )
    said = out.sources.sort("published_on", nulls_last=True).select("publisher", "title", "published_on", "address")
    assert said.rows() == [
        ("虚构管委会", "虚构管委会《虚构报告》索引号1", "2023-02-07", None), (None, "虚构名录", None, None),
    ]  # fmt: skip
