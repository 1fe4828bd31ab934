"""推介版: what an outsider gets is drawn from public claims alone."""

import argparse
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from chainscout import ingest, inputs, public, views
from chainscout.commands import show
from chainscout.settings import settings

DAY = date(2025, 1, 1)
PUBLIC = "企业名称,所在地,产业链,环节,状态,出处,发布日期\n虚构公开面板公司,厦门市,display,display-module,投产,https://news.example/1,2024-05\n"
INTERNAL = "企业名称,所在地,产业链,环节,状态\n虚构内部玻璃公司,厦门市,display,substrate-glass,投产\n虚构公开面板公司,厦门市,display,panel-array,投产\n"

FUNDS = (
    "基金名称,基金规模(亿元),投向,注册地,出处,发布日期\n"
    "虚构公开基金,12,新型显示,厦门市,https://news.example/2,2024-05\n"
)
PLEDGE = (
    "基金名称,基金类型,管理人,已投金额(亿元),已承诺未投(亿元),注册地\n虚构公开基金,产业基金,虚构内部管理公司,7775,7776,厦门市\n"
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("public")
    place = folder / "home"
    wanted = ("places/", "chains.csv", "chains/display/segments", "chains/display/feeds")
    facts = [f for f in inputs.facts() if any(w in f.series for w in wanted)]
    ingest.load(place, facts, ingest.How(loaded_on=DAY))
    for name, text, seen_by in (("公开.csv", PUBLIC, "public"), ("内部.csv", INTERNAL, "internal"), ("基金.csv", FUNDS, "public"),
                                ("认缴.csv", PLEDGE, "internal")):  # fmt: skip
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


def test_a_claim_whose_last_word_is_confidential_is_gone_from_graph_and_evidence(home: Path) -> None:
    table = home.parent / "转密.csv"
    table.write_text(PUBLIC.replace("虚构公开面板公司", "虚构转密公司"), encoding="utf-8")
    for seen_by in ("public", "confidential"):
        ingest.load(home, inputs.inputs([table]), ingest.How(loaded_on=DAY, visibility=seen_by))
    ingest.build(home, as_of=DAY, known_on=DAY)
    with public.opened(settings(home)) as view:
        names = {r["name"] for r in view.rows("MATCH (f:Firm) RETURN f.name AS name")}
        ties = [r["e"] for r in view.rows("MATCH ()-[o:OPERATES_IN]->() RETURN o.edge_id AS e")]
        assert "虚构转密公司" not in names
        assert {row["visibility"] for row in view.evidence(ties)} == {"public"}
        assert not [x for x in view.loads() if "转密" in (x["series"] or "")]


def test_an_offices_own_judgements_join_nobody_outside(home: Path) -> None:
    (home.parent / "两名.csv").write_text(
        PUBLIC.replace("虚构公开面板公司", "虚构甲名公司")
        + PUBLIC.replace("虚构公开面板公司", "虚构乙名公司").split("\n", 1)[1],
        encoding="utf-8",
    )
    ingest.load(home, inputs.inputs([home.parent / "两名.csv"]), ingest.How(loaded_on=DAY, visibility="public"))
    (home.parent / "同一性判断.csv").write_text(
        "left,right,verdict,reason\n虚构甲名公司,虚构乙名公司,same,虚构\n", encoding="utf-8"
    )
    ingest.load(home, inputs.inputs([home.parent / "同一性判断.csv"]), ingest.How(loaded_on=DAY))
    ingest.build(home, as_of=DAY, known_on=DAY)
    count = "MATCH (f:Firm) WHERE f.name IN ['虚构甲名公司', '虚构乙名公司'] RETURN count(f) AS n"
    with views.opened(settings(home)) as inside, public.opened(settings(home)) as outside:
        assert inside.rows(count) == [{"n": 1}]
        assert outside.rows(count) == [{"n": 2}]


def test_both_editions_are_of_one_version_of_the_ledger(home: Path) -> None:
    late = home.parent / "未构建.csv"
    late.write_text(PUBLIC.replace("虚构公开面板公司", "虚构未构建公司"), encoding="utf-8")
    ingest.load(home, inputs.inputs([late]), ingest.How(loaded_on=DAY, visibility="public"))
    with views.opened(settings(home)) as inside, public.opened(settings(home)) as outside:
        assert inside.stamp.ledger == outside.stamp.ledger
        assert not outside.rows("MATCH (f:Firm {name: '虚构未构建公司'}) RETURN f.id AS id")


OUTSIDE: dict[str, dict[str, Any]] = {
    "chain-map": {"q_places": ["厦门市"]}, "overview": {"q_places": ["厦门市"]}, "chain-book": {"q_chain": "display"},
    "firm-card": {"q_firm": "虚构公开面板公司"}, "firm-network": {"q_firm": "虚构公开面板公司"},
    "fund-card": {"q_fund": "虚构公开基金"},
    "distribution": {"q_chain": "display"}, "resource-workbook": {},
}  # fmt: skip


def test_every_page_with_an_edition_is_looked_at_below() -> None:
    from chainscout import registry

    verbs = {n: [getattr(e.load(), v) for v in e.offers] for n, e in registry.pages().items()}
    assert {n for n, those in verbs.items() if any("edition" in v.__annotations__ for v in those)} == set(OUTSIDE)


@pytest.mark.parametrize("name", OUTSIDE)
def test_no_byte_of_the_outside_edition_names_what_is_internal(home: Path, tmp_path: Path, name: str) -> None:
    for ending in (
        (".docx", ".html") if name == "chain-book" else (".xlsx",) if name == "resource-workbook" else (".html",)
    ):
        out = tmp_path / f"page{ending}"
        show.run(argparse.Namespace(name=name, out=str(out), q_edition="outside", **OUTSIDE[name]), settings(home))
        raw = [out.read_bytes()]
        if ending != ".html":
            with zipfile.ZipFile(out) as archive:
                raw = [archive.read(n) for n in archive.namelist()]
        text = b"".join(raw).decode("utf-8", "ignore")
        for secret in ("虚构内部玻璃公司", "虚构转密公司", "虚构内部管理公司", "7775", "空白(", "招商目标"):
            assert secret not in text, (ending, secret)
