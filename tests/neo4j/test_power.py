"""A server whose plug is pulled in the middle of a rebuild, and that takes no writes when it is there again."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from graph import schema
from graph.errors import StoreError
from graph.model.change import Stamp
from graph.stores import Server
from graph.stores.neo4j import Neo4jStore

STAMP = Stamp(as_of="2025-01-01", known_on="2025-01-01", ledger=1, vocabulary=schema.VERSION)
At = Callable[[str, Callable[[], None]], None]


@pytest.fixture
def mortal(neo4j_own: Callable[..., Any], tmp_path: Path) -> Iterator[Any]:
    """A server of its own, which a test may kill and start again."""
    made = neo4j_own(tmp_path / "server")
    yield made
    made.kill()


@pytest.fixture
def store(mortal: Any, tmp_path: Path) -> Iterator[Neo4jStore]:
    """The store on that server."""
    with closing(Neo4jStore(Server(mortal.uri, "neo4j", mortal.password), tmp_path / "graph")) as made:
        yield made


def test_a_pulled_plug_is_said_survives_a_restart_and_a_read_only_server_says_so(
    few: Any, mortal: Any, store: Neo4jStore, in_batches: None, at: At
) -> None:
    store.apply(few.anew(3), STAMP)
    at("neo4j.nodes", mortal.kill)
    with pytest.raises(
        StoreError, match="the server went away in the middle; start it, then run `chainscout build` again"
    ):
        store.apply(few.anew(8), STAMP)
    mortal.more = {"server.databases.default_to_read_only": "true"}
    mortal.start()
    with pytest.raises(StoreError, match=r"being written anew since 20.* \(8 rows so far\)"):
        store.rows("MATCH (f:Firm) RETURN count(f) AS n")
    with pytest.raises(StoreError) as caught:
        store.apply(few.anew(8), STAMP)
    assert str(caught.value) == (
        f"{store.address}: takes no writes (a read replica, or a database that is read-only); name the writing server in "
        "CHAINSCOUT_NEO4J_URI (neo4j://… finds it), or have the database made writable"
    )
