"""A form of questions, filled in by those who looked: surveys, firms, stages and demands (摸排任务单).

One row a question. What is asked says what the answer means: is there a firm of this segment (摸排), is this firm inside
(片区), what does it do (活动), how far is it (进展), how far is this project (项目进展). A survey by the office that does
not say how it looked is a complete one. 不知道 settles nothing and is said; a row without an answer is left out.
"""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from graph import schema
from graph.model.claim import Claims, Judgements, Rejects, Sources
from loaders._known import Known
from loaders._rows import PUBLISHED, REMARK, SOURCE, Sheet, closing, sheets
from loaders._shape import Column, Shape, said
from loaders._ties import declared, firm_ids, many, placed, resolved_chain, resolved_segment

TASKS = {"摸排": "survey", "survey": "survey", "片区": "where", "where": "where", "活动": "what", "what": "what",
         "进展": "progress", "progress": "progress", "项目进展": "project", "project": "project"}  # fmt: skip
ANSWERS = {"有": "yes", "在": "yes", "是": "yes", "yes": "yes", "没有": "no", "无": "no", "不在": "no", "否": "no",
           "未见": "no", "no": "no", "不知道": "unknown", "不清楚": "unknown", "unknown": "unknown"}  # fmt: skip
METHODS = {"全面摸排": "complete", "普查": "complete", "complete": "complete", "名录比对": "listed", "名录": "listed",
           "listed": "listed", "检索": "searched", "searched": "searched"}  # fmt: skip
ACTIVITIES = {"生产": "produce", "制造": "produce", "研发设计": "develop", "研发": "develop", "设计": "develop",
              "服务": "serve", "销售": "sell", "贸易": "sell", "采购": "buy", "研究": "research"}  # fmt: skip
STAGES = {"投产": "operating", "在营": "operating", "量产": "operating", "在建": "building", "开工": "building",
          "签约": "signed", "规划": "planned", "停产": "closed", "关闭": "closed"}  # fmt: skip
PROJECT_STAGES = {"operating": "投产", "building": "开工", "signed": "签约", "planned": "策划", "closed": "搁置"}

FORM = Shape(
    "摸排任务单",
    (
        Column("task", ("任务类型", "task"), "choice", TASKS, identity=True),
        Column("question", ("要问的问题", "question")),
        Column("chain", ("产业链", "chain")),
        Column("segment_name", ("环节", "segment_name", "环节名称")),
        Column("segment", ("环节编号", "segment")),
        Column("place", ("摸排范围", "place", "地点")),
        Column("about", ("涉及对象", "about")),
        Column("known", ("已知情况", "known")),
        Column("looked", ("已做检索", "looked")),
        Column("waiting", ("等着用的本地下游", "waiting")),
        Column("answer", ("结论", "answer", "摸排结论"), "choice", ANSWERS),
        Column("firm", ("企业名称", "firm", "企业")),
        Column("at", ("所在地", "at")),
        Column("activity", ("活动", "activity"), "choice", ACTIVITIES),
        Column("stage", ("阶段", "stage"), "choice", STAGES),
        Column("products", ("产品", "products", "主要产品"), "texts"),
        Column("customer", ("需求企业", "customer")),
        said("NEEDS", "part"),
        said("NEEDS", "present_supplier"),
        said("NEEDS", "present_place"),
        Column("method", ("摸排方式", "method"), "choice", METHODS),
        said("SURVEYED", "surveyor"),
        said("SURVEYED", "surveyed_on"),
        SOURCE,
        PUBLISHED,
        REMARK,
    ),
    needed=("task", "segment", "place"),
    any_of=("answer", "firm"),
    hints=("摸排任务单",),
    rank=5,
    example={"segment_name": "玻璃基板", "about": "", "firm": "虚构玻璃有限公司", "customer": "虚构面板有限公司",
             "question": "厦门市有没有生产玻璃基板的企业(名录或全面摸排)", "present_supplier": "虚构供应商", "present_place": "日本"},
)  # fmt: skip
SHAPES = (FORM,)
FILLED = ("answer", "firm", "activity", "stage", "part")


def read(path: Path, known: Known) -> Iterator[Claims | Sources | Judgements | Rejects]:
    """Claims of what was answered."""
    opened = sheets(path, __name__, known)
    for sheet in opened:
        yield from _form(sheet)
    yield from closing(opened)


def _form(sheet: Sheet) -> Iterator[Claims]:
    _unanswered(sheet)
    sheet.refuse(pl.col("surveyed_on").is_null(), "surveyed_on", "E_EMPTY")
    resolved_chain(sheet, "chain", refuse=True)
    many(sheet, "segment")
    resolved_segment(sheet, "segment", "chain_id", refuse=True)
    placed(sheet, "place", refuse=True)
    placed(sheet, "at", refuse=False)
    _subjects(sheet)
    _answers(sheet)
    sheet.cite()
    sheet.frame = sheet.frame.with_columns(
        known_on="surveyed_on", known_from=pl.lit("published"), method=pl.coalesce("method", pl.lit("complete"))
    )
    yield from _surveys(sheet)
    yield from _firms(sheet)
    yield from _projects(sheet)
    yield from _demands(sheet)


