"""Texts as numbers: ids that many rows share are compared, joined and sorted as integers."""

import polars as pl


def numbered(texts: pl.Series) -> tuple[pl.Series, pl.Series]:
    """A number for each text, equal where the texts are, and the text of each number.

    >>> numbers, ids = numbered(pl.Series(["乙", "甲", "乙"]))
    >>> ids.gather(numbers).to_list()
    ['乙', '甲', '乙']
    """
    hashes = texts.hash().rank("dense") - 1
    numbers = hashes.cast(pl.UInt32)
    ids = pl.DataFrame([numbers.alias("n"), texts.alias("id")]).unique("n").sort("n")["id"]
    if not (ids.gather(numbers) == texts).all():
        ids = texts.unique()
        place = pl.DataFrame([ids.alias("id")]).with_row_index("n")
        numbers = texts.to_frame("id").join(place, on="id", how="left", maintain_order="left")["n"]
    return numbers, ids
