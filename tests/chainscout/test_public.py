"""推介版: what an outsider gets is drawn from public claims alone."""

import argparse
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from chainscout import ingest, inputs, public, registry, views
from chainscout.commands import show
from chainscout.settings import settings
from graph.view import dump

DAY = date(2025, 1, 1)
PUBLIC = "企业名称,所在地,产业链,环节,状态,出处,发布日期\n虚构公开面板公司,厦门市,display,display-module,投产,https://news.example/1,2024-05\n"
INTERNAL = "企业名称,所在地,产业链,环节,状态\n虚构内部玻璃公司,厦门市,display,glass-substrate,投产\n虚构公开面板公司,厦门市,display,panel-array,投产\n"

SOURCE = "https://news.example/1,2024-05\n"
PROJECTS = (
    "项目名称,企业名称,产业链,环节,项目阶段,地点,计划总投资(亿元),出处,发布日期\n"
    f"虚构公开在谈项目,虚构公开面板公司,display,display-module,在谈,厦门市,7771,{SOURCE}"
    f"虚构公开开工项目,虚构公开面板公司,display,display-module,开工,厦门市,7772,{SOURCE}"
)
PLANS = (
    "项目名称,企业名称,产业链,环节,项目阶段,地点,计划总投资(亿元)\n"
    "虚构内部签约项目,虚构公开面板公司,display,display-module,签约,厦门市,7773\n"
)
TARGETS = f"地区,指标名称,单位,期间,实绩或目标,数值,出处,发布日期\n厦门市,虚构招商指标,亿元,2025,目标,7774,{SOURCE}"
DEMAND = f"链主企业,需求部件,产业链,环节,需求量说明,出处,发布日期\n虚构公开面板公司,虚构未发布部件,display,glass-substrate,虚构需求量,{SOURCE}"
FORCES = "专班名称,岗位,产业链,职责\n虚构内部专班,虚构岗位,display,虚构职责\n"
FUNDS = (
    "基金名称,基金规模(亿元),投向,注册地,出处,发布日期\n"
    "虚构公开基金,12,新型显示,厦门市,https://news.example/2,2024-05\n"
)
PLEDGE = "基金名称,基金类型,管理人,已投金额(亿元),已承诺未投(亿元),注册地\n虚构公开基金,产业基金,虚构内部管理公司,7775,7776,厦门市\n"
TABLES = {
    "公开": (PUBLIC, "public"), "内部": (INTERNAL, "internal"), "项目": (PROJECTS, "public"), "计划": (PLANS, "internal"),
    "指标": (TARGETS, "public"), "需求": (DEMAND, "public"), "专班": (FORCES, "confidential"),
    "基金": (FUNDS, "public"), "认缴": (PLEDGE, "internal"),
}  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("public")
    place = folder / "home"
    wanted = ("places/", "chains.csv", "chains/display/segments", "chains/display/feeds")
    facts = [f for f in inputs.facts() if any(w in f.series for w in wanted)]
    ingest.load(place, facts, ingest.How(loaded_on=DAY))
    for name, (text, seen_by) in TABLES.items():
        table = folder / f"{name}.csv"
        table.write_text(text, encoding="utf-8")
        told = ingest.load(place, inputs.inputs([table]), ingest.How(loaded_on=DAY, visibility=seen_by))
        assert [(x.added > 0, x.refused) for x in told] == [(True, 0)], (name, told)
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


def test_an_internal_load_does_not_date_a_page_for_guests(home: Path) -> None:
    """The page is cited by a public row; an internal list read another date and title from it."""
    page = "https://news.example/dated"
    shared = PUBLIC.replace("虚构公开面板公司", "虚构带日期公司").replace("https://news.example/1", page)
    for name, text, seen_by in (
        ("带日期.csv", shared, "public"),
        ("内部摘录.csv", shared.replace("2024-05", "2024-11-11").replace("投产", "在建"), "internal"),
    ):
        (home.parent / name).write_text(text, encoding="utf-8")
        ingest.load(home, inputs.inputs([home.parent / name]), ingest.How(loaded_on=DAY, visibility=seen_by))
    ingest.build(home, as_of=DAY, known_on=DAY)
    ties = "MATCH (:Firm {name: '虚构带日期公司'})-[o:OPERATES_IN]->() RETURN o.edge_id AS e"
    with views.opened(settings(home)) as inside, public.opened(settings(home)) as outside:
        dates = [{r["published_on"] for r in v.evidence([t["e"] for t in v.rows(ties)])} for v in (inside, outside)]
    assert dates == [{"2024-11-11"}, {"2024-05"}]


