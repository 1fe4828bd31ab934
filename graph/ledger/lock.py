"""Who is writing? One process at a time; the lock names host, process, command and time."""

import fcntl
import json
import os
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from graph.errors import BusyError

_held: dict[Path, tuple[int, int, TextIO]] = {}
"""Locks of this process: the thread that holds one, how often it entered, the open file."""


@contextmanager
def writing(home: Path) -> Iterator[None]:
    """Hold the home's writer lock; entering again from the same thread is free. BusyError names the holder.

    The system drops the lock of a process that dies, so a dead writer's lock is simply taken over.
    """
    path = (home / "lock").resolve()
    _enter(path)
    try:
        yield
    finally:
        _leave(path)


def _enter(path: Path) -> None:
    me = threading.get_ident()
    thread, depth, file = _held.get(path, (me, 0, None))
    if file is not None and thread == me:
        _held[path] = (me, depth + 1, file)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    file = path.open("a+", encoding="utf-8")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        holder = file.read()
        file.close()
        raise BusyError(_busy(path, holder)) from None
    file.seek(0)
    file.truncate()
    json.dump(_self(), file, ensure_ascii=False)
    file.flush()
    _held[path] = (me, 1, file)


def _leave(path: Path) -> None:
    thread, depth, file = _held[path]
    if depth > 1:
        _held[path] = (thread, depth - 1, file)
        return
    del _held[path]
    file.seek(0)
    file.truncate()
    file.close()


def _self() -> dict[str, str | int]:
    command = " ".join([Path(sys.argv[0]).name, *sys.argv[1:]])
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return {"host": socket.gethostname(), "pid": os.getpid(), "command": command[:200], "time": now}


def _busy(path: Path, holder: str) -> str:
    try:
        by = json.loads(holder)
        who = f"host {by['host']}, process {by['pid']}, `{by['command']}`, since {by['time']}"
        way = f"wait for it, or stop process {by['pid']} on {by['host']}, and run again"
    except (ValueError, KeyError, TypeError):
        who, way = "it has not said its name yet", "run again in a moment"
    return f"{path}: another process is writing ({who}); {way}"
