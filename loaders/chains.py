"""Chains, their segments, what feeds what, and which segments of two chains are one (产业链、环节、上下游、同一环节)."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from graph.model.claim import Claims, Judgements, Rejects, Sources
from loaders import _cells
from loaders._known import Known, nearest
from loaders._rows import CITED, DATED, Sheet, closing, sheets
from loaders._shape import Column, Shape, said
from loaders._ties import cycles, resolved_chain, resolved_segment

YES_NO = {w: v for v, ws in {"yes": ("y", "yes", "是", "必需", "1"), "no": ("n", "no", "否", "非必需", "0"),
                             "unknown": ("unknown", "未知", "不详")}.items() for w in ws}  # fmt: skip
TYPES = {"材料": "material", "原材料": "material", "零部件": "part", "部件": "part", "元件": "part", "设备": "equipment",
         "装备": "equipment", "工艺": "process", "制造": "process", "产品": "product", "整机": "product",
         "服务": "service", "应用": "application"}  # fmt: skip
LEVELS = {"上游": "upstream", "中游": "midstream", "下游": "downstream"}
FILLED_BY = {"生产": "produce", "制造": "produce", "研发设计": "develop", "设计": "develop", "开发": "develop",
             "服务": "serve"}  # fmt: skip
STATELESS = {"资源": "resource", "终端应用": "end_use", "应用端": "end_use", "未细分": "catch_all", "其他": "catch_all"}
BASIS = {
    "declared": "declared",
    "inferred": "inferred",
    "实测": "observed",
    "observed": "observed",
    "推断": "inferred",
    "页面所述": "declared",
}

CHAIN = Column("chain", ("产业链", "chain", "链", "产业链编号", "所属产业链", "产业链名称"))
SEGMENT = Column("segment", ("环节编号", "segment", "环节", "环节代码"))


def _choice(column: Column, words: dict[str, str]) -> Column:
    return Column(column.name, column.headings, "choice", {**column.words, **words})


CHAINS = Shape(
    "产业链",
    (
        CHAIN,
        said("Chain", "name"),
        said("Chain", "name_en"),
        said("Chain", "aliases"),
        said("Chain", "members"),
        *DATED,
    ),
    needed=("chain", "name"),
    rank=0,
)
SEGMENTS = Shape(
    "环节",
    (
        CHAIN,
        Column("name", ("环节名称", "name_zh", "名称", "name", "中文名")),
        SEGMENT,
        said("Segment", "name_en"),
        said("Segment", "aliases"),
        _choice(said("Segment", "segment_type"), TYPES),
        _choice(said("Segment", "position"), LEVELS),
        said("Segment", "order"),
        said("Segment", "product_words"),
        _choice(said("Segment", "filled_by"), FILLED_BY),
        _choice(said("Segment", "stateless"), STATELESS),
        *DATED,
    ),
    needed=("chain",),
    any_of=("segment", "name"),
    hints=("segments", "环节"),
    rank=1,
)
FEEDS = Shape(
    "上下游",
    (
        CHAIN,
        Column("upstream", ("上游环节", "upstream", "上游")),
        Column("downstream", ("下游环节", "downstream", "下游")),
        _choice(said("FEEDS", "essential"), YES_NO),
        said("FEEDS", "routes"),
        Column("basis", ("依据", "status", "basis"), "choice", BASIS),
        *DATED,
    ),
    needed=("upstream", "downstream"),
    rank=2,
)
TWINS = Shape(
    "同一环节",
    (
        Column("chain_a", ("产业链甲", "chain_a", "产业链1", "产业链A")),
        Column("segment_a", ("环节甲", "segment_a", "环节1", "环节A")),
        Column("chain_b", ("产业链乙", "chain_b", "产业链2", "产业链B")),
        Column("segment_b", ("环节乙", "segment_b", "环节2", "环节B")),
        Column("extent", said("SAME_AS", "extent").headings, "choice",
               {"whole": "whole", "part": "part", "全部": "whole", "相同": "whole", "部分": "part"}),
        Column("reason", ("理由", "reason", "原因", "说明")),
        *CITED,
    ),
    needed=("segment_a", "segment_b"),
    rank=3,
)  # fmt: skip
SHAPES = (CHAINS, SEGMENTS, FEEDS, TWINS)


def read(path: Path, known: Known) -> Iterator[Claims | Sources | Judgements | Rejects]:
    """Claims of chains and segments; sheets of one workbook may refer to one another."""
    opened = sheets(path, __name__, known)
    readers = {CHAINS.title: _chains, SEGMENTS.title: _segments, FEEDS.title: _feeds, TWINS.title: _twins}
    for sheet in opened:
        sheet.known = known
        claims = list(readers[sheet.shape.title](sheet))
        known = known.plus(claims)
        yield from claims
    yield from closing(opened)


def _chains(sheet: Sheet) -> Iterator[Claims]:
    """Chains, and groups by their members."""
    sheet.frame = sheet.frame.with_columns(chain=pl.col("chain").str.strip_chars())
    members = sheet.frame.select("row", value="members").explode("value").drop_nulls("value")
    here = sheet.known.plus([Claims("Chain", sheet.frame.select("name", "aliases", subject="chain"))])
    members = members.with_columns(id=here.chain_ids(members["value"]))
    lost = members.filter(pl.col("id").is_null()).select("row", "value")
    if len(lost):
        near = nearest(lost["value"], here.chains.select("name", "id"))
        sheet.reject(lost.join(near, on="value", how="left"), "members", "W_MEMBER")
    ids = members.drop_nulls("id").group_by("row", maintain_order=True).agg(member_ids="id")
    sheet.frame = sheet.frame.join(ids, on="row", how="left", maintain_order="left")
    sheet.cite()
    yield from sheet.claims("Chain", subject="chain", name="name", name_en="name_en", aliases="aliases",
                            members="member_ids", since="since", until="until")  # fmt: skip


def _segments(sheet: Sheet) -> Iterator[Claims]:
    """Segments with the chain each is part of; without an id of its own its name serves, without an order its row."""
    resolved_chain(sheet, "chain", refuse=True)
    sheet.refuse(pl.coalesce("segment", "name").is_null(), "segment", "E_EMPTY")
    bare = pl.coalesce("segment", "name").str.strip_chars().str.split("/").list.last()
    sheet.frame = sheet.frame.with_columns(
        id=pl.concat_str("chain_id", bare, separator="/"), name=pl.coalesce("name", bare)
    )
    given = sheet.known.segment_ids(sheet.frame["chain_id"], sheet.frame["segment"].fill_null(sheet.frame["name"]))
    sheet.frame = sheet.frame.with_columns(id=pl.coalesce(given, "id"))
    in_file = pl.col("row").rank("ordinal").over("chain_id").cast(pl.Int64)
    sheet.frame = sheet.frame.with_columns(order=pl.coalesce("order", in_file))
    sheet.cite()
    fields = ("name", "name_en", "aliases", "segment_type", "position", "order", "product_words", "filled_by",
              "stateless", "since", "until")  # fmt: skip
    yield from sheet.claims("Segment", subject="id", **{n: n for n in fields})
    yield from sheet.claims("PART_OF", subject="id", object="chain_id", since="since", until="until")


def _feeds(sheet: Sheet) -> Iterator[Claims]:
    """What feeds what; rows on a cycle, with what is known already, are refused with its path."""
    resolved_chain(sheet, "chain", refuse=True)
    resolved_segment(sheet, "upstream", "chain_id", refuse=True, elsewhere=True)
    resolved_segment(sheet, "downstream", "chain_id", refuse=True, elsewhere=True)
    sheet.refuse(pl.col("upstream_id") == pl.col("downstream_id"), "upstream", "E_SELF")
    cycles(sheet)
    sheet.cite()
    yield from sheet.claims("FEEDS", subject="upstream_id", object="downstream_id", essential="essential",
                            routes="routes", since="since", until="until",
                            basis=pl.col("basis").fill_null("declared"))  # fmt: skip


def _twins(sheet: Sheet) -> Iterator[Claims]:
    """Segments that are one, or share a part; what the reason calls another level is left out and said."""
    for side in ("a", "b"):
        resolved_chain(sheet, f"chain_{side}", refuse=True)
        resolved_segment(sheet, f"segment_{side}", f"chain_{side}_id", refuse=True)
    sheet.refuse(pl.col("segment_a_id") == pl.col("segment_b_id"), "segment_a", "E_SELF")
    reason = _cells.plain(pl.col("reason"))
    extent = pl.coalesce(
        "extent",
        pl.when(reason.str.starts_with("同一")).then(pl.lit("whole")),
        pl.when(reason.str.starts_with("部分")).then(pl.lit("part")),
    )
    other = pl.col("extent").is_null() & reason.str.starts_with("不同")
    sheet.flag(other, "reason", "W_TWIN")
    sheet.frame = sheet.frame.with_columns(extent=extent).filter(~other.fill_null(False))
    sheet.cite()
    yield from sheet.claims("SAME_AS", subject="segment_a_id", object="segment_b_id", extent="extent")
