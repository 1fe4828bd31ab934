"""What is a firm called? Every name as written, and of several the one to show."""

from datetime import date

import polars as pl

from graph.identity import display_names


def named(firms: pl.DataFrame, mentions: pl.DataFrame, judgements: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Firms with `names` and the best `name`; mentions are claims: mention, id (the firm's), name."""
    several = mentions.filter(pl.col("id").is_duplicated()).drop_nulls("name")
    said = several.group_by("mention", "id", "name").agg(n=pl.len().cast(pl.Int64))
    names = said.group_by("id").agg(names=pl.col("name").unique().sort())
    torn = said.join(names.filter(pl.col("names").list.len() > 1), on="id", how="semi").sort("id", "mention", "name")
    shown = display_names(torn.select("name", "n", id="mention", canonical_id="id"), judgements, as_of)
    both = firms.join(names, on="id", how="left", maintain_order="left")
    both = both.join(shown.select("canonical_id", best="name"), left_on="id", right_on="canonical_id", how="left")
    alone = pl.when(pl.col("name").is_not_null()).then(pl.concat_list("name"))
    return both.with_columns(name=pl.coalesce("best", "name"), names=pl.coalesce("names", alone)).drop("best")
