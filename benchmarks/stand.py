"""`standing` alone, on the newest version of a ledger, as of today."""

import json
import sys
import time
from datetime import date
from pathlib import Path

import polars as pl

from graph.ledger import Ledger
from graph.standing import standing


def main(home: Path) -> None:
    """Print how many claims there are, what stands of them, and the seconds it took without starting Python."""
    pin = Ledger.open(home).pin()
    claims = pin.claims.select(pl.len()).collect().item()
    begun = time.perf_counter()
    found = standing(pin, as_of=date(2026, 1, 1), known_on=date(2026, 1, 1))
    took = time.perf_counter() - begun
    nodes, ties = (sum(len(f) for f in side.values()) for side in (found.nodes, found.edges))
    print(json.dumps({"claims": claims, "nodes": nodes, "ties": ties, "seconds": round(took, 2)}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