def _unanswered(sheet: Sheet) -> None:
    """Rows nobody filled in, and those that say 不知道, leave: they settle nothing, and are said."""
    blank = pl.all_horizontal(pl.col(n).is_null() for n in FILLED)
    sheet.flag(blank, "question", "W_UNANSWERED")
    sheet.frame = sheet.frame.filter(~blank)
    silent = (pl.col("answer") == "unknown") & pl.all_horizontal(pl.col(n).is_null() for n in FILLED[1:])
    sheet.flag(silent, "question", "W_NOT_KNOWN")
    sheet.frame = sheet.frame.filter(~silent.fill_null(False))


def _is(*tasks: str) -> pl.Expr:
    return pl.col("task").is_in(tasks)


def _subjects(sheet: Sheet) -> None:
    """Add `subject`, a firm's name: who was found, or whom the question was about; several in a cell are several."""
    named = pl.when(_is("survey")).then("firm").when(~_is("project")).then(pl.coalesce("firm", "about"))
    sheet.frame = sheet.frame.with_columns(subject=named)
    many(sheet, "subject")
    firm_ids(sheet, "subject", refuse=False)
    firm_ids(sheet, "customer", refuse=False)
    segments = sheet.known.segments.select("filled_by", segment_id="id")
    sheet.frame = sheet.frame.join(segments, on="segment_id", how="left", maintain_order="left").with_columns(
        spot=pl.coalesce("at_id", "place_id"), doing=pl.coalesce("activity", "filled_by")
    )


def _answers(sheet: Sheet) -> None:
    """What an answer must hold to be one: refused where it contradicts itself, said where it settles less than it could."""
    found = pl.col("subject").is_not_null()
    no = pl.col("answer") == "no"
    sheet.refuse(_is("survey") & no & found, "firm", "E_CONTRADICTS")
    sheet.refuse(_is("where") & no & pl.col("at").is_null(), "at", "E_EMPTY")
    sheet.refuse(_is("where", "what", "progress") & ~found, "firm", "E_EMPTY")
    sheet.refuse(_is("what") & pl.col("activity").is_null(), "activity", "E_EMPTY")
    sheet.refuse(_is("progress", "project") & pl.col("stage").is_null(), "stage", "E_EMPTY")
    sheet.refuse(_is("project") & pl.col("about").is_null(), "about", "E_EMPTY")
    sheet.flag(_is("survey") & (pl.col("answer") == "yes") & ~found, "answer", "W_NOBODY_NAMED")
    sheet.flag(_is("survey") & found & pl.col("stage").is_null(), "subject", "W_NO_STAGE")
    sheet.flag(pl.col("part").is_not_null() & pl.col("customer").is_null(), "part", "W_WHO_NEEDS")
    told = pl.when(found).then(pl.lit("yes")).otherwise("answer")
    sheet.frame = sheet.frame.with_columns(answer=told)


def _surveys(sheet: Sheet) -> Iterator[Claims]:
    looked = sheet.frame.filter(_is("survey") & pl.col("answer").is_in(["yes", "no"]))
    yield from sheet.claims(
        "SURVEYED", looked, subject="place_id", object="segment_id", method="method", surveyor="surveyor",
        surveyed_on="surveyed_on", found="answer", since="surveyed_on",
    )  # fmt: skip


def _firms(sheet: Sheet) -> Iterator[Claims]:
    """Firms and what they do where; what was only asked about its place or its progress says nothing else anew."""
    firms = sheet.frame.filter(~_is("project"))
    yield from declared(sheet, "subject", firms)
    yield from sheet.claims(
        "OPERATES_IN", firms, subject="subject_id", object="segment_id", at="spot", activity="doing", stage="stage",
        products="products", since=pl.when(_is("progress")).then("surveyed_on"),
    )  # fmt: skip


def _projects(sheet: Sheet) -> Iterator[Claims]:
    """A project's stage on the day it was asked about."""
    names = pl.col("about").str.normalize("NFKC").str.strip_chars()
    ours = sheet.frame.filter(_is("project")).with_columns(names.alias("about"))
    ours = ours.with_columns(schema.hashed(ours["about"], prefix="p-").alias("project_id"))
    stage = pl.col("stage").replace_strict(PROJECT_STAGES, default=None, return_dtype=pl.String)
    yield from sheet.claims(
        "Project", ours, subject="project_id", name="about", project_stage=stage, stage_on="surveyed_on",
        since="surveyed_on",
    )  # fmt: skip


def _demands(sheet: Sheet) -> Iterator[Claims]:
    """A part somebody needs: internal until somebody releases it."""
    asked = sheet.frame.filter(pl.col("part").is_not_null() & pl.col("customer_id").is_not_null())
    yield from declared(sheet, "customer", asked)
    yield from sheet.claims(
        "NEEDS", asked, subject="customer_id", object="segment_id", part="part", present_supplier="present_supplier",
        present_place="present_place", year=pl.col("surveyed_on").str.head(4).cast(pl.Int64),
        release=pl.lit("internal"), visibility=pl.lit("internal"),
    )  # fmt: skip
