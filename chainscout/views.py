"""The published graph of a home, in its own store or on a server, opened for a question and given back."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from chainscout.rules import rules
from chainscout.settings import Settings
from graph.model.change import Row, Stamp, View


@contextmanager
def opened(chosen: Settings) -> Iterator[View]:
    """The view of what is published in a home; a home of a newer version is refused."""
    from chainscout.credentials import server
    from graph.ledger import Ledger
    from graph.view import open_view

    Ledger.open(chosen.home)
    view = open_view(chosen.home, rules(chosen), server(chosen))
    try:
        yield view
    finally:
        view.close()


class Recording:
    """A view that keeps what it was asked."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.asked: list[tuple[str, dict[str, Any]]] = []

    @property
    def stamp(self) -> Stamp:
        """Which graph this is."""
        return self.view.stamp

    @property
    def rules(self) -> Mapping[str, Any]:
        """The rules of the view."""
        return self.view.rules

    def rows(self, cypher: str, params: Mapping[str, Any] | None = None) -> list[Row]:
        """Rows of the view; the query and its parameters are kept."""
        self.asked.append((cypher, dict(params or {})))
        return self.view.rows(cypher, params)

    def evidence(self, ids: Sequence[str], least: int = 1) -> list[Row]:
        """Evidence of the view."""
        return self.view.evidence(ids, least)

    def loads(self) -> list[Row]:
        """Loads of the view."""
        return self.view.loads()


def recorded(chosen: Settings, ask: Callable[..., Any], asked: Mapping[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """The queries a question runs, with their parameters, each once."""
    with opened(chosen) as view:
        recording = Recording(view)
        ask(recording, **asked)
    unique: dict[str, tuple[str, dict[str, Any]]] = {}
    for cypher, parameters in recording.asked:
        unique.setdefault(cypher, (cypher, parameters))
    return list(unique.values())
