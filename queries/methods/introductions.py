"""Through whom are the makers of something reached: who trades with them, invests in them, is kin or a fellow member?

A maker counts with its kin (the group it belongs to); what goes by way of kin, or is not said by a source itself, is
inferred. Every way names the ties it rests on.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.model.change import Row, View
from queries.methods.family import KINSHIP_WORDS, Families, Relative
from queries.methods.grades import grade_of
from queries.methods.operations import FILLING_BASIS
from queries.methods.targets import Grade

TRADES: Mapping[str, str] = {
    word: f"""
UNWIND $firms AS firm
MATCH (m:Firm {{id: firm}}){ends}(o:Firm)
RETURN m.id AS own, o.id AS other, o.name AS name, e.product AS product, e.basis AS basis, e.n_sources AS n_sources,
       e.known_on AS known_on, e.source_url AS source_url, e.edge_id AS edge_id
"""
    for word, ends in (("供货给它", "<-[e:SUPPLIES]-"), ("向它采购", "-[e:SUPPLIES]->"))
}

INVESTED: Mapping[str, str] = {
    kind: f"""
UNWIND $firms AS firm
MATCH (m:Firm {{id: firm}})<-[e:INVESTS_IN]-(o:{kind})
RETURN m.id AS own, o.id AS other, o.name AS name, e.funding_round AS product, e.basis AS basis,
       e.n_sources AS n_sources, e.known_on AS known_on, e.source_url AS source_url, e.edge_id AS edge_id
"""
    for kind in ("Fund", "Firm")
}

INVESTS = """
UNWIND $firms AS firm
MATCH (m:Firm {id: firm})-[e:INVESTS_IN]->(o:Firm)
RETURN m.id AS own, o.id AS other, o.name AS name, e.funding_round AS product, e.basis AS basis,
       e.n_sources AS n_sources, e.known_on AS known_on, e.source_url AS source_url, e.edge_id AS edge_id
"""

MEMBERS = """
UNWIND $firms AS firm
MATCH (m:Firm {id: firm})-[e:MEMBER_OF]->(o:Platform)
RETURN m.id AS own, o.id AS other, o.name AS name, e.member_role AS product, e.basis AS basis,
       e.n_sources AS n_sources, e.known_on AS known_on, e.source_url AS source_url, e.edge_id AS edge_id
"""

CYPHER = ";\n".join((*TRADES.values(), *INVESTED.values(), INVESTS, MEMBERS))


@dataclass(frozen=True, slots=True)
class Link:
    """One tie from somebody to a maker, or to its kin."""

    way: str
    other: str
    name: str
    is_firm: bool
    maker: str
    relative: Relative
    row: Row

    @property
    def is_own(self) -> bool:
        """Is it the maker's own tie, said by a source?"""
        return self.relative.kinship == "self" and (self.row["basis"] or "declared") in FILLING_BASIS

    @property
    def grade(self) -> Grade:
        """A or B by publishers for the maker's own tie; what goes by way of kin is inferred."""
        basis = self.row["basis"] if self.relative.kinship == "self" else "inferred"
        return grade_of(self.row["n_sources"] or 0, self.row["source_url"], basis)

    @property
    def through(self) -> str:
        """The kin by whose way the maker is reached; empty for its own tie."""
        own = self.relative.kinship == "self"
        return "" if own else f"{KINSHIP_WORDS[self.relative.kinship]} {self.relative.name}"

    @property
    def evidence(self) -> tuple[str, ...]:
        """The tie, and those that say who is kin."""
        return (self.row["edge_id"], *self.relative.evidence)


def links(view: View, makers: Mapping[str, str], related: Families) -> list[Link]:
    """Every tie of the makers and their kin to others; the makers' own family left out."""
    kin = {m: related.of(m) for m in makers}
    reached: dict[str, list[tuple[str, Relative]]] = {}
    for maker, those in kin.items():
        for relative in those:
            reached.setdefault(relative.firm, []).append((maker, relative))
    asked = {"firms": sorted(reached)}
    found = []
    for way, is_firm, cypher in _ways():
        for row in view.rows(cypher, asked) if reached else ():
            for maker, relative in reached[row["own"]]:
                if not any(row["other"] == r.firm for r in kin[maker]):
                    found.append(Link(way, row["other"], row["name"] or row["other"], is_firm, maker, relative, row))
    return sorted(found, key=lambda k: (k.way, k.name, k.other, makers[k.maker], k.evidence))


def _ways() -> Iterable[tuple[str, bool, str]]:
    yield from ((word, True, cypher) for word, cypher in TRADES.items())
    yield from (("投资了它", kind == "Firm", cypher) for kind, cypher in INVESTED.items())
    yield "它投资的", True, INVESTS
    yield "同为平台成员", False, MEMBERS


@dataclass(frozen=True, slots=True)
class Reach:
    """How many makers somebody reaches: by own ties, and by any."""

    n_own: int
    n_any: int


def reach(those: Sequence[Link]) -> dict[str, Reach]:
    """For each one at the other end how many different makers it reaches.

    A maker counts once however many ties lead to it, and as its own if one of them is.

    >>> me = Relative("m", "甲", "self"); kin = Relative("k", "乙", "parent", ("e9",))
    >>> row = {"basis": "declared", "edge_id": "e1", "n_sources": 1, "source_url": None}
    >>> tie = lambda maker, relative: Link("供货给它", "o", "丙", True, maker, relative, row)
    >>> reach([tie("m1", me), tie("m1", kin), tie("m2", kin)])
    {'o': Reach(n_own=1, n_any=2)}
    """
    found: dict[str, tuple[set[str], set[str]]] = {}
    for one in those:
        own, every = found.setdefault(one.other, (set(), set()))
        every.add(one.maker)
        if one.is_own:
            own.add(one.maker)
    return {other: Reach(len(own), len(every)) for other, (own, every) in found.items()}
