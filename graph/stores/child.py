"""How is a worker's process spoken to, and ended? Lines of JSON through pipes, a deadline, and a look at its memory."""

import json
import os
import re
import select
import signal
import subprocess
import sys
import time
import weakref
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from graph.errors import CypherError, StoreError
from graph.stores.limits import CAPS, Limits, too_large, too_slow

START_S = 120.0
"""How long opening a graph may take: a million firms take seconds."""

TICK_S = 0.05
"""How often the worker's memory is looked at while a query runs."""

ROOT = Path(__file__).parents[2]
CODE = (
    "import sys; sys.path.insert(0, sys.argv[1]); from graph.stores import worker_process as w; w.main(*sys.argv[2:])"
)
KEPT = ("PATH", "LANG", "LC_ALL", "PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "VIRTUAL_ENV")
"""What the worker gets of the environment: no password, no token."""

Head = dict[str, Any]
"""What is said before the rows: columns, how many follow, what cut them, and on a server of which graph they are."""


class GoneError(CypherError):
    """The process was killed from outside, before it was asked or while it answered."""

    def __init__(self) -> None:
        super().__init__(
            "cypher: the process that answers was killed from outside, perhaps since this machine has no memory left; "
            "ask again, or for less"
        )


class Child:
    """One worker process; `kind` and `hello` say what it opens (see `worker_process`)."""

    def __init__(self, kind: str, hello: Mapping[str, Any], memory_mb: int, *, system_limit: bool) -> None:
        self.memory_mb = memory_mb
        allowed = memory_mb if system_limit else 0
        command = [sys.executable, "-P", "-c", CODE, str(ROOT), kind, str(allowed)]
        environment = {k: v for k, v in os.environ.items() if k in KEPT}
        environment |= {"MALLOC_ARENA_MAX": "2", "PYTHONUTF8": "1"}
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(
            command, stdin=pipe, stdout=pipe, stderr=pipe, env=environment, process_group=0
        )
        self._hello = json.dumps(hello).encode() + b"\n"
        self._finish = weakref.finalize(self, finish, self._process)
        self._heard = bytearray()
        self._told = 0
        self._at_rest = 0

    @property
    def pid(self) -> int:
        """The process."""
        return self._process.pid

    @property
    def lives(self) -> bool:
        """Can it be asked?"""
        return self._process.poll() is None

    def end(self) -> None:
        """Kill it, and take what it leaves."""
        self._finish()

    def opened(self) -> str | None:
        """Wait until the graph is open; what went wrong, if something did, and then it has ended."""
        try:
            self._send(self._hello)
            told = json.loads(self._line(Limits(seconds=START_S)))
        except CypherError as error:
            self.end()
            return str(error)
        if "ready" in told:
            self._at_rest = resident_mb(self.pid)
            return None
        self.end()
        return str(told["fault"])

    def answer(self, cypher: str, params: Mapping[str, Any], limits: Limits) -> tuple[Head, list[list[Any]]]:
        """Ask, and read head and rows within the limits; whatever breaks them ends the process."""
        asked = {"cypher": cypher, "params": params, "rows": limits.rows, "bytes": limits.bytes}
        line = json.dumps({**asked, "seconds": limits.seconds}, ensure_ascii=False).encode() + b"\n"
        clean = False
        try:
            self._send(line)
            deadline = time.monotonic() + limits.seconds
            head = json.loads(self._line(limits, deadline))
            rows = [json.loads(self._line(limits, deadline)) for _ in range(head.get("n", 0))]
            clean = "fault" not in head
        finally:
            if not clean:
                self.end()
        if "refused" in head:
            raise CypherError(f"cypher: {in_words(head['refused'])}; check the query")
        if "failed" in head:
            raise StoreError(head["failed"])
        if "fault" in head:
            raise CypherError(too_large(self.memory_mb))
        return head, rows

    def _send(self, line: bytes) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(line)
            self._process.stdin.flush()
        except OSError as error:
            raise GoneError from error

    def _line(self, limits: Limits, deadline: float | None = None) -> bytes:
        """The next line it says, before the deadline, and no longer than the limits allow."""
        until = deadline or time.monotonic() + limits.seconds
        looked = self._told
        while (end := self._heard.find(b"\n", looked)) < 0:
            looked = len(self._heard)
            if looked - self._told > CAPS["bytes"]:
                self.end()
                raise CypherError("cypher: stopped, one row is too large; return less of it")
            self._hear(until, limits)
        line = bytes(self._heard[self._told : end])
        self._told = end + 1
        if self._told == len(self._heard):
            self._heard.clear()
            self._told = 0
        return line

    def _hear(self, until: float, limits: Limits) -> None:
        assert self._process.stdout is not None
        ear = select.poll()
        ear.register(self._process.stdout, select.POLLIN | select.POLLHUP)
        while not ear.poll(1000 * max(0.0, min(TICK_S, until - time.monotonic()))):
            if time.monotonic() >= until:
                self.end()
                raise CypherError(too_slow(limits.seconds))
            if resident_mb(self.pid) > self._at_rest + self.memory_mb:
                self.end()
                raise CypherError(too_large(self.memory_mb))
        said = os.read(self._process.stdout.fileno(), 1 << 20)
        if not said:
            raise self._last_words(limits)
        self._heard += said

    def _last_words(self, limits: Limits) -> CypherError:
        """Why it ended by itself: its alarm, no memory, somebody else, or a fault of the engine."""
        assert self._process.stderr is not None
        code = self._process.wait()
        said = self._process.stderr.read().decode("utf-8", "replace")
        self.end()
        if code == -signal.SIGKILL:
            return GoneError()
        if code == -signal.SIGALRM:
            return CypherError(too_slow(limits.seconds))
        if "memory" in said:
            return CypherError(too_large(self.memory_mb))
        last = said.strip().rpartition("\n")[2][:200] or f"signal {-code}"
        return CypherError(f"cypher: the engine broke off ({last}); write the query otherwise, and please report it")


def finish(process: subprocess.Popen[bytes]) -> None:
    """Kill a process, and close what leads to it."""
    with suppress(ProcessLookupError):
        process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe:
            with suppress(OSError):
                pipe.close()


def in_words(said: str) -> str:
    r"""What the engine said, its place as line and column.

    >>> in_words("GRAFEO-Q001: syntax error: [Cypher] Expected an expression\n  --> query:1:20\n   |\n 1 | RETURN 1 +")
    'line 1, column 20: syntax error: Expected an expression'
    """
    first = re.sub(r"^GRAFEO-\w+: ", "", said.partition("\n")[0]).replace("[Cypher] ", "").rstrip(". ")
    where = re.search(r"--> query:(\d+):(\d+)", said)
    hint = re.search(r"help: (.+)", said)
    told = f"line {where[1]}, column {where[2]}: {first}" if where else first
    return f"{told} ({hint[1].strip()})" if hint else told


def resident_mb(pid: int) -> int:
    """How much memory a process holds, in MB; 0 if it is gone."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") >> 20
    except OSError:
        pass
    if Path("/proc/self/statm").exists():
        return 0
    told = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return int(told.stdout or 0) >> 10
