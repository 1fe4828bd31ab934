"""The gap list page: one offline file, escaped, the same bytes for the same graph."""

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import pytest

from graph.model.change import Row, View
from queries import gaps
from queries.gaps import Gap
from tests.conftest import STAMP, edges, nodes
from visualizations import _gap_rows, _map_rows, chain_book, meeting
from visualizations._html import policy
from visualizations._sheet import Grid, cell
from visualizations._words import MAP
from visualizations.gap_list import page

Country = Callable[..., View]
PLACES = ("甲市", "虚构高新区")
HOSTILE = "<script>alert(1)</script>虚构\"'公司"


@pytest.fixture
def view(country: Country) -> View:
    """A country where 玻璃基板 is a presumed gap with a hostile maker elsewhere and a buyer here."""
    firms: list[Row] = [{"id": "m-买", "name": "虚构面板公司"}, {"id": "m-坏", "name": HOSTILE}]
    ties: list[Row] = [
        {"subject": "m-买", "object": "display/cell", "at": "zone", "known_on": "2024-06", "edge_id": "e-买"},
        {"subject": "m-坏", "object": "display/glass", "at": "340100", "known_on": "2024-06"},
    ]
    survey: Row = {"subject": "350200", "object": "display/glass", "method": "searched", "searches": 3, "found": "no"}
    looked = [survey | {"surveyed_on": "2024", "surveyor": "desk survey"}]
    claims = [
        {
            "id": "e-买",
            "claim_id": "c",
            "publisher": "虚构报",
            "title": None,
            "address": "javascript:alert(2)",
            "published_on": "2024-06",
            "basis": "declared",
            "visibility": "public",
        }
    ]
    return country(firms, OPERATES_IN=ties, SURVEYED=looked, claims=claims)


