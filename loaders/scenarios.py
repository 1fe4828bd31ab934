"""Applications for which a firm or a place wants something by a date (应用场景)."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from graph.model.claim import Claims, Judgements, Rejects, Sources
from graph.places import Places
from loaders import _lists, _names, _persons, _spans
from loaders._known import Known
from loaders._rows import CITED, INDEX, Sheet, closing, sheets
from loaders._shape import Column, Shape, said
from loaders._ties import declared, firm_ids, place_named, placed, resolved_chain, resolved_segment

OFFICE = r"(?:局|厅|委|委员会|政府|管委会|办公室|工委|指挥部)(?:[((].*[))])?$"
"""How the names of offices end: their scenarios stand at their place."""

OF_PLACE = r"(?:港|区|园|等地|城市)$"
"""How the names of what belongs to a place end, where the row names the place."""

SCENARIOS = Shape(
    "应用场景",
    (
        said("Scenario", "name", "项目场景", name="scenario"),
        Column("owner", ("提供单位", "owner", "业主单位", "业主", "发布单位", "场景单位", "需求单位")),
        Column("place", ("所在地", "place", "地点", "地区", "所属地区")),
        said("Scenario", "need", "场景内容"),
        Column("due", said("Scenario", "due_on").headings),
        Column("chain", ("产业链", "chain", "所属产业链", "涉及产业链")),
        Column("segment", ("环节", "segment", "涉及环节", "环节名称")),
        *CITED,
        INDEX,
    ),
    needed=("scenario",),
    any_of=("owner", "need", "due"),
    hints=("scenario", "场景"),
    example={"scenario": "虚构智慧园区", "owner": "虚构面板有限公司", "need": "显示终端100套", "due": "2026-12"},
)
SHAPES = (SCENARIOS,)


def read(path: Path, known: Known) -> Iterator[Claims | Sources | Judgements | Rejects]:
    """Claims of scenarios, who offers them, and which segment or chain they want."""
    opened = sheets(path, __name__, known)
    for sheet in opened:
        yield from _scenarios(sheet)
    yield from closing(opened)


def _scenarios(sheet: Sheet) -> Iterator[Claims]:
    _persons.kept_out(sheet, ("owner",), ("need",))
    _names.ids(sheet, "scenario", "Scenario")
    _due(sheet)
    _lists.listed(sheet, "chain")
    resolved_chain(sheet, "chain", refuse=False)
    _lists.listed(sheet, "segment")
    resolved_segment(sheet, "segment", "chain_id", refuse=False)
    _owners(sheet)
    sheet.cite()
    yield from sheet.claims("Scenario", subject="scenario_id", name="scenario", need="need", due_on="due_on")
    firms = sheet.frame.filter(pl.col("owner_place").is_null())
    yield from declared(sheet, "owner", firms)
    owner = pl.coalesce("owner_place", "owner_id")
    yield from sheet.claims("OFFERS", subject=owner, object="scenario_id", offered_by="offered_by")
    yield from sheet.claims("NEEDS", subject="scenario_id", object="segment_id")
    apart = sheet.frame.filter(pl.col("segment_id").is_null())
    yield from sheet.claims("SERVES", apart, subject="scenario_id", object="chain_id")


def _due(sheet: Sheet) -> None:
    """By when: the last day of what is written."""
    _, last = _spans.ends(pl.col("due"))
    sheet.frame = sheet.frame.with_columns(due_on=last)
    sheet.flag(pl.col("due").is_not_null() & pl.col("due_on").is_null(), "due", "W_DATE")


def _owners(sheet: Sheet) -> None:
    """The place or firm that offers it; what an office offers, its place offers, in the office's name.

    What only reads like a place (厦门港, 厦门等重点城市) is one where the row says of which place it is.
    """
    _lists.listed(sheet, "place")
    placed(sheet, "place", refuse=False)
    _lists.names(sheet, "owner", kept=OFFICE)
    place_named(sheet, "owner")
    _seats(sheet)
    owner, own = pl.col("owner"), pl.col("owner_place").is_not_null()
    is_office = ~own & owner.str.contains(OFFICE)
    is_public = is_office | (~own & owner.str.contains(OF_PLACE) & pl.col("place_id").is_not_null())
    seat = pl.coalesce("place_id", "_seat")
    sheet.flag(is_office & seat.is_null(), "owner", "W_OFFICE")
    sheet.frame = sheet.frame.with_columns(
        offered_by=pl.when(is_public).then(owner),
        owner=pl.when(~is_public).then(owner),
        owner_place=pl.when(is_public).then(seat).when(owner.is_null()).then("place_id").otherwise("owner_place"),
    ).drop("_seat")
    firm_ids(sheet, "owner", refuse=False)


def _seats(sheet: Sheet) -> None:
    """Add `_seat`: the place an owner's name begins with."""
    texts = sheet.frame["owner"].drop_nulls().unique(maintain_order=True)
    found = (sheet.known.places or Places.none()).resolve(texts.str.replace(OFFICE, ""))
    told = found.with_columns(owner=texts).filter(pl.col("how").is_in(["name", "address"]))
    of = told.select("owner", _seat="place")
    sheet.frame = sheet.frame.join(of, on="owner", how="left", maintain_order="left")
