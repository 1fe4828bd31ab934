"""Which segments does everything pass through?"""

import csv
import os
from itertools import pairwise
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.methods.criticality import Link, chokes, condensed, cut_shares, dominated, merged, stopped
from queries.methods.feeds import Feed

DATA = Path(os.environ.get("CHAINSCOUT_TEST_DATA", Path(__file__).parents[4] / "shared" / "data"))

FLOWGRAPH = {
    "R": "ABC", "A": "D", "B": "ADE", "C": "FG", "D": "L", "E": "H", "F": "I", "G": "IJ", "H": "EK", "I": "K",
    "J": "I", "K": "I", "L": "H",
}  # fmt: skip
"""The example of Lengauer & Tarjan 1979 (doi:10.1145/357062.357071) without its arc K→R, which makes the root a circle."""


def links_of(edges: set[tuple[int, int]]) -> list[Link]:
    return [(str(a), str(b)) for a, b in edges if a != b]


RANDOM = st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=18).map(links_of)
ACYCLIC = st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=18).map(
    lambda edges: links_of({(min(e), max(e)) for e in edges})
)


def feed(upstream: str, downstream: str, *routes: str, essential: str = "yes") -> Feed:
    return Feed(upstream, downstream, downstream, essential, routes, f"{upstream}>{downstream}")


def test_the_dominator_tree_of_the_paper_is_found() -> None:
    found = dominated((b, a) for a, those in FLOWGRAPH.items() for b in those)
    assert {s: "".join(sorted(d)) for s, d in found.items() if d} == {
        "R": "ABCDEFGHIJKL",
        "C": "FGJ",
        "G": "J",
        "D": "L",
    }


def joined_pairs(links: list[Link], without: str | None = None) -> set[tuple[str, str]]:
    """Source–end pairs of the whole graph that a path joins, one segment taken out: by searching, not by dominators."""
    whole = nx.DiGraph(links)
    sources = [n for n in whole if not whole.in_degree(n)]
    ends = {n for n in whole if not whole.out_degree(n)}
    if without is not None:
        whole.remove_node(without)
    return {(s, e) for s in sources if s in whole for e in nx.descendants(whole, s) & ends}


@given(ACYCLIC)
def test_cut_share_is_what_taking_the_segment_out_parts(links: list[Link]) -> None:
    before = joined_pairs(links)
    for node, share in cut_shares(links).items():
        assert share == pytest.approx(1 - len(joined_pairs(links, node)) / len(before))


@given(RANDOM)
def test_a_segment_dominates_what_reaches_no_end_without_its_circle(links: list[Link]) -> None:
    """By taking the whole circle out and searching for the ends; a circle's own members hang together."""
    one = condensed(links)
    whole = nx.DiGraph(links)
    ends = {m for e in one.ends for m in one.members[e]}
    for node, found in dominated(links).items():
        left = whole.copy()
        left.remove_nodes_from(one.members[one.point[node]])
        cut = {n for n in left if n not in ends and not nx.descendants(left, n) & ends}
        assert found == cut


def test_a_chain_of_one_way_hangs_on_every_link() -> None:
    names = ["ore", "powder", "alloy", "tool"]
    found = dominated(pairwise(names))
    assert [len(found[n]) for n in names] == [0, 1, 2, 3]
    assert set(cut_shares(pairwise(names)).values()) == {1.0}


def test_a_circle_stands_or_falls_together() -> None:
    links = [("ore", "a"), ("a", "b"), ("b", "a"), ("b", "end")]
    assert dominated(links)["a"] == dominated(links)["b"] == {"ore"}
    assert dominated(links)["end"] == {"ore", "a", "b"}
    assert cut_shares(links)["a"] == 1.0


def test_nothing_feeds_nothing() -> None:
    assert dominated([]) == {}
    assert cut_shares([]) == {}
    assert chokes([]) == ()


CELL = [
    feed("iron", "lfp"), feed("li", "lfp"), feed("li", "ncm"), feed("ore", "li"),
    feed("lfp", "cell", "cathode:lfp"), feed("ncm", "cell", "cathode:ncm"), feed("cell", "pack"),
]  # fmt: skip


def test_two_alternative_routes_dominate_nothing() -> None:
    found = {c.segment: c.dominates for c in chokes(CELL)}
    assert found == {"cell": {"iron", "lfp", "ncm", "li", "ore"}, "li": {"ore"}}
    assert "lfp" not in found


def test_the_only_route_left_is_a_choke_again() -> None:
    assert {c.segment for c in chokes([f for f in CELL if f.upstream != "ncm"])} == {"cell", "lfp", "li"}


def test_a_route_without_a_colon_is_a_note_and_replaces_nothing() -> None:
    noted = [feed("iron", "lfp"), feed("lfp", "cell", "LFP"), feed("ncm", "cell", "NCM")]
    assert [c.segment for c in chokes(noted)] == ["lfp"]


def test_what_an_end_does_without_is_no_choke() -> None:
    optional = [feed("resin", "film"), feed("film", "cell", essential="no"), feed("foil", "cell")]
    assert chokes(optional) == ()
    assert [c.segment for c in chokes([feed("resin", "film"), feed("film", "cell", essential="unknown")])] == ["film"]


def test_an_end_is_no_choke_and_every_choke_stops_one() -> None:
    for choke in chokes(CELL):
        assert choke.stops == {"pack"}
        assert choke.segment != "pack"


def test_alternatives_stop_a_segment_only_together() -> None:
    assert stopped(CELL, ["ncm"]) == {"ncm"}
    assert stopped(CELL, ["ncm", "lfp"]) == {"ncm", "lfp", "cell", "pack"}
    assert stopped(CELL, []) == frozenset()


@given(RANDOM, st.integers(0, 7), st.integers(0, 7))
def test_to_lose_more_never_stops_less(links: list[Link], one: int, two: int) -> None:
    feeds = [feed(a, b) for a, b in links]
    assert stopped(feeds, [str(one)]) <= stopped(feeds, [str(one), str(two)])


def test_twins_are_one_segment() -> None:
    twins = {"ic/gas": ["ic/gas", "mat/gas"], "mat/gas": ["ic/gas", "mat/gas"]}
    found = merged([feed("mat/gas", "ic/wafer"), feed("mat/tank", "mat/gas"), feed("ic/gas", "mat/gas")], twins)
    assert [(f.upstream, f.downstream) for f in found] == [("ic/gas", "ic/wafer"), ("mat/tank", "ic/gas")]


def test_the_chip_chain_has_the_cut_shares_that_were_measured() -> None:
    path = DATA / "eto_chip_supply_chain" / "sequence.csv"
    if not path.exists():
        pytest.skip(f"{path} is not there: the chip chain may not ship; set CHAINSCOUT_TEST_DATA to a folder with it")
    rows = list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))
    links, names = [], {}
    for row in rows:
        names[row["input_id"]] = row["input_name"]
        for end in ("goes_into", "is_type_of"):
            if row[f"{end}_id"]:
                names[row[f"{end}_id"]] = row[f"{end}_name"]
                links.append((row["input_id"], row[f"{end}_id"]))
    shares = {names[s]: round(share, 2) for s, share in cut_shares(links).items()}
    assert (len(names), len(links)) == (79, 93)
    wanted = {
        "Testing": 0.87, "Assembly and packaging": 0.80, "Chemical mechanical planarization": 0.57,
        "Etch and clean": 0.38, "Photolithography": 0.33,
    }  # fmt: skip
    assert {name: shares[name] for name in wanted} == wanted
