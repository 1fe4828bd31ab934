"""What stands in which cell of a file's sheets? All text, with the cells that were numbers marked."""

import csv
import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from graph.errors import SourceError
from loaders import _sniff

Cell = str | int | float | bool | dt.time | dt.date | dt.datetime | dt.timedelta


@dataclass(frozen=True)
class Merge:
    """A merged range, both corners inside, counted from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Grid:
    """A sheet: `cells` has one text column `c0`, `c1` … a column; `numbers` those columns that hold numeric cells."""

    sheet: str
    cells: pl.DataFrame
    numbers: pl.DataFrame
    merges: tuple[Merge, ...] = ()
    hidden: bool = False


def grids(path: Path) -> tuple[Grid, ...]:
    """The sheets of a workbook, or the one table of a text file."""
    content = _sniff.content(path)
    return (_text_grid(path),) if content == "text" else _workbook_grids(path)


def _text_grid(path: Path) -> Grid:
    raw = _sniff.text(path)
    separator = _separator(raw[:4096].decode(errors="ignore"))
    try:
        cells = pl.read_csv(raw, has_header=False, infer_schema=False, separator=separator, raise_if_empty=False)
    except pl.exceptions.PolarsError:
        cells = _ragged(raw, separator, path.name)
    return Grid("", cells.rename({n: f"c{i}" for i, n in enumerate(cells.columns)}), pl.DataFrame())


def _separator(head: str) -> str:
    """Which character separates the cells of the first lines; a comma unless there is none.

    >>> _separator("a;b;c"), _separator("a,b;c")
    (';', ',')
    """
    lines = "\n".join(head.splitlines()[:5])
    tabs, commas = lines.count("\t"), lines.count(",")
    if tabs > commas:
        return "\t"
    return ";" if commas == 0 and ";" in lines else ","


def _ragged(raw: bytes, separator: str, name: str) -> pl.DataFrame:
    """Rows of unequal length, read one by one; short ones end in empty cells."""
    try:
        rows = list(csv.reader(io.StringIO(raw.decode(), newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        raise SourceError(f"{name}: quotes do not match ({error}); save it again as CSV or xlsx") from error
    return _texts([list(r) for r in rows])[0]


def _workbook_grids(path: Path) -> tuple[Grid, ...]:
    import python_calamine as calamine

    try:
        with calamine.CalamineWorkbook.from_path(path) as book:
            return tuple(
                _sheet_grid(book.get_sheet_by_name(meta.name), meta.visible != calamine.SheetVisibleEnum.Visible)
                for meta in book.sheets_metadata
                if meta.typ == calamine.SheetTypeEnum.WorkSheet
            )
    except calamine.PasswordError as error:
        raise SourceError(f"{path.name}: locked with a password; save a copy without one") from error
    except (calamine.CalamineError, OSError) as error:
        raise SourceError(f"{path.name}: cannot be read as a workbook ({error}); save it again as .xlsx") from error


def _sheet_grid(sheet: "calamine.CalamineSheet", hidden: bool) -> Grid:  # type: ignore[name-defined] # noqa: F821
    cells, numbers = _texts(sheet.to_python(skip_empty_area=False))
    merges = tuple(Merge(top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ())
    return Grid(sheet.name, cells, numbers, merges, hidden)


def _texts(rows: Sequence[Sequence[Cell]]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows as text columns, and which cells of which columns were numbers."""
    width = max((len(r) for r in rows), default=0)
    level = all(len(r) == width for r in rows)
    columns = list(zip(*rows, strict=True)) if level else [_column(rows, i) for i in range(width)]
    texts: dict[str, pl.Series] = {}
    numbers: dict[str, pl.Series] = {}
    for i, column in enumerate(columns):
        kinds = set(map(type, column))
        plain = column if kinds <= {str} else [c if type(c) is str else shown(c) for c in column]
        texts[f"c{i}"] = pl.Series(f"c{i}", plain, pl.String)
        if kinds & {int, float}:
            numbers[f"c{i}"] = pl.Series(f"c{i}", [type(c) in (int, float) for c in column], pl.Boolean)
    return pl.DataFrame(texts), pl.DataFrame(numbers)


def _column(rows: Sequence[Sequence[Cell]], i: int) -> list[Cell]:
    return [r[i] if i < len(r) else "" for r in rows]


def shown(cell: Cell) -> str:
    """A typed cell as text: whole numbers without a point, dates as ISO.

    >>> shown(3.0), shown(0.25), shown(dt.datetime(2019, 12, 5)), shown(True)
    ('3', '0.25', '2019-12-05', '是')
    """
    match cell:
        case bool():
            return "是" if cell else "否"
        case float() if cell.is_integer() and abs(cell) < 1e18:
            return str(int(cell))
        case dt.datetime() if cell.time() == dt.time():
            return cell.date().isoformat()
        case dt.date():
            return cell.isoformat()
    return str(cell)
