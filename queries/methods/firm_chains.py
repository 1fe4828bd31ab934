"""Which chains does a firm belong to: by what it does in their segments, and by those it leads?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.model.change import Row, View
from queries.methods.lookup import CHAINS, members_of

OPERATES = """
UNWIND $firms AS firm
MATCH (f:Firm {id: firm})-[o:OPERATES_IN]->(s:Segment)-[:PART_OF]->(c:Chain)
RETURN f.id AS firm, c.id AS chain, s.id AS segment, o.edge_id AS edge_id
"""

LEADS = """
UNWIND $firms AS firm
MATCH (f:Firm {id: firm})-[e:LEADS]->(c:Chain)
RETURN f.id AS firm, c.id AS chain, e.edge_id AS edge_id
"""

CYPHER = ";\n".join((OPERATES, LEADS, CHAINS))


@dataclass(frozen=True)
class FirmChains:
    """The chains of some firms, each with the ties that say so; a group counts where a member of it does."""

    by_firm: Mapping[str, frozenset[str]]
    groups: Mapping[str, frozenset[str]]
    names: Mapping[str, str]

    @property
    def own(self) -> frozenset[str]:
        """The chains of all these firms together."""
        return frozenset[str]().union(*self.by_firm.values())

    @property
    def wider(self) -> frozenset[str]:
        """The same with every group that one of them belongs to."""
        return self.own | {group for group, those in self.groups.items() if those & self.own}

    def name(self, chain: str) -> str:
        """How a chain or group is called."""
        return self.names.get(chain, chain)


def firm_chains(view: View, firms: Iterable[str]) -> FirmChains:
    """The chains these firms belong to."""
    wanted = sorted(set(firms))
    ties = [r for q in (OPERATES, LEADS) for r in view.rows(q, {"firms": wanted})] if wanted else []
    chains = view.rows(CHAINS)
    return FirmChains(_by_firm(ties), grouped(chains), {r["id"]: r["name"] or r["id"] for r in chains})


def _by_firm(ties: Iterable[Row]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in ties:
        found.setdefault(row["firm"], set()).add(row["chain"])
    return {firm: frozenset(those) for firm, those in found.items()}


def grouped(chains: Sequence[Row]) -> dict[str, frozenset[str]]:
    """The chains of every group, groups within groups opened.

    >>> made = grouped([{"id": "semi", "members": ["ic", "led"]}, {"id": "ic", "members": None}])
    >>> {group: sorted(those) for group, those in made.items()}
    {'semi': ['ic', 'led']}
    """
    members = {r["id"]: tuple(r["members"] or ()) for r in chains}
    return {group: frozenset(members_of(group, members)) for group, those in members.items() if those}
