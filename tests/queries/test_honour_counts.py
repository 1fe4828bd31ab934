"""Who holds an honour here: stock, what is new in a year, and what the place reports."""

from collections.abc import Callable
from typing import Any

import pytest

from graph.errors import QuestionError
from graph.model.change import View
from queries import honour_counts

FIRMS = [{"id": f, "name": f"虚构{f}公司"} for f in ("m-1", "m-2", "m-3", "m-4", "m-5")]
HONOURS = [
    {"id": "h-1", "name": "国家级单项冠军企业", "honour_type": "title", "honour_level": "national"},
    {"id": "h-2", "name": "百亿企业", "honour_type": "size"},
    {"id": "h-3", "name": "百亿项目", "honour_type": "size"},
    {"id": "h-4", "name": "过会", "honour_type": "listing"},
]
INDICATORS = [
    {"id": "i-1", "name": "新增单项冠军数", "unit": "家", "flow": "flow"},
    {"id": "i-2", "name": "规上工业企业数", "unit": "家", "flow": "stock"},
    {"id": "i-3", "name": "规上工业总产值", "unit": "亿元"},
]
PLACES = {"m-1": "zone", "m-2": "zone", "m-3": "350200", "m-4": "340100"}


@pytest.fixture
def view(country: Callable[..., View]) -> View:
    return country(
        FIRMS,
        extra={
            "Honour": HONOURS, "Indicator": INDICATORS,
            "Project": [{"id": "p-1", "name": "虚构甲项目"}],
        },
        HOLDS=[
            {"subject": "m-1", "object": "h-1", "year": 2021, "until": "2027"},
            {"subject": "m-1", "object": "h-1", "year": 2024, "review": "passed"},
            {"subject": "m-2", "object": "h-1", "year": 2024},
            {"subject": "m-3", "object": "h-1", "year": 2022},
            {"subject": "m-4", "object": "h-1", "year": 2022},
            {"subject": "m-5", "object": "h-1", "year": 2022},
            {"subject": "m-2", "object": "h-2", "year": 2022},
            {"subject": "p-1", "object": "h-3", "year": 2022},
            {"subject": "m-2", "object": "h-4", "year": 2020, "review": "failed"},
        ],
        LOCATED_IN=[{"subject": f, "object": p} for f, p in PLACES.items()] + [{"subject": "p-1", "object": "zone"}],
        REPORTS=[
            {"subject": "zone", "object": "i-1", "period": "2022", "measure": "actual", "value": 3},
            {"subject": "zone", "object": "i-2", "period": "2023", "measure": "actual", "value": 400, "qualifier": "above"},
            {"subject": "zone", "object": "i-3", "period": "2023", "measure": "actual", "value": 3626},
        ],
    )  # fmt: skip


def test_who_holds_it_here_counts_once_however_often_it_was_given(view: View) -> None:
    (one,) = honour_counts.ask(view, honour="单项冠军", place="zone").counts
    assert (one.n_held, one.n_undecided, one.n_in_city) == (2, 1, 3)
    assert (one.year, one.n_new, one.n_validity_unknown) == (2024, 2, 1)


def test_new_ones_are_those_of_the_asked_year(view: View) -> None:
    (one,) = honour_counts.ask(view, honour="单项冠军", place="zone", year=2021).counts
    assert (one.n_held, one.n_new) == (2, 1)


def test_the_list_names_its_records_and_who_is_elsewhere_is_not_in_it(view: View) -> None:
    found = honour_counts.ask(view, honour="单项冠军", place="zone")
    assert [(h.holder, h.locality, h.validity) for h in found.holders] == [
        ("m-1", "inside", "复核通过"), ("m-2", "inside", "有效期未载"), ("m-3", "undecided", "有效期未载"),
    ]  # fmt: skip
    assert {e for h in found.holders for e in h.evidence} <= set(found.evidence)
    assert "1条持有记录的所在地库中没有记录,可能也在甲市虚构高新区" in found.not_known


def test_only_the_new_ones_of_a_year_are_no_stock_and_that_is_said(view: View) -> None:
    found = honour_counts.ask(view, honour="单项冠军", place="zone")
    assert [(r.said, r.flow) for r in found.reported] == [("3家", "flow")]
    assert any("只知道当年新增" in s for s in found.not_known)


def test_firms_and_projects_above_ten_billion_are_never_mixed(view: View) -> None:
    found = honour_counts.ask(view, honour="百亿", place="zone")
    assert [(c.name, c.holder_kind, c.n_held) for c in found.counts] == [
        ("百亿企业", "企业", 1),
        ("百亿项目", "项目", 1),
    ]
    assert found.n_firms == 1
    assert [c.name for c in honour_counts.ask(view, honour="百亿企业", place="zone").counts] == ["百亿企业"]


def test_who_failed_the_review_holds_it_no_more(view: View) -> None:
    found = honour_counts.ask(view, honour="过会", place="zone")
    assert [(c.n_held, c.n_failed) for c in found.counts] == [(0, 1)]
    assert found.n_firms == 0


def test_a_number_of_firms_is_found_by_what_people_call_it_and_money_is_none(view: View) -> None:
    found = honour_counts.ask(view, honour="规上企业", place="zone")
    assert [(r.name, r.said) for r in found.reported] == [("规上工业企业数", "超400家")]
    assert any("库中没有点名持有规上企业的记录,不等于没有" in s for s in found.not_known)
    assert "没有名称含“规上企业”的本地报告数,所列名称不同,口径可能更窄或更宽" in found.not_known


def test_the_places_own_figures_come_before_those_of_what_it_lies_in(country: Callable[..., View]) -> None:
    rows = [
        {"subject": p, "object": "i-2", "period": y, "measure": "actual", "value": 9}
        for p, y in (("350200", "2024"), ("zone", "2020"))
    ]
    found = honour_counts.ask(country(extra={"Indicator": INDICATORS}, REPORTS=rows), honour="规上企业", place="zone")
    assert [r.place for r in found.reported] == ["甲市虚构高新区", "甲市"]


def test_a_year_that_is_none_is_refused_with_the_way_out(view: View) -> None:
    with pytest.raises(QuestionError, match="--year 20:不是年份;请写四位年份"):
        honour_counts.ask(view, year=20)


def test_a_circle_holds_who_stands_in_it(country: Callable[..., View]) -> None:
    rows: dict[str, Any] = {"extra": {"Honour": HONOURS}, "LOCATED_IN": [{"subject": "m-1", "object": "350211"}]}
    view = country(FIRMS, HOLDS=[{"subject": "m-1", "object": "h-2", "year": 2022}], **rows)
    (one,) = honour_counts.ask(view, honour="百亿企业", place="甲市", within_km=10).counts
    assert (one.n_held, one.n_in_city, one.n_in_circle) == (1, None, 1)
