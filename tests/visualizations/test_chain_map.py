"""The chain map as a file: whole, silent, the same twice, and for outsiders without what they may not see."""

import json
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest

from graph.errors import QuestionError
from graph.model.change import View
from visualizations import chain_map
from visualizations._map_outside import contracted

FIRMS = [
    {"id": "m-anchor", "name": "虚构面板有限公司"},
    {"id": "m-build", "name": "虚构在建玻璃公司"},
    {"id": "m-out", "name": "虚构外地光刻胶公司"},
    {"id": "m-evil", "name": "虚构</script><script>alert(1)</script>公司"},
]
TIES = [
    {"subject": "m-anchor", "object": "display/cell", "at": "zone", "source_url": "https://news.example/1"},
    {"subject": "m-build", "object": "display/glass", "at": "350200", "stage": "signed"},
    {"subject": "m-out", "object": "display/photoresist", "at": "340100", "source_url": "javascript:alert(2)"},
    {"subject": "m-evil", "object": "display/module", "at": "350200"},
]
LOOKED = [{"subject": "350200", "object": "display/photoresist", "method": "searched", "searches": 4, "found": "no",
           "surveyed_on": "2024-05", "surveyor": "desk survey"}]  # fmt: skip
HELD = [{"subject": "m-anchor", "object": "h-1", "year": 2023}, {"subject": "m-out", "object": "h-2"}]
HONOURS = [{"id": "h-1", "name": "国家单项冠军", "honour_level": "national", "honour_type": "title"},
           {"id": "h-2", "name": "虚构百亿企业", "honour_level": "city", "honour_type": "size"}]  # fmt: skip
TALKS = {"id": "p-1", "name": "虚构在谈项目", "project_type": "new", "project_stage": "在谈", "stage_on": "2024-03"}
PLACES = ("甲市", "虚构高新区")


@pytest.fixture
def view(country: Callable[..., View]) -> View:
    return country(
        FIRMS, extra={"Project": [TALKS], "Honour": HONOURS}, OPERATES_IN=TIES, HOLDS=HELD, SURVEYED=LOOKED,
        LEADS=[{"subject": "m-anchor", "object": "display"}], RUNS=[{"subject": "m-out", "object": "p-1"}],
        FILLS=[{"subject": "p-1", "object": "display/tester"}], LOCATED_IN=[{"subject": "p-1", "object": "350200"}],
    )  # fmt: skip


def data(html: str) -> Any:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.S)
    assert found
    return json.loads(found[1])


def test_the_page_is_one_file_that_asks_nobody(view: View) -> None:
    html = chain_map.page(view, places=PLACES)
    assert "default-src 'none'" in unescape(html)
    assert re.findall(r' (?:src|href)="([^"]*)"', html) == ["data:,"]
    assert "<script>alert" not in html


def test_the_same_graph_gives_the_same_bytes(view: View) -> None:
    assert chain_map.page(view, places=PLACES) == chain_map.page(view, places=PLACES)


def test_every_chain_and_group_has_its_map_and_groups_merge_twins(view: View) -> None:
    found = data(chain_map.page(view, places=PLACES))
    assert [c["id"] for c in found["chains"]] == ["display", "ic", "flat", "semi"]
    cards = [i for _, items in found["chains"][3]["columns"] for i in items if not i.startswith("~")]
    assert sum(i.endswith("/photoresist") for i in cards) == 1
    assert sum(i.endswith("/tester") for i in cards) == 2


def test_each_place_has_its_own_states_and_the_undecided_stay_undecided(view: View) -> None:
    found = data(chain_map.page(view, places=PLACES))
    city, zone = (found["verdicts"][p["id"]] for p in found["places"])
    assert city["display/glass"]["state"][0] == "upcoming" or city["display/glass"]["badges"]
    assert zone["display/cell"]["state"][0] == "strong"
    assert [t[4] for t in found["ties"]["display/glass"]] == ["iu"]


def test_a_gap_has_its_reason_its_candidates_and_what_would_overturn_it(view: View) -> None:
    found = data(chain_map.page(view, places=PLACES))
    gap = found["verdicts"]["350200"]["display/photoresist"]
    assert gap["state"][0] == "presumed"
    assert gap["gap"] == [1, 1, 1]
    assert gap["reason"][0].startswith("检索4次未见")
    assert gap["against"]
    who = found["candidates"]["350200"]["display/photoresist"]
    (row,) = who["rows"]
    assert (who["n"], who["recommended"], who["more"]) == (1, 0, 0)
    assert found["firms"][row[0]][0] == "虚构外地光刻胶公司"


def test_a_gap_names_its_sure_buyers_and_apart_from_them_who_may_buy(country: Callable[..., View]) -> None:
    coarse = [{**t, "at": "350000"} if t["subject"] == "m-anchor" else t for t in TIES]
    for ties, sure, possible in ((TIES, 1, 0), (coarse, 0, 1)):
        view = country(FIRMS, OPERATES_IN=ties, SURVEYED=LOOKED)
        one = data(chain_map.page(view, places=PLACES))["verdicts"]["350200"]["display/photoresist"]
        assert len(one["buyers"][0]) == sure, one
        assert len(one["may"][0]) == possible, one
        assert one["buyers"][1:] == [None, None]


