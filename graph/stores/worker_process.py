"""The worker's own process: opens one published graph, gives up its rights, answers until its input ends.

It is started by `graph.stores.worker` and talks with it in lines of JSON: a query in, a head and its rows out. After
opening it may open nothing more (files, sockets), write to no file, and take no more memory than it was allowed; a
query that outlasts its time ends the process, also when nobody is left to do it.
"""

import json
import os
import resource
import signal
import sys
from pathlib import Path
from typing import Any, BinaryIO

from grafeo import GrafeoDB, GrafeoError

from graph.cypher.values import cut, line

GRACE_S = 2.0
"""How long after its time a query ends the process, if the parent did not."""


def main(path: str, memory_mb: str) -> None:
    """Serve one graph with so much memory for queries; 0: no limit of the system, the parent watches."""
    tell = sys.stdout.buffer
    try:
        db = GrafeoDB.open_read_only(path)
    except (GrafeoError, OSError) as error:
        _say(tell, {"fault": str(error)})
        return
    restrict(int(memory_mb))
    _say(tell, {"ready": os.getpid()})
    for told in sys.stdin.buffer:
        asked = json.loads(told)
        signal.setitimer(signal.ITIMER_REAL, asked["seconds"] + GRACE_S)
        try:
            answer(tell, db, asked)
        except MemoryError:
            _say(tell, {"fault": "memory"})
        signal.setitimer(signal.ITIMER_REAL, 0)


def restrict(memory_mb: int) -> None:
    """Give up what a query does not need: new files and sockets, writing, dumps, and memory beyond the allowance."""
    now = address_space()
    if memory_mb and now is not None:
        _most(resource.RLIMIT_AS, now + memory_mb * 1024 * 1024)
    _most(resource.RLIMIT_FSIZE, 0)
    _most(resource.RLIMIT_CORE, 0)
    lowest_free = os.dup(0)
    os.close(lowest_free)
    _most(resource.RLIMIT_NOFILE, lowest_free)


def _most(what: int, most: int) -> None:
    resource.setrlimit(what, (most, most))


def address_space() -> int | None:
    """Bytes of addresses this process holds; none where the system does not say (and has no limit on them)."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    except OSError:
        return None


def answer(tell: BinaryIO, db: Any, asked: dict[str, Any]) -> None:
    """One query: a head that says how many rows follow, and whether there were more; or what the engine said."""
    try:
        result = db.execute_cypher(asked["cypher"], asked["params"])
    except GrafeoError as error:
        _say(tell, {"refused": str(error)})
        return
    lines, more = cut(result, asked["rows"], asked["bytes"])
    head = {"columns": list(result.columns), "n": len(lines), "more": more}
    tell.write(b"".join([line(head), *lines]))
    tell.flush()


def _say(tell: BinaryIO, value: dict[str, Any]) -> None:
    tell.write(line(value))
    tell.flush()
