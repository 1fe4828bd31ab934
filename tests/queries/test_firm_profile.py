"""What is known of a firm?"""

from collections.abc import Callable

from graph.model.change import View
from queries import firm_profile

Country = Callable[..., View]


def known(country: Country) -> View:
    return country(
        [
            {
                "id": "m-1",
                "name": "虚构光电有限公司",
                "names": ["虚构光电", "虚构光电有限公司"],
                "stock_code": "000000",
            },
            {"id": "m-2", "name": "虚构集团"},
            {"id": "m-3", "name": "虚构供应商"},
        ],
        extra={
            "Honour": [{"id": "h-1", "name": "虚构冠军", "honour_level": "national"}],
            "Project": [{"id": "p-1", "name": "虚构二期", "project_stage": "开工", "stage_on": "2024-05"}],
        },
        OPERATES_IN=[
            {"subject": "m-1", "object": "display/cell", "at": "zone", "products": ["面板"], "edge_id": "o-1"},
            {"subject": "m-1", "object": "display/module", "at": "340100", "stage": "building", "edge_id": "o-2"},
        ],
        LEADS=[{"subject": "m-1", "object": "display"}],
        HOLDS=[{"subject": "m-1", "object": "h-1", "year": 2023}],
        RUNS=[{"subject": "m-1", "object": "p-1"}],
        FILLS=[{"subject": "p-1", "object": "display/cell"}],
        LOCATED_IN=[{"subject": "p-1", "object": "zone"}],
        SUBSIDIARY_OF=[{"subject": "m-1", "object": "m-2"}],
        SUPPLIES=[
            {"subject": "m-3", "object": "m-1", "product": "甲"},
            {"subject": "m-3", "object": "m-1", "product": "乙"},
        ],
    )


def test_a_profile_holds_all_that_stands_of_a_firm(country: Country) -> None:
    answer = firm_profile.ask(known(country), firm="虚构光电", place="甲市")
    assert (answer.name, answer.names, answer.stock_code) == ("虚构光电有限公司", ("虚构光电",), "000000")
    assert [(o.segment_name, o.locality, o.stage) for o in answer.operations] == [
        ("液晶面板", "inside", "operating"),
        ("显示模组", "outside", "building"),
    ]
    assert answer.leads == ("新型显示",)
    assert [(h.name, h.year) for h in answer.honours] == [("虚构冠军", 2023)]
    assert [(p.name, p.project_stage, p.segment_names, p.places) for p in answer.projects] == [
        ("虚构二期", "开工", ("液晶面板",), ("甲市虚构高新区",))
    ]
    assert [(k.name, k.kinship) for k in answer.kin] == [("虚构集团", "母公司")]
    assert (answer.n_suppliers, answer.n_customers) == (1, 0)
    assert answer.locality == "inside"


def test_what_is_not_on_record_is_named(country: Country) -> None:
    answer = firm_profile.ask(known(country), firm="虚构光电", place="甲市")
    assert answer.not_known == ("库中没有记录:统一社会信用代码、客户;不等于没有",)


def test_every_line_has_its_ties(country: Country) -> None:
    answer = firm_profile.ask(known(country), firm="虚构光电", place="甲市")
    assert {"o-1", "o-2"} <= set(answer.evidence)
    lines = [answer.operations, answer.honours, answer.projects, answer.kin]
    assert all(line.model_dump()["evidence"] for group in lines for line in group)


def test_a_firm_that_produces_and_sells_in_one_segment_has_a_line_for_each(country: Callable[..., View]) -> None:
    ties = [
        {"subject": "m-1", "object": "display/glass", "at": "zone", "edge_id": "e-1"},
        {"subject": "m-1", "object": "display/glass", "at": "zone", "edge_id": "e-2", "activity": "sell"},
    ]
    view = country([{"id": "m-1", "name": "虚构玻璃公司"}], OPERATES_IN=ties)
    found = firm_profile.ask(view, firm="虚构玻璃公司", place="甲市").operations
    assert [(d.activity, d.is_maker) for d in found] == [("produce", True), ("sell", False)]


def test_a_firm_without_a_place_or_known_to_the_country_only_is_never_called_outside(country: Country) -> None:
    firms = [{"id": "m-1", "name": "虚构无地公司"}, {"id": "m-2", "name": "虚构国内公司"}]
    view = country(firms, REGISTERED_IN=[{"subject": "m-2", "object": "CN"}])
    found = [firm_profile.ask(view, firm=f, place="甲市").locality for f in ("m-1", "m-2")]
    assert found == ["unplaced", "unplaced"]
