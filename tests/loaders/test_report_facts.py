"""The zone's 2022 report as rows: each figure with its words, its scope and its place in the document."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest

import loaders
from chainscout.inputs import facts
from chainscout.reference import Reference
from graph import schema
from graph.model.claim import Claims, Rejects, Sources
from loaders._known import Known

DATA = Path(__file__).parents[2] / "loaders" / "data"
OURS = ("carriers.csv", "indicators.csv", "platforms.csv", "policies.csv", "scenarios.csv", "report-2022/")


@pytest.fixture(scope="module")
def known() -> Known:
    found = Reference()
    for one in facts():
        if "places/" in one.series or one.series.rpartition("/")[2] in ("chains.csv", "segments.csv"):
            found.add(p for p in loaders.read(one.path, found.known) if isinstance(p, Claims))
    return found.known


@pytest.fixture(scope="module")
def parts(known: Known) -> dict[str, list[Any]]:
    names = {one.series.removeprefix("facts/"): one.path for one in facts()}
    return {n: list(loaders.read(p, known)) for n, p in names.items() if n.startswith(OURS)}


@pytest.fixture(scope="module")
def reported(parts: dict[str, list[Any]]) -> pl.DataFrame:
    """What the report says of indicators, with their names and units."""
    read = {p.kind: schema.conform(p) for p in parts["report-2022/indicators.csv"] if isinstance(p, Claims)}
    named = read["Indicator"].select("name", "unit", "flow", object="subject").unique()
    return read["REPORTS"].drop("flow", strict=False).join(named, on="object")


def one(reported: pl.DataFrame, name: str, **where: str) -> dict[str, Any]:
    rows = reported.filter(pl.col("name") == name, *(pl.col(c) == v for c, v in where.items()))
    assert len(rows) == 1, rows
    return rows.row(0, named=True)


def test_every_shipped_row_of_these_loads_without_a_fault(parts: dict[str, list[Any]]) -> None:
    faults = {n: p.frame.rows() for n, found in parts.items() for p in found if isinstance(p, Rejects)}
    assert faults == {}
    for found in parts.values():
        for part in found:
            if isinstance(part, Claims):
                assert schema.faults(part.kind, schema.conform(part)).is_empty()


def test_the_report_is_cited_by_publisher_title_and_day(parts: dict[str, list[Any]]) -> None:
    told = pl.concat(p.frame for n, f in parts.items() if n.startswith("report-") for p in f if isinstance(p, Sources))
    assert told.select("publisher", "published_on", "address").unique().rows() == [
        ("厦门火炬高新区管委会", "2023-02-07", None)
    ]
    assert told["title"].str.contains("XM00203-03-02-2023-001").all()


def test_each_claim_of_the_report_says_where_it_stands(parts: dict[str, list[Any]]) -> None:
    of_report = [p for n, f in parts.items() if n.startswith("report-") for p in f if isinstance(p, Claims)]
    assert of_report
    for part in of_report:
        assert part.frame["locator"].str.contains(r"第\d+句$").all(), part.kind


def test_no_foreign_string_and_no_sentence_of_the_report_is_shipped() -> None:
    for path in sorted((DATA / "report-2022").glob("*.csv")):
        text = path.read_text("utf-8")
        assert "365" not in text
        assert "官方" not in text
        frame = pl.read_csv(path, infer_schema=False).drop("source")
        cells = [c for row in frame.rows() for c in row if c]
        assert max(map(len, cells)) <= 40
        assert not [c for c in cells if "。" in c]


@pytest.mark.parametrize(
    ("name", "value", "qualifier", "comparator", "unit"),
    [
        ("规上工业总产值", "3626", None, None, "亿元"),
        ("实际利用外资", "6.26", None, None, "亿美元"),
        ("新设子基金规模", "105", "above", ">", "亿元"),
        ("退减缓免税费", "34", "about", None, "亿元"),
        ("为企业减免房租", "0.8", "near", "<", "亿元"),
        ("解决骨干员工子女就学需求人数", "600", "above", ">", "人"),
        ("出让产业用地面积", "4150", "above", ">", "亩"),
        ("国家级高新技术企业数", "1500", "expected", ">", "家"),
        ("国家高新区综合排名", "14", None, None, "位"),
        ("储备项目计划投资额", "600", "target", ">", "亿元"),
    ],
)
def test_figures_carry_the_words_they_were_said_with(
    reported: pl.DataFrame, name: str, value: str, qualifier: str | None, comparator: str | None, unit: str
) -> None:
    row = one(reported, name)
    assert (str(row["value"].normalize()), row["qualifier"], row["comparator"], row["unit"]) == (
        str(pl.Series([value]).str.to_decimal(scale=4)[0].normalize()), qualifier, comparator, unit,
    )  # fmt: skip


def test_what_is_expected_or_aimed_at_is_no_actual(reported: pl.DataFrame) -> None:
    assert one(reported, "国家级高新技术企业数")["measure"] == "estimate"
    plan = reported.filter(pl.col("locator").str.starts_with("2023年"))
    assert plan["measure"].unique().to_list() == ["target"]
    assert plan["period"].unique().to_list() == ["2023"]
    assert len(plan) == 8
    assert "target" not in reported.filter(~pl.col("locator").str.starts_with("2023年"))["measure"].to_list()


def test_the_sub_funds_are_an_open_list_with_one_joint_sum(reported: pl.DataFrame) -> None:
    row = one(reported, "新设子基金规模")
    assert (row["is_open_list"], row["is_joint_total"]) == ("yes", "yes")
    assert all(n in row["value_note"] for n in ("惠友", "德屹长盛", "联和三期"))


def test_the_part_is_told_from_the_whole_by_its_place(reported: pl.DataFrame) -> None:
    whole = reported.filter(pl.col("name") == "固定资产投资(全社会)")
    assert sorted((r["subject"], str(r["value"])) for r in whole.rows(named=True)) == [
        ("xm-torch", "423.7000"), ("xm-torch-tongxiang", "356.1000"),
    ]  # fmt: skip


def test_a_plan_over_years_is_no_sum_of_one_year(reported: pl.DataFrame) -> None:
    assert "三年计划" in one(reported, "签约重点项目计划总投资")["scope"]


def test_labels_that_drift_are_never_joined(reported: pl.DataFrame) -> None:
    names = set(reported["name"])
    assert {"规上互联网软件业营收", "数字产业(软件园)营收增速", "固定资产投资(全社会)", "固定资产投资"} <= names
    targets = set(reported.filter(pl.col("measure") == "target")["name"])
    assert not targets & set(reported.filter(pl.col("measure") == "actual")["name"])


def test_firms_and_projects_of_ten_billion_stand_apart(parts: dict[str, list[Any]]) -> None:
    read = {p.kind: schema.conform(p) for p in parts["report-2022/honours.csv"] if isinstance(p, Claims)}
    honours = dict(read["Honour"].select("subject", "name").rows())
    held = [(honours[o], s[:2]) for s, o in read["HOLDS"].select("subject", "object").rows()]
    assert held.count(("百亿项目", "p-")) == 3
    assert held.count(("百亿企业", "m-")) == 1
    assert not any("链主" in name for name, _ in held), "who leads a chain is a LEADS tie, no title"


def test_the_report_s_own_problems_are_rows_with_their_place_in_it(parts: dict[str, list[Any]]) -> None:
    read = {p.kind: schema.conform(p) for p in parts["report-2022/problems.csv"] if isinstance(p, Claims)}
    assert read["Signal"]["signal_type"].to_list() == ["decline", "decline", "pipeline", "scarcity"]
    assert set(read["SHOWS"]["subject"]) == {"xm-torch"}
    assert read["SERVES"]["object"].to_list() == ["software"]
    assert set(read["SHOWS"]["locator"]) == {"七后“问题和不足”段第1句"}
