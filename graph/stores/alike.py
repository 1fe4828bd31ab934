"""What do all engines write alike? Plain types, rows without nulls, and the same words for what they refuse."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from graph.errors import StoreError

IDS: dict[str, pl.DataType] = {"id": pl.String(), "kind": pl.String()}


def plain(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with types every engine stores: decimals as floats, dates as text, no column without a value."""
    kept = [c for c in frame.columns if frame[c].null_count() < len(frame)]
    return frame.select(kept).with_columns(
        pl.selectors.decimal().cast(pl.Float64), pl.selectors.temporal().cast(pl.String)
    )


def given(frame: pl.DataFrame) -> list[dict[str, Any]]:
    """Rows as dicts without their nulls: a property that is null is absent."""
    return [{k: v for k, v in row.items() if v is not None} for row in frame.iter_rows(named=True)]


def kinds_of(frames: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The id of every node with its kind; StoreError where an id stands for two."""
    ids = [frame.select("id", kind=pl.lit(kind)) for kind, frame in frames.items()]
    every = pl.concat(ids) if ids else pl.DataFrame(schema=IDS)
    double = every.filter(pl.col("id").is_duplicated() | pl.col("id").is_null())["id"]
    if len(double):
        raise twice(double[0], len(double))
    return every


def twice(id_: str, n: int) -> StoreError:
    """An id that stands for more than one node."""
    return StoreError(f"graph: {id_} stands for {n} nodes; an id is one node's, rename one of them")


def dangling(kind: str, subject: str, object_: str, n: int) -> StoreError:
    """Edges, the first of which is named, to nodes that are not there."""
    more = f" and {n - 1} more" if n > 1 else ""
    return StoreError(f"graph: {kind} {subject} → {object_}{more} lacks an end; load what declares the ends first")


def drafted(folder: Path) -> Path:
    """An empty folder for the frames of what is published next."""
    draft = folder / "next.frames"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    return draft
