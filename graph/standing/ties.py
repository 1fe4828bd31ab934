"""What becomes of the claims of one kind? One row a tie: ends canonical, values chosen, publishers counted."""

import itertools
from dataclasses import dataclass

import polars as pl

from graph import schema
from graph.ledger.door import BASES, SLICE
from graph.standing.choose import best, chosen, first_day, last_day, ordered, span, unspan

SHARED: dict[str, pl.DataType] = {"n_sources": pl.Int64(), "source_url": pl.String(), "known_on": pl.String()}
SPAN: dict[str, pl.DataType] = {"basis": pl.String(), "since": pl.String(), "until": pl.String()}


@dataclass(frozen=True)
class Context:
    """What a tie's numbers stand for: the urls of sources, the ids of nodes."""

    urls: pl.Series
    ids: pl.Series


def columns(kind: str) -> dict[str, pl.DataType]:
    """Columns and types of a kind's frame in a standing."""
    own = {name: spec.dtype for name, spec in schema.fields(kind).items()}
    if schema.is_edge(kind):
        heads: dict[str, pl.DataType] = dict.fromkeys(("edge_id", "subject", "object"), pl.String())
        return heads | own | SPAN | SHARED
    names: dict[str, pl.DataType] = {"names": pl.List(pl.String())} if kind == "Firm" else {}
    return {"id": pl.String()} | own | names | SHARED


def edge_ids(kind: str, claims: pl.DataFrame, ids: pl.Series) -> pl.Series:
    """Ids of ties: hash of kind, ends and key; a key that is not given is not in it. Ends are numbers into `ids`."""
    named = [pl.lit(f"\x1f{name}=") + pl.col(name).cast(pl.String) for name in ("subject", "object", *schema.key(kind))]
    text = pl.concat_str(pl.lit(kind), *named, ignore_nulls=True)
    parts = [
        schema.hashed(_with_ends(claims.slice(at, SLICE), ids).select(text).to_series(), prefix="e-")
        for at in range(0, max(len(claims), 1), SLICE)
    ]
    return pl.concat(parts).alias("tie")


def _with_ends(claims: pl.DataFrame, ids: pl.Series) -> pl.DataFrame:
    return claims.with_columns(ids.gather(claims[name]).alias(name) for name in ("subject", "object"))


def joined(kind: str, claims: pl.DataFrame, context: Context) -> pl.DataFrame:
    """One row a tie of these claims, which hold `tie` (an id, or a number); columns as `columns(kind)`, `names` apart."""
    tie = claims["tie"]
    again = (tie if tie.dtype.is_integer() else tie.hash()).is_duplicated()
    several = [_merged(kind, claims.filter(again))] if again.any() else []
    parts = (claims.slice(at, SLICE).filter(~again.slice(at, SLICE)) for at in range(0, len(claims), SLICE))
    alone = (part.with_columns(n_sources=pl.lit(1, pl.Int64)) for part in parts)
    return lean(pl.concat(_shown(kind, part, context) for part in itertools.chain(alone, several)))


def _merged(kind: str, several: pl.DataFrame) -> pl.DataFrame:
    """Claims of ties that have several: one row a tie, in any order."""
    claims = ordered(several)
    ties = best(claims).drop(*_values(kind), "basis", "since", "until", "known")
    ties = ties.join(_spans(claims), on="_tie", how="left")
    for field in _values(kind):
        if several[field].null_count() < len(several):
            ties = ties.join(chosen(claims, field), on="_tie", how="left")
        else:
            ties = ties.with_columns(pl.lit(None, several.schema[field]).alias(field))
    return ties


def _values(kind: str) -> list[str]:
    """The fields of which a tie has to choose a value; its key is the same in every claim."""
    return [name for name in schema.fields(kind) if name not in schema.key(kind)]


def _spans(claims: pl.DataFrame) -> pl.DataFrame:
    """Of each tie the strongest basis, the first day it began, the last it lasts and was published, its publishers."""
    days = ((first_day("since"), "since"), *((last_day(n), n) for n in ("until", "known")))
    given = {n: claims[n].null_count() < len(claims) for _, n in days}
    since, until, known = ((span(day, n) if given[n] else pl.lit(None, pl.Int64)).alias(n) for day, n in days)
    pairs = claims.select(pair=pl.col("_tie").cast(pl.UInt64) * 2**32 + pl.col("publisher")).unique()
    houses = pairs.group_by(_tie=(pl.col("pair") // 2**32).cast(pl.UInt32)).agg(n_sources=pl.len().cast(pl.Int64))
    told = claims.select("_tie", "basis", since, until, known).group_by("_tie")
    spans = told.agg(pl.col("basis", "since").min(), pl.col("until", "known").max())
    texts = spans.with_columns(unspan(pl.col("since", "until", "known")))
    return texts.join(houses, on="_tie")


def _shown(kind: str, ties: pl.DataFrame, context: Context) -> pl.DataFrame:
    shown = ties.with_columns(
        context.urls.gather(ties["url"]).alias("source_url"),
        pl.col("basis").replace_strict(dict(enumerate(BASES)), return_dtype=pl.String),
    )
    if schema.is_edge(kind):
        shown = _with_ends(shown, context.ids)
    wanted = [name for name in columns(kind) if name != "names"]
    return shown.rename({"tie": "edge_id" if schema.is_edge(kind) else "id", "known": "known_on"}).select(wanted)


def lean(frame: pl.DataFrame) -> pl.DataFrame:
    """Columns that say nothing as constants that take no room."""
    silent = [s for s in frame if len(s) > 1 and not isinstance(s.dtype, pl.List) and s.null_count() == len(s)]
    return frame.with_columns(pl.lit(None, s.dtype).alias(s.name) for s in silent)


def empty(kind: str) -> pl.DataFrame:
    """A kind of which nothing stands."""
    return pl.DataFrame(schema=columns(kind))
