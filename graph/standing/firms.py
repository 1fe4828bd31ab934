"""What is a firm called? Every name as written, and the one to show: full and legal, after the newest renaming."""

from datetime import date

import polars as pl

LEGAL = r"(?i)(公司|集团|厂|合伙企业.*|研究院|研究所|中心|株式会社|inc\.?|ltd\.?|llc|corp\.?|gmbh|s\.?a\.?|n\.?v\.?)$"
RENAMED = r"更名|改名|曾用名|重组并更名|renamed"
"""A judgement of "same" whose reason says so is a renaming of left into right."""


def named(firms: pl.DataFrame, mentions: pl.DataFrame, judgements: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Firms with `names` and the best `name`; mentions: mention, id, name as claimed."""
    every = mentions.drop_nulls("name").unique(["mention", "id", "name"])
    names = every.group_by("id").agg(names=pl.col("name").unique().sort())
    several = names.filter(pl.col("names").list.len() > 1).select("id")
    shown = _best(every.join(several, on="id", how="semi"), judgements, as_of)
    both = firms.join(names, on="id", how="left", maintain_order="left")
    both = both.join(shown, on="id", how="left", maintain_order="left")
    return both.with_columns(name=pl.coalesce("best", "name")).drop("best")


def _best(names: pl.DataFrame, judgements: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """One name a firm: of those that hold the newest name after a renaming, else of those that are not old ones."""
    moves = _renamings(judgements, as_of)
    newest = names.join(moves.select(mention="right", since="since", order="_n"), on="mention")
    newest = newest.sort("since", "order", descending=True, nulls_last=True)
    newest = newest.unique("id", keep="first", maintain_order=True).select("id", _new="name")
    old = names.join(moves.select(mention="left"), on="mention", how="semi").select("mention").unique()
    legal = pl.col("name").str.contains(LEGAL)
    renamed = pl.col("_new").is_not_null() & pl.col("name").str.contains(pl.col("_new"), literal=True)
    ranked = (
        names.join(newest, on="id", how="left")
        .join(old.with_columns(_old=pl.lit(value=True)), on="mention", how="left")
        .with_columns(_renamed=renamed.fill_null(value=False), _current=pl.col("_old").is_null(), _legal=legal)
        .with_columns(_size=pl.col("name").str.len_chars())
    )
    order = ["_renamed", "_current", "_legal", "_size", "name"]
    return ranked.sort(order, descending=True).unique("id", keep="first", maintain_order=True).select("id", best="name")


def _renamings(judgements: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Renamings of left into right that had happened, each pair's last verdict only."""
    pair = [pl.min_horizontal("left", "right").alias("_a"), pl.max_horizontal("left", "right").alias("_b")]
    last = judgements.with_row_index("_n").with_columns(pair).unique(["_a", "_b"], keep="last", maintain_order=True)
    said = (pl.col("verdict") == "same") & pl.col("reason").str.contains(RENAMED)
    return last.filter(said, pl.col("since").is_null() | (pl.col("since") <= as_of.isoformat()))
