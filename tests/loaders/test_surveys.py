"""Who looked where for what."""

from collections.abc import Callable
from typing import Any

import polars as pl

from graph.model.claim import Claims
from loaders._known import Known

Told = Callable[..., Any]
HEAD = "chain,segment,place,method,by,on,searched,words,found_local,remark\n"


def test_a_survey_holds_and_is_known_from_its_day(told: Told) -> None:
    out = told(HEAD + "display,glass,厦门,searched,本处,2026-11-23,3,厦门 玻璃基板;盖板,n,\n")
    columns = ("subject", "object", "method", "surveyor", "surveyed_on", "searches", "search_words", "found")
    assert out.rows("SURVEYED", *columns) == [
        ("350200", "display/glass", "searched", "本处", "2026-11-23", 3, ["厦门 玻璃基板", "盖板"], "no")
    ]
    assert out.rows("SURVEYED", "since", "known_on", "known_from") == [("2026-11-23", "2026-11-23", "published")]


def test_chinese_headings_and_words_read_alike(told: Told) -> None:
    out = told(
        "产业链,环节,地点,摸排方式,摸排单位,摸排日期,检索次数,是否找到\n显示,面板,翔安区,普查,招商部,2024年6月,0,有\n"
    )
    assert out.rows("SURVEYED", "subject", "object", "method", "found", "searches") == [
        ("350213", "display/panel", "complete", "yes", 0)
    ]


def test_a_place_that_is_not_there_refuses_the_row_with_the_nearest(told: Told) -> None:
    out = told(HEAD + "display,glass,夏门火炬高薪区,searched,,,1,,,\n")
    assert out.at("E_PLACE") == [(2, "C", "夏门火炬高薪区")]
    assert "厦门火炬高技术产业开发区" in out.rejects["fix"][0]
    assert not out.claims


def test_searches_without_a_method_are_searches(told: Told) -> None:
    out = told("segment,place,searched\n玻璃基板,厦门,2\n驱动设计,厦门,0\n")
    assert out.rows("SURVEYED", "method") == [("searched",), (None,)]


def test_the_way_of_looking_is_told_in_the_words_of_the_drop_down(told: Told) -> None:
    out = told("产业链,环节,地点,摸排方式,结果\n显示,面板,厦门,走访,有\n")
    assert out.at("W_CHOICE") == [(2, "D", "走访")]
    assert out.rejects["fix"].to_list() == ["可填:全面摸排、名录比对、检索"]


def test_of_a_segment_the_longer_name_that_holds_it_is_offered(told: Told, known: Known) -> None:
    array = pl.DataFrame({"subject": ["display/array"], "chain": ["display"], "name": ["阵列(TFT背板)"]})
    out = told("产业链,环节,地点,结果\n显示,阵列,厦门,有\n", known=known.plus([Claims("Segment", array)]))
    assert "相近的有:阵列(TFT背板)(display/array)" in out.rejects["fix"][0]
