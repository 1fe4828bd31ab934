"""Which known places may a name have meant that was not understood?"""

from collections.abc import Callable

import polars as pl

from graph.places.naming import Map
from graph.places.words import normal

OFFERED = 5
"""How many names are offered."""

LIKE = 55.0
"""How alike (of 100) a name must be to be offered."""


def nearest(told: pl.DataFrame, spelled: Callable[[str], str], chart: Map) -> pl.DataFrame:
    """`told` (row, name, how, base, also) with `nearest`: the places that were named, else names that read alike.

    Only places in `base`, the province or country beside the name, can read alike. What is offered is `spelled` so that
    it is understood when written.
    """
    missed = told.filter(pl.col("name").is_not_null(), ~pl.col("how").is_in(["name", "address"]))
    if missed.is_empty():
        return told.with_columns(nearest=pl.lit([], pl.List(pl.String)))
    without = missed.filter(pl.col("also").list.len() == 0)
    alike = pl.concat([_alike(part, chart) for _, part in without.group_by("base")] or [_alike(without, chart)])
    joined = missed.join(alike, on="row", how="left")
    ids = pl.when(pl.col("also").list.len() > 0).then("also").otherwise(pl.col("alike").fill_null([]))
    offers = joined.select("row", ids=ids).with_columns(
        pl.col("ids").list.unique(maintain_order=True).list.head(OFFERED)
    )
    words = pl.Series([[spelled(p) for p in ids] for ids in offers["ids"].to_list()], dtype=pl.List(pl.String))
    near = offers.select("row", nearest=words)
    return told.join(near, on="row", how="left").with_columns(pl.col("nearest").fill_null([]))


def _alike(missed: pl.DataFrame, chart: Map) -> pl.DataFrame:
    """For names read in one base: row, alike (ids)."""
    from rapidfuzz import fuzz, process

    base = missed["base"][0] if len(missed) else None
    inside = chart.closure.filter(pl.col("ancestor") == base)["place"] if base else chart.ranks["id"]
    own = chart.lexicon.filter(pl.col("place").is_in(inside.implode())).unique("form", maintain_order=True)
    forms, places = own["form"].to_list(), own["place"].to_list()
    out = [
        [places[at] for _, _, at in process.extract(t, forms, scorer=fuzz.ratio, limit=OFFERED, score_cutoff=LIKE)]
        for t in normal(missed["name"]).to_list()
    ]
    return missed.select("row", alike=pl.Series(out, dtype=pl.List(pl.String)))
