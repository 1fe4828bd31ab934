"""Projects, funds and carriers as a workbook."""

import io
from collections.abc import Callable

import pytest
from openpyxl import load_workbook

from graph.model.change import View
from visualizations import resource_workbook


@pytest.fixture
def view(country: Callable[..., View]) -> View:
    return country(
        [{"id": "m-1", "name": "虚构面板公司"}],
        extra={"Project": [{"id": "p-1", "name": "=虚构在谈项目", "project_stage": "在谈"}, {"id": "p-2", "name": "虚构投产项目", "project_stage": "投产", "planned_investment_100m_cny": 3.5},
                           {"id": "p-3", "name": "虚构无链项目", "project_stage": "开工"}],
               "Fund": [{"id": "fd-1", "name": "虚构显示基金"}, {"id": "fd-2", "name": "虚构本地基金", "size_100m_cny": 12.5}], "Carrier": [{"id": "c-1", "name": "虚构厂房"}]},
        FILLS=[{"subject": p, "object": "display/glass"} for p in ("p-1", "p-2")],
        LOCATED_IN=[{"subject": s, "object": "zone"} for s in ("p-1", "p-2", "p-3", "c-1", "fd-2")], MANDATED_FOR=[{"subject": "fd-1", "object": "display"}],
    )  # fmt: skip


def texts(made: bytes) -> dict[str, list[object]]:
    book = load_workbook(io.BytesIO(made))
    return {s.title: [c.value for row in s.iter_rows() for c in row if c.value] for s in book.worksheets}


def test_each_kind_has_its_sheet_with_method_and_sources_behind(view: View) -> None:
    found = texts(resource_workbook.workbook(view, place="甲市"))
    assert list(found) == [
        "项目", "项目按产业链", "基金", "基金按产业链", "基金合计数", "载体", "片区", "来源", "方法",
    ]  # fmt: skip
    assert "=虚构在谈项目" in found["项目"]
    assert "虚构显示基金" in found["基金按产业链"]
    assert "虚构本地基金" in found["基金"]
    assert "虚构厂房" in found["载体"]
    assert resource_workbook.METHOD in found["方法"]


def test_an_outsider_gets_no_talks_and_no_parks(view: View) -> None:
    found = texts(resource_workbook.workbook(view, place="甲市", edition="outside"))
    assert "片区" not in found
    assert not any("在谈" in str(v) for values in found.values() for v in values)
    assert "虚构投产项目" in found["项目"]
    assert not any(v == 3.5 for values in found.values() for v in values)
    assert "虚构本地基金" in found["基金"]


def test_a_project_without_a_chain_is_listed_once_and_figures_are_numbers(view: View) -> None:
    found = texts(resource_workbook.workbook(view, place="甲市"))
    assert found["项目"].count("虚构无链项目") == 1
    assert "虚构无链项目" not in found["项目按产业链"]
    assert 3.5 in found["项目"]
    assert 12.5 in found["基金"]


def test_the_same_graph_gives_the_same_bytes(view: View) -> None:
    assert resource_workbook.workbook(view, place="甲市") == resource_workbook.workbook(view, place="甲市")
