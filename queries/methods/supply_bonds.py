"""Which bonds of need stand between firms? SUPPLIES read both ways, fetched once a firm, for a cascade to walk."""

from collections.abc import Iterable, Mapping, Sequence

from graph.model.change import Row, View
from queries.methods import lookup, supply
from queries.methods.cascade import Bond
from queries.methods.operations import FILLING_BASIS

CUSTOMER_COUNTS = """
UNWIND $firms AS firm
MATCH (a:Firm {id: firm})-[e:SUPPLIES]->(:Firm)
RETURN a.id AS firm, count(e) AS n
"""

SUPPLIER_COUNTS = """
UNWIND $firms AS firm
MATCH (b:Firm {id: firm})<-[e:SUPPLIES]-(:Firm)
RETURN b.id AS firm, count(e) AS n
"""

HUB = 2_000
"""A firm met on the way with more ties than that is not followed: nobody reads two thousand lines about it."""

FIRMS = "UNWIND $firms AS firm MATCH (f:Firm {id: firm}) RETURN f.id AS id, f.name AS name"


class SupplyBonds:
    """The supply ties around firms, as bonds of one side; what was read once is not read again.

    Downstream a customer needs its supplier for a segment or product. Upstream a supplier needs its customer, for
    business of any kind. `hubs` are firms whose ties were too many to read; those of `start` are always read.
    """

    def __init__(self, view: View, start: Iterable[str], *, downstream: bool) -> None:
        self.view, self.start, self.downstream = view, frozenset(start), downstream
        self.hubs = set[str]()
        self.twins = lookup.twin_classes(view)
        self.rows: dict[str, Row] = {}
        self._held: dict[str, dict[str, list[Bond]]] = {"given": {}, "taken": {}}

    def given(self, firms: Sequence[str]) -> list[Bond]:
        """Bonds by which these firms are needed."""
        return self._of("given", firms, is_selling=self.downstream)

    def taken(self, firms: Sequence[str]) -> list[Bond]:
        """Bonds by which these firms need others."""
        return self._of("taken", firms, is_selling=not self.downstream)

    def _of(self, side: str, firms: Sequence[str], *, is_selling: bool) -> list[Bond]:
        held = self._held[side]
        new = [f for f in firms if f not in held]
        held.update({f: [] for f in new})
        counts = self.view.rows(CUSTOMER_COUNTS if is_selling else SUPPLIER_COUNTS, {"firms": new}) if new else []
        many = {r["firm"] for r in counts if r["n"] > HUB} - self.start
        self.hubs |= many
        few = [f for f in new if f not in many]
        cypher = supply.CUSTOMERS if is_selling else supply.SUPPLIERS
        for row in self.view.rows(cypher, {"firms": few}) if few else ():
            self.rows[row["edge_id"]] = row
            held[row["own"]].append(self._bond(row, given=side == "given"))
        return [b for f in firms for b in held[f]]

    def _bond(self, row: Row, *, given: bool) -> Bond:
        giver, taker = (row["own"], row["partner"]) if given else (row["partner"], row["own"])
        recorded = (row["basis"] or "declared") in FILLING_BASIS
        return Bond(row["edge_id"], giver, taker, self._thing(row) if self.downstream else "", recorded)

    def _thing(self, row: Row) -> str | None:
        """The segment, one for all its twins; else the product as written; none where neither is on record."""
        segment = row["segment"]
        return min(self.twins.get(segment, (segment,))) if segment else row["product"]


def firm_names(view: View, firms: Iterable[str]) -> Mapping[str, str]:
    """Names of firms by id."""
    wanted = sorted(set(firms))
    rows = view.rows(FIRMS, {"firms": wanted}) if wanted else []
    return {r["id"]: r["name"] or r["id"] for r in rows}
