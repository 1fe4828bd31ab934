"""Who looked in which place for firms of which segment, how, and what they found (摸排).

A survey is known, and holds, from its own day on.
"""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from graph.model.claim import Claims, Judgements, Rejects, Sources
from loaders._known import Known
from loaders._rows import CITED, INDEX, Sheet, closing, sheets
from loaders._shape import Column, Shape, said
from loaders._ties import placed, resolved_chain, resolved_segment

METHODS = {"全面摸排": "complete", "普查": "complete", "已摸清": "complete", "complete": "complete", "名录比对": "listed",
           "名录": "listed", "listed": "listed", "检索": "searched", "搜索": "searched", "网络检索": "searched",
           "searched": "searched"}  # fmt: skip
FOUND = {"yes": "yes", "y": "yes", "是": "yes", "有": "yes", "no": "no", "n": "no", "否": "no", "没有": "no",
         "未见": "no", "未找到": "no", "unknown": "unknown", "待核": "unknown"}  # fmt: skip

SURVEYS = Shape(
    "摸排",
    (
        Column("chain", ("产业链", "chain", "所属产业链")),
        Column("segment", ("环节", "segment", "环节名称", "环节编号")),
        Column("place", ("地点", "place", "摸排地点", "摸排范围", "所在地", "区域")),
        Column("method", said("SURVEYED", "method").headings, "choice", METHODS),
        said("SURVEYED", "surveyor"),
        said("SURVEYED", "surveyed_on"),
        said("SURVEYED", "searches"),
        said("SURVEYED", "search_words"),
        Column("found", said("SURVEYED", "found").headings, "choice", FOUND),
        *CITED,
        INDEX,
    ),
    needed=("segment", "place"),
    any_of=("method", "searches", "found", "surveyed_on"),
    hints=("survey", "摸排", "coverage"),
)
SHAPES = (SURVEYS,)


def read(path: Path, known: Known) -> Iterator[Claims | Sources | Judgements | Rejects]:
    """Claims of surveys; a row whose place or segment is unknown is refused."""
    opened = sheets(path, __name__, known)
    for sheet in opened:
        yield from _surveys(sheet)
    yield from closing(opened)


def _surveys(sheet: Sheet) -> Iterator[Claims]:
    resolved_chain(sheet, "chain", refuse=True)
    resolved_segment(sheet, "segment", "chain_id", refuse=True)
    placed(sheet, "place", refuse=True)
    sheet.cite()
    dated = pl.col("surveyed_on").is_not_null()
    sheet.frame = sheet.frame.with_columns(
        known_on=pl.coalesce("surveyed_on", "known_on"),
        known_from=pl.when(dated).then(pl.lit("published")).otherwise("known_from"),
        method=pl.coalesce("method", pl.when(pl.col("searches") > 0).then(pl.lit("searched"))),
    )
    fields = ("method", "surveyor", "surveyed_on", "searches", "search_words", "found")
    yield from sheet.claims(
        "SURVEYED", subject="place_id", object="segment_id", since="surveyed_on", **{n: n for n in fields}
    )
