"""Where can a chain break?"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

from graph.model.change import Row, View
from queries import chain_risks
from queries.methods.rules import rules_of
from tests.conftest import SmallView, shipped_rules

Country = Callable[..., View]


def firm(name: str) -> Row:
    return {"id": f"m-{name}", "name": name}


def does(name: str, segment: str, at: str | None = "340100", **more: Any) -> Row:
    return {"subject": f"m-{name}", "object": segment, "at": at, "edge_id": f"o-{name}-{segment}", **more}


def chain(country: Country, **more: list[Row]) -> View:
    """One maker of glass, two of resist, an anchor that makes cells here and one that makes modules."""
    names = ("玻璃商", "胶商甲", "胶商乙", "面板链主", "模组链主", "别链链主")
    makes = [
        does("玻璃商", "display/glass", source_url="https://example.com/glass", known_on="2024-05"),
        does("胶商甲", "ic/photoresist"),
        does("胶商乙", "display/photoresist"),
        does("面板链主", "display/cell", "zone"),
        does("模组链主", "display/module", "350200"),
    ]
    leads = [
        {"subject": "m-面板链主", "object": "display", "edge_id": "l-1"},
        {"subject": "m-模组链主", "object": "display", "edge_id": "l-2"},
        {"subject": "m-别链链主", "object": "ic", "edge_id": "l-3"},
    ]
    return country([firm(n) for n in names], OPERATES_IN=makes, LEADS=leads, **more)


def supplies(seller: str, buyer: str, **more: Any) -> Row:
    return {"subject": f"m-{seller}", "object": f"m-{buyer}", "segment": "display/glass", **more}


def test_a_segment_with_one_maker_anywhere_is_sole_and_says_who_where_and_on_what_page(country: Country) -> None:
    answer = chain_risks.ask(chain(country), chain="显示", place="虚构高新区")
    sole = {s.segment: s for s in answer.sole}
    assert set(sole) == {"display/glass", "display/cell", "display/module"}
    glass = sole["display/glass"]
    assert (glass.firms, glass.where, glass.place) == (("玻璃商",), "外地", "乙市")
    assert (glass.known_on, glass.source_url) == ("2024-05", "https://example.com/glass")
    assert glass.evidence == ("o-玻璃商-display/glass",)


def test_the_anchors_that_hang_on_it_stand_beside_it_nearest_first(country: Country) -> None:
    sole = {s.segment: s for s in chain_risks.ask(chain(country), chain="显示", place="甲市").sole}
    assert sole["display/glass"].stops_anchors == ("面板链主(1)", "模组链主(2)")
    assert sole["display/cell"].stops_anchors == ("模组链主(1)",)


def test_two_makers_of_a_twin_are_two_makers(country: Country) -> None:
    answer = chain_risks.ask(chain(country), chain="显示", place="甲市")
    assert "display/photoresist" not in {s.segment for s in answer.sole}


def test_single_is_the_largest_recorded_share_of_an_anchor_and_stays_apart_from_sole(country: Country) -> None:
    shares = [
        supplies(
            "胶商甲", "面板链主", share_pct=92, share_year=2024, edge_id="s-1", source_url="https://example.com/s"
        ),
        supplies("胶商乙", "面板链主", share_pct=8, share_year=2024, edge_id="s-2"),
        supplies("玻璃商", "模组链主", share_pct=60, share_year=2024, edge_id="s-3"),
    ]
    answer = chain_risks.ask(chain(country, SUPPLIES=shares), chain="显示", place="甲市")
    assert [(s.anchor, s.supplier, s.what, s.share_pct, s.share_year) for s in answer.single] == [
        ("面板链主", "胶商甲", "玻璃基板", 92.0, 2024)
    ]
    assert answer.single[0].evidence == ("s-1",)
    assert answer.n_anchors_without_share == 0
    assert answer.n == len(answer.sole) + len(answer.single) + len(answer.chokes)


def test_the_share_of_the_newest_year_counts(country: Country) -> None:
    shares = [
        supplies("胶商甲", "面板链主", share_pct=95, share_year=2020),
        supplies("胶商乙", "面板链主", share_pct=50, share_year=2024),
    ]
    assert chain_risks.ask(chain(country, SUPPLIES=shares), chain="显示", place="甲市").single == ()


def test_one_maker_known_is_a_thin_list_and_only_a_recorded_share_is_a_risk_of_supply(country: Country) -> None:
    titles = {name: info.title or "" for name, info in chain_risks.ChainRisks.model_fields.items()}
    assert [name for name, title in titles.items() if title.startswith("单一来源(断供风险)")] == ["single"]
    answer = chain_risks.ask(chain(country), chain="显示", place="甲市")
    assert (len(answer.sole), answer.single) == (3, ())
    assert any("不等于世上只有一家,也不等于断供风险" in said for said in answer.not_known)


def test_the_line_of_a_single_source_is_a_rule_that_can_be_moved(country: Country) -> None:
    assert rules_of(shipped_rules()).state.single_share_pct == 90
    rules = shipped_rules()
    rules["state"]["single_share_pct"] = 60
    shares = [supplies("玻璃商", "模组链主", share_pct=60)]
    view = replace(cast(SmallView, chain(country, SUPPLIES=shares)), rules=rules)
    answer = chain_risks.ask(view, chain="显示", place="甲市")
    assert (answer.single_share_pct, len(answer.single)) == (60, 1)


def test_a_choke_point_says_whom_it_dominates_and_what_stops(country: Country) -> None:
    answer = chain_risks.ask(chain(country), chain="显示", place="虚构高新区")
    cell = next(c for c in answer.chokes if c.segment == "display/cell")
    assert cell.dominates == ("光刻胶", "玻璃基板")
    assert (cell.n_dominates, cell.stops, cell.cut_share_pct) == (2, ("显示模组",), 100.0)
    assert (cell.firms, cell.stops_anchors) == (("面板链主",), ("模组链主(1)",))
    assert "display/module" not in {c.segment for c in answer.chokes}


def test_two_alternative_routes_are_no_choke_points(country: Country) -> None:
    routes = [
        {"subject": "display/glass", "object": "display/module", "essential": "yes", "routes": ["panel:glass"]},
        {"subject": "display/cell", "object": "display/module", "essential": "yes", "routes": ["panel:cell"]},
    ]
    answer = chain_risks.ask(country([], FEEDS=routes), chain="显示", place="甲市")
    assert [c.segment for c in answer.chokes] == ["display/cell"]  # the plain feed of the country still needs it
    tester = [
        {"subject": "display/tester", "object": "ic/wafer", "essential": "yes", "routes": ["test:a"]},
        {"subject": "ic/tester", "object": "ic/wafer", "essential": "yes", "routes": ["test:b"]},
        {"subject": "display/glass", "object": "ic/tester", "essential": "yes"},
    ]
    both = chain_risks.ask(country([], FEEDS=tester), chain="半导体", place="甲市")
    assert "ic/tester" not in {c.segment for c in both.chokes}


def test_what_is_not_on_record_is_said_and_never_none(country: Country) -> None:
    bare = chain_risks.ask(country(), chain="集成电路", place="甲市")
    assert (bare.sole, bare.single, bare.n_anchors) == ((), (), 0)
    assert any(s.startswith("集成电路:库中没有记录链主") for s in bare.not_known)
    answer = chain_risks.ask(chain(country), chain="显示", place="甲市")
    assert "2家链主的供应商份额库中没有记录,是否单一来源不知道" in answer.not_known
    only_ic = chain_risks.ask(chain(country), chain="集成电路", place="甲市")
    assert any("别链链主" in s for s in only_ic.not_known)


def test_neither_ids_nor_the_order_of_rows_change_the_answer(country: Country) -> None:
    one = chain_risks.ask(chain(country), chain="显示", place="甲市")
    other = chain_risks.ask(chain(lambda firms, **more: country(firms[::-1], **more)), chain="显示", place="甲市")
    assert one.model_dump() == other.model_dump()
