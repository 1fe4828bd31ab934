"""The owner's own workbook, with the cells that could not be used coloured and explained, and a sheet that sums up.

A workbook is copied with its formatting; text files, old formats and very large workbooks are written anew, the large
ones with their headings and the rows concerned only. Red refused the row, yellow emptied the cell.
"""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl

from loaders import _grid, _registry, _sniff
from loaders._rejects import refused_rows

SUMMARY = "导入问题"
HEADINGS = ("工作表", "行", "列", "表头", "代码", "原值", "说明", "怎么改")
COLOURS = {"E": "FFC7CE", "W": "FFEB9C"}
COPY_CAP = 8 << 20
"""Workbooks larger than this (bytes) are written anew: copying them cell by cell would take minutes."""
ROWS_CAP = 20_000
"""Sheets with more rows are written with their headings and the rows concerned only."""
MARKS_CAP = 5_000
"""How many cells are coloured at most; the lines of errors.jsonl name all."""
UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, SyntaxError, zipfile.BadZipFile)
"""What a writer raises on a workbook that others read; malformed XML is a SyntaxError."""
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_BOOK_NAME = re.compile(r"[\[\]:*?/\\]")


def workbook(path: Path, rejects: pl.DataFrame) -> bytes:
    """A copy of a file as .xlsx bytes with its rejects (REJECT_COLUMNS) marked, its summary sheet first."""
    ordered = rejects.sort("sheet", "row", "code", maintain_order=True)
    if _sniff.content(path) == "xlsx" and path.stat().st_size <= COPY_CAP:
        copied = _copied(path, ordered)
        if copied is not None:
            return copied
    return _anew(path, ordered)


def _marks(rejects: pl.DataFrame) -> Iterator[tuple[str, int, int, str, str]]:
    """Cells to mark: sheet, row and column counted from 1, colour, comment; several rejects of a cell are one mark."""
    cell = rejects.with_columns(
        note=pl.concat_str("code", pl.lit(" "), "explanation", pl.lit("\n→ "), "fix"),
        colour=pl.col("code").str.head(1),
    )
    one = cell.group_by("sheet", "row", "column", maintain_order=True).agg(
        pl.col("note").unique(maintain_order=True), pl.col("colour").min()
    )
    for sheet, row, column, notes, colour in one.sort("colour", maintain_order=True).head(MARKS_CAP).iter_rows():
        yield sheet, row, _index(column or "A"), COLOURS[colour], "\n".join(notes)


def _index(column: str) -> int:
    """A column's number, counted from 1.

    >>> _index("A"), _index("AA")
    (1, 27)
    """
    out = 0
    for c in column:
        out = out * 26 + ord(c) - 64
    return out


def summary(rejects: pl.DataFrame) -> list[list[str | int]]:
    """The rows of the summary sheet: how many of what, then every reject."""
    counted = rejects.group_by("code").agg(pl.len(), pl.col("explanation").first()).sort("code")
    refused = refused_rows(rejects)
    head: list[list[str | int]] = [
        [f"未读入 {refused} 行,提示 {len(rejects)} 处;红色:本行未读入;黄色:该格未采用,其余已读入"]
    ]
    if len(rejects) > MARKS_CAP:
        head.append([f"只标出前 {MARKS_CAP} 处,全部见同名的 errors.jsonl"])
    head += [[code, n, f"例:{_clean(said)}"] for code, n, said in counted.iter_rows()]
    head += [[], list(HEADINGS)]
    return head + [
        [_clean(v) if isinstance(v, str) else (v if v is not None else "") for v in r]
        for r in rejects.head(MARKS_CAP).iter_rows()
    ]


def _clean(text: str) -> str:
    return _UNWRITABLE.sub("", text)


def _copied(path: Path, rejects: pl.DataFrame) -> bytes | None:
    """The workbook itself with marks; none where its parts are not what a writer understands."""
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    book = _opened(path)
    if book is None:
        return None
    for sheet, row, column, colour, note in _marks(rejects):
        if sheet in book.sheetnames:
            cell = _writable(book[sheet], row, column)
            cell.fill = PatternFill("solid", start_color=colour)
            cell.comment = Comment(_clean(note), "chainscout", width=320, height=120)
    told = book.create_sheet(_free_name(book.sheetnames), 0)
    for r, line in enumerate(summary(rejects), 1):
        for c, value in enumerate(line, 1):
            cell = told.cell(r, c, value)
            if isinstance(value, str):
                cell.data_type = "s"
    for name, width in zip("ABCDEFGH", (14, 8, 8, 18, 18, 30, 60, 60), strict=True):
        told.column_dimensions[name].width = width
    book.active = 0
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = sheet is told
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _opened(path: Path) -> Any:
    """The workbook by its bytes, whatever its name ends with; none where the writer cannot read it."""
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
        except (*UNREADABLE, InvalidFileException):
            return None


def _writable(sheet: Any, row: int, column: int) -> Any:
    """The cell, or the first of the merged range that holds it."""
    for merged in sheet.merged_cells.ranges:
        if merged.min_row <= row <= merged.max_row and merged.min_col <= column <= merged.max_col:
            return sheet.cell(merged.min_row, merged.min_col)
    return sheet.cell(row, column)


def _free_name(taken: list[str]) -> str:
    name, n = SUMMARY, 1
    while name in taken:
        n += 1
        name = f"{SUMMARY}{n}"
    return name


def _anew(path: Path, rejects: pl.DataFrame) -> bytes:
    """Sheets written from their texts, with marks."""
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    colours = {c: book.add_format({"bg_color": f"#{c}"}) for c in COLOURS.values()}
    grids = _grid.grids(path)
    told = book.add_worksheet(_free_name([_BOOK_NAME.sub("_", g.sheet) for g in grids]))
    for r, line in enumerate(summary(rejects)):
        for c, value in enumerate(line):
            told.write(r, c, value)
    told.set_column(5, 7, 40)
    tables = {t.sheet: t.header_row for t in _registry.read(path)}
    for grid in grids:
        mine = rejects.filter(pl.col("sheet") == grid.sheet)
        if len(mine) or len(grids) == 1:
            sheet = book.add_worksheet(_BOOK_NAME.sub("_", grid.sheet or path.stem)[:31])
            _write_sheet(sheet, grid.cells, mine, (tables.get(grid.sheet, 1), colours))
    _registry.forget()
    book.close()
    return out.getvalue()


def _write_sheet(sheet: Any, cells: pl.DataFrame, rejects: pl.DataFrame, how: tuple[int, dict[str, Any]]) -> None:
    header, colours = how
    numbered = cells.with_row_index("row", offset=1)
    is_whole = len(cells) <= ROWS_CAP
    if not is_whole:
        bad = rejects["row"].unique().cast(pl.UInt32)
        numbered = numbered.filter((pl.col("row") <= header) | pl.col("row").is_in(bad.implode())).head(ROWS_CAP)
        sheet.write(0, cells.width, "原行号")
    lines: dict[int, int] = {}
    values: dict[int, tuple[str | None, ...]] = {}
    for at, (row, *texts) in enumerate(numbered.iter_rows()):
        lines[row], values[row] = at, tuple(texts)
        for c, text in enumerate(texts):
            if text:
                sheet.write_string(at, c, _clean(text))
        if not is_whole:
            sheet.write_number(at, cells.width, row)
    for _, row, column, colour, note in _marks(rejects):
        if row in lines:
            text = values[row][column - 1] if column <= cells.width else ""
            sheet.write_string(lines[row], column - 1, _clean(text or ""), colours[colour])
            sheet.write_comment(lines[row], column - 1, _clean(note), {"width": 320, "height": 120})
