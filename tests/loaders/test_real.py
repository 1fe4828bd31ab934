"""Real tables, with the faults they have, read by the loaders that fit them; nothing of them is lost in silence."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import loaders
from graph import schema
from graph.errors import SourceError
from graph.model.claim import Claims, Rejects
from graph.places import Places
from loaders._known import Known

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("CHAINSCOUT_TEST_DATA", ROOT.parent / "shared" / "data"))
FACTS = DATA / "chain_facts"

pytestmark = pytest.mark.skipif(not FACTS.is_dir(), reason=f"no test data at {DATA} (CHAINSCOUT_TEST_DATA)")


def read(path: Path, known: Known) -> tuple[dict[str, pl.DataFrame], pl.DataFrame]:
    claims: dict[str, pl.DataFrame] = {}
    rejects = [pl.DataFrame(schema={"row": pl.Int64, "code": pl.String, "value": pl.String})]
    for part in loaders.read(path, known):
        if isinstance(part, Claims):
            assert schema.faults(part.kind, schema.conform(part)).is_empty()
            before = claims.get(part.kind)
            claims[part.kind] = part.frame if before is None else pl.concat([before, part.frame], how="diagonal")
        elif isinstance(part, Rejects):
            rejects.append(part.frame.select("row", "code", "value"))
    return claims, pl.concat(rejects)


@pytest.fixture(scope="module")
def known() -> Known:
    """The chains that ship, a few places, and the segments and feeds of the test data."""
    places = Places.of(
        pl.DataFrame(
            {"id": ["CN", "350200", "JP"], "name": ["中国", "厦门市", "日本"], "place_type": ["country", "city", "country"],
             "aliases": [None, ["厦门"], None]}
        ),
        pl.DataFrame({"subject": ["350200"], "object": ["CN"]}),
    )  # fmt: skip
    found = Known(places=places)
    for path in (ROOT / "loaders" / "data" / "chains.csv", FACTS / "segments.csv", FACTS / "feeds.csv"):
        found = found.plus(p for p in loaders.read(path, found) if isinstance(p, Claims))
    return found


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("segments", "Segment"),
        ("feeds", "FEEDS"),
        ("feeds_routes", "FEEDS"),
        ("same_as", "SAME_AS"),
        ("firm_segments", "OPERATES_IN"),
        ("supplies", "SUPPLIES"),
        ("coverage", "SURVEYED"),
        ("honours", "HOLDS"),
        ("projects", "Project"),
    ],
)
def test_every_row_is_a_claim_or_is_said_to_be_none(name: str, kind: str, known: Known) -> None:
    """But for the rows, at most one in a hundred, that say word for word what another said."""
    path = FACTS / f"{name}.csv"
    claims, rejects = read(path, known)
    rows = set(range(2, len(pl.read_csv(path, infer_schema=False)) + 2))
    said = set(rejects.filter(pl.col("code").str.contains(r"^E_|W_TWIN"))["row"])
    assert len(rows - set(claims[kind]["row"]) - said) <= len(rows) / 100


def test_the_feeds_of_eleven_chains_have_no_cycle(known: Known) -> None:
    claims, rejects = read(FACTS / "feeds.csv", known)
    assert len(claims["FEEDS"]) == 494
    assert "E_CYCLE" not in rejects["code"].to_list()


def test_a_code_with_words_around_it_is_no_code(known: Known) -> None:
    claims, rejects = read(FACTS / "firm_segments.csv", known)
    assert "子公司(000050)" in rejects.filter(pl.col("code") == "W_CODE")["value"].to_list()
    codes = claims["Firm"]["stock_code"].drop_nulls()
    assert not codes.str.contains("子公司").any()
    assert len(codes) > 300


def test_headings_of_the_list_of_events_are_understood(known: Known) -> None:
    claims, rejects = read(DATA / "xiamen_events" / "events_to_2021.csv", known)
    project = claims["Project"]
    assert len(project) == 31
    assert set(project["project_stage"].drop_nulls()) == {"签约", "开工", "投产"}
    flagged = rejects.group_by("code").agg("value").rows()
    said: dict[str, Any] = dict(flagged)
    assert set(said["W_CHOICE"]) == {"公告", "在园", "意向入驻"}
    assert sorted(said["W_CURRENCY"]) == ["150", "30", "62", "62"]
    assert "面板" in said["W_SEGMENT"]


def test_loading_twice_says_the_same(known: Known) -> None:
    for path in sorted(FACTS.glob("firm_segments.csv")):
        once, again = (read(path, known)[0] for _ in range(2))
        assert {k: f.rows() for k, f in once.items()} == {k: f.rows() for k, f in again.items()}


def test_no_real_table_breaks_the_reader() -> None:
    """Foreign tables are read or refused with a message that begins with their name, never with a traceback."""
    for path in sorted(DATA.rglob("*.csv")):
        if path.stat().st_size < 5_000_000:
            with suppress_named(path):
                loaders.find(path)


@contextmanager
def suppress_named(path: Path) -> Iterator[None]:
    try:
        yield
    except SourceError as error:
        if not str(error).startswith(path.name):
            raise


def test_of_the_compiled_funds_totals_and_treasuries_are_nobody_and_no_row_is_refused(known: Known) -> None:
    claims, rejects = read(FACTS / "funds.csv", known)
    assert not rejects["code"].str.starts_with("E_").any()
    sizes = dict(claims["Fund"].drop_nulls("size_100m_cny").select("name", "size_100m_cny").rows())
    assert not {985.0, 567.0, 180.0, 19.3} & {float(v) for v in sizes.values()}
    firms = claims["Firm"]["name"]
    assert not firms.str.contains("财政|政府|合计|各级").any()


def test_of_the_compiled_holdings_stakes_are_told_from_holdings_and_sums_of_many_given_to_none(known: Known) -> None:
    claims, rejects = read(FACTS / "fund_investments.csv", known)
    assert not rejects["code"].str.starts_with("E_").any()
    assert len(claims["HOLDS_STAKE_IN"]) > 20
    sums = claims["INVESTS_IN"]["invested_100m_cny"].drop_nulls()
    assert not {45.0, 10.0, 20.0, 100.0} & {float(v) for v in sums}
    joint = rejects.filter(pl.col("code") == "W_JOINT")["value"].to_list()
    assert {"45亿元(合计)", "10亿元(合计)", "20亿元(合计)"} <= set(joint)
