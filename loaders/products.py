"""Which parts is a product made of, which segment does each belong to, who makes it (产品、物料清单)?

An anchor's own product is told from others of that name by the anchor; a part is its own name. A product that is a part
of another in the same list is a sub-assembly: a part, whatever anchor stands beside it.
"""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from graph.model.claim import Claims, Judgements, Rejects, Sources
from loaders import _cells, _lists, _parts, _sums
from loaders._known import Known
from loaders._rows import CITED, INDEX, Sheet, closing, sheets
from loaders._shape import Column, Shape, said
from loaders._ties import declared, firm_ids, resolved_chain, resolved_segment

YES_NO = {w: v for v, ws in {"yes": ("y", "yes", "是", "必需", "必须", "关键", "√", "1"),
                             "no": ("n", "no", "否", "非必需", "可选", "×", "0"),
                             "unknown": ("unknown", "未知", "不详")}.items() for w in ws}  # fmt: skip

PRODUCT = Column("product", ("产品名称", "product", "产品", "成品", "整机", "主机产品", "总成", "上级产品", "父项"))
ANCHOR = Column("firm", ("所属企业", "firm", "anchor", "链主", "链主企业", "生产企业", "企业名称", "企业", "整机企业"))
CHAIN = Column("chain", ("产业链", "chain", "所属产业链"))
SEGMENT = Column("segment", ("环节", "segment", "环节名称", "所属环节", "对应环节", "归属环节", "环节编号"))

PARTS = Shape(
    "物料清单",
    (
        PRODUCT,
        Column("part", ("部件名称", "part", "部件", "零部件", "物料", "物料名称", "零部件名称", "子项", "配套部件", "材料")),
        Column("firm", ("所属企业", "firm", "anchor", "链主", "链主企业", "企业名称", "企业", "整机企业")),
        Column("quantity", said("CONTAINS", "quantity").headings),
        said("CONTAINS", "quantity_unit", "单位"),
        Column("cost_share_pct", (*said("CONTAINS", "cost_share_pct").headings, "成本比重", "占成本比例", "价值占比")),
        Column("essential", (*said("CONTAINS", "essential").headings, "是否关键", "关键部件"), "choice", YES_NO),
        CHAIN,
        SEGMENT,
        Column("product_segment", ("产品所属环节", "product_segment", "成品环节")),
        Column("maker", ("部件生产企业", "maker", "制造商", "生产厂家", "部件厂商", "生产商")),
        *CITED,
        INDEX,
    ),
    needed=("product", "part"),
    hints=("物料清单", "bom", "parts"),
    example={"product": "虚构8.6代显示屏", "part": "虚构玻璃基板", "quantity": "2", "quantity_unit": "片",
             "cost_share_pct": "12.5", "product_segment": "", "maker": "虚构玻璃有限公司"},
)  # fmt: skip
PRODUCTS = Shape(
    "产品目录",
    (
        PRODUCT,
        Column("aliases", said("Product", "aliases").headings, "texts"),
        ANCHOR,
        CHAIN,
        SEGMENT,
        Column("market_share_pct", said("MAKES", "market_share_pct").headings),
        *CITED,
        INDEX,
    ),
    needed=("product",),
    any_of=("segment", "firm"),
    hints=("产品目录", "产品清单", "产品名录"),
    only_hinted=True,
    example={"product": "虚构8.6代显示屏", "market_share_pct": "12.5"},
)
SHAPES = (PARTS, PRODUCTS)


def read(path: Path, known: Known) -> Iterator[Claims | Sources | Judgements | Rejects]:
    """Claims of products, their parts, segments and makers; rows of a circle of parts are refused and the circle is named."""
    opened = sheets(path, __name__, known)
    for sheet in opened:
        yield from _parts_list(sheet) if sheet.shape is PARTS else _catalogue(sheet)
    yield from closing(opened)


def _parts_list(sheet: Sheet) -> Iterator[Claims]:
    firm_ids(sheet, "firm", refuse=False)
    _sums.alone(sheet, ("cost_share_pct", "quantity"), pl.lit(False), "part")
    _sums.shares(sheet, "cost_share_pct")
    _quantity(sheet)
    _lists.names(sheet, "maker")
    firm_ids(sheet, "maker", refuse=False)
    resolved_chain(sheet, "chain", refuse=False)
    _classified(sheet, "segment", "part")
    resolved_segment(sheet, "product_segment", "chain_id", refuse=False)
    _parts.assemblies(sheet)
    sheet.refuse(pl.col("product_id") == pl.col("part_id"), "part", "E_SELF")
    _parts.rings(sheet)
    _parts.weigh(sheet)
    sheet.cite()
    yield from _parts_claims(sheet)


