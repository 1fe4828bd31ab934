"""A first load by the database's own importer, offline: the same graph as over the wire, and what is refused."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from graph import schema
from graph.errors import StoreError
from graph.model.change import Change, Stamp
from graph.stores import Server
from graph.stores.grafeo import GrafeoStore
from graph.stores.neo4j import Neo4jStore
from graph.stores.neo4j_import import OfflineStore, admin
from graph.view import dump

STAMP = Stamp(as_of="2025-01-01", known_on="2025-01-01", ledger=1, vocabulary=schema.VERSION, synthetic=2)

AWKWARD = [
    "虚构,公司",
    '虚构"引号"公司',
    " 虚构空格公司 ",
    "虚构\n换行公司",
    "虚构;分号公司",
    "虚构\\反斜杠公司",
    "'虚构'",
    None,
]
NODES = {
    "Firm": pl.DataFrame(
        {
            "id": [f"m-{i}" for i in range(len(AWKWARD))],
            "name": AWKWARD,
            "names": [["甲", "乙;丙", '丁"'], ["x,y"], *[None] * (len(AWKWARD) - 2)],
            "n_sources": list(range(len(AWKWARD))),
        }
    ),
    "Place": pl.DataFrame({"id": ["350200"], "name": ["厦门市"], "longitude": [118.1], "latitude": [24.5]}),
    "Project": pl.DataFrame(
        {"id": ["p-1"], "planned_investment_100m_cny": [Decimal("12.5")]},
        schema_overrides={"planned_investment_100m_cny": pl.Decimal(18, 4)},
    ),
}
EDGES = {
    "SUPPLIES": pl.DataFrame(
        {"edge_id": ["e-1", "e-2"], "subject": ["m-0", "m-0"], "object": ["m-1", "m-1"], "product": ["面板,模组", None]}
    ),
    "LOCATED_IN": pl.DataFrame(
        {"edge_id": ["e-3", "e-4"], "subject": ["m-0", "p-1"], "object": ["350200", "350200"], "derived": [True, None]}
    ),
}
ALL = Change(NODES, EDGES, rebuild=True)


@pytest.fixture
def installed(neo4j_own: Callable[..., Any], tmp_path: Path) -> Iterator[Any]:
    """A Neo4j that was never started."""
    made = neo4j_own(tmp_path / "server", start=False)
    yield made
    made.kill()


def test_an_imported_graph_equals_one_written_over_the_wire(installed: Any, tmp_path: Path) -> None:
    folder = tmp_path / "graph"
    offline = OfflineStore(installed.home, folder)
    draft = offline.draft()
    (draft / "made.json").write_text("{}")
    offline.apply(ALL, STAMP, draft)
    assert not (folder / "import").exists()
    installed.start()
    with closing(Neo4jStore(Server(installed.uri, "neo4j", installed.password), folder)) as store:
        with pytest.raises(StoreError, match="imported and has no indexes yet; run `chainscout build` once"):
            store.rows("MATCH (f:Firm) RETURN f")
        published = store.published()
        assert published
        assert (published.complete, published.stamp) == (True, STAMP)
        store.apply(Change(), replace(STAMP, ledger=2))
        assert store.stamp() == replace(STAMP, ledger=2)
        embedded = GrafeoStore(tmp_path / "grafeo")
        embedded.apply(ALL, STAMP)
        assert list(dump(store)) == list(dump(embedded))
        with pytest.raises(StoreError, match="the server runs; stop it first"):
            OfflineStore(installed.home, folder).apply(ALL, STAMP)
    installed.stop()
    with pytest.raises(StoreError, match="its database neo4j is there already; say --anew to overwrite it"):
        OfflineStore(installed.home, folder).apply(ALL, STAMP)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (replace(ALL, upsert_edges={"LEADS": pl.DataFrame({"edge_id": ["e"], "subject": ["m-0"], "object": ["none"]})}), "LEADS m-0 → none lacks an end"),
        (replace(ALL, upsert_nodes={**NODES, "Fund": pl.DataFrame({"id": ["m-0"]})}), "m-0 stands for 2 nodes"),
    ],
    ids=["a tie without an end", "an id of two kinds"],
)  # fmt: skip
def test_what_the_other_way_refuses_is_refused_here_in_the_same_words(
    installed: Any, tmp_path: Path, change: Change, words: str
) -> None:
    with pytest.raises(StoreError, match=words):
        OfflineStore(installed.home, tmp_path / "graph").apply(change, STAMP)


def test_a_folder_without_a_neo4j_says_what_to_name(tmp_path: Path) -> None:
    with pytest.raises(
        StoreError, match=f"{tmp_path}: no Neo4j is installed there; name the folder that holds its bin"
    ):
        OfflineStore(tmp_path, tmp_path / "graph")


def test_the_importer_is_told_what_java_needs_and_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "bin" / "neo4j-admin"
    script.parent.mkdir()
    script.write_text(f"#!/bin/sh\nenv > {tmp_path / 'env'}\n")
    script.chmod(0o755)
    monkeypatch.setenv("CHAINSCOUT_NEO4J_PASSWORD", "虚构口令")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "虚构密钥")
    monkeypatch.setenv("JAVA_HOME", "/opt/虚构java")
    OfflineStore(tmp_path, tmp_path / "graph").apply(ALL, STAMP)
    told = dict(line.partition("=")[::2] for line in (tmp_path / "env").read_text().splitlines())
    assert {"PATH", "NEO4J_HOME", "NEO4J_CONF"} <= set(told)
    assert told["JAVA_HOME"] == "/opt/虚构java"
    assert not {name for name in told if "PASSWORD" in name or "SECRET" in name}


def test_an_installed_neo4j_is_asked_by_its_own_script(tmp_path: Path) -> None:
    script = tmp_path / "bin" / "neo4j-admin"
    script.parent.mkdir()
    script.write_text("#!/bin/sh\necho 'some words' >&2\necho 'error: no such heap' >&2\nexit 3\n")
    script.chmod(0o755)
    assert admin(tmp_path) == [str(script)]
    with pytest.raises(StoreError, match=r"the importer refused .error: no such heap.; look into its words"):
        OfflineStore(tmp_path, tmp_path / "graph").apply(ALL, STAMP)
    assert not (tmp_path / "graph" / "import").exists()
