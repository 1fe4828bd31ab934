import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from graph.errors import CypherError, StoreError
from graph.model.change import Change
from graph.stores import Server
from graph.stores.child import resident_mb
from graph.stores.console import Console
from graph.stores.grafeo import GrafeoStore
from graph.stores.limits import Limits
from graph.stores.worker import OnServer, Worker
from tests.conftest import STAMP
from tests.cypher.conftest import LIMITS

Embedded = Callable[..., Console]
COUNT = "MATCH (f:Firm) RETURN count(f) AS n"
BOMB = "UNWIND range(1, 1000) AS a UNWIND range(1, 1000) AS b UNWIND range(1, 1000) AS c WITH collect([a, b, c]) AS l RETURN size(l) AS n"
SLOW = "MATCH (a), (b), (c), (d), (e), (f) WHERE a.id + b.id + c.id <> d.id + e.id + f.id RETURN count(*) AS n"
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="what is read here only Linux shows")


def worker(console: Console) -> Worker:
    return console.engine


def test_one_process_answers_many_queries(embedded: Embedded) -> None:
    console = embedded()
    assert worker(console).pid is None, "nothing is started before it is needed"
    seen = {console.run(COUNT).rows[0]["n"] and worker(console).pid for _ in range(3)}
    assert len(seen) == 1
    assert os.getpid() not in seen


def test_a_newer_publication_is_answered_at_the_next_query(embedded: Embedded, tmp_path: Path) -> None:
    console = embedded()
    assert console.run(COUNT).rows == ({"n": 8},)
    store = GrafeoStore(tmp_path / "home" / "graph")
    store.apply(Change(upsert_nodes={"Firm": pl.DataFrame({"id": ["f99"], "name": ["虚构新公司"]})}), STAMP)
    store.close()
    assert console.run(COUNT).rows == ({"n": 9},)


def test_without_a_graph_it_says_how_to_get_one(tmp_path: Path) -> None:
    with Console.of(tmp_path, limits=LIMITS) as console, pytest.raises(StoreError, match="run `chainscout build`"):
        console.run(COUNT)


def test_a_graph_that_cannot_be_opened_is_named(embedded: Embedded, tmp_path: Path) -> None:
    graph = next((tmp_path / "home" / "graph").glob("*.grafeo"))
    graph.write_bytes(b"no graph")
    with pytest.raises(StoreError, match=rf"{graph.name}: cannot be opened .*run `chainscout build`"):
        embedded().run(COUNT)


def test_memory_beyond_the_limit_ends_the_worker_and_the_next_query_works(embedded: Embedded) -> None:
    console = embedded(Limits(seconds=60, memory_mb=128))
    console.run(COUNT)
    first, before = worker(console).pid, resident_mb(os.getpid())
    with pytest.raises(CypherError, match="it needed more than 128 MB; count instead of collecting"):
        console.run(BOMB)
    assert resident_mb(os.getpid()) - before < 32, "the parent takes nothing of it"
    assert console.run(COUNT).rows == ({"n": 8},)
    assert worker(console).pid != first


def test_where_the_system_sets_no_limit_the_parent_watches_memory(embedded: Embedded) -> None:
    console = embedded(Limits(seconds=60, memory_mb=128), system_limit=False)
    with pytest.raises(CypherError, match="it needed more than 128 MB"):
        console.run(BOMB)
    assert console.run(COUNT).rows == ({"n": 8},)


@LINUX
def test_the_workers_memory_stays_below_the_limit(embedded: Embedded) -> None:
    console = embedded(Limits(seconds=60, memory_mb=128))
    console.run(COUNT)
    pid, highest = worker(console).pid, [0]
    assert pid
    at_rest, done = resident_mb(pid), threading.Event()

    def watch() -> None:
        while not done.is_set():
            highest[0] = max(highest[0], resident_mb(pid))
            time.sleep(0.002)

    watcher = threading.Thread(target=watch)
    watcher.start()
    with pytest.raises(CypherError):
        console.run(BOMB)
    done.set()
    watcher.join()
    assert at_rest < highest[0] <= at_rest + 128


@LINUX
def test_after_opening_it_has_given_up_its_rights(embedded: Embedded) -> None:
    console = embedded()
    console.run(COUNT)
    limits = Path(f"/proc/{worker(console).pid}/limits").read_text(encoding="ascii")
    rows = {line[:26].strip(): line[26:].split()[:2] for line in limits.splitlines()}
    assert rows["Max file size"] == rows["Max core file size"] == ["0", "0"]
    most = int(rows["Max open files"][1])
    assert most <= 8
    assert rows["Max address space"][1] != "unlimited"
    opened = list(Path(f"/proc/{worker(console).pid}/fd").iterdir())
    assert len(opened) == most, "there is no number left for a new file or socket"


