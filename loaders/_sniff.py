"""What is in this file's bytes: a workbook or text, and in which encoding? The name's ending is not asked."""

import codecs
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Literal

from graph.errors import SourceError
from loaders import _ole

UNPACKED_CAP = 2 << 30
"""No workbook may unpack to more bytes than this."""

RATIO_CAP = 200
"""No workbook above RATIO_FROM bytes may unpack to more than this many times its size."""

RATIO_FROM = 64 << 20
TEXT_CAP = 4 << 30
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
WORKBOOK_PARTS = ("xl/workbook.xml", "xl/workbook.bin")
NAMED_WORKBOOK = (".xlsx", ".xlsm", ".xls", ".et", ".ods")
SAMPLE = 1 << 20
RARE_CAP = 0.01
CONTROL = frozenset(range(32)) - {9, 10, 11, 12, 13, 28, 29, 30, 31, 26}

Content = Literal["xlsx", "xls", "ods", "text"]


def content(path: Path) -> Content:
    """What a file holds, by its first bytes; a bomb, an empty file and a strange archive are refused."""
    try:
        with path.open("rb") as handle:
            head = handle.read(8)
    except OSError as error:
        raise SourceError(f"{path.name}: cannot be opened ({error.strerror}); check the path and the rights") from error
    if not head:
        raise SourceError(f"{path.name}: the file is empty; export the table again")
    if head.startswith(ZIP):
        return _archive(path)
    if not head.startswith(OLE):
        return "text"
    _ole.refuse_strangers(path)
    return "xls"


def _archive(path: Path) -> Content:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
        _refuse_bombs(path, parts)
    except (zipfile.BadZipFile, zlib.error, struct.error, ValueError, OSError) as error:
        raise SourceError(f"{path.name}: a damaged archive ({error}); save the workbook again") from error
    names = {p.filename for p in parts}
    if names.intersection(WORKBOOK_PARTS):
        return "xlsx"
    if "content.xml" in names and "mimetype" in names:
        return "ods"
    raise SourceError(f"{path.name}: an archive without a workbook in it; save the table as .xlsx or .csv")


def _refuse_bombs(path: Path, parts: list[zipfile.ZipInfo]) -> None:
    unpacked, packed = sum(p.file_size for p in parts), max(path.stat().st_size, 1)
    if unpacked > UNPACKED_CAP or (unpacked > RATIO_FROM and unpacked > RATIO_CAP * packed):
        raise SourceError(
            f"{path.name}: unpacks to {unpacked / 1e6:,.0f} MB from {packed / 1e6:,.2f} MB, which looks like a zip bomb; "
            "save the sheet as CSV or as a new workbook"
        )
    if not all(_is_honest(path, p) for p in parts if p.compress_type == zipfile.ZIP_DEFLATED):
        raise SourceError(f"{path.name}: unpacks to more than it says, like a zip bomb; save the sheet as CSV")


def _is_honest(path: Path, part: zipfile.ZipInfo) -> bool:
    """Does a part unpack to no more than its entry says? Unpacked piece by piece, and no further than that."""
    inflate, left = zlib.decompressobj(-zlib.MAX_WBITS), part.compress_size
    room = part.file_size
    with path.open("rb") as handle:
        handle.seek(part.header_offset + 26)
        handle.seek(sum(struct.unpack("<HH", handle.read(4))), 1)
        while left > 0 and room >= 0:
            piece = handle.read(min(left, SAMPLE))
            left -= len(piece) or left
            while piece and room >= 0:
                room -= len(inflate.decompress(piece, SAMPLE))
                piece = inflate.unconsumed_tail
    return room >= 0


def text(path: Path) -> bytes:
    """The file's text as UTF-8 bytes without a mark: BOM, else strict UTF-8, else strict GB18030."""
    if path.stat().st_size > TEXT_CAP:
        raise SourceError(f"{path.name}: above {TEXT_CAP >> 30} GB; split it")
    raw = path.read_bytes()
    marked = _marked(raw, path.name)
    if marked is not None:
        return _plain(marked, path.name)
    if _is_utf8(raw):
        return _plain(raw, path.name)
    _plain(raw, path.name)
    try:
        decoded = raw.decode("gb18030")
    except UnicodeDecodeError as error:
        raise SourceError(
            f"{path.name}, byte {error.start}: neither UTF-8 nor GB18030; save it as “CSV UTF-8” and load again"
        ) from error
    rare = rare_share(decoded[:SAMPLE])
    if rare > RARE_CAP:
        raise SourceError(
            f"{path.name}: {rare:.0%} of its characters are rare when read as GB18030, it may be Big5 (繁体); "
            "open it in the program it came from and save it as “CSV UTF-8”"
        )
    return decoded.encode()


def _marked(raw: bytes, name: str) -> bytes | None:
    """The text as UTF-8 where a byte order mark says what it is."""
    if raw.startswith(codecs.BOM_UTF8):
        if not _is_utf8(raw):
            raise SourceError(f"{name}: begins as UTF-8 but is not; save it as “CSV UTF-8” and load again")
        return raw[3:]
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return raw.decode("utf-16").encode()
        except UnicodeError as error:
            raise SourceError(f"{name}: begins as UTF-16 but is not; save it as “CSV UTF-8”") from error
    return None


def _is_utf8(raw: bytes) -> bool:
    """Is every chunk strict UTF-8? Decoded in steps, so that a cut inside a character does not mislead."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    view = memoryview(raw)
    try:
        for start in range(0, len(raw), SAMPLE):
            decoder.decode(view[start : start + SAMPLE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def is_named_workbook(name: str) -> bool:
    """Does the name of a file promise a workbook?"""
    return name.lower().endswith(NAMED_WORKBOOK)


def _plain(raw: bytes, name: str) -> bytes:
    """The bytes, if they hold no control characters and something to read."""
    if CONTROL.intersection(raw[:SAMPLE]):
        what = "no workbook, whatever its name ends with" if is_named_workbook(name) else "no table"
        raise SourceError(f"{name}: is {what} (binary content); give a workbook or a CSV file")
    if not raw.strip():
        raise SourceError(f"{name}: nothing but blank lines; export the table again")
    return raw


def rare_share(sample: str) -> float:
    """Which share of the Chinese characters lies outside GB 2312: high for Big5 read as GB18030.

    >>> rare_share("厦门天马微电子")
    0.0
    """
    chinese = [c for c in sample if "\u3400" <= c <= "\u9fff" or "\ue000" <= c <= "\uf8ff"]
    kept = len("".join(chinese).encode("gb2312", errors="ignore")) // 2
    return 1 - kept / len(chinese) if chinese else 0.0
