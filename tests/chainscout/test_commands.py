import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from chainscout import cli

Command = Callable[..., dict[str, Any]]


def test_a_question_is_answered_with_its_stamp_and_evidence(command: Command, home: Path) -> None:
    told = command("ask", "firms-in-segment", "--segment", "虚构面板", "--place", "虚构市", "--home", home)
    answer = told["answer"]
    assert told["question"] == "firms-in-segment"
    assert told["asked"] == {"segment": "虚构面板", "place": "虚构市"}
    assert answer["as_of"]
    assert answer["ledger"] >= 0
    assert len(answer["evidence"]) >= 4


def test_the_place_of_the_settings_is_asked_where_none_is_given(command: Command, home: Path) -> None:
    (home / "chainscout.toml").write_text('place = "虚构市"\n', encoding="utf-8")
    told = command("ask", "chain_status", "--chain", "虚构链", "--home", home)
    assert told["asked"]["place"] == "虚构市"
    assert told["answer"]["n"] == 2


def test_thresholds_of_the_office_change_the_answer(command: Command, home: Path) -> None:
    words = ("ask", "chain-status", "--chain", "xu", "--place", "虚构市", "--home", str(home))

    def states() -> dict[str, str]:
        return {s["name"]: s["state"] for s in command(*words)["answer"]["segments"]}

    assert states()["虚构面板"] == "strong"
    (home / "chainscout.toml").write_text("[thresholds]\nstrong_makers = 5\n", encoding="utf-8")
    assert states()["虚构面板"] == "covered"


