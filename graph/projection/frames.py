"""What does a published graph remember beside itself? The frames it was made of, its evidence, its redirects.

A folder of parquet: `node-<Kind>`, `edge-<KIND>`, `evidence` (tie, claim_id, sorted by tie), `redirects`
(id, canonical_id) and `made.json`.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import polars as pl

from graph import fault

MADE = "made.json"


@dataclass(frozen=True)
class Made:
    """What frames were made from: the ledger's last load, and what was dropped and counted."""

    load: int | None
    counts: dict[str, int]


@dataclass(frozen=True)
class Stored(Mapping[str, pl.DataFrame]):
    """The frames of one side by kind, read from the folder when asked for, never all at once in memory."""

    folder: Path
    side: str

    def __getitem__(self, kind: str) -> pl.DataFrame:
        path = self._path(kind)
        if not path.exists():
            raise KeyError(kind)
        return pl.read_parquet(path)

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(p.stem.partition("-")[2] for p in self.folder.glob(f"{self.side}-*.parquet")))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _path(self, kind: str) -> Path:
        return self.folder / f"{self.side}-{kind}.parquet"

    def put(self, kind: str, frame: pl.DataFrame) -> None:
        """Keep a kind's frame; a kind without rows is absent."""
        if len(frame):
            frame.write_parquet(self._path(kind), compression="lz4")
            fault.point("frames.written")

    def height(self, kind: str) -> int:
        """How many rows a kind has, without reading them."""
        return pl.scan_parquet(self._path(kind)).select(pl.len()).collect().item() if kind in self else 0

    def heights(self) -> dict[str, int]:
        """How many rows each kind has."""
        return {kind: self.height(kind) for kind in self}


def put_beside(folder: Path, evidence: pl.DataFrame, redirects: pl.DataFrame, made: Made) -> None:
    """Keep evidence, redirects and how they were made; evidence sorted, so that a few ties are found fast."""
    ties = evidence.sort("tie", "claim_id")
    ties.write_parquet(folder / "evidence.parquet", compression="lz4", row_group_size=50_000)
    redirects.sort("id").write_parquet(folder / "redirects.parquet", compression="lz4")
    (folder / MADE).write_text(json.dumps(asdict(made), sort_keys=True), encoding="utf-8")


def made_of(folder: Path) -> Made:
    """How the frames of a folder were made."""
    return Made(**json.loads((folder / MADE).read_text(encoding="utf-8")))


def evidence_of(folder: Path, ties: list[str]) -> pl.DataFrame:
    """The claims behind ties or nodes: tie, claim_id."""
    first, last = pl.lit(min(ties, default="")), pl.lit(max(ties, default=""))
    wanted = pl.col("tie").is_between(first, last) & pl.col("tie").is_in(ties)
    return pl.scan_parquet(folder / "evidence.parquet").filter(wanted).collect()


def redirected(folder: Path, ids: list[str]) -> dict[str, str]:
    """The canonical ids of those that stand no longer for themselves."""
    found = pl.scan_parquet(folder / "redirects.parquet").filter(pl.col("id").is_in(ids)).collect()
    return dict(zip(found["id"], found["canonical_id"], strict=True))
