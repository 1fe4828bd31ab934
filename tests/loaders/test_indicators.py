"""Indicators: what is said, with its words; actuals, targets and estimates apart; two scopes never one."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from loaders._known import Known, nothing

Told = Callable[..., Any]
Book = Callable[..., Any]
HEAD = "地区,指标名称,数值,单位,期间\n"


def figures(out: Any, *columns: str) -> list[tuple[Any, ...]]:
    return list(out.rows("REPORTS", *(columns or ("value", "qualifier", "comparator", "measure"))))


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("3626", (3626, None, None, "actual")),
        ("约3500", (3500, "about", None, "actual")),
        ("超105", (105, "above", ">", "actual")),
        ("≥1500", (1500, "at_least", ">=", "actual")),
        ("突破1500家", (1500, "above", ">", "actual")),
        ("预计突破1500家", (1500, "expected", ">", "estimate")),
        ("近8000", (8000, "near", "<", "actual")),
        ("1000多家", (1000, "above", ">", "actual")),
        ("力争12以上", (12, "target", ">=", "target")),
        ("不超过5", (5, "up_to", "<=", "actual")),
        ("1,234,567", (1234567, None, None, "actual")),
        ("50 家", (50, None, None, "actual")),
    ],
)
def test_the_words_round_a_figure_are_kept_apart_from_it(told: Told, cell: str, meant: Any) -> None:
    out = told(f'{HEAD}厦门,虚构指标,"{cell}",家,2022\n')
    assert figures(out) == [(Decimal(meant[0]), *meant[1:])]
    assert not out.codes


@pytest.mark.parametrize("cell", ["5000万元以上25个", "100-200", "XX亿元", "签约133个", "较多"])
def test_what_is_no_figure_of_its_own_is_refused_and_said(told: Told, cell: str) -> None:
    out = told(f"{HEAD}厦门,虚构指标,{cell},个,2022\n")
    assert not out.claims
    assert out.codes == ["W_FIGURE", "E_FIGURE"]


def test_a_rank_is_a_rank(told: Told) -> None:
    out = told(
        f"{HEAD}厦门,虚构综合排名,全国第14位,,2022\n厦门,虚构出让宗数排名,全市第一,,2022\n厦门,虚构强度排名,前15,位,2022\n"
    )
    assert out.rows("Indicator", "unit", "flow") == [("位", "rank")] * 3
    assert figures(out, "value", "comparator") == [(Decimal(14), None), (Decimal(1), None), (Decimal(15), "<=")]


def test_two_scopes_of_one_indicator_are_two_ties_of_one_node(told: Told) -> None:
    out = told(
        "地点,指标名称,数值,单位,期间,口径\n厦门,虚构固投,423.7,亿元,2022,全区\n厦门,虚构固投,356.1,亿元,2022,片区\n"
        "翔安区,虚构固投,100,亿元,2022,全区\n"
    )
    assert len({i for (i,) in out.rows("Indicator", "subject")}) == 1
    assert figures(out, "subject", "scope", "value") == [
        ("350200", "全区", Decimal("423.7")), ("350200", "片区", Decimal("356.1")), ("350213", "全区", Decimal(100)),
    ]  # fmt: skip


def test_an_office_s_table_of_target_and_actual_gives_both_and_its_place_from_the_title(
    book: Book, loaded: Told
) -> None:
    rows = [
        ["厦门火炬高新区2022年主要指标完成情况(单位:亿元)", None, None, None, None],
        ["序号", "指标名称", "年度目标", "实际完成", "同比增长(%)"],
        [1, "虚构工业总产值", "3600以上", 3626, 3.9],
        [2, "虚构外资(亿美元)", None, "6.26亿美元", "增长27.6%"],
        [3, "虚构高企数", None, "预计突破1500家", None],
        ["合计", None, None, 3626, None],
    ]
    out = loaded(book({"指标": rows}, [("指标", "A1:E1")]))
    assert {p for (p,) in figures(out, "subject")} == {"xm-torch"}
    assert set(figures(out, "measure", "value", "comparator", "growth_pct", "period")) == {
        ("target", Decimal(3600), ">=", None, "2022"), ("actual", Decimal(3626), None, Decimal("3.9"), "2022"),
        ("actual", Decimal("6.26"), None, Decimal("27.6"), "2022"), ("estimate", Decimal(1500), ">", None, "2022"),
    }  # fmt: skip
    assert {u for (u,) in out.rows("Indicator", "unit")} == {"亿元", "亿美元", "家"}
    assert out.at("W_ESTIMATE") == [(5, "D", "预计突破1500家")]


def test_the_words_round_a_growth_are_kept_apart_from_it(told: Told) -> None:
    head = HEAD.strip() + ",同比增长\n"
    out = told(
        f"{head}厦门,虚构甲产值,350,亿元,2022,增速约11%\n厦门,虚构乙产值,9,亿元,2022,12%以上\n厦门,虚构丙产值,9,亿元,2022,3.9\n"
        "厦门,虚构丁产值,约7,%,2022,\n厦门,虚构戊产值,约7,亿元,2022,\n"
    )
    assert figures(out, "value", "qualifier", "growth_pct", "growth_qualifier") == [
        (Decimal(350), None, Decimal(11), "about"), (Decimal(9), None, Decimal(12), "at_least"),
        (Decimal(9), None, Decimal("3.9"), None), (None, "about", Decimal(7), "about"), (Decimal(7), "about", None, None),
    ]  # fmt: skip


def test_a_column_a_year_is_a_figure_a_year(book: Book, loaded: Told) -> None:
    rows = [
        ["地区", "指标名称", "单位", "2021年", "2022年", "2023年目标", "同比增长"],
        ["厦门", "虚构产值", "亿元", "3453.8", "3626", "3900", "3.9"],
    ]
    out = loaded(book({"指标": rows}))
    assert figures(out, "period", "measure", "value", "growth_pct") == [
        ("2021", "actual", Decimal("3453.8"), None), ("2022", "actual", Decimal(3626), Decimal("3.9")),
        ("2023", "target", Decimal(3900), None),
    ]  # fmt: skip
    assert not out.codes


def test_groups_of_years_keep_their_columns_apart(book: Book, loaded: Told) -> None:
    rows = [
        ["地区", "指标名称", "单位", "2021年", None, "2022年", None],
        [None, None, None, "目标", "完成", "目标", "完成"],
        ["厦门", "虚构产值", "亿元", 3300, 3453.8, 3600, 3626],
    ]
    out = loaded(book({"指标": rows}, [("指标", "D1:E1"), ("指标", "F1:G1")]))
    assert sorted(figures(out, "period", "measure", "value")) == [
        ("2021", "actual", Decimal("3453.8")), ("2021", "target", Decimal(3300)),
        ("2022", "actual", Decimal(3626)), ("2022", "target", Decimal(3600)),
    ]  # fmt: skip


def test_money_is_counted_in_100_million_and_says_what_was_written(told: Told) -> None:
    out = told(f"{HEAD}厦门,虚构减免,近8000万元,,2022\n厦门,虚构减免,1.2,亿元,2021\n厦门,虚构外资,6.26,亿美元,2022\n")
    assert figures(out, "value", "value_note") == [
        (Decimal("0.8"), "原文近8000万元"), (Decimal("1.2"), None), (Decimal("6.26"), None),
    ]  # fmt: skip
    assert set(out.rows("Indicator", "name", "unit")) == {("虚构减免", "亿元"), ("虚构外资", "亿美元")}


def test_per_cent_of_a_sum_is_its_growth_and_of_a_share_its_value(told: Told) -> None:
    out = told(f"{HEAD}厦门,虚构增加值,7,%,2022\n厦门,虚构增加值,833,亿元,2021\n厦门,虚构占全市比重,42,%,2021\n")
    assert figures(out, "value", "growth_pct") == [
        (None, Decimal(7)), (Decimal(833), None), (Decimal(42), None),
    ]  # fmt: skip
    assert out.rows("Indicator", "name", "unit") == [("虚构增加值", "亿元"), ("虚构占全市比重", "%")]


def test_foreign_money_is_another_indicator(told: Told) -> None:
    out = told(f"{HEAD}厦门,虚构利用外资,35,亿元,2021\n厦门,虚构利用外资,6.26,亿美元,2022\n")
    assert len({i for (i,) in out.rows("Indicator", "subject")}) == 2


def test_an_open_list_and_a_joint_total_are_marked(told: Told) -> None:
    out = told(
        "地区,指标名称,数值,单位,期间,数值说明\n厦门,虚构子基金合计规模,超105,亿元,2022,甲、乙、丙等\n厦门,虚构百亿项目数,3,个,2022,甲、乙、丙\n"
    )
    assert figures(out, "is_open_list", "is_joint_total") == [("yes", "yes"), (None, None)]


def test_a_row_without_any_place_is_refused(told: Told) -> None:
    out = told("指标名称,数值,期间\n虚构产值,1,2022\n")
    assert out.codes == ["E_WHERE"]


def test_a_place_nobody_knows_is_refused_with_the_nearest(told: Told) -> None:
    out = told(f"{HEAD}虚构市,虚构产值,1,亿元,2022\n")
    assert out.codes == ["E_PLACE"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [("2022年", "2022"), ("2022年上半年", "2022H1"), ("2022年1—8月", "2022-01/2022-08"), ("2020Q1-Q3", "2020Q1-Q3"),
     ("2021-01/2021-07", "2021-01/2021-07"), ("截至2022年底", "2022"), ("2022.8", "2022-08")],
)  # fmt: skip
def test_one_period_is_written_one_way(told: Told, written: str, meant: str) -> None:
    out = told(f"{HEAD}厦门,虚构产值,1,亿元,{written}\n")
    assert figures(out, "period") == [(meant,)]
    assert not out.codes


def test_a_period_nobody_knows_is_kept_as_written_and_said(told: Told) -> None:
    out = told(f"{HEAD}厦门,虚构产值,1,亿元,十四五\n")
    assert figures(out, "period") == [("十四五",)]
    assert out.codes == ["W_PERIOD"]


def test_stock_flow_and_cumulative_are_told_apart(told: Told) -> None:
    out = told(
        f"{HEAD}厦门,虚构孵化器数,5,家,2022\n厦门,新增虚构孵化器数,1,家,2022\n厦门,累计吸引虚构项目数,超700,个,2022\n"
    )
    assert out.rows("Indicator", "flow") == [(None,), ("flow",), ("cumulative",)]


def test_a_row_without_a_unit_has_that_of_the_indicator_as_it_is_known(told: Told, known: Known) -> None:
    def standing(kind: str) -> pl.DataFrame:
        said = pl.DataFrame({"subject": ["i-1"], "name": ["虚构产值"], "unit": ["亿元"], "series": ["旧表.csv"]})
        return pl.concat([nothing(kind), said], how="diagonal") if kind == "Indicator" else nothing(kind)

    out = told("地区,指标名称,期间,同比增长\n厦门,虚构产值,2022,3.9\n", known=replace(known, told=standing))
    assert out.rows("Indicator", "name", "unit") == [("虚构产值", "亿元")]
    assert figures(out, "value", "growth_pct") == [(None, Decimal("3.9"))]
