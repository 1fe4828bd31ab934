"""How do many tests share one database? Each view holds its rows and writes them again when another was there since."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.model.change import Change, Row, Stamp
from graph.stores import Server
from graph.stores.neo4j import Neo4jStore


class Database:
    """The one database of a server, and whose turn it is."""

    def __init__(self, server: Server, folder: Path) -> None:
        self.store = Neo4jStore(server, folder)
        self.turn: object = None

    def emptied(self) -> Neo4jStore:
        """The store with nothing in it, not even a stamp."""
        with self.store.link.transaction("write") as running:
            running.run("MATCH (n) DETACH DELETE n").consume()
        self.turn = None
        return self.store

    def view(self, change: Change, stamp: Stamp) -> "Lent":
        """A store of its own for a view, as far as it can tell."""
        return Lent(self, change, stamp)

    def close(self) -> None:
        """Give the connections back."""
        self.store.close()


@dataclass(eq=False)
class Lent:
    """A view's store: what is asked of it is answered from its own rows."""

    database: Database
    change: Change
    kept: Stamp

    def rows(self, cypher: str, params: Mapping[str, Any] | None = None) -> list[Row]:
        """Rows, after the own change was written anew if it is not there."""
        if self.database.turn is not self:
            self.database.store.apply(self.change, self.kept)
            self.database.turn = self
        return self.database.store.rows(cypher, params)

    def apply(self, change: Change, stamp: Stamp) -> None:
        """Views do not write."""
        raise NotImplementedError

    def stamp(self) -> Stamp:
        """Which graph it is."""
        return self.kept

    def close(self) -> None:
        """Nothing to give back."""
