"""Joining what is the same without ever joining what is different: a union-find that refuses."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass
class Clusters:
    """Members joined so far; a cluster has at most one code, and enemies it is never joined with."""

    codes: dict[str, str]
    above: dict[str, str] = field(default_factory=dict)
    members: dict[str, list[str]] = field(default_factory=dict)
    enemies: dict[str, set[str]] = field(default_factory=dict)

    def root(self, member: str) -> str:
        """The member that stands for a cluster."""
        above = self.above
        while (up := above.get(member, member)) != member:
            above[member] = above.get(up, up)
            member = up
        return member

    def part(self, one: str, other: str) -> None:
        """Say that two are different."""
        a, b = self.root(one), self.root(other)
        self.enemies.setdefault(a, set()).add(b)
        self.enemies.setdefault(b, set()).add(a)

    def clash(self, one: str, other: str) -> str | None:
        """Why two clusters cannot be one: two codes, or a verdict that they differ; none if they can."""
        a, b = self.root(one), self.root(other)
        if a == b:
            return None
        left, right = self.codes.get(a), self.codes.get(b)
        if left and right and left != right:
            return "codes"
        return "different" if b in self.enemies.get(a, ()) else None

    def join(self, one: str, other: str) -> str | None:
        """Make two clusters one; if they cannot be, the reason."""
        reason = self.clash(one, other)
        a, b = sorted((self.root(one), self.root(other)))
        if reason or a == b:
            return reason
        if len(self.members.get(a, ())) < len(self.members.get(b, ())):
            a, b = b, a
        self.above[b] = a
        self.members.setdefault(a, [a]).extend(self.members.pop(b, [b]))
        if b in self.codes:
            self.codes.setdefault(a, self.codes[b])
        for enemy in self.enemies.pop(b, set()):
            self.enemies[enemy].discard(b)
            self.enemies[enemy].add(a)
            self.enemies.setdefault(a, set()).add(enemy)
        return None

    def clashing(self, members: Iterable[str]) -> tuple[list[str], set[str]]:
        """The clusters of members, in order, and those that clash with another of them."""
        roots = list(dict.fromkeys(self.root(m) for m in members))
        coded = {r for r in roots if r in self.codes}
        bad = coded if len({self.codes[r] for r in coded}) > 1 else set()
        here = set(roots)
        return roots, bad | {r for r in roots if self.enemies.get(r, set()) & here}
