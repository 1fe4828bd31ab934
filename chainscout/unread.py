"""What are the rows about that could not be read? The names and ids in the cells on which their shape rests."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from graph import schema
from graph.ledger.unread import ABOUT, Unread, plain
from loaders import _registry

if TYPE_CHECKING:
    from loaders._known import Known

PARTS = r"\s*[;;、\n]\s*"


def unread(path: Path, rejects: pl.DataFrame, known: "Known") -> Unread:
    """What the refused rows of a file are about; a row without a readable name of its own is nameless."""
    bad = rejects.filter(pl.col("code").str.starts_with("E_")).select("sheet", "row", "column").unique()
    found, nameless = [pl.DataFrame(schema=ABOUT)], set(_keys(bad))
    for fit in _registry.fits(path):
        here = bad.filter(pl.col("sheet") == fit.table.sheet)
        heads = [fit.found[n] for n in fit.shape.needed if n in fit.found]
        lost = here.filter(pl.col("column").is_in([h.letter for h in heads]))
        nameless -= set(_keys(here)) - set(_keys(lost))
        rows = fit.table.frame.join(here.select("row").unique(), on="row", how="semi")
        cells = rows.unpivot(on=[h.column for h in heads], index="row", value_name="text").drop_nulls("text")
        parts = cells.with_columns(pl.col("text").str.replace_all(PARTS, "\n").str.split("\n")).explode("text")
        key = pl.concat_str(pl.lit(f"{fit.table.sheet}\x1f"), pl.col("row").cast(pl.String))
        found.append(parts.select(row=key, text=plain(pl.col("text"))).filter(pl.col("text") != ""))
    named = pl.concat(found).unique()
    meant = pl.concat(_meant(named["text"].unique(), known))
    return Unread(pl.concat([named, named.join(meant, on="text").select("row", text="id")]), frozenset(nameless))


def _keys(rows: pl.DataFrame) -> list[str]:
    return [f"{sheet}\x1f{row}" for sheet, row in rows.select("sheet", "row").rows()]


def _meant(texts: pl.Series, known: "Known") -> Iterator[pl.DataFrame]:
    """Every id that a text may mean: a firm's, a segment's or chain's by id, name or alias, a place's."""
    asked = texts.rename("text").to_frame()
    yield asked.select("text", id=schema.mention_ids(texts))
    for frame in (known.segments, known.chains):
        tail = pl.col("id").str.split("/").list.last()
        names = pl.concat_list("id", tail, "name", pl.col("aliases").fill_null([]))
        called = frame.select("id", text=names).explode("text").drop_nulls()
        yield asked.join(called.with_columns(plain(pl.col("text"))), on="text").select("text", "id")
    if known.places is not None and len(texts):
        found = known.places.resolve(texts).filter(pl.col("how") == "name")
        yield found.drop_nulls("place").select(text="name", id="place")
