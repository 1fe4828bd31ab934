"""Which claims stand at a date, as far as was known at another? One lazy narwhals expression, whatever the engine.

A partial date is text, and text is compared as text: `since` and `as_of` count from the first day of what they name,
so `"2021" <= "2021-05-03"` is right as it stands; `known_on` counts from the last day, so a period that still runs
on that day (its name is the beginning of the day's) is not yet known.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import narwhals as nw

from graph.ledger.times import periods
from graph.schema import edges, kinds, nodes

NEEDED = ("claim_id", "event", "kind", "since", "until", "known_on", "load")


def reference() -> list[str]:
    """Kinds that are known at every date unless dated: chains, segments, FEEDS, places."""
    return [name for name, kind in kinds().items() if kind.reference]


def cut(events: nw.LazyFrame[Any], *, as_of: date, known_on: date) -> nw.LazyFrame[Any]:
    """The asserted claims that stand: latest event known by `known_on` is `assert`, and `as_of` lies in their time."""
    seen = events.filter(_visible(known_on))
    last = seen.group_by("claim_id").agg(_last=nw.col("load").max())
    newest = seen.join(last, left_on=["claim_id", "load"], right_on=["claim_id", "_last"], how="semi")
    return newest.filter(_holds(as_of))


def cut_single(events: nw.LazyFrame[Any], *, as_of: date, known_on: date) -> nw.LazyFrame[Any]:
    """The same for claims that have one event each, which need not be compared."""
    return events.filter(_visible(known_on)).filter(_holds(as_of))


def _holds(as_of: date) -> nw.Expr:
    return (nw.col("event") == "assert") & _begun(as_of) & _lasting(as_of)


def _visible(known_on: date) -> nw.Expr:
    """Events that count at a date of knowledge; corrections are our reading and count at every date."""
    day = nw.lit(known_on.isoformat())
    told = nw.col("kind").is_in(reference()) & (nw.col("event") == "assert")
    dated = ~nw.col("since").is_null() & (nw.col("since") > day)
    return (nw.col("event") == "correct") | (told & ~dated) | (~told & _over("known_on", known_on))


def _over(column: str, day: date) -> nw.Expr:
    """The period a column names has ended by the end of that day."""
    return (nw.col(column) < nw.lit((day + timedelta(days=1)).isoformat())) & ~nw.col(column).is_in(
        _running(day + timedelta(days=1))
    )


def _running(day: date) -> list[str]:
    return list(periods(day))


def _begun(as_of: date) -> nw.Expr:
    """Valid from `since`; without one a tie counts from when it was known, a node and a reference tie always."""
    undated: Iterable[str] = [*nodes(), *(kind for kind in edges() if kind in set(reference()))]
    since = nw.col("since")
    given = ~since.is_null() & (since <= nw.lit(as_of.isoformat()))
    always = since.is_null() & nw.col("kind").is_in(list(undated))
    return given | always | (since.is_null() & _over("known_on", as_of))


def _lasting(as_of: date) -> nw.Expr:
    """A full `until` is the first day it is over; a month or a year lasts through its end."""
    until = nw.col("until")
    return until.is_null() | (until > nw.lit(as_of.isoformat())) | until.is_in(_running(as_of))
