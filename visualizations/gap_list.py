"""补链强链清单: the gaps of every chain at each place, why, what to do, who could fill them, on what evidence.

One offline file, printable on A4; the first place is shown first, the others at the press of a tab. `--edition outside`
(推介版) is 产业链现状: the firms, anchors, honours, projects and parks of each chain, and nothing of what is missing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from graph.model.change import View
from queries.methods import lookup
from queries.methods.answer import watermark
from queries.methods.chain_states import chain_states
from queries.methods.rules import Rules, rules_of
from visualizations import _present_sheet, _sources
from visualizations._gap_rows import ChainPart, PlacePart, gather
from visualizations._glossary import glossary
from visualizations._html import render
from visualizations._sheet import Edition, html, stamped
from visualizations._sheet import watermark as mark
from visualizations._words import MAP

TITLE = "补链强链清单"
OUTSIDE = "产业链现状"
PLACES = ("厦门市", "厦门火炬高新区")
MARKS = {
    "strong": "优",
    "covered": "覆",
    "weak": "薄",
    "upcoming": "建",
    "nearby": "邻",
    "missing": "缺",
    "presumed": "?",
    "unknown": "未",
    "stateless": "—",
}
ENGLISH_MARKS = {"strong": "S", "covered": "C", "weak": "W", "upcoming": "U", "nearby": "N", "missing": "M",
                 "presumed": "?", "unknown": "nd", "stateless": "—", "here": "✓"}  # fmt: skip
SECOND = {"二阶缺口": MAP["n.second"][1], "本地尚无买家": "no buyer here yet"}


def page(view: View, *, places: Sequence[str] = PLACES, edition: Edition = "internal") -> str:
    """The gap list of every chain at these places as one HTML file; for outsiders the chains as they are."""
    if edition == "outside":
        return html(_present_sheet.sheet(view, (OUTSIDE, "The chains as they are"), places), view)
    rules = rules_of(view.rules)
    parts = [gather(view, place) for place in places]
    chains = [{"id": c.id, "name": c.name} for c in parts[0].chains]
    return render(
        "gap_list.html.j2",
        ("sheet.css", "gap_list.css"),
        ("sheet.js", "gap_list.js"),
        {
            "stamp": view.stamp,
            "cite": stamped(view),
            "watermark": watermark(view.stamp.synthetic),
            "water": mark(view),
            "rules": rules,
            "words": rules.words,
            "names": glossary(view, SECOND),
            "marks": MARKS,
            "marks_en": ENGLISH_MARKS,
            "said": MAP,
            "may": tuple(text.partition("(")[0].strip() for text in MAP["panel.may"]),
            "places": [_place(p) | {"behind": _behind(view, p)} for p in parts],
            "chains": chains,
            "method": method(rules),
            "method_en": english_method(rules),
        },
    )


def _place(part: PlacePart) -> dict[str, Any]:
    gaps = [g for c in part.chains for g in c.gaps]
    segments = [s for c in part.chains for s in c.segments]
    return asdict(part) | {
        "n_gaps": len(gaps),
        "n_missing": sum(g.state == "missing" for g in gaps),
        "n_presumed": sum(g.state == "presumed" for g in gaps),
        "n_second": sum(len(c.second) for c in part.chains),
        "n_unknown": sum(s.state == "unknown" for s in segments),
        "n_verified": sum(c.n_verified for c in part.chains),
        "n_judged": sum(s.state != "stateless" for s in segments),
        "n_undecided": sum(s.is_undecided for s in segments),
        "weak_chains": _little_surveyed(part.chains),
    }


def _behind(view: View, part: PlacePart) -> dict[str, str]:
    """From what the states of each chain were made, and of all of them ("")."""
    where = lookup.place(view, part.id)
    by = {c.id: list(_sources.behind_states(chain_states(view, c.id, where).judged)) for c in part.chains}
    by[""] = [e for those in by.values() for e in those]
    return {chain: _sources.counted(view, ids, "internal") for chain, ids in by.items()}


def _little_surveyed(chains: Iterable[ChainPart]) -> list[tuple[str, str]]:
    """Name and share of the chains of which somebody looked at less than half."""
    little = (c for c in chains if c.surveyed_pct is None or c.surveyed_pct < 50)
    return [(c.name, "—" if c.surveyed_pct is None else f"{c.surveyed_pct:g}%") for c in little]


def method(rules: Rules) -> str:
    """The rule in one paragraph, with its thresholds."""
    s = rules.state
    return (
        f"优势:链主或单项冠军在此在营,或合并关联企业后在营不少于{s.strong_makers}家;已覆盖:{s.covered_makers}家;薄弱:1家;"
        f"在建:只有在建或签约,沉默超过{s.silent_months}个月记为无数据并标“待核”;市内有:区内未见而市内有;"
        f"空白(已核实):经名录核对或全面摸排未见;空白(待核实):一次摸排检索不少于{s.presumed_searches}次未见,外地有厂商,"
        f"且没有片区不明的企业、在谈项目或同名产品;其余为无数据。缺口须有本地直接下游买家,否则列为二阶缺口。"
        f"核实过:本地的名录核对或全面摸排;只检索过:案头检索,可以看到有,不能证明没有,不是摸排。"
        f"证据早于{s.stale_years}年标“旧”,优势降为已覆盖。只有环节应有的活动(生产、设计开发或服务)才算填补;推断不算。"
    )


def english_method(rules: Rules) -> str:
    """The same in English."""
    s = rules.state
    return (
        f"Strong: an anchor or national champion operates here, or {s.strong_makers} firms and more after related ones are "
        f"joined; covered: {s.covered_makers}; weak: 1; upcoming: only building or signed, without news for more than "
        f"{s.silent_months} months no data, to be checked; in the city: none seen here, one in the city; missing (proven): "
        f"none in a list or a complete survey; missing (presumed): none seen in one survey of {s.presumed_searches} searches "
        f"and more, makers elsewhere, and no firm whose place is too coarse, no talks, no product of that name; everything "
        f"else is no data. A gap needs a direct buyer here, else it is a second-order gap. Verified: a list or complete "
        f"survey of this place. Only searched: at a desk, which can show that something is here and never that nothing is. "
        f"Evidence older than {s.stale_years} years is marked and lowers strong to covered. Only what a segment is made by "
        f"(production, design or service) fills it; what is inferred does not."
    )
