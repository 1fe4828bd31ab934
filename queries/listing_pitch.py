"""How far is a firm on its way to a listing, and which facts of this place speak to it: each with its record?

这家拟上市企业,我们重点推什么优势?上市进程,以及本地的客户、供应商、链主、现行政策、点名投向的基金、可用载体,逐条带来源;没有的写库中没有记录。
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pydantic import Field

from graph.model.change import Row, View
from queries.methods import firm_chains, lookup, own_use, supply
from queries.methods.answer import Answer, Line, stamped
from queries.methods.dates import through
from queries.methods.firm_chains import FirmChains
from queries.methods.locality import AWAY, Scope, locality, scope
from queries.methods.rings import Rings
from queries.methods.whereabouts import nearest, seats, spots

LISTING = """
MATCH (f:Firm {id: $firm})-[e:HOLDS]->(h:Honour)
WHERE h.honour_type = 'listing' OR h.honour_level = 'listing'
RETURN h.name AS name, e.year AS year, e.since AS since, e.batch AS batch, e.edge_id AS edge_id,
       e.source_url AS source_url
"""

ANCHORS = """
UNWIND $chains AS chain
MATCH (c:Chain {id: chain})<-[e:LEADS]-(f:Firm)
RETURN f.id AS firm, f.name AS name, c.name AS chain, e.edge_id AS edge_id, e.source_url AS source_url
"""

POLICIES = """
UNWIND $places AS place
MATCH (p:Place {id: place})<-[e:APPLIES_IN]-(y:Policy)
RETURN y.id AS policy, y.name AS name, y.clause AS clause, y.beneficiary AS beneficiary, p.name AS place,
       e.since AS since, e.until AS until, e.edge_id AS edge_id, coalesce(e.source_url, y.source_url) AS source_url
"""

FUNDS: Mapping[str, str] = {
    kind: f"""
UNWIND $things AS thing
MATCH (t:{kind} {{id: thing}})<-[e:MANDATED_FOR]-(f:Fund)
WHERE e.mandate_breadth = 'named'
OPTIONAL MATCH (f)-[:LOCATED_IN]->(p:Place)
RETURN f.id AS fund, f.name AS name, t.name AS mandate, p.id AS at, f.size_100m_cny AS size_100m_cny,
       e.edge_id AS edge_id, coalesce(e.source_url, f.source_url) AS source_url
"""
    for kind in ("Chain", "Segment")
}

CARRIERS = """
UNWIND $places AS place
MATCH (p:Place {id: place})<-[e:LOCATED_IN]-(c:Carrier)
RETURN c.id AS carrier, c.name AS name, p.name AS place, c.purpose AS purpose, c.free_m2 AS free_m2,
       c.free_mu AS free_mu, c.own_use AS own_use, e.edge_id AS edge_id,
       coalesce(c.source_url, e.source_url) AS source_url
"""

DONE_IN = """
MATCH (f:Firm {id: $firm})-[o:OPERATES_IN]->(s:Segment)
RETURN DISTINCT s.id AS segment
"""

CYPHER = ";\n".join(
    (
        LISTING,
        firm_chains.CYPHER,
        supply.CUSTOMERS,
        supply.SUPPLIERS,
        ANCHORS,
        POLICIES,
        *FUNDS.values(),
        CARRIERS,
        DONE_IN,
    )
)

KINDS = ("本地客户", "本地供应商", "本链链主", "现行政策", "点名投向的基金", "可用载体")
UNSURE_ROOM = f"有空置的载体({own_use.UNSURE},先问)"
"""Room on record of a carrier that its owner may keep: told apart from what others can have."""
LISTING_WORDS = ("上市", "挂牌", "股改")
"""A policy that has one of these words speaks to a firm on its way to a listing."""


class StageLine(Line):
    """A step on the way to a listing."""

    stage: str = Field(title="上市进程")
    on: str | None = Field(title="日期或年份")
    batch: str | None = Field(title="批次")
    source_url: str | None = Field(title="来源")
    evidence: tuple[str, ...] = Field(title="依据编号")


class FactLine(Line):
    """A fact of the place that speaks to the firm."""

    kind: str = Field(title="优势类别")
    what: str = Field(title="对象")
    detail: str = Field(title="内容")
    place: str | None = Field(title="所在地")
    locality: str = Field(title="区位")
    source_url: str | None = Field(title="来源")
    evidence: tuple[str, ...] = Field(title="依据编号")


class ListingPitch(Answer):
    """The way to a listing and the place's facts for the firm."""

    firm: str = Field(title="企业编号")
    name: str = Field(title="企业")
    place: str = Field(title="地点")
    chains: tuple[str, ...] = Field(title="所属产业链")
    n_other_policies: int = Field(title="现行而未写明上市或本链的政策数(未列)")
    listing: tuple[StageLine, ...] = Field(title="上市进程")
    facts: tuple[FactLine, ...] = Field(title="可推的优势")


