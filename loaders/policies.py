"""Clauses of policies: what they give to whom, where, and while they are in force (政策)."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from graph.model.claim import Claims, Judgements, Rejects, Sources
from loaders import _names, _spans
from loaders._known import Known
from loaders._rows import CITED, INDEX, SINCE, UNTIL, Sheet, closing, sheets
from loaders._shape import Column, Shape, said
from loaders._ties import many, placed

DRAFT = "草案|征求意见稿|送审稿|讨论稿"
"""What is not in force anywhere yet."""

POLICIES = Shape(
    "政策",
    (
        said("Policy", "name", "政策文件", name="policy"),
        said("Policy", "clause", "支持措施", "主要内容"),
        said("Policy", "beneficiary", "支持对象范围"),
        Column("place", ("适用地区", "place", "地区", "适用范围", "地点", "区域")),
        Column("since", ("生效日期", "valid_from", "施行日期", "实施日期", "执行日期", *SINCE.headings), "date"),
        Column("last_day", ("有效期至", "valid_until", "失效日期", "截止日期", "到期日期"), "date"),
        Column("validity", ("有效期", "validity", "有效期限", "执行期限")),
        UNTIL,
        *CITED,
        INDEX,
    ),
    needed=("policy",),
    any_of=("clause", "beneficiary", "place", "since", "last_day", "validity"),
    hints=("policy", "policies", "政策"),
    example={"policy": "虚构若干措施", "clause": "虚构奖励最高100万元", "beneficiary": "虚构企业", "last_day": "2026-12-31",
             "validity": "", "until": ""},
)  # fmt: skip
SHAPES = (POLICIES,)


def read(path: Path, known: Known) -> Iterator[Claims | Sources | Judgements | Rejects]:
    """Claims of policies by clause, and where they apply since and until when."""
    opened = sheets(path, __name__, known)
    for sheet in opened:
        yield from _policies(sheet)
    yield from closing(opened)


def _policies(sheet: Sheet) -> Iterator[Claims]:
    _names.ids(sheet, "policy", "Policy", "clause")
    many(sheet, "place")
    placed(sheet, "place", refuse=False)
    _in_force(sheet)
    is_draft = pl.col("policy").str.contains(DRAFT)
    sheet.flag(is_draft & pl.col("place_id").is_not_null(), "policy", "W_DRAFT")
    sheet.cite()
    yield from sheet.claims("Policy", subject="policy_id", name="policy", clause="clause", beneficiary="beneficiary")
    in_force = sheet.frame.filter(~is_draft)
    yield from sheet.claims(
        "APPLIES_IN", in_force, subject="policy_id", object="place_id", since="since", until="until"
    )


def _in_force(sheet: Sheet) -> None:
    """Since and until; the last day of a policy is a day of it, a last year a year of it."""
    first, last = _spans.ends(pl.col("validity"))
    is_span = pl.col("validity").str.contains("[-—–~~至到]") & last.is_not_null()
    since = pl.coalesce("since", pl.when(is_span).then(first))
    years = _spans.years_later(since, pl.col("validity"))
    lost = pl.col("validity").is_not_null() & last.is_null() & years.is_null()
    sheet.flag(lost, "validity", "W_DATE")
    until = pl.coalesce("until", _spans.after(pl.col("last_day")), years, _spans.after(last))
    sheet.frame = sheet.frame.with_columns(since=since, until=until)
    sheet.blank(_spans.over(pl.col("until"), pl.col("since")), "until", "W_DATE_ORDER")
