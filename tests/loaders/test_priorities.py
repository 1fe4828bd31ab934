"""A year's priority of chains."""

from collections.abc import Callable
from typing import Any

Told = Callable[..., Any]
Book = Callable[..., Any]


def test_priorities_of_a_year_whose_title_says_place_and_year(book: Book, loaded: Told) -> None:
    rows = [
        ["厦门火炬高新区2023年重点产业链", None, None],
        ["序号", "产业链", "优先级"],
        [1, "显示、芯片", "重点跟进"],
        [2, "显示", "优势产业"],
        [3, "虚构链", "优势"],
        [4, "芯片", "一般"],
        ["合计", 3, None],
    ]
    out = loaded(book({"重点": rows}, [("重点", "A1:C1")]))
    assert out.rows("PRIORITISES", "subject", "object", "year", "priority") == [
        ("xm-torch", "display", 2023, "重点跟进"), ("xm-torch", "ic", 2023, "重点跟进"),
        ("xm-torch", "display", 2023, "优势"),
    ]  # fmt: skip
    assert sorted(out.codes) == ["E_CHAIN", "E_EMPTY", "W_CHOICE", "W_SKIPPED"]


def test_the_year_of_a_row_goes_before_the_title_s(told: Told) -> None:
    out = told("地区,产业链,年份,优先级\n厦门,显示,2024,优势\n厦门,显示,2025,重点跟进\n")
    assert out.rows("PRIORITISES", "year", "priority") == [(2024, "优势"), (2025, "重点跟进")]
