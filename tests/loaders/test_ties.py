"""What holds for every table that ties firms: rows refused and kept, several names and several addresses in a cell."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import polars as pl
import pytest

from graph import schema
from graph.identity import resolve
from graph.places import Places
from loaders import _persons
from loaders._known import Known
from loaders._template import templates

Told = Callable[..., Any]
TABLES = [
    ("链主企业,产业链,出处", "甲公司,显示", "LEADS"),
    ("企业名称,荣誉名称,出处", "甲公司,虚构奖", "HOLDS"),
    ("供应商,客户,出处", "甲公司,乙公司", "SUPPLIES"),
    ("项目名称,企业名称,出处", "虚构项目,甲公司", "RUNS"),
    ("名称甲,名称乙,判断,出处", "甲公司,乙公司,子公司", "SUBSIDIARY_OF"),
    ("产业链,环节,地点,结果,出处", "显示,面板,厦门,有", "SURVEYED"),
]


def ids(*names: str) -> list[str]:
    return schema.mention_ids(pl.Series(names)).to_list()


@pytest.mark.parametrize(("headings", "row", "kind"), TABLES)
def test_each_address_in_a_cell_is_a_claim_of_its_own(told: Told, headings: str, row: str, kind: str) -> None:
    out = told(f"{headings}\n{row},https://a.example/1 ; https://b.example/2\n")
    found = [s for (s,) in out.rows(kind, "source")]
    assert len(found) == len(set(found)) == 2
    assert set(found) == set(out.sources["source"])


@pytest.mark.parametrize(
    ("headings", "row"),
    [
        ("链主企业,产业链", "***,显示"),
        ("企业名称,荣誉名称", "***,虚构奖"),
        ("供应商,客户", "***,乙公司"),
        ("名称甲,名称乙,判断", "***,乙公司,同一"),
    ],
)
def test_a_row_whose_firm_has_no_usable_name_says_nothing(told: Told, headings: str, row: str) -> None:
    out = told(f"{headings}\n{row}\n")
    assert out.at("E_NAME") == [(2, "A", "***")]
    assert not out.claims
    assert out.judgements.is_empty()


def test_several_firms_and_chains_in_a_cell_are_a_tie_each(told: Told) -> None:
    out = told("链主企业,产业链\n甲公司;乙公司,显示;芯片\n")
    assert set(out.rows("LEADS", "subject", "object")) == {
        (f, c) for f in ids("甲公司", "乙公司") for c in ("display", "ic")
    }


def test_a_chain_of_sames_never_joins_a_subsidiary_with_its_parent(told: Told) -> None:
    out = told("名称甲,名称乙,判断\n虚构子公司,虚构集团,子公司\n虚构子公司,虚构简称,同一\n虚构简称,虚构集团,同一\n")
    identity = resolve(out.claims["Firm"].select(pl.col("subject").alias("id"), "name", "uscc"), out.judgements)
    canon = dict(identity.canon.select("id", "canonical_id").iter_rows())
    child, parent, short = ids("虚构子公司", "虚构集团", "虚构简称")
    assert canon[child] == canon[short] != canon[parent]
    assert identity.n_refused == 1


def test_a_name_judged_against_itself_is_refused(told: Told) -> None:
    out = told("名称甲,名称乙,判断\n甲公司, 甲公司,同一\n")
    assert out.at("E_SELF") == [(2, "B", "甲公司")]
    assert out.judgements.is_empty()


@pytest.mark.parametrize(
    ("word", "level"),
    [("国家级", "national"), ("省级", "provincial"), ("市级", "city"), ("区级", "zone"), ("上市", "listing")],
)
def test_levels_of_honours_are_the_vocabularys(told: Told, word: str, level: str) -> None:
    out = told(f"企业名称,荣誉名称,级别\n甲公司,虚构奖,{word}\n")
    assert out.rows("Honour", "honour_level") == [(level,)]


@pytest.mark.parametrize(
    ("word", "method"), [("检索", "searched"), ("名录比对", "listed"), ("普查", "complete"), ("已摸清", "complete")]
)
def test_ways_of_looking_are_the_vocabularys(told: Told, word: str, method: str) -> None:
    assert told(f"产业链,环节,地点,方式\n显示,面板,厦门,{word}\n").rows("SURVEYED", "method") == [(method,)]


def test_a_place_is_never_guessed_from_the_beginning_of_a_mangled_name(told: Told) -> None:
    """厦门市翔安去 was read as 翔安区, 厦门市翔鞍区 as 厦门市, and neither was marked."""
    out = told("企业名称,所在地\n甲公司,厦门市翔安去\n乙公司,厦门市翔鞍区\n丙公司,厦门市翔安区翔海路19号\n")
    assert out.at("W_PLACE") == [(2, "B", "厦门市翔安去"), (3, "B", "厦门市翔鞍区")]
    assert all("翔安区" in fix for fix in out.rejects["fix"])
    assert out.rows("LOCATED_IN", "subject", "object") == [(ids("丙公司")[0], "350213")]


def test_what_of_a_place_is_not_known_is_said_with_the_place_the_row_stands_in(told: Told) -> None:
    out = told("企业名称,所在地\n甲公司,厦门市火星区\n")
    assert out.at("W_PLACE_PART") == [(2, "B", "厦门市火星区")]
    assert "“火星区”不是已知的地名,按“厦门市”读入" in out.rejects["explanation"][0]
    assert out.rows("LOCATED_IN", "object") == [("350200",)]


def test_where_the_text_of_a_place_is_the_name_of_several_the_city_is_asked_for(told: Told, known: Known) -> None:
    assert known.places
    two = pl.DataFrame(
        {"id": ["350102", "440303"], "name": ["鼓楼区", "鼓楼区"], "place_type": ["district", "district"]}
    )
    over = pl.DataFrame({"subject": ["350102", "440303"], "object": ["350000", "440300"]})
    nodes, edges = (pl.concat(p, how="diagonal") for p in ((known.places.nodes, two), (known.places.edges, over)))
    out = told("企业名称,所在地\n甲公司,鼓楼区\n", known=replace(known, places=Places.of(nodes, edges)))
    assert out.at("W_PLACE_WHICH") == [(2, "B", "鼓楼区")]
    assert "福建省鼓楼区、深圳市鼓楼区" in out.rejects["fix"][0]


@pytest.mark.parametrize("name", ["张三", "李小明", "欧阳小明", "王 五"])
def test_a_person_in_a_firms_place_refuses_the_row_and_is_not_repeated(told: Told, name: str) -> None:
    out = told(f"企业名称,所在地\n{name},厦门\n甲公司,厦门\n")
    assert out.at("E_FIRM_PERSON") == [(2, "A", f"{name[0]}**")]
    assert out.rows("Firm", "name") == [("甲公司",)]
    assert name not in str(out.rejects.rows())


@pytest.mark.parametrize("name", ["高小明", "罗虚构", "李长荣", "王子", "欧阳虚构"])
def test_what_may_be_a_person_is_read_as_a_firm_and_said(told: Told, name: str) -> None:
    out = told(f"企业名称,所在地\n{name},厦门\n")
    assert out.at("W_MAYBE_PERSON") == [(2, "A", f"{name[0]}**")]
    assert out.rows("Firm", "name") == [(name,)]


@pytest.mark.parametrize(
    "cell",
    [
        "陈经理",
        "王虚构先生",
        "张总",
        "罗虚构(联系人)",
        "高虚构 13800000000",
        "罗虚构0592-1234567",
        "虚构乙公司 13900000000",
    ],
)
def test_a_title_or_telephone_beside_the_name_makes_a_person_of_it(told: Told, cell: str) -> None:
    out = told(f"企业名称,所在地\n{cell},厦门\n甲公司,厦门\n")
    assert out.at("E_FIRM_PERSON") == [(2, "A", f"{cell[0]}**")]
    assert out.rows("Firm", "name") == [("甲公司",)]


@pytest.mark.parametrize(
    ("heading", "cell"), [("手机", "13800000000"), ("职务", "总经理"), ("备注", "手机13800000000")]
)
def test_a_title_or_mobile_in_a_column_nobody_reads_makes_a_person_of_what_may_be_one(
    told: Told, heading: str, cell: str
) -> None:
    out = told(f"企业名称,所在地,{heading}\n罗虚构,厦门,{cell}\n虚构甲公司,厦门,{cell}\n")
    assert out.at("E_FIRM_PERSON") == [(2, "A", "罗**")]
    assert out.rows("Firm", "name") == [("虚构甲公司",)]
    assert "罗虚构" not in str(out.rejects.rows())


def test_a_firm_beside_the_name_and_telephone_of_its_contact_is_read(told: Told) -> None:
    out = told("企业名称,所在地,联系人,手机\n罗虚构,厦门,王虚构,13800000000\n")
    assert out.rows("Firm", "name") == [("罗虚构",)]
    assert len(out.at("W_MAYBE_PERSON")) == 1


@pytest.mark.parametrize(
    "name",
    ["联想", "比亚迪", "华为", "京东方", "长鑫", "海信", "金龙", "戴尔", "夏普", "方正微", "罗姆", "杜邦", "罗普特", "蔡司", "苏宁", "罗氏",
     "韩华", "雷曼", "雷士", "罗技", "苏泊尔", "沈鼓", "郑煤机", "杜比", "华天", "文晔"],
)  # fmt: skip
def test_a_firm_of_a_short_name_is_no_person(told: Told, name: str) -> None:
    assert told(f"企业名称,所在地\n{name},厦门\n").codes == []


def test_no_firm_of_the_facts_is_taken_for_a_person() -> None:
    names = _persons.firms().to_frame("name")
    assert len(names) > 1500
    assert names.filter(_persons.in_firms_place(pl.col("name")).is_not_null()).is_empty()


def test_both_ends_of_a_tie_stay_where_one_may_be_a_person(told: Told) -> None:
    out = told("供应商,客户\n罗虚构,虚构甲公司\n虚构乙公司,李虚构\n")
    assert len(out.rows("SUPPLIES", "subject")) == 2
    assert out.codes == ["W_MAYBE_PERSON", "W_MAYBE_PERSON"]


@pytest.mark.parametrize(
    "table", ["别名,全称\n李小明,虚构李小明机械有限公司\n", "名称甲,名称乙,判断\n李小明,虚构李小明机械有限公司,同一\n"]
)
def test_an_alias_of_a_firm_is_never_refused_as_a_person(told: Told, table: str) -> None:
    out = told(table)
    assert len(out.judgements) == 1
    assert out.codes == ["W_MAYBE_PERSON"]


def test_a_name_that_the_ledger_knows_as_a_firms_is_not_refused(told: Told, known: Known) -> None:
    firm = pl.DataFrame({"subject": ids("李小明"), "name": ["李小明"]})
    ledger = replace(known, told=lambda kind: firm if kind == "Firm" else known.told(kind))
    out = told("企业名称,所在地\n李小明,厦门\n张三,厦门\n", known=ledger)
    assert out.rows("Firm", "name") == [("李小明",)]
    assert out.codes == ["E_FIRM_PERSON", "W_MAYBE_PERSON"]


@pytest.mark.parametrize("table", ["专班,企业名称\n虚构专班,罗虚构\n", "企业,信号,日期\n罗虚构,扩产,2024\n"])
def test_a_firm_that_an_office_follows_up_is_a_firm(told: Told, table: str) -> None:
    out = told(table)
    assert out.rows("Firm", "name") == [("罗虚构",)]
    assert out.codes == ["W_MAYBE_PERSON"]


def test_a_column_that_is_kept_nowhere_is_said_and_in_no_template(told: Told) -> None:
    out = told("企业名称,所在地,备注\n甲公司,厦门,联系人电话13800000000\n")
    assert out.at("W_UNREAD") == [(1, "C", "备注")]
    assert "13800000000" not in str([*out.claims.values(), out.rejects.rows()])
    assert not [
        n for n, t in templates().items() if "备注" in [s.heading for s in t.slots] and n not in ("载体", "供货")
    ]
