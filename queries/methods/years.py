"""Is a year that a person typed a year one can ask about?"""

from graph.errors import QuestionError

FIRST, LAST = 1900, 2200


def asked_year(year: int | None, option: str = "--year") -> int | None:
    """The year as given; QuestionError where it is none.

    >>> asked_year(2022), asked_year(None)
    (2022, None)
    """
    if year is not None and not FIRST <= year <= LAST:
        raise QuestionError(f"{option} {year}:不是年份;请写四位年份,如 2022")
    return year
