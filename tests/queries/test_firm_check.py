"""What records say for and against a firm."""

from collections.abc import Callable
from typing import Any

import pytest

from graph.model.change import Row, View
from queries import firm_check
from queries.firm_check import FirmCheck

Country = Callable[..., View]

SOUND: Row = {
    "id": "m-1", "name": "虚构光电有限公司", "uscc": "91350200MA00000000", "founded_on": "2015-03", "capital_10k_cny": 5000,
    "registration": "active", "n_sources": 3, "source_url": "https://example.com/r",
}  # fmt: skip


def of(found: FirmCheck, item: str) -> list[tuple[str, str, str]]:
    return [(c.finding, c.value, c.why) for c in found.checks if c.item == item]


def checked(country: Country, own: Row, **more: Any) -> FirmCheck:
    return firm_check.ask(country([own, {"id": "m-2", "name": "虚构客户"}], **more), firm="m-1")


@pytest.fixture
def sound(country: Country) -> FirmCheck:
    return checked(
        country, SOUND,
        extra={"Honour": [{"id": "h-1", "name": "虚构小巨人"}], "Project": [{"id": "p-1", "name": "虚构二期", "project_stage": "投产"}]},
        OPERATES_IN=[{"subject": "m-1", "object": "display/cell", "at": "zone", "products": ["面板"], "known_on": "2024-05", "edge_id": "o-1"}],
        REGISTERED_IN=[{"subject": "m-1", "object": "350211"}],
        SUPPLIES=[{"subject": "m-1", "object": "m-2"}],
        HOLDS=[{"subject": "m-1", "object": "h-1", "year": 2023, "review": "passed"}],
        RUNS=[{"subject": "m-1", "object": "p-1"}],
    )  # fmt: skip


def test_facts_on_record_are_met_and_the_signs_nobody_recorded_stay_unknown(sound: FirmCheck) -> None:
    assert sound.counts == {"符合": 12, "库中没有记录": 1}
    assert [c.item for c in sound.checks if c.finding == "no_record"] == ["收缩或外迁迹象"]
    assert of(sound, "注册资本") == [("met", "5000万元", "是认缴额,是否实缴库中没有记录")]


def test_no_verdict_is_given_however_good_the_records(sound: FirmCheck) -> None:
    assert "只列记录,不作靠谱或空壳的结论" in sound.not_known
    assert any("参保人数" in s for s in sound.not_known)
    assert not {"score", "verdict"} & set(FirmCheck.model_fields)


def test_every_item_on_record_rests_on_a_tie_or_on_the_firm_itself(sound: FirmCheck) -> None:
    bare = {c.item for c in sound.checks if c.finding != "no_record" and not c.evidence}
    assert bare == {"来源数", "最新依据"}, "counts over all ties of the firm"
    assert {"m-1", "o-1"} <= set(sound.evidence)


def test_what_is_worrying_comes_first_with_its_reason(country: Country) -> None:
    found = checked(
        country,
        {**SOUND, "founded_on": "2024-06", "registration": "abnormal", "n_sources": 1, "names": ["虚构光电有限公司", "虚拟照明有限公司"]},
        extra={
            "Honour": [{"id": "h-1", "name": "虚构小巨人"}, {"id": "h-2", "name": "虚构冠军"}],
            "Project": [{"id": "p-1", "name": "虚构二期", "project_stage": "退库", "stage_on": "2024-02", "stage_reason": "虚构原因"}],
            "Signal": [{"id": "g-1", "signal_type": "decline", "seen_on": "2024-01"}, {"id": "g-2", "signal_type": "expansion"}],
        },
        OPERATES_IN=[{"subject": "m-1", "object": "display/cell", "at": "340100", "stage": "building", "known_on": "2018"}],
        REGISTERED_IN=[{"subject": "m-1", "object": "350211"}],
        HOLDS=[{"subject": "m-1", "object": "h-1", "review": "failed"}, {"subject": "m-1", "object": "h-2", "review_due_on": "2024-03"}],
        RUNS=[{"subject": "m-1", "object": "p-1"}],
        SHOWS=[{"subject": "m-1", "object": "g-1"}, {"subject": "m-1", "object": "g-2"}],
    )  # fmt: skip
    worrying = {c.item: c.why for c in found.checks if c.finding == "worrying"}
    assert worrying == {
        "成立日期": "成立可能不满12个月", "登记状态": "登记状态不是存续", "名称": "有2个不同的全称,可能更过名,须核对",
        "注册地": "经营地在乙市,与注册地不在一市", "实际经营": "只有在建、签约或计划的记录", "项目": "虚构原因",
        "荣誉资质": "复核未通过", "收缩或外迁迹象": "", "来源数": "只有一个发布者,须再核", "最新依据": "最新的依据也早于5年",
    }  # fmt: skip
    assert of(found, "荣誉资质") == [
        ("worrying", "虚构冠军", "应于2024-03复核,结果库中没有记录"),
        ("worrying", "虚构小巨人", "复核未通过"),
    ]
    assert [c.finding for c in found.checks] == sorted(
        (c.finding for c in found.checks), key=["worrying", "met", "no_record"].index
    )


def test_a_firm_of_which_little_is_recorded_is_unknown_not_bad(country: Country) -> None:
    found = checked(country, {"id": "m-1", "name": "虚构光电有限公司", "n_sources": 2})
    assert found.counts == {"符合": 2, "库中没有记录": 11}
    assert found.not_known[0] == (
        "库中没有记录:统一社会信用代码、成立日期、注册资本、登记状态、注册地、实际经营、供需往来、项目、荣誉资质、收缩或外迁迹象、最新依据;不等于没有"
    )
