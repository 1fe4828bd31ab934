"""What lies in what, at any remove, and which places share a part without one containing the other?"""

import polars as pl

from graph.places.lexicon import RANK

DEEPEST = 12
"""Steps upwards that are followed; a circle of places ends here."""


def closure(ids: pl.Series, edges: pl.DataFrame) -> pl.DataFrame:
    """Every place with every place it lies in, itself too: place, ancestor; by both."""
    up = edges.select(place="subject", ancestor="object").drop_nulls().unique()
    all_ids = pl.concat([ids, up["place"], up["ancestor"]]).unique()
    whole = pl.DataFrame({"place": all_ids, "ancestor": all_ids}, schema={"place": pl.String, "ancestor": pl.String})
    front = whole
    for _ in range(DEEPEST):
        front = front.join(up, left_on="ancestor", right_on="place").select("place", ancestor="ancestor_right")
        front = front.unique().join(whole, on=["place", "ancestor"], how="anti")
        if front.is_empty():
            break
        whole = pl.concat([whole, front])
    return whole.sort("place", "ancestor")


def overlaps(nested: pl.DataFrame, ranks: pl.DataFrame) -> pl.DataFrame:
    """Pairs (place, cur) below the province that share a place within, neither containing the other."""
    small = ranks.filter(pl.col("rank") > RANK["province"])["id"].implode()
    parts = nested.filter(pl.col("ancestor").is_in(small))
    many = parts.filter(pl.len().over("place") > 2)
    pairs = many.join(many, on="place").select(place="ancestor", cur="ancestor_right").unique()
    within = pl.concat([nested, nested.select(place="ancestor", ancestor="place")])
    return pairs.join(within.rename({"ancestor": "cur"}), on=["place", "cur"], how="anti")
