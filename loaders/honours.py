"""Who holds which honour, listing stage or size tier, since and until when (荣誉资质、上市进程、规模档次).

A holder whose name is wholly that of a place is that place. 百亿企业 is a firm by what it makes, 百亿项目 a project by what
is invested: a row that mixes them up is refused.
"""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from graph.model.claim import Claims, Judgements, Rejects, Sources
from loaders import _names, _spans
from loaders._known import Known
from loaders._rows import DATED, INDEX, SINCE, UNTIL, Sheet, closing, sheets
from loaders._shape import Column, Shape, said
from loaders._ties import declared, firm_ids, many, place_named

LEVELS = {"national": "national", "国家级": "national", "国家": "national", "provincial": "provincial",
          "省级": "provincial", "省": "provincial", "city": "city", "市级": "city", "市": "city", "zone": "zone",
          "区级": "zone", "园区级": "zone", "association": "association", "协会": "association",
          "协会榜单": "association", "行业协会": "association", "media": "media", "媒体": "media", "媒体榜单": "media",
          "榜单": "media", "listing": "listing", "上市": "listing"}  # fmt: skip
TYPES = {"荣誉": "title", "资质": "title", "称号": "title", "上市": "listing", "上市进程": "listing", "规模": "size",
         "规模档次": "size"}  # fmt: skip
HOLDERS = {"企业": "Firm", "公司": "Firm", "firm": "Firm", "项目": "Project", "project": "Project", "平台": "Platform",
           "platform": "Platform", "地方": "Place", "园区": "Place", "place": "Place"}  # fmt: skip
REVIEWS = {"通过": "passed", "复核通过": "passed", "合格": "passed", "未通过": "failed", "不通过": "failed", "撤销": "failed",
           "取消": "failed", "待复核": "due", "应复核": "due"}  # fmt: skip
LISTING = {"后备": "上市后备", "上市后备": "上市后备", "种子": "上市后备", "重点后备": "上市后备", "辅导": "上市辅导",
           "辅导备案": "上市辅导", "上市辅导": "上市辅导", "申报": "上市申报", "递表": "上市申报", "受理": "上市申报",
           "上市申报": "上市申报", "过会": "上市过会", "上市过会": "上市过会", "注册生效": "上市过会", "上市": "已上市",
           "已上市": "已上市", "挂牌": "新三板挂牌", "新三板": "新三板挂牌", "新三板挂牌": "新三板挂牌",
           "终止": "上市终止", "撤回": "上市终止", "上市终止": "上市终止", "退市": "已退市", "已退市": "已退市"}  # fmt: skip
"""The stages of a listing, by what people write."""

_OF_LISTING = "上市|过会|辅导|IPO|递表|新三板|科创板|创业板|挂牌"
_OF_SIZE = r"规上|规模以上|限上|[十百千]亿|亿元(?:以上|级|产值|营收)*(?:企业|项目)"
_PROJECT_TIER, _FIRM_TIER = r"[十百千]?亿元?(?:级|以上)?(?:投资)?项目", r"[十百千]?亿元?(?:级|以上|产值|营收)*企业"
_OF_FIRMS = "企业|公司|firm"

_TYPE, _REVIEW = said("Honour", "honour_type"), said("HOLDS", "review")
HONOURS = Shape(
    "荣誉资质",
    (
        Column("holder", ("企业名称", "firm", "获得单位", "获奖单位", "企业", "公司名称", "单位名称", "holder", "获得者",
                          "项目名称", "平台名称")),
        Column("holder_type", ("获得者类型", "holder_type", "主体类型"), "choice", HOLDERS),
        Column("honour", ("荣誉名称", "honour", "荣誉", "称号", "荣誉资质", "资质名称", "认定名称", "规模档次", "企业规模")),
        Column("honour_level", ("级别", "level", "honour_level", "认定级别"), "choice", LEVELS),
        Column("honour_type", ("荣誉类型", "honour_type", "称号类型"), "choice", {**TYPES, **_TYPE.words}),
        Column("year", ("年份", "year", "年度", "认定年份", "认定年度"), "count", least=1900, most=2200),
        said("HOLDS", "batch"),
        Column("validity", ("有效期", "validity", "有效期限")),
        Column("last_day", ("有效期至", "last_day", "有效期止", "到期日期"), "date"),
        said("HOLDS", "review_due_on", "下次复核"),
        Column("review", _REVIEW.headings, "choice", {**REVIEWS, **_REVIEW.words}),
        Column("since", (*SINCE.headings, "认定日期", "发证日期", "获评日期", "有效期起"), "date"),
        *DATED[1:],
        INDEX,
    ),
    needed=("holder", "honour"),
    hints=("honour", "荣誉", "资质"),
    example={"honour": "虚构专精特新企业", "holder_type": "企业", "validity": "3年", "last_day": "", "until": "",
             "honour_level": "省级", "review": "待复核", "review_due_on": "2026-12"},
)  # fmt: skip
STAGES = Shape(
    "上市进程",
    (
        Column("holder", ("企业名称", "firm", "企业", "公司名称", "单位名称")),
        Column("stage", ("上市阶段", "listing_stage", "上市进程", "上市状态", "上市进展"), "choice", LISTING),
        Column("board", ("板块", "board", "拟上市板块", "上市板块", "交易所")),
        Column("since", (*SINCE.headings, "阶段日期", "日期"), "date"),
        UNTIL,
        *DATED[2:],
        INDEX,
    ),
    needed=("holder", "stage"),
    hints=("listing", "上市"),
    example={"stage": "辅导", "board": "创业板"},
)
SHAPES = (HONOURS, STAGES)


