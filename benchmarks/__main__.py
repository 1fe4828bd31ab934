"""Timed runs: `python -m benchmarks [--firms 10000,100000,1000000] [--runs 3] [--folder DIR]`."""

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks import report, run

RUNS_UP_TO = 100_000
"""Above so many firms each stage runs once: a run takes minutes."""
RESULTS = Path(__file__).parent / "results.json"


def main() -> int:
    """Run the sizes asked for; results as JSON and a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--firms", default="10000,100000", help="sizes, separated by commas (default: 10000,100000)")
    parser.add_argument("--runs", type=int, default=3, help="whole runs of each stage up to 100,000 firms (default: 3)")
    parser.add_argument("--folder", type=Path, help="where tables and homes go, and stay (default: gone afterwards)")
    parser.add_argument("--results", type=Path, default=RESULTS, help="where the figures go, as JSON")
    args = parser.parse_args()
    folder = args.folder or Path(tempfile.mkdtemp(prefix="chainscout-bench-"))
    found = []
    try:
        for n in sorted(int(text) for text in args.firms.split(",")):
            times = args.runs if n <= RUNS_UP_TO else 1
            found.append(run.size(n, folder / str(n), times, lambda line: print(line, file=sys.stderr, flush=True)))
            args.results.write_text(
                json.dumps(report.whole(found), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
            )
    finally:
        if not args.folder:
            shutil.rmtree(folder, ignore_errors=True)
    print(report.table(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
