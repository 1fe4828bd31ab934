"""Rules of a home: what it overrules is said in their version, which stands on every answer and page."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from chainscout.rules import differences, rules
from chainscout.settings import settings

Command = Callable[..., dict[str, Any]]


def home_with(folder: Path, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "chainscout.toml").write_text(text, encoding="utf-8")
    return folder


def test_rules_nobody_overrules_have_the_version_that_ships(tmp_path: Path) -> None:
    assert rules(settings(tmp_path / "home", {}))["version"] == "1"


def test_a_threshold_of_the_home_is_said_in_the_version_and_the_shipped_value_is_not(tmp_path: Path) -> None:
    home = home_with(tmp_path / "home", "[thresholds]\nstrong_makers = 4\nstale_years = 5\n")
    held = rules(settings(home, {}))
    assert (held["version"], held["state"]["strong_makers"]) == ("1+strong_makers=4", 4)


def test_what_counts_as_reserve_is_said_too(tmp_path: Path) -> None:
    home = home_with(tmp_path / "home", 'reserve = ["线索"]\n')
    assert rules(settings(home, {}))["version"] == "1+reserve=线索"


def test_several_are_said_in_a_fixed_order() -> None:
    shipped = {"version": "1", "state": {"a": 1, "b": 2}, "words": {"state": {"x": "甲"}}}
    held = {"version": "1", "state": {"b": 3, "a": 2}, "words": {"state": {"x": "乙"}}}
    assert differences(shipped, held) == ["+a=2", "+b=3"]


def test_an_answer_says_that_a_threshold_was_overruled(command: Command, home: Path) -> None:
    home_with(home, "[thresholds]\nstrong_makers = 9\n")
    told = command("ask", "chain-status", "--chain", "虚构链", "--place", "虚构市", "--home", home)
    assert told["answer"]["rules"] == "1+strong_makers=9"
    assert {s["segment"]: s["state"] for s in told["answer"]["segments"]}["xu/s1"] == "covered"
