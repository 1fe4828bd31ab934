"""kill -9 at every point of load, build and publish: nothing acknowledged is lost, nothing doubled."""

import os
import shutil
import signal
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

ACTS = ("load-base", "load-firms", "build", "load-edition", "load-judgements", "build-again", "load-one", "build-one")
SLICES = 6
"""The points of an act are dealt to so many tests, so that they run beside each other."""

EVERY = os.environ.get("CHAINSCOUT_CRASHES") == "all"
FEW = {"load-firms": 0.6, "load-edition": 0.95, "load-judgements": 0.4, "build": 0.5, "build-one": 0.8}
"""The five of `make check`: how far through its points each act is killed."""


def kill_and_retry(
    act: Any, number: int, tmp_path: Path, run: Callable[..., Any], state_of: Callable[..., Any]
) -> None:
    """Die at a point, look, do the same again, and be where the history without bad luck is."""
    home = tmp_path / f"home-{number}"
    shutil.copytree(act.before, home)
    point = f"{act.points[number - 1]} ({number} of {len(act.points)})"
    died = run(home, "kill", str(number), *act.words)
    assert died.returncode == -signal.SIGKILL, point
    before = state_of(act.before) if (act.before / "ledger").exists() else None
    if before is not None:
        left = state_of(home)
        assert set(before.events) <= set(left.events), f"{point}: something acknowledged is lost"
        assert left.graph in (before.graph, act.after.graph), f"{point}: half a graph is published"
    retried = run(home, "record", str(tmp_path / "points"), *act.words)
    assert retried.returncode == 0, f"{point}: {retried.stderr}"
    assert state_of(home) == act.after, f"{point}: the retry did not get there"
    shutil.rmtree(home)


@pytest.mark.skipif(EVERY, reason="make crash kills at every point instead")
@pytest.mark.parametrize("name", FEW)
def test_five_kills(
    name: str, history: Mapping[str, Any], tmp_path: Path, run: Callable[..., Any], state_of: Callable[..., Any]
) -> None:
    act = history[name]
    kill_and_retry(act, max(1, round(FEW[name] * len(act.points))), tmp_path, run, state_of)


@pytest.mark.skipif(not EVERY, reason="five of them run here; `make crash` runs all")
@pytest.mark.parametrize("part", range(SLICES))
@pytest.mark.parametrize("name", ACTS)
def test_a_kill_at_every_point(
    name: str,
    part: int,
    history: Mapping[str, Any],
    tmp_path: Path,
    run: Callable[..., Any],
    state_of: Callable[..., Any],
) -> None:
    act = history[name]
    for number in range(1 + part, len(act.points) + 1, SLICES):
        kill_and_retry(act, number, tmp_path, run, state_of)


def test_there_are_at_least_fifty_points(history: Mapping[str, Any]) -> None:
    assert sum(len(act.points) for act in history.values()) >= 50
    passed = {point for act in history.values() for point in act.points}
    assert {"append.commit", "append.committed", "grafeo.filled", "grafeo.nodes", "publish.replaced"} <= passed
