"""What every test may use: `store` on each engine, and `view_of` to ask questions of a handful of rows."""

import importlib.util
import os
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import polars as pl
import pytest
from hypothesis import settings as laws

from graph import schema
from graph.model.change import Change, Row, Stamp, Store, View
from graph.projection.derived import derive, edge_ids
from graph.stores import Server
from graph.stores.grafeo import GrafeoStore

laws.register_profile("promises", deadline=None, derandomize=os.environ.get("CI") == "true")
laws.load_profile("promises")  # speed is measured in benchmarks, never asserted here; CI tries the same cases each time

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
ViewOf = Callable[..., View]

STAMP = Stamp(as_of="2025-01-01", known_on="2025-01-01", ledger=1, vocabulary=schema.VERSION)

COMMON: dict[str, pl.DataType] = {"n_sources": pl.Int64(), "source_url": pl.String(), "known_on": pl.String()}
TIE: dict[str, pl.DataType] = {"basis": pl.String(), "since": pl.String(), "until": pl.String()}
USUAL = {"OPERATES_IN": {"activity": "produce", "stage": "operating"}}


@dataclass(frozen=True)
class SmallView:
    """A view of rows written in a test."""

    store: Store
    stamp: Stamp
    rules: Mapping[str, Any]
    claims: Sequence[Row] = field(default_factory=tuple)

    def rows(self, cypher: str, params: Mapping[str, Any] | None = None) -> list[Row]:
        return self.store.rows(cypher, params)

    def evidence(self, ids: Sequence[str], least: int = 1) -> list[Row]:
        told = Counter(c["id"] for c in self.claims)
        return [c for c in self.claims if c["id"] in ids and told[c["id"]] >= least]

    def loads(self) -> list[Row]:
        return []


