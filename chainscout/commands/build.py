"""Build the graph from the ledger: as of a date, as known on a date.

Without dates it is the graph of today. --as-of 2021-12-31 is what held then; --known-on what could have been known by then.
JSON: {"as_of", "known_on", "ledger", "synthetic": n, "rebuilt": bool, "touched", "nodes": {kind: n}, "edges": {kind: n}, "counts": {what: n}}
"""

import argparse
from collections.abc import Sequence
from contextlib import closing

from chainscout.outcome import Outcome, Table
from chainscout.settings import Settings

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
    parser.add_argument("--anew", action="store_true", help="make the graph from nothing instead of from the last one")


def run(args: argparse.Namespace, settings: Settings) -> Outcome:
    """Build and publish."""
    from chainscout import dates, ingest
    from chainscout.credentials import server
    from graph.stores import publisher

    as_of = dates.first(args.as_of, "--as-of") if args.as_of else settings.today()
    known_on = dates.last(args.known_on, "--known-on") if args.known_on else as_of
    when = {"as_of": as_of, "known_on": known_on}
    with closing(publisher(settings.home, server(settings))) as store:
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
    return Outcome(value, [Table(["kind", "in the graph"], rows), *said, stamp, "next: chainscout ask"])
