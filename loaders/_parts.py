"""What is made of what? Ids of products and parts, sub-assemblies, circles, and shares that come to more than the whole."""

import polars as pl

from graph import schema
from loaders._known import nearest
from loaders._rows import Sheet

WHOLE_PCT = 100.0
ROUNDING_PCT = 0.5
"""Shares that are rounded may come to a little more than the whole."""


def folded(names: pl.Series) -> pl.Series:
    """Names as they are written, NFKC and without blanks at their ends."""
    return names.str.normalize("NFKC").str.strip_chars()


def product_ids(names: pl.Series) -> pl.Series:
    """Ids of products by name; an anchor's own is named 厦门天马·8.6代AMOLED屏.

    >>> product_ids(pl.Series(["背光模组"])).to_list() == product_ids(pl.Series([" 背光模组 "])).to_list()
    True
    """
    return schema.hashed(folded(names), prefix="pr-")


def assemblies(sheet: Sheet) -> None:
    """Add product_id, part_id, product_aliases, is_own: an anchor's product is its own, unless the list names it as a part."""
    frame = sheet.frame.with_columns(folded(sheet.frame[n]).alias(n) for n in ("product", "part", "firm"))
    mine = frame.select("firm", product="part").unique().with_columns(_inner=pl.lit(True))
    frame = frame.join(mine, on=["firm", "product"], how="left", nulls_equal=True, maintain_order="left")
    is_own = pl.col("firm_id").is_not_null() & pl.col("_inner").is_null()
    frame = frame.with_columns(is_own=is_own, _full=pl.concat_str("firm", pl.lit("·"), "product"))
    full = frame.select(pl.when("is_own").then("_full").otherwise("product").alias("product_id"))["product_id"]
    sheet.frame = frame.with_columns(
        product_ids(full).alias("product_id"),
        product_ids(frame["part"]).alias("part_id"),
        product_aliases=pl.when("is_own").then(pl.concat_list("_full")),
    ).drop("_inner", "_full")


def rings(sheet: Sheet) -> None:
    """Refuse the rows that lie on a circle of parts, with the circle in names; parts lists loaded before count."""
    import networkx as nx

    own = sheet.frame.select("product_id", "part_id")
    before = sheet.known.others("CONTAINS").select(product_id="subject", part_id="object")
    graph: nx.DiGraph[str] = nx.DiGraph(pl.concat([before, own]).unique(maintain_order=True).rows())
    names = _names(sheet)
    for ring in sorted(map(sorted, nx.strongly_connected_components(graph)), key=str):
        if len(ring) > 1:
            steps = nx.find_cycle(graph.subgraph(ring), source=ring[0])
            path = " → ".join(names.get(i, i) for i in (steps[0][0], *(s[1] for s in steps)))
            bad = pl.col("product_id").is_in(ring) & pl.col("part_id").is_in(ring)
            value = sheet.frame.filter(bad).select(value="part").unique()
            sheet.refuse(bad, "part", "E_RING", near=value.with_columns(near=pl.lit(path)))


def _names(sheet: Sheet) -> dict[str, str]:
    """Names of the products of this list and of those known before."""
    before = sheet.known.others("Product").select("subject", "name").drop_nulls()
    return {
        **dict(before.iter_rows()),
        **dict(sheet.frame.select("product_id", "product").iter_rows()),
        **dict(sheet.frame.select("part_id", "part").iter_rows()),
    }


def weigh(sheet: Sheet) -> None:
    """Flag products whose parts' cost shares come to more than the whole; the figures stay as they are said."""
    each = sheet.frame.group_by("product_id", "part_id").agg(pl.col("cost_share_pct").max(), pl.col("product").first())
    sums = each.group_by("product_id", "product").agg(total=pl.col("cost_share_pct").sum())
    over = sums.filter(pl.col("total") > WHOLE_PCT + ROUNDING_PCT)
    if over.is_empty():
        return
    shown = over.select(value="product", near=pl.col("total").round(2).cast(pl.String).str.replace(r"\.0$", ""))
    bad = pl.col("product_id").is_in(over["product_id"].implode()) & pl.col("cost_share_pct").is_not_null()
    sheet.flag(bad, "product", "W_SHARE_SUM", near=shown.unique("value"))


def near(sheet: Sheet, texts: pl.Series) -> pl.DataFrame:
    """The names of segments nearest to each text, their aliases too: value, near."""
    segments = sheet.known.segments
    aliases = segments.select(name="aliases", id="id").explode("name").drop_nulls()
    return nearest(texts, pl.concat([segments.select("name", "id"), aliases]))
