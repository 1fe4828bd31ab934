"""A small fictional graph, and the console on it, on each engine."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph.model.change import Change
from graph.projection.derived import derive
from graph.stores.console import Console
from graph.stores.grafeo import GrafeoStore
from graph.stores.limits import Limits
from graph.stores.streamed import Streamed
from graph.stores.worker import Worker
from tests.conftest import ENGINES, STAMP, edge_frame, edges, node_frame, nodes

LIMITS = Limits(seconds=20, rows=100, memory_mb=256)

FIRMS = [{"id": f"f{n}", "name": f"虚构{name}公司", "founded_on": "2020"} for n, name in enumerate("甲乙丙丁戊己庚辛")]
TIES = {
    "OPERATES_IN": [
        {"subject": f"f{n}", "object": "display/glass" if n % 2 else "display/cell", "at": "350211"} for n in range(8)
    ],
    "SUPPLIES": [{"subject": f"f{n}", "object": f"f{n + 1}"} for n in range(7)],
    "LEADS": [{"subject": "f1", "object": "display"}],
}


def change() -> Change:
    """The country with eight firms."""
    node_frames = {k: node_frame(k, rows) for k, rows in nodes(FIRMS).items() if rows}
    edge_frames = {k: edge_frame(k, rows) for k, rows in edges(**TIES).items() if rows}
    node_frames, edge_frames, _ = derive(node_frames, edge_frames)
    return Change(upsert_nodes=node_frames, upsert_edges=edge_frames, rebuild=True)


def published(home: Path) -> GrafeoStore:
    store = GrafeoStore(home / "graph")
    store.apply(change(), STAMP)
    return store


@pytest.fixture(scope="module", params=ENGINES)
def console(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Console]:
    """The console on each engine."""
    if request.param == "neo4j":
        database = request.getfixturevalue("neo4j_lent")
        database.view(change(), STAMP).rows("RETURN 1 AS x")
        made = Console(Streamed(database.store.link.server, database.store.folder), LIMITS)
    else:
        home = tmp_path_factory.mktemp("home")
        published(home).close()
        made = Console.of(home, limits=LIMITS)
    with made:
        yield made


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[Callable[..., Console]]:
    """Consoles on an embedded graph in tmp_path/home: `embedded(memory_mb=64, system_limit=False)`."""
    published(tmp_path / "home").close()
    made: list[Console] = []

    def build(limits: Limits = LIMITS, *, system_limit: bool | None = None) -> Console:
        worker = Worker(tmp_path / "home" / "graph", limits.memory_mb, system_limit=system_limit)
        made.append(Console(worker, limits))
        return made[-1]

    yield build
    for one in made:
        one.close()
