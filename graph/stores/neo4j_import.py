"""How does a first load of hundreds of thousands of nodes come into a Neo4j? By its own importer, while it stands still.

The frames are written as CSV beside them, `neo4j-admin database import full` makes a database of them, and the stamp
goes in with the rest. Constraints and indexes are made by the next build over the wire; until then readers are told.
"""

import os
import secrets
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import polars as pl

from graph import fault
from graph.errors import StoreError
from graph.ledger.home import room
from graph.ledger.lock import writing
from graph.model.change import Change, Stamp
from graph.stores import neo4j_stamp, neo4j_write
from graph.stores.alike import drafted, kinds_of, plain
from graph.stores.generations import sync

BETWEEN = "\x1f"
"""Stands between the values of a list: no text holds it."""

TYPES: tuple[tuple[type[pl.DataType], str], ...] = (
    (pl.Boolean, "boolean"),
    (pl.List, "string[]"),
    (pl.String, "string"),
)
NEEDED = ("PATH", "HOME", "USER", "LANG", "TZ", "TMPDIR", "JAVA_HOME", "JAVA_OPTS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS",
          "HEAP_SIZE")  # fmt: skip
"""Of this process's environment, what Java and the importer's script need; the password is none of theirs."""
MAIN = "org.neo4j.server.startup.Neo4jAdminCommand"
WORDS = {
    "already exist": "its database {database} is there already; say --anew to overwrite it, all it holds is lost",
    "in use": "the server runs; stop it first",
    "Permission denied": "cannot be written; run this as the user the server runs as",
    "No space left": "the disk is full; free room and run again",
}
"""What the importer says, and what a person is told."""


class OfflineStore:
    """The database of a server that stands still on this machine, for a first load."""

    def __init__(self, installed: Path, folder: Path, *, database: str = "neo4j", overwrite: bool = False) -> None:
        self.installed = installed.resolve()
        self.folder = folder
        self.database = database
        self.overwrite = overwrite
        self.command = admin(self.installed)

    @contextmanager
    def sole_writer(self) -> Iterator[None]:
        """Hold this home's writer lock; BusyError if it is held."""
        with writing(self.folder), room(self.folder):
            yield

    def draft(self) -> Path:
        """An empty folder for the frames of what is imported."""
        return drafted(self.folder)

    def published(self) -> None:
        """Nothing to compare with: an import is always of everything."""

    def apply(self, change: Change, stamp: Stamp, frames: Path | None = None) -> None:
        """Import all of a rebuild with its stamp; its frames are taken over."""
        with self.sole_writer():
            kinds = kinds_of(change.upsert_nodes)
            neo4j_write.checked(change, kinds)
            name = secrets.token_hex(8)
            aside = self.folder / "import"
            shutil.rmtree(aside, ignore_errors=True)
            aside.mkdir(parents=True)
            try:
                self._import(aside, written(change, stamp, name, aside))
            finally:
                shutil.rmtree(aside, ignore_errors=True)
            fault.point("neo4j.imported")
            for old in self.folder.glob("[!n]*.frames"):
                shutil.rmtree(old)
            if frames:
                for path in frames.iterdir():
                    sync(path)
                frames.rename(self.folder / f"{name}.frames")

    def _import(self, aside: Path, files: list[str]) -> None:
        words = ["database", "import", "full", self.database, *files, f"--array-delimiter=U+{ord(BETWEEN):04X}"]
        words += ["--id-type=string", "--bad-tolerance=0", f"--report-file={aside / 'import.report'}"]
        words += ["--multiline-fields=true"] if any((aside / "lines").glob("*")) else []
        words += ["--overwrite-destination=true"] if self.overwrite else []
        at = {"NEO4J_HOME": str(self.installed), "NEO4J_CONF": str(self.installed / "conf")}
        run = subprocess.run(
            [*self.command, *words], env={**_needed(), **at}, cwd=aside, capture_output=True, text=True, check=False
        )
        if run.returncode:
            raise StoreError(f"{self.installed}: {_why(run.stderr + run.stdout, self.database)}")

    def close(self) -> None:
        """Nothing is held."""


def _needed() -> dict[str, str]:
    return {name: text for name, text in os.environ.items() if name in NEEDED or name.startswith("LC_")}


def admin(installed: Path) -> list[str]:
    """The command of a Neo4j's administration, by its own script or by its jars; StoreError if there is none."""
    script = installed / "bin" / "neo4j-admin"
    if script.exists():
        return [str(script)]
    own = Path(os.environ.get("JAVA_HOME", "")) / "bin" / "java"
    java = str(own) if own.exists() else shutil.which("java")
    if java and any((installed / "lib").glob("neo4j-*.jar")):
        return [java, "-cp", f"{installed / 'lib'}/*", MAIN]
    raise StoreError(
        f"{installed}: no Neo4j is installed there; name the folder that holds its bin or lib, conf and data"
    )


def written(change: Change, stamp: Stamp, name: str, aside: Path) -> list[str]:
    """Write a rebuild as CSV; the importer's words that name the files."""
    (aside / "lines").mkdir()
    words = []
    for kind, frame in change.upsert_nodes.items():
        words.append(f"--nodes={kind}={_table(aside, kind, frame, {'id': 'id:ID'})}")
    for kind, frame in change.upsert_edges.items():
        ends = {"subject": ":START_ID", "object": ":END_ID"}
        words.append(f"--relationships={kind}={_table(aside, kind, frame, ends)}")
    said = {"key": name, **neo4j_stamp.properties(stamp, name, indexed=False)}
    words.append(f"--nodes={neo4j_write.STAMP}={_table(aside, 'stamp', pl.DataFrame([said]), {'key': ':ID(stamp)'})}")
    return words


def _table(aside: Path, kind: str, frame: pl.DataFrame, heads: Mapping[str, str]) -> str:
    """One kind as a file of headings and one of rows; both, as the importer wants them named."""
    flat = plain(frame)
    titles = [heads.get(c, f"{c}:{_type(t)}") for c, t in flat.schema.items()]
    lists = [pl.col(c).list.join(BETWEEN) for c, t in flat.schema.items() if isinstance(t, pl.List)]
    flat = flat.with_columns(lists)
    texts = [pl.col(c).str.contains("[\r\n]").any() for c, t in flat.schema.items() if t == pl.String]
    if texts and any(flat.select(pl.any_horizontal(texts)).row(0)):
        (aside / "lines" / kind).touch()
    head, rows = aside / f"{kind}.head.csv", aside / f"{kind}.csv"
    head.write_text(",".join(titles) + "\n", encoding="utf-8")
    flat.write_csv(rows, include_header=False)
    return f"{head},{rows}"


def _type(dtype: pl.DataType) -> str:
    found = next((name for kind, name in TYPES if isinstance(dtype, kind)), None)
    return found or ("double" if dtype.is_float() else "long")


def _why(said: str, database: str) -> str:
    for words, told in WORDS.items():
        if words in said:
            return told.format(database=database)
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    last: Any = next((line for line in reversed(lines) if "rror" in line or "xception" in line), (lines or ["?"])[-1])
    return f"the importer refused ({last}); look into its words, repair that and run again"
