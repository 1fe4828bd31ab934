"""Buildings, factories and plots that can take a project (载体): how large, what they bear, what is free, at what price.

Floors are measured in square metres, land in mu, whatever the heading says; what is free and unknown stays unknown.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from graph.model.claim import Claims, Judgements, Rejects, Sources
from loaders import _cells, _names, _units
from loaders._known import Known
from loaders._rows import INDEX, PUBLISHED, REMARK, SOURCE, Sheet, closing, sheets
from loaders._shape import Column, Shape, said
from loaders._ties import placed

TYPES = {"楼宇": "building", "写字楼": "building", "研发楼": "building", "办公楼": "building", "商务楼宇": "building",
         "孵化器": "building", "厂房": "factory", "标准厂房": "factory", "通用厂房": "factory", "工业厂房": "factory",
         "仓库": "factory", "地块": "plot", "土地": "plot", "工业用地": "plot", "产业用地": "plot"}  # fmt: skip
OWN_USE = {"是": "yes", "自用": "yes", "自建自用": "yes", "自建": "yes", "企业自建": "yes", "y": "yes", "否": "no", "非自用": "no", "可招商": "no", "招商": "no", "出租": "no",
           "n": "no", "未知": "unknown", "不详": "unknown"}  # fmt: skip
OFFERED = "出租|招租|出让|招商|对外"
"""What is let, sold or offered is not kept, also where only the heading of its free room says so (可招商面积)."""
SQUARE_METRES = 2000 / 3
"""In a mu."""

_TYPE, _OWN = said("Carrier", "carrier_type"), said("Carrier", "own_use")
CARRIERS = Shape(
    "载体",
    (
        said("Carrier", "name", "厂房", "地块", "楼宇", "carrier", name="carrier"),
        Column("carrier_type", _TYPE.headings, "choice", {**TYPES, **_TYPE.words}),
        Column("place", ("所在地", "place", "地点", "所在园区", "所属园区", "园区", "位置", "地址", "坐落")),
        said("Carrier", "purpose"),
        said("Carrier", "area_m2"),
        said("Carrier", "area_mu"),
        Column("area", ("面积", "area_m2_or_mu", "area", "规模")),
        Column("area_unit", ("面积单位", "area_unit", "单位", "unit")),
        said("Carrier", "free_m2"),
        said("Carrier", "free_mu"),
        said("Carrier", "floor_load_t_m2", "楼板荷载", "楼面承重"),
        said("Carrier", "floor_height_m"),
        said("Carrier", "power_kva", "用电容量", "电力"),
        said("Carrier", "rent_cny_m2_month"),
        said("Carrier", "land_price_10k_cny_mu", "土地价格", "土地单价"),
        said("Carrier", "free_from"),
        Column("own_use", _OWN.headings, "choice", {**OWN_USE, **_OWN.words}),
        said("Carrier", "delivery_note"),
        SOURCE,
        PUBLISHED,
        Column("remark", REMARK.headings),
        INDEX,
    ),
    needed=("carrier",),
    any_of=("carrier_type", "area_m2", "area_mu", "area", "free_m2", "free_mu", "floor_load_t_m2", "power_kva",
            "rent_cny_m2_month", "land_price_10k_cny_mu", "own_use", "free_from"),
    hints=("carrier", "载体", "厂房", "楼宇", "地块"),
    example={"carrier": "虚构通用厂房一期", "carrier_type": "厂房", "area_unit": "平方米", "area": "", "own_use": "否"},
)  # fmt: skip
SHAPES = (CARRIERS,)

FIELDS = ("carrier_type", "purpose", "area_m2", "area_mu", "free_m2", "free_mu", "floor_load_t_m2", "floor_height_m",
          "power_kva", "rent_cny_m2_month", "land_price_10k_cny_mu", "free_from", "own_use", "delivery_note")  # fmt: skip


def read(path: Path, known: Known) -> Iterator[Claims | Sources | Judgements | Rejects]:
    """Claims of carriers and where they stand."""
    opened = sheets(path, __name__, known)
    for sheet in opened:
        yield from _carriers(sheet)
    yield from closing(opened)


def _carriers(sheet: Sheet) -> Iterator[Claims]:
    placed(sheet, "place", refuse=False)
    _names.ids(sheet, "carrier", "Carrier", "place_id")
    for floors, land in (("area_m2", "area_mu"), ("free_m2", "free_mu")):
        _land(sheet, floors, land)
    _bare_area(sheet)
    _own_use(sheet)
    sheet.cite()
    yield from sheet.claims("Carrier", subject="carrier_id", name="carrier", **{f: f for f in FIELDS})
    yield from sheet.claims("LOCATED_IN", subject="carrier_id", object="place_id")


def _own_use(sheet: Sheet) -> None:
    """Words beside a carrier say for whom it is: one its owner keeps (自用) stays the owner's whatever the column says;
    one a firm built for itself (自建) is the owner's where the column is silent and no word lets or sells it.
    """
    told = pl.concat_str(pl.col("delivery_note", "purpose", "remark"), ignore_nulls=True, separator=" ")
    kept = told.str.contains("自用") & ~told.str.contains("非自用|不自用")
    built = told.str.contains("自建") & ~told.str.contains(f"非自建|{OFFERED}")
    silent = pl.col("own_use").fill_null("unknown") == "unknown"
    sheet.frame = sheet.frame.with_columns(
        own_use=pl.when(kept | (built & silent)).then(pl.lit("yes")).otherwise("own_use")
    )
    for room in ("free_m2", "free_mu"):
        head = sheet.found.get(room)
        if head is not None and re.search(OFFERED, head.text):
            offered = (pl.col(room) > 0) & pl.col("own_use").is_null()
            sheet.frame = sheet.frame.with_columns(own_use=pl.when(offered).then(pl.lit("no")).otherwise("own_use"))


def _land(sheet: Sheet, floors: str, land: str) -> None:
    """An area in a unit of land, or of a plot, is land, also under a heading of floors."""
    head = sheet.found.get(floors)
    if head is None:
        return
    raw = sheet.table.frame.select("row", _raw=head.column)
    frame = sheet.frame.join(raw, on="row", how="left", maintain_order="left")
    is_land = _in_land("_raw", head.unit) | (pl.col("carrier_type") == "plot").fill_null(False)
    mu = pl.coalesce(land, (pl.col(floors) / SQUARE_METRES).round(4))
    sheet.frame = frame.with_columns(
        pl.when(~is_land).then(floors).alias(floors), pl.when(is_land).then(mu).otherwise(land).alias(land)
    ).drop("_raw")


def _in_land(name: str, unit: str | None) -> pl.Expr:
    """Does a cell say a unit of land, or its heading, where the cell says none?"""
    text = _units.folds(_cells.plain(pl.col(name))).fill_null("")
    headed = unit is not None and any(u in _units.folded(unit) for u in _units.LAND)
    return text.str.contains("|".join(sorted(_units.LAND))) | (pl.lit(headed) & ~text.str.contains("m2"))


def _bare_area(sheet: Sheet) -> None:
    """An area whose column does not say of what: its unit decides; without one it is not taken."""
    if not sheet.has("area"):
        return
    head = sheet.found["area"]
    said = pl.concat_str(_cells.plain(pl.col("area")), _cells.plain(pl.col("area_unit")).fill_null(""))
    unit = head.unit or _units.in_title(sheet.table.title, "平方米")
    metres = _cells.number(said, unit, "平方米")
    known = _units.folds(said).str.contains(r"m2|ha|亩") | pl.lit(unit is not None)
    fine = known & (metres >= 0)
    sheet.frame = sheet.frame.with_columns(_said=said, _metres=pl.when(fine).then(metres))
    sheet.flag(pl.col("area").is_not_null() & pl.col("_metres").is_null(), "area", "W_AREA")
    is_land = _in_land("_said", unit) | (pl.col("carrier_type") == "plot").fill_null(False)
    floors, mu = pl.when(~is_land).then("_metres"), pl.when(is_land).then(pl.col("_metres") / SQUARE_METRES)
    sheet.frame = sheet.frame.with_columns(
        area_m2=pl.coalesce("area_m2", floors), area_mu=pl.coalesce("area_mu", mu.round(4))
    ).drop("_said", "_metres")
