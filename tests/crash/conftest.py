"""A short history of a home, act by act, and what ledger and graph hold after each: what a kill must not change."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DRIVER = Path(__file__).parent / "driver.py"
PAGE = "https://example.org/page"

TABLES = {
    "base/chains.csv": f"chain,name_zh,name_en,aliases,members,source,published_on\nxu,虚构链,,,,{PAGE},2024-01-01\n",
    "base/segments.csv": (
        "chain,segment,name_zh,name_en,aliases,kind,level,products,filled_by,stateless,source,published_on\n"
        + "".join(f"xu,s{n},虚构环节{n},,,part,midstream,,produce,,{PAGE},2024-01-01\n" for n in range(5))
    ),
    "base/feeds.csv": (
        "chain,upstream,downstream,essential,route,note,source,published_on,status\n"
        + "".join(f"xu,s{n},s{n + 1},yes,,,{PAGE},2024-01-01,declared\n" for n in range(4))
    ),
    "firms.csv": "chain,segment,firm,activity,status,source,published_on\n"
    + "".join(f"xu,s{n % 5},虚构甲{n}公司,produce,operating,{PAGE},2024-03-01\n" for n in range(20))
    + f"xu,nowhere,虚构乙公司,produce,operating,{PAGE},2024-03-01\n",
    "again/firms.csv": "chain,segment,firm,activity,status,source,published_on\n"
    + "".join(f"xu,s{n % 5},虚构甲{n}公司,produce,closed,{PAGE},2025-03-01\n" for n in range(6))
    + "".join(f"xu,s{n % 5},虚构甲{n}公司,produce,operating,{PAGE},2024-03-01\n" for n in range(6, 18)),
    "one.csv": f"chain,segment,firm,activity,status,source,published_on\nxu,s0,虚构丙公司,produce,building,{PAGE},2024-03-01\n",
    "same.csv": f"name_a,name_b,verdict,since,reason,source\n虚构甲1公司,虚构甲2公司,same,2024-05,改名,{PAGE}\n",
}

ACTS = {
    "load-base": ("load", "base"),
    "load-firms": ("load", "firms.csv"),
    "build": ("build", "--as-of", "2025-01-01"),
    "load-edition": ("load", "again/firms.csv", "--edition", "--yes", "--series", "firms.csv"),
    "load-judgements": ("load", "same.csv"),
    "build-again": ("build", "--as-of", "2025-06-01"),
    "load-one": ("load", "one.csv"),
    "build-one": ("build", "--as-of", "2025-06-01"),
}


@dataclass(frozen=True)
class State:
    """What a home holds: events of the ledger, how many loads say they brought them, judgements, the graph."""

    events: tuple[tuple[str, str], ...]
    loads: tuple[tuple[str, int, int], ...]
    judgements: int
    graph: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Act:
    """An act of the history: the home before it, the state after it, the points it passes."""

    words: tuple[str, ...]
    before: Path
    after: State
    points: tuple[str, ...]


Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tables")
    for name, text in TABLES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def run(tables: Path) -> Run:
    """Run the driver in a process of its own: mode and what it takes, the home, the command."""

    def command(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
        env = os.environ | {"PYTHONPATH": str(ROOT), "CHAINSCOUT_HOME": str(home)}
        whole = [sys.executable, str(DRIVER), *words]
        return subprocess.run(whole, cwd=tables, env=env, capture_output=True, text=True, check=False, timeout=120)

    return command


@pytest.fixture(scope="session")
def history(tmp_path_factory: pytest.TempPathFactory, run: Run) -> dict[str, Act]:
    """The history without bad luck, with a copy of the home before each act."""
    folder = tmp_path_factory.mktemp("history")
    home, acts = folder / "home", {}
    for name, words in ACTS.items():
        before = folder / f"before-{name}"
        shutil.copytree(home, before) if home.exists() else before.mkdir()
        told = run(home, "record", str(folder / "points"), *words)
        assert told.returncode == 0, told.stderr
        points = (folder / "points").read_text(encoding="utf-8").split("\n")
        acts[name] = Act(words, before, state(home), tuple(points))
    return acts


@pytest.fixture(scope="session")
def state_of() -> Callable[[Path], State]:
    return state


def state(home: Path) -> State:
    """What a home holds, without the times at which it was written."""
    from graph.ledger import Ledger
    from graph.view import dump, open_view

    pin = Ledger.open(home).pin()
    events = pin.claims.select("claim_id", "event").collect().sort("claim_id", "event").rows()
    loads = pin.loads.select("series", "added", "retracted").collect().rows()
    judgements = len(pin.judgements.select("left").collect())
    graph: tuple[tuple[str, str, str], ...] = ()
    if (home / "graph" / "CURRENT").exists():
        view = open_view(home, {})
        graph = tuple(dump(view))
        view.close()
    return State(tuple(events), tuple(loads), judgements, graph)
