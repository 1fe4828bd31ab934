"""Which firms are the anchors of a chain?"""

from collections.abc import Callable

from graph.model.change import View
from queries import anchors

Country = Callable[..., View]


def led(country: Country) -> View:
    return country(
        [{"id": "m-1", "name": "外地链主"}, {"id": "m-2", "name": "本地链主"}, {"id": "m-3", "name": "群链主"}],
        OPERATES_IN=[
            {"subject": "m-1", "object": "display/cell", "at": "340100"},
            {"subject": "m-2", "object": "display/cell", "at": "zone"},
        ],
        LEADS=[
            {"subject": "m-1", "object": "display", "edge_id": "l-1"},
            {"subject": "m-2", "object": "display", "edge_id": "l-2", "since": "2021"},
            {"subject": "m-3", "object": "flat", "edge_id": "l-3"},
        ],
    )


def test_anchors_of_a_chain_those_here_first(country: Country) -> None:
    answer = anchors.ask(led(country), chain="新型显示", place="甲市")
    assert [(a.name, a.locality, a.segments, a.since) for a in answer.anchors] == [
        ("本地链主", "inside", ("液晶面板",), "2021"),
        ("外地链主", "outside", ("液晶面板",), None),
    ]


def test_anchors_in_a_circle_are_said_and_counted(country: Country) -> None:
    wide, narrow = (anchors.ask(led(country), chain="新型显示", place="甲市", within_km=km) for km in (900, 100))
    assert [(a.name, a.locality, a.circle_locality) for a in wide.anchors] == [
        ("本地链主", "inside", "inside"), ("外地链主", "outside", "inside")
    ]  # fmt: skip
    assert (wide.circle, wide.n_in_circle, narrow.n_in_circle) == ("甲市周边900公里", 2, 1)
    assert anchors.ask(led(country), chain="新型显示", place="甲市").n_in_circle is None


def test_a_group_has_its_own_anchors_and_those_of_its_chains(country: Country) -> None:
    answer = anchors.ask(led(country), chain="平板显示", place="甲市")
    assert {a.name for a in answer.anchors} == {"本地链主", "外地链主", "群链主"}


def test_without_a_chain_every_chain_is_asked_and_those_without_are_named(country: Country) -> None:
    answer = anchors.ask(led(country), place="甲市")
    assert answer.n == 3
    assert "库中没有记录链主的产业链:集成电路,不等于没有链主" in answer.not_known
    assert any("等" in said for said in answer.not_known)
