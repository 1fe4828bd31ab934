"""Signals of firms, dated."""

from collections.abc import Callable
from typing import Any

Told = Callable[..., Any]
Book = Callable[..., Any]


def test_signals_of_an_office_s_workbook(book: Book, loaded: Told) -> None:
    rows = [
        ["虚构企业动向(2024年)", None, None, None, None],
        ["序号", "企业名称", "信号类型", "信号日期", "指向地点"],
        [1, "虚构甲公司", "增资扩产", "2024年3月", "翔安区"],
        [2, "虚构乙公司", "租约到期", "2024-12-31", None],
        [3, "虚构丙公司", "外迁", None, "深圳"],
        [4, "虚构丁公司", "可能要走", "2024", None],
        ["合计", 4, None, None, None],
    ]
    out = loaded(book({"信号": rows}, [("信号", "A1:E1")]))
    assert out.rows("Signal", "signal_type", "seen_on") == [
        ("expansion", "2024-03"), ("lease_end", "2024-12-31"), ("relocation", None),
    ]  # fmt: skip
    assert out.rows("SHOWS", "since") == [("2024-03",), ("2024-12-31",), (None,)]
    assert [o for (o,) in out.rows("LOCATED_IN", "object")] == ["350213", "440300"]
    assert out.codes == ["W_SKIPPED", "W_CHOICE", "E_EMPTY"]


def test_a_refusal_lists_in_chinese_what_a_firm_can_show(told: Told) -> None:
    out = told("企业,信号\n虚构甲公司,要素不足\n虚构乙公司,扩产\n")
    assert out.rejects["fix"].to_list()[:1] == ["可填:扩产、第二基地、租约到期、技改、下滑、外迁"]


def test_two_signals_of_a_firm_are_two_and_one_told_twice_is_one(told: Told) -> None:
    head = "企业,信号,日期,内容,出处\n"
    out = told(
        f"{head}虚构甲公司,扩产,2024,新线,http://a.example/1\n虚构甲公司,扩产,2024,新线,http://b.example/2\n虚构甲公司,技改,2024,,\n"
    )
    assert len({s for (s,) in out.rows("Signal", "subject")}) == 2
    assert len(out.rows("SHOWS", "subject")) == 3


def test_undated_signals_are_told_apart_by_what_they_say(told: Told) -> None:
    out = told("企业,信号,内容\n虚构甲公司,扩产,一期\n虚构甲公司,扩产,二期\n")
    assert len({s for (s,) in out.rows("Signal", "subject")}) == 2


def test_what_names_a_person_is_emptied(told: Told) -> None:
    out = told("企业,信号,日期,内容\n虚构甲公司,扩产,2024,王虚总经理说扩产\n")
    assert out.rows("Signal", "detail") == [(None,)]
    assert out.codes == ["W_PERSON"]
