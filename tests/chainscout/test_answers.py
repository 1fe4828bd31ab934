"""An answer at a terminal: counts in the order of the rules, the rules' version with what a home overrules."""

from pydantic import Field

from chainscout.answers import parts
from queries.methods.answer import Answer
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
