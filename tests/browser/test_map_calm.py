"""The chain map at rest, in a browser: what is strong and what comes first catch the eye, lines wait until somebody asks."""

import re
from typing import Any

import pytest

from graph.model.change import View
from tests.browser.conftest import SIZES, Open
from visualizations import chain_map

LINES = """css => [...document.querySelectorAll(css)].map(p => { const s = getComputedStyle(p), [r, g, b] = s.stroke.match(/\\d+/g).map(Number);
  return [p.dataset.a, p.dataset.b, parseFloat(s.strokeWidth), (r * 2 + g * 3 + b) / 6]; })"""
"""Ends, width and lightness (0 to 255) of lines."""
BACKGROUND = "id => getComputedStyle(document.querySelector(`.card[data-id='${id}']`)).backgroundColor"
BROKEN = """() => [...document.querySelectorAll('.card .t')].map(e => { const rows = new Map(), r = document.createRange();
  for (const t of e.childNodes) for (let i = 0; i < (t.data || '').length; i++) { r.setStart(t, i); r.setEnd(t, i + 1); const all = [...r.getClientRects()], at = /\\s/.test(t.data[i]) ? all[0] : all.pop(); if (!at) continue; const y = Math.round(at.top / 4); rows.set(y, (rows.get(y) || '') + t.data[i]); }
  return [...rows.values()]; })"""
NAMELESS = """() => cardsOf(chain()).filter(s => ['strong', 'covered'].includes(state(s)) && shownFirms(s).length
  && !document.querySelector(`.card[data-id='${s}'] .f`))"""


@pytest.fixture(scope="module")
def html(shipped: View) -> str:
    return chain_map.page(shipped)


def go(page: Any, chain: str) -> None:
    page.evaluate("c => { location.hash = 'chain=' + c }", chain)
    page.wait_for_function("c => now.chain === c", arg=chain)


@pytest.mark.parametrize("chain", ["battery", "ic"])
def test_lines_are_thin_and_light_until_a_card_is_pointed_at(html: str, open_page: Open, chain: str) -> None:
    page = open_page(html, f"#chain={chain}")
    rest = page.evaluate(LINES, "#lines path")
    assert len(rest) > 50
    assert [line for line in rest if line[2] > 1 or line[3] < 200] == []
    card = page.evaluate("ranked()[0]")
    page.hover(f".card[data-id='{card}']")
    asked = page.evaluate(LINES, "#lines path.up, #lines path.down")
    expected = page.evaluate("s => chain().ties.filter(t => t[0] === s || t[1] === s).map(t => [t[0], t[1]])", card)
    assert [tie for tie in expected if tie not in [line[:2] for line in asked]] == []
    assert all(width > 2 and light < 180 for _, _, width, light in asked)
    page.mouse.move(5, 5)
    assert page.evaluate(LINES, "#lines path") == rest


def test_a_card_in_focus_shows_its_lines_as_one_pointed_at_does(html: str, open_page: Open) -> None:
    page = open_page(html, "#chain=battery")
    card = page.locator(".card").nth(3)
    card.focus()
    assert page.locator("#lines path.up, #lines path.down").count() > 0
    card.blur()
    assert page.locator("#lines path.up, #lines path.down").count() == 0


def test_only_what_gaps_affect_shows_the_lines_of_gaps_strongly_and_no_other(html: str, open_page: Open) -> None:
    page = open_page(html, "#chain=battery")
    page.check("#only")
    hot = page.evaluate(LINES, "#lines path.hot")
    ties = page.evaluate("chain().ties.filter(t => gapOf(t[0]) === 1).map(t => [t[0], t[1]])")
    assert sorted(line[:2] for line in hot) == sorted(ties)
    assert all(width >= 1.5 and light < 150 for _, _, width, light in hot)
    page.uncheck("#only")
    assert page.locator("#lines path.hot").count() == 0


def test_only_the_strong_the_proven_and_the_first_gaps_are_tinted(html: str, open_page: Open) -> None:
    page = open_page(html, "#chain=battery")
    gaps = page.evaluate("ranked()")
    shown = page.locator(".card.first").evaluate_all("all => all.map(e => e.dataset.id)")
    assert sorted(shown) == sorted(gaps[:5])
    white = "rgb(255, 255, 255)"
    assert {page.evaluate(BACKGROUND, g) == white for g in gaps[:5]} == {False}
    assert {page.evaluate(BACKGROUND, g) == white for g in gaps[5:]} == {True}
    assert page.locator(".card.first .st").all_inner_texts() == [
        t for t in page.locator(".card .st").all_inner_texts() if t.startswith("先看")
    ]
    strong = page.evaluate("cardsOf(chain()).find(s => state(s) === 'strong')")
    assert page.evaluate(BACKGROUND, strong) != white
    page.evaluate("s => { verdict(s).state[0] = 'missing'; all(); }", gaps[-1])
    assert page.evaluate(BACKGROUND, gaps[-1]) != white


