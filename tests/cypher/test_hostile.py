"""Whoever means harm: `make check` tries ten statements on each engine, `make hostile` all of them, and the bombs."""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from graph.errors import ChainscoutError, CypherError
from graph.stores.child import resident_mb
from graph.stores.console import Console
from graph.stores.limits import Limits
from tests.cypher.conftest import LIMITS
from tests.cypher.hostile import REFUSED, STOPPED, TEN

ALL = os.environ.get("CHAINSCOUT_HOSTILE") == "all"
thorough = pytest.mark.skipif(not ALL, reason="`make hostile` runs it")
CENSUS = "MATCH (n:Firm) OPTIONAL MATCH (n)-[t:SUPPLIES]->() RETURN count(DISTINCT n) AS firms, count(t) AS ties, min(n.name) AS name"
WHOLE = ({"firms": 8, "ties": 7, "name": "虚构丁公司"},)


@pytest.mark.parametrize("name", REFUSED if ALL else TEN)
def test_nothing_hostile_gets_through_and_the_next_query_works(console: Console, name: str) -> None:
    with pytest.raises(CypherError, match=r"^cypher"):
        console.run(REFUSED[name], {"x": "file:///etc/passwd"})
    assert console.run(CENSUS).rows == WHOLE


@thorough
@pytest.mark.parametrize("name", REFUSED)
def test_should_the_guard_let_it_through_the_embedded_graph_and_the_files_stay_as_they_are(
    on_grafeo: Console, name: str
) -> None:
    try:
        told = str(on_grafeo.engine.answer(REFUSED[name], {"x": "/etc/passwd"}, LIMITS).rows)
    except CypherError as refused:
        told = str(refused)
    assert "root:" not in told
    assert on_grafeo.run(CENSUS).rows == WHOLE


@thorough
@pytest.mark.parametrize("name", STOPPED)
def test_a_bomb_ends_only_the_worker_whose_memory_stays_below_the_limit(on_grafeo: Console, name: str) -> None:
    on_grafeo.run(CENSUS)
    own = resident_mb(os.getpid())
    with watched(on_grafeo.engine.pid or 0) as highest, pytest.raises(CypherError) as stopped:
        on_grafeo.run(STOPPED[name], limits=Limits(seconds=5, memory_mb=LIMITS.memory_mb))
    assert "stopped" in str(stopped.value) or "memory" in str(stopped.value)
    assert highest["mb"] <= highest["at rest"] + LIMITS.memory_mb
    assert resident_mb(os.getpid()) - own < 32
    assert on_grafeo.run(CENSUS).rows == WHOLE


@thorough
@pytest.mark.parametrize("name", STOPPED)
def test_a_bomb_is_stopped_on_a_server_too_and_the_server_lives(on_neo4j: Console, name: str) -> None:
    own, begun = resident_mb(os.getpid()), time.monotonic()
    with pytest.raises(ChainscoutError):
        on_neo4j.run(STOPPED[name], limits=Limits(seconds=5))
    assert time.monotonic() - begun < 8, "the person is told in time, whatever the server does"
    assert resident_mb(os.getpid()) - own < 64
    assert on_neo4j.run(CENSUS, limits=Limits(seconds=120)).rows == WHOLE


@contextmanager
def watched(pid: int) -> Iterator[dict[str, int]]:
    """The memory of a process at rest and at its highest, in MB."""
    seen = {"at rest": resident_mb(pid), "mb": 0}
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.005):
            seen["mb"] = max(seen["mb"], resident_mb(pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    yield seen
    done.set()
    watcher.join()
