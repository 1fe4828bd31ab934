"""The store for a server: one published projection in a Neo4j database, read and written over Bolt.

A change that fits into one transaction is one, a rebuild too: readers see the old graph or the new one. What is larger
is written in batches; until the last of them readers are told that it is under way. The frames a graph was made of
stay in the home, under the publication's name.
"""

import logging
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from neo4j import Transaction

from graph import fault
from graph.errors import StoreError
from graph.ledger.home import room
from graph.ledger.lock import writing
from graph.model.change import Change, Row, Stamp
from graph.stores import Server, neo4j_stamp, neo4j_write
from graph.stores.alike import drafted, kinds_of
from graph.stores.generations import sync
from graph.stores.neo4j_link import ASK_S, Link
from graph.stores.neo4j_stamp import Publication
from graph.stores.neo4j_values import row

ATOMIC = 20_000
"""Up to so many rows, written or removed, a change is one transaction."""

MANY = 200_000
"""Above so many nodes a rebuild over the wire is slow enough to say that there is a faster way."""

log = logging.getLogger(__name__)
Send = Callable[[str, list[dict[str, Any]]], None]


@dataclass(frozen=True)
class Coming:
    """What is about to be published: its stamp, its name, its frames."""

    stamp: Stamp
    name: str
    frames: Path | None


class Neo4jStore:
    """A graph on a server; `rows` reads what is published now."""

    def __init__(self, server: Server, folder: Path) -> None:
        self.folder = folder
        self.link = Link(server)
        self.address = server.address
        self._prepared = False
        self._seen: str | None = None

    @contextmanager
    def sole_writer(self) -> Iterator[None]:
        """Hold this home's writer lock; BusyError if it is held."""
        with writing(self.folder), room(self.folder):
            yield

    def draft(self) -> Path:
        """An empty folder for the frames of the next publication."""
        return drafted(self.folder)

    def published(self) -> Publication | None:
        """What the database says it holds, or none; a change is compared with it and fits no other."""
        with self.link.transaction("read") as running:
            found = neo4j_stamp.held(running, self.folder)
        self._seen = found.name if found else None
        return found

    def stamp(self) -> Stamp | None:
        """The stamp of what is published, or none."""
        now = self.published()
        return now.stamp if now and now.ready else None

    def rows(self, cypher: str, params: Mapping[str, Any] | None = None) -> list[Row]:
        """Rows of a house Cypher query on what is published now."""
        with self.link.transaction("read", ASK_S) as running:
            found = [row(r) for r in running.run(cypher, dict(params or {}))]
            readable(neo4j_stamp.held(running, self.folder), self.address)
        return found

    def apply(self, change: Change, stamp: Stamp, frames: Path | None = None) -> None:
        """Write a change and publish it with its stamp and its frames (the folder is taken over)."""
        with self.sole_writer():
            self.link.suited(aloud=True)
            before = self._writable()
            if not self._prepared:
                neo4j_write.prepare(self.link)
                self._prepared = True
            self._sweep(before.name if before else "")
            coming = Coming(stamp, secrets.token_hex(8), frames)
            if change.rebuild or before is None:
                self._rebuild(change, coming)
            else:
                self._alter(change, coming, before)
            self._sweep(coming.name, before.name if before else "")
            self._seen = coming.name

    def _writable(self) -> Publication | None:
        """What is there, if a build may replace it."""
        with self.link.transaction("read") as running:
            before = neo4j_stamp.held(running, self.folder)
            if before is None:
                neo4j_stamp.refuse_foreign(running, self.address)
        if before and neo4j_stamp.newer(before.stamp.vocabulary):
            raise StoreError(f"{self.address}: {before.trouble}")
        return before

    def _rebuild(self, change: Change, coming: Coming) -> None:
        kinds = kinds_of(change.upsert_nodes)
        if len(kinds) > MANY:
            log.warning("%s: %d nodes over the wire take minutes; build --offline is faster", self.address, len(kinds))
        neo4j_write.checked(change, kinds)
        with self.link.transaction("read") as running:
            n_nodes, n_ties = neo4j_write.heights(running)
        if change.size + n_nodes + n_ties <= ATOMIC:
            with self.link.transaction("write") as running:
                send = _sender(running)
                neo4j_write.wipe(send)
                neo4j_write.create(change, kinds, send)
                self._publish(running, coming)
            return
        with self._batches(coming, (len(kinds), change.size - len(kinds))) as send:
            neo4j_write.wipe_large(send, n_nodes, n_ties)
            fault.point("neo4j.wiped")
            neo4j_write.create(change, kinds, send)

    def _alter(self, change: Change, coming: Coming, before: Publication) -> None:
        if not before.ready:
            raise StoreError(f"{self.address}: {before.trouble}")
        if self._seen not in (None, before.name):
            raise StoreError(f"{self.address}: {neo4j_stamp.MEANWHILE}")
        with self.link.transaction("write") as running:
            neo4j_stamp.still(running, before, self.address)
            now = neo4j_write.kinds_now(change, running)
            then = neo4j_write.kinds_then(change, now)
            if change.size <= ATOMIC:
                neo4j_write.alter(change, now, then, _sender(running))
                self._publish(running, coming)
                return
        with self._batches(coming) as send:
            neo4j_write.alter(change, now, then, send)

    @contextmanager
    def _batches(self, coming: Coming, expected: tuple[int, int] | None = None) -> Iterator[Send]:
        """Writing in many transactions, readers told until the last; then as many nodes and ties as expected are there."""
        with self.link.transaction("write") as running:
            neo4j_stamp.begin(running, coming.name)

        def send(cypher: str, rows: list[dict[str, Any]]) -> None:
            with self.link.transaction("write", midway=True) as running:
                neo4j_stamp.go_on(running, coming.name, len(rows), self.address)
                running.run(cypher, rows=rows).consume()
            fault.point("neo4j.batch")

        yield send
        with self.link.transaction("write", midway=True) as running:
            neo4j_stamp.go_on(running, coming.name, 0, self.address)
            found = neo4j_write.heights(running)
            if expected not in (None, found):
                raise StoreError(f"{self.address}: {expected} nodes and ties given, {found} written; build again")
            self._publish(running, coming)

    def _publish(self, running: Transaction, coming: Coming) -> None:
        """The frames lie under their name before the database says it: whoever reads the name finds them."""
        if coming.frames:
            for path in coming.frames.iterdir():
                sync(path)
            coming.frames.rename(self.folder / f"{coming.name}.frames")
            sync(self.folder)
        fault.point("neo4j.framed")
        neo4j_stamp.done(running, coming.stamp, coming.name)

    def _sweep(self, *kept: str) -> None:
        """Remove the frames of all but the publications named."""
        for path in self.folder.glob("*.frames"):
            if path.stem not in (*kept, "next"):
                shutil.rmtree(path)

    def close(self) -> None:
        """Give the connections back."""
        self.link.close()


