"""The worker's own process: opens one graph for reading, gives up its rights, answers until its input ends.

It is started by `graph.stores.child` and talks with it in lines of JSON: first what to open, then a query in, a head and
its rows out. After opening it may write to no file, take no more memory than it was allowed, and on the embedded graph
open nothing more, neither file nor socket; a query that outlasts its time ends the process, also when nobody is left to
do it.
"""

import importlib
import json
import os
import resource
import signal
import sys
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from graph.cypher.values import line

GRACE_S = 2.0
"""How long after its time a query ends the process, if the parent did not."""

KINDS = {"embedded": "graph.stores.worker_embedded", "server": "graph.stores.worker_server"}
"""What may be opened, and the module that does."""


class Opened(Protocol):
    """A graph that was opened."""

    more_files: int
    """How many files and sockets it needs to open while it answers."""

    def answer(self, asked: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
        """The head of an answer, and its rows as lines."""


def main(kind: str, memory_mb: str) -> None:
    """Open what the first line says, with so much memory for queries; 0: no limit of the system, the parent watches."""
    tell, module = sys.stdout.buffer, importlib.import_module(KINDS[kind])
    opened: Opened | str = module.opened(json.loads(sys.stdin.buffer.readline()))
    if isinstance(opened, str):
        _say(tell, {"fault": opened})
        return
    restrict(int(memory_mb), opened.more_files)
    _say(tell, {"ready": os.getpid()})
    for told in sys.stdin.buffer:
        asked = json.loads(told)
        signal.setitimer(signal.ITIMER_REAL, asked["seconds"] + GRACE_S)
        try:
            head, lines = opened.answer(asked)
        except MemoryError:
            head, lines = {"fault": "memory"}, []
        tell.write(b"".join([line(head), *lines]))
        tell.flush()
        signal.setitimer(signal.ITIMER_REAL, 0)


def restrict(memory_mb: int, more_files: int) -> None:
    """Give up what a query does not need: new files and sockets, writing, dumps, and memory beyond the allowance."""
    now = address_space()
    if memory_mb and now is not None:
        _most(resource.RLIMIT_AS, now + memory_mb * 1024 * 1024)
    _most(resource.RLIMIT_FSIZE, 0)
    _most(resource.RLIMIT_CORE, 0)
    lowest_free = os.dup(0)
    os.close(lowest_free)
    _most(resource.RLIMIT_NOFILE, lowest_free + more_files)


def _most(what: int, most: int) -> None:
    resource.setrlimit(what, (most, most))


def address_space() -> int | None:
    """Bytes of addresses this process holds; none where the system does not say (and has no limit on them)."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    except OSError:
        return None


def _say(tell: BinaryIO, value: dict[str, Any]) -> None:
    tell.write(line(value))
    tell.flush()
