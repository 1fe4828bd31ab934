"""How does a ledger stay small and clean? Compacting many files, sweeping what kills left, purging a source."""

import logging
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl

from graph import fault
from graph.errors import LedgerError
from graph.ledger.sides import stamped
from graph.ledger.table import ROW_GROUP, Part, Table
from graph.schema import VERSION, kinds

MANY = 64
"""Above so many files a table is compacted."""

SMALL = 64 * 2**20
"""Files at least this large are left alone by a compaction."""

TINY = 2**20
"""Files up to this size are compacted together whatever their sizes."""

RETAINED = timedelta(hours=24)
"""How long files that a compaction replaced stay for readers that still hold an older version."""

log = logging.getLogger(__name__)


def small(parts: Sequence[Part]) -> list[Part]:
    """The files that a compaction of everything writes into one."""
    return [part for part in parts if part.size < SMALL]


def alike(parts: Sequence[Part]) -> list[Part]:
    """The smallest files, up to the first that is much larger than all before it together.

    A hundred rows must not rewrite a million: a large file is only touched when the small ones have grown to its size.
    """
    found, total = [], 0
    for part in sorted(small(parts), key=lambda p: (p.size, p.path)):
        if part.size > max(TINY, 2 * total):
            break
        found.append(part)
        total += part.size
    return found


def compact(table: Table, parts: Sequence[Part]) -> int:
    """Write these files into one, but for kinds of very many rows, which get one each; returns how many were replaced."""
    if len(parts) < 2:
        return 0
    rows = table.read([str(table.folder / part.path) for part in parts])
    fault.point("compact.begin")
    _replace(table, parts, _by_kind(rows) if "kind" in table.schema else [rows], moved=True)
    fault.point("compact.committed")
    retained = int(RETAINED.total_seconds() // 3600)
    table.delta.vacuum(retained, dry_run=False, enforce_retention_duration=False)
    return len(parts)


def _by_kind(rows: pl.LazyFrame) -> list[pl.LazyFrame]:
    """The rows in the vocabulary's order of kinds, those of an older vocabulary last, never lost; many of a kind apart.

    A file is written at a time, so that memory holds one of them.
    """
    found = rows.group_by("kind").len().collect(engine="streaming")
    order = {kind: n for n, kind in enumerate(kinds())}
    ranked = sorted(found.rows(), key=lambda row: (order.get(row[0], len(order)), row[0]))
    few = [kind for kind, n in ranked if n < ROW_GROUP]
    alone = [rows.filter(pl.col("kind") == kind) for kind, n in ranked if n >= ROW_GROUP]
    together = [pl.concat([rows.filter(pl.col("kind") == kind) for kind in few])] if few else []
    return [*together, *alone]


def _replace(
    table: Table, parts: Sequence[Part], files: Sequence[pl.LazyFrame], moved: bool = False, load: int | None = None
) -> None:
    first = max((part.first_load for part in parts), default=load or 0)
    written = [table.write(rows, first) for rows in files]
    table.commit([one for one in written if one], removes=parts, moved=moved, load=load)


def sweep(table: Table) -> int:
    """Remove files that belong to no version: what a killed writer left; returns how many."""
    known = {part.path for part in table.parts()}
    known |= set(table.delta.vacuum(0, dry_run=True, enforce_retention_duration=False))
    data = [p for p in table.folder.iterdir() if p.is_file() and p.name not in known]
    logs = [p for p in (table.folder / "_delta_log").iterdir() if _is_leftover(p)]
    left = [*data, *logs]
    for path in left:
        path.unlink()
    if left:
        log.info("%s: swept %d files that a killed writer left", table.folder, len(left))
    return len(left)


def _is_leftover(path: Path) -> bool:
    return "#" in path.name or path.name.endswith(".tmp")


def source_ids(tables: Mapping[str, Table], source: str) -> list[str]:
    """The ids of a source named by its id, its address or its title; LedgerError if the ledger never heard of it."""
    named = pl.any_horizontal(pl.col("source", "address", "title") == source)
    found = tables["sources"].scan().filter(named).select("source").collect()
    if found.is_empty():
        said = tables["claims"].scan().filter(pl.col("source") == source).select("source")
        judged = tables["judgements"].scan().filter(pl.col("source") == source).select("source")
        found = pl.concat([said, judged]).collect()
    if found.is_empty():
        raise LedgerError(
            f"source {source}: no claim cites it; give the address or the title that `chainscout ask sources` shows"
        )
    return found["source"].unique().sort().to_list()


def purge(tables: Mapping[str, Table], ids: list[str], reason: str) -> tuple[int, int]:
    """Rewrite every table without these sources, remove the old files, keep a row that says so without content.

    The sources go last: a purge that was killed finds by them what to do again. Returns the purge's load number and
    how many rows of `claims` went.
    """
    claims, number = tables["claims"], tables["claims"].load + 1
    gone = claims.scan().filter(pl.col("source").is_in(ids)).select(pl.len()).collect().item()
    row = pl.DataFrame({"act": ["purge"], "series": [",".join(ids)], "reason": [reason], "vocabulary": [VERSION]})
    row = row.with_columns(retracted=pl.lit(gone))
    audit = tables["loads"].write(stamped(tables["loads"], row, number, datetime.now(UTC)), number)
    tables["loads"].commit([audit] if audit else [])
    for name in ("judgements", "claims", "sources"):
        _without(tables[name], ids, number if name == "claims" else None)
        fault.point(f"purge.{name}")
    for table in tables.values():
        erase(table)
    return number, gone


def _without(table: Table, ids: list[str], load: int | None) -> None:
    cites = pl.col("source").is_in(ids)
    touched = [
        part
        for part in table.parts()
        if table.read([str(table.folder / part.path)]).filter(cites).select(pl.len()).collect().item()
    ]
    if not touched and load is None:
        return
    rows = table.read([str(table.folder / part.path) for part in touched])
    _replace(table, touched, [rows.filter(cites.fill_null(value=False).not_())], load=load)


def finish(tables: Mapping[str, Table]) -> None:
    """Remove the old files of a purge that was acknowledged and then killed."""
    last = tables["loads"].scan().filter(pl.col("load") == tables["claims"].load).select("act").collect()
    if "purge" not in last["act"]:
        return
    for table in tables.values():
        if table.delta.vacuum(0, dry_run=True, enforce_retention_duration=False):
            erase(table)


def erase(table: Table) -> None:
    """Remove every file that is not part of the newest version, at once."""
    table.delta.create_checkpoint()
    table.delta.vacuum(0, dry_run=False, enforce_retention_duration=False, full=True)
    sweep(table)
