"""What does a process cost? Wall clock, user + system CPU, and peak memory, from the system's own account of it."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
COMPILED = Path(tempfile.gettempdir()) / "chainscout-bench-compiled"
"""Where compiled modules go, whatever the environment says: a user's second run finds them too."""


@dataclass(frozen=True)
class Cost:
    """One process: seconds on the clock, seconds of CPU, MB at its peak; `said` is what it printed as JSON."""

    wall_s: float
    cpu_s: float
    peak_mb: int
    said: Any = None

    def plain(self) -> dict[str, Any]:
        """As values for JSON."""
        return asdict(self)


class StageError(RuntimeError):
    """A stage ended with an error; its last words are the message."""


def run(words: Sequence[str | Path]) -> Cost:
    """Run `python -m` with these words to its end."""
    command = [sys.executable, "-m", *(str(word) for word in words)]
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        begun = time.perf_counter()
        child = subprocess.Popen(command, stdout=out, stderr=err, cwd=ROOT, env=_environment())
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - begun
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        if child.returncode:
            raise StageError(f"{' '.join(command)}: exit {child.returncode}\n{err.read().decode()[-2_000:]}")
        text = out.read().decode()
    said = json.loads(text) if text.startswith(("{", "[")) else None
    scale = 1024 if sys.platform != "darwin" else 1024 * 1024
    return Cost(round(wall, 3), round(usage.ru_utime + usage.ru_stime, 3), usage.ru_maxrss // scale, said)


def _environment() -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(COMPILED)}


def median(costs: Sequence[Cost]) -> Cost:
    """The run in the middle by the clock; its peak is the highest of all."""
    middle = statistics.median_low([c.wall_s for c in costs])
    chosen = next(c for c in costs if c.wall_s == middle)
    return Cost(chosen.wall_s, chosen.cpu_s, max(c.peak_mb for c in costs), chosen.said)
