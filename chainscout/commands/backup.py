"""Write the home into one archive: everything that cannot be made again.

JSON: {"archive": path, "bytes": number}
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from chainscout.outcome import Outcome
from chainscout.settings import Settings


def options(parser: argparse.ArgumentParser, words: Sequence[str]) -> None:  # noqa: ARG001  # one form for all commands
    """Where to."""
    parser.add_argument("to", nargs="?", default=".", metavar="FILE", help="a file, or a folder (default: here)")


def run(args: argparse.Namespace, settings: Settings) -> Outcome:
    """Back up."""
    from graph.ledger import Ledger

    written = Ledger.open(settings.home).backup(Path(args.to))
    size = written.stat().st_size
    said = f"{written}: written, {size:,} bytes; bring it back with `chainscout restore {written} --home FOLDER`"
    return Outcome({"archive": str(written), "bytes": size}, [said])
