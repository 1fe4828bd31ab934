"""What is on record of a fund, each line with who says it."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from graph.errors import QuestionError
from graph.model.change import View
from queries import fund_profile
from queries.methods.answer import tables

FUND = {"id": "fd-1", "name": "虚构甲基金", "short_name": "甲基", "size_100m_cny": 10, "size_qualifier": "总认缴", "is_provisional_name": "yes",
        "called_100m_cny": 4, "vintage_year": 2022, "source_url": "https://news.example/f"}  # fmt: skip
OTHERS = [{"id": "fd-2", "name": "虚构母基金"}, {"id": "fd-3", "name": "虚构全能基金", "mandate_breadth": "all"}]
FIRMS = [
    {"id": "m-1", "name": "虚构管理公司"},
    {"id": "m-2", "name": "虚构玻璃公司"},
    {"id": "m-3", "name": "虚构不明公司"},
]


def claim(size: str, address: str) -> dict[str, object]:
    return {"id": "fd-1", "fields": {"size_100m_cny": Decimal(size), "size_qualifier": "目标规模"}, "published_on": "2024-05",
            "address": address}  # fmt: skip


@pytest.fixture
def view(country: Callable[..., View]) -> View:
    return country(
        FIRMS,
        extra={"Fund": [FUND, *OTHERS], "Indicator": [{"id": "i-1", "name": "新设子基金规模", "unit": "亿元"}]},
        claims=[claim("20.0000", "https://news.example/20"), claim("10.0000", "https://news.example/10")],
        LOCATED_IN=[{"subject": "fd-1", "object": "zone"}],
        MANAGES=[{"subject": "m-1", "object": "fd-1"}],
        HOLDS_STAKE_IN=[{"subject": "m-1", "object": "fd-1", "stake_100m_cny": 1.5, "partner_type": "general"}, {"subject": "fd-2", "object": "fd-1", "basis": "potential"}],
        MANDATED_FOR=[{"subject": "fd-1", "object": "display/glass", "mandate_breadth": "named"}, {"subject": "fd-3", "object": "ic", "mandate_breadth": "all"}],
        INVESTS_IN=[{"subject": "fd-1", "object": "m-2", "funding_round": "A轮", "invested_on": "2024-03", "source_url": "https://news.example/i"}, {"subject": "fd-1", "object": "m-3"}],
        OPERATES_IN=[{"subject": "m-2", "object": "display/glass", "at": "340100"}],
        REPORTS=[{"subject": "zone", "object": "i-1", "period": "2022", "value": 105, "is_joint_total": "yes", "value_note": "虚构甲基金、虚构未载基金等"}],
    )  # fmt: skip


def test_each_sum_stands_at_its_grain_with_every_page_that_says_another(view: View) -> None:
    found = fund_profile.ask(view, fund="甲基", place="zone")
    assert [(s.grain, str(s.amount_100m_cny), s.counts, s.source_url) for s in found.sums] == [
        ("规模", "10", "采用", "https://news.example/10"),
        ("规模", "20", "另有一说", "https://news.example/20"),
        ("已投", "4.0", "采用", "https://news.example/f"),
    ]
    assert found.dry_powder_100m_cny is None


def test_a_name_that_is_not_final_is_marked(view: View) -> None:
    assert fund_profile.ask(view, fund="虚构甲基金", place="zone").is_provisional
    assert not fund_profile.ask(view, fund="虚构母基金", place="zone").is_provisional


def test_owners_say_what_they_are_and_on_what_basis(view: View) -> None:
    found = fund_profile.ask(view, fund="fd-1", place="zone")
    assert [(h.name, h.party_kind, h.role, h.partner_type, h.basis) for h in found.holders] == [
        ("虚构母基金", "基金", "出资人", None, "potential"),
        ("虚构管理公司", "企业", "出资人兼管理人", "general", "declared"),
    ]
    assert "1家出资人是普通合伙人还是有限合伙人,库中没有记录" in found.not_known
    shown = next(t for t in tables(found) if t.name == "holders")
    assert [r[shown.headings.index("合伙人类型")] for r in shown.rows] == ["", "普通合伙人"]
    assert [f.name for f in fund_profile.ask(view, fund="虚构母基金", place="zone").feeds] == ["虚构甲基金"]


def test_a_mandate_for_everything_names_no_segment(view: View) -> None:
    (named,) = fund_profile.ask(view, fund="fd-1", place="zone").mandates
    assert (named.name, named.target_kind, named.is_named) == ("玻璃基板", "环节", True)
    wide = fund_profile.ask(view, fund="虚构全能基金", place="zone")
    assert [m.is_named for m in wide.mandates] == [False]
    assert "投向不限:不算作任何一个环节的基金,不补任何缺口" in wide.not_known


def test_holdings_say_what_the_firm_makes_and_where_or_that_it_is_not_known(view: View) -> None:
    loose, glass = fund_profile.ask(view, fund="fd-1", place="zone").holdings
    assert (glass.segments, glass.place, glass.locality, glass.grade) == (("玻璃基板",), "乙市", "outside", "B")
    assert (loose.segments, loose.place, loose.locality) == ((), None, "unplaced")


def test_a_joint_total_that_names_it_is_shown_and_not_split(view: View) -> None:
    (one,) = fund_profile.ask(view, fund="fd-1", place="zone").reported
    assert one.caveats[0] == "合计数,不能分摊到各项"
    assert fund_profile.ask(view, fund="虚构母基金", place="zone").reported == ()


def test_what_is_not_on_record_is_said(view: View) -> None:
    (first, *_) = fund_profile.ask(view, fund="虚构母基金", place="zone").not_known
    assert first == (
        "库中没有记录:规模、已投金额、已承诺未投金额、成立年份、存续期、管理人、出资人、投向、已投企业、所在地;不等于没有"
    )


def test_a_fund_nobody_knows_is_refused_with_the_nearest(view: View) -> None:
    with pytest.raises(QuestionError, match=r"相近的有 .*虚构甲基金"):
        fund_profile.ask(view, fund="虚构申基金", place="zone")


def test_where_every_holder_says_which_partner_it_is_nothing_is_called_unsaid(country: Callable[..., View]) -> None:
    ties = [{"subject": "m-1", "object": "fd-2", "partner_type": "limited"}, {"subject": "m-2", "object": "fd-2"}]
    for stakes, said in ((ties[:1], []), (ties, ["1家出资人是普通合伙人还是有限合伙人,库中没有记录"])):
        view = country(FIRMS, extra={"Fund": OTHERS}, HOLDS_STAKE_IN=stakes)
        found = fund_profile.ask(view, fund="虚构母基金", place="zone")
        assert [s for s in found.not_known if "合伙人" in s] == said