OUTSIDE: dict[str, dict[str, Any]] = {
    "chain-map": {"q_places": ["厦门市"]}, "overview": {"q_places": ["厦门市"]}, "chain-book": {"q_chain": "display"},
    "firm-card": {"q_firm": "虚构公开面板公司"}, "firm-network": {"q_firm": "虚构公开面板公司"},
    "fund-card": {"q_fund": "虚构公开基金"},
    "distribution": {"q_chain": "display"}, "resource-workbook": {}, "gap-workbook": {"q_places": ["厦门市"]},
    "meeting": {}, "data-stock": {},
    "gap-list": {"q_places": ["厦门市", "厦门火炬高新区"]},
}  # fmt: skip
INSIDE_ONLY = (
    "虚构内部玻璃公司", "虚构转密公司", "虚构公开在谈项目", "7771", "7772", "虚构内部签约项目", "7773", "虚构招商指标", "7774",
    "虚构内部管理公司", "7775", "7776", "虚构未发布部件", "虚构需求量", "虚构内部专班", "虚构岗位", "空白(", "缺口", "补链", "招商目标", "待核实", "摸排",
)  # fmt: skip
"""Claims that are internal or confidential, talks, sums, targets, unreleased demand; and the words for gaps and scores."""


def test_every_page_with_an_edition_is_looked_at_below() -> None:
    verbs = {n: [getattr(e.load(), v) for v in e.offers] for n, e in registry.pages().items()}
    assert {n for n, those in verbs.items() if any("edition" in v.__annotations__ for v in those)} == set(OUTSIDE)


def drawn(home: Path, folder: Path, name: str, edition: str) -> dict[str, str]:
    """The texts of everything a page is drawn as, by ending; those of the members where it is a zip."""
    made = {}
    for verb in registry.pages()[name].offers:
        out = folder / f"page{show.ENDINGS[verb]}"
        show.run(argparse.Namespace(name=name, out=str(out), q_edition=edition, **OUTSIDE[name]), settings(home))
        raw = [out.read_bytes()]
        if zipfile.is_zipfile(out):
            with zipfile.ZipFile(out) as archive:
                raw = [m for n in archive.namelist() for m in (n.encode(), archive.read(n))]
        made[out.suffix] = b"\n".join(raw).decode("utf-8", "ignore")
    return made


@pytest.mark.parametrize("name", OUTSIDE)
def test_no_byte_of_the_outside_edition_names_what_is_internal(home: Path, tmp_path: Path, name: str) -> None:
    for ending, text in drawn(home, tmp_path, name, "outside").items():
        assert "新型显示" in text, ending
        assert not [secret for secret in INSIDE_ONLY if secret in text], ending


UNSHOWN = {"虚构招商指标", "7774", "虚构未发布部件", "虚构需求量", "虚构内部专班", "虚构岗位"}
"""What stands in the graph of the house and on no page with an edition today: searched for, should one begin to show it."""


def test_the_inside_edition_does_name_it_so_the_search_can_fail(home: Path, tmp_path: Path) -> None:
    inside = {n: drawn(home, tmp_path, n, "internal") for n in OUTSIDE}
    every = "\n".join(text for made in inside.values() for text in made.values())
    assert {secret for secret in INSIDE_ONLY if secret not in every} <= UNSHOWN | {"虚构转密公司"}
    with views.opened(settings(home)) as view:
        graph = "\n".join(map(str, dump(view)))
    assert not [secret for secret in UNSHOWN if secret not in graph]


def test_a_page_for_guests_has_a_name_of_its_own_that_says_nothing_of_gaps(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, asked in OUTSIDE.items():
        show.run(argparse.Namespace(name=name, out=None, q_edition="outside", **asked), settings(home))
    written = {p.name for p in (tmp_path / "out").iterdir()}
    assert written >= {
        "产业链现状.html",
        "产业链现状工作簿.xlsx",
        "产业一页纸.html",
        "数据来源.html",
        "overview-推介版.html",
    }
    assert not [w for w in written for word in ("gap", "meeting", "补链", "缺口", "目标") if word in w]
    assert len(written) == len(OUTSIDE)
