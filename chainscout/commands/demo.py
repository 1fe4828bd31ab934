"""Show the main job on the facts that ship: load, build, write the gap list as a page and a workbook.

Everything goes into one folder (out/), the home too (out/demo-home), which is made anew each time.
JSON: {"home", "files": [path], "loaded": {"files", "added", "refused"}, "why": {code: n}, "graph": {kind: n},
"states": {place: {chain: {state: n}}}, "seconds": number}
"""

import argparse
from collections.abc import Sequence

from chainscout.outcome import Outcome
from chainscout.settings import Settings


def options(parser: argparse.ArgumentParser, words: Sequence[str]) -> None:  # noqa: ARG001  # one form for all commands
    """Where to."""
    parser.add_argument("--out", metavar="FOLDER", default="out", help="where everything is written (default: out)")


def run(args: argparse.Namespace, settings: Settings) -> Outcome:
    """Run it."""
    from pathlib import Path

    from chainscout import demo

    return demo.run(Path(args.out), settings)
