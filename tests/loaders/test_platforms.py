"""Platforms and consortia: who hosts, leads and joins them, what they work on."""

from collections.abc import Callable
from typing import Any

from graph import schema

Told = Callable[..., Any]
Book = Callable[..., Any]


def named(out: Any) -> dict[str, str]:
    return {i: n for kind in ("Firm", "Platform") for i, n in out.rows(kind, "subject", "name")}


def test_a_consortium_of_an_office_s_workbook_with_its_members(book: Book, loaded: Told) -> None:
    rows = [
        ["虚构高新区创新平台名录(截至2024年6月)", *[None] * 8],
        ["序号", "平台名称", "平台类型", "所在地", "依托单位", "牵头单位", "成员单位", "产业链", "攻关环节"],
        [1, "虚构显示联合体", "创新联合体", "翔安区", "虚构研究院", "虚构面板公司", "虚构玻璃公司、虚构设计公司等", "显示", "玻璃基板;驱动设计"],
        [2, "虚构算力中心", "算力平台", None, "厦门", None, None, "显示、芯片", None],
        ["合计", 2, *[None] * 7],
    ]  # fmt: skip
    out = loaded(book({"平台": rows}, [("平台", "A1:I1")]))
    names = named(out)
    assert {(names[s], r) for s, o, r in out.rows("MEMBER_OF", "subject", "object", "member_role") if names[o]} == {
        ("虚构研究院", "host"), ("虚构面板公司", "lead"), ("虚构玻璃公司", "member"), ("虚构设计公司", "member"),
    }  # fmt: skip
    assert {o for (o,) in out.rows("WORKS_ON", "object")} == {"display/glass", "display/design"}
    assert {(names[s], o) for s, o in out.rows("SERVES", "subject", "object")} == {
        ("虚构算力中心", "display"), ("虚构算力中心", "ic"),
    }  # fmt: skip
    assert {(names[s], o) for s, o in out.rows("LOCATED_IN", "subject", "object")} == {
        ("虚构显示联合体", "350213"), ("虚构算力中心", "350200"),
    }  # fmt: skip
    assert sorted(out.codes) == ["W_OPEN", "W_SKIPPED"]


def test_one_row_a_member_with_its_role_and_dates(told: Told) -> None:
    out = told(
        "联盟名称,成员单位,成员角色,起始日期,终止日期\n虚构联盟,虚构甲公司,牵头单位,2021,\n虚构联盟,虚构乙公司,成员,2021,2023\n"
    )
    assert out.rows("MEMBER_OF", "member_role", "since", "until") == [
        ("lead", "2021", None),
        ("member", "2021", "2023"),
    ]
    assert len(set(out.rows("Platform", "subject"))) == 1


def test_a_platform_may_be_a_member_of_another_and_is_then_no_firm(told: Told) -> None:
    out = told("平台名称,成员单位\n虚构总平台,虚构分平台;虚构甲公司\n虚构分平台,\n")
    part = {n: i for i, n in out.rows("Platform", "subject", "name")}["虚构分平台"]
    assert out.rows("Firm", "name") == [("虚构甲公司",)]
    assert part in {s for (s,) in out.rows("MEMBER_OF", "subject")}


def test_what_is_nobody_in_particular_is_no_member(told: Told) -> None:
    out = told("平台名称,成员单位\n虚构联盟,40家单位;各级企业;厦门火炬高新区\n")
    assert not out.rows("MEMBER_OF", "subject")
    assert sorted(out.codes) == ["W_NOT_FIRM", "W_NOT_ONE"]


def test_a_chain_or_segment_nobody_knows_leaves_the_platform(told: Told) -> None:
    out = told("平台名称,产业链,环节\n虚构中心,虚构链,玻璃基板\n")
    assert out.rows("Platform", "name") == [("虚构中心",)]
    assert "W_CHAIN" in out.codes
    assert not out.rows("WORKS_ON", "subject")


def test_a_platform_has_one_id_wherever_it_is_named(told: Told) -> None:
    import polars as pl

    out = told("平台名称,平台类型\n 虚构孵化器 ,孵化器\n")
    assert out.rows("Platform", "subject") == [(schema.hashed(pl.Series(["虚构孵化器"]), prefix="pf-")[0],)]
