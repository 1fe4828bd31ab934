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

SAMPLES: dict[str, Any] = {
    "chain": "display",
    "place": "厦门市",
    "segment": "display/polarizer",
    "firm": "厦门天马微电子有限公司",
    "other": "京东方科技集团股份有限公司",
    "beside": ("厦门火炬高新区",),
    "since": "2024-01-01",
    "fund": "厦门火炬高新区新质生产力基金",
}
"""What is asked, by the name of what a question needs; a question that needs something else adds it here."""

ALONE = {"sources": {"firm": SAMPLES["firm"], "chain": "display"}, "conflicts": {"chain": "display"}}
"""Questions that do not take all of that together."""


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
    options = [o for o in registry.options(ask) if o.required or o.name in ("chain", "place", "segment", "firm")]
    missing = [o.name for o in options if o.name not in SAMPLES]
    assert not missing, f"{name} needs {missing}: say in SAMPLES what to ask for"
    asked = ALONE.get(name, {o.name: SAMPLES[o.name] for o in options})
    here, there = (ask(view, **asked).model_dump() for view in both)
    assert there == here
