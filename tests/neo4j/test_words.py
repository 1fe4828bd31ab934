"""What a person is told when a server is not there, goes away, refuses, or is another one: the place first, the way out last."""

import logging
import re
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from graph import schema
from graph.errors import StoreError
from graph.model.change import Stamp
from graph.stores import Server
from graph.stores.neo4j import Neo4jReader, Neo4jStore
from graph.stores.neo4j_link import OLDEST, TESTED, Link, Product

STAMP = Stamp(as_of="2025-01-01", known_on="2025-01-01", ledger=1, vocabulary=schema.VERSION)
COUNT = "MATCH (f:Firm) RETURN count(f) AS n"
LONG = "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b WITH a, b WHERE a + b < 0 RETURN count(*) AS n"
At = Callable[[str, Callable[[], None]], None]


def told(server: Server, folder: Path) -> str:
    with pytest.raises(StoreError) as caught:
        Neo4jReader.open(server, folder)
    return str(caught.value)


# not there, or not let in


def test_a_server_that_does_not_run_says_how_to_start_it(tmp_path: Path) -> None:
    text = told(Server("bolt://127.0.0.1:9", "neo4j", "x"), tmp_path)
    assert text == (
        "127.0.0.1:9: no Neo4j answers there (Connection refused); start it (`make neo4j` on this machine), "
        "correct CHAINSCOUT_NEO4J_URI, or ask the home's own graph with --store grafeo (`unset CHAINSCOUT_STORE` for good)"
    )


def test_a_host_nobody_knows_says_so(tmp_path: Path) -> None:
    text = told(Server("bolt://graph.invalid", "neo4j", "x"), tmp_path)
    assert text.startswith(
        "graph.invalid:7687: no Neo4j answers there (Failed to DNS resolve address graph.invalid:7687"
    )
    assert "correct CHAINSCOUT_NEO4J_URI, or ask the home's own graph" in text


