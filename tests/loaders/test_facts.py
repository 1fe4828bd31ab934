"""Do the facts that ship name their sources, and do their ids hold together?"""

import os
import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from urllib.parse import urlsplit

import polars as pl
import pytest

DATA = Path(__file__).parents[2] / "loaders" / "data"
PARTIAL_DATE = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"
DISALLOWED = ("chainknowledgegraph", "eto-supply-chain", "eto.tech", "cset.georgetown.edu")
"""Data sets for non-commercial use or without a licence: no shipped row may rest on them."""
DOCUMENT = r"^[^《》]+《[^》]+》索引号[A-Z]{2}\d{5}-\d{2}-\d{2}-\d{4}-\d{3}$"
"""How a public document is cited that is known by its index number: who published it, its title, the number."""
OWN_SURVEY = "desk survey"
SURVEYED_ON = "2026-11-23"
WITHOUT_FIRMS_AT_MOST = 16
"""Segments no firm is known for anywhere: each is listed by the test when it grows, never lost in silence."""


def table(path: Path) -> pl.DataFrame:
    return pl.read_csv(path, infer_schema=False)


def tables(name: str) -> pl.DataFrame:
    found = [table(p) for p in sorted(DATA.glob(f"chains/*/{name}.csv"))]
    return pl.concat(found, how="vertical")


def cited() -> Iterator[tuple[str, pl.DataFrame]]:
    """Every shipped table with a source column, but places, which have tests of their own."""
    for path in sorted(DATA.rglob("*.csv")):
        if "places" in path.parts:
            continue
        frame = table(path)
        if "source" in frame.columns:
            yield str(path.relative_to(DATA)), frame


def addresses(frame: pl.DataFrame) -> list[str]:
    cells = frame["source"].drop_nulls().str.split(";").explode().str.strip_chars()
    return cells.filter(cells != "").to_list()


@pytest.fixture(scope="module")
def segments() -> pl.DataFrame:
    return tables("segments").with_columns(id=pl.col("chain") + "/" + pl.col("segment"))


@pytest.fixture(scope="module")
def ids(segments: pl.DataFrame) -> set[str]:
    return set(segments["id"])


def resolved(ids: set[str], chain: str | None, name: str) -> str:
    """The id a feed or project means: as written, of the same chain, or unique elsewhere."""
    if "/" in name:
        return name
    if f"{chain}/{name}" in ids:
        return f"{chain}/{name}"
    elsewhere = [i for i in ids if i.split("/")[1] == name]
    return elsewhere[0] if len(elsewhere) == 1 else name


def test_every_shipped_row_has_a_source_of_its_own_or_is_our_own_survey() -> None:
    for name, frame in cited():
        bare = frame.filter(pl.col("source").is_null() | (pl.col("source") == ""))
        if name == "judgements.csv":
            bare = bare.filter((pl.col("by") != OWN_SURVEY) | (pl.col("on") != SURVEYED_ON))
        assert bare.is_empty(), f"{name}: {bare.height} rows without a source, first {bare.row(0)}"


def test_every_source_is_a_public_address_or_a_document_by_its_index_number() -> None:
    for name, frame in cited():
        strange = (a for a in addresses(frame) if not re.match(DOCUMENT, a))
        odd = [a for a in strange if urlsplit(a).scheme not in ("http", "https") or not urlsplit(a).hostname]
        assert not odd, f"{name}: {odd[:3]}"


def test_no_row_rests_on_a_data_set_that_forbids_it() -> None:
    for name, frame in cited():
        odd = [a for a in addresses(frame) if any(d in a.lower() for d in DISALLOWED)]
        assert not odd, f"{name}: {odd[:3]}"


def test_no_source_marked_as_not_to_ship_is_shipped() -> None:
    """Against the compilation the facts came from, where it is at hand."""
    compiled = Path(os.environ.get("CHAINSCOUT_TEST_DATA", DATA.parents[2] / "shared" / "data")) / "chain_facts"
    if not compiled.is_dir():
        pytest.skip("no compilation at hand: set CHAINSCOUT_TEST_DATA to the folder that holds chain_facts")
    marked = [f for f in map(table, sorted(compiled.glob("*.csv"))) if {"may_ship", "source"} <= set(f.columns)]
    barred = {s for f in marked for s in f.filter(pl.col("may_ship") == "n")["source"]}
    assert barred
    for name, frame in cited():
        assert not barred & set(addresses(frame)), name


def test_surveys_say_who_looked_when_and_how_often() -> None:
    surveys = tables("surveys")
    assert surveys.filter((pl.col("by") != OWN_SURVEY) | (pl.col("on") != SURVEYED_ON)).is_empty()
    assert surveys["method"].unique().to_list() == ["searched"]
    assert surveys["found_local"].is_in(["y", "n", "unknown"]).all()
    assert surveys["searched"].cast(pl.Int64).is_between(0, 50).all()


