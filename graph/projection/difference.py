"""What differs between two sets of frames? Compared column by column, kind by kind; no hash of a row is kept."""

from collections.abc import Mapping

import polars as pl

from graph.model.change import Change
from graph.projection.frames import Stored

Frames = Mapping[str, pl.DataFrame]

SMALL_SHARE = 0.3
"""A change that touches more than this share of the new graph is cheaper as a rebuild."""


def compare(old: tuple[Frames, Frames], new: tuple[Frames, Frames]) -> Change:
    """The change that makes `old` (nodes, edges) into `new`; a rebuild where that is cheaper or the only way.

    Comparing with nothing is a rebuild.
    """
    (old_nodes, old_edges), (new_nodes, new_edges) = old, new
    if not old_nodes:
        return rebuild(new)
    upsert_nodes, delete_nodes = _differences(old_nodes, new_nodes, ["id"])
    upsert_edges, delete_edges = _differences(old_edges, new_edges, ["edge_id", "subject"])
    change = Change(upsert_nodes, upsert_edges, delete_nodes, delete_edges)
    total = sum(_height(frames, kind) for frames in new for kind in frames)
    if change.size > SMALL_SHARE * total or _moves(change):
        return rebuild(new)
    return change


def _differences(old: Frames, new: Frames, names: list[str]) -> tuple[dict[str, pl.DataFrame], dict[str, pl.DataFrame]]:
    """What to upsert and what to delete of each kind; one kind at a time is in memory."""
    upsert, delete = {}, {}
    for kind in dict.fromkeys([*new, *old]):
        before, after = old.get(kind), new.get(kind)
        if after is not None:
            upsert[kind] = differing(before, after, names[0])
        if before is not None:
            delete[kind] = gone(before, after, names)
    return _some(upsert), _some(delete)


def _height(frames: Frames, kind: str) -> int:
    return frames.height(kind) if isinstance(frames, Stored) else len(frames[kind])


def rebuild(new: tuple[Frames, Frames]) -> Change:
    """The change that makes the graph anew."""
    return Change(upsert_nodes=new[0], upsert_edges=new[1], rebuild=True)


def differing(old: pl.DataFrame | None, new: pl.DataFrame, key: str) -> pl.DataFrame:
    """Rows of new that old lacks or has otherwise; a column either lacks counts as null."""
    if old is None:
        return new
    theirs = old.with_columns(pl.lit(True).alias("_there")).rename(lambda c: c if c == key else f"old:{c}")
    joined = new.lazy().join(theirs.lazy(), on=key, how="left", maintain_order="left")
    values = [c for c in new.columns if c != key]
    unequal = [_unequal(c, old.schema, new.schema) for c in values]
    lost = [pl.col(f"old:{c}").is_not_null() for c in old.columns if c not in new.columns]
    changed = pl.any_horizontal(pl.col("old:_there").is_null(), *unequal, *lost)
    return joined.filter(changed).select(new.columns).collect()


def _unequal(column: str, old: pl.Schema, new: pl.Schema) -> pl.Expr:
    if column not in old:
        return pl.col(column).is_not_null()
    if old[column] != new[column]:
        return pl.lit(True)
    return pl.col(column).ne_missing(pl.col(f"old:{column}"))


def gone(old: pl.DataFrame, new: pl.DataFrame | None, columns: list[str]) -> pl.DataFrame:
    """The ids (the first column named) of old that new lacks."""
    there = old.select(columns)
    return there if new is None else there.join(new.select(columns[0]), on=columns[0], how="anti")


def _some(frames: Frames) -> dict[str, pl.DataFrame]:
    return {kind: frame for kind, frame in frames.items() if len(frame)}


def _moves(change: Change) -> bool:
    """Does an id leave one kind and come back as another? Its ties would need to be made again too."""
    left = [f.select("id") for f in change.delete_nodes.values()]
    came = [f.select("id") for f in change.upsert_nodes.values()]
    return bool(left and came) and len(pl.concat(left).join(pl.concat(came), on="id")) > 0