def test_a_wrong_password_names_both_variables_and_stands_nowhere(
    neo4j_server: Server, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        text = told(replace(neo4j_server, password="not-to-be-seen"), tmp_path)
    ways = "check CHAINSCOUT_NEO4J_USER and CHAINSCOUT_NEO4J_PASSWORD"
    assert text == f"{neo4j_server.address}: user or password is not accepted; {ways}"
    assert "not-to-be-seen" not in f"{text}{caplog.text}"
    assert neo4j_server.password not in caplog.text


def test_after_too_many_wrong_passwords_it_says_to_wait(neo4j_server: Server, tmp_path: Path) -> None:
    with closing(Link(replace(neo4j_server, database="system"))) as link:
        link.statement("CREATE USER stranger IF NOT EXISTS SET PASSWORD 'longer-than-eight' CHANGE NOT REQUIRED")
    stranger = replace(neo4j_server, user="stranger", password="wrong")
    texts = [told(stranger, tmp_path) for _ in range(4)]
    assert "too many wrong passwords in a row; wait a minute" in texts[-1]


def test_a_database_that_is_not_there_is_named(neo4j_server: Server, tmp_path: Path) -> None:
    text = told(replace(neo4j_server, database="nowhere"), tmp_path)
    assert text == f"{neo4j_server.address}: there is no database nowhere; correct CHAINSCOUT_NEO4J_DATABASE"


# gone in the middle


def test_a_server_that_goes_away_in_a_query_says_ask_again(
    few: Any, over_cable: Neo4jStore, cable: Any, empty: Neo4jStore
) -> None:
    empty.apply(few.anew(3), STAMP)
    assert over_cable.rows(COUNT) == [{"n": 3}]
    threading.Timer(0.5, cable.cut).start()
    with pytest.raises(
        StoreError, match=r"127\.0\.0\.1:\d+: the server went away in the middle; start it, then ask again"
    ):
        over_cable.rows(LONG)
    with pytest.raises(StoreError, match="no Neo4j answers there"):
        over_cable.rows(COUNT)


def test_a_server_that_goes_away_in_a_small_change_has_none_of_it(
    few: Any, over_cable: Neo4jStore, cable: Any, empty: Neo4jStore, at: At
) -> None:
    empty.apply(few.anew(3), STAMP)
    at("neo4j.nodes", cable.cut)
    with pytest.raises(
        StoreError, match="the server went away in the middle; start it, then run `chainscout build` again"
    ):
        over_cable.apply(few.anew(8), STAMP)
    assert empty.rows(COUNT) == [{"n": 3}]


def test_a_server_that_goes_away_in_a_rebuild_is_built_again_by_the_same_command(
    few: Any, over_cable: Neo4jStore, cable: Any, empty: Neo4jStore, in_batches: None, at: At
) -> None:
    empty.apply(few.anew(3), STAMP)
    at("neo4j.nodes", cable.cut)
    with pytest.raises(
        StoreError, match="the server went away in the middle; start it, then run `chainscout build` again"
    ):
        over_cable.apply(few.anew(8), STAMP)
    with pytest.raises(StoreError, match="being written anew since"):
        empty.rows(COUNT)
    empty.apply(few.anew(8), STAMP)
    assert empty.rows(COUNT) == [{"n": 8}]


# another server than the tested one


@pytest.mark.parametrize(
    ("product", "state", "words"),
    [
        (Product("Neo4j Kernel", "5.26.30", "community"), None, ""),
        (Product("Neo4j Kernel", "5.26.4", "enterprise"), None, ""),
        (Product("Neo4j Kernel", "2026.08.1", "community"), "warn", "tested on 5.26"),
        (Product("Neo4j Kernel", "5.13.0", "community"), "warn", "tested on 5.26"),
        (Product("Neo4j Kernel", "5.26.1", "experimental"), "warn", "tested on the community edition"),
        (Product("Neo4j Kernel", "4.4.40", "community"), "bad", "too old; install Neo4j 5.26"),
        (Product("Neo4j Kernel", "?", "community"), "bad", "too old; install Neo4j 5.26"),
        (Product("Other Graph", "5.26.0", "community"), "bad", "no Neo4j; name a Neo4j server"),
    ],
)
def test_versions_and_editions_are_judged_in_one_place(product: Product, state: str | None, words: str) -> None:
    found = product.trouble()
    assert (found[0] if found else None) == state
    assert words in (found[1] if found else "")
    if found:
        assert f"{product.name} {product.version} {product.edition}" in found[1]


def test_a_server_too_old_is_neither_read_nor_written(
    few: Any, empty: Neo4jStore, neo4j_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty.apply(few.anew(3), STAMP)
    monkeypatch.setattr("graph.stores.neo4j_link.OLDEST", (TESTED[0], TESTED[1] + 1))
    words = rf"{neo4j_server.address}: this is Neo4j Kernel 5\.26\.\d+ community, too old; install"
    with pytest.raises(StoreError, match=words):
        Neo4jReader.open(neo4j_server, empty.folder)
    with pytest.raises(StoreError, match=words):
        empty.apply(few.anew(4), STAMP)
    assert OLDEST < TESTED


def test_an_untested_version_is_said_when_building_and_not_with_every_answer(
    few: Any, empty: Neo4jStore, neo4j_server: Server, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("graph.stores.neo4j_link.TESTED", (5, 99))
    empty.apply(few.anew(3), STAMP)
    (record,) = [r for r in caplog.records if r.name.startswith("graph")]
    assert record.levelname == "WARNING"
    assert record.getMessage().startswith(f"{neo4j_server.address}: this is Neo4j Kernel 5.26.")
    caplog.clear()
    Neo4jReader.open(neo4j_server, empty.folder).close()
    assert not caplog.records


# what a query may not do


def test_a_query_longer_than_its_time_is_stopped_and_the_next_one_works(
    few: Any, empty: Neo4jStore, neo4j_server: Server
) -> None:
    empty.apply(few.anew(3), STAMP)
    reader = Neo4jReader.open(neo4j_server, empty.folder, timeout=1)
    with pytest.raises(StoreError, match="took longer than it may, and was stopped; ask for less"):
        reader.rows(LONG)
    assert reader.rows(COUNT) == [{"n": 3}]
    reader.close()


@pytest.mark.parametrize("seconds", [0, -1])
def test_there_is_no_reading_without_a_time_limit(
    few: Any, empty: Neo4jStore, neo4j_server: Server, seconds: int
) -> None:
    with pytest.raises(ValueError, match="without a time limit"):
        Neo4jReader.open(neo4j_server, empty.folder, timeout=seconds)


@pytest.mark.parametrize(
    ("cypher", "words"),
    [
        ("CREATE (:Firm {id: 'x'})", "reading cannot write; check the query"),
        ("MATCH (f:Firm) SET f.name = 'x'", "reading cannot write; check the query"),
        ("MTCH (f) RETURN f", "Invalid input 'MTCH'.*; check the query"),
        ("MATCH (f:Firm) RETURN $missing", r"Expected parameter\(s\): missing; check the query"),
        ("RETURN 1/0", "/ by zero.*; check the query"),
        ("UNWIND range(1, 100000000) AS a RETURN collect(a)", "needs more memory than the server allows.*ask for less"),
    ],
)
def test_what_a_query_did_wrong_is_said_in_one_line(few: Any, empty: Neo4jStore, cypher: str, words: str) -> None:
    empty.apply(few.anew(2), STAMP)
    with pytest.raises(StoreError) as caught:
        empty.rows(cypher)
    assert re.search(words, str(caught.value))
    assert "\n" not in str(caught.value)
    assert empty.rows(COUNT) == [{"n": 2}]


def test_no_notice_of_the_server_reaches_the_screen(
    few: Any, empty: Neo4jStore, caplog: pytest.LogCaptureFixture
) -> None:
    empty.apply(few.anew(2), STAMP)
    assert empty.rows("MATCH (x:Nowhere)-[:NOTHING]->() RETURN x.none AS n") == []
    assert not [r for r in caplog.records if r.levelno >= logging.INFO]


def test_a_connection_of_its_own_is_given_back(neo4j_server: Server) -> None:
    link = Link(neo4j_server)
    assert link.product().edition == "community"
    link.close()
