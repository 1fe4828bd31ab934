"""Which firm leads which chain, since when and until when (链主)? A role that has ended keeps its time."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from graph.model.claim import Claims, Judgements, Rejects, Sources
from loaders import _lists
from loaders._known import Known
from loaders._rows import CITED, INDEX, SINCE, UNTIL, Sheet, closing, sheets
from loaders._shape import Column, Shape
from loaders._ties import declared, firm_ids, resolved_chain

STANDING = {"在任": "yes", "现任": "yes", "有效": "yes", "是": "yes", "yes": "yes", "active": "yes", "保留": "yes",
            "已退出": "no", "退出": "no", "取消": "no", "已取消": "no", "调出": "no", "已调出": "no", "失效": "no", "否": "no",
            "no": "no", "ended": "no", "撤销": "no"}  # fmt: skip

ANCHORS = Shape(
    "链主",
    (
        Column("firm", ("链主企业", "链主", "anchor", "链主企业名称", "龙头企业", "企业名称", "firm", "企业", "公司名称")),
        Column("chain", ("产业链", "chain", "链", "所属产业链", "产业链名称")),
        Column("since", (*SINCE.headings, "认定日期", "认定时间", "入选时间", "认定年份", "任职起"), "date"),
        Column("until", (*UNTIL.headings, "退出日期", "退出时间", "取消时间", "调出时间", "有效期至", "任职止"), "date"),
        Column("is_standing", ("是否在任", "is_standing", "链主状态", "状态"), "choice", STANDING),
        *CITED,
        INDEX,
    ),
    needed=("firm", "chain"),
    hints=("anchor", "链主"),
    only_hinted=True,
)  # fmt: skip
SHAPES = (ANCHORS,)


def read(path: Path, known: Known) -> Iterator[Claims | Sources | Judgements | Rejects]:
    """Claims of anchors; read only where the file, the sheet or a heading says 链主, for a list of firms leads nothing."""
    opened = sheets(path, __name__, known)
    for sheet in opened:
        yield from _anchors(sheet)
    yield from closing(opened)


def _anchors(sheet: Sheet) -> Iterator[Claims]:
    _lists.names(sheet, "firm")
    sheet.frame = sheet.frame.drop_nulls("firm")
    _lists.listed(sheet, "chain")
    firm_ids(sheet, "firm")
    resolved_chain(sheet, "chain", refuse=True)
    sheet.cite()
    ended = (pl.col("is_standing") == "no") & pl.col("until").is_null()
    dated = pl.lit(sheet.table.declared_on is not None)
    sheet.flag(ended & dated, "firm", "W_ENDED_AS_OF")
    sheet.flag(ended & ~dated, "firm", "W_ENDED")
    sheet.frame = sheet.frame.with_columns(
        until=pl.when(ended).then(pl.lit(sheet.table.declared_on, pl.String)).otherwise("until")
    )
    yield from declared(sheet, "firm")
    lead = sheet.frame.filter(~((pl.col("is_standing") == "no") & pl.col("until").is_null()).fill_null(False))
    yield from sheet.claims("LEADS", lead, subject="firm_id", object="chain_id", since="since", until="until")
