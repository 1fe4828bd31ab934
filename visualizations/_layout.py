"""Where does each card of a chain map stand? Columns by band, upstream left of downstream, and lanes for long ties.

Width-bounded layering (Coffman and Graham 1972) inside each band, then barycentre sweeps (Sugiyama, Tagawa and Toda
1981) for the order inside the columns. A tie that passes columns runs in lanes of its own between the cards, never
under one; ties whose sources feed the same segments share their lanes. The same input gives the same picture.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

SWEEPS = 12
LEAST_ROWS, MOST_ROWS = 5, 12
COLUMNS = 6
"""Columns aimed at: a chain of n segments gets columns of about n / COLUMNS cards."""


@dataclass(frozen=True)
class Card:
    """A segment to place: its id, the band it belongs to (0 upstream, 1 midstream, 2 downstream), what kind it is."""

    id: str
    band: int
    kind: str = ""


@dataclass(frozen=True)
class Layout:
    """Columns from left to right, each with its band and its items from top to bottom (cards, and lanes `~n`).

    `routes` holds, for each tie (upstream, downstream), the lanes it passes, left to right; `back` the ties that run
    against the columns.
    """

    columns: tuple[tuple[int, tuple[str, ...]], ...]
    routes: Mapping[tuple[str, str], tuple[str, ...]]
    back: frozenset[tuple[str, str]]


def layout(cards: Sequence[Card], ties: Iterable[tuple[str, str]]) -> Layout:
    """The picture of these cards (in the chain's order) and ties (upstream, downstream).

    >>> plan = layout([Card("a", 0), Card("b", 1), Card("c", 2)], [("a", "b"), ("b", "c"), ("a", "c")])
    >>> plan.columns
    ((0, ('a',)), (1, ('b', '~0')), (2, ('c',)))
    >>> plan.routes[("a", "c")]
    ('~0',)
    """
    known = {c.id for c in cards}
    drawn = sorted({(a, b) for a, b in ties if a in known and b in known and a != b})
    rows = min(MOST_ROWS, max(LEAST_ROWS, -(-len(cards) // COLUMNS)))
    bands = [
        (band, columns) for band in sorted({c.band for c in cards}) for columns in (_band(cards, drawn, band, rows),)
    ]
    order = [(band, column) for band, columns in bands for column in columns]
    at = {card: n for n, (_, column) in enumerate(order) for card in column}
    forward = [t for t in drawn if at[t[0]] < at[t[1]]]
    routes, lanes = _lanes(forward, at)
    items = [[*column, *lanes.get(n, ())] for n, (_, column) in enumerate(order)]
    placed = _ordered(items, _links(forward, routes))
    columns = tuple((band, tuple(column)) for (band, _), column in zip(order, placed, strict=True))
    return Layout(columns, routes, frozenset(drawn) - frozenset(forward))


def _band(cards: Sequence[Card], ties: Sequence[tuple[str, str]], band: int, rows: int) -> list[list[str]]:
    """The cards of a band in columns of at most so many rows, each upstream of what it feeds in the band."""
    mine = [c.id for c in cards if c.band == band]
    within = set(mine)
    inner = [(a, b) for a, b in ties if a in within and b in within]
    feeds = _acyclic(mine, inner)
    outer = {a: sum(1 for x, y in ties if x == a and y not in within) for a in mine}
    label = _labels(mine, feeds)
    height = _labels(mine, _reversed(feeds))
    rank = _ranks([c for c in cards if c.band == band], outer)
    columns: list[list[str]] = []
    left, column_of = list(mine), dict[str, int]()
    while left:
        free = [s for s in left if all(t in column_of for t in feeds[s])]
        chosen = sorted(free, key=lambda s: (-label[s], height[s], rank[s], -outer[s], mine.index(s)))[0]
        least = max((column_of[t] + 1 for t in feeds[chosen]), default=0)
        column = next((n for n in range(least, len(columns)) if len(columns[n]) < rows), len(columns))
        if column == len(columns):
            columns.append([])
        columns[column].append(chosen)
        column_of[chosen] = column
        left.remove(chosen)
    return [sorted(column, key=mine.index) for column in reversed(columns)]


def _reversed(feeds: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    return {c: frozenset(a for a, those in feeds.items() if c in those) for c in feeds}


def _ranks(cards: Sequence[Card], outer: Mapping[str, int]) -> dict[str, int]:
    """Kinds one after the other, so that a column is of one kind where it can be: what feeds most beyond the band first."""
    feeds: dict[str, int] = {}
    for c in cards:
        feeds[c.kind] = feeds.get(c.kind, 0) + outer[c.id]
    order = sorted(feeds, key=lambda k: (-feeds[k], k))
    return {c.id: order.index(c.kind) for c in cards}


def _acyclic(cards: Sequence[str], ties: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """What each card feeds, without the ties that would close a circle (the later ones in the order given)."""
    feeds: dict[str, set[str]] = {c: set() for c in cards}

    def reaches(start: str, goal: str) -> bool:
        seen, edge = {start}, [start]
        while edge:
            edge = [t for s in edge for t in feeds[s] if t not in seen]
            seen.update(edge)
        return goal in seen

    for a, b in ties:
        if not reaches(b, a):
            feeds[a].add(b)
    return {c: frozenset(t) for c, t in feeds.items()}


def _labels(cards: Sequence[str], feeds: Mapping[str, frozenset[str]]) -> dict[str, int]:
    """How long the longest way downstream of each card is: what lies deeper is placed first from the right."""
    depth: dict[str, int] = {}

    def measure(card: str) -> int:
        if card not in depth:
            depth[card] = max((measure(t) + 1 for t in feeds[card]), default=0)
        return depth[card]

    return {c: -measure(c) for c in cards}


def _lanes(
    ties: Sequence[tuple[str, str]], at: Mapping[str, int]
) -> tuple[dict[tuple[str, str], tuple[str, ...]], dict[int, list[str]]]:
    """The lanes of each tie that passes columns; sources that feed the same segments share a trunk."""
    targets: dict[str, list[str]] = {}
    for a, b in ties:
        targets.setdefault(a, []).append(b)
    alike: dict[tuple[str, ...], list[str]] = {}
    for a, those in targets.items():
        alike.setdefault(tuple(sorted(those)), []).append(a)
    made: dict[tuple[object, int], str] = {}
    routes: dict[tuple[str, str], tuple[str, ...]] = {}
    lanes: dict[int, list[str]] = {}
    for a, b in ties:
        whole = tuple(sorted(targets[a]))
        trunk: object = whole if len(alike[whole]) > 1 or len(whole) > 1 else (b,)
        passed = []
        for column in range(at[a] + 1, at[b]):
            if (trunk, column) not in made:
                made[trunk, column] = f"~{len(made)}"
                lanes.setdefault(column, []).append(made[trunk, column])
            passed.append(made[trunk, column])
        routes[a, b] = tuple(passed)
    return routes, lanes


def _links(
    ties: Iterable[tuple[str, str]], routes: Mapping[tuple[str, str], tuple[str, ...]]
) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """What stands left and right of each item along the ties."""
    left: dict[str, set[str]] = {}
    right: dict[str, set[str]] = {}
    for a, b in ties:
        steps = [a, *routes[a, b], b]
        for one, other in pairwise(steps):
            right.setdefault(one, set()).add(other)
            left.setdefault(other, set()).add(one)
    return left, right


def _ordered(items: Sequence[Sequence[str]], links: tuple[dict[str, set[str]], dict[str, set[str]]]) -> list[list[str]]:
    """Items of each column in the order that crosses least: barycentre sweeps to and fro, the best of all kept."""
    left, right = links
    now = [list(column) for column in items]
    best, fewest = [list(c) for c in now], _crossings(now, right)
    for sweep in range(SWEEPS):
        forward = sweep % 2 == 0
        places = range(1, len(now)) if forward else range(len(now) - 2, -1, -1)
        for n in places:
            beside = now[n - 1] if forward else now[n + 1]
            now[n] = _by_barycentre(now[n], beside, left if forward else right)
        crossed = _crossings(now, right)
        if crossed < fewest:
            best, fewest = [list(c) for c in now], crossed
    return best


def _by_barycentre(column: Sequence[str], beside: Sequence[str], links: Mapping[str, set[str]]) -> list[str]:
    where = {item: (n + 0.5) / len(beside) for n, item in enumerate(beside)}
    mean: dict[str, float] = {}
    for n, item in enumerate(column):
        seen = sorted(where[x] for x in links.get(item, ()) if x in where)
        mean[item] = sum(seen) / len(seen) if seen else (n + 0.5) / len(column)
    return sorted(column, key=lambda item: (mean[item], column.index(item)))


def _crossings(columns: Sequence[Sequence[str]], right: Mapping[str, set[str]]) -> int:
    """How many pairs of ties cross between neighbouring columns."""
    crossed = 0
    for one, other in pairwise(columns):
        where = {item: n for n, item in enumerate(other)}
        ends = [sorted(where[x] for x in right.get(item, ()) if x in where) for item in one]
        flat = [e for those in ends for e in those]
        crossed += sum(1 for i, a in enumerate(flat) for b in flat[i + 1 :] if a > b)
    return crossed
