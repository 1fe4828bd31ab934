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
ROWS = 9
"""Nodes one under another in a column of a sector."""
STEP_X, STEP_Y = 264, 50
FIRST = 392
"""From the middle to the first column."""
LEAST = 4
"""Steps from the middle to the first row above or below where few stand beside it: a screen is not a strip."""
WIDE = 5
"""Nodes beside one another in a row above or below."""


@dataclass(frozen=True)
class Sector:
    """One kind of tie around the middle: where it goes (left, right, up, down), how many stand open, what is said of none."""

    id: str
    title: str
    side: str
    shown: int
    english: str = ""
    none: tuple[str, str] = ("", "")


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
    beside = max(
        (sum(min(n, s.shown) for s, n in _sizes(spokes, sectors, side)) for side in ("left", "right")), default=0
    )
    reach = round(max(LEAST, (min(beside, ROWS) + 1) / 2 + 1) * STEP_Y)
    for side in dict.fromkeys(s.side for s in sectors):
        mine = [(s, [p for p in spokes if p.sector == s.id]) for s in sectors if s.side == side]
        _side(net, middle[0], (side, mine, reach), groups)
    if sum(not n.get("hidden") for n in net.nodes) > MOST:
        raise ValueError(f"{len(net.nodes)} nodes, more than {MOST} open")
    nodes, edges, *_ = net.get_network_data()
    return {"nodes": nodes, "edges": edges, "groups": groups, "most": MOST}


def _sizes(spokes: Sequence[Spoke], sectors: Sequence[Sector], side: str) -> list[tuple[Sector, int]]:
    return [(s, sum(p.sector == s.id for p in spokes)) for s in sectors if s.side == side]


def _side(
    net: Any, middle: str, side: tuple[str, list[tuple[Sector, list[Spoke]]], int], groups: dict[str, list[str]]
) -> None:
    """One side of the middle: what stands open of each sector first, then the groups, then what they hold."""
    name, sectors, reach = side
    most = {s.id: s.shown if len(those) > s.shown + 1 else len(those) for s, those in sectors}
    shown = [(s, p) for s, those in sectors for p in those[: most[s.id]]]
    closed = [(s, those[most[s.id] :]) for s, those in sectors if len(those) > most[s.id]]
    opened = len(shown) + len(closed)
    places = iter(_places(name, opened, sum(len(those) for _, those in sectors) + len(closed), reach))
    _head(net, name, sectors, (opened, reach))
    for sector, spoke in shown:
        _node(net, spoke.id, spoke.label, next(places), shape=spoke.shape, level=sector.id, says=spoke.says)
        _edge(net, middle, spoke, False)
    for sector, those in closed:
        group = f"group:{sector.id}"
        said, english = f"{sector.title}:另 {len(those)} 个,点开", f"{sector.english}: {len(those)} more, press"
        close = {"close": f"{sector.title}:收起 {len(those)} 个", "close_en": f"{sector.english}: close {len(those)}"}
        _node(net, group, said, next(places), shape="box", level="group", label_en=english, **close)
        groups[group] = [s.id for s in those]
    for sector, spoke in ((s, p) for s, those in closed for p in those):
        _node(
            net, spoke.id, spoke.label, next(places), shape=spoke.shape, level=sector.id, says=spoke.says, hidden=True
        )
        _edge(net, middle, spoke, True)


def _head(net: Any, side: str, sectors: list[tuple[Sector, list[Spoke]]], room: tuple[int, int]) -> None:
    """What a side is called and how many it holds, a line a sector; or that nothing of it is on record."""
    counts = [(s, len(those)) for s, those in sectors if those]
    if counts:
        said, english = "\n".join(f"{s.title} {n}" for s, n in counts), "\n".join(f"{s.english} {n}" for s, n in counts)
        _node(net, f"head:{side}", said, _above(side, *room), shape="text", level="head", label_en=english)
    elif none := next((s.none for s, _ in sectors if s.none[0]), None):
        beside = {"left": (-FIRST, 0), "right": (FIRST, 0)}
        at = beside.get(side, _above(side, 1, room[1]))
        _node(net, f"none:{side}", none[0], at, shape="text", level="none", label_en=none[1])


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
    net.edges.append({"from": ends[0], "to": ends[1], "says": spoke.says, "dashes": not spoke.known, "hidden": hidden,
                      "url": spoke.url})  # fmt: skip


def _places(side: str, opened: int, n: int, reach: int) -> list[tuple[int, int]]:
    """Places of n nodes on one side of the middle, the opened ones about its axis: columns left or right, rows above or below.

    Every second column or row stands half a step off, so that ties run between the nodes before them.
    """
    sign = -1 if side in ("left", "up") else 1
    if side in ("left", "right"):
        tall = min(opened, ROWS)
        return [
            (sign * (FIRST + i // ROWS * STEP_X), round((i % ROWS - (tall - 1) / 2 + i // ROWS % 2 / 2) * STEP_Y))
            for i in range(n)
        ]
    wide = min(opened, WIDE)
    return [
        (round((i % WIDE - (wide - 1) / 2 + i // WIDE % 2 / 2) * STEP_X), sign * (reach + i // WIDE * (STEP_Y + 6)))
        for i in range(n)
    ]


def _above(side: str, opened: int, reach: int) -> tuple[int, int]:
    """Where the name of a side stands: above its first column, or beyond its rows' left end."""
    if side in ("left", "right"):
        return ((-FIRST if side == "left" else FIRST), round(-((min(opened, ROWS) - 1) / 2 + 0.85) * STEP_Y))
    wide = min(opened, WIDE)
    x = round(-((wide - 1) / 2) * STEP_X - STEP_X * 0.8)
    return (x, (-1 if side == "up" else 1) * reach)
