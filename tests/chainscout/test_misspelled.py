"""A misspelled question or page gets the nearest one, whatever options stand beside it."""

import pytest

from chainscout.cli import main


@pytest.mark.parametrize(
    ("words", "near"),
    [
        (["ask", "gap", "--chain", "新型显示"], "question gap: there is none of that name; did you mean gaps?"),
        (["ask", "Gaps", "--chain", "新型显示"], "did you mean gaps?"),
        (["ask", "--json", "fund", "--place", "厦门市"], "did you mean funds or"),
        (["--home", "gaps-home", "ask", "chain_statu", "--chain", "x"], "did you mean chain-status"),
        (["ask", "缺口", "--chain", "新型显示"], "gaps"),
        (["ask", "gap", "--help"], "did you mean gaps?"),
        (["ask", "xyzzy", "--chain", "x"], "known: anchors,"),
        (["show", "chainmap", "--edition", "outside"], "page chainmap: there is none of that name; did you mean chain-map"),
        (["show", "--out", "gap.html", "chainmap", "--edition", "outside"], "page chainmap: there is none of that name"),
    ],
)  # fmt: skip
def test_the_nearest_name_is_offered_before_options_are_read(
    words: list[str], near: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 1
    assert near in capsys.readouterr().err


def test_a_question_may_stand_behind_its_options(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as told:
        main(["ask", "--chain", "新型显示", "gaps", "--help"])
    assert told.value.code == 0
    assert "--place" in capsys.readouterr().out
