"""From when to when is a period, and which of two is the newer one? 2023, 2023H1, 2023Q1-Q3, 2023-06, 2023-01/2023-10."""

import re
from functools import lru_cache

Span = tuple[int, int]
"""First and last month, counted from year 0."""

PARTS = {"H1": (1, 6), "H2": (7, 12), **{f"Q{n}": (3 * n - 2, 3 * n) for n in range(1, 5)}}

_PERIOD = re.compile(r"(\d{4})(?:(H[12])|(Q[1-4])(?:-(Q[1-4]))?|-(\d{2})(?:-\d{2})?(?:/(\d{4})-(\d{2}))?)?")


@lru_cache(maxsize=1 << 12)
def span(period: str | None) -> Span | None:
    """The first and the last month of a period; none for what is no period.

    >>> [span(p) == span("2023H1") for p in ("2023Q1-Q2", "2023-01/2023-06", "2023", "2023-06")]
    [True, True, False, False]
    >>> span(None), span("十四五"), span("2023-13"), span("2023Q3-Q1")
    (None, None, None, None)
    """
    found = _PERIOD.fullmatch(period or "")
    if found is None:
        return None
    year, half, quarter, last, month, year_to, month_to = found.groups()
    first, end = PARTS.get(half or quarter or "", (int(month or 1), int(month or 12)))
    begins, ends = 12 * int(year) + first, 12 * int(year) + end
    if last:
        ends = 12 * int(year) + PARTS[last][1]
    if year_to:
        ends = 12 * int(year_to) + int(month_to)
    months = [int(m) for m in (month, month_to) if m]
    return (begins, ends) if begins <= ends and all(1 <= m <= 12 for m in months) else None


def newest_last(period: str | None) -> tuple[int, int, str]:
    """A key: the later a period ends the newer; of two that end together the longer one; what is none comes first.

    >>> sorted(["2023", "2023H1", "2023H2", "十四五", "2022", "2023Q1"], key=newest_last)
    ['十四五', '2022', '2023Q1', '2023H1', '2023H2', '2023']
    """
    found = span(period)
    return (found[1], found[1] - found[0], period or "") if found else (-1, 0, period or "")


def same(one: str | None, other: str | None) -> bool:
    """Do two periods say the same months? What is no period is the same only as written.

    >>> same("2023H1", "2023-01/2023-06"), same("2023H1", "2023"), same("十四五", "十四五"), same(None, None)
    (True, False, True, True)
    """
    return one == other or (span(one) is not None and span(one) == span(other))


def is_whole_year(period: str | None) -> bool:
    """Is it one whole calendar year?

    >>> is_whole_year("2023"), is_whole_year("2023H2"), is_whole_year("2022-07/2023-06")
    (True, False, False)
    """
    found = span(period)
    return found is not None and found[1] - found[0] == 11 and found[1] % 12 == 0


def year_of(period: str | None) -> str:
    """The year a period ends in, as it is written; nothing for what is none.

    >>> year_of("2023H1"), year_of("2022-11/2023-02"), year_of("十四五")
    ('2023', '2023', '')
    """
    found = span(period)
    return str((found[1] - 1) // 12) if found else ""
