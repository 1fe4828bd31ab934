"""What may a loader refer to? Chains, segments and places that the ledger, and this run so far, know."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import polars as pl

from graph.ledger import Pin
from graph.model.claim import Claims
from graph.places import NODES, WITHIN, Places
from loaders._known import Known

KINDS = ("Chain", "Segment", "PART_OF", "FEEDS", "Place", "WITHIN")


class Reference:
    """Grows with every file that declares chains, segments or places."""

    def __init__(self) -> None:
        self.known = Known(places=Places.none())
        self._nodes = [pl.DataFrame(schema=NODES)]
        self._within = [pl.DataFrame(schema=WITHIN)]

    def add(self, claims: Iterable[Claims]) -> bool:
        """Take in what these claims declare; was there anything?"""
        ours = [c for c in claims if c.kind in KINDS and len(c.frame)]
        if not ours:
            return False
        if any(c.kind not in ("Place", "WITHIN") for c in ours):
            self.known = self.known.plus(ours)
        if any(c.kind in ("Place", "WITHIN") for c in ours):
            self._add_places(ours)
        return True

    def _add_places(self, claims: Iterable[Claims]) -> None:
        for one in claims:
            if one.kind == "Place":
                self._nodes.append(_shaped(one.frame.rename({"subject": "id"}), NODES))
            elif one.kind == "WITHIN":
                self._within.append(_shaped(one.frame, WITHIN))
        self.known = replace(self.known, places=Places.of(pl.concat(self._nodes), pl.concat(self._within)))


def reference(pin: Pin | None) -> Reference:
    """What the pinned ledger knows."""
    found = Reference()
    if pin is not None:
        found.add(_standing(pin))
    return found


def _standing(pin: Pin) -> list[Claims]:
    """The reference claims whose latest event is `assert`."""
    columns = {
        "claim_id",
        "kind",
        "subject",
        "object",
        "event",
        "load",
        *NODES,
        *WITHIN,
        "filled_by",
        "stateless",
        "product_words",
        "members",
        "series",
    }
    have = pin.claims.collect_schema().names()
    events = pin.claims.filter(pl.col("kind").is_in(KINDS)).select([n for n in have if n in columns]).collect()
    last = events.sort("load").unique("claim_id", keep="last", maintain_order=True).filter(pl.col("event") == "assert")
    return [Claims(kind, last.filter(pl.col("kind") == kind)) for kind in KINDS]


def _shaped(frame: pl.DataFrame, columns: Mapping[str, pl.DataType]) -> pl.DataFrame:
    have = frame.columns
    return frame.select((pl.col(n) if n in have else pl.lit(None).alias(n)).cast(t) for n, t in columns.items())
