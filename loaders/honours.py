"""Who holds which honour, as of which year (荣誉资质). A holder whose name is wholly that of a place is that place."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from graph import schema
from graph.model.claim import Claims, Judgements, Rejects, Sources
from loaders._known import Known
from loaders._rows import CITED, INDEX, Sheet, closing, sheets
from loaders._shape import Column, Shape, said
from loaders._ties import declared, firm_ids, many, place_named

LEVELS = {"national": "national", "国家级": "national", "国家": "national", "provincial": "provincial",
          "省级": "provincial", "省": "provincial", "city": "city", "市级": "city", "市": "city", "zone": "zone",
          "区级": "zone", "园区级": "zone", "listing": "listing", "上市": "listing"}  # fmt: skip

HONOURS = Shape(
    "荣誉资质",
    (
        Column("holder", ("企业名称", "firm", "获得单位", "获奖单位", "企业", "公司名称", "单位名称", "holder")),
        Column("honour", ("荣誉名称", "honour", "荣誉", "称号", "荣誉资质", "资质名称", "认定名称")),
        Column("honour_level", ("级别", "level", "honour_level", "认定级别"), "choice", LEVELS),
        Column("year", ("年份", "year", "年度", "认定年份", "认定年度"), "count", least=1900, most=2200),
        said("HOLDS", "batch"),
        *CITED,
        INDEX,
    ),
    needed=("holder", "honour"),
    hints=("honour", "荣誉", "资质"),
)
SHAPES = (HONOURS,)


def read(path: Path, known: Known) -> Iterator[Claims | Sources | Judgements | Rejects]:
    """Claims of honours and their holders."""
    opened = sheets(path, __name__, known)
    for sheet in opened:
        yield from _honours(sheet)
    yield from closing(opened)


def _honours(sheet: Sheet) -> Iterator[Claims]:
    many(sheet, "holder")
    firm_ids(sheet, "holder")
    names = sheet.frame["honour"].str.normalize("NFKC").str.strip_chars()
    sheet.frame = sheet.frame.with_columns(honour=names, honour_id=schema.hashed(names, prefix="h-"))
    place_named(sheet, "holder")
    sheet.cite()
    firms = sheet.frame.filter(pl.col("holder_place").is_null())
    yield from declared(sheet, "holder", firms)
    yield from sheet.claims("Honour", subject="honour_id", name="honour", honour_level="honour_level")
    holder = pl.coalesce("holder_place", "holder_id")
    yield from sheet.claims("HOLDS", subject=holder, object="honour_id", year="year", batch="batch")
