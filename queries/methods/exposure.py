"""Which anchors hang on a segment, how many steps away, and does its loss stop them for certain?

Certain: the anchor's own segment is among what stops when the segment is lost (queries/methods/criticality.py). Else
it is possible: a way leads there, but an alternative or an inessential input lies on it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from queries.methods.criticality import stopped
from queries.methods.feeds import Feed, followers


@dataclass(frozen=True)
class Exposed:
    """An anchor exposed to the loss of a segment: in which of its own segments, how many steps downstream."""

    anchor: str
    at: str
    steps: int
    certain: bool


def steps_down(segment: str, after: Mapping[str, set[str]]) -> dict[str, int]:
    """How many steps downstream everything lies that a segment reaches; itself 0.

    >>> steps_down("a", {"a": {"b", "c"}, "b": {"c", "a"}, "c": {"d"}})
    {'a': 0, 'b': 1, 'c': 1, 'd': 2}
    """
    found, frontier, level = {segment: 0}, [segment], 0
    while frontier:
        level += 1
        frontier = sorted({n for one in frontier for n in after.get(one, ()) if n not in found})
        found |= dict.fromkeys(frontier, level)
    return found


def exposed(feeds: Sequence[Feed], segment: str, held: Mapping[str, Iterable[str]]) -> tuple[Exposed, ...]:
    """The anchors downstream of a segment, the certain and the nearest first; `held` are the segments of each anchor.

    An anchor that makes the segment itself is not exposed to others by it.

    >>> feeds = [Feed("glass", "cell", "cell", "yes", (), ""), Feed("film", "cell", "cell", "no", (), "")]
    >>> exposed(feeds, "glass", {"天马": ["cell"]}), exposed(feeds, "film", {"天马": ["cell"], "自产": ["film"]})
    ((Exposed(anchor='天马', at='cell', steps=1, certain=True),), (Exposed(anchor='天马', at='cell', steps=1, certain=False),))
    """
    reached, gone = steps_down(segment, followers(feeds)), stopped(feeds, [segment])
    found = []
    for anchor, own in held.items():
        below = [s for s in own if s in reached]
        if not below or segment in below:
            continue
        at = min(below, key=lambda s: (s not in gone, reached[s], s))
        found.append(Exposed(anchor, at, reached[at], at in gone))
    return tuple(sorted(found, key=lambda e: (not e.certain, e.steps, e.anchor)))
