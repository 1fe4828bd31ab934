"""Build the graph from the ledger: as of a date, as known on a date.

Without dates it is the graph of today. --as-of 2021-12-31 is what held then; --known-on what could have been known by then.
On a Neo4j (--store neo4j) a first load of more than 200,000 nodes goes through its own importer, many times as fast: stop the
server, build with --offline and the folder it is installed in, start it, build once more.
JSON: {"as_of", "known_on", "ledger", "synthetic": n, "rebuilt": bool, "touched", "nodes": {kind: n}, "edges": {kind: n}, "counts": {what: n}}
"""

import argparse
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from chainscout.outcome import Outcome, Table
from chainscout.settings import Settings

if TYPE_CHECKING:
    from graph.stores import Publisher

COUNTS = {
    "self_ties": "ties of a firm to itself, dropped after names were joined",
    "dangling": "ties to something that is not there, left out",
    "ambiguous": "names that could be several firms, kept apart",
    "places_unknown": "ties without a place",
    "synthetic": "invented claims of examples (合成示例), left out; --synthetic shows them under a watermark",
}


def options(parser: argparse.ArgumentParser, words: Sequence[str]) -> None:  # noqa: ARG001  # one form for all commands
    """Which date."""
    parser.add_argument(
        "--as-of", metavar="DATE", help="what held on this date (default: today); 2021 is its first day"
    )
    parser.add_argument(
        "--known-on", metavar="DATE", help="what was known by this date (default: --as-of); 2021 is its last day"
    )
    parser.add_argument(
        "--synthetic",
        action="store_true",
        help="with what was invented for an example; all that is drawn is watermarked",
    )
    parser.add_argument(
        "--offline",
        metavar="FOLDER",
        help="with --store neo4j: all of it by the importer of the Neo4j in FOLDER, stopped",
    )
    parser.add_argument("--anew", action="store_true", help="make the graph from nothing instead of from the last one")


def run(args: argparse.Namespace, settings: Settings) -> Outcome:
    """Build and publish."""
    from chainscout import dates, ingest

    as_of = dates.first(args.as_of, "--as-of") if args.as_of else settings.today()
    known_on = dates.last(args.known_on, "--known-on") if args.known_on else as_of
    when = {"as_of": as_of, "known_on": known_on}
    with closing(_store(args, settings)) as store:
        built = ingest.build(settings.home, **when, anew=args.anew, synthetic=args.synthetic, store=store)
    value = {
        "as_of": built.stamp.as_of,
        "known_on": built.stamp.known_on,
        "ledger": built.stamp.ledger,
        "synthetic": built.stamp.synthetic,
        "rebuilt": built.rebuilt,
        "touched": built.touched,
        "nodes": dict(built.nodes),
        "edges": dict(built.edges),
        "counts": dict(built.counts),
    }
    rows = [[kind, n] for side in (built.nodes, built.edges) for kind, n in side.items() if n]
    said = [f"{COUNTS.get(name, name)}: {n}" for name, n in built.counts.items() if n]
    how = "made anew" if built.rebuilt else f"{built.touched} nodes and ties written"
    stamp = f"graph as of {built.stamp.as_of}, known on {built.stamp.known_on}, ledger {built.stamp.ledger}: {how}"
    then = (
        "start the server, then `chainscout build` once more: it makes the indexes"
        if args.offline
        else "chainscout ask"
    )
    return Outcome(value, [Table(["kind", "in the graph"], rows), *said, stamp, f"next: {then}"])


def _store(args: argparse.Namespace, settings: Settings) -> "Publisher":
    """Where it is published: the home's own graph, a server, or the database of one that stands still."""
    from chainscout.credentials import database, server
    from graph.errors import SettingsError
    from graph.stores import neo4j_folder, publisher

    if not args.offline:
        return publisher(settings.home, server(settings))
    if settings.store != "neo4j":
        raise SettingsError("--offline: fills the database of a Neo4j; say --store neo4j with it")
    from graph.stores.neo4j_import import OfflineStore

    folder = neo4j_folder(settings.home)
    return OfflineStore(Path(args.offline), folder, database=database() or "neo4j", overwrite=args.anew)
