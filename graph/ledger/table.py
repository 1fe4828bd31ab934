"""Where do claims lie? Four Delta tables; polars writes their files, a commit of the log makes them count.

The files' statistics hold load, series and kind only, so that the log repeats no content that a purge must find.
"""

import json
import time
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polars as pl
from deltalake import CommitProperties, DeltaTable, PostCommitHookProperties, Schema, Transaction
from deltalake.schema import ArrayType, Field, PrimitiveType
from deltalake.transaction import AddAction, RemoveAction

from graph import fault
from graph.model.claim import CLAIM_COLUMNS, JUDGEMENT_COLUMNS, SOURCE_COLUMNS
from graph.schema import wide_fields

APP = "chainscout.load"
"""The name under which a commit of `claims` keeps the number of the load it acknowledges."""

ROW_GROUP = 250_000
STAMPS: dict[str, pl.DataType] = {"load": pl.Int64(), "recorded_at": pl.Datetime("us", "UTC")}
LOAD_COLUMNS: dict[str, pl.DataType] = {
    "act": pl.String(),
    "series": pl.String(),
    "edition": pl.String(),
    "declared_on": pl.String(),
    "loaded_on": pl.String(),
    "is_edition": pl.Boolean(),
    "added": pl.Int64(),
    "kept": pl.Int64(),
    "retracted": pl.Int64(),
    "refused": pl.Int64(),
    "reason": pl.String(),
    "vocabulary": pl.String(),
}
"""What a load did: act is load, retract, correct or purge."""


@cache
def schemas() -> Mapping[str, dict[str, pl.DataType]]:
    """Columns and types of each table; `claims` is wide, with every field of every kind."""
    heads: dict[str, pl.DataType] = dict.fromkeys(("claim_id", "event", "kind", "subject", "object"), pl.String())
    series: dict[str, pl.DataType] = {"series": pl.String()}
    return {
        "claims": heads | wide_fields() | CLAIM_COLUMNS | series | {"edition": pl.String()} | STAMPS,
        "sources": SOURCE_COLUMNS | STAMPS,
        "judgements": JUDGEMENT_COLUMNS | series | {"order": pl.Int64()} | STAMPS,
        "loads": LOAD_COLUMNS | STAMPS,
    }


@dataclass(frozen=True)
class Part:
    """One file of a table, with what its statistics say."""

    path: str
    size: int
    first_load: int
    first_series: str
    last_series: str


