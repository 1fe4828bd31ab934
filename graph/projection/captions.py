"""What does a node without a name show on a drawing? `label`: the first thing it has to say.

Neo4j Browser writes `name`, else `title`, else `label` on a node (in that order), and Bloom does the like; of what a
kind without a name holds they would show whatever comes first, mostly a number.
"""

import polars as pl

from graph import schema

SAYS = ("detail", "signal_type")
"""What says most, first."""


def captioned(kind: str, frame: pl.DataFrame) -> pl.DataFrame:
    """The nodes of a kind that has no names, with a label each; those of other kinds as they are."""
    if "name" in schema.fields(kind):
        return frame
    there = [c for c in (*SAYS, "id") if c in frame.columns]
    return frame.with_columns(pl.coalesce(there).alias("label"))