def read(path: Path, known: Known) -> Iterator[Claims | Sources | Judgements | Rejects]:
    """Claims of honours, listing stages and size tiers, and their holders."""
    opened = sheets(path, __name__, known)
    for sheet in opened:
        yield from _honours(sheet) if sheet.shape is HONOURS else _stages(sheet)
    yield from closing(opened)


def _honours(sheet: Sheet) -> Iterator[Claims]:
    many(sheet, "holder")
    firm_ids(sheet, "holder")
    _names.ids(sheet, "honour", "Honour")
    place_named(sheet, "holder")
    _holders(sheet)
    _validity(sheet)
    sheet.cite()
    yield from _declared(sheet)
    yield from sheet.claims(
        "Honour", subject="honour_id", name="honour", honour_level="honour_level", honour_type=_type()
    )
    tie = {n: n for n in ("year", "batch", "review_due_on", "review", "since", "until")}
    yield from sheet.claims("HOLDS", subject="holder_id", object="honour_id", **tie)


def _holders(sheet: Sheet) -> None:
    """What each holder is, with its id; firms and projects of 亿 are not mixed up."""
    honour = pl.col("honour")
    of_project, of_firm = honour.str.contains(_PROJECT_TIER), honour.str.contains(_FIRM_TIER)
    head = sheet.found["holder"].text
    headed = "Firm" if any(w in head for w in _OF_FIRMS.split("|")) else None
    headed = {"项目名称": "Project", "平台名称": "Platform"}.get(head, headed)
    told = pl.coalesce("holder_type", pl.lit(headed, pl.String)).fill_null("")
    is_place = pl.col("holder_place").is_not_null()
    mixed = (of_project & of_firm) | (~is_place & ((of_project & (told == "Firm")) | (of_firm & (told == "Project"))))
    sheet.refuse(mixed, "honour", "E_TIER")
    by_name = pl.when(is_place).then(pl.lit("Place")).when(of_project).then(pl.lit("Project"))
    kind = by_name.otherwise(pl.coalesce("holder_type", pl.lit(headed or "Firm")))
    sheet.frame = sheet.frame.with_columns(holder_kind=kind, firm_id=pl.col("holder_id"))
    sheet.refuse((pl.col("holder_kind") == "Place") & ~is_place, "holder", "E_PLACE")
    for other in ("Project", "Platform"):
        _names.ids(sheet, "holder", other)
        sheet.frame = sheet.frame.rename({"holder_id": f"{other}_id"})
    by_kind = (("Place", "holder_place"), ("Project", "Project_id"), ("Platform", "Platform_id"), ("Firm", "firm_id"))
    mine = pl.coalesce(*(pl.when(pl.col("holder_kind") == k).then(i) for k, i in by_kind))
    sheet.frame = sheet.frame.with_columns(holder_id=mine)


def _declared(sheet: Sheet) -> Iterator[Claims]:
    """The firms, projects and platforms that hold something."""
    yield from declared(sheet, "holder", sheet.frame.filter(pl.col("holder_kind") == "Firm"))
    for kind in ("Project", "Platform"):
        mine = sheet.frame.filter(pl.col("holder_kind") == kind)
        yield from sheet.claims(kind, mine, subject="holder_id", name="holder")


def _validity(sheet: Sheet) -> None:
    """Since and until out of 有效期: a span, a number of years, or the last day, which still counts."""
    if not sheet.has("validity", "last_day"):
        return
    first, last = _spans.ends(pl.col("validity"))
    is_span = pl.col("validity").str.contains("[-—–~~至到]") & last.is_not_null()
    since = pl.coalesce("since", pl.when(is_span).then(first))
    years = _spans.years_later(pl.coalesce(since, pl.col("year").cast(pl.String)), pl.col("validity"))
    sheet.flag(pl.col("validity").is_not_null() & ~is_span & years.is_null() & last.is_null(), "validity", "W_DATE")
    until = pl.coalesce("until", _spans.after(pl.col("last_day")), years, _spans.after(last))
    sheet.frame = sheet.frame.with_columns(since=since, until=until)
    sheet.blank(_spans.over(pl.col("until"), pl.col("since")), "until", "W_DATE_ORDER")


def _type() -> pl.Expr:
    """A title, a listing stage or a size tier: as said, else by its name."""
    name, is_listing = pl.col("honour"), pl.col("honour_level") == "listing"
    derived = (
        pl.when(is_listing | name.str.contains(_OF_LISTING)).then(pl.lit("listing"))
        .when(name.str.contains(_OF_SIZE)).then(pl.lit("size")).otherwise(pl.lit("title"))
    )  # fmt: skip
    return pl.coalesce("honour_type", derived)


def _stages(sheet: Sheet) -> Iterator[Claims]:
    """Listing stages, each until the next that the sheet dates."""
    many(sheet, "holder")
    firm_ids(sheet, "holder")
    sheet.frame = sheet.frame.sort("holder", "since", nulls_last=True, maintain_order=True)
    following = pl.col("since").shift(-1).over("holder", mapping_strategy="group_to_rows")
    moved = pl.when(following > pl.col("since")).then(following)
    sheet.frame = sheet.frame.with_columns(until=pl.coalesce("until", moved)).sort("row", maintain_order=True)
    _names.ids(sheet, "stage", "Honour")
    sheet.cite()
    yield from declared(sheet, "holder")
    yield from sheet.claims("Honour", subject="stage_id", name="stage", honour_level=pl.lit("listing"),
                            honour_type=pl.lit("listing"))  # fmt: skip
    year = pl.col("since").str.slice(0, 4).cast(pl.Int64, strict=False)
    yield from sheet.claims("HOLDS", subject="holder_id", object="stage_id", year=year, batch="board", since="since",
                            until="until")  # fmt: skip
