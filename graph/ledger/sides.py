"""What lies beside the claims: sources, judgements, and what each load did."""

import logging
import typing
from datetime import datetime

import polars as pl

from graph.errors import VocabularyError
from graph.ledger.door import Load
from graph.ledger.table import Table
from graph.model.claim import JUDGEMENT_COLUMNS, SOURCE_COLUMNS, Verdict
from graph.schema import VERSION

PAIR = ("_one", "_other")
HOUSES = ("publisher", "reprint_of")
WHOLE = ("title", "licence")
BESIDE = " / "
"""Between the titles of one page."""
log = logging.getLogger(__name__)


def resolved_sources(rows: pl.LazyFrame) -> pl.LazyFrame:
    """One row a source: of each column what was said last."""
    fields = [name for name in SOURCE_COLUMNS if name != "source"]
    return rows.sort("load").group_by("source", maintain_order=True).agg(pl.col(fields).last(ignore_nulls=True))


def new_sources(table: Table, given: pl.DataFrame) -> pl.DataFrame:
    """The sources of a load that are not known yet, or of which it says something never said before.

    Two files may date one page differently: loading both again, in turn, must change nothing.
    """
    frame = _shaped(given, SOURCE_COLUMNS)
    if frame.is_empty():
        return frame
    if frame["source"].null_count():
        raise VocabularyError("sources: one has no id; give each source an address, or a publisher and a title")
    merged = _one_a_source(frame)
    heard = table.scan().filter(pl.col("source").is_in(merged["source"].implode()))
    known = resolved_sources(heard).collect()
    both = merged.join(known, on="source", how="left", suffix="_known")
    fields = [name for name in SOURCE_COLUMNS if name != "source"]
    news = [pl.col(n).is_not_null() & pl.col(n).ne_missing(pl.col(f"{n}_known")) for n in fields]
    stranger = ~pl.col("source").is_in(known["source"].implode())
    fresh = both.filter(pl.any_horizontal(stranger, *news)).select(list(SOURCE_COLUMNS))
    said = heard.select(list(SOURCE_COLUMNS)).unique().collect()
    return fresh.join(said, on=list(SOURCE_COLUMNS), how="anti", nulls_equal=True)


def _one_a_source(frame: pl.DataFrame) -> pl.DataFrame:
    """One row a source, whatever order the load says them in: every title and licence, the newest date, one house.

    A page has one house, by which publishers are counted; that a load names two of one page is said.
    """
    page = pl.coalesce("address", "title", "source").max().alias("page")
    named = frame.group_by("source").agg(page, pl.col(HOUSES).drop_nulls().unique().sort()).sort("source")
    for name in HOUSES:
        for where, said in named.filter(pl.col(name).list.len() > 1).select("page", name).rows():
            log.warning(
                "%s: its %s is said to be %s; the first counts, correct the rows", where, name, " and ".join(said)
            )
    whole = pl.col(WHOLE).drop_nulls().unique().sort().str.join(BESIDE)
    rest = [name for name in SOURCE_COLUMNS if name not in ("source", *HOUSES, *WHOLE)]
    merged = frame.group_by("source").agg(pl.col(rest).max(), pl.col(HOUSES).min(), whole).sort("source")
    return merged.with_columns(pl.col(WHOLE).replace("", None)).select(list(SOURCE_COLUMNS))


def new_judgements(table: Table, load: Load) -> pl.DataFrame:
    """The judgements of a load that its series did not say last; an edition takes back what it drops."""
    frame = _shaped(load.judgements, JUDGEMENT_COLUMNS)
    _refuse(frame, load.file.series)
    if frame.is_empty() and not load.edition:
        return frame
    said = _paired(frame)
    heard = _paired(table.scan().sort("load", "order").collect())
    ours = heard.filter(pl.col("series") == load.file.series)
    fresh = said.join(_repeated(said, ours), on=PAIR, how="anti").select(list(JUDGEMENT_COLUMNS))
    if not load.edition:
        return fresh
    last = heard.unique(PAIR, keep="last", maintain_order=True)
    held = last.filter(pl.col("series") == load.file.series, pl.col("verdict") != "unsure")
    dropped = held.join(said, on=PAIR, how="anti")
    taken_back = _readable(dropped, load).select(list(JUDGEMENT_COLUMNS))
    why = f"no longer in {load.file.series}"
    return pl.concat([fresh, taken_back.with_columns(verdict=pl.lit("unsure"), reason=pl.lit(why))])


