"""Firms, what they do in which segment, and where (企业、从事环节、所在地).

A row's role is as its page says it; what the firm does follows: supplier, anchor and competitor do what fills the
segment, a customer buys, research is research. An activity that is given wins.
"""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from graph.identity import uscc
from graph.model.claim import Claims, Judgements, Rejects, Sources
from loaders._known import Known
from loaders._rows import DATED, INDEX, Sheet, closing, sheets
from loaders._shape import Column, Shape, said
from loaders._ties import declared, firm_ids, many, placed, resolved_chain, resolved_segment

ROLES = {"supplier": "supplier", "供应商": "supplier", "供应": "supplier", "配套": "supplier", "anchor": "anchor",
         "链主": "anchor", "龙头": "anchor", "competitor": "competitor", "竞争": "competitor", "竞争对手": "competitor",
         "同行": "competitor", "customer": "customer", "客户": "customer", "采购方": "customer", "research": "research",
         "科研": "research", "研究机构": "research", "unknown": "unknown", "未知": "unknown"}  # fmt: skip
STAGES = {"operating": "operating", "投产": "operating", "在产": "operating", "运营": "operating", "已投产": "operating",
          "量产": "operating", "正常经营": "operating", "存续": "operating", "在营": "operating", "building": "building",
          "在建": "building", "建设中": "building", "开工": "building", "signed": "signed", "签约": "signed",
          "已签约": "signed", "planned": "planned", "规划": "planned", "拟建": "planned", "筹建": "planned",
          "closed": "closed", "停产": "closed", "关闭": "closed", "注销": "closed", "关停": "closed",
          "unknown": "unknown", "未知": "unknown"}  # fmt: skip
ACTIVITIES = {"produce": "produce", "生产": "produce", "制造": "produce", "develop": "develop", "研发": "develop",
              "设计": "develop", "研发设计": "develop", "开发": "develop", "serve": "serve", "服务": "serve",
              "sell": "sell", "销售": "sell", "贸易": "sell", "buy": "buy", "采购": "buy", "research": "research",
              "研究": "research", "科研": "research", "unknown": "unknown", "未知": "unknown"}  # fmt: skip

FIRMS = Shape(
    "企业",
    (
        said("Firm", "name", "企业名", "法人单位名称", "机构名称", name="firm"),
        said("Firm", "name_en"),
        said("Firm", "short_name"),
        Column("uscc", ("统一社会信用代码", "uscc", "信用代码", "社会信用代码"), "code", identity=True),
        Column("stock_code", ("股票代码", "stock_code", "证券代码"), "code",
               pattern=r"^(?:\d{6}(?:\.?(?:SZ|SH|BJ))?|(?:SZ|SH|BJ)\d{6}|\d{4,5}\.?HK|\d{4}\.?TWO?|[A-Z]{1,5})$"),
        Column("place", ("所在地", "place", "at", "地点", "所在地区", "地址", "所属园区", "园区", "城市", "生产地址")),
        Column("registered_at", ("注册地", "registered_at", "注册地址", "住所")),
        Column("located_at", ("办公地址", "located_at", "经营地址", "通讯地址")),
        Column("province", ("省份", "province", "省", "所在省份")),
        Column("country", ("国家", "country", "国别", "国家或地区", "国家地区")),
        Column("chain", ("产业链", "chain", "链", "所属产业链", "产业链名称")),
        Column("segment", ("环节", "segment", "环节名称", "环节编号", "所属环节", "产业链环节", "细分环节")),
        said("OPERATES_IN", "products", "主营业务", "主导产品", "产品名称"),
        Column("role", said("OPERATES_IN", "role").headings, "choice", ROLES),
        Column("stage", ("阶段", "status", "stage", "状态", "经营状态", "生产状态"), "choice", STAGES),
        Column("activity", said("OPERATES_IN", "activity").headings, "choice", ACTIVITIES),
        said("OPERATES_IN", "capacity"),
        *DATED,
        INDEX,
    ),
    needed=("firm",),
    hints=("firms", "企业"),
)  # fmt: skip
SHAPES = (FIRMS,)


def read(path: Path, known: Known) -> Iterator[Claims | Sources | Judgements | Rejects]:
    """Claims of firms, what they do in segments, and where they are; a row whose segment is unknown is refused."""
    opened = sheets(path, __name__, known)
    for sheet in opened:
        yield from _firms(sheet)
    yield from closing(opened)


def _firms(sheet: Sheet) -> Iterator[Claims]:
    firm_ids(sheet, "firm")
    if sheet.has("uscc"):
        sheet.frame = sheet.frame.with_columns(uscc.cleaned(pl.col("uscc")))
        sheet.blank(~uscc.valid(pl.col("uscc")), "uscc", "W_USCC")
    resolved_chain(sheet, "chain", refuse=True)
    resolved_segment(sheet, "segment", "chain_id", refuse=True)
    many(sheet, "place")
    placed(sheet, "place", refuse=False)
    for seat in ("registered_at", "located_at"):
        if sheet.has(seat):
            placed(sheet, seat, refuse=False, alone=False)
    sheet.frame = sheet.frame.join(
        sheet.known.segments.select("filled_by", segment_id="id"), on="segment_id", how="left", maintain_order="left"
    ).with_columns(doing=_activity(sheet.has("role", "activity")))
    sheet.cite()
    names = ("name_en", "short_name", "uscc", "stock_code")
    yield from declared(sheet, "firm", **{n: n for n in names if sheet.has(n)})
    tie = {n: n for n in ("stage", "role", "capacity", "products", "since", "until")}
    yield from sheet.claims(
        "OPERATES_IN", subject="firm_id", object="segment_id", at="place_id", activity="doing", **tie
    )
    for seat, kind in (("registered_at", "REGISTERED_IN"), ("located_at", "LOCATED_IN")):
        if sheet.has(seat):
            yield from sheet.claims(kind, subject="firm_id", object=f"{seat}_id")
    apart = sheet.frame.filter(pl.col("segment_id").is_null())
    yield from sheet.claims("LOCATED_IN", apart, subject="firm_id", object="place_id")


def _activity(is_said: bool) -> pl.Expr:
    """What a firm does in a segment; a sheet without role and activity lists the firms that fill its segments."""
    filled_by = pl.col("filled_by").fill_null("unknown")
    role = pl.col("role") if is_said else pl.lit("supplier")
    return (
        pl.when(pl.col("segment_id").is_null())
        .then(pl.lit(None, pl.String))
        .when(pl.col("activity").is_not_null())
        .then("activity")
        .when(role.is_in(["supplier", "anchor", "competitor"]))
        .then(filled_by)
        .when(role == "customer")
        .then(pl.lit("buy"))
        .when(role == "research")
        .then(pl.lit("research"))
        .otherwise(pl.lit("unknown"))
    )
