"""Two questions on one open graph, again and again: the first time, then the median in milliseconds."""

import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from chainscout.settings import settings
from chainscout.views import opened
from queries import chain_status, gaps

CHAINS = ("display", "battery", "ic")
PLACES = ("厦门市", "厦门火炬高新区")
TIMES = 15


def main(home: Path) -> None:
    """Print for each question, chain and place: ms cold, ms warm, how many ties the answer looked at."""
    found = []
    with opened(settings(home)) as view:
        for name, ask in (("chain_status", chain_status.ask), ("gaps", gaps.ask)):
            for chain in CHAINS:
                for place in PLACES:
                    timed = [_ms(lambda: ask(view, chain=chain, place=place)) for _ in range(TIMES + 1)]  # noqa: B023
                    warm = round(statistics.median(timed[1:]), 1)
                    found.append(
                        {"question": name, "chain": chain, "place": place, "cold": round(timed[0], 1), "warm": warm}
                    )
    print(json.dumps(found, ensure_ascii=False))


def _ms(act: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1_000


if __name__ == "__main__":
    main(Path(sys.argv[1]))
