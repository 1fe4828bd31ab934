"""When does a partial date begin and end?

`since` and `as_of` count from the first day of what was named, `known_on` from the last; `until` named by a month or
a year lasts through its end, a full `until` is the first day on which the claim is over.
"""

from datetime import date, timedelta

from graph.errors import LedgerError


def first_day(text: str) -> date:
    """The first day of a year, month or day.

    >>> first_day("2021-02")
    datetime.date(2021, 2, 1)
    """
    parts = [int(part) for part in text.split("-")]
    try:
        return date(parts[0], *[*parts[1:], 1, 1][:2])
    except ValueError:
        raise LedgerError(f"{text}: no such day in the calendar; write YYYY, YYYY-MM or YYYY-MM-DD") from None


def day_after(text: str) -> date:
    """The first day after a year, month or day.

    >>> day_after("2021-12"), day_after("2021-02-28")
    (datetime.date(2022, 1, 1), datetime.date(2021, 3, 1))
    """
    first = first_day(text)
    if len(text) == 4:
        return date(first.year + 1, 1, 1)
    if len(text) == 7:
        return date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return first + timedelta(days=1)


def last_day(text: str) -> date:
    """The last day of a year, month or day.

    >>> last_day("2024-02")
    datetime.date(2024, 2, 29)
    """
    return day_after(text) - timedelta(days=1)


def periods(day: date) -> tuple[str, str]:
    """The year and the month a day lies in, as partial dates.

    >>> periods(date(2021, 3, 9))
    ('2021', '2021-03')
    """
    text = day.isoformat()
    return text[:4], text[:7]
