"""What is the id of a thing that a row names? The hash of its name and of what tells namesakes apart."""

import polars as pl

from graph import schema
from loaders._rows import Sheet

PREFIX = {"Carrier": "k-", "Honour": "h-", "Indicator": "i-", "Platform": "pf-", "Policy": "po-", "Project": "p-",
          "Scenario": "sc-", "Signal": "sg-", "TaskForce": "tf-"}  # fmt: skip
"""How ids of a kind begin."""


def written(name: pl.Expr) -> pl.Expr:
    """A name as it is kept: NFKC, without blanks at its ends."""
    return name.str.normalize("NFKC").str.strip_chars()


def ids(sheet: Sheet, name: str, kind: str, *apart: str) -> None:
    """Add `<name>_id`; columns `apart` are part of it where they are given, so that namesakes stay two."""
    parts = [written(pl.col(name)), *(pl.col(a).cast(pl.String) for a in apart)]
    texts = sheet.frame.select(
        written(pl.col(name)).alias(name), _text=pl.concat_str(parts, separator="|", ignore_nulls=True)
    )
    named = texts.with_columns(pl.when(pl.col(name).is_not_null()).then("_text").alias("_text"))
    sheet.frame = sheet.frame.with_columns(
        named[name], schema.hashed(named["_text"], prefix=PREFIX[kind]).alias(f"{name}_id")
    )
