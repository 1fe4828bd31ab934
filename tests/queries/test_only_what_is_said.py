"""What is only thought possible is counted nowhere: one row on a potential basis beside one that a source says."""

from collections.abc import Callable

import pytest

from graph.model.change import View
from queries import carriers, chain_resources, honour_counts, indicators, parks, project_counts

SAID, MAYBE = {"basis": "declared"}, {"basis": "potential"}


@pytest.fixture
def view(country: Callable[..., View]) -> View:
    pairs = [("said", SAID), ("maybe", MAYBE)]
    return country(
        [{"id": f"m-{n}", "name": f"虚构{n}公司"} for n, _ in pairs],
        extra={
            "Project": [{"id": f"p-{n}", "name": f"虚构{n}项目", "project_type": "new", "project_stage": "签约", "stage_on": "2024-01", "signed_on": "2024-01", "planned_investment_100m_cny": 50} for n, _ in pairs],
            "Carrier": [{"id": f"c-{n}", "name": f"虚构{n}厂房", "free_m2": 100} for n, _ in pairs],
            "Honour": [{"id": "h-1", "name": "虚构称号", "honour_type": "title"}],
            "Indicator": [{"id": "i-1", "name": "虚构产值", "unit": "亿元"}],
        },
        LOCATED_IN=[{"subject": f"{k}-{n}", "object": "zone", **b} for k in "pc" for n, b in pairs],
        FILLS=[{"subject": f"p-{n}", "object": "display/glass", **b} for n, b in pairs],
        HOLDS=[{"subject": f"m-{n}", "object": "h-1", "year": 2024, **b} for n, b in pairs],
        OPERATES_IN=[{"subject": f"m-{n}", "object": "display/cell", "at": "zone"} for n, _ in pairs],
        REPORTS=[{"subject": "zone", "object": "i-1", "period": "2024", "scope": s, "measure": m, "value": 10, **b} for m in ("actual", "target") for s, b in (("甲口径", SAID), ("乙口径", MAYBE))],
    )  # fmt: skip


def test_no_count_holds_what_is_only_thought_possible(view: View) -> None:
    assert project_counts.ask(view, place="甲市").n_projects == 1
    free = carriers.ask(view, place="甲市")
    assert [c.name for c in (*free.fitting, *free.to_confirm, *free.missing)] == ["虚构said厂房"]
    (one,) = [h for h in honour_counts.ask(view, place="甲市").counts if h.name == "虚构称号"]
    assert one.n_held == 1
    found = chain_resources.ask(view, chain="display", place="甲市")
    assert [p.name for p in found.projects] == ["虚构said项目"]
    assert [c.name for c in found.carriers] == ["虚构said厂房"]
    assert next(p for p in parks.ask(view, place="甲市").parks if p.place == "zone" and not p.chain).n_projects == 1
    assert "乙口径" not in indicators.ask(view, place="甲市虚构高新区").model_dump_json()
