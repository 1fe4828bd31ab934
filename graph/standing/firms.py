"""What is a firm called? Every name as written, and of several the one to show."""

from datetime import date

import polars as pl

from graph.identity import display_names


def named(
    firms: pl.DataFrame, claims: pl.DataFrame, ids: pl.Series, judgements: pl.DataFrame, as_of: date
) -> pl.DataFrame:
    """Firms with `names` and the best `name`; claims have mention, name and id (the firm's), all ids numbers into `ids`.

    Most firms have one name; only those with several are looked at closer.
    """
    given = claims.filter(pl.col("id").is_duplicated()).drop_nulls("name")
    ends = (
        given.select("id", print=pl.col("name").hash())
        .group_by("id")
        .agg(pl.col("print").min().alias("least"), pl.col("print").max().alias("most"))
    )
    torn = given.join(ends.filter(pl.col("least") != pl.col("most")), on="id", how="semi")
    said = torn.group_by("mention", "id", "name").agg(n=pl.len().cast(pl.Int64))
    names = said.group_by("id").agg(names=pl.col("name").unique().sort())
    asked = said.select(
        "name", "n", "id", ids.gather(said["mention"]).alias("mention"), ids.gather(said["id"]).alias("canonical_id")
    ).sort("canonical_id", "mention", "name")
    shown = display_names(asked.select("name", "n", "canonical_id", id="mention"), judgements, as_of)
    best = asked.select("id", "canonical_id").unique().join(shown.rename({"name": "best"}), on="canonical_id")
    both = firms.join(names, on="id", how="left", maintain_order="left").join(
        best.drop("canonical_id"), on="id", how="left", maintain_order="left"
    )
    alone = pl.when(pl.col("name").is_not_null()).then(pl.concat_list("name"))
    return both.with_columns(name=pl.coalesce("best", "name"), names=pl.coalesce("names", alone)).drop("best")
