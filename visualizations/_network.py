"""A network for a page: pyvis holds nodes, edges and options, our own template draws them with vis-network, offline.

pyvis's own templates ask a CDN and run what titles hold; so only its data are used, places are computed here, physics
is off, and the script comes from the package itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

MOST = 300
"""Nodes shown at once; what goes beyond stands in groups that open."""
ROWS = 14
"""Nodes one under another in a column of a sector."""
STEP_X, STEP_Y = 250, 44
FIRST = 340
"""From the middle to the first column."""


@dataclass(frozen=True)
class Sector:
    """One kind of tie around the middle: where it goes (left, right, up, down), and how many stand open."""

    id: str
    title: str
    side: str
    shown: int


@dataclass(frozen=True)
class Spoke:
    """A node around the middle and the tie that holds it; `known` means observed or declared."""

    id: str
    label: str
    sector: str
    shape: str
    says: str
    known: bool
    outward: bool
    url: str = ""


def network(middle: tuple[str, str], spokes: Sequence[Spoke], sectors: Sequence[Sector]) -> dict[str, Any]:
    """Nodes, edges and options for vis-network, each with its place; `groups` name what opens what.

    Raises ValueError where more than MOST nodes would stand open.
    """
    net = _quiet()
    _node(net, middle[0], middle[1], (0, 0), shape="box", level="middle")
    groups: dict[str, list[str]] = {}
    for side in dict.fromkeys(s.side for s in sectors):
        mine = [(s, [p for p in spokes if p.sector == s.id]) for s in sectors if s.side == side]
        _side(net, middle[0], (side, mine), groups)
    if sum(not n.get("hidden") for n in net.nodes) > MOST:
        raise ValueError(f"{len(net.nodes)} nodes, more than {MOST} open")
    nodes, edges, *_ = net.get_network_data()
    return {"nodes": nodes, "edges": edges, "groups": groups, "most": MOST}


def _side(
    net: Any, middle: str, side: tuple[str, list[tuple[Sector, list[Spoke]]]], groups: dict[str, list[str]]
) -> None:
    """One side of the middle: what stands open of each sector first, then the groups, then what they hold."""
    name, sectors = side
    shown = [(s, p) for s, those in sectors for p in those[: s.shown]]
    closed = [(s, those[s.shown :]) for s, those in sectors if len(those) > s.shown]
    places = iter(_places(name, sum(len(those) for _, those in sectors) + len(closed)))
    for sector, spoke in shown:
        _node(net, spoke.id, spoke.label, next(places), shape=spoke.shape, level=sector.id)
        _edge(net, middle, spoke, False)
    for sector, those in closed:
        group = f"group:{sector.id}"
        _node(net, group, f"{sector.title}:另 {len(those)} 个,点开", next(places), shape="box", level="group")
        groups[group] = [s.id for s in those]
    for sector, those in closed:
        for spoke in those:
            _node(net, spoke.id, spoke.label, next(places), shape=spoke.shape, level=sector.id, hidden=True)
            _edge(net, middle, spoke, True)


def script() -> str:
    """vis-network as pyvis ships it."""
    return files("pyvis").joinpath("lib/vis-9.1.2/vis-network.min.js").read_text(encoding="utf-8")


def _quiet() -> Any:
    """An empty pyvis network, directed, without physics."""
    from pyvis.network import Network

    net = Network(directed=True, cdn_resources="in_line")
    net.toggle_physics(status=False)
    return net


def _node(net: Any, name: str, label: str, at: tuple[int, int], **more: Any) -> None:
    """Filled directly: add_node scans all nodes at every call."""
    x, y = at
    net.nodes.append({"id": name, "label": label, "x": x, "y": y, **more})


def _edge(net: Any, middle: str, spoke: Spoke, hidden: bool) -> None:
    ends = (middle, spoke.id) if spoke.outward else (spoke.id, middle)
    net.edges.append({"from": ends[0], "to": ends[1], "title": spoke.says, "dashes": not spoke.known, "hidden": hidden,
                      "url": spoke.url})  # fmt: skip


def _places(side: str, n: int) -> list[tuple[int, int]]:
    """Places of n nodes on one side of the middle: columns to the left or right, rows above or below."""
    if side in ("left", "right"):
        sign = -1 if side == "left" else 1
        tall = min(n, ROWS)
        return [(sign * (FIRST + i // ROWS * STEP_X), round((i % ROWS - (tall - 1) / 2) * STEP_Y)) for i in range(n)]
    sign, wide = (-1 if side == "up" else 1), 3
    base = ROWS * STEP_Y // 2 + 60
    return [(round((i % wide - (min(n, wide) - 1) / 2) * STEP_X), sign * (base + i // wide * STEP_Y)) for i in range(n)]