@pytest.mark.parametrize(
    "unguarded",
    ["LOAD CSV FROM '/etc/passwd' AS l RETURN l", "LOAD CSV FROM '/dev/stdin' AS l RETURN l", "CREATE (:Firm {id: 'x'})",
     "MATCH (n) DETACH DELETE n", "MATCH (n:Firm) SET n.name = 'x'", "CREATE INDEX x FOR (n:Firm) ON (n.name)"],
)  # fmt: skip
def test_should_the_guard_fail_the_worker_still_can_do_no_harm(embedded: Embedded, unguarded: str) -> None:
    console = embedded()
    console.run(COUNT)
    with pytest.raises(CypherError):
        worker(console).answer(unguarded, {}, LIMITS)
    assert console.run(COUNT).rows == ({"n": 8},)


@LINUX
def test_the_worker_knows_no_password(embedded: Embedded, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHAINSCOUT_NEO4J_PASSWORD", "secret-of-a-test")
    console = embedded()
    console.run(COUNT)
    assert b"secret-of-a-test" not in Path(f"/proc/{worker(console).pid}/environ").read_bytes()


@LINUX
def test_nobody_sees_the_password_of_a_server_and_its_worker_writes_no_file(on_neo4j: Console) -> None:
    assert on_neo4j.run(COUNT).rows == ({"n": 8},)
    source, pid = worker(on_neo4j).source, worker(on_neo4j).pid
    assert isinstance(source, OnServer)
    for shown in ("cmdline", "environ"):
        assert source.server.password.encode() not in Path(f"/proc/{pid}/{shown}").read_bytes()
    limits = Path(f"/proc/{pid}/limits").read_text(encoding="ascii")
    rows = {line[:26].strip(): line[26:].split()[:2] for line in limits.splitlines()}
    assert rows["Max file size"] == ["0", "0"]
    assert rows["Max address space"][1] != "unlimited"


@pytest.mark.parametrize(
    "unguarded", ["CREATE (:Firm {id: 'x'})", "MATCH (n) DETACH DELETE n", "MATCH (n:Firm) SET n.name = 'x'"]
)
def test_should_the_guard_fail_the_server_is_asked_for_reading_only(on_neo4j: Console, unguarded: str) -> None:
    with pytest.raises(StoreError, match="reading cannot write"):
        worker(on_neo4j).answer(unguarded, {}, LIMITS)
    assert on_neo4j.run(COUNT).rows == ({"n": 8},)


def test_a_server_that_is_not_there_is_named(tmp_path: Path) -> None:
    nowhere = Server("bolt://127.0.0.1:9", "neo4j", "secret-of-a-test")
    with (
        Console.of(tmp_path, nowhere, LIMITS) as console,
        pytest.raises(StoreError, match="no Neo4j answers there") as told,
    ):
        console.run(COUNT)
    assert "secret" not in str(told.value)


def test_a_worker_somebody_killed_is_replaced(embedded: Embedded) -> None:
    console = embedded()
    console.run(COUNT)
    pid = worker(console).pid
    assert pid
    os.kill(pid, signal.SIGKILL)
    assert console.run(COUNT).rows == ({"n": 8},)


def test_while_one_query_runs_the_next_waits_and_is_told_when_it_waited_too_long(embedded: Embedded) -> None:
    console = embedded()
    console.run(COUNT)

    def first() -> None:
        with pytest.raises(CypherError):
            console.run(SLOW, limits=Limits(seconds=2))

    running = threading.Thread(target=first)
    running.start()
    time.sleep(0.3)
    with pytest.raises(CypherError, match="another query has been running"):
        console.run(COUNT, limits=Limits(seconds=0.2))
    running.join()
    assert console.run(COUNT).rows == ({"n": 8},)


def test_a_worker_whose_parent_is_gone_ends(tmp_path: Path, embedded: Embedded) -> None:
    code = (
        "import os, sys\nfrom pathlib import Path\nfrom graph.stores.console import Console\n"
        "console = Console.of(Path(sys.argv[1]))\nconsole.run('RETURN 1 AS x')\n"
        "print(console.engine.pid, flush=True)\nos._exit(0)"
    )
    told = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "home")], capture_output=True, text=True, check=True
    )
    pid = int(told.stdout)
    until = time.monotonic() + 10
    while time.monotonic() < until and resident_mb(pid):
        time.sleep(0.05)
    assert not resident_mb(pid)


def test_closed_it_leaves_no_process(embedded: Embedded) -> None:
    console = embedded()
    console.run(COUNT)
    pid = worker(console).pid
    assert pid
    console.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
