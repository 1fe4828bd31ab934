"""Who holds which honour."""

from collections.abc import Callable
from typing import Any

import polars as pl

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


def test_a_year_that_is_none_is_emptied(told: Told) -> None:
    out = told("firm,honour,year\n甲公司,虚构冠军,二〇二〇\n乙公司,虚构冠军,20\n")
    assert out.codes == ["W_NUMBER", "W_NUMBER"]
    assert out.rows("HOLDS", "year") == [(None,), (None,)]
