"""What stands in each park, by chain."""

from collections.abc import Callable

import pytest

from graph.model.change import View
from queries import parks
from queries.parks import Park

FIRMS = [{"id": f, "name": f"虚构{f}公司"} for f in ("m-1", "m-2", "m-3")]
PROJECTS = [
    {"id": "p-1", "name": "虚构甲项目", "project_stage": "签约", "planned_investment_100m_cny": 30},
    {"id": "p-2", "name": "虚构乙项目", "project_stage": "开工"},
]
CARRIERS = [
    {"id": "c-1", "name": "虚构一号厂房", "free_m2": 5000},
    {"id": "c-2", "name": "虚构自用楼", "free_m2": 900, "own_use": "yes"},
    {"id": "c-3", "name": "虚构三号楼"},
]


@pytest.fixture
def found(country: Callable[..., View]) -> dict[tuple[str, str], Park]:
    view = country(
        FIRMS, extra={"Project": PROJECTS, "Carrier": CARRIERS},
        OPERATES_IN=[
            {"subject": "m-1", "object": "display/cell", "at": "zone"}, {"subject": "m-1", "object": "ic/wafer", "at": "zone"},
            {"subject": "m-2", "object": "display/glass", "at": "zone", "stage": "building"},
            {"subject": "m-3", "object": "display/glass", "at": "350200"},
            {"subject": "m-3", "object": "display/module", "at": "zone", "activity": "buy"},
        ],
        LOCATED_IN=[{"subject": s, "object": "zone"} for s in ("p-1", "p-2", "c-1", "c-2", "c-3")],
        FILLS=[{"subject": "p-1", "object": "display/glass"}, {"subject": "p-1", "object": "display/cell"}],
        SERVES=[{"subject": "p-2", "object": "ic"}],
    )  # fmt: skip
    return {(p.place, p.chain): p for p in parks.ask(view, place="甲市").parks}


def test_a_firm_of_two_chains_counts_in_each_and_once_over_all(found: dict[tuple[str, str], Park]) -> None:
    assert found["zone", "display"].n_firms == 1
    assert found["zone", "ic"].n_firms == 1
    assert found["zone", ""].n_firms == 1


def test_who_builds_is_apart_and_who_buys_is_not_counted(found: dict[tuple[str, str], Park]) -> None:
    assert found["zone", "display"].n_coming == 1
    assert found["350200", "display"].n_firms == 1


def test_a_project_of_two_segments_counts_once_and_an_unknown_sum_is_said(found: dict[tuple[str, str], Park]) -> None:
    whole = found["zone", ""]
    assert (whole.n_projects, int(whole.planned_investment_100m_cny), whole.n_without_sum) == (2, 30, 1)
    assert found["zone", "display"].n_projects == 1
    assert found["zone", "ic"].n_projects == 1


def test_own_use_and_unknown_room_are_no_free_room(found: dict[tuple[str, str], Park]) -> None:
    assert found["zone", ""].n_carriers == 3
    assert found["zone", ""].free_m2 == 5000
    assert found["350200", ""].free_m2 is None


def test_parks_without_anything_are_not_listed(found: dict[tuple[str, str], Park]) -> None:
    assert {place for place, _ in found} == {"zone", "350200"}


def test_a_whole_counts_its_parts_beside_what_is_recorded_for_itself(found: dict[tuple[str, str], Park]) -> None:
    city = found["350200", "display"]
    assert (city.n_firms, city.n_firms_with_parts, city.n_coming_with_parts) == (1, 2, 1)
    zone = found["zone", "display"]
    assert (zone.n_firms, zone.n_firms_with_parts) == (1, 1)


def test_a_chain_that_only_the_parts_have_is_a_row_of_the_whole(found: dict[tuple[str, str], Park]) -> None:
    assert (found["350200", "ic"].n_firms, found["350200", "ic"].n_firms_with_parts) == (0, 1)
