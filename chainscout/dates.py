"""A date a person gives: a year or a month counts from its first or to its last day."""

import calendar
import re
from datetime import date

from graph.errors import SettingsError


def first(text: str, flag: str) -> date:
    """The first day of a partial date.

    >>> first("2021", "--as-of"), first("2021-06", "--as-of")
    (datetime.date(2021, 1, 1), datetime.date(2021, 6, 1))
    """
    year, month, day = _parts(text, flag)
    return _date(year, month or 1, day or 1, text, flag)


def last(text: str, flag: str) -> date:
    """The last day of a partial date.

    >>> last("2020-02", "--known-on")
    datetime.date(2020, 2, 29)
    """
    year, month, day = _parts(text, flag)
    month = month or 12
    return _date(year, month, day or calendar.monthrange(year, min(month, 12))[1], text, flag)


def _parts(text: str, flag: str) -> tuple[int, int, int]:
    found = re.fullmatch(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", text.strip())
    if not found:
        raise SettingsError(f"{flag}: {text} is no date; write it like 2021, 2021-06 or 2021-06-30")
    year, month, day = (int(p or 0) for p in found.groups())
    return year, month, day


def _date(year: int, month: int, day: int, text: str, flag: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise SettingsError(f"{flag}: no calendar has {text}; write it like 2021-06-30") from None
