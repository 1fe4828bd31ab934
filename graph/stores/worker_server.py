"""In the worker's process: what a server publishes, read in READ mode under a time limit, row by row.

Mode and limit are set here, never by who asks; what rows take on the server its own settings limit.
"""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from graph.cypher.values import cut
from graph.errors import StoreError
from graph.stores import Server, neo4j_stamp
from graph.stores.neo4j import readable
from graph.stores.neo4j_link import Link
from graph.stores.neo4j_values import row

BATCH = 50
"""Rows held on this side at once: one of them may be large."""


def opened(hello: dict[str, Any]) -> "Graph | str":
    """The graph on a server, or why it cannot be read."""
    try:
        link = Link(Server(**hello["server"]))
        link.suited(aloud=False)
    except StoreError as error:
        return str(error)
    return Graph(link, Path(hello["folder"]))


class Graph:
    """One server."""

    more_files = 32

    def __init__(self, link: Link, folder: Path) -> None:
        self.link = link
        self.folder = folder

    def answer(self, asked: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
        """A head that says of which graph, how many rows follow and what cut them, and the rows; or what went wrong."""
        address = self.link.server.address
        try:
            with self.link.transaction("read", asked["seconds"], BATCH) as running:
                before = readable(neo4j_stamp.held(running, self.folder), address)
                result = running.run(asked["cypher"], asked["params"])
                columns = list(result.keys())
                lines, more = cut((row(record) for record in result), asked["rows"], asked["bytes"])
                result.consume()
                now = readable(neo4j_stamp.held(running, self.folder), address)
        except StoreError as error:
            return {"failed": str(error)}, []
        if now.name != before.name:
            return {"failed": f"{address}: another graph was published while this was asked; ask again"}, []
        return {"columns": columns, "n": len(lines), "more": more, "stamp": asdict(now.stamp)}, lines
