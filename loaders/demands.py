"""Which parts does an anchor need, who supplies them now, and who may be told (链主需求、配套需求)?

A demand that nobody released is internal, however the table is loaded: it, and what it says of suppliers. Public needs
a source. The part's segment is the one that is said, else the one of the part's name, of the parts lists, of the
segments' product words.
"""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from graph.model.claim import Claims, Judgements, Rejects, Sources
from loaders import _lists, _parts
from loaders._known import Known
from loaders._rows import CITED, INDEX, Sheet, closing, sheets
from loaders._shape import Column, Shape, said
from loaders._ties import declared, firm_ids, place_named, placed, resolved_chain

WISHES = {w: v for v, ws in {"yes": ("y", "yes", "是", "希望", "需要", "强烈", "√", "1"),
                             "no": ("n", "no", "否", "不需要", "不要求", "×", "0"),
                             "unknown": ("unknown", "未知", "不详", "待定")}.items() for w in ws}  # fmt: skip
RELEASES = {"public": "public", "公开": "public", "已公开": "public", "released": "released", "可对外": "released",
            "已发布": "released", "可发布": "released", "可对接": "released", "internal": "internal", "内部": "internal",
            "不公开": "internal", "不可对外": "internal", "保密": "internal"}  # fmt: skip
NO_FIRM = (
    r"^(?:国外|境外|海外|国内|本地|外地|省内|省外|市内|市外)?(?:进口|采购|外购|供应商|厂商|企业|厂家)$"
    r"|^(?:国外|境外|海外|国内|本地|外地|自产|自制|自供|自有|内部|集团内部?|多家|不固定|待定|保密|未定|日系|韩系|台系|欧美|[\p{Han}]{1,3}进口)$"
    r"|^(?:尚|暂|目前)?(?:无|没有|空缺)"
)
"""What people write for a supplier that names none."""

DEMANDS = Shape(
    "链主需求",
    (
        Column("firm", ("链主企业", "anchor", "firm", "需求企业", "链主", "采购企业", "需求单位", "需求方", "企业名称", "企业")),
        Column("part", (*said("NEEDS", "part").headings, "需求内容", "配套需求", "需求", "所需产品", "采购品类", "部件名称", "产品")),
        Column("chain", ("产业链", "chain", "所属产业链")),
        Column("segment", ("环节", "segment", "环节名称", "所属环节", "对应环节", "环节编号")),
        Column("present_supplier", (*said("NEEDS", "present_supplier").headings, "当前供应商", "主要供应商")),
        Column("present_place", (*said("NEEDS", "present_place").headings, "供应来源地", "采购地", "来源地")),
        Column("wishes_near", (*said("NEEDS", "wishes_near").headings, "就近配套意愿", "本地配套意愿"), "choice", WISHES),
        Column("year", (*said("NEEDS", "year").headings, "需求年份", "需求年度"), "count", least=1900, most=2200),
        Column("release", (*said("NEEDS", "release").headings, "是否公开", "发布状态", "公开程度"), "choice", RELEASES),
        said("NEEDS", "quantity_note", "年需求量", "采购额", "年采购额", "需求规模"),
        *CITED,
        INDEX,
    ),
    needed=("firm",),
    any_of=("part", "present_supplier", "wishes_near", "release"),
    hints=("需求", "demand"),
    example={"firm": "虚构显示科技有限公司", "part": "虚构玻璃基板", "present_supplier": "虚构玻璃有限公司",
             "present_place": "日本", "release": "内部", "year": "2025"},
)  # fmt: skip
SHAPES = (DEMANDS,)


def read(path: Path, known: Known) -> Iterator[Claims | Sources | Judgements | Rejects]:
    """Claims of demands and of who supplies now; a demand whose segment nobody knows is refused with the nearest names."""
    opened = sheets(path, __name__, known)
    for sheet in opened:
        yield from _demands(sheet)
    yield from closing(opened)


def _demands(sheet: Sheet) -> Iterator[Claims]:
    firm_ids(sheet, "firm")
    sheet.refuse(pl.col("part").is_null() & pl.col("segment").is_null(), "part", "E_EMPTY")
    resolved_chain(sheet, "chain", refuse=True)
    _segment(sheet)
    unsourced = (pl.col("release") == "public") & pl.col("source_cell").is_null()
    sheet.blank(unsourced, "release", "W_RELEASE")
    _supplier(sheet)
    sheet.cite()
    is_told = pl.col("release").is_in(["public", "released"]).fill_null(False)
    sheet.frame = sheet.frame.with_columns(
        release=pl.when(is_told).then("release").otherwise(pl.lit("internal")),
        visibility=pl.when(~is_told).then(pl.lit("internal")),
    )
    yield from _claims(sheet)


