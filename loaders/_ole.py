"""What does an old office file (OLE: .xls, .et, .doc, .wps …) hold? Its root's entries say it, not its name's ending.

Layout after [MS-CFB]: a header names the sectors of the allocation table; the directory is a chain of sectors of 128-byte
entries, the root's children a tree joined by left and right siblings.
"""

import struct
from pathlib import Path
from typing import BinaryIO

from graph.errors import SourceError

WORKBOOKS = {"workbook", "book", "wbook"}
OTHERS = {
    "worddocument": "a Word or WPS text (.doc, .wps); copy its table into a workbook or save it as CSV",
    "powerpoint document": "a presentation (.ppt, .dps); copy its table into a workbook",
    "encryptedpackage": "locked with a password; save a copy without one",
}
ENTRY = 128
NONE = 0xFFFFFFFF
TABLE_CAP = 1 << 22
"""No allocation table of a workbook has more sectors than this."""


def refuse_strangers(path: Path) -> None:
    """Refuse an old office file that is no workbook, or that is locked, and say what it is."""
    try:
        with path.open("rb") as handle:
            names = {n.lower() for n in root_entries(handle)}
    except (struct.error, IndexError, UnicodeDecodeError, ValueError) as error:
        raise SourceError(
            f"{path.name}: cannot be read as a workbook (a damaged old office file); save it again as .xlsx"
        ) from error
    if names & WORKBOOKS:
        return
    says = next((said for name, said in OTHERS.items() if name in names), "no workbook; save its table as .xlsx or CSV")
    raise SourceError(f"{path.name}: this is {says}" if "locked" not in says else f"{path.name}: {says}")


def root_entries(handle: BinaryIO) -> list[str]:
    """Names of what lies directly under the root; embedded objects lie deeper and are not named."""
    head = handle.read(512)
    shift, first = struct.unpack_from("<H", head, 30)[0], struct.unpack_from("<I", head, 48)[0]
    if shift not in (9, 12):
        raise ValueError(f"sector shift {shift}")
    size = 1 << shift
    raw = b"".join(_sector(handle, at, size) for at in _chain(_table(handle, head, size), first))
    entries = [raw[i : i + ENTRY] for i in range(0, len(raw) - ENTRY + 1, ENTRY)]
    found, seen, todo = [], set[int](), [_link(entries[0], 76)]
    while todo:
        at = todo.pop()
        if at == NONE or at in seen:
            continue
        seen.add(at)
        length = struct.unpack_from("<H", entries[at], 64)[0]
        found.append(entries[at][: max(length - 2, 0)].decode("utf-16-le"))
        todo += [_link(entries[at], 68), _link(entries[at], 72)]
    return found


def _link(entry: bytes, offset: int) -> int:
    return int(struct.unpack_from("<I", entry, offset)[0])


def _sector(handle: BinaryIO, at: int, size: int) -> bytes:
    handle.seek((at + 1) * size)
    return handle.read(size)


def _table(handle: BinaryIO, head: bytes, size: int) -> list[int]:
    """The allocation table: which sector follows which; its own sectors are named in the header, and in further ones."""
    named = list(struct.unpack_from("<109I", head, 76))
    more, seen = _link(head, 68), set[int]()
    while more < 0xFFFFFFFA and more not in seen:
        seen.add(more)
        *these, more = struct.unpack(f"<{size // 4}I", _sector(handle, more, size))
        named += these
    sectors = [at for at in named if at < 0xFFFFFFFA][:TABLE_CAP]
    return [n for at in sectors for n in struct.unpack(f"<{size // 4}I", _sector(handle, at, size))]


def _chain(table: list[int], first: int) -> list[int]:
    """Sectors from the first on; a circle ends it."""
    found, seen, at = [], set[int](), first
    while at < 0xFFFFFFFA and at not in seen:
        found.append(at)
        seen.add(at)
        at = table[at]
    return found