def test_csv_and_text_show_chinese_headings(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["ask", "firms-in-segment", "--segment", "s1", "--place", "虚构市", "--home", str(home)]
    assert cli.main([*words, "--csv"]) == 0
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert any("虚构甲公司" in row for row in rows)
    assert cli.main(words) == 0
    shown = capsys.readouterr().out
    assert "虚构甲公司" in shown
    assert "截至" in shown
    assert "Traceback" not in shown


def test_cypher_is_printed_with_the_parameters_it_was_run_with(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["ask", "firms-in-segment", "--segment", "虚构面板", "--place", "虚构市", "--cypher"]
    assert cli.main([*words, "--home", str(home)]) == 0
    shown = capsys.readouterr().out
    assert ":params {" in shown
    assert "xu/s1" in shown
    assert "MATCH" in shown
    assert cli.main([*words, "--home", "nowhere"]) == 0, "without a graph the query alone"
    assert "MATCH" in capsys.readouterr().out


def test_a_name_that_is_not_there_offers_the_nearest(command: Command, home: Path) -> None:
    told = command("ask", "chain-status", "--chain", "虚构炼", "--place", "虚构市", "--home", home)
    assert told["status"] == 1
    assert "虚构链" in told["err"]


def test_a_question_says_what_it_takes(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["ask", "gaps", "--help"])
    shown = capsys.readouterr().out
    assert "--chain" in shown
    assert "needed" in shown
    assert "某地某产业链" in shown


def test_an_option_that_is_needed_is_named(command: Command, home: Path) -> None:
    told = command("ask", "gaps", "--home", home)
    assert told["status"] == 1
    assert "--chain" in told["err"]


def test_pages_are_written_whole(command: Command, home: Path, tmp_path: Path) -> None:
    page = command("show", "gap-list", "--places", "虚构市", "--out", tmp_path / "x" / "a.html", "--home", home)
    assert Path(page["files"][0]["path"]).read_text(encoding="utf-8").lower().startswith("<!doctype html")
    book = command("show", "gap-workbook", "--places", "虚构市", "--out", tmp_path / "b.xlsx", "--home", home)
    assert zipfile.is_zipfile(book["files"][0]["path"])
    assert sorted(p.name for p in tmp_path.iterdir() if p.name.endswith(".part")) == []


def test_lists_of_questions_pages_and_kinds(command: Command) -> None:
    assert {"gaps", "chain-status", "candidates", "sources"} <= {q["name"] for q in command("ask")["questions"]}
    assert {"gap-list", "gap-workbook"} <= {p["name"] for p in command("show")["pages"]}
    kinds = {k["kind"] for k in command("schema")["kinds"]}
    assert {"Firm", "OPERATES_IN"} <= kinds
    assert command("schema", "企业")["kinds"][0]["kind"] == "Firm"


def test_status_knows_when_the_graph_is_behind(command: Command, home: Path, tables: Path) -> None:
    assert command("status", "--home", home)["graph"]["stale"] is False
    more = (tables / "firms.csv").read_text(encoding="utf-8").replace("虚构甲公司", "虚构新公司")
    (tables / "firms.csv").write_text(more, encoding="utf-8")
    assert command("load", tables / "firms.csv", "--home", home)["added"] > 0
    status = command("status", "--home", home)
    assert status["graph"]["stale"] is True
    assert status["ledger"]["last"][-1]["series"] == "firms.csv"


def test_a_backup_restored_elsewhere_builds_the_same_graph(command: Command, home: Path, tmp_path: Path) -> None:
    saved = command("backup", tmp_path / "saved.tar", "--home", home)
    assert saved["bytes"] == Path(saved["archive"]).stat().st_size
    other = tmp_path / "other"
    assert command("restore", saved["archive"], "--home", other)["status"] == 0
    again = command("restore", saved["archive"], "--home", other)
    assert again["status"] == 1
    assert "not empty" in again["err"]
    first, second = command("build", "--anew", "--home", home), command("build", "--home", other)
    assert (first["nodes"], first["edges"]) == (second["nodes"], second["edges"])


def test_what_is_no_backup_is_said_so_and_a_backup_is_never_named_otherwise(
    command: Command, home: Path, tmp_path: Path
) -> None:
    other, text = tmp_path / "other", tmp_path / "note.tar"
    text.write_text("虚构", encoding="utf-8")
    assert "there is no such file" in command("restore", tmp_path / "none.tar", "--home", other)["err"]
    assert "is no backup" in command("restore", text, "--home", other)["err"]
    assert "name it saved.tar" in command("backup", tmp_path / "saved.zip", "--home", home)["err"]


def test_what_a_source_said_can_be_removed_for_good(command: Command, home: Path) -> None:
    page = "https://example.org/page/firms"
    told = command("purge", "--source", page, "--reason", "licence withdrawn", "--yes", "--home", home)
    assert told["removed"] == 8
    left = command("status", "--home", home)["ledger"]["claims"]
    assert {"Firm", "OPERATES_IN"}.isdisjoint(left)
    assert left["Segment"] == 2


def test_a_claim_can_be_retracted_by_the_id_an_answer_shows(command: Command, home: Path) -> None:
    from graph.ledger import Ledger

    claims = Ledger.open(home).pin().claims.collect()
    chosen = claims.filter(claims["kind"] == "OPERATES_IN")["claim_id"][0]
    told = command("retract", chosen, "--reason", "closed", "--home", home)
    assert told["retracted"] == 1
    assert command("retract", "c-none", "--reason", "x", "--home", home)["status"] == 1


def test_the_doctor_finds_a_home_in_order_and_one_that_is_not(command: Command, home: Path, tmp_path: Path) -> None:
    well = command("doctor", "--home", home)
    assert well["ok"]
    assert [f["check"] for f in well["findings"] if f["state"] != "ok"] in ([], ["disk"])
    (home / "VERSION").write_text("99\n", encoding="utf-8")
    ill = command("doctor", "--home", home)
    assert (ill["status"], ill["ok"]) == (1, False)
    assert any("newer version" in f["says"] for f in ill["findings"])


def test_migrate_has_nothing_to_do_in_a_new_home(command: Command, home: Path) -> None:
    assert command("migrate", "--home", home)["backup"] is None
