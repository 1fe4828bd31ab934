import csv
import io
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from chainscout import cli
from tests.cypher.hostile import REFUSED, TEN

Command = Callable[..., dict[str, Any]]
FIRMS = "MATCH (f:Firm) RETURN f.name AS 企业, f ORDER BY 企业"


def test_rows_come_with_their_columns_parameters_and_stamp(command: Command, home: Path) -> None:
    asked = "MATCH (f:Firm) WHERE f.name = $name RETURN f.name AS 企业, $n AS n"
    told = command("cypher", asked, "--param", "name=虚构甲公司", "--param", "n=3", "--home", home)
    assert told["rows"] == [{"企业": "虚构甲公司", "n": 3}]
    assert (told["columns"], told["n"], told["more"]) == (["企业", "n"], 1, "")
    assert told["parameters"] == {"name": "虚构甲公司", "n": 3}
    assert told["as_of"]
    assert told["seconds"] > 0


def test_a_person_sees_a_node_a_tie_and_a_path_by_their_names(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = "MATCH p = (s:Segment)-[t:PART_OF]->(c:Chain) RETURN s, t, p, [1, true] AS l, {a: null} AS m ORDER BY s.id LIMIT 1"
    assert cli.main(["cypher", asked, "--home", str(home)]) == 0
    shown = "".join(capsys.readouterr().out.split())
    assert "Segment虚构材料(xu/s0)" in shown
    assert "PART_OFxu/s0→xu" in shown
    assert "虚构材料-[PART_OF]→虚构链" in shown
    assert "1;true" in shown
    assert "1行·" in shown


def test_csv_holds_numbers_as_numbers_and_no_formula(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = "RETURN -1.5 AS n, '=1+1' AS f, null AS nothing, [1, 2] AS l"
    assert cli.main(["cypher", asked, "--csv", "--home", str(home)]) == 0
    assert list(csv.reader(io.StringIO(capsys.readouterr().out))) == [
        ["n", "f", "nothing", "l"],
        ["-1.5", "'=1+1", "", "1; 2"],
    ]


def test_what_a_limit_left_out_is_said(command: Command, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command("cypher", FIRMS, "--rows", "2", "--home", home)["more"] == "rows"
    cli.main(["cypher", FIRMS, "--rows", "2", "--home", str(home)])
    assert "还有更多,只取了前 2 行" in capsys.readouterr().out
    cli.main(["cypher", FIRMS, "--rows", "2", "--csv", "--home", str(home)])
    told = capsys.readouterr()
    assert "还有更多" in told.err
    assert len(told.out.splitlines()) == 3, "a table is a table"


def test_a_query_is_read_from_stdin(command: Command, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("MATCH (c:Chain)\nRETURN c.id AS id\n"))
    assert command("cypher", "-", "--home", home)["rows"] == [{"id": "xu"}]
    monkeypatch.setattr("sys.stdin", io.StringIO(" \n"))
    told = command("cypher", "-", "--home", home)
    assert (told["status"], "stdin: holds no query" in told["err"]) == (1, True)


def test_saved_queries_are_listed_shown_and_run(command: Command, home: Path) -> None:
    listed = {one["name"]: one for one in command("cypher", "--home", home)["saved"]}
    assert listed["firms-by-segment"]["parameters"]["place"]["says"]
    words = ("cypher", "--saved", "firms-by-segment", "--param", "chain=xu", "--param", "place=虚构市", "--home", home)
    told = command(*words)
    assert (told["saved"], told["n"]) == ("firms-by-segment", 4)
    assert told["rows"][0]["来源"].startswith("https://example.org")
    shown = command(*words, "--show")
    assert shown["parameters"] == {"chain": "xu", "place": "虚构市"}
    assert shown["cypher"] == told["cypher"]


def test_an_own_saved_query_survives_a_backup(command: Command, home: Path, tmp_path: Path) -> None:
    (home / "cypher").mkdir()
    (home / "cypher" / "mine.cypher").write_text(
        "// 我的\n// Mine\nMATCH (c:Chain) RETURN c.id AS id", encoding="utf-8"
    )
    assert command("cypher", "--saved", "mine", "--home", home)["rows"] == [{"id": "xu"}]
    archive = command("backup", tmp_path / "saved.tar", "--home", home)["archive"]
    assert command("restore", archive, "--home", tmp_path / "other")["status"] == 0
    assert "mine" in {one["name"] for one in command("cypher", "--home", tmp_path / "other")["saved"]}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["RETURN $n AS n"], "--param n=…"),
        (["RETURN 1 AS n", "--param", "m=1"], "--param m: the query has no $m"),
        (["RETURN $n AS n", "--param", "n"], "write it like --param chain=display"),
        (["RETURN $n AS n", "--param", "n=[1, 2"], "begins like JSON and is none"),
        (["RETURN 1 AS n", "--rows", "0"], "at most 100000"),
        (["RETURN 1 AS n", "--seconds", "1000"], "at most 300"),
        (["RETURN 1 AS n", "--saved", "honours"], "leave one of them out"),
        (["--saved", "honour"], "did you mean honours"),
        (["MATCH (n) RETURN nn"], "check the query"),
        (["MATCH (a), (b), (c), (d), (e), (f), (g), (h), (i), (j), (k) WHERE a.id + b.id <> c.id + k.id RETURN count(*) AS n", "--seconds", "0.3"],
         "stopped after 0.3 s"),
    ],
)  # fmt: skip
def test_what_is_not_run_is_told_with_a_way_out_and_status_1(
    command: Command, home: Path, words: list[str], said: str
) -> None:
    told = command("cypher", *words, "--home", home)
    assert told["status"] == 1
    assert said in told["err"]
    assert "Traceback" not in told["err"]


