"""Talent by chain: numbers, never persons."""

from collections.abc import Callable
from typing import Any

Told = Callable[..., Any]
Book = Callable[..., Any]


def test_talent_of_an_office_s_workbook(book: Book, loaded: Told) -> None:
    rows = [
        ["厦门火炬高新区产业人才统计(截至2024年6月)", *[None] * 4],
        ["产业链", "统计期", "人才类别", "人才数", None],
        [None, None, None, "现有人数", "缺口人数"],
        ["显示", "2024年", "工艺工程师", "1,200", 80],
        ["芯片", "2024年上半年", "设计工程师", "约300", None],
        ["合计", None, None, 1500, 80],
    ]
    out = loaded(book({"人才": rows}, [("人才", "A1:E1"), ("人才", "D2:E2")]))
    assert out.rows("HAS_TALENT", "subject", "object", "period", "talent_type", "headcount", "shortage") == [
        ("xm-torch", "display", "2024", "工艺工程师", 1200, 80), ("xm-torch", "ic", "2024H1", "设计工程师", 300, None),
    ]  # fmt: skip
    assert sorted(out.codes) == ["W_ABOUT", "W_SKIPPED"]


def test_a_person_is_no_kind_of_talent(told: Told) -> None:
    out = told("地区,产业链,人才类别,现有人数\n厦门,显示,王虚构,1\n厦门,显示,高级工程师,5\n")
    assert out.codes == ["E_PERSON"]
    assert out.rows("HAS_TALENT", "talent_type", "headcount") == [("高级工程师", 5)]


def test_without_a_place_nothing_is_said(told: Told) -> None:
    out = told("产业链,现有人数\n显示,5\n")
    assert out.codes == ["E_WHERE"]
