"""The embedded store: one Grafeo file a generation, written aside, then published.

A rebuild is made in memory from frames and saved; a small change is made on a copy of the published file. Neither
touches what readers hold, and a kill at any step leaves CURRENT naming a whole graph.
"""

import shutil
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import polars as pl
from grafeo import GrafeoDB, GrafeoError

from graph import fault
from graph.errors import StoreError
from graph.ledger.home import room
from graph.ledger.lock import writing
from graph.model.change import Change, Row, Stamp
from graph.stores import generations
from graph.stores.alike import dangling, drafted, given, plain, twice
from graph.stores.generations import Generation

CHUNK = 100_000
"""Rows handed to the engine at once: bounds what it copies."""

PACKED = 5
"""Chunks of edges after which the engine packs what it holds: a fifth less memory; each packing walks the whole graph."""


class GrafeoStore:
    """A graph in a folder. `rows` reads what is published, and changes over at the next call after a publication."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._reader: Reader | None = None
        self._beat: tuple[int, int] | None = None
        self._lock = threading.Lock()

    @contextmanager
    def sole_writer(self) -> Iterator[None]:
        """Hold the writer lock, as long as what a change is compared with must not move; BusyError if it is held."""
        with writing(self.folder), room(self.folder):
            yield

    def draft(self) -> Path:
        """An empty folder for the frames of the next generation."""
        return drafted(self.folder)

    def apply(self, change: Change, stamp: Stamp, frames: Path | None = None) -> None:
        """Write a change and publish it with its stamp and its frames (the folder is taken over)."""
        with self.sole_writer():
            generations.sweep(self.folder)
            before = self.published()
            number = before.number + 1 if before else 1
            path = generations.graph_file(self.folder, number)
            try:
                self._write(change, before, path)
                fault.point("grafeo.written")
                if frames:
                    frames.rename(generations.frames_folder(self.folder, number))
                fault.point("grafeo.framed")
                generations.publish(self.folder, number, stamp)
            except GrafeoError as error:
                raise StoreError(
                    f"{path}: cannot be written ({error}); free room, then run `chainscout build`"
                ) from error
            finally:
                generations.sweep(self.folder)

    def _write(self, change: Change, before: Generation | None, path: Path) -> None:
        if change.rebuild or before is None:
            rebuilt(change, path)
        elif change.size == 0:
            same(before.graph, path)
        else:
            shutil.copyfile(before.graph, path)
            fault.point("grafeo.copied")
            altered(change, path)

    def rows(self, cypher: str, params: Mapping[str, Any] | None = None) -> list[Row]:
        """Rows of a house Cypher query on what is published now."""
        return self.reader().rows(cypher, params)

    def reader(self) -> "Reader":
        """What is published now, open for reading; StoreError if nothing is."""
        with self._lock:
            beat = generations.beat(self.folder)
            if self._reader is None or beat != self._beat:
                self._reader, self._beat = Reader.newest(self.folder), beat
            return self._reader

    def published(self) -> Generation | None:
        """What is published, or none."""
        return generations.current(self.folder)

    def stamp(self) -> Stamp | None:
        """The stamp of what is published, or none."""
        now = self.published()
        return now.stamp if now else None

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._reader:
                self._reader.close()
            self._reader = None


class Reader:
    """One generation, open for reading; it stays readable when newer ones are published and its file is removed."""

    def __init__(self, generation: Generation, beat: tuple[int, int] | None = None) -> None:
        self.generation = generation
        self.beat = beat
        self._db = GrafeoDB.open_read_only(str(generation.graph))

    @classmethod
    def newest(cls, folder: Path) -> "Reader":
        """Open what CURRENT names, again if it was replaced and swept meanwhile."""
        seen: Generation | None = None
        while True:
            beat, now = generations.beat(folder), generations.current(folder)
            if now is None:
                raise StoreError(f"{folder}: no graph was built yet; run `chainscout build`")
            try:
                return cls(now, beat)
            except (GrafeoError, OSError) as error:
                if now == seen:
                    raise StoreError(f"{now.graph}: cannot be opened ({error}); run `chainscout build`") from error
                seen = now

    def rows(self, cypher: str, params: Mapping[str, Any] | None = None) -> list[Row]:
        """Rows of a house Cypher query."""
        try:
            found: list[Row] = self._db.execute_cypher(cypher, dict(params or {})).to_list()
        except GrafeoError as error:
            raise StoreError(f"{self.generation.graph.name}: {error}; check the query") from error
        return found

    def is_newest(self) -> bool:
        """Was nothing published since it was opened?"""
        return generations.beat(self.generation.folder) == self.beat

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()


def rebuilt(change: Change, path: Path) -> None:
    """Make a graph of the change's upserts alone, in memory, and save it to path."""
    db = GrafeoDB()
    db.create_property_index("id")
    numbers = _fill_nodes(db, change.upsert_nodes)
    for kind, frame in change.upsert_edges.items():
        _fill_edges(db, kind, frame, numbers)
    fault.point("grafeo.filled")
    db.save(str(path))
    db.close()