class Table:
    """One Delta table at one version."""

    def __init__(self, folder: Path, name: str, version: int | None = None) -> None:
        self.name = name
        self.folder = folder / name
        self.schema = schemas()[name]
        self.delta = DeltaTable(self.folder, version=version)

    @classmethod
    def create(cls, folder: Path, name: str) -> "Table":
        """Open the table, made empty where there is none; one from before the vocabulary grew gets its new columns."""
        if not DeltaTable.is_deltatable(str(folder / name)):
            (folder / name).mkdir(parents=True, exist_ok=True)
            DeltaTable.create(folder / name, _delta_schema(schemas()[name]), mode="ignore")
        opened = cls(folder, name)
        opened._widen()
        return opened

    def _widen(self) -> None:
        """Tell the log of columns that are younger than the table, so that every reader of it sees them."""
        told = {field.name for field in self.delta.schema().fields}
        young = [field for field in _delta_schema(self.schema).fields if field.name not in told]
        if young:
            fault.point(f"{self.name}.widen")
            self.delta.alter.add_columns(young)
            fault.point(f"{self.name}.widened")
            self.refresh()

    def refresh(self) -> "Table":
        """Go on to the newest version: a twentieth of the time of opening anew."""
        self.delta.update_incremental()
        return self

    @property
    def version(self) -> int:
        """The Delta version this table stands at."""
        return self.delta.version()

    @property
    def load(self) -> int:
        """The last load this version acknowledges; 0 before the first (for `claims` only)."""
        return self.delta.transaction_version(APP) or 0

    def parts(self) -> list[Part]:
        """The files of this version."""
        rows = pl.DataFrame(self.delta.get_add_actions(flatten=True)).to_dicts()
        return [
            Part(
                path=row["path"],
                size=row["size_bytes"],
                first_load=row.get("min.load") or 0,
                first_series=row.get("min.series") or "",
                last_series=row.get("max.series") or "\U0010ffff",
            )
            for row in rows
        ]

    def scan(self, series: str | None = None) -> pl.LazyFrame:
        """The rows of this version, lazily; of one series only the files that can hold it."""
        wanted = [
            str(self.folder / part.path)
            for part in self.parts()
            if series is None or part.first_series <= series <= part.last_series
        ]
        return self.read(wanted)

    def read(self, paths: Sequence[str]) -> pl.LazyFrame:
        """Rows of these files; a column younger than a file is null there."""
        if not paths:
            return pl.LazyFrame(schema=self.schema)
        return pl.scan_parquet(
            list(paths),
            schema=self.schema,
            missing_columns="insert",
            extra_columns="ignore",
            glob=False,
            hive_partitioning=False,
        )

    def write(self, rows: pl.LazyFrame, load: int) -> AddAction | None:
        """Write rows to a new file that counts only once it is committed; none where there are no rows."""
        path = self.folder / f"part-{load:08d}-{uuid.uuid4().hex[:12]}.parquet"
        rows.sink_parquet(path, compression="zstd", compression_level=1, row_group_size=ROW_GROUP, sync_on_close="all")
        fault.point(f"{self.name}.written")
        return _described(path, self.schema)

    def commit(
        self, adds: Sequence[AddAction], removes: Sequence[Part] = (), load: int | None = None, moved: bool = False
    ) -> None:
        """Make files count and others not, in one step; with `load` it is that load's acknowledgement.

        `moved` says that the rows are the old ones in new files (a compaction).
        """
        now = int(time.time() * 1000)
        gone = [RemoveAction(part.path, data_change=not moved, deletion_timestamp=now) for part in removes]
        kept = [Transaction(APP, load, now)] if load is not None else []
        self.delta.create_write_transaction(
            [*gone, *adds],
            "append",
            self.delta.schema(),
            commit_properties=CommitProperties(app_transactions=kept),
            post_commithook_properties=PostCommitHookProperties(create_checkpoint=True, cleanup_expired_logs=False),
        )
        self.refresh()


def _described(path: Path, schema: Mapping[str, pl.DataType]) -> AddAction | None:
    columns = [name for name in ("load", "series", "kind") if name in schema]
    ends = [f(name).name.suffix(end) for name in columns for end, f in (("<", pl.min), (">", pl.max))]
    found = pl.scan_parquet(path, glob=False).select(pl.len(), *ends).collect().row(0, named=True)
    if found["len"] == 0:
        path.unlink()
        return None
    stats = {
        "numRecords": found["len"],
        "minValues": {name: found[f"{name}<"] for name in columns if found[f"{name}<"] is not None},
        "maxValues": {name: found[f"{name}>"] for name in columns if found[f"{name}>"] is not None},
        "nullCount": {},
    }
    size = path.stat().st_size
    return AddAction(path.name, size, {}, int(time.time() * 1000), True, json.dumps(stats, ensure_ascii=False))


def _delta_schema(columns: Mapping[str, pl.DataType]) -> Schema:
    return Schema([Field(name, _delta_type(dtype), nullable=True) for name, dtype in columns.items()])


def _delta_type(dtype: pl.DataType) -> PrimitiveType | ArrayType:
    if isinstance(dtype, pl.List):
        return ArrayType(PrimitiveType("string"), contains_null=True)
    if isinstance(dtype, pl.Decimal):
        return PrimitiveType(f"decimal({dtype.precision},{dtype.scale})")
    names: dict[type[pl.DataType], str] = {
        pl.String: "string",
        pl.Int64: "long",
        pl.Float64: "double",
        pl.Boolean: "boolean",
        pl.Datetime: "timestamp",
    }
    return PrimitiveType(names[type(dtype)])
