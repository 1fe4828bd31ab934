"""The gap workbook: sheets, text that is never a formula, the same bytes for the same graph."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from graph.model.change import Row, View
from tests.conftest import STAMP, edges, nodes
from visualizations import _gap_rows
from visualizations._words import MAP
from visualizations.gap_workbook import workbook

Country = Callable[..., View]
FORMULA = "=1+1虚构公司"


def table(made: bytes, sheet: str) -> list[list[object]]:
    return [[c.value for c in row] for row in load_workbook(io.BytesIO(made))[sheet].iter_rows()]


@pytest.fixture
def view(country: Country) -> View:
    firms: list[Row] = [{"id": "m-买", "name": "虚构面板公司"}, {"id": "m-式", "name": FORMULA}]
    ties: list[Row] = [
        {"subject": "m-买", "object": "display/cell", "at": "zone", "known_on": "2024-06"},
        {"subject": "m-式", "object": "display/glass", "at": "340100", "known_on": "2024-06", "edge_id": "e-式"},
    ]
    claim: Row = {"id": "e-式", "publisher": "虚构报", "title": None, "address": "https://news.example/2", "published_on": "2024-06",
                  "basis": "declared", "visibility": "public"}  # fmt: skip
    survey: Row = {"subject": "350200", "object": "display/glass", "method": "complete", "found": "no"}
    return country(
        firms, OPERATES_IN=ties, SURVEYED=[survey | {"surveyed_on": "2024", "surveyor": "测试"}], claims=[claim]
    )


def test_it_has_gaps_states_candidates_questions_sources_and_method(view: View) -> None:
    book = load_workbook(io.BytesIO(workbook(view, places=("甲市",))))
    assert book.sheetnames == ["缺口", "二阶缺口", "环节状态", "核实与检索", "招商目标", "先问什么", "来源", "方法"]
    gaps = [[c.value for c in row] for row in book["缺口"].iter_rows()]
    assert gaps[1][:4] == ["甲市", "新型显示", "玻璃基板", "空白(已核实)"]


def test_a_name_that_begins_like_a_formula_stays_a_name(view: View) -> None:
    sheet = load_workbook(io.BytesIO(workbook(view, places=("甲市",))))["招商目标"]
    cells = [c for row in sheet.iter_rows() for c in row if c.value == FORMULA]
    assert cells
    assert {c.data_type for c in cells} == {"s"}


def test_every_segment_has_its_state_and_no_column_is_a_code_or_a_circle_that_nobody_asked_for(view: View) -> None:
    heads, *rows = table(workbook(view, places=("甲市",)), "环节状态")
    assert {r[heads.index("环节")] for r in rows} >= {"玻璃基板", "光刻胶", "液晶面板", "显示模组", "晶圆"}
    assert not [h for h in map(str, heads) if (h.endswith(("代码", "编号")) and h != "依据编号") or h.startswith("圈")]


def test_a_candidate_stands_with_grade_verdict_distance_and_the_pages_that_say_it(view: View) -> None:
    heads, *rows = table(workbook(view, places=("甲市",)), "招商目标")
    found = next(dict(zip(heads, r, strict=True)) for r in rows if r[heads.index("企业")] == FORMULA)
    assert (found["缺口环节"], found["列为"], found["证据等级"], found["结论"]) == (
        "玻璃基板",
        "招商目标",
        "B",
        "待核实",
    )
    assert isinstance(found["距离(公里)"], int)
    assert found["出处"] == "虚构报 2024-06 https://news.example/2"


def test_a_firm_that_is_no_target_is_listed_with_its_reason(country: Country) -> None:
    made = country(
        [{"id": "m-买", "name": "虚构面板公司"}, {"id": "m-争", "name": "虚构竞争公司"}],
        OPERATES_IN=[{"subject": "m-买", "object": "display/cell", "at": "zone"},
                     {"subject": "m-争", "object": "display/glass", "at": "340100", "activity": "buy", "role": "customer"}],
        SURVEYED=[{"subject": "350200", "object": "display/glass", "method": "complete", "found": "no"}],
    )  # fmt: skip
    heads, *rows = table(workbook(made, places=("甲市",)), "招商目标")
    found = next(dict(zip(heads, r, strict=True)) for r in rows if r[heads.index("企业")] == "虚构竞争公司")
    assert found["列为"] == "不作目标"
    assert found["理由"]


def test_a_sheet_without_rows_says_that_no_record_is_not_none(country: Country) -> None:
    _, first = table(workbook(country(), places=("甲市",)), "缺口")
    assert first[0] == "库中没有记录,不等于没有"


def test_a_guest_gets_what_is_here_and_no_word_of_what_is_not(view: View) -> None:
    made = workbook(view, places=("甲市", "虚构高新区"), edition="outside")
    book = load_workbook(io.BytesIO(made))
    assert book.sheetnames == ["各链概况", "环节与企业", "片区", "方法"]
    assert book.properties.title == "产业链现状工作簿"
    assert 0 not in {c.value for row in book["各链概况"].iter_rows() for c in row}
    heads, *rows = table(made, "环节与企业")
    assert [r[heads.index("企业")] for r in rows] == ["虚构面板公司", "虚构面板公司"]
    texts = {str(c.value) for s in book.worksheets for row in s.iter_rows() for c in row}
    assert not [t for t in texts for word in ("空白", "缺口", "补链", "无数据", "目标", FORMULA) if word in t]


def test_header_stays_in_sight_and_filters(view: View) -> None:
    sheet = load_workbook(io.BytesIO(workbook(view, places=("甲市",))))["缺口"]
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref


def test_the_same_graph_gives_the_same_bytes(view: View) -> None:
    assert workbook(view, places=("甲市",)) == workbook(view, places=("甲市",))


def test_what_was_verified_and_what_was_only_searched_stand_in_two_columns(view: View) -> None:
    sheet = load_workbook(io.BytesIO(workbook(view, places=("甲市", "虚构高新区"))))["核实与检索"]
    heads, *rows = ([c.value for c in row] for row in sheet.iter_rows())
    found = {(r[0], r[1]): dict(zip(heads, r, strict=True)) for r in rows}
    city, zone = found["甲市", "新型显示"], found["虚构高新区", "新型显示"]
    assert (city["核实过(%)"], city["只检索过(%)"]) == (20, 0)
    assert (zone["核实过(%)"], zone["只检索过(%)"]) == (0, 20)
    assert "光刻胶" in city["从未摸排的环节"]


def test_a_graph_with_invented_claims_is_marked_on_every_sheet(view_of: Callable[..., View]) -> None:
    for synthetic in (0, 3):
        made = view_of(nodes=nodes([]), edges=edges(), stamp=replace(STAMP, synthetic=synthetic))
        book = io.BytesIO(workbook(made, places=("甲市",)))
        headers = {str(s.oddHeader.right.text) for s in load_workbook(book).worksheets}
        assert [("含合成示例3条" in h) for h in headers] == [bool(synthetic)]
        with zipfile.ZipFile(book) as parts:
            drawn = [parts.read(n).decode() for n in parts.namelist() if n.startswith("xl/drawings/drawing")]
        assert len([d for d in drawn if "含合成示例3条" in d]) == (8 if synthetic else 0)


def test_who_may_buy_stands_in_a_column_of_its_own_headed_as_on_the_map(country: Country) -> None:
    firms = [{"id": f"m-{n}", "name": f"虚构{n}公司"} for n in ("面板", "或许")]
    ties = [{"subject": "m-面板", "object": "display/module", "at": "zone"},
            {"subject": "m-或许", "object": "display/module", "at": "350000"}]  # fmt: skip
    survey: Row = {"subject": "350200", "object": "display/glass", "method": "complete", "found": "no"}
    routes = [{"subject": "display/glass", "object": "display/module", "routes": ["glass:虚构代码", "虚构路线"]}]
    heads, row = table(
        workbook(country(firms, OPERATES_IN=ties, SURVEYED=[survey], FEEDS=routes), places=("甲市",)), "缺口"
    )
    found = dict(zip(heads, row, strict=True))
    assert found["本地买家"] == "虚构面板公司"
    assert found[MAP["panel.may"][0]] == "显示模组:虚构或许公司(只知在虚构省)"
    assert found["技术路线"] == "虚构路线"


def test_a_second_order_gap_has_no_columns_about_buyers_who_are_certain(view: View) -> None:
    heads = table(workbook(view, places=("甲市",)), "二阶缺口")[0]
    assert not {"本地买家", "本地买家数", "买家所在环节与企业", "技术路线"} & set(heads)
    assert {MAP["panel.may"][0], "目标数(同集团计一家)"} <= set(heads)


def test_gaps_stand_as_on_the_gap_list_with_the_numbers_that_decide_it(shipped: View) -> None:
    places = ("厦门市", "厦门火炬高新区")
    made = workbook(shipped, places=places)
    heads, *rows = table(made, "缺口")
    _, *second = table(made, "二阶缺口")
    columns = [heads.index(h) for h in ("地点", "产业链", "环节", "本地买家数", "推荐数", "目标数(同集团计一家)")]
    chains = [(p, c) for p in places for c in _gap_rows.gather(shipped, p).chains]
    assert [tuple(r[i] for i in columns) for r in rows] == [
        (p, c.name, g.name, g.n_buyers, g.n_recommended, g.n_targets) for p, c in chains for g in c.gaps
    ]
    assert [r[:3] for r in second] == [[p, c.name, s.name] for p, c in chains for s in c.second]
    candidates = table(made, "招商目标")[1:]
    listed = list(dict.fromkeys((r[0], r[1], r[2]) for r in candidates))
    every = [(p, c.name, n) for p, c in chains for n in [*(g.name for g in c.gaps), *(s.name for s in c.second)]]
    assert listed == [gap for gap in every if gap in set(listed)]


def test_every_source_says_its_publisher_or_host_and_its_date_or_that_it_has_none(shipped: View) -> None:
    heads, *rows = table(workbook(shipped, places=("厦门市",)), "来源")
    at = {h: n for n, h in enumerate(heads)}
    assert all(r[at["出版方"]] for r in rows if r[at["地址"]])
    assert all(r[at["日期"]] for r in rows)
