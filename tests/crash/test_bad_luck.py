"""Two writers at once, a full disk, a home of a newer version: a message that says what to do, and nothing is lost."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


def test_of_two_loads_at_once_the_second_is_told_who_writes(
    history: Mapping[str, Any], tables: Path, tmp_path: Path, run: Callable[..., Any], state_of: Callable[..., Any]
) -> None:
    act = history["load-firms"]
    home, flag = tmp_path / "home", tmp_path / "flag"
    shutil.copytree(act.before, home)
    driver = Path(__file__).parent / "driver.py"
    env = os.environ | {"PYTHONPATH": str(ROOT), "CHAINSCOUT_HOME": str(home)}
    first = subprocess.Popen(
        [sys.executable, str(driver), "hold", "append.commit", str(flag), *act.words], cwd=tables, env=env
    )
    try:
        deadline = time.monotonic() + 60
        while not flag.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        second = run(home, "record", str(tmp_path / "points"), *act.words)
        assert second.returncode == 1
        assert f"process {first.pid}" in second.stderr
        assert "run again" in second.stderr
    finally:
        flag.unlink(missing_ok=True)
        first.wait(60)
    assert run(home, "record", str(tmp_path / "points"), *act.words).returncode == 0
    assert state_of(home) == act.after


@pytest.mark.parametrize(("name", "size"), [("load-firms", 2_000), ("load-firms", 9_000), ("build", 4_000)])
def test_when_no_file_may_grow_nothing_counts_and_the_retry_gets_there(
    name: str,
    size: int,
    history: Mapping[str, Any],
    tmp_path: Path,
    run: Callable[..., Any],
    state_of: Callable[..., Any],
) -> None:
    act = history[name]
    home = tmp_path / "home"
    shutil.copytree(act.before, home)
    told = run(home, "small", str(size), *act.words)
    assert told.returncode == 1, told.stderr
    assert "again" in told.stderr
    assert "Traceback" not in told.stderr
    assert run(home, "record", str(tmp_path / "points"), *act.words).returncode == 0
    assert state_of(home) == act.after


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("a small disk cannot be mounted here; the limit on file sizes stands in for it")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_acknowledges_nothing_and_says_so(
    small_disk: Path, history: Mapping[str, Any], tmp_path: Path, run: Callable[..., Any], state_of: Callable[..., Any]
) -> None:
    act = history["load-firms"]
    home = small_disk / "home"
    shutil.copytree(act.before, home)
    free = shutil.disk_usage(small_disk).free
    (small_disk / "ballast").write_bytes(b"x" * max(0, free - 12_000))
    told = run(home, "record", str(tmp_path / "points"), *act.words)
    assert told.returncode == 1, told.stderr
    assert "the disk is full" in told.stderr
    (small_disk / "ballast").unlink()
    assert run(home, "record", str(tmp_path / "points"), *act.words).returncode == 0
    assert state_of(home) == act.after


@pytest.mark.parametrize(
    "words", [("load", "firms.csv"), ("build",), ("status",), ("ask", "chain-status", "--chain", "xu")]
)
def test_a_home_of_a_newer_version_is_left_alone(
    words: tuple[str, ...], history: Mapping[str, Any], tmp_path: Path, run: Callable[..., Any]
) -> None:
    home = tmp_path / "home"
    shutil.copytree(history["load-edition"].before, home)
    (home / "VERSION").write_text("99\n", encoding="utf-8")
    told = run(home, "record", str(tmp_path / "points"), *words)
    assert told.returncode == 1
    assert "written by a newer version" in told.stderr
    assert told.stderr.rstrip().endswith("upgrade chainscout")
