"""Who is hit when some firms stop, level by level: for certain as far as records go, or possibly?

A bond says that its taker needs its giver for a thing. Where to lose it stops the taker (`spread`), it is hit for
certain when every giver on record of one thing it takes has stopped; it then counts as stopped itself. It is possibly hit when it takes anything from somebody
stopped or possibly hit. A bond that is only inferred, or of which the thing is not on record, never hits for certain
while its taker has another giver of any kind. Circles end where they began.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

MOST = 3_000
"""More firms than that are not followed further: the answer says that it was cut."""


@dataclass(frozen=True)
class Bond:
    """A taker needs a giver for a thing; none where no record says for what."""

    id: str
    giver: str
    taker: str
    thing: str | None
    is_recorded: bool = True


@dataclass(frozen=True)
class Hit:
    """A firm hit: how many steps from the start, by which bonds, and who else gives it the same."""

    firm: str
    depth: int
    is_certain: bool
    bonds: tuple[Bond, ...]
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cascade:
    """Everybody hit, certain and possible apart, by depth; `is_cut` says that there are more."""

    certain: tuple[Hit, ...]
    possible: tuple[Hit, ...]
    is_cut: bool = False


Bonds = Callable[[Sequence[str]], Iterable[Bond]]


@dataclass
class _Spread:
    """One cascade in the making."""

    given: Bonds
    taken: Bonds
    most: int
    stopped: dict[str, int]
    certain: dict[str, Hit] = field(default_factory=dict)
    is_cut: bool = False

    def step(self, level: int) -> None:
        """The certain hits of a level: takers of what stopped one level before, all of whose givers have stopped."""
        before = sorted(f for f, depth in self.stopped.items() if depth == level - 1)
        takers = {b.taker for b in self.given(before)} - set(self.stopped) if before else set()
        found = [self._certain(level, taker, those) for taker, those in by_taker(self.taken(sorted(takers))).items()]
        for hit in found:
            if hit is not None:
                self.certain[hit.firm] = hit
                self.stopped[hit.firm] = level
        self.is_cut = len(self.certain) > self.most

    def _certain(self, level: int, taker: str, bonds: Sequence[Bond]) -> Hit | None:
        gone = self.stopped
        lost = {b.thing for b in bonds if b.giver in gone and b.is_recorded}
        for thing in sorted(lost, key=lambda t: (t is None, t or "")):
            if all(b.giver in gone and b.is_recorded for b in bonds if thing is None or b.thing == thing):
                same = (b for b in bonds if thing is None or b.thing == thing)
                return Hit(taker, level, True, _in_order(same))
        return None

    def possible(self, levels: int, kin: Iterable[str]) -> list[Hit]:
        """Everybody else within reach, by depth; kin of the start begin as possibly hit themselves."""
        reached = dict(self.stopped) | {k: 0 for k in kin if k not in self.stopped}
        found: list[Hit] = []
        for level in range(1, levels + 1):
            before = sorted(f for f, depth in reached.items() if depth == level - 1)
            bonds = [b for b in self.given(before) if b.taker not in reached] if before else []
            takers = by_taker(bonds)
            over = len(found) + len(takers) > self.most
            takers = dict(sorted(takers.items())[: self.most - len(found)])
            into = by_taker(self.taken(sorted(takers)))
            found += [
                Hit(t, level, False, _in_order(b), _others(b, into.get(t, ()))) for t, b in sorted(takers.items())
            ]
            reached |= dict.fromkeys(takers, level)
            if over:
                self.is_cut = True
                break
        return found


def spread(start: Iterable[str], given: Bonds, taken: Bonds, depth: int, kin: Iterable[str] = ()) -> Cascade:
    """The cascade from what stops: `given` are the bonds of some givers, `taken` those of some takers.

    >>> bonds = [Bond("1", "a", "b", "glass"), Bond("2", "b", "c", "panel"), Bond("3", "x", "c", "panel")]
    >>> out = spread(["a"], lambda g: [b for b in bonds if b.giver in g], lambda t: [b for b in bonds if b.taker in t], 3)
    >>> [(h.firm, h.depth) for h in out.certain], [(h.firm, h.depth, h.others) for h in out.possible]
    ([('b', 1)], [('c', 2, ('x',))])
    """
    one = _Spread(given, taken, MOST, dict.fromkeys(start, 0))
    for level in range(1, depth + 1):
        if not one.is_cut:
            one.step(level)
    possible = [] if one.is_cut else one.possible(depth, kin)
    return Cascade(tuple(sorted(one.certain.values(), key=lambda h: (h.depth, h.firm))), tuple(possible), one.is_cut)


def lost(start: Iterable[str], given: Bonds, taken: Bonds, depth: int, kin: Iterable[str] = ()) -> Cascade:
    """The cascade of a loss that stops nobody by itself, as that of a customer: certain for the next, possible beyond.

    >>> bonds = [Bond("1", "buyer", "b", ""), Bond("2", "b", "c", ""), Bond("3", "x", "b", "")]
    >>> out = lost(["buyer"], lambda g: [b for b in bonds if b.giver in g], lambda t: [b for b in bonds if b.taker in t], 3)
    >>> [(h.firm, h.others) for h in out.certain], [(h.firm, h.depth) for h in out.possible]
    ([('b', ('x',))], [('c', 2)])
    """
    first = sorted(start)
    one = _Spread(given, taken, MOST, dict.fromkeys(first, 0))
    next_to = by_taker(b for b in given(first) if b.is_recorded and b.taker not in one.stopped)
    is_cut = len(next_to) > MOST
    next_to = dict(sorted(next_to.items())[:MOST])
    into = by_taker(taken(sorted(next_to)))
    certain = [Hit(t, 1, True, _in_order(b), _others(b, into.get(t, ()))) for t, b in sorted(next_to.items())]
    one.stopped |= dict.fromkeys(next_to, 1)
    if is_cut:
        return Cascade(tuple(certain), (), is_cut)
    return Cascade(tuple(certain), tuple(one.possible(depth, kin)), one.is_cut)


def by_taker(bonds: Iterable[Bond]) -> dict[str, list[Bond]]:
    """Bonds by who takes."""
    found: dict[str, list[Bond]] = {}
    for bond in bonds:
        found.setdefault(bond.taker, []).append(bond)
    return found


def _in_order(bonds: Iterable[Bond]) -> tuple[Bond, ...]:
    return tuple(sorted(bonds, key=lambda b: b.id))


def _others(hit_by: Sequence[Bond], into: Sequence[Bond]) -> tuple[str, ...]:
    """Who else gives the same; anything else where no record says what is the same."""
    givers, things = {b.giver for b in hit_by}, {b.thing for b in hit_by}
    same = (b for b in into if None in things or b.thing in things)
    return tuple(sorted({b.giver for b in same} - givers))
