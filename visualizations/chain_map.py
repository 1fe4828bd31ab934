"""产业链图谱: each chain from upstream to downstream, a card a segment, who is here, what is missing, and why we say so.

One offline file for all chains and groups, or for one; 内部版 and 推介版, Chinese and English.
"""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Literal

from graph.model.change import View
from queries.methods import lookup
from queries.methods.rules import rules_of
from visualizations._glossary import glossary
from visualizations._html import embedded, render
from visualizations._map_english import english
from visualizations._map_rows import LOOKS_OF, gather
from visualizations._sheet import watermark
from visualizations._words import map_words
from visualizations.gap_list import ENGLISH_MARKS, MARKS, english_method, method

Edition = Literal["internal", "outside"]

TITLE = "产业链图谱"
OPEN = {
    "只列公开来源可查、在营或在建的企业;未列出的不等于没有。": "Only firms on public pages, in operation or building, are listed; what is not listed is not none."
}
"""How the guests' map is made."""
PLACES = ("厦门市", "厦门火炬高新区")
STATES = tuple(MARKS)
SCRIPTS = (
    "map_core.js",
    "map_words.js",
    "map_gaps.js",
    "map_tabs.js",
    "map_filter.js",
    "map_place.js",
    "map_draw.js",
    "map_legend.js",
    "map_panel.js",
    "map_picture.js",
    "map_print.js",
    "map_main.js",
)


def page(view: View, *, chain: str = "", places: Sequence[str] = PLACES, edition: Edition = "internal") -> str:
    """The map of every chain (or of one) at these places as one HTML file."""
    rules = rules_of(view.rules)
    asked = [lookup.chain(view, chain)] if chain else []
    data = gather(view, asked, places, edition)
    data |= {
        "stamp": asdict(view.stamp),
        "edition": edition,
        "looks": list(LOOKS_OF[edition]),
        "states": list(STATES) if edition == "internal" else ["here"],
        "marks": MARKS if edition == "internal" else {"here": "有"},
        "marksEn": ENGLISH_MARKS if edition == "internal" else {"here": ENGLISH_MARKS["here"]},
        "words": map_words(rules.words, edition),
        "method": method(rules) if edition == "internal" else next(iter(OPEN)),
        "watermark": watermark(view),
    }
    data["english"] = english(data, glossary(view)) | (
        {data["method"]: english_method(rules)} if edition == "internal" else OPEN
    )
    context = {"title": TITLE, "stamp": view.stamp, "edition": edition, "data": embedded(data)}
    return render("chain_map.html.j2", "chain_map.css", SCRIPTS, context)
