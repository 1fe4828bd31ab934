"""The published graph as files of other tools: GraphML by networkx, CSV a kind; what is handed over is written whole."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.model.change import Row, View

FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Held:
    """What is to be written, kind by kind: nodes with their id, ties with `_subject`, `_object` and `edge_id`."""

    nodes: Iterable[tuple[str, list[Row]]]
    ties: Iterable[tuple[str, list[Row]]]


@dataclass(frozen=True)
class Carried:
    """What was written."""

    files: tuple[Path, ...]
    nodes: int
    ties: int


def whole(view: View) -> Held:
    """All of the graph."""
    return Held(_nodes(view), _ties(view))


def graphml(view: View, held: Held, path: Path) -> Carried:
    """The graph as one GraphML file: ids as nodes, the kind as `kind`, lists joined by `;`, a tie's id as its key."""
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(
        as_of=view.stamp.as_of, known_on=view.stamp.known_on, watermark=watermark(view)
    )
    for kind, rows in held.nodes:
        for row in rows:
            graph.add_node(row.pop("id"), kind=kind, **_plain(row))
    for kind, ties in held.ties:
        for row in ties:
            graph.add_edge(row.pop("_subject"), row.pop("_object"), key=row["edge_id"], kind=kind, **_plain(row))
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.part")
    nx.write_graphml(graph, beside, encoding="utf-8", named_key_ids=True)
    beside.replace(path)
    return Carried((path,), graph.number_of_nodes(), graph.number_of_edges())


def tables(view: View, held: Held, folder: Path) -> Carried:
    """The graph as CSV files with a mark for spreadsheets: nodes-KIND.csv and ties-KIND.csv (subject, object, fields)."""
    folder.mkdir(parents=True, exist_ok=True)
    mark, files, counts = watermark(view), [], [0, 0]
    for at, (prefix, kinds) in enumerate((("nodes", held.nodes), ("ties", held.ties))):
        for kind, rows in kinds:
            if rows:
                files.append(_table(folder / f"{prefix}-{kind}{f'({mark})' if mark else ''}.csv", rows))
                counts[at] += len(rows)
    if mark:
        beside = folder / f"{mark}.txt"
        beside.write_text(f"{mark}\n", encoding="utf-8")
        files.append(beside)
    return Carried(tuple(files), *counts)


def watermark(view: View) -> str:
    """What must go with a graph in which anything is invented; nothing otherwise."""
    return "含合成示例数据,非真实" if view.stamp.synthetic else ""


def _table(path: Path, rows: list[Row]) -> Path:
    heads = {"_subject": "subject", "_object": "object"}
    fields = list(dict.fromkeys(f for row in rows for f in row))
    first = [f for f in ("id", "_subject", "_object", "edge_id", "name") if f in fields]
    ordered = [*first, *sorted(f for f in fields if f not in first)]
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow([heads.get(f, f) for f in ordered])
        writer.writerows([_harmless(_text(row.get(f))) for f in ordered] for row in rows)
    return path


def _nodes(view: View) -> Iterator[tuple[str, list[Row]]]:
    from graph import schema

    for kind in sorted(schema.nodes()):
        found = view.rows(f"MATCH (n:{kind}) RETURN n.id AS id, properties(n) AS p ORDER BY id")
        yield kind, [{**r["p"], "id": r["id"]} for r in found]


def _ties(view: View) -> Iterator[tuple[str, list[Row]]]:
    from graph import schema

    for kind in sorted(schema.edges()):
        found = view.rows(
            f"MATCH (a)-[t:{kind}]->(b) RETURN a.id AS s, b.id AS o, t.edge_id AS e, properties(t) AS p ORDER BY e"
        )
        yield kind, [{"_subject": r["s"], "_object": r["o"], **r["p"]} for r in found]


def _plain(row: Row) -> dict[str, Any]:
    """Values GraphML knows: texts, numbers and truth; lists as one text, nothing for none."""
    return {k: _text(v) if isinstance(v, list | tuple) else v for k, v in row.items() if v is not None}


def _text(value: Any) -> str:
    if value is None:
        return ""
    return ";".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _harmless(text: str) -> str:
    """A cell that a spreadsheet would run as a formula gets an apostrophe before it; numbers stay numbers."""
    if text.lstrip(" ").startswith(FORMULA) and not text.removeprefix("-").replace(".", "", 1).isdigit():
        return f"'{text}"
    return text
