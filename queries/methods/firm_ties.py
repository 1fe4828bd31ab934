"""Which ties connect firms: supply, investment, family, membership of a platform? Read from ids, either way.

Each kind of node is asked for by its own label, so that every step is a look-up in an index.
"""

from collections.abc import Iterable, Mapping, Sequence

from graph.model.change import Row, View
from queries.methods.connect import Bond, Thing

AMONG_FIRMS = """
UNWIND $ids AS id
MATCH (a:Firm {id: id})-[e:SUPPLIES|INVESTS_IN|SUBSIDIARY_OF|BRAND_OF|PROJECT_COMPANY_OF]-(b:Firm)
RETURN DISTINCT a.id AS near, b.id AS far, 'Firm' AS kind
"""

FIRM_FUNDS = """
UNWIND $ids AS id
MATCH (a:Firm {id: id})<-[e:INVESTS_IN]-(b:Fund)
RETURN DISTINCT a.id AS near, b.id AS far, 'Fund' AS kind
"""

FIRM_PLATFORMS = """
UNWIND $ids AS id
MATCH (a:Firm {id: id})-[e:MEMBER_OF]->(b:Platform)
RETURN DISTINCT a.id AS near, b.id AS far, 'Platform' AS kind
"""

FUND_FIRMS = """
UNWIND $ids AS id
MATCH (a:Fund {id: id})-[e:INVESTS_IN]->(b:Firm)
RETURN DISTINCT a.id AS near, b.id AS far, 'Firm' AS kind
"""

PLATFORM_FIRMS = """
UNWIND $ids AS id
MATCH (a:Platform {id: id})<-[e:MEMBER_OF]-(b:Firm)
RETURN DISTINCT a.id AS near, b.id AS far, 'Firm' AS kind
"""

AMONG_PLATFORMS = """
UNWIND $ids AS id
MATCH (a:Platform {id: id})-[e:MEMBER_OF]-(b:Platform)
RETURN DISTINCT a.id AS near, b.id AS far, 'Platform' AS kind
"""

OPENS: Mapping[str, tuple[str, ...]] = {
    "Firm": (AMONG_FIRMS, FIRM_FUNDS, FIRM_PLATFORMS),
    "Fund": (FUND_FIRMS,),
    "Platform": (PLATFORM_FIRMS, AMONG_PLATFORMS),
}

WEIGHS: Mapping[str, str] = {
    "Firm": """
UNWIND $ids AS id
MATCH (a:Firm {id: id})-[e:SUPPLIES|INVESTS_IN|SUBSIDIARY_OF|BRAND_OF|PROJECT_COMPANY_OF|MEMBER_OF]-()
RETURN count(e) AS n
""",
    "Fund": "UNWIND $ids AS id MATCH (a:Fund {id: id})-[e:INVESTS_IN]->() RETURN count(e) AS n",
    "Platform": "UNWIND $ids AS id MATCH (a:Platform {id: id})-[e:MEMBER_OF]-() RETURN count(e) AS n",
}

DETAIL: Mapping[str, str] = {
    kind: f"""
UNWIND $ids AS id
MATCH (a:{kind} {{id: id}})-[e]->(b)
WHERE b.id IN $ids AND type(e) IN $kinds
RETURN a.id AS subject, a.name AS subject_name, b.id AS object, b.name AS object_name, type(e) AS kind,
       e.product AS product, e.segment AS segment, e.funding_round AS funding_round, e.invested_on AS invested_on,
       e.member_role AS member_role, e.basis AS basis, e.since AS since, e.known_on AS known_on,
       e.n_sources AS n_sources, e.source_url AS source_url, e.edge_id AS edge_id
"""
    for kind in OPENS
}

NAMES: Mapping[str, str] = {
    kind: f"UNWIND $ids AS id MATCH (a:{kind} {{id: id}}) RETURN a.id AS id, a.name AS name" for kind in OPENS
}

KINDS = ("SUPPLIES", "INVESTS_IN", "SUBSIDIARY_OF", "BRAND_OF", "PROJECT_COMPANY_OF", "MEMBER_OF")


def opened(view: View, things: Sequence[Thing]) -> list[Bond]:
    """Every tie of these things, from each to what it leads to."""
    found = []
    for kind, ids in _by_kind(things).items():
        for cypher in OPENS[kind]:
            for row in view.rows(cypher, {"ids": ids}):
                found.append(Bond(Thing(kind, row["near"]), Thing(row["kind"], row["far"])))
    return found


def weighed(view: View, things: Sequence[Thing]) -> int:
    """How many ties these things have."""
    return sum(r["n"] or 0 for kind, ids in _by_kind(things).items() for r in view.rows(WEIGHS[kind], {"ids": ids}))


def between(view: View, things: Iterable[Thing]) -> dict[frozenset[str], list[Row]]:
    """The ties among these things in full, by the pair of ids they join."""
    listed = list(things)
    every = sorted({t.id for t in listed})
    found: dict[frozenset[str], list[Row]] = {}
    for kind in _by_kind(listed):
        for row in view.rows(DETAIL[kind], {"ids": every, "kinds": list(KINDS)}):
            found.setdefault(frozenset((row["subject"], row["object"])), []).append(row)
    return {pair: sorted(rows, key=lambda r: r["edge_id"]) for pair, rows in found.items()}


def names(view: View, things: Iterable[Thing]) -> dict[str, str]:
    """What these things are called, by id."""
    rows = (r for kind, ids in _by_kind(things).items() for r in view.rows(NAMES[kind], {"ids": ids}))
    return {r["id"]: r["name"] or r["id"] for r in rows}


def _by_kind(things: Iterable[Thing]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for thing in sorted(set(things)):
        found.setdefault(thing.kind, []).append(thing.id)
    return found
