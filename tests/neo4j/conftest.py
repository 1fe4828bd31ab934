"""What tests of the server store share: a store that is empty, a few fictional firms, and a cable that can be cut."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from graph import fault
from graph.model.change import Change
from graph.stores import Server
from graph.stores.neo4j import Neo4jStore

At = Callable[[str, Callable[[], None]], None]


class Few:
    """A few fictional firms, each of which supplies the next one."""

    @staticmethod
    def firms(n: int) -> dict[str, pl.DataFrame]:
        return {"Firm": pl.DataFrame({"id": [f"m-{i}" for i in range(n)], "name": [f"虚构{i}公司" for i in range(n)]})}

    @staticmethod
    def supplies(n: int) -> dict[str, pl.DataFrame]:
        ids = [f"m-{i}" for i in range(n)]
        ties = {"edge_id": [f"e-{i}" for i in range(n - 1)], "subject": ids[:-1], "object": ids[1:]}
        return {"SUPPLIES": pl.DataFrame(ties)}

    def anew(self, n: int) -> Change:
        """A rebuild of n of them."""
        return Change(upsert_nodes=self.firms(n), upsert_edges=self.supplies(n), rebuild=True)


@pytest.fixture
def few() -> Few:
    """A few fictional firms."""
    return Few()


@pytest.fixture
def empty(neo4j_lent: Any) -> Neo4jStore:
    """The store of the tests' server, with nothing in it."""
    store: Neo4jStore = neo4j_lent.emptied()
    return store


@pytest.fixture
def in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is large: no change fits into one transaction."""
    monkeypatch.setattr("graph.stores.neo4j.ATOMIC", 0)
    monkeypatch.setattr("graph.stores.neo4j_write.BATCH", 3)
    monkeypatch.setattr("graph.stores.neo4j_write.REMOVED", 4)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> At:
    """Do something once, when a write passes a point."""

    def arrange(name: str, act: Callable[[], None]) -> None:
        left = [act]

        def passed(point: str) -> None:
            if point == name and left:
                left.pop()()

        monkeypatch.setattr(fault, "point", passed)

    return arrange


class Cable:
    """A connection to a server that can be cut: what listens here hands on to there."""

    def __init__(self, port: int) -> None:
        self.target = port
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listener.getsockname()[1]
        self.open: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self.listener.accept()
                far = socket.create_connection(("127.0.0.1", self.target))
                self.open += [near, far]
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=self._pump, args=(one, other), daemon=True).start()

    @staticmethod
    def _pump(source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                sink.sendall(data)
        for end in (source, sink):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def cut(self) -> None:
        """From now on nothing answers here."""
        with suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        for end in (self.listener, *self.open):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


@pytest.fixture
def cable(neo4j_server: Server) -> Iterator[Cable]:
    """A cable to the tests' server."""
    made = Cable(int(neo4j_server.address.rpartition(":")[2]))
    yield made
    made.cut()


@pytest.fixture
def over_cable(neo4j_server: Server, cable: Cable, empty: Neo4jStore, tmp_path: Path) -> Iterator[Neo4jStore]:
    """The same database as `empty`, at the other end of the cable."""
    store = Neo4jStore(replace(neo4j_server, uri=f"bolt://127.0.0.1:{cable.port}"), tmp_path / "cable")
    yield store
    store.close()
