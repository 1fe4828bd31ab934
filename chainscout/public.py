"""The graph an outsider may see: projected from public claims alone, so that nothing else can be in it.

It stands beside the home's own graph, at the same dates, and is made again when the ledger or the dates have moved.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from chainscout.rules import rules
from chainscout.settings import Settings
from graph.model.change import Stamp, View

FOLDER = "public"


@contextmanager
def opened(chosen: Settings) -> Iterator[View]:
    """The public view at the dates of what is published; StoreError where nothing is."""
    from chainscout import views
    from graph.stores import reader
    from graph.view import GraphView

    with views.opened(chosen) as inside:
        stamp = inside.stamp
    folder = chosen.home / FOLDER
    _projected(chosen.home, folder, stamp)
    view = GraphView(chosen.home, rules(chosen), reader(folder))
    try:
        yield view
    finally:
        view.close()


def _projected(home: Path, folder: Path, stamp: Stamp) -> None:
    """Project the public claims, unless that is what stands there already."""
    import polars as pl

    from graph.ledger import Ledger
    from graph.projection import project
    from graph.stores import publisher

    pin = Ledger.open(home).pin()
    folder.mkdir(exist_ok=True)
    store = publisher(folder)
    before = store.published()
    wanted = (stamp.as_of, stamp.known_on, pin.version, stamp.vocabulary)
    if before and before.complete:
        there = before.stamp
        if (there.as_of, there.known_on, there.ledger, there.vocabulary) == wanted:
            return
    told = pl.col("visibility").is_null() | (pl.col("visibility") == "public")  # what takes a claim back says none
    seen = replace(pin, claims=pin.claims.filter(told))
    project(seen, as_of=date.fromisoformat(stamp.as_of), known_on=date.fromisoformat(stamp.known_on), store=store)
