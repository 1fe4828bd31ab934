"""A sheet as a Word document: the same parts, facts and tables, set for A4, with the same bytes for the same sheet."""

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from graph.model.change import View
from visualizations._english import english
from visualizations._html import safe_href
from visualizations._sheet import (
    EDITIONS,
    Block,
    Cell,
    Facts,
    Figure,
    Grid,
    Language,
    Prose,
    Sheet,
    Square,
    Squares,
    Text,
    Tiles,
    both,
    cell,
    spared,
    spoken,
)

FONT = "微软雅黑"
EPOCH = (2000, 1, 1, 0, 0, 0)
MOST_ROWS = 400
"""A table longer than this is cut, and says so: the workbook holds all of it."""
BLUE, SOFT, LINK = RGBColor(0x1B, 0x4F, 0x91), RGBColor(0x4C, 0x57, 0x66), "164F96"
CUT = {
    "zh": "以上为前{}行,共{}行,其余见工作簿",
    "en": "The first {} of {} rows; the rest is in the workbook.",
}
MARKS = {"zh": ("、", ":"), "en": (", ", ": ")}
UNTOLD = (
    "What has no English on record (names, quotations, some sentences) stays Chinese; nothing on record is translated."
)
MEASURE = (6, 44)
"""The narrowest and the widest a column asks to be, in Latin letters."""
SIZES = {"Title": 20, "Heading 1": 15, "Heading 2": 11.5}


def document(sheet: Sheet, view: View | None = None) -> bytes:
    """The sheet as .docx, in its language; with the view it came from, names in English where on record."""
    words = spoken(sheet, view)
    sheet, stamp = spared(sheet), sheet.stamp
    edition = EDITIONS[sheet.edition][sheet.language == "en"]
    dates = f"数据截至 {stamp.as_of} · 已知截至 {stamp.known_on} · 规则 {stamp.rules or '—'}"
    if sheet.language == "en":
        sheet, dates = english(sheet, words), words.said(dates)
    doc = Document()
    _paper(doc, sheet)
    _styles(doc)
    doc.add_heading(both(sheet.title)[0], 0)
    doc.add_paragraph(" · ".join(t for t in (sheet.watermark, sheet.subtitle, edition, dates) if t))
    if sheet.language == "en":
        _small(doc.add_paragraph(), UNTOLD)
    _margins(doc, sheet, edition)
    for part in sheet.parts:
        doc.add_heading(both(part.title)[0], 1)
        for block in part.blocks:
            _block(doc, block, sheet.language)
    return _steady(doc)


def _paper(doc: Any, sheet: Sheet) -> None:
    section = doc.sections[0]
    width, height = (Mm(297), Mm(210)) if sheet.paper == "landscape" else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if sheet.paper == "landscape" else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = width, height
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Mm(15))
    moment = datetime.fromisoformat(sheet.stamp.as_of)
    doc.core_properties.created = doc.core_properties.modified = moment
    doc.core_properties.title = both(sheet.title)[0]
    doc.core_properties.author = "chainscout"


def _styles(doc: Any) -> None:
    """One Chinese face for all; the theme's own headings would fall back to whatever a machine has."""
    normal = doc.styles["Normal"]
    normal.font.size, normal.paragraph_format.space_after = Pt(9.5), Pt(4)
    for name, size in SIZES.items():
        style = doc.styles[name]
        style.font.size, style.font.bold, style.font.color.rgb = Pt(size), True, BLUE
        style.paragraph_format.keep_with_next = True
    for name in ("Normal", *SIZES):
        doc.styles[name].font.name = FONT
        fonts = doc.styles[name].element.rPr.rFonts
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:eastAsia"), FONT)


def _margins(doc: Any, sheet: Sheet, edition: str) -> None:
    """What a loose page must still say: which edition it is of, and its number."""
    section = doc.sections[0]
    head = section.header.paragraphs[0]
    words = (sheet.watermark, both(sheet.title)[0], sheet.subtitle, edition)
    _small(head, " · ".join(w for w in words if w))
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        foot.add_run()._r.append(element)


def _small(paragraph: Any, text: str) -> None:
    run = paragraph.add_run(text)
    run.font.size, run.font.color.rgb = Pt(8), SOFT


def _block(doc: Any, block: Block, language: Language) -> None:
    title = both(block.title)[0]
    if title:
        doc.add_heading(title, 2)
    match block:
        case Facts():
            _table(doc, (), tuple((both(label)[0], value) for label, value in block.pairs))
        case Tiles():
            said = tuple(f"{value}\n{note}".strip() for _, value, note in block.items)
            _table(doc, tuple(both(label)[0] for label, _, _ in block.items), (said,))
        case Grid():
            _grid(doc, block, language)
        case Prose():
            for sentence in block.sentences:
                doc.add_paragraph(both(sentence)[0])
        case Figure():
            doc.add_paragraph(block.says)
        case Squares():
            _squares(doc, block, language)
    if isinstance(block, Facts | Tiles | Grid | Squares):
        _small(doc.add_paragraph(), block.cite)


