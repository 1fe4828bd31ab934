"""What does the graph hold about funds: size, money called, who manages and holds them, mandates, holdings, where?

Everything is asked by the ids of the funds; each figure keeps the tie or node that says it.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from graph.errors import QuestionError
from graph.model.change import Row, View
from queries.methods.dry_powder import dry_powder
from queries.methods.naming import Named, meant, near
from queries.methods.reported import BEFORE, number

FUNDS = """
MATCH (f:Fund)
RETURN f.id AS id, f.name AS name, f.short_name AS short_name,
       f.is_provisional_name AS is_provisional_name, f.fund_type AS fund_type,
       f.size_100m_cny AS size_100m_cny, f.size_qualifier AS size_qualifier, f.called_100m_cny AS called_100m_cny,
       f.committed_100m_cny AS committed_100m_cny, f.vintage_year AS vintage_year, f.term_years AS term_years,
       f.invest_stage AS invest_stage, f.mandate_breadth AS mandate_breadth, f.mandate_note AS mandate_note,
       f.known_on AS known_on, f.source_url AS source_url
"""

PLACED = "UNWIND $funds AS fund MATCH (f:Fund {id: fund})-[l:LOCATED_IN]->(p:Place) RETURN f.id AS fund, p.id AS place, l.edge_id AS edge_id"

MANAGED = """
UNWIND $funds AS fund
MATCH (f:Fund {id: fund})<-[m:MANAGES]-(g:Firm)
RETURN f.id AS fund, g.id AS other, g.name AS name, m.basis AS basis, m.known_on AS known_on, m.edge_id AS edge_id,
       m.source_url AS source_url
"""

STAKES: Mapping[str, str] = {
    kind: f"""
UNWIND $funds AS fund
MATCH (f:Fund {{id: fund}})<-[s:HOLDS_STAKE_IN]-(g:{kind})
RETURN f.id AS fund, g.id AS other, g.name AS name, s.stake_pct AS stake_pct, s.stake_100m_cny AS stake_100m_cny,
       s.partner_type AS partner_type, '{kind}' AS kind, s.basis AS basis, s.known_on AS known_on, s.edge_id AS edge_id, s.source_url AS source_url
"""
    for kind in ("Firm", "Fund")
}

MANDATES: Mapping[str, str] = {
    kind: f"""
UNWIND $funds AS fund
MATCH (f:Fund {{id: fund}})-[m:MANDATED_FOR]->(t:{kind})
RETURN f.id AS fund, t.id AS other, t.name AS name, '{kind}' AS kind, m.mandate_breadth AS mandate_breadth,
       m.basis AS basis, m.known_on AS known_on, m.edge_id AS edge_id, m.source_url AS source_url
"""
    for kind in ("Chain", "Segment")
}

HOLDINGS: Mapping[str, str] = {
    kind: f"""
UNWIND $investors AS investor
MATCH (f:{kind} {{id: investor}})-[i:INVESTS_IN]->(g:Firm)
RETURN f.id AS fund, g.id AS other, g.name AS name, i.funding_round AS funding_round, i.invested_on AS invested_on,
       i.invested_100m_cny AS invested_100m_cny, i.basis AS basis, i.known_on AS known_on, i.edge_id AS edge_id,
       i.source_url AS source_url, i.n_sources AS n_sources
