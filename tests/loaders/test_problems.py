"""Problems a place reports of itself: no firm is named, none is made up."""

from collections.abc import Callable
from typing import Any

Told = Callable[..., Any]
Book = Callable[..., Any]


def test_problems_of_an_office_s_workbook(book: Book, loaded: Told) -> None:
    rows = [
        ["厦门火炬高新区2024年问题与不足", None, None, None, None],
        ["序号", "问题类型", "问题内容", "产业链", "时间"],
        [1, "要素不足", "虚构:连片用地不足", None, "2024年"],
        [2, "放缓", "虚构:两条链增长放缓", "显示;芯片", "2024年"],
        [3, "储备不足", "虚构:在谈项目减少", None, None],
        [4, "运气不好", "虚构", None, None],
        ["合计", 4, None, None, None],
    ]
    out = loaded(book({"问题": rows}, [("问题", "A1:E1")]))
    assert out.rows("Signal", "signal_type", "detail", "seen_on") == [
        ("scarcity", "虚构:连片用地不足", "2024"), ("decline", "虚构:两条链增长放缓", "2024"),
        ("pipeline", "虚构:在谈项目减少", None),
    ]  # fmt: skip
    assert {s for (s,) in out.rows("SHOWS", "subject")} == {"xm-torch"}
    assert out.rows("SERVES", "object") == [("display",), ("ic",)]
    assert "Firm" not in out.claims
    assert out.codes == ["W_SKIPPED", "W_CHOICE", "E_EMPTY"]


def test_a_refusal_lists_in_chinese_what_a_place_can_be_short_of(told: Told) -> None:
    out = told("地区,问题类型,问题\n厦门,扩产,虚构\n厦门,要素不足,虚构用地\n")
    assert out.rejects["fix"].to_list()[:1] == ["可填:下滑、储备不足、要素不足"]


def test_two_problems_of_one_type_and_day_are_two(told: Told) -> None:
    out = told("地区,问题类型,问题,时间\n厦门,要素不足,虚构用地,2024\n厦门,要素不足,虚构资金,2024\n")
    assert len({s for (s,) in out.rows("Signal", "subject")}) == 2


def test_what_names_a_person_is_emptied_and_says_nothing(told: Told) -> None:
    out = told("地区,问题类型,问题\n厦门,要素不足,王虚处长未批 13800000000\n")
    assert out.codes == ["W_PERSON"]
    assert not out.claims


def test_a_problem_of_nowhere_is_refused(told: Told) -> None:
    out = told("问题类型,问题\n要素不足,虚构用地\n")
    assert out.codes == ["E_WHERE"]
