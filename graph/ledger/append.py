"""How is a load acknowledged? Its sources, judgements and its own row first, one commit of `claims` last."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import polars as pl
from deltalake.transaction import AddAction

from graph import fault
from graph.ledger.door import Load
from graph.ledger.plan import Plan
from graph.ledger.sides import load_row, stamped
from graph.ledger.table import Table

SIDES = ("sources", "judgements", "loads")


@dataclass(frozen=True)
class Receipt:
    """What was acknowledged: the load's number, the version of `claims` that holds it, and the counts.

    `corrected`, `unread` and `again` as in a Weighing.
    """

    load: int
    version: int
    added: int
    kept: int
    retracted: int
    corrected: int = 0
    unread: int = 0
    again: tuple[str, ...] = ()


@dataclass(frozen=True)
class Event:
    """Events of one kind to append: claims to assert, or ids to retract or correct."""

    name: str
    frame: pl.DataFrame


def forget_unacknowledged(tables: Mapping[str, Table]) -> None:
    """Take rows of a load that was never acknowledged out of the side tables (its process died)."""
    last = tables["claims"].load
    for name in SIDES:
        dead = [part for part in tables[name].parts() if part.first_load > last]
        if dead:
            tables[name].commit([], removes=dead)


def events(plan: Plan, load: Load) -> Iterator[Event]:
    """The plan as events; a retraction is known from the date the file declares, else from the day of loading."""
    for claims in plan.asserts:
        yield Event("assert", claims.frame.with_columns(kind=pl.lit(claims.kind)))
    if len(plan.retracts):
        day, known_from = load.declared
        yield Event("retract", plan.retracts.with_columns(known_on=pl.lit(day), known_from=pl.lit(known_from)))


def write(
    tables: Mapping[str, Table], appended: list[Event], sides: Mapping[str, pl.DataFrame], load: Load
) -> tuple[int, int]:
    """Write everything of a load and commit it; returns its number and the version of `claims`."""
    number, now = tables["claims"].load + 1, datetime.now(UTC)
    fault.point("append.begin")
    for name in SIDES:
        frame = sides[name]
        if len(frame):
            marked = frame.with_row_index("order") if name == "judgements" else frame
            more = {"series": load.file.series} if name == "judgements" else {}
            rows = stamped(tables[name], marked.with_columns(**{k: pl.lit(v) for k, v in more.items()}), number, now)
            tables[name].commit([added for added in [tables[name].write(rows, number)] if added])
        fault.point(f"append.{name}")
    added = _write_claims(tables["claims"], appended, load, (number, now))
    fault.point("append.commit")
    tables["claims"].commit(added, load=number)
    fault.point("append.committed")
    return number, tables["claims"].version


def _write_claims(table: Table, appended: list[Event], load: Load, stamp: tuple[int, datetime]) -> list[AddAction]:
    if not appended:
        return []
    said = {"series": load.file.series, "edition": load.file.edition}
    rows = [
        stamped(table, e.frame.lazy().with_columns(event=pl.lit(e.name), **_absent(e.frame, said)), *stamp)
        for e in appended
    ]
    written = table.write(pl.concat(rows), stamp[0])
    return [written] if written else []


def _absent(frame: pl.DataFrame, said: Mapping[str, str]) -> dict[str, pl.Expr]:
    """What the load says of every row, unless the row says it: who takes a claim back leaves it in its series."""
    return {name: pl.lit(text) for name, text in said.items() if name not in frame.columns}


__all__ = ["Event", "Receipt", "events", "forget_unacknowledged", "load_row", "write"]
