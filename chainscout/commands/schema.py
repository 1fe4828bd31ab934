"""Show the vocabulary: kinds, ends, fields, Chinese titles, allowed values, and how many of each the graph holds.

`chainscout schema KIND` shows one kind with its fields and the headings a table may use.
JSON: {"version": text, "kinds": [{kind, title, says, ends, key, fields: [{name, title, type, allowed, headings}], derived, n: count or null}],
"graph": {as_of, known_on, ledger} or null, "why": why there is no count}
"""

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from chainscout.outcome import Outcome, Table
from chainscout.settings import Settings

if TYPE_CHECKING:
    from graph.stores import Reader


def options(parser: argparse.ArgumentParser, words: Sequence[str]) -> None:  # noqa: ARG001  # every command has the same two
    """KIND."""
    parser.add_argument("kind", nargs="?", metavar="KIND", help="one kind, with its fields; none: all kinds")


def run(args: argparse.Namespace, settings: Settings) -> Outcome:
    """All kinds, or one with its fields."""
    from graph import schema

    described = schema.describe()
    if args.kind:
        described = [d for d in described if d["kind"] == _named(args.kind)]
    for kind in described:
        for field in kind["fields"]:
            field["headings"] = list(schema.fields(kind["kind"])[field["name"]].headings)
    graph, counts, why = _counted([kind["kind"] for kind in described], settings)
    for kind in described:
        kind["n"] = counts.get(kind["kind"])
    value = {"version": schema.VERSION, "kinds": described, "graph": graph, "why": why}
    parts = _one(described[0]) if args.kind else _all(described)
    return Outcome(value, [*parts, *_of_graph(graph, why)])


def _counted(kinds: Sequence[str], settings: Settings) -> tuple[dict[str, Any] | None, dict[str, int], str]:
    """Of which graph, how many of each kind; or why that cannot be said."""
    from chainscout.credentials import server
    from graph import schema, stores
    from graph.errors import ChainscoutError
    from graph.ledger import home

    try:
        home.check(settings.home)
        reader = stores.reader(settings.home, server(settings))
    except ChainscoutError as error:
        return None, {}, str(error)
    try:
        counts = {kind: _count(reader, kind, is_node=kind in schema.nodes()) for kind in kinds}
    finally:
        reader.close()
    stamp = reader.generation.stamp
    return {n: getattr(stamp, n) for n in ("as_of", "known_on", "ledger")}, counts, ""


def _count(reader: "Reader", kind: str, *, is_node: bool) -> int:
    pattern = f"(x:{kind})" if is_node else f"()-[x:{kind}]->()"
    return int(reader.rows(f"MATCH {pattern} RETURN count(x) AS n")[0]["n"])


def _of_graph(graph: dict[str, Any] | None, why: str) -> list[str]:
    if graph is None:
        return [f"not counted: {why}"]
    return [f"counted in the graph as of {graph['as_of']}, known on {graph['known_on']}, ledger {graph['ledger']}"]


def _named(text: str) -> str:
    """The kind of that name, in any case or by its Chinese title."""
    from difflib import get_close_matches

    from graph import schema
    from graph.errors import VocabularyError

    names = {n.lower(): n for n in schema.kinds()} | {k.title: n for n, k in schema.kinds().items()}
    found = names.get(text.lower()) or names.get(text)
    if found is None:
        near = get_close_matches(text.lower(), names, 3)
        hint = f"did you mean {' or '.join(names[n] for n in near)}?" if near else "see `chainscout schema`"
        raise VocabularyError(f"kind {text}: not in the vocabulary; {hint}")
    return found


def _ends(kind: dict[str, Any]) -> str:
    return " → ".join("|".join(side) for side in kind["ends"]) if kind["ends"] else ""


def _all(described: list[dict[str, Any]]) -> list[str | Table]:
    rows = [
        [d["kind"], d["title"], d["n"], _ends(d), ", ".join(d["key"]), d["says"].partition("\n")[0]] for d in described
    ]
    nodes = [r for r, d in zip(rows, described, strict=True) if not d["ends"]]
    edges = [r for r, d in zip(rows, described, strict=True) if d["ends"]]
    return [
        Table(["node", "节点", "n", "says"], [[*r[:3], r[5]] for r in nodes]),
        Table(["edge", "关系", "n", "from → to", "key", "says"], edges),
        "chainscout schema KIND shows a kind's fields and the headings a table may use",
    ]


def _one(kind: dict[str, Any]) -> list[str | Table]:
    rows = [
        [f["name"], f["title"], f["type"], "; ".join(f["allowed"]), "; ".join(f["headings"][2:])]
        for f in kind["fields"]
    ]
    key = f" [{', '.join(kind['key'])}]" if kind["key"] else ""
    n = "" if kind["n"] is None else f" · {kind['n']:,}"
    return [
        f"{kind['kind']} {kind['title']} {_ends(kind)}{key}{n}".strip(),
        kind["says"],
        Table(["field", "标题", "type", "allowed", "other headings"], rows),
    ]