def test_no_data_says_no_number_of_firms_and_has_a_mark_of_its_own(html: str, open_page: Open) -> None:
    page = open_page(html, "#chain=battery")
    said = page.locator(".card.s-unknown .st").all_inner_texts()
    assert set(said) == {"无数据"}
    assert page.locator(".card.s-unknown .f").count() > 0
    marks = [page.locator(f"#states [data-state={s}] .mk").inner_text() for s in ("unknown", "stateless")]
    assert marks == ["未", "—"]


def test_the_legend_tells_a_gap_to_look_at_first_and_one_without_buyers_apart(html: str, open_page: Open) -> None:
    page = open_page(html, "#chain=battery")
    assert [s.split()[-1] for s in page.locator("#legend .first, #legend span:has(.box)").all_inner_texts()] == [
        "先看",
        "二阶:无买家",
    ]
    filled, open_ = (
        page.evaluate("css => getComputedStyle(document.querySelector(css)).backgroundColor", css)
        for css in (".card.first .mk", ".card.s-presumed:not(.first) .mk")
    )
    assert filled != open_ == "rgb(255, 255, 255)"
    second = page.locator(".card.second .st").all_inner_texts()
    assert second
    assert all(said.startswith("二阶 ") for said in second)
    go(page, "storage")
    assert page.locator("#legend .box.second").count() == page.evaluate(
        "Number(cardsOf(chain()).some(s => gapOf(s) === 2))"
    )


@pytest.mark.parametrize("hash_", ["#chain=display", "#chain=battery&lang=en"])
def test_what_a_gap_says_below_its_name_is_never_cut(html: str, open_page: Open, hash_: str) -> None:
    page = open_page(html, hash_)
    said = (
        "[...document.querySelectorAll('.card.s-presumed .st')].map(e => [e.innerText, e.scrollWidth - e.clientWidth])"
    )
    lines = page.evaluate(said)
    assert len(lines) > 10
    assert [text for text, over in lines if over > 0] == []


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_no_name_leaves_one_character_alone_on_its_last_line(
    html: str, open_page: Open, width: int, height: int
) -> None:
    page = open_page(html, width=width, height=height)
    for chain in page.evaluate("D.chains.map(c => c.id)"):
        go(page, chain)
        alone = [rows for rows in page.evaluate(BROKEN) if len(rows) > 1 and len(re.sub(r"\W", "", rows[-1])) < 2]
        assert alone == [], chain


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_a_card_that_says_strong_or_covered_names_a_firm_while_names_are_on(
    html: str, open_page: Open, width: int, height: int
) -> None:
    page = open_page(html, width=width, height=height)
    for chain in page.evaluate("D.chains.filter(c => !c.members.length).map(c => c.id)"):
        go(page, chain)
        assert page.evaluate(NAMELESS) == [], chain
    page.uncheck("#names")
    assert page.locator(".card .f").count() == 0


def test_a_picture_breaks_names_where_the_map_breaks_them(html: str, open_page: Open) -> None:
    page = open_page(html, "#chain=battery")
    written = page.evaluate("""() => [...document.querySelectorAll('.card .t')].map(e => { const rows = [];
      named({fillText: t => rows.push(t)}, e, {x: 0, y: 0, step: lead() * geo.u}); return rows; })""")
    assert written == page.evaluate(BROKEN)
    assert max(len(rows) for rows in written) > 1


def test_why_gaps_can_rise_with_what_is_under_way_is_said_where_they_do(html: str, open_page: Open) -> None:
    page = open_page(html, "#chain=battery")
    counts = [int(n) for n in page.locator("#looks small").all_inner_texts()]
    assert max(counts[1:]) > counts[0]
    assert "也成为买家" in page.inner_text("#panel .rise")
    titles = page.locator("#looks button").evaluate_all("all => all.map(e => e.title)")
    assert titles[0] == ""
    assert all("也成为买家" in t for t in titles[1:])
    page.evaluate("cardsOf(chain()).forEach(s => { const v = verdict(s); v.gap = v.gap.map(() => v.gap[0]); }); all()")
    assert page.locator("#panel .rise").count() == 0


