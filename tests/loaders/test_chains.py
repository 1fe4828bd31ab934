"""Chains, segments, what feeds what, twins."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl

import loaders
from graph.model.claim import Claims
from loaders._known import Known

Told = Callable[..., Any]
SEGMENTS = "产业链,环节编号,环节名称,别名,类型,上中下游,产品,由何种活动填补\n"


def test_a_chain_and_a_group_of_chains(told: Told) -> None:
    out = told("chain,name_zh,aliases,members\npv,光伏,光电,\nnew-energy,新能源,,光伏;虚构链;display\n")
    assert out.rows("Chain", "subject", "name", "aliases", "members") == [
        ("pv", "光伏", ["光电"], None),
        ("new-energy", "新能源", None, ["pv", "display"]),
    ]
    assert out.at("W_MEMBER") == [(3, "D", "虚构链")]


def test_a_segment_says_its_chain_its_words_and_who_fills_it(told: Told) -> None:
    out = told(SEGMENTS + "显示,film,光学膜,增亮膜;扩散膜,材料,上游,反射膜,生产\n")
    columns = ("subject", "name", "aliases", "segment_type", "position", "product_words", "filled_by")
    assert out.rows("Segment", *columns) == [
        ("display/film", "光学膜", ["增亮膜", "扩散膜"], "material", "upstream", ["反射膜"], "produce")
    ]
    assert out.rows("PART_OF", "subject", "object") == [("display/film", "display")]


def test_a_segment_without_an_id_is_called_by_its_name_and_keeps_the_id_it_has(told: Told) -> None:
    out = told("产业链,环节,别名\n显示,量子点膜,\n显示,玻璃基板,盖板\n")
    assert out.rows("Segment", "subject", "name") == [("display/量子点膜", "量子点膜"), ("display/glass", "玻璃基板")]


def test_a_segment_of_an_unknown_chain_is_refused_with_the_nearest(told: Told) -> None:
    out = told("产业链,环节,别名\n新型显视,偏光片,\n")
    assert out.at("E_CHAIN") == [(2, "A", "新型显视")]
    assert "新型显示" in out.rejects["fix"][0]
    assert not out.claims


def test_a_word_that_is_no_type_empties_the_cell_and_keeps_the_row(told: Told) -> None:
    out = told(SEGMENTS + "显示,film,光学膜,,奇怪的,上游,,\n")
    assert out.at("W_CHOICE") == [(2, "E", "奇怪的")]
    assert out.rows("Segment", "subject", "segment_type") == [("display/film", None)]


def test_feeds_may_cross_chains_and_carry_routes(told: Told) -> None:
    out = told(
        "chain,upstream,downstream,essential,route,status,source,published_on\n"
        "display,glass,panel,y,LCD;OLED,declared,https://a.example/1,2020-05\n"
        "display,gas,panel,n,,inferred,,\n"
        "display,ic/gas,display/panel,是,,,,\n"
    )
    columns = ("subject", "object", "essential", "routes", "basis", "known_on")
    assert out.rows("FEEDS", *columns) == [
        ("display/glass", "display/panel", "yes", ["LCD", "OLED"], "declared", "2020-05"),
        ("ic/gas", "display/panel", "no", None, "inferred", None),
        ("ic/gas", "display/panel", "yes", None, "declared", None),
    ]


def test_an_id_of_an_unknown_segment_is_refused_with_the_nearest(told: Told) -> None:
    out = told("chain,upstream,downstream\ndisplay,玻璃基版,panel\n")
    assert out.at("E_SEGMENT") == [(2, "B", "玻璃基版")]
    assert "玻璃基板(display/glass)" in out.rejects["fix"][0]


def test_a_cycle_is_refused_and_named_with_its_path(told: Told) -> None:
    out = told(
        "chain,upstream,downstream\ndisplay,glass,panel\ndisplay,panel,design\ndisplay,design,glass\ndisplay,gas,glass\n"
    )
    assert [row for row, _, _ in out.at("E_CYCLE")] == [2, 3, 4]
    assert "display/design → display/glass → display/panel → display/design" in out.rejects["explanation"][0]
    assert out.rows("FEEDS", "subject", "object") == [("ic/gas", "display/glass")]


def test_a_cycle_with_what_is_known_is_refused_unless_the_file_takes_its_place(told: Told, known: Known) -> None:
    feeds = pl.DataFrame({"subject": ["display/glass"], "object": ["display/panel"], "series": ["表.csv"]})
    grown = known.plus([Claims("FEEDS", feeds)])
    text = "chain,upstream,downstream\ndisplay,panel,glass\n"
    assert told(text, known=grown).codes == ["E_CYCLE"]
    assert told(text, known=replace(grown, series="表.csv", as_edition=True)).codes == []


def test_twins_say_how_far_they_are_one(told: Told) -> None:
    out = told(
        "chain_a,segment_a,chain_b,segment_b,extent,reason\n"
        "display,panel,ic,panel,,部分:同名\ndisplay,design,ic,gas,whole,\ndisplay,glass,ic,gas,,不同级:上下游\n"
        "display,glass,display,glass,,同一\n"
    )
    assert out.rows("SAME_AS", "subject", "object", "extent") == [
        ("display/panel", "ic/panel", "part"),
        ("display/design", "ic/gas", "whole"),
    ]
    assert sorted(out.codes) == ["E_SELF", "W_TWIN"]


def test_the_sheets_of_one_workbook_may_refer_to_each_other(book: Callable[..., Path], known: Known) -> None:
    path = book(
        {
            "上下游": [["产业链", "上游环节", "下游环节"], ["储能", "电芯", "系统"]],
            "环节": [["产业链", "环节编号", "环节名称"], ["储能", "cell", "电芯"], ["储能", "system", "系统"]],
            "链": [["产业链", "名称"], ["storage", "储能"]],
            "随笔": [["天气", "温度"], ["晴", "20"]],
        }
    )
    parts = list(loaders.read(path, known))
    feeds = next(p.frame for p in parts if isinstance(p, Claims) and p.kind == "FEEDS")
    assert feeds.select("subject", "object").rows() == [("storage/cell", "storage/system")]
    rejects = [p.frame for p in parts if not isinstance(p, Claims) and "code" in p.frame.columns]
    assert [f["code"].to_list() for f in rejects] == [["W_SHEET"]]
