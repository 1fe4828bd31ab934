"""Products, their parts, segments and makers."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from graph import schema
from graph.model.claim import Claims
from loaders._known import Known, nothing

Told = Callable[..., Any]
HEAD = "链主,产品,部件,用量,单位,成本占比(%),是否必需,产业链,环节\n"


def ids(*names: str) -> list[str]:
    return schema.hashed(pl.Series(names), prefix="pr-").to_list()


def test_an_anchors_product_carries_the_anchors_name_and_a_part_its_own(told: Told) -> None:
    out = told(
        HEAD
        + "虚构天马,8.6代屏,背光模组,1,套,20,是,新型显示,\n虚构天马,8.6代屏,玻璃基板,2,片,12.5,,新型显示,玻璃基板\n"
    )
    product, backlight, glass = ids("虚构天马·8.6代屏", "背光模组", "玻璃基板")
    assert out.rows("CONTAINS", "subject", "object", "quantity", "quantity_unit", "cost_share_pct", "essential") == [
        (product, backlight, Decimal(1), "套", Decimal(20), "yes"),
        (product, glass, Decimal(2), "片", Decimal("12.5"), None),
    ]
    assert out.rows("Product", "subject", "name", "aliases")[:1] == [(product, "8.6代屏", ["虚构天马·8.6代屏"])]
    assert out.rows("CLASSIFIED_IN", "subject", "object", "basis") == [(glass, "display/glass", "declared")]
    assert [o for (o,) in out.rows("MAKES", "object")] == [product]
    assert [n for (n,) in out.rows("Firm", "name")] == ["虚构天马"]


def test_two_anchors_products_of_one_name_are_two_and_without_an_anchor_it_is_its_name(told: Told) -> None:
    out = told(HEAD + "虚构甲,电芯,正极,,,,,,\n虚构乙,电芯,正极,,,,,,\n,电芯,正极,,,,,,\n")
    assert [s for (s,) in out.rows("CONTAINS", "subject")] == ids("虚构甲·电芯", "虚构乙·电芯", "电芯")
    assert len(out.rows("MAKES", "subject")) == 2


def test_a_sub_assembly_is_the_part_it_is_elsewhere_in_the_list(told: Told) -> None:
    out = told(HEAD + "虚构天马,8.6代屏,背光模组,,,,,,\n虚构天马,背光模组,导光板,,,,,,\n")
    top, backlight, guide = ids("虚构天马·8.6代屏", "背光模组", "导光板")
    assert out.rows("CONTAINS", "subject", "object") == [(top, backlight), (backlight, guide)]
    assert out.rows("MAKES", "object") == [(top,)]


def test_a_part_of_an_unknown_segment_stays_a_product_and_the_nearest_are_offered(told: Told) -> None:
    out = told(HEAD + "虚构天马,8.6代屏,虚构罩板,,,,,新型显示,玻璃基版\n")
    assert ("虚构罩板",) in out.rows("Product", "name")
    assert not out.rows("CLASSIFIED_IN", "object")
    assert out.at("W_UNCLASSIFIED") == [(2, "I", "玻璃基版")]
    assert "玻璃基板(display/glass)" in out.rejects["fix"][0]


def test_a_part_named_like_a_segment_is_put_there_by_inference_only(told: Told) -> None:
    out = told(HEAD + "虚构天马,8.6代屏,基板玻璃,,,,,新型显示,\n虚构天马,8.6代屏,基板玻璃二,,,,,虚构链,玻璃基板\n")
    assert out.rows("CLASSIFIED_IN", "object", "basis") == [("display/glass", "inferred")]
    assert "W_CHAIN" in out.codes


def test_a_circle_of_parts_is_refused_and_named_and_the_rest_loads(told: Told) -> None:
    out = told(HEAD + ",甲件,乙件,,,,,,\n,乙件,丙件,,,,,,\n,丙件,甲件,,,,,,\n,甲件,丁件,,,,,,\n,戊件,戊件,,,,,,\n")
    assert out.rows("CONTAINS", "object") == [tuple(ids("丁件"))]
    refused = out.rejects.filter(pl.col("code") == "E_RING")
    assert refused["row"].to_list() == [2, 3, 4]
    assert all(n in refused["explanation"][0] for n in ("甲件", "乙件", "丙件", " → "))
    assert out.at("E_SELF") == [(6, "C", "戊件")]


def test_a_circle_that_closes_through_an_earlier_list_is_refused(told: Told, known: Known) -> None:
    a, b = ids("甲件", "乙件")
    before = schema.conform(
        Claims("CONTAINS", pl.DataFrame({"subject": [b], "object": [a], "source": ["s"]}))
    ).with_columns(series=pl.lit("旧清单.csv"))

    def said(kind: str) -> pl.DataFrame:
        return before if kind == "CONTAINS" else nothing(kind)

    out = told(HEAD + ",甲件,乙件,,,,,,\n", known=replace(known, told=said))
    assert out.codes == ["W_UNCLASSIFIED", "E_RING"]
    again = replace(known, told=said, series="旧清单.csv", as_edition=True)
    assert told(HEAD + ",甲件,乙件,,,,,,\n", known=again).codes == ["W_UNCLASSIFIED"]


def test_shares_of_more_than_the_whole_are_flagged_and_kept(told: Told) -> None:
    out = told(HEAD + ",屏,甲件,,,60,,,\n,屏,乙件,,,55,,,\n,件,丙件,,,100,,,\n,件,丁件,,,120,,,\n")
    assert [r for r, _, _ in out.at("W_SHARE_SUM")] == [2, 3]
    assert "115%" in out.rejects.filter(pl.col("code") == "W_SHARE_SUM")["explanation"][0]
    assert [s for (s,) in out.rows("CONTAINS", "cost_share_pct")] == [Decimal(60), Decimal(55), Decimal(100), None]
    assert out.at("W_NUMBER") == [(5, "F", "120")]


def test_a_column_in_a_sheets_percent_format_is_read_as_per_cent(told: Told, book: Any, loaded: Told) -> None:
    rows = [["产品", "部件", "成本占比"], ["屏", "甲件", 0.35], ["屏", "乙件", 0.125]]
    out = loaded(book({"物料清单": rows}))
    assert [s for (s,) in out.rows("CONTAINS", "cost_share_pct")] == [Decimal(35), Decimal("12.5")]
    assert "W_FRACTION" in out.codes
    plain = told("产品,部件,成本占比(%)\n屏,甲件,0.35\n")
    assert plain.rows("CONTAINS", "cost_share_pct") == [(Decimal("0.35"),)]
    assert "W_FRACTION" not in plain.codes


def test_a_list_as_an_office_writes_it(book: Callable[..., Path], loaded: Told) -> None:
    rows: list[list[Any]] = [
        ["虚构天马8.6代屏物料清单(截至2024年6月)", None, None, None, None, None, None],
        ["序号", "产品名称", "链主企业", "零部件名称", "单机用量", "成本占比", "生产厂家"],
        [1, "8.6代屏", "虚构天马", "玻璃基板", "2片", "12%", "虚构玻璃;虚构康宁(武汉)有限公司"],
        [2, None, None, "偏光片", "约2", "8%", "外购待定"],
        [3, None, None, "驱动IC", "若干", None, "虚构集创等"],
        ["合计", None, None, None, None, "20%", None],
    ]
    path = book({"物料清单": rows}, [("物料清单", "A1:G1"), ("物料清单", "B3:B5"), ("物料清单", "C3:C5")])
    out = loaded(path)
    assert out.rows("CONTAINS", "quantity", "quantity_unit", "cost_share_pct") == [
        (Decimal(2), "片", Decimal(12)),
        (None, None, Decimal(8)),
        (None, None, None),
    ]
    assert {n for (n,) in out.rows("Firm", "name")} >= {"虚构天马", "虚构玻璃", "虚构康宁(武汉)有限公司", "虚构集创"}
    assert [v for _, _, v in out.at("W_NUMBER")] == ["约2", "若干"]
    assert out.at("W_OPEN") == [(5, "G", "虚构集创等")]
    assert out.claims["CONTAINS"]["known_on"].unique().to_list() == ["2024-06"]
    assert out.at("W_SKIPPED") == [(6, None, "合计")]


def test_a_catalogue_says_who_makes_what_and_where_it_belongs(told: Told) -> None:
    text = "产品,企业,产业链,环节,市场份额(%)\n虚构光刻气,虚构气体、虚构特气,集成电路,电子特气,30\n"
    out = told(text, name="产品目录.csv")
    assert out.rows("CLASSIFIED_IN", "object", "basis") == [("ic/gas", "declared")]
    assert len(out.rows("MAKES", "subject")) == 2
    assert not out.rows("OPERATES_IN", "subject")
    assert not told(text.replace("产品,", "企业名称,", 1), name="名单.csv").rows("Product", "name")
