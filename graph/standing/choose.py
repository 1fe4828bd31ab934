"""Which value counts when claims of one tie disagree? Field by field, by one total order.

Later since, then later known_on, then confidence, then the number of publishers, then the claim's id. A claim without
`since` begins when it was published; a date that only stands in for a missing one never counts as newest. For `stage`
the furthest reached counts, unless a newer claim says closed.
"""

import polars as pl

REACHED = {"unknown": 0, "planned": 1, "signed": 2, "building": 3, "operating": 4, "closed": 5}
"""How far a stage is; closed is no further, but the end."""

ORDER = ("_start", "_known", "confidence")
EARLY = pl.lit("0001-01-01")


def ordered(claims: pl.DataFrame) -> pl.DataFrame:
    """Claims with the days they are ordered by: `_start` and `_known` (of publication; fallbacks count as never)."""
    known = last_day("known")
    since = _first_day("since")
    return claims.with_columns(_known=known.fill_null(EARLY), _start=pl.coalesce(since, known, EARLY))


def _first_day(name: str) -> pl.Expr:
    column = pl.col(name)
    return column + pl.lit("-01-01").str.slice(column.str.len_bytes() - 4)


def last_day(name: str) -> pl.Expr:
    """The last day of what a partial date names, as text."""
    column = pl.col(name)
    size = column.str.len_bytes()
    month = (pl.when(size == 7).then(column + "-01")).str.to_date("%Y-%m-%d").dt.month_end().dt.to_string("%Y-%m-%d")
    return pl.when(size == 4).then(column + "-12-31").when(size == 7).then(month).otherwise(column)


def best(claims: pl.DataFrame) -> pl.DataFrame:
    """The first claim of each tie in the total order."""
    order = [*ORDER, "claim_id"]
    return claims.sort(order, descending=True).unique("tie", keep="first", maintain_order=True)


def chosen(claims: pl.DataFrame, field: str) -> pl.DataFrame:
    """One row a tie that says anything of this field: tie, value; `claims` are `ordered` and hold `publisher`."""
    given = claims.filter(pl.col(field).is_not_null())
    text = _text(given, field)
    spread = given.group_by("tie").agg(_torn=text.min() != text.max())
    torn = spread.filter("_torn").select("tie")
    calm = given.join(torn, on="tie", how="anti").unique("tie", keep="any").select("tie", field)
    if torn.is_empty():
        return calm
    disputed = given.join(torn, on="tie", how="semi")
    winners = _furthest(disputed) if field == "stage" else _newest(disputed, field)
    return pl.concat([calm, winners.select("tie", field)])


def _text(frame: pl.DataFrame, field: str) -> pl.Expr:
    """The value as something that has a least and a greatest."""
    column = pl.col(field)
    return column.list.join("\x1e") if isinstance(frame.schema[field], pl.List) else column


def _newest(claims: pl.DataFrame, field: str) -> pl.DataFrame:
    value = _text(claims, field)
    votes = claims.group_by("tie", _value=value).agg(_votes=pl.col("publisher").n_unique())
    counted = claims.with_columns(_value=value).join(votes, on=["tie", "_value"])
    order = [*ORDER, "_votes", "claim_id"]
    return counted.sort(order, descending=True).unique("tie", keep="first", maintain_order=True)


def _furthest(claims: pl.DataFrame) -> pl.DataFrame:
    """The furthest stage among claims as new as the last closing, unless that closing is newer than all others."""
    when = pl.concat_str("_start", "_known")
    dated = claims.with_columns(_when=when, _far=pl.col("stage").replace_strict(REACHED, return_dtype=pl.Int8))
    says_closed, open_ = pl.col("stage") == "closed", pl.col("_far").is_between(1, 4)
    ends = dated.group_by("tie").agg(
        _closed=pl.col("_when").filter(says_closed).max(), _open=pl.col("_when").filter(open_).max()
    )
    both = dated.join(ends, on="tie")
    is_over = pl.col("_closed").is_not_null() & (pl.col("_open").is_null() | (pl.col("_closed") > pl.col("_open")))
    counts = (
        pl.when(is_over)
        .then(says_closed)
        .otherwise(open_ & (pl.col("_closed").is_null() | (pl.col("_when") >= pl.col("_closed"))))
    )
    order = ["_far", *ORDER, "claim_id"]
    return both.filter(counts).sort(order, descending=True).unique("tie", keep="first", maintain_order=True)
