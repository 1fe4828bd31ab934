"""How does a change come into a Neo4j? Constraints first, then nodes, then ties, by the frames of the change.

Every statement names its labels, so that each end is one look-up in an index.
"""

from collections.abc import Callable, Iterator
from typing import Any

import polars as pl
from neo4j import Transaction

from graph import fault, schema
from graph.model.change import Change
from graph.stores.alike import dangling, given, plain, twice
from graph.stores.neo4j_link import Link

BATCH = 10_000
"""Rows sent at once."""

REMOVED = 50_000
"""Rows removed at once: each part looks for what is left from the start."""

STAMP = "Projection"
"""The label of the one node that is no data."""

WAIT_S = 600
Send = Callable[[str, list[dict[str, Any]]], None]
"""Runs a statement on `$rows`."""


def prepare(link: Link) -> None:
    """The constraints and indexes that are missing; done when they are online.

    A unique id for each kind of node (what look-ups and ties start from), an index on its name, one stamp.
    """
    with link.transaction("read") as running:
        have = {r["name"] for r in running.run("SHOW CONSTRAINTS YIELD name")}
        have |= {r["name"] for r in running.run("SHOW INDEXES YIELD name")}
    wanted = {name: text for name, text in _schema().items() if name not in have}
    for text in wanted.values():
        link.statement(text)
    if wanted:
        link.statement(f"CALL db.awaitIndexes({WAIT_S})")


def _schema() -> dict[str, str]:
    """Statements by the name of what they make."""
    only = f"CREATE CONSTRAINT only_{STAMP} IF NOT EXISTS FOR (n:{STAMP}) REQUIRE n.only IS UNIQUE"
    made = {f"only_{STAMP}": only}
    for kind in schema.nodes():
        unique = f"CREATE CONSTRAINT id_{kind} IF NOT EXISTS FOR (n:{kind}) REQUIRE n.id IS UNIQUE"
        made[f"id_{kind}"] = unique
        if "name" in schema.fields(kind):
            made[f"name_{kind}"] = f"CREATE INDEX name_{kind} IF NOT EXISTS FOR (n:{kind}) ON (n.name)"
    return made


def wipe(send: Send) -> None:
    """Remove every tie and node but the stamp, at once."""
    send(f"MATCH (n) WHERE NOT n:{STAMP} DETACH DELETE n", [])


def wipe_large(send: Send, n_nodes: int, n_ties: int) -> None:
    """The same in parts: ties first, so that a node with a million of them is not one part."""
    for _ in range(0, n_ties, REMOVED):
        send(f"MATCH ()-[t]->() WITH t LIMIT {REMOVED} DELETE t", [])
    for _ in range(0, n_nodes, REMOVED):
        send(f"MATCH (n) WHERE NOT n:{STAMP} WITH n LIMIT {REMOVED} DETACH DELETE n", [])


def heights(running: Transaction) -> tuple[int, int]:
    """How many nodes (without the stamp) and ties are there; the server keeps count."""
    asked = (
        "MATCH (n) RETURN count(n) AS n",
        f"MATCH (n:{STAMP}) RETURN count(n) AS n",
        "MATCH ()-[t]->() RETURN count(t) AS n",
    )
    every, stamps, ties = (int(record["n"]) if (record := running.run(a).single()) else 0 for a in asked)
    return every - stamps, ties


def checked(change: Change, kinds: pl.DataFrame) -> None:
    """Refuse ties of a rebuild that lack an end, before anything is written."""
    there = kinds["id"].implode()
    for kind, frame in change.upsert_edges.items():
        ends = frame.select("subject", "object")
        loose = ends.filter(~pl.col("subject").is_in(there) | ~pl.col("object").is_in(there))
        if len(loose):
            raise dangling(kind, loose["subject"][0], loose["object"][0], len(loose))


def create(change: Change, kinds: pl.DataFrame, send: Send) -> None:
    """All of a rebuild, into an empty graph."""
    for kind, frame in change.upsert_nodes.items():
        for nodes in plain(frame).iter_slices(BATCH):
            send(f"UNWIND $rows AS r CREATE (n:{kind}) SET n = r", given(nodes))
    fault.point("neo4j.nodes")
    for kind, frame in change.upsert_edges.items():
        for ends, part in _by_ends(frame, kinds):
            send(_tie(kind, ends, "CREATE (a)-[t:{kind}]->(b)"), part)


