"""How much may one query of a person take, and what comes back?"""

from dataclasses import dataclass

from graph.errors import CypherError
from graph.model.change import Row, Stamp

CAPS = {"seconds": 300.0, "rows": 100_000, "bytes": 256 * 1024 * 1024, "memory_mb": 8_192}
"""What nobody may go beyond, whoever asks."""


@dataclass(frozen=True)
class Limits:
    """Time, rows and bytes of an answer, and memory to find it in (of the process that answers; a server has its own)."""

    seconds: float = 10.0
    rows: int = 1_000
    bytes: int = 16 * 1024 * 1024
    memory_mb: int = 1_024

    def __post_init__(self) -> None:
        for name, most in CAPS.items():
            given = getattr(self, name)
            if not 0 < given <= most:
                raise CypherError(f"cypher, {name}: {given:g} is not possible; give a number above 0, at most {most:g}")


@dataclass(frozen=True)
class Found:
    """Rows, with `more` telling which limit cut them (rows, bytes; empty: all are here), and of which graph they are."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    more: str
    stamp: Stamp
    seconds: float


def too_slow(seconds: float) -> str:
    """What a query that outlasts its time is told."""
    return (
        f"cypher: stopped after {seconds:g} s; begin with one node by its id, name labels and types of ties, "
        "shorten paths, or allow more seconds"
    )


def too_large(memory_mb: int) -> str:
    """What a query that needs too much memory is told."""
    return (
        f"cypher: stopped, it needed more than {memory_mb:,} MB; count instead of collecting, avoid patterns that "
        "share no node, add LIMIT before RETURN"
    )
