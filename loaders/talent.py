"""How many people of a kind a place has and lacks for a chain (人才). Numbers, never persons."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from graph.model.claim import Claims, Judgements, Rejects, Sources
from loaders import _figures, _persons
from loaders._known import Known
from loaders._rows import CITED, INDEX, Sheet, closing, sheets
from loaders._shape import Column, Shape, said
from loaders._ties import resolved_chain, titled

TALENT = Shape(
    "人才",
    (
        Column("place", ("地区", "place", "地点", "园区", "区域")),
        Column("chain", ("产业链", "chain", "所属产业链", "产业链名称")),
        said("HAS_TALENT", "period"),
        said("HAS_TALENT", "talent_type"),
        said("HAS_TALENT", "headcount"),
        said("HAS_TALENT", "shortage"),
        *CITED,
        INDEX,
    ),
    needed=("chain",),
    any_of=("headcount", "shortage"),
    hints=("talent", "人才"),
    example={"period": "2024", "talent_type": "工艺工程师"},
)
SHAPES = (TALENT,)


def read(path: Path, known: Known) -> Iterator[Claims | Sources | Judgements | Rejects]:
    """Claims of how many people of a kind a place has and lacks for a chain."""
    opened = sheets(path, __name__, known)
    for sheet in opened:
        yield from _talent(sheet)
    yield from closing(opened)


def _talent(sheet: Sheet) -> Iterator[Claims]:
    _persons.kept_out(sheet, ("talent_type",))
    titled(sheet, "place")
    resolved_chain(sheet, "chain", refuse=True)
    period = _figures.period(pl.col("period"))
    sheet.frame = sheet.frame.with_columns(period=pl.when(period != "").then(period))
    sheet.cite()
    fields = {n: n for n in ("period", "talent_type", "headcount", "shortage")}
    yield from sheet.claims("HAS_TALENT", subject="place_id", object="chain_id", **fields)
