"""One size from table to answer, each stage in a process of its own, beside the engine's own bulk load.

The reference (chains, segments, places and facts that ship) is loaded before; its time is shown and not counted.
"""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import generate
from benchmarks.measure import Cost, median, run


def size(n: int, folder: Path, times: int, say: Callable[[str], None]) -> dict[str, Any]:
    """All figures of n firms, in order; `times` whole runs of the stages that can be repeated."""
    tables, home = folder / "tables", folder / "home"
    shutil.rmtree(folder, ignore_errors=True)
    files = generate.write(n, tables)
    found: dict[str, list[Cost]] = {}

    def note(name: str, cost: Cost) -> Cost:
        found.setdefault(name, []).append(cost)
        say(f"{n:>9,} {name:<12} {cost.wall_s:8.2f} s {cost.cpu_s:8.2f} s CPU {cost.peak_mb:6,} MB")
        return cost

    for turn in range(times):
        shutil.rmtree(home, ignore_errors=True)
        note("reference", run(["chainscout", "--home", home, "--json", "load", "--facts"]))
        note("load", run(["chainscout", "--home", home, "--json", "load", *files]))
        note("build", run(["chainscout", "--home", home, "--json", "build"]))
        note("standing", run(["benchmarks.stand", home]))
        frames = next((home / "graph").glob("*.frames"))
        for way in ("batch", "frames"):
            target = folder / f"raw-{turn}.grafeo"
            note(f"raw {way}", run(["benchmarks.raw", way, frames, target]))
            target.unlink()
    note("questions", run(["benchmarks.warm", home]))
    small = folder / "more.csv"
    for turn in range(3):
        generate.more(n + 1_000 * turn).write_csv(small)
        note("100 rows", run(["chainscout", "--home", home, "--json", "load", small]))
    note("next build", run(["chainscout", "--home", home, "--json", "build"]))
    bytes_read = sum(f.stat().st_size for f in files)
    return {"firms": n, "table_bytes": bytes_read, "stages": {k: _stage(v) for k, v in found.items()}}


def _stage(costs: list[Cost]) -> dict[str, Any]:
    return {**median(costs).plain(), "runs": [c.wall_s for c in costs]}
