"""No answer takes its order from an engine: where a query orders nothing, the rows may come in any order."""

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pytest

from chainscout import registry
from graph.model.change import Row, Stamp, View
from tests.samples import SAMPLES, asked

ORDER = re.compile(r"ORDER\s+BY\s+([^\n]*?)(?:\s+(?:SKIP|LIMIT)\b.*)?\s*$", re.I | re.S)
COLLECTED = re.compile(r"collect\([^()]*\)\s+AS\s+(\w+)", re.I)


@dataclass(frozen=True)
class Shuffled:
    """A view whose rows come in another order wherever the query leaves it open."""

    under: View
    dice: random.Random

    @property
    def stamp(self) -> Stamp:
        return self.under.stamp

    @property
    def rules(self) -> Mapping[str, Any]:
        return self.under.rules

    def rows(self, cypher: str, params: Mapping[str, Any] | None = None) -> list[Row]:
        rows = [self._collected(cypher, r) for r in self.under.rows(cypher, params)]
        assert "LIMIT" not in cypher or "ORDER BY" in cypher, f"an engine decides what is cut off: {cypher}"
        return rows if "LIMIT" in cypher else shuffled(cypher, rows, self.dice)

    def _collected(self, cypher: str, row: Row) -> Row:
        lists = {c for c in COLLECTED.findall(cypher) if isinstance(row.get(c), list)}
        return {k: self.dice.sample(v, len(v)) if k in lists else v for k, v in row.items()}

    def evidence(self, ids: Sequence[str], least: int = 1) -> list[Row]:
        return self.under.evidence(ids, least)

    def loads(self) -> list[Row]:
        return self.under.loads()


def shuffled(cypher: str, rows: list[Row], dice: random.Random) -> list[Row]:
    """Another order that the query's own ORDER BY would allow."""
    said = ORDER.search(cypher.strip())
    if not said:
        return dice.sample(rows, len(rows))
    terms = [re.sub(r"\s+(ASC|DESC)$", "", t.strip(), flags=re.I) for t in said[1].split(",")]
    if not rows or any(t not in rows[0] for t in terms):
        return rows
    runs = [list(run) for _, run in groupby(rows, key=lambda r: [r[t] for t in terms])]
    return [r for run in runs for r in dice.sample(run, len(run))]


def test_rows_are_shuffled_only_where_the_query_leaves_the_order_open() -> None:
    rows = [{"a": n // 3, "b": n} for n in range(30)]
    ordered = shuffled("MATCH (n) RETURN n.a AS a, n.b AS b ORDER BY a", rows, random.Random(1))
    assert [r["a"] for r in ordered] == [r["a"] for r in rows]
    assert ordered != rows
    assert shuffled("MATCH (n) RETURN n.a AS a, n.b AS b ORDER BY b DESC", rows, random.Random(1)) == rows
    assert shuffled("MATCH (n) RETURN n.a AS a, n.b AS b", rows, random.Random(1)) != rows


@pytest.mark.parametrize("name", registry.questions())
def test_a_question_answers_the_same_whatever_order_an_engine_gives(shipped: View, name: str) -> None:
    ask = registry.questions()[name].load().ask
    first = ask(shipped, **asked(name)).model_dump()
    for seed in range(2):
        assert ask(Shuffled(shipped, random.Random(seed)), **asked(name)).model_dump() == first


@pytest.mark.parametrize("name", [n for n, e in registry.pages().items() if "page" in e.offers])
def test_a_page_is_the_same_bytes_whatever_order_an_engine_gives(shipped: View, name: str) -> None:
    page = registry.pages()[name].load().page
    wanted = {o.name: SAMPLES[o.name] for o in registry.options(page) if o.required}
    assert page(Shuffled(shipped, random.Random(1)), **wanted) == page(shipped, **wanted)
