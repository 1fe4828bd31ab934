"""Firms, what they do where, and what of a row is refused or emptied."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import loaders
from graph import schema
from graph.identity import uscc
from graph.model.claim import Claims
from loaders._known import Known

Told = Callable[..., Any]


def test_a_firm_is_declared_with_what_it_does_where(told: Told) -> None:
    out = told(
        "firm,short_name,stock_code,place,province,country,segment,chain,products,role,status,since,activity,source,published_on\n"
        "虚构玻璃有限公司,虚构玻璃,000001,厦门火炬高新区,福建,中国,glass,display,基板;盖板,supplier,operating,2011.5,,https://a.example/1,2022-09\n"
    )
    firm = schema.mention_ids(pl.Series(["虚构玻璃有限公司"]))[0]
    assert out.rows("Firm", "subject", "name", "short_name", "stock_code") == [
        (firm, "虚构玻璃有限公司", "虚构玻璃", "000001")
    ]
    columns = (
        "subject",
        "object",
        "at",
        "activity",
        "stage",
        "role",
        "products",
        "since",
        "known_on",
        "known_from",
        "row",
    )
    assert out.rows("OPERATES_IN", *columns) == [
        (
            firm,
            "display/glass",
            "xm-torch",
            "produce",
            "operating",
            "supplier",
            ["基板", "盖板"],
            "2011-05",
            "2022-09",
            "published",
            2,
        )
    ]
    assert out.codes == []


@pytest.mark.parametrize(
    ("role", "activity", "segment", "does"),
    [
        ("supplier", "", "design", "develop"),
        ("链主", "", "glass", "produce"),
        ("competitor", "", "glass", "produce"),
        ("customer", "", "glass", "buy"),
        ("research", "", "design", "research"),
        ("supplier", "serve", "glass", "serve"),
        ("", "", "glass", "unknown"),
    ],
)
def test_what_a_firm_does_follows_from_its_role_unless_said(
    told: Told, role: str, activity: str, segment: str, does: str
) -> None:
    out = told(f"firm,chain,segment,role,activity\n甲公司,display,{segment},{role},{activity}\n")
    assert out.rows("OPERATES_IN", "activity") == [(does,)]


def test_a_list_without_role_and_activity_names_the_firms_that_fill_its_segments(told: Told) -> None:
    out = told("企业名称,产业链,环节\n甲公司,显示,驱动设计\n")
    assert out.rows("OPERATES_IN", "object", "activity", "stage") == [("display/design", "develop", None)]


def test_an_unknown_segment_is_refused_and_accepted_when_the_segment_is_there(told: Told, known: Known) -> None:
    text = "企业名称,产业链,环节\n甲公司,显示,偏光片\n乙公司,显示,面板\n"
    out = told(text)
    assert out.at("E_SEGMENT") == [(2, "C", "偏光片")]
    assert out.rows("Firm", "name") == [("乙公司",)]
    film = pl.DataFrame({"subject": ["display/film"], "chain": ["display"], "name": ["偏光片"]})
    again = told(text, known=known.plus([Claims("Segment", film)]))
    assert again.codes == []
    assert [n for (n,) in again.rows("Firm", "name")] == ["甲公司", "乙公司"]


def test_a_segment_name_of_two_chains_needs_its_chain(told: Told) -> None:
    out = told("企业名称,产业链,环节\n甲公司,,panel\n乙公司,ic,panel\n丙公司,,电子特气\n")
    assert out.at("E_SEGMENT_CHAIN") == [(2, "C", "panel")]
    assert "两条链都有此环节,请写明产业链:display、ic" in out.rejects["explanation"][0]
    assert out.rows("OPERATES_IN", "object") == [("ic/panel",), ("ic/gas",)]


def test_a_place_that_does_not_resolve_is_flagged_and_the_row_kept(told: Told) -> None:
    out = told(
        "企业名称,产业链,环节,所在地,省份,国家\n甲公司,显示,面板,夏门,,\n乙公司,显示,面板,无此园,福建,\n丙公司,显示,面板,,,日本\n"
    )
    assert out.at("W_PLACE") == [(2, "D", "夏门")]
    assert out.at("W_PLACE_COARSE") == [(3, "D", "无此园")]
    assert out.rows("OPERATES_IN", "at") == [(None,), ("350000",), ("JP",)]


def test_a_row_without_a_segment_declares_the_firm_and_its_place(told: Told) -> None:
    out = told("企业名称,所在地,注册地\n甲公司,翔安区,厦门\n")
    assert out.rows("LOCATED_IN", "object") == [("350213",)]
    assert out.rows("REGISTERED_IN", "object") == [("350200",)]
    assert not out.rows("OPERATES_IN", "object")


def test_an_office_is_where_a_firm_stands_not_where_it_does_what(told: Told) -> None:
    out = told("企业名称,产业链,环节,办公地址,成立时间\n甲公司,显示,面板,深圳,2001\n")
    assert out.rows("LOCATED_IN", "object") == [("440300",)]
    assert out.rows("OPERATES_IN", "at", "since") == [(None, None)]
    assert out.at("W_COLUMN") == [(1, "E", "成立时间")]


def test_a_stock_code_that_is_none_is_emptied(told: Told) -> None:
    out = told("企业名称,股票代码,产业链,环节\n甲公司,子公司(000050),显示,面板\n乙公司,600001.SH,显示,面板\n")
    assert out.at("W_CODE") == [(2, "B", "子公司(000050)")]
    assert out.rows("Firm", "stock_code") == [(None,), ("600001.SH",)]


def test_a_credit_code_with_a_wrong_digit_is_emptied_and_the_row_kept(told: Told) -> None:
    right = next(c for c in (f"91350200MA2{n:05d}" for n in range(99)) for c in _completed(c))
    wrong = right[:-1] + ("0" if right[-1] != "0" else "1")
    out = told(f"企业名称,统一社会信用代码\n甲公司,{right.lower()}\n乙公司,{wrong}\n丙公司,91350200\n")
    assert out.at("W_USCC") == [(3, "B", wrong), (4, "B", "91350200")]
    assert out.rows("Firm", "name", "uscc") == [("甲公司", right), ("乙公司", None), ("丙公司", None)]


def _completed(body: str) -> list[str]:
    """Valid codes that begin so."""
    codes = (f"{body}{a}{b}" for a in "0123456789X" for b in uscc.ALPHABET)
    return [c for c in codes if uscc.is_valid(c)][:1]


def test_a_credit_code_stored_as_a_number_is_refused_and_never_a_value(book: Callable[..., Path], loaded: Told) -> None:
    rows = [
        ["企业名称", "统一社会信用代码", "股票代码", "产业链", "环节"],
        ["甲公司", 914403001922038216, "000001", "显示", "面板"],
        ["乙公司", "91350200MA2XXXXX10", 600001, "显示", "面板"],
    ]
    out = loaded(book({"企业": rows}))
    refused = out.rejects.filter(pl.col("code") == "E_NUMERIC_CODE")
    assert refused.select("sheet", "row", "column", "heading").rows() == [("企业", 2, "B", "统一社会信用代码")]
    assert "文本" in refused["fix"][0]
    assert out.at("W_NUMERIC_CODE") == [(3, "C", "600001")]
    assert out.rows("Firm", "name", "stock_code") == [("乙公司", None)]


def test_a_name_that_cannot_be_one_is_refused(told: Told) -> None:
    out = told("企业名称,产业链,环节\n,显示,面板\n123456,显示,面板\n***,显示,面板\n360,显示,面板\n")
    assert [(r, c) for r, c in out.rejects.select("row", "code").rows()] == [
        (2, "E_EMPTY"),
        (3, "E_NAME"),
        (4, "E_NAME"),
    ]
    assert out.rows("Firm", "name") == [("360",)]


def test_two_addresses_are_two_claims(told: Told) -> None:
    out = told(
        "企业名称,产业链,环节,出处,发布日期\n"
        "甲公司,显示,面板,https://a.example/x?a=1;b=2 ; http://b.example/y,2020\n乙公司,显示,面板,,\n"
    )
    assert out.rows("OPERATES_IN", "row", "known_on", "known_from") == [
        (2, "2020", "published"), (2, None, None), (3, None, None),
    ]  # fmt: skip
    assert out.sources.sort("title", nulls_last=True).select("publisher", "title", "address").rows() == [
        ("表", "表.csv", None),
        (None, None, "https://a.example/x?a=1;b=2"),
        (None, None, "http://b.example/y"),
    ]


def test_a_date_in_the_title_dates_rows_that_cite_nothing(told: Told) -> None:
    out = told("重点企业(截至2023年12月),,\n企业名称,产业链,环节\n甲公司,显示,面板\n")
    assert out.rows("OPERATES_IN", "known_on", "known_from") == [("2023-12", "file")]
    assert out.sources["published_on"].to_list() == ["2023-12"]


def test_a_date_that_is_none_is_emptied(told: Told) -> None:
    out = told(
        "企业名称,产业链,环节,since,until\n甲公司,显示,面板,2021H1,\n乙公司,显示,面板,2020-05,2019\n丙公司,显示,面板,2019年2月30日,\n"
    )
    assert [(c, r) for c, r in out.rejects.select("code", "row").rows()] == [
        ("W_DATE", 2),
        ("W_DATE", 4),
        ("W_DATE_ORDER", 3),
    ]
    assert out.rows("OPERATES_IN", "since", "until") == [(None, None), ("2020-05", None), (None, None)]


def test_a_column_nobody_understands_is_said(told: Told) -> None:
    assert told("企业名称,产业链,环节,员工爱好\n甲公司,显示,面板,登山\n").at("W_COLUMN") == [(1, "D", "员工爱好")]


def test_nothing_is_lost_in_silence(told: Told) -> None:
    rows = [("甲公司", "面板"), ("", "面板"), ("乙公司", "无此环节"), ("丙公司", "glass"), ("合计", "3")]
    out = told("企业名称,产业链,环节\n" + "".join(f"{f},显示,{s}\n" for f, s in rows))
    kept = {r for (r,) in out.rows("Firm", "row")}
    left_out = {r for r, c in out.rejects.select("row", "code").rows() if c[0] == "E" or c == "W_SKIPPED"}
    assert kept | left_out == set(range(2, 7))
    assert not kept & left_out


NAMES = st.sampled_from(["甲公司", "乙公司", "丙公司", "丁公司"])
SEGMENTS = st.sampled_from(["面板", "glass", "驱动设计", "没有的"])
PLACES = st.sampled_from(["厦门", "翔安区", "深圳", ""])


@settings(max_examples=25, deadline=None)
@given(
    rows=st.lists(st.tuples(NAMES, SEGMENTS, PLACES), min_size=1, max_size=8), order=st.randoms(use_true_random=False)
)
def test_the_order_of_rows_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]], order: Any
) -> None:
    shuffled = list(rows)
    order.shuffle(shuffled)
    assert _said(tmp_path_factory, rows) == _said(tmp_path_factory, shuffled)


def _said(factory: pytest.TempPathFactory, rows: list[tuple[str, ...]]) -> set[tuple[Any, ...]]:
    path = factory.mktemp("t") / "表.csv"
    text = "企业名称,产业链,环节,所在地\n" + "".join(f"{f},显示,{s},{p}\n" for f, s, p in rows)
    path.write_text(text, encoding="utf-8")
    ties = [p.frame for p in loaders.read(path, KNOWN) if isinstance(p, Claims) and p.kind == "OPERATES_IN"]
    return {r for f in ties for r in f.select("subject", "object", "at", "activity", "source").rows()}


def _small() -> Known:
    segments = {
        "subject": ["display/panel", "display/glass", "display/design"],
        "chain": ["display"] * 3,
        "name": ["面板", "玻璃", "驱动设计"],
    }
    chains = pl.DataFrame({"subject": ["display"], "name": ["显示"]})
    return Known().plus([Claims("Chain", chains), Claims("Segment", pl.DataFrame(segments))])


KNOWN = _small()


def test_several_places_in_a_cell_are_several_ties(told: Told) -> None:
    out = told("企业名称,产业链,环节,所在地\n甲公司,显示,面板,厦门;深圳\n")
    assert out.rows("OPERATES_IN", "at") == [("350200",), ("440300",)]


def test_a_segment_may_be_asked_for_in_a_group_of_chains(told: Told, known: Known) -> None:
    group = {"subject": ["both"], "name": ["泛半导体"], "members": [["display", "ic"]]}
    grown = known.plus([Claims("Chain", pl.DataFrame(group))])
    out = told("企业名称,产业链,环节\n甲公司,泛半导体,电子特气\n乙公司,泛半导体,panel\n", known=grown)
    assert out.rows("OPERATES_IN", "object") == [("ic/gas",)]
    assert out.at("E_SEGMENT_CHAIN") == [(3, "C", "panel")]


def test_cells_beyond_the_headings_are_said(told: Told) -> None:
    out = told("企业名称,产业链,环节\n甲公司,显示,面板,多出来的\n")
    assert out.at("W_COLUMN") == [(1, "D", "(无表头)")]
