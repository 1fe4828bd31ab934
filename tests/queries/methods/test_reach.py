"""The walk along FEEDS ends, and says how certain it is."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from graph.model.change import Row
from queries.methods.reach import WORSE, Fetch, walk

NODES = "abcdef"
feeds = st.lists(
    st.tuples(st.sampled_from(NODES), st.sampled_from(NODES), st.sampled_from(WORSE)),
    max_size=20,
    unique_by=lambda f: f[:2],
)


def fetcher(rows: Sequence[tuple[str, str, str]]) -> Fetch:
    def fetch(ids: Sequence[str]) -> list[Row]:
        return [{"near": a, "far": b, "essential": e, "edge_id": f"{a}{b}"} for a, b, e in rows if a in ids]

    return fetch


@given(feeds, st.integers(1, 8))
def test_each_feed_is_met_once_even_in_cycles(rows: list[tuple[str, str, str]], depth: int) -> None:
    steps = walk(["a"], depth, fetcher(rows), {})
    edges = [s.row["edge_id"] for s in steps]
    assert len(edges) == len(set(edges))
    assert all(1 <= s.depth <= depth for s in steps)


@given(feeds, st.integers(1, 7))
def test_a_deeper_walk_only_adds(rows: list[tuple[str, str, str]], depth: int) -> None:
    near = walk(["a"], depth, fetcher(rows), {})
    far = walk(["a"], depth + 1, fetcher(rows), {})
    assert far[: len(near)] == near


@given(feeds)
def test_order_of_rows_does_not_matter(rows: list[tuple[str, str, str]]) -> None:
    assert walk(["a"], 4, fetcher(rows), {}) == walk(["a"], 4, fetcher(rows[::-1]), {})


def test_a_path_is_as_certain_as_its_weakest_feed() -> None:
    rows = [("a", "b", "yes"), ("b", "c", "unknown"), ("c", "d", "yes")]
    assert [s.certain for s in walk(["a"], 3, fetcher(rows), {})] == ["yes", "unknown", "unknown"]


def test_a_twin_is_walked_from_as_the_segment_itself() -> None:
    rows = [("a", "b", "yes"), ("b2", "c", "yes")]
    steps = walk(["a"], 3, fetcher(rows), {"b": ("b", "b2"), "b2": ("b", "b2")})
    assert [(s.depth, s.row["far"]) for s in steps] == [(1, "b"), (2, "c")]