def _squares(doc: Any, squares: Squares, language: Language) -> None:
    """One row a chain; in each band the segments state by state, since paper has no squares to point at."""
    order = [s.word for s in squares.legend]
    rows = tuple(
        (name, *(_by_state(group, order, MARKS[language]) for group in groups), *figures)
        for name, groups, figures in squares.rows
    )
    _table(doc, tuple(both(h)[0] for h in squares.headings), rows)


def _by_state(group: Sequence[Square], order: Sequence[str], marks: tuple[str, str]) -> str:
    r"""The segments of a band in lines, one a state; without a word where all are alike.

    >>> _by_state([Square("甲", "weak", "薄弱", ""), Square("乙", "strong", "优势", ""), Square("丙", "weak", "薄弱", "")], ["优势", "薄弱"], MARKS["zh"])
    '优势:乙\n薄弱:甲、丙'
    """
    stop, colon = marks
    if not order:
        return stop.join(s.name for s in group)
    names = {word: stop.join(s.name for s in group if s.word == word) for word in order}
    return "\n".join(f"{word}{colon}{those}" for word, those in names.items() if those)


def _grid(doc: Any, grid: Grid, language: Language) -> None:
    if not grid.rows:
        doc.add_paragraph(grid.empty)
    else:
        _table(doc, tuple(both(h)[0] for h in grid.headings), grid.rows[:MOST_ROWS])
    if len(grid.rows) > MOST_ROWS:
        doc.add_paragraph(CUT[language].format(MOST_ROWS, len(grid.rows)))
    if grid.note:
        _small(doc.add_paragraph(), grid.note)


def _table(doc: Any, headings: tuple[str, ...], rows: Sequence[Sequence[Text]]) -> None:
    """A table whose headings stand on every page it runs over, and whose rows are not cut in two."""
    if not rows:
        return
    table = doc.add_table(rows=0, cols=len(headings) or max(len(r) for r in rows))
    table.style = "Table Grid"
    widths = _widths([headings, *rows], doc.sections[0].page_width - Mm(30))
    lines: list[Sequence[Text]] = [headings, *rows] if headings else list(rows)
    for n, line in enumerate(lines):
        made = table.add_row()
        row_properties = made._tr.get_or_add_trPr()
        row_properties.append(OxmlElement("w:cantSplit"))
        is_head = n == 0 and bool(headings)
        if is_head:
            row_properties.append(OxmlElement("w:tblHeader"))
        for at, (box, text) in enumerate(zip(made.cells, line, strict=False)):
            box.width = widths[at]
            _fill(doc, box, cell(text), is_head or (not headings and at == 0))


def _widths(lines: Sequence[Sequence[Text]], page: int) -> list[int]:
    """Columns as wide as what they hold asks for, up to a sentence; Chinese counts double.

    >>> _widths([("甲", "abcdefgh"), ("乙", "x")], 1400)
    [600, 800]
    """
    asked = [MEASURE[0]] * max(len(r) for r in lines)
    for line in lines:
        for at, text in enumerate(line):
            long = sum(2 if ord(c) > 0x2E80 else 1 for c in cell(text).text)
            asked[at] = max(asked[at], min(long, MEASURE[1]))
    return [page * a // sum(asked) for a in asked]


def _fill(doc: Any, box: Any, one: Cell, is_label: bool) -> None:
    """A cell: labels bold on a tint, numbers to the right, pages as links."""
    paragraph = box.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    if one.number:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    text, address = f"[{one.grade}] {one.text}" if one.grade else one.text, safe_href(one.href)
    run = paragraph.add_run(text)
    run.font.size, run.font.bold = Pt(9), is_label or None
    if address:
        _link(doc, paragraph, run, address)
    if is_label:
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", "EEF3F9")):
            shade.set(qn(f"w:{name}"), value)
        box._tc.get_or_add_tcPr().append(shade)


def _link(doc: Any, paragraph: Any, run: Any, address: str) -> None:
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), doc.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run.font.color.rgb = RGBColor.from_string(LINK)
    paragraph._p.append(link)
    link.append(run._r)


def _steady(doc: Any) -> bytes:
    """The document's archive with fixed times, so that the same sheet gives the same bytes."""
    raw, out = io.BytesIO(), io.BytesIO()
    doc.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            new.writestr(zipfile.ZipInfo(name, EPOCH), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
