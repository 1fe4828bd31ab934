"""Texts as numbers: the same for the same text, whatever the hash does."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.standing.numbers import numbered

TEXTS = st.lists(st.text(max_size=3))


def is_numbering(texts: list[str]) -> bool:
    numbers, ids = numbered(pl.Series(texts, dtype=pl.String))
    return ids.gather(numbers).to_list() == texts and ids.is_unique().all() and len(ids) == len(set(texts))


@given(TEXTS)
def test_numbers_stand_for_texts(texts: list[str]) -> None:
    assert is_numbering(texts)


def test_texts_of_one_hash_have_numbers_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pl.Series, "hash", lambda s: s.str.len_bytes().cast(pl.UInt64))
    assert is_numbering(["乙", "甲", "乙", "甲乙"])
