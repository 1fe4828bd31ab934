"""A first load into a Neo4j: `python -m benchmarks.bulk HOME [--wire]`, of the frames of a home that is built.

A server of its own is laid out in a temporary folder. Its importer makes the database offline, then it is started and
the constraints and indexes are made; with --wire the same graph is then written again over the wire.
"""

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from benchmarks.server import laid_out
from graph.model.change import Change
from graph.projection.frames import Stored
from graph.stores import Server
from graph.stores.generations import current
from graph.stores.neo4j import Neo4jStore
from graph.stores.neo4j_import import OfflineStore


def timed(name: str, act: Callable[[], object]) -> None:
    """Do it, and say what it took: here, and in the processes it waited for."""
    begun, before = time.monotonic(), _cpu()
    act()
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) // 1024
    print(f"{name:<24}{time.monotonic() - begun:8.1f} s{_cpu() - before:8.1f} s CPU{peak:8,} MB", flush=True)


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


def main(words: Sequence[str] | None = None) -> int:
    """Load what a home has published."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("--wire", action="store_true", help="over the wire as well")
    args = parser.parse_args(words)
    made = current(args.home / "graph")
    if made is None:
        parser.error(f"{args.home}: no graph was built there; run `chainscout build --home {args.home}`")
    sides = Stored(made.frames, "node"), Stored(made.frames, "edge")
    n_nodes, n_ties = (sum(side.heights().values()) for side in sides)
    print(f"{n_nodes:,} nodes, {n_ties:,} ties", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        server = laid_out(Path(folder) / "server")
        change, frames = Change(*sides, rebuild=True), Path(folder) / "frames"
        timed("import, offline", lambda: OfflineStore(server.home, frames).apply(change, made.stamp))
        server.start()
        try:
            with closing(Neo4jStore(Server(server.uri, "neo4j", server.password), frames)) as store:
                timed("constraints, indexes", lambda: store.apply(Change(), made.stamp))
                assert store.rows("MATCH ()-[t]->() RETURN count(t) AS n") == [{"n": n_ties}]
                if args.wire:
                    timed("wiped, over the wire", lambda: store.apply(change, made.stamp))
        finally:
            server.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
