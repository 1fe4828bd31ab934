"""Make a home of an archive; a home that holds anything is refused.

JSON: {"archive": path, "home": path}
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from chainscout.outcome import Outcome
from chainscout.settings import Settings


def options(parser: argparse.ArgumentParser, words: Sequence[str]) -> None:  # noqa: ARG001  # one form for all commands
    """From what."""
    parser.add_argument("archive", metavar="FILE", help="what `chainscout backup` wrote")


def run(args: argparse.Namespace, settings: Settings) -> Outcome:
    """Restore."""
    from graph.ledger import restore

    restore(Path(args.archive), settings.home)
    value = {"archive": args.archive, "home": str(settings.home)}
    return Outcome(value, [f"{settings.home}: restored from {args.archive}; next: chainscout build"])
