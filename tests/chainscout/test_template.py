"""Templates: of every loader's shapes, what is filled in as the example shows loads whole, and the example never does."""

import io
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

import loaders
from chainscout import cli, inputs, template
from chainscout.reference import Reference
from graph import schema
from graph.model.claim import Claims, Rejects
from loaders import _registry
from loaders._known import Known
from loaders._shape import Column, Shape, is_chinese
from loaders._template import MARK, Names, Slot, Template, templates

Command = Callable[..., dict[str, Any]]
ALL = tuple(templates())
OF_THE_WHOLE_ROW = ("E_SELF", "E_CYCLE", "W_REASON", "W_UNDATED")
"""Said of a cell that is understood: it names what another cell of the row names, or wants another cell beside it."""


@pytest.fixture(scope="module")
def shipped() -> Known:
    """What a home knows that loaded the chains and places that ship."""
    found = Reference()
    for one in inputs.facts():
        if "places/" in one.series or one.series.rpartition("/")[2] in ("chains.csv", "segments.csv", "feeds.csv"):
            found.add(p for p in loaders.read(one.path, found.known) if isinstance(p, Claims))
    return found.known


@pytest.fixture(scope="module")
def found(shipped: Known) -> dict[str, Template]:
    return dict(templates(Names.of(shipped)))


def written(one: Template, folder: Path, names: template.Lists | None = None, *, keep: bool = True) -> Path:
    """A template as a file; without its mark if it is not to be kept."""
    book = openpyxl.load_workbook(io.BytesIO(template.workbook(one, names or template.Lists())))
    sheet = book[one.name]
    if not keep:
        sheet["A2"] = str(sheet["A2"].value).removeprefix(MARK)
    path = folder / f"{one.name}.xlsx"
    book.save(path)
    return path


def read(path: Path, known: Known) -> tuple[list[Claims], pl.DataFrame]:
    parts = list(loaders.read(path, known))
    rejects = [p.frame for p in parts if isinstance(p, Rejects)]
    claims = [p for p in parts if isinstance(p, Claims)]
    for one in claims:
        assert schema.faults(one.kind, schema.conform(one)).is_empty()
    return claims, pl.concat(rejects) if rejects else pl.DataFrame()


@pytest.mark.parametrize("name", ALL)
def test_a_template_filled_in_as_its_example_shows_loads_whole(
    name: str, found: dict[str, Template], shipped: Known, tmp_path: Path
) -> None:
    """If this fails for a new loader, give its Shape an `example` for the columns named below."""
    claims, rejects = read(written(found[name], tmp_path, template.lists(shipped), keep=False), shipped)
    assert claims
    assert rejects.is_empty(), rejects.select("heading", "code", "value").rows()


@pytest.mark.parametrize("name", ALL)
def test_an_untouched_template_loads_nothing_and_says_that_only_the_example_was_there(
    name: str, found: dict[str, Template], shipped: Known, tmp_path: Path
) -> None:
    claims, rejects = read(written(found[name], tmp_path), shipped)
    assert not claims
    assert rejects["code"].to_list() == ["W_EXAMPLE", "W_ONLY_EXAMPLE"]


@pytest.mark.parametrize("name", ALL)
def test_a_template_is_understood_by_its_own_loader_in_every_column(
    name: str, found: dict[str, Template], tmp_path: Path
) -> None:
    (fit,) = _registry.fits(written(found[name], tmp_path))
    one = found[name]
    assert (fit.module, fit.shape.title) == (f"loaders.{one.loader}", name)
    assert {s.column.name for s in one.slots} <= set(fit.found)
    assert len({s.heading for s in one.slots}) == len(one.slots)


def test_every_shape_people_fill_in_has_a_template() -> None:
    shapes = [s for m in _registry.modules() for s in m.SHAPES]
    assert len({s.title for s in shapes}) == len(shapes), "two shapes of one title would share a template"
    left_out = [s for s in shapes if s.title not in ALL]
    assert all(not is_chinese(next(c.headings[0] for c in s.columns if c.name in s.needed)) for s in left_out)


def test_a_needed_heading_is_starred_and_every_heading_has_its_note(found: dict[str, Template]) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(template.workbook(found["企业"], template.Lists())))["企业"]
    heads = {str(c.value): c for c in sheet[1]}
    assert next(iter(heads)) == "企业名称*"
    assert "必填" in heads["企业名称*"].comment.text
    assert "表头也可写" in heads["企业名称*"].comment.text
    assert "可填:" in heads["阶段"].comment.text
    assert all(c.comment for c in heads.values())
    assert sheet.freeze_panes == "B2"


