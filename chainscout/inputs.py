"""Which files are meant? Files, folders, or the facts that ship; in the order in which they refer to each other."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from graph.errors import SourceError

TABLES = {".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".et", ".ods"}
NOT_CLAIMS = {"publishers.csv", "labels.csv"}
"""Tables beside the facts that loaders read for themselves."""

SHIPPED = "facts/"
EXAMPLE = "example/"


@dataclass(frozen=True)
class Input:
    """One file and the name of its line of editions."""

    path: Path
    series: str

    @property
    def is_shipped(self) -> bool:
        """Is it one of the facts that ship?"""
        return self.series.startswith(SHIPPED)

    @property
    def is_ours(self) -> bool:
        """Does it come with the project, as a fact or an example?"""
        return self.series.startswith((SHIPPED, EXAMPLE))


def facts() -> list[Input]:
    """The facts that ship, in order."""
    root = Path(str(files("loaders").joinpath("data")))
    found = [p for p in root.rglob("*.csv") if p.name not in NOT_CLAIMS]
    return _ordered([Input(p, SHIPPED + p.relative_to(root).as_posix()) for p in found])


def example() -> list[Input]:
    """The invented tables that show what only an office can know: demands, carriers with room, talks, funds."""
    root = Path(str(files("loaders").joinpath("example")))
    return _ordered([Input(p, EXAMPLE + p.name) for p in root.glob("*.csv")])


def inputs(paths: Sequence[Path], series: str | None = None) -> list[Input]:
    """The files of these paths, folders opened up, in order; the series is the file's name unless one is given."""
    found: list[Input] = []
    for path in paths:
        if not path.exists():
            raise SourceError(f"{path}: not found; check the path")
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.is_file() and p.suffix.lower() in TABLES and _is_meant(p))
            if not inside:
                raise SourceError(
                    f"{path}: holds no table ({', '.join(sorted(TABLES))}); name a file or another folder"
                )
            found.extend(Input(p, p.relative_to(path).as_posix()) for p in inside)
        else:
            found.append(Input(path, path.name))
    if series and len(found) > 1:
        raise SourceError(f"{series}: one series is one file, but {len(found)} were given; load them one by one")
    named = Counter(f.series for f in found)
    for name, times in named.items():
        if times > 1:
            raise SourceError(
                f"{name}: {times} files of this name were given; load them one by one, each with its --series"
            )
    return _ordered([Input(f.path, series or f.series) for f in found])


def edition(path: Path) -> str:
    """The sha256 of a file's bytes."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _is_meant(path: Path) -> bool:
    """Office programs leave lock files (~$…) and systems hidden ones."""
    return not path.name.startswith(("~$", "."))


def _ordered(found: Iterable[Input]) -> list[Input]:
    """Chains before segments before feeds before firms; a file nobody can read comes last, with its own message."""
    from loaders import rank

    def place(one: Input) -> tuple[int, str]:
        try:
            return rank(one.path), one.series
        except SourceError:
            return 99, one.series

    found = list(found)
    return sorted(found, key=place) if len(found) > 1 else found
