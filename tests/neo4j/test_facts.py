"""The facts that ship, on both engines: the same graph, and the same answer to every question there is."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from chainscout import registry
from graph.model.change import Change, View
from graph.projection.frames import Stored
from graph.stores import Server
from graph.stores.neo4j import Neo4jReader, Neo4jStore
from graph.view import GraphView, dump
from tests.samples import asked


@pytest.fixture(scope="module")
def both(shipped: GraphView, neo4j_lent: Any, neo4j_server: Server) -> Iterator[tuple[GraphView, GraphView]]:
    """One graph in the embedded store and on a server, with one ledger behind them."""
    store: Neo4jStore = neo4j_lent.emptied()
    made = shipped.reader.generation
    frames = Stored(made.frames, "node"), Stored(made.frames, "edge")
    store.apply(Change(*frames, rebuild=True), made.stamp)
    published = store.published()
    assert published
    published.frames.symlink_to(made.frames)
    with closing(Neo4jReader.open(neo4j_server, store.folder)) as reader:
        yield shipped, GraphView(shipped.home, shipped.rules, reader, neo4j_server)
    published.frames.unlink()


def test_the_graph_is_the_same_to_the_last_property(both: tuple[View, View]) -> None:
    here, there = both
    assert list(dump(there)) == list(dump(here))


@pytest.mark.parametrize("name", registry.questions())
def test_every_question_has_the_same_answer_on_both(both: tuple[View, View], name: str) -> None:
    """Not the same rows in any order: an answer that takes its order from an engine changes with the next build."""
    ask = registry.questions()[name].load().ask
    here, there = (ask(view, **asked(name)).model_dump() for view in both)
    assert there == here
