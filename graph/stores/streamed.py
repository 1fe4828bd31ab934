"""Who answers a person's Cypher on a server? A transaction in READ mode under a time limit, its rows taken one by one.

The access mode and the limit are set here, never by who asks; the server itself limits memory. Should it not keep the
time (one large expression is not interrupted), the person is told at the limit all the same, and the next query goes
over a new connection.
"""

import json
import threading
import time
from collections.abc import Mapping
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from graph.cypher.values import cut
from graph.errors import CypherError, StoreError
from graph.model.change import Row, Stamp
from graph.stores import Server, neo4j_stamp
from graph.stores.limits import Found, Limits, too_slow
from graph.stores.neo4j import readable
from graph.stores.neo4j_link import Link
from graph.stores.neo4j_values import row

BATCH = 50
"""Rows held on this side at once: one of them may be large."""

GRACE_S = 1.0
"""How long after its time the server may take to say that it stopped."""

Answer = tuple[tuple[str, ...], list[Row], str, Stamp]


class Streamed:
    """The graph on a server, as `folder` of a home knows it."""

    def __init__(self, server: Server, folder: Path) -> None:
        self.server = server
        self.folder = folder
        self._lock = threading.Lock()
        self._link: Link | None = None

    def answer(self, cypher: str, params: Mapping[str, Any], limits: Limits) -> Found:
        """The rows of a query that was let through; an error says why there are none, and what to do."""
        begun = time.monotonic()
        link = self._connected()
        reply: Future[Answer] = Future()
        threading.Thread(target=self._run, args=(reply, link, (cypher, params), limits), daemon=True).start()
        try:
            columns, rows, more, stamp = reply.result(limits.seconds + GRACE_S)
        except TimeoutError:
            self._forget(link)
            raise CypherError(too_slow(limits.seconds)) from None
        except StoreError as error:
            if time.monotonic() - begun >= limits.seconds:
                raise CypherError(too_slow(limits.seconds)) from error
            raise
        return Found(columns, tuple(rows), more, stamp, time.monotonic() - begun)

    def close(self) -> None:
        """Give the connections back."""
        with self._lock:
            if self._link:
                self._link.close()
            self._link = None

    def _connected(self) -> Link:
        with self._lock:
            if self._link is None:
                link = Link(self.server)
                link.suited(aloud=False)
                self._link = link
            return self._link

    def _forget(self, link: Link) -> None:
        """Over a connection on which a query still runs nothing more is asked; its own thread closes it."""
        with self._lock:
            if self._link is link:
                self._link = None

    def _run(self, reply: "Future[Answer]", link: Link, asked: tuple[str, Mapping[str, Any]], limits: Limits) -> None:
        """In a thread of its own: the reply gets the rows, or why there are none."""
        try:
            reply.set_result(_rows(link, self.folder, asked, limits))
        except StoreError as error:
            reply.set_exception(error)
        finally:
            if not reply.done():
                reply.set_exception(StoreError(f"{self.server.address}: broke off; ask again"))
            with self._lock:
                forgotten = self._link is not link
            if forgotten:
                link.close()


def _rows(link: Link, folder: Path, asked: tuple[str, Mapping[str, Any]], limits: Limits) -> Answer:
    with link.transaction("read", limits.seconds, BATCH) as running:
        before = readable(neo4j_stamp.held(running, folder), link.server.address)
        result = running.run(asked[0], dict(asked[1]))
        columns = tuple(result.keys())
        lines, more = cut((row(record) for record in result), limits.rows, limits.bytes)
        result.consume()
        now = readable(neo4j_stamp.held(running, folder), link.server.address)
    if now.name != before.name:
        raise StoreError(f"{link.server.address}: another graph was published while this was asked; ask again")
    return columns, [dict(zip(columns, json.loads(line), strict=True)) for line in lines], more, now.stamp
