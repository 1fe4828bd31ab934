"""One page for a meeting."""

from collections.abc import Callable
from html import unescape

import pytest

from graph.errors import QuestionError
from graph.model.change import View
from visualizations import meeting


@pytest.fixture
def view(country: Callable[..., View]) -> View:
    firms = [{"id": "m-1", "name": "虚构面板公司"}, {"id": "m-2", "name": "虚构外地胶厂"}]
    return country(
        firms, extra={"TaskForce": [{"id": "t-1", "name": "虚构显示专班", "post": "组长单位"}]},
        OPERATES_IN=[
            {"subject": "m-1", "object": "display/cell", "at": "350200", "known_on": "2024-06"},
            {"subject": "m-2", "object": "display/photoresist", "at": "340100", "known_on": "2024-01"},
        ],
        SURVEYED=[{"subject": "350200", "object": "display/photoresist", "method": "complete", "found": "no", "surveyed_on": "2024-05", "surveyor": "虚构办公室"}],
        OWNS_TASK=[{"subject": "t-1", "object": "display"}],
    )  # fmt: skip


def test_a_gap_stands_with_its_action_owner_buyers_and_first_target(view: View) -> None:
    text = meeting.page(view, chain="display", place="甲市", since="2023")
    for said in ("光刻胶", "空白(已核实)", "补链", "虚构显示专班·组长单位", "虚构面板公司", "虚构外地胶厂", "公里"):
        assert said in text


def test_what_changed_is_said_with_the_state_before_and_after(view: View) -> None:
    text = meeting.page(view, chain="display", place="甲市", since="2024-05")
    assert "无数据 → <b>薄弱</b>" in text
    assert "状态变化 1 个" in text


def test_decisions_are_the_offices_own_or_proposals_that_say_by_which_rule(view: View) -> None:
    assert "以上由规则生成" in meeting.page(view, place="甲市", since="2023")
    own = meeting.page(view, place="甲市", since="2023", decisions=("虚构<b>议题</b>一",))
    assert "虚构&lt;b&gt;议题" in own
    assert "以上由规则生成" not in own


def test_no_owner_on_record_is_said_as_that(view: View) -> None:
    text = meeting.page(view, chain="ic", place="甲市", since="2023")
    assert "<td>库中没有记录</td>" in text
    assert "明确牵头单位:集成电路" in text


def test_no_gap_is_never_said_as_nothing_missing(country: Callable[..., View]) -> None:
    text = meeting.page(country(), chain="display", place="甲市", since="2023")
    assert "无数据的环节不能说没有缺口" in text
    assert "不等于没有变化" in text


def test_the_page_asks_nobody_and_is_the_same_twice(view: View) -> None:
    text = meeting.page(view, place="甲市", since="2023")
    assert "default-src 'none'" in unescape(text)
    assert text == meeting.page(view, place="甲市", since="2023")


def test_a_wrong_date_is_refused(view: View) -> None:
    with pytest.raises(QuestionError, match="--since"):
        meeting.page(view, place="甲市", since="去年")
