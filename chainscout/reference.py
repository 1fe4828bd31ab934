"""What may a loader refer to? Chains, segments and places that the ledger, and this run so far, know; funds, products
and projects when a loader asks for them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import polars as pl

from graph import schema
from graph.ledger import Pin
from graph.model.claim import Claims
from graph.places import NODES, WITHIN, Places
from loaders._known import Known, nothing, told_frame

KINDS = ("Chain", "Segment", "PART_OF", "FEEDS", "Place", "WITHIN")
ON_DEMAND = {"Fund": "", "Product": "", "CONTAINS": "", "CLASSIFIED_IN": "", "Project": "", "RUNS": "", "FILLS": "",
             "SERVES": "", "LOCATED_IN": "p-", "Indicator": ""}  # fmt: skip
"""Kinds whose claims a loader may ask for, and how the subjects begin of which it may: projects' places, not firms'."""


class Reference:
    """Grows with every file that declares chains, segments or places."""

    def __init__(self, pin: Pin | None = None) -> None:
        self.known = Known(places=Places.none(), told=self.told)
        self._pin = pin
        self._told: dict[str, pl.DataFrame] = {}
        self._later: dict[str, list[pl.DataFrame]] = {}
        self._nodes = [pl.DataFrame(schema=NODES)]
        self._within = [pl.DataFrame(schema=WITHIN)]

    def told(self, kind: str) -> pl.DataFrame:
        """The claims of a kind that stand in the ledger, and those of this run; asked of the ledger once."""
        if kind not in self._told:
            self._told[kind] = nothing(kind) if self._pin is None else _told(self._pin, kind)
        return pl.concat([self._told[kind], *self._later.get(kind, [])])

    def note(self, claims: Iterable[Claims], series: str) -> None:
        """Keep what this run said so far of funds, products and projects."""
        for one in claims:
            if one.kind in ON_DEMAND:
                mine = one.frame.filter(pl.col("subject").str.starts_with(ON_DEMAND[one.kind]))
                told = schema.conform(Claims(one.kind, mine)).with_columns(series=pl.lit(series))
                self._later.setdefault(one.kind, []).append(told)

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
    found = Reference(pin)
    if pin is not None:
        found.add(_standing(pin))
    return found


def _standing(pin: Pin) -> list[Claims]:
    """The reference claims whose latest event is `assert`; nothing real may refer to what was invented for an example."""
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
    real = pl.col("kind").is_in(KINDS) & pl.col("basis").ne_missing(pl.lit("synthetic"))
    events = pin.claims.filter(real).select([n for n in have if n in columns]).collect()
    last = _asserted(events)
    return [Claims(kind, last.filter(pl.col("kind") == kind)) for kind in KINDS]


def _asserted(events: pl.DataFrame) -> pl.DataFrame:
    """The claims whose latest event is `assert`."""
    last = events.sort("load").unique("claim_id", keep="last", maintain_order=True)
    return last.filter(pl.col("event") == "assert")


def _told(pin: Pin, kind: str) -> pl.DataFrame:
    """The claims of a kind that stand in a pinned ledger, whole; nothing real may refer to what was invented."""
    wanted = told_frame(kind)
    have = set(pin.claims.collect_schema().names())
    mine = pl.col("subject").str.starts_with(ON_DEMAND[kind])
    columns = ["claim_id", "event", "load", *(n for n in wanted if n in have)]
    real = pl.col("basis").ne_missing(pl.lit("synthetic"))
    found = _asserted(pin.claims.filter((pl.col("kind") == kind) & mine & real).select(columns).collect())
    return found.select((pl.col(n) if n in have else pl.lit(None).alias(n)).cast(t) for n, t in wanted.items())


def _shaped(frame: pl.DataFrame, columns: Mapping[str, pl.DataType]) -> pl.DataFrame:
    have = frame.columns
    return frame.select((pl.col(n) if n in have else pl.lit(None).alias(n)).cast(t) for n, t in columns.items())
