"""What do the guard and the worker cost? `python -m benchmarks.console HOME`: milliseconds a query, as JSON.

The guard on the house's own queries and the saved ones, by length; a query through guard, worker and pipe, warm; and
how long a worker takes to be there, the first time and after a kill.
"""

import json
import os
import signal
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from chainscout.saved import saved
from graph.cypher.guard import check
from graph.stores.console import Console

TIMES = 300
BY_ID = "MATCH (c:Chain {id: $id}) RETURN c.name AS name"
ROWS = "MATCH (p:Place) RETURN p.id AS id, p.name AS name LIMIT 1000"


def main(home: Path) -> None:
    """Print the guard's median and slowest, the worker's median and 99th, and starts."""
    guarded = {
        one.name: (len(one.cypher), _ms(partial(check, one.cypher, one.defaults))) for one in saved(home).values()
    }
    longest = max(guarded, key=lambda name: guarded[name][0])
    with Console.of(home) as console:
        first = _once(lambda: console.run("RETURN 1 AS x"))
        warm = _ms(lambda: console.run(BY_ID, {"id": "display"}))
        thousand = _ms(lambda: console.run(ROWS), 50)
        os.kill(console.engine.pid or 0, signal.SIGKILL)
        again = _once(lambda: console.run("RETURN 1 AS x"))
    told = {
        "guard_ms": {"median": statistics.median(t["median"] for _, t in guarded.values()), "longest": {longest: guarded[longest]}},
        "worker_ms": {"by id": warm, "1000 rows": thousand, "first": first, "after a kill": again},
    }  # fmt: skip
    print(json.dumps(told, ensure_ascii=False, indent=1))


def _ms(act: Callable[[], Any], times: int = TIMES) -> dict[str, float]:
    taken = sorted(_once(act) for _ in range(times))
    return {"median": round(statistics.median(taken), 3), "p99": round(taken[int(times * 0.99)], 3)}


def _once(act: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    act()
    return round((time.perf_counter() - begun) * 1_000, 3)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
