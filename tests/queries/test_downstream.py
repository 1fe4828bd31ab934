"""What does a segment feed, to a depth, across chains?"""

from collections.abc import Callable

from graph.model.change import View
from queries import downstream

Country = Callable[..., View]


def test_downstream_goes_through_a_twin_into_the_other_chain(country: Country) -> None:
    answer = downstream.ask(country(), segment="树脂", place="甲市", depth=3)
    assert [(s.depth, s.segment) for s in answer.steps] == [
        (1, "ic/photoresist"),
        (2, "display/cell"),
        (2, "ic/wafer"),
        (3, "display/module"),
    ]


def test_a_way_with_an_unsure_feed_is_unsure_all_the_way(country: Country) -> None:
    steps = {s.segment: s for s in downstream.ask(country(), segment="树脂", place="甲市").steps}
    assert steps["ic/wafer"].essential_all_the_way == "unknown"
    assert steps["display/module"].essential_all_the_way == "yes"


def test_the_end_of_a_chain_has_nothing_on_record(country: Country) -> None:
    assert downstream.ask(country(), segment="显示模组", place="甲市").n == 0
