"""Cells as people write them: dates, numbers, words."""

import datetime as dt

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders import _cells


def one(rule: pl.Expr) -> object:
    return pl.select(rule).item()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2019", "2019"),
        ("2019年", "2019"),
        ("2019年3月", "2019-03"),
        ("2019.12.5", "2019-12-05"),
        ("2019/12/05", "2019-12-05"),
        ("2019-12-05 00:00:00", "2019-12-05"),
        ("20191205", "2019-12-05"),
        ("2019年12月5日", "2019-12-05"),
        ("约2019年", "2019"),
        ("41974", "2014-12-01"),
        ("2019-13", None),
        ("2019-02-30", None),
        ("12345", None),
        ("上半年", None),
    ],
)
def test_dates_keep_their_precision_or_are_none(written: str, meant: str | None) -> None:
    assert one(_cells.date(pl.lit(written))) == meant


@given(day=st.dates(dt.date(1956, 1, 1), dt.date(2060, 12, 31)))
def test_every_way_to_write_a_day_means_that_day(day: dt.date) -> None:
    ways = [
        day.isoformat(),
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y%m%d}",
    ]
    ways.append(str((day - dt.date(1899, 12, 30)).days))
    read = pl.DataFrame({"t": ways}).select(_cells.date(pl.col("t"))).to_series().to_list()
    assert read == [day.isoformat()] * len(ways)


@pytest.mark.parametrize(
    ("written", "unit", "wanted", "meant"),
    [
        ("1,234.5", None, None, 1234.5),
        ("1,200", None, None, 1200),
        ("约3500", None, None, 3500),
        ("100余", None, None, 100),
        ("35%", None, None, 35),
        ("3年", None, None, 3),
        ("30-40%", None, None, None),
        ("很多", None, None, None),
        ("5", None, "亿元", 5),
        ("5", "万元", "亿元", 0.0005),
        ("超50亿元", None, "亿元", 50),
        ("39660.78万", None, "亿元", 3.966078),
        ("62亿美元", None, "亿元", None),
    ],
)
def test_numbers_lose_their_marks_and_change_their_unit(
    written: str, unit: str | None, wanted: str | None, meant: float | None
) -> None:
    assert one(_cells.number(pl.lit(written), unit, wanted)) == meant


def test_qualified_numbers_are_known_as_such() -> None:
    texts = pl.DataFrame({"t": ["约3500", "3500", "100余", "超50亿元"]})
    assert texts.select(_cells.is_qualified(pl.col("t"))).to_series().to_list() == [True, False, True, True]


def test_values_are_separated_by_semicolons_of_either_width_and_line_breaks() -> None:
    assert one(_cells.texts(pl.lit("甲;乙;; 丙\n丁")).list.join("|")) == "甲|乙|丙|丁"
    assert one(_cells.texts(pl.lit(";"))) is None
