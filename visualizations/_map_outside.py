"""What of a chain map may guests see? Segments with a firm here and how those hang together; of the others not even the name.

An empty card beside a full one is a gap, whatever it is called, and so is the number of all cards.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from graph.errors import QuestionError
from graph.model.change import View
from queries.methods.locality import Scope, locality
from queries.methods.operations import Operation
from visualizations._edition import is_plant_shown

Tie = tuple[str, str]

RATES = (None, None, None)
HAS_FIRMS: Mapping[str, Any] = {
    "state": ["here"], "reason": [""], "badges": [], "action": ["none"], "gap": [0], "buyers": [[]], "may": [[]],
    "alternatives": [], "against": [], "surveys": [],
}  # fmt: skip
"""The verdict of a segment that is drawn for guests: firms are here; no gap, score or action."""


def plants(view: View, found: Iterable[Operation]) -> list[Operation]:
    """The operations that guests may be told of."""
    return [o for o in found if is_plant_shown(view, o)]


def drawn_at(
    those: Iterable[Operation], twins: Mapping[str, Collection[str]], around: Mapping[str, Scope]
) -> dict[str, set[str]]:
    """The segments, with their twins, that have one of these inside each place; places without any are left out."""
    found: dict[str, set[str]] = {place: set() for place in around}
    for one in those:
        for place, scope in around.items():
            if locality(one.at, scope) == "inside":
                found[place] |= {one.segment, *twins.get(one.segment, ())}
    if not any(found.values()):
        raise QuestionError(
            "--edition outside:这些地点没有可对外列出的企业;请换产业链或地点,或用内部版 --edition internal"
        )
    return {place: those for place, those in found.items() if those}


def contracted(ties: Collection[Tie], drawn: Collection[str]) -> dict[Tie, bool]:
    """Ties between what is drawn; True where only a way through what is not drawn leads from one to the other.

    >>> contracted([("a", "x"), ("x", "b"), ("b", "c"), ("x", "c")], {"a", "b", "c"})
    {('b', 'c'): False, ('a', 'b'): True}

    A way that other ties tell already is none of its own (transitive reduction of the ways, in the order of names).
    """
    ways: dict[str, list[str]] = {}
    for a, b in sorted(ties):
        ways.setdefault(a, []).append(b)
    kept = {(a, b): False for a, b in sorted(ties) if a in drawn and b in drawn}
    found = {(a, b) for a in drawn for b in _next_drawn(a, ways, drawn) if a != b} - set(kept)
    through = dict.fromkeys(sorted(found), True)
    for tie in list(through):
        if _leads([*kept, *(t for t in through if t != tie)], *tie):
            del through[tie]
    return kept | through


def _next_drawn(start: str, ways: Mapping[str, Collection[str]], drawn: Collection[str]) -> set[str]:
    """What is drawn and reached from here without passing another that is drawn."""
    hidden = {a: those for a, those in ways.items() if a == start or a not in drawn}
    return {b for b in _reached(start, hidden) if b in drawn}


def _leads(ties: Iterable[Tie], start: str, end: str) -> bool:
    ways: dict[str, list[str]] = {}
    for a, b in ties:
        ways.setdefault(a, []).append(b)
    return end in _reached(start, ways)


def _reached(start: str, ways: Mapping[str, Collection[str]]) -> set[str]:
    seen: set[str] = set()
    edge = list(ways.get(start, ()))
    while edge:
        one = edge.pop()
        if one not in seen:
            seen.add(one)
            edge += ways.get(one, ())
    return seen