def _readable(dropped: pl.DataFrame, load: Load) -> pl.DataFrame:
    """Without the judgements that a row of the load may have given that could not be read."""
    if load.unread is None:
        return dropped
    pairs = dropped.select(*PAIR, subject="left", object="right", name=pl.lit(None, pl.String))
    return dropped.join(load.unread.spared(pairs, pairs), on=PAIR, how="anti")


def _refuse(frame: pl.DataFrame, series: str) -> None:
    ends = pl.any_horizontal(pl.col("left", "right").fill_null("") == "")
    verdict = ~pl.col("verdict").fill_null("").is_in(typing.get_args(Verdict))
    bad = frame.filter(ends | verdict)
    if len(bad):
        left, right, word = bad.select("left", "right", "verdict").row(0)
        raise VocabularyError(
            f"{series}: judgement {word!r} on {left} and {right} is refused; name two firms and one of "
            f"{', '.join(typing.get_args(Verdict))}"
        )


def _paired(frame: pl.DataFrame) -> pl.DataFrame:
    text = pl.concat_str([pl.col(n).fill_null("") for n in JUDGEMENT_COLUMNS], separator="\x1f")
    return frame.with_columns(
        pl.min_horizontal("left", "right").alias(PAIR[0]), pl.max_horizontal("left", "right").alias(PAIR[1]), _text=text
    )


def _repeated(said: pl.DataFrame, heard: pl.DataFrame) -> pl.DataFrame:
    """Pairs of which the series said last exactly what the load says now, in the same order."""
    now = said.group_by(PAIR, maintain_order=True).agg(_now=pl.col("_text"), _n=pl.len())
    before = heard.group_by(PAIR, maintain_order=True).agg(_before=pl.col("_text"))
    both = now.join(before, on=PAIR)
    tail = pl.col("_before").list.tail(pl.col("_n")).list.join("\x1e")
    return both.filter(tail == pl.col("_now").list.join("\x1e")).select(PAIR)


def load_row(load: Load, act: str, counts: dict[str, int], reason: str | None = None) -> pl.DataFrame:
    """What the `loads` table keeps of a load: from which file, when, how much; no content."""
    return pl.DataFrame(
        {
            "act": [act],
            "series": [load.file.series],
            "edition": [load.file.edition],
            "declared_on": [load.file.declared_on],
            "loaded_on": [load.loaded_on.isoformat()],
            "is_edition": [load.edition],
            "refused": [load.refused],
            "reason": [reason],
            "vocabulary": [VERSION],
            **{name: [n] for name, n in counts.items()},
        }
    )


def stamped(table: Table, frame: pl.DataFrame | pl.LazyFrame, load: int, at: datetime) -> pl.LazyFrame:
    """Rows of a side table with their load number and the time of recording, columns in the table's order."""
    marked = frame.lazy().with_columns(load=pl.lit(load), recorded_at=pl.lit(at))
    have = marked.collect_schema().names()
    return marked.select((pl.col(n) if n in have else pl.lit(None).alias(n)).cast(t) for n, t in table.schema.items())


def _shaped(frame: pl.DataFrame, columns: dict[str, pl.DataType]) -> pl.DataFrame:
    have = set(frame.columns)
    if not have:
        return pl.DataFrame(schema=columns)
    return frame.select((pl.col(n) if n in have else pl.lit(None).alias(n)).cast(t) for n, t in columns.items())
