"""What feeds a segment, to a depth, across chains?"""

from collections.abc import Callable

import pytest

from graph.errors import QuestionError
from graph.model.change import View
from queries import upstream

Country = Callable[..., View]


def test_upstream_goes_through_a_twin_into_the_other_chain(country: Country) -> None:
    answer = upstream.ask(country(), segment="显示模组", place="甲市", depth=3)
    assert [(s.depth, s.segment) for s in answer.steps] == [
        (1, "display/cell"),
        (2, "display/glass"),
        (2, "display/photoresist"),
        (3, "ic/resin"),
    ]
    assert answer.n == 4


def test_essential_and_route_are_shown_on_each_feed(country: Country) -> None:
    first = upstream.ask(country(), segment="显示模组", place="甲市").steps[0]
    assert (first.essential, first.routes) == ("yes", ("LCD",))


def test_a_segment_shows_the_firms_that_fill_it_here_also_through_its_twin(country: Country) -> None:
    view = country(
        [{"id": "m-1", "name": "甲公司"}, {"id": "m-2", "name": "乙公司"}, {"id": "m-3", "name": "买家公司"}],
        OPERATES_IN=[
            {"subject": "m-1", "object": "ic/photoresist", "at": "zone"},
            {"subject": "m-2", "object": "display/photoresist", "at": "350200"},
            {"subject": "m-3", "object": "display/photoresist", "at": "zone", "activity": "buy"},
        ],
    )
    answer = upstream.ask(view, segment="液晶面板", place="虚构高新区", depth=1)
    step = next(s for s in answer.steps if s.segment == "display/photoresist")
    assert (step.firms_inside, step.firms_undecided) == (("甲公司",), ("乙公司",))


def test_a_cut_at_the_depth_is_said(country: Country) -> None:
    answer = upstream.ask(country(), segment="显示模组", place="甲市", depth=1)
    assert "只列到第1层,更远的上游未列" in answer.not_known


def test_no_record_is_never_none(country: Country) -> None:
    answer = upstream.ask(country(), segment="树脂", place="甲市")
    assert answer.not_known == ("库中没有该环节的上游记录,不等于没有",)


@pytest.mark.parametrize("depth", [0, 21])
def test_a_depth_out_of_range_is_refused(country: Country, depth: int) -> None:
    with pytest.raises(QuestionError, match="--depth"):
        upstream.ask(country(), segment="树脂", place="甲市", depth=depth)
