"""Workbooks of old and of WPS programs (.xls, .et): as those of today; and old office files that are no workbooks."""

import shutil
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graph.errors import SourceError
from loaders import _ole
from loaders._grid import grids

OLD = Path(__file__).parent / "files" / "old.xls"
"""Two sheets in BIFF8: 虚构 firms under a merged title, a merged chain, date cells, a code stored as a number, a hidden draft."""

Loaded = Callable[..., Any]
SECTOR = 512


def container(*names: str, embedded: str = "") -> bytes:
    """An OLE file with empty streams of these names under the root, and one deeper down if asked for."""
    table, directory = 0, 1
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6) + bytes(10)
    head += struct.pack("<IIIIIIIII", 1, directory, 0, 4096, _ole.NONE - 1, 0, _ole.NONE - 1, 0, table)
    head += struct.pack("<108I", *[_ole.NONE] * 108)
    last = len(names)
    entries = [entry("Root Entry", 5, child=1 if names else _ole.NONE)]
    for at, name in enumerate(names, 1):
        entries.append(
            entry(name, 2, right=at + 1 if at < last else _ole.NONE, child=last + 1 if embedded else _ole.NONE)
        )
    entries += [entry(embedded, 2)] if embedded else []
    pages = b"".join(entries).ljust(4 * SECTOR, b"\0")
    chain = [0xFFFFFFFD, 2, 3, 4, 0xFFFFFFFE]
    return head + struct.pack("<128I", *chain, *[_ole.NONE] * 123) + pages


def entry(name: str, kind: int, right: int = _ole.NONE, child: int = _ole.NONE) -> bytes:
    text = name.encode("utf-16-le")
    links = struct.pack("<BBIII", kind, 1, _ole.NONE, right, child)
    return text.ljust(64, b"\0") + struct.pack("<H", len(text) + 2) + links + bytes(48)


@pytest.mark.parametrize("name", ["名单.xls", "名单.et"])
def test_old_and_wps_workbooks_give_their_firms_with_merges_and_dates(
    tmp_path: Path, name: str, loaded: Loaded
) -> None:
    shutil.copy(OLD, tmp_path / name)
    out = loaded(tmp_path / name)
    assert out.rows("OPERATES_IN", "object", "at", "since") == [
        ("display/glass", "350200", "2019-12-05"),
        ("display/panel", "350213", "2021-03-01"),
    ]


def test_a_numeric_code_of_an_old_workbook_is_never_a_value(loaded: Loaded) -> None:
    out = loaded(OLD)
    assert ("914403001922038272",) not in out.rows("Firm", "uscc")
    assert [(r, c) for r, c, _ in out.at("E_NUMERIC_CODE")] == [(5, "C")]


def test_a_hidden_sheet_of_an_old_workbook_is_left_out_and_said(loaded: Loaded) -> None:
    rejects = loaded(OLD).rejects
    assert rejects.filter(rejects["code"] == "W_HIDDEN")["sheet"].to_list() == ["草稿"]


@pytest.mark.parametrize(
    ("names", "says"),
    [
        (("WordDocument", "1Table"), r"Word or WPS text.*copy its table"),
        (("PowerPoint Document",), "presentation"),
        (("EncryptionInfo", "EncryptedPackage"), "a.xls: locked with a password"),
        (("Something",), "no workbook"),
        ((), "no workbook"),
    ],
)
def test_an_old_office_file_that_is_no_workbook_says_what_it_is(
    tmp_path: Path, names: tuple[str, ...], says: str
) -> None:
    (tmp_path / "a.xls").write_bytes(container(*names))
    with pytest.raises(SourceError, match=says) as told:
        grids(tmp_path / "a.xls")
    assert str(told.value).startswith("a.xls")


def test_a_text_with_a_workbook_embedded_in_it_is_a_text(tmp_path: Path) -> None:
    (tmp_path / "a.doc").write_bytes(container("WordDocument", embedded="Workbook"))
    with pytest.raises(SourceError, match="Word"):
        grids(tmp_path / "a.doc")


@pytest.mark.parametrize("cut", [30, 76, 600, 1100])
def test_a_torn_old_file_is_called_damaged(tmp_path: Path, cut: int) -> None:
    (tmp_path / "a.xls").write_bytes(container("Workbook")[:cut])
    with pytest.raises(SourceError, match="cannot be read as a workbook"):
        grids(tmp_path / "a.xls")


def test_the_name_of_the_workbooks_stream_is_found_in_a_real_one() -> None:
    with OLD.open("rb") as handle:
        assert "Workbook" in _ole.root_entries(handle)
