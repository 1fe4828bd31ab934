"""Who answers a person's Cypher on the embedded graph? A process of its own that may break without harm.

It is spawned, not forked; it opens what is published read-only and then gives up its rights (`worker_process`). Here
stands the parent: a worker that outlasts its time, says too much or takes too much memory is killed, the next query
gets a new one, and so does a newer publication. One query at a time.
"""

import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graph.errors import CypherError, StoreError
from graph.stores import generations
from graph.stores.child import Child, GoneError
from graph.stores.limits import Found, Limits


class Worker:
    """The embedded graph of a home's `graph` folder, asked through a process of its own."""

    def __init__(self, folder: Path, memory_mb: int = Limits.memory_mb, *, system_limit: bool | None = None) -> None:
        self.folder = folder
        self.memory_mb = memory_mb
        self.system_limit = sys.platform.startswith("linux") if system_limit is None else system_limit
        self._lock = threading.Lock()
        self._child: Child | None = None
        self._beat: tuple[int, int] | None = None

    def answer(self, cypher: str, params: Mapping[str, Any], limits: Limits) -> Found:
        """The rows of a query that was let through; CypherError says why there are none, and what to do."""
        begun = time.monotonic()
        if not self._lock.acquire(timeout=limits.seconds):
            raise CypherError(
                f"cypher: another query has been running for {limits.seconds:g} s; wait for it, then ask again"
            )
        try:
            columns, rows, more, stamp = self._asked(cypher, params, limits)
        finally:
            self._lock.release()
        return Found(columns, rows, more, stamp, time.monotonic() - begun)

    def _asked(self, cypher: str, params: Mapping[str, Any], limits: Limits) -> Any:
        """Ask; a worker that was gone already (somebody killed it between two queries) is replaced once."""
        child = self._newest()
        try:
            return (*child.answer(cypher, params, limits), child.stamp)
        except GoneError:
            child = self._newest()
            return (*child.answer(cypher, params, limits), child.stamp)

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
        beat = generations.beat(self.folder)
        if self._child and self._child.lives and beat == self._beat:
            return self._child
        if self._child:
            self._child.end()
        self._child, self._beat = started(self.folder, self.memory_mb, self.system_limit), beat
        return self._child


def started(folder: Path, memory_mb: int, system_limit: bool) -> Child:
    """A worker on what CURRENT names, again if it was replaced and swept meanwhile."""
    seen: generations.Generation | None = None
    while True:
        now = generations.current(folder)
        if now is None:
            raise StoreError(f"{folder}: no graph was built yet; run `chainscout build`")
        child = Child(now, memory_mb, system_limit=system_limit)
        fault = child.opened()
        if fault is None:
            return child
        if now == seen:
            raise StoreError(f"{now.graph}: cannot be opened ({fault}); run `chainscout build`")
        seen = now
