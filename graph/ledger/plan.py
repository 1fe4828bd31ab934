"""What would a load change? What it adds, what stands already, and what an edition no longer says."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from graph.ledger.door import Load
from graph.ledger.table import Table
from graph.model.claim import Claims

FEW = 50_000
"""Up to so many ids are looked up by name; more are joined."""

KNOWN = ("claim_id", "kind", "subject", "object", "source")


@dataclass(frozen=True)
class Weighing:
    """What a load would do, by kind, and which share of its series an edition would retract."""

    added: dict[str, int]
    kept: dict[str, int]
    retracted: dict[str, int]
    share_retracted: float


@dataclass(frozen=True)
class Plan:
    """The events a load would append: frames of claims to assert, and what stands and is to be retracted."""

    asserts: Sequence[Claims]
    retracts: pl.DataFrame
    kept: dict[str, int]
    stood: int

    def weighing(self) -> Weighing:
        """The plan in numbers."""
        gone = dict(self.retracts.group_by("kind").len().sort("kind").iter_rows())
        share = len(self.retracts) / self.stood if self.stood else 0.0
        return Weighing({c.kind: len(c.frame) for c in self.asserts}, self.kept, gone, share)


def plan(table: Table, load: Load, admitted: Sequence[Claims]) -> Plan:
    """Compare admitted claims with what their series says now."""
    ids = pl.concat([c.frame["claim_id"] for c in admitted]) if admitted else pl.Series("claim_id", [], pl.String)
    few = None if load.edition or len(ids) > FEW else ids
    standing = stands_now(table, load.file.series, few)
    asserts, kept = [], {}
    for claims in admitted:
        fresh = _fresh(claims.frame, standing)
        if len(claims.frame) > len(fresh):
            kept[claims.kind] = len(claims.frame) - len(fresh)
        if len(fresh):
            asserts.append(Claims(claims.kind, fresh))
    retracts = standing.join(ids.to_frame(), on="claim_id", how="anti") if load.edition else standing.clear()
    return Plan(asserts, retracts.select(KNOWN), kept, len(standing))


def stands_now(table: Table, series: str, ids: pl.Series | None = None) -> pl.DataFrame:
    """Claims of a series whose latest event is `assert`, with a print of what they say beside their id."""
    rows = table.scan(series).filter(pl.col("series") == series)
    if ids is not None:
        rows = rows.filter(pl.col("claim_id").is_in(ids.implode()))
    events = rows.select(*KNOWN, "event", "load", said()).collect(engine="streaming")
    return latest(events).filter(pl.col("event") == "assert")


def latest(events: pl.DataFrame) -> pl.DataFrame:
    """The last event of each claim by load number."""
    again = pl.col("claim_id").is_duplicated()
    often = events.filter(again)
    if often.is_empty():
        return events
    last = often.sort("load").unique("claim_id", keep="last", maintain_order=True)
    return pl.concat([events.filter(~again), last])


def said() -> pl.Expr:
    """A print of what may change while the claim stays the same: basis, confidence, visibility, quote, rule, date.

    Only compared within one process, never stored.
    """
    dated = pl.when(pl.col("known_from") == "published").then(pl.col("known_on"))
    texts = [pl.col(n).cast(pl.String) for n in ("basis", "confidence", "visibility", "quote", "rule")]
    return pl.concat_str([t.fill_null("") for t in (*texts, dated)], separator="\x1f").hash().alias("said")


def _fresh(frame: pl.DataFrame, standing: pl.DataFrame) -> pl.DataFrame:
    """The rows that do not stand already, or stand but said otherwise."""
    if standing.is_empty():
        return frame
    marked = frame.with_columns(said())
    return marked.join(standing.select("claim_id", "said"), on=["claim_id", "said"], how="anti").drop("said")
