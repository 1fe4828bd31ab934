"""The graph an outsider may see: projected from public claims alone, so that nothing else can be in it.

It stands beside the home's own graph, at the same dates and the same version of the ledger, and is made again when
they have moved. A claim is public if the last word on it says so; judgements (who is the same firm) are our own reading
and carry no such word, so only those that ship with the project count here.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from chainscout.inputs import SHIPPED
from chainscout.rules import rules
from chainscout.settings import Settings
from graph.model.change import Row, Stamp, View

if TYPE_CHECKING:
    import polars as pl

    from graph.ledger import Pin

FOLDER = "public"


@contextmanager
def opened(chosen: Settings) -> Iterator[View]:
    """The public view at the dates of what is published; StoreError where nothing is."""
    from chainscout import views
    from graph.stores import reader
    from graph.view import GraphView

    class PublicView(GraphView):
        """A view whose evidence and loads name nothing that is not public, and describe no page by an internal load."""

        @cached_property
        def _told(self) -> "pl.Series":
            return public_loads(super()._pin())

        def _pin(self) -> "Pin":
            return super()._pin().said_by(self._told)

        def evidence(self, ids: Sequence[str], least: int = 1) -> list[Row]:
            return [row for row in super().evidence(ids, least) if row["visibility"] == "public"]

        def loads(self) -> list[Row]:
            return [row for row in super().loads() if (row["series"] or "").startswith(SHIPPED)]

    with views.opened(chosen) as inside:
        stamp = inside.stamp
    folder = chosen.home / FOLDER
    _projected(chosen.home, folder, stamp)
    view = PublicView(chosen.home, rules(chosen), reader(folder))
    try:
        yield view
    finally:
        view.close()


def _projected(home: Path, folder: Path, stamp: Stamp) -> None:
    """Project the public claims, unless that is what stands there already."""
    from graph.ledger import Ledger
    from graph.projection import project
    from graph.stores import publisher

    folder.mkdir(exist_ok=True)
    store = publisher(folder)
    before = store.published()
    wanted = (stamp.as_of, stamp.known_on, stamp.ledger, stamp.vocabulary)
    if before and before.complete:
        there = before.stamp
        if (there.as_of, there.known_on, there.ledger, there.vocabulary) == wanted:
            return
    seen = public(Ledger.open(home).pin(stamp.ledger))
    project(seen, as_of=date.fromisoformat(stamp.as_of), known_on=date.fromisoformat(stamp.known_on), store=store)


def public(pin: "Pin") -> "Pin":
    """The ledger without any event of a claim whose last assertion is not public, and with shipped judgements only."""
    import polars as pl

    asserted = pin.claims.filter(pl.col("event") == "assert").select("claim_id", "visibility", "load")
    last = asserted.group_by("claim_id").agg(pl.col("visibility").sort_by("load").last())
    hidden = last.filter(pl.col("visibility") != "public").select("claim_id")
    ours = pl.col("series").str.starts_with(SHIPPED)
    return replace(
        pin.said_by(public_loads(pin)),
        claims=pin.claims.join(hidden, on="claim_id", how="anti"),
        judgements=pin.judgements.filter(ours),
    )


def public_loads(pin: "Pin") -> "pl.Series":
    """The loads that assert anything public; what others say of a page, its date or title, is not told outside."""
    import polars as pl

    asserted = pin.claims.filter((pl.col("event") == "assert") & (pl.col("visibility") == "public"))
    return asserted.select("load").unique().collect()["load"]
