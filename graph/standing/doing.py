"""What does a firm do there? A claim that does not know joins the only activity known for firm, segment and place.

Not knowing contradicts nobody. Where several activities are known, or none, it stands apart as "unknown". What is
observed or declared joins only what is observed or declared.
"""

import polars as pl

from graph.standing.weight import is_sound

UNKNOWN = "unknown"
WHERE = ["subject", "object", "at"]


def settled(claims: pl.DataFrame) -> pl.DataFrame:
    """Claims with `activity` settled; ends are numbers, places are refined."""
    silent = pl.col("activity").fill_null(UNKNOWN) == UNKNOWN
    asking = claims.filter(silent).select(WHERE).unique()
    if asking.is_empty():
        return claims
    said = claims.filter(~silent).select(*WHERE, "activity", sound=is_sound())
    said = said.join(asking, on=WHERE, how="semi", nulls_equal=True).unique()
    only = pl.concat(
        [
            _only(said.filter("sound")).with_columns(sound=pl.lit(True)),
            _only(said).with_columns(sound=pl.lit(False)),
        ]
    )
    joined = claims.with_columns(sound=is_sound()).join(only, on=[*WHERE, "sound"], how="left", nulls_equal=True)
    known = pl.when(~silent).then("activity").otherwise(pl.col("_only").fill_null(UNKNOWN))
    return joined.with_columns(activity=known).drop("_only", "sound")


def _only(said: pl.DataFrame) -> pl.DataFrame:
    """The activity of each firm, segment and place of which one is known."""
    found = said.group_by(WHERE).agg(_only=pl.col("activity").min(), _last=pl.col("activity").max())
    return found.filter(pl.col("_only") == pl.col("_last")).drop("_last")
