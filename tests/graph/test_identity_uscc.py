import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.identity import uscc

FIRST = st.sampled_from("123456789ANY")
SECOND = st.sampled_from(uscc.ALPHABET)


@st.composite
def codes(draw: st.DrawFn) -> str:
    """Codes with both check digits right."""
    head = draw(FIRST) + draw(SECOND) + draw(st.text(alphabet="0123456789", min_size=6, max_size=6))
    body = draw(st.text(alphabet=uscc.ALPHABET, min_size=8, max_size=8))
    whole = head + body + uscc.inner_digit(body)
    return whole + uscc.outer_digit(whole)


def by_column(texts: list[str | None]) -> list[bool | None]:
    return (
        pl.DataFrame({"code": texts}, schema={"code": pl.String}).select(uscc.valid(pl.col("code")))["code"].to_list()
    )


@given(codes())
def test_a_code_with_both_check_digits_right_is_valid(code: str) -> None:
    assert uscc.is_valid(code)
    assert by_column([code]) == [True]


@given(codes(), st.integers(0, 17), st.sampled_from(uscc.ALPHABET))
def test_no_code_stays_valid_when_one_character_is_mistyped(code: str, at: int, other: str) -> None:
    wrong = code[:at] + other + code[at + 1 :]
    assert uscc.is_valid(wrong) == (wrong == code)


@given(codes())
def test_the_inner_check_digit_counts_too(code: str) -> None:
    digit = "1" if code[16] == "0" else "0"
    body = code[:16] + digit
    assert not uscc.is_valid(body + uscc.outer_digit(body))


@given(st.lists(st.one_of(codes(), st.text(alphabet=uscc.LETTERS + "IO0", max_size=19)), max_size=8))
def test_the_function_and_the_expression_agree(texts: list[str]) -> None:
    assert by_column([*texts]) == [uscc.is_valid(t) for t in texts]


def test_a_published_code_is_valid_and_null_stays_null() -> None:
    assert uscc.is_valid("91350100M000100Y43")
    assert by_column(["91350100M000100Y43", None, ""]) == [True, None, False]


@pytest.mark.parametrize("first", list("ANY"))
def test_the_authorities_a_n_and_y_exist(first: str) -> None:
    body = first + "1350200" + "MA31234X" + uscc.inner_digit("MA31234X")
    assert uscc.is_valid(body + uscc.outer_digit(body))


def test_full_width_and_parted_codes_are_cleaned_alike() -> None:
    text = " 9135 0100-M000100Y43 "
    assert uscc.clean(text) == "91350100M000100Y43"
    assert pl.select(uscc.cleaned(pl.lit(text))).item() == "91350100M000100Y43"
