"""How does a home survive? One archive file with everything that cannot be made again, and the way back."""

import tarfile
import tempfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from graph import fault
from graph.errors import LedgerError, NewerHomeError
from graph.ledger.home import HOME_VERSION, room, version
from graph.ledger.lock import writing

KEPT = ("VERSION", "chainscout.toml", "cypher", "ledger")
"""What an archive holds; the graph is a projection of it, the log and the lock are of the moment."""

MIGRATIONS: Mapping[int, Callable[[Path], None]] = {}
"""By the version a home has: what makes the next one of it."""


def backup(home: Path, dest: Path) -> Path:
    """Write the home into one archive; into a folder under a name with the time. Returns the file."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    target = dest / f"chainscout-{stamp}.tar" if dest.is_dir() else dest
    if target.suffix not in ("", ".tar"):
        raise LedgerError(f"{target}: a backup is a tar archive; name it {target.name.partition('.')[0]}.tar")
    if target.exists():
        raise LedgerError(f"{target}: exists already; name another file")
    if target.resolve().is_relative_to((home / "ledger").resolve()):
        raise LedgerError(f"{target}: lies inside the ledger; name a file outside")
    part = target.with_name(target.name + ".part")
    with writing(home), room(target):
        try:
            with tarfile.open(part, "w") as tar:
                for name in KEPT:
                    if (home / name).exists():
                        tar.add(home / name, arcname=name)
            fault.point("backup.written")
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    return target


def restore(archive: Path, home: Path) -> None:
    """Make a home of an archive; a home that holds anything is refused."""
    if home.exists() and any(home.iterdir()):
        raise LedgerError(f"{home}: not empty; restore into a new folder, or move this one away first")
    home.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home.parent, prefix=".restore-") as scratch, room(home):
        fresh = Path(scratch) / "home"
        try:
            with tarfile.open(archive, "r:*") as tar:
                tar.extractall(fresh, filter="data")
        except FileNotFoundError as error:
            raise LedgerError(f"{archive}: there is no such file; name one that `chainscout backup` wrote") from error
        except (tarfile.TarError, IsADirectoryError) as error:
            raise LedgerError(f"{archive}: is no backup; name a file that `chainscout backup` wrote") from error
        found = version(fresh) if fresh.exists() else None
        if found is None or not (fresh / "ledger").is_dir():
            raise LedgerError(f"{archive}: holds no ledger; name a file that `chainscout backup` wrote")
        if found > HOME_VERSION:
            raise NewerHomeError(f"{archive}: written by a newer version (format {found}); upgrade chainscout")
        fault.point("restore.unpacked")
        if home.exists():
            home.rmdir()
        fresh.replace(home)


def migrate(home: Path) -> Path | None:
    """Bring an older home to this version's format, backed up beside it first; returns the backup, if one was needed."""
    found = version(home)
    if found is None:
        raise LedgerError(f"{home}: no ledger here; nothing to migrate")
    if found > HOME_VERSION:
        raise NewerHomeError(f"{home}: written by a newer version (format {found}); upgrade chainscout")
    if found == HOME_VERSION:
        return None
    with writing(home), room(home):
        saved = backup(home, home.parent)
        for step in range(found, HOME_VERSION):
            if step not in MIGRATIONS:
                raise LedgerError(f"{home}: format {step} has no way forward; restore a newer backup than {saved}")
            MIGRATIONS[step](home)
            fault.point("migrate.step")
            fresh = home / "VERSION.new"
            fresh.write_text(f"{step + 1}\n", encoding="utf-8")
            fresh.replace(home / "VERSION")
    return saved
