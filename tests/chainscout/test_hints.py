"""A misspelled name in a query is told, so that no rows are not read as "none"."""

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from chainscout.hints import strangers

Command = Callable[..., dict[str, Any]]
SAVED = sorted(f.name for f in (files("queries") / "saved").iterdir() if f.name.endswith(".cypher"))


@pytest.mark.parametrize("name", SAVED)
def test_a_saved_query_names_nothing_the_graph_does_not_have(name: str) -> None:
    assert strangers((files("queries") / "saved" / name).read_text(encoding="utf-8")) == []


def test_a_misspelled_label_is_told_with_the_nearest(command: Command, home: Path) -> None:
    told = command("cypher", "MATCH (f:Frim) RETURN f.nmae AS n", "--home", home)
    assert (told["n"], told["status"]) == (0, 0)
    assert [h.partition(":")[0] for h in told["hints"]] == ["Frim", "nmae"]


def test_a_saved_query_that_gives_nothing_says_which_name_is_not_there(command: Command, home: Path) -> None:
    told = command("cypher", "--saved", "sole-makers", "--param", "chain=虚构没有的链", "--home", home)
    assert told["n"] == 0
    assert told["hints"][0].startswith("产业链 虚构没有的链")
