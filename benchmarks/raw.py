"""The engine alone: the same nodes and edges with the same properties, from parquet, by its bulk calls, saved.

`batch` is the pair of calls for Python values, `frames` the one for data frames. No claim, no identity, no history.
"""

import sys
from pathlib import Path

import polars as pl
from grafeo import GrafeoDB

CHUNK = 100_000


def main(way: str, frames: Path, target: Path) -> None:
    """Load the frames of a published graph into an empty one at target."""
    db = GrafeoDB()
    db.create_property_index("id")
    fill = (_nodes_by_batch, _edges_by_batch) if way == "batch" else (_nodes_by_frame, _edges_by_frame)
    ids = []
    for path in sorted(frames.glob("node-*.parquet")):
        frame = _plain(pl.read_parquet(path))
        ids.append(frame.select("id"))
        for part in frame.iter_slices(CHUNK):
            fill[0](db, path.stem.partition("-")[2], part)
    numbers = pl.concat(ids).with_row_index("number")
    source, target_ = numbers.select(subject="id", source="number"), numbers.select(object="id", target="number")
    for path in sorted(frames.glob("edge-*.parquet")):
        found = (
            _plain(pl.read_parquet(path)).join(source, on="subject", how="left").join(target_, on="object", how="left")
        )
        for part in found.drop("subject", "object").iter_slices(CHUNK):
            fill[1](db, path.stem.partition("-")[2], part)
    db.save(str(target))
    print(f'{{"nodes": {db.node_count}, "edges": {db.edge_count}}}')
    db.close()


def _nodes_by_batch(db: GrafeoDB, kind: str, part: pl.DataFrame) -> None:
    db.batch_create_nodes_with_props(kind, _given(part))


def _edges_by_batch(db: GrafeoDB, kind: str, part: pl.DataFrame) -> None:
    ends = part.select("source", "target").iter_rows()
    rows = zip(ends, _given(part.drop("source", "target")), strict=True)
    db.batch_create_edges([(source, target, kind, given) for (source, target), given in rows])


def _nodes_by_frame(db: GrafeoDB, kind: str, part: pl.DataFrame) -> None:
    db.import_df(part, mode="nodes", label=kind)


def _edges_by_frame(db: GrafeoDB, kind: str, part: pl.DataFrame) -> None:
    db.import_df(part, mode="edges", edge_type=kind)


def _given(part: pl.DataFrame) -> list[dict[str, object]]:
    return [{k: v for k, v in row.items() if v is not None} for row in part.iter_rows(named=True)]


def _plain(frame: pl.DataFrame) -> pl.DataFrame:
    kept = [c for c in frame.columns if frame[c].null_count() < len(frame)]
    return frame.select(kept).with_columns(pl.selectors.decimal().cast(pl.Float64))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
