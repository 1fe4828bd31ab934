"""Which words of places stand in a text, and which of them speak of where it is?

A road (上海路), a town (东城街道) and a remark in brackets that does not begin with a place (办公室:南京、北京) do not.
"""

import polars as pl

from graph.places.text import plain

ROAD = r"^(?:[东西南北中一二三四五六七八九十环])*(?:路|大?街|大道|巷|弄|[镇乡村](?:$|[^\p{Han}])|社区|大学(?:$|[^城])|学院|医院|银行)"
"""What follows a short name when it names something else than the place."""

WHOLE = r"[省市区县旗州盟]$"
"""Endings of names that a following road does not change."""

APART = "[;/、&|和及或]$"
"""What stands between two places that are named side by side."""

AMONG = r"^等(?:地|多|重点|城市|主要|省|市|国|[0-9])"
"""What follows the last of a list that is not complete."""


def words(texts: pl.DataFrame, forms: list[str]) -> pl.DataFrame:
    """Words found in `texts` (row, text): row, form, at, end, remark, apart, beside, among, anchored, whole; in their order.

    `at`, `end`: the bytes it stands on; `remark`: it stands in brackets that do not begin with a place, or that name two side by side;
    `apart`: a sign that parts places stands before it; `beside`: another word does; `among`: it ends a list that is
    not complete; `anchored`: nothing stands before it; `whole`: nothing else
    stands in the text at all.
    """
    ordered = pl.Series(sorted(forms, key=lambda f: (-len(f), f)), dtype=pl.String).implode()
    text = pl.col("text")
    found = texts.with_columns(
        form=text.str.extract_many(ordered, leftmost=True), at=text.str.find_many(ordered, leftmost=True)
    ).explode("form", "at", empty_as_null=True)
    raw = text.cast(pl.Binary)
    size = pl.col("form").str.len_bytes()
    beside = ((pl.col("at") + size).shift(1).over("row") == pl.col("at")).fill_null(False)
    sided = found.drop_nulls("form").with_columns(
        before=raw.bin.slice(pl.lit(0), pl.col("at")).cast(pl.String),
        after=raw.bin.slice(pl.col("at") + size).cast(pl.String),
        beside=beside,
    )
    return _with_remarks(sided.filter(_is_word())).select(
        "row",
        "form",
        "at",
        "remark",
        "beside",
        end=pl.col("at") + pl.col("form").str.len_bytes(),
        among=pl.col("after").str.contains(AMONG),
        apart=pl.col("before").str.contains(APART),
        anchored=pl.col("before").str.contains(r"^[(\s]*$"),
        whole=(pl.col("before") == "") & (pl.col("after") == ""),
    )


def _is_word() -> pl.Expr:
    """Not a part of a longer Latin word, not a road or a town that bears the name."""
    latin = pl.col("form").str.contains(r"^[\x00-\x7f]+$")
    cut = pl.col("before").str.contains(r"[a-zü]$") | pl.col("after").str.contains(r"^[a-zü]")
    other = pl.col("after").str.contains(ROAD) & ~pl.col("form").str.contains(WHOLE)
    return ~(latin & cut) & ~other


def _with_remarks(sided: pl.DataFrame) -> pl.DataFrame:
    inner = pl.col("before").str.extract(r"\(([^()]*)$", 1)
    bracket = pl.col("before").str.count_matches(r"\(", literal=False)
    marked = sided.with_columns(inner=inner, bracket=pl.when(inner.is_not_null()).then(bracket))
    group = pl.col("inner").first().over("row", "bracket", order_by="at")
    parted = (pl.col("inner").str.contains(APART)).any().over("row", "bracket")
    return marked.with_columns(remark=pl.col("bracket").is_not_null() & ((group != "") | parted))


def normal(names: pl.Series) -> pl.Series:
    """Names as `words` wants them: plain, lower case, commas and separators of one kind."""
    return plain(names).str.to_lowercase().str.replace_all("[;；]", ";").str.replace_all("[／]", "/")
