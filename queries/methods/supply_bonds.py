"""Which bonds of need stand between firms? SUPPLIES read both ways, fetched once a firm, for a cascade to walk."""

from collections.abc import Iterable, Mapping, Sequence

from graph.model.change import Row, View
from queries.methods import lookup, supply
from queries.methods.cascade import Bond
from queries.methods.operations import FILLING_BASIS

FIRMS = "UNWIND $firms AS firm MATCH (f:Firm {id: firm}) RETURN f.id AS id, f.name AS name"


class SupplyBonds:
    """The supply ties around firms, as bonds of one side; what was read once is not read again.

    Downstream a customer needs its supplier for a segment or product. Upstream a supplier needs its customer, for
    business of any kind.
    """

    def __init__(self, view: View, *, downstream: bool) -> None:
        self.view, self.downstream = view, downstream
        self.twins = lookup.twin_classes(view)
        self.rows: dict[str, Row] = {}
        self._held: dict[str, dict[str, list[Bond]]] = {"given": {}, "taken": {}}

    def given(self, firms: Sequence[str]) -> list[Bond]:
        """Bonds by which these firms are needed."""
        return self._of("given", firms, supply.CUSTOMERS if self.downstream else supply.SUPPLIERS)

    def taken(self, firms: Sequence[str]) -> list[Bond]:
        """Bonds by which these firms need others."""
        return self._of("taken", firms, supply.SUPPLIERS if self.downstream else supply.CUSTOMERS)

    def _of(self, side: str, firms: Sequence[str], cypher: str) -> list[Bond]:
        held = self._held[side]
        new = [f for f in firms if f not in held]
        held.update({f: [] for f in new})
        for row in self.view.rows(cypher, {"firms": new}) if new else ():
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
