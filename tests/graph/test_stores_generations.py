"""Publication in the embedded store: whole or not at all, at every step, for writers and readers."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from graph.errors import BusyError, StoreError
from graph.model.change import Change, Stamp
from graph.stores import generations
from graph.stores.grafeo import GrafeoStore, Reader

STAMP = Stamp(as_of="2025-01-01", known_on="2025-01-01", ledger=1, vocabulary="1")
NAMES = "MATCH (f:Firm) RETURN f.id AS f, f.name AS n ORDER BY f"


def firms(**names: str) -> dict[str, pl.DataFrame]:
    return {"Firm": pl.DataFrame({"id": list(names), "name": list(names.values())})}


def named(store: GrafeoStore | Reader) -> dict[str, str]:
    return {r["f"]: r["n"] for r in store.rows(NAMES)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "graph"
    GrafeoStore(made).apply(Change(upsert_nodes=firms(a="甲", b="乙"), rebuild=True), STAMP)
    return made


def files(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir() if p.name != "lock")


def test_two_generations_are_kept(folder: Path) -> None:
    store = GrafeoStore(folder)
    for number in range(2, 6):
        store.apply(Change(upsert_nodes=firms(a=f"甲{number}")), replace(STAMP, ledger=number))
    assert files(folder) == ["4.grafeo", "5.grafeo", "CURRENT"]
    assert named(store) == {"a": "甲5", "b": "乙"}


def test_a_reader_keeps_its_generation_even_when_its_file_is_gone(folder: Path) -> None:
    held = Reader.newest(folder)
    store = GrafeoStore(folder)
    for number in range(2, 6):
        store.apply(Change(upsert_nodes=firms(a=f"甲{number}")), STAMP)
    assert named(held) == {"a": "甲", "b": "乙"}


def test_a_writer_is_not_stopped_by_readers_nor_they_by_it(folder: Path) -> None:
    readers = [Reader.newest(folder) for _ in range(3)]
    store = GrafeoStore(folder)
    with store.sole_writer():
        store.apply(Change(upsert_nodes=firms(c="丙")), STAMP)
        assert named(Reader.newest(folder)) == {"a": "甲", "b": "乙", "c": "丙"}
    assert all(named(r) == {"a": "甲", "b": "乙"} for r in readers)


def test_a_second_writer_is_told_who_writes(folder: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from graph.stores.grafeo import GrafeoStore\n"
        "with GrafeoStore(Path(sys.argv[1])).sole_writer(): print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(BusyError, match=f"process {holder.pid}"):
            GrafeoStore(folder).apply(Change(), STAMP)
        assert holder.stdin
        holder.stdin.close()
    GrafeoStore(folder).apply(Change(), STAMP)


def test_an_unreadable_current_says_what_to_do(folder: Path) -> None:
    (folder / "CURRENT").write_text("{")
    with pytest.raises(StoreError, match="delete it and run `chainscout build`"):
        GrafeoStore(folder).rows(NAMES)


def test_a_missing_graph_file_says_what_to_do(folder: Path) -> None:
    (folder / "1.grafeo").unlink()
    with pytest.raises(StoreError, match="run `chainscout build`"):
        GrafeoStore(folder).rows(NAMES)


def test_a_broken_graph_file_says_what_to_do(folder: Path) -> None:
    (folder / "1.grafeo").write_bytes(b"not a graph")
    with pytest.raises(StoreError, match="run `chainscout build`"):
        GrafeoStore(folder).rows(NAMES)


CRASH = """
import sys
from dataclasses import replace
from pathlib import Path
import polars as pl
from graph.model.change import Change, Stamp
from graph.stores.grafeo import GrafeoStore
store, rebuild = GrafeoStore(Path(sys.argv[1])), sys.argv[2] == "rebuild"
with store.sole_writer():
    draft = store.draft()
    (draft / "made.json").write_text("{}")
    nodes = {"Firm": pl.DataFrame({"id": ["a", "c"], "name": ["新", "丙"]})}
    edges = {"SUPPLIES": pl.DataFrame({"edge_id": ["e"], "subject": ["a"], "object": ["c"]})}
    change = Change(upsert_nodes=nodes, upsert_edges=edges, rebuild=rebuild)
    store.apply(change, Stamp("2025-01-01", "2025-01-01", 2, "1"), draft)
"""

BEFORE, AFTER, ANEW = {"a": "甲", "b": "乙"}, {"a": "新", "b": "乙", "c": "丙"}, {"a": "新", "c": "丙"}
COMMON = ["grafeo.written", "grafeo.framed", "publish.synced", "publish.drafted"]
ACKNOWLEDGED = ["publish.replaced", "publish.done", "sweep.before", "sweep.after"]
EVERY = os.environ.get("CHAINSCOUT_CRASHES") == "all"
FEW = {("change", "grafeo.nodes"), ("change", "publish.replaced"), ("rebuild", "publish.drafted")}
POINTS = [
    *[(p, "change", BEFORE) for p in ["grafeo.copied", "grafeo.nodes", *COMMON]],
    *[(p, "change", AFTER) for p in ACKNOWLEDGED],
    *[(p, "rebuild", BEFORE) for p in ["grafeo.filled", *COMMON]],
    *[(p, "rebuild", ANEW) for p in ACKNOWLEDGED],
]


def run(folder: Path, mode: str, point: str = "") -> int:
    env = {**os.environ, "CHAINSCOUT_CRASH_AT": point}
    return subprocess.run([sys.executable, "-c", CRASH, str(folder), mode], env=env, check=False).returncode


@pytest.mark.parametrize(("point", "mode", "seen"), [p for p in POINTS if EVERY or (p[1], p[0]) in FEW])
def test_a_kill_leaves_a_whole_graph_and_the_next_build_ends_as_without_it(
    folder: Path, point: str, mode: str, seen: dict[str, str]
) -> None:
    if point.startswith("sweep"):
        GrafeoStore(folder).apply(Change(), replace(STAMP, ledger=1))
    assert run(folder, mode, point) == -signal.SIGKILL
    assert named(GrafeoStore(folder)) == seen
    assert generations.current(folder)
    assert run(folder, mode) == 0
    assert named(GrafeoStore(folder)) == (AFTER if mode == "change" else ANEW)
    now = json.loads((folder / "CURRENT").read_text())
    assert now["stamp"]["ledger"] == 2
    n = now["generation"]
    assert {f"{n}.grafeo", f"{n}.frames", "CURRENT"} <= set(files(folder))
    assert {p.split(".")[0] for p in files(folder)} <= {str(n), str(n - 1), "CURRENT"}


def test_a_hundred_small_changes_do_not_bloat_the_file(folder: Path) -> None:
    store = GrafeoStore(folder)
    store.apply(Change(upsert_nodes=firms(**{f"m{i}": f"虚构{i}" for i in range(2000)}), rebuild=True), STAMP)
    first = (folder / "2.grafeo").stat().st_size
    for number in range(100):
        store.apply(Change(upsert_nodes=firms(**{f"m{number}": "改"})), STAMP)
    assert (folder / "102.grafeo").stat().st_size < 3 * first
