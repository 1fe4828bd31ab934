"""Why a gap is not filled, as noted."""

from collections.abc import Callable
from typing import Any

Told = Callable[..., Any]
Book = Callable[..., Any]


def test_causes_of_an_office_s_workbook(book: Book, loaded: Told) -> None:
    rows = [
        ["厦门火炬高新区缺口受阻原因", *[None] * 4],
        ["产业链", "缺口环节", "受阻原因", "记录日期", "原因说明"],
        ["显示", "玻璃基板", "用地、能耗", "2024年5月", "虚构说明"],
        ["芯片", "电子特气", "缘分", None, None],
        ["显示", "虚构环节", "资金", None, None],
        ["合计", None, 3, None, None],
    ]
    out = loaded(book({"原因": rows}, [("原因", "A1:E1")]))
    assert out.rows("HINDERED", "subject", "object", "cause", "noted_on", "cause_note") == [
        ("xm-torch", "display/glass", "land", "2024-05", "虚构说明"),
        ("xm-torch", "display/glass", "energy", "2024-05", "虚构说明"),
    ]
    assert sorted(out.codes) == ["E_CHOICE", "E_SEGMENT", "W_SKIPPED"]


def test_all_five_causes_have_their_word(told: Told) -> None:
    words = ["地", "能", "人", "场景", "资金"]
    out = told("地区,环节,受阻原因\n" + "".join(f"厦门,玻璃基板,{w}\n" for w in words))
    assert [c for (c,) in out.rows("HINDERED", "cause")] == ["land", "energy", "talent", "scenario", "capital"]


def test_a_note_that_names_a_person_is_emptied(told: Told) -> None:
    out = told("地区,环节,受阻原因,原因说明\n厦门,玻璃基板,地,王虚处长未批\n")
    assert out.rows("HINDERED", "cause", "cause_note") == [("land", None)]
    assert out.codes == ["W_PERSON"]
