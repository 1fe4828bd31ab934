"""Institutes, centres, alliances and consortia: who hosts, leads and joins them, and what they work on (平台、联合体)."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from graph.model.claim import Claims, Judgements, Rejects, Sources
from loaders import _lists, _names
from loaders._known import Known
from loaders._rows import DATED, INDEX, Sheet, closing, sheets
from loaders._shape import Column, Shape, said
from loaders._ties import declared, firm_ids, place_named, placed, resolved_chain, resolved_segment

ROLES = {"牵头": "lead", "牵头单位": "lead", "盟主": "lead", "会长单位": "lead", "依托": "host", "依托单位": "host",
         "承建": "host", "运营": "host", "成员": "member", "成员单位": "member", "参与": "member"}  # fmt: skip
SAID = {"host": "host", "lead": "lead", "members": "member"}

_ROLE = said("MEMBER_OF", "member_role")
PLATFORMS = Shape(
    "平台",
    (
        said("Platform", "name", "研究院", "创新联合体", "机构平台", name="platform"),
        said("Platform", "platform_type", "平台类别", "类别"),
        said("Platform", "platform_state", "建设状态", "进展"),
        Column("place", ("所在地", "place", "地点", "所在园区", "园区", "地址")),
        Column("host", ("依托单位", "host", "承建单位", "建设单位", "运营单位", "主办单位")),
        Column("lead", ("牵头单位", "lead", "牵头企业", "盟主单位", "会长单位")),
        Column("members", ("成员单位", "members", "成员", "参与单位", "成员企业", "会员单位")),
        Column("member_role", _ROLE.headings, "choice", {**ROLES, **_ROLE.words}),
        Column("chain", ("产业链", "chain", "所属产业链", "服务产业链")),
        Column("segment", ("环节", "segment", "攻关环节", "服务环节", "环节名称")),
        *DATED,
        INDEX,
    ),
    needed=("platform",),
    any_of=("platform_type", "platform_state", "host", "lead", "members", "chain", "segment"),
    hints=("platform", "平台", "联合体", "联盟"),
    example={"platform": "虚构显示创新联合体", "platform_type": "创新联合体", "platform_state": "运行", "host": "虚构研究院",
             "lead": "虚构面板有限公司", "members": "虚构玻璃有限公司;虚构显示有限公司", "member_role": "成员"},
)  # fmt: skip
SHAPES = (PLATFORMS,)


def read(path: Path, known: Known) -> Iterator[Claims | Sources | Judgements | Rejects]:
    """Claims of platforms, their members, where they stand, and what they work on."""
    opened = sheets(path, __name__, known)
    for sheet in opened:
        yield from _platforms(sheet)
    yield from closing(opened)


def _platforms(sheet: Sheet) -> Iterator[Claims]:
    _names.ids(sheet, "platform", "Platform")
    _lists.listed(sheet, "chain")
    resolved_chain(sheet, "chain", refuse=False)
    _lists.listed(sheet, "segment")
    resolved_segment(sheet, "segment", "chain_id", refuse=False)
    placed(sheet, "place", refuse=False)
    for name in SAID:
        _members(sheet, name)
    sheet.cite()
    yield from sheet.claims(
        "Platform", subject="platform_id", name="platform", platform_type="platform_type",
        platform_state="platform_state",
    )  # fmt: skip
    tie = {"since": "since", "until": "until"}
    for name, role in SAID.items():
        yield from _joined(sheet, name, role)
    for place in ("place_id", "host_place"):
        yield from sheet.claims("LOCATED_IN", subject="platform_id", object=place, **tie)
    yield from sheet.claims("WORKS_ON", subject="platform_id", object="segment_id", **tie)
    apart = sheet.frame.filter(pl.col("segment_id").is_null())
    yield from sheet.claims("SERVES", apart, subject="platform_id", object="chain_id", **tie)


def _members(sheet: Sheet, name: str) -> None:
    """Names in a column of members: firms, platforms of the same sheet, or places, which are no members."""
    _lists.names(sheet, name)
    firm_ids(sheet, name, refuse=False)
    place_named(sheet, name)
    if name != "host":
        sheet.flag(pl.col(f"{name}_place").is_not_null(), name, "W_NOT_FIRM")
    platforms = sheet.frame.select(
        pl.col("platform").alias(name), pl.col("platform_id").alias(f"{name}_platform")
    ).unique()
    sheet.frame = sheet.frame.join(platforms, on=name, how="left", maintain_order="left")


def _joined(sheet: Sheet, name: str, role: str) -> Iterator[Claims]:
    """Who takes part in which platform, and as what; a row may say another role of its members."""
    is_platform = pl.col(f"{name}_platform").is_not_null()
    mine = sheet.frame.filter(pl.col(f"{name}_place").is_null() & pl.col(f"{name}_id").is_not_null())
    mine = mine.filter(~is_platform | (pl.col(f"{name}_platform") != pl.col("platform_id")))
    yield from declared(sheet, name, mine.filter(~is_platform))
    what = pl.coalesce("member_role", pl.lit(role)) if role == "member" else pl.lit(role)
    yield from sheet.claims(
        "MEMBER_OF", mine, subject=pl.coalesce(f"{name}_platform", f"{name}_id"), object="platform_id",
        member_role=what, since="since", until="until",
    )  # fmt: skip
