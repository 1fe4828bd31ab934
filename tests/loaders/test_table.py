"""Tables as people write them: encodings, merges, titles, totals, and files that are no tables."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import loaders
from graph.errors import SourceError
from loaders import _sniff
from loaders._known import Known
from loaders._shape import key
from loaders._table import Table, declared, read_table

HEADINGS = frozenset(map(key, ("企业名称", "统一社会信用代码", "环节", "所在地", "总投资", "firm", "segment")))
Book = Callable[..., Path]
ROW = "企业名称,环节\n甲公司,面板\n"


def table(path: Path) -> Table:
    return read_table(path, HEADINGS)[0]


def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings_of_office_programs_read_alike(tmp_path: Path, encoding: str) -> None:
    read = table(write(tmp_path / "a.csv", (ROW * 1).encode(encoding)))
    assert [h.text for h in read.heads] == ["企业名称", "环节"]
    assert read.frame.rows() == [(2, "甲公司", "面板")]


def test_a_character_cut_at_the_end_of_a_sample_does_not_mislead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_sniff, "SAMPLE", 10)
    assert table(write(tmp_path / "a.csv", ROW.encode())).frame["c0"].to_list() == ["甲公司"]


def test_what_may_be_big5_is_asked_about(tmp_path: Path) -> None:
    text = "企業名稱,環節\n" + "虛構顯示科技股份有限公司,顯示面板與觸控模組製造\n" * 5
    with pytest.raises(SourceError, match="Big5"):
        table(write(tmp_path / "a.csv", text.encode("big5")))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"\n \n", "blank"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)), "binary"),
        (b"PK\x03\x04 and nothing more", "damaged archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and nothing more", "workbook"),
        ("名称,环节\n甲".encode() + b"\xff\xff\xff", "neither UTF-8 nor GB18030"),
        ("\ufeff甲".encode() + b"\xff\xff", "begins as UTF-8"),
        (b"\xff\xfe\x00", "begins as UTF-16"),
    ],
)
def test_what_is_no_table_is_refused_with_a_way_out(tmp_path: Path, content: bytes, says: str) -> None:
    with pytest.raises(SourceError, match=says) as told:
        table(write(tmp_path / "a.csv", content))
    assert str(told.value).startswith("a.csv")


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(SourceError, match="cannot be opened"):
            table(path)


def test_an_archive_without_a_workbook_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    with pytest.raises(SourceError, match="without a workbook"):
        table(tmp_path / "a.xlsx")


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<a/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (80 << 20))
    with pytest.raises(SourceError, match="zip bomb"):
        table(tmp_path / "bomb.xlsx")


def test_an_archive_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<a/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (80 << 20))
    raw = path.read_bytes().replace((80 << 20).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    path.write_bytes(raw)
    with pytest.raises(SourceError, match="zip bomb"):
        table(path)


def test_a_locked_workbook_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, book: Book) -> None:
    import python_calamine

    def locked(*_: object) -> None:
        raise python_calamine.PasswordError("locked")

    path = book({"s": [["企业名称"], ["甲公司"]]})
    monkeypatch.setattr(python_calamine.CalamineWorkbook, "from_path", locked)
    with pytest.raises(SourceError, match="password"):
        table(path)


def test_the_ending_of_the_name_is_not_asked(tmp_path: Path, book: Book) -> None:
    workbook = book({"s": [["企业名称", "环节"], ["甲公司", "面板"]]}, name="a.csv")
    text = write(tmp_path / "b.xlsx", ROW.encode())
    assert table(workbook).frame.rows() == table(text).frame.rows() == [(2, "甲公司", "面板")]


def test_tabs_and_semicolons_separate_where_there_is_no_comma(tmp_path: Path) -> None:
    for separator in "\t;":
        path = write(tmp_path / "a.csv", ROW.replace(",", separator).encode())
        assert table(path).frame.rows() == [(2, "甲公司", "面板")]


def test_rows_of_unequal_length_are_read(tmp_path: Path) -> None:
    read = table(write(tmp_path / "a.csv", "企业名称,环节\n甲公司\n乙公司,面板,多出来的\n".encode()))
    assert read.frame.rows() == [(2, "甲公司", None, None), (3, "乙公司", "面板", "多出来的")]


def test_a_quote_that_never_closes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="quotes"):
        table(write(tmp_path / "a.csv", '企业名称,环节\n"甲公司,面板\n'.encode()))


def test_row_numbers_are_the_spreadsheets(tmp_path: Path) -> None:
    text = '某市重点企业名单\n\n企业名称,环节\n甲公司,面板\n\n"乙\n公司",面板\n合计,2\n注:以上为演示\n'
    read = table(write(tmp_path / "a.csv", text.encode()))
    assert read.frame["row"].to_list() == [4, 6]
    assert read.title == "某市重点企业名单"
    assert read.skipped.rows() == [(7, "合计"), (8, "注:以上为演示")]


def test_a_firm_whose_name_begins_like_a_note_is_kept(tmp_path: Path) -> None:
    read = table(write(tmp_path / "a.csv", "企业名称,环节\n注塑虚构公司,面板\n合计虚构科技有限公司,面板\n".encode()))
    assert read.frame["c0"].to_list() == ["注塑虚构公司", "合计虚构科技有限公司"]
    assert read.skipped.is_empty()


def test_titles_two_header_rows_and_merges_are_undone(book: Book) -> None:
    rows: list[list[Any]] = [
        ["某园区企业情况表(截至2023年12月)", None, None, None, None],
        [None, None, None, None, "单位:万元"],
        ["环节", "企业名称", "基本情况", None, "总投资"],
        [None, None, "统一社会信用代码", "所在地", None],
        ["面板", "甲公司", "91350200MA00000001", "厦门", 100],
        [None, "乙公司", None, "深圳", 200.5],
        ["合计", None, None, None, 300.5],
    ]
    merges = ["A1:E1", "A3:A4", "B3:B4", "C3:D3", "E3:E4", "A5:A6"]
    read = table(book({"s": rows}, [("s", m) for m in merges]))
    assert [h.text for h in read.heads] == [
        "环节",
        "企业名称",
        "基本情况/统一社会信用代码",
        "基本情况/所在地",
        "总投资",
    ]
    assert read.frame.select("row", "c0", "c1").rows() == [(5, "面板", "甲公司"), (6, "面板", "乙公司")]
    assert (read.declared_on, read.unit) == ("2023-12", "万元")
    assert read.numbers.filter(pl.col("row") == 5).select("c4").item()


def test_groups_in_a_text_file_are_carried_over_the_blanks(tmp_path: Path) -> None:
    text = "企业名称,所在地,营业收入,\n,,2021年,2022年\n甲公司,厦门,1,2\n"
    read = table(write(tmp_path / "a.csv", text.encode()))
    assert [h.text for h in read.heads] == ["企业名称", "所在地", "营业收入/2021年", "营业收入/2022年"]
    assert len(read.frame) == 1


def test_a_line_merged_over_the_whole_width_is_no_row(book: Book) -> None:
    rows = [["企业名称", "环节", "所在地"], ["一、显示", None, None], ["甲公司", "面板", "厦门"]]
    read = table(book({"s": rows}, [("s", "A2:C2")]))
    assert read.frame["c0"].to_list() == ["甲公司"]
    assert read.skipped.rows() == [(2, "一、显示")]


def test_dates_and_numbers_of_a_workbook_are_texts(book: Book) -> None:
    import datetime as dt

    rows = [["企业名称", "环节", "总投资"], ["甲公司", dt.datetime(2019, 12, 5), 3.0], ["乙公司", True, 0.25]]
    assert table(book({"s": rows})).frame.rows() == [(2, "甲公司", "2019-12-05", "3"), (3, "乙公司", "是", "0.25")]


def test_what_says_nothing_is_empty(tmp_path: Path) -> None:
    read = table(write(tmp_path / "a.csv", "企业名称,环节\n甲公司,—\n/,面板\n 乙公司 , \n".encode()))
    assert read.frame.rows() == [(2, "甲公司", None), (3, None, "面板"), (4, "乙公司", None)]


def test_the_date_a_title_declares_keeps_its_precision() -> None:
    assert declared("统计日期:2023.6.30") == "2023-06-30"
    assert declared("数据更新于2022年") == "2022"
    assert declared("虚构园区2023年企业名单") is None


def test_a_file_no_loader_knows_names_its_headings(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "天气,温度\n晴,20\n".encode())
    with pytest.raises(SourceError, match=r"a\.csv: no loader"):
        loaders.find(path)


def test_the_folder_is_the_registry(tmp_path: Path) -> None:
    texts = {
        "chains": "产业链,名称,别名\n",
        "firms": "企业名称,环节,所在地\n",
        "supplies": "供应商,客户,产品\n",
        "surveys": "环节,地点,方式,日期\n",
        "anchors": "链主企业,产业链\n",
        "honours": "企业名称,荣誉名称,年份\n",
        "projects": "项目名称,企业名称,进展,日期\n",
        "judgements": "名称甲,名称乙,判断\n",
    }
    found = {n: loaders.find(write(tmp_path / "表.csv", t.encode())).__name__ for n, t in texts.items()}
    assert found == {n: f"loaders.{n}" for n in texts}


def test_files_are_ordered_by_what_refers_to_what(tmp_path: Path) -> None:
    firms = write(tmp_path / "a.csv", b"firm,segment\n")
    feeds = write(tmp_path / "b.csv", b"chain,upstream,downstream\n")
    chains = write(tmp_path / "c.csv", b"chain,name_zh\n")
    assert loaders.in_order([firms, feeds, chains]) == [chains, feeds, firms]


def test_only_headings_is_said(tmp_path: Path, known: Known) -> None:
    from graph.model.claim import Rejects

    path = write(tmp_path / "a.csv", "企业名称,环节\n".encode())
    parts = list(loaders.read(path, known))
    assert [p.frame["code"].to_list() for p in parts if isinstance(p, Rejects)] == [["W_NO_ROWS"]]


def test_a_division_code_stored_as_a_number_is_refused(book: Book, known: Known) -> None:
    from graph.model.claim import Claims, Rejects

    rows = [["区划代码", "名称", "上级代码"], [350299, "虚构区", "350200"], ["350298", "虚拟区", "350200"]]
    parts = list(loaders.read(book({"s": rows}), known))
    refused = [r for p in parts if isinstance(p, Rejects) for r in p.frame.select("row", "code").rows()]
    assert (2, "E_NUMERIC_CODE") in refused
    assert {s for p in parts if isinstance(p, Claims) and p.kind == "Place" for s in p.frame["subject"]} == {"350298"}


@pytest.mark.parametrize("content", [b"hello, world", b"\x00\x01\x02\x03"])
def test_what_is_only_named_a_workbook_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bad.xlsx"
    path.write_bytes(content)
    with pytest.raises(SourceError, match=r"bad\.xlsx: is no workbook"):
        loaders.find(path)


def test_a_table_of_text_is_read_whatever_its_name_ends_with(tmp_path: Path) -> None:
    path = tmp_path / "企业.xlsx"
    path.write_text("企业名称,所在地\n甲公司,厦门\n", encoding="utf-8")
    assert loaders.find(path).__name__ == "loaders.firms"
