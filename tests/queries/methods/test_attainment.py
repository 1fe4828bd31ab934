"""Met or not, and how far, for figures said exactly or roughly."""

from decimal import Decimal

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


def test_about_decides_nothing() -> None:
    found = attained(Figure(Decimal(34), is_about=True), Figure(Decimal(30)))
    assert (found.met, found.distance_word) == (None, "约已达到,差额不定")
