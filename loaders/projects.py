"""Projects by their events: who, what, where, how far and when (项目、事件). One row an event; a project is its name."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from graph import schema
from graph.model.claim import Claims, Judgements, Rejects, Sources
from loaders import _cells
from loaders._known import Known
from loaders._rows import CITED, INDEX, Sheet, closing, sheets
from loaders._shape import Column, Shape, said
from loaders._ties import declared, firm_ids, many, place_named, placed, resolved_chain, resolved_segment

STAGES = {"lead": "线索", "意向": "线索", "planned": "策划", "talk": "在谈", "洽谈": "在谈", "洽谈中": "在谈",
          "signed": "签约", "已签约": "签约", "registered": "注册", "已注册": "注册", "land": "供地", "已供地": "供地",
          "started": "开工", "已开工": "开工", "动工": "开工", "在建": "开工", "建设中": "开工", "building": "开工",
          "producing": "投产", "已投产": "投产", "竣工投产": "投产", "operating": "投产", "full": "达产",
          "已达产": "达产", "shelved": "搁置", "withdrawn": "退库"}  # fmt: skip
TYPES = {"新设": "new", "新建": "new", "新项目": "new", "增资扩产": "expansion", "扩产": "expansion", "扩建": "expansion",
         "技改": "expansion", "平台": "platform", "载体": "platform", "基金": "fund", "rd": "research", "r&d": "research",
         "研发": "research", "研发中心": "research"}  # fmt: skip

_STAGE, _TYPE = said("Project", "project_stage"), said("Project", "project_type")
PROJECTS = Shape(
    "项目",
    (
        said("Project", "name", "项目", name="project"),
        Column(
            "firm", ("企业名称", "firm", "实施企业", "投资方", "企业", "项目单位", "建设单位", "业主单位", "公司名称")
        ),
        Column("project_type", _TYPE.headings, "choice", {**_TYPE.words, **TYPES}),
        Column("chain", ("产业链", "chain", "所属产业链")),
        Column("segment", ("环节", "segment", "环节名称", "所属环节", "环节编号")),
        Column("project_stage", _STAGE.headings, "choice", {**_STAGE.words, **STAGES}),
        Column("stage_on", (*said("Project", "stage_on").headings, "签约日期", "开工日期", "时间"), "date"),
        Column("amount", (*said("Project", "planned_investment_100m_cny").headings, "投资额", "投资金额", "金额")),
        Column("unit", ("单位", "unit", "币种")),
        said("Project", "horizon_years"),
        said("Project", "land_mu"),
        Column("place", ("地点", "place", "所在地", "建设地点", "项目地点", "选址", "园区")),
        *CITED,
        INDEX,
        Column("event_id", ("event_id", "事件编号")),
        Column("date_precision", ("date_precision", "日期精度")),
        Column("torch_zone", ("torch_zone", "是否火炬")),
        Column("counterpart", ("counterpart", "签约方", "对手方")),
    ),
    needed=("project",),
    any_of=("project_stage", "project_type", "amount", "firm", "stage_on"),
    hints=("projects", "events", "项目"),
)
SHAPES = (PROJECTS,)


def read(path: Path, known: Known) -> Iterator[Claims | Sources | Judgements | Rejects]:
    """Claims of projects: each event says a stage since its date, and the project's firm, place and segment."""
    opened = sheets(path, __name__, known)
    for sheet in opened:
        yield from _projects(sheet)
    yield from closing(opened)


def _projects(sheet: Sheet) -> Iterator[Claims]:
    names = sheet.frame["project"].str.normalize("NFKC").str.strip_chars()
    sheet.frame = sheet.frame.with_columns(project=names, project_id=schema.hashed(names, prefix="p-"))
    resolved_chain(sheet, "chain", refuse=False)
    resolved_segment(sheet, "segment", "chain_id", refuse=False)
    many(sheet, "place")
    placed(sheet, "place", refuse=False)
    many(sheet, "firm")
    firm_ids(sheet, "firm", refuse=False)
    place_named(sheet, "firm")
    sheet.flag(pl.col("firm_place").is_not_null(), "firm", "W_NOT_FIRM")
    _investment(sheet)
    sheet.cite()
    yield from _claims(sheet)


def _claims(sheet: Sheet) -> Iterator[Claims]:
    stage = pl.col("project_stage")
    yield from sheet.claims(
        "Project", subject="project_id", name="project", project_type="project_type", project_stage="project_stage",
        stage_on=pl.when(stage.is_not_null()).then("stage_on"), planned_investment_100m_cny="amount",
        horizon_years="horizon_years", land_mu="land_mu", since="stage_on",
    )  # fmt: skip
    firms = sheet.frame.filter(pl.col("firm_place").is_null())
    yield from declared(sheet, "firm", firms)
    yield from sheet.claims("RUNS", firms, subject="firm_id", object="project_id", since="stage_on")
    yield from sheet.claims("LOCATED_IN", subject="project_id", object="place_id", since="stage_on")
    yield from sheet.claims("FILLS", subject="project_id", object="segment_id", since="stage_on")
    apart = sheet.frame.filter(pl.col("segment_id").is_null())
    yield from sheet.claims("SERVES", apart, subject="project_id", object="chain_id", since="stage_on")


def _investment(sheet: Sheet) -> None:
    """The sum in 亿元; foreign currencies and sums of several projects are emptied and said."""
    head = sheet.found.get("amount")
    heading = (head.unit if head else None) or sheet.table.unit
    unit = _cells.plain(pl.col("unit")).fill_null("")
    text = pl.concat_str(_cells.plain(pl.col("amount")), unit)
    value = _cells.number(text, heading, "亿元")
    strange = pl.col("amount").is_not_null() & value.is_null()
    sheet.flag(strange, "amount", "W_CURRENCY")
    sheet.flag(_cells.is_qualified(pl.col("amount")) & value.is_not_null(), "amount", "W_ABOUT")
    sheet.frame = sheet.frame.with_columns(amount=pl.when(value >= 0).then(value))
