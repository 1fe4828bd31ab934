"""Which segments feed which, which are one through twins, and what lies downstream of one?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Feed:
    """An upstream segment feeds a downstream one."""

    upstream: str
    downstream: str
    downstream_name: str
    essential: str
    routes: tuple[str, ...]
    edge_id: str


def joined(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """Connected classes of pairs, by member.

    >>> sorted(joined([("a", "b"), ("b", "c")])["a"])
    ['a', 'b', 'c']
    """
    classes: dict[str, set[str]] = {}
    for left, right in pairs:
        one = classes.get(left, {left}) | classes.get(right, {right})
        for member in one:
            classes[member] = one
    return {member: frozenset(one) for member, one in classes.items()}


def followers(feeds: Iterable[Feed]) -> dict[str, set[str]]:
    """The segments that each segment feeds directly."""
    after: dict[str, set[str]] = {}
    for feed in feeds:
        after.setdefault(feed.upstream, set()).add(feed.downstream)
    return after


def downstream_of(segment: str, after: Mapping[str, set[str]]) -> frozenset[str]:
    """Every segment reached from this one through FEEDS.

    >>> sorted(downstream_of("a", {"a": {"b"}, "b": {"c"}}))
    ['b', 'c']
    """
    seen, todo = set[str](), [segment]
    while todo:
        for nxt in after.get(todo.pop(), ()):
            if nxt not in seen:
                seen.add(nxt)
                todo.append(nxt)
    return frozenset(seen)
