"""Promises of the house that no linter sees."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HOUSE = ("graph", "loaders", "queries", "visualizations", "chainscout")
BELOW = HOUSE[:-1]
TEXT = {".py", ".md", ".toml", ".csv", ".lock", ".html", ".css", ".js", ".txt", ""}


def modules(*packages: str) -> list[Path]:
    return [p for name in packages for p in sorted((ROOT / name).rglob("*.py"))]


def kept() -> Iterator[Path]:
    """The files that belong to the project, as git sees them."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("no git here: the files of the project cannot be told from others; run inside a clone")
    yield from (ROOT / name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file())


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_no_module_is_longer_than_300_lines() -> None:
    long = {short(p): n for p in modules(*HOUSE) if (n := len(p.read_text("utf-8").splitlines())) > 300}
    assert not long


def test_no_function_is_longer_than_it_can_be_read() -> None:
    """30 lines of code; the docstring and the signature do not count."""
    long = {
        f"{short(path)}:{node.name}": length
        for path in modules(*HOUSE)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef) and (length := _body_lines(node)) > 30
    }
    assert not long


def _body_lines(node: ast.FunctionDef) -> int:
    body = node.body[1:] if ast.get_docstring(node) else node.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_every_module_says_what_it_answers() -> None:
    assert not [short(p) for p in modules(*HOUSE) if not ast.get_docstring(ast.parse(p.read_text("utf-8")))]


def test_nothing_below_the_roof_prints() -> None:
    assert not [
        f"{short(path)}:{node.lineno}"
        for path in modules(*BELOW)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]


def test_no_error_is_swallowed_by_catching_everything() -> None:
    everything = {"Exception", "BaseException"}
    assert not [
        f"{short(path)}:{node.lineno}"
        for path in modules(*HOUSE)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or everything & {n.id for n in ast.walk(node.type) if isinstance(n, ast.Name)})
    ]


@pytest.mark.parametrize(("package", "verb"), [("loaders", "read"), ("queries", "ask"), ("visualizations", "page")])
def test_every_loader_question_and_page_has_its_test(package: str, verb: str) -> None:
    offered = [p for p in (ROOT / package).glob("[!_]*.py") if re.search(rf"^def {verb}\(", p.read_text("utf-8"), re.M)]
    assert offered
    assert not [short(p) for p in offered if not (ROOT / "tests" / package / f"test_{p.name}").exists()]


def test_no_loader_imports_another_and_no_question_another() -> None:
    assert not [
        f"{short(path)}: {name}"
        for package in ("loaders", "queries")
        for path in (ROOT / package).glob("[!_]*.py")
        for name in _imported(path)
        if re.fullmatch(rf"{package}\.(?!methods\b)[a-z]\w*", name)
    ]


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{a.name}" for a in node.names)
        elif isinstance(node, ast.Import):
            yield from (a.name for a in node.names)


def test_every_file_of_the_packages_is_in_the_wheel() -> None:
    from hatchling.builders.wheel import WheelBuilder

    packaged = {f.distribution_path for f in WheelBuilder(str(ROOT)).recurse_included_files()}
    ours = {short(p) for p in kept() if short(p).partition("/")[0] in HOUSE}
    assert ours <= packaged


def test_a_wheel_holds_nothing_of_the_tests() -> None:
    from hatchling.builders.wheel import WheelBuilder

    roots = {f.distribution_path.partition("/")[0] for f in WheelBuilder(str(ROOT)).recurse_included_files()}
    assert roots == set(HOUSE)


def test_no_file_names_a_registry() -> None:
    hosts = [".".join(h) for h in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("anaconda", "org"))]
    mirrors = ["mirrors." + h for h in ("aliyun", "tuna", "ustc", "cloud")] + ["/simple" + "/"]
    found = [
        f"{short(p)}: {host}"
        for p in kept()
        if p.suffix in TEXT and p.stat().st_size < 5_000_000
        for host in [*hosts, *mirrors]
        if host in p.read_text("utf-8", errors="ignore")
    ]
    assert not found


def test_the_lock_pins_every_package_with_hashes_and_names_no_address() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    pins = re.findall(r"^[a-z0-9][^\s=]*==\S+.*\\\n    --hash=sha256:", lock, re.M)
    assert len(pins) == len(re.findall(r"^[a-z0-9]", lock, re.M)) > 30
    assert "://" not in lock
    assert "--index" not in lock


def test_the_lock_holds_what_pyproject_asks_for() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    asked = [
        *project["project"]["dependencies"],
        *project["dependency-groups"]["dev"],
        *project["build-system"]["requires"],
    ]
    names = {re.split(r"[><=!~ \[]", a)[0].lower().replace("_", "-") for a in asked}
    locked = set(re.findall(r"^([a-z0-9][a-z0-9._-]*)==", (ROOT / "requirements.lock").read_text("utf-8"), re.M))
    assert names <= locked


def test_the_commands_of_the_readme_exist() -> None:
    from chainscout import cli, commands

    readme = (ROOT / "README.md").read_text("utf-8")
    named = set(re.findall(r"^(?:\$ )?chainscout ([a-z]+)", readme, re.M)) | set(
        re.findall(r"`chainscout ([a-z]+)", readme)
    )
    there = {p.stem for p in Path(commands.__path__[0]).glob("[!_]*.py")}
    assert named <= there
    assert there <= named, "a command the README does not show"
    assert cli.main.__doc__


def test_the_make_targets_of_the_readme_exist() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    targets = set(re.findall(r"^([a-z0-9]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    assert set(re.findall(r"(?:^|`)make ([a-z0-9]+)", readme, re.M)) <= targets
    assert {"demo", "check", "crash", "golden", "bench", "clean", "help"} <= targets


def test_every_command_documents_the_shape_of_its_json() -> None:
    from chainscout import commands

    files = Path(commands.__path__[0]).glob("[!_]*.py")
    assert not [f.name for f in files if "\nJSON: {" not in (ast.get_docstring(ast.parse(f.read_text("utf-8"))) or "")]


@pytest.mark.parametrize("name", BELOW)
def test_a_strangers_package_of_our_name_is_refused_by_name(name: str, tmp_path: Path) -> None:
    (tmp_path / name).mkdir()
    (tmp_path / name / "__init__.py").write_text("")
    env = os.environ | {"PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"}
    run = subprocess.run(
        [sys.executable, "-m", "chainscout", "schema"],
        env=env,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode != 0
    assert str(tmp_path / name) in run.stderr
    assert f"pip uninstall {name}" in run.stderr
    assert "Traceback" not in run.stderr


def test_ci_runs_the_readmes_check() -> None:
    run = ROOT / ".ci" / "run"
    assert os.access(run, os.X_OK)
    assert re.search(r"make .*\bcheck$", run.read_text("utf-8"), re.M)
