"""产业一页纸: what a place has of its chains on one screen (16:9) or one A4, for guests of a meeting.

Chains with their firms and anchors, or the segments of the one chain that is asked for; signed and running projects;
parks, funds and free carriers. Nothing of what is missing, who answers for it, or what is to be decided.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from graph.model.change import View
from queries.methods import lookup
from visualizations import _sources
from visualizations._glossary import Glossary, glossary
from visualizations._html import render
from visualizations._present import FirmHere, Present, present
from visualizations._sheet import EDITIONS, Title, cell, listed, row, stamped, watermark

TITLE: Title = ("产业一页纸", "The place on one page")
ROWS, PROJECTS, PARKS, ROOMS = 11, 8, 5, 2
NAMED, PLACED = 2, 3
"""Firms named on one line (those with most honours), and places."""

Line = tuple[str, ...]
CHAIN_HEADS: Sequence[Title] = (("产业链", "Chain"), ("在营企业", "Firms"), ("有企业的环节", "Segments"), ("链主企业", "Anchors"),
                                ("在营企业举例", "Firms, for example"))  # fmt: skip
SEGMENT_HEADS: Sequence[Title] = (("环节", "Segment"), ("在营企业", "Firms"), ("企业", "Which"), ("所在地", "Places"))


def page(view: View, chain: str, place: str) -> str:
    """The page of one chain (or group), or of all."""
    ids = lookup.chains(view, chain)
    found = _of(present(view, place), frozenset(ids), bool(chain))
    names = lookup.chain_names(view)
    about = names[lookup.chain(view, chain)] if chain else f"全部{len(ids)}条产业链"
    heads, rows = (SEGMENT_HEADS, _segments(found)) if len(ids) == 1 else (CHAIN_HEADS, _chains(found))
    pages = _sources.behind(view, found.evidence, "outside")
    cite, words = stamped(view), glossary(view)
    context = {
        "title": TITLE, "subtitle": f"{found.place} · {about}", "stamp": view.stamp, "cite": f"{found.place},{about},{cite}",
        "dates": cite, "edition": EDITIONS["outside"], "watermark": watermark(view), "tiles": _tiles(found), "heads": heads,
        "rows": rows[:ROWS], "n_rows": len(rows), "projects": found.projects[:PROJECTS], "n_projects": len(found.projects),
        "parks": _parks(found), "rooms": _rooms(found, words), "publishers": _sources.publishers(pages), "words": words,
    }  # fmt: skip
    return render("welcome.html.j2", ("sheet.css", "meeting.css"), "meeting.js", context)


def _of(found: Present, chains: frozenset[str], is_part: bool) -> Present:
    """What is here of these chains; parks counted over all of them where all are asked for."""
    kept = tuple(c for c in found.chains if c.id in chains and (c.firms or c.projects))
    firms = {f.firm for c in kept for f in c.firms}
    held = tuple(h for h in found.honours if h.holder in firms)
    parks = tuple(p for p in found.parks if (p.chain in chains if is_part else not p.chain))
    return Present(found.place, kept, held, parks, found.funds, found.carriers)


def _tiles(found: Present) -> list[tuple[Title, str]]:
    """The figures on top; what is on record of nothing has none, since that is not none."""
    figures: list[tuple[Title, int]] = [
        (("产业链", "Chains"), sum(bool(c.firms) for c in found.chains)), (("在营企业", "Firms"), found.n_firms),
        (("链主企业", "Anchors"), len(found.anchors)), (("有荣誉资质的", "Honoured"), len({h.holder for h in found.honours})),
        (("项目", "Projects"), len(found.projects)), (("片区", "Parks"), len({p.place for p in found.parks})),
        (("基金", "Funds"), len(found.funds)), (("载体", "Carriers"), len(found.carriers)),
    ]  # fmt: skip
    return [(title, f"{n:,}") for title, n in figures if n]


def _chains(found: Present) -> list[Line]:
    return [
        (c.name, str(c.n_firms), str(c.n_here), listed([a.name for a in c.anchors], NAMED), _named(c.firms))
        for c in found.chains
    ]


def _segments(found: Present) -> list[Line]:
    by: dict[str, list[FirmHere]] = {}
    for firm in (f for c in found.chains for f in c.firms):
        by.setdefault(firm.segment_name, []).append(firm)
    return [
        (name, str(len(those)), _named(those), listed(list(dict.fromkeys(p for f in those for p in f.places)), PLACED))
        for name, those in by.items()
    ]


def _named(firms: Iterable[FirmHere]) -> str:
    """The firms with most honours by name, and how many there are."""
    known = sorted(firms, key=lambda f: (-len(f.honours), f.name))
    return listed(list(dict.fromkeys(f.name for f in known)), NAMED)


def _parks(found: Present) -> list[tuple[str, int]]:
    """The parks with most firms; of several chains the one that has most there counts."""
    count: Counter[str] = Counter()
    for p in found.parks:
        count[p.name] = max(count[p.name], p.n_firms)
    return sorted(count.items(), key=lambda c: (-c[1], c[0]))[:PARKS]


def _rooms(found: Present, words: Glossary) -> list[tuple[Title, str, str]]:
    """Funds and carriers by name, in both languages; free space only where it is on record."""
    funds = [(f"{f.name}({f.size_said})", f"{f.name} ({words.said(f.size_said)})") if f.size_100m_cny else (f.name, f.name)
             for f in found.funds]  # fmt: skip
    room = {c.carrier: cell(row(c.free_m2)[0]).text for c in found.carriers}
    free = [(f"{c.name}(可用{room[c.carrier]}平方米)", f"{c.name} ({room[c.carrier]} m² free)") if c.free_m2 else (c.name, c.name)
            for c in found.carriers]  # fmt: skip
    told: tuple[tuple[Title, list[tuple[str, str]]], ...] = (
        (("基金", "Funds"), funds),
        (("载体(空置面积以最新公布为准)", "Carriers (free space: see the latest notice)"), free),
    )
    return [
        (title, listed([zh for zh, _ in names], ROOMS), _counted([en for _, en in names]))
        for title, names in told
        if names
    ]


def _counted(names: Sequence[str]) -> str:
    """The first names in English, and how many there are."""
    return ", ".join(names[:ROOMS]) + (f" … ({len(names)} in all)" if len(names) > ROOMS else "")
