"""What was invented for an example: never mixed into answers, and under a watermark where it is asked for."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from chainscout import cli

Command = Callable[..., dict[str, Any]]
HEAD = "企业名称,产业链,环节,所在地,活动,阶段,发布日期,依据类型\n"
MARK = "含合成示例"


def table(folder: Path, text: str, name: str = "示例企业.csv") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def firms(command: Command, home: Path) -> dict[str, Any]:
    return dict(command("ask", "firms-in-segment", "--segment", "s0", "--place", "虚构市", "--home", home)["answer"])


def status(command: Command, home: Path, segment: str) -> str:
    answer = command("ask", "chain-status", "--chain", "xu", "--place", "虚构市", "--home", home)["answer"]
    return str(next(s["state"] for s in answer["segments"] if s["name"] == segment))


def loaded(command: Command, home: Path, path: Path, *words: str) -> dict[str, Any]:
    told = command("load", path, *words, "--home", home)
    assert told["status"] == 0, told["err"]
    return told


def test_marked_rows_stay_out_of_the_graph_and_are_counted(command: Command, home: Path, tmp_path: Path) -> None:
    before = firms(command, home), status(command, home, "虚构材料")
    loaded(command, home, table(tmp_path, HEAD + "虚构示例公司,xu,s0,虚构市,生产,投产,2024,合成示例\n"))
    built = command("build", "--home", home)
    assert built["counts"]["synthetic"] >= 2
    assert built["synthetic"] == 0
    now = firms(command, home), status(command, home, "虚构材料")
    assert now[1] == before[1] == "unknown"
    assert now[0]["n"] == before[0]["n"] == 0
    assert now[0]["watermark"] == ""


def test_the_whole_file_may_be_said_to_be_invented(command: Command, home: Path, tmp_path: Path) -> None:
    path = table(tmp_path, "企业名称,产业链,环节,所在地,阶段,发布日期\n虚构示例公司,xu,s0,虚构市,投产,2024\n")
    loaded(command, home, path, "--synthetic")
    assert command("build", "--home", home)["counts"]["synthetic"] >= 2
    assert firms(command, home)["n"] == 0


def test_asked_for_it_is_shown_under_a_watermark_and_fills_nothing(
    command: Command, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    loaded(command, home, table(tmp_path, HEAD + "虚构示例公司,xu,s0,虚构市,生产,投产,2024,合成示例\n"))
    built = command("build", "--synthetic", "--home", home)
    assert built["synthetic"] >= 2
    answer = firms(command, home)
    assert answer["watermark"].startswith(MARK)
    assert "虚构示例公司" in str(answer)
    assert status(command, home, "虚构材料") == "unknown"
    words = ["ask", "chain-status", "--chain", "xu", "--place", "虚构市", "--home", str(home)]
    for form in ([], ["--csv"]):
        assert cli.main([*words, *form]) == 0
        assert MARK in capsys.readouterr().out


def test_invented_rows_never_leave_without_their_mark(
    command: Command, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    loaded(command, home, table(tmp_path, HEAD + "虚构示例公司,xu,s0,虚构市,生产,投产,2024,合成示例\n"))
    asked = ["cypher", "MATCH (f:Firm) RETURN f.name AS name", "--csv", "--home", str(home)]
    command("build", "--home", home)
    capsys.readouterr()
    assert cli.main(asked) == 0
    assert MARK not in capsys.readouterr().out
    command("export", tmp_path / "plain", "--home", home)
    assert {p.name for p in (tmp_path / "plain").iterdir()} >= {"nodes-Firm.csv"}
    command("build", "--synthetic", "--home", home)
    capsys.readouterr()
    assert cli.main(asked) == 0
    *rows, last = capsys.readouterr().out.splitlines()
    assert "虚构示例公司" in rows
    assert MARK in last
    command("export", tmp_path / "marked", "--home", home)
    assert {MARK in p.name for p in (tmp_path / "marked").iterdir()} == {True}


def test_a_build_without_them_takes_them_out_again(command: Command, home: Path, tmp_path: Path) -> None:
    loaded(command, home, table(tmp_path, HEAD + "虚构示例公司,xu,s0,虚构市,生产,投产,2024,合成示例\n"))
    command("build", "--synthetic", "--home", home)
    command("build", "--home", home)
    answer = firms(command, home)
    assert (answer["n"], answer["watermark"]) == (0, "")
    assert "虚构示例公司" not in str(answer)


def test_an_invented_stage_does_not_open_a_real_plant(command: Command, home: Path, tmp_path: Path) -> None:
    real = "企业名称,产业链,环节,所在地,活动,阶段,发布日期\n虚构真实公司,xu,s0,虚构市,生产,规划,2024\n"
    loaded(command, home, table(tmp_path, real, "真实.csv"))
    loaded(command, home, table(tmp_path, HEAD + "虚构真实公司,xu,s0,虚构市,生产,投产,2025,合成示例\n"))
    for words in ([], ["--synthetic"]):
        command("build", *words, "--home", home)
        assert status(command, home, "虚构材料") == "unknown", words


def test_an_invented_judgement_is_refused(command: Command, home: Path, tmp_path: Path) -> None:
    path = table(tmp_path, "名称甲,名称乙,判断,依据类型\n虚构甲公司,虚构乙公司,同一,合成示例\n", "归并.csv")
    told = command("load", path, "--home", home)
    assert told["status"] == 1
    assert "归并.csv" in told["err"]
    assert "real firms" in told["err"]
    plain = table(tmp_path, "名称甲,名称乙,判断\n虚构甲公司,虚构乙公司,同一\n", "归并2.csv")
    assert command("load", plain, "--synthetic", "--home", home)["status"] == 1


def test_a_real_row_cannot_refer_to_an_invented_place(command: Command, home: Path, tmp_path: Path) -> None:
    park = "地点编号,名称,地点类型,依据类型\nxu-park,虚构示例园,园区,合成示例\n"
    loaded(command, home, table(tmp_path, park, "园区.csv"))
    told = command(
        "load", table(tmp_path, "产业链,环节,地点,检索次数\nxu,s0,虚构示例园,3\n", "摸排.csv"), "--home", home
    )
    assert told["refused"] == 1


def test_what_was_retracted_stays_so_beside_an_example(command: Command, home: Path, tmp_path: Path) -> None:
    """Events that retract have no basis of their own: leaving examples out must not leave these out."""
    firm = "虚构材料公司"
    head = "企业名称,产业链,环节,所在地,活动,阶段,发布日期\n"
    path = table(tmp_path, f"{head}{firm},xu,s0,虚构市,生产,投产,2024\n", "真实.csv")
    park = table(tmp_path, "地点编号,名称,地点类型\nxu-park,虚构园,园区\n", "园区.csv")
    for one in (path, park):
        loaded(command, home, one)
    loaded(command, home, table(tmp_path, HEAD + "虚构示例公司,xu,s0,虚构市,生产,投产,2024,合成示例\n"))
    path.write_text(head + "虚构别家公司,xu,s1,虚构市,生产,投产,2024\n", encoding="utf-8")
    park.write_text("地点编号,名称,地点类型\nxu-other,虚构另园,园区\n", encoding="utf-8")
    for one in (path, park):
        assert loaded(command, home, one, "--edition", "--yes")["retracted"]
    command("build", "--home", home)
    assert firm not in str(firms(command, home))
    survey = table(tmp_path, "产业链,环节,地点,检索次数\nxu,s0,虚构园,3\n", "摸排.csv")
    assert command("load", survey, "--home", home)["refused"] == 1


def test_the_example_that_ships_is_invented_in_every_row() -> None:
    from chainscout import inputs

    shipped = inputs.example()
    assert {one.series for one in shipped} >= {f"example/{n}.csv" for n in ("demands", "carriers", "projects", "funds")}
    for one in shipped:
        with one.path.open(encoding="utf-8", newline="") as opened:
            rows = list(csv.DictReader(opened))
        assert rows
        assert {r["依据类型"] for r in rows} == {"合成示例"}, one.series
        names = [
            v for r in rows for h, v in r.items() if v and h.endswith(("企业", "企业名称", "名称", "供应商", "主体"))
        ]
        assert all(n.startswith("虚构") for n in names), names


def test_the_example_loads_whole_beside_the_facts_and_is_nowhere_but_under_its_mark(
    command: Command, tmp_path: Path
) -> None:
    from graph.ledger import Ledger

    home = tmp_path / "home"
    told = command("load", "--facts", "--example", "--home", home)
    assert told["status"] == 0, told["err"]
    mine = [f for f in told["files"] if f["series"].startswith("example/")]
    assert mine
    assert not [(f["series"], f["why"]) for f in mine if f["refused"] or f["warned"]]
    claims = Ledger.open(home).pin().claims.filter(pl.col("series").str.starts_with("example/")).collect()
    assert set(claims["basis"]) == {"synthetic"}
    assert {"NEEDS", "Carrier", "Project", "Fund"} <= set(claims["kind"])
    words = ("ask", "chain-status", "--chain", "新型显示", "--place", "厦门火炬高新区", "--home", str(home))
    command("build", "--home", home)
    clean = command(*words)["answer"]
    assert "虚构" not in str(clean)
    command("build", "--synthetic", "--home", home)
    marked = command(*words)["answer"]
    assert marked["watermark"].startswith(MARK)
    states = [{s["segment"]: (s["state"], s["reason"], s["firms"]) for s in a["segments"]} for a in (clean, marked)]
    assert states[0] == states[1], "what is invented decides nothing"
