"""Which firms belong together: subsidiaries, brands and project companies with their parents?

SUBSIDIARY_OF, BRAND_OF and PROJECT_COMPANY_OF run from the smaller to the larger; they are followed to their ends: up
from a firm, then down from all that is reached.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from graph.model.change import Row, View

Kinship = Literal["self", "parent", "child", "sibling"]

KINSHIP_WORDS: Mapping[Kinship, str] = {
    "self": "本企业",
    "parent": "母公司",
    "child": "子公司",
    "sibling": "同集团企业",
}

PARENTS = """
UNWIND $firms AS firm
MATCH (f:Firm {id: firm})-[r:SUBSIDIARY_OF|BRAND_OF|PROJECT_COMPANY_OF]->(g:Firm)
RETURN f.id AS child, g.id AS parent, g.name AS parent_name, f.name AS child_name, r.edge_id AS edge_id
"""

CHILDREN = """
UNWIND $firms AS firm
MATCH (f:Firm {id: firm})<-[r:SUBSIDIARY_OF|BRAND_OF|PROJECT_COMPANY_OF]-(g:Firm)
RETURN g.id AS child, f.id AS parent, f.name AS parent_name, g.name AS child_name, r.edge_id AS edge_id
"""


@dataclass(frozen=True)
class Relative:
    """A firm related to another: who it is to it, and the ties that say so."""

    firm: str
    name: str
    kinship: Kinship
    evidence: tuple[str, ...] = ()


Bonds = Mapping[str, tuple[tuple[str, str], ...]]
"""From a firm to the firms next to it, each with the tie that says so."""


@dataclass(frozen=True)
class Families:
    """Bonds among firms upward and downward, and the firms' names."""

    up: Bonds
    down: Bonds
    names: Mapping[str, str]

    def of(self, firm: str) -> tuple[Relative, ...]:
        """The firm itself, then its parents, children and siblings."""
        if firm not in self.up and firm not in self.down:
            return (self._relative(firm, "self", ()),)
        start: dict[str, tuple[str, ...]] = {firm: ()}
        parents = _reach(start, self.up)
        children = _reach(start, self.down)
        siblings = _reach(parents, self.down)
        found = {firm: self._relative(firm, "self", ())}
        reached: list[tuple[Kinship, dict[str, tuple[str, ...]]]] = [("parent", parents), ("child", children)]
        for kinship, those in [*reached, ("sibling", siblings)]:
            for other, evidence in sorted(those.items()):
                found.setdefault(other, self._relative(other, kinship, evidence))
        return tuple(found.values())

    def _relative(self, firm: str, kinship: Kinship, evidence: tuple[str, ...]) -> Relative:
        return Relative(firm, self.names.get(firm, firm), kinship, evidence)


def _reach(start: Mapping[str, tuple[str, ...]], bonds: Bonds) -> dict[str, tuple[str, ...]]:
    """Firms reached from `start` along the bonds, each with the ties of its path; those of `start` left out."""
    found, edge = dict(start), dict(start)
    while edge:
        step: dict[str, tuple[str, ...]] = {}
        for here, path in edge.items():
            for there, edge_id in bonds.get(here, ()):
                if there not in found:
                    step.setdefault(there, (*path, edge_id))
        found |= step
        edge = step
    return {firm: path for firm, path in found.items() if firm not in start}


def families(view: View, firms: Iterable[str]) -> Families:
    """The bonds around some firms: all the way up, then all the way down from every firm reached."""
    rows: dict[str, Row] = {}
    reached = set(firms)
    for cypher, further in ((PARENTS, "parent"), (CHILDREN, "child")):
        frontier = set(reached)
        while frontier:
            new = view.rows(cypher, {"firms": sorted(frontier)})
            rows |= {r["edge_id"]: r for r in new}
            frontier = {r[further] for r in new} - reached
            reached |= frontier
    return _families(rows.values())


def _families(rows: Iterable[Row]) -> Families:
    up: dict[str, list[tuple[str, str]]] = {}
    down: dict[str, list[tuple[str, str]]] = {}
    names: dict[str, str] = {}
    for r in sorted(rows, key=lambda r: str(r["edge_id"])):
        up.setdefault(r["child"], []).append((r["parent"], r["edge_id"]))
        down.setdefault(r["parent"], []).append((r["child"], r["edge_id"]))
        names |= {r["child"]: r["child_name"] or r["child"], r["parent"]: r["parent_name"] or r["parent"]}
    return Families({f: tuple(b) for f, b in up.items()}, {f: tuple(b) for f, b in down.items()}, names)
