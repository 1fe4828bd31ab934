"""Which firms of a pool already supply the anchors here, themselves or by way of parents and kin?

A tie counts as own when the firm itself supplies an anchor that stands here; by way of the anchor's parent, a sibling,
or the firm's own kin it is inferred, and says so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.model.change import Row, View
from queries.methods import supply
from queries.methods.candidate_rows import Pool
from queries.methods.family import KINSHIP_WORDS, Relative, families
from queries.methods.locality import AWAY, Scope
from queries.methods.whereabouts import nearest, seats

LEADERS = "MATCH (c:Chain)<-[e:LEADS]-(f:Firm) RETURN DISTINCT f.id AS firm, f.name AS name"

ANCHORS_HERE = """
UNWIND $places AS place
MATCH (p:Place {id: place})<-[:LOCATED_IN]-(f:Firm)-[o:OPERATES_IN]->(s:Segment)
WHERE o.at = place AND o.role = 'anchor'
RETURN DISTINCT f.id AS firm, f.name AS name
"""


@dataclass(frozen=True)
class AnchorTie:
    """A supply tie from a firm of the pool, or its kin, to an anchor here, or its kin."""

    anchor: str
    is_own: bool
    shown: str
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class _Reached:
    """A firm through which an anchor is reached: the anchor's name and who this firm is to it."""

    anchor: str
    relative: Relative


@dataclass(frozen=True)
class AnchorsHere:
    """The anchors here and their kin as buyers, and who supplies them."""

    buyers: Mapping[str, _Reached]
    by_supplier: Mapping[str, Sequence[Row]]

    def ties(self, pool: Pool) -> dict[str, list[AnchorTie]]:
        """The ties of a pool to anchors here, by firm; own ties first. What kin supply of another chain is no argument."""
        chains = {_chain(o.segment) for m in pool.makers for o in m.operations}
        found: dict[str, list[AnchorTie]] = {}
        for maker in pool.makers:
            kin = pool.families.of(maker.firm)
            own = {k.firm for k in kin}
            rows_of = ((k, row) for k in kin for row in self.by_supplier.get(k.firm, ()) if row["own"] not in own)
            rows_of = (t for t in rows_of if t[0].kinship == "self" or _chain(t[1]["segment"]) in {None, *chains})
            ties = [_tie(row, self.buyers[row["own"]], k) for k, row in rows_of]
            if ties:
                found[maker.firm] = sorted(ties, key=lambda t: (not t.is_own, t.shown, t.evidence))
        return found


def _chain(segment: str | None) -> str | None:
    return segment.partition("/")[0] if segment else None


def anchors_with_suppliers(view: View, around: Scope) -> AnchorsHere:
    """The anchors here with all that is supplied to them or their kin, asked once for any number of pools."""
    buyers = _buyers(view, anchors_here(view, around))
    rows = view.rows(supply.SUPPLIERS, {"firms": sorted(buyers)}) if buyers else []
    by_supplier: dict[str, list[Row]] = {}
    for row in rows:
        by_supplier.setdefault(row["partner"], []).append(row)
    return AnchorsHere(buyers, by_supplier)


def anchors_here(view: View, around: Scope) -> dict[str, str]:
    """Anchors that stand here or may: they lead a chain, or a source calls them anchor at a place inside."""
    leaders = {r["firm"]: r["name"] or r["firm"] for r in view.rows(LEADERS)}
    places = seats(view, leaders)
    near = {f: n for f, n in leaders.items() if f not in places or nearest(places[f], around) not in AWAY}
    here = view.rows(ANCHORS_HERE, {"places": sorted(around.inside)})
    return near | {r["firm"]: r["name"] or r["firm"] for r in here}


def _buyers(view: View, anchors: Mapping[str, str]) -> dict[str, _Reached]:
    """The anchors and their kin, each with the anchor it stands for; an anchor stands for itself."""
    related = families(view, anchors)
    found = {a: _Reached(name, related.of(a)[0]) for a, name in anchors.items()}
    for anchor, name in sorted(anchors.items(), key=lambda a: a[1]):
        for relative in related.of(anchor)[1:]:
            found.setdefault(relative.firm, _Reached(name, relative))
    return found


def _tie(row: Row, buyer: _Reached, seller: Relative) -> AnchorTie:
    own = (
        buyer.relative.kinship == "self" and seller.kinship == "self" and row["basis"] in (None, "observed", "declared")
    )
    return AnchorTie(
        anchor=buyer.anchor,
        is_own=own,
        shown=_shown(row, buyer, seller, own=own),
        evidence=(row["edge_id"], *buyer.relative.evidence, *seller.evidence),
    )


def _shown(row: Row, buyer: _Reached, seller: Relative, *, own: bool) -> str:
    who = "" if seller.kinship == "self" else f"{KINSHIP_WORDS[seller.kinship]}{seller.name}"
    to = buyer.anchor
    if buyer.relative.kinship != "self":
        to = f"{buyer.relative.name}({buyer.anchor}的{KINSHIP_WORDS[buyer.relative.kinship]})"
    what = f":{row['product']}" if row["product"] else ""
    return f"{who}供货给{to}{what}{'' if own else '(推断)'}"
