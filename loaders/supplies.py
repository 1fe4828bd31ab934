"""Who supplies whom with what (供货关系). What the page announces is not what was delivered; a share is kept as it is said."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from graph.model.claim import Claims, Judgements, Rejects, Sources
from loaders import _cells, _persons
from loaders._known import Known
from loaders._rows import INDEX, PUBLISHED, SINCE, SOURCE, UNTIL, Sheet, closing, sheets
from loaders._shape import Column, Shape, said
from loaders._ties import declared, firm_ids, many, resolved_chain, resolved_segment

SUPPLIES = Shape(
    "供货",
    (
        Column("supplier", ("供应商", "supplier", "供货方", "供应企业", "卖方")),
        Column("customer", ("客户", "customer", "采购方", "需求企业", "买方", "下游客户")),
        said("SUPPLIES", "product"),
        Column("chain", ("产业链", "chain", "所属产业链")),
        said("SUPPLIES", "segment", "环节名称", "所属环节"),
        said("SUPPLIES", "share_pct"),
        said("SUPPLIES", "share_year"),
        said("SUPPLIES", "share_note"),
        said("SUPPLIES", "tie_note"),
        SINCE,
        UNTIL,
        SOURCE,
        PUBLISHED,
        INDEX,
    ),
    needed=("supplier", "customer"),
    hints=("supplies", "供货", "供应商"),
)
SHAPES = (SUPPLIES,)


def read(path: Path, known: Known) -> Iterator[Claims | Sources | Judgements | Rejects]:
    """Claims of who supplies whom; several names in a cell, separated by `;`, are several ties."""
    opened = sheets(path, __name__, known)
    for sheet in opened:
        yield from _supplies(sheet)
    yield from closing(opened)


def _supplies(sheet: Sheet) -> Iterator[Claims]:
    for side in ("supplier", "customer"):
        many(sheet, side)
        firm_ids(sheet, side)
    sheet.refuse(pl.col("supplier_id") == pl.col("customer_id"), "customer", "E_SELF")
    resolved_chain(sheet, "chain", refuse=False)
    resolved_segment(sheet, "segment", "chain_id", refuse=False)
    _persons.kept_out(sheet, (), ("share_note", "tie_note"))
    pure = _cells.plain(pl.col("share_note")).str.extract(r"^(\d+(?:\.\d+)?)%$").cast(pl.Float64)
    sheet.frame = sheet.frame.with_columns(share_pct=pl.coalesce("share_pct", pl.when(pure <= 100).then(pure)))
    sheet.cite()
    for side in ("supplier", "customer"):
        yield from declared(sheet, side)
    fields = ("product", "share_pct", "share_year", "share_note", "tie_note", "since", "until")
    yield from sheet.claims(
        "SUPPLIES", subject="supplier_id", object="customer_id", segment="segment_id", **{n: n for n in fields}
    )
