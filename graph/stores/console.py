"""Where may a person's own Cypher be run? Here, on either engine: checked first, then within limits of its own.

Used by the command line, and by whatever else takes Cypher from people: one class, so that no way leads round the guard.
"""

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

from graph.cypher.guard import check
from graph.errors import CypherError
from graph.stores import Server, neo4j_folder
from graph.stores.limits import Found, Limits
from graph.stores.worker import Embedded, OnServer, Worker

MOST_IN = 4 * 1024 * 1024
"""How many characters all parameters may have together."""


class Console:
    """A person's way to the published graph: reading only, within limits; safe for several threads.

    `Console.of(home)` or `Console.of(home, server)`; `run(cypher, params)` as often as wanted; `close()`.
    """

    def __init__(self, engine: Worker, limits: Limits | None = None) -> None:
        self.engine = engine
        self.limits = limits or Limits()

    @classmethod
    def of(cls, home: Path, server: Server | None = None, limits: Limits | None = None) -> Self:
        """The console of a home's graph: the embedded one, or the one on a server."""
        chosen = limits or Limits()
        source = Embedded(home / "graph") if server is None else OnServer(server, neo4j_folder(home))
        return cls(Worker(source, chosen.memory_mb), chosen)

    def run(self, cypher: str, params: Mapping[str, Any] | None = None, limits: Limits | None = None) -> Found:
        """Check a query, run it, and give its rows; CypherError says what is wrong and what to do.

        Limits of one query may differ from the console's, but not its memory: that is the worker's, set at its start.
        """
        given = dict(params or {})
        for name, value in given.items():
            _check_value(name, value)
        checked = check(cypher, given)
        asked = {name: given[name] for name in checked.parameters}
        return self.engine.answer(checked.text, asked, limits or self.limits)

    def close(self) -> None:
        """Give back what is held."""
        self.engine.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _check_value(name: str, value: Any) -> None:
    """Values are what JSON holds; a number the engines cannot hold is refused here, with its name."""
    left, size = [value], 0
    while left:
        one = left.pop()
        size += len(one) if isinstance(one, str) else 1
        if size > MOST_IN:
            raise CypherError(f"cypher, ${name}: too large; at most {MOST_IN:,} characters")
        match one:
            case str() if not one.isascii() and one.encode("utf-8", "ignore").decode() != one:
                raise CypherError(f"cypher, ${name}: holds bytes that are no text; write it in UTF-8")
            case None | bool() | str():
                pass
            case int() if not -(2**63) <= one < 2**63:
                raise CypherError(f"cypher, ${name}: {one} is too large for the graph; hand it in as text")
            case float() if not math.isfinite(one):
                raise CypherError(f"cypher, ${name}: {one} is no number the graph holds; leave it out")
            case int() | float():
                pass
            case list() | tuple():
                left.extend(one)
            case dict():
                left.extend([*one, *one.values()])
            case _:
                raise CypherError(f"cypher, ${name}: {type(one).__name__} is no value of a query; hand it in as text")
