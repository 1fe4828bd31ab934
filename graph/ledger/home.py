"""What is a home? A folder with a VERSION, the ledger's tables and a lock; and what can be wrong with it."""

import errno
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl
from deltalake.exceptions import DeltaError

from graph.errors import FullDiskError, LedgerError, NewerHomeError

HOME_VERSION = 1
"""The home's format: raised when a reader of the old one would misread the new one; `migrate` then says how."""

REMOTE = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ceph", "glusterfs", "lustre", "fuse.sshfs", "ncpfs"}
)

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""No room, no quota, or a limit on how large a file may grow."""

FULL_WORDS = (
    "No space left",
    "os error 28",
    "Disk quota",
    "os error 122",
    "File too large",
    "os error 27)",
    "transport error",
)

log = logging.getLogger(__name__)
_warned: set[str] = set()


def version(home: Path) -> int | None:
    """The version a home was written by, or none if there is no home."""
    path = home / "VERSION"
    if not path.exists():
        return None
    text = path.read_text(encoding="utf-8").strip()
    if not text.isdigit():
        raise LedgerError(f"{path}: {text[:20]!r} is no version; restore the home from a backup")
    return int(text)


def check(home: Path) -> None:
    """Refuse a home that is missing, newer than this program, or older."""
    found = version(home)
    if found is None:
        raise LedgerError(f"{home}: no ledger here; load a file first, or name another home with --home")
    if found > HOME_VERSION:
        raise NewerHomeError(
            f"{home}: written by a newer version (format {found}, this program knows {HOME_VERSION}); upgrade chainscout"
        )
    if found < HOME_VERSION:
        raise LedgerError(f"{home}: format {found}, this program writes {HOME_VERSION}; run `chainscout migrate`")


def settle(home: Path) -> None:
    """Make the home's folder where there is none; refuse a folder that holds something else."""
    if version(home) is not None:
        return
    strangers = sorted(p.name for p in home.iterdir() if p.name != "lock") if home.is_dir() else []
    known = {"chainscout.toml", "cypher", "log", "ledger", "graph"}
    if set(strangers) - known:
        raise LedgerError(f"{home}: holds {strangers[0]} and no VERSION, so it is no home; name an empty folder")
    home.mkdir(parents=True, exist_ok=True)
    fresh = home / "VERSION.new"
    fresh.write_text(f"{HOME_VERSION}\n", encoding="utf-8")
    fresh.replace(home / "VERSION")


def warn_if_remote(home: Path, mounts: Path = Path("/proc/mounts")) -> None:
    """One clear warning when the home lies on a network file system: its locks cannot be trusted."""
    if str(home) in _warned or not mounts.exists():
        return
    _warned.add(str(home))
    where = home.resolve()
    table = [line.split() for line in mounts.read_text(encoding="utf-8").splitlines()]
    holding = [row for row in table if where.is_relative_to(row[1].replace("\\040", " "))]
    if holding and max(holding, key=lambda row: len(row[1]))[2] in REMOTE:
        log.warning("%s: on a network file system, where locks are not reliable; use a local disk, or one writer", home)


@contextmanager
def room(home: Path) -> Iterator[None]:
    """Turn what a full disk raises, from whichever library, into one error that says what to do."""
    try:
        yield
    except (OSError, DeltaError, pl.exceptions.ComputeError) as error:
        full = isinstance(error, OSError) and error.errno in FULL
        if full or any(words in str(error) for words in FULL_WORDS):
            raise FullDiskError(
                f"{home}: the disk is full, nothing was acknowledged; free room and run again"
            ) from error
        raise
