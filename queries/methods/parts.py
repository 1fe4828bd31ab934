"""What is a product made of, level by level? Parts lists (CONTAINS) opened breadth first; circles end where they began."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.model.change import Row, View
from queries.methods import lookup
from queries.methods.naming import tidy

PRODUCTS = """
UNWIND $firms AS firm
MATCH (f:Firm {id: firm})-[e:MAKES]->(p:Product)
RETURN p.id AS product, p.name AS name, p.aliases AS aliases, e.edge_id AS edge_id
"""

CONTAINS = """
UNWIND $products AS product
MATCH (p:Product {id: product})-[e:CONTAINS]->(q:Product)
RETURN p.id AS whole, p.name AS whole_name, q.id AS part, q.name AS name, e.quantity AS quantity,
       e.quantity_unit AS quantity_unit, e.cost_share_pct AS cost_share_pct, e.essential AS essential,
       e.basis AS basis, e.known_on AS known_on, e.n_sources AS n_sources, e.source_url AS source_url,
       e.edge_id AS edge_id
"""

CLASSES = """
UNWIND $products AS product
MATCH (p:Product {id: product})-[e:CLASSIFIED_IN]->(s:Segment)
RETURN p.id AS product, s.id AS segment, s.name AS name, e.edge_id AS edge_id
"""

Fetch = Callable[[Sequence[str]], Iterable[Row]]


@dataclass(frozen=True)
class Part:
    """One line of a parts list, opened: the product it belongs to, how deep, and the row that says so."""

    product: str
    level: int
    row: Row
    is_opened: bool = True


def opened(products: Iterable[str], fetch: Fetch, depth: int) -> list[Part]:
    """The parts of each product, nearest first; a part met again is listed and not opened a second time.

    >>> lists = {"panel": [{"whole": "panel", "part": "glass", "edge_id": "1"}],
    ...          "glass": [{"whole": "glass", "part": "panel", "edge_id": "2"}]}
    >>> [(p.level, p.row["part"], p.is_opened) for p in opened(["panel"], lambda ids: [r for i in ids for r in lists[i]], 5)]
    [(1, 'glass', True), (2, 'panel', False)]
    """
    found: list[Part] = []
    for product in dict.fromkeys(products):
        seen, frontier = {product}, [product]
        for level in range(1, depth + 1):
            rows = sorted(fetch(frontier), key=lambda r: (r["whole"], r["part"], r["edge_id"])) if frontier else []
            frontier = []
            for row in rows:
                is_new = row["part"] not in seen
                found.append(Part(product, level, row, is_new))
                if is_new:
                    seen.add(row["part"])
                    frontier.append(row["part"])
    return found


def own_products(view: View, firms: Iterable[str], text: str = "") -> dict[str, Row]:
    """The products on record of these firms, by id; those called so, or else whose name holds the text.

    Nothing is refused: that no product of that name is on record is itself the answer.
    """
    rows = view.rows(PRODUCTS, {"firms": sorted(set(firms))})
    made = {r["product"]: r for r in sorted(rows, key=lambda r: (r["product"], r["edge_id"]))}
    if not text.strip():
        return made
    wanted = tidy(text)
    called = {p: [tidy(n) for n in (p, r["name"] or "", *(r["aliases"] or ()))] for p, r in made.items()}
    exact = {p: made[p] for p, names in called.items() if wanted in names}
    return exact or {p: made[p] for p, names in called.items() if any(wanted in n for n in names)}


def parts_of(view: View, products: Iterable[str], depth: int) -> list[Part]:
    """The parts of products as the graph holds them."""
    return opened(products, lambda ids: view.rows(CONTAINS, {"products": list(ids)}), depth)


def classes_of(view: View, products: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """The segments of products by product, each with its whole twins."""
    wanted, twins = sorted(set(products)), lookup.twin_classes(view)
    found: dict[str, list[str]] = {}
    for row in view.rows(CLASSES, {"products": wanted}) if wanted else ():
        found.setdefault(row["product"], []).extend(twins.get(row["segment"], (row["segment"],)))
    return {product: tuple(sorted(set(those))) for product, those in found.items()}
