"""Carriers that could take a project: fitting, to be confirmed, not fitting; own use never."""

from collections.abc import Callable

import pytest

from graph.errors import QuestionError
from graph.model.change import View
from queries import carriers
from queries.carriers import Carriers

CARRIERS = [
    {"id": "c-1", "name": "虚构一号地", "carrier_type": "plot", "free_mu": 80, "area_mu": 100, "own_use": "no", "free_from": "2025-06", "power_kva": 9000},
    {"id": "c-2", "name": "虚构二号地", "carrier_type": "plot", "area_mu": 200, "own_use": "no"},
    {"id": "c-3", "name": "虚构小地", "carrier_type": "plot", "area_mu": 30, "own_use": "no"},
    {"id": "c-4", "name": "虚构自用地", "carrier_type": "plot", "free_mu": 500, "own_use": "yes"},
    {"id": "c-5", "name": "虚构厂房", "carrier_type": "factory", "free_m2": 12000, "floor_load_t_m2": 1.5, "own_use": "no"},
    {"id": "c-6", "name": "虚构物业(合计)", "free_mu": 900, "free_m2": 900000, "own_use": "no"},
    {"id": "c-7", "name": "虚构外地地块", "free_mu": 300, "own_use": "no"},
    {"id": "c-8", "name": "虚构市里地块", "free_mu": 300, "own_use": "unknown"},
    {"id": "c-9", "name": "虚构无记录地块", "free_mu": 400},
]  # fmt: skip


@pytest.fixture
def view(country: Callable[..., View]) -> View:
    where = {"c-7": "340100", "c-8": "350200"}
    return country(
        extra={"Carrier": CARRIERS},
        LOCATED_IN=[{"subject": c["id"], "object": where.get(str(c["id"]), "zone")} for c in CARRIERS],
    )


def names(found: Carriers) -> dict[str, set[str]]:
    return {f: {x.name for x in getattr(found, f)} for f in ("fitting", "to_confirm", "missing")}


def test_a_plot_with_enough_free_land_fits_and_one_too_small_as_a_whole_does_not(view: View) -> None:
    found = names(carriers.ask(view, place="zone", area_mu=50))
    assert found["fitting"] == {"虚构一号地"}
    assert found["missing"] == {"虚构小地"}


def test_a_carrier_for_own_use_is_never_offered_whatever_is_asked(view: View) -> None:
    found = carriers.ask(view, place="zone", area_mu=50)
    assert not {n for those in names(found).values() for n in those} & {"虚构自用地"}
    assert found.n_own_use == 1


def test_unknown_room_is_to_be_confirmed_and_says_what_to_ask(view: View) -> None:
    found = carriers.ask(view, place="zone", area_mu=50)
    assert {"虚构二号地", "虚构厂房", "虚构市里地块", "虚构无记录地块"} == names(found)["to_confirm"]
    (asked,) = (x for x in found.to_confirm if x.name == "虚构二号地")
    assert asked.limits == ("可用土地(亩):库中没有记录,要50",)
    assert any("不等于有,也不等于没有" in s for s in found.not_known)


def test_a_building_is_no_land(country: Callable[..., View]) -> None:
    view = country(
        extra={"Carrier": [{"id": "c-1", "name": "虚构楼", "carrier_type": "building", "own_use": "no"}]},
        LOCATED_IN=[{"subject": "c-1", "object": "zone"}],
    )
    assert [x.limits for x in carriers.ask(view, place="zone", area_mu=50).missing] == [("楼宇,不供地",)]
    assert names(carriers.ask(view, place="zone", area_m2=50))["to_confirm"] == {"虚构楼"}


def test_every_limit_must_be_met(view: View) -> None:
    assert names(carriers.ask(view, place="zone", area_mu=50, power_kva=10000))["fitting"] == set()
    assert names(carriers.ask(view, place="zone", area_mu=50, by="2025-03"))["missing"] == {"虚构一号地", "虚构小地"}
    assert names(carriers.ask(view, place="zone", area_mu=50, by="2025-06"))["fitting"] == {"虚构一号地"}
    assert names(carriers.ask(view, place="zone", area_m2=10000, floor_load=1.5))["fitting"] == {"虚构厂房"}
    assert "虚构厂房" in names(carriers.ask(view, place="zone", area_m2=10000, floor_load=2))["missing"]


def test_without_limits_what_has_room_fits(view: View) -> None:
    assert names(carriers.ask(view, place="zone"))["fitting"] == {"虚构一号地", "虚构厂房"}


def test_a_joint_total_is_no_one_carrier_and_is_told_apart_and_not_counted(view: View) -> None:
    found = carriers.ask(view, place="zone", area_mu=50)
    assert not {n for those in names(found).values() for n in those} & {"虚构物业(合计)"}
    (total,) = found.totals
    assert (total.name, total.limits[-1]) == ("虚构物业(合计)", "记录是多处的合计,不是一处载体")
    assert found.n_to_confirm == len(found.to_confirm) == 4


def test_whether_the_owner_keeps_it_is_to_be_asked_where_no_record_says_so(view: View) -> None:
    found = carriers.ask(view, place="zone", area_mu=50)
    said = {x.name: (x.own_use, x.limits[-1]) for x in found.to_confirm}
    assert said["虚构市里地块"] == said["虚构无记录地块"] == ("unknown", "是否自用不明")
    assert "2处载体是否自用库中没有记录:先问是否对外招商" in found.not_known
    assert {x.own_use for x in found.fitting} == {"no"}


def test_what_others_can_have_for_certain_stands_before_what_the_owner_may_keep(view: View) -> None:
    inside = [x.name for x in carriers.ask(view, place="zone", area_mu=50).to_confirm if x.locality == "inside"]
    assert inside == ["虚构厂房", "虚构二号地", "虚构无记录地块"]


def test_where_it_stands_is_said_for_the_zone_and_the_city(view: View) -> None:
    found = carriers.ask(view, place="zone", area_mu=50)
    (one,) = (x for x in found.to_confirm if x.name == "虚构市里地块")
    assert (one.locality, one.city_locality) == ("undecided", "inside")
    assert not any(x.name == "虚构外地地块" for x in (*found.fitting, *found.to_confirm, *found.missing))


def test_a_circle_takes_in_what_stands_in_it(view: View) -> None:
    found = carriers.ask(view, place="乙市", area_mu=50, within_km=5)
    assert [(x.name, x.circle_locality) for x in found.fitting] == [("虚构外地地块", "inside")]


@pytest.mark.parametrize(
    ("option", "said"),
    [({"area_mu": 0.0}, "--area-mu 0:须大于0"), ({"power_kva": -1.0}, "--power-kva -1:须大于0"), ({"by": "明年"}, "--by 明年:不是日期")],
)  # fmt: skip
def test_a_limit_that_is_none_is_refused_with_the_way_out(view: View, option: dict[str, object], said: str) -> None:
    with pytest.raises(QuestionError, match=said):
        carriers.ask(view, **option)  # type: ignore[arg-type]


def test_no_carrier_on_record_is_not_no_carrier(country: Callable[..., View]) -> None:
    assert "甲市虚构高新区:库中没有载体的记录,不等于没有" in carriers.ask(country(), place="zone").not_known
