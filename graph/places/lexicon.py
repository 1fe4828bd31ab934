"""By which words is a place named, and which of them say enough by themselves?

A word is *free* where it needs no help (厦门市, 昆山, 厦门软件园三期). The short name of a district (翔安) and a word any
city has (高新区, 软件园) need a context: something named before it, or beside it, that the place lies in.
"""

from collections.abc import Mapping
from types import MappingProxyType

import polars as pl

from graph.places.text import plain

RANK: Mapping[str, int] = MappingProxyType(
    {"country": 1, "province": 2, "city": 3, "district": 4, "zone": 5, "park": 6}
)
"""From coarse to fine; 0 is no place at all."""

GENERIC = (
    r"^(?:国家级?|省级|高新|高技术|技术|产业|开发|工业|经济|软件|火炬|科技|创新|创业|生物|医药|自贸|保税|临港|新|区|园|基地|城|港"
    r"|示范|综合|片|[一二三四1-4]期|[()])+$"
)
"""Words that many cities' parks share."""

FREE, IN_PROVINCE, IN_CITY = 0, 2, 3
"""Which rank a context must have at least for a word to count."""


def lexicon(nodes: pl.DataFrame, closure: pl.DataFrame) -> pl.DataFrame:
    """Words of places: form (plain, lower case), place, needs (rank of context), rank, official.

    `nodes` has id, name, name_en, aliases, place_type; `closure` place and ancestor, itself too.
    """
    said = pl.concat(
        [
            nodes.select("id", "name", "place_type", form="name", official=pl.lit(True)),
            nodes.select("id", "name", "place_type", form="name_en", official=pl.lit(False)),
            nodes.explode("aliases", empty_as_null=True).select(
                "id", "name", "place_type", form="aliases", official=pl.lit(False)
            ),
        ]
    ).drop_nulls("form")
    formed = said.with_columns(plain(said["form"]).str.to_lowercase().alias("form"))
    formed = formed.filter(pl.col("form").str.len_chars() >= 2)
    shorts = _cut(formed, closure)
    both = pl.concat([formed.with_columns(_needs()), shorts])
    rank = pl.col("place_type").replace_strict(dict(RANK), default=0, return_dtype=pl.Int64)
    return (
        both.select("form", "needs", "official", rank.alias("rank"), place="id")
        .group_by("form", "place", maintain_order=True)
        .agg(pl.col("needs").min(), pl.col("rank").first(), pl.col("official").any())
    )


def spelled(nodes: pl.DataFrame, closure: pl.DataFrame) -> dict[str, str]:
    """The name that each place is written by: its own, behind its city's where others bear it or any city may have one."""
    ranked = nodes.select(
        "id", "name", rank=pl.col("place_type").replace_strict(dict(RANK), default=0, return_dtype=pl.Int64)
    )
    above = ranked.filter(pl.col("rank").is_in([RANK["province"], RANK["city"]])).drop_nulls("name")
    over = closure.join(above.select(ancestor="id", city="name", above="rank"), on="ancestor").sort("above", "ancestor")
    finest = over.filter(pl.col("place") != pl.col("ancestor")).unique("place", keep="last", maintain_order=True)
    joined = ranked.join(finest.select("city", id="place"), on="id", how="left", maintain_order="left")
    park = pl.col("rank") >= RANK["zone"]
    shared = (pl.col("name").is_duplicated() & (pl.col("rank") > RANK["city"])) | (
        park & pl.col("name").str.contains(GENERIC)
    )
    full = pl.when(shared & pl.col("city").is_not_null()).then(pl.concat_str("city", "name")).otherwise("name")
    return dict(joined.select("id", pl.coalesce(full, "id")).iter_rows())


def _needs() -> pl.Expr:
    """The rank of context a word needs."""
    form, kind = pl.col("form"), pl.col("place_type")
    latin = form.str.contains(r"^[\x00-\x7f]+$")
    district = (kind == "district") & (pl.col("name").str.ends_with("区") | latin) & ~pl.col("official")
    generic = kind.is_in(["zone", "park"]) & form.str.contains(GENERIC)
    return pl.when(generic).then(IN_CITY).when(district).then(IN_PROVINCE).otherwise(FREE).alias("needs")


def _cut(formed: pl.DataFrame, closure: pl.DataFrame) -> pl.DataFrame:
    """Words of zones and parks without the name of what they lie in (厦门软件园三期 → 软件园三期)."""
    above = formed.filter(pl.col("place_type").is_in(["province", "city", "district"])).select(
        ancestor="id", prefix="form"
    )
    parks = formed.filter(pl.col("place_type").is_in(["zone", "park"]))
    pairs = parks.join(closure, left_on="id", right_on="place").join(above, on="ancestor")
    cut = pairs.filter(pl.col("form").str.starts_with(pl.col("prefix"))).with_columns(
        form=pl.col("form").str.slice(pl.col("prefix").str.len_chars()), needs=pl.lit(IN_CITY, pl.Int32)
    )
    kept = cut.filter(pl.col("form").str.len_chars() >= 3, ~pl.col("form").str.starts_with("市"))
    return kept.select(*formed.columns, "needs").with_columns(official=pl.lit(False))
