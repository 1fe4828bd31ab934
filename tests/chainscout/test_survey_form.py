"""The form of questions: written from what is open, filled in, loaded and built, it settles the states it asked about."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

Command = Callable[..., dict[str, Any]]
NAME = "摸排任务单"
TABLES = {
    "segments": "chain,segment,name_zh,filled_by\nxu,s0,虚构材料,produce\nxu,s1,虚构面板,produce\nxu,s2,虚构模组,produce\nxu,s3,虚构背光,produce\n",
    "feeds": "chain,upstream,downstream,essential\nxu,s0,s1,yes\nxu,s1,s2,yes\nxu,s3,s2,yes\n",
    "places": "place,name,place_type,within\nxu-city,虚构市,city,\nxu-zone,虚构高新区,zone,\n",
    "within": "place,within\nxu-zone,虚构市\n",
    "chains": "chain,name_zh\nxu,虚构链\n",
    "firms": "产业链,环节,企业名称,所在地,活动,阶段,发布日期\nxu,s2,虚构模组公司,虚构高新区,生产,投产,2026-01\n"
    "xu,s1,虚构面板公司,虚构市,生产,投产,2026-01\nxu,s0,虚构外地公司,虚构高新区,,签约,2020-01\n",
}  # fmt: skip


@pytest.fixture
def asked(command: Command, tmp_path: Path) -> Path:
    """A home with open questions, built."""
    folder, home = tmp_path / "in", tmp_path / "home"
    folder.mkdir()
    for name, text in TABLES.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    assert command("load", folder, "--home", home)["refused"] == 0
    assert command("build", "--home", home)["status"] == 0
    return home


def form(command: Command, home: Path, path: Path, **words: str) -> list[dict[str, str]]:
    more = [w for n, v in words.items() for w in (f"--{n}", v)]
    told = command("template", NAME, "--chain", "虚构链", "--place", "虚构高新区", "--out", path, *more, "--home", home)
    assert told["status"] == 0, told["err"]
    rows = list(openpyxl.load_workbook(path)[NAME].iter_rows(values_only=True))
    heads = [str(h).removesuffix("*") for h in rows[0]]
    return [dict(zip(heads, (str(v or "") for v in r), strict=True)) for r in rows[1:]]


def fill(path: Path, answers: dict[tuple[str, str], dict[str, str]]) -> None:
    """Write answers into the rows of (task, segment name)."""
    book = openpyxl.load_workbook(path)
    sheet = book[NAME]
    columns = {str(c.value).removesuffix("*"): c.column for c in sheet[1]}
    left = dict(answers)
    for row in range(2, sheet.max_row + 1):
        about = (str(sheet.cell(row, columns["任务类型"]).value), str(sheet.cell(row, columns["环节"]).value))
        for head, value in left.pop(about, {}).items():
            sheet.cell(row, columns[head], value)
    assert not left, "questions the form does not ask"
    book.save(path)


def states(command: Command, home: Path) -> dict[str, str]:
    answer = command("ask", "chain-status", "--chain", "xu", "--place", "虚构高新区", "--home", home)["answer"]
    return {s["name"]: s["state"] for s in answer["segments"]}


def test_a_row_holds_what_is_asked_known_and_searched(command: Command, asked: Path, tmp_path: Path) -> None:
    rows = form(command, asked, tmp_path / "f.xlsx")
    by_task = {(r["任务类型"], r["环节"]): r for r in rows}
    survey = by_task["摸排", "虚构背光"]
    assert survey["环节编号"] == "xu/s3"
    assert survey["产业链"] == "虚构链"
    assert survey["摸排范围"] == "虚构高新区"
    assert survey["已做检索"] == "没有摸排记录"
    assert survey["等着用的本地下游"] == "虚构模组(虚构模组公司)"
    where = by_task["片区", "虚构面板"]
    assert where["涉及对象"] == "虚构面板公司"
    assert "虚构面板公司(虚构市" in where["已知情况"]
    assert all(r["结论"] == r["企业名称"] == r["摸排日期"] == "" for r in rows)


def test_the_form_filled_in_settles_the_states_it_asked_about(command: Command, asked: Path, tmp_path: Path) -> None:
    path = tmp_path / "f.xlsx"
    form(command, asked, path)
    before = states(command, asked)
    assert (before["虚构背光"], before["虚构面板"]) == ("unknown", "nearby")
    day = {"摸排日期": "2026-01-20", "摸排单位": "虚构招商部"}
    fill(
        path,
        {
            ("摸排", "虚构背光"): {"结论": "没有", "需求企业": "虚构模组公司", "需求部件": "虚构导光板", **day},
            ("片区", "虚构面板"): {"结论": "在", **day},
            ("摸排", "虚构材料"): {"结论": "有", "企业名称": "虚构材料公司", "阶段": "投产", **day},
        },
    )
    told = command("load", path, "--home", asked)
    assert (told["status"], told["refused"]) == (0, 0)
    assert {"SURVEYED", "NEEDS", "OPERATES_IN", "Firm"} <= set(told["files"][0]["kinds"])
    command("build", "--home", asked)
    after = states(command, asked)
    assert after["虚构背光"] == "missing"
    assert after["虚构面板"] == "weak"
    assert after["虚构材料"] == "weak"
    words = ("template", NAME, "--chain", "xu", "--place", "虚构高新区", "--out", tmp_path / "next.xlsx")
    assert "没有要问的" in command(*words, "--home", asked)["err"]


def test_an_untouched_form_changes_nothing_and_says_that_nothing_was_answered(
    command: Command, asked: Path, tmp_path: Path
) -> None:
    rows = form(command, asked, tmp_path / "f.xlsx")
    told = command("load", tmp_path / "f.xlsx", "--home", asked)
    assert (told["added"], told["refused"], told["files"][0]["why"]) == (0, 0, {"W_UNANSWERED": len(rows)})


def test_as_many_questions_as_were_wanted(command: Command, asked: Path, tmp_path: Path) -> None:
    assert len(form(command, asked, tmp_path / "f.xlsx", limit="1")) == 1
    words = ("template", NAME, "--chain", "xu", "--place", "虚构高新区", "--out", tmp_path / "g.xlsx", "--home", asked)
    assert "至少一问" in command(*words, "--limit", "0")["err"]


def test_where_every_state_is_settled_there_is_no_form(command: Command, asked: Path, tmp_path: Path) -> None:
    path = tmp_path / "all.xlsx"
    head = "产业链,环节,地点,摸排方式,摸排单位,摸排日期,是否找到\n"
    rows = "".join(f"xu,{s},虚构高新区,普查,虚构招商部,2026-01-20,否\n" for s in ("s0", "s1", "s3"))
    path.write_text(head + rows, encoding="utf-8")
    firm = tmp_path / "firm.csv"
    firm.write_text(
        "产业链,环节,企业名称,所在地,活动,阶段,发布日期\nxu,s1,虚构面板公司,虚构高新区,生产,投产,2026-01\n"
        "xu,s0,虚构外地公司,虚构高新区,生产,投产,2026-01\n",
        encoding="utf-8",
    )
    for one in (path, firm):
        assert command("load", one, "--home", asked)["status"] == 0
    command("build", "--home", asked)
    told = command("template", NAME, "--chain", "xu", "--place", "虚构高新区", "--out", path, "--home", asked)
    assert told["status"] == 1
    assert "没有要问的" in told["err"]
    assert "2026-01-20" in path.read_text("utf-8"), "nothing is written over"
