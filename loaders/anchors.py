"""Which firm leads which chain (链主)."""

from collections.abc import Iterator
from pathlib import Path

from graph.model.claim import Claims, Judgements, Rejects, Sources
from loaders._known import Known
from loaders._rows import DATED, INDEX, Sheet, closing, sheets
from loaders._shape import Column, Shape
from loaders._ties import declared, firm_ids, many, resolved_chain

ANCHORS = Shape(
    "链主",
    (
        Column(
            "firm", ("链主企业", "链主", "anchor", "链主企业名称", "龙头企业", "企业名称", "firm", "企业", "公司名称")
        ),
        Column("chain", ("产业链", "chain", "链", "所属产业链", "产业链名称")),
        *DATED,
        INDEX,
    ),
    needed=("firm", "chain"),
    hints=("anchor", "链主"),
    only_hinted=True,
)
SHAPES = (ANCHORS,)


def read(path: Path, known: Known) -> Iterator[Claims | Sources | Judgements | Rejects]:
    """Claims of anchors; read only where the file, the sheet or a heading says 链主, for a list of firms leads nothing."""
    opened = sheets(path, __name__, known)
    for sheet in opened:
        yield from _anchors(sheet)
    yield from closing(opened)


def _anchors(sheet: Sheet) -> Iterator[Claims]:
    many(sheet, "firm")
    many(sheet, "chain")
    firm_ids(sheet, "firm")
    resolved_chain(sheet, "chain", refuse=True)
    sheet.cite()
    yield from declared(sheet, "firm")
    yield from sheet.claims("LEADS", subject="firm_id", object="chain_id", since="since", until="until")