def test_one_chain_can_be_drawn_alone(view: View) -> None:
    found = data(chain_map.page(view, chain="显示", places=PLACES))
    assert [c["id"] for c in found["chains"]] == ["display"]
    assert all(s.startswith("display/") for s in found["segments"])


def test_a_chain_or_place_nobody_knows_is_refused_with_the_nearest(view: View) -> None:
    with pytest.raises(QuestionError, match="新型显示"):
        chain_map.page(view, chain="新型显木", places=PLACES)
    with pytest.raises(QuestionError, match="甲市"):
        chain_map.page(view, places=("甲帀",))


def test_an_outsider_sees_no_gap_no_target_no_talk_and_no_reason(view: View) -> None:
    html = chain_map.page(view, places=PLACES, edition="outside")
    found = data(html)
    for secret in ("虚构在谈项目", "虚构外地光刻胶公司", "虚构在建玻璃公司", "检索4次"):
        assert secret not in html
    assert found["candidates"] == {}
    assert {s for p in found["verdicts"].values() for v in p.values() for s in v["state"]} == {"here"}
    assert {g for p in found["verdicts"].values() for v in p.values() for g in v["gap"]} == {0}
    assert "虚构面板有限公司" in html


def test_a_guests_map_has_the_segments_with_firms_and_neither_name_nor_number_of_the_others(view: View) -> None:
    inside, found = (data(chain_map.page(view, places=PLACES, edition=e)) for e in ("internal", "outside"))
    at = {p["id"]: found["chains"][0]["at"][p["id"]] for p in found["places"]}
    cards = {p: {i for _, items in one["columns"] for i in items if i[0] != "~"} for p, one in at.items()}
    assert cards == {"350200": {"display/cell", "display/module"}, "zone": {"display/cell"}}
    assert set(found["segments"]) == {"display/cell", "display/module"}
    assert {p: set(v) for p, v in found["verdicts"].items()} == cards
    said = json.dumps(found, ensure_ascii=False)
    missing = {s["name"] for i, s in inside["segments"].items() if i not in found["segments"]}
    assert len(missing) == 5
    assert not [name for name in missing if f'"{name}"' in said]
    assert not {"n.segments", "panel.counts", "state.stateless"} & set(found["words"]["zh"])
    assert found["states"] == ["here"]
    assert not any("rates" in c for c in found["chains"])


def test_ties_of_a_guests_map_lead_through_what_is_not_drawn_and_claim_no_supply() -> None:
    ties = [("a", "x"), ("x", "y"), ("y", "b"), ("b", "c"), ("x", "c"), ("b", "z"), ("z", "a")]
    assert contracted(ties, set("abcxyz")) == dict.fromkeys(sorted(ties), False)
    assert contracted(ties, set("abc")) == {("b", "c"): False, ("a", "b"): True, ("b", "a"): True}


@pytest.mark.parametrize(
    ("stage", "known_on", "is_drawn"),
    [("building", "2023-06", True), ("signed", "2023-06", True), ("building", "2019-01", False), ("signed", None, False),
     ("planned", "2023-06", False)],
)  # fmt: skip
def test_what_is_building_is_news_to_guests_while_it_is_spoken_of(
    country: Callable[..., View], stage: str, known_on: str | None, is_drawn: bool
) -> None:
    tie = {"subject": "m-build", "object": "display/glass", "at": "350200", "stage": stage, "known_on": known_on}
    view = country(FIRMS, OPERATES_IN=[TIES[0], tie])
    html = chain_map.page(view, places=PLACES, edition="outside")
    assert ("虚构在建玻璃公司" in html) == is_drawn
    assert ("display/glass" in data(html)["segments"]) == is_drawn


def test_a_guests_map_of_nothing_says_so_and_leaves_out_a_place_without_firms(country: Callable[..., View]) -> None:
    with pytest.raises(QuestionError, match="--edition internal"):
        chain_map.page(country(FIRMS, OPERATES_IN=TIES[1:3]), places=PLACES, edition="outside")
    found = data(chain_map.page(country(FIRMS, OPERATES_IN=TIES[3:]), places=PLACES, edition="outside"))
    assert [p["id"] for p in found["places"]] == ["350200"]


def test_honours_and_sizes_on_record_can_be_chosen_and_firms_without_a_record_have_none(view: View) -> None:
    found = data(chain_map.page(view, places=PLACES))
    assert [t[:2] for t in found["tags"]] == [["champion.national", "honour"], ["b10", "size"]]
    tags = {name: (honours, numbers) for name, _, honours, numbers in found["firms"]}
    assert tags["虚构面板有限公司"] == (["国家单项冠军(2023)"], [0])
    assert tags["虚构外地光刻胶公司"] == (["虚构百亿企业"], [1])
    assert tags["虚构在建玻璃公司"] == ([], [])
    assert "没有资质荣誉记录,不等于没有" in found["words"]["zh"]["filter.none.honour"]


def test_every_word_of_the_page_has_its_english(view: View) -> None:
    for edition in ("internal", "outside"):
        words = data(chain_map.page(view, places=PLACES, edition=edition))["words"]
        assert set(words["zh"]) == set(words["en"])
        assert all(words["en"].values())
