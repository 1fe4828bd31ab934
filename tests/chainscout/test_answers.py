"""An answer at a terminal: counts in the order of the rules, the rules' version with what a home overrules."""

from pydantic import Field

from chainscout.answers import parts
from queries.methods.answer import Answer, Line
from tests.conftest import shipped_rules


class Counted(Answer):
    counts: dict[str, int] = Field(title="各状态环节数")
    none_asked: dict[str, int] | None = Field(title="圈内各状态环节数")


def said(rules: str) -> list[str]:
    answer = Counted(
        as_of="2025", known_on="2025", ledger=1, vocabulary="1", rules=rules, n=3,
        counts={"unknown": 1, "weak": 2, "strong": 3}, none_asked=None,
    )  # fmt: skip
    return [str(p) for p in parts(answer, shipped_rules()["words"])]


def test_counts_stand_in_the_order_of_the_rules_and_what_was_not_asked_is_left_out() -> None:
    assert said("1")[0] == "各状态环节数: 优势 3 · 薄弱 2 · 无数据 1"
    assert not [line for line in said("1") if line.startswith("圈内")]


def test_the_last_line_says_what_the_home_overrules() -> None:
    assert said("1+strong_makers=4")[-1].endswith("规则 1+strong_makers=4")


class Found(Line):
    name: str = Field(title="名称")


class Listed(Answer):
    place: str = Field(title="地点")
    n_met: int = Field(title="已达到")
    n_hidden: int = Field(title="不列的")
    by_kind: dict[str, int] = Field(title="各类数")
    found: tuple[Found, ...] = Field(title="清单")


def listed(n_hidden: int, by_kind: dict[str, int], *names: str) -> list[str]:
    answer = Listed(
        as_of="2025", known_on="2025", ledger=1, vocabulary="1", rules="", n=len(names), place="虚构市", n_met=0,
        n_hidden=n_hidden, by_kind=by_kind, found=tuple(Found(name=n) for n in names), not_known=("库中没有记录",),
    )  # fmt: skip
    return [p for p in parts(answer, {}) if isinstance(p, str)]


def test_where_there_is_no_record_there_is_no_count() -> None:
    stamp = "截至 2025 · 已知截至 2025 · 台账版本 1"
    assert listed(0, {"甲": 0}) == ["地点: 虚构市", "尚不知道: 库中没有记录", stamp]
    assert listed(3, {}) == ["地点: 虚构市", "不列的: 3", "尚不知道: 库中没有记录", stamp]


def test_a_count_of_0_beside_records_is_shown() -> None:
    told = listed(0, {"甲": 0}, "虚构公司")
    assert {"已达到: 0", "不列的: 0", "各类数: 甲 0"} <= set(told)
    assert told[-1].startswith("1 条 · ")