def ask(view: View, *, firm: str, place: str = "厦门市") -> ListingPitch:
    """The listing stage of a firm, and the facts of a place that matter to it, each with its source."""
    asked, around = lookup.firm(view, firm), scope(view, lookup.place(view, place))
    mine = firm_chains.firm_chains(view, [asked])
    stages = _stages(view.rows(LISTING, {"firm": asked}))
    policies = view.rows(POLICIES, {"places": sorted(around.inside | around.containing)})
    spoken = [p for p in policies if speaks_to(p, _chain_words(view, mine))]
    facts = (
        *_partners(view, asked, around), *_anchors(view, asked, mine, around),
        *_policies(spoken), *_funds(view, asked, mine, around), *_carriers(view, around),
    )  # fmt: skip
    return ListingPitch(
        **stamped(view), n=len(facts), not_known=unsaid(around.name, stages, facts, mine.own),
        evidence=tuple(dict.fromkeys(e for those in (stages, facts) for x in those for e in x.evidence)),
        firm=asked, name=lookup.firm_name(view, asked), place=around.name,
        chains=tuple(sorted(mine.name(c) for c in mine.own)),
        n_other_policies=len({p["policy"] for p in policies} - {p["policy"] for p in spoken}), listing=stages, facts=facts,
    )  # fmt: skip


def _stages(rows: Iterable[Row]) -> tuple[StageLine, ...]:
    lines = [
        StageLine(stage=r["name"] or "", on=r["since"] or (str(r["year"]) if r["year"] else None), batch=r["batch"],
                  source_url=r["source_url"], evidence=(r["edge_id"],))
        for r in sorted(rows, key=lambda r: (str(r["name"]), r["edge_id"]))
    ]  # fmt: skip
    return tuple(sorted(lines, key=lambda s: s.on or "", reverse=True))


def _chain_words(view: View, mine: FirmChains) -> frozenset[str]:
    """How the firm's chains and their groups are called."""
    rows = (r for r in view.rows(lookup.CHAINS) if r["id"] in mine.wider)
    return frozenset(w for r in rows for w in (r["name"] or r["id"], *(r["aliases"] or ())) if len(w) > 1)


def speaks_to(policy: Mapping[str, str | None], chains: Iterable[str]) -> bool:
    """Does a policy name listings, or one of the chains?

    >>> row = {"name": "虚构措施", "clause": "上市奖励", "beneficiary": None}
    >>> speaks_to(row, []), speaks_to({**row, "clause": "显示产业补助"}, ["显示"]), speaks_to({**row, "clause": "其他"}, ["显示"])
    (True, True, False)
    """
    text = " ".join(policy[part] or "" for part in ("name", "clause", "beneficiary"))
    return any(word in text for word in (*LISTING_WORDS, *chains))


def _partners(view: View, firm: str, around: Scope) -> Iterator[FactLine]:
    """Customers and suppliers that stand here or may, with what is supplied and through whom."""
    for kind, query in zip(KINDS, (supply.CUSTOMERS, supply.SUPPLIERS), strict=False):
        for tie in supply.ties(view, query, firm, Rings(around)):
            if tie.locality not in AWAY:
                detail = ";".join(p for p in (tie.product or tie.segment_name, tie.through, tie.since) if p)
                yield FactLine(kind=kind, what=tie.name, detail=detail, place=tie.place, locality=tie.locality,
                               source_url=tie.source_url, evidence=tie.evidence)  # fmt: skip


