"""What speaks for a firm and what against it, item by item, by records only; what is not on record stays unknown?

这家企业靠谱吗,是不是空壳?只逐项列出库中的记录:符合、存疑、库中没有记录;不作"靠谱"或"空壳"的结论,也不打分。
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from pydantic import Field

from graph.model.change import Row, View
from queries.methods import lookup, operations
from queries.methods.answer import Answer, Line, stamped
from queries.methods.firm_checks import FINDING_WORDS, Check, honours, named, proven, registry, signs
from queries.methods.operations import Operation
from queries.methods.rules import rules_of
from queries.methods.whereabouts import SPOTS, spots

NODE = """
MATCH (f:Firm {id: $firm})
RETURN f.id AS id, f.name AS name, f.names AS names, f.uscc AS uscc, f.founded_on AS founded_on,
       f.capital_10k_cny AS capital_10k_cny, f.registration AS registration, f.n_sources AS n_sources,
       f.source_url AS source_url
"""

SEATS = """
MATCH (f:Firm {id: $firm})-[e:REGISTERED_IN|LOCATED_IN]->(p:Place)
RETURN type(e) AS kind, p.id AS place, e.edge_id AS edge_id, e.source_url AS source_url
"""

HONOURS = """
MATCH (f:Firm {id: $firm})-[e:HOLDS]->(h:Honour)
RETURN h.name AS name, e.year AS year, e.review AS review, e.review_due_on AS review_due_on,
       e.edge_id AS edge_id, e.source_url AS source_url
"""

PROJECTS = """
MATCH (f:Firm {id: $firm})-[e:RUNS]->(p:Project)
RETURN p.name AS name, p.project_stage AS project_stage, p.stage_on AS stage_on, p.stage_reason AS stage_reason,
       e.edge_id AS edge_id, coalesce(p.source_url, e.source_url) AS source_url
"""

SIGNALS = """
MATCH (f:Firm {id: $firm})-[e:SHOWS]->(s:Signal)
RETURN s.signal_type AS signal_type, s.seen_on AS seen_on, s.detail AS detail, e.edge_id AS edge_id,
       coalesce(e.source_url, s.source_url) AS source_url
