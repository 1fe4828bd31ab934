"""In the worker's process: what a file holds, opened read-only."""

from typing import Any

from grafeo import GrafeoDB, GrafeoError

from graph.cypher.values import cut


def opened(hello: dict[str, Any]) -> "Graph | str":
    """The graph of a file, or why it cannot be opened."""
    try:
        return Graph(GrafeoDB.open_read_only(hello["graph"]))
    except (GrafeoError, OSError) as error:
        return str(error)


class Graph:
    """One generation."""

    more_files = 0

    def __init__(self, db: Any) -> None:
        self.db = db

    def answer(self, asked: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
        """A head that says how many rows follow and what cut them, and the rows; or what the engine said."""
        try:
            result = self.db.execute_cypher(asked["cypher"], asked["params"])
        except GrafeoError as error:
            return {"refused": str(error)}, []
        lines, more = cut(result, asked["rows"], asked["bytes"])
        return {"columns": list(result.columns), "n": len(lines), "more": more}, lines
