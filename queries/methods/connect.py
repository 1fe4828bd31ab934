"""How are two things connected at the shortest? Breadth first from both ends at once, level by level.

The side that is cheaper to open is opened: a hub with a hundred thousand ties is met from its other side rather than
opened. All shortest ways are found, as sequences of things; parallel ties between two of them are one step.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple


class Thing(NamedTuple):
    """A node by kind and id."""

    kind: str
    id: str


class Bond(NamedTuple):
    """A tie met while opening `near`: it leads to `far`."""

    near: Thing
    far: Thing


Open = Callable[[Sequence[Thing]], Iterable[Bond]]
Weigh = Callable[[Sequence[Thing]], int]


@dataclass(frozen=True)
class Ways:
    """The shortest ways: their length, how many there are, the first of them; how far was looked, and whether all."""

    length: int | None
    n_ways: int
    ways: tuple[tuple[Thing, ...], ...]
    looked: int
    is_cut: bool = False


@dataclass
class _Side:
    """One end's search: how far each thing is, and from which things it was reached."""

    level: int
    frontier: list[Thing]
    reached: dict[Thing, int]
    before: dict[Thing, set[Thing]] = field(default_factory=dict)
    weight: int | None = None

    def weighed(self, weigh: Weigh) -> int:
        """What opening the frontier would read; weighed once a level, which costs a hub as much as opening it."""
        if self.weight is None:
            self.weight = weigh(self.frontier)
        return self.weight

    def opened(self, open_: Open) -> None:
        """One level further."""
        self.level += 1
        new: dict[Thing, set[Thing]] = {}
        for near, far in open_(self.frontier):
            if far not in self.reached:
                new.setdefault(far, set()).add(near)
        self.reached |= dict.fromkeys(new, self.level)
        self.before |= new
        self.frontier, self.weight = list(new), None

    def back(self, thing: Thing) -> Iterator[tuple[Thing, ...]]:
        """Every shortest way from this end to a thing, the end first."""
        if not self.reached[thing]:
            yield (thing,)
            return
        for one in sorted(self.before[thing]):
            for way in self.back(one):
                yield (*way, thing)

    def count(self, thing: Thing, known: dict[Thing, int]) -> int:
        """How many shortest ways lead from this end to a thing."""
        if not self.reached[thing]:
            return 1
        if thing not in known:
            known[thing] = sum(self.count(b, known) for b in self.before[thing])
        return known[thing]


def connect(ends: tuple[Thing, Thing], open_: Open, weigh: Weigh, limits: Mapping[str, int]) -> Ways:
    """The shortest ways between two things, at most `limits["steps"]` long; at most `limits["ways"]` are given.

    Nothing heavier than `limits["ties"]` is opened: then it is cut, and what was not found may still be there.

    >>> ties = {"a": "hx", "h": "abx", "b": "h", "x": "ah"}
    >>> thing = lambda i: Thing("Firm", i)
    >>> found = connect((thing("a"), thing("b")), lambda ts: [Bond(t, thing(o)) for t in ts for o in ties[t.id]],
    ...                 lambda ts: sum(len(ties[t.id]) for t in ts), {"steps": 4, "ways": 10, "ties": 99})
    >>> found.length, [[t.id for t in way] for way in found.ways]
    (2, [['a', 'h', 'b']])
    """
    one, other = (_Side(0, [end], {end: 0}) for end in ends)
    while one.level + other.level < limits["steps"]:
        if not one.frontier or not other.frontier:
            return Ways(None, 0, (), limits["steps"])
        weights = one.weighed(weigh), other.weighed(weigh)
        if min(weights) > limits["ties"]:
            return Ways(None, 0, (), one.level + other.level, is_cut=True)
        (one if weights[0] <= weights[1] else other).opened(open_)
        met = sorted(set(one.frontier) & set(other.frontier))
        if met:
            return _ways(one, other, met, limits["ways"])
    return Ways(None, 0, (), one.level + other.level)


def _ways(one: _Side, other: _Side, met: Sequence[Thing], most: int) -> Ways:
    length = one.level + other.level
    here, there = dict[Thing, int](), dict[Thing, int]()
    n = sum(one.count(m, here) * other.count(m, there) for m in met)
    given: list[tuple[Thing, ...]] = []
    every = ((*w, *reversed(v[:-1])) for m in met for w in one.back(m) for v in other.back(m))
    for way in every:
        given.append(way)
        if len(given) == most:
            break
    return Ways(length, n, tuple(given), length)
