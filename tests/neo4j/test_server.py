"""The script that starts a Neo4j for tests and for a person: what it says where it cannot, and what it keeps to itself."""

import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def script(request: pytest.FixtureRequest) -> Any:
    """tests/neo4j/server.py as a module."""
    request.getfixturevalue("neo4j_own")
    return sys.modules["tests_neo4j_server"]


@pytest.fixture
def bare(script: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine without Java, without Maven, with nothing fetched yet."""
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(script, "JVMS", (tmp_path, tmp_path))
    return tmp_path


def test_without_java_it_says_which_and_how_to_install_it(script: Any, bare: Path) -> None:
    with pytest.raises(
        script.Unavailable, match=r"Java: none of version 17 or 21 was found; install it .apt install openjdk-17"
    ):
        script.java()


def test_another_java_is_not_taken(script: Any, bare: Path) -> None:
    (bare / "java").write_text("#!/bin/sh\necho 'openjdk version \"11.0.2\"' >&2\n")
    (bare / "java").chmod(0o755)
    with pytest.raises(script.Unavailable, match="none of version 17 or 21"):
        script.java()
    (bare / "java").write_text("#!/bin/sh\necho 'openjdk version \"21.0.2\"' >&2\n")
    assert script.java() == str(bare / "java")


def test_without_maven_it_says_how_to_install_it(script: Any, bare: Path) -> None:
    with pytest.raises(script.Unavailable, match=r"Maven: not found; install it .apt install maven"):
        script.jars()


def test_what_maven_could_not_fetch_is_said_and_nothing_half_stays(script: Any, bare: Path) -> None:
    (bare / "mvn").write_text("#!/bin/sh\necho '[ERROR] no such host'\nexit 1\n")
    (bare / "mvn").chmod(0o755)
    with pytest.raises(script.Unavailable, match=r"could not be fetched .*no such host.*check the network"):
        script.jars()
    assert [p.name for p in (bare / "cache" / "chainscout").iterdir()] == ["neo4j.lock"]


def test_a_port_that_is_taken_is_said_before_anything_starts(script: Any, tmp_path: Path) -> None:
    with socket.create_server((script.HOST, 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(script.Unavailable, match=f"{port}: something listens there already; name other ports"):
            script.begin(tmp_path / "home", port, port)


def test_a_persons_password_is_made_once_for_their_eyes_only_and_never_in_the_repository(
    script: Any, tmp_path: Path
) -> None:
    first, again = (script.persons(tmp_path / "home", 1, 2) for _ in range(2))
    assert first.password == again.password
    assert len(first.password) > 20
    assert stat.S_IMODE((tmp_path / "home" / "password").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "home").stat().st_mode) == 0o700
    assert not script.persons_home().is_relative_to(script.ROOT)


def test_everything_listens_on_this_machine_alone(script: Any, tmp_path: Path) -> None:
    if not shutil.which("mvn"):
        pytest.skip("Maven is not here: the server cannot be laid out; install it (apt install maven)")
    made = script.persons(tmp_path / "home", 27001, 27002)
    made.configure()
    said = dict(line.split("=", 1) for line in (made.home / "conf" / "neo4j.conf").read_text().splitlines())
    addresses = {name: value for name, value in said.items() if "address" in name}
    assert set(addresses.values()) == {"127.0.0.1", "127.0.0.1:27001", "127.0.0.1:27002"}
    assert said["dbms.security.auth_enabled"] == "true"
    assert (said["dbms.usage_report.enabled"], said["client.allow_telemetry"]) == ("false", "false")


def test_stopping_where_nothing_runs_says_so(script: Any, tmp_path: Path) -> None:
    assert script.end(tmp_path) == f"{tmp_path}: no server runs there"


def test_a_server_of_tests_ends_with_the_tests_however_they_end(script: Any, tmp_path: Path) -> None:
    """The starter is killed: no `finally` runs, and what it started must go all the same."""
    code = (
        "import subprocess, sys, os, importlib.util as i\n"
        "s = i.spec_from_file_location('server', sys.argv[1]); m = i.module_from_spec(s); sys.modules['server'] = m\n"
        "s.loader.exec_module(m)\n"
        "p = subprocess.Popen(['sleep', '60'], start_new_session=True); m.watched(p.pid); print(p.pid, flush=True)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    run = subprocess.run([sys.executable, "-c", code, script.__file__], stdout=subprocess.PIPE, text=True, check=False)
    assert run.returncode == -signal.SIGKILL
    pid, until = int(run.stdout), time.monotonic() + 10
    while time.monotonic() < until and alive(pid):
        time.sleep(0.05)
    assert not alive(pid)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return (
        "Z"
        not in subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    )
