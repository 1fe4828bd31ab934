"""Carriers: floors in square metres, land in mu, and what nobody said stays unsaid."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

Told = Callable[..., Any]
Book = Callable[..., Any]


def test_a_carrier_of_an_office_s_workbook_with_title_groups_total_and_units(book: Book, loaded: Told) -> None:
    rows = [
        ["虚构高新区可招商载体一览表(截至2025年6月)", *[None] * 9],
        ["序号", "载体名称", "类型", "所在园区", "面积", None, "楼面荷载(t/㎡)", "供电容量(MVA)", "租金(元/㎡·月)", "是否自用"],
        [None, None, None, None, "建筑面积(万平方米)", "可用面积(平方米)", None, None, None, None],
        [1, "虚构厂房A", "标准厂房", "翔安区", 3.35, "12,000", 1.5, 2, "18.5", "否"],
        [2, "虚构总部楼", "写字楼", "翔安区", 1, "未知", None, None, None, "自用"],
        ["合计", None, None, None, 4.35, 12000, None, None, None, None],
    ]  # fmt: skip
    merges = [("载体", "A1:J1"), ("载体", "E2:F2")]
    out = loaded(book({"载体": rows}, merges))
    assert out.rows("Carrier", "name", "carrier_type", "area_m2", "free_m2", "power_kva", "own_use", "known_on") == [
        ("虚构厂房A", "factory", Decimal(33500), Decimal(12000), Decimal(2000), "no", "2025-06"),
        ("虚构总部楼", "building", Decimal(10000), None, None, "yes", "2025-06"),
    ]
    assert out.rows("Carrier", "floor_load_t_m2", "rent_cny_m2_month")[0] == (Decimal("1.5"), Decimal("18.5"))
    assert {p for (p,) in out.rows("LOCATED_IN", "object")} == {"350213"}
    assert out.codes == ["W_SKIPPED"]


@pytest.mark.parametrize("unsaid", ["", "未知", "不详", "—", "暂无", "满租"])
def test_what_is_free_and_not_told_is_never_nought(told: Told, unsaid: str) -> None:
    out = told(f"载体名称,建筑面积,可用面积\n虚构厂房,5000,{unsaid}\n")
    assert out.rows("Carrier", "area_m2", "free_m2") == [(Decimal(5000), None)]
    assert out.codes == (["W_NUMBER"] if unsaid == "满租" else [])


def test_nothing_free_is_nought(told: Told) -> None:
    out = told("载体名称,可用面积\n虚构厂房,0\n")
    assert out.rows("Carrier", "free_m2") == [(Decimal(0),)]


@pytest.mark.parametrize(
    ("heading", "cell", "kind", "meant"),
    [
        ("占地面积(公顷)", "2", "", (None, Decimal(30))),
        ("总面积(亩)", "30", "", (None, Decimal(30))),
        ("总面积", "30亩", "", (None, Decimal(30))),
        ("总面积(平方米)", "20000", "地块", (None, Decimal(30))),
        ("总面积(亩)", "20000平方米", "", (Decimal(20000), None)),
        ("面积(平方米)", "20000", "厂房", (Decimal(20000), None)),
        ("面积(平方米)", "20000", "地块", (None, Decimal(30))),
        ("面积(平方公里)", "10", "", (None, Decimal(15000))),
        ("面积", "20000", "厂房", (None, None)),
        ("面积", "94栋", "厂房", (None, None)),
    ],
)
def test_land_is_land_and_floors_are_floors(told: Told, heading: str, cell: str, kind: str, meant: Any) -> None:
    out = told(f"载体名称,{heading},类型\n虚构载体,{cell},{kind}\n")
    assert out.rows("Carrier", "area_m2", "area_mu") == [meant]
    assert out.codes == ([] if any(meant) else ["W_AREA"])


def test_an_area_may_have_its_unit_in_a_column_beside_it(told: Told) -> None:
    out = told(
        "carrier,place,area_m2_or_mu,unit\n虚构地块,翔安区,382,mu\n虚构楼,翔安区,1.5,万平方米\n虚构园,翔安区,10,km2\n"
    )
    assert out.rows("Carrier", "area_m2", "area_mu") == [
        (None, Decimal(382)), (Decimal(15000), None), (None, Decimal(15000)),
    ]  # fmt: skip
    assert not out.codes


def test_the_unit_of_a_title_counts(told: Told) -> None:
    out = told("虚构园区载体(单位:万平方米),,\n载体名称,建筑面积,租金(元/平方米·月)\n虚构厂房,3.5,20\n")
    assert out.rows("Carrier", "area_m2", "rent_cny_m2_month") == [(Decimal(35000), Decimal(20))]


def test_a_carrier_said_to_be_for_its_owner_is_for_its_owner(told: Told) -> None:
    out = told("载体名称,建筑面积,状态\n虚构厂房甲,1,2022年竣工(自用)\n虚构厂房乙,1,非自用\n虚构厂房丙,1,在建\n")
    assert [own for (own,) in out.rows("Carrier", "own_use")] == ["yes", None, None]


def test_what_a_firm_built_for_itself_is_its_own_unless_it_is_let_or_the_column_says_otherwise(told: Told) -> None:
    out = told(
        "载体名称,建筑面积,用途,是否自用\n虚构园甲,1,企业自建园,\n虚构园乙,1,企业自建园,否\n虚构园丙,1,自建厂房对外出租,\n"
        "虚构园丁,1,研发,自建自用\n虚构园戊,1,研发,\n"
    )
    assert [own for (own,) in out.rows("Carrier", "own_use")] == ["yes", "no", None, "yes", None]


def test_room_under_a_heading_that_offers_it_is_for_others(told: Told) -> None:
    out = told("载体名称,可招商面积(平方米),状态\n虚构楼甲,500,\n虚构楼乙,0,\n虚构楼丙,300,自用\n")
    assert [own for (own,) in out.rows("Carrier", "own_use")] == ["no", None, "yes"]
    assert [own for (own,) in told("载体名称,空置面积(平方米)\n虚构楼甲,500\n").rows("Carrier", "own_use")] == [None]


def test_two_buildings_of_one_name_in_two_parks_are_two(told: Told) -> None:
    out = told("载体名称,园区,建筑面积\n1号楼,翔安区,100\n1号楼,厦门火炬高新区,200\n")
    assert len({s for (s,) in out.rows("Carrier", "subject")}) == 2


def test_prices_of_land_by_the_metre_are_turned_into_mu_and_days_into_months(told: Told) -> None:
    out = told("地块名称,类型,地价(元/平方米),租金(元/平方米·天)\n虚构地块,地块,600,\n虚构楼,写字楼,,1.2\n")
    prices = out.rows("Carrier", "land_price_10k_cny_mu", "rent_cny_m2_month")
    assert prices == [(Decimal(40), None), (None, Decimal("36.5"))]
