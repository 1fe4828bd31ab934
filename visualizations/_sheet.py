"""What is on a page that is read like a document? Parts of blocks: facts, tables, sentences, pictures.

A sheet is drawn as an offline HTML page (`html`), as a Word document (`visualizations._docx`) or its tables as a
workbook (`visualizations._xlsx`) from the same values.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from markupsafe import Markup

from graph.model.change import Stamp, View
from visualizations._glossary import Glossary, glossary
from visualizations._html import render

Edition = Literal["internal", "outside"]
EDITIONS: Mapping[str, tuple[str, str]] = {"internal": ("内部版", "Internal"), "outside": ("推介版", "For guests")}

SLIM, SHORT = 8, 40
"""So many rows of two columns with no longer texts stand side by side rather than one below the other."""
DATE = re.compile(r"\d{4}(-\d\d){1,2}")
Language = Literal["zh", "en"]
SYNTHETIC = "示例数据,非真实"
"""The watermark where anything in the graph is synthetic."""


@dataclass(frozen=True)
class Cell:
    """A text with what it leads to or stands for: a page, an anchor on this page, a state, an evidence grade.

    `english` is said where the page itself knows it; other texts are looked up.
    """

    text: str
    href: str | None = None
    to: str | None = None
    state: str | None = None
    grade: str | None = None
    number: bool = False
    english: str = ""


Text = Cell | str
Title = str | tuple[str, str]
"""Chinese, or Chinese and English."""


@dataclass(frozen=True)
class Facts:
    """Labelled values; `cite` says their period, scope and publisher and goes with each when it is copied."""

    title: Title
    pairs: tuple[tuple[Title, Text], ...]
    cite: str = ""


@dataclass(frozen=True)
class Tiles:
    """Figures to be seen from afar: label, value, what it says."""

    title: Title
    items: tuple[tuple[Title, str, str], ...]
    cite: str = ""


@dataclass(frozen=True)
class Grid:
    """A table; `empty` is said where it has no rows (never "none" where it is "no record")."""

    title: Title
    headings: tuple[Title, ...]
    rows: tuple[tuple[Text, ...], ...]
    note: str = ""
    empty: str = "库中没有记录,不等于没有"
    cite: str = ""
    anchor: str = ""

    @property
    def numbers(self) -> tuple[bool, ...]:
        """Which columns hold numbers: their headings stand above them, to the right."""
        return tuple(any(cell(r[n]).number for r in self.rows) for n in range(len(self.headings)))

    @property
    def slim(self) -> bool:
        """A long list of two columns: set in as many columns as the paper holds, not drawn out across it."""
        texts = (cell(t).text for r in self.rows for t in r)
        return len(self.headings) == 2 and len(self.rows) >= SLIM and all(len(t) <= SHORT for t in texts)


@dataclass(frozen=True)
class Prose:
    """Sentences; `tone` warn is set apart."""

    title: Title
    sentences: tuple[Title, ...]
    tone: Literal["plain", "warn"] = "plain"


@dataclass(frozen=True)
class Figure:
    """A picture drawn by us as SVG, and what it shows in words."""

    title: Title
    svg: Markup
    says: str


@dataclass(frozen=True)
class Square:
    """One segment as a square: its name, its state and the word for it, and where a press leads."""

    name: str
    state: str
    word: str
    mark: Title
    href: str = ""


@dataclass(frozen=True)
class Squares:
    """Rows of squares, in groups (upstream, midstream, downstream), and figures at the end of each row.

    `named` writes each segment's name beside its mark, for where nobody can point at a square.
    """

    title: Title
    headings: tuple[Title, ...]
    rows: tuple[tuple[str, tuple[tuple[Square, ...], ...], tuple[str, ...]], ...]
    legend: tuple[Square, ...] = ()
    cite: str = ""
    named: bool = False


Block = Facts | Tiles | Grid | Prose | Figure | Squares


@dataclass(frozen=True)
class Part:
    """A part of a sheet: a heading and its blocks.

    `cite` goes with what is copied of blocks that say none, `source` with all of it that links no page: who is behind it.
    """

    title: Title
    blocks: tuple[Block, ...]
    anchor: str = ""
    cite: str = ""
    source: str = ""


@dataclass(frozen=True)
class Sheet:
    """A whole document."""

    title: Title
    subtitle: str
    parts: tuple[Part, ...]
    stamp: Stamp
    edition: Edition = "internal"
    watermark: str = ""
    paper: Literal["portrait", "landscape"] = "landscape"
    publishers: str = ""
    """Who published what it rests on; goes with what is copied where no page is linked beside it."""
    language: Language = "zh"
    """What it opens in, and what a document that has no switch is written in."""


def both(title: Title) -> tuple[str, str]:
    """A title in Chinese and English; the Chinese where there is no English.

    >>> both("缺口"), both(("缺口", "Gaps"))
    (('缺口', '缺口'), ('缺口', 'Gaps'))
    """
    return (title, title) if isinstance(title, str) else title


def cell(text: Text) -> Cell:
    """A text as a cell."""
    return text if isinstance(text, Cell) else Cell(text)


def look(one: Cell) -> str:
    """How a cell is set: numbers (n), dates (d), short texts (s) and pages (l) are not broken inside a word, addresses (a) are.

    >>> [look(cell(t)) for t in ("2024-05-01", "在营", "虚构的一段长一些的文字")], look(Cell("example.org 2024", "https://example.org"))
    (['d', 's', ''], 'l')
    """
    if one.number:
        return "n"
    if one.href:
        return "a" if "/" in one.text else "l"
    return "d" if DATE.fullmatch(one.text) else "s" if len(one.text) < 7 else ""


def percent(value: float | None) -> Cell:
    """A share to the right like any number; a dash where there is none.

    >>> percent(30.6).text, percent(None).text
    ('30.6%', '—')
    """
    return Cell("—" if value is None else f"{value:g}%", number=True)


def spare(grid: Grid, edition: Edition = "internal") -> Grid:
    """The table without columns in which nothing is on record; they are named below it, but not to outsiders.

    >>> spare(Grid("", ("a", "b"), (("1", ""), ("2", "")))).note
    '库中没有记录、不列的栏:b'
    """
    kept = [n for n in range(len(grid.headings)) if any(cell(r[n]).text for r in grid.rows)]
    if not grid.rows or len(kept) == len(grid.headings):
        return grid
    gone = "、".join(both(h)[0] for n, h in enumerate(grid.headings) if n not in kept)
    rows = tuple(tuple(r[n] for n in kept) for r in grid.rows)
    said = f"库中没有记录、不列的栏:{gone}" if edition == "internal" else ""
    note = " ".join(t for t in (grid.note, said) if t)
    return replace(grid, headings=tuple(grid.headings[n] for n in kept), rows=rows, note=note)


def spared(sheet: Sheet) -> Sheet:
    """The sheet with all its tables spared of empty columns; for outsiders of all that has nothing on record."""
    is_told = sheet.edition == "outside"

    def blocks(part: Part) -> tuple[Block, ...]:
        made = (spare(b, sheet.edition) if isinstance(b, Grid) else b for b in part.blocks)
        return (
            tuple(on_record(b) for b in made if not (is_told and isinstance(b, Grid) and not b.rows))
            if is_told
            else tuple(made)
        )

    parts = (replace(p, blocks=blocks(p)) for p in sheet.parts)
    return replace(sheet, parts=tuple(p for p in parts if p.blocks or not is_told))


def on_record(block: Block) -> Block:
    """Tiles without those that say that nothing is known."""
    return replace(block, items=tuple(i for i in block.items if i[1] != "—")) if isinstance(block, Tiles) else block


def watermark(view: View) -> str:
    """What must be seen on every page if anything in the graph is synthetic, else nothing."""
    return SYNTHETIC if view.stamp.synthetic else ""


def stamped(view: View) -> str:
    """The dates and rules a page rests on, to stand under every figure that is copied."""
    s = view.stamp
    return f"数据截至{s.as_of},已知截至{s.known_on},规则{s.rules or '—'}"


def html(sheet: Sheet, view: View | None = None) -> str:
    """The sheet as one offline page; with the view it came from, names that have English on record change with the language."""
    words, sheet, stamp = spoken(sheet, view), spared(sheet), sheet.stamp
    kinds = {type(b).__name__ for p in sheet.parts for b in p.blocks}
    dates = f"数据截至 {stamp.as_of},已知截至 {stamp.known_on},规则 {stamp.rules or '—'}"
    context = {"sheet": sheet, "stamp": stamp, "both": both, "cell": cell, "look": look, "kinds": kinds, "edition": EDITIONS[sheet.edition],
               "words": words, "dates": dates}  # fmt: skip
    return render("sheet.html.j2", "sheet.css", "sheet.js", context)


def spoken(sheet: Sheet, view: View | None) -> Glossary:
    """The English of a sheet: words of ours, names on record, its own headings."""
    return glossary(view, dict(h for _, grid in grids(sheet) for h in grid.headings if not isinstance(h, str)))


def grids(sheet: Sheet) -> Iterable[tuple[str, Grid]]:
    """The tables of a sheet with the part they stand in."""
    return ((both(p.title)[0], b) for p in sheet.parts for b in p.blocks if isinstance(b, Grid))


def row(*texts: Text | float | Decimal | None) -> tuple[Text, ...]:
    """A row of a table: numbers to the right and in full, nothing for none.

    >>> [cell(t).text for t in row(1746000.0, 0.1 + 0.2, None)]
    ['1,746,000', '0.3', '']
    """
    return tuple(_cell(t) for t in texts)


def _cell(value: Text | float | Decimal | None) -> Text:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return Cell(f"{value.normalize():,f}", number=True)
    return Cell(f"{value:,.12g}", number=True) if isinstance(value, int | float) else value


def listed(names: Sequence[str], most: int = 6) -> str:
    """Names in one cell, and how many more.

    >>> listed(["a", "b", "c"], 2), listed([])
    ('a、b 等3', '')
    """
    return "、".join(names[:most]) + (f" 等{len(names)}" if len(names) > most else "")
