"""Under which of its names is a firm shown? The newest by the renames that hold on a day, full before short."""

from datetime import date

import polars as pl

from graph.identity.names import is_full
from graph.identity.verdicts import renames
from graph.places.text import plain


def display_names(names: pl.DataFrame, judgements: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """One name for each firm: canonical_id, name.

    `names` has canonical_id, id (the mention), name, and may have n (how often it is named). A name from before a
    rename comes last, so does one from after it when the day is before; then full names before short ones, Chinese
    before Latin, often named before rarely, short before long.
    """
    ruled = _in_force(judgements, as_of, names["id"])
    known = names.join(ruled, on="id", how="left", maintain_order="left").with_columns(pl.col("out").fill_null(0))
    text = plain(names["name"])
    often = pl.col("n") if "n" in names.columns else pl.lit(1)
    ranked = known.with_columns(
        short=~text.to_frame("t").select(is_full(pl.col("t")))["t"],
        latin=~text.str.contains(r"\p{Han}"),
        remark=text.str.contains(r"[(/;]"),
        often=-often,
        length=text.str.len_chars(),
    )
    order = ["out", "short", "latin", "remark", "often", "length", "name", "id"]
    best = ranked.sort("canonical_id", *order).unique("canonical_id", keep="first", maintain_order=True)
    return best.select("canonical_id", "name")


def _in_force(judgements: pl.DataFrame, as_of: date, here: pl.Series) -> pl.DataFrame:
    """Mentions that are not the name of the day: id, out (1 older than one that is here, 2 not yet)."""
    moves = renames(judgements)
    day = pl.lit(as_of.isoformat())
    begun = pl.col("since").is_null() | (pl.col("since") <= day)
    older = moves.filter(begun & pl.col("right").is_in(here.implode())).select(id="left", out=pl.lit(1))
    later = moves.filter(~begun).select(id="right", out=pl.lit(2))
    return pl.concat([older, later]).group_by("id").agg(pl.col("out").max())