def test_dates_are_dates_as_precise_as_the_page() -> None:
    for path in sorted(DATA.rglob("*.csv")):
        frame = table(path)
        for column in {"published_on", "since", "until", "on", "date"} & set(frame.columns):
            said = frame[column].drop_nulls()
            odd = said.filter((said != "") & ~said.str.contains(PARTIAL_DATE)).to_list()
            assert not odd, f"{path.name}, {column}: {odd[:3]}"


def test_a_segment_id_stands_once_and_in_its_own_chain(segments: pl.DataFrame) -> None:
    assert segments["id"].is_unique().all()
    known = set(table(DATA / "chains.csv")["chain"])
    assert set(segments["chain"]) <= known
    assert segments["name_zh"].is_not_null().all()


def test_chain_groups_are_made_of_chains() -> None:
    chains = table(DATA / "chains.csv")
    members = chains["members"].drop_nulls().str.split(";").explode()
    assert set(members) <= set(chains.filter(pl.col("members").is_null())["chain"])
    aliases = chains["aliases"].drop_nulls().str.split(";").explode().to_list() + chains["name_zh"].to_list()
    assert len(aliases) == len(set(aliases)), "a chain's name or alias names two chains"


def test_every_segment_says_what_fills_it(segments: pl.DataFrame) -> None:
    assert segments["filled_by"].is_in(["produce", "develop", "serve"]).all()
    assert segments["stateless"].drop_nulls().is_in(["resource", "end_use", "catch_all"]).all()


@pytest.mark.parametrize("name", ["firms", "surveys"])
def test_every_firm_and_survey_row_has_a_known_segment(name: str, ids: set[str]) -> None:
    rows = tables(name).select(id=pl.col("chain") + "/" + pl.col("segment")).unique()
    assert set(rows["id"]) <= ids


def test_feeds_join_known_segments_and_have_no_cycle(ids: set[str]) -> None:
    feeds = tables("feeds")
    graph: dict[str, set[str]] = {}
    for chain, upstream, downstream in feeds.select("chain", "upstream", "downstream").iter_rows():
        ends = resolved(ids, chain, upstream), resolved(ids, chain, downstream)
        assert set(ends) <= ids, f"{chain}: {upstream} feeds {downstream}, one of them is no segment"
        graph.setdefault(ends[1], set()).add(ends[0])
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"feeds run in a circle: {' ← '.join(error.args[1])}")


def test_twins_join_known_segments_of_two_chains(ids: set[str]) -> None:
    twins = table(DATA / "twins.csv").with_columns(
        a=pl.col("chain_a") + "/" + pl.col("segment_a"), b=pl.col("chain_b") + "/" + pl.col("segment_b")
    )
    assert set(twins["a"]) | set(twins["b"]) <= ids
    assert (twins["chain_a"] != twins["chain_b"]).all()
    assert twins["extent"].is_in(["whole", "part"]).all()
    whole = twins.filter(pl.col("extent") == "whole")
    assert whole["reason"].str.starts_with("同一").all()


@pytest.mark.parametrize("name", ["supplies.csv", "projects.csv", "events.csv", "fund_investments.csv"])
def test_what_is_said_of_a_segment_names_a_known_one(name: str, ids: set[str]) -> None:
    frame = table(DATA / name)
    chains = frame["chain"] if "chain" in frame.columns else pl.Series([None] * frame.height)
    said = [(c, s) for c, s in zip(chains, frame["segment"], strict=True) if s]
    assert [s for c, s in said if resolved(ids, c, s) not in ids] == []


def test_labels_of_other_vocabularies_lead_to_known_segments(ids: set[str]) -> None:
    assert set(table(DATA / "labels.csv")["segment"]) <= ids


def test_funds_are_meant_for_known_chains_and_their_holders_hold_known_funds() -> None:
    funds = table(DATA / "funds.csv")
    assert funds["fund"].is_unique().all()
    meant = set(funds["mandate_chains"].drop_nulls().str.split(";").explode()) - {""}
    assert meant <= set(table(DATA / "chains.csv")["chain"])
    assert set(table(DATA / "fund_stakes.csv")["fund"]) <= set(funds["fund"])


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("funds.csv", ["fund"]),
        ("fund_stakes.csv", ["fund", "holder"]),
        ("fund_investments.csv", ["investor", "company"]),
    ],
)
def test_no_total_of_many_is_shipped_as_a_fund_a_stake_or_a_holding(name: str, columns: list[str]) -> None:
    frame = table(DATA / name)
    many = r"合计|[\d一二三四五六七八九十]+(?:只|家|个|支)|未.{0,2}列名|参股基金|及子基金|系$|等$|财政|美元"
    sums = [c for c in ("amount", "size_cny_100m", "size_qualifier") if c in frame.columns]
    for column in (*columns, *sums):
        assert frame.filter(frame[column].str.contains(many))[column].to_list() == []


