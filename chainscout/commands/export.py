"""Carry the published graph away: GraphML for other tools, or a CSV a kind; `--edition outside` (推介版) holds what guests may see.

What guests may see are public claims on what is here, by an allow-list of kinds and fields: no talk, plan, target,
demand, survey, signal, hindrance, task force or balance, even where its source is public.

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
    parser.add_argument(
        "--edition",
        default="internal",
        metavar="WHO",
        help="internal (default) or outside (推介版): what is here by public sources; no talks, plans, targets, surveys, signals",
    )


def run(args: argparse.Namespace, settings: Settings) -> Outcome:
    """Write the whole published graph."""
    from chainscout import carried, public, released, views
    from chainscout.progress import steps
    from graph.errors import SettingsError

    if args.edition not in ("internal", "outside"):
        raise SettingsError(f"--edition {args.edition}: is not one of internal, outside; choose one")
    target = Path(args.target)
    if target.suffix and target.suffix.lower() != ".graphml":
        raise SettingsError(f"{target}: neither a .graphml file nor a folder; name one of them")
    opened, held_by = (public.opened, released.released) if args.edition == "outside" else (views.opened, carried.whole)
    with opened(settings) as view, steps() as now:
        now.to(str(target))
        mark = carried.watermark(view)
        write = carried.graphml if target.suffix else carried.tables
        done = write(view, held_by(view), target)
    files = [{"path": str(p), "bytes": p.stat().st_size} for p in done.files]
    value = {"files": files, "nodes": done.nodes, "ties": done.ties, "edition": args.edition}
    said = f"{target}: {done.nodes:,} nodes and {done.ties:,} ties written, {len(files)} file(s)"
    return Outcome(value, [said, *((mark,) if mark else ())])
