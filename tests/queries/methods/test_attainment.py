"""Met or not, and how far, for figures said exactly or roughly."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.methods.attainment import Figure, attained

amounts = st.decimals(min_value=0, max_value=10**6, places=2)


@given(actual=amounts, target=amounts)
def test_an_exact_target_is_met_or_something_is_missing_never_both(actual: Decimal, target: Decimal) -> None:
    found = attained(Figure(actual), Figure(target, ">="))
    assert found.met == (found.distance == 0)
    assert found.met == (actual >= target)


@given(actual=amounts, target=amounts, comparator=st.sampled_from([">", ">=", "<", "<="]))
def test_what_a_rough_figure_decides_the_exact_figure_decides_the_same(
    actual: Decimal, target: Decimal, comparator: str
) -> None:
    rough, exact = attained(Figure(actual, comparator), Figure(target)), attained(Figure(actual), Figure(target))
    sure = actual + 1 if comparator in (">", ">=") else actual - 1
    if rough.met is not None:
        assert attained(Figure(sure), Figure(target)).met == rough.met
        assert exact.met == rough.met or actual == target


def test_exceeding_is_more_than_reaching() -> None:
    assert attained(Figure(Decimal(600)), Figure(Decimal(600), ">")).met is False
    assert attained(Figure(Decimal(600)), Figure(Decimal(600), ">=")).met is True
    assert attained(Figure(Decimal(600), ">"), Figure(Decimal(600), ">")).met is True


@pytest.mark.parametrize(
    ("actual", "target", "met", "word"),
    [("34", "30", True, "已达到"), ("34", "40", False, "约差6"), ("34", "34.4", None, "相差在约数的出入之内"),
     ("34", "33.5", None, "相差在约数的出入之内"), ("300", "340", None, "相差在约数的出入之内"), ("300", "360", False, "约差60")],
)  # fmt: skip
def test_about_decides_only_outside_its_rounding(actual: str, target: str, met: bool | None, word: str) -> None:
    found = attained(Figure(Decimal(actual), is_about=True), Figure(Decimal(target)))
    assert (found.met, found.distance_word) == (met, word)
    turned = attained(Figure(Decimal(target)), Figure(Decimal(actual), is_about=True))
    assert turned.met is (None if met is None else not met)


@given(actual=amounts, target=amounts, off=st.decimals(min_value=-1, max_value=1, places=2))
def test_what_about_decides_every_figure_that_rounds_to_it_decides_the_same(
    actual: Decimal, target: Decimal, off: Decimal
) -> None:
    rough = Figure(actual, is_about=True)
    if (met := attained(rough, Figure(target)).met) is not None:
        assert attained(Figure(actual + off * rough.slack), Figure(target)).met == met
