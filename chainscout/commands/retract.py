"""End claims by their id: the world or the source changed, or (--misread) we read it wrongly.

The ids are in `chainscout ask sources`. A retraction counts from --known-on; a misreading at every date, and loading the
file that was misread again does not bring it back: only a changed file does, or `load --restate`.
JSON: {"claims": [id], "retracted": number, "load": number, "version": number}
"""

import argparse
from collections.abc import Sequence

from chainscout.outcome import Outcome
from chainscout.settings import Settings


def options(parser: argparse.ArgumentParser, words: Sequence[str]) -> None:  # noqa: ARG001  # one form for all commands
    """Which claims, and why."""
    parser.add_argument("claims", nargs="+", metavar="CLAIM", help="ids of claims (c-…)")
    parser.add_argument("--reason", required=True, metavar="TEXT", help="why")
    parser.add_argument("--misread", action="store_true", help="we read it wrongly: it holds at no date")
    parser.add_argument("--known-on", metavar="DATE", help="since when this is known (default: today)")


def run(args: argparse.Namespace, settings: Settings) -> Outcome:
    """Retract or correct."""
    from chainscout import dates
    from graph.ledger import Ledger

    on = dates.last(args.known_on, "--known-on") if args.known_on else settings.today()
    ledger = Ledger.open(settings.home, write=True)
    receipt = (ledger.correct if args.misread else ledger.retract)(args.claims, on, args.reason)
    value = {"claims": args.claims, "retracted": receipt.retracted, "load": receipt.load, "version": receipt.version}
    holds = "; they stay so until their file changes, or `load --restate`" if args.misread and receipt.retracted else ""
    if not receipt.retracted:
        return Outcome(value, [f"{len(args.claims)} claims: none stood any more, nothing was changed"])
    already = f" ({receipt.kept} stood no more already)" if receipt.kept else ""
    return Outcome(value, [f"{receipt.retracted} claims stand no more{already}{holds}; next: chainscout build"])
