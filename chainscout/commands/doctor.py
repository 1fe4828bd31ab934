"""Check this machine and the home: Python, packages, disk, settings, lock, ledger, graph.

JSON: {"ok": bool, "findings": [{check, state: ok|warn|bad, says}]}
Exit status 1 where something is bad.
"""

import argparse
from collections.abc import Sequence
from dataclasses import asdict

from chainscout.outcome import Outcome, Table
from chainscout.settings import Settings


def options(parser: argparse.ArgumentParser, words: Sequence[str]) -> None:
    """None of its own."""


def run(args: argparse.Namespace, settings: Settings) -> Outcome:  # noqa: ARG001  # one form for all commands
    """Check everything."""
    from chainscout.doctor import findings

    found = list(findings(settings))
    fine = all(f.state != "bad" for f in found)
    rows = [[f.check, f.state, f.says] for f in found]
    return Outcome(
        {"ok": fine, "findings": [asdict(f) for f in found]}, [Table(["check", "", "says"], rows)], 0 if fine else 1
    )
