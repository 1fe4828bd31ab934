"""One chainscout command that dies at its n-th point, holds at a point, may write no large file, or tells its points.

`python driver.py kill N …`, `hold POINT FILE …` (until FILE is gone), `small BYTES …`, `record FILE …`
"""

import os
import resource
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from graph import fault
from graph.ledger import care

seen: list[str] = []


def kill(at: str) -> None:
    if len(seen) == int(at):
        os.kill(os.getpid(), signal.SIGKILL)


def hold(at: str, until: str) -> None:
    if seen[-1] == at:
        Path(until).touch()
        while Path(until).exists():
            time.sleep(0.02)


def main() -> int:
    mode, *words = sys.argv[1:]
    takes = 2 if mode == "hold" else 1
    told, words = words[:takes], words[takes:]
    acts: dict[str, Callable[..., None]] = {"kill": kill, "hold": hold}

    def point(name: str) -> None:
        seen.append(name)
        if mode in acts:
            acts[mode](*told)

    fault.point = point
    care.MANY = 6  # so that a handful of loads is compacted
    if mode == "small":
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(told[0]), int(told[0])))
    from chainscout.cli import main as command

    code = command(words)
    if mode == "record":
        Path(told[0]).write_text("\n".join(seen), encoding="utf-8")
    return code


if __name__ == "__main__":
    raise SystemExit(main())
