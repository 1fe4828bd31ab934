"""The ledger: append-only claims with their sources and judgements; opened, weighed, appended to, pinned, cared for."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import polars as pl

from graph.errors import FullDiskError, LedgerError
from graph.ledger import append, archive, care, home
from graph.ledger.append import Event, Receipt
from graph.ledger.door import Load, admit
from graph.ledger.lock import writing
from graph.ledger.plan import KNOWN, Weighing, latest, plan
from graph.ledger.sides import load_row, new_judgements, new_sources, resolved_sources
from graph.ledger.table import Table, schemas
from graph.model.claim import File

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Pin:
    """One version of the ledger to read from, whatever is appended meanwhile; `load` is the last it acknowledges.

    `claims` are events; `sources` hold one row a source, of what each load `heard` of it; `judgements` stand in order,
    oldest first.
    """

    version: int
    load: int
    claims: pl.LazyFrame
    sources: pl.LazyFrame
    judgements: pl.LazyFrame
    loads: pl.LazyFrame
    heard: pl.LazyFrame | None = None

    def said_by(self, loads: pl.Series) -> "Pin":
        """The same with its sources as these loads alone described them: others may have read another date or title."""
        if self.heard is None:
            return self
        heard = self.heard.filter(pl.col("load").is_in(loads.implode()))
        return replace(self, sources=resolved_sources(heard), heard=heard)

    def sources_of(self, ids: pl.Series) -> pl.LazyFrame:
        """The rows of some sources: what was heard of the others is not read."""
        wanted = pl.col("source").is_in(ids.implode())
        return self.sources.filter(wanted) if self.heard is None else resolved_sources(self.heard.filter(wanted))


class Ledger:
    """What was said, by whom, known when. Reading needs no lock; each act of writing holds the writer lock."""

    def __init__(self, folder: Path, write: bool) -> None:
        self.home = folder
        self._write = write
        self._open: dict[str, Table] = {}

    @classmethod
    def open(cls, folder: Path, write: bool = False) -> "Ledger":
        """Open a home's ledger; to write it is made where there is none, and what a killed writer left is swept."""
        opened = cls(folder, write)
        home.warn_if_remote(folder)
        if not write:
            home.check(folder)
            return opened
        with writing(folder), home.room(folder):
            home.settle(folder)
            home.check(folder)
            tables = {name: Table.create(opened._folder, name) for name in (*append.SIDES, "claims")}
            append.forget_unacknowledged(tables)
            care.finish(tables)
            for table in tables.values():
                care.sweep(table)
            opened._open = tables
        return opened

    @property
    def _folder(self) -> Path:
        return self.home / "ledger"

    def _table(self, name: str, version: int | None = None) -> Table:
        """A table at its newest version, kept open; or at one."""
        if version is not None:
            return Table(self._folder, name, version)
        if name in self._open:
            return self._open[name].refresh()
        return self._open.setdefault(name, Table(self._folder, name))

    def _tables(self) -> dict[str, Table]:
        return {name: self._table(name) for name in schemas()}

    @contextmanager
    def _writing(self) -> Iterator[dict[str, Table]]:
        if not self._write:
            raise LedgerError(f"{self.home}: opened for reading; open it with write=True")
        with writing(self.home), home.room(self.home):
            tables = self._tables()
            append.forget_unacknowledged(tables)
            yield tables

    def weigh(self, load: Load) -> Weighing:
        """What a load would add, keep and retract; nothing is written."""
        return plan({n: self._table(n) for n in ("claims", "loads")}, load, admit(load)).weighing()

    def append(self, load: Load) -> Receipt:
        """Append what a load says anew; its return is the acknowledgement.

        A file whose bytes were read before and that says nothing new is no load.
        """
        admitted = admit(load)
        with self._writing() as tables:
            planned = plan(tables, load, admitted)
            sides = {
                "sources": new_sources(tables["sources"], load.sources),
                "judgements": new_judgements(tables["judgements"], load),
            }
            counts = {
                "added": sum(len(c.frame) for c in planned.asserts),
                "kept": sum(planned.kept.values()),
                "retracted": len(planned.retracts),
            }
            events = list(append.events(planned, load))
            if events or any(len(frame) for frame in sides.values()) or planned.is_news:
                sides["loads"] = load_row(load, "load", counts)
                number, version = append.write(tables, events, sides, load)
                self._keep_small(tables)
            else:
                number, version = tables["claims"].load, tables["claims"].version
        more = (planned.corrected, planned.unread, planned.again)
        return Receipt(number, version, counts["added"], counts["kept"], counts["retracted"], *more)

    def retract(self, claim_ids: Sequence[str], known_on: date, reason: str) -> Receipt:
        """The source or the world changed: these claims stand no more from known_on on."""
        return self._end("retract", claim_ids, known_on, reason)

    def correct(self, claim_ids: Sequence[str], on: date, reason: str) -> Receipt:
        """We misread: these claims stand at no date; `on` is the day we saw it."""
        return self._end("correct", claim_ids, on, reason)

    def _end(self, act: str, claim_ids: Sequence[str], on: date, reason: str) -> Receipt:
        wanted = pl.Series("claim_id", list(dict.fromkeys(claim_ids)), pl.String)
        with self._writing() as tables:
            known = tables["claims"].scan().filter(pl.col("claim_id").is_in(wanted.implode()))
            found = latest(known.select(*KNOWN, "event", "load", "series", "edition").collect())
            missing = set(wanted) - set(found["claim_id"])
            if missing:
                raise LedgerError(
                    f"claim {min(missing)}: not in the ledger; take the id from `chainscout ask … --json`"
                )
            over = ("retract", "correct") if act == "retract" else ("correct",)
            rows = found.filter(~pl.col("event").is_in(over))
            if rows.is_empty():
                return Receipt(tables["claims"].load, tables["claims"].version, 0, len(found), 0)
            return self._end_rows(tables, act, rows.drop("event", "load"), on, reason)

    def _end_rows(self, tables: dict[str, Table], act: str, rows: pl.DataFrame, on: date, reason: str) -> Receipt:
        none = pl.DataFrame()
        load = Load(File("", ""), (), none, none, loaded_on=on)
        counts = {"added": 0, "kept": 0, "retracted": len(rows)}
        dated = rows.with_columns(known_on=pl.lit(on.isoformat()), known_from=pl.lit("published"))
        sides = {"sources": none, "judgements": none, "loads": load_row(load, act, counts, reason)}
        number, version = append.write(tables, [Event(act, dated)], sides, load)
        return Receipt(number, version, 0, 0, len(rows))

    def pin(self, version: int | None = None) -> Pin:
        """One version to read from; without a number the newest."""
        claims = self._table("claims", version)
        upto = pl.col("load") <= claims.load
        beside = {name: self._table(name).scan().filter(upto) for name in append.SIDES}
        return Pin(
            version=claims.version,
            load=claims.load,
            claims=claims.scan(),
            sources=resolved_sources(beside["sources"]),
            judgements=beside["judgements"].sort("load", "order"),
            loads=beside["loads"].sort("load"),
            heard=beside["sources"],
        )

    def _keep_small(self, tables: dict[str, Table]) -> None:
        """Compact what has grown many files; the load is acknowledged, so a full disk is only a warning here."""
        try:
            with home.room(self.home):
                for table in tables.values():
                    parts = table.parts()
                    if len(parts) > care.MANY:
                        care.compact(table, care.alike(parts))
        except FullDiskError:
            log.warning("%s: the load is kept, but the disk is too full to compact; free room", self.home)

    def compact(self) -> int:
        """Write each table's small files into one; returns how many files were replaced."""
        with self._writing() as tables:
            return sum(care.compact(table, care.small(table.parts())) for table in tables.values())

    def sweep(self) -> int:
        """Remove what killed writers left; returns how many files."""
        with self._writing() as tables:
            return sum(care.sweep(table) for table in tables.values())

    def backup(self, dest: Path) -> Path:
        """Write the home into one archive file; returns it."""
        return archive.backup(self.home, dest)

    def purge(self, source: str, reason: str) -> Receipt:
        """Remove every claim, source row and judgement of a source for good, by its id, address or title."""
        with self._writing() as tables:
            number, gone = care.purge(tables, care.source_ids(tables, source), reason)
            return Receipt(number, tables["claims"].version, 0, 0, gone)
