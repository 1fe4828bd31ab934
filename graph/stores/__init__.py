"""Graph databases: one write, one read. Which of them a home publishes to is said here and nowhere else.

Without a server it is the embedded one, in the home's `graph` folder; with one it is that Neo4j, and the home keeps
beside it, in `graph/neo4j`, the frames it was made of: what the next build is compared with, and the evidence.
"""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from graph.model.change import Change, Row, Stamp


@dataclass(frozen=True)
class Server:
    """A Neo4j server and who asks it. The password shows nowhere; messages name the address alone."""

    uri: str
    user: str
    password: str = field(repr=False)
    database: str | None = None

    @property
    def address(self) -> str:
        """Host and port, for messages."""
        found = urlsplit(self.uri)
        return f"{found.hostname}:{found.port or 7687}"


class Published(Protocol):
    """What is published: its stamp, and the frames it was made of."""

    @property
    def stamp(self) -> Stamp:
        """Which graph it is."""

    @property
    def frames(self) -> Path:
        """The folder of its frames."""

    @property
    def complete(self) -> bool:
        """Is it whole, and are its frames there to be compared with?"""

    @property
    def trouble(self) -> str | None:
        """Why it cannot be read, and what to do, or nothing."""


class Publisher(Protocol):
    """What a build writes to."""

    def sole_writer(self) -> AbstractContextManager[None]:
        """Hold the writer lock, as long as what a change is compared with must not move."""

    def draft(self) -> Path:
        """An empty folder for the frames of what is published next."""

    def published(self) -> Published | None:
        """What is published, or none."""

    def apply(self, change: Change, stamp: Stamp, frames: Path | None = None) -> None:
        """Write a change and publish it with its stamp and its frames (the folder is taken over)."""

    def close(self) -> None:
        """Let go of it."""


class Reader(Protocol):
    """What was published when it was opened, for reading."""

    @property
    def generation(self) -> Published:
        """What it reads."""

    def rows(self, cypher: str, params: Mapping[str, Any] | None = None) -> list[Row]:
        """Rows of a house Cypher query."""

    def is_newest(self) -> bool:
        """Was nothing published since?"""

    def close(self) -> None:
        """Let go of it."""


def neo4j_folder(home: Path) -> Path:
    """Where a home keeps what goes with its graph on a server."""
    return home / "graph" / "neo4j"


def publisher(home: Path, server: Server | None = None) -> Publisher:
    """Where a home's builds are published."""
    if server is None:
        from graph.stores.grafeo import GrafeoStore

        return GrafeoStore(home / "graph")
    from graph.stores.neo4j import Neo4jStore

    return Neo4jStore(server, neo4j_folder(home))


def reader(home: Path, server: Server | None = None) -> Reader:
    """What a home has published, open for reading; StoreError says how to get one where nothing is."""
    if server is None:
        from graph.stores.grafeo import Reader as Embedded

        return Embedded.newest(home / "graph")
    from graph.stores.neo4j import Neo4jReader

    return Neo4jReader.open(server, neo4j_folder(home))
