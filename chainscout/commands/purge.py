"""Remove for good what a source says: a licence withdrawn, personal data. Only an account without content stays.

JSON: {"source": text, "removed": number, "load": number}
"""

import argparse
from collections.abc import Sequence

from chainscout.outcome import Outcome
from chainscout.settings import Settings


def options(parser: argparse.ArgumentParser, words: Sequence[str]) -> None:  # noqa: ARG001  # one form for all commands
    """Which source and why."""
    parser.add_argument("--source", required=True, metavar="SOURCE", help="the source's address, title or id")
    parser.add_argument("--reason", required=True, metavar="TEXT", help="why; this is kept")
    parser.add_argument("--yes", action="store_true", help="without asking")


def run(args: argparse.Namespace, settings: Settings) -> Outcome:
    """Purge after a yes."""
    import sys

    from graph.errors import LedgerError
    from graph.ledger import Ledger

    if not args.yes:
        if sys.stdin.isatty():
            sys.stderr.write(f"{args.source}: everything it says goes and cannot be brought back. Go on? [y/N] ")
            sys.stderr.flush()
        if not sys.stdin.isatty() or sys.stdin.readline().strip().lower() not in ("y", "yes", "是"):
            raise LedgerError(f"{args.source}: nothing was removed; say --yes if it is meant")
    receipt = Ledger.open(settings.home, write=True).purge(args.source, args.reason)
    value = {"source": args.source, "removed": receipt.retracted, "load": receipt.load}
    said = f"{args.source}: {receipt.retracted} claims removed for good; next: chainscout build --anew (copies in out/rejects and in earlier backups still hold it: delete them)"
    return Outcome(value, [said])
