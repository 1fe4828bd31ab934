"""Which segments of a chain does everything pass through, and what stops when one is lost?

Strict dominators (Lengauer & Tarjan 1979, doi:10.1145/357062.357071; networkx finds them by Cooper, Harvey and Kennedy's
algorithm) on the reversed graph from the chain's ends: a segment dominates those whose every way to an end leads through
it. Cut share: the part of all joined source–end pairs that are joined no more without a segment. Circles are condensed
to one point first, so a circle stands or falls together. Routes of one group (cathode:lfp, cathode:ncm) replace one
another: a segment whose loss stops no end, because another of its group does its work, dominates nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import networkx as nx

from queries.methods.feeds import Feed

Link = tuple[str, str]
END = ""
"""One end behind all ends; no segment has an empty id."""


@dataclass(frozen=True)
class Condensed:
    """A graph without circles, and the point each segment fell into: the first id of its circle."""

    graph: nx.DiGraph
    point: Mapping[str, str]
    members: Mapping[str, tuple[str, ...]]

    @property
    def ends(self) -> tuple[str, ...]:
        """What feeds nothing else, by point."""
        return tuple(sorted(n for n in self.graph if not self.graph.out_degree(n)))

    @property
    def sources(self) -> frozenset[str]:
        """What nothing feeds, by point; a segment that stands alone is no source."""
        return frozenset(n for n in self.graph if not self.graph.in_degree(n) and self.graph.out_degree(n))


def condensed(links: Iterable[Link]) -> Condensed:
    """The links with every circle as one point.

    >>> condensed([("a", "b"), ("b", "c"), ("c", "b"), ("c", "d")]).members["b"]
    ('b', 'c')
    """
    whole = nx.DiGraph(sorted(links))
    members = {min(one): tuple(sorted(one)) for one in nx.strongly_connected_components(whole)}
    point = {node: first for first, one in members.items() for node in one}
    graph = nx.DiGraph()
    graph.add_nodes_from(sorted(members))
    graph.add_edges_from(sorted({(point[a], point[b]) for a, b in whole.edges if point[a] != point[b]}))
    return Condensed(graph, point, members)


def dominated(links: Iterable[Link]) -> dict[str, frozenset[str]]:
    """For each segment those whose every way to an end leads through it, itself left out.

    >>> links = [("ore", "salt"), ("salt", "cell"), ("foil", "cell"), ("cell", "pack"), ("ore", "foil")]
    >>> {s: sorted(d) for s, d in sorted(dominated(links).items()) if d}
    {'cell': ['foil', 'ore', 'salt'], 'pack': ['cell', 'foil', 'ore', 'salt']}
    """
    one = condensed(links)
    tree = _tree(one)
    found: dict[str, frozenset[str]] = {}
    for node in one.point:
        below = nx.descendants(tree, one.point[node]) if one.point[node] in tree else set()
        found[node] = frozenset(m for b in below for m in one.members[b])
    return found


def _tree(one: Condensed) -> nx.DiGraph:
    """The dominator tree of the reversed graph, rooted in END."""
    back = one.graph.reverse()
    back.add_edges_from((END, end) for end in one.ends)
    above = nx.immediate_dominators(back, END) if END in back else {}
    return nx.DiGraph((up, node) for node, up in above.items() if node != END and up is not None)


def cut_shares(links: Iterable[Link]) -> dict[str, float]:
    """For each segment the share of joined source–end pairs that its loss would part.

    A pair of which the segment is itself the source or the end is parted too. For each end the dominator tree says
    which sources hang on a segment, so the graph is walked once an end and not once a segment.

    >>> cut_shares([("a", "c"), ("b", "c"), ("c", "e"), ("b", "d"), ("d", "e")])["c"]
    0.5
    """
    one = condensed(links)
    parted: dict[str, int] = dict.fromkeys(one.graph, 0)
    pairs = 0
    for end in one.ends:
        hanging = _hanging(one, end)
        pairs += hanging.get(end, 0)
        for node, count in hanging.items():
            parted[node] += count
    return {node: parted[one.point[node]] / pairs if pairs else 0.0 for node in one.point}


def _hanging(one: Condensed, end: str) -> dict[str, int]:
    """How many sources reach this end only through each point, the point itself among them."""
    above = nx.immediate_dominators(one.graph.reverse(), end)
    tree = nx.DiGraph((up, node) for node, up in above.items() if node != end and up is not None)
    tree.add_node(end)
    count: dict[str, int] = {}
    for node in nx.dfs_postorder_nodes(tree, end):
        count[node] = (node in one.sources) + sum(count[below] for below in tree.successors(node))
    return count


def merged(feeds: Iterable[Feed], classes: Mapping[str, Iterable[str]]) -> tuple[Feed, ...]:
    """Feeds with each whole twin as the first of its class; what would feed itself is left out."""
    first = {one: min(members) for one, members in classes.items()}
    named = (
        replace(f, upstream=first.get(f.upstream, f.upstream), downstream=first.get(f.downstream, f.downstream))
        for f in feeds
    )
    return tuple(f for f in named if f.upstream != f.downstream)


def links(feeds: Iterable[Feed]) -> list[Link]:
    """Feeds as bare links."""
    return [(f.upstream, f.downstream) for f in feeds]


def stopped(feeds: Iterable[Feed], lost: Iterable[str]) -> frozenset[str]:
    """What can be made no more when some segments are lost, these among it.

    A segment stops with any input that is essential, or not known to be inessential, and has no alternative; of a group
    of alternatives it stops only with all of them.

    >>> feed = lambda a, b, *routes: Feed(a, b, b, "yes", routes, "")
    >>> cell = [feed("lfp", "cell", "cathode:lfp"), feed("ncm", "cell", "cathode:ncm"), feed("li", "lfp"), feed("li", "ncm")]
    >>> sorted(stopped(cell, ["lfp"])), sorted(stopped(cell, ["li"]))
    (['lfp'], ['cell', 'lfp', 'li', 'ncm'])
    """
    inputs: dict[str, list[Feed]] = {}
    for feed in feeds:
        inputs.setdefault(feed.downstream, []).append(feed)
    found, grew = set(lost), True
    while grew:
        more = {s for s, those in inputs.items() if s not in found and _stops(those, found)}
        found |= more
        grew = bool(more)
    return frozenset(found)


def _stops(inputs: Iterable[Feed], gone: set[str]) -> bool:
    return any({f.upstream for f in those} <= gone for those in needs(inputs))


def needs(inputs: Iterable[Feed]) -> Iterator[list[Feed]]:
    """The inputs of one segment, those that replace one another together; what is inessential alone is left out."""
    listed = list(inputs)
    groups: dict[str, list[Feed]] = {}
    for feed in listed:
        for group in route_groups(feed):
            groups.setdefault(group, []).append(feed)
    real = [those for those in groups.values() if len({f.upstream for f in those}) > 1]
    grouped = {id(f) for those in real for f in those}
    yield from real
    yield from ([f] for f in listed if id(f) not in grouped and f.essential != "no")


def route_groups(feed: Feed) -> frozenset[str]:
    """The groups of alternatives a feed stands in: `cathode` of `cathode:lfp`; a route without a colon is a note."""
    return frozenset(r.partition(":")[0] for r in feed.routes if ":" in r)


@dataclass(frozen=True)
class Choke:
    """A segment all ways of others pass: whom it dominates, which ends stop with it, its cut share."""

    segment: str
    dominates: frozenset[str]
    stops: frozenset[str]
    cut_share: float


def chokes(feeds: Iterable[Feed]) -> tuple[Choke, ...]:
    """The strict dominators of a chain that no alternative replaces; ends of the chain are none. The gravest first.

    >>> feed = lambda a, b, *routes: Feed(a, b, b, "yes", routes, "")
    >>> chain = [feed("ore", "li"), feed("li", "lfp"), feed("li", "ncm"), feed("lfp", "cell", "cathode:lfp"),
    ...          feed("ncm", "cell", "cathode:ncm"), feed("iron", "lfp"), feed("cell", "pack")]
    >>> [(c.segment, sorted(c.dominates)) for c in chokes(chain)]
    [('cell', ['iron', 'lfp', 'li', 'ncm', 'ore']), ('li', ['ore'])]
    """
    listed = tuple(feeds)
    below, cuts = dominated(links(listed)), cut_shares(links(listed))
    ends = {m for e, those in _ends(listed) for m in (e, *those)}
    found = []
    for segment, dominates in below.items():
        if segment in ends or not dominates:
            continue
        stops = stopped(listed, [segment]) & ends
        if stops:
            found.append(Choke(segment, dominates, stops, cuts[segment]))
    return tuple(sorted(found, key=lambda c: (-c.cut_share, -len(c.dominates), c.segment)))


def _ends(feeds: Iterable[Feed]) -> Iterator[tuple[str, tuple[str, ...]]]:
    one = condensed(links(feeds))
    return ((end, one.members[end]) for end in one.ends)