def test_groups_stand_apart_from_chains(html: str, open_page: Open) -> None:
    page = open_page(html)
    after = page.locator("#chains .sep ~ button").count()
    assert page.inner_text("#chains .sep") == "链群"
    assert after == page.evaluate("D.chains.filter(c => c.members.length).length") > 0
    assert page.locator("#pick optgroup option").count() == after
    page.click("#chains .sep ~ button >> nth=0")
    assert page.evaluate("chain().members.length") > 0


def test_a_chain_without_gaps_says_how_many_segments_have_no_data_not_a_calm_zero(html: str, open_page: Open) -> None:
    page = open_page(html)
    dark = page.evaluate(
        """D.chains.map(c => { const ids = cardsOf(c); return [c.id, chainName(c), gapsOf(ids, 0), ids.filter(s => state(s) === 'unknown').length]; })"""
    )
    tabs = page.locator("#chains button").evaluate_all("all => all.map(e => [e.innerText, e.title])")
    seen = 0
    for (_, name, gaps, unknown), (text, title) in zip(dark, tabs, strict=True):
        assert text.startswith(name)
        if gaps == 0 and unknown:
            seen += 1
            assert text.endswith(f"未 {unknown}")
            assert title == f"没有达到空白标准,{unknown} 个环节无数据"
        else:
            assert text.endswith(str(gaps))
    assert seen > 0
    narrow = open_page(html, width=1366, height=768)
    assert narrow.locator("#pick option", has_text="(未 ").count() == seen


def test_who_may_buy_stands_apart_from_who_buys(html: str, open_page: Open) -> None:
    page = open_page(html, "#chain=battery")
    gap = page.evaluate("ranked()[0]")
    page.evaluate("s => { verdict(s).may = [['电芯:虚构可能买家'], null, null]; select(s); }", gap)
    said = page.inner_text("#panel .may")
    assert said.startswith("可能的本地买家(是否在本地、是否已投产未定")
    assert "电芯:虚构可能买家" in said
    assert "虚构可能买家" not in page.locator("#panel p:has-text('本地下游买家')").inner_text()
    page.evaluate("setTable(true)")
    assert "可能:电芯:虚构可能买家" in page.inner_text("#list")


def test_lines_that_pass_a_column_side_by_side_run_as_one_cable(html: str, open_page: Open) -> None:
    page = open_page(html, "#chain=battery")
    beside = page.evaluate("""() => chain().columns.flatMap(([, items]) => items.slice(1).map((it, i) => [items[i], it]))
      .filter(two => two.every(i => i[0] === '~')).map(([a, b]) => (geo.lanes.get(b).y - geo.lanes.get(a).y) / geo.u)""")
    assert len(beside) > 10
    assert all(0 < apart <= 3.01 for apart in beside)


def test_type_grows_where_a_chain_leaves_room_and_stays_where_it_does_not(html: str, open_page: Open) -> None:
    page = open_page(html, "#chain=pv", width=1366, height=768)
    assert page.evaluate("geo.u") >= 1.4
    few = page.locator(".card .st").count()
    assert few == page.locator(".card").count()
    page.evaluate("window.dispatchEvent(new Event('resize'))")
    assert page.evaluate("geo.u") >= 1.4
    go(page, "battery")
    assert page.evaluate("geo.u") == pytest.approx(1366 / 1330, abs=0.03)


def test_each_band_says_how_many_of_the_gaps_are_its_own(html: str, open_page: Open) -> None:
    page = open_page(html, "#chain=battery")
    said = [
        int(n) for text in page.locator(".band h2 small").all_inner_texts() for n in re.findall(r"缺口 (\d+)", text)
    ]
    assert len(said) > 1
    assert sum(said) == page.evaluate("ranked().length")
    assert page.locator(".band h2").count() == 3


def test_the_numbers_are_of_the_chain_shown_also_beside_the_table(html: str, open_page: Open) -> None:
    page = open_page(html, "#chain=battery&view=table")
    for chain in ("ic", "pv"):
        page.evaluate("c => { location.hash = `chain=${c}&view=table` }", chain)
        page.wait_for_function("c => now.chain === c", arg=chain)
        assert int(page.inner_text("#numbers span:nth-child(1) b")) == page.evaluate("cardsOf(chain()).length")
        assert page.locator("#list tbody tr").count() == page.evaluate("cardsOf(chain()).length")
