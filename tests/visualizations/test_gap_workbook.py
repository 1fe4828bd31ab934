"""The gap workbook: sheets, text that is never a formula, the same bytes for the same graph."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from graph.model.change import Row, View
from tests.conftest import STAMP, edges, nodes
from visualizations.gap_workbook import workbook

Country = Callable[..., View]
FORMULA = "=1+1虚构公司"


@pytest.fixture
def view(country: Country) -> View:
    firms: list[Row] = [{"id": "m-买", "name": "虚构面板公司"}, {"id": "m-式", "name": FORMULA}]
    ties: list[Row] = [
        {"subject": "m-买", "object": "display/cell", "at": "zone", "known_on": "2024-06"},
        {"subject": "m-式", "object": "display/glass", "at": "340100", "known_on": "2024-06"},
    ]
    survey: Row = {"subject": "350200", "object": "display/glass", "method": "complete", "found": "no"}
    return country(firms, OPERATES_IN=ties, SURVEYED=[survey | {"surveyed_on": "2024", "surveyor": "测试"}])


def test_it_has_gaps_states_candidates_questions_sources_and_method(view: View) -> None:
    book = load_workbook(io.BytesIO(workbook(view, places=("甲市",))))
    assert book.sheetnames == ["缺口", "二阶缺口", "环节状态", "核实与检索", "招商目标", "先问什么", "来源", "方法"]
    gaps = [[c.value for c in row] for row in book["缺口"].iter_rows()]
    assert gaps[1][:5] == ["甲市", "新型显示", "display", "玻璃基板", "空白(已核实)"]


def test_a_name_that_begins_like_a_formula_stays_a_name(view: View) -> None:
    sheet = load_workbook(io.BytesIO(workbook(view, places=("甲市",))))["招商目标"]
    cells = [c for row in sheet.iter_rows() for c in row if c.value == FORMULA]
    assert cells
    assert {c.data_type for c in cells} == {"s"}


def test_header_stays_in_sight_and_filters(view: View) -> None:
    sheet = load_workbook(io.BytesIO(workbook(view, places=("甲市",))))["缺口"]
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref


def test_the_same_graph_gives_the_same_bytes(view: View) -> None:
    assert workbook(view, places=("甲市",)) == workbook(view, places=("甲市",))


def test_what_was_verified_and_what_was_only_searched_stand_in_two_columns(view: View) -> None:
    sheet = load_workbook(io.BytesIO(workbook(view, places=("甲市", "虚构高新区"))))["核实与检索"]
    heads, *rows = ([c.value for c in row] for row in sheet.iter_rows())
    found = {(r[0], r[1]): dict(zip(heads, r, strict=True)) for r in rows}
    city, zone = found["甲市", "新型显示"], found["虚构高新区", "新型显示"]
    assert (city["核实过(%)"], city["只检索过(%)"]) == ("20.0", "0.0")
    assert (zone["核实过(%)"], zone["只检索过(%)"]) == ("0.0", "20.0")
    assert "光刻胶" in city["从未摸排的环节"]


def test_a_graph_with_invented_claims_is_marked_on_every_sheet(view_of: Callable[..., View]) -> None:
    for synthetic in (0, 3):
        made = view_of(nodes=nodes([]), edges=edges(), stamp=replace(STAMP, synthetic=synthetic))
        book = io.BytesIO(workbook(made, places=("甲市",)))
        headers = {str(s.oddHeader.center.text) for s in load_workbook(book).worksheets}
        assert [("含合成示例3条" in h) for h in headers] == [bool(synthetic)]
        with zipfile.ZipFile(book) as parts:
            drawn = [parts.read(n).decode() for n in parts.namelist() if n.startswith("xl/drawings/drawing")]
        assert len([d for d in drawn if "含合成示例3条" in d]) == (8 if synthetic else 0)
