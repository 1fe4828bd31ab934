"""Show the vocabulary: kinds, ends, fields, Chinese titles, allowed values.

`chainscout schema KIND` shows one kind with its fields and the headings a table may use.
JSON: {"version": text, "kinds": [{kind, title, says, ends, key, fields: [{name, title, type, allowed, headings}], derived}]}
"""

import argparse
from collections.abc import Sequence
from typing import Any

from chainscout.outcome import Outcome, Table
from chainscout.settings import Settings


def options(parser: argparse.ArgumentParser, words: Sequence[str]) -> None:  # noqa: ARG001  # every command has the same two
    """KIND."""
    parser.add_argument("kind", nargs="?", metavar="KIND", help="one kind, with its fields; none: all kinds")


def run(args: argparse.Namespace, settings: Settings) -> Outcome:  # noqa: ARG001
    """All kinds, or one with its fields."""
    from graph import schema

    described = schema.describe()
    if args.kind:
        described = [d for d in described if d["kind"] == _named(args.kind)]
    for kind in described:
        for field in kind["fields"]:
            field["headings"] = list(schema.fields(kind["kind"])[field["name"]].headings)
    value = {"version": schema.VERSION, "kinds": described}
    return Outcome(value, _one(described[0]) if args.kind else _all(described))


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
    rows = [[d["kind"], d["title"], _ends(d), ", ".join(d["key"]), d["says"].partition("\n")[0]] for d in described]
    nodes = [r for r, d in zip(rows, described, strict=True) if not d["ends"]]
    edges = [r for r, d in zip(rows, described, strict=True) if d["ends"]]
    return [
        Table(["node", "节点", "says"], [[r[0], r[1], r[4]] for r in nodes]),
        Table(["edge", "关系", "from → to", "key", "says"], edges),
        "chainscout schema KIND shows a kind's fields and the headings a table may use",
    ]


def _one(kind: dict[str, Any]) -> list[str | Table]:
    rows = [
        [f["name"], f["title"], f["type"], "; ".join(f["allowed"]), "; ".join(f["headings"][2:])]
        for f in kind["fields"]
    ]
    key = f" [{', '.join(kind['key'])}]" if kind["key"] else ""
    return [
        f"{kind['kind']} {kind['title']} {_ends(kind)}{key}".strip(),
        kind["says"],
        Table(["field", "标题", "type", "allowed", "other headings"], rows),
    ]
