"""What does a cell mean: a date, a number with its unit, one of several words? Rules as polars expressions.

Each rule takes a text expression and gives the value, null where the text is not understood; a caller flags cells
that had text and got no value.
"""

from collections.abc import Mapping

import polars as pl

from loaders import _units

VALUES = r"\s*[;;\n]\s*"
"""What separates values in one cell."""

ABOUT = r"^(?:约|大约|近|超过?|逾|不低于|不少于|不超过|至少|最低|预计|≈|~|>|<|≥|≤)\s*|(?:左右|以上|以下|余|多|\+)$"
"""Words that qualify a number; the number is kept, the words go to the flag."""

LARGEST = 1e14
"""No field of the vocabulary holds a number with more digits before its point."""


def plain(text: pl.Expr) -> pl.Expr:
    """NFKC without blanks: full-width digits, brackets and letters as half-width."""
    return text.str.normalize("NFKC").str.replace_all(r"\s+", "")


def texts(text: pl.Expr) -> pl.Expr:
    """The values of a cell as a list; null for none."""
    parts = text.str.replace_all(VALUES, "\n").str.split("\n").list.eval(pl.element().filter(pl.element() != ""))
    return pl.when(parts.list.len() > 0).then(parts)


def date(text: pl.Expr) -> pl.Expr:
    """A date as precise as it is written: 2019.12.5, 2019年12月, 20191205, 2019/12, a spreadsheet's serial.

    >>> pl.select(date(pl.lit("2019.12.5"))).item(), pl.select(date(pl.lit("41974"))).item()
    ('2019-12-05', '2014-12-01')
    """
    t = plain(text).str.replace(r"[T ]?\d{1,2}:\d{2}(:\d{2})?(\.\d+)?Z?$", "").str.replace(ABOUT, "")
    day = _joined(t, r"^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?$")
    compact = _joined(t, r"^((?:19|20)\d{2})(0[1-9]|1[0-2])(\d{2})$")
    month = _joined(t, r"^(\d{4})[-./年](\d{1,2})月?$")
    month = pl.coalesce(month, _joined(t, r"^((?:19|20)\d{2})(0[1-9]|1[0-2])$"))
    year = t.str.extract(r"^((?:19|20|21)\d{2})年?$")
    days = t.str.extract(r"^([2-5]\d{4})(?:\.0+)?$").cast(pl.Int32, strict=False)
    serial = pl.lit("1899-12-30").str.to_date() + pl.duration(days=days)
    full = pl.coalesce(day, compact).str.to_date("%Y-%m-%d", strict=False).dt.to_string("%Y-%m-%d")
    month = pl.when(month.str.contains(r"-(0[1-9]|1[0-2])$")).then(month)
    return pl.coalesce(full, month, year, serial.dt.to_string("%Y-%m-%d"))


def _joined(text: pl.Expr, pattern: str) -> pl.Expr:
    groups = text.str.extract_groups(pattern)
    fields = [groups.struct.field(str(i + 1)) for i in range(pattern.count("(") - pattern.count("(?:"))]
    return pl.concat_str([fields[0], *(f.str.zfill(2) for f in fields[1:])], separator="-")


def number(text: pl.Expr, unit: str | None = None, wanted: str | None = None) -> pl.Expr:
    """A number as Float64: thousands separators and qualifiers off, the cell's or heading's unit turned into `wanted`.

    >>> pl.select(number(pl.lit("约3,500万元"), wanted="亿元")).item()
    0.35
    """
    t = plain(text).str.replace(ABOUT, "").str.replace(ABOUT, "").str.replace(r"人民币", "")
    figure = t.str.replace_all(r",", "").str.extract(r"^(-?\d+(?:\.\d+)?)")
    tail = t.str.replace_all(r",", "").str.replace(r"^-?\d+(?:\.\d+)?", "")
    value = figure.cast(pl.Float64, strict=False)
    if wanted is None or not _units.factors(wanted):
        allowed = ["", "%", "亩", "年", "次", "家", *([wanted] if wanted else [])]
        return pl.when(tail.is_in(allowed) & (value.abs() < LARGEST)).then(value)
    factors = _units.factors(wanted) | _units.bare(unit, wanted)
    factor = _units.folds(tail).replace_strict(
        list(factors), list(factors.values()), default=None, return_dtype=pl.Float64
    )
    scaled = (value * factor).round(6)
    return pl.when(scaled.abs() < LARGEST).then(scaled)


def bounded(value: pl.Expr, least: float | None, most: float | None, *, whole: bool) -> pl.Expr:
    """The number where it is within its bounds, and whole where it is a count."""
    fine = pl.lit(True)
    if least is not None:
        fine = fine & (value >= least)
    if most is not None:
        fine = fine & (value <= most)
    if whole:
        fine = fine & (value == value.floor())
    return pl.when(fine).then(value)


def is_qualified(text: pl.Expr) -> pl.Expr:
    """Was the number qualified (约3500, 100余)?"""
    return plain(text).str.contains(ABOUT)


def is_figure(text: pl.Expr) -> pl.Expr:
    """Does the cell hold one number, perhaps of a unit that is not wanted here (2000kW, 5亿美元)?"""
    return plain(text).str.replace(ABOUT, "").str.contains(r"^\d[\d,]{0,12}(?:\.\d+)?[^\d]*$")


def choice(text: pl.Expr, words: Mapping[str, str]) -> pl.Expr:
    """The vocabulary's value for what people write."""
    key = plain(text).str.to_lowercase().str.replace_all(r"[\s_\-*]+", "")
    return key.replace_strict(list(words), list(words.values()), default=None, return_dtype=pl.String)


def folded(text: pl.Expr) -> pl.Expr:
    """A name as it is compared: NFKC, lower case, without blanks."""
    return plain(text).str.to_lowercase()
