"""Whom does it hit when a firm stops or moves away?"""

from collections.abc import Callable
from typing import Any

import pytest

from graph.errors import QuestionError
from graph.model.change import Row, View
from queries import outage
from queries.methods import supply_bonds
from queries.outage import HitLine

Country = Callable[..., View]

NAMES = (
    "链主",
    "链主的产线",
    "链主母公司",
    "独供客户",
    "双供客户",
    "别家",
    "再下游",
    "供应商",
    "供应商的供应商",
    "闲厂",
)


def supplies(seller: str, buyer: str, segment: str | None = "display/cell", **more: Any) -> Row:
    return {
        "subject": f"m-{seller}", "object": f"m-{buyer}", "segment": segment, "edge_id": f"{seller}>{buyer}", **more,
    }  # fmt: skip


def stopping(country: Country, **more: list[Row]) -> View:
    """An anchor that sells cells to two firms, one of which has a second source, and buys glass from one."""
    ties = [
        supplies("链主", "独供客户", source_url="https://example.com/a", known_on="2024-03"),
        supplies("链主", "双供客户"),
        supplies("别家", "双供客户"),
        supplies("独供客户", "再下游", None, product="模组"),
        supplies("供应商", "链主", "display/glass"),
        supplies("供应商", "双供客户", "display/glass"),
        supplies("供应商的供应商", "供应商", None),
        *more.pop("SUPPLIES", []),
    ]
    makes = [
        {"subject": "m-链主", "object": "display/cell", "at": "zone"},
        {"subject": "m-独供客户", "object": "display/module", "at": "340100"},
        {"subject": "m-供应商", "object": "display/glass", "at": "350200"},
        {"subject": "m-闲厂", "object": "display/glass", "at": "zone", "edge_id": "o-闲厂"},
    ]
    firms = [{"id": f"m-{n}", "name": n} for n in NAMES]
    return country(firms, SUPPLIES=ties, OPERATES_IN=makes, **more)


def shown(lines: tuple[HitLine, ...]) -> list[tuple[str, int, str]]:
    return [(h.side, h.depth, h.name) for h in lines]


def test_who_has_no_other_source_on_record_is_hit_for_certain_and_so_on_down(country: Country) -> None:
    answer = outage.ask(stopping(country), firm="链主", place="甲市")
    assert shown(answer.certain) == [
        ("上游失客户", 1, "供应商"),
        ("下游断供", 1, "独供客户"),
        ("下游断供", 2, "再下游"),
    ]
    first = answer.certain[1]
    assert (first.loses, first.through, first.others, first.grade) == (("液晶面板",), ("链主",), (), "B")
    assert (first.source_url, first.known_on, first.evidence) == (
        "https://example.com/a",
        "2024-03",
        ("链主>独供客户",),
    )
    assert answer.certain[2].through == ("独供客户",)


def test_who_has_another_source_is_possibly_hit_and_the_other_is_named(country: Country) -> None:
    answer = outage.ask(stopping(country), firm="链主", place="甲市")
    assert shown(answer.possible) == [("上游失客户", 2, "供应商的供应商"), ("下游断供", 1, "双供客户")]
    assert answer.possible[1].others == ("别家",)
    assert (answer.n_certain, answer.n_possible) == (3, 2)


def test_to_lose_a_customer_is_certain_for_the_supplier_only_and_other_customers_are_named(country: Country) -> None:
    answer = outage.ask(stopping(country), firm="链主", place="甲市")
    assert answer.certain[0].others == ("双供客户",)


def test_a_second_source_that_hangs_on_the_same_firm_is_none(country: Country) -> None:
    view = stopping(country, SUPPLIES=[supplies("链主", "别家", "display/glass")])
    answer = outage.ask(view, firm="链主", place="甲市")
    assert ("下游断供", 2, "双供客户") in shown(answer.certain)


def test_an_inferred_tie_hits_nobody_for_certain(country: Country) -> None:
    view = stopping(country, SUPPLIES=[supplies("链主", "闲厂", basis="inferred")])
    answer = outage.ask(view, firm="链主", place="甲市")
    line = next(h for h in answer.possible if h.name == "闲厂")
    assert (line.side, line.grade) == ("下游断供", "C")


def test_a_line_of_the_firm_stops_with_it_and_a_parent_only_possibly(country: Country) -> None:
    more = {
        "PROJECT_COMPANY_OF": [{"subject": "m-链主的产线", "object": "m-链主", "edge_id": "k-1"}],
        "SUBSIDIARY_OF": [{"subject": "m-链主", "object": "m-链主母公司", "edge_id": "k-2"}],
    }
    ties = [supplies("链主的产线", "闲厂", "display/module"), supplies("链主母公司", "别家", "display/module")]
    answer = outage.ask(stopping(country, SUPPLIES=ties, **more), firm="链主", place="甲市")
    assert ("下游断供", 1, "闲厂") in shown(answer.certain)
    assert ("下游断供", 1, "别家") in shown(answer.possible)
    assert [(k.name, k.kinship, k.evidence) for k in answer.kin] == [("链主母公司", "母公司", ("k-2",))]


def test_local_firms_next_to_it_along_the_chain_are_inferred_and_apart(country: Country) -> None:
    answer = outage.ask(stopping(country), firm="链主", place="甲市")
    assert [(n.side, n.name, n.segment_name, n.next_name, n.grade) for n in answer.neighbours] == [
        ("上游", "闲厂", "玻璃基板", "液晶面板", "C")
    ]
    assert "o-闲厂" in answer.evidence


def test_a_circle_of_trade_ends_where_it_began(country: Country) -> None:
    view = stopping(country, SUPPLIES=[supplies("再下游", "链主", "display/glass")])
    answer = outage.ask(view, firm="链主", place="甲市", depth=6)
    assert "链主" not in {h.name for h in (*answer.certain, *answer.possible)}


def test_a_hub_met_on_the_way_is_possibly_hit_not_followed_and_said(
    country: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supply_bonds, "HUB", 1)
    answer = outage.ask(stopping(country), firm="链主", place="甲市")
    line = next(h for h in answer.possible if h.name == "双供客户")
    assert line.others == (outage.HUB_OTHERS,)
    assert any("双供客户" in s and "未再往下查" in s for s in answer.not_known)
    assert any(h.name == "独供客户" for h in answer.certain)


def test_where_everybody_stands_is_counted(country: Country) -> None:
    answer = outage.ask(stopping(country), firm="链主", place="虚构高新区")
    assert answer.counts == {"市内": 1, "外地": 1, "所在地不明": 3}
    assert next(h for h in answer.certain if h.name == "独供客户").distance_km == 815


def test_a_cut_at_the_depth_is_said_and_no_record_is_never_none(country: Country) -> None:
    answer = outage.ask(stopping(country), firm="链主", place="甲市", depth=1)
    assert "只列到第1层,更远的未列" in answer.not_known
    alone = outage.ask(stopping(country), firm="闲厂", place="甲市")
    assert alone.n == 0
    assert "库中没有该企业的客户记录,下游断供波及谁不知道,不等于没有" in alone.not_known
    assert "库中没有该企业的供应商记录,上游失客户波及谁不知道,不等于没有" in alone.not_known


@pytest.mark.parametrize("depth", [0, 7])
def test_a_depth_out_of_range_is_refused(country: Country, depth: int) -> None:
    with pytest.raises(QuestionError, match="--depth"):
        outage.ask(stopping(country), firm="链主", place="甲市", depth=depth)
