"""A form of questions, filled in: what was answered is read, what was not is said."""

from collections.abc import Callable
from typing import Any

Told = Callable[..., Any]
HEAD = (
    "任务类型,要问的问题,产业链,环节,环节编号,摸排范围,涉及对象,结论,企业名称,所在地,活动,阶段,"
    "需求企业,需求部件,现供应商,现供应地,摸排方式,摸排单位,摸排日期\n"
)
BLANK: dict[str, str] = dict.fromkeys(HEAD.strip().split(","), "")


def row(**given: str) -> str:
    asked = {"任务类型": "摸排", "要问的问题": "有没有", "产业链": "显示", "环节编号": "display/glass", "摸排范围": "厦门市",
             "摸排单位": "虚构招商部", "摸排日期": "2026-11-20"}  # fmt: skip
    return ",".join((BLANK | asked | given).values()) + "\n"


def test_nobody_here_is_a_complete_survey_by_the_office(told: Told) -> None:
    out = told(HEAD + row(结论="没有"))
    columns = ("subject", "object", "method", "found", "surveyor", "surveyed_on", "since", "known_on", "known_from")
    assert out.rows("SURVEYED", *columns) == [
        (
            "350200",
            "display/glass",
            "complete",
            "no",
            "虚构招商部",
            "2026-11-20",
            "2026-11-20",
            "2026-11-20",
            "published",
        )
    ]
    assert not out.codes
    assert "OPERATES_IN" not in out.claims


def test_a_survey_that_says_how_it_looked_is_that(told: Told) -> None:
    out = told(
        HEAD + row(结论="没有", 摸排方式="名录比对") + row(结论="没有", 摸排方式="检索", 环节编号="display/panel")
    )
    assert out.rows("SURVEYED", "method") == [("listed",), ("searched",)]


def test_firms_that_were_found_operate_there(told: Told) -> None:
    out = told(HEAD + row(结论="有", 企业名称="虚构甲公司;虚构乙公司", 所在地="翔安区", 阶段="投产"))
    assert out.rows("SURVEYED", "found") == [("yes",)]
    assert out.rows("OPERATES_IN", "object", "at", "activity", "stage") == [
        ("display/glass", "350213", "produce", "operating"),
        ("display/glass", "350213", "produce", "operating"),
    ]
    assert {n for (n,) in out.rows("Firm", "name")} == {"虚构甲公司", "虚构乙公司"}


def test_what_is_not_said_of_a_firm_follows_from_the_question(told: Told) -> None:
    out = told(HEAD + row(企业名称="虚构甲公司", 环节编号="display/design", 阶段="在建"))
    assert out.rows("OPERATES_IN", "at", "activity", "stage") == [("350200", "develop", "building")]
    assert out.rows("SURVEYED", "found") == [("yes",)]


def test_not_knowing_settles_nothing_and_an_open_question_is_left_open(told: Told) -> None:
    out = told(HEAD + row(结论="不知道") + row(摸排日期=""))
    assert not out.claims
    assert sorted(out.codes) == ["W_NOT_KNOWN", "W_UNANSWERED"]


def test_an_answer_without_a_day_is_refused(told: Told) -> None:
    out = told(HEAD + row(结论="没有", 摸排日期=""))
    assert [(r, c) for r, c, _ in out.at("E_EMPTY")] == [(2, "S")]
    assert not out.claims


def test_an_answer_that_contradicts_itself_is_refused(told: Told) -> None:
    out = told(HEAD + row(结论="没有", 企业名称="虚构甲公司"))
    assert out.at("E_CONTRADICTS") == [(2, "I", "虚构甲公司")]
    assert not out.claims


def test_yes_without_a_name_or_a_stage_says_what_would_settle_it(told: Told) -> None:
    out = told(HEAD + row(结论="有") + row(结论="有", 企业名称="虚构甲公司", 环节编号="display/panel"))
    assert sorted(out.codes) == ["W_NOBODY_NAMED", "W_NO_STAGE"]
    assert len(out.rows("SURVEYED", "found")) == 2
    assert out.rows("OPERATES_IN", "stage") == [(None,)]


def test_a_firm_is_inside_or_somewhere_else_that_must_be_named(told: Told) -> None:
    asked = {"任务类型": "片区", "摸排范围": "厦门火炬高新区", "环节编号": "display/glass;display/panel"}
    out = told(
        HEAD
        + row(**asked, 涉及对象="虚构甲公司", 结论="在")
        + row(**asked, 涉及对象="虚构乙公司", 结论="不在", 所在地="翔安区")
        + row(**asked, 涉及对象="虚构丙公司", 结论="不在")
    )
    assert out.rows("OPERATES_IN", "object", "at") == [
        ("display/glass", "xm-torch"), ("display/panel", "xm-torch"),
        ("display/glass", "350213"), ("display/panel", "350213"),
    ]  # fmt: skip
    assert {(r, c) for r, c, _ in out.at("E_EMPTY")} == {(4, "J")}
    assert "SURVEYED" not in out.claims


def test_what_a_firm_does_and_how_far_it_is(told: Told) -> None:
    out = told(
        HEAD
        + row(任务类型="活动", 涉及对象="虚构甲公司", 活动="销售")
        + row(任务类型="进展", 涉及对象="虚构乙公司", 阶段="投产")
        + row(任务类型="活动", 涉及对象="虚构丙公司", 结论="是")
        + row(任务类型="进展", 涉及对象="虚构丁公司", 结论="是")
    )
    assert out.rows("OPERATES_IN", "activity", "stage", "since") == [
        ("sell", None, None), ("produce", "operating", "2026-11-20"),
    ]  # fmt: skip
    assert [(r, c) for r, c, _ in out.at("E_EMPTY")] == [(4, "K"), (5, "L")]


def test_the_progress_of_a_project_is_a_projects(told: Told) -> None:
    out = told(HEAD + row(任务类型="项目进展", 涉及对象="虚构产线项目", 阶段="投产"))
    assert out.rows("Project", "name", "project_stage", "stage_on") == [("虚构产线项目", "投产", "2026-11-20")]
    plain = told("项目名称,项目阶段,阶段日期,企业名称\n虚构产线项目,投产,2026-11-20,虚构甲公司\n")
    assert out.rows("Project", "subject") == plain.rows("Project", "subject")
    assert "OPERATES_IN" not in out.claims


def test_a_demand_is_internal_and_of_the_year_it_was_heard(told: Told) -> None:
    out = told(
        HEAD
        + row(结论="没有", 需求企业="虚构面板公司", 需求部件="虚构盖板", 现供应商="虚构日商", 现供应地="日本")
        + row(结论="没有", 需求部件="虚构背板", 环节编号="display/panel")
    )
    columns = ("object", "part", "present_supplier", "present_place", "year", "release", "visibility")
    assert out.rows("NEEDS", *columns) == [
        ("display/glass", "虚构盖板", "虚构日商", "日本", 2026, "internal", "internal")
    ]
    assert out.at("W_WHO_NEEDS") == [(3, "N", "虚构背板")]


def test_a_segment_or_place_that_is_not_there_refuses_the_row(told: Told) -> None:
    out = told(HEAD + row(结论="没有", 环节编号="display/none") + row(结论="没有", 摸排范围="无此地"))
    assert sorted(out.codes) == ["E_PLACE", "E_SEGMENT"]
    assert not out.claims
