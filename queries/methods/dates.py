"""On which day does a partial date end, until when does a span last, how many months lie between two days?"""

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache


@lru_cache(maxsize=1 << 12)
def last_day(partial: str | None) -> date | None:
    """The last day a partial date covers; none for none.

    >>> last_day("2021"), last_day("2021-02"), last_day("2021-02-03")
    (datetime.date(2021, 12, 31), datetime.date(2021, 2, 28), datetime.date(2021, 2, 3))
    """
    if not partial:
        return None
    year, month, day = (*(int(p) for p in partial.split("-")), 0, 0)[:3]
    month = month or 12
    return date(year, month, day or monthrange(year, month)[1])


def through(until: str) -> str:
    """The last day of a span by its `until`: a full day is the first it is over on, a month or year is its last.

    >>> through("2026-01-01"), through("2025-07-01"), through("2025")
    ('2025-12-31', '2025-06-30', '2025')
    """
    return (date.fromisoformat(until) - timedelta(days=1)).isoformat() if len(until) == 10 else until


def months_between(earlier: date, later: date) -> int:
    """Whole months from one day to a later one; 0 if it is not later.

    >>> months_between(date(2021, 1, 15), date(2023, 1, 14)), months_between(date(2021, 1, 15), date(2023, 1, 15))
    (23, 24)
    """
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return max(0, months - (1 if later.day < earlier.day else 0))