def test_what_is_only_planned_is_no_declared_holding() -> None:
    held = table(DATA / "fund_investments.csv")
    planned = held["round"].fill_null("").str.contains("拟")
    assert planned.any()
    assert (held.filter(planned)["claim_basis"] == "potential").all()
    assert (held.filter(~planned)["claim_basis"] == "declared").all()


def test_anchors_lead_known_chains() -> None:
    assert set(table(DATA / "anchors.csv")["chain"]) <= set(table(DATA / "chains.csv")["chain"])


def test_a_judgement_never_joins_a_name_to_itself_and_has_a_known_verdict() -> None:
    judged = table(DATA / "judgements.csv")
    assert (judged["name_a"] != judged["name_b"]).all()
    assert judged["verdict"].is_in(["same", "different", "subsidiary", "renamed", "project", "brand"]).all()


def test_a_shipped_ranking_has_the_level_of_who_made_it_if_its_page_says_and_no_honour_stands_twice() -> None:
    honours = table(DATA / "honours.csv")
    ranking = honours["honour"].str.contains(r"百强|百家|100强|30强|游戏十强|城市榜|隐形冠军|创新之星|大赛")
    assert set(honours.filter(ranking)["level"]) == {"association", "media", None}
    assert honours.select("firm", "honour", "year").is_unique().all()
    ended = honours.filter(honours["honour"].str.contains("撤回|终止"))
    assert ended["honour"].str.starts_with("上市终止").all()
    assert ended.height


PLANTS = {
    "戴尔(厦门工厂)", "戴尔(成都工厂)", "戴尔(昆山生产基地)", "利亚德与晶电合资量产基地", "宁德时代(海外工厂)",
    "日本电气硝子(厦门五期)", "科华数据(智能制造基地一期)", "施耐德电气(厦门)工业园",
}  # fmt: skip
"""Plants that stay apart from their firm, since what is only planned at one would else pass for what works there."""


def test_no_firm_is_a_project_a_line_a_base_or_a_park() -> None:
    """A plant that a firm works at stands as the place of what it does there; its project is a project."""
    things = r"项目|[一二三四五六]期|生产线|产线|基地|产业园|工业园|工厂|分公司|TM\d"
    rows = [tables("firms")["firm"], *(table(DATA / "supplies.csv")[c] for c in ("supplier", "customer"))]
    named = pl.concat(rows).str.split(";").explode().unique()
    odd = named.filter(named.str.contains(things) & ~named.str.contains(r"有限公司$"))
    assert set(odd) == PLANTS, "repair the row, or judge the plant to be its firm's and add it here"


def test_a_plant_has_its_firm_and_no_pair_is_both_one_firm_and_two() -> None:
    judged = table(DATA / "judgements.csv")
    pair = pl.concat_list("name_a", "name_b").list.sort()
    one = judged.filter(pl.col("verdict").is_in(["same", "renamed"]))
    two = judged.filter(~pl.col("verdict").is_in(["same", "renamed"])).select(pair).to_series().to_list()
    assert [p for p in one.select(pair).to_series().to_list() if p in two] == []
    owned = judged.filter(pl.col("verdict") == "project")["name_a"]
    assert set(owned) | set(one["name_a"]) >= PLANTS


def test_few_segments_know_no_firm_and_none_that_has_a_state_lost_them_all(segments: pl.DataFrame) -> None:
    firms = tables("firms").select(id=pl.col("chain") + "/" + pl.col("segment")).unique()
    empty = segments.filter(pl.col("stateless").is_null()).join(firms, on="id", how="anti")["id"].to_list()
    assert len(empty) <= WITHOUT_FIRMS_AT_MOST, f"segments without any firm: {', '.join(sorted(empty))}"


def test_no_host_has_two_publishers() -> None:
    publishers = table(DATA / "publishers.csv")
    assert publishers["host"].is_unique().all()
    assert publishers["publisher"].is_not_null().all()


def test_a_project_has_one_type_in_every_list() -> None:
    lists = [
        table(DATA / n).select("project", "kind") for n in ("projects.csv", "events.csv", "report-2022/projects.csv")
    ]
    types = pl.concat(lists).drop_nulls().group_by("project").agg(pl.col("kind").unique())
    assert types.filter(pl.col("kind").list.len() > 1).rows() == []
