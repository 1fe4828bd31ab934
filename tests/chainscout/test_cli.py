import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from chainscout import cli
from chainscout.commands import schema
from graph.errors import StoreError

ROOT = Path(__file__).parents[2]
HEAVY = ("polars", "pydantic", "rich", "deltalake", "grafeo", "openpyxl", "jinja2")


def run(*words: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    surrounding = os.environ | {"PYTHONPATH": str(ROOT), **env}
    command = [sys.executable, "-m", "chainscout", *words]
    return subprocess.run(command, cwd=cwd, env=surrounding, capture_output=True, text=True, check=False)


def test_help_lists_every_command_and_needs_nothing_heavy(tmp_path: Path) -> None:
    probe = (
        "import sys; from chainscout.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        f"print([m for m in {HEAVY} if m in sys.modules])"
    )
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    told = subprocess.run(
        [sys.executable, "-c", probe], env=env, cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert told.stdout.splitlines()[-1] == "[]"
    for command in ("load", "build", "ask", "show", "schema", "status", "backup", "restore", "doctor", "demo"):
        assert f"    {command} " in told.stdout


def test_help_takes_less_than_half_a_second_of_the_processor(tmp_path: Path) -> None:
    def spent() -> float:
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime

    took = []
    for _ in range(3):
        before = spent()
        assert run("--help", cwd=tmp_path).returncode == 0
        took.append(spent() - before)
    assert min(took) <= 0.5


def test_a_command_nobody_knows_gets_the_nearest_one(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["biuld"])
    assert ended.value.code == 2
    assert "did you mean build" in capsys.readouterr().err


def test_an_option_nobody_knows_gets_the_nearest_one(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["load", "--edtion", "x.csv"])
    assert ended.value.code == 2
    assert "did you mean --edition?" in capsys.readouterr().err


def test_a_refusal_is_one_line_on_stderr_and_status_1(tmp_path: Path) -> None:
    told = run("ask", "gapz", cwd=tmp_path)
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr == "question gapz: there is none of that name; did you mean gaps?\n"


def test_an_unexpected_error_is_one_line_that_names_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    name = "虚构甲公司"

    def broken(*_: object) -> None:
        raise ZeroDivisionError(name)

    monkeypatch.setattr(schema, "run", broken)
    (tmp_path / "home").mkdir()
    assert cli.main(["schema", "--home", str(tmp_path / "home")]) == 70
    err = capsys.readouterr().err
    log = tmp_path / "home" / "log" / "chainscout.log"
    assert str(log) in err
    assert "Traceback" not in err
    kept = log.read_text(encoding="utf-8")
    assert "ZeroDivisionError" in kept
    assert "in broken" in kept
    assert "虚构甲公司" not in kept, "names stay out of the log"


def test_ctrl_c_is_status_130_and_says_what_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(schema, "run", stopped)
    assert cli.main(["schema", "--home", str(tmp_path)]) == 130
    assert "what was acknowledged stands" in capsys.readouterr().err


def test_a_closed_pipe_is_quiet(tmp_path: Path) -> None:
    command = f"{sys.executable} -m chainscout schema --json | head -c 1 >/dev/null; echo ${{PIPESTATUS[0]}}"
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    told = subprocess.run(["bash", "-c", command], cwd=tmp_path, env=env, capture_output=True, text=True, check=True)
    assert told.stderr == ""
    assert told.stdout.strip() in ("0", "141")


def test_the_systems_refusal_is_told_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", str(tmp_path / "x"))

    monkeypatch.setattr(schema, "run", full)
    assert cli.main(["schema", "--home", str(tmp_path)]) == 1
    assert capsys.readouterr().err == (
        f"{tmp_path / 'x'}: the disk is full; nothing half-done counts; free room and run the same command again\n"
    )


def test_home_may_stand_before_the_command_or_after_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["--home", str(tmp_path), "doctor"], ["doctor", "--home", str(tmp_path)]):
        cli.main(words)
        assert str(tmp_path) in capsys.readouterr().out.replace("\n", "").replace(" ", "")


def test_a_question_without_a_home_says_how_to_get_one(tmp_path: Path) -> None:
    told = run("ask", "chain-status", "--chain", "display", cwd=tmp_path)
    assert told.returncode == 1
    assert "load a file first" in told.stderr
    assert not (tmp_path / "chainscout-data").exists(), "asking makes no home"


def test_warnings_go_to_stderr_and_the_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    probe = (
        "import warnings\nfrom chainscout import cli\nfrom chainscout.commands import schema\n"
        "true = schema.run\n"
        "def run(a, s):\n    warnings.warn('something old')\n    return true(a, s)\n"
        "schema.run = run\nraise SystemExit(cli.main(['schema', '--json', '--home', '.']))"
    )
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    told = subprocess.run(
        [sys.executable, "-c", probe], env=env, cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert "something old" in told.stderr
    assert told.stdout.startswith("{")
    assert "something old" in (tmp_path / "log" / "chainscout.log").read_text(encoding="utf-8")


def test_the_errors_of_the_floor_are_refusals() -> None:
    from chainscout.boundary import Boundary

    with Boundary() as boundary:
        raise StoreError("graph: gone; run `chainscout build`")
    assert boundary.code == 1
