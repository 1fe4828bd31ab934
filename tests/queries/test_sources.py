"""Which sources stand behind a tie or a number?"""

from collections.abc import Callable

import pytest

from graph.errors import QuestionError
from graph.model.change import View
from queries import sources

Country = Callable[..., View]

CLAIMS = [
    {
        "id": "o-1",
        "claim_id": "c-1",
        "publisher": "甲报",
        "title": "虚构新闻",
        "published_on": "2024-01",
        "address": "https://one.example/1",
        "basis": "declared",
        "confidence": 1.0,
    },
    {"id": "o-1", "claim_id": "c-2", "publisher": "乙报", "address": "https://two.example/1", "quote": "原文"},
    {"id": "s-1", "claim_id": "c-3", "publisher": "丙报", "address": "https://three.example/1"},
    {"id": "m-1", "claim_id": "c-4", "publisher": "丁报"},
]


def told(country: Country) -> View:
    return country(
        [{"id": "m-1", "name": "甲公司"}, {"id": "m-2", "name": "乙公司"}],
        claims=CLAIMS,
        OPERATES_IN=[{"subject": "m-1", "object": "ic/photoresist", "at": "zone", "edge_id": "o-1"}],
        SUPPLIES=[{"subject": "m-2", "object": "m-1", "edge_id": "s-1"}],
    )


def test_a_tie_by_its_id_shows_every_claim_and_counts_publishers(country: Country) -> None:
    answer = sources.ask(told(country), tie="o-1")
    assert [c.claim_id for c in answer.claims] == ["c-2", "c-1"]
    assert answer.n_publishers == 2


@pytest.mark.parametrize("asked", ["o-1;s-1", "o-1\uff1bs-1", "o-1 s-1"])
def test_a_number_is_several_ties_at_once(country: Country, asked: str) -> None:
    assert sources.ask(told(country), tie=asked).n == 3


def test_a_firm_in_a_segment_is_found_through_the_twin(country: Country) -> None:
    answer = sources.ask(told(country), firm="甲公司", segment="display/photoresist")
    assert answer.evidence == ("o-1",)
    assert answer.claims[0].says == "甲公司 从事 光刻胶"


def test_two_firms_are_found_whoever_supplies(country: Country) -> None:
    for one, other in (("甲公司", "乙公司"), ("乙公司", "甲公司")):
        answer = sources.ask(told(country), firm=one, other=other)
        assert [(c.claim_id, c.says) for c in answer.claims] == [("c-3", "乙公司 供货 甲公司")]


def test_a_firm_alone_shows_what_names_it(country: Country) -> None:
    assert [c.claim_id for c in sources.ask(told(country), firm="甲公司").claims] == ["c-4"]


def test_what_a_source_does_not_say_is_said(country: Country) -> None:
    answer = sources.ask(told(country), tie="o-1")
    assert answer.not_known == ("1条出处未注发布日期", "1条没有原文摘录,只有页面地址")


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"tie": "e-none"}, "台账中没有"),
        ({}, "没有写明要查什么"),
        ({"firm": "甲公司", "segment": "晶圆"}, "没有这样的关系"),
    ],
)
def test_what_cannot_be_found_says_the_way_out(country: Country, asked: dict[str, str], message: str) -> None:
    with pytest.raises(QuestionError, match=message):
        sources.ask(told(country), **asked)
