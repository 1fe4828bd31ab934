"""How are two things connected at the shortest?"""

from collections.abc import Sequence

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from queries.methods.connect import Bond, Thing, Ways, connect

PAIRS = st.sets(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=20).map(
    lambda pairs: sorted((f"n{a}", f"n{b}") for a, b in pairs if a < b)
)


def thing(name: str) -> Thing:
    return Thing("Firm", name)


class Graph:
    """A small graph that counts what is opened."""

    def __init__(self, pairs: Sequence[tuple[str, str]]) -> None:
        self.graph = nx.Graph(pairs)
        self.graph.add_nodes_from(("n0", "n1"))
        self.opened: list[str] = []

    def open(self, things: Sequence[Thing]) -> list[Bond]:
        self.opened += [t.id for t in things]
        return [Bond(t, thing(o)) for t in things for o in self.graph[t.id]]

    def weigh(self, things: Sequence[Thing]) -> int:
        return sum(self.graph.degree[t.id] for t in things)

    def ways(self, a: str, b: str, steps: int = 9, ways: int = 999, ties: int = 999) -> Ways:
        return connect((thing(a), thing(b)), self.open, self.weigh, {"steps": steps, "ways": ways, "ties": ties})


@given(PAIRS)
def test_all_shortest_ways_are_those_of_a_plain_search(pairs: list[tuple[str, str]]) -> None:
    one = Graph(pairs)
    found = one.ways("n0", "n1")
    if not nx.has_path(one.graph, "n0", "n1"):
        assert (found.length, found.ways) == (None, ())
        return
    wanted = sorted(nx.all_shortest_paths(one.graph, "n0", "n1"))
    assert sorted([t.id for t in way] for way in found.ways) == wanted
    assert (found.length, found.n_ways) == (len(wanted[0]) - 1, len(wanted))


@given(PAIRS, st.integers(1, 5))
def test_no_way_longer_than_asked_is_given_and_none_as_short_is_missed(
    pairs: list[tuple[str, str]], steps: int
) -> None:
    one = Graph(pairs)
    longest = nx.shortest_path_length(one.graph, "n0", "n1") if nx.has_path(one.graph, "n0", "n1") else 99
    assert one.ways("n0", "n1", steps=steps).length == (longest if longest <= steps else None)


@given(PAIRS)
def test_the_other_way_round_is_the_same_way(pairs: list[tuple[str, str]]) -> None:
    there, back = Graph(pairs).ways("n0", "n1"), Graph(pairs).ways("n1", "n0")
    assert sorted(there.ways) == sorted(tuple(reversed(w)) for w in back.ways)


def test_a_hub_is_met_from_its_other_side_and_not_opened() -> None:
    hub = [("hub", f"x{i}") for i in range(500)]
    one = Graph([("n0", "hub"), ("hub", "n1"), *hub])
    assert one.ways("n0", "n1").length == 2
    assert "hub" not in one.opened


def test_more_ways_than_asked_are_counted_and_not_given() -> None:
    one = Graph([(e, f"m{i}") for i in range(30) for e in ("n0", "n1")])
    found = one.ways("n0", "n1", ways=5)
    assert (found.length, found.n_ways, len(found.ways)) == (2, 30, 5)


def test_what_is_too_heavy_is_not_opened_and_that_is_said() -> None:
    one = Graph([("n0", f"x{i}") for i in range(50)] + [("n1", f"y{i}") for i in range(50)])
    found = one.ways("n0", "n1", ties=10)
    assert (found.length, found.is_cut, found.looked, one.opened) == (None, True, 0, [])


def test_what_a_side_would_read_is_asked_once_a_level() -> None:
    """A hub is counted in as long as it takes to read it."""
    one = Graph([("n0", "a"), ("a", "b"), ("b", "c"), ("c", "n1"), *((f"x{i}", "n1") for i in range(50))])
    weighed: list[list[str]] = []

    def weigh(things: Sequence[Thing]) -> int:
        weighed.append([t.id for t in things])
        return one.weigh(things)

    found = connect((thing("n0"), thing("n1")), one.open, weigh, {"steps": 4, "ways": 9, "ties": 999})
    assert found.length == 4
    assert weighed.count(["n1"]) == 1
    assert one.opened.count("n1") == 0