class Neo4jReader:
    """One publication, read in READ mode, each query under a time limit; told when another one has replaced it."""

    def __init__(self, link: Link, publication: Publication, timeout: float = ASK_S) -> None:
        self.link = link
        self.generation = publication
        self.timeout = timeout

    @classmethod
    def open(cls, server: Server, folder: Path, timeout: float = ASK_S) -> "Neo4jReader":
        """What a server publishes, open for reading; StoreError if nothing is, or it cannot be read now."""
        with ExitStack() as undone:
            link = undone.enter_context(closing(Link(server)))
            link.suited(aloud=False)
            with link.transaction("read", timeout) as running:
                found = readable(neo4j_stamp.held(running, folder), server.address)
            undone.pop_all()
        return cls(link, found, timeout)

    def rows(self, cypher: str, params: Mapping[str, Any] | None = None) -> list[Row]:
        """Rows of a house Cypher query."""
        return list(self.each(cypher, params))

    def each(self, cypher: str, params: Mapping[str, Any] | None = None) -> Iterator[Row]:
        """The rows one by one; closing the iterator ends the query.

        After the last one the stamp is read in the same transaction: rows of two publications are never mixed.
        """
        with self.link.transaction("read", self.timeout) as running:
            for record in running.run(cypher, dict(params or {})):
                yield row(record)
            now = readable(neo4j_stamp.held(running, self.generation.folder), self.link.server.address)
        if now.name != self.generation.name:
            raise StoreError(f"{self.link.server.address}: another graph was published while this was asked; ask again")

    def is_newest(self) -> bool:
        """Was nothing published since it was opened?"""
        with self.link.transaction("read", self.timeout) as running:
            now = neo4j_stamp.held(running, self.generation.folder)
        return now is not None and now.ready and now.name == self.generation.name

    def close(self) -> None:
        """Give the connections back."""
        self.link.close()


def readable(found: Publication | None, address: str) -> Publication:
    """What is published, if it can be read; StoreError says why not."""
    if found is None:
        raise StoreError(f"{address}: no graph was built there yet; run `chainscout build`")
    if found.trouble:
        raise StoreError(f"{address}: {found.trouble}")
    return found


def _sender(running: Transaction) -> Send:
    def send(cypher: str, rows: list[dict[str, Any]]) -> None:
        running.run(cypher, rows=rows).consume()

    return send
