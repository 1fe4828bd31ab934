"""Which graph is published? Numbered generations in a folder, and CURRENT, which names one of them.

A generation is `<n>.grafeo` (the graph) and `<n>.frames/` (what goes with it, parquet). It is written whole under
its own number, synced, and only then named by CURRENT, which also carries the stamp: one atomic replace publishes
graph, frames and stamp together. What CURRENT does not name is rubbish, except the generation before it, which
readers may still hold.
"""

import json
import os
import re
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

from graph import fault
from graph.errors import StoreError
from graph.model.change import Stamp

KEPT = 2
"""How many generations stay on disk: the published one and the one before it."""


@dataclass(frozen=True)
class Generation:
    """A published graph: its number, its stamp, and where its files are."""

    number: int
    stamp: Stamp
    folder: Path

    @property
    def graph(self) -> Path:
        """The graph's file."""
        return graph_file(self.folder, self.number)

    @property
    def frames(self) -> Path:
        """The folder of the frames that go with it."""
        return frames_folder(self.folder, self.number)

    @property
    def complete(self) -> bool:
        """Are the graph and its frames there to be compared with?"""
        return self.graph.exists() and (self.frames / "made.json").exists()

    @property
    def trouble(self) -> str | None:
        """Nothing: a generation is whole before it is named."""
        return None


def graph_file(folder: Path, number: int) -> Path:
    """Where the graph of a generation is."""
    return folder / f"{number}.grafeo"


def frames_folder(folder: Path, number: int) -> Path:
    """Where the frames of a generation are."""
    return folder / f"{number}.frames"


def current(folder: Path) -> Generation | None:
    """What CURRENT names, or none if nothing was published yet."""
    path = folder / "CURRENT"
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        return Generation(int(said["generation"]), Stamp(**said["stamp"]), folder)
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{path}: not readable ({error}); delete it and run `chainscout build`") from error


def beat(folder: Path) -> tuple[int, int] | None:
    """Something cheap that differs after every publication."""
    try:
        seen = (folder / "CURRENT").stat()
    except FileNotFoundError:
        return None
    return seen.st_ino, seen.st_mtime_ns


def publish(folder: Path, number: int, stamp: Stamp) -> None:
    """Name this generation in CURRENT; its files are complete and synced before."""
    for path in (graph_file(folder, number), *frames_folder(folder, number).glob("*")):
        sync(path)
    if frames_folder(folder, number).exists():
        sync(frames_folder(folder, number))
    sync(folder)
    fault.point("publish.synced")
    draft = folder / "CURRENT.new"
    draft.write_text(json.dumps({"generation": number, "stamp": asdict(stamp)}, ensure_ascii=False), encoding="utf-8")
    sync(draft)
    fault.point("publish.drafted")
    draft.replace(folder / "CURRENT")
    fault.point("publish.replaced")
    sync(folder)
    fault.point("publish.done")


def sweep(folder: Path) -> list[str]:
    """Remove every generation but the published one and the one before it; names of what went."""
    now = current(folder)
    found = {p: int(m[1]) for p in folder.iterdir() if (m := re.match(r"(\d+)\.(grafeo|frames)", p.name))}
    older = sorted({n for n in found.values() if now and n < now.number}, reverse=True)[: KEPT - 1]
    kept = {*older, *([now.number] if now else [])}
    gone = sorted(p for p, number in found.items() if number not in kept or p.suffix not in (".grafeo", ".frames"))
    for path in gone:
        fault.point("sweep.before")
        shutil.rmtree(path) if path.is_dir() else path.unlink()
        fault.point("sweep.after")
    return [p.name for p in gone]


def sync(path: Path) -> None:
    """Have the disk keep a file's bytes, or a folder's names."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
