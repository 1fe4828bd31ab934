"""推介版: what an outsider gets is drawn from public claims alone."""

import argparse
import csv
import json
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from chainscout import ingest, inputs, public, registry, released, views
from chainscout.commands import export, show
from chainscout.settings import settings
from graph.view import dump

DAY = date(2025, 1, 1)
PUBLIC = "企业名称,所在地,产业链,环节,状态,出处,发布日期\n虚构公开面板公司,厦门市,display,display-module,投产,https://news.example/1,2024-05\n"
INTERNAL = "企业名称,所在地,产业链,环节,状态\n虚构内部玻璃公司,厦门市,display,glass-substrate,投产\n虚构公开面板公司,厦门市,display,panel-array,投产\n"

SOURCE = "https://news.example/1,2024-05\n"
PROJECTS = (
    "项目名称,企业名称,产业链,环节,项目阶段,阶段日期,地点,计划总投资(亿元),责任岗位,出处,发布日期\n"
    f"虚构公开在谈项目,虚构只在谈公司,display,display-module,在谈,2024-05,厦门市,771.25,虚构责任岗,{SOURCE}"
    f"虚构公开开工项目,虚构公开面板公司,display,display-module,开工,2024-05,厦门市,772.25,虚构责任岗,{SOURCE}"
    f"虚构公开旧签约项目,虚构公开面板公司,display,display-module,签约,2021-05,厦门市,770.25,虚构责任岗,{SOURCE}"
    f"虚构公开无日期项目,虚构公开面板公司,display,display-module,签约,,厦门市,779.25,虚构责任岗,{SOURCE}"
)
PLANS = (
    "项目名称,企业名称,产业链,环节,项目阶段,地点,计划总投资(亿元)\n"
    "虚构内部签约项目,虚构公开面板公司,display,display-module,签约,厦门市,773.25\n"
)
TARGETS = f"地区,指标名称,单位,期间,实绩或目标,数值,出处,发布日期\n厦门市,虚构招商指标,亿元,2025,目标,774.25,{SOURCE}"
DEMAND = f"链主企业,需求部件,产业链,环节,需求量说明,出处,发布日期\n虚构公开面板公司,虚构未发布部件,display,glass-substrate,虚构需求量,{SOURCE}"
FORCES = "专班名称,岗位,产业链,职责\n虚构内部专班,虚构岗位,display,虚构职责\n"
FUNDS = (
    "基金名称,基金规模(亿元),投向,注册地,出处,发布日期\n"
    "虚构公开基金,12,新型显示,厦门市,https://news.example/2,2024-05\n"
)
PLEDGE = "基金名称,基金类型,管理人,已投金额(亿元),已承诺未投(亿元),注册地\n虚构公开基金,产业基金,虚构内部管理公司,775.25,776.25,厦门市\n"
SIGNALS = f"企业名称,信号类型,信号日期,信号内容,出处,发布日期\n虚构只有信号公司,外迁,2024-05,虚构信号内容,{SOURCE}"
PROBLEMS = f"地区,问题类型,问题内容,时间,出处,发布日期\n厦门市,储备不足,虚构问题内容,2024-05,{SOURCE}"
HINDRANCES = (
    f"地区,产业链,环节,受阻原因,原因说明,出处,发布日期\n厦门市,display,glass-substrate,用地,虚构受阻说明,{SOURCE}"
)
SURVEYS = (
    "产业链,环节,地点,摸排方式,摸排单位,检索次数,是否找到,检索用词,摸排日期\n"
    "display,glass-substrate,厦门市,检索,虚构摸排单位,4,否,虚构检索词,2024-05\n"
)
DUTIES = f"专班名称,岗位,项目名称,职责,下一步,最近联系日期,出处,发布日期\n虚构公开专班,虚构公开岗,虚构公开开工项目,虚构公开职责,虚构下一步,2024-05,{SOURCE}"
BALANCE = f"基金名称,基金规模(亿元),已投金额(亿元),已承诺未投(亿元),注册地,出处,发布日期\n虚构公开余额基金,100,781.25,782.25,厦门市,{SOURCE}"
ALIASES = "别名,规范名称,理由\n虚构内部别名,虚构公开面板公司,虚构\n"
ROOMS = (
    "载体名称,所在地,建筑面积(平方米),可用面积(平方米),是否自用,出处,发布日期\n"
    f"虚构可招商厂房,厦门市,500,,否,{SOURCE}虚构有空置厂房,厦门市,500,32109.5,,{SOURCE}"
    f"虚构自用不明厂房,厦门市,500,,,{SOURCE}虚构自用厂房,厦门市,500,300,是,{SOURCE}虚构物业(合计),厦门市,500,300,否,{SOURCE}"
)
STALE = (
    "企业名称,所在地,产业链,环节,状态,出处,发布日期\n"
    "虚构久无消息公司,厦门市,display,colour-filter,在建,https://news.example/3,2021-05\n"
    "虚构未注日期公司,厦门市,display,lc-material,在建,https://news.example/4,\n"
    "虚构新近在建公司,厦门市,display,driver-ic,在建,https://news.example/5,2024-06\n"
)
TABLES = {
    "公开": (PUBLIC, "public"), "内部": (INTERNAL, "internal"), "项目": (PROJECTS, "public"), "计划": (PLANS, "internal"),
    "指标": (TARGETS, "public"), "需求": (DEMAND, "public"), "专班": (FORCES, "confidential"),
    "基金": (FUNDS, "public"), "认缴": (PLEDGE, "internal"), "企业信号": (SIGNALS, "public"), "问题与不足": (PROBLEMS, "public"),
    "受阻原因": (HINDRANCES, "public"), "摸排": (SURVEYS, "public"), "责任分工": (DUTIES, "public"), "余额": (BALANCE, "public"),
    "企业别名": (ALIASES, "internal"), "载体": (ROOMS, "public"), "久无消息": (STALE, "public"),
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
    assert "虚构公开面板公司" in firms
    assert not [f for f in firms if "内部" in f]
    assert "display/display-module" in {t["segment"] for t in ties}
    assert not {"display/glass-substrate", "display/panel-array"} & {t["segment"] for t in ties}


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
        assert view.rows("MATCH (f:Firm {name: '虚构公开模组公司'}) RETURN count(f) AS n") == [{"n": 1}]


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
INTERNAL_CLAIMS = (
    "虚构内部玻璃公司", "虚构转密公司", "虚构内部签约项目", "773.25", "虚构内部管理公司", "775.25", "776.25", "虚构内部专班", "虚构岗位",
    "虚构内部别名", "虚构未发布部件", "虚构需求量",
)  # fmt: skip
"""Said by nobody in public (a demand nobody released is internal, whatever its row says): not even in the public graph."""
NOT_FOR_GUESTS = (
    "虚构公开在谈项目", "虚构只在谈公司", "771.25", "772.25", "虚构公开旧签约项目", "虚构公开无日期项目", "虚构责任岗", "虚构招商指标", "774.25",
    "虚构只有信号公司", "虚构信号内容", "虚构问题内容", "虚构受阻说明", "虚构摸排单位", "虚构检索词", "虚构公开专班", "虚构公开岗",
    "虚构公开职责", "虚构下一步", "781.25", "782.25", "虚构自用不明厂房", "虚构自用厂房", "虚构物业(合计)", "虚构久无消息公司", "虚构未注日期公司",
)  # fmt: skip
"""Said by public rows, so it stands in the public graph, where every page and file for guests could take it from."""
WORDS = ("空白(", "缺口", "补链", "招商目标", "待核实", "摸排", "其余环节", "库中没有记录")
INSIDE_ONLY = (*INTERNAL_CLAIMS, *NOT_FOR_GUESTS, *WORDS)
FOR_GUESTS = (
    "虚构公开面板公司",
    "虚构新近在建公司",
    "虚构公开开工项目",
    "虚构公开基金",
    "虚构可招商厂房",
    "虚构有空置厂房",
)


def test_what_guests_must_not_see_stands_in_the_public_graph_so_the_searches_below_can_fail(home: Path) -> None:
    with public.opened(settings(home)) as view:
        graph = "\n".join(map(str, dump(view)))
    assert not [secret for secret in INTERNAL_CLAIMS if secret in graph]
    assert not [secret for secret in NOT_FOR_GUESTS if secret not in graph]


def carried_away(home: Path, folder: Path, edition: str) -> list[str]:
    """The whole export in both forms."""
    for target in (folder / f"{edition}.graphml", folder / edition):
        export.run(argparse.Namespace(target=str(target), edition=edition), settings(home))
    tables = "\n".join(p.name + p.read_text("utf-8-sig") for p in sorted((folder / edition).iterdir()))
    return [(folder / f"{edition}.graphml").read_text("utf-8"), tables]


def test_no_byte_of_an_export_for_guests_names_what_no_page_may_show_them(home: Path, tmp_path: Path) -> None:
    for text in carried_away(home, tmp_path, "outside"):
        assert not [secret for secret in (*INTERNAL_CLAIMS, *NOT_FOR_GUESTS) if secret in text]
        assert not [name for name in FOR_GUESTS if name not in text]
    for text in carried_away(home, tmp_path, "internal"):
        unseen = {secret for secret in (*INTERNAL_CLAIMS, *NOT_FOR_GUESTS) if secret not in text}
        assert unseen <= {"虚构转密公司"}


def test_an_export_for_guests_holds_kinds_and_fields_of_a_list_and_segments_with_a_firm(
    home: Path, tmp_path: Path
) -> None:
    _, tables = carried_away(home, tmp_path, "outside")
    kinds = {p.stem.partition("-")[2] for p in (tmp_path / "outside").iterdir()}
    assert kinds <= {*released.NODES, *released.TIES}
    assert not {"Signal", "TaskForce", "Indicator", "SURVEYED", "REPORTS", "NEEDS", "HINDERED", "OWNS_TASK"} & kinds
    for field in ("owner_post", "planned_investment", "n_makers", "called_100m_cny", "own_use"):
        assert field not in tables
    with (tmp_path / "outside" / "nodes-Segment.csv").open(encoding="utf-8-sig") as rows:
        assert {r["id"] for r in csv.DictReader(rows)} == {"display/display-module", "display/driver-ic"}


def test_a_guests_map_draws_the_segments_with_firms_and_names_no_other(home: Path, tmp_path: Path) -> None:
    html = drawn(home, tmp_path, "chain-map", "outside")[".html"]
    found = json.loads(html.split('id="data">', 1)[1].split("</script>", 1)[0])
    assert set(found["segments"]) == {"display/display-module", "display/driver-ic"}
    with public.opened(settings(home)) as view:
        segments = {s["id"]: s["name"] for s in view.rows("MATCH (s:Segment) RETURN s.id AS id, s.name AS name")}
    said = json.dumps(found, ensure_ascii=False)
    others = {name for i, name in segments.items() if i not in found["segments"]}
    assert len(others) > 30
    assert not [name for name in others if f'"{name}"' in said]
    assert not re.search(rf'"(?:n\.segments|panel\.counts)"|\b{len(segments)}\b', said)


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


UNSHOWN = {
    "虚构转密公司", "虚构招商指标", "774.25", "虚构未发布部件", "虚构需求量", "虚构内部专班", "虚构岗位", "虚构只有信号公司", "虚构信号内容",
    "虚构问题内容", "虚构受阻说明", "虚构摸排单位", "虚构检索词", "虚构公开专班", "虚构公开岗", "虚构公开职责", "虚构下一步", "虚构责任岗",
    "虚构内部别名", "虚构自用厂房", "虚构物业(合计)", "其余环节",
}  # fmt: skip
"""On no page inside either today; what of it has public rows stands in the graph of every page for guests all the same."""


def test_the_inside_edition_does_name_it_so_the_search_can_fail(home: Path, tmp_path: Path) -> None:
    inside = {n: drawn(home, tmp_path, n, "internal") for n in OUTSIDE}
    every = "\n".join(text for made in inside.values() for text in made.values())
    assert {secret for secret in INSIDE_ONLY if secret not in every} <= UNSHOWN


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
