"""Which columns does a loader understand, and which of a sheet's headings are they?"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Literal

import polars as pl

from graph import schema
from loaders import _units

Form = Literal["text", "texts", "date", "number", "count", "choice", "code"]

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_BRACKETS = re.compile(r"[(\[【<].*?[)\]】>]")
_MARKS = re.compile(r"^\d+[.、]|[\s_\-*::/]+")
_UNIT = re.compile(r"(?:单位[::]?\s*)?((?:亿|千万|百万|万)?(?:元|美元|人民币)|亿|万|%|亩|平方米|年)")


@dataclass(frozen=True)
class Column:
    """A column of a loader's row: its name, the headings people write, and how a cell of it reads."""

    name: str
    headings: tuple[str, ...]
    form: Form = "text"
    words: Mapping[str, str] = field(default_factory=dict)
    """For a choice: what people write (normalised) → the vocabulary's value."""
    within: Callable[[pl.Expr], pl.Expr] | None = None
    """For a choice: what reads a cell that holds more than one of the words (LP(B级份额))."""
    unit: str | None = None
    """For a number: the unit the vocabulary wants (亿元); others are converted."""
    least: float | None = None
    most: float | None = None
    pattern: str | None = None
    identity: bool = False
    """The row's identity rests on it: a damaged cell refuses the row."""
    kept: bool = True
    """Is what it says kept? What is not is no part of a template, and said where it is filled in."""


@dataclass(frozen=True)
class Shape:
    """A kind of sheet that a loader reads; it fits where all needed columns are there and one of `any_of`."""

    title: str
    columns: tuple[Column, ...]
    needed: tuple[str, ...]
    any_of: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    """Words in the sheet's or file's name or in a heading that speak for this shape."""
    only_hinted: bool = False
    rank: int = 5
    """Shapes of lower rank are loaded first: chains before segments before firms."""
    example: Mapping[str, str] = field(default_factory=dict)
    """What a template's example row shows by column, where what follows from the column's form would not do."""

    @property
    def headings(self) -> dict[str, tuple[str, ...]]:
        """Accepted headings by column, for help and templates."""
        return {c.name: c.headings for c in self.columns}


@dataclass(frozen=True)
class Head:
    """A heading of a sheet: which column it stands over and what it says, a group's part before its own."""

    at: int
    parts: tuple[str, ...]

    @property
    def text(self) -> str:
        """The whole heading, groups joined by `/`."""
        return "/".join(self.parts)

    @property
    def column(self) -> str:
        """Name of the column in a table's frame."""
        return f"c{self.at}"

    @property
    def letter(self) -> str:
        """The spreadsheet's letter of the column."""
        return letter(self.at)

    @property
    def unit(self) -> str | None:
        """The unit in brackets, as 万元 in 总投资(单位:万元)."""
        return unit_in(self.text)

    @property
    def keys(self) -> tuple[str, ...]:
        """Normalised texts to match, the whole one first, then the last part, then the group."""
        return tuple(dict.fromkeys(k for k in map(key, (self.text, *reversed(self.parts))) if k))


def letter(at: int) -> str:
    """The spreadsheet's letter of a column counted from 0.

    >>> letter(0), letter(25), letter(26)
    ('A', 'Z', 'AA')
    """
    out = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        out = chr(65 + rest) + out
    return out


@lru_cache(maxsize=1 << 14)
def key(heading: str) -> str:
    """A heading as it is compared: NFKC, lower case, without brackets, blanks and marks.

    >>> key("企业名称 *"), key("计划总投资(亿元)"), key("Stock_Code")
    ('企业名称', '计划总投资', 'stockcode')
    """
    plain = unicodedata.normalize("NFKC", heading).strip().lower()
    return _MARKS.sub("", _BRACKETS.sub("", plain)) or _MARKS.sub("", plain)


def unit_in(text: str) -> str | None:
    """The unit that a heading's brackets name, if any.

    >>> unit_in("总投资(单位:万元)"), unit_in("企业名称(全称)"), unit_in("荷载(吨/㎡)")
    ('万元', None, '吨/m2')
    """
    for inside in re.findall(r"[(\[【](.*?)[)\]】]", unicodedata.normalize("NFKC", text)):
        found = _UNIT.fullmatch(inside.strip())
        unit = found[1] if found else _units.named(inside)
        if unit:
            return unit
    return None


def is_chinese(text: str) -> bool:
    """Does a heading hold Chinese?

    >>> is_chinese("环节"), is_chinese("event_id")
    (True, False)
    """
    return _CHINESE.search(text) is not None


def words(column: Column) -> tuple[str, ...]:
    """The words of a choice, one for each value of the vocabulary, Chinese where there is one.

    >>> words(Column("stage", ("阶段",), "choice", {"operating": "operating", "投产": "operating", "closed": "closed"}))
    ('投产', 'closed')
    """
    by_value: dict[str, list[str]] = {}
    for word, value in column.words.items():
        by_value.setdefault(value, []).append(word)
    return tuple(next((w for w in found if is_chinese(w)), value) for value, found in by_value.items())


@cache
def said(kind: str, field_name: str, *more: str, name: str | None = None) -> Column:
    """A column for a field of the vocabulary, with the headings the vocabulary gives and more."""
    spec = schema.fields(kind)[field_name]
    form: Form = "text"
    if spec.allowed:
        form = "choice"
    elif isinstance(spec.dtype, pl.List):
        form = "texts"
    elif isinstance(spec.dtype, pl.Int64):
        form = "count"
    elif isinstance(spec.dtype, pl.Decimal | pl.Float64):
        form = "number"
    elif spec.pattern and spec.pattern.startswith(r"^\d{4}"):
        form = "date"
    words = {key(a): a for a in spec.allowed}
    headings = (*spec.headings, *more)
    unit = unit_in(spec.title) if form == "number" else None
    unit = unit if _units.factors(unit) else None
    return Column(
        name or field_name, headings, form, words, unit=unit, least=spec.least, most=spec.most, pattern=spec.pattern
    )


def match(heads: Iterable[Head], shape: Shape) -> dict[str, Head]:
    """Which heading stands for which column of the shape; a column's earlier headings win."""
    by_key: dict[str, Head] = {}
    for depth in range(4):
        for head in heads:
            if depth < len(head.keys):
                by_key.setdefault(head.keys[depth], head)
    found: dict[str, Head] = {}
    for column in shape.columns:
        taken = set(found.values())
        heard = (by_key[k] for k in map(key, column.headings) if k in by_key and by_key[k] not in taken)
        chosen = next(heard, None)
        if chosen is not None:
            found[column.name] = chosen
    return found


def fits_shape(found: Mapping[str, Head], shape: Shape) -> bool:
    """Are the needed columns there?"""
    return all(n in found for n in shape.needed) and (not shape.any_of or any(n in found for n in shape.any_of))
