"""One page for a meeting."""

import re
from collections.abc import Callable
from html import unescape

import pytest

from graph.errors import QuestionError
from graph.model.change import View
from visualizations import meeting


def chinese(text: str) -> str:
    """The page as it is before the switch, its marks of both languages aside."""
    return re.sub(r'<span data-en="[^"]*">([^<]*)</span>', r"\1", text)


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
    text = chinese(meeting.page(view, chain="display", place="甲市", since="2024-05"))
    assert "无数据 → <b>薄弱</b>" in text
    assert "新查到 · 在营仅1家" in text
    assert "实际变化 0 个环节、0 条进展;只是新查到的 1 个环节、1 条;久无消息而变的 0 个" in text


def test_what_happened_stands_before_what_was_only_found_out(country: Callable[..., View]) -> None:
    ties = [
        {"subject": "m-1", "object": "display/glass", "at": "350200", "known_on": "2024-06"},
        {"subject": "m-2", "object": "display/module", "at": "350200", "since": "2024-06", "known_on": "2024-06"},
    ]
    firms = [{"id": "m-1", "name": "虚构玻璃公司"}, {"id": "m-2", "name": "虚构模组公司"}]
    text = chinese(meeting.page(country(firms, OPERATES_IN=ties), chain="display", place="甲市", since="2024-05"))
    assert text.index("实际变化 · 在营仅1家:虚构模组公司") < text.index("新查到 · 在营仅1家:虚构玻璃公司")
    assert "实际变化 1 个环节、1 条进展" in text


def test_decisions_are_the_offices_own_or_proposals_that_say_by_which_rule(view: View) -> None:
    assert "以上由规则生成" in meeting.page(view, place="甲市", since="2023")
    own = meeting.page(view, place="甲市", since="2023", decisions=("虚构<b>议题</b>一",))
    assert "虚构&lt;b&gt;议题" in own
    assert "以上由规则生成" not in own


def test_no_owner_on_record_is_said_as_that(view: View) -> None:
    text = chinese(meeting.page(view, chain="ic", place="甲市", since="2023"))
    assert "<td>库中没有记录</td>" in text
    assert "明确牵头单位:集成电路" in text


def test_a_task_force_only_planned_is_no_owner(country: Callable[..., View]) -> None:
    view = country(
        [{"id": "m-1", "name": "虚构外地胶厂"}], extra={"TaskForce": [{"id": "t-1", "name": "虚构计划专班"}]},
        OPERATES_IN=[{"subject": "m-1", "object": "display/cell", "at": "350200"}, {"subject": "m-1", "object": "display/photoresist", "at": "340100"}],
        SURVEYED=[{"subject": "350200", "object": "display/photoresist", "method": "complete", "found": "no", "surveyed_on": "2024-05", "surveyor": "虚构办公室"}],
        OWNS_TASK=[{"subject": "t-1", "object": "display", "basis": "potential"}],
    )  # fmt: skip
    text = chinese(meeting.page(view, chain="display", place="甲市", since="2023"))
    assert "虚构计划专班" not in text
    assert "明确牵头单位:新型显示" in text


def test_proposals_are_in_english_too_and_the_offices_own_words_are_left_alone(view: View) -> None:
    text = unescape(meeting.page(view, chain="ic", place="甲市", since="2023"))
    assert 'data-en="Name an owner: no task force on record for 集成电路"' in text
    own = unescape(meeting.page(view, place="甲市", since="2023", decisions=("虚构议题",)))
    assert "<li>虚构议题</li>" in own
    assert "Name an owner" not in own


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


def test_a_guest_gets_one_page_of_what_is_here_without_owners_gaps_targets_and_decisions(view: View) -> None:
    text = meeting.page(view, place="甲市", edition="outside")
    for said in ("产业一页纸", "推介版", "新型显示", "虚构面板公司"):
        assert said in text
    for word in ("虚构显示专班", "虚构外地胶厂", "缺口", "空白", "补链", "目标", "请会议决定", "牵头", "变化"):
        assert word not in text
    assert text == meeting.page(view, place="甲市", edition="outside")


def test_a_guest_of_one_chain_sees_its_segments_with_their_firms(view: View) -> None:
    text = meeting.page(view, chain="display", place="甲市", edition="outside")
    assert "<b>液晶面板</b>" in text
    assert "集成电路" not in text


def test_what_a_guest_may_not_see_is_refused_and_not_dropped_in_silence(view: View) -> None:
    for asked in ({"since": "2024"}, {"decisions": ("虚构议题",)}):
        with pytest.raises(QuestionError, match="推介版不列变化和决定事项"):
            meeting.page(view, place="甲市", edition="outside", **asked)


def test_guests_are_not_told_of_what_is_not_on_record(country: Callable[..., View]) -> None:
    text = meeting.page(country(), place="甲市", edition="outside")
    assert "库中没有" not in text
    assert '<section class="side">' not in text
    assert '<ul class="tiles"></ul>' in text


def test_names_and_links_for_guests_execute_nothing(country: Callable[..., View]) -> None:
    name = "<script>alert(1)</script>虚构公司"
    made = country(
        [{"id": "m-1", "name": name}],
        extra={"Project": [{"id": "p-1", "name": "<b>虚构</b>项目", "project_stage": "投产"}]},
        OPERATES_IN=[{"subject": "m-1", "object": "display/cell", "at": "zone"}],
        FILLS=[{"subject": "p-1", "object": "display/cell", "source_url": "javascript:alert(2)"}],
        LOCATED_IN=[{"subject": "p-1", "object": "zone"}],
    )
    text = meeting.page(made, place="甲市", edition="outside")
    assert "虚构公司" in text
    assert "虚构&lt;/b&gt;项目" in text
    assert name not in text
    assert "javascript:" not in text
