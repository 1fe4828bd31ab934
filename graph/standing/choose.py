"""Which value counts when claims of one tie disagree? Field by field, by one total order.

Later since, then later known_on, then confidence, then the number of publishers, then the claim's id. A claim without
`since` begins when it was published; a date that only stands in for a missing one never counts as newest. For `stage`
the furthest reached counts, unless a newer claim says closed.

Claims are sorted once, by tie and by that order; what counts of a tie is then the last row of its run. Dates and ids
are numbers meanwhile: of an id its first sixty bits, which order it as its text does.
"""

from datetime import date

import polars as pl

from graph.standing.numbers import numbered

REACHED = ("unknown", "planned", "signed", "building", "operating", "closed")
"""How far a stage is; closed is no further, but the end."""

ORDER = ("_when", "confidence")
EARLY = pl.lit(date(1, 1, 1))
FAR_BACK = 1_000_000
"""More days than any date lies before 1970."""


def ordered(claims: pl.DataFrame) -> pl.DataFrame:
    """Claims by tie (a number, `_tie`) and in order; `_when` is since, then known; fallbacks count as never."""
    known = last_day("known").str.to_date("%Y-%m-%d")
    since = first_day("since").str.to_date("%Y-%m-%d")
    start, told = (_day(e.fill_null(EARLY)) for e in (pl.coalesce(since, known), known))
    tie = claims["tie"] if claims["tie"].dtype.is_integer() else numbered(claims["tie"])[0]
    order = {"_tie": tie, "_when": start * 2**32 + told, "_id": _bits("claim_id")}
    return claims.with_columns(**order).sort("_tie", *ORDER, "_id")


def _day(day: pl.Expr) -> pl.Expr:
    """A date as a number above zero."""
    return day.to_physical().cast(pl.Int64) + FAR_BACK


def _bits(name: str) -> pl.Expr:
    return pl.col(name).str.slice(2, 15).str.to_integer(base=16, dtype=pl.Int64)


def span(day: pl.Expr, name: str) -> pl.Expr:
    """A partial date and a full day of it as one number: ordered by the day, then by how precise it is."""
    return _day(day.str.to_date("%Y-%m-%d")) * 16 + pl.col(name).str.len_bytes()


def unspan(number: pl.Expr) -> pl.Expr:
    """The partial date of such a number."""
    day = (number // 16 - FAR_BACK).cast(pl.Int32).cast(pl.Date)
    return day.dt.to_string("%Y-%m-%d").str.head(number % 16)


def first_day(name: str) -> pl.Expr:
    """The first day of what a partial date names, as text."""
    column = pl.col(name)
    return column + pl.lit("-01-01").str.slice(column.str.len_bytes() - 4)


def last_day(name: str) -> pl.Expr:
    """The last day of what a partial date names, as text."""
    column = pl.col(name)
    size = column.str.len_bytes()
    month = (pl.when(size == 7).then(column + "-01")).str.to_date("%Y-%m-%d").dt.month_end().dt.to_string("%Y-%m-%d")
    return pl.when(size == 4).then(column + "-12-31").when(size == 7).then(month).otherwise(column)


def best(claims: pl.DataFrame) -> pl.DataFrame:
    """Of `ordered` claims the last of each tie."""
    return claims.filter(pl.col("_tie").ne_missing(pl.col("_tie").shift(-1)))


def chosen(claims: pl.DataFrame, field: str) -> pl.DataFrame:
    """One row a tie that says anything of this field: `_tie`, value; `claims` are `ordered` and hold `publisher`."""
    given = claims.filter(pl.col(field).is_not_null())
    if field == "stage":
        return _furthest(given)
    given = _said(given, field)
    winners = best(given).select("_tie", field)
    even = _even(given, field)
    if even.is_empty():
        return winners
    counted = _by_votes(given.join(even, on="_tie", how="semi", maintain_order="left"), field)
    return pl.concat([winners.join(even, on="_tie", how="anti"), counted])


def _said(given: pl.DataFrame, field: str) -> pl.DataFrame:
    """Without the claims that say "unknown" of a tie of which another says more: not knowing contradicts nobody."""
    if given.schema[field] != pl.String or not (given[field] == "unknown").any():
        return given
    silent = pl.col(field) == "unknown"
    return given.filter(~silent | silent.all().over("_tie"))


def _even(given: pl.DataFrame, field: str) -> pl.DataFrame:
    """Ties in which two claims of one rank say different values: there the publishers are counted."""
    level = pl.all_horizontal(pl.col(name) == pl.col(name).shift(1) for name in ("_tie", *ORDER))
    return given.filter(level & (_text(given, field) != _text(given, field).shift(1))).select("_tie").unique()


def _by_votes(claims: pl.DataFrame, field: str) -> pl.DataFrame:
    valued = claims.with_columns(_value=_text(claims, field))
    votes = valued.select("_tie", "_value", "publisher").unique().group_by("_tie", "_value").agg(_votes=pl.len())
    counted = valued.join(votes, on=["_tie", "_value"])
    return best(counted.sort("_tie", *ORDER, "_votes", "_id")).select("_tie", field)


def _text(frame: pl.DataFrame, field: str) -> pl.Expr:
    """The value as something that can be compared and counted."""
    column = pl.col(field)
    return column.list.join("\x1e") if isinstance(frame.schema[field], pl.List) else column


def _furthest(given: pl.DataFrame) -> pl.DataFrame:
    """The furthest stage among claims as new as the last closing, unless that closing is newer than all others."""
    far = pl.col("stage").replace_strict({s: n for n, s in enumerate(REACHED)}, return_dtype=pl.Int8)
    dated = given.select("_tie", "_when", far.alias("_far"))
    is_going = pl.col("_far").is_between(1, 4)
    closed = dated.filter(pl.col("_far") == 5).group_by("_tie").agg(_closed=pl.col("_when").max())
    going = dated.filter(is_going).join(closed, on="_tie", how="left")
    fresh = going.filter(pl.col("_closed").is_null() | (pl.col("_when") >= pl.col("_closed")))
    reached = fresh.group_by("_tie").agg(_reached=pl.col("_far").max())
    ties = dated.select("_tie").unique().join(reached, on="_tie", how="left").join(closed, on="_tie", how="left")
    over = pl.when(pl.col("_closed").is_not_null()).then(5).otherwise(0)
    stage = pl.coalesce("_reached", over).replace_strict(dict(enumerate(REACHED)), return_dtype=pl.String)
    return ties.select("_tie", stage=stage)
