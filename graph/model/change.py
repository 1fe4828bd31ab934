"""What a store takes and what a question gets: Change, Stamp, and the Store and View protocols."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import polars as pl

Row = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """What differs between two projections. Node frames carry `id`; edge frames `edge_id`, `subject`, `object`.

    `upsert_*` hold whole rows by kind (a property that is null is absent from the graph); `delete_nodes` and
    `delete_edges` hold ids by kind, edges with their subject. `rebuild` says the graph is to be made anew.
    """

    upsert_nodes: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    upsert_edges: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    delete_nodes: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    delete_edges: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    rebuild: bool = False

    @property
    def size(self) -> int:
        """How many nodes and edges it touches."""
        frames = (self.upsert_nodes, self.upsert_edges, self.delete_nodes, self.delete_edges)
        return sum(len(f) for group in frames for f in group.values())


@dataclass(frozen=True)
class Stamp:
    """Which graph an answer came from."""

    as_of: str
    known_on: str
    ledger: int
    vocabulary: str
    rules: str = ""
    synthetic: int = 0
    """How many synthetic claims stand in it; above none, everything drawn from it carries a watermark."""


class Store(Protocol):
    """A graph database: one write, one read."""

    def apply(self, change: Change, stamp: Stamp) -> None:
        """Write a change and publish it with its stamp; the only write."""

    def rows(self, cypher: str, params: Mapping[str, Any] | None = None) -> list[Row]:
        """Rows of a house Cypher query."""

    def stamp(self) -> Stamp | None:
        """The stamp of what is published, or none if nothing is."""

    def close(self) -> None:
        """Give the database back."""


class View(Protocol):
    """What questions and pages get, and nothing else."""

    @property
    def stamp(self) -> Stamp:
        """Which graph this is."""

    @property
    def rules(self) -> Mapping[str, Any]:
        """The rule file: thresholds, words, groups of stages."""

    def rows(self, cypher: str, params: Mapping[str, Any] | None = None) -> list[Row]:
        """Rows of a house Cypher query."""

    def evidence(self, ids: Sequence[str], least: int = 1) -> list[Row]:
        """Claims behind edges or nodes: id, claim_id, fields, basis, confidence, source fields, locator, quote, dates.

        With `least` only of those of which so many claims speak.
        """

    def loads(self) -> list[Row]:
        """What was loaded up to this graph: load, act, series, declared_on, loaded_on, added, kept, retracted, refused."""