def _claims(sheet: Sheet) -> Iterator[Claims]:
    yield from declared(sheet, "firm", visibility="visibility")
    fields = ("year", "part", "present_supplier", "present_place", "wishes_near", "release", "quantity_note")
    yield from sheet.claims(
        "NEEDS", subject="firm_id", object="segment_id", visibility="visibility", **{n: n for n in fields}
    )
    now = sheet.frame.filter(pl.col("supplier_id").is_not_null() & (pl.col("supplier_id") != pl.col("firm_id")))
    yield from declared(sheet, "supplier", now, visibility="visibility")
    yield from sheet.claims(
        "SUPPLIES", now, subject="supplier_id", object="firm_id", segment="segment_id", product="part",
        visibility="visibility",
    )  # fmt: skip
    one = now.filter(~pl.col("supplier_several"))
    yield from sheet.claims(
        "LOCATED_IN", one, subject="supplier_id", object="present_place_id", visibility="visibility"
    )


def _segment(sheet: Sheet) -> None:
    """Add `segment_id`; rows of no known segment are refused, with the names nearest to what they say."""
    frame = sheet.frame.with_columns(asked=pl.coalesce("segment", "part"))
    texts = frame.select("chain_id", "asked", "part").unique(maintain_order=True)
    by_name = sheet.known.segment_ids(texts["chain_id"], texts["asked"])
    by_part = sheet.known.segment_ids(texts["chain_id"], texts["part"])
    found = texts.with_columns(
        segment_id=pl.coalesce(by_name, by_part, _listed(sheet.known, texts), _worded(sheet.known, texts))
    )
    keys = ["chain_id", "asked", "part"]
    sheet.frame = frame.join(found, on=keys, how="left", nulls_equal=True, maintain_order="left")
    said_ = "segment" if sheet.has("segment") else "part"
    for name, bad in ((said_, pl.col(said_).is_not_null()), ("part", pl.lit(True))):
        lost = pl.col("segment_id").is_null() & bad
        texts_ = sheet.frame.filter(lost)[name].drop_nulls()
        if len(texts_):
            sheet.refuse(lost, name, "E_SEGMENT", near=_parts.near(sheet, texts_))


def _listed(known: Known, texts: pl.DataFrame) -> pl.Series:
    """The segment in which the parts lists loaded so far put a part of this name, if it is one."""
    put = known.others("CLASSIFIED_IN").select("object", product="subject").unique()
    once = put.filter(pl.len().over("product") == 1)
    asked = texts.select(_parts.product_ids(texts["part"]).alias("product"))
    return asked.join(once, on="product", how="left", maintain_order="left")["object"]


def _worded(known: Known, texts: pl.DataFrame) -> pl.Series:
    """The segment one of whose product words is the part, if it is one; within the chain that is said."""
    words = known.segments.select("id", "chain", part="product_words").explode("part").drop_nulls("part")
    within = texts.select("chain_id", "part").join(words, on="part", how="left", maintain_order="left")
    fits = pl.col("chain_id").is_null() | (pl.col("chain_id") == pl.col("chain"))
    one = within.filter(fits & pl.col("id").is_not_null()).group_by("chain_id", "part").agg(
        pl.col("id").first(), n=pl.col("id").n_unique()
    )  # fmt: skip
    once = one.filter(pl.col("n") == 1).drop("n")
    keys = ["chain_id", "part"]
    return texts.join(once, on=keys, how="left", nulls_equal=True, maintain_order="left")["id"]


def _supplier(sheet: Sheet) -> None:
    """Add `supplier` and its id, one row each, where the cell names firms; `present_place_id` where the place is known."""
    placed(sheet, "present_place", refuse=False, alone=False)
    nobody = pl.col("present_supplier").str.normalize("NFKC").str.strip_chars().str.contains(NO_FIRM)
    sheet.flag(nobody, "present_supplier", "W_SUPPLIER")
    sheet.frame = sheet.frame.with_columns(supplier=pl.when(~nobody.fill_null(False)).then("present_supplier"))
    sheet.found = {**sheet.found, **({"supplier": h} if (h := sheet.found.get("present_supplier")) else {})}
    _lists.names(sheet, "supplier")
    firm_ids(sheet, "supplier", refuse=False)
    place_named(sheet, "supplier")
    sheet.flag(pl.col("supplier_place").is_not_null(), "supplier", "W_NOT_FIRM")
    sheet.frame = sheet.frame.with_columns(pl.when(pl.col("supplier_place").is_null()).then("supplier_id"))
