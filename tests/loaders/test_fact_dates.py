"""Are the pages of the shipped facts dated as they are, and does no fact rest on a page that cannot know it?"""

import polars as pl
import pytest

from loaders import _sources
from tests.loaders.test_facts import DATA, cited, table, tables


def dated_pages() -> pl.DataFrame:
    """Every page of the shipped rows that say a date: table, address, dated (as the graph has it), own (its address's)."""
    found = []
    for name, frame in cited():
        if "published_on" not in frame.columns:
            continue
        cells = frame.select("published_on", cell="source").drop_nulls("cell")
        pages = _sources.cited(cells).select("address", "dated", own=_sources.own_date(pl.col("address")))
        found.append(pages.with_columns(table=pl.lit(name)))
    return pl.concat(found)


def days(column: str) -> pl.Expr:
    """A partial date as its first day."""
    return pl.col(column).str.head(10).add("-01-01").str.head(10).str.to_date("%Y-%m-%d")


def test_no_page_is_dated_a_year_away_from_the_date_in_its_address() -> None:
    pages = dated_pages().drop_nulls("own")
    assert pages["dated"].null_count() == 0, "an address that names its date is never undated"
    apart = (days("dated") - days("own")).dt.total_days().abs()
    assert pages.height > 500
    assert pages.filter(apart > 366).rows() == []


@pytest.mark.parametrize(
    ("page", "dated"),
    [
        ("product.dzsc.com/news/2023-10-08/237078.html", "2023-10-08"),
        ("q.stock.sohu.com/cn/gg/2023/600110/5.shtml", None),
    ],
)
def test_a_page_named_second_does_not_take_the_date_of_the_first(page: str, dated: str | None) -> None:
    cells = pl.DataFrame({"cell": [f"https://a.example/1;https://{page}"], "published_on": ["2020-06"]})
    assert _sources.cited(cells)["dated"].to_list() == ["2020-06", dated]


def test_what_operates_began_before_its_newest_page() -> None:
    firms = tables("firms").filter(pl.col("status") == "operating").drop_nulls("since")
    pages = firms.select("firm", "since", cell="source", published_on="published_on").with_columns(
        newest=pl.struct("cell", "published_on").map_elements(newest, return_dtype=pl.String)
    )
    known = pages.drop_nulls("newest")
    assert known.height > 50
    shortest = pl.min_horizontal(pl.col("since").str.len_chars(), pl.col("newest").str.len_chars())
    late = pl.col("since").str.head(shortest) > pl.col("newest").str.head(shortest)
    assert known.filter(late).select("firm", "since", "newest").rows() == []


def newest(row: dict[str, str | None]) -> str | None:
    found = _sources.cited(pl.DataFrame([row], schema={"cell": pl.String, "published_on": pl.String}))
    return max(found["dated"].drop_nulls(), default=None)


def test_no_shipped_row_of_a_firm_is_known_before_the_firm_began() -> None:
    """杉金光电 was made of a business of LG化学 in 2021-02: what was known of its plants before is of LG化学."""
    firms = tables("firms").filter(pl.col("firm").str.contains("杉金"))
    assert firms.height > 5
    assert firms.filter(pl.col("published_on") < "2021-02").rows() == []
    before = tables("firms").filter((pl.col("firm") == "LG Chem") & pl.col("place").is_in(["南京", "广州"]))
    assert sorted(before.select("place", "status", "since").rows()) == [
        ("南京", "closed", "2021-02"), ("南京", "operating", None), ("广州", "closed", "2021-02"), ("广州", "operating", None),
    ]  # fmt: skip


def test_a_page_that_announces_a_contest_proves_no_winner() -> None:
    honours = table(DATA / "honours.csv")
    assert honours.filter(honours["source"].str.contains("people.com.cn/n1/2020/0917")).rows() == []
    won = honours.filter(honours["honour"].str.contains("大赛|创新之星"))
    assert won["level"].to_list() == [None] * 4
