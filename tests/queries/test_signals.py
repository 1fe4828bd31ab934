"""Firms that expand, may leave or shrink."""

from collections.abc import Callable

import pytest

from graph.errors import QuestionError
from graph.model.change import View
from queries import signals

Country = Callable[..., View]

FIRMS = [
    {"id": "m-1", "name": "虚构面板公司"},
    {"id": "m-2", "name": "虚构晶圆公司"},
    {"id": "m-3", "name": "虚构外地公司"},
    {"id": "m-4", "name": "虚构无址公司"},
]


@pytest.fixture
def view(country: Country) -> View:
    return country(
        FIRMS,
        extra={
            "Signal": [
                {"id": "g-1", "signal_type": "second_site", "seen_on": "2024-03", "detail": "在乙市设厂", "source_url": "https://example.com/1"},
                {"id": "g-2", "signal_type": "expansion", "seen_on": "2022"},
                {"id": "g-3", "signal_type": "decline"},
                {"id": "g-4", "signal_type": "relocation", "seen_on": "2024-01"},
            ],
            "Project": [
                {"id": "p-1", "name": "虚构二期", "project_type": "expansion", "project_stage": "开工", "started_on": "2024-05"},
                {"id": "p-2", "name": "虚构新厂", "project_type": "new", "project_stage": "签约", "stage_on": "2024-06"},
            ],
        },
        OPERATES_IN=[
            {"subject": "m-1", "object": "display/cell", "at": "zone"},
            {"subject": "m-2", "object": "ic/wafer", "at": "350200"},
            {"subject": "m-3", "object": "ic/wafer", "at": "340100"},
        ],
        SHOWS=[
            {"subject": "m-1", "object": "g-1", "edge_id": "s-1"}, {"subject": "m-2", "object": "g-2", "edge_id": "s-2"},
            {"subject": "m-3", "object": "g-3", "edge_id": "s-3"}, {"subject": "m-4", "object": "g-4", "edge_id": "s-4"},
        ],
        RUNS=[{"subject": "m-1", "object": "p-1"}],
        FILLS=[{"subject": "p-1", "object": "display/cell"}],
        LOCATED_IN=[{"subject": "g-1", "object": "340100"}, {"subject": "p-1", "object": "zone"}, {"subject": "p-2", "object": "zone"}],
    )  # fmt: skip


def test_a_signal_says_who_what_when_where_and_by_which_source(view: View) -> None:
    (one,) = (s for s in signals.ask(view, place="zone").signals if s.evidence == ("s-1",))
    assert (one.firms, one.leaning, one.signal_word, one.seen_on, one.where) == (
        ("虚构面板公司",), "外迁迹象", "异地设点", "2024-03", "区内"
    )  # fmt: skip
    assert (one.detail, one.source_url, one.read_from) == ("在乙市设厂", "https://example.com/1", "信号记录")


def test_a_firm_here_whose_signal_points_elsewhere_is_the_one_to_be_seen(view: View) -> None:
    (one,) = (s for s in signals.ask(view, place="zone").signals if s.evidence == ("s-1",))
    assert (one.place, one.points_at) == ("甲市虚构高新区", ("乙市",))


def test_a_firm_of_elsewhere_whose_signal_points_here_is_seen_too(view: View) -> None:
    found = signals.ask(view, place="乙市").signals
    assert [s.evidence[0] for s in found] == ["s-1", "s-3"]


def test_an_expansion_project_is_a_sign_and_said_to_be_read_from_a_project_and_a_new_plant_is_none(view: View) -> None:
    found = [s for s in signals.ask(view, place="zone").signals if s.read_from != "信号记录"]
    assert [(s.firms, s.seen_on, s.detail, s.leaning) for s in found] == [
        (("虚构面板公司",), "2024-05", "虚构二期(开工)", "扩产迹象")
    ]


