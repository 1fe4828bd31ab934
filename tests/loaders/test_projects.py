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


def test_a_row_with_the_dates_of_its_stages_is_as_many_moves(told: Told) -> None:
    out = told(
        "项目名称,企业名称,签约日期,供地日期,开工日期,投产日期,总投资(亿元),项目类型,责任岗位\n"
        "虚构玻璃项目,甲公司,2021-05,2021-11,2022-03,,12,新设,招商一科\n"
    )
    assert out.rows("Project", "project_stage", "stage_on", "since", "planned_investment_100m_cny", "owner_post") == [
        ("签约", "2021-05", "2021-05", Decimal(12), None),
        ("供地", "2021-11", "2021-11", None, None),
        ("开工", "2022-03", "2022-03", None, "招商一科"),
    ]
    assert out.rows("Project", "signed_on", "land_on", "started_on", "project_type") == [
        ("2021-05", None, None, "new"),
        (None, "2021-11", None, "new"),
        (None, None, "2022-03", "new"),
    ]
    assert out.rows("RUNS", "since") == [("2021-05",)]
    assert out.codes == []


def test_every_stage_of_the_house_and_the_four_types_are_read(told: Told) -> None:
    from graph import schema

    stages = schema.fields("Project")["project_stage"].allowed
    words = ["新设", "增资扩产", "平台", "基金"]
    text = "项目名称,项目阶段,阶段日期,项目类型,原因\n" + "".join(
        f"虚构{i},{s},2024,{words[i % 4]},因故\n" for i, s in enumerate(stages)
    )
    out = told(text)
    assert [s for (s,) in out.rows("Project", "project_stage")] == list(stages)
    assert [t for (t,) in out.rows("Project", "project_type")][:4] == ["new", "expansion", "platform", "fund"]
    assert out.codes == []


def test_signed_twice_is_one_project_signed_on_its_first_day(told: Told) -> None:
    rows = ["虚构一,甲公司,new,,,签约,2022-06,,,\n", "虚构一,甲公司,new,,,签约,2021-03,,,\n"]
    for text in (HEAD + "".join(rows), HEAD + "".join(reversed(rows))):
        out = told(text)
        assert {p for (p,) in out.rows("Project", "subject")} == {out.rows("Project", "subject")[0][0]}
        assert {d for (d,) in out.rows("Project", "signed_on")} == {"2021-03"}
        assert sorted(d for (d,) in out.rows("Project", "stage_on")) == ["2021-03", "2022-06"]
        assert [v for _, _, v in out.at("W_AGAIN")] == ["签约"]


def test_one_signing_said_less_precisely_is_no_second_one(told: Told) -> None:
    out = told(HEAD + "虚构一,甲公司,new,,,签约,2021,,,\n虚构一,甲公司,new,,,签约,2021-03,,,\n")
    assert {d for (d,) in out.rows("Project", "signed_on")} == {"2021-03"}
    assert out.codes == []


def test_an_end_needs_its_reason_and_a_stage_its_day(told: Told) -> None:
    text = "项目名称,项目阶段,阶段日期,签约日期,原因,卡点\n虚构一,搁置,2023-02,2021,,\n虚构二,退库,,2022,用地指标不足,土地\n"
    out = told(text)
    assert out.at("W_REASON") == [(2, "B", "搁置")]
    assert out.at("W_UNDATED") == [(3, "B", "退库")]
    now = [
        r for r in out.rows("Project", "name", "project_stage", "ended_on", "stage_reason", "stuck_on") if r[2] or r[3]
    ]
    assert now == [("虚构一", "搁置", "2023-02", None, None), ("虚构二", "退库", None, "用地指标不足", "land")]
    second = [r for r in out.rows("Project", "name", "project_stage", "since", "signed_on") if r[0] == "虚构二"]
    assert second == [("虚构二", None, "2022", "2022"), ("虚构二", "退库", None, None)]


def test_a_word_for_several_stages_is_none_of_them(told: Told) -> None:
    out = told("项目名称,项目阶段\n虚构一,储备\n")
    assert out.codes == ["W_CHOICE"]
    assert "策划" in out.rejects["fix"][0]


def test_posts_are_kept_and_persons_are_not(told: Told) -> None:
    out = told("项目名称,项目阶段,阶段日期,责任人\n虚构一,签约,2024,张某某\n虚构二,签约,2024,招商二科科长\n")
    assert out.rows("Project", "owner_post") == [(None,), ("招商二科科长",)]
    assert out.at("W_POST") == [(2, "D", "张某某")]


def test_projects_of_one_firm_segment_and_place_under_two_names_are_said_and_not_joined(told: Told) -> None:
    row = "{},甲公司,new,display,glass,签约,2021,,翔安区,\n"
    out = told(HEAD + "".join(row.format(n) for n in ("虚构玻璃项目", "虚构基板项目", "虚构玻璃二期")))
    assert len(set(out.rows("Project", "subject"))) == 3
    assert out.at("W_PROJECT_TWIN") == [(2, "A", "虚构玻璃项目"), (3, "A", "虚构基板项目")]
    assert "虚构基板项目" in out.rejects["explanation"][0]


def test_a_sum_merged_beside_several_projects_is_nobodys(book: Any, loaded: Told) -> None:
    rows: list[list[Any]] = [
        ["2023年签约项目(单位:亿元)", None, None, None],
        ["项目名称", "投资方", "总投资", "签约时间"],
        ["虚构一", "甲公司", 30, "2023.5.6"],
        ["虚构二", "甲公司", None, "2023.6"],
        ["虚构三", "乙公司", 8, "2023年7月"],
        ["合计", None, 38, None],
    ]
    out = loaded(book({"签约": rows}, [("签约", "A1:D1"), ("签约", "C3:C4")]))
    assert out.rows("Project", "name", "planned_investment_100m_cny", "signed_on", "project_stage") == [
        ("虚构一", None, "2023-05-06", "签约"),
        ("虚构二", None, "2023-06", "签约"),
        ("虚构三", Decimal(8), "2023-07", "签约"),
    ]
    assert [r for r, _, _ in out.at("W_JOINT")] == [3, 4]