def _fill_nodes(db: Any, frames: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Create the nodes; their engine numbers by id (the engine counts them from 0 in the order given)."""
    ids = []
    for kind, frame in frames.items():
        ids.append(frame.select("id"))
        for part in plain(frame).iter_slices(CHUNK):
            db.import_df(part, mode="nodes", label=kind)
    numbers = pl.concat(ids or [pl.DataFrame(schema={"id": pl.String})]).with_row_index("number")
    double = numbers.filter(pl.col("id").is_duplicated() | pl.col("id").is_null())["id"]
    if len(double):
        raise twice(double[0], len(double))
    if db.node_count != len(numbers):
        raise StoreError(f"graph: {len(numbers)} nodes given, {db.node_count} written; run `chainscout build` again")
    return numbers


def _fill_edges(db: Any, kind: str, frame: pl.DataFrame, numbers: pl.DataFrame) -> None:
    source = numbers.select(subject="id", source="number")
    target = numbers.select(object="id", target="number")
    for n, part in enumerate(frame.iter_slices(CHUNK), start=1):
        found = part.join(source, on="subject", how="left").join(target, on="object", how="left")
        loose = found.filter(pl.col("source").is_null() | pl.col("target").is_null())
        if len(loose):
            raise dangling(kind, loose["subject"][0], loose["object"][0], len(loose))
        db.import_df(plain(found.drop("subject", "object")), mode="edges", edge_type=kind)
        if n % PACKED == 0:
            db.compact()


def same(before: Path, path: Path) -> None:
    """Give the graph a second name: a generation's file is never written again."""
    try:
        path.hardlink_to(before)
    except OSError:
        shutil.copyfile(before, path)


def altered(change: Change, path: Path) -> None:
    """Apply a change to the graph at path: deletions first, then nodes, then edges."""
    db = GrafeoDB(str(path))
    try:
        for kind, frame in change.delete_edges.items():
            gone = f"UNWIND $rows AS r MATCH (a {{id: r.subject}})-[t:{kind} {{edge_id: r.edge_id}}]->() DELETE t"
            _each(db, gone, frame.select("subject", "edge_id"))
        for kind, frame in change.delete_nodes.items():
            _each(db, f"UNWIND $rows AS r MATCH (n:{kind} {{id: r.id}}) DELETE n", frame.select("id"))
        for kind, frame in change.upsert_nodes.items():
            for part in plain(frame).iter_slices(CHUNK):
                db.upsert_nodes([kind], given(part), replace=True)
        fault.point("grafeo.nodes")
        for kind, frame in change.upsert_edges.items():
            for part in plain(frame).iter_slices(CHUNK):
                _upsert_edges(db, kind, part)
    finally:
        db.close()


def _each(db: Any, cypher: str, frame: pl.DataFrame) -> None:
    for part in frame.iter_slices(CHUNK):
        db.execute_cypher(cypher, {"rows": part.to_dicts()})


def _upsert_edges(db: Any, kind: str, frame: pl.DataFrame) -> None:
    ends = {"endpoint_key": "id", "src_field": "subject", "dst_field": "object"}
    done = db.upsert_edges(kind, given(frame), key="edge_id", replace=True, **ends)
    if done["skipped"]:
        first = frame.row(done["skipped_rows"][0], named=True)
        raise dangling(kind, first["subject"], first["object"], done["skipped"])
