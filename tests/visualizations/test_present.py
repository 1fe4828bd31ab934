"""What a place has, as guests may hear it."""

from collections.abc import Callable

import pytest

from graph.model.change import View
from visualizations._present import present

Country = Callable[..., View]


@pytest.fixture
def view(country: Country) -> View:
    firms = [{"id": f"m-{n}", "name": f"虚构{n}公司"} for n in ("甲", "乙", "丙", "丁", "戊")]
    stages = (("在谈", "2024-05"), ("签约", "2024-05"), ("开工", "2021-05"), ("注册", None), ("投产", "2015-01"))
    projects = [{"id": f"p-{s}", "name": f"虚构{s}项目", "project_stage": s, "stage_on": on} for s, on in stages]
    honour = {"id": "h-1", "name": "虚构荣誉", "honour_level": "national", "honour_type": "title"}
    carrier = {"id": "c-1", "name": "虚构厂房", "free_m2": 1000.0}
    tie = {"object": "display/cell", "at": "zone"}
    return country(
        firms, extra={"Project": projects, "Honour": [honour], "Carrier": [carrier]},
        OPERATES_IN=[
            {"subject": "m-甲", **tie, "known_on": "2023-01", "source_url": "https://news.example/1", "products": ["面板"]},
            {"subject": "m-甲", **tie, "at": "350200", "known_on": "2024-01", "source_url": "https://news.example/2", "edge_id": "e-2"},
            {"subject": "m-乙", **tie, "stage": "building"}, {"subject": "m-丙", **tie, "activity": "sell"},
            {"subject": "m-丁", **tie, "basis": "inferred"}, {"subject": "m-戊", **tie, "at": "340100"},
        ],
        LEADS=[{"subject": "m-甲", "object": "display"}, {"subject": "m-戊", "object": "display"}],
        HOLDS=[{"subject": "m-甲", "object": "h-1", "year": 2023}],
        FILLS=[{"subject": p["id"], "object": "display/cell"} for p in projects],
        LOCATED_IN=[{"subject": s, "object": "zone"} for s in ("c-1", *(p["id"] for p in projects))],
    )  # fmt: skip


def test_only_firms_in_operation_here_that_do_what_the_segment_needs_are_named(view: View) -> None:
    display = next(c for c in present(view, "甲市").chains if c.id == "display")
    assert [f.name for f in display.firms] == ["虚构甲公司"]
    assert (display.n_here, display.n_firms, display.n_honoured) == (1, 1, 1)


def test_a_firm_stands_once_in_a_segment_with_its_places_products_honours_and_newest_page(view: View) -> None:
    (firm,) = next(c for c in present(view, "甲市").chains if c.id == "display").firms
    assert set(firm.places) == {"甲市", "甲市虚构高新区"}
    assert (firm.products, firm.honours, firm.source_url) == (("面板",), ("虚构荣誉",), "https://news.example/2")


def test_anchors_elsewhere_and_projects_only_talked_of_or_long_silent_are_not_here(view: View) -> None:
    found = present(view, "甲市")
    assert found.anchors == ("虚构甲公司",)
    assert {p.name for p in found.projects} == {"虚构签约项目", "虚构投产项目"}


def test_a_firm_of_a_whole_twin_is_here_in_both_chains(country: Country) -> None:
    made = country(
        [{"id": "m-1", "name": "虚构胶公司"}],
        OPERATES_IN=[{"subject": "m-1", "object": "ic/photoresist", "at": "zone"}],
    )
    found = present(made, "甲市")
    assert {c.id: c.n_firms for c in found.chains} == {"display": 1, "ic": 1}
    assert found.n_firms == 1


def test_parks_and_carriers_of_the_place_are_named_and_the_whole_city_is_no_park(view: View) -> None:
    found = present(view, "甲市")
    assert {(p.name, p.chain_name) for p in found.parks if p.chain} == {("甲市虚构高新区", "新型显示")}
    assert [c.name for c in found.carriers] == ["虚构厂房"]
