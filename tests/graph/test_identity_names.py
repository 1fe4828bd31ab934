import polars as pl
import pytest

from graph.identity import keys
from graph.identity.regions import REGIONS
from loaders import places as places_loader

FULL = "厦门虚构微电子有限公司"


def key(name: str) -> str:
    return str(keys(pl.Series([name]))[0])


@pytest.mark.parametrize(
    "written",
    [
        "厦門虛構微電子有限公司",
        " 厦门 虚构微电子 有限公司 ",
        "厦门虚构微电子有限公司",
        "厦门市虚构微电子有限公司",
        "虚构微电子(厦门)有限公司",
        "虚构微电子【厦门市】有限公司",
        "厦门虚构微电子有限责任公司",
        "厦门虚构微电子有限公司(本部)",
        "厦门虚构微电子有限公司*",
        "厦门虚构微电子有限公司(Xiamen Fictional)",
        "虚构微电子(厦门)有限公司(FICTIONAL-X,Ltd.)",
    ],
)
def test_the_same_full_name_written_another_way_has_the_same_key(written: str) -> None:
    assert key(written) == key(FULL)


@pytest.mark.parametrize(
    "other",
    [
        "虚构微电子有限公司",
        "厦门虚构微电子",
        "厦门虚构微电子股份有限公司",
        "福州虚构微电子有限公司",
        "厦门虚购微电子有限公司",
        "厦门虚构电子有限公司",
        "厦门虚构微电子有限公司福州分公司",
        "厦门虚构微电子集团有限公司",
        "厦门虚构微电子有限公司(Hong Kong)",
        "厦门虚构微电子有限公司(二期 B)",
    ],
)
def test_region_dropped_a_typo_a_character_less_or_another_form_is_another_key(other: str) -> None:
    assert key(other) != key(FULL)


def test_a_city_is_dropped_only_where_it_ends_a_region() -> None:
    assert key("厦门市政虚构有限公司") != key("厦门政虚构有限公司")
    assert key("新城市虚构有限公司") != key("新城虚构有限公司")
    assert key("厦门市市政虚构有限公司") == key("厦门市政虚构有限公司")


def test_a_short_name_keeps_its_brackets_and_its_city() -> None:
    assert key("虚构光电(厦门)") != key("厦门虚构光电")
    assert key("虚构光电(厦门)") == key("虛構光電(廈門)")


def test_a_latin_bracket_says_something_behind_a_short_name() -> None:
    assert key("虚构微(MEMS)") != key("虚构微")
    assert key("虚构华星(T7)") != key("虚构华星(T9)")


def test_null_has_no_key() -> None:
    assert keys(pl.Series([None, "甲公司"], dtype=pl.String)).to_list() == [None, "甲公司"]


def test_regions_are_those_of_the_shipped_divisions() -> None:
    table = pl.read_csv(places_loader.SHIPPED / "divisions.csv", infer_schema=False)
    short = table.with_columns(short=places_loader.short_names().list.first())
    top = (pl.col("within") == "CN") | (pl.col("place_type") == "city") | pl.col("name").str.ends_with("市")
    assert set(REGIONS) == set(short.filter(top)["short"].drop_nulls())
