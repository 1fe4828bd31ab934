"""What a place reports, period by period: actuals, targets and estimates apart, with the words that qualify them (指标).

One row an indicator; its figures stand in a column of values, in columns for target and actual, or in a column a year.
Two scopes of one indicator are two ties and never added. A figure that is expected is no actual.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from graph.model.claim import Claims, Judgements, Rejects, Sources
from loaders import _cells, _figures, _names
from loaders._known import Known
from loaders._rows import CITED, INDEX, Sheet, closing, sheets
from loaders._shape import Column, Head, Shape, said
from loaders._ties import titled

MEASURES = {"实绩": "actual", "实际": "actual", "完成": "actual", "目标": "target", "计划": "target", "预计": "estimate",
            "预测": "estimate", "估计": "estimate"}  # fmt: skip
FLOWS = {"存量": "stock", "期末": "stock", "时点": "stock", "当期": "flow", "新增": "flow", "流量": "flow", "增量": "flow",
         "累计": "cumulative", "增速": "growth", "增长率": "growth", "排名": "rank", "位次": "rank"}  # fmt: skip
QUALIFIERS = {"约": "about", "左右": "about", "超": "above", "突破": "above", "多": "above", "近": "near", "接近": "near",
              "以上": "at_least", "不低于": "at_least", "预计": "expected", "力争": "target", "目标": "target",
              "不超过": "up_to", "以内": "up_to"}  # fmt: skip
SIGNS = {"above": ">", "at_least": ">=", "up_to": "<=", "near": "<"}
YES = {"是": "yes", "等": "yes", "y": "yes", "否": "no", "n": "no"}

_FLOW, _MEASURE, _QUALIFIER = said("Indicator", "flow"), said("REPORTS", "measure"), said("REPORTS", "qualifier")
_GROWTH = said("REPORTS", "growth_qualifier")
_OPEN, _JOINT = said("REPORTS", "is_open_list"), said("REPORTS", "is_joint_total")
INDICATORS = Shape(
    "指标",
    (
        Column("place", ("地区", "place", "地点", "园区", "片区", "区域")),
        said("Indicator", "name", "项目指标", "主要指标", name="indicator"),
        said("Indicator", "unit"),
        Column("flow", _FLOW.headings, "choice", {**FLOWS, **_FLOW.words}),
        said("REPORTS", "period", "统计期间", "所属期"),
        said("REPORTS", "scope"),
        Column("measure", _MEASURE.headings, "choice", {**MEASURES, **_MEASURE.words}),
        Column("value", ("数值", "value", "值", "指标值", "数据")),
        Column("actual", ("完成值", "actual", "实际完成", "实绩", "完成数", "累计完成", "本期完成", "实际完成值", "完成情况")),
        Column("target", ("目标值", "target", "年度目标", "全年目标", "目标", "年度计划", "计划", "目标数")),
        Column("qualifier", _QUALIFIER.headings, "choice", {**QUALIFIERS, **_QUALIFIER.words}),
        said("REPORTS", "comparator"),
        Column("growth", (*said("REPORTS", "growth_pct").headings, "同比增速", "增幅")),
        Column("growth_qualifier", _GROWTH.headings, "choice", {**QUALIFIERS, **_GROWTH.words}),
        Column("is_open_list", _OPEN.headings, "choice", {**YES, **_OPEN.words}),
        Column("is_joint_total", _JOINT.headings, "choice", {**YES, **_JOINT.words}),
        said("REPORTS", "value_note"),
        *CITED,
        INDEX,
    ),
    needed=("indicator",),
    hints=("indicator", "指标", "目标"),
    rank=6,
    example={"indicator": "虚构工业总产值", "unit": "亿元", "period": "2024", "value": "超12.5", "actual": "", "target": "",
             "growth": "约3.9", "growth_qualifier": "约", "qualifier": "超", "comparator": ">", "measure": "实绩", "flow": "当期", "is_open_list": "否",
             "is_joint_total": "否"},
)  # fmt: skip
SHAPES = (INDICATORS,)

_YEAR = re.compile(r"20\d\d年?(?:上半年|下半年|前三季度|[一二三四]季度|\d{1,2}[-—–~至到]\d{1,2}月|\d{1,2}月)?")
_PERIOD = r"^\d{4}(H[12]|Q[1-4](-Q3)?|-\d{2}(-\d{2})?(/\d{4}-\d{2})?)?$"
_RATE = "率|比重|占比|增速|增幅|比例|份额|贡献|强度|增长|%"
_MEASURED = ("actual", "target", "estimate")


@dataclass(frozen=True)
class Told:
    """A column of figures: its name, of which period and measure its heading says it is, and is it growth?"""

    name: str
    period: str | None
    measure: str | None
    is_growth: bool = False


def read(path: Path, known: Known) -> Iterator[Claims | Sources | Judgements | Rejects]:
    """Claims of indicators and what places report of them."""
    opened = sheets(path, __name__, known)
    for sheet in opened:
        yield from _indicators(sheet)
    yield from closing(opened)


def _indicators(sheet: Sheet) -> Iterator[Claims]:
    titled(sheet, "place")
    columns = _columns(sheet)
    sheet.frame = _one_a_figure(sheet, columns)
    _measured(sheet)
    _in_units(sheet)
    sheet.refuse(pl.col("value").is_null() & pl.col("growth_pct").is_null(), "indicator", "E_FIGURE")
    _periods(sheet)
    _names.ids(sheet, "indicator", "Indicator", "unit")
    sheet.cite()
    yield from sheet.claims("Indicator", subject="indicator_id", name="indicator", unit="unit", flow=_flow())
    fields = (
        "period",
        "scope",
        "measure",
        "value",
        "qualifier",
        "comparator",
        "growth_pct",
        "growth_qualifier",
        "value_note",
    )
    yield from sheet.claims(
        "REPORTS", subject="place_id", object="indicator_id", is_open_list=_open_list(), is_joint_total=_joint(),
        **{f: f for f in fields},
    )  # fmt: skip


def _columns(sheet: Sheet) -> list[Told]:
    """The columns of figures: value, actual and target, and those whose heading is a year."""
    taken = {h.column for h in sheet.found.values()}
    years = {f"_{h.column}": h for h in sheet.table.heads if h.column not in taken and _YEAR.match(h.text)}
    sheet.understood(years)
    own = [n for n in ("value", "actual", "target", "growth") if sheet.has(n)]
    raw = sheet.table.frame.select("row", *(pl.col(h.column).alias(n) for n, h in years.items()))
    sheet.frame = sheet.frame.join(raw, on="row", how="left", maintain_order="left")
    return [_said_by(n, sheet.found[n], n) for n in own] + [_said_by(n, h, h.text) for n, h in years.items()]


def _said_by(name: str, head: Head, text: str) -> Told:
    """What a heading says of the figures below it."""
    year = _YEAR.search(head.text)
    is_growth = name == "growth" or bool(re.search("同比|增速|增幅|增长", text))
    measure = {"actual": "actual", "target": "target"}.get(name)
    if name.startswith("_"):
        words = (("目标|计划", "target"), ("预计|预测", "estimate"))
        measure = next((m for w, m in words if re.search(w, text)), "actual")
    return Told(name, year[0] if year else None, measure, is_growth)


def _one_a_figure(sheet: Sheet, columns: list[Told]) -> pl.DataFrame:
    """A row a figure: `written` what is written, `told` in which column; growth beside the actual it belongs to."""
    figures = [c for c in columns if not c.is_growth] or [Told("value", None, None)]
    grown = [c for c in columns if c.is_growth]
    actual = [c for c in figures if c.measure != "target"] or figures
    latest = max(c.period or "" for c in actual)
    others = {"value", "actual", "target", "growth", *(c.name for c in columns)}
    kept = [c for c in sheet.frame.columns if c not in others]
    frames = []
    for one in figures:
        mine = [g.name for g in grown if one in actual and (g.period or latest) == (one.period or latest)]
        frames.append(
            sheet.frame.select(
                *kept,
                pl.col(one.name).alias("written"),
                pl.lit(one.name).alias("told"),
                (pl.coalesce(*mine) if mine else pl.lit(None, pl.String)).alias("grown"),
                pl.lit(one.period, pl.String).alias("headed"),
                pl.lit(one.measure, pl.String).alias("by_column"),
                pl.lit(_unit(sheet, one.name), pl.String).alias("unit_headed"),
            )
        )
    said = pl.col("written").is_not_null() | pl.col("grown").is_not_null()
    return pl.concat(frames).filter(said | (len(frames) == 1))


def _unit(sheet: Sheet, name: str) -> str | None:
    """The unit of a column's heading, else of the sheet's title."""
    head = sheet.found.get(name)
    told = re.search(r"单位[::]\s*([^\s)),,、]+)", sheet.table.title)
    return (head.unit if head else None) or (told[1] if told else None)


def _measured(sheet: Sheet) -> None:
    """Values, growth, qualifiers and measures out of what is written."""
    read, grown = _figures.figure(pl.col("written")), _figures.growth(pl.col("grown"))
    frame = sheet.frame.with_columns(
        value=pl.when(read.value.abs() < 1e13).then(read.value), cell_unit=read.unit, words=read.words.fill_null(""),
        growth_pct=pl.coalesce(pl.when(grown.abs() < 1e9).then(grown), read.growth), is_rank=read.is_rank,
    )  # fmt: skip
    by_words = _figures.measure(pl.col("words"))
    by_row = pl.coalesce("by_column", "measure")
    roughly = pl.coalesce(_figures.growth_words(pl.col("grown")), read.growth_words).fill_null("")
    qualifier = pl.coalesce("qualifier", _figures.qualifier(pl.col("words")))
    signed = qualifier.replace_strict(SIGNS, default=None, return_dtype=pl.String)
    meant = {"target": "target", "expected": "estimate"}
    by_qualifier = qualifier.replace_strict(meant, default=None, return_dtype=pl.String)
    sheet.frame = frame.with_columns(
        is_contrary=(by_row == "actual") & by_words.is_not_null(),
        measure=pl.coalesce(pl.when(by_row != "actual").then(by_row), by_words, by_row, by_qualifier, pl.lit("actual")),
        qualifier=qualifier,
        growth_qualifier=pl.coalesce("growth_qualifier", _figures.qualifier(roughly)),
        comparator=pl.coalesce("comparator", _figures.comparator(pl.col("words")), signed),
    )  # fmt: skip
    for name in sheet.frame["told"].unique(maintain_order=True).to_list():
        mine = sheet.frame.filter(pl.col("told") == name)
        lost = mine.filter(pl.col("written").is_not_null() & pl.col("value").is_null())
        sheet.reject(lost.select("row", value="written"), name, "W_FIGURE")
        sheet.reject(mine.filter("is_contrary").select("row", value="written"), name, "W_ESTIMATE")
    lost = sheet.frame.filter(pl.col("grown").is_not_null() & grown.is_null())
    sheet.reject(lost.select("row", value="grown").unique(maintain_order=True), "growth", "W_FIGURE")


def _in_units(sheet: Sheet) -> None:
    """Money in 亿元, per cent of what is no share as growth; a row without a unit has that of the same indicator."""
    unit = pl.coalesce("cell_unit", "unit", "unit_headed").str.normalize("NFKC")
    is_growth = (unit == "%") & ~pl.col("indicator").str.contains(_RATE) & pl.col("growth_pct").is_null()
    frame = sheet.frame.with_columns(
        growth_pct=pl.when(is_growth).then("value").otherwise("growth_pct"),
        growth_qualifier=pl.when(is_growth)
        .then("qualifier")
        .when(pl.col("growth_pct").is_not_null())
        .then("growth_qualifier"),
        value=pl.when(~is_growth.fill_null(False)).then("value"),
        unit=pl.when(~is_growth.fill_null(False)).then(unit),
    )
    value, common = _figures.in_unit(pl.col("value"), pl.col("unit"))
    beside = pl.when(pl.col("cell_unit").is_null()).then("unit").fill_null("")
    as_said = pl.format("原文{}{}", _cells.plain(pl.col("written")), beside)
    is_changed = (common != pl.col("unit")) & pl.col("value").is_not_null()
    frame = frame.with_columns(
        value_note=pl.coalesce("value_note", pl.when(is_changed).then(as_said)), value=value, unit=common
    )
    told = sheet.known.others("Indicator").select("unit", indicator="name")
    units = pl.concat([frame.select("unit", "indicator"), told]).drop_nulls().unique()
    only = units.filter(pl.len().over("indicator") == 1).rename({"unit": "_usual"})
    sheet.frame = frame.join(only, on="indicator", how="left", maintain_order="left").with_columns(
        pl.coalesce("unit", "_usual").alias("unit")
    )


def _periods(sheet: Sheet) -> None:
    """The period of the row, of the column, or of the title if that names only one."""
    titled = sorted({m[0] for m in _YEAR.finditer(sheet.table.title)})
    title = titled[0] if len({t[:4] for t in titled}) == 1 else None
    said = _figures.period(pl.coalesce("period", "headed", pl.lit(title, pl.String)))
    sheet.frame = sheet.frame.with_columns(period=pl.when(said != "").then(said))
    sheet.flag(~pl.col("period").str.contains(_PERIOD), "period", "W_PERIOD")


def _flow() -> pl.Expr:
    """Is it a stock, what came in a period, what came since ever, growth or a rank? Said, or plain from the name."""
    name = pl.col("indicator")
    derived = (
        pl.when(pl.col("is_rank") | (pl.col("unit") == "位") | name.str.contains("排名|位次")).then(pl.lit("rank"))
        .when(name.str.contains("增速|增幅|增长率")).then(pl.lit("growth"))
        .when(name.str.contains("^(?:新增|新引进|新认定|净增|新设|新落)")).then(pl.lit("flow"))
        .when(name.str.contains("^累计")).then(pl.lit("cumulative"))
    )  # fmt: skip
    return pl.coalesce("flow", derived)


def _open_list() -> pl.Expr:
    """A list that ends in 等 goes on: what it does not name is not absent."""
    ends = pl.col("value_note").str.contains(r"、.*等(?:企业|项目|基金|单位|平台)?$")
    return pl.coalesce("is_open_list", pl.when(ends).then(pl.lit("yes")))


def _joint() -> pl.Expr:
    """A sum over several things together, never to be split among them."""
    words = pl.concat_str(pl.col("indicator", "scope", "value_note"), separator=" ", ignore_nulls=True)
    return pl.coalesce("is_joint_total", pl.when(words.str.contains("合计")).then(pl.lit("yes")))
