"""Five of the questions by plain networkx, as one writes them in a notebook: `python -m benchmarks.plain FRAMES NAMES`.

FRAMES are those of a built home, NAMES a JSON file of what to ask about. Loading all into one graph is timed apart from
answering; what is answered is compared with the house's own answers by who runs this.
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import networkx as nx
import polars as pl

NODES = ("Firm", "Segment", "Place", "Chain", "Fund", "Platform")
TIES: Mapping[str, tuple[str, ...]] = {
    "OPERATES_IN": ("at", "activity", "stage", "basis"),
    "SUPPLIES": ("basis",),
    "FEEDS": (),
    "PART_OF": (),
    "SAME_AS": ("extent",),
    "WITHIN": (),
    "INVESTS_IN": (),
    "SUBSIDIARY_OF": (),
    "BRAND_OF": (),
    "PROJECT_COMPANY_OF": (),
    "MEMBER_OF": (),
}
"""The kinds the five need, with the fields they read."""

CONNECTING = ("SUPPLIES", "INVESTS_IN", "SUBSIDIARY_OF", "BRAND_OF", "PROJECT_COMPANY_OF", "MEMBER_OF")
STEPS, DEPTH, TIMES = 4, 3, 7
FILLING = ("observed", "declared")


@dataclass(frozen=True)
class Plain:
    """Everything in one multigraph; what connects firms once more, undirected, for paths."""

    graph: nx.MultiDiGraph
    firms: nx.Graph

    def into(self, node: str, kind: str) -> list[tuple[str, dict[str, Any]]]:
        """What points at a node by ties of a kind, with their fields."""
        return [(s, d) for s, _, d in self.graph.in_edges(node, data=True) if d["kind"] == kind]

    def out_of(self, node: str, kind: str) -> list[tuple[str, dict[str, Any]]]:
        """What a node points at by ties of a kind, with their fields."""
        return [(o, d) for _, o, d in self.graph.out_edges(node, data=True) if d["kind"] == kind]

    def twins(self, segment: str) -> set[str]:
        """A segment and all that is wholly the same, step by step."""
        found, left = {segment}, [segment]
        while left:
            one = left.pop()
            ties = self.into(one, "SAME_AS") + self.out_of(one, "SAME_AS")
            left += [o for o, d in ties if d["extent"] == "whole" and o not in found]
            found |= set(left)
        return found

    def below(self, place: str) -> set[str]:
        """A place and all within it."""
        found, left = {place}, [place]
        while left:
            left += [p for p, _ in self.into(left.pop(), "WITHIN") if p not in found]
            found |= set(left)
        return found


def loaded(frames: Path) -> Plain:
    """The frames as graphs of Python objects."""
    graph, firms = nx.MultiDiGraph(), nx.Graph()
    for kind in NODES:
        path = frames / f"node-{kind}.parquet"
        if path.exists():
            frame = pl.read_parquet(path)
            kept = frame.select(c for c in ("id", "name", "filled_by") if c in frame.columns)
            graph.add_nodes_from((row.pop("id"), row) for row in kept.iter_rows(named=True))
    for kind, fields in TIES.items():
        path = frames / f"edge-{kind}.parquet"
        if path.exists():
            rows = pl.read_parquet(path, columns=["subject", "object", "edge_id", *fields]).iter_rows()
            for subject, other, edge, *values in rows:
                graph.add_edge(subject, other, key=edge, kind=kind, **dict(zip(fields, values, strict=True)))
                if kind in CONNECTING:
                    firms.add_edge(subject, other)
    return Plain(graph, firms)


def firms_in_segment(plain: Plain, names: Mapping[str, Any]) -> list[str]:
    """Every firm of a segment and its whole twins."""
    twins = plain.twins(names["segment"])
    return sorted({f for t in twins for f, _ in plain.into(t, "OPERATES_IN")})


def suppliers(plain: Plain, names: Mapping[str, Any]) -> list[str]:
    """Who supplies a firm."""
    return sorted({f for f, _ in plain.into(names["firm"], "SUPPLIES")})


def upstream(plain: Plain, names: Mapping[str, Any]) -> list[str]:
    """The segments up to some steps upstream, through whole twins."""
    seen = plain.twins(names["segment"])
    frontier, found = set(seen), set[str]()
    for _ in range(DEPTH):
        far = {f for s in frontier for f, _ in plain.into(s, "FEEDS")}
        found |= far
        frontier = {t for f in far for t in plain.twins(f)} - seen
        seen |= frontier
    return sorted(found)


def paths(plain: Plain, names: Mapping[str, Any]) -> list[int]:
    """How long the shortest ways between two firms are, and how many; nothing beyond some steps."""
    one, other = names["firm"], names["other"]
    if one not in plain.firms or other not in plain.firms or not nx.has_path(plain.firms, one, other):
        return []
    length = nx.shortest_path_length(plain.firms, one, other)
    ways = nx.all_shortest_paths(plain.firms, one, other)
    return [] if length > STEPS else [length, sum(1 for _ in ways)]


def chain_status(plain: Plain, names: Mapping[str, Any]) -> dict[str, int]:
    """How many firms at a place fill each segment of a chain, by name; a count, not the state."""
    here = plain.below(names["place"])
    counts = Counter[str]()
    for segment, _ in plain.into(names["chain"], "PART_OF"):
        own = plain.graph.nodes[segment].get("filled_by") or "produce"
        counts[segment] = len({
            plain.graph.nodes[f]["name"] for t in plain.twins(segment) for f, d in plain.into(t, "OPERATES_IN")
            if d["at"] in here and d["activity"] == own and d["stage"] == "operating" and (d["basis"] or "declared") in FILLING
        })  # fmt: skip
    return dict(sorted(counts.items()))


ASKS: Mapping[str, Callable[[Plain, Mapping[str, Any]], Any]] = {
    "firms-in-segment": firms_in_segment,
    "suppliers": suppliers,
    "upstream": upstream,
    "paths": paths,
    "chain-status": chain_status,
}
"""The five, by the name of the question."""


def main(frames: Path, names: Path) -> None:
    """Print as JSON: seconds to load, and of each question and asking its answer and milliseconds."""
    begun = time.perf_counter()
    plain = loaded(frames)
    took = time.perf_counter() - begun
    found = []
    for asking, given in json.loads(names.read_text(encoding="utf-8")).items():
        for name, ask in ASKS.items():
            times, answer = [], None
            for _ in range(TIMES):
                begun = time.perf_counter()
                answer = ask(plain, given)
                times.append(round((time.perf_counter() - begun) * 1_000, 2))
            found.append({"question": name, "asking": asking, "median": round(median(times), 2), "answer": answer})
    print(json.dumps({"load_s": round(took, 1), "asked": found}, ensure_ascii=False))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
