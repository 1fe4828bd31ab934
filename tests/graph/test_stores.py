"""What every engine promises, each promise under its own sentence."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from graph.errors import StoreError
from graph.model.change import Change, Row, Stamp, Store

STAMP = Stamp(as_of="2025-01-01", known_on="2025-01-01", ledger=1, vocabulary="1")

NODES = {
    "Place": pl.DataFrame(
        {
            "id": ["CN", "350200", "xm-torch"],
            "name": ["中国", "厦门市", "厦门火炬高新区"],
            "place_type": ["country", "city", "zone"],
            "longitude": [None, 118.1, 118.2],
        }
    ),
    "Segment": pl.DataFrame({"id": ["d/glass", "d/panel", "d/set"], "name": ["玻璃", "面板", "整机"]}),
    "Firm": pl.DataFrame(
        {
            "id": ["m-1", "m-2", "m-3"],
            "name": ["虚构甲公司", "虚构乙公司", None],
            "names": [["虚构甲公司", "甲"], ["虚构乙公司"], None],
            "n_sources": [2, 1, 1],
        },
    ),
    "Project": pl.DataFrame(
        {"id": ["p-1"], "planned_investment_100m_cny": [Decimal("12.5")], "name": ["虚构项目"]},
        schema_overrides={"planned_investment_100m_cny": pl.Decimal(18, 4)},
    ),
}
EDGES = {
    "WITHIN": pl.DataFrame(
        {"edge_id": ["e-w1", "e-w2"], "subject": ["350200", "xm-torch"], "object": ["CN", "350200"]}
    ),
    "FEEDS": pl.DataFrame(
        {"edge_id": ["e-f1", "e-f2"], "subject": ["d/glass", "d/panel"], "object": ["d/panel", "d/set"]}
    ),
    "OPERATES_IN": pl.DataFrame(
        {
            "edge_id": ["e-o1", "e-o2", "e-o3", "e-o4"],
            "subject": ["m-1", "m-1", "m-2", "m-3"],
            "object": ["d/panel", "d/panel", "d/panel", "d/glass"],
            "at": ["350200", "xm-torch", None, "350200"],
            "stage": ["operating", "building", "operating", "operating"],
            "products": [["面板", "模组"], None, None, None],
        }
    ),
    "LOCATED_IN": pl.DataFrame(
        {"edge_id": ["e-l1", "e-l2"], "subject": ["m-1", "p-1"], "object": ["350200", "xm-torch"]}
    ),
}


NODES_COUNTED = "MATCH (n) WHERE n.id IS NOT NULL RETURN count(n) AS n"
"""Nodes are what has an id: an engine may keep its stamp in a node that has none."""


@pytest.fixture
def filled(store: Store) -> Store:
    store.apply(Change(upsert_nodes=NODES, upsert_edges=EDGES, rebuild=True), STAMP)
    return store


def sole(store: Store, cypher: str, **params: Any) -> Any:
    (row,) = store.rows(cypher, params)
    (value,) = row.values()
    return value


def edge(kind: str, **columns: Any) -> dict[str, pl.DataFrame]:
    return {kind: pl.DataFrame({name: [value] for name, value in columns.items()})}


# what is written


def test_nothing_published_has_no_stamp_and_says_how_to_build(store: Store) -> None:
    assert store.stamp() is None
    with pytest.raises(StoreError, match="run `chainscout build`"):
        store.rows("MATCH (n) RETURN n")


def test_a_change_is_published_with_its_stamp(filled: Store) -> None:
    assert filled.stamp() == STAMP


def test_every_row_becomes_a_node_or_an_edge(filled: Store) -> None:
    assert sole(filled, NODES_COUNTED) == 10
    assert sole(filled, "MATCH ()-[t]->() RETURN count(t) AS n") == 10


def test_a_null_is_an_absent_property(filled: Store) -> None:
    assert filled.rows("MATCH (f:Firm {id: 'm-3'}) RETURN keys(f) AS k, f.name IS NULL AS none")[0]["none"] is True
    assert set(sole(filled, "MATCH (f:Firm {id: 'm-3'}) RETURN keys(f) AS k")) == {"id", "n_sources"}
    assert set(sole(filled, "MATCH ()-[o:OPERATES_IN {edge_id: 'e-o3'}]->() RETURN keys(o) AS k")) == {
        "edge_id",
        "stage",
    }


def test_lists_stay_lists_and_decimals_become_floats(filled: Store) -> None:
    assert sole(filled, "MATCH (f:Firm {id: 'm-1'}) RETURN f.names AS n") == ["虚构甲公司", "甲"]
    assert sole(filled, "MATCH ()-[o:OPERATES_IN {edge_id: 'e-o1'}]->() RETURN o.products AS p") == ["面板", "模组"]
    assert sole(filled, "MATCH (p:Project) RETURN p.planned_investment_100m_cny AS a") == 12.5


def test_two_ties_of_one_pair_stay_two(filled: Store) -> None:
    found = filled.rows("MATCH (:Firm {id: 'm-1'})-[o:OPERATES_IN]->(s) RETURN o.at AS at ORDER BY at")
    assert [r["at"] for r in found] == ["350200", "xm-torch"]


def test_an_edge_to_a_missing_node_is_refused(filled: Store) -> None:
    loose = edge("OPERATES_IN", edge_id="e-x", subject="m-1", object="d/nowhere")
    with pytest.raises(StoreError, match="OPERATES_IN m-1 → d/nowhere lacks an end"):
        filled.apply(Change(upsert_edges=loose), STAMP)
    with pytest.raises(StoreError, match="lacks an end"):
        filled.apply(Change(upsert_nodes=NODES, upsert_edges={**EDGES, **loose}, rebuild=True), STAMP)


def test_an_id_under_two_kinds_is_refused(store: Store) -> None:
    twice = {"Chain": pl.DataFrame({"id": ["x"]}), "Place": pl.DataFrame({"id": ["x"]})}
    with pytest.raises(StoreError, match="x stands for 2 nodes"):
        store.apply(Change(upsert_nodes=twice, rebuild=True), STAMP)


def test_a_node_with_ties_is_not_deleted(filled: Store) -> None:
    with pytest.raises(StoreError):
        filled.apply(Change(delete_nodes={"Firm": pl.DataFrame({"id": ["m-1"]})}), STAMP)


def test_a_refused_change_leaves_what_was_published(filled: Store) -> None:
    bad = Change(
        upsert_nodes={"Firm": pl.DataFrame({"id": ["m-9"]})},
        upsert_edges=edge("LEADS", edge_id="e-x", subject="m-9", object="nowhere"),
    )
    with pytest.raises(StoreError):
        filled.apply(bad, replace(STAMP, ledger=2))
    assert filled.stamp() == STAMP
    assert sole(filled, "MATCH (f:Firm) RETURN count(f) AS n") == 3


def test_upserting_replaces_the_whole_row(filled: Store) -> None:
    filled.apply(Change(upsert_nodes={"Firm": pl.DataFrame({"id": ["m-1"], "short_name": ["甲"]})}), STAMP)
    assert set(sole(filled, "MATCH (f:Firm {id: 'm-1'}) RETURN keys(f) AS k")) == {"id", "short_name"}
    filled.apply(Change(upsert_edges=edge("FEEDS", edge_id="e-f1", subject="d/glass", object="d/panel")), STAMP)
    changed = edge("FEEDS", edge_id="e-f1", subject="d/glass", object="d/panel", essential="yes")
    filled.apply(Change(upsert_edges=changed), STAMP)
    assert filled.rows("MATCH (:Segment {id: 'd/glass'})-[f:FEEDS]->() RETURN f.essential AS e") == [{"e": "yes"}]


def test_an_upserted_node_keeps_its_ties(filled: Store) -> None:
    filled.apply(Change(upsert_nodes={"Firm": pl.DataFrame({"id": ["m-1"], "name": ["虚构新名公司"]})}), STAMP)
    assert sole(filled, "MATCH (:Firm {id: 'm-1'})-[o:OPERATES_IN]->() RETURN count(o) AS n") == 2


def test_deleting_an_edge_takes_that_edge_alone(filled: Store) -> None:
    filled.apply(Change(delete_edges=edge("OPERATES_IN", edge_id="e-o1", subject="m-1")), STAMP)
    assert filled.rows("MATCH (:Firm {id: 'm-1'})-[o:OPERATES_IN]->() RETURN o.edge_id AS e") == [{"e": "e-o2"}]


def test_a_node_goes_with_its_last_edge_in_one_change(filled: Store) -> None:
    change = Change(
        delete_edges=edge("OPERATES_IN", edge_id="e-o4", subject="m-3"),
        delete_nodes={"Firm": pl.DataFrame({"id": ["m-3"]})},
    )
    filled.apply(change, STAMP)
    assert sole(filled, "MATCH (f:Firm) RETURN count(f) AS n") == 2


def test_an_empty_change_publishes_a_new_stamp(filled: Store) -> None:
    later = replace(STAMP, as_of="2026-01-01")
    filled.apply(Change(), later)
    assert filled.stamp() == later
    assert sole(filled, NODES_COUNTED) == 10


def test_a_rebuild_forgets_what_was_there(filled: Store) -> None:
    filled.apply(Change(upsert_nodes={"Firm": NODES["Firm"].head(1)}, rebuild=True), STAMP)
    assert sole(filled, NODES_COUNTED) == 1


def test_a_reader_sees_a_publication_at_its_next_call(filled: Store) -> None:
    assert sole(filled, "MATCH (f:Firm {id: 'm-1'}) RETURN f.name AS n") == "虚构甲公司"
    filled.apply(Change(upsert_nodes={"Firm": pl.DataFrame({"id": ["m-1"], "name": ["虚构新名公司"]})}), STAMP)
    assert sole(filled, "MATCH (f:Firm {id: 'm-1'}) RETURN f.name AS n") == "虚构新名公司"


def test_reading_cannot_write(filled: Store) -> None:
    with pytest.raises(StoreError):
        filled.rows("CREATE (:Firm {id: 'm-x'})")


def test_a_query_that_is_no_cypher_says_so(filled: Store) -> None:
    with pytest.raises(StoreError, match="check the query"):
        filled.rows("MTCH (n) RETURN n")


# house Cypher: what questions may use, equal on every engine

HOUSE: list[tuple[str, dict[str, Any], list[Row]]] = [
    ("MATCH (f:Firm {id: $id}) RETURN f.name AS n", {"id": "m-2"}, [{"n": "虚构乙公司"}]),
    ("UNWIND $ids AS i MATCH (f:Firm {id: i}) RETURN f.id AS i ORDER BY i", {"ids": ["m-2", "m-1", "no"]},
     [{"i": "m-1"}, {"i": "m-2"}]),
    ("MATCH (f:Firm) WHERE f.id IN $ids RETURN count(f) AS n", {"ids": ["m-2", "m-1"]}, [{"n": 2}]),
    ("MATCH (s:Segment {id: 'd/set'}) OPTIONAL MATCH (s)<-[o:OPERATES_IN]-(f) RETURN f.id AS f", {}, [{"f": None}]),
    ("MATCH (s:Segment) OPTIONAL MATCH (s)<-[:OPERATES_IN]-(f) WITH s, count(DISTINCT f) AS n "
     "RETURN s.id AS s, n ORDER BY n DESC, s LIMIT 2", {}, [{"s": "d/panel", "n": 2}, {"s": "d/glass", "n": 1}]),
    ("MATCH (s:Segment {id: 'd/panel'})<-[o:OPERATES_IN]-(f:Firm) WITH f, collect(o.edge_id) AS es "
     "RETURN f.id AS f, size(es) AS n ORDER BY f", {}, [{"f": "m-1", "n": 2}, {"f": "m-2", "n": 1}]),
    ("MATCH (p:Place {id: 'CN'})<-[:WITHIN*0..5]-(q:Place) RETURN q.id AS q ORDER BY q", {},
     [{"q": "350200"}, {"q": "CN"}, {"q": "xm-torch"}]),
    ("MATCH (a:Segment {id: 'd/glass'})-[:FEEDS*1..4]->(b) RETURN b.id AS b ORDER BY b", {},
     [{"b": "d/panel"}, {"b": "d/set"}]),
    ("MATCH p = shortestPath((a:Segment {id: 'd/glass'})-[:FEEDS*1..4]->(b:Segment {id: 'd/set'})) "
     "RETURN length(p) AS n", {}, [{"n": 2}]),
    ("MATCH (f:Firm) WHERE EXISTS { MATCH (f)-[:LOCATED_IN]->(:Place {id: '350200'}) } RETURN f.id AS f", {},
     [{"f": "m-1"}]),
    ("MATCH (f:Firm) WHERE NOT EXISTS { MATCH (f)-[:LOCATED_IN]->(:Place) } RETURN f.id AS f ORDER BY f", {},
     [{"f": "m-2"}, {"f": "m-3"}]),
    ("MATCH (f:Firm {id: 'm-1'}) RETURN [n IN f.names WHERE n <> '甲'] AS n", {}, [{"n": ["虚构甲公司"]}]),
    ("MATCH (f:Firm {id: 'm-3'}) RETURN coalesce(f.name, f.id) AS n", {}, [{"n": "m-3"}]),
    ("MATCH (f:Firm {id: 'none'}) RETURN coalesce(sum(f.n_sources), 0) AS n", {}, [{"n": 0}]),
    ("MATCH (f:Firm) RETURN sum(f.n_sources) AS n, max(f.n_sources) AS m", {}, [{"n": 4, "m": 2}]),
    ("MATCH (n) WHERE n:Chain OR n:Segment RETURN count(n) AS n", {}, [{"n": 3}]),
    ("MATCH (f:Firm) WHERE f.name CONTAINS $w RETURN f.id AS f", {"w": "乙"}, [{"f": "m-2"}]),
    ("MATCH (f:Firm) WHERE $w IN f.names RETURN f.id AS f", {"w": "甲"}, [{"f": "m-1"}]),
    ("MATCH (f:Firm)-[o:OPERATES_IN]->(s:Segment) WHERE o.at IS NULL RETURN f.id AS f, type(o) AS t", {},
     [{"f": "m-2", "t": "OPERATES_IN"}]),
    ("MATCH (n {id: 'p-1'}) RETURN labels(n) AS l", {}, [{"l": ["Project"]}]),
    ("MATCH (f:Firm) RETURN f.id AS i ORDER BY f.n_sources DESC, f.id SKIP 1 LIMIT 1", {}, [{"i": "m-2"}]),
    ("MATCH (f:Firm) RETURN CASE WHEN f.n_sources > 1 THEN 'A' ELSE 'B' END AS g, count(f) AS n ORDER BY g", {},
     [{"g": "A", "n": 1}, {"g": "B", "n": 2}]),
]  # fmt: skip


@pytest.mark.parametrize(("cypher", "params", "expected"), HOUSE, ids=[c[:60] for c, _, _ in HOUSE])
def test_house_cypher_reads_alike(filled: Store, cypher: str, params: dict[str, Any], expected: list[Row]) -> None:
    assert filled.rows(cypher, params) == expected
