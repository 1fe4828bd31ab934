"""An edition with rows that could not be read; files that were misread: what is kept, and what is said of it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from chainscout import cli

Command = Callable[..., dict[str, Any]]
PAGE = "https://example.org/page"
HEAD = "chain,segment,firm,place,activity,status,source,published_on\n"


def row(name: str, segment: str = "s1", status: str = "operating") -> str:
    return f"xu,{segment},{name},虚构市,produce,{status},{PAGE}/firms,2024-03-01\n"


def firm(letter: str) -> str:
    return f"虚构{letter}公司"


ALL = [row(firm(n)) for n in "甲乙丙丁"]


def firms(folder: Path, *rows: str) -> Path:
    path = folder / "firms.csv"
    path.write_text(HEAD + "".join(rows), encoding="utf-8")
    return path


def standing(home: Path) -> list[str]:
    """The firms of which anything stands."""
    from datetime import date

    from graph.ledger import Ledger
    from graph.standing import standing

    day = date(2100, 1, 1)
    return standing(Ledger.open(home).pin(), as_of=day, known_on=day).nodes["Firm"]["name"].sort().to_list()


@pytest.mark.parametrize(
    ("rows", "kept", "retracted", "left"),
    [
        ([*ALL[:3], row(firm("丁"), "s9")], 2, 0, "甲乙丙丁"),
        ([row(firm("丁"), "s9"), *ALL[:2]], 2, 2, "甲乙丁"),
        ([*ALL[:2], row(firm("戊"), "s9")], 0, 4, "甲乙"),
        ([*ALL[:2], row("")], 4, 0, "甲乙丙丁"),
        ([*ALL[:2], row("12345")], 4, 0, "甲乙丙丁"),
        ([row(f" {firm('甲')}", "s9"), *ALL[1:]], 2, 0, "甲乙丙丁"),
    ],
    ids=["its-segment", "moved-up", "of-a-new-firm", "no-name", "no-usable-name", "with-a-blank"],
)
def test_an_edition_keeps_what_a_refused_row_may_have_said(
    command: Command, tables: Path, home: Path, rows: list[str], kept: int, retracted: int, left: str
) -> None:
    path = firms(tables, *rows)
    weighed = command("load", path, "--edition", "--check", "--home", home)
    told = command("load", path, "--edition", "--yes", "--home", home)
    for one in (weighed, told):
        assert (one["refused"], one["kept_unread"], one["retracted"]) == (1, kept, retracted)
    assert standing(home) == sorted(firm(n) for n in left)


def test_once_the_row_is_repaired_the_edition_retracts_what_it_drops(
    command: Command, tables: Path, home: Path
) -> None:
    command("load", firms(tables, *ALL[:2], row("")), "--edition", "--yes", "--home", home)
    told = command(
        "load", firms(tables, *ALL[:2], row(firm("丁"), status="closed")), "--edition", "--yes", "--home", home
    )
    assert (told["refused"], told["kept_unread"]) == (0, 0)
    assert standing(home) == [firm(n) for n in sorted("丁乙甲")]


def test_a_refused_supply_keeps_the_ties_of_the_side_that_can_be_read(
    command: Command, tables: Path, home: Path
) -> None:
    head = "supplier,customer,product,source,published_on\n"
    ties = [f"{firm(a)},{firm(b)},虚构玻璃,{PAGE},2024-01-01\n" for a, b in ("甲乙", "丙丁", "乙丁")]
    path = tables / "supplies.csv"
    path.write_text(head + "".join(ties), encoding="utf-8")
    command("load", path, "--home", home)
    path.write_text(head + ties[2] + ties[0].replace(firm("甲"), "???"), encoding="utf-8")
    told = command("load", path, "--edition", "--yes", "--home", home)
    assert told["kept_unread"] == 1, "who supplies 乙"
    assert told["retracted"] == 3, "the tie of 丙, and the names of 甲 and 丙 in this table"


def test_a_refused_survey_keeps_the_surveys_of_the_place_that_can_be_read(
    command: Command, tables: Path, home: Path
) -> None:
    head = "chain,segment,place,method,searches,found,surveyed_on,source,published_on\n"
    seen = [f"xu,s{n},虚构市,searched,3,no,2024-05-0{n + 1},{PAGE},2024-06-01\n" for n in (0, 1)]
    path = tables / "surveys.csv"
    path.write_text(head + "".join(seen), encoding="utf-8")
    command("load", path, "--home", home)
    path.write_text(head + seen[0].replace("s0", "s00"), encoding="utf-8")
    told = command("load", path, "--edition", "--yes", "--home", home)
    assert (told["refused"], told["kept_unread"], told["retracted"]) == (1, 2, 0)


def said(capsys: pytest.CaptureFixture[str], *words: str | Path) -> str:
    capsys.readouterr()
    cli.main([str(w) for w in words])
    return capsys.readouterr().out


def test_what_is_kept_because_of_refused_rows_is_said_with_the_way_out(
    tables: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = said(capsys, "load", firms(tables, *ALL[:3], row(firm("丁"), "s9")), "--edition", "--home", home)
    line = next(n for n in out.splitlines() if "kept 2 claims" in n)
    assert line.startswith("firms.csv: ")
    assert line.endswith("repair those rows and load the edition again")


def test_what_was_misread_stays_so_until_its_file_changes_or_it_is_wished(
    command: Command, tables: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from graph.ledger import Ledger

    claims = Ledger.open(home).pin().claims.filter(pl.col("name") == firm("甲")).collect()["claim_id"].to_list()
    path = firms(tables, *ALL)
    assert command("retract", *claims, "--misread", "--reason", "虚构误读", "--home", home)["retracted"] == 1
    again = command("load", path, "--home", home)
    assert (again["added"], again["kept_corrected"], again["files"][0]["asserted_again"]) == (0, 1, [])
    assert firm("甲") not in standing(home)
    line = next(n for n in said(capsys, "load", path, "--home", home).splitlines() if "kept corrected 1" in n)
    assert line.startswith("firms.csv: ")
    assert line.endswith("--restate asserts them again")
    assert command("load", path, "--restate", "--home", home)["files"][0]["asserted_again"] == claims
    assert firm("甲") in standing(home)
    command("retract", *claims, "--misread", "--reason", "虚构误读", "--home", home)
    out = said(capsys, "load", firms(tables, *ALL, row(firm("戊"))), "--home", home)
    line = next(n for n in out.splitlines() if "asserted again 1" in n)
    assert claims[0] in line
    assert line.endswith("`chainscout retract --misread` them")
    assert firm("甲") in standing(home)


def test_what_an_edition_dated_this_year_drops_is_over_today(command: Command, tables: Path, home: Path) -> None:
    from datetime import date

    from graph.ledger import Ledger

    command("load", firms(tables, *ALL[:3]), "--edition", "--yes", "--dated", str(date.today().year), "--home", home)
    gone = Ledger.open(home).pin().claims.filter(pl.col("event") == "retract").select("known_on").collect()
    assert gone["known_on"].to_list()
    assert all(date.fromisoformat(day) <= date.today() for day in gone["known_on"])
