"""A sheet as a Word document: the same parts, facts and tables, with the same bytes for the same sheet."""

import io
import zipfile
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from visualizations._sheet import EDITIONS, Block, Facts, Figure, Grid, Prose, Sheet, Squares, Tiles, both, cell, spared

FONT = "微软雅黑"
EPOCH = (2000, 1, 1, 0, 0, 0)
MOST_ROWS = 400
"""A table longer than this is cut, and says so: the workbook holds all of it."""


def document(sheet: Sheet) -> bytes:
    """The sheet as .docx."""
    sheet = spared(sheet)
    doc = Document()
    _paper(doc, sheet)
    doc.add_heading(both(sheet.title)[0], 0)
    stamp = sheet.stamp
    mark = f"{sheet.watermark} · " if sheet.watermark else ""
    doc.add_paragraph(
        f"{mark}{sheet.subtitle} · {EDITIONS[sheet.edition][0]} · 数据截至 {stamp.as_of} · 已知截至 {stamp.known_on} · 规则 {stamp.rules or '—'}"
    )
    for part in sheet.parts:
        doc.add_heading(both(part.title)[0], 1)
        for block in part.blocks:
            _block(doc, block)
    return _steady(doc)


def _paper(doc: Any, sheet: Sheet) -> None:
    section = doc.sections[0]
    width, height = (Mm(297), Mm(210)) if sheet.paper == "landscape" else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if sheet.paper == "landscape" else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = width, height
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Mm(15))
    style = doc.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(9.5)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    moment = datetime.fromisoformat(sheet.stamp.as_of)
    doc.core_properties.created = doc.core_properties.modified = moment
    doc.core_properties.title = both(sheet.title)[0]
    doc.core_properties.author = "chainscout"
    if sheet.watermark:
        section.header.paragraphs[0].text = sheet.watermark


def _block(doc: Any, block: Block) -> None:
    title = both(block.title)[0]
    if title:
        doc.add_heading(title, 2)
    match block:
        case Facts():
            _table(doc, (), tuple((both(label)[0], value) for label, value in block.pairs))
        case Tiles():
            _table(doc, (), tuple((both(label)[0], value, note) for label, value, note in block.items))
        case Grid():
            _grid(doc, block)
        case Prose():
            for sentence in block.sentences:
                doc.add_paragraph(both(sentence)[0])
        case Figure():
            doc.add_paragraph(block.says)
        case Squares():
            _squares(doc, block)
    if isinstance(block, Facts | Tiles | Grid) and block.cite:
        doc.add_paragraph(block.cite)


def _squares(doc: Any, squares: Squares) -> None:
    """One row a chain: its segments as mark and name, then its figures."""
    rows = tuple(
        (name, "; ".join(" ".join(f"{both(s.mark)[0]}{s.name}" for s in group) for group in groups), *figures)
        for name, groups, figures in squares.rows
    )
    headings = tuple(both(h)[0] for h in squares.headings)
    _table(doc, (headings[0], "、".join(headings[1:4]), *headings[4:]), rows)
    doc.add_paragraph(" ".join(f"{both(s.mark)[0]} {s.word}" for s in squares.legend))


def _grid(doc: Any, grid: Grid) -> None:
    if not grid.rows:
        doc.add_paragraph(grid.empty)
    else:
        _table(doc, tuple(both(h)[0] for h in grid.headings), grid.rows[:MOST_ROWS])
    if len(grid.rows) > MOST_ROWS:
        doc.add_paragraph(f"以上为前{MOST_ROWS}行,共{len(grid.rows)}行,其余见工作簿")
    if grid.note:
        doc.add_paragraph(grid.note)


def _table(doc: Any, headings: tuple[str, ...], rows: tuple[Any, ...]) -> None:
    if not rows:
        return
    texts = [tuple(_text(t) for t in r) for r in rows]
    table = doc.add_table(rows=0, cols=len(headings) or max(len(r) for r in texts))
    table.style = "Light Grid Accent 1" if headings else "Table Grid"
    for line in ([headings] if headings else []) + texts:
        cells = table.add_row().cells
        for at, text in enumerate(line):
            cells[at].text = text


def _text(value: Any) -> str:
    one = cell(value)
    return f"[{one.grade}] {one.text}" if one.grade else one.text


def _steady(doc: Any) -> bytes:
    """The document's archive with fixed times, so that the same sheet gives the same bytes."""
    raw, out = io.BytesIO(), io.BytesIO()
    doc.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            new.writestr(zipfile.ZipInfo(name, EPOCH), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