def _parts_claims(sheet: Sheet) -> Iterator[Claims]:
    yield from _own_product(sheet)
    yield from sheet.claims("Product", subject="part_id", name="part")
    fields = ("quantity", "quantity_unit", "cost_share_pct", "essential")
    yield from sheet.claims("CONTAINS", subject="product_id", object="part_id", **{n: n for n in fields})
    yield from sheet.claims("CLASSIFIED_IN", subject="part_id", object="segment_id", basis="segment_basis")
    yield from sheet.claims("CLASSIFIED_IN", subject="product_id", object="product_segment_id")
    yield from declared(sheet, "maker")
    yield from sheet.claims("MAKES", subject="maker_id", object="part_id")


def _own_product(sheet: Sheet) -> Iterator[Claims]:
    """The products and the firms that have them; a sub-assembly's anchor owns the list, and need not make it."""
    yield from sheet.claims("Product", subject="product_id", name="product", aliases="product_aliases")
    own = sheet.frame.filter("is_own")
    yield from declared(sheet, "firm", own)
    yield from sheet.claims("MAKES", own, subject="firm_id", object="product_id")


def _catalogue(sheet: Sheet) -> Iterator[Claims]:
    """Products by name: who makes them, and in which segment they are."""
    _lists.names(sheet, "firm")
    firm_ids(sheet, "firm", refuse=False)
    _sums.shares(sheet, "market_share_pct")
    resolved_chain(sheet, "chain", refuse=False)
    _classified(sheet, "segment", "product")
    sheet.frame = sheet.frame.with_columns(_parts.product_ids(sheet.frame["product"]).alias("product_id"))
    sheet.cite()
    yield from sheet.claims("Product", subject="product_id", name="product", aliases="aliases")
    yield from sheet.claims("CLASSIFIED_IN", subject="product_id", object="segment_id", basis="segment_basis")
    yield from declared(sheet, "firm")
    yield from sheet.claims("MAKES", subject="firm_id", object="product_id", market_share_pct="market_share_pct")


def _classified(sheet: Sheet, name: str, of: str) -> None:
    """Add `<name>_id` and `<name>_basis`: the segment that is said, else the one of the product's own name (inferred).

    A product of no known segment stays a product; the nearest names are offered.
    """
    for column, into in ((name, "_said"), (of, "_own")):
        asked = sheet.frame.select("chain", "chain_id", column).unique(maintain_order=True)
        ids = sheet.known.segment_ids(asked["chain_id"], asked[column]).alias(into)
        is_lost = pl.col("chain").is_not_null() & pl.col("chain_id").is_null()
        found = asked.with_columns(ids).with_columns(pl.when(~is_lost).then(into).alias(into))
        sheet.frame = sheet.frame.join(
            found, on=["chain", "chain_id", column], how="left", nulls_equal=True, maintain_order="left"
        )
    is_said = pl.col("_said").is_not_null()
    sheet.frame = sheet.frame.with_columns(
        pl.coalesce("_said", pl.when(pl.col(name).is_null()).then("_own")).alias(f"{name}_id"),
        pl.when(is_said).then(pl.lit("declared")).otherwise(pl.lit("inferred")).alias(f"{name}_basis"),
    ).drop("_said", "_own")
    lost = pl.col(f"{name}_id").is_null()
    for column, rows in ((name, lost & pl.col(name).is_not_null()), (of, lost & pl.col(name).is_null())):
        texts = sheet.frame.filter(rows)[column]
        if len(texts):
            sheet.flag(rows, column, "W_UNCLASSIFIED", near=_parts.near(sheet, texts))


def _quantity(sheet: Sheet) -> None:
    """How many; a unit behind the figure (2片) is the unit where none is given."""
    text = _cells.plain(pl.col("quantity"))
    figure = text.str.replace_all(",", "").str.extract(r"^(\d+(?:\.\d+)?)").cast(pl.Float64)
    figure = pl.when(figure < _cells.LARGEST).then(figure)
    head = sheet.found.get("quantity")
    unit = text.str.extract(r"^[\d.,]+([^\d.,]{1,6})$")
    whole = text.str.contains(r"^[\d,]+(?:\.\d+)?[^\d.,]{0,6}$")
    sheet.flag(pl.col("quantity").is_not_null() & (~whole | figure.is_null()), "quantity", "W_NUMBER")
    sheet.frame = sheet.frame.with_columns(
        quantity=pl.when(whole).then(figure),
        quantity_unit=pl.coalesce("quantity_unit", pl.when(whole).then(unit), pl.lit(head.unit if head else None)),
    )
