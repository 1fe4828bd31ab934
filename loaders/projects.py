"""Projects by their moves: who, what, where, how far and when (项目、事件)? One row an event, or one a project with the
dates of its stages; a project is its name.
"""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from graph import schema
from graph.model.claim import Claims, Judgements, Rejects, Sources
from graph.model.project import MILESTONES
from loaders import _moves, _sums
from loaders._known import Known
from loaders._rows import CITED, INDEX, Sheet, closing, sheets
from loaders._shape import Column, Shape, said
from loaders._ties import declared, firm_ids, many, place_named, placed, resolved_chain, resolved_segment

STAGES = {"lead": "线索", "意向": "线索", "planned": "策划", "谋划": "策划", "跟踪": "重点跟踪", "talk": "在谈", "洽谈": "在谈",
          "洽谈中": "在谈", "signed": "签约", "已签约": "签约", "registered": "注册", "已注册": "注册", "工商注册": "注册",
          "land": "供地", "已供地": "供地", "拿地": "供地", "已拿地": "供地", "摘牌": "供地", "started": "开工",
          "已开工": "开工", "动工": "开工", "在建": "开工", "建设中": "开工", "building": "开工", "producing": "投产",
          "已投产": "投产", "竣工投产": "投产", "operating": "投产", "full": "达产", "已达产": "达产", "shelved": "搁置",
          "已搁置": "搁置", "暂停": "搁置", "withdrawn": "退库", "已退库": "退库", "终止": "退库", "出库": "退库"}  # fmt: skip
TYPES = {"新设": "new", "新建": "new", "新项目": "new", "新设项目": "new", "增资扩产": "expansion", "增资扩产项目": "expansion",
         "增资": "expansion", "扩产": "expansion", "扩建": "expansion", "技改": "expansion", "技术改造": "expansion",
         "平台": "platform", "平台项目": "platform", "载体": "platform", "基金": "fund", "基金项目": "fund",
         "rd": "research", "r&d": "research", "研发": "research", "研发中心": "research"}  # fmt: skip
STUCK = {"土地": "land", "用地": "land", "地": "land", "厂房": "land", "能耗": "energy", "用能": "energy", "用电": "energy",
         "能": "energy", "人才": "people", "用工": "people", "人": "people", "场景": "scenario", "应用场景": "scenario",
         "订单": "scenario", "资金": "money", "融资": "money", "钱": "money", "其他": "other"}  # fmt: skip

_STAGE, _TYPE, _STUCK = (said("Project", n) for n in ("project_stage", "project_type", "stuck_on"))
_MILESTONES = tuple(said("Project", n) for n in dict.fromkeys(MILESTONES.values()))
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
        Column("project_stage", (*_STAGE.headings, "项目进展", "当前阶段", "项目状态", "状态"), "choice",
               {**_STAGE.words, **STAGES}),
        Column("stage_on", (*said("Project", "stage_on").headings, "时间", "更新日期", "更新时间"), "date"),
        *_MILESTONES,
        Column("amount", (*said("Project", "planned_investment_100m_cny").headings, "投资额", "投资金额", "金额")),
        Column("unit", ("单位", "unit", "币种")),
        said("Project", "horizon_years"),
        said("Project", "land_mu"),
        Column("place", ("地点", "place", "所在地", "建设地点", "项目地点", "选址", "园区")),
        said("Project", "stage_reason"),
        Column("stuck_on", _STUCK.headings, "choice", {**_STUCK.words, **STUCK}),
        said("Project", "owner_post", "责任人", "跟进人", "项目负责人", "联络员"),
        *CITED,
        INDEX,
        Column("event_id", ("event_id", "事件编号")),
        Column("date_precision", ("date_precision", "日期精度")),
        Column("torch_zone", ("torch_zone", "是否火炬")),
        Column("counterpart", ("counterpart", "签约方", "对手方", "投资方", "投资主体")),
    ),
    needed=("project",),
    any_of=("project_stage", "project_type", "amount", "firm", "stage_on", *(c.name for c in _MILESTONES)),
    hints=("projects", "events", "项目"),
    example={"project": "虚构玻璃基板项目", "project_stage": "开工", "stage_on": "2024-06-30", "amount": "12.5", "unit": "",
             "signed_on": "2023-05", "registered_on": "2023-08", "land_on": "2024-01", "started_on": "2024-06-30",
             "producing_on": "", "full_on": "", "ended_on": "", "stage_reason": "", "stuck_on": "",
             "owner_post": "招商一科科长"},
)  # fmt: skip
SHAPES = (PROJECTS,)


def read(path: Path, known: Known) -> Iterator[Claims | Sources | Judgements | Rejects]:
    """Claims of projects: each move says a stage since its date, and the project's firm, place and segment."""
    opened = sheets(path, __name__, known)
    for sheet in opened:
        yield from _projects(sheet)
    yield from closing(opened)


def _projects(sheet: Sheet) -> Iterator[Claims]:
    names = sheet.frame["project"].str.normalize("NFKC").str.strip_chars()
    sheet.frame = sheet.frame.with_columns(project=names, project_id=schema.hashed(names, prefix="p-"))
    _moves.stages(sheet)
    _moves.posts(sheet)
    resolved_chain(sheet, "chain", refuse=False)
    resolved_segment(sheet, "segment", "chain_id", refuse=False)
    _sums.alone(sheet, ("amount", "land_mu"), pl.lit(False), "project")
    _sums.money(sheet, "amount", "unit")
    many(sheet, "place")
    placed(sheet, "place", refuse=False)
    many(sheet, "firm")
    firm_ids(sheet, "firm", refuse=False)
    place_named(sheet, "firm")
    sheet.flag(pl.col("firm_place").is_not_null(), "firm", "W_NOT_FIRM")
    _moves.twins(sheet)
    sheet.cite()
    yield from _claims(sheet)


def _claims(sheet: Sheet) -> Iterator[Claims]:
    moves = _moves.moves(sheet)
    fields = ("project_type", "project_stage", "stage_on", *(c.name for c in _MILESTONES), "horizon_years", "land_mu",
              "stage_reason", "stuck_on", "owner_post", "since")  # fmt: skip
    yield from sheet.claims(
        "Project", moves, subject="project_id", name="project", planned_investment_100m_cny="amount",
        **{n: n for n in fields},
    )  # fmt: skip
    ties = sheet.frame.with_columns(since=_moves.begun())
    firms = ties.filter(pl.col("firm_place").is_null())
    yield from declared(sheet, "firm", firms)
    yield from sheet.claims("RUNS", firms, subject="firm_id", object="project_id", since="since")
    yield from sheet.claims("LOCATED_IN", ties, subject="project_id", object="place_id", since="since")
    yield from sheet.claims("FILLS", ties, subject="project_id", object="segment_id", since="since")
    apart = ties.filter(pl.col("segment_id").is_null())
    yield from sheet.claims("SERVES", apart, subject="project_id", object="chain_id", since="since")
    yield from _moves.kept(sheet, moves, ties)
