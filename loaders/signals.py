"""What firms were seen to do that may make them expand, move or shrink, and when (扩产、外迁等信号)."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from graph.model.claim import Claims, Judgements, Rejects, Sources
from loaders import _names, _persons, _signals
from loaders._known import Known
from loaders._rows import CITED, INDEX, Sheet, closing, sheets
from loaders._shape import Column, Shape, said
from loaders._ties import declared, firm_ids, many, placed

SIGNALS = Shape(
    "企业信号",
    (
        Column("firm", ("企业名称", "firm", "企业", "公司名称", "单位名称")),
        Column(
            "signal_type",
            ("信号类型", "signal_type", "信号", "动向", "企业动向"),
            "choice",
            _signals.words(_signals.OF_A_FIRM),
        ),
        Column("seen_on", (*said("Signal", "seen_on").headings, "时间"), "date"),
        said("Signal", "detail", "动向说明"),
        Column("place", ("所在地", "place", "地点", "指向地点", "迁往地", "园区")),
        *CITED,
        INDEX,
    ),
    needed=("firm", "signal_type"),
    hints=("signal", "信号", "动向"),
    example={"signal_type": "扩产", "detail": "虚构产线二期"},
)
SHAPES = (SIGNALS,)


def read(path: Path, known: Known) -> Iterator[Claims | Sources | Judgements | Rejects]:
    """Claims of signals, the firms that show them, and the places they point at."""
    opened = sheets(path, __name__, known)
    for sheet in opened:
        yield from _shown(sheet)
    yield from closing(opened)


def _shown(sheet: Sheet) -> Iterator[Claims]:
    _persons.kept_out(sheet, (), ("detail",))
    many(sheet, "firm")
    firm_ids(sheet, "firm")
    placed(sheet, "place", refuse=False)
    undated = pl.when(pl.col("seen_on").is_null()).then("detail")
    sheet.frame = sheet.frame.with_columns(signal=pl.col("firm"), apart=pl.coalesce("seen_on", undated))
    _names.ids(sheet, "signal", "Signal", "signal_type", "apart")
    sheet.cite()
    yield from declared(sheet, "firm")
    yield from sheet.claims(
        "Signal", subject="signal_id", signal_type="signal_type", seen_on="seen_on", detail="detail"
    )
    yield from sheet.claims("SHOWS", subject="firm_id", object="signal_id", since="seen_on")
    yield from sheet.claims("LOCATED_IN", subject="signal_id", object="place_id", since="seen_on")
