"""What is in the home: claims, sources, loads, and whether the graph is up to date.

JSON: {"home", "ledger": {"version", "loads", "claims": {kind: standing}, "sources", "judgements", "last": [{load, act, series,
added, kept, retracted, refused, recorded_at}]}, "graph": {"store", "as_of", "known_on", "ledger", "stale": bool} or null,
"trouble": why the graph cannot be looked at, or null}
"""

import argparse
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from chainscout.outcome import Outcome, Table
from chainscout.settings import Settings

if TYPE_CHECKING:
    from graph.ledger import Pin

LAST = 8
LOAD = ("load", "act", "series", "added", "kept", "retracted", "refused", "recorded_at")


def options(parser: argparse.ArgumentParser, words: Sequence[str]) -> None:
    """None of its own."""


def run(args: argparse.Namespace, settings: Settings) -> Outcome:  # noqa: ARG001  # one form for all commands
    """Look at ledger and graph."""
    from graph.ledger import Ledger

    pin = Ledger.open(settings.home).pin()
    ledger = _ledger(pin)
    graph, trouble = _graph(settings, pin.version)
    value = {"home": str(settings.home), "ledger": ledger, "graph": graph, "trouble": trouble}
    return Outcome(value, _parts(settings, ledger, trouble or _told(graph)))


def _graph(settings: Settings, ledger: int) -> tuple[dict[str, Any] | None, str | None]:
    """What is published, or why that cannot be seen: a server that is down hides no ledger."""
    from chainscout.credentials import server
    from graph.errors import ChainscoutError
    from graph.stores import publisher

    try:
        with closing(publisher(settings.home, server(settings))) as store:
            published = store.published()
    except ChainscoutError as refusal:
        return None, str(refusal)
    if published is None:
        return None, None
    stamp, trouble = published.stamp, published.trouble
    seen = {"store": settings.store, "as_of": stamp.as_of, "known_on": stamp.known_on, "ledger": stamp.ledger}
    return {**seen, "stale": stamp.ledger != ledger}, trouble


def _ledger(pin: "Pin") -> dict[str, Any]:
    import polars as pl

    events = pin.claims.select("claim_id", "kind", "event", "load").collect(engine="streaming")
    last = events.sort("load").unique("claim_id", keep="last").filter(pl.col("event") == "assert")
    loads = pin.loads.collect()
    return {
        "version": pin.version,
        "loads": len(loads),
        "claims": dict(last.group_by("kind").len().sort("kind").iter_rows()),
        "sources": pin.sources.select(pl.len()).collect().item(),
        "judgements": pin.judgements.select(pl.len()).collect().item(),
        "last": loads.tail(LAST).select(LOAD).with_columns(pl.col("recorded_at").cast(pl.String)).to_dicts(),
    }


def _told(graph: dict[str, Any] | None) -> str:
    if graph is None:
        return "none yet; run `chainscout build`"
    told = f"as of {graph['as_of']}, known on {graph['known_on']}, ledger {graph['ledger']}"
    return told + ("; the ledger has moved on, run `chainscout build`" if graph["stale"] else ", up to date")


def _parts(settings: Settings, ledger: dict[str, Any], graph: str) -> list[str | Table]:
    from graph import schema

    titles = {name: k.title for name, k in schema.kinds().items()}
    claims = [[kind, titles.get(kind, ""), n] for kind, n in ledger["claims"].items()]
    loads = [[*(row[n] for n in LOAD[:-1]), _local(row[LOAD[-1]], settings.time_zone)] for row in ledger["last"]]
    head = f"{settings.home}: ledger version {ledger['version']}, {ledger['loads']} loads, {sum(ledger['claims'].values())} claims stand, "
    head += f"{ledger['sources']} sources, {ledger['judgements']} judgements"
    where = "graph on Neo4j" if settings.store == "neo4j" else "graph"
    return [
        head,
        f"{where}: {graph}",
        Table(["kind", "种类", "claims"], claims),
        Table(LOAD, loads, f"last {len(loads)} loads"),
    ]


def _local(recorded_at: str, time_zone: str) -> str:
    """A moment as the clock on the wall said it, to the second.

    >>> _local("2026-11-26 09:48:00.887204+00:00", "Asia/Shanghai")
    '2026-11-26 17:48:00'
    """
    return f"{datetime.fromisoformat(recorded_at).astimezone(ZoneInfo(time_zone)):%Y-%m-%d %H:%M:%S}"
