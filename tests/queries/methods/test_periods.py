"""Periods are compared as months, never as texts."""

import pytest

from queries.methods.periods import is_whole_year, newest_last, same, span, year_of


@pytest.mark.parametrize(
    ("older", "newer"),
    [("2023H1", "2023"), ("2023H2", "2023"), ("2023", "2024H1"), ("2023Q4", "2023H2"), ("2023-09", "2023Q4"), ("十四五", "2005"),
     ("2022-12", "2023-01"), ("2021-01/2021-07", "2021-01/2021-10"), ("2021", "2021-07/2022-06")],
)  # fmt: skip
def test_the_newer_of_two_periods_ends_later_or_is_the_longer_one(older: str, newer: str) -> None:
    assert max(older, newer, key=newest_last) == newer


def test_a_period_is_the_same_however_it_is_written() -> None:
    assert same("2023Q1-Q4", "2023")
    assert not same("2023H1", "2023")
    assert not same("2023", None)


def test_what_is_no_period_has_no_span() -> None:
    assert [span(p) for p in ("明年", "2023-00", "2023-13", "2023-06/2023-01", "", None)] == [None] * 6
    assert (year_of(None), is_whole_year("2023-01/2024-12")) == ("", False)
