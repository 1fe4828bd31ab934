"""What does a person get of a row? Text, numbers, lists, dicts: the same from either engine, and all of it JSON.

A node is `{_labels, id, name, …}`, a tie `{_type, _from, _to, …}` with the ids of its ends where those stand in the
same row, a path `{nodes, edges}`. Engines' own numbers are left out: they differ, and change with the next build.
"""

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Row = dict[str, Any]


def plain(row: Mapping[str, Any]) -> Row:
    """A row with plain values.

    >>> plain({"n": {"_id": 7, "_labels": ["Firm"], "id": "f1"}, "x": float("nan")})
    {'n': {'_labels': ['Firm'], 'id': 'f1'}, 'x': 'NaN'}
    """
    if not any(isinstance(v, dict | list) for v in row.values()):
        return {name: _scalar(v) for name, v in row.items()}
    ids = dict(_nodes(row.values()))
    return {name: _value(v, ids) for name, v in row.items()}


def cut(rows: Iterable[Mapping[str, Any]], most_rows: int, most_bytes: int) -> tuple[list[bytes], str]:
    r"""Rows as lines of JSON, up to a number of rows and of bytes; which of the two cut them, if one did.

    >>> cut([{"x": 1}, {"x": 2}, {"x": 3}], 2, 100)
    ([b'[1]\n', b'[2]\n'], 'rows')
    """
    lines: list[bytes] = []
    size = 0
    for row in rows:
        if len(lines) == most_rows:
            return lines, "rows"
        told = line(list(plain(row).values()))
        size += len(told)
        if size > most_bytes:
            return lines, "bytes"
        lines.append(told)
    return lines, ""


def line(value: Any) -> bytes:
    """A value as a line of JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n"


def _nodes(values: Any) -> Iterator[tuple[Any, Any]]:
    """The engine's number and our id of each node that stands anywhere in the row."""
    for value in values:
        if isinstance(value, dict):
            if "_labels" in value and "_id" in value:
                yield value["_id"], value.get("id")
            else:
                yield from _nodes(value.values())
        elif isinstance(value, list):
            yield from _nodes(value)


def _value(value: Any, ids: Mapping[Any, Any]) -> Any:
    if isinstance(value, list):
        return [_value(one, ids) for one in value]
    if not isinstance(value, dict):
        return _scalar(value)
    if "_labels" in value and "_id" in value:
        return {name: _value(v, ids) for name, v in value.items() if name != "_id"}
    if "_type" in value and "_source" in value:
        ends = {"_from": ids.get(value["_source"]), "_to": ids.get(value["_target"])}
        own = {n: _value(v, ids) for n, v in value.items() if n not in ("_id", "_source", "_target", "_type")}
        return {"_type": value["_type"], **{n: v for n, v in ends.items() if v is not None}, **own}
    return {name: _value(v, ids) for name, v in value.items()}


def _scalar(value: Any) -> Any:
    """A number JSON does not know and a date become text."""
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    if value is None or isinstance(value, str | int | float):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