class Seen(HTMLParser):
    """Tags with their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def seen(html: str) -> Seen:
    parser = Seen()
    parser.feed(html)
    return parser


def test_the_first_place_is_shown_and_the_others_wait(view: View) -> None:
    sections = [a for t, a in seen(page(view, places=PLACES)).tags if t == "section" and a.get("class") == "place"]
    assert [(s["data-place"], "hidden" in s) for s in sections] == [("甲市", False), ("虚构高新区", True)]


def test_it_says_what_is_missing_why_for_whom_and_who_makes_it(view: View) -> None:
    html = page(view, places=PLACES)
    for said in ("玻璃基板", "空白(待核实)", "检索3次未见(案头检索 2024)", "液晶面板(虚构面板公司)", "乙市"):
        assert said in html


def test_names_and_links_execute_nothing(view: View) -> None:
    html = page(view, places=PLACES)
    assert HOSTILE not in html
    assert [t for t, _ in seen(html).tags].count("script") == 1
    assert not [a for t, a in seen(html).tags if t == "a" and not str(a["href"]).startswith("http")]


def test_it_asks_nobody_for_anything(view: View) -> None:
    fetched = [(t, a) for t, a in seen(page(view, places=PLACES)).tags for n in ("src", "srcset", "action") if a.get(n)]
    links = [a["href"] for t, a in seen(page(view, places=PLACES)).tags if t == "link"]
    assert (fetched, links) == ([], ["data:,"])


def test_its_policy_allows_its_own_style_and_script_alone(view: View) -> None:
    html = page(view, places=PLACES)
    css, js = re.findall(r"<style>(.*?)</style>", html, re.S), re.findall(r"<script>(.*?)</script>", html, re.S)
    metas = [a["content"] for t, a in seen(html).tags if t == "meta" and a.get("http-equiv")]
    assert metas == [policy(css[0], js[0])]


def test_the_same_graph_gives_the_same_bytes(view: View) -> None:
    assert page(view, places=PLACES) == page(view, places=PLACES)


def test_nobody_can_take_searches_for_proof(view: View) -> None:
    html = page(view, places=PLACES)
    assert "摸排率" not in html
    heads = re.findall(r'<th scope="col" class="n"><span[^>]*>([^<]*)</span></th>', html)
    assert heads[-2:] == ["核实过", "只检索过"]
    assert "经名录核对或全面摸排核实过的 0 个" in html
    assert "检索过不等于核实过" in html
    assert "核实过 0% · 只检索过 20%" in html


def test_a_graph_with_invented_claims_is_marked_on_the_page(view_of: Callable[..., View]) -> None:
    for synthetic in (0, 3):
        view = view_of(nodes=nodes([]), edges=edges(), stamp=replace(STAMP, synthetic=synthetic))
        assert ("含合成示例3条" in page(view, places=("甲市",))) == bool(synthetic)


def test_every_chains_table_copies_with_place_chain_dates_and_each_row_with_its_pages(view: View) -> None:
    html = page(view, places=("甲市",))
    blocks = [a for _, a in seen(html).tags if "chain block" in str(a.get("class"))]
    assert {str(a["data-cite"]) for a in blocks} == {
        f"甲市,{name},数据截至2025-01-01,已知截至2025-01-01,规则—" for name in ("新型显示", "集成电路")
    }
    rows = [a for t, a in seen(html).tags if t == "tr" and "data-src" in a]
    assert [a["data-src"] for a in rows] == ["虚构报 2024-06"]
    copies = [a for t, a in seen(html).tags if t == "button" and a.get("class") == "copy"]
    assert len(copies) == 1 + len(blocks)


def test_a_guest_gets_the_chains_as_they_are_and_no_word_of_what_is_missing(view: View) -> None:
    html = page(view, places=PLACES, edition="outside")
    assert ">产业链现状 · " in html
    for said in ("虚构面板公司", "液晶面板", "推介版"):
        assert said in html
    for word in ("补链", "缺口", "空白", "目标", "待核实", "无数据", "alert(1)"):
        assert word not in html
    assert ">0<" not in html
    assert "库中没有记录" not in html
    assert html == page(view, places=PLACES, edition="outside")


def listed(html: str) -> list[str]:
    """The rows of gaps as plain text."""
    rows = re.findall(r"<tr data-state=.*?</tr>", html, re.S)
    return [re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", "", r))) for r in rows]


def test_who_may_buy_stands_apart_from_who_buys_in_the_words_of_the_map(country: Country) -> None:
    firms: list[Row] = [{"id": f"m-{n}", "name": f"虚构{n}公司"} for n in ("面板", "或许", "玻璃")]
    ties: list[Row] = [
        {"subject": "m-面板", "object": "display/cell", "at": "zone", "known_on": "2024-06"},
        {"subject": "m-或许", "object": "display/cell", "at": "350000", "known_on": "2024-06"},
        {"subject": "m-玻璃", "object": "display/glass", "at": "340100", "known_on": "2024-06"},
    ]
    survey: Row = {"subject": "350200", "object": "display/glass", "method": "complete", "found": "no"}
    view = country(firms, OPERATES_IN=ties, SURVEYED=[survey | {"surveyed_on": "2024", "surveyor": "测试"}])
    html = page(view, places=("甲市",))
    (gap,) = listed(html)
    assert "本地买家 1家:液晶面板(虚构面板公司) 可能的本地买家:液晶面板:虚构或许公司(只知在虚构省)" in gap
    assert MAP["panel.may"][0] == Gap.model_fields["may_buy"].title
    assert html.count(f'title="{MAP["panel.may"][0]}"') == 1
    assert f"{MAP['panel.may'][0]},另列。" in html


def test_a_group_is_one_target_and_one_line(country: Country) -> None:
    firms: list[Row] = [{"id": f"m-{n}", "name": f"虚构{n}公司"} for n in ("面板", "母", "子", "别家")]
    ties: list[Row] = [{"subject": "m-面板", "object": "display/cell", "at": "zone"},
                       *({"subject": f"m-{n}", "object": "display/glass", "at": "340100"} for n in ("母", "子", "别家"))]  # fmt: skip
    survey: Row = {"subject": "350200", "object": "display/glass", "method": "complete", "found": "no"}
    view = country(firms, OPERATES_IN=ties, SURVEYED=[survey | {"surveyed_on": "2024", "surveyor": "测试"}],
                   SUBSIDIARY_OF=[{"subject": "m-子", "object": "m-母"}])  # fmt: skip
    html = page(view, places=("甲市",))
    (gap,) = listed(html)
    assert "目标 2(企业 3 家,同集团计一个目标)" in gap
    assert html.count('<li><span class="grade') == 2
    assert re.search(r"虚构(母|子)公司 乙市 · 同集团另 1 家", gap)


def test_a_buyer_whose_name_holds_commas_is_one_buyer(country: Country) -> None:
    name = "虚构,逗号、顿号(公司)"
    view = country(
        [{"id": "m-逗", "name": name}, {"id": "m-玻", "name": "虚构玻璃公司"}],
        OPERATES_IN=[{"subject": "m-逗", "object": "display/cell", "at": "zone"},
                     {"subject": "m-玻", "object": "display/glass", "at": "340100"}],
        SURVEYED=[{"subject": "350200", "object": "display/glass", "method": "complete", "found": "no"}],
    )  # fmt: skip
    found = [g for c in _gap_rows.gather(view, "甲市").chains for g in c.gaps]
    assert [([(b.segment, b.firms) for b in g.buyers], g.n_buyers) for g in found] == [([("液晶面板", (name,))], 1)]


def test_targets_of_one_name_and_two_groups_are_two_lines(country: Country) -> None:
    twins: list[Row] = [{"id": f"m-{n}", "name": "虚构同名公司"} for n in (1, 2)]
    view = country(
        [*twins, *({"id": f"m-{n}", "name": "虚构子公司"} for n in (3, 4)), {"id": "m-买", "name": "虚构面板公司"}],
        OPERATES_IN=[{"subject": "m-买", "object": "display/cell", "at": "zone"},
                     *({"subject": f"m-{n}", "object": "display/glass", "at": "340100"} for n in (1, 2, 3, 4))],
        SUBSIDIARY_OF=[{"subject": "m-3", "object": "m-1"}, {"subject": "m-4", "object": "m-2"}],
        SURVEYED=[{"subject": "350200", "object": "display/glass", "method": "complete", "found": "no"}],
    )  # fmt: skip
    (gap,) = (g for c in _gap_rows.gather(view, "甲市").chains for g in c.gaps)
    assert ([c.kin for c in gap.candidates], gap.n_targets, gap.more) == ([1, 1], 2, 0)


def first_met(view: View, chain: str, place: str) -> list[str]:
    """The gaps of the meeting's page."""
    html = re.search(r'<table class="five">.*?</table>', meeting.page(view, chain=chain, place=place), re.S)
    rows = re.findall(r"<tr[^>]*><td><b>(.*?)</b>", html[0], re.S) if html else []
    return [unescape(re.sub(r"<[^>]*>", "", r)) for r in rows]


