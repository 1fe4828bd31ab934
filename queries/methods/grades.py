"""How well is a tie proven: A two publishers or the firm's own filing, B one publisher, C inferred?

Websites whose publisher nobody listed count as one publisher together (graph/standing/publishers.py), so they alone
never reach A.
"""

from collections.abc import Iterable

from queries.methods.operations import FILLING_BASIS
from queries.methods.targets import Grade, is_filing


def grade_of(n_sources: int, source_url: str | None, basis: str | None) -> Grade:
    """The evidence grade of one tie by its publishers and its basis.

    >>> grade_of(2, None, "declared"), grade_of(1, "https://example.com/a", "declared"), grade_of(2, None, "inferred")
    ('A', 'B', 'C')
    """
    if (basis or "declared") not in FILLING_BASIS:
        return "C"
    return "A" if n_sources >= 2 or is_filing(source_url) else "B"


def best_grade(grades: Iterable[Grade]) -> Grade:
    """The best of several; without any, what is said is inferred."""
    return min(grades, default="C")
