"""Which value counts when claims of one tie disagree? Field by field, by one total order.

Later since, then later known_on, then confidence, then the number of publishers, then the claim's id. A claim without
`since` begins when it was published; a date that only stands in for a missing one never counts as newest. For `stage`
the furthest reached counts, unless a newer claim says closed.

Claims are sorted once, by tie and by that order; what counts of a tie is then the last row of its run.
"""

from datetime import date

import polars as pl

REACHED = ("unknown", "planned", "signed", "building", "operating", "closed")
"""How far a stage is; closed is no further, but the end."""

ORDER = ("_start", "_known", "confidence")
EARLY = pl.lit(date(1, 1, 1))
FAR_BACK = 1_000_000
"""More days than any date lies before 1970."""


def ordered(claims: pl.DataFrame) -> pl.DataFrame:
    """Claims by tie (a number, `_tie`) and in order; `_start` and `_known` are days, fallbacks count as never."""
    numbers = claims.select("tie").unique().with_row_index("_tie")
    known = last_day("known").str.to_date("%Y-%m-%d")
    since = first_day("since").str.to_date("%Y-%m-%d")
    days = claims.with_columns(_known=known.fill_null(EARLY), _start=pl.coalesce(since, known, EARLY))
    return days.join(numbers, on="tie").sort("_tie", *ORDER, "claim_id")


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
    return best(counted.sort("_tie", *ORDER, "_votes", "claim_id")).select("_tie", field)


def _text(frame: pl.DataFrame, field: str) -> pl.Expr:
    """The value as something that can be compared and counted."""
    column = pl.col(field)
    return column.list.join("\x1e") if isinstance(frame.schema[field], pl.List) else column


def _furthest(given: pl.DataFrame) -> pl.DataFrame:
    """The furthest stage among claims as new as the last closing, unless that closing is newer than all others."""
    start, known = (pl.col(name).to_physical().cast(pl.Int64) + FAR_BACK for name in ("_start", "_known"))
    far = pl.col("stage").replace_strict({s: n for n, s in enumerate(REACHED)}, return_dtype=pl.Int8)
    dated = given.select("_tie", far.alias("_far"), (start * 2**32 + known).alias("_when"))
    is_going = pl.col("_far").is_between(1, 4)
    closed = dated.filter(pl.col("_far") == 5).group_by("_tie").agg(_closed=pl.col("_when").max())
    going = dated.filter(is_going).join(closed, on="_tie", how="left")
    fresh = going.filter(pl.col("_closed").is_null() | (pl.col("_when") >= pl.col("_closed")))
    reached = fresh.group_by("_tie").agg(_reached=pl.col("_far").max())
    ties = dated.select("_tie").unique().join(reached, on="_tie", how="left").join(closed, on="_tie", how="left")
    over = pl.when(pl.col("_closed").is_not_null()).then(5).otherwise(0)
    stage = pl.coalesce("_reached", over).replace_strict(dict(enumerate(REACHED)), return_dtype=pl.String)
    return ties.select("_tie", stage=stage)
