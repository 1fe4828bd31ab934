"""What would a load change? What it adds, what stands already, and what an edition no longer says.

A claim that was corrected (we misread it) stays corrected while it comes from a file that was read before the
correction: loading the same bytes again is no news. A changed file is heard, and so is `restate`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from graph.ledger.door import Load
from graph.ledger.table import Table
from graph.model.claim import Claims, File

FEW = 50_000
"""Up to so many ids are looked up by name; more are joined."""

KNOWN = ("claim_id", "kind", "subject", "object", "source")


@dataclass(frozen=True)
class Weighing:
    """What a load would do, by kind, and which share of its series an edition would retract.

    `corrected` claims stay corrected, `again` are asserted though they were (ids), `unread` are not retracted because a
    refused row may have said them.
    """

    added: dict[str, int]
    kept: dict[str, int]
    retracted: dict[str, int]
    share_retracted: float
    corrected: int = 0
    unread: int = 0
    again: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """The events a load would append: frames of claims to assert, and what stands and is to be retracted."""

    asserts: Sequence[Claims]
    retracts: pl.DataFrame
    kept: dict[str, int]
    stood: int
    corrected: int
    unread: int
    again: tuple[str, ...]
    is_news: bool

    def weighing(self) -> Weighing:
        """The plan in numbers."""
        gone = dict(self.retracts.group_by("kind").len().sort("kind").iter_rows())
        share = len(self.retracts) / self.stood if self.stood else 0.0
        added = {c.kind: len(c.frame) for c in self.asserts}
        return Weighing(added, self.kept, gone, share, self.corrected, self.unread, self.again)


def plan(tables: Mapping[str, Table], load: Load, admitted: Sequence[Claims]) -> Plan:
    """Compare admitted claims with what their series says now."""
    ids = pl.concat([c.frame["claim_id"] for c in admitted]) if admitted else pl.Series("claim_id", [], pl.String)
    few = None if load.edition or len(ids) > FEW else ids
    last = told(tables["claims"], load.file.series, few)
    standing = last.filter(pl.col("event") == "assert")
    before = first_reading(tables["loads"], load.file)
    misread = last.filter(pl.col("event") == "correct").select("claim_id", "load")
    held = misread.filter(pl.col("load") > before) if before and not load.restate else misread.clear()
    asserts, kept, corrected = [], {}, 0
    for claims in admitted:
        heard = claims.frame.join(held, on="claim_id", how="anti") if len(held) else claims.frame
        corrected += len(claims.frame) - len(heard)
        fresh = _fresh(heard, standing)
        if len(heard) > len(fresh):
            kept[claims.kind] = len(heard) - len(fresh)
        if len(fresh):
            asserts.append(Claims(claims.kind, fresh))
    again = [c.frame.select("claim_id").join(misread, on="claim_id", how="semi")["claim_id"] for c in asserts]
    gone, unread = _dropped(standing, ids, load)
    return Plan(
        asserts, gone.select(KNOWN), kept, len(standing), corrected, unread, _texts(again), is_news=before is None
    )


def _dropped(standing: pl.DataFrame, ids: pl.Series, load: Load) -> tuple[pl.DataFrame, int]:
    """What an edition no longer says, and how much of that is kept because of rows that could not be read."""
    if not load.edition:
        return standing.clear(), 0
    gone = standing.join(ids.to_frame(), on="claim_id", how="anti")
    if load.unread is None or gone.is_empty():
        return gone, 0
    spared = load.unread.spared(standing, gone)
    return gone.join(spared, on="claim_id", how="anti"), len(spared)


def _texts(found: Sequence[pl.Series]) -> tuple[str, ...]:
    return tuple(pl.concat(found).sort()) if found else ()


def first_reading(loads: Table, file: File) -> int | None:
    """The load by which these bytes of a series were read first; none if they never were."""
    same = (pl.col("series") == file.series) & (pl.col("edition") == file.edition) & (pl.col("act") == "load")
    number: int | None = loads.scan().filter(same).select(pl.col("load").min()).collect().item()
    return number


def told(table: Table, series: str, ids: pl.Series | None = None) -> pl.DataFrame:
    """Claims of a series with their latest event, a print of what they say beside their id."""
    rows = table.scan(series).filter(pl.col("series") == series)
    if ids is not None:
        rows = rows.filter(pl.col("claim_id").is_in(ids.implode()))
    return latest(rows.select(*KNOWN, "name", "event", "load", said()).collect(engine="streaming"))


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
