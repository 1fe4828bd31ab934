"""How does a node, a tie or a path look in one cell? By what people know it by: its kind, its name, its id."""

from collections.abc import Mapping
from typing import Any

HIDDEN = frozenset({"id", "name", "edge_id", "source_url", "known_on", "n_sources"})
"""What a tie's cell leaves out: it would fill the line."""

SHOWN = 4
"""How many fields of a tie its cell shows."""


def cell(value: Any) -> Any:
    """One value for a table: numbers and text as they are, the rest as text.

    >>> cell({"_labels": ["Firm"], "id": "f1", "name": "虚构甲公司", "uscc": "…"})
    'Firm 虚构甲公司 (f1)'
    >>> cell({"_type": "SUPPLIES", "_from": "f1", "_to": "f2", "product": "玻璃"})
    'SUPPLIES f1 → f2 product: 玻璃'
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "; ".join(str(cell(one)) for one in value)
    return _thing(value) if isinstance(value, Mapping) else value


def _thing(value: Mapping[str, Any]) -> str:
    match value:
        case {"_labels": _}:
            return _node(value)
        case {"_type": _}:
            return _tie(value)
        case {"nodes": [*nodes], "edges": [*ties]} if len(nodes) == len(ties) + 1:
            return _path(nodes, ties)
    return ", ".join(f"{name}: {cell(one)}" for name, one in value.items())


def _node(node: Mapping[str, Any]) -> str:
    name, known = node.get("name"), node.get("id")
    return " ".join(str(part) for part in (*node["_labels"], name, f"({known})" if known else None) if part)


def _tie(tie: Mapping[str, Any]) -> str:
    ends = f" {tie['_from']} → {tie['_to']}" if "_from" in tie and "_to" in tie else ""
    fields = [(n, v) for n, v in tie.items() if not n.startswith("_") and n not in HIDDEN and v is not None]
    said = ", ".join(f"{name}: {cell(value)}" for name, value in fields[:SHOWN])
    return f"{tie['_type']}{ends} {said}".rstrip()


def _path(nodes: list[Mapping[str, Any]], ties: list[Mapping[str, Any]]) -> str:
    """甲 -[SUPPLIES]→ 乙 ←[SUPPLIES]- 丙: the way it was found, arrows the way ties run."""
    told = [_called(nodes[0])]
    for before, tie, after in zip(nodes, ties, nodes[1:], strict=False):
        forward = tie.get("_from") == before.get("id")
        told.append(f"-[{tie['_type']}]→" if forward else f"←[{tie['_type']}]-")
        told.append(_called(after))
    return " ".join(told)


def _called(node: Mapping[str, Any]) -> str:
    return str(node.get("name") or node.get("id") or "/".join(node.get("_labels", ())))