def node_frame(kind: str, rows: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    """Rows of a node kind as a standing frame; `id` given, one source unless said."""
    shape = {"id": pl.String(), **{n: s.dtype for n, s in schema.fields(kind).items()}, **COMMON}
    if kind == "Firm":
        shape["names"] = pl.List(pl.String())
        rows = [{"names": [r["name"]] if r.get("name") else None, **r} for r in rows]
    return pl.DataFrame([{"n_sources": 1, **r} for r in rows], schema=_closed(kind, shape, rows))


def edge_frame(kind: str, rows: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    """Rows of an edge kind as a standing frame; `subject` and `object` given, declared and with an id unless said.

    An OPERATES_IN row without more is a firm that produces and operates there.
    """
    ends = {"edge_id": pl.String(), "subject": pl.String(), "object": pl.String()}
    shape = {**ends, **{n: s.dtype for n, s in schema.fields(kind).items()}, **TIE, **COMMON}
    usual = {"basis": "declared", "n_sources": 1, **USUAL.get(kind, {})}
    frame = pl.DataFrame([{**usual, **r} for r in rows], schema=_closed(kind, shape, rows))
    return frame.with_columns(pl.coalesce("edge_id", edge_ids(kind, frame)).alias("edge_id"))


def _closed(
    kind: str, shape: Mapping[str, pl.DataType], rows: Sequence[Mapping[str, Any]]
) -> Mapping[str, pl.DataType]:
    strangers = {c for r in rows for c in r} - set(shape)
    assert not strangers, f"{kind} has no {sorted(strangers)}; it has {sorted(shape)}"
    return shape


def shipped_rules() -> dict[str, Any]:
    """The rule file that ships, as the roof hands it in."""
    path = Path(__file__).parent.parent / "loaders" / "data" / "rules.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


ENGINES = ("grafeo", "neo4j")


def beside(path: str) -> ModuleType:
    """A module of the tests that is no test, by its path under tests/."""
    name = "tests_" + path.replace("/", "_").removesuffix(".py")
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, Path(__file__).parent / path)
        assert spec
        assert spec.loader
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


@pytest.fixture(scope="session")
def neo4j_own() -> Callable[..., Any]:
    """A real Neo4j in an empty folder, started unless said otherwise; skipped where none can be had, but never under CI."""
    server = beside("neo4j/server.py")

    def made(home: Path, *, start: bool = True) -> Any:
        try:
            return server.temporary(home, start=start)
        except server.Unavailable as why:
            (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(f"no Neo4j: {why}")

    return made


@pytest.fixture(scope="session")
def neo4j_server(neo4j_own: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The one Neo4j of a run, started at the first test that asks for it."""
    made = neo4j_own(tmp_path_factory.mktemp("neo4j") / "home")
    yield Server(made.uri, "neo4j", made.password)
    made.stop()


@pytest.fixture(scope="session")
def neo4j_lent(neo4j_server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The one database of that server, which many views take turns in; see tests/neo4j/lent.py."""
    made = beside("neo4j/lent.py").Database(neo4j_server, tmp_path_factory.mktemp("neo4j-frames"))
    yield made
    made.close()


@pytest.fixture(params=ENGINES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store, on each engine."""
    if request.param == "neo4j":
        yield request.getfixturevalue("neo4j_lent").emptied()
        return
    made = GrafeoStore(tmp_path / "graph")
    yield made
    made.close()


@pytest.fixture(params=ENGINES)
def view_of(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ViewOf]:
    """Build a view: `view_of(nodes={"Chain": [{"id": "display", "name": "显示"}], …}, edges={…}, rules=…)`.

    Rows are standing rows: canonical ids, fields as resolved; `at` of OPERATES_IN makes the derived LOCATED_IN ties
    and the counts on segments, as a build does. `rules` default to the shipped file, `evidence` to none.
    """
    open_stores: list[Store] = []

    def build(
        nodes: Rows,
        edges: Rows | None = None,
        rules: Mapping[str, Any] | None = None,
        evidence: Sequence[Row] = (),
        stamp: Stamp = STAMP,
    ) -> View:
        node_frames = {k: node_frame(k, rows) for k, rows in nodes.items() if rows}
        edge_frames = {k: edge_frame(k, rows) for k, rows in (edges or {}).items() if rows}
        node_frames, edge_frames, _ = derive(node_frames, edge_frames)
        change = Change(upsert_nodes=node_frames, upsert_edges=edge_frames, rebuild=True)
        store: Store
        if request.param == "neo4j":
            store = request.getfixturevalue("neo4j_lent").view(change, stamp)
        else:
            store = GrafeoStore(tmp_path_factory.mktemp("view") / "graph")
            store.apply(change, stamp)
            open_stores.append(store)
        return SmallView(store, stamp, shipped_rules() if rules is None else rules, evidence)

    yield build
    for store in open_stores:
        store.close()


DAY = date(2026, 11, 23)
"""The day the shipped facts were compiled: golden answers are asked as of it."""


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    """The facts that ship, loaded and built once, as of the day they were compiled."""
    from chainscout.ingest import How, build, load
    from chainscout.inputs import facts
    from chainscout.settings import settings
    from chainscout.views import opened

    home = tmp_path_factory.mktemp("shipped")
    load(home, facts(), How(loaded_on=DAY))
    build(home, as_of=DAY, known_on=DAY)
    with opened(settings(home)) as view:
        yield view


# A small fictional country for questions and pages: two cities, a zone, chains, a handful of segments.

PLACES: list[Row] = [
    {"id": "CN", "name": "中国", "place_type": "country"},
    {"id": "JP", "name": "日本", "place_type": "country"},
    {"id": "350000", "name": "虚构省", "place_type": "province"},
    {"id": "350200", "name": "甲市", "place_type": "city", "longitude": 118.0, "latitude": 24.5},
    {"id": "350211", "name": "东区", "place_type": "district", "longitude": 118.0, "latitude": 24.5},
    {"id": "zone", "name": "甲市虚构高新区", "place_type": "zone", "aliases": ["虚构高新区"]},
    {"id": "340100", "name": "乙市", "place_type": "city", "longitude": 117.2, "latitude": 31.8},
    {"id": "340101", "name": "东区", "place_type": "district", "longitude": 117.2, "latitude": 31.8},
    {"id": "340000", "name": "虚设省", "place_type": "province"},
]
WITHIN = [
    ("350000", "CN"), ("340000", "CN"), ("350200", "350000"), ("340100", "340000"), ("350211", "350200"),
    ("zone", "350200"), ("340101", "340100"),
]  # fmt: skip
CHAINS: list[Row] = [
    {"id": "display", "name": "新型显示", "aliases": ["显示"]},
    {"id": "ic", "name": "集成电路"},
    {"id": "flat", "name": "平板显示", "members": ["display"]},
    {"id": "semi", "name": "半导体", "members": ["ic", "display"]},
]
SEGMENTS: list[Row] = [
    {"id": "display/glass", "name": "玻璃基板", "aliases": ["基板玻璃"]},
    {"id": "display/photoresist", "name": "光刻胶"},
    {"id": "display/cell", "name": "液晶面板"},
    {"id": "display/module", "name": "显示模组"},
    {"id": "display/tester", "name": "检测设备"},
    {"id": "ic/photoresist", "name": "光刻胶"},
    {"id": "ic/resin", "name": "树脂"},
    {"id": "ic/wafer", "name": "晶圆"},
    {"id": "ic/tester", "name": "检测设备"},
]
FEEDS = [
    ("display/glass", "display/cell", "yes", None),
    ("display/photoresist", "display/cell", "yes", None),
    ("display/cell", "display/module", "yes", ["LCD"]),
    ("ic/resin", "ic/photoresist", "yes", None),
    ("ic/photoresist", "ic/wafer", "unknown", None),
]


def nodes(firms: list[Row]) -> dict[str, list[Row]]:
    """The country with these firms."""
    filled = [{"filled_by": "produce", **s} for s in SEGMENTS]
    return {"Place": PLACES, "Chain": CHAINS, "Segment": filled, "Firm": firms}


def edges(**more: list[Row]) -> dict[str, list[Row]]:
    """The ties of the country's places and chains, and more by kind; each gets a readable id."""
    made: dict[str, list[Row]] = {
        "WITHIN": [{"subject": a, "object": b} for a, b in WITHIN],
        "PART_OF": [{"subject": s["id"], "object": str(s["id"]).partition("/")[0]} for s in SEGMENTS],
        "FEEDS": [{"subject": a, "object": b, "essential": e, "routes": r} for a, b, e, r in FEEDS],
        "SAME_AS": [{"subject": "ic/photoresist", "object": "display/photoresist", "extent": "whole"}],
    }
    for kind, rows in more.items():
        made[kind] = made.get(kind, []) + rows
    return made


@pytest.fixture
def country(view_of: Callable[..., View]) -> Callable[..., View]:
    """Build the country: `country([firm, …], OPERATES_IN=[…], …)`; `extra` nodes by kind, `claims` as evidence."""

    def build(firms: list[Row] | None = None, extra: Any = None, claims: Any = (), **more: list[Row]) -> View:
        every = {**nodes(firms or []), **(extra or {})}
        return view_of(nodes=every, edges=edges(**more), evidence=claims)

    return build
