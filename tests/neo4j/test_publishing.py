"""One published projection on a server: whole or told, by one writer, and never in the place of somebody else's data."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from graph import schema
from graph.errors import BusyError, StoreError
from graph.model.change import Change, Stamp
from graph.stores import Server
from graph.stores.neo4j import Neo4jReader, Neo4jStore
from graph.view import dump

STAMP = Stamp(as_of="2025-01-01", known_on="2025-01-01", ledger=1, vocabulary=schema.VERSION)
COUNT = "MATCH (f:Firm) RETURN count(f) AS n"


At = Callable[[str, Callable[[], None]], None]


def count(store: Neo4jStore | Neo4jReader) -> int:
    return int(store.rows(COUNT)[0]["n"])


@pytest.fixture
def another(neo4j_server: Server, tmp_path: Path) -> Iterator[Neo4jStore]:
    """The same database from another home."""
    store = Neo4jStore(neo4j_server, tmp_path / "another")
    yield store
    store.close()


# whole, or told


def test_a_rebuild_in_batches_tells_readers_since_when_and_how_far_it_is(
    few: Any, empty: Neo4jStore, another: Neo4jStore, in_batches: None, at: At
) -> None:
    empty.apply(few.anew(3), STAMP)
    told = []

    def read() -> None:
        with pytest.raises(StoreError) as caught:
            another.rows(COUNT)
        told.append(str(caught.value))
        assert another.stamp() is None

    at("neo4j.nodes", read)
    empty.apply(few.anew(8), replace(STAMP, ledger=2))
    assert len(told) == 1
    assert f"{empty.address}: the graph there is being written anew since 20" in told[0]
    assert "(8 rows so far)" in told[0]
    assert "run `chainscout build`" in told[0]
    assert count(another) == 8
    assert another.stamp() == replace(STAMP, ledger=2)


def test_a_small_rebuild_is_one_transaction_and_readers_see_the_old_graph_until_it_ends(
    few: Any, empty: Neo4jStore, another: Neo4jStore, at: At
) -> None:
    empty.apply(few.anew(3), STAMP)
    seen: list[int] = []
    at("neo4j.framed", lambda: seen.append(count(another)))
    empty.apply(few.anew(8), STAMP)
    assert [*seen, count(another)] == [3, 8]


def test_a_large_change_is_written_in_batches_and_ends_as_a_rebuild_would(
    few: Any, empty: Neo4jStore, in_batches: None
) -> None:
    empty.apply(few.anew(9), STAMP)
    renamed = few.firms(9)["Firm"].with_columns(name=pl.lit("虚构新名")).head(8)
    gone = {"SUPPLIES": few.supplies(9)["SUPPLIES"].tail(1)}
    change = Change({"Firm": renamed}, {}, {"Firm": pl.DataFrame({"id": ["m-8"]})}, gone)
    empty.apply(change, STAMP)
    stepped = list(dump(empty))
    empty.apply(Change({"Firm": renamed}, few.supplies(8), rebuild=True), STAMP)
    assert stepped == list(dump(empty))


class Stopped(BaseException):
    """Stands for a kill: nothing catches it."""


def stop() -> None:
    raise Stopped


def test_a_rebuild_that_was_cut_off_is_told_and_made_good_by_the_next(
    few: Any, empty: Neo4jStore, in_batches: None, at: At
) -> None:
    empty.apply(few.anew(3), STAMP)
    at("neo4j.nodes", stop)
    with pytest.raises(Stopped):
        empty.apply(few.anew(8), STAMP)
    with pytest.raises(StoreError, match="if no build is running, it was cut off: run `chainscout build`"):
        empty.rows(COUNT)
    with pytest.raises(StoreError, match="being written anew"):
        empty.apply(Change(upsert_nodes=few.firms(1)), STAMP)
    published = empty.published()
    assert published
    assert not published.complete
    empty.apply(few.anew(8), STAMP)
    assert count(empty) == 8


def test_a_change_that_was_cut_off_never_happened(few: Any, empty: Neo4jStore, at: At) -> None:
    empty.apply(few.anew(3), STAMP)
    at("neo4j.nodes", stop)
    with pytest.raises(Stopped):
        empty.apply(Change(upsert_nodes=few.firms(8)), replace(STAMP, ledger=2))
    assert (count(empty), empty.stamp()) == (3, STAMP)


def test_a_held_reader_is_told_when_another_graph_was_published(
    few: Any, empty: Neo4jStore, neo4j_server: Server
) -> None:
    empty.apply(few.anew(3), STAMP)
    reader = Neo4jReader.open(neo4j_server, empty.folder)
    assert (count(reader), reader.is_newest()) == (3, True)
    empty.apply(few.anew(4), STAMP)
    assert not reader.is_newest()
    with pytest.raises(StoreError, match="another graph was published while this was asked; ask again"):
        reader.rows(COUNT)
    reader.close()


# one writer


def test_of_two_builds_at_once_the_later_goes_on_and_the_earlier_is_told(
    few: Any, empty: Neo4jStore, another: Neo4jStore, in_batches: None, at: At
) -> None:
    at("neo4j.nodes", lambda: another.apply(few.anew(5), replace(STAMP, ledger=5)))
    with pytest.raises(StoreError, match="another build has begun to write this database; wait for it"):
        empty.apply(few.anew(8), STAMP)
    stamp = another.stamp()
    assert stamp
    assert (count(another), stamp.ledger) == (5, 5)


def test_a_change_fits_only_what_it_was_compared_with(few: Any, empty: Neo4jStore, another: Neo4jStore) -> None:
    empty.apply(few.anew(3), STAMP)
    assert empty.published()
    another.apply(few.anew(5), STAMP)
    with pytest.raises(StoreError, match="another build was published meanwhile; run `chainscout build` again"):
        empty.apply(Change(upsert_nodes=few.firms(4)), STAMP)
    assert count(another) == 5


def test_a_second_writer_of_a_home_is_told_who_writes(
    few: Any, empty: Neo4jStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    import threading

    told: list[BaseException] = []

    def write() -> None:
        try:
            empty.apply(few.anew(2), STAMP)
        except BusyError as error:
            told.append(error)

    with empty.sole_writer():
        thread = threading.Thread(target=write)
        thread.start()
        thread.join()
    assert "another process is writing" in str(told[0])


# nobody else's data


def test_a_database_that_holds_something_else_is_left_alone(few: Any, empty: Neo4jStore) -> None:
    with empty.link.transaction("write") as running:
        running.run("CREATE (:Customer {id: 'theirs'})").consume()
    with pytest.raises(
        StoreError, match=r"holds Customer that no build of chainscout put there.*name an empty database"
    ):
        empty.apply(few.anew(2), STAMP)
    with empty.link.transaction("read") as running:
        assert running.run("MATCH (n) RETURN labels(n) AS l").value() == [["Customer"]]


def test_the_graph_of_a_newer_chainscout_is_neither_read_nor_replaced(
    few: Any, empty: Neo4jStore, neo4j_server: Server
) -> None:
    newer = str(int(schema.VERSION) + 1)
    empty.apply(few.anew(3), replace(STAMP, vocabulary=newer))
    words = f"built by a newer chainscout .vocabulary {newer}, this one knows {schema.VERSION}.; upgrade chainscout"
    for act in (
        lambda: empty.rows(COUNT),
        lambda: Neo4jReader.open(neo4j_server, empty.folder),
        lambda: empty.apply(few.anew(2), STAMP),
    ):
        with pytest.raises(StoreError, match=words):
            act()


# what is refused before anything is written


def test_an_id_of_another_kind_is_refused_in_a_small_change_too(few: Any, empty: Neo4jStore) -> None:
    empty.apply(few.anew(3), STAMP)
    with pytest.raises(StoreError, match="m-1 stands for 2 nodes"):
        empty.apply(Change(upsert_nodes={"Place": pl.DataFrame({"id": ["m-1"]})}), STAMP)


def test_a_tie_to_a_node_that_goes_in_the_same_change_is_refused(few: Any, empty: Neo4jStore) -> None:
    empty.apply(Change(upsert_nodes=few.firms(3), rebuild=True), STAMP)
    change = Change(upsert_edges=few.supplies(3), delete_nodes={"Firm": pl.DataFrame({"id": ["m-2"]})})
    with pytest.raises(StoreError, match="SUPPLIES m-1 → m-2 lacks an end"):
        empty.apply(change, STAMP)
    assert count(empty) == 3


def test_a_refused_rebuild_leaves_what_was_published(few: Any, empty: Neo4jStore, in_batches: None) -> None:
    empty.apply(few.anew(3), STAMP)
    with pytest.raises(StoreError, match="SUPPLIES m-0 → m-1 and 1 more lacks an end"):
        empty.apply(Change({"Firm": few.firms(3)["Firm"].head(1)}, few.supplies(3), rebuild=True), STAMP)
    assert count(empty) == 3


# what lies beside it


def framed(few: Any, store: Neo4jStore, n: int) -> list[str]:
    draft = store.draft()
    (draft / "made.json").write_text("{}")
    store.apply(few.anew(n), STAMP, draft)
    return sorted(p.name for p in store.folder.glob("*.frames"))


def test_frames_of_the_last_two_publications_are_kept_under_their_names(
    few: Any, neo4j_server: Server, tmp_path: Path, empty: Neo4jStore
) -> None:
    store = Neo4jStore(neo4j_server, tmp_path / "graph")
    first, second, third = framed(few, store, 2), framed(few, store, 3), framed(few, store, 4)
    assert (len(first), len(second), len(third)) == (1, 2, 2)
    assert first[0] in second
    assert first[0] not in third
    now = store.published()
    assert now
    assert now.complete
    assert now.frames.name in third
    store.close()


# pleasant to look at


def test_each_kind_has_a_unique_id_and_an_index_on_its_name(few: Any, empty: Neo4jStore) -> None:
    empty.apply(few.anew(2), STAMP)
    with empty.link.transaction("read") as running:
        unique = running.run(
            "SHOW CONSTRAINTS YIELD labelsOrTypes AS l, properties AS p RETURN l[0] + '.' + p[0] AS x"
        ).value()
        indexed = running.run(
            "SHOW INDEXES YIELD labelsOrTypes AS l, properties AS p, state AS s WHERE s = 'ONLINE' AND l IS NOT NULL RETURN l[0] + '.' + p[0] AS x"
        ).value()
    assert {f"{kind}.id" for kind in schema.nodes()} <= set(unique)
    assert {f"{kind}.name" for kind in schema.nodes() if "name" in schema.fields(kind)} <= set(indexed)


def test_the_stamp_is_a_node_that_is_no_data(few: Any, empty: Neo4jStore) -> None:
    empty.apply(few.anew(2), replace(STAMP, synthetic=3))
    (found,) = empty.rows("MATCH (p:Projection) RETURN properties(p) AS p")
    said = found["p"]
    assert (said["as_of"], said["known_on"], said["ledger"], said["vocabulary"]) == (
        "2025-01-01",
        "2025-01-01",
        1,
        schema.VERSION,
    )
    assert (said["ready"], said["synthetic"], said["name"]) == (True, 3, "chainscout 2025-01-01")
    assert "id" not in said
    assert {kind for kind, _, _ in dump(empty)} == {"Firm", "SUPPLIES"}
    assert empty.stamp() == replace(STAMP, synthetic=3)


def test_a_person_in_the_browser_sees_a_name_on_each_node_and_a_source_on_each_tie(few: Any) -> None:
    """Neo4j Browser writes `name`, else `title`, else `label` on a node."""
    from graph.projection.captions import captioned

    for kind in schema.nodes():
        names = set(schema.fields(kind)) | set(schema.nodes()[kind].derived)
        assert {"name", "label"} & names, kind
    signals = pl.DataFrame(
        {"id": ["g-1", "g-2", "g-3"], "signal_type": ["expansion", "decline", None], "detail": ["租约到期", None, None]}
    )
    assert captioned("Signal", signals)["label"].to_list() == ["租约到期", "decline", "g-3"]
    assert captioned("Firm", few.firms(1)["Firm"]).columns == ["id", "name"]


# plain values


def test_nodes_ties_and_paths_come_back_as_the_embedded_engine_gives_them(few: Any, empty: Neo4jStore) -> None:
    empty.apply(few.anew(2), STAMP)
    (row,) = empty.rows("MATCH p = (a:Firm {id: 'm-0'})-[t]->(b) RETURN a, t, p, [b] AS l, {x: 1.5, none: null} AS m")
    assert {k: v for k, v in row["a"].items() if k != "_id"} == {"_labels": ["Firm"], "id": "m-0", "name": "虚构0公司"}
    tie = row["t"]
    assert (tie["_type"], tie["_source"], tie["edge_id"]) == ("SUPPLIES", row["a"]["_id"], "e-0")
    assert tie["_target"] == row["l"][0]["_id"]
    assert [n["id"] for n in row["p"]["nodes"]] == ["m-0", "m-1"]
    assert [t["edge_id"] for t in row["p"]["edges"]] == ["e-0"]
    assert row["m"] == {"x": 1.5, "none": None}


def test_times_and_points_come_back_as_text(few: Any, empty: Neo4jStore) -> None:
    empty.apply(few.anew(2), STAMP)
    (row,) = empty.rows("RETURN date('2024-02-29') AS d, duration('P1D') AS u, point({x: 1, y: 2}) AS p")
    assert (row["d"], row["u"]) == ("2024-02-29", "P1D")
    assert isinstance(row["p"], str)


def test_rows_can_be_taken_one_by_one_and_left_before_the_end(
    few: Any, empty: Neo4jStore, neo4j_server: Server
) -> None:
    empty.apply(few.anew(2), STAMP)
    reader = Neo4jReader.open(neo4j_server, empty.folder, timeout=20)
    rows = reader.each("UNWIND range(1, 10000000) AS i RETURN i")
    assert [next(rows)["i"], next(rows)["i"]] == [1, 2]
    rows.close()  # type: ignore[attr-defined]
    assert count(reader) == 2
    reader.close()
