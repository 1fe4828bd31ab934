"""Carry the published graph away: GraphML for other tools, or a CSV a kind; the outside edition holds public claims only.

`chainscout export graph.graphml` · `chainscout export FOLDER/` (nodes-KIND.csv, ties-KIND.csv).
JSON: {"files": [{"path": path, "bytes": number}], "nodes": number, "ties": number, "edition": "internal"|"outside"}
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from chainscout.outcome import Outcome
from chainscout.settings import Settings


def options(parser: argparse.ArgumentParser, words: Sequence[str]) -> None:  # noqa: ARG001  # one form for all commands
    """Where to, and for whom."""
    parser.add_argument("target", metavar="TARGET", help="a .graphml file, or a folder for CSV files")
    parser.add_argument("--edition", default="internal", metavar="WHO", help="internal (default) or outside (推介版)")


def run(args: argparse.Namespace, settings: Settings) -> Outcome:
    """Write the whole published graph."""
    from chainscout import carried, public, views
    from chainscout.progress import steps
    from graph.errors import SettingsError

    if args.edition not in ("internal", "outside"):
        raise SettingsError(f"--edition {args.edition}: is not one of internal, outside; choose one")
    target = Path(args.target)
    if target.suffix and target.suffix.lower() != ".graphml":
        raise SettingsError(f"{target}: neither a .graphml file nor a folder; name one of them")
    opened = public.opened if args.edition == "outside" else views.opened
    with opened(settings) as view, steps() as now:
        now.to(str(target))
        mark = carried.watermark(view)
        done = carried.graphml(view, target) if target.suffix else carried.tables(view, target)
    files = [{"path": str(p), "bytes": p.stat().st_size} for p in done.files]
    value = {"files": files, "nodes": done.nodes, "ties": done.ties, "edition": args.edition}
    said = f"{target}: {done.nodes:,} nodes and {done.ties:,} ties written, {len(files)} file(s)"
    return Outcome(value, [said, *((mark,) if mark else ())])
