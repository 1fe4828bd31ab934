"""A small home of fictional firms, loaded and built once; and a way to run commands in this process."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from chainscout import cli

PAGE = "https://example.org/page"
Command = Callable[..., dict[str, Any]]

CHAINS = f"chain,name_zh,name_en,aliases,members,source,published_on\nxu,虚构链,,,,{PAGE},2024-01-01\n"
SEGMENTS = (
    "chain,segment,name_zh,name_en,aliases,kind,level,products,filled_by,stateless,source,published_on\n"
    f"xu,s0,虚构材料,,,material,upstream,,produce,,{PAGE},2024-01-01\n"
    f"xu,s1,虚构面板,,,product,midstream,,produce,,{PAGE},2024-01-01\n"
)
FEEDS = (
    "chain,upstream,downstream,essential,route,note,source,published_on,status\n"
    f"xu,s0,s1,yes,,,{PAGE},2024-01-01,declared\n"
)
PLACES = f"place,name,place_type,within,source,published_on\nxu-city,虚构市,city,,{PAGE},2024-01-01\n"
FIRMS_HEAD = "chain,segment,firm,place,activity,status,source,published_on\n"
FIRM = "xu,s1,虚构{0}公司,虚构市,produce,operating," + PAGE + "/firms,2024-03-01\n"
FIRMS = FIRMS_HEAD + "".join(FIRM.format(n) for n in "甲乙丙丁")


def write(folder: Path, **tables: str) -> Path:
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    """Run a command with --json in an empty folder: what it printed, with `status` and `err` beside it."""
    monkeypatch.chdir(tmp_path)

    def run(*words: str | Path) -> dict[str, Any]:
        capsys.readouterr()
        status = cli.main([*map(str, words), "--json"])
        told = capsys.readouterr()
        value = json.loads(told.out) if told.out else {}
        assert isinstance(value, dict)
        return value | {"status": status, "err": told.err}

    return run


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    folder = tmp_path / "tables"
    folder.mkdir()
    return write(folder, chains=CHAINS, segments=SEGMENTS, feeds=FEEDS, places=PLACES, firms=FIRMS)


@pytest.fixture
def home(command: Command, tables: Path, tmp_path: Path) -> Path:
    """A home in which everything was loaded and built."""
    folder = tmp_path / "home"
    assert command("load", tables, "--home", folder)["status"] == 0
    assert command("build", "--home", folder)["status"] == 0
    return folder