@pytest.mark.parametrize("name", TEN)
def test_a_hostile_statement_ends_with_status_1_and_the_next_one_works(command: Command, home: Path, name: str) -> None:
    told = command("cypher", REFUSED[name], "--home", home)
    assert told["status"] == 1
    assert told["err"].startswith("cypher, line ")
    assert command("cypher", "MATCH (f:Firm) RETURN count(f) AS n", "--home", home)["rows"] == [{"n": 4}]


def test_without_a_graph_it_says_how_to_get_one(command: Command, home: Path, tmp_path: Path) -> None:
    shutil.rmtree(home / "graph")
    assert "run `chainscout build`" in command("cypher", FIRMS, "--home", home)["err"]
    assert "load a file first" in command("cypher", FIRMS, "--home", tmp_path / "nowhere")["err"]
    assert not (tmp_path / "nowhere").exists()


@pytest.fixture
def on_a_server(neo4j_lent: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Commands with --store neo4j find an empty server."""
    server = neo4j_lent.emptied().link.server
    for name, value in (("URI", server.uri), ("USER", server.user), ("PASSWORD", server.password)):
        monkeypatch.setenv(f"CHAINSCOUT_NEO4J_{name}", value)
    yield
    neo4j_lent.emptied()


@pytest.mark.usefixtures("on_a_server")
def test_a_server_is_asked_and_counted_in_the_same_way(command: Command, home: Path) -> None:
    there = ("--store", "neo4j", "--home", home)
    assert "run `chainscout build`" in command("cypher", FIRMS, *there)["err"]
    assert command("build", *there)["status"] == 0
    words = ("cypher", "--saved", "firms-by-segment", "--param", "chain=xu", "--param", "place=虚构市")
    told = command(*words, *there)
    assert told["rows"] == command(*words, "--home", home)["rows"]
    assert told["n"] == 4
    assert told["as_of"]
    assert {k["kind"]: k["n"] for k in command("schema", *there)["kinds"]}["OPERATES_IN"] == 4
    assert command("cypher", "MATCH (n) DETACH DELETE n", *there)["status"] == 1


def test_schema_counts_what_is_in_the_graph(command: Command, home: Path) -> None:
    told = command("schema", "--home", home)
    counts = {kind["kind"]: kind["n"] for kind in told["kinds"]}
    assert (counts["Firm"], counts["OPERATES_IN"], counts["FEEDS"], counts["Fund"]) == (4, 4, 1, 0)
    assert told["graph"]["as_of"]
    one = command("schema", "企业", "--home", home)["kinds"]
    assert [kind["n"] for kind in one] == [4]


def test_schema_needs_no_graph(command: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = command("schema", "--home", tmp_path / "nowhere")
    assert told["graph"] is None
    assert {kind["n"] for kind in told["kinds"]} == {None}
    cli.main(["schema", "--home", str(tmp_path / "nowhere")])
    assert "Firm" in capsys.readouterr().out
