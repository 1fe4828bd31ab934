"""What a run and an edition keep: moves of projects, demands for few eyes, funds of the same run."""

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from chainscout.ingest import How, build, load
from chainscout.inputs import inputs
from graph.ledger import Ledger
from graph.view import open_view

DAY = date(2025, 6, 1)
CHAIN = "chain,name\ndisplay,新型显示\n"
SEGMENTS = "chain,segment,name_zh\ndisplay,glass,玻璃基板\n"
HEAD = "项目名称,企业名称,产业链,环节,项目阶段,阶段日期,总投资(亿元)\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "chains.csv").write_text(CHAIN, encoding="utf-8")
    (tmp_path / "segments.csv").write_text(SEGMENTS, encoding="utf-8")
    load(tmp_path / "home", inputs([tmp_path / "chains.csv", tmp_path / "segments.csv"]), How(loaded_on=DAY))
    return tmp_path / "home"


def put(home: Path, name: str, text: str, **how: Any) -> Any:
    path = home.parent / name
    path.write_text(text, encoding="utf-8")
    return load(home, inputs([path]), How(loaded_on=how.pop("on", DAY), **how))[0]


def project(home: Path, as_of: date = DAY) -> dict[str, Any]:
    build(home, as_of=as_of, known_on=max(as_of, DAY))
    view = open_view(home, {})
    rows = view.rows(
        "MATCH (p:Project) OPTIONAL MATCH (p)<-[r:RUNS]-(f:Firm) RETURN properties(p) AS p, f.name AS firm"
    )
    view.close()
    assert len(rows) == 1
    return {**rows[0]["p"], "firm": rows[0]["firm"]}


def test_an_edition_that_only_moves_the_stage_keeps_the_history(home: Path) -> None:
    row = "虚构玻璃项目,虚构玻璃有限公司,新型显示,玻璃基板,{},{},{}\n"
    put(home, "项目.csv", HEAD + row.format("签约", "2023-05", 12), on=date(2023, 6, 1))
    put(home, "项目.csv", HEAD + row.format("开工", "2024-03", 15), on=date(2024, 4, 1), as_edition=True)
    moved = put(home, "项目.csv", HEAD + row.format("投产", "2025-05", 15), as_edition=True)
    assert moved.retracted == 0
    now = project(home)
    assert (now["project_stage"], now["stage_on"]) == ("投产", "2025-05")
    assert (now["signed_on"], now["started_on"], now["producing_on"]) == ("2023-05", "2024-03", "2025-05")
    then = project(home, date(2023, 12, 31))
    assert (then["project_stage"], then["firm"]) == ("签约", "虚构玻璃有限公司")
    assert then["planned_investment_100m_cny"] == 12
    assert now["planned_investment_100m_cny"] == 15


def test_an_edition_that_corrects_a_date_or_a_firm_takes_the_wrong_one_back(home: Path) -> None:
    row = "虚构玻璃项目,{},新型显示,玻璃基板,签约,{},12\n"
    put(home, "项目.csv", HEAD + row.format("虚构玻璃有限公司", "2023-05"))
    put(
        home,
        "项目.csv",
        HEAD + row.format("虚构玻璃(厦门)有限公司", "2024-05"),
        as_edition=True,
        consent=lambda *_: True,
    )
    now = project(home)
    assert (now["signed_on"], now["firm"]) == ("2024-05", "虚构玻璃(厦门)有限公司")


def test_an_event_dropped_from_a_list_of_events_is_taken_back(home: Path) -> None:
    row = "虚构玻璃项目,虚构玻璃有限公司,新型显示,玻璃基板,{},{},12\n"
    events = [row.format(*e) for e in (("签约", "2023-05"), ("供地", "2023-09"), ("开工", "2024-03"))]
    put(home, "事件.csv", HEAD + "".join(events))
    put(home, "事件.csv", HEAD + events[0] + events[2], as_edition=True, consent=lambda *_: True)
    now = project(home)
    assert (now["signed_on"], now.get("land_on"), now["started_on"]) == ("2023-05", None, "2024-03")


def test_an_edition_that_drops_a_project_takes_it_back_whole(home: Path) -> None:
    row = "{},虚构玻璃有限公司,新型显示,玻璃基板,{},{},12\n"
    put(
        home,
        "项目.csv",
        HEAD + row.format("虚构甲项目", "签约", "2023-05") + row.format("虚构乙项目", "签约", "2023-05"),
    )
    later = HEAD + row.format("虚构甲项目", "开工", "2024-05")
    put(home, "项目.csv", later, as_edition=True, consent=lambda *_: True)
    assert project(home)["name"] == "虚构甲项目"


def test_a_move_without_a_day_keeps_the_days_behind_it(home: Path) -> None:
    row = "虚构玻璃项目,虚构玻璃有限公司,新型显示,玻璃基板,{},{},12\n"
    put(home, "项目.csv", HEAD + row.format("签约", "2023-05"))
    put(home, "项目.csv", HEAD + row.format("搁置", ""), as_edition=True, consent=lambda *_: True)
    now = project(home)
    assert (now["project_stage"], now["signed_on"]) == ("搁置", "2023-05")


@pytest.mark.parametrize("visibility", ["public", "internal", "confidential"])
def test_an_unreleased_demand_is_never_public(home: Path, visibility: str) -> None:
    text = "链主,产业链,环节,现供应商,发布范围\n虚构天马,新型显示,玻璃基板,虚构甲,\n虚构华星,新型显示,玻璃基板,虚构乙,可对外\n"
    put(home, "需求.csv", text, visibility=visibility)
    claims = Ledger.open(home).pin().claims.filter(pl.col("kind").is_in(["NEEDS", "SUPPLIES"])).collect()
    seen = dict(claims.select(pl.concat_str("kind", pl.col("release").fill_null("")), "visibility").rows())
    released = "public" if visibility == "public" else visibility
    kept = "confidential" if visibility == "confidential" else "internal"
    assert seen["NEEDSinternal"] == kept
    assert seen["NEEDSreleased"] == released


def test_funds_of_one_file_are_known_to_the_next_of_the_same_run(home: Path) -> None:
    folder = home.parent / "表"
    folder.mkdir()
    (folder / "a投资.csv").write_text("投资机构,被投企业,轮次\n虚构产投,虚构企业,A轮\n", encoding="utf-8")
    (folder / "z基金.csv").write_text("基金名称,简称,管理人\n虚构产业基金,虚构产投,虚构管理\n", encoding="utf-8")
    for only_check in (True, False):
        done = load(home, inputs([folder]), How(loaded_on=DAY, only_check=only_check))
        assert {k for one in done for k in one.kinds} >= {"Fund", "INVESTS_IN"}
    claims = Ledger.open(home).pin().claims.collect()
    assert claims.filter(pl.col("kind") == "INVESTS_IN")["subject"].str.starts_with("fd-").all()
    again = put(home, "b投资.csv", "投资机构,被投企业,轮次\n虚构产业基金,虚构企业二,B轮\n")
    assert again.kinds["INVESTS_IN"] == 1
    claims = Ledger.open(home).pin().claims.filter(pl.col("kind") == "INVESTS_IN").collect()
    assert claims["subject"].n_unique() == 1
