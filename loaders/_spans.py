"""Since when and until when? Validity as people write it, turned into half-open spans: 有效期至2025年 ends on 2026-01-01."""

import polars as pl

from loaders import _cells

_YEARS = r"^(\d{4}年?)[-—–~](\d{4}年?)$"
_TO = r"[—–~]+|至|到"


def after(day: pl.Expr) -> pl.Expr:
    """The first day that a last day, month or year does not hold any more; a full day, since a year lasts to its end.

    >>> [pl.select(after(pl.lit(t))).item() for t in ("2025", "2025-12", "2025-12-31", "2025-11")]
    ['2026-01-01', '2026-01-01', '2026-01-01', '2025-12-01']
    """
    year = (day.str.extract(r"^(\d{4})$").cast(pl.Int32) + 1).cast(pl.String) + "-01-01"
    month = (day.str.extract(r"^(\d{4}-\d{2})$") + "-01").str.to_date("%Y-%m-%d", strict=False).dt.offset_by("1mo")
    full = day.str.to_date("%Y-%m-%d", strict=False).dt.offset_by("1d")
    return pl.coalesce(year, *(d.dt.to_string("%Y-%m-%d") for d in (month, full)))


def over(until: pl.Expr, since: pl.Expr) -> pl.Expr:
    """Does something end no later than it begins? A year or a month begins on its first day.

    >>> pl.select(over(pl.lit("2021-01-01"), pl.lit("2021")), b=over(pl.lit("2023-01-01"), pl.lit("2022-05"))).row(0)
    (True, False)
    """
    begun = pl.concat_str(since, pl.lit("-01-01")).str.slice(0, 10)
    return (until <= since) | (until <= begun)


def ends(text: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """First and last day of a span as written, as precise as they are; null where none is written.

    >>> pl.select(*ends(pl.lit("2021年12月至2024年12月"))).row(0), pl.select(*ends(pl.lit("2022-2025"))).row(0)
    (('2021-12', '2024-12'), ('2022', '2025'))
    >>> pl.select(*ends(pl.lit("至2025年底"))).row(0), pl.select(*ends(pl.lit("2025-06"))).row(0)
    ((None, '2025'), ('2025-06', '2025-06'))
    """
    plain = (
        _cells.plain(text)
        .str.replace(r"^(?:有效期|自|从|起)+[::]?", "")
        .str.replace(r"(?:有效|止|前|之前|底|末)+$", "")
    )
    marked = plain.str.replace(_YEARS, "$1至$2").str.replace(_TO, "至").str.split_exact("至", 1)
    first, last = marked.struct.field("field_0"), marked.struct.field("field_1")
    single = last.is_null()
    until = pl.when(single).then(first).otherwise(last)
    return _cells.date(first.str.replace("起$", "")).alias("first"), _cells.date(until).alias("last")


def years_later(day: pl.Expr, text: pl.Expr) -> pl.Expr:
    """The date as many years after a day as a text says (有效期3年); null where it says none.

    >>> pl.select(years_later(pl.lit("2021-12"), pl.lit("3年"))).item()
    '2024-12'
    """
    years = _cells.plain(text).str.extract(r"^(?:有效期)?(\d{1,2})年$").cast(pl.Int32)
    moved = (day.str.slice(0, 4).cast(pl.Int32, strict=False) + years).cast(pl.String) + day.str.slice(4)
    return moved.str.replace("-02-29$", "-03-01")