def test_codes_and_dates_are_text_so_that_no_digit_and_no_precision_is_lost(found: dict[str, Template]) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(template.workbook(found["企业"], template.Lists())))["企业"]
    columns = {str(c.value): c.column_letter for c in sheet[1]}
    for head in ("统一社会信用代码", "起始日期", "发布日期"):
        assert (
            sheet.column_dimensions[columns[head]].number_format == "@"
            or sheet[f"{columns[head]}2"].number_format == "@"
        )
        assert sheet[f"{columns[head]}2"].number_format == "@"


def test_choices_and_names_the_home_knows_are_offered(found: dict[str, Template], shipped: Known) -> None:
    names = template.lists(shipped)
    assert "新型显示" in names.chain
    assert "玻璃基板" in names.segment
    assert (
        names.place.index("厦门火炬高新技术产业开发区" if "厦门火炬高新技术产业开发区" in names.place else "厦门市")
        < 400
    )
    book = openpyxl.load_workbook(io.BytesIO(template.workbook(found["企业"], names)))
    assert book["选项"].sheet_state == "hidden"
    offered = {
        str(v.sqref).split(":")[0].rstrip("0123456789"): v.formula1
        for v in book["企业"].data_validations.dataValidation
        if v.type == "list"
    }
    columns = {str(c.value): c.column_letter for c in book["企业"][1]}
    stages = [c.value for row in book["选项"][offered[columns["阶段"]].split("!")[1]] for c in row]
    assert stages[0] == "投产"
    assert {columns[h] for h in ("产业链", "环节", "所在地", "角色", "活动")} <= set(offered)


@pytest.mark.parametrize("name", ALL)
def test_every_word_that_a_drop_down_offers_is_understood(
    name: str, found: dict[str, Template], shipped: Known, tmp_path: Path
) -> None:
    """Each in a row of its own, beside what else such a row needs."""
    one, names = found[name], template.lists(shipped)
    for slot in one.slots:
        values = template.offered(slot, names)
        if values:
            rejects = _each(one, slot, values, (tmp_path, shipped))
            alone = (pl.col("heading") == slot.heading) & ~pl.col("code").is_in(OF_THE_WHOLE_ROW)
            own = rejects.filter(alone) if len(rejects) else rejects
            assert own.is_empty(), own.select("heading", "code", "value").rows()


def _each(one: Template, slot: Slot, values: Sequence[str], where: tuple[Path, Known]) -> pl.DataFrame:
    """The rejects of a sheet with a row for each value of one column, the needed columns filled in as the example is."""
    anyway = None if slot.heading in one.any_of else next((s for s in one.slots if s.heading in one.any_of), None)
    needed = [s for s in one.slots if s.is_needed or s is anyway or s is slot]
    rows = [[v if s is slot else s.example for s in needed] for v in values]
    path = where[0] / f"{one.name}.csv"
    pl.DataFrame(rows, schema=[s.heading for s in needed], orient="row").write_csv(path)
    return read(path, where[1])[1]


def test_no_drop_down_offers_a_code_where_the_heading_is_chinese(found: dict[str, Template]) -> None:
    """Staff read Chinese: every value has a word, and a refusal lists the same words."""
    offered = {(one.name, slot.heading): slot.values for one in found.values() for slot in one.slots}
    assert {where: values for where, values in offered.items() if any(re.search("[A-Za-z]", v) for v in values)} == {}


def test_what_several_chains_have_is_offered_with_its_chain(shipped: Known) -> None:
    names = template.lists(shipped)
    assert "新型显示/柔性电路板" in names.segment
    assert "柔性电路板" not in names.segment
    assert {"厦门市火炬园", "南京市鼓楼区", "黑山", "巴林"} <= set(names.place)


def test_the_sheet_of_notes_names_every_column(found: dict[str, Template]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(template.workbook(found["摸排"], template.Lists())))
    told = [str(r[0].value) for r in book["填表说明"].iter_rows()]
    assert {s.shown for s in found["摸排"].slots} <= set(told)


def test_a_template_is_the_same_bytes_each_time(found: dict[str, Template]) -> None:
    assert template.workbook(found["项目"], template.Lists()) == template.workbook(found["项目"], template.Lists())


def test_names_of_another_home_take_the_place_of_the_shipped_ones(home: Path, command: Command, tmp_path: Path) -> None:
    assert command("template", "企业", "--out", tmp_path / "企业.xlsx", "--home", home)["status"] == 0
    row = [c.value for c in openpyxl.load_workbook(tmp_path / "企业.xlsx")["企业"][2]]
    assert {"虚构链", "虚构材料"} <= set(row)
    assert "新型显示" not in row