def test_a_firm_known_in_the_city_only_is_not_inside_the_zone_and_one_elsewhere_is_left_out(view: View) -> None:
    found = signals.ask(view, place="zone")
    assert {s.evidence[0]: s.where for s in found.signals if s.read_from == "信号记录"} == {
        "s-1": "区内",
        "s-2": "市内",
    }
    assert found.counts == {"扩产迹象": 1, "外迁迹象": 1}
    assert "1条信号的企业所在地库中没有记录,信号也不指向此地,未列出" in found.not_known


def test_a_circle_takes_in_what_stands_in_it(view: View) -> None:
    found = signals.ask(view, place="乙市", within_km=5).signals
    assert [(s.evidence, s.circle_locality, s.signal_word) for s in found] == [
        (("s-1",), "inside", "异地设点"),
        (("s-3",), "inside", "收缩"),
    ]


def test_only_what_was_seen_since_a_day_counts_and_what_has_no_date_may_be(view: View) -> None:
    found = signals.ask(view, place="甲市", since="2023")
    assert "s-2" not in found.evidence
    assert "s-1" in found.evidence
    undated = signals.ask(view, place="乙市", since="2023")
    assert undated.evidence == ("s-1", "s-3")
    assert "1条没有日期,可能早于所问日期" in undated.not_known


def test_a_chain_takes_the_firms_that_work_in_it(view: View) -> None:
    assert signals.ask(view, place="甲市", chain="ic").evidence == ("s-2",)
    assert "s-2" not in signals.ask(view, place="甲市", chain="平板显示").evidence


def test_no_sign_on_record_is_not_no_sign(country: Country) -> None:
    assert signals.ask(country(FIRMS), place="zone").not_known == (
        "甲市虚构高新区:库中没有扩产、外迁或收缩迹象的记录,不等于没有",
    )


def test_what_is_no_date_is_refused_with_the_way_out(view: View) -> None:
    with pytest.raises(QuestionError, match="--since 去年:不是日期;请写如 2024"):
        signals.ask(view, since="去年")


@pytest.fixture
def reported(country: Country) -> View:
    kinds = {"a": "scarcity", "b": "decline", "c": "pipeline", "d": "decline"}
    return country(
        FIRMS,
        extra={"Signal": [{"id": f"q-{i}", "signal_type": k, "seen_on": "2022", "detail": f"虚构{i}"} for i, k in kinds.items()]},
        SHOWS=[
            {"subject": "zone", "object": "q-a", "edge_id": "t-1", "source_url": "https://example.com/r"},
            {"subject": "zone", "object": "q-b", "edge_id": "t-2"},
            {"subject": "350200", "object": "q-c", "edge_id": "t-3"}, {"subject": "340100", "object": "q-d", "edge_id": "t-4"},
        ],
        SERVES=[{"subject": "q-b", "object": "display"}, {"subject": "q-b", "object": "ic"}],
    )  # fmt: skip


def test_what_a_place_reports_of_itself_stands_apart_from_what_firms_do(reported: View) -> None:
    found = signals.ask(reported, place="zone")
    assert [(p.signal_word, p.detail, p.evidence) for p in found.problems] == [
        ("收缩", "虚构b", ("t-2",)), ("要素不足", "虚构a", ("t-1",)), ("项目接续不足", "虚构c", ("t-3",)),
    ]  # fmt: skip
    assert (found.signals, found.counts, found.n) == ((), {}, 0)
    assert {"t-1", "t-2", "t-3"} == set(found.evidence)


def test_a_problem_of_a_chain_is_shown_for_it_and_one_of_none_for_every_chain(reported: View) -> None:
    assert {p.evidence[0] for p in signals.ask(reported, place="zone", chain="ic").problems} == {"t-1", "t-2", "t-3"}
    assert {p.evidence[0] for p in signals.ask(reported, place="zone", chain="flat").problems} >= {"t-1", "t-3"}
    assert not signals.ask(reported, place="zone", since="2023").problems
