"""What may enter the ledger? Claims as the vocabulary knows them, dated, each with its id.

The id is a hash of what is said, by whom and in which series: kind, ends, the fields that are given with their
names, validity, source, series. A load, a row number or a file's hash is no part of it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import polars as pl

from graph import schema
from graph.errors import VocabularyError
from graph.ledger.times import last_day, periods
from graph.ledger.unread import Unread
from graph.model.claim import Claims, File

SLICE = 250_000
"""Rows hashed at a time: the only place where a row is a Python object, and not for long."""

BASES = ("observed", "declared", "inferred", "potential", "synthetic")
"""Strongest first."""


@dataclass(frozen=True)
class Load:
    """What one file brings: claims, the sources they cite, judgements, and how many rows were refused.

    With `edition` the file is the whole of its series: what the series said before and says no more is retracted, but
    for what its `unread` rows may have said. `restate` asserts what was corrected (misread) though the file is the same.
    """

    file: File
    claims: Sequence[Claims]
    sources: pl.DataFrame
    judgements: pl.DataFrame
    refused: int = 0
    edition: bool = False
    restate: bool = False
    unread: Unread | None = None
    loaded_on: date = field(kw_only=True)

    @property
    def declared(self) -> tuple[str, str]:
        """The date that stands in for a missing publication date, and whether file or load gives it.

        A period that is not over on the day of loading is no later than that day: what a file of 2026 says, and what
        it says no more, is known in May if it is loaded in May, not on New Year's Eve.
        """
        day = self.file.declared_on
        if day and last_day(day) <= self.loaded_on:
            return day, "file"
        return self.loaded_on.isoformat(), "loaded"


def admit(load: Load) -> list[Claims]:
    """One frame a kind, conformed, dated, with `claim_id`, each claim once; VocabularyError refuses the load."""
    return [_identified(claims, load.file.series) for claims in _dated(_together(load), load)]


def _together(load: Load) -> Iterable[Claims]:
    """The load's frames by kind, in the vocabulary's order, so that the order of files and rows is forgotten."""
    by_kind: dict[str, list[pl.DataFrame]] = {}
    for claims in load.claims:
        by_kind.setdefault(claims.kind, []).append(schema.conform(claims))
        _refuse(claims.kind, by_kind[claims.kind][-1], load.file.series)
    return [Claims(kind, pl.concat(by_kind[kind])) for kind in schema.kinds() if by_kind.get(kind)]


def _refuse(kind: str, frame: pl.DataFrame, series: str) -> None:
    found = schema.faults(kind, frame)
    days = ("since", "until", "known_on")
    if frame.select(pl.any_horizontal(_no_such_day(name) for name in days).any()).item():
        marked = frame.with_row_index("index")
        wrong = [marked.filter(_no_such_day(n)).select("index", field=pl.lit(n), value=n) for n in days]
        found = pl.concat([found, *wrong])
    if found.is_empty():
        return
    index, name, value = found.row(0)
    row = frame["row"][index]
    place = f"row {row}" if row is not None else f"claim {index + 1} of {kind}"
    more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
    raise VocabularyError(f"{series}, {place}: {kind}.{name} cannot be {value!r}{more}; see `chainscout schema`")


def _no_such_day(name: str) -> pl.Expr:
    """Dates written in full that no calendar has (2021-02-30)."""
    column = pl.col(name)
    return (column.str.len_bytes() == 10) & column.str.to_date("%Y-%m-%d", strict=False).is_null()


def _dated(claims: Iterable[Claims], load: Load) -> Iterable[Claims]:
    """Fill known_on where the source has no date: the file's own, else the day of loading, marked as a fallback."""
    day, kind_of_day = load.declared
    running = (pl.col("known_from") == "file") & ~_over(pl.col("known_on"), load.loaded_on)
    filled = (
        pl.when(pl.col("known_on").is_null())
        .then(pl.lit(kind_of_day))
        .when(running)
        .then(pl.lit("loaded"))
        .otherwise(pl.col("known_from").fill_null("published")),
        pl.when(running).then(pl.lit(load.loaded_on.isoformat())).otherwise(pl.col("known_on").fill_null(day)),
    )
    for one in claims:
        yield Claims(one.kind, one.frame.with_columns(known_from=filled[0], known_on=filled[1]))


def _over(named: pl.Expr, day: date) -> pl.Expr:
    """Is the period a partial date names over by the end of a day?"""
    after = day + timedelta(days=1)
    return (named < after.isoformat()) & ~named.is_in(periods(after))


def _identified(claims: Claims, series: str) -> Claims:
    texts = claim_texts(claims.kind, series)
    ids = [
        schema.hashed(claims.frame.slice(start, SLICE).select(texts).to_series(), prefix="c-")
        for start in range(0, len(claims.frame), SLICE)
    ]
    named = pl.concat(ids).alias("claim_id") if ids else pl.Series("claim_id", [], pl.String)
    frame = claims.frame.with_columns(named)
    return Claims(claims.kind, _once(frame) if named.n_unique() < len(named) else frame)


def claim_texts(kind: str, series: str) -> pl.Expr:
    """The text that a claim's id is the hash of: fields by name, so that their order in the model is no part of it."""
    own = schema.fields(kind)
    names = ["subject", *(["object"] if schema.is_edge(kind) else []), *sorted(own), "since", "until", "source"]
    parts = [
        pl.lit(f"\x1f{name}=") + _text(name, name in own and isinstance(own[name].dtype, pl.List)) for name in names
    ]
    return pl.concat_str(pl.lit(f"{kind}\x1f{series}"), *parts, ignore_nulls=True).alias("text")


def _text(name: str, is_list: bool) -> pl.Expr:
    return pl.col(name).list.join("\x1e") if is_list else pl.col(name).cast(pl.String)


def _once(frame: pl.DataFrame) -> pl.DataFrame:
    """One row a claim where rows say the same: published before fallback, earliest, strongest; whatever the order."""
    twice = pl.col("claim_id").is_duplicated()
    order = [
        pl.col("known_from") != "published",
        pl.col("known_on"),
        pl.col("basis").replace_strict(dict(zip(BASES, range(len(BASES)), strict=True)), return_dtype=pl.Int8),
        -pl.col("confidence"),
        *(pl.col(name) for name in ("visibility", "row", "locator", "quote", "rule")),
    ]
    chosen = frame.filter(twice).sort(order).unique("claim_id", keep="first", maintain_order=True)
    return pl.concat([frame.filter(~twice), chosen])
