"""A chain upstream to downstream with its firms, local ones marked."""

from collections.abc import Callable

import pytest

from graph.errors import QuestionError
from graph.model.change import View
from queries import chain_firms
from queries.chain_firms import ChainFirms
from tests.conftest import SEGMENTS

FIRMS = [{"id": f, "name": f"虚构{f}公司"} for f in ("m-1", "m-2", "m-3", "m-4")]
DONE = [
    {"subject": "m-1", "object": "display/cell", "at": "zone"},
    {"subject": "m-2", "object": "display/cell", "at": "350200"},
    {"subject": "m-3", "object": "display/cell", "at": "340100", "activity": "buy"},
    {"subject": "m-3", "object": "display/cell", "at": "340100"},
    {"subject": "m-4", "object": "ic/photoresist"},
]


@pytest.fixture
def found(country: Callable[..., View]) -> ChainFirms:
    return chain_firms.ask(country(FIRMS, OPERATES_IN=DONE), chain="新型显示", place="zone")


def test_each_segment_names_who_is_here_in_the_city_and_counts_the_rest(found: ChainFirms) -> None:
    (cell,) = (s for s in found.segments if s.segment == "display/cell")
    assert (cell.inside, cell.undecided, cell.n_outside, cell.n_firms) == (("虚构m-1公司",), ("虚构m-2公司",), 1, 3)
    assert set(cell.in_city or ()) == {"虚构m-1公司", "虚构m-2公司"}


def test_a_firm_counts_once_at_its_nearest_and_its_activities_stand_in_one_line(found: ChainFirms) -> None:
    assert (found.n, found.n_inside, found.n_undecided, found.n_outside, found.n_unplaced, found.n_in_city) == (
        4,
        1,
        1,
        1,
        1,
        2,
    )
    (one,) = (f for f in found.firms if f.firm == "m-3")
    assert set(one.activity) == {"buy", "produce"}
    assert len(one.evidence) == 2


def test_a_firm_of_a_whole_twin_stands_in_both_chains(found: ChainFirms) -> None:
    assert [f.firm for f in found.firms if f.segment == "display/photoresist"] == ["m-4"]


def test_segments_without_a_record_are_counted_and_are_not_nothing(found: ChainFirms) -> None:
    assert found.n_without == 3
    assert "3个环节库中没有企业记录,不等于没有企业" in found.not_known


def test_upstream_stands_before_downstream_whatever_the_order_of_the_list(country: Callable[..., View]) -> None:
    rows = [{"filled_by": "produce", **s} for s in SEGMENTS]
    for row, side in zip(rows, ("upstream", "upstream", "midstream", "downstream", None), strict=False):
        row |= {"position": side}
    view = country(extra={"Segment": rows[::-1]})
    segments = chain_firms.ask(view, chain="新型显示", place="zone").segments
    assert [s.position for s in segments] == ["上游", "上游", "中游", "下游", "未分上下游"]


def test_a_circle_marks_who_stands_in_it(country: Callable[..., View]) -> None:
    view = country(FIRMS, OPERATES_IN=[{"subject": "m-1", "object": "display/cell", "at": "350211"}])
    found = chain_firms.ask(view, chain="display", place="甲市", within_km=5)
    assert (found.n_in_circle, found.firms[0].circle_locality) == (1, "inside")


def test_a_group_is_asked_like_a_chain_and_one_that_is_none_is_refused(country: Callable[..., View]) -> None:
    view = country(FIRMS, OPERATES_IN=DONE)
    assert {s.chain for s in chain_firms.ask(view, chain="半导体", place="zone").segments} == {"集成电路", "新型显示"}
    with pytest.raises(QuestionError, match="产业链 造船"):
        chain_firms.ask(view, chain="造船", place="zone")
