"""Which firms belong together?"""

from collections.abc import Callable

from graph.model.change import View
from queries.methods.family import families

Country = Callable[..., View]


def kin(country: Country) -> View:
    firms = [{"id": f"m-{n}", "name": n} for n in ("工厂", "公司", "集团", "姊妹", "品牌", "旁人")]
    return country(
        firms,
        PROJECT_COMPANY_OF=[{"subject": "m-工厂", "object": "m-公司", "edge_id": "k-1"}],
        SUBSIDIARY_OF=[
            {"subject": "m-公司", "object": "m-集团", "edge_id": "k-2"},
            {"subject": "m-姊妹", "object": "m-集团", "edge_id": "k-3"},
        ],
        BRAND_OF=[{"subject": "m-品牌", "object": "m-公司", "edge_id": "k-4"}],
    )


def test_a_plant_its_company_the_group_and_its_sisters_are_kin(country: Country) -> None:
    found = {r.name: (r.kinship, r.evidence) for r in families(kin(country), ["m-工厂"]).of("m-工厂") if r.evidence}
    assert found["公司"] == ("parent", ("k-1",))
    assert found["集团"] == ("parent", ("k-1", "k-2"))
    assert found["姊妹"] == ("sibling", ("k-1", "k-2", "k-3"))
    assert found["品牌"][0] == "sibling"


def test_from_above_they_are_children(country: Country) -> None:
    found = families(kin(country), ["m-集团"]).of("m-集团")
    assert {r.kinship for r in found if r.firm != "m-集团"} == {"child"}


def test_kin_are_found_through_any_number_of_steps(country: Country) -> None:
    firms = [{"id": f"m-{n}", "name": f"虚构{n}公司"} for n in range(7)]
    ladder = [{"subject": f"m-{n}", "object": f"m-{n + 1}"} for n in range(5)]
    view = country(firms, SUBSIDIARY_OF=[*ladder, {"subject": "m-6", "object": "m-5"}])
    found = {r.firm: r.kinship for r in families(view, ["m-0"]).of("m-0")}
    assert found == {"m-0": "self", **{f"m-{n}": "parent" for n in range(1, 6)}, "m-6": "sibling"}


def test_firms_that_own_each_other_end_the_walk(country: Country) -> None:
    ties = [{"subject": "m-1", "object": "m-2"}, {"subject": "m-2", "object": "m-1"}]
    view = country([{"id": "m-1", "name": "甲"}, {"id": "m-2", "name": "乙"}], SUBSIDIARY_OF=ties)
    assert {r.firm for r in families(view, ["m-1"]).of("m-1")} == {"m-1", "m-2"}