def alter(change: Change, now: pl.DataFrame, then: pl.DataFrame, send: Send) -> None:
    """A change of what is there: deletions first, then nodes, then ties; the kinds of nodes before and after it."""
    for kind, frame in change.delete_edges.items():
        for (a, _), part in _by_ends(frame.with_columns(object="subject"), now):
            ties = f"MATCH (a:{a} {{id: r.s}})-[t:{kind} {{edge_id: r.p.edge_id}}]->() DELETE t"
            send(f"UNWIND $rows AS r {ties}", part)
    for kind, frame in change.delete_nodes.items():
        for nodes in frame.select("id").iter_slices(BATCH):
            send(f"UNWIND $rows AS r MATCH (n:{kind} {{id: r.id}}) DELETE n", nodes.to_dicts())
    for kind, frame in change.upsert_nodes.items():
        for nodes in plain(frame).iter_slices(BATCH):
            send(f"UNWIND $rows AS r MERGE (n:{kind} {{id: r.id}}) SET n = r", given(nodes))
    fault.point("neo4j.nodes")
    for kind, frame in change.upsert_edges.items():
        for ends, part in _by_ends(frame, then, kind):
            send(_tie(kind, ends, "MERGE (a)-[t:{kind} {{edge_id: r.p.edge_id}}]->(b)"), part)


def _tie(kind: str, ends: tuple[str, str], how: str) -> str:
    a, b = ends
    found = f"UNWIND $rows AS r MATCH (a:{a} {{id: r.s}}) MATCH (b:{b} {{id: r.o}})"
    return f"{found} {how.format(kind=kind)} SET t = r.p"


def _by_ends(
    frame: pl.DataFrame, kinds: pl.DataFrame, strict: str = ""
) -> Iterator[tuple[tuple[str, str], list[dict[str, Any]]]]:
    """Rows {s: subject, o: object, p: properties} in batches, by the kinds of their ends.

    Ties without an end are refused by the name of their kind; without one, they are left out (nothing to delete).
    """
    for side, column in (("a", "subject"), ("b", "object")):
        frame = frame.join(kinds.rename({"id": column, "kind": f"_{side}"}), on=column, how="left")
    loose = frame.filter(pl.col("_a").is_null() | pl.col("_b").is_null())
    if strict and len(loose):
        raise dangling(strict, loose["subject"][0], loose["object"][0], len(loose))
    for (a, b), group in frame.drop_nulls(["_a", "_b"]).group_by("_a", "_b", maintain_order=True):
        for part in group.drop("_a", "_b").iter_slices(BATCH):
            properties = given(plain(part.drop("subject", "object")))
            ends = part.select("subject", "object").rows()
            yield (str(a), str(b)), [{"s": s, "o": o, "p": p} for (s, o), p in zip(ends, properties, strict=True)]


def kinds_then(change: Change, now: pl.DataFrame) -> pl.DataFrame:
    """The kinds of the nodes a change names, once it is made; StoreError where an id would stand for two nodes."""
    gone = [frame.select("id", kind=pl.lit(kind)) for kind, frame in change.delete_nodes.items()]
    new = [frame.select("id", kind=pl.lit(kind)) for kind, frame in change.upsert_nodes.items()]
    left = now.join(pl.concat(gone), on=["id", "kind"], how="anti") if gone else now
    then = pl.concat([left, *new]).unique(maintain_order=True)
    double = then.filter(pl.col("id").is_duplicated())["id"]
    if len(double):
        raise twice(double[0], 2)
    return then


def kinds_now(change: Change, running: Transaction) -> pl.DataFrame:
    """The kinds of the nodes a change names, as far as they are there."""
    ends = [f.select(pl.col(c).alias("id")) for f in change.upsert_edges.values() for c in ("subject", "object")]
    ends += [f.select(id="subject") for f in change.delete_edges.values()]
    ends += [f.select("id") for f in change.upsert_nodes.values()]
    ids = pl.concat(ends)["id"].unique().to_list() if ends else []
    found: list[tuple[str, str]] = []
    for kind in schema.nodes() if ids else ():
        asked = f"UNWIND $ids AS i MATCH (n:{kind} {{id: i}}) RETURN i"
        found += [(r["i"], kind) for r in running.run(asked, ids=ids)]
    return pl.DataFrame(found, schema={"id": pl.String, "kind": pl.String}, orient="row")