def _anchors(view: View, firm: str, mine: FirmChains, around: Scope) -> Iterator[FactLine]:
    """Anchors of the firm's chains, or of groups of them, that stand here."""
    rows = sorted(view.rows(ANCHORS, {"chains": sorted(mine.wider)}), key=lambda r: (str(r["name"]), r["edge_id"]))
    places = seats(view, {r["firm"] for r in rows})
    known = spots(view, (p for those in places.values() for p in those))
    for row in rows:
        near = [p for p in places.get(row["firm"], ()) if locality(p, around) not in AWAY]
        if near and row["firm"] != firm:
            yield FactLine(kind=KINDS[2], what=row["name"] or row["firm"], detail=f"{row['chain']}链主",
                           place=known[near[0]].shown, locality=nearest(near, around), source_url=row["source_url"],
                           evidence=(row["edge_id"],))  # fmt: skip


def _policies(rows: Iterable[Row]) -> Iterator[FactLine]:
    """Policies in force here; one without an end is not known to last."""
    for row in sorted(rows, key=lambda r: (str(r["name"]), str(r["clause"]), r["edge_id"])):
        span = f"{row['since'] or '起始无记录'}至{through(row['until']) if row['until'] else '截止无记录'}"
        detail = ";".join(p for p in (row["clause"], row["beneficiary"], span) if p)
        yield FactLine(kind=KINDS[3], what=row["name"] or row["policy"], detail=detail, place=row["place"],
                       locality="inside", source_url=row["source_url"], evidence=(row["edge_id"],))  # fmt: skip


def _funds(view: View, firm: str, mine: FirmChains, around: Scope) -> Iterator[FactLine]:
    """Funds whose mandate names one of the chains or segments; one that stands elsewhere is none of this place."""
    done = sorted(r["segment"] for r in view.rows(DONE_IN, {"firm": firm}))
    things = {"Chain": sorted(mine.wider), "Segment": done}
    rows = [r for kind, query in FUNDS.items() for r in view.rows(query, {"things": things[kind]})]
    known = spots(view, (r["at"] for r in rows))
    for row in sorted(rows, key=lambda r: (str(r["name"]), r["edge_id"], r["at"] or "")):
        where = locality(row["at"], around) if row["at"] else "undecided"
        if where not in AWAY:
            size = "规模没有记录" if row["size_100m_cny"] is None else f"规模{float(row['size_100m_cny']):g}亿元"
            spot = known.get(row["at"] or "")
            yield FactLine(kind=KINDS[4], what=row["name"] or row["fund"], detail=f"投向写明{row['mandate']};{size}",
                           place=spot.shown if spot else None, locality=where, source_url=row["source_url"],
                           evidence=(row["edge_id"],))  # fmt: skip


def _carriers(view: View, around: Scope) -> Iterator[FactLine]:
    """Carriers here with room on record, those others can have for certain first; those for own use, and totals, never."""
    rows = sorted(view.rows(CARRIERS, {"places": sorted(around.inside)}), key=_certain_first)
    for row in rows:
        room = [
            f"可用{float(row[field]):g}{unit}"
            for field, unit in (("free_m2", "平方米"), ("free_mu", "亩"))
            if row[field]
        ]
        if room and not own_use.is_kept(row["own_use"]) and not own_use.is_total(row["name"]):
            kind = UNSURE_ROOM if own_use.is_unsure(row["own_use"]) else KINDS[5]
            detail = ";".join(p for p in (row["purpose"], *room) if p)
            yield FactLine(kind=kind, what=row["name"] or row["carrier"], detail=detail, place=row["place"],
                           locality="inside", source_url=row["source_url"], evidence=(row["edge_id"],))  # fmt: skip


def _certain_first(row: Row) -> tuple[object, ...]:
    return (own_use.is_unsure(row["own_use"]), str(row["place"]), str(row["name"]), row["edge_id"])


def unsaid(
    place: str, stages: Sequence[StageLine], facts: Sequence[FactLine], chains: Iterable[str]
) -> tuple[str, ...]:
    """Which records are missing: the stage, the chain, a kind of advantage."""
    said = []
    if not stages:
        said.append("库中没有该企业上市进程的记录,不等于没有上市计划")
    if not list(chains):
        said.append("库中没有该企业所属产业链的记录,链主、基金与本链政策无从对应")
    lacking = [kind for kind in KINDS if kind not in {f.kind for f in facts}]
    if lacking:
        said.append(f"{place}:库中没有记录:{'、'.join(lacking)};不等于没有")
    if any(f.locality == "undecided" for f in facts):
        said.append("片区不明的对象是否在本地须先核实,再写入推介")
    return tuple(said)