"""
    for kind in ("Fund", "Firm")
}

MANAGED_BY = """
UNWIND $firms AS firm
MATCH (g:Firm {id: firm})-[m:MANAGES]->(f:Fund)
RETURN g.id AS firm, f.id AS fund, f.name AS name, m.edge_id AS edge_id
"""

CYPHER = ";\n".join((FUNDS, PLACED, MANAGED, *STAKES.values(), *MANDATES.values(), HOLDINGS["Fund"]))

BREADTHS = {"named": "点名", "many": "多链", "all": "不限", None: "未载"}


PROVISIONAL = "暂定名,以登记为准"


@dataclass(frozen=True)
class Fund:
    """A fund with all that is tied to it."""

    row: Row
    places: tuple[str, ...]
    managers: tuple[Row, ...]
    stakes: tuple[Row, ...]
    mandates: tuple[Row, ...]
    holdings: tuple[Row, ...]
    evidence: tuple[str, ...]

    @property
    def id(self) -> str:
        """The fund's id."""
        return str(self.row["id"])

    @property
    def name(self) -> str:
        """What it is called."""
        return str(self.row["name"] or self.row["id"])

    @property
    def name_note(self) -> str | None:
        """That its name is not the registered one yet, where a source says so."""
        return PROVISIONAL if self.row["is_provisional_name"] == "yes" else None

    @property
    def size(self) -> Decimal | None:
        """Its size in 亿元, however qualified."""
        return number(self.row["size_100m_cny"])

    @property
    def size_said(self) -> str:
        """The size as it was said, with its qualifier."""
        if self.size is None:
            return "规模库中没有记录"
        qualifier = self.row["size_qualifier"] or ""
        figure = f"{format(self.size.normalize(), 'f')}亿元"
        return f"{figure}({BEFORE.get(qualifier, qualifier)})" if qualifier else figure

    @property
    def dry_powder(self) -> Decimal | None:
        """What it may still invest, where size, called and committed are all known."""
        return dry_powder(self.size, number(self.row["called_100m_cny"]), number(self.row["committed_100m_cny"]))

    @property
    def breadth(self) -> str | None:
        """How wide its mandate is: its own word, else the widest of its ties."""
        said = [self.row["mandate_breadth"], *(m["mandate_breadth"] for m in self.mandates)]
        known = [b for b in said if b in BREADTHS and b]
        return max(known, key=["named", "many", "all"].index) if known else "named" if self.mandates else None

    @property
    def named_for(self) -> tuple[str, ...]:
        """Ids of chains and segments it is mandated for by name; a mandate for everything names none."""
        return tuple(m["other"] for m in self.mandates) if self.breadth == "named" else ()

    def grain(self) -> tuple[str, ...]:
        """What is on record of it, and at which grain."""
        known = (("规模", self.size is not None), ("已投与已承诺", self.dry_powder is not None),
                 ("管理人", bool(self.managers)), ("出资人", bool(self.stakes)), ("投向", bool(self.mandates or self.breadth)),
                 ("已投企业", bool(self.holdings)))  # fmt: skip
        return tuple(word for word, is_known in known if is_known) or ("只知名称",)


def funds(view: View, ids: Iterable[str]) -> list[Fund]:
    """The funds of these ids with all their ties, by name."""
    wanted = sorted(set(ids))
    rows = {r["id"]: r for r in view.rows(FUNDS) if r["id"] in wanted}
    asked = {"funds": sorted(rows), "investors": sorted(rows)}
    by = [
        _by_fund(r for q in queries for r in view.rows(q, asked))
        for queries in ((PLACED,), (MANAGED,), STAKES.values(), MANDATES.values(), (HOLDINGS["Fund"],))
    ]
    return sorted((_fund(row, [b.get(i, ()) for b in by]) for i, row in rows.items()), key=lambda f: (f.name, f.id))


def _by_fund(rows: Iterable[Row]) -> dict[str, tuple[Row, ...]]:
    found: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda r: (str(r.get("name")), str(r["edge_id"]))):
        found.setdefault(row["fund"], []).append(row)
    return {fund: tuple(same) for fund, same in found.items()}


def _fund(row: Row, tied: Sequence[Sequence[Row]]) -> Fund:
    places, managers, stakes, mandates, holdings = (tuple(t) for t in tied)
    edges = tuple(dict.fromkeys([row["id"], *(r["edge_id"] for t in tied for r in t)]))
    return Fund(row, tuple(r["place"] for r in places), managers, stakes, mandates, holdings, edges)


def listed(text: str) -> list[str]:
    """The names of a list written in one text; a closing 等 is no name.

    >>> listed("惠友、德屹长盛\uff0c联和三期等")
    ['惠友', '德屹长盛', '联和三期']
    """
    plain = unicodedata.normalize("NFKC", text).strip().removesuffix("等")
    return [name.strip() for name in re.split("[、,;]", plain) if name.strip()]


def named(rows: Iterable[Row]) -> list[Named]:
    """Funds as things that have names."""
    return [
        Named(r["id"], r["name"] or r["id"], tuple(n for n in (r["id"], r["name"], r["short_name"]) if n), f"{r['name']}({r['id']})")
        for r in rows
    ]  # fmt: skip


def called(view: View, text: str) -> tuple[list[Named], list[str]]:
    """The funds called exactly so, else those whose name holds the word; and the names nearest to it."""
    every = named(view.rows(FUNDS))
    found = meant(text, every) or [n for n in every if text.strip() and any(text.strip() in c for c in n.called)]
    return found, near(text, every)


def the_fund(view: View, text: str) -> Fund:
    """The only fund called so; QuestionError with the list otherwise."""
    found, nearby = called(view, text)
    if len(found) == 1:
        return funds(view, [found[0].id])[0]
    if found:
        raise QuestionError(f"基金 {text}:可指 {'、'.join(n.shown for n in found[:10])};请写全称或编号")
    close = f";相近的有 {'、'.join(nearby)}" if nearby else ""
    raise QuestionError(f"基金 {text}:库中没有这只基金的记录{close};请写全称或简称,或先加载基金表")
