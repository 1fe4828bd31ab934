"""Where exactly? A coarse place of a firm in a segment is refined to the only finer one known for both."""

import polars as pl

from graph.standing.weight import is_sound

HOPS = 10
"""Deeper than any nesting of places; a ring of places ends here too."""


def inside(within: pl.DataFrame) -> pl.DataFrame:
    """Every place with every place that contains it, through any number of steps: inner, outer."""
    step = within.select(inner="subject", outer="object").filter(pl.col("inner") != pl.col("outer")).unique()
    reached = step
    for _ in range(HOPS):
        more = reached.join(step.select(outer="inner", beyond="outer"), on="outer").select("inner", outer="beyond")
        grown = pl.concat([reached, more]).unique()
        if len(grown) == len(reached):
            break
        reached = grown
    return reached.filter(pl.col("inner") != pl.col("outer"))


def refined(claims: pl.DataFrame, nested: pl.DataFrame) -> pl.DataFrame:
    """Claims (ends as numbers) with `at` refined: of the places inside it that are known for firm and segment, the innermost, if one.

    What is observed or declared is refined only by what is.
    """
    pair = pl.col("subject").cast(pl.UInt64) * 2**32 + pl.col("object")
    several = claims.select(pair.is_duplicated() & pl.col("at").is_not_null()).to_series()
    known = claims.select("subject", "object", "at", sound=is_sound()).filter(several).unique()
    if known.is_empty():
        return claims
    only = _finer(known.filter("sound"), nested).with_columns(sound=pl.lit(True))
    if not known["sound"].all():
        only = pl.concat([only, _finer(known, nested).with_columns(sound=pl.lit(False))])
    if only.is_empty():
        return claims
    keys = ["subject", "object", "at", "sound"]
    found = claims.with_columns(sound=is_sound()).join(only, on=keys, how="left", maintain_order="left")
    return found.with_columns(at=pl.coalesce("finer", "at")).drop("finer", "sound")


def _finer(known: pl.DataFrame, nested: pl.DataFrame) -> pl.DataFrame:
    """Of places known for a firm and a segment those that hold one innermost other: subject, object, at, finer."""
    known = known.select("subject", "object", "at").unique()
    finer = known.join(known.rename({"at": "finer"}), on=["subject", "object"])
    finer = finer.join(nested, left_on=["finer", "at"], right_on=["inner", "outer"], how="semi")
    coarse = finer.select("subject", "object", finer="at")
    innermost = finer.join(coarse, on=["subject", "object", "finer"], how="anti")
    only = innermost.group_by("subject", "object", "at").agg(pl.col("finer").unique())
    return only.filter(pl.col("finer").list.len() == 1).with_columns(pl.col("finer").list.first())
