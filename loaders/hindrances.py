"""Why a segment is still not filled at a place, as somebody noted it: 地, 能, 人, 场景, 资金 (受阻原因)."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from graph.model.claim import Claims, Judgements, Rejects, Sources
from loaders import _cells, _lists, _persons
from loaders._known import Known
from loaders._rows import CITED, INDEX, Sheet, closing, sheets
from loaders._shape import Column, Shape, said
from loaders._ties import resolved_chain, resolved_segment, titled

CAUSES = {"地": "land", "用地": "land", "土地": "land", "厂房": "land", "载体": "land", "空间": "land", "能": "energy",
          "能耗": "energy", "用能": "energy", "用电": "energy", "电力": "energy", "人": "talent", "人才": "talent",
          "用工": "talent", "场景": "scenario", "应用场景": "scenario", "资金": "capital", "融资": "capital",
          "资本": "capital", "其他": "other", "land": "land", "energy": "energy", "talent": "talent",
          "scenario": "scenario", "capital": "capital", "other": "other"}  # fmt: skip

HINDRANCES = Shape(
    "受阻原因",
    (
        Column("place", ("地区", "place", "地点", "园区", "区域")),
        Column("chain", ("产业链", "chain", "所属产业链", "产业链名称")),
        Column("segment", ("环节", "segment", "环节名称", "缺口环节", "缺口")),
        Column("cause", ("受阻原因", "cause", "未补原因", "未补上原因", "制约因素"), words=CAUSES),
        said("HINDERED", "noted_on"),
        Column("cause_note", ("原因说明", "cause_note", "说明", "情况说明")),
        *CITED,
        INDEX,
    ),
    needed=("segment", "cause"),
    hints=("hindr", "受阻", "缺口"),
    example={"cause": "用地", "cause_note": "虚构说明"},
)
SHAPES = (HINDRANCES,)


def read(path: Path, known: Known) -> Iterator[Claims | Sources | Judgements | Rejects]:
    """Claims of what hinders filling a segment at a place; several causes of a cell are several ties."""
    opened = sheets(path, __name__, known)
    for sheet in opened:
        yield from _hindrances(sheet)
    yield from closing(opened)


def _hindrances(sheet: Sheet) -> Iterator[Claims]:
    _persons.kept_out(sheet, (), ("cause_note",))
    titled(sheet, "place")
    resolved_chain(sheet, "chain", refuse=True)
    resolved_segment(sheet, "segment", "chain_id", refuse=True)
    _lists.listed(sheet, "cause")
    meant = _cells.choice(pl.col("cause"), CAUSES)
    sheet.refuse(pl.col("cause").is_not_null() & meant.is_null(), "cause", "E_CHOICE")
    sheet.frame = sheet.frame.with_columns(cause=_cells.choice(pl.col("cause"), CAUSES)).drop_nulls("cause")
    sheet.cite()
    yield from sheet.claims(
        "HINDERED", subject="place_id", object="segment_id", cause="cause", noted_on="noted_on", cause_note="cause_note"
    )
