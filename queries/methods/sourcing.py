"""How much of what is bought is bought locally, when not everything is on record? An interval, never a number.

Local sourcing rate (本地配套率) = local / total. With what is known to be local (L), known to come from elsewhere (E)
and not known (U), total = L + E + U, it lies in [L, L + U] / total: the rate if nothing, or all, of the unknown were
local (worst-case bounds as in C. F. Manski, "Anatomy of the Selection Problem"). With recorded shares the total is the whole purchase,
100 %, and what no record covers is unknown. A rate belongs to a boundary (zone, city, circle) and a year.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Origin = Literal["local", "elsewhere", "unknown"]


@dataclass(frozen=True)
class Interval:
    """What is local, elsewhere and unknown of a total, and the bounds of the rate in percent."""

    local: float
    elsewhere: float
    unknown: float

    @property
    def total(self) -> float:
        """All of it."""
        return self.local + self.elsewhere + self.unknown

    @property
    def low_pct(self) -> float:
        """The rate if nothing of the unknown were local."""
        return round(100 * self.local / self.total, 1)

    @property
    def high_pct(self) -> float:
        """The rate if all of the unknown were local."""
        return round(100 * (self.local + self.unknown) / self.total, 1)


def by_count(origins: Iterable[Origin]) -> Interval | None:
    """The rate by how many; none where there is nothing to count.

    Of ten suppliers three are local, five are known to be elsewhere, of two no record says where they are:

    >>> found = by_count(["local"] * 3 + ["elsewhere"] * 5 + ["unknown"] * 2)
    >>> found.low_pct, found.high_pct
    (30.0, 50.0)
    """
    listed = list(origins)
    if not listed:
        return None
    local, elsewhere, unknown = (float(listed.count(o)) for o in ("local", "elsewhere", "unknown"))
    return Interval(local, elsewhere, unknown)


def by_share(shares: Iterable[tuple[float, Origin]]) -> Interval | None:
    """The rate by recorded shares of one purchase in percent; what they leave of 100 is unknown.

    A local supplier has 40 %, one from elsewhere 35 %; of the other quarter nothing is on record:

    >>> found = by_share([(40, "local"), (35, "elsewhere")])
    >>> found.low_pct, found.high_pct, found.unknown
    (40.0, 65.0, 25.0)

    Shares that add to more than 100, as rounded or differently dated ones do, are taken of their own sum:

    >>> by_share([(60, "local"), (60, "elsewhere")]).low_pct
    50.0
    """
    listed = [(float(s), o) for s, o in shares if s > 0]
    if not listed:
        return None
    local, elsewhere, unknown = (sum(s for s, o in listed if o == which) for which in ("local", "elsewhere", "unknown"))
    return Interval(local, elsewhere, unknown + max(0.0, 100 - local - elsewhere - unknown))


def origin_of_several(origins: Iterable[Origin]) -> Origin:
    """Where a part comes from that has several suppliers: known only where all agree.

    >>> origin_of_several(["local", "local"]), origin_of_several(["local", "elsewhere"]), origin_of_several([])
    ('local', 'unknown', 'unknown')
    """
    found = set(origins)
    return found.pop() if len(found) == 1 else "unknown"
