"""How names stand on the cards of the chain map, in a browser: whole words in both languages, firms without what the map says."""

import re

import pytest

from graph.model.change import View
from tests.browser.conftest import SIZES, Open
from tests.browser.test_map_calm import BROKEN, go
from visualizations import chain_map

OUTSIDE = """() => { const stage = document.getElementById('stage').getBoundingClientRect(), foot = document.getElementById('legend').getBoundingClientRect().top;
  return [...document.querySelectorAll('.card')].filter(e => { const r = e.getBoundingClientRect();
    return r.left < stage.left || r.right > stage.right || r.top < stage.top || r.bottom > foot || e.scrollHeight - e.clientHeight > 1; }).map(e => e.dataset.id); }"""
CUT_LINES = """() => [...document.querySelectorAll('.card .st, #bands .kind')].filter(e => e.scrollWidth > e.clientWidth).map(e => e.innerText)"""


@pytest.fixture(scope="module")
def html(shipped: View) -> str:
    return chain_map.page(shipped)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_english_words_break_at_a_hyphen_and_every_chain_fits_in_english_too(
    html: str, open_page: Open, width: int, height: int
) -> None:
    page = open_page(html, "#lang=en", width=width, height=height)
    hyphens = 0
    for chain in page.evaluate("D.chains.map(c => c.id)"):
        page.evaluate("c => { location.hash = `chain=${c}&lang=en` }", chain)
        page.wait_for_function("c => now.chain === c", arg=chain)
        lines = [line for name in page.evaluate(BROKEN) for line in name[:-1]]
        assert [line for line in lines if not re.search(r"[ /\-\u00ad\u4e00-\u9fff]$", line)] == [], chain
        hyphens += sum(line.endswith("\u00ad") for line in lines)
        assert page.evaluate(CUT_LINES) == [], chain
        if not page.evaluate("chain().members.length"):
            assert page.evaluate(OUTSIDE) == [], chain
    assert hyphens > 0


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("communication", "com-mu-ni-ca-tion"),
        ("semiconductor", "semi-con-duc-tor"),
        ("photoresist", "pho-to-re-sist"),
        ("surveillance", "sur-veil-lance"),
        ("sputtering", "sput-ter-ing"),
        ("substrate", "sub-strate"),
        ("equipment", "equip-ment"),
        ("bulk", "bulk"),
    ],
)
def test_a_long_english_word_is_parted_between_syllables(html: str, open_page: Open, word: str, syllables: str) -> None:
    page = open_page(html)
    assert "-".join(page.evaluate("w => syllables(w)", word)) == syllables


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("面板用光刻胶", ["面板用", "光刻胶"]),
        ("OLED中间体和粗单体", ["OLED", "中间体", "和", "粗单体"]),
        ("碳纳米管导电浆料", ["碳纳米管", "导电", "浆料"]),
        ("洁净室与厂务工程", ["洁净室", "与", "厂务", "工程"]),
        ("光伏逆变器", ["光伏", "逆变器"]),
        ("阵列(TFT背板)", ["阵列", "(TFT", "背板)"]),
        ("锂盐", ["锂盐"]),
    ],
)
def test_a_name_is_parted_between_words_of_the_trade(html: str, open_page: Open, name: str, words: list[str]) -> None:
    assert open_page(html).evaluate("n => wordsOf(n)", name) == words


@pytest.mark.parametrize(
    ("firm", "shown"),
    [
        ("虚构市甲乙显示科技股份有限公司", "甲乙显示科技"),
        ("厦门甲乙微电子有限公司", "甲乙微电子"),
        ("甲乙电子(Jiayi Electronics)", "甲乙电子"),
        ("甲乙材料(苏州)有限公司", "甲乙材料(苏州)"),
        ("虚构市甲乙公司", "甲乙公司"),
        ("大城市网", "大城市网"),
        ("厦门钨业股份有限公司", "厦门钨业"),
    ],
)
def test_a_firm_on_a_card_goes_without_its_city_its_legal_form_and_its_latin_twin(
    html: str, open_page: Open, firm: str, shown: str
) -> None:
    page = open_page(html)
    assert page.evaluate("f => brief(f)", firm) == shown


def test_the_whole_name_of_a_firm_is_said_when_its_short_one_is_pointed_at(html: str, open_page: Open) -> None:
    page = open_page(html, "#chain=display")
    said = page.locator(".card .f[title]").evaluate_all("all => all.map(e => [e.innerText, e.title])")
    assert any(len(title) > len(text) for text, title in said)
    assert {title for _, title in said} <= set(page.evaluate("D.firms.map(f => f[0])"))


def test_english_names_begin_with_a_capital_side_by_side(html: str, open_page: Open) -> None:
    page = open_page(html, "#chain=ic&lang=en")
    names = page.locator(".card .t").all_inner_texts()
    assert len(names) > 50
    assert [name for name in names if re.match(r"[a-z]+\b", name)] == []
    assert page.evaluate("[capital('mRNA vaccine'), capital('silicon wafer'), capital('LED')]") == [
        "mRNA vaccine",
        "Silicon wafer",
        "LED",
    ]


def test_chinese_names_are_no_shorter_for_it(html: str, open_page: Open) -> None:
    page = open_page(html, "#chain=display")
    go(page, "battery")
    assert page.locator(".card .t").all_inner_texts() == page.evaluate("cardsOf(chain()).map(s => D.segments[s].name)")


def test_two_firms_of_a_card_never_look_alike(html: str, open_page: Open) -> None:
    page = open_page(html, "#chain=compound-semi")
    assert page.evaluate("briefs(['虚构光电股份有限公司', '厦门虚构光电有限公司', '甲乙材料有限公司'])") == [
        "虚构光电",
        "厦门虚构光电",
        "甲乙材料",
    ]
    page.click("#in")
    for chain in page.evaluate("D.chains.map(c => c.id)"):
        go(page, chain)
        for names in page.evaluate(
            "[...document.querySelectorAll('.card')].map(e => [...e.querySelectorAll('.f[title]')].map(f => [f.firstChild.textContent, f.title]))"
        ):
            assert len({text for text, _ in names}) == len({title for _, title in names}), chain


def test_what_is_found_says_its_chain_by_name(html: str, open_page: Open) -> None:
    page = open_page(html, "#chain=ic")
    page.fill("#q", "gkj")
    notes = page.locator("#hits small").all_inner_texts()
    assert {"集成电路", "新型显示"} <= set(notes)
    assert set(notes) <= set(
        page.evaluate("[...D.chains.map(c => c.name), ...Object.values(D.segments).map(s => s.name)]")
    )


def test_a_guests_map_has_firms_on_every_card_at_every_place_and_no_number_of_segments(
    shipped: View, open_page: Open
) -> None:
    page = open_page(chain_map.page(shipped, edition="outside"), "#chain=ic")
    drawn = set()
    for place in page.locator("#places button").all():
        place.click()
        assert page.evaluate("cardsOf(chain()).filter(s => !nHere(s))") == []
        assert page.evaluate("openChains().filter(c => !cardsOf(c).length).length") == 0
        drawn.add(page.locator(".card").count())
        assert str(page.locator(".card").count()) not in page.locator("#numbers").inner_text().split()
    assert len(drawn) > 1
    assert page.locator(".card .st").evaluate_all("all => all.filter(e => e.scrollWidth > e.clientWidth).length") == 0
