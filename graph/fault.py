"""Where may a kill strike? Named points that a crash test switches on; otherwise they do nothing.

`CHAINSCOUT_CRASH_AT=append.sources` kills the process the first time it passes that point, `…=append.sources:3`
the third time. The kill is SIGKILL: no handler, no `finally`, no flush.
"""

import os
import signal
from collections import Counter

VARIABLE = "CHAINSCOUT_CRASH_AT"

_passed: Counter[str] = Counter()


def point(name: str) -> None:
    """Die here if the environment names this point."""
    wanted = os.environ.get(VARIABLE)
    if not wanted:
        return
    where, _, nth = wanted.partition(":")
    if where == name:
        _passed[name] += 1
        if _passed[name] == int(nth or 1):
            os.kill(os.getpid(), signal.SIGKILL)
