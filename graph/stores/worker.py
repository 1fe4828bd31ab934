"""Who answers a person's Cypher? A process of its own that may break without harm, on either engine.

It is spawned, not forked; it opens what is published for reading, or connects to the server, and then gives up its
rights (`worker_process`). Here stands the parent: a worker that outlasts its time, says too much or takes too much
memory is killed, the next query gets a new one, and so does a newer publication. One query at a time.
"""

import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Protocol

from graph.errors import CypherError, StoreError
from graph.model.change import Stamp
from graph.stores import Server, generations
from graph.stores.child import Child, GoneError
from graph.stores.limits import Found, Limits


class Source(Protocol):
    """What a worker opens."""

    def beat(self) -> Any:
        """Something cheap that differs when another worker is needed."""

    def started(self, memory_mb: int, *, system_limit: bool) -> tuple[Child, Stamp | None]:
        """A worker on what is published, and of which graph it answers where that does not come with each answer."""


class Worker:
    """A graph asked through a process of its own."""

    def __init__(self, source: Source, memory_mb: int = Limits.memory_mb, *, system_limit: bool | None = None) -> None:
        self.source = source
        self.memory_mb = memory_mb
        self.system_limit = sys.platform.startswith("linux") if system_limit is None else system_limit
        self._lock = threading.Lock()
        self._child: Child | None = None
        self._stamp: Stamp | None = None
        self._beat: Any = None

    def answer(self, cypher: str, params: Mapping[str, Any], limits: Limits) -> Found:
        """The rows of a query that was let through; CypherError says why there are none, and what to do."""
        begun = time.monotonic()
        if not self._lock.acquire(timeout=limits.seconds):
            raise CypherError(
                f"cypher: another query has been running for {limits.seconds:g} s; wait for it, then ask again"
            )
        try:
            try:
                head, rows = self._newest().answer(cypher, params, limits)
            except GoneError:  # somebody killed it between two queries, or the machine had no memory left
                head, rows = self._newest().answer(cypher, params, limits)
            stamp = Stamp(**head["stamp"]) if "stamp" in head else self._stamp
        finally:
            self._lock.release()
        assert stamp is not None
        columns = tuple(head["columns"])
        found = tuple(dict(zip(columns, row, strict=True)) for row in rows)
        return Found(columns, found, head["more"], stamp, time.monotonic() - begun)

    @property
    def pid(self) -> int | None:
        """The process that answers, if one runs."""
        return self._child.pid if self._child and self._child.lives else None

    def close(self) -> None:
        """End the process."""
        with self._lock:
            if self._child:
                self._child.end()
            self._child = None

    def _newest(self) -> Child:
        """The worker of what is published now; it is started where none runs, or an older graph is open."""
        beat = self.source.beat()
        if self._child and self._child.lives and beat == self._beat:
            return self._child
        if self._child:
            self._child.end()
        self._child, self._stamp = self.source.started(self.memory_mb, system_limit=self.system_limit)
        self._beat = beat
        return self._child


class Embedded:
    """What a home's `graph` folder publishes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def beat(self) -> tuple[int, int] | None:
        """Differs after each publication."""
        return generations.beat(self.folder)

    def started(self, memory_mb: int, *, system_limit: bool) -> tuple[Child, Stamp]:
        """A worker on what CURRENT names, again if it was replaced and swept meanwhile."""
        seen: generations.Generation | None = None
        while True:
            now = generations.current(self.folder)
            if now is None:
                raise StoreError(f"{self.folder}: no graph was built yet; run `chainscout build`")
            child = Child("embedded", {"graph": str(now.graph)}, memory_mb, system_limit=system_limit)
            fault = child.opened()
            if fault is None:
                return child, now.stamp
            if now == seen:
                raise StoreError(f"{now.graph}: cannot be opened ({fault}); run `chainscout build`")
            seen = now


class OnServer:
    """What a server publishes, as `folder` of a home knows it; each answer says of which graph it is."""

    def __init__(self, server: Server, folder: Path) -> None:
        self.server = server
        self.folder = folder

    def beat(self) -> None:
        """One worker will do: the server changes over by itself."""

    def started(self, memory_mb: int, *, system_limit: bool) -> tuple[Child, None]:
        """A worker that is connected; the password goes to it through its pipe, where nobody else reads."""
        hello = {"server": asdict(self.server), "folder": str(self.folder)}
        child = Child("server", hello, memory_mb, system_limit=system_limit)
        fault = child.opened()
        if fault is not None:
            raise StoreError(fault)
        return child, None
