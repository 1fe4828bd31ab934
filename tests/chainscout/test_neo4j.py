"""The commands on a Neo4j: the same answers as in the home's own graph, and messages where the server is not there."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graph.stores import Server

Command = Callable[..., dict[str, Any]]
ASKED = [
    ("ask", "chain-status", "--chain", "xu", "--place", "虚构市"),
    ("ask", "gaps", "--chain", "xu", "--place", "虚构市"),
    ("ask", "firms-in-segment", "--segment", "虚构面板", "--place", "虚构市"),
    ("ask", "sources", "--firm", "虚构甲公司", "--segment", "虚构面板"),
]


@pytest.fixture
def on_neo4j(
    home: Path, neo4j_server: Server, neo4j_lent: Any, monkeypatch: pytest.MonkeyPatch, command: Command
) -> Path:
    """The home of the tests, built on the server as well; the server is named in the environment."""
    neo4j_lent.emptied()
    monkeypatch.setenv("CHAINSCOUT_NEO4J_URI", neo4j_server.uri)
    monkeypatch.setenv("CHAINSCOUT_NEO4J_PASSWORD", neo4j_server.password)
    built = command("build", "--store", "neo4j", "--home", home)
    assert (built["status"], built["rebuilt"]) == (0, True), built["err"]
    return home


def test_an_answer_is_the_same_with_its_evidence_and_stamp(command: Command, on_neo4j: Path) -> None:
    for words in ASKED:
        here = command(*words, "--home", on_neo4j)
        there = command(*words, "--home", on_neo4j, "--store", "neo4j")
        assert there["status"] == 0, there["err"]
        assert there == here
        assert here["answer"]["n"] > 0 or "gaps" in words


def test_a_page_drawn_from_a_server_is_byte_for_byte_the_same(command: Command, on_neo4j: Path, tmp_path: Path) -> None:
    words = ("show", "gap-list", "--places", "虚构市", "--home", on_neo4j, "--out")
    assert command(*words, tmp_path / "a.html")["status"] == 0
    assert command(*words, tmp_path / "b.html", "--store", "neo4j")["status"] == 0
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_the_next_build_writes_what_changed_and_another_day_and_back_is_the_identity(
    command: Command, on_neo4j: Path, tables: Path
) -> None:
    def built(*more: str) -> dict[str, Any]:
        return command("build", "--store", "neo4j", "--home", on_neo4j, *more)

    assert (built()["rebuilt"], built()["touched"]) == (False, 0)
    more = (tables / "firms.csv").read_text(encoding="utf-8").replace("虚构甲公司", "虚构新公司")
    (tables / "firms.csv").write_text(more, encoding="utf-8")
    command("load", tables / "firms.csv", "--home", on_neo4j)
    status = command("status", "--store", "neo4j", "--home", on_neo4j)
    assert (status["graph"]["store"], status["graph"]["stale"], status["trouble"]) == ("neo4j", True, None)
    assert built()["touched"] > 0
    words = ("ask", "firms-in-segment", "--segment", "虚构面板", "--place", "虚构市", "--home", on_neo4j)
    assert command("build", "--home", on_neo4j)["status"] == 0
    assert command(*words, "--store", "neo4j") == command(*words)


def test_the_file_of_the_home_can_name_the_store(command: Command, on_neo4j: Path) -> None:
    (on_neo4j / "chainscout.toml").write_text('store = "neo4j"\nplace = "虚构市"\n', encoding="utf-8")
    assert command("status", "--home", on_neo4j)["graph"]["store"] == "neo4j"
    assert command("ask", "chain-status", "--chain", "xu", "--home", on_neo4j)["answer"]["n"] == 2


def test_the_doctor_looks_at_the_server_too(command: Command, on_neo4j: Path) -> None:
    found = {f["check"]: f for f in command("doctor", "--store", "neo4j", "--home", on_neo4j)["findings"]}
    assert found["graph"]["state"] == "ok"
    assert found["server"]["state"] == "ok"
    assert re.search(r"^127\.0\.0\.1:\d+, Neo4j Kernel 5\.26\.\d+ community$", found["server"]["says"])


def test_a_server_that_is_not_there_hides_no_ledger_and_every_command_says_what_to_do(
    command: Command, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHAINSCOUT_NEO4J_URI", "bolt://127.0.0.1:9")
    monkeypatch.setenv("CHAINSCOUT_NEO4J_PASSWORD", "not-to-be-seen")
    monkeypatch.setenv("CHAINSCOUT_STORE", "neo4j")
    status = command("status", "--home", home)
    assert (status["status"], status["graph"], status["ledger"]["loads"]) == (0, None, 5)
    words = ("ask", "gaps", "--chain", "xu", "--place", "虚构市")
    told = [status["trouble"], command(*words, "--home", home)["err"], command("build", "--home", home)["err"]]
    for text in told:
        assert re.match(r"127\.0\.0\.1:9: no Neo4j answers there \(.*\); start it.*CHAINSCOUT_NEO4J_URI", text)
    doctor = command("doctor", "--home", home)
    assert (doctor["status"], [f["state"] for f in doctor["findings"]][-2:]) == (1, ["bad", "bad"])
    log = (home / "log" / "chainscout.log").read_text(encoding="utf-8")
    assert "not-to-be-seen" not in f"{told}{doctor}{log}"


def test_what_another_home_built_is_not_answered_from_this_one(
    command: Command, on_neo4j: Path, tmp_path: Path
) -> None:
    command("backup", tmp_path / "saved.tar", "--home", on_neo4j)
    other = tmp_path / "other"
    command("restore", tmp_path / "saved.tar", "--home", other)
    there = ("--home", other, "--store", "neo4j")
    for words in ASKED:
        told = command(*words, *there)
        assert told["status"] == 1
        assert (
            "was built from another home, so its answers and their evidence are not this home's; name that home with --home"
            in told["err"]
        )
    found = {f["check"]: f for f in command("doctor", *there)["findings"]}
    assert (found["graph"]["state"], "not built from this home" in found["graph"]["says"]) == ("warn", True)
    assert command("build", *there)["rebuilt"] is True
    assert command("ask", "gaps", "--chain", "xu", "--place", "虚构市", *there)["status"] == 0


def test_offline_is_of_a_neo4j_and_names_a_folder_where_one_is(command: Command, home: Path, tmp_path: Path) -> None:
    told = command("build", "--offline", tmp_path, "--home", home)
    assert (told["status"], told["err"]) == (1, "--offline: fills the database of a Neo4j; say --store neo4j with it\n")
    told = command("build", "--offline", tmp_path, "--store", "neo4j", "--home", home)
    assert told["status"] == 1
    assert f"{tmp_path}: no Neo4j is installed there; name the folder" in told["err"]


def test_offline_imports_all_of_it_without_a_password(command: Command, home: Path, tmp_path: Path) -> None:
    """The importer stands in for here; what it makes of the files is tested on a real one in tests/neo4j."""
    script = tmp_path / "server" / "bin" / "neo4j-admin"
    script.parent.mkdir(parents=True)
    script.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/words\n', encoding="utf-8")
    script.chmod(0o755)
    words = ("build", "--offline", tmp_path / "server", "--store", "neo4j", "--home", home)
    assert command(*words, "--anew")["rebuilt"] is True
    said = (tmp_path / "words").read_text(encoding="utf-8")
    assert "database import full neo4j" in said
    assert "--overwrite-destination=true" in said
    assert "--nodes=Firm=" in said
    (frames,) = (home / "graph" / "neo4j").glob("*.frames")
    assert (frames / "made.json").exists()
