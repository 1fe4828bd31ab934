"""What changes with the language of a page and what does not."""

import re
from collections.abc import Callable

from graph.model.change import View
from queries.methods import answer
from tests.conftest import PLACES, shipped_rules
from visualizations._glossary import CODED, glossary
from visualizations._sheet import Cell, Grid, Part, Prose, Sheet, html, row


def test_every_coded_value_a_page_shows_has_its_english() -> None:
    rules = shipped_rules()["words"]
    lacking = [
        (kind, code)
        for kind, coded in CODED.items()
        for code in {**answer.WORDS.get(kind, {}), **rules.get(kind, {})}
        if code not in coded
    ]
    assert not lacking


def test_a_name_has_the_english_the_graph_holds_and_no_other(country: Callable[..., View]) -> None:
    firms = [
        {"id": "m-1", "name": "虚构面板公司", "names": ["虚构面板公司", "Fictional Panel"]},
        {"id": "m-2", "name": "虚构玻璃公司"},
    ]
    view = country(firms, extra={"Fund": []})
    words = glossary(view)
    assert words.english("虚构面板公司") == "Fictional Panel"
    assert words.english("虚构玻璃公司") is None
    assert words.english("虚构面板公司、虚构玻璃公司 等7") == "Fictional Panel, 虚构玻璃公司 … (7 in all)"


def test_a_place_written_with_its_city_has_english_where_either_has(country: Callable[..., View]) -> None:
    places = [
        {"id": "p-1", "name": "虚构市", "name_en": "Fictional City", "place_type": "city"},
        {"id": "p-2", "name": "虚构园", "place_type": "park"},
    ]
    words = glossary(country(extra={"Place": [*PLACES, *places]}))
    assert words.english("虚构市虚构园") == "虚构园, Fictional City"
    assert words.english("虚构市虚构公司") is None


def test_a_sentence_is_never_half_translated() -> None:
    words = glossary()
    assert words.english("规模口径不是虚构、目标、预计") is None
    assert words.english("在营2家:虚构甲公司、虚构乙公司;虚构的后半句") is None


def test_a_word_marked_as_a_state_is_a_state_and_else_a_stage(country: Callable[..., View]) -> None:
    words = glossary(country())
    assert (words.state("在建"), words.english("在建")) == ("Upcoming", "building")


def test_the_page_holds_both_languages_of_what_has_two(country: Callable[..., View]) -> None:
    view = country()
    sheet = Sheet("虚构文件", "虚构市", (
        Part("一", (Grid("表", (("状态", "State"), "名"), (row(Cell("薄弱", state="weak"), "虚构公司"),)),
                   Prose("", ("库中没有记录:名;不等于没有",)))),
    ), view.stamp)  # fmt: skip
    text = html(sheet, view)
    assert '<span data-en="Weak">薄弱</span>' in text
    assert '<span data-en="No record of: 名; which is not none">' in text
    assert not re.search(r'data-en="[^"]*">虚构公司', text)
    assert text == html(sheet, view)
