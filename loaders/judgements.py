"""Are two names one firm? Verdicts and dated aliases; subsidiaries, projects and brands are ties of their own (归并).

`name_a` is the subsidiary, project or brand of `name_b`; a rename is a dated `same` with that reason. A subsidiary or
project is another firm as well: its pair is judged `different`, so that no chain of sames ever joins the two.
"""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from graph.model.claim import JUDGEMENT_COLUMNS, Claims, Judgements, Rejects, Sources
from loaders._known import Known
from loaders._rows import CITED, INDEX, SINCE, UNTIL, Sheet, closing, sheets
from loaders._shape import Column, Shape
from loaders._ties import declared, firm_ids

VERDICTS = {"same": "same", "同一": "same", "相同": "same", "同一企业": "same", "是": "same", "different": "different",
            "不同": "different", "非同一": "different", "否": "different", "unsure": "unsure", "待定": "unsure",
            "不确定": "unsure", "renamed": "renamed", "更名": "renamed", "曾用名": "renamed",
            "subsidiary": "subsidiary", "子公司": "subsidiary", "project": "project", "项目公司": "project",
            "项目": "project", "brand": "brand", "品牌": "brand"}  # fmt: skip
TIES = {"subsidiary": "SUBSIDIARY_OF", "project": "PROJECT_COMPANY_OF", "brand": "BRAND_OF"}
RENAMED = "更名"
MEANS = {"renamed": "same", "subsidiary": "different", "project": "different"}
"""What a verdict says of identity where it is not its own name; a brand says nothing."""
WORDS = {"renamed": RENAMED, "subsidiary": "子公司", "project": "项目公司"}
"""What the reason of such a judgement begins with."""

REASON = Column("reason", ("理由", "reason", "依据", "说明", "note"))
BY = Column("by", ("判断人", "by", "核对人"))
ON = Column("judged_on", ("判断日期", "on", "judged_on", "核对日期"), "date")

JUDGEMENTS = Shape(
    "归并判断",
    (
        Column("left", ("名称甲", "name_a", "left", "名称1", "名称A")),
        Column("right", ("名称乙", "name_b", "right", "名称2", "名称B")),
        Column("verdict", ("判断", "verdict", "结论", "关系"), "choice", VERDICTS, identity=True),
        SINCE,
        UNTIL,
        REASON,
        BY,
        ON,
        *CITED[:2],
        INDEX,
    ),
    needed=("left", "right", "verdict"),
    rank=6,
)
ALIASES = Shape(
    "企业别名",
    (
        Column("left", ("别名", "alias", "曾用名", "旧名", "简称")),
        Column("right", ("规范名称", "canonical", "现用名", "企业全称", "全称", "新名")),
        Column("stock_code", ("股票代码", "stock_code", "证券代码")),
        SINCE,
        UNTIL,
        REASON,
        BY,
        ON,
        *CITED[:2],
        INDEX,
    ),
    needed=("left", "right"),
    rank=6,
)
SHAPES = (JUDGEMENTS, ALIASES)


def read(path: Path, known: Known) -> Iterator[Claims | Sources | Judgements | Rejects]:
    """Judgements in the order of their rows, and ties between firms."""
    opened = sheets(path, __name__, known)
    for sheet in opened:
        if sheet.shape is ALIASES:
            sheet.frame = sheet.frame.with_columns(verdict=pl.lit("renamed" if _is_old(sheet) else "same"))
        yield from _judged(sheet)
    yield from closing(opened)


def _is_old(sheet: Sheet) -> bool:
    """Does the heading say that the alias is a name of the past?"""
    return sheet.found["left"].text.strip() in ("曾用名", "旧名")


def _judged(sheet: Sheet) -> Iterator[Claims | Judgements]:
    for side in ("left", "right"):
        firm_ids(sheet, side, named=True)
    sheet.refuse(pl.col("left_id") == pl.col("right_id"), "right", "E_SELF")
    sheet.cite()
    for side in ("left", "right"):
        yield from declared(sheet, side)
    for verdict, kind in TIES.items():
        ties = sheet.frame.filter(pl.col("verdict") == verdict)
        yield from sheet.claims(kind, ties, subject="left_id", object="right_id", since="since", until="until")
    frame = sheet.frame.filter(pl.col("verdict") != "brand").select(
        left="left_id",
        right="right_id",
        verdict=pl.col("verdict").replace(MEANS),
        since="since",
        by=pl.coalesce("by", pl.lit(sheet.known.series or sheet.table.path.name)),
        judged_on=pl.coalesce("judged_on", "known_on"),
        rule=pl.lit(None, pl.String),
        reason=_reason(),
        source="source",
    )
    if len(frame):
        yield Judgements(frame.select(pl.col(n).cast(t) for n, t in JUDGEMENT_COLUMNS.items()))


def _reason() -> pl.Expr:
    """The row's reason, behind the word of a verdict that says more than same or different."""
    word = pl.col("verdict").replace_strict(WORDS, default=None, return_dtype=pl.String)
    return pl.concat_str([word, "reason"], separator=": ", ignore_nulls=True).replace("", None)
