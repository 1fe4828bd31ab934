"""Units in cells, headings and titles become the one the vocabulary wants; what is of another kind is emptied."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from loaders import _cells, _units

Told = Callable[..., Any]
HEAD = "项目名称,企业名称"


@pytest.mark.parametrize(
    ("written", "unit", "wanted", "meant"),
    [
        ("12.5", "万平方米", "平方米", 125000),
        ("12.5万平方米", None, "平方米", 125000),
        ("3.2公顷", None, "亩", 48),
        ("10", "平方公里", "亩", 15000),
        ("0.2万", "亩", "亩", 2000),
        ("1.5", "t/㎡", "吨/平方米", 1.5),
        ("10kN/m²", None, "吨/平方米", 1.01972),
        ("750", "公斤/平方米", "吨/平方米", 0.75),
        ("2", "MVA", "千伏安", 2000),
        ("800kVA", None, "千伏安", 800),
        ("2000kW", None, "千伏安", None),
        ("450", "厘米", "米", 4.5),
        ("1.2", "元/㎡/天", "元/平方米·月", 36.5),
        ("25", "元/平方米", "元/平方米·月", None),
        ("600", "元/平方米", "万元/亩", 40),
        ("5", "万美元", "亿元", None),
    ],
)
def test_a_figure_becomes_the_unit_that_is_wanted(
    written: str, unit: str | None, wanted: str, meant: float | None
) -> None:
    read = pl.select(_cells.number(pl.lit(written), unit, wanted)).item()
    assert read == (None if meant is None else pytest.approx(meant))


@pytest.mark.parametrize("family", _units.FAMILIES)
def test_turning_a_unit_into_another_and_back_changes_nothing(family: dict[str, float]) -> None:
    for one in family:
        for other in family:
            there, back = _units.factors(other)[one], _units.factors(one)[other]
            assert there * back == pytest.approx(1)


def test_a_sum_is_turned_into_what_the_field_holds(told: Told) -> None:
    out = told(f"{HEAD},用地(公顷)\n虚构项目,虚构甲公司,2\n")
    assert out.rows("Project", "land_mu") == [(Decimal(30),)]


def test_a_title_gives_a_unit_only_to_what_is_measured_in_it(told: Told) -> None:
    out = told(f"项目表(单位:万元),,\n{HEAD},用地\n虚构项目,虚构甲公司,20\n")
    assert out.rows("Project", "land_mu") == [(Decimal(20),)]
    assert not out.codes


def test_a_unit_that_cannot_be_turned_is_said_with_the_one_that_is_wanted(told: Told) -> None:
    out = told("载体名称,供电容量(千伏安),租金(元/平方米)\n虚构厂房甲,2000kW,25\n虚构厂房乙,很多,\n")
    assert out.rows("Carrier", "power_kva", "rent_cny_m2_month") == [(None, None), (None, None)]
    assert sorted(out.codes) == ["W_NUMBER", "W_UNITS", "W_UNITS"]
    assert "千伏安" in out.rejects.filter(pl.col("code") == "W_UNITS")["fix"][0]