def bound(view: View, chain: str, place: str) -> list[tuple[str, ...]]:
    """The gaps of the booklet, those of second order, and the gaps that have targets."""
    parts = {p.title[1]: p for p in chain_book.sheet(view, chain, place, "internal").parts}
    grids = [*parts["What is missing"].blocks[:2], *parts["Candidates"].blocks[:1]]
    return [tuple(dict.fromkeys(cell(r[0]).text for r in g.rows)) for g in grids if isinstance(g, Grid)]


@pytest.mark.parametrize("place", ["厦门市", "厦门火炬高新区"])
def test_list_meeting_and_booklet_have_one_order_for_every_chain(shipped: View, place: str) -> None:
    chains = _gap_rows.gather(shipped, place).chains
    assert len(chains) == 11
    for chain in chains:
        names = [g.name for g in chain.gaps]
        assert first_met(shipped, chain.id, place) == names[: meeting.GAPS]
        first, second, aimed = bound(shipped, chain.id, place)
        assert (list(first), list(second)) == (names, [s.name for s in chain.second])
        assert list(aimed) == [g.name for g in chain.gaps if g.n_firms]
        asked = gaps.ask(shipped, chain=chain.id, place=place).gaps
        plain = [(g.state != "missing", -g.n_buyers) for g in chain.gaps]
        assert [(g.state != "missing", -g.n_buyers) for g in asked] == plain == sorted(plain)


def test_the_first_of_all_chains_stand_in_the_order_of_the_map(shipped: View) -> None:
    place = "厦门市"
    drawn = _map_rows.gather(shipped, (), (place,), "internal")
    (verdicts,) = drawn["verdicts"].values()
    ranked = sorted((v["rank"][0], s) for s, v in verdicts.items() if v["gap"][0] == 1)
    chosen: list[str] = []
    for _, segment in ranked:
        same = [s for s in chosen if s.partition("/")[0] == segment.partition("/")[0]]
        if len(same) < meeting.A_CHAIN and not set(drawn["segments"][segment]["twins"]) & set(chosen):
            chosen.append(segment)
    assert first_met(shipped, "", place) == [drawn["segments"][s]["name"] for s in chosen[: meeting.GAPS]]


def test_map_and_list_name_the_same_gaps_buyers_and_targets_in_one_order_for_every_chain(shipped: View) -> None:
    places = ("厦门市", "厦门火炬高新区")
    drawn = _map_rows.gather(shipped, (), places, "internal")
    compared = 0
    for place, at in zip(places, [p["id"] for p in drawn["places"]], strict=True):
        verdicts, who = drawn["verdicts"][at], drawn["candidates"][at]
        cards = {c["id"]: [i for _, column in c["columns"] for i in column if i in verdicts] for c in drawn["chains"]}
        for chain in _gap_rows.gather(shipped, place).chains:
            mine = sorted((s for s in cards[chain.id] if verdicts[s]["gap"][0]), key=lambda s: verdicts[s]["rank"][0])
            assert [g.id for g in chain.gaps] == [s for s in mine if verdicts[s]["gap"][0] == 1]
            assert [s.name for s in chain.second] == [
                drawn["segments"][s]["name"] for s in mine if verdicts[s]["gap"][0] == 2
            ]
            for gap in chain.gaps:
                told, found = verdicts[gap.id], who[gap.id]
                assert [[b.segment, list(b.firms)] for b in gap.buyers] == told["buyers"][0]
                assert gap.n_buyers == len({f for _, firms in told["buyers"][0] for f in firms})
                assert list(gap.may_buy) == told["may"][0]
                assert (gap.n_targets, gap.n_recommended) == (found["n"], found["recommended"])
                assert len(gap.candidates) + gap.more == gap.n_targets
                compared += 1
    assert compared > 100