"""

TRADES = "MATCH (f:Firm {id: $firm})-[e:SUPPLIES]-(:Firm) RETURN DISTINCT e.edge_id AS edge_id"

NEWEST = "MATCH (f:Firm {id: $firm})-[e]-() RETURN max(e.known_on) AS newest"

CYPHER = ";\n".join((NODE, SEATS, HONOURS, PROJECTS, SIGNALS, TRADES, NEWEST, operations.OF_FIRMS, SPOTS))

NEVER_KEPT = "实缴资本、参保人数、纳税、司法与失信、现场核查:库中不收这些记录,须另查"


class CheckLine(Line):
    """One item of the check."""

    item: str = Field(title="核对项")
    finding: str = Field(title="记录代码")
    finding_word: str = Field(title="记录所示")
    value: str = Field(title="记录")
    why: str = Field(title="说明")
    source_url: str | None = Field(title="来源")
    evidence: tuple[str, ...] = Field(title="依据编号")


class FirmCheck(Answer):
    """What records say for and against a firm, never a verdict."""

    firm: str = Field(title="企业编号")
    name: str = Field(title="企业")
    counts: dict[str, int] = Field(title="各类项数")
    checks: tuple[CheckLine, ...] = Field(title="逐项核对")


def ask(view: View, *, firm: str) -> FirmCheck:
    """Each recorded fact of a firm as met, worrying or not on record; the worrying first."""
    asked = lookup.firm(view, firm)
    found = sorted(_checks(view, asked), key=lambda c: list(FINDING_WORDS).index(c.finding))
    words = [FINDING_WORDS[c.finding] for c in found]
    lacking = list(dict.fromkeys(c.item for c in found if c.finding == "no_record"))
    unknown = [f"库中没有记录:{'、'.join(lacking)};不等于没有"] if lacking else []
    return FirmCheck(
        **stamped(view), n=len(found), not_known=(*unknown, NEVER_KEPT, "只列记录,不作靠谱或空壳的结论"),
        evidence=tuple(dict.fromkeys(e for c in found for e in c.evidence)), firm=asked,
        name=lookup.firm_name(view, asked), counts={w: words.count(w) for w in FINDING_WORDS.values() if w in words},
        checks=tuple(CheckLine(finding_word=w, **vars(c)) for c, w in zip(found, words, strict=True)),
    )  # fmt: skip


def _checks(view: View, firm: str) -> Iterator[Check]:
    """All items, in the order a person would look them up."""
    as_of, asked = date.fromisoformat(view.stamp.as_of), {"firm": firm}
    own = view.rows(NODE, asked)[0]
    newest = next((r["newest"] for r in view.rows(NEWEST, asked)), None)
    yield from registry(own, as_of)
    yield named(own)
    yield _seated(view, view.rows(SEATS, asked))
    yield running(operations.of_firms(view, [firm]))
    yield _trading([r["edge_id"] for r in view.rows(TRADES, asked)])
    yield from _projects(view.rows(PROJECTS, asked), rules_of(view.rules).project_stages.ended)
    yield from honours(view.rows(HONOURS, asked), as_of)
    yield from signs(view.rows(SIGNALS, asked))
    yield from proven(own["n_sources"] or 0, newest, as_of, rules_of(view.rules).state.stale_years)


def _seated(view: View, rows: Sequence[Row]) -> Check:
    """Is it registered in a city where it also works? Elsewhere is worrying, no legal seat on record is unknown."""
    known = spots(view, (r["place"] for r in rows))
    legal = sorted((r for r in rows if r["kind"] == "REGISTERED_IN"), key=lambda r: str(r["edge_id"]))
    work = [r for r in rows if r["kind"] == "LOCATED_IN"]
    if not legal:
        shown = "、".join(sorted({known[r["place"]].shown for r in work if r["place"] in known}))
        return Check("注册地", "no_record", "", f"经营地记录:{shown}" if shown else "经营地也没有记录")
    seat = "、".join(dict.fromkeys(known[r["place"]].shown for r in legal if r["place"] in known))
    cities = {kind: {known[r["place"]].city for r in those if r["place"] in known} - {None}
              for kind, those in (("legal", legal), ("work", work))}  # fmt: skip
    apart = bool(cities["legal"] and cities["work"] and not cities["legal"] & cities["work"])
    why = f"经营地在{'、'.join(sorted(str(c) for c in cities['work']))},与注册地不在一市" if apart else ""
    edges = tuple(sorted(r["edge_id"] for r in (legal + work if apart else legal)))
    return Check("注册地", "worrying" if apart else "met", seat, why, legal[0]["source_url"], edges)


def running(found: Sequence[Operation]) -> Check:
    """Does a record say that it runs something? Only plans, or what has closed, is worrying."""
    if not found:
        return Check("实际经营", "no_record", "", "库中没有它做什么的记录")
    running = [o for o in found if o.stage == "operating"]
    shown = running or list(found)
    products = "、".join(dict.fromkeys(p for o in shown for p in o.products))
    evidence = tuple(o.edge_id for o in shown)
    source = next((o.source_url for o in shown if o.source_url), None)
    if running:
        return Check("实际经营", "met", products, f"{len(running)}条在营记录", source, evidence)
    if all(o.stage == "closed" for o in found):
        return Check("实际经营", "worrying", products, "记录都写已停产", source, evidence)
    if any(o.stage == "unknown" for o in found):
        return Check("实际经营", "no_record", products, "记录未写是否投产", source, evidence)
    return Check("实际经营", "worrying", products, "只有在建、签约或计划的记录", source, evidence)


def _trading(ties: Sequence[str]) -> Check:
    """Does anybody say that it buys or sells?"""
    if not ties:
        return Check("供需往来", "no_record")
    return Check("供需往来", "met", f"{len(ties)}条供货记录", "", None, tuple(sorted(ties)))


def _projects(rows: Iterable[Row], ended: Sequence[str]) -> Iterator[Check]:
    """Its projects; one that was put aside or given up is worrying."""
    listed = sorted(rows, key=lambda r: (str(r["name"]), r["edge_id"]))
    for row in listed:
        stage = "".join(p for p in (row["project_stage"], row["stage_on"]) if p) or "阶段没有记录"
        stopped = row["project_stage"] in ended
        why = row["stage_reason"] or ("原因库中没有记录" if stopped else "")
        shown, tie = f"{row['name']}({stage})", (row["edge_id"],)
        yield Check("项目", "worrying" if stopped else "met", shown, why, row["source_url"], tie)
    if not listed:
        yield Check("项目", "no_record")
