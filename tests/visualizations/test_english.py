"""The English view of every page: what our own code says is English; Chinese is only what is on record and has no English."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from html.parser import HTMLParser
from typing import Any

import pytest

from graph import schema
from graph.model.change import View
from queries import candidates
from queries.methods import lookup
from queries.methods.chain_states import chain_states
from queries.methods.dissent import dissent
from visualizations import (
    chain_book,
    chain_map,
    data_stock,
    distribution,
    firm_card,
    firm_network,
    fund_card,
    gap_list,
    meeting,
    overview,
)
from visualizations._glossary import glossary
from visualizations._sheet import Edition

Page = Callable[[View], str]
CHINESE = re.compile(r"[\u3400-\u9fff]")
FIRM = "厦门天马微电子有限公司"
PAGES: dict[str, Page] = {
    "overview": overview.page,
    "overview for guests": partial(overview.page, edition="outside"),
    "firm_card": partial(firm_card.page, firm=FIRM),
    "firm_card for guests": partial(firm_card.page, firm=FIRM, edition="outside"),
    "firm_network": partial(firm_network.page, firm=FIRM),
    "firm_network of another": partial(firm_network.page, firm="中创新航新能源(厦门)有限公司"),
    "firm_network of a group": partial(firm_network.page, firm="厦门钨业股份有限公司"),
    "firm_network of a large one": partial(firm_network.page, firm="宁德时代"),
    "firm_network for guests": partial(firm_network.page, firm=FIRM, edition="outside"),
    "fund_card": partial(fund_card.page, fund="国投厦钨基金"),
    "distribution": partial(distribution.page, chain="battery"),
    "data_stock": data_stock.page,
    "data_stock for guests": partial(data_stock.page, edition="outside"),
    "chain_book": partial(chain_book.page, chain="display"),
    "chain_book for guests": partial(chain_book.page, chain="display", edition="outside"),
    "meeting": partial(meeting.page, since="2022"),
    "meeting of a chain": partial(meeting.page, chain="battery"),
    "meeting for guests": partial(meeting.page, edition="outside"),
    "meeting of a chain for guests": partial(meeting.page, chain="display", edition="outside"),
    "gap_list": gap_list.page,
    "gap_list for guests": partial(gap_list.page, edition="outside"),
}


VOID = ("meta", "link", "input", "br")


class Seen(HTMLParser):
    """What a reader of the English view meets: texts and labels, each with its English where it has one."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {k: v or "" for k, v in attrs}
        if "data-en" in given:
            self.texts.append(given["data-en"])
        labels = [given[k] for k in ("aria-label", "title") if k in given]
        self.texts += [given["data-en-label"]] if "data-en-label" in given else labels
        self.texts += [given["placeholder"]] if "placeholder" in given else []
        if "data-cite" in given:
            self.texts.append(given.get("data-cite-en", given["data-cite"]))
        if "data-src" in given:
            self.texts.append(given.get("data-src-en", given["data-src"]))
        if tag not in VOID:
            self._open.append((tag, "data-en" in given or tag in ("style", "script")))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and not any(is_told for _, is_told in self._open):
            self.texts.append(data.strip())


def seen(html: str) -> list[str]:
    """The texts of a page in English, those a network draws among them; the button back to Chinese aside."""
    parser = Seen()
    parser.feed(html)
    drawn = re.search(r'id="data">(.*?)</script>', html, re.S)
    for one in [o for part in ("nodes", "edges") for o in json.loads(drawn[1])[part]] if drawn else ():
        parser.texts += [one.get(f"{key}_en", one[key]) for key in ("label", "says", "close") if key in one]
    return [t for t in dict.fromkeys(parser.texts) if t != "中文"]


class Record:
    """The strings on record that have no English; `rest` of a text is what they do not cover."""

    def __init__(self, strings: Iterable[str]) -> None:
        self.by_start: dict[str, list[str]] = {}
        for one in sorted({s for s in strings if len(s) > 1}, key=len, reverse=True):
            self.by_start.setdefault(one[:2], []).append(one)

    def rest(self, text: str) -> str:
        """What of a text is Chinese and not on record.

        >>> Record(["虚构公司"]).rest("虚构公司、虚构公司 等2")
        '等'
        """
        text = text.replace(", ", ",")  # a name may hold a comma
        left, at = "", 0
        while at < len(text):
            known = next((s for s in self.by_start.get(text[at : at + 2], ()) if text.startswith(s, at)), None)
            left += "" if known or not CHINESE.match(text[at]) else text[at]
            at += len(known) if known else 1
        return left


