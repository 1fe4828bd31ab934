"""Policies: clause by clause, where and while they are in force."""

from collections.abc import Callable
from typing import Any

import pytest

Told = Callable[..., Any]
Book = Callable[..., Any]


@pytest.mark.parametrize(
    ("columns", "cells", "meant"),
    [
        ("生效日期,有效期至", "2022-05,2022", ("2022-05", "2023-01-01")),
        ("施行日期,有效期至", "2024-01-01,2026-12-31", ("2024-01-01", "2027-01-01")),
        ("有效期", "2022—2024年", ("2022", "2025-01-01")),
        ("施行日期,有效期", "2023-07-01,3年", ("2023-07-01", "2026-07-01")),
        ("有效期至", "2025年", (None, "2026-01-01")),
        ("施行日期", "2020", ("2020", None)),
        ("施行日期,有效期至", "2022,2020", ("2022", None)),
    ],
)
def test_the_last_day_of_a_policy_is_a_day_of_it(told: Told, columns: str, cells: str, meant: Any) -> None:
    out = told(f"政策名称,条款,适用地区,{columns}\n虚构措施,虚构奖励,厦门,{cells}\n")
    assert out.rows("APPLIES_IN", "object", "since", "until") == [("350200", *meant)]
    assert out.codes == (["W_DATE_ORDER"] if meant == ("2022", None) else [])


def test_each_clause_is_one_and_its_title_may_be_merged(book: Book, loaded: Told) -> None:
    rows = [
        ["虚构惠企政策汇编", None, None, None],
        ["政策名称", "条款", "适用对象", "适用地区"],
        ["虚构若干措施", "发行补助最高500万元", "虚构企业", "厦门;翔安区"],
        [None, "出版奖励最高5万元", "虚构机构", "厦门"],
        ["合计", 2, None, None],
    ]
    out = loaded(book({"政策": rows}, [("政策", "A1:D1"), ("政策", "A3:A4")]))
    assert out.rows("Policy", "name", "clause", "beneficiary") == [
        ("虚构若干措施", "发行补助最高500万元", "虚构企业"), ("虚构若干措施", "出版奖励最高5万元", "虚构机构"),
    ]  # fmt: skip
    assert len({s for (s,) in out.rows("Policy", "subject")}) == 2
    assert [o for (o,) in out.rows("APPLIES_IN", "object")] == ["350200", "350213", "350200"]


def test_a_place_nobody_knows_leaves_the_policy_without_one(told: Told) -> None:
    out = told("政策名称,条款,适用地区\n虚构措施,虚构奖励,虚构市\n")
    assert out.rows("Policy", "name") == [("虚构措施",)]
    assert not out.rows("APPLIES_IN", "object")
    assert out.codes == ["W_PLACE"]


def test_a_validity_that_is_no_span_is_said(told: Told) -> None:
    out = told("政策名称,适用地区,有效期\n虚构措施,厦门,长期有效\n")
    assert out.rows("APPLIES_IN", "until") == [(None,)]
    assert out.codes == ["W_DATE"]


def test_a_draft_is_in_force_nowhere(told: Told) -> None:
    out = told("政策名称,适用地区\n虚构措施(征求意见稿),厦门\n虚构措施,厦门\n")
    assert len(out.rows("Policy", "name")) == 2
    assert len(out.rows("APPLIES_IN", "object")) == 1
    assert out.at("W_DRAFT") == [(2, "A", "虚构措施(征求意见稿)")]
