"""A small country and two small chains that tests of loaders refer to, and files written as people write them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import loaders
from graph import schema
from graph.model.claim import JUDGEMENT_COLUMNS, REJECT_COLUMNS, SOURCE_COLUMNS, Claims, Judgements, Rejects, Sources
from graph.places import Places
from loaders._known import Known

NODES = [
    ("CN", "中国", "country", None),
    ("JP", "日本", "country", None),
    ("350000", "福建省", "province", ["福建"]),
    ("350200", "厦门市", "city", ["厦门"]),
    ("350213", "翔安区", "district", ["翔安"]),
    ("xm-torch", "厦门火炬高技术产业开发区", "zone", ["厦门火炬高新区", "火炬高新区"]),
    ("440300", "深圳市", "city", ["深圳"]),
    ("440000", "广东省", "province", ["广东"]),
]
WITHIN = [
    ("350000", "CN"), ("350200", "350000"), ("350213", "350200"), ("xm-torch", "350200"), ("440300", "440000"), ("440000", "CN"),
]  # fmt: skip
CHAINS = [("display", "新型显示", ["显示"]), ("ic", "集成电路", ["芯片"])]
SEGMENTS = [
    ("display/glass", "display", "玻璃基板", ["基板玻璃"], "produce"),
    ("display/panel", "display", "面板", ["显示面板"], "produce"),
    ("display/design", "display", "驱动设计", None, "develop"),
    ("ic/gas", "ic", "电子特气", None, "produce"),
    ("ic/panel", "ic", "板级封装", None, "serve"),
]


@dataclass(frozen=True)
class Outcome:
    """What a loader yielded, by what it is."""

    claims: dict[str, pl.DataFrame]
    sources: pl.DataFrame
    judgements: pl.DataFrame
    rejects: pl.DataFrame

    def rows(self, kind: str, *columns: str) -> list[tuple[Any, ...]]:
        frame = self.claims.get(kind)
        return [] if frame is None else frame.select(columns).rows()

    @property
    def codes(self) -> list[str]:
        return self.rejects["code"].to_list()

    def at(self, code: str) -> list[tuple[Any, ...]]:
        return self.rejects.filter(pl.col("code") == code).select("row", "column", "value").rows()


def outcome(parts: Iterable[Claims | Sources | Judgements | Rejects]) -> Outcome:
    """Gather; every claims frame must be what the vocabulary allows, every other frame of its own shape."""
    frames: dict[str, list[pl.DataFrame]] = {}
    apart: dict[type, list[pl.DataFrame]] = {Sources: [], Judgements: [], Rejects: []}
    for part in parts:
        if isinstance(part, Claims):
            whole = schema.conform(part)
            assert schema.faults(part.kind, whole).is_empty()
            frames.setdefault(part.kind, []).append(whole)
        else:
            apart[type(part)].append(part.frame)
    shapes: dict[type, dict[str, pl.DataType]] = {
        Sources: SOURCE_COLUMNS,
        Judgements: JUDGEMENT_COLUMNS,
        Rejects: REJECT_COLUMNS,
    }
    gathered = {t: pl.concat([pl.DataFrame(schema=shapes[t]), *f]) for t, f in apart.items()}
    claims = {k: pl.concat(f) for k, f in frames.items()}
    known = set(gathered[Sources]["source"])
    assert {s for f in claims.values() for s in f["source"]} <= known
    return Outcome(claims, gathered[Sources], gathered[Judgements], gathered[Rejects])


@pytest.fixture
def known() -> Known:
    nodes = pl.DataFrame(
        NODES,
        schema={"id": pl.String, "name": pl.String, "place_type": pl.String, "aliases": pl.List(pl.String)},
        orient="row",
    )
    within = pl.DataFrame(WITHIN, schema=["subject", "object"], orient="row")
    chains = pl.DataFrame(
        CHAINS, schema={"subject": pl.String, "name": pl.String, "aliases": pl.List(pl.String)}, orient="row"
    )
    shape: dict[str, Any] = {
        "subject": pl.String,
        "chain": pl.String,
        "name": pl.String,
        "aliases": pl.List(pl.String),
        "filled_by": pl.String,
    }
    segments = pl.DataFrame(SEGMENTS, schema=shape, orient="row")
    return Known(places=Places.of(nodes, within)).plus([Claims("Chain", chains), Claims("Segment", segments)])


@pytest.fixture
def loaded(known: Known) -> Callable[..., Outcome]:
    """Read a file as the loader that fits it reads it."""

    def read(path: Path, known: Known = known) -> Outcome:
        return outcome(loaders.read(path, known))

    return read


@pytest.fixture
def told(tmp_path: Path, known: Known) -> Callable[..., Outcome]:
    """Read a CSV text as the loader that fits it reads it."""

    def read(text: str, name: str = "表.csv", known: Known = known, encoding: str = "utf-8") -> Outcome:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return outcome(loaders.read(path, known))

    return read


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Path]:
    """Write a workbook: rows by sheet, merged ranges as (sheet, range)."""

    def write(
        sheets: dict[str, list[list[Any]]], merges: Iterable[tuple[str, str]] = (), name: str = "表.xlsx"
    ) -> Path:
        import openpyxl

        made = openpyxl.Workbook()
        made.remove(made.worksheets[0])
        for title, rows in sheets.items():
            sheet = made.create_sheet(title)
            for row in rows:
                sheet.append(row)
        for title, area in merges:
            made[title].merge_cells(area)
        made.save(tmp_path / name)
        return tmp_path / name

    return write
