import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

Command = Callable[..., dict[str, Any]]
PAGE = "https://example.org/page"
FIRM = "xu,s1,虚构{0}公司,虚构市,produce,operating," + PAGE + "/firms,2024-03-01\n"
HEAD = "chain,segment,firm,place,activity,status,source,published_on\n"


def totals(told: dict[str, Any]) -> tuple[int, int, int, int]:
    return told["added"], told["kept"], told["retracted"], told["refused"]


def test_a_folder_is_loaded_in_the_order_in_which_its_tables_refer_to_each_other(
    command: Command, tables: Path, tmp_path: Path
) -> None:
    told = command("load", tables, "--home", tmp_path / "home")
    assert [f["series"] for f in told["files"]][:2] == ["chains.csv", "places.csv"] or told["refused"] == 0
    assert told["refused"] == 0
    assert told["added"] > 0


def test_loading_twice_changes_nothing(command: Command, tables: Path, tmp_path: Path) -> None:
    first = command("load", tables, "--home", tmp_path / "home")
    again = command("load", tables, "--home", tmp_path / "home")
    assert totals(again) == (0, first["added"], 0, 0)
    status = command("status", "--home", tmp_path / "home")
    assert status["ledger"]["loads"] == len(first["files"])


def test_firms_before_their_segments_are_refused_row_by_row_then_accepted(
    command: Command, tables: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    early = command("load", tables / "firms.csv", "--home", home)
    assert early["status"] == 3
    assert (early["refused"], early["added"]) == (4, 0)
    (report,) = [p for p in early["files"][0]["rejects"] if p.endswith(".jsonl")]
    lines = [json.loads(line) for line in Path(report).read_text(encoding="utf-8").splitlines()]
    assert {line["row"] for line in lines} >= {2, 3, 4, 5}
    assert all(line["explanation"] and line["fix"] for line in lines)
    for name in ("chains", "places", "segments"):
        assert command("load", tables / f"{name}.csv", "--home", home)["status"] == 0
    late = command("load", tables / "firms.csv", "--home", home)
    assert late["status"] == 0
    assert late["refused"] == 0
    assert late["added"] > 0


def test_refused_rows_come_back_coloured_in_the_owners_workbook(command: Command, tables: Path, tmp_path: Path) -> None:
    (tables / "firms.csv").write_text(HEAD + FIRM.format("甲") + FIRM.format("乙").replace("s1", "nowhere"), "utf-8")
    told = command("load", tables, "--home", tmp_path / "home")
    assert told["status"] == 0
    firms = next(f for f in told["files"] if f["series"] == "firms.csv")
    assert firms["why"] == {"E_SEGMENT": 1}
    book = openpyxl.load_workbook(next(p for p in firms["rejects"] if p.endswith(".xlsx")))
    coloured = [
        c.coordinate for s in book for row in s.iter_rows() for c in row if str(c.fill.fgColor.rgb).endswith("FFC7CE")
    ]
    assert coloured == ["B3"]


def test_an_edition_retracts_what_it_drops_and_a_plain_load_does_not(
    command: Command, tables: Path, home: Path
) -> None:
    (tables / "firms.csv").write_text(HEAD + "".join(FIRM.format(n) for n in "甲乙丙"), encoding="utf-8")
    plain = command("load", tables / "firms.csv", "--home", home)
    assert totals(plain)[0::2] == (0, 0)
    edition = command("load", tables / "firms.csv", "--edition", "--yes", "--home", home)
    assert edition["retracted"] == 2, "the firm and what it does"


def test_an_edition_that_drops_much_is_refused_without_a_yes(command: Command, tables: Path, home: Path) -> None:
    (tables / "firms.csv").write_text(HEAD + FIRM.format("甲"), encoding="utf-8")
    before = command("status", "--home", home)
    told = command("load", tables / "firms.csv", "--edition", "--home", home)
    assert told["status"] == 1
    assert told["err"].startswith(str(tables / "firms.csv"))
    assert "75%" in told["err"]
    assert told["err"].rstrip().endswith("load again with --yes")
    assert command("status", "--home", home) == before


def test_a_table_of_the_same_name_in_another_folder_is_told_when_that_name_was_loaded_last(
    command: Command, home: Path, tmp_path: Path
) -> None:
    for folder, firm in (("one", "虚构甲公司"), ("other", "虚构乙公司")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "名单.csv").write_text(f"企业名称,产业链\n{firm},xu\n", encoding="utf-8")
    first = command("load", tmp_path / "one" / "名单.csv", "--home", home)["files"][0]
    told = command("load", tmp_path / "other" / "名单.csv", "--edition", "--home", home)
    assert told["status"] == 1
    assert f"as load {first['load']}, from a file of sha256" in told["err"]
    assert "if it is another table of the same name give it --series NAME" in told["err"]
    apart = command("load", tmp_path / "other" / "名单.csv", "--edition", "--series", "别的名单", "--home", home)
    assert (apart["retracted"], apart["added"] > 0) == (0, True)


def test_check_says_what_would_happen_and_writes_nothing(command: Command, tables: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    told = command("load", tables, "--check", "--home", home)
    assert told["checked"]
    assert told["refused"] == 0, "a table may refer to one before it that is only checked too"
    assert not (home / "ledger").exists()
    assert command("load", tables, "--home", home)["added"] == told["added"]
    (tables / "firms.csv").write_text(HEAD + FIRM.format("戊"), encoding="utf-8")
    weighed = command("load", tables / "firms.csv", "--check", "--edition", "--home", home)
    assert weighed["retracted"] == 8
    assert weighed["files"][0]["share_retracted"] == 1
    assert command("load", tables, "--check", "--home", home)["retracted"] == 0


def test_tables_of_a_person_are_internal_unless_they_say_otherwise(command: Command, home: Path) -> None:
    from graph.ledger import Ledger

    seen = Ledger.open(home).pin().claims.select("visibility").unique().collect()["visibility"].to_list()
    assert seen == ["internal"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["load"], "nothing to load"),
        (["load", "gone.csv"], "gone.csv: not found"),
        (["load", "tables", "--series", "x"], "load them one by one"),
        (["load", "tables", "--visibility", "all"], "public, internal, confidential"),
        (["load", "tables", "--dated", "yesterday"], "write it like 2024"),
        (["build", "--as-of", "2021-13"], "no calendar has 2021-13"),
        (["build", "--as-of", "now"], "write it like 2021"),
        (["build", "--home", "empty"], "load a file first"),
        (["status", "--home", "empty"], "load a file first"),
        (["restore", "gone.tar", "--home", "new"], "gone.tar"),
        (["purge", "--source", "x", "--reason", "y"], "say --yes"),
        (["show", "gap_lst"], "did you mean gap-list"),
        (["ask", "gaps", "--chain", "显示", "--within-km", "远"], "--within-km 远:不是数;请写如 3"),
        (["show", "chain-map", "--edition", "外"], "--edition 外:不在可选之内;请写 internal、outside 之一"),
        (["schema", "Frim"], "did you mean Firm?"),
    ],
)
def test_a_wrong_word_is_told_place_first_and_way_out_last(
    command: Command, tables: Path, words: list[str], says: str
) -> None:
    told = command(*words)
    assert told["status"] == 1
    assert says in told["err"]
    assert "Traceback" not in told["err"]


def test_two_tables_that_date_one_page_differently_are_loaded_once(
    command: Command, tables: Path, tmp_path: Path
) -> None:
    late = (tables / "feeds.csv").read_text(encoding="utf-8").replace("2024-01-01", "2024-02-02")
    (tables / "feeds.csv").write_text(late, encoding="utf-8")
    first = command("load", tables, "--home", tmp_path / "home")
    command("load", tables, "--home", tmp_path / "home")
    assert command("status", "--home", tmp_path / "home")["ledger"]["loads"] == len(first["files"])
