"""Which chains a place puts first in a year: 优势 or 重点跟进 (年度重点产业链)."""

import re
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from graph.model.claim import Claims, Judgements, Rejects, Sources
from loaders import _lists
from loaders._known import Known
from loaders._rows import CITED, INDEX, Sheet, closing, sheets
from loaders._shape import Column, Shape, said
from loaders._ties import resolved_chain, titled

WORDS = {"优势": "优势", "优势产业": "优势", "优势链": "优势", "优势产业链": "优势", "主导": "优势", "主导产业": "优势",
         "重点跟进": "重点跟进", "重点": "重点跟进", "重点产业链": "重点跟进", "主攻": "重点跟进"}  # fmt: skip

_PRIORITY = said("PRIORITISES", "priority")
PRIORITIES = Shape(
    "年度重点",
    (
        Column("place", ("地区", "place", "地点", "园区", "区域")),
        Column("chain", ("产业链", "chain", "所属产业链", "产业链名称")),
        said("PRIORITISES", "year"),
        Column(
            "priority", ("优先级", "priority", "链条定位", "产业定位", "定位"), "choice", {**WORDS, **_PRIORITY.words}
        ),
        *CITED,
        INDEX,
    ),
    needed=("chain", "priority"),
    hints=("priorit", "重点"),
    example={"priority": "重点跟进"},
)
SHAPES = (PRIORITIES,)


def read(path: Path, known: Known) -> Iterator[Claims | Sources | Judgements | Rejects]:
    """Claims of which chains a place puts first in which year."""
    opened = sheets(path, __name__, known)
    for sheet in opened:
        yield from _priorities(sheet)
    yield from closing(opened)


def _priorities(sheet: Sheet) -> Iterator[Claims]:
    titled(sheet, "place")
    _lists.listed(sheet, "chain")
    resolved_chain(sheet, "chain", refuse=True)
    years = set(re.findall(r"20\d\d", sheet.table.title))
    of_title = pl.lit(int(years.pop()) if len(years) == 1 else None, pl.Int64)
    sheet.cite()
    yield from sheet.claims(
        "PRIORITISES", subject="place_id", object="chain_id", priority="priority", year=pl.coalesce("year", of_title)
    )
