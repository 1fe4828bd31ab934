"""What comes back from Neo4j? Plain values: nodes, ties and paths as dicts, the way the embedded engine gives them."""

from collections.abc import Mapping
from typing import Any

from neo4j.graph import Node, Path, Relationship

SIDES = ("_source", "_target")


def row(record: Mapping[str, Any]) -> dict[str, Any]:
    """A row with plain values."""
    return {name: value(v) for name, v in record.items()}


def value(v: Any) -> Any:
    """One value as text, number, list or dict.

    >>> value([1, {"a": None}])
    [1, {'a': None}]
    """
    match v:
        case None | bool() | int() | float() | str():
            return v
        case list():
            return [value(one) for one in v]
        case dict():
            return {name: value(one) for name, one in v.items()}
        case Node() | Relationship() | Path():
            return _thing(v)
    return v.iso_format() if hasattr(v, "iso_format") else str(v)


def _thing(v: Node | Relationship | Path) -> dict[str, Any]:
    if isinstance(v, Node):
        return {"_id": v.element_id, "_labels": sorted(v.labels), **v}
    if isinstance(v, Relationship):
        ends = {side: node.element_id if node else None for side, node in zip(SIDES, v.nodes, strict=True)}
        return {"_id": v.element_id, **ends, "_type": v.type, **v}
    return {"nodes": [_thing(n) for n in v.nodes], "edges": [_thing(t) for t in v.relationships]}
