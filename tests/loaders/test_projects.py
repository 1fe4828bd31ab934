"""Projects by their events."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

Told = Callable[..., Any]
HEAD = "project,firm,kind,chain,segment,stage,date,planned_investment_100m,place,source\n"


def test_each_event_says_a_stage_since_its_date(told: Told) -> None:
    out = told(
        HEAD + "虚构玻璃一期,甲公司,new,display,glass,signed,2019-05,10,翔安区,\n"
        "虚构玻璃一期,甲公司,new,display,glass,开工,2020-03-01,10,翔安区,\n"
    )
    assert out.rows("Project", "project_stage", "stage_on", "since") == [
        ("签约", "2019-05", "2019-05"),
        ("开工", "2020-03-01", "2020-03-01"),
    ]
    assert len({p for (p,) in out.rows("Project", "subject")}) == 1
    assert {o for (o,) in out.rows("FILLS", "object")} == {"display/glass"}
    assert {o for (o,) in out.rows("LOCATED_IN", "object")} == {"350213"}
    assert not out.rows("SERVES", "object")


def test_words_of_stages_are_mapped_and_others_flagged(told: Told) -> None:
    words = ["lead", "talk", "producing", "已开工", "洽谈中", "在建", "公告"]
    out = told(HEAD + "".join(f"虚构项目{i},甲公司,,,,{w},2020,,,\n" for i, w in enumerate(words)))
    assert [s for (s,) in out.rows("Project", "project_stage")] == [
        "线索",
        "在谈",
        "投产",
        "开工",
        "在谈",
        "开工",
        None,
    ]
    assert out.at("W_CHOICE") == [(8, "F", "公告")]
    assert out.rows("Project", "stage_on")[-1] == (None,)


def test_a_sum_is_in_100_million_yuan_or_empty(told: Told) -> None:
    rows = [
        ("70", "亿元"),
        ("62", "亿美元"),
        ("150", "亿元(合计)"),
        ("3000", "万元"),
        ("5", ""),
        ("约12亿元", ""),
        ("", ""),
    ]
    text = "项目名称,event_type,date,amount,unit\n" + "".join(
        f"虚构{i},签约,2020,{a},{u}\n" for i, (a, u) in enumerate(rows)
    )
    out = told(text)
    sums = [s for (s,) in out.rows("Project", "planned_investment_100m_cny")]
    assert sums == [Decimal(70), None, None, Decimal("0.3"), Decimal(5), Decimal(12), None]
    assert [r for r, _, _ in out.at("W_CURRENCY")] == [3, 4]
    assert [r for r, _, _ in out.at("W_ABOUT")] == [7]


def test_the_unit_of_a_heading_counts(told: Told) -> None:
    out = told('项目名称,进展,总投资(万元)\n虚构项目,签约,"12,000"\n')
    assert out.rows("Project", "planned_investment_100m_cny") == [(Decimal("1.2"),)]


def test_a_label_of_another_vocabulary_is_mapped_by_the_table_or_flagged(told: Told, known: Any) -> None:
    import polars as pl

    from graph.model.claim import Claims

    segments = pl.DataFrame({"subject": ["ic/foundry"], "chain": ["ic"], "name": ["晶圆代工"]})
    out = told(
        HEAD + "虚构一,甲公司,,ic,other:ic-foundry,签约,2020,,,\n虚构二,甲公司,,ic,other:nobody-knows,签约,2020,,,\n",
        known=known.plus([Claims("Segment", segments)]),
    )
    assert out.rows("FILLS", "object") == [("ic/foundry",)]
    assert out.at("W_SEGMENT") == [(3, "E", "other:nobody-knows")]
    assert out.rows("SERVES", "object") == [("ic",)]


def test_a_segment_of_an_unknown_chain_is_not_guessed(told: Told) -> None:
    out = told(HEAD + "虚构一,甲公司,,虚构链,玻璃基板,签约,2020,,,\n")
    assert not out.rows("FILLS", "object")
    assert "W_CHAIN" in out.codes


def test_a_project_may_have_several_firms_or_none(told: Told) -> None:
    out = told(HEAD + "虚构一,甲公司;乙公司,,,,签约,2020,,,\n虚构二,,,,,签约,2020,,,\n")
    assert len(out.rows("RUNS", "subject")) == 2
    assert len(out.rows("Project", "subject")) == 2
    assert out.codes == []


def test_a_place_that_runs_a_project_is_no_firm(told: Told) -> None:
    out = told(HEAD + "虚构园,厦门火炬高新区,platform,,,签约,2020,,,\n")
    assert out.codes == ["W_NOT_FIRM"]
    assert not out.rows("Firm", "name")
