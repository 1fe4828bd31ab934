"""The projection: what it derives, and that an incremental build equals a rebuild."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.model.change import Stamp, View
from graph.projection import Built, compare, derive, publish
from graph.projection.frames import Made, Stored, evidence_of, made_of, redirected
from graph.standing import Standing
from graph.stores.grafeo import GrafeoStore
from graph.view import dump

STAMP = Stamp(as_of="2025-01-01", known_on="2025-01-01", ledger=1, vocabulary="1")

NODE = {"id": pl.String, "name": pl.String, "n_sources": pl.Int64}
SHAPES: dict[str, dict[str, Any]] = {
    "Firm": {**NODE, "names": pl.List(pl.String)},
    "Segment": {**NODE, "filled_by": pl.String},
    "Place": {**NODE, "place_type": pl.String},
}
EDGE = {"edge_id": pl.String, "subject": pl.String, "object": pl.String, "basis": pl.String, "since": pl.String}
TIES: dict[str, dict[str, Any]] = {
    "OPERATES_IN": {**EDGE, "at": pl.String, "activity": pl.String, "stage": pl.String},
    "SUPPLIES": {**EDGE, "share_pct": pl.Decimal(18, 4)},
    "SUBSIDIARY_OF": EDGE,
    "LOCATED_IN": EDGE,
}


def frames(shapes: Mapping[str, Any], rows: Mapping[str, list[dict[str, Any]]]) -> dict[str, pl.DataFrame]:
    return {k: pl.DataFrame(found, schema=shapes[k]) for k, found in rows.items() if found}


def small(nodes: Mapping[str, list[dict[str, Any]]], edges: Mapping[str, list[dict[str, Any]]]) -> Standing:
    ties = {k: [{"edge_id": f"e-{k}{i}", **r} for i, r in enumerate(rows)] for k, rows in edges.items()}
    return Standing(frames(SHAPES, nodes), frames(TIES, ties))


# what it derives


MADE = {"activity": "produce", "stage": "operating", "basis": "declared"}
PLACES = [
    {"id": "CN", "place_type": "country"},
    {"id": "JP", "place_type": "country"},
    {"id": "350000", "place_type": "province"},
    {"id": "310000", "place_type": "province"},
    {"id": "350200", "place_type": "city"},
]
SEGMENT = {"id": "d/panel", "name": "面板", "filled_by": "produce"}


def counts(ties: list[dict[str, Any]], related: list[dict[str, Any]] | None = None) -> tuple[int, int, int]:
    firms = sorted({t["subject"] for t in ties} | {i for r in related or [] for i in (r["subject"], r["object"])})
    stands = small(
        {"Firm": [{"id": f} for f in firms], "Segment": [SEGMENT], "Place": PLACES},
        {"OPERATES_IN": [{"object": "d/panel", **MADE, **t} for t in ties], "SUBSIDIARY_OF": related or []},
    )
    (row,) = derive(stands.nodes, stands.edges)[0]["Segment"].to_dicts()
    return row["n_firms"], row["n_makers"], row["n_makers_placed"]


def test_only_what_fills_the_segment_operating_and_observed_or_declared_makes() -> None:
    assert counts([{"subject": "a"}, {"subject": "b", "basis": "observed"}]) == (2, 2, 0)
    assert counts([{"subject": "a", "activity": "buy"}, {"subject": "b", "stage": "planned"}]) == (2, 0, 0)
    assert counts([{"subject": "a", "basis": "potential"}, {"subject": "b", "basis": "synthetic"}]) == (2, 0, 0)
    assert counts([{"subject": "a", "activity": None}, {"subject": "b", "stage": None}]) == (2, 0, 0)


def test_a_firm_with_two_plants_makes_once() -> None:
    assert counts([{"subject": "a", "at": "350200"}, {"subject": "a", "at": "JP"}]) == (1, 1, 1)


@pytest.mark.parametrize(
    ("at", "placed"), [("350200", 1), ("310000", 1), ("JP", 1), ("350000", 0), ("CN", 0), (None, 0), ("nowhere", 0)]
)
def test_a_maker_is_placed_by_a_city_or_abroad(at: str | None, placed: int) -> None:
    assert counts([{"subject": "a", "at": at}]) == (1, 1, placed)


def test_related_firms_make_once_however_they_are_joined() -> None:
    ties = [{"subject": f} for f in "abcdef"]
    chained = [{"subject": s, "object": o} for s, o in ("ab", "bc", "dc", "de")]
    assert counts(ties, chained) == (6, 2, 0)
    ring = [{"subject": s, "object": o} for s, o in ("ab", "bc", "ca")]
    assert counts(ties, ring) == (6, 4, 0)


def test_related_through_a_firm_that_makes_nothing_counts_once() -> None:
    assert counts([{"subject": "a"}, {"subject": "b"}], [{"subject": s, "object": "z"} for s in "ab"]) == (2, 1, 0)


def test_a_firm_that_produces_and_sells_is_one_firm_and_one_maker() -> None:
    twice = [{"subject": "a", "activity": "produce"}, {"subject": "a", "activity": "sell", "edge_id": "e-sell"}]
    assert counts([*twice, {"subject": "b"}]) == (2, 2, 0)


def test_related_firms_bear_the_smallest_id_of_them_all_as_their_group() -> None:
    firms = [{"id": i} for i in "dcbaz"]
    chained = [{"subject": s, "object": o} for s, o in ("db", "cb", "ca")]
    stands = small({"Firm": firms}, {"SUBSIDIARY_OF": chained})
    nodes, _, _ = derive(stands.nodes, stands.edges)
    assert dict(nodes["Firm"].select("id", "group").rows()) == {"a": "a", "b": "a", "c": "a", "d": "a", "z": None}


def test_where_firms_operate_they_are_located_unless_a_source_says_so() -> None:
    stands = small(
        {"Firm": [{"id": "a"}, {"id": "b"}], "Segment": [SEGMENT], "Place": PLACES},
        {
            "OPERATES_IN": [
                {"subject": "a", "object": "d/panel", "at": "350200"},
                {"subject": "a", "object": "d/panel", "at": "JP"},
                {"subject": "b", "object": "d/panel", "at": "nowhere"},
            ],
            "LOCATED_IN": [{"subject": "a", "object": "350200", "basis": "declared"}],
        },
    )
    _, edges, unknown = derive(stands.nodes, stands.edges)
    found = edges["LOCATED_IN"].select("subject", "object", "derived").rows()
    assert found == [("a", "350200", None), ("a", "JP", True)]
    assert unknown == 1


# what differs


def test_comparing_with_nothing_is_a_rebuild() -> None:
    assert compare(({}, {}), (small({"Firm": [{"id": "a"}]}, {}).nodes, {})).rebuild


def many(n: int, **changed: str | None) -> dict[str, pl.DataFrame]:
    ids = [f"f{i}" for i in range(n)]
    return small({"Firm": [{"id": i, "name": changed.get(i, "名"), "names": ["名"]} for i in ids]}, {}).nodes


def test_a_change_holds_only_what_differs() -> None:
    change = compare((many(20), {}), (many(19, f3="新", f4=None), {}))
    assert change.upsert_nodes["Firm"]["id"].to_list() == ["f3", "f4"]
    assert change.delete_nodes["Firm"]["id"].to_list() == ["f19"]
    assert change.size == 3
    assert not change.rebuild


def test_nothing_differs_from_itself_in_any_order() -> None:
    shuffled = {k: f.sample(fraction=1, shuffle=True, seed=1) for k, f in many(20).items()}
    assert compare((many(20), {}), (shuffled, {})).size == 0


def test_a_new_column_without_values_is_no_difference() -> None:
    wider = {k: f.with_columns(extra=pl.lit(None, pl.String)) for k, f in many(20).items()}
    assert compare((many(20), {}), (wider, {})).size == 0
    assert compare((wider, {}), (many(20), {})).size == 0


def test_a_lost_column_is_a_difference_where_it_had_a_value() -> None:
    wider = {k: f.with_columns(extra=pl.when(pl.col("id") == "f5").then(1)) for k, f in many(20).items()}
    assert compare((wider, {}), (many(20), {})).upsert_nodes["Firm"]["id"].to_list() == ["f5"]


def test_a_large_change_is_a_rebuild() -> None:
    assert compare((many(20), {}), (many(40), {})).rebuild


def test_an_id_that_changes_its_kind_is_a_rebuild() -> None:
    old = many(20) | small({"Segment": [{"id": "x"}]}, {}).nodes
    new = many(20) | small({"Place": [{"id": "x"}]}, {}).nodes
    assert compare((old, {}), (new, {})).rebuild


# incremental = rebuilt


FIRMS, SEGMENTS, TOWNS = [f"m-{i}" for i in range(5)], ["d/a", "d/b"], ["350200", "JP", "CN"]
some = st.sampled_from
names = st.none() | some(["甲", "乙", "丙"])
Kinds = st.SearchStrategy[dict[str, dict[Any, dict[str, Any]]]]
node_rows: Kinds = st.fixed_dictionaries(
    {
        "Firm": st.dictionaries(some(FIRMS), st.fixed_dictionaries({"name": names, "names": st.none() | st.lists(some("甲乙"))})),
        "Segment": st.dictionaries(some(SEGMENTS), st.fixed_dictionaries({"filled_by": some(["produce", "serve"])})),
        "Place": st.dictionaries(some(TOWNS), st.fixed_dictionaries({"place_type": some(["city", "country"])})),
    }
)  # fmt: skip
tie = {"basis": some(["declared", "observed"]), "since": st.none() | some(["2020", "2021"])}
tie_rows: Kinds = st.fixed_dictionaries(
    {
        "OPERATES_IN": st.dictionaries(
            st.tuples(some(FIRMS), some(SEGMENTS), st.none() | some(TOWNS)),
            st.fixed_dictionaries({**tie, "activity": some(["produce", "buy"]), "stage": some(["operating", "signed"])}),
        ),
        "SUPPLIES": st.dictionaries(
            st.tuples(some(FIRMS), some(FIRMS), st.none()),
            st.fixed_dictionaries({**tie, "share_pct": st.none() | st.decimals(0, 100, places=2)}),
        ),
        "SUBSIDIARY_OF": st.dictionaries(st.tuples(some(FIRMS), some(FIRMS), st.none()), st.fixed_dictionaries(tie)),
        "LOCATED_IN": st.dictionaries(st.tuples(some(FIRMS), some(TOWNS), st.none()), st.fixed_dictionaries(tie)),
    }
)  # fmt: skip


@st.composite
def standings(draw: st.DrawFn) -> Standing:
    """A random standing: its ties have both ends."""
    nodes = draw(node_rows)
    there = {i for rows in nodes.values() for i in rows}
    edges: dict[str, list[dict[str, Any]]] = {}
    for kind, rows in draw(tie_rows).items():
        for (subject, object_, at), values in rows.items():
            if subject in there and object_ in there and subject != object_:
                edge_id = f"e-{kind}|{subject}|{object_}|{at}"
                extra = {"at": at} if kind == "OPERATES_IN" else {}
                row = {"edge_id": edge_id, "subject": subject, "object": object_, **values, **extra}
                edges.setdefault(kind, []).append(row)
    return small({k: [{"id": i, **v} for i, v in rows.items()] for k, rows in nodes.items()}, edges)


def copied(stands: Standing) -> Standing:
    return replace(stands, nodes=dict(stands.nodes), edges=dict(stands.edges))


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(standings(), min_size=2, max_size=4))
def test_an_incremental_build_equals_a_rebuild(sequence: list[Standing]) -> None:
    with TemporaryDirectory() as place, pytest.MonkeyPatch.context() as patch:
        patch.setattr("graph.projection.difference.SMALL_SHARE", 1e9)
        step, anew = GrafeoStore(Path(place) / "step"), GrafeoStore(Path(place) / "anew")
        for stands in sequence:
            built = publish(copied(stands), STAMP, step)
        rebuilt = publish(copied(sequence[-1]), STAMP, anew, anew=True)
        assert list(dump(step)) == list(dump(anew))
        assert (built.nodes, built.edges) == (rebuilt.nodes, rebuilt.edges)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sequence=st.lists(standings(), min_size=2, max_size=3))
def test_an_incremental_build_on_a_server_equals_a_rebuild_in_the_embedded_store(
    neo4j_lent: Any, sequence: list[Standing]
) -> None:
    with TemporaryDirectory() as place, pytest.MonkeyPatch.context() as patch:
        patch.setattr("graph.projection.difference.SMALL_SHARE", 1e9)
        step, anew = neo4j_lent.emptied(), GrafeoStore(Path(place) / "anew")
        for stands in sequence:
            publish(copied(stands), STAMP, step)
        publish(copied(sequence[-1]), STAMP, anew, anew=True)
        assert list(dump(step)) == list(dump(anew))


# what it publishes


@pytest.fixture
def stands() -> Standing:
    made = small(
        {"Firm": [{"id": f"f{i}", "name": "虚构"} for i in range(9)], "Segment": [SEGMENT], "Place": PLACES},
        {"OPERATES_IN": [{"subject": "f1", "object": "d/panel", "at": "350200", **MADE}]},
    )
    evidence = pl.DataFrame({"tie": ["f1", "e-OPERATES_IN0", "f1"], "claim_id": ["c2", "c1", "c0"]})
    redirects = pl.DataFrame({"id": ["old"], "canonical_id": ["f1"]})
    return replace(made, evidence=evidence, redirects=redirects, counts={"self_ties": 3})


def published(stands: Standing, store: GrafeoStore, **stamp: Any) -> Built:
    return publish(copied(stands), replace(STAMP, **stamp), store)


def test_a_build_says_what_it_published(stands: Standing, tmp_path: Path) -> None:
    built = published(stands, GrafeoStore(tmp_path))
    assert built.nodes == {"Firm": 9, "Place": 5, "Segment": 1}
    assert built.edges == {"LOCATED_IN": 1, "OPERATES_IN": 1}
    assert (built.rebuilt, built.touched, built.counts) == (True, 17, {"self_ties": 3, "places_unknown": 0})


def test_building_again_writes_nothing(stands: Standing, tmp_path: Path) -> None:
    store = GrafeoStore(tmp_path)
    published(stands, store)
    built = published(stands, store, ledger=2)
    assert (built.rebuilt, built.touched) == (False, 0)
    now = store.stamp()
    assert now
    assert now.ledger == 2


def test_another_vocabulary_is_a_rebuild(stands: Standing, tmp_path: Path) -> None:
    store = GrafeoStore(tmp_path)
    published(stands, store)
    assert published(stands, store, vocabulary="2").rebuilt


def test_a_graph_whose_files_are_gone_is_built_anew(stands: Standing, tmp_path: Path) -> None:
    store = GrafeoStore(tmp_path)
    published(stands, store)
    (tmp_path / "1.grafeo").unlink()
    assert published(stands, store).rebuilt
    assert len(store.rows("MATCH (f:Firm) RETURN f.id AS f")) == 9


def test_evidence_redirects_and_counts_go_with_the_graph(stands: Standing, tmp_path: Path) -> None:
    store = GrafeoStore(tmp_path)
    published(stands, store)
    now = store.published()
    assert now
    assert evidence_of(now.frames, ["f1", "none"]).rows() == [("f1", "c0"), ("f1", "c2")]
    assert evidence_of(now.frames, []).is_empty()
    assert redirected(now.frames, ["old", "f1"]) == {"old": "f1"}
    assert made_of(now.frames) == Made(None, {"places_unknown": 0, "self_ties": 3})
    assert Stored(now.frames, "node").heights() == {"Firm": 9, "Place": 5, "Segment": 1}


def test_whole_twins_have_the_makers_of_both(view_of: Callable[..., View]) -> None:
    view = view_of(
        nodes={
            "Segment": [{"id": s, "name": s, "filled_by": "produce"} for s in ("a/x", "b/x", "b/y")],
            "Firm": [{"id": f"m-{n}", "name": f"虚构{n}"} for n in "甲乙丙"],
        },
        edges={
            "SAME_AS": [
                {"subject": "a/x", "object": "b/x", "extent": "whole"},
                {"subject": "a/x", "object": "b/y", "extent": "part"},
            ],
            "OPERATES_IN": [
                {"subject": "m-甲", "object": "a/x"},
                {"subject": "m-甲", "object": "b/x"},
                {"subject": "m-乙", "object": "b/x"},
                {"subject": "m-丙", "object": "b/y"},
            ],
        },
    )
    rows = view.rows("MATCH (s:Segment) RETURN s.id AS id, s.n_makers AS n ORDER BY id")
    assert [(r["id"], r["n"]) for r in rows] == [("a/x", 2), ("b/x", 2), ("b/y", 1)]
