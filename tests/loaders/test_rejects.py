"""What could not be used goes back in the owner's own workbook."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

from loaders import _rejects, _report
from loaders._report import SUMMARY

Book = Callable[..., Path]
Told = Callable[..., Any]
ROWS = [
    ["重点企业名单", None, None],
    ["企业名称", "产业链", "环节"],
    ["甲公司", "显示", "面板"],
    ["乙公司", "显示", "没有的环节"],
    [None, "显示", "面板"],
]


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def test_the_owners_workbook_comes_back_coloured_and_explained(book: Book, loaded: Told) -> None:
    path = book({"名单": ROWS}, [("名单", "A1:C1")])
    source = openpyxl.load_workbook(path)
    source["名单"]["A3"].font = openpyxl.styles.Font(bold=True)
    source["名单"].column_dimensions["A"].width = 33
    source.save(path)
    made = opened(_report.workbook(path, loaded(path).rejects))
    assert made.sheetnames == [SUMMARY, "名单"]
    sheet = made["名单"]
    assert sheet["C4"].fill.start_color.rgb.endswith("FFC7CE")
    assert "E_SEGMENT" in sheet["C4"].comment.text
    assert "先导入环节表" in sheet["C4"].comment.text
    assert "E_EMPTY" in sheet["A5"].comment.text
    assert sheet["C3"].comment is None
    assert (sheet["A3"].font.bold, sheet.column_dimensions["A"].width) == (True, 33)
    assert [str(m) for m in sheet.merged_cells.ranges] == ["A1:C1"]


def test_the_summary_counts_and_lists(book: Book, loaded: Told) -> None:
    path = book({"名单": ROWS}, [("名单", "A1:C1")])
    rows = [[c.value for c in r] for r in opened(_report.workbook(path, loaded(path).rejects))[SUMMARY].iter_rows()]
    assert "未读入 2 行" in rows[0][0]
    assert {r[0]: r[1] for r in rows[1:3]} == {"E_EMPTY": 1, "E_SEGMENT": 1}
    assert ["名单", 4, "C", "环节", "E_SEGMENT", "没有的环节"] in [r[:6] for r in rows]


def test_a_text_file_comes_back_as_a_workbook(tmp_path: Path, loaded: Told) -> None:
    path = tmp_path / "企业.csv"
    path.write_bytes("企业名称,产业链,环节,备注\n甲公司,显示,没有的,=1+1\n".encode("gb18030"))
    made = opened(_report.workbook(path, loaded(path).rejects))
    sheet = made["企业"]
    assert "E_SEGMENT" in sheet["C2"].comment.text
    assert (sheet["D2"].value, sheet["D2"].data_type) == ("=1+1", "s")


def test_a_very_long_sheet_comes_back_with_the_rows_concerned(
    tmp_path: Path, loaded: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_report, "ROWS_CAP", 5)
    path = tmp_path / "企业.csv"
    rows = [f"甲{i}公司,显示,{'没有的' if i == 7 else '面板'}" for i in range(10)]
    path.write_text("企业名称,产业链,环节\n" + "\n".join(rows) + "\n", encoding="utf-8")
    sheet = opened(_report.workbook(path, loaded(path).rejects))["企业"]
    assert [[c.value for c in r] for r in sheet.iter_rows()] == [
        ["企业名称", "产业链", "环节", 1],
        ["甲7公司", "显示", "没有的", 9],
    ]


def test_a_cell_inside_a_merge_is_marked_at_its_head(book: Book, loaded: Told) -> None:
    rows = [["企业名称", "产业链", "环节"], ["甲公司", "显示", "没有的"], ["乙公司", "显示", None]]
    path = book({"s": rows}, [("s", "C2:C3")])
    rejects = loaded(path).rejects
    assert rejects.filter(pl.col("code") == "E_SEGMENT")["row"].to_list() == [2, 3]
    assert "E_SEGMENT" in opened(_report.workbook(path, rejects))["s"]["C2"].comment.text


def test_every_code_has_a_sentence_and_a_way_out() -> None:
    for code, advice in _rejects.ADVICE.items():
        assert code[:2] in ("E_", "W_")
        assert advice.explanation
        assert advice.fix
        assert ("未读入" in advice.explanation) or not _rejects.is_refusal(code)


def test_every_code_that_loaders_give_is_explained() -> None:
    import re

    folder = Path(_rejects.__file__).parent
    given = {c for p in folder.glob("*.py") for c in re.findall(r'"([EW]_[A-Z_]+)"', p.read_text(encoding="utf-8"))}
    assert given <= set(_rejects.ADVICE)


def test_a_workbook_named_like_a_text_comes_back_marked_as_any_other(book: Book, loaded: Told) -> None:
    path = book({"名单": ROWS})
    path = path.rename(path.with_suffix(".csv"))
    rejects = loaded(path).rejects
    assert "E_SEGMENT" in opened(_report.workbook(path, rejects))["名单"]["C4"].comment.text


def test_a_workbook_that_only_others_can_read_is_written_anew(
    book: Book, loaded: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = book({"名单": ROWS})
    rejects = loaded(path).rejects
    monkeypatch.setattr(openpyxl, "load_workbook", Broken())
    made = _report.workbook(path, rejects)
    monkeypatch.undo()
    assert "E_SEGMENT" in opened(made)["名单"]["C4"].comment.text


class Broken:
    def __call__(self, *_: Any) -> Any:
        raise SyntaxError("not well-formed (invalid token)")
