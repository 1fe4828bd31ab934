"""What changed since a date."""

from collections.abc import Callable

import pytest

from graph.errors import QuestionError
from graph.model.change import View
from queries import changes

TIES = [
    {"subject": "m-old", "object": "display/cell", "at": "350200", "known_on": "2022-05"},
    {"subject": "m-new", "object": "display/glass", "at": "350200", "known_on": "2024-05"},
    {"subject": "m-undated", "object": "display/module", "at": "350200"},
    {"subject": "m-far", "object": "display/tester", "at": "340100", "known_on": "2024-05"},
]


@pytest.fixture
def view(country: Callable[..., View]) -> View:
    firms = [{"id": t["subject"], "name": f"虚构{t['subject']}"} for t in TIES]
    return country(firms, OPERATES_IN=TIES)


def test_a_segment_filled_since_then_has_changed_and_says_by_whom(view: View) -> None:
    found = changes.ask(view, chain="display", since="2023", place="甲市")
    (one,) = found.changed
    assert (one.name, one.before, one.state) == ("玻璃基板", "unknown", "weak")
    assert [n.what for n in found.news] == ["虚构m-new:在营"]


def test_nothing_published_since_then_changes_nothing(view: View) -> None:
    found = changes.ask(view, chain="display", since="2024-12", place="甲市")
    assert not found.changed
    assert not found.news


def test_what_has_no_date_counts_as_known_before_and_is_said(view: View) -> None:
    found = changes.ask(view, chain="display", since="2020", place="甲市")
    assert "显示模组" not in [c.name for c in found.changed]
    assert any("1条证据未注日期" in said for said in found.not_known)


@pytest.mark.parametrize("since", ["昨天", "2024-13", ""])
def test_a_date_that_is_none_is_refused(view: View, since: str) -> None:
    with pytest.raises(QuestionError, match="--since"):
        changes.ask(view, chain="display", since=since, place="甲市")
