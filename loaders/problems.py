"""What a place itself reports to be short of or falling behind, without naming a firm (问题与不足)."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from graph.model.claim import Claims, Judgements, Rejects, Sources
from loaders import _lists, _names, _persons, _signals
from loaders._known import Known
from loaders._rows import CITED, INDEX, Sheet, closing, sheets
from loaders._shape import Column, Shape, said
from loaders._ties import resolved_chain, titled

PROBLEMS = Shape(
    "问题与不足",
    (
        Column("place", ("地区", "place", "地点", "园区", "区域")),
        Column("problem_type", ("问题类型", "problem_type", "不足类型"), "choice", _signals.words(_signals.OF_A_PLACE)),
        Column("problem", ("问题内容", "problem", "问题", "不足", "问题和不足", "存在问题")),
        Column("chain", ("产业链", "chain", "所属产业链", "涉及产业链")),
        Column("seen_on", (*said("Signal", "seen_on").headings, "时间", "期间"), "date"),
        *CITED,
        INDEX,
    ),
    needed=("problem_type", "problem"),
    hints=("problem", "问题", "不足"),
    example={"problem_type": "要素不足", "problem": "虚构:连片工业用地不足"},
)
SHAPES = (PROBLEMS,)


def read(path: Path, known: Known) -> Iterator[Claims | Sources | Judgements | Rejects]:
    """Claims of what is short at a place, and of the chains it is said of."""
    opened = sheets(path, __name__, known)
    for sheet in opened:
        yield from _problems(sheet)
    yield from closing(opened)


def _problems(sheet: Sheet) -> Iterator[Claims]:
    _persons.kept_out(sheet, (), ("problem",))
    sheet.frame = sheet.frame.drop_nulls("problem")
    titled(sheet, "place")
    _lists.listed(sheet, "chain")
    resolved_chain(sheet, "chain", refuse=False)
    sheet.frame = sheet.frame.with_columns(signal=pl.col("place_id"))
    _names.ids(sheet, "signal", "Signal", "problem_type", "seen_on", "problem")
    sheet.cite()
    yield from sheet.claims(
        "Signal", subject="signal_id", signal_type="problem_type", seen_on="seen_on", detail="problem"
    )
    yield from sheet.claims("SHOWS", subject="place_id", object="signal_id", since="seen_on")
    yield from sheet.claims("SERVES", subject="signal_id", object="chain_id")