def test_a_shape_may_say_its_own_examples_and_a_foreign_data_set_has_no_template() -> None:
    from loaders._template import _is_for_people, _template

    own = Shape(
        "虚构", (Column("firm", ("企业",)), Column("x", ("x_id", "编号"))), ("firm",), example={"firm": "虚构甲"}
    )
    made = _template("loaders.x", "", own, Names())
    assert [(s.heading, s.example) for s in made.slots] == [("企业", "虚构甲")]
    assert not _is_for_people(Shape("x", (Column("x", ("x_id",)),), ("x",)))


def test_standard_output_gets_the_workbook_and_nothing_beside_it(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert cli.main(["template", "链主", "--home", str(tmp_path / "none")]) == 0
    book = openpyxl.load_workbook(io.BytesIO(capsysbinary.readouterr().out))
    assert book.sheetnames[0] == "链主"


def test_a_terminal_gets_no_workbook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert cli.main(["template", "链主", "--home", str(tmp_path / "none")]) == 1
    told = capsys.readouterr()
    assert not told.out
    assert "--out 链主.xlsx" in told.err


def test_templates_are_listed_and_the_nearest_name_is_offered(command: Command, tmp_path: Path) -> None:
    listed = command("template")["templates"]
    assert [t["name"] for t in listed] == list(ALL)
    assert next(t for t in listed if t["name"] == "企业")["needed"] == ["企业名称"]
    wrong = command("template", "企業表", "--out", tmp_path / "a.xlsx")
    assert wrong["status"] == 1
    assert "相近的有:企业" in wrong["err"]
    several = command("template", "chains", "--out", tmp_path / "a.xlsx")
    assert "产业链、环节" in several["err"]
    assert command("template", "surveys", "--out", tmp_path / "a.xlsx")["template"] == "摸排"


@pytest.mark.parametrize("name", ["a.csv", "a.xls", "a"])
def test_a_template_is_written_only_under_the_ending_of_what_it_is(command: Command, tmp_path: Path, name: str) -> None:
    told = command("template", "链主", "--out", tmp_path / name)
    assert told["status"] == 1
    assert told["err"].startswith(f"--out {tmp_path / name}:")
    assert str(tmp_path / "a.xlsx") in told["err"]
    assert not list(tmp_path.iterdir())


def test_json_without_a_file_and_a_chain_for_another_template_are_refused(command: Command, tmp_path: Path) -> None:
    assert "请加 --out" in command("template", "链主")["err"]
    assert "摸排任务单" in command("template", "链主", "--chain", "xu", "--out", tmp_path / "a.xlsx")["err"]


def test_loading_an_untouched_template_says_why_nothing_came_of_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = str(written(templates()["链主"], tmp_path))
    assert cli.main(["load", path, "--home", str(tmp_path / "home")]) == 0
    assert "只有模板的示例行" in capsys.readouterr().out


def test_an_example_row_left_in_a_filled_table_is_nothing_to_repair(
    command: Command, home: Path, tmp_path: Path
) -> None:
    told = command("load", _two_rows(tmp_path), "--home", home, "--rejects", tmp_path / "rejects")
    assert (told["added"] > 0, told["warned"], told["files"][0]["rejects"]) == (True, 1, [])
    assert not (tmp_path / "rejects").exists()


def _two_rows(folder: Path) -> Path:
    path = folder / "甲.csv"
    path.write_text("企业名称,产业链\n【示例】虚构示例公司,xu\n虚构新公司,xu\n", encoding="utf-8")
    return path


def test_the_load_names_the_cells_it_marked_where_all_of_them_are_and_the_columns_it_did_not_read(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "企业.csv"
    path.write_text("企业名称,产业链,所在地,备注,员工爱好\n虚构新公司,xu,无此地,电话,登山\n", encoding="utf-8")
    assert cli.main(["load", str(path), "--home", str(home), "--rejects", str(tmp_path / "rejects")]) == 0
    told = capsys.readouterr().out
    assert "企业.csv 第2行C列:地点“无此地”未能识别" in told
    assert "企业.csv:未读的列:员工爱好、备注" in told
    assert f"见{tmp_path}/rejects/企业.csv.rejects.xlsx" in told.replace("\n", "")


def test_a_file_of_headings_and_an_unanswered_question_empty_no_cell(
    command: Command, home: Path, tmp_path: Path
) -> None:
    path = tmp_path / "企业.csv"
    path.write_text("企业名称,产业链\n", encoding="utf-8")
    told = command("load", path, "--home", home, "--rejects", tmp_path / "rejects")
    assert [(f["marked"], f["warned"], f["rejects"]) for f in told["files"]] == [(0, 1, [])]
