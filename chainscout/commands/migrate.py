"""Bring an older home to this version's format; it is backed up beside itself first.

JSON: {"home": path, "backup": path or null}
"""

import argparse
from collections.abc import Sequence

from chainscout.outcome import Outcome
from chainscout.settings import Settings


def options(parser: argparse.ArgumentParser, words: Sequence[str]) -> None:
    """None of its own."""


def run(args: argparse.Namespace, settings: Settings) -> Outcome:  # noqa: ARG001  # one form for all commands
    """Migrate."""
    from graph.ledger import migrate

    saved = migrate(settings.home)
    said = f"migrated, backed up as {saved}" if saved else "is of this version already; nothing to do"
    return Outcome({"home": str(settings.home), "backup": str(saved) if saved else None}, [f"{settings.home}: {said}"])
