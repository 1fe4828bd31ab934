"""Which gaps the chain map says to look at first, in a browser: the order it shows is the order of the numbers it shows."""

import csv
import re
from typing import Any

import pytest

from graph.model.change import View
from tests.browser.conftest import Open
from visualizations import chain_map

ROWS = (
    "[...document.querySelectorAll('#panel [data-gap]')].map(e => [e.dataset.gap, e.querySelector('small').innerText])"
)
EVERY = """() => { const found = []; for (const c of D.chains) { now.chain = c.id; D.places.forEach((p, i) => { now.place = i;
  LOOKS.forEach((l, k) => { now.look = k; found.push(ranked().map(s => [state(s) === 'missing', buyersOf(s).length, candidates(s).recommended, nTargets(s), D.segments[s].name])); }); }); }
  return found; }"""


@pytest.fixture(scope="module")
def html(shipped: View) -> str:
    return chain_map.page(shipped)


def numbers(line: str) -> tuple[int, int]:
    """Buyers and targets as a line of the list says them."""
    buyers = re.search(r"本地买家 (\d+)家", line)
    targets = re.search(r"目标 (\d+)", line)
    assert buyers, line
    return int(buyers[1]), int(targets[1]) if targets else 0


@pytest.mark.parametrize("chain", ["display", "battery", "ic", "storage"])
def test_the_list_of_gaps_stands_in_the_order_of_the_buyers_it_shows(html: str, open_page: Open, chain: str) -> None:
    page = open_page(html, f"#chain={chain}")
    shown = [numbers(line)[0] for _, line in page.evaluate(ROWS)]
    assert len(shown) == int(page.inner_text("#numbers span:nth-child(3) b"))
    assert shown == sorted(shown, reverse=True)


def test_buyers_then_recommended_then_known_targets_then_the_name_decide_at_every_place(
    html: str, open_page: Open
) -> None:
    every = open_page(html).evaluate(EVERY)
    assert sum(len(rows) for rows in every) > 100
    for rows in every:
        assert rows == sorted(rows, key=lambda r: (not r[0], -r[1], -r[2], -r[3], r[4]))


def test_the_order_is_the_one_its_data_says(html: str, open_page: Open) -> None:
    page = open_page(html, "#chain=battery")
    last = page.evaluate(ROWS)[-1][0]
    page.evaluate("s => { verdict(s).rank[0] = -1; all(); }", last)
    assert page.evaluate(ROWS)[0][0] == last


def test_the_first_five_stand_apart_and_say_for_whom(html: str, open_page: Open) -> None:
    page = open_page(html, "#chain=battery")
    rows = page.evaluate(ROWS)
    assert page.locator("#panel h4").all_inner_texts() == ["先看这 5 个", f"其余 {len(rows) - 5} 个"]
    assert page.locator("#panel .row.first").count() == 5
    assert all(re.search(r"本地买家 \d+家:.+;", line) for _, line in rows[:5])
    assert not any(re.search(r"本地买家 \d+家:", line) for _, line in rows[5:])
    few = open_page(html, "#chain=storage")
    assert 0 < few.locator("#panel .row").count() < 5
    assert few.locator("#panel h4").count() == 1


def test_a_gap_names_its_leading_target_or_says_that_targets_are_to_be_found(html: str, open_page: Open) -> None:
    page = open_page(html, "#chain=display")
    none = 0
    for seg, line in page.evaluate(ROWS):
        leading = page.evaluate("s => candidates(s).rows.map(r => short(D.firms[r[0]][0]))[0] || null", seg)
        none += leading is None
        assert (f":{leading}" in line.partition("目标")[2]) if leading else ("先找目标(库中没有可列的目标)" in line), (
            line
        )
        assert "目标 0" not in line
    assert none > 0
    page.evaluate("select(ranked().find(s => !nTargets(s)))")
    assert "先找目标(库中没有可列的目标)" in page.inner_text("#panel")


def test_every_gap_of_every_outlook_was_looked_for_targets(html: str, open_page: Open) -> None:
    page = open_page(html)
    assert (
        page.evaluate("""() => D.chains.flatMap(c => D.places.flatMap(p => cardsOf(c).filter(s =>
      D.verdicts[p.id][s].gap.some(g => g) && !D.candidates[p.id][s])))""")
        == []
    )


def test_table_and_csv_stand_in_the_order_of_the_list_and_mark_the_first(html: str, open_page: Open) -> None:
    page = open_page(html, "#chain=ic")
    names = page.locator("#panel .row .chip").evaluate_all("all => all.map(e => e.lastChild.textContent)")
    page.click("#table")
    table = page.locator("#list tbody tr").evaluate_all("all => all.map(r => [...r.cells].map(c => c.innerText))")
    assert [row[1] for row in table[: len(names)]] == names
    marked = [re.findall(r"先看 (\d)", row[3]) for row in table]
    assert marked == [[str(n)] for n in range(1, 6)] + [[] for _ in table[5:]]
    assert all(re.match(r"\d+家:", row[5]) for row in table[: len(names)])
    with page.expect_download() as saved:
        page.click("#csv")
    rows: Any = list(csv.reader(saved.value.path().read_text(encoding="utf-8-sig").splitlines()))
    assert [row[1] for row in rows[1 : len(names) + 1]] == names


def test_an_action_that_all_gaps_share_is_said_once(html: str, open_page: Open) -> None:
    page = open_page(html, "#chain=battery")
    shared = page.evaluate("[...new Set(ranked().map(s => T('action.' + verdict(s).action[0])))]")
    assert len(shared) == 1
    assert page.locator("#panel .row .act").count() == 0
    assert page.locator("#panel p", has_text=f"动作都是{shared[0]}").count() == 1
    page.evaluate("verdict(ranked()[0]).action[0] = 'extend'; all()")
    assert page.locator("#panel .row .act").count() == page.locator("#panel .row").count()
