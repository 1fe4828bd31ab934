"""Who supplies whom."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import polars as pl

from graph import schema

Told = Callable[..., Any]


def firm(name: str) -> str:
    return str(schema.mention_ids(pl.Series([name]))[0])


def test_a_tie_says_what_and_since_when(told: Told) -> None:
    out = told("供应商,客户,产品,环节,起始日期,份额说明,备注\n甲公司,乙公司,盖板,玻璃基板,2020年1月,约三成,长期协议\n")
    columns = ("subject", "object", "product", "segment", "since", "share_note", "tie_note", "share_pct")
    assert out.rows("SUPPLIES", *columns) == [
        (firm("甲公司"), firm("乙公司"), "盖板", "display/glass", "2020-01", "约三成", "长期协议", None)
    ]
    assert [n for (n,) in out.rows("Firm", "name")] == ["甲公司", "乙公司"]


def test_several_names_in_a_cell_are_several_ties(told: Told) -> None:
    out = told("supplier,customer,product\n甲公司,乙公司;丙公司,膜\n丁公司;戊公司,乙公司,膜\n")
    assert [(s, o) for s, o in out.rows("SUPPLIES", "subject", "object")] == [
        (firm("甲公司"), firm("乙公司")),
        (firm("甲公司"), firm("丙公司")),
        (firm("丁公司"), firm("乙公司")),
        (firm("戊公司"), firm("乙公司")),
    ]


def test_a_share_is_a_number_only_where_it_is_nothing_else(told: Told) -> None:
    out = told(
        "supplier,customer,share\n甲公司,乙公司,35%\n甲公司,丙公司,30-40%\n甲公司,丁公司,57.7% of revenue\n甲公司,戊公司,350%\n"
    )
    assert out.rows("SUPPLIES", "share_pct", "share_note") == [
        (Decimal(35), "35%"), (None, "30-40%"), (None, "57.7% of revenue"), (None, "350%"),
    ]  # fmt: skip


def test_an_unknown_segment_empties_the_cell_and_keeps_the_tie(told: Told) -> None:
    out = told("supplier,customer,segment\n甲公司,乙公司,没有的环节\n")
    assert out.codes == ["W_SEGMENT"]
    assert out.rows("SUPPLIES", "segment") == [(None,)]


def test_a_firm_that_supplies_itself_is_refused(told: Told) -> None:
    assert told("supplier,customer\n甲公司, 甲公司\n").codes == ["E_SELF"]


def test_a_share_belongs_to_a_year(told: Told) -> None:
    out = told("供应商,客户,产品,份额(%),份额年份\n甲公司,乙公司,膜,92,2024\n甲公司,丙公司,膜,40,二零二四\n")
    assert out.rows("SUPPLIES", "share_pct", "share_year") == [(Decimal(92), 2024), (Decimal(40), None)]
    assert len(out.codes) == 1


def test_a_telephone_in_the_notes_of_a_tie_is_emptied_and_marked(told: Told) -> None:
    out = told("供应商,客户,产品,备注\n甲公司,乙公司,盖板,联系人:王虚构 13800000000\n")
    assert [(r, c) for r, c, _ in out.at("W_PERSON")] == [(2, "D")]
    assert out.rows("SUPPLIES", "tie_note") == [(None,)]