def strings(value: Any) -> Iterator[str]:
    """Every string inside a value, and its parts where it is a list in one string."""
    if isinstance(value, str):
        yield value
        yield from value.split("、")
    elif isinstance(value, dict):
        yield from (s for v in value.values() for s in strings(v))
    elif isinstance(value, list | tuple):
        yield from (s for v in value for s in strings(v))


def on_record(view: View) -> Iterator[str]:
    """Every string that nodes, ties and the claims behind them hold."""
    edge_ids: list[str] = []
    for kind in schema.nodes():
        fields = ", ".join(f"n.{f} AS {f}" for f in (*schema.fields(kind), *(("names",) if kind == "Firm" else ())))
        yield from strings(view.rows(f"MATCH (n:{kind}) RETURN {fields}"))
    for kind in schema.edges():
        fields = ", ".join(f"e.{f} AS {f}" for f in ("edge_id", *schema.fields(kind)))
        rows = view.rows(f"MATCH ()-[e:{kind}]->() RETURN {fields}")
        edge_ids += [r["edge_id"] for r in rows if r["edge_id"]]
        yield from strings(rows)
    yield from strings(view.evidence(sorted(set(edge_ids))))


def untold(html: str, record: Record) -> dict[str, str]:
    """What stays Chinese though it is ours: what is not on record, with the text it stands in."""
    return {rest: text for text in seen(html) if (rest := record.rest(text))}


@pytest.fixture(scope="module")
def record(shipped: View) -> Record:
    """What may stay Chinese: the shipped facts' own strings, without our words and without names that have English."""
    words = glossary(shipped)
    return Record(set(on_record(shipped)) - set(words.words) - set(words.names))


@pytest.mark.parametrize("name", PAGES)
def test_nothing_of_our_own_stays_chinese_in_english(shipped: View, record: Record, name: str) -> None:
    assert untold(PAGES[name](shipped), record) == {}


def test_every_reason_and_doubt_of_the_rules_has_its_english(shipped: View) -> None:
    said: set[str] = set()
    for place in ("厦门市", "厦门火炬高新区"):
        several = [chain_states(shipped, c, lookup.place(shipped, place)) for c in lookup.chains(shipped, "")]
        for j, rules in ((j, s.rules) for s in several for j in s.judged):
            said |= {j.verdict.reason, *j.verdict.badges, *dissent(j, rules)}
        wanted = [j.facts.id for s in several for j in s.judged if j.is_gap or j.is_second_order]
        for answer in candidates.ask_many(shipped, segments=wanted, place=place).values():
            for firm in (*answer.candidates, *answer.in_city, *answer.excluded):
                said |= {firm.reason, firm.to_raise, *firm.anchor_ties}
    words = glossary(shipped)
    assert len(said) > 300
    assert sorted(t for t in said if CHINESE.search(t) and not words.english(t)) == []


@pytest.mark.parametrize("edition", ["internal", "outside"])
def test_what_the_chain_map_says_of_a_segment_has_its_english(shipped: View, edition: Edition) -> None:
    found = re.search(r'id="data">(.*?)</script>', chain_map.page(shipped, edition=edition), re.S)
    assert found
    data = json.loads(found[1])
    said = {
        t
        for part in data["verdicts"].values()
        for v in part.values()
        for t in (*v["reason"], *v["badges"], *v["against"])
    }
    said |= {data["method"]} | {
        t for row in data["candidates"].values() for c in row.values() for e in c["excluded"] for t in e[:1]
    }
    assert sorted(t for t in said if CHINESE.search(t) and t not in data["english"]) == []


def test_a_new_sentence_without_english_is_found_wherever_it_stands() -> None:
    record = Record(["虚构公司"])
    assert untold('<p data-en="new">虚构的新句子</p><p>虚构公司</p><p lang="zh">虚构公司、虚构公司</p>', record) == {}
    for html in (
        "<p>虚构公司的新句子</p>", '<p data-en="half 新句子">x</p>', '<input placeholder="新句子">', '<p title="新句子">x</p>',
        '<p aria-label="新句子" data-en-label="new 新句子">x</p>', '<p data-cite="新句子">x</p>', "<svg><text>新句子</text></svg>",
        '<script id="data">{"nodes": [{"label": "新句子"}], "edges": []}</script>',
    ):  # fmt: skip
        assert [r for r in untold(html, record) if "新句子" in r], html
