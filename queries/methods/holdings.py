"""What does an investor hold: itself, and through the funds it manages?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.errors import QuestionError
from graph.model.change import Row, View
from queries.methods import fund_rows, lookup
from queries.methods.fund_rows import HOLDINGS, MANAGED_BY
from queries.methods.locality import Scope
from queries.methods.naming import Named

ALL_HOLDINGS = {
    kind: f"MATCH (f:{kind})-[:INVESTS_IN]->(:Firm) RETURN DISTINCT f.id AS id, f.name AS name"
    for kind in ("Fund", "Firm")
}

FILLED = """
UNWIND $places AS place
MATCH (p:Place {id: place})<-[:LOCATED_IN]-(f:Firm)-[o:OPERATES_IN]->(s:Segment)
WHERE s.id IN $segments AND o.at = place AND o.stage = 'operating'
  AND o.activity = coalesce(s.filled_by, 'produce') AND coalesce(o.basis, 'declared') IN $bases
RETURN DISTINCT s.id AS segment
"""

CYPHER = ";\n".join((*ALL_HOLDINGS.values(), *HOLDINGS.values(), MANAGED_BY, FILLED))


@dataclass(frozen=True, slots=True)
class Investor:
    """Somebody who holds firms: a fund, or a firm that invests or manages funds; `asked` is the name it was asked by."""

    asked: str
    name: str
    funds: tuple[str, ...]
    firms: tuple[str, ...]
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Holding:
    """One tie from an investor to a firm it holds."""

    investor: str
    through: str
    firm: str
    name: str
    row: Row
    evidence: tuple[str, ...]


def investors(view: View, texts: Sequence[str]) -> tuple[list[Investor], list[str]]:
    """Who is meant by each name, and the names nobody on record has; everybody who holds something for no name."""
    if not texts:
        every = [(kind, r) for kind, query in ALL_HOLDINGS.items() for r in view.rows(query)]
        return [
            Investor(r["name"] or r["id"], r["name"] or r["id"],
                     (r["id"],) if kind == "Fund" else (), (r["id"],) if kind == "Firm" else ())
            for kind, r in every
        ], []  # fmt: skip
    found = [(t, _one(view, t)) for t in texts]
    return [i for _, i in found if i], [t for t, i in found if i is None]


def _one(view: View, text: str) -> Investor | None:
    named: list[Named] = fund_rows.called(view, text)[0]
    funds = tuple(n.id for n in named)
    try:
        firm = lookup.firm(view, text)
    except QuestionError:
        firm = None
    if firm is None and not funds:
        return None
    managed = view.rows(MANAGED_BY, {"firms": [firm]}) if firm else []
    names = [n.name for n in named] + ([lookup.firm_name(view, firm)] if firm else [])
    every = tuple(dict.fromkeys((*funds, *(r["fund"] for r in managed))))
    return Investor(
        text, "、".join(dict.fromkeys(names)), every, (firm,) if firm else (), tuple(r["edge_id"] for r in managed)
    )


def holdings(view: View, those: Iterable[Investor]) -> list[Holding]:
    """What these investors hold, by firm."""
    found = []
    for kind, ids in (("Fund", "funds"), ("Firm", "firms")):
        owners = {i: one for one in those for i in getattr(one, ids)}
        rows = view.rows(HOLDINGS[kind], {"investors": sorted(owners)}) if owners else []
        for r in rows:
            one = owners[r["fund"]]
            found.append(
                Holding(
                    one.asked,
                    "本身" if kind == "Firm" else "基金",
                    r["other"],
                    r["name"] or r["other"],
                    r,
                    (r["edge_id"],),
                )
            )
    return sorted(found, key=lambda h: (h.name, h.investor, h.evidence))


def chains_that_may_lack(view: View, segments: Iterable[str], around: Scope) -> dict[str, bool]:
    """The chains of these segments and their whole twins, and whether a gap may be among them.

    A segment of which a firm in operation at the place is on record is no gap by the first rule there is
    (queries/methods/states.py); where that holds for all, the chain need not be judged.
    """
    twins = lookup.twin_classes(view)
    every = sorted({t for s in set(segments) for t in twins.get(s, (s,))})
    asked = {"places": sorted(around.inside), "segments": every, "bases": list(view.rules["state"]["basis_that_fills"])}
    filled = {r["segment"] for r in view.rows(FILLED, asked)} if every else set()
    found: dict[str, bool] = {}
    for segment in every:
        classed = twins.get(segment, (segment,))
        chain = segment.partition("/")[0]
        found[chain] = found.get(chain, False) or not filled.issuperset(classed)
    return found
