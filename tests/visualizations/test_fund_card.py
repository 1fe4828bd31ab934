"""The profile of a fund as a page: what is on record, what sits on a gap, what outsiders do not see."""

from collections.abc import Callable

import pytest

from graph.errors import QuestionError
from graph.model.change import View
from visualizations import fund_card

FUND = {"id": "fd-1", "name": "虚构甲基金", "size_100m_cny": 10, "size_qualifier": "目标规模", "is_provisional_name": "yes", "called_100m_cny": 4,
        "committed_100m_cny": 2.5, "mandate_note": "虚构投向说明", "source_url": "https://news.example/f"}  # fmt: skip
WIDE = {"id": "fd-2", "name": "虚构全能基金", "mandate_breadth": "all"}
FIRMS = [{"id": "m-1", "name": "虚构管理公司"}, {"id": "m-2", "name": "虚构玻璃公司"}, {"id": "m-3", "name": "虚构面板公司"},
         {"id": "m-4", "name": "虚构拟投公司"}]  # fmt: skip


@pytest.fixture
def view(country: Callable[..., View]) -> View:
    return country(
        FIRMS, extra={"Fund": [FUND, WIDE]},
        LOCATED_IN=[{"subject": "fd-1", "object": "zone"}],
        MANAGES=[{"subject": "m-1", "object": "fd-1"}],
        HOLDS_STAKE_IN=[{"subject": "fd-2", "object": "fd-1", "stake_pct": 30}],
        MANDATED_FOR=[{"subject": "fd-2", "object": "ic", "mandate_breadth": "all"}],
        INVESTS_IN=[{"subject": "fd-1", "object": "m-2", "source_url": "https://news.example/i", "known_on": "2024-05"},
                    {"subject": "fd-1", "object": "m-4", "basis": "potential"}],
        OPERATES_IN=[{"subject": "m-2", "object": "display/glass", "at": "340100"}, {"subject": "m-3", "object": "display/cell", "at": "zone"}],
        SURVEYED=[{"subject": "350200", "object": "display/glass", "method": "complete", "searches": 5, "found": "no", "surveyed_on": "2024-06"}],
    )  # fmt: skip


def test_the_page_says_what_is_on_record_with_its_pages(view: View) -> None:
    text = fund_card.page(view, fund="虚构甲基金", place="甲市")
    for said in ("虚构甲基金(暂定名)", "10亿元", "目标规模", "3.5", "虚构管理公司", "虚构全能基金", "虚构玻璃公司", "虚构投向说明",
                 "https://news.example/i", 'news.example <span class="w">2024-05', "能否作为落地条件", "待确认"):  # fmt: skip
        assert said in text
    assert text == fund_card.page(view, fund="fd-1", place="甲市")


def test_a_held_firm_says_which_gap_here_it_sits_on(view: View) -> None:
    text = fund_card.page(view, fund="fd-1", place="甲市")
    assert '<span class="dot s-missing" aria-hidden="true"></span>玻璃基板(新型显示)' in text
    assert "甲市的缺口" in text


def test_a_fund_for_everything_fills_no_segment(view: View) -> None:
    text = fund_card.page(view, fund="虚构全能基金", place="甲市")
    assert "否,不补任何环节" in text
    assert "它出资的基金" in text
    assert "库中没有已投企业的记录,不等于没有投过" in text


def test_an_outsider_sees_no_gap_no_plan_no_condition_and_no_money_left(view: View) -> None:
    text = fund_card.page(view, fund="fd-1", place="甲市", edition="outside")
    for hidden in ("缺口", "虚构拟投公司", "落地条件", "可投余额", "待确认", "已承诺"):
        assert hidden not in text, hidden
    for said in ("虚构玻璃公司", "目标规模", "推介版"):
        assert said in text


def test_a_fund_nobody_knows_is_refused_with_the_nearest(view: View) -> None:
    with pytest.raises(QuestionError, match="相近的有 虚构甲基金"):
        fund_card.page(view, fund="虚构申基金", place="甲市")


def test_an_owner_says_which_partner_it_is_where_that_is_on_record_in_both_languages(
    country: Callable[..., View],
) -> None:
    stakes = [{"subject": "m-1", "object": "fd-1", "partner_type": "general"}, {"subject": "m-2", "object": "fd-1", "partner_type": "limited"},
              {"subject": "m-3", "object": "fd-1"}]  # fmt: skip
    text = fund_card.page(country(FIRMS, extra={"Fund": [FUND]}, HOLDS_STAKE_IN=stakes), fund="fd-1", place="甲市")
    for said in (
        '<span data-en="general partner">普通合伙人</span>',
        '<span data-en="limited partner">有限合伙人</span>',
        '<span data-en="Partner">合伙人类型</span>',
        'data-en="Where the partner is blank it is not on record; managers are listed as such. ',
        ">合伙人类型空着的库中没有记录;管理人另列。",
        'data-en="Whether 1 owner is a general or a limited partner is not on record"',
    ):
        assert said in text, said
    bare = fund_card.page(country(FIRMS, extra={"Fund": [FUND]}, HOLDS_STAKE_IN=stakes[2:]), fund="fd-1", place="甲市")
    assert "普通合伙人、有限合伙人的身份库中没有记录;管理人另列。" in bare
    assert '<span data-en="Partner">合伙人类型</span>' not in bare
