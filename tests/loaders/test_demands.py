"""What anchors need, who supplies them now, and who may be told."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import polars as pl
import pytest

from graph import schema
from graph.model.claim import Claims
from loaders._known import Known, nothing

Told = Callable[..., Any]
HEAD = "链主,需求部件,产业链,环节,现供应商,现供应地,希望就近配套,年份,发布范围,出处\n"


def test_a_demand_names_part_segment_supplier_place_wish_year_and_release(told: Told) -> None:
    out = told(HEAD + "虚构天马,G8.6玻璃,新型显示,玻璃基板,虚构康宁,深圳市,是,2025,可对外,\n")
    assert out.rows(
        "NEEDS", "object", "part", "present_supplier", "present_place", "wishes_near", "year", "release"
    ) == [("display/glass", "G8.6玻璃", "虚构康宁", "深圳市", "yes", 2025, "released")]
    firms = dict(out.rows("Firm", "name", "subject"))
    assert out.rows("SUPPLIES", "subject", "object", "segment", "product", "basis") == [
        (firms["虚构康宁"], firms["虚构天马"], "display/glass", "G8.6玻璃", "declared")
    ]
    assert out.rows("LOCATED_IN", "subject", "object") == [(firms["虚构康宁"], "440300")]
    assert out.codes == []


@pytest.mark.parametrize("release", ["", "内部", "保密", "随便写的"])
def test_a_demand_not_said_to_be_released_is_internal_with_all_it_says(told: Told, release: str) -> None:
    text = HEAD + f"虚构天马,,新型显示,玻璃基板,虚构康宁,深圳市,,,{release},https://example.cn/a\n"
    out = told(text)
    assert out.rows("NEEDS", "release", "visibility") == [("internal", "internal")]
    for kind in ("SUPPLIES", "LOCATED_IN", "Firm"):
        assert {v for (v,) in out.rows(kind, "visibility")} == {"internal"}, kind


def test_public_needs_a_source(told: Told) -> None:
    text = "虚构天马,,新型显示,玻璃基板,,,,,公开,"
    sourced = told(HEAD + text + "https://example.cn/a\n")
    assert sourced.rows("NEEDS", "release", "visibility") == [("public", "public")]
    bare = told(HEAD + text + "\n")
    assert bare.rows("NEEDS", "release", "visibility") == [("internal", "internal")]
    assert bare.at("W_RELEASE") == [(2, "I", "public")]


@pytest.mark.parametrize("supplier", ["进口", "日本进口", "自产", "国外厂商", "多家", "待定", "尚无供应商"])
def test_a_supplier_that_is_no_firm_is_kept_as_words_only(told: Told, supplier: str) -> None:
    out = told(HEAD + f"虚构天马,,新型显示,玻璃基板,{supplier},日本,,,,\n")
    assert out.rows("NEEDS", "present_supplier", "present_place") == [(supplier, "日本")]
    assert not out.rows("SUPPLIES", "subject")
    assert [n for (n,) in out.rows("Firm", "name")] == ["虚构天马"]
    assert out.at("W_SUPPLIER") == [(2, "E", supplier)]


def test_a_place_as_supplier_is_no_firm_and_several_suppliers_are_several_ties(told: Told) -> None:
    out = told(HEAD + "虚构天马,,新型显示,玻璃基板,虚构甲、虚构乙等,日本,,,,\n虚构天马,,新型显示,面板,深圳,,,,,\n")
    assert len(out.rows("SUPPLIES", "subject")) == 2
    assert not out.rows("LOCATED_IN", "subject"), "one place said of several suppliers is nobody's"
    assert out.codes == ["W_OPEN", "W_NOT_FIRM"]


def test_the_segment_follows_from_the_parts_name_the_parts_list_or_a_product_word(told: Told, known: Known) -> None:
    part = schema.hashed(pl.Series(["虚构导光板"]), prefix="pr-")
    listed = schema.conform(
        Claims("CLASSIFIED_IN", pl.DataFrame({"subject": part, "object": ["display/panel"], "source": ["s"]}))
    ).with_columns(series=pl.lit("清单"))
    words = Claims("Segment", pl.DataFrame({"subject": ["ic/gas"], "product_words": [["虚构三氟化氮"]]}))

    def said(kind: str) -> pl.DataFrame:
        return listed if kind == "CLASSIFIED_IN" else nothing(kind)

    text = "链主,需求部件,产业链\n虚构天马,基板玻璃,新型显示\n虚构天马,虚构导光板,\n虚构天马,虚构三氟化氮,集成电路\n"
    out = told(text, known=replace(known.plus([words]), told=said))
    assert [o for (o,) in out.rows("NEEDS", "object")] == ["display/glass", "display/panel", "ic/gas"]


def test_a_demand_whose_segment_nobody_knows_is_refused_with_the_nearest(told: Told) -> None:
    out = told(
        HEAD
        + "虚构天马,虚构罩板,新型显示,玻璃基版,,,,,,\n虚构天马,虚构基板玻,新型显示,,,,,,,\n虚构天马,,新型显示,,虚构甲,,,,,\n"
    )
    assert not out.rows("NEEDS", "object")
    assert [(r, c) for r, c, _ in out.at("E_SEGMENT")] == [(2, "D"), (3, "B")]
    assert "玻璃基板(display/glass)" in out.rejects.filter(pl.col("row") == 2)["fix"][0]
    assert [r for r, _, _ in out.at("E_EMPTY")] == [4]


def test_two_years_of_one_need_are_two_and_a_firm_does_not_supply_itself(told: Told) -> None:
    row = "虚构天马,,新型显示,玻璃基板,虚构天马,,,{},,\n"
    out = told(HEAD + row.format(2024) + row.format(2025))
    assert [y for (y,) in out.rows("NEEDS", "year")] == [2024, 2025]
    assert not out.rows("SUPPLIES", "subject")


def test_a_workbook_with_a_title_and_merged_anchors(book: Any, loaded: Told) -> None:
    rows: list[list[Any]] = [
        ["重点企业配套需求表(截至2024年6月)"],
        ["序号", "需求企业", "配套需求", "现有供应商", "目前供应商所在地", "是否希望就近", "年采购额"],
        [1, "虚构天马", "玻璃基板", "虚构康宁", "日本", "希望", "约3亿元"],
        [2, None, "面板", "无", None, "×", None],
    ]
    out = loaded(book({"需求": rows}, [("需求", "A1:G1"), ("需求", "B3:B4")]))
    assert out.rows("NEEDS", "object", "wishes_near", "quantity_note", "known_on") == [
        ("display/glass", "yes", "约3亿元", "2024-06"),
        ("display/panel", "no", None, "2024-06"),
    ]
    assert out.at("W_COLUMN") == [(2, "E", "目前供应商所在地")]
