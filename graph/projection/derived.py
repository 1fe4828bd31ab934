"""What does the projection add to what stands? Counts that questions would take over everybody, and firms' places.

* Segment.n_firms          firms with any tie to the segment
* Segment.n_makers         firms that fill it: the activity in `filled_by`, operating, observed or declared; firms
                           joined by SUBSIDIARY_OF, BRAND_OF or PROJECT_COMPANY_OF count once
* Segments that are whole twins (SAME_AS) have the makers of both.
* Segment.n_makers_placed  those with a place known to the city: a city or finer in China, or anywhere abroad
* Firm.group               the smallest id among the firms it is joined to by such ties, in any number of steps
* LOCATED_IN               firm → place from `at` of its OPERATES_IN ties, with `derived`, where no source says it
"""

from collections.abc import Mapping

import polars as pl

from graph import schema
from graph.model.firm import RELATED

Frames = dict[str, pl.DataFrame]

FINE = ("city", "district", "zone", "park")
MUNICIPALITIES = ("110000", "120000", "310000", "500000", "810000", "820000")
"""Provinces that are cities."""


def derive(nodes: Mapping[str, pl.DataFrame], edges: Mapping[str, pl.DataFrame]) -> tuple[Frames, Frames, int]:
    """Nodes and edges with what is derived, and how many firms' places are not in the graph."""
    found, unknown = located(nodes, edges)
    out_nodes, out_edges, related = dict(nodes), dict(edges), groups(edges)
    if "Segment" in nodes:
        out_nodes["Segment"] = counted(nodes, edges, related)
    if "Firm" in nodes and len(related):
        out_nodes["Firm"] = nodes["Firm"].join(
            related.rename({"subject": "id"}), on="id", how="left", maintain_order="left"
        )
    if len(found):
        have = edges.get("LOCATED_IN")
        out_edges["LOCATED_IN"] = found if have is None else pl.concat([have, found], how="diagonal_relaxed")
    return out_nodes, out_edges, unknown


def located(nodes: Mapping[str, pl.DataFrame], edges: Mapping[str, pl.DataFrame]) -> tuple[pl.DataFrame, int]:
    """LOCATED_IN ties from `at`, without those a source says; and how many name a place that is not there."""
    if "OPERATES_IN" not in edges or "Place" not in nodes:
        return pl.DataFrame(), 0
    ties = edges["OPERATES_IN"].lazy().filter(pl.col("at").is_not_null())
    pairs = ties.select("subject", object="at").unique(maintain_order=True).collect()
    placed = pairs.join(nodes["Place"].select(object="id"), on="object", how="semi")
    said = edges["LOCATED_IN"] if "LOCATED_IN" in edges else placed.clear()
    new = placed.join(said, on=["subject", "object"], how="anti")
    made = new.select(edge_ids("LOCATED_IN", new), "subject", "object", derived=pl.lit(True))
    return made, len(pairs) - len(placed)


def edge_ids(kind: str, ties: pl.DataFrame) -> pl.Series:
    """Ids of ties as a standing gives them: hash of kind, ends and key; a key that is not given is not in it."""
    given = ("subject", "object", *(name for name in schema.key(kind) if name in ties.columns))
    named = [pl.lit(f"\x1f{name}=") + pl.col(name).cast(pl.String) for name in given]
    text = pl.concat_str(pl.lit(kind), *named, ignore_nulls=True)
    return schema.hashed(ties.select(text.alias("edge_id"))["edge_id"], prefix="e-")


def counted(
    nodes: Mapping[str, pl.DataFrame], edges: Mapping[str, pl.DataFrame], related: pl.DataFrame
) -> pl.DataFrame:
    """Segments with n_firms, n_makers and n_makers_placed."""
    segments = nodes["Segment"]
    zero = [pl.lit(0, pl.Int64).alias(n) for n in ("n_firms", "n_makers", "n_makers_placed")]
    if "OPERATES_IN" not in edges:
        return segments.with_columns(zero)
    ties = edges["OPERATES_IN"].lazy().select("subject", "object", "at", "activity", "stage", "basis")
    makers = (
        ties.join(segments.lazy().select(object="id", activity="filled_by"), on=["object", "activity"])
        .filter(pl.col("stage") == "operating", pl.col("basis").is_in(["observed", "declared"]))
        .join(related.lazy(), on="subject", how="left")
        .join(_known_cities(nodes).lazy(), on="at", how="left")
        .join(twins(edges).lazy(), on="object", how="left")
        .with_columns(object=pl.coalesce("twin", "object"))
        .with_columns(pl.coalesce("group", "subject").alias("maker"))
    )
    counts = (
        ties.group_by("object").agg(n_firms=pl.col("subject").n_unique()),
        makers.group_by("object").agg(
            n_makers=pl.col("maker").n_unique(), n_makers_placed=pl.col("maker").filter("placed").n_unique()
        ),
    )
    out = segments.lazy()
    for count in counts:
        out = out.join(count.rename({"object": "id"}), on="id", how="left", maintain_order="left")
    return out.with_columns(pl.col("^n_(firms|makers|makers_placed)$").fill_null(0).cast(pl.Int64)).collect()


def twins(edges: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Every segment that has whole twins, with itself and each of them: object, twin."""
    shape = {"object": pl.String, "twin": pl.String}
    if "SAME_AS" not in edges:
        return pl.DataFrame(schema=shape)
    from networkx import Graph, connected_components

    pairs = edges["SAME_AS"].filter(pl.col("extent") == "whole").select("subject", "object").rows()
    classes = [sorted(one) for one in connected_components(Graph(pairs))] if pairs else []
    return pl.DataFrame([(a, b) for one in classes for a in one for b in one], schema=shape, orient="row")


def _known_cities(nodes: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Places that tell where a maker is: a city or finer in China, or any place abroad."""
    if "Place" not in nodes:
        return pl.DataFrame(schema={"at": pl.String, "placed": pl.Boolean})
    abroad = (pl.col("place_type") == "country") & (pl.col("id") != "CN")
    known = pl.col("place_type").is_in(FINE) | abroad | pl.col("id").is_in(MUNICIPALITIES)
    return nodes["Place"].filter(known).select(at="id", placed=pl.lit(True))


def groups(edges: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Every firm with related ones and the smallest id among them all, passed along the ties until nothing changes."""
    pairs = [edges[kind].select("subject", "object") for kind in RELATED if kind in edges]
    if not pairs:
        return pl.DataFrame(schema={"subject": pl.String, "group": pl.String})
    ties = pl.concat(pairs)
    both = pl.concat([ties, ties.select(subject="object", object="subject")]).unique()
    label = both.select("subject").unique().with_columns(group="subject")
    while True:
        seen = both.join(label.rename({"subject": "object"}), on="object").select("subject", "group")
        least = pl.concat([label, seen]).group_by("subject").agg(pl.col("group").min())
        hop = least.join(least.select(group="subject", further="group"), on="group", how="left")
        new = hop.select("subject", group=pl.coalesce("further", "group")).sort("subject")
        if new.equals(label.sort("subject")):
            return new
        label = new
