"""What do questions and pages get? Rows, evidence, the stamp and the rules, of one published graph."""

import json
import typing
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

import polars as pl

from graph import schema
from graph.errors import StoreError
from graph.ledger import Ledger, Pin
from graph.model.change import Row, Stamp
from graph.model.claim import Basis
from graph.projection import frames
from graph.stores import Reader, Server, neo4j_folder
from graph.stores import reader as opened

CLAIM = ("kind", "subject", "object", "basis", "confidence", "visibility", "rule", "series", "row", "locator", "quote")
DATES = ("since", "until", "known_on", "known_from", "recorded_at")
STRENGTH = {basis: i for i, basis in enumerate(typing.get_args(Basis))}
LOADED = ("act", "series", "declared_on", "loaded_on", "added", "kept", "retracted", "refused", "reason")
SOURCE = ("source", "publisher", "title", "published_on", "address", "licence", "reprint_of")


class Reads(Protocol):
    """What answers house Cypher: a store, a reader, a view."""

    def rows(self, cypher: str, params: Mapping[str, Any] | None = None) -> list[Row]:
        """Rows of a house Cypher query."""


@dataclass
class GraphView:
    """One published graph, held: a build that publishes meanwhile changes nothing here; see `newest`.

    On a server there is but one graph: what is asked after such a build is refused with a message instead.
    """

    home: Path
    rules: Mapping[str, Any]
    reader: Reader
    server: Server | None = None
    _ledger: Ledger | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def stamp(self) -> Stamp:
        """Which graph this is, by which rules."""
        return replace(self.reader.generation.stamp, rules=str(self.rules.get("version", "")))

    def rows(self, cypher: str, params: Mapping[str, Any] | None = None) -> list[Row]:
        """Rows of a house Cypher query."""
        return self.reader.rows(cypher, params)

    def evidence(self, ids: Sequence[str], least: int = 1) -> list[Row]:
        """The claims behind edges or nodes, with what says them: the strongest and newest first, in the order of ids.

        `fields` holds what each claim says of its kind's own fields, which the graph keeps but one value of.
        An id that stands no longer for itself is answered for by the one it was merged into. With `least` those of
        which fewer claims speak are left out before anything else is read of them.
        """
        folder = self._frames()
        asked = list(dict.fromkeys(ids))
        now = frames.redirected(folder, asked)
        ties = frames.evidence_of(folder, [now.get(i, i) for i in asked]).filter(pl.len().over("tie") >= least)
        if ties.is_empty():
            return []
        order = pl.DataFrame({"id": asked, "tie": [now.get(i, i) for i in asked]})
        return _joined(order, ties, self._pin(), frames.made_of(folder).load)

    def loads(self) -> list[Row]:
        """What was loaded up to this graph, in order: load, act, series, dates, counts."""
        upto = frames.made_of(self._frames()).load
        told = self._pin().loads
        seen = told.filter(pl.col("load") <= upto) if upto is not None else told
        return seen.select("load", *LOADED).sort("load").collect().to_dicts()

    def newest(self) -> "GraphView":
        """The same view, or one of what was published since: for the next request."""
        return self if self.reader.is_newest() else open_view(self.home, self.rules, self.server)

    def _pin(self) -> Pin:
        """The newest version of the ledger behind the graph, which is kept open: opening costs forty milliseconds."""
        self._ledger = self._ledger or Ledger.open(self.home)
        return self._ledger.pin()

    def _frames(self) -> Path:
        """The frames the graph was made of; StoreError if another home has them."""
        made = self.reader.generation
        if self.server and not made.complete:
            raise _of_another(self.home, self.server)
        return made.frames

    def close(self) -> None:
        """Let go of the graph's file."""
        self.reader.close()


def open_view(home: Path, rules: Mapping[str, Any], server: Server | None = None) -> GraphView:
    """The view of what a home has published, in its own graph or on a server; StoreError says how to get one.

    A server whose graph was built from another home is refused: its answers would be of other claims than this home's.
    """
    view = GraphView(home, rules, opened(home, server), server)
    if server and not view.reader.generation.complete:
        view.close()
        raise _of_another(home, server)
    return view


def _of_another(home: Path, server: Server) -> StoreError:
    return StoreError(
        f"{neo4j_folder(home)}: what {server.address} publishes was built from another home, so its answers and their "
        "evidence are not this home's; name that home with --home, run `chainscout build --store neo4j` here, or ask "
        "this home's own graph with --store grafeo"
    )


def _joined(asked: pl.DataFrame, ties: pl.DataFrame, pin: Pin, load: int | None) -> list[Row]:
    """Evidence rows: each claim as last asserted up to a load, beside its source.

    Read from the newest version: what was purged since is gone here too, and an old version's files may be.
    """
    wanted = ties["claim_id"].unique().implode()
    said = pl.col("claim_id").is_in(wanted) & (pl.col("event") == "assert")
    upto = pl.col("load") <= load if load is not None else pl.lit(True)
    claims = pin.claims.filter(said & upto).select("claim_id", *CLAIM, *DATES, "source", "load").collect()
    last = claims.sort("load").unique("claim_id", keep="last", maintain_order=True).drop("load")
    sources = pin.sources_of(last["source"].unique()).select(SOURCE).collect()
    order = asked.with_row_index("_order").join(ties, on="tie").drop("tie")
    found = order.join(last, on="claim_id").join(sources, on="source", how="left")
    strength = pl.col("basis").replace_strict(STRENGTH, default=len(STRENGTH), return_dtype=pl.Int64)
    by = ["_order", strength, pl.col("published_on").fill_null(""), "claim_id"]
    told = _fields(pin, said, sorted(set(last["kind"])))
    rows = found.sort(by, descending=[False, False, True, False]).drop("_order").to_dicts()
    return [row | {"fields": told[row["claim_id"]]} for row in rows]


def _fields(pin: Pin, said: pl.Expr, kinds: Sequence[str]) -> dict[str, Row]:
    """What each claim says of its kind's fields, without those it says nothing of; a claim's id is the hash of them."""
    names = sorted({name for kind in kinds for name in schema.fields(kind)})
    of_kind = pin.claims.filter(pl.col("kind").is_in(list(kinds)) & said)
    claims = of_kind.select("claim_id", *names).unique("claim_id", keep="any").collect()
    return {r["claim_id"]: {n: r[n] for n in names if r[n] is not None} for r in claims.iter_rows(named=True)}


def dump(view: Reads) -> Iterator[tuple[str, str, str]]:
    """Every node and edge as sorted rows of text: two graphs are equal when their dumps are."""
    for kind in sorted(schema.nodes()):
        for p in sorted(_text(r["p"]) for r in view.rows(f"MATCH (n:{kind}) RETURN properties(n) AS p")):
            yield kind, "", p
    for kind in sorted(schema.edges()):
        found = view.rows(f"MATCH (a)-[t:{kind}]->(b) RETURN a.id AS s, b.id AS o, properties(t) AS p")
        for ends, p in sorted((f"{r['s']} {r['o']}", _text(r["p"])) for r in found):
            yield kind, ends, p


def _text(properties: Mapping[str, Any]) -> str:
    return json.dumps(properties, ensure_ascii=False, sort_keys=True)
