"""A small fictional graph, and the console on it, on each engine."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph.model.change import Change, Row
from graph.projection.derived import derive
from graph.stores.console import Console
from graph.stores.grafeo import GrafeoStore
from graph.stores.limits import Limits
from graph.stores.worker import Embedded, OnServer, Worker
from tests.conftest import ENGINES, STAMP, edge_frame, edges, node_frame, nodes

LIMITS = Limits(seconds=20, rows=100, memory_mb=256)

PAGE = {"source_url": "https://example.org/page", "known_on": "2026-02-01"}
FIRMS: list[Row] = [
    {"id": f"f{n}", "name": f"虚构{name}公司", "founded_on": "2020"} for n, name in enumerate("甲乙丙丁戊己庚辛")
]
MORE: dict[str, list[Row]] = {
    "Project": [
        {
            "id": "p1",
            "name": "虚构一期",
            "project_type": "new",
            "project_stage": "签约",
            "planned_investment_100m_cny": 3,
        },
        {"id": "p2", "name": "虚构二期", "project_type": "expansion", "project_stage": "开工"},
    ],
    "Honour": [{"id": "h1", "name": "虚构单项冠军", "honour_level": "national"}],
    "Fund": [
        {"id": "g1", "name": "虚构显示基金", "size_100m_cny": 10, "mandate_breadth": "named"},
        {"id": "g2", "name": "虚构综合基金", "mandate_breadth": "all"},
    ],
}
TIES: dict[str, list[Row]] = {
    "OPERATES_IN": [
        *(
            {"subject": f"f{n}", "object": f"display/{'glass' if n % 2 else 'cell'}", "at": "350211", **PAGE}
            for n in range(7)
        ),
        {"subject": "f7", "object": "display/module", **PAGE},
        {"subject": "f0", "object": "ic/wafer", "at": "340101", **PAGE},
    ],
    "SUPPLIES": [{"subject": f"f{n}", "object": f"f{n + 1}", "product": "虚构料", **PAGE} for n in range(7)],
    "LEADS": [{"subject": "f1", "object": "display"}],
    "SUBSIDIARY_OF": [{"subject": "f3", "object": "f2"}],
    "RUNS": [{"subject": "f1", "object": "p1"}],
    "FILLS": [{"subject": "p1", "object": "display/glass", **PAGE}],
    "HOLDS": [{"subject": "f1", "object": "h1", "year": 2025}],
    "MANDATED_FOR": [{"subject": "g1", "object": "display"}, {"subject": "g2", "object": "display"}],
    "NEEDS": [{"subject": "f0", "object": "display/glass", "part": "盖板", "year": 2026}],
    "SURVEYED": [
        {
            "subject": "350200",
            "object": "display/glass",
            "surveyed_on": "2025-01-01",
            "method": "searched",
            "searches": 3,
            "found": "yes",
        }
    ],
}


def change() -> Change:
    """The country with eight firms, and something of everything saved queries ask for."""
    node_frames = {k: node_frame(k, rows) for k, rows in {**nodes(FIRMS), **MORE}.items() if rows}
    edge_frames = {k: edge_frame(k, rows) for k, rows in edges(**TIES).items() if rows}
    node_frames, edge_frames, _ = derive(node_frames, edge_frames)
    return Change(upsert_nodes=node_frames, upsert_edges=edge_frames, rebuild=True)


def published(home: Path) -> GrafeoStore:
    store = GrafeoStore(home / "graph")
    store.apply(change(), STAMP)
    return store


@pytest.fixture(scope="module")
def on_grafeo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Console]:
    """The console on the embedded graph."""
    home = tmp_path_factory.mktemp("home")
    published(home).close()
    with Console.of(home, limits=LIMITS) as made:
        yield made


@pytest.fixture(scope="module")
def on_neo4j(request: pytest.FixtureRequest) -> Iterator[Console]:
    """The console on a server."""
    database = request.getfixturevalue("neo4j_lent")
    database.view(change(), STAMP).rows("RETURN 1 AS x")
    with Console(Worker(OnServer(database.store.link.server, database.store.folder), LIMITS.memory_mb), LIMITS) as made:
        yield made


@pytest.fixture(scope="module", params=ENGINES)
def console(request: pytest.FixtureRequest) -> Console:
    """The console on each engine."""
    made = request.getfixturevalue(f"on_{request.param}")
    assert isinstance(made, Console)
    return made


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[Callable[..., Console]]:
    """Consoles on an embedded graph in tmp_path/home: `embedded(memory_mb=64, system_limit=False)`."""
    published(tmp_path / "home").close()
    made: list[Console] = []

    def build(limits: Limits = LIMITS, *, system_limit: bool | None = None) -> Console:
        worker = Worker(Embedded(tmp_path / "home" / "graph"), limits.memory_mb, system_limit=system_limit)
        made.append(Console(worker, limits))
        return made[-1]

    yield build
    for one in made:
        one.close()
