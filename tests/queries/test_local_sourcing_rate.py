"""How much of what an anchor buys comes from here?"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from graph.model.change import Row, View
from queries import local_sourcing_rate
from queries.local_sourcing_rate import LocalSourcingRate
from tests.conftest import PLACES

Country = Callable[..., View]

FIRMS = ("链主", "链主产线", "区内商", "市内商", "邻市商", "远商", "远商分厂", "无地商", "推断商")
CITIES: list[Row] = [
    {"id": "350300", "name": "丙市", "place_type": "city", "longitude": 119.0, "latitude": 25.4},
]


def supplies(seller: str, segment: str | None = "display/glass", buyer: str = "链主", **more: Any) -> Row:
    return {
        "subject": f"m-{seller}", "object": f"m-{buyer}", "segment": segment, "edge_id": f"s-{seller}-{segment}", **more,
    }  # fmt: skip


def buying(country: Country, *ties: Row, **more: Any) -> View:
    where = {"区内商": "zone", "市内商": "350200", "邻市商": "350300", "远商": "340100", "远商分厂": "340101"}
    return country(
        [{"id": f"m-{n}", "name": n} for n in FIRMS],
        extra={"Place": [*PLACES, *CITIES], **more.pop("extra", {})},
        WITHIN=[{"subject": "350300", "object": "350000"}],
        LOCATED_IN=[{"subject": f"m-{n}", "object": p} for n, p in where.items()],
        SUPPLIES=list(ties),
        **more,
    )


def rates(answer: LocalSourcingRate, measure: str) -> dict[str, tuple[float, float]]:
    return {r.boundary: (r.low_pct, r.high_pct) for r in answer.rates if r.measure == measure}


ALL = [supplies(n) for n in ("区内商", "市内商", "邻市商", "远商", "无地商")]


def test_each_boundary_has_its_own_interval_and_what_is_not_known_widens_it(country: Country) -> None:
    answer = local_sourcing_rate.ask(buying(country, *ALL), firm="链主", place="虚构高新区")
    assert rates(answer, "有记录的供应商家数") == {"甲市虚构高新区": (20.0, 60.0), "甲市": (40.0, 60.0)}
    one = answer.rates[0]
    assert (one.local, one.elsewhere, one.unknown, one.total, one.year) == (1, 2, 2, 5, "2025")
    assert set(one.evidence) == {t["edge_id"] for t in ALL}


def test_a_circle_is_a_boundary_too(country: Country) -> None:
    answer = local_sourcing_rate.ask(buying(country, *ALL), firm="链主", place="甲市", within_km=200)
    assert rates(answer, "有记录的供应商家数")["甲市周边200公里"] == (60.0, 80.0)


def test_firms_of_one_group_are_one_supplier_and_own_lines_buy_with_the_firm(country: Country) -> None:
    view = buying(
        country,
        supplies("区内商"), supplies("远商"), supplies("远商分厂", buyer="链主产线"),
        SUBSIDIARY_OF=[{"subject": "m-远商分厂", "object": "m-远商"}],
        PROJECT_COMPANY_OF=[{"subject": "m-链主产线", "object": "m-链主"}],
    )  # fmt: skip
    answer = local_sourcing_rate.ask(view, firm="链主", place="甲市")
    assert answer.n_suppliers == 2
    assert rates(answer, "有记录的供应商家数")["甲市"] == (50.0, 50.0)


def test_inferred_ties_count_for_nothing(country: Country) -> None:
    answer = local_sourcing_rate.ask(buying(country, supplies("推断商", basis="inferred")), firm="链主", place="甲市")
    assert answer.rates == ()


def test_shares_count_by_thing_and_year_and_never_across_years(country: Country) -> None:
    ties = [
        supplies("区内商", share_pct=Decimal(40), share_year=2024),
        supplies("远商", share_pct=Decimal(35), share_year=2024),
        supplies("邻市商", share_pct=Decimal(90), share_year=2020),
        supplies("市内商", None, product="树脂", share_pct=Decimal(10)),
    ]
    answer = local_sourcing_rate.ask(buying(country, *ties), firm="链主", place="甲市")
    shares = [(r.what, r.year, r.low_pct, r.high_pct) for r in answer.rates if r.measure == "采购份额"]
    assert shares == [
        ("玻璃基板", "2020", 0.0, 10.0),
        ("玻璃基板", "2024", 40.0, 65.0),
        ("树脂", "年份不明", 10.0, 100.0),
    ]


def test_parts_of_a_list_count_also_those_nobody_is_known_to_supply(country: Country) -> None:
    view = buying(
        country,
        supplies("区内商"),
        supplies("远商", None, product="胶"),
        extra={"Product": [{"id": f"p-{n}", "name": n} for n in ("屏", "玻璃", "胶", "膜")]},
        MAKES=[{"subject": "m-链主", "object": "p-屏"}],
        CONTAINS=[
            {"subject": "p-屏", "object": "p-玻璃", "cost_share_pct": Decimal(30), "edge_id": "c-1"},
            {"subject": "p-屏", "object": "p-胶", "cost_share_pct": Decimal(20), "edge_id": "c-2"},
            {"subject": "p-屏", "object": "p-膜", "edge_id": "c-3"},
        ],
        CLASSIFIED_IN=[{"subject": "p-玻璃", "object": "display/glass"}],
    )
    answer = local_sourcing_rate.ask(view, firm="链主", place="甲市")
    assert rates(answer, "部件数(部件清单)")["甲市"] == (33.3, 66.7)
    assert rates(answer, "成本占比(部件清单)")["甲市"] == (30.0, 80.0)
    assert "有记录的采购品类数" not in {r.measure for r in answer.rates}
    assert {"c-1", "c-2", "c-3"} <= set(answer.evidence)


def test_without_records_no_rate_is_given_and_the_reason_is(country: Country) -> None:
    answer = local_sourcing_rate.ask(buying(country), firm="链主", place="甲市")
    assert (answer.n, answer.rates) == (0, ())
    assert answer.not_known[0] == "算不出本地配套率:库中没有该企业的供应商和部件记录,不等于没有本地配套"


def test_what_the_denominator_leaves_out_is_said(country: Country) -> None:
    answer = local_sourcing_rate.ask(buying(country, *ALL), firm="链主", place="甲市")
    assert "只算库中有供货记录的供应商;没有记录的供应商不在分母里" in answer.not_known
    assert "1家供应商的所在地库中没有记录,算作不明" in answer.not_known
    assert "供应商份额库中没有记录,不能按采购额算" in answer.not_known
