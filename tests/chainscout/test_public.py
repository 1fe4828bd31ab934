"""推介版: what an outsider gets is drawn from public claims alone."""

from datetime import date
from pathlib import Path

import pytest

from chainscout import ingest, inputs, public
from chainscout.commands import show
from chainscout.settings import settings

DAY = date(2025, 1, 1)
PUBLIC = "企业名称,所在地,产业链,环节,状态,出处,发布日期\n虚构公开面板公司,厦门市,display,display-module,投产,https://news.example/1,2024-05\n"
INTERNAL = "企业名称,所在地,产业链,环节,状态\n虚构内部玻璃公司,厦门市,display,substrate-glass,投产\n虚构公开面板公司,厦门市,display,panel-array,投产\n"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("public")
    place = folder / "home"
    wanted = ("places/", "chains.csv", "chains/display/segments", "chains/display/feeds")
    facts = [f for f in inputs.facts() if any(w in f.series for w in wanted)]
    ingest.load(place, facts, ingest.How(loaded_on=DAY))
    for name, text, seen_by in (("公开.csv", PUBLIC, "public"), ("内部.csv", INTERNAL, "internal")):
        (folder / name).write_text(text, encoding="utf-8")
        ingest.load(place, inputs.inputs([folder / name]), ingest.How(loaded_on=DAY, visibility=seen_by))
    ingest.build(place, as_of=DAY, known_on=DAY)
    return place


def test_internal_claims_are_not_in_the_public_graph(home: Path) -> None:
    with public.opened(settings(home)) as view:
        firms = [r["name"] for r in view.rows("MATCH (f:Firm) RETURN f.name AS name")]
        ties = view.rows("MATCH (:Firm)-[o:OPERATES_IN]->(s) RETURN s.id AS segment")
    assert firms == ["虚构公开面板公司"]
    assert [t["segment"] for t in ties] == ["display/display-module"]


def test_the_public_graph_follows_the_ledger(home: Path) -> None:
    with public.opened(settings(home)) as view:
        before = view.stamp
    with public.opened(settings(home)) as view:
        assert view.stamp == before
    more = home.parent / "更多.csv"
    more.write_text(PUBLIC.replace("虚构公开面板公司", "虚构公开模组公司"), encoding="utf-8")
    ingest.load(home, inputs.inputs([more]), ingest.How(loaded_on=DAY, visibility="public"))
    ingest.build(home, as_of=DAY, known_on=DAY)
    with public.opened(settings(home)) as view:
        assert len(view.rows("MATCH (f:Firm) RETURN f.id AS id")) == 2


def test_what_was_taken_back_stays_taken_back(home: Path) -> None:
    gone = home.parent / "撤回.csv"
    gone.write_text(PUBLIC.replace("虚构公开面板公司", "虚构撤回公司"), encoding="utf-8")
    edition = ingest.How(loaded_on=DAY, visibility="public", as_edition=True, consent=lambda *_: True)
    ingest.load(home, inputs.inputs([gone]), edition)
    gone.write_text(PUBLIC.replace("虚构公开面板公司", "虚构留下公司"), encoding="utf-8")
    ingest.load(home, inputs.inputs([gone]), edition)
    ingest.build(home, as_of=DAY, known_on=DAY)
    with public.opened(settings(home)) as view:
        names = {r["name"] for r in view.rows("MATCH (f:Firm) RETURN f.name AS name")}
    assert "虚构留下公司" in names
    assert "虚构撤回公司" not in names


@pytest.mark.parametrize("name", ["chain-map", "overview"])
def test_no_byte_of_the_outside_edition_names_what_is_internal(home: Path, tmp_path: Path, name: str) -> None:
    import argparse

    out = tmp_path / "page.html"
    args = argparse.Namespace(name=name, out=str(out), q_edition="outside", q_places=["厦门市"])
    show.run(args, settings(home))
    text = out.read_text(encoding="utf-8")
    assert "虚构内部玻璃公司" not in text
    assert "空白" not in text
    inside = tmp_path / "inside.html"
    args = argparse.Namespace(name=name, out=str(inside), q_edition="internal", q_places=["厦门市"])
    show.run(args, settings(home))
    assert "缺口" in inside.read_text(encoding="utf-8")
