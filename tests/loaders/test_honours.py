"""Who holds which honour."""

from collections.abc import Callable
from typing import Any

import polars as pl
import pytest

from graph import schema

Told = Callable[..., Any]


def test_an_honour_is_held_as_of_a_year(told: Told) -> None:
    out = told("企业名称,荣誉名称,级别,年份,批次\n甲公司,虚构冠军,国家级,2020年,第二批\n乙公司,虚构冠军,national,,\n")
    honour = schema.hashed(pl.Series(["虚构冠军"]), prefix="h-")[0]
    assert out.rows("Honour", "subject", "name", "honour_level") == [(honour, "虚构冠军", "national")]
    assert out.rows("HOLDS", "object", "year", "batch") == [(honour, 2020, "第二批"), (honour, None, None)]


def test_a_place_may_hold_one_and_is_no_firm(told: Told) -> None:
    out = told("firm,honour,level,year\n厦门火炬高新区,虚构示范区,zone,2021\n厦门虚构公司,虚构示范区,zone,2021\n")
    assert "xm-torch" in {s for (s,) in out.rows("HOLDS", "subject")}
    assert out.rows("Firm", "name") == [("厦门虚构公司",)]


def test_a_ranking_of_an_association_or_a_medium_is_no_governments(told: Told) -> None:
    levels = {"虚构百强": "协会榜单", "虚构城市榜": "媒体", "虚构协会奖": "行业协会", "虚构小巨人": "省级"}
    out = told("企业名称,荣誉名称,级别\n" + "".join(f"虚构甲公司,{n},{w}\n" for n, w in levels.items()))
    found = dict(out.rows("Honour", "name", "honour_level"))
    assert [found[n] for n in levels] == ["association", "media", "association", "provincial"]


def test_a_year_that_is_none_is_emptied(told: Told) -> None:
    out = told("firm,honour,year\n甲公司,虚构冠军,二〇二〇\n乙公司,虚构冠军,20\n")
    assert out.codes == ["W_NUMBER", "W_NUMBER"]
    assert out.rows("HOLDS", "year") == [(None,), (None,)]


@pytest.mark.parametrize(
    ("columns", "cells", "meant"),
    [
        ("有效期", "2021年12月至2024年12月", ("2021-12", "2025-01-01")),
        ("认定日期,有效期", "2021-12,3年", ("2021-12", "2024-12")),
        ("认定日期,有效期至", "2021-12-01,2024-11-30", ("2021-12-01", "2024-12-01")),
        ("有效期至", "2024年", (None, "2025-01-01")),
        ("有效期至,认定日期", "2020,2021", ("2021", None)),
        ("有效期", "长期", (None, None)),
    ],
)
def test_validity_is_read_as_a_span_whose_last_day_still_counts(
    told: Told, columns: str, cells: str, meant: Any
) -> None:
    out = told(f"企业名称,荣誉名称,{columns}\n虚构甲公司,虚构小巨人,{cells}\n")
    assert out.rows("HOLDS", "since", "until") == [meant]


def test_a_review_is_kept_with_its_day(told: Told) -> None:
    out = told("企业名称,荣誉名称,年份,批次,复核日期,复核结果\n虚构甲公司,虚构小巨人,2021,第三批,2024,待复核\n")
    assert out.rows("HOLDS", "year", "batch", "review_due_on", "review") == [(2021, "第三批", "2024", "due")]


def test_what_is_a_title_a_listing_and_a_size_follows_from_the_name(told: Told) -> None:
    names = ["虚构单项冠军", "上市后备企业", "IPO过会", "规上工业企业", "百亿企业", "百亿元产值企业", "亿元企业"]
    out = told("企业名称,荣誉名称\n" + "".join(f"虚构甲公司,{n}\n" for n in names))
    kinds = dict(out.rows("Honour", "name", "honour_type"))
    assert [kinds[n] for n in names] == ["title", "listing", "listing", "size", "size", "size", "size"]


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("企业名称,荣誉名称", "虚构甲公司,百亿项目"),
        ("获得者,获得者类型,荣誉名称", "虚构甲公司,企业,百亿级项目"),
        ("项目名称,荣誉名称", "虚构三期,百亿企业"),
        ("获得者,荣誉名称", "虚构甲公司,百亿企业、百亿项目"),
    ],
)
def test_a_firm_of_ten_billion_is_no_project_of_ten_billion(told: Told, head: str, row: str) -> None:
    out = told(f"{head}\n{row}\n", name="荣誉.csv")
    assert out.codes == ["E_TIER"]
    assert not out.claims


def test_projects_and_platforms_hold_honours_of_their_own(told: Told) -> None:
    head = "获得者,获得者类型,荣誉名称,年份\n"
    out = told(f"{head}虚构三期,,百亿项目,2022\n虚构甲公司,企业,百亿企业,2022\n虚构孵化器,平台,国家级虚构孵化器,2022\n")
    assert out.rows("Project", "name") == [("虚构三期",)]
    assert out.rows("Platform", "name") == [("虚构孵化器",)]
    assert out.rows("Firm", "name") == [("虚构甲公司",)]
    project = schema.hashed(pl.Series(["虚构三期"]), prefix="p-")[0]
    assert {s[:2] for (s,) in out.rows("HOLDS", "subject")} == {"p-", "m-", "pf"}
    assert project in {s for (s,) in out.rows("HOLDS", "subject")}


def test_a_holder_said_to_be_a_place_must_be_one(told: Told) -> None:
    out = told("获得者,获得者类型,荣誉名称\n虚构之地,园区,虚构示范区\n")
    assert out.codes == ["E_PLACE"]


def test_a_listing_goes_from_stage_to_stage_each_until_the_next(told: Told) -> None:
    out = told(
        "企业名称,上市阶段,日期,板块\n虚构甲公司,后备,2021-03,\n虚构甲公司,过会,2023-05-06,创业板\n虚构乙公司,辅导备案,2022,\n虚构甲公司,想上市,2020,\n"
    )
    assert dict(out.rows("Honour", "name", "honour_type")) == dict.fromkeys(
        ["上市后备", "上市过会", "上市辅导"], "listing"
    )
    assert out.rows("HOLDS", "since", "until", "batch") == [
        ("2021-03", "2023-05-06", None), ("2023-05-06", None, "创业板"), ("2022", None, None),
    ]  # fmt: skip
    assert out.codes == ["W_CHOICE", "E_EMPTY"]


def test_a_list_of_sizes_is_read_with_its_years(book: Callable[..., Any], loaded: Told) -> None:
    rows = [
        ["规上企业名单(截至2023年12月)", None, None],
        ["企业名称", "规模档次", "起始日期"],
        ["虚构甲公司", "规上工业企业", "2022年1月"],
        ["虚构乙公司", "规上工业企业", None],
        ["合计", 2, None],
    ]
    out = loaded(book({"名单": rows}, [("名单", "A1:C1")]))
    assert out.rows("HOLDS", "since", "known_on") == [("2022-01", "2023-12"), (None, "2023-12")]
    assert out.rows("Honour", "honour_type") == [("size",)]
