"""What does a person's table say? Title rows, grouped headings and merges undone, every cell a text.

The way: sheets as text (`_grid`) → header rows found by the headings loaders know → a frame that keeps the
spreadsheet's row number, without blank, total and note rows.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from loaders._grid import Grid, Merge, grids
from loaders._shape import Head, key

PROBE = 30
"""How many rows from the top may hold the header."""

NOTHING = (
    "",
    "—",
    "–",
    "-",
    "--",
    "——",
    "/",
    "\\",
    "N/A",
    "n/a",
    "#N/A",
    "#REF!",
    "#VALUE!",
    "#NAME?",
    "#DIV/0!",
    "暂无",
    "不详",
    "未知",
    "无",
)
"""What people write for a cell that says nothing."""

TOTALS = (
    r"^(?:合\s*计|总\s*计|小\s*计|共\s*计|累\s*计|[Tt]otal)(?:\s*[::]?\s*\d*.{0,4})$"
    r"|^(?:注|备注|说明|注释|资料来源|数据来源|填表人|制表人|审核人?|填报人)\s*\d*\s*[::]"
)
EXAMPLE = r"^\s*(?:[【\[\(\x{FF08}]\s*示例\s*[】\]\)\x{FF09}]|示例\s*(?:[:\x{FF1A}]|$))"
"""How the first cell of a row begins that only shows how a template is filled in."""
_DECLARED = re.compile(
    r"(?:截至|截止|数据日期|统计日期|更新于|更新时间|更新日期|日期)\s*[::到至]?\s*(\d{4}[\d年月日./\- ]*)"
)
_ASIDE = re.compile(r"单位|日期|时间|截至|截止|填报|制表|[::]")
"""What stands beside a title and is no group of headings."""
_PART = re.compile(r"\d+")


@dataclass(frozen=True)
class Table:
    """A sheet read: `frame` has `row` (the spreadsheet's number) and a text column for each head.

    `numbers` has `row` and a true-or-false column for each column with numeric cells; `skipped` the rows left out
    (row, value); `title` what stands above the header; `declared_on` the date it gives for the whole sheet.
    """

    path: Path
    sheet: str
    heads: tuple[Head, ...]
    header_row: int
    frame: pl.DataFrame
    numbers: pl.DataFrame
    skipped: pl.DataFrame
    title: str = ""
    hidden: bool = False

    @property
    def place(self) -> str:
        """Where it is, for messages: file and sheet."""
        return f"{self.path.name}[{self.sheet}]" if self.sheet else self.path.name

    @property
    def declared_on(self) -> str | None:
        """The date that the title gives for the whole sheet (截至2023年12月)."""
        return declared(self.title)

    @property
    def unit(self) -> str | None:
        """The unit that the title gives for the whole sheet (单位:万元)."""
        found = re.search(r"单位[::]\s*([亿万千百]*元)", unicodedata.normalize("NFKC", self.title))
        return found[1] if found else None


def declared(title: str) -> str | None:
    """The date a title declares, as precise as it is.

    >>> declared("重点企业名单(截至2023年12月)"), declared("重点企业名单")
    ('2023-12', None)
    """
    found = _DECLARED.search(unicodedata.normalize("NFKC", title))
    if not found:
        return None
    year, *rest = _PART.findall(found[1])[:3]
    return "-".join([year, *(p.zfill(2) for p in rest)]) if len(year) == 4 else None


def read_table(path: Path, known: frozenset[str]) -> tuple[Table, ...]:
    """The tables of a file; `known` are the normalised headings by which header rows are recognised.

    A sheet without a header row that is recognised comes back without heads; a blank sheet does not.
    """
    return tuple(_table(path, g, known) for g in grids(path) if not _is_blank(g))


def _is_blank(grid: Grid) -> bool:
    return grid.cells.is_empty() or not any(
        (grid.cells.select(pl.all().str.strip_chars() != "").select(pl.all().any())).row(0)
    )


def _said(cells: pl.DataFrame) -> pl.DataFrame:
    """Cells without blanks at their ends; what says nothing is null."""
    trimmed = cells.select(pl.all().str.strip_chars())
    short = trimmed.select(pl.when((pl.all().str.len_bytes() > 7) | ~pl.all().is_in(NOTHING)).then(pl.all()))
    broken = (
        [n for n, b in short.select(pl.all().str.contains("\n", literal=True).any()).row(0, named=True).items() if b]
        if short.width
        else []
    )
    return short.with_columns(pl.col(broken).str.replace_all(r"\s*[\r\n]+\s*", "\n"))


def _table(path: Path, grid: Grid, known: frozenset[str]) -> Table:
    width = len(grid.cells.columns)
    top = [[(c or "").strip() for c in r] for r in grid.cells.head(PROBE + 4).rows()]
    _spread(top, grid.merges)
    best = _header(top, known)
    if best is None:
        heads: tuple[Head, ...] = ()
        first, last = 0, -1
    else:
        first, last = _header_rows(top, best, grid.merges, known)
        heads = _heads(top[first : last + 1], best - first, width)
    title = " ".join(dict.fromkeys(c for r in top[: max(first, 0)] for c in r if c))
    frame, numbers = _body(grid, last + 1)
    frame, skipped = _without_totals(frame, grid.merges, width)
    return Table(path, grid.sheet, heads, last + 1, frame, numbers, skipped, title, grid.hidden)


def _spread(top: list[list[str]], merges: Iterable[Merge]) -> None:
    """Write a merged cell's text into all its cells, in the rows that may be header."""
    for m in merges:
        if m.top < len(top) and not (m.top == m.bottom and m.right - m.left + 1 >= len(top[0])):
            for r in top[m.top : m.bottom + 1]:
                r[m.left : m.right + 1] = [top[m.top][m.left]] * (m.right + 1 - m.left)


def _header(top: list[list[str]], known: frozenset[str]) -> int | None:
    """The row with the most known headings, if it has enough of them to be one."""
    scores = [len({c for c in r if c and key(c) in known}) for r in top[:PROBE]]
    best = max(range(len(scores)), key=lambda i: (scores[i], -i))
    filled = len({c for c in top[best] if c})
    return best if scores[best] >= 2 or 0 < scores[best] >= filled / 2 else None


def _header_rows(top: list[list[str]], best: int, merges: tuple[Merge, ...], known: frozenset[str]) -> tuple[int, int]:
    """First and last row of the header: a group row above, rows of details below."""
    first = last = best
    for m in merges:
        if m.top <= best <= m.bottom and m.bottom - m.top <= 2:
            first, last = min(first, m.top), max(last, m.bottom)
    if first == best and best and _is_group(top[best - 1]) and "" not in top[best]:
        first = best - 1
    if last == best and best + 1 < len(top) and _is_detail(top[best], top[best + 1], known):
        last = best + 1
    return first, last


def _is_group(above: list[str]) -> bool:
    """Does the row above the headings group them: several texts, none of which belongs to a title?"""
    texts = {c for c in above if c}
    return len(texts) >= 2 and not any(_ASIDE.search(c) for c in texts)


def _is_detail(header: list[str], below: list[str], known: frozenset[str]) -> bool:
    """Does the row below only continue groups of the header: nothing but headings under a known one, something elsewhere?"""
    under = [b for h, b in zip(header, below, strict=True) if b and h and key(h) in known and key(b) not in known]
    spread = [h for h, b in zip(header, below, strict=True) if b]
    grouped = "" in spread or len(set(spread)) < len(spread)
    return bool(spread) and not under and grouped


def _heads(rows: list[list[str]], main: int, width: int) -> tuple[Head, ...]:
    for r in rows[:main]:
        _carry(r)
    if main + 1 < len(rows):
        _carry(rows[main], rows[main + 1])
    heads = []
    for at in range(width):
        parts = tuple(dict.fromkeys(r[at].replace("\n", "") for r in rows if r[at]))
        if parts:
            heads.append(Head(at, parts))
    return tuple(heads)


def _carry(row: list[str], below: list[str] | None = None) -> None:
    """Carry a group's text to the right over the blank cells it stands above."""
    for at in range(1, len(row)):
        if not row[at] and (below is None or below[at]):
            row[at] = row[at - 1]


def _body(grid: Grid, start: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows below the header, vertical merges filled down, blank rows left out; and which cells were numbers."""
    cells, numbers = grid.cells, grid.numbers
    down = [m for m in grid.merges if m.bottom > m.top and m.top >= start]
    for at in sorted({at for m in down for at in range(m.left, m.right + 1)}):
        name = f"c{at}"
        cells = cells.with_columns(_filled(cells[name], [m for m in down if m.left <= at <= m.right], cells))
        if name in numbers.columns:
            numbers = numbers.with_columns(_filled(numbers[name], [m for m in down if m.left == at], numbers))
    frame = _said(cells.slice(start)).select(pl.int_range(start + 1, pl.len() + start + 1).alias("row"), pl.all())
    numbers = numbers.slice(start).with_columns(row=pl.int_range(start + 1, pl.len() + start + 1))
    return frame.filter(pl.any_horizontal(pl.exclude("row").is_not_null())), numbers


def _filled(column: pl.Series, merges: list[Merge], cells: pl.DataFrame) -> pl.Series:
    rows = [r for m in merges for r in range(m.top, min(m.bottom + 1, len(column)))]
    source = [cells[f"c{m.left}"][m.top] for m in merges for _ in range(m.top, min(m.bottom + 1, len(column)))]
    return column.scatter(rows, pl.Series(source, dtype=column.dtype)) if rows else column


def _without_totals(frame: pl.DataFrame, merges: tuple[Merge, ...], width: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows without totals, notes, section lines and a template's example; and those rows with their first cell."""
    lines = [m.top + 1 for m in merges if m.top == m.bottom and width > 1 and m.right - m.left + 1 >= width - 1]
    first = pl.coalesce(pl.exclude("row"))
    aside = first.str.contains(TOTALS) | first.str.contains(EXAMPLE) | pl.col("row").is_in(lines)
    skipped = frame.filter(aside).select("row", first.alias("value"))
    return (frame.filter(~aside) if len(skipped) else frame), skipped
