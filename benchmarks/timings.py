"""What did the runs of a question take, on which engine, and is the target reached? Figures and their table."""

import math
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from statistics import median
from typing import Any

TARGET_MS: Mapping[str, float] = {"chain-status": 50, "gaps": 50, "paths": 1_000}
"""Questions of states, and shortest ties; all others are lists."""

LIST_MS = 300.0
NOISE = 1.1
"""Two engines whose medians are no further apart are called equally fast."""

Row = Mapping[str, Any]


def once(act: Callable[[], Any]) -> tuple[float, Any]:
    """Milliseconds, and what came of it."""
    begun = time.perf_counter()
    found = act()
    return round((time.perf_counter() - begun) * 1_000, 1), found


def in_turn(acts: Mapping[str, Callable[[], Any]], runs: int) -> dict[str, list[float]]:
    """Milliseconds of each act, run by run; who begins changes from run to run."""
    found: dict[str, list[float]] = {name: [] for name in acts}
    for turn in range(runs):
        for name in list(acts)[:: -1 if turn % 2 else 1]:
            found[name].append(once(acts[name])[0])
    return found


def percentile(times: Sequence[float], share: float) -> float:
    """The nearest rank: of few runs the 95th percentile is the slowest."""
    return sorted(times)[math.ceil(share * len(times)) - 1]


def row(
    question: str, asking: str, times: Mapping[str, Sequence[float]], firsts: Mapping[str, float]
) -> dict[str, Any]:
    """The figures of one question: the first time, then median and 95th percentile, an engine each."""
    said = {
        e: {"first": firsts[e], "median": round(median(t), 1), "p95": percentile(t, 0.95)} for e, t in times.items()
    }
    return {"question": question, "asking": asking, **said}


def target(question: str) -> float:
    """How many milliseconds a question may take when warm."""
    return TARGET_MS.get(question, LIST_MS)


def missed(one: Row) -> list[str]:
    """What a question misses: its time on the embedded engine, or to be no slower there than on the server."""
    own, other = one["grafeo"]["median"], one["neo4j"]["median"]
    late = [f"{target(one['question']):g} ms"] if own > target(one["question"]) else []
    return late + (["slower"] if own > other * NOISE else [])


def line(one: Row) -> str:
    """One question in a line, while it runs."""
    said = "; ".join([*missed(one), *([] if one["equal"] else ["ANSWERS DIFFER"]), *filter(None, [one["refused"]])])
    times = "".join(f"{one[e]['median']:10.1f} ms" for e in ("grafeo", "neo4j"))
    return f"{one['question']:<22}{one['asking']:<9}{times}  {said}"


def is_equal(found: Row) -> bool:
    """Does everybody say the same?"""
    return all(one["equal"] for one in (*found["asked"], *_plain(found)))


def _plain(found: Row) -> Sequence[Row]:
    asked: Sequence[Row] = found.get("networkx", {}).get("asked", ())
    return asked


def table(found: Row) -> str:
    """The figures of one size in Markdown."""
    plain = {(p["question"], p["asking"]): p["median"] for p in _plain(found)}
    heads = ["question", "from the middle: Grafeo", "Neo4j", "networkx", "hubs: Grafeo", "Neo4j", "networkx", "missed"]
    cells = [heads, ["---"] * len(heads)]
    for question, those in groupby(found["asked"], key=lambda one: one["question"]):
        cells.append([f"`{question}`", *_cells(list(those), plain)])
    loads = [one["load"] for one in found["asked"]]
    told = [f"{found['firms']:,} firms, {found['on']}, {min(loads)} to {max(loads)} processes waiting for {os.cpu_count()}",
            "cores; ms warm, median (95th percentile)."]  # fmt: skip
    if "networkx" in found:
        told.append(f"networkx: {found['networkx']['load_s']} s to load, {found['networkx']['peak_mb']:,} MB.")
    return "\n".join([" ".join(told), "", *("| " + " | ".join(one) + " |" for one in cells)])


def _cells(those: Sequence[Row], plain: Mapping[tuple[str, str], float]) -> Iterator[str]:
    for one in those:
        yield from (f"{one[e]['median']:g} ({one[e]['p95']:g})" for e in ("grafeo", "neo4j"))
        found = plain.get((one["question"], one["asking"]))
        yield "" if found is None else f"{found:g}"
    yield "; ".join(f"{m} ({one['asking']})" for one in those for m in missed(one))
