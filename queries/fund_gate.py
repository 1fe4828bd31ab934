"""May a fund be made a condition of a project settling here: what must be confirmed, by which rule, on what record?

这只基金能不能作为落地条件?逐项列出要确认什么、判据、库中的记录(或“库中没有记录”)、向谁确认;缺一项就是待确认。
"""

from decimal import Decimal

from pydantic import Field

from graph.errors import QuestionError
from graph.model.change import Row, View
from queries.methods import fund_rows, lookup
from queries.methods.answer import Answer, Line, stamped
from queries.methods.fund_rows import Fund
from queries.methods.gate import NONE, Point, mandate_point, points, verdict

POLICIES = """
MATCH (p:Policy)
WHERE p.clause CONTAINS $word OR p.name CONTAINS $word
RETURN p.id AS policy, p.name AS name, p.clause AS clause, p.source_url AS source_url
"""

SEGMENTS = """
UNWIND $chains AS chain
MATCH (c:Chain {id: chain})<-[:PART_OF]-(s:Segment)
RETURN s.id AS segment
"""

CYPHER = ";\n".join((fund_rows.CYPHER, SEGMENTS, POLICIES))

OUTCOMES = {True: "符合", False: "不符", None: "待确认"}
WRITTEN = (
    ("返投认定的现行规定", "返投", "返投比例、认定口径以现行文件为准"),
    ("以基金作招商条件是否合规", "公平竞争", "须过公平竞争审查,依据以现行文件为准"),
)  # fmt: skip


class GateLine(Line):
    """One point of the gate."""

    asked: str = Field(title="要确认什么")
    rule: str = Field(title="判据")
    outcome: str = Field(title="结论")
    record: str = Field(title="库中记录")
    to_ask: str = Field(title="向谁确认")
    source_url: str | None = Field(title="来源")
    evidence: tuple[str, ...] = Field(title="依据编号")


class FundGate(Answer):
    """The gate of one fund."""

    fund: str = Field(title="基金编号")
    name: str = Field(title="基金")
    chain: str = Field(title="产业链")
    amount_100m_cny: Decimal | None = Field(title="所需金额(亿元)")
    verdict: str = Field(title="能否作为落地条件")
    n_open: int = Field(title="待确认项数")
    holdings: tuple[str, ...] = Field(title="已投企业")
    points: tuple[GateLine, ...] = Field(title="逐项")


def ask(view: View, *, fund: str, chain: str = "", amount: float | None = None) -> FundGate:
    """What must be confirmed of a fund, for a chain and an amount in 亿元 where those are given."""
    if amount is not None and not 0 < amount < 10**6:
        raise QuestionError(f"--amount {amount:g}:须大于0的亿元数;请写如 --amount 2.5")
    wanted = None if amount is None else Decimal(str(amount))
    one = fund_rows.the_fund(view, fund)
    said = points(one, int(view.stamp.as_of[:4]), wanted)
    if chain:
        said.insert(0, _mandate(view, one, chain))
    written = [_written(view, *w) for w in WRITTEN]
    lines = (*(_line(p, one.row["source_url"], one.evidence) for p in said), *(line for _, line in written))
    return FundGate(
        **stamped(view), n=len(lines), not_known=_not_known(lines),
        evidence=tuple(dict.fromkeys(e for x in lines for e in x.evidence)), fund=one.id, name=one.name,
        chain=lookup.chain_names(view)[lookup.chain(view, chain)] if chain else "未指定", amount_100m_cny=wanted,
        verdict=verdict([*said, *(p for p, _ in written)]), n_open=sum(x.outcome == OUTCOMES[None] for x in lines),
        holdings=tuple(h["name"] or h["other"] for h in one.holdings), points=lines,
    )  # fmt: skip


def _mandate(view: View, fund: Fund, chain: str) -> Point:
    chains = lookup.chains(view, chain)
    inner = (r["segment"] for r in view.rows(SEGMENTS, {"chains": list(chains)}))
    targets = frozenset((lookup.chain(view, chain), *chains, *inner))
    name = lookup.chain_names(view)[lookup.chain(view, chain)]
    return mandate_point(fund, name, targets, [m["name"] or m["other"] for m in fund.mandates])


def _written(view: View, asked: str, word: str, rule: str) -> tuple[Point, GateLine]:
    """A point that a policy on record may speak of; somebody has to read it."""
    rows: list[Row] = sorted(view.rows(POLICIES, {"word": word}), key=lambda r: str(r["policy"]))
    record = ";".join(f"{r['name']}:{r['clause']}" for r in rows) or NONE
    point = Point(asked, rule, None, record, "法务、引导基金管理机构")
    return point, _line(point, next((r["source_url"] for r in rows), None), tuple(r["policy"] for r in rows))


def _line(point: Point, source_url: str | None, evidence: tuple[str, ...]) -> GateLine:
    has = not point.record.startswith((NONE, "库中不收"))
    return GateLine(
        asked=point.asked, rule=point.rule, outcome=OUTCOMES[point.holds], record=point.record, to_ask=point.to_ask,
        source_url=source_url if has else None, evidence=evidence if has else (),
    )  # fmt: skip


def _not_known(lines: tuple[GateLine, ...]) -> tuple[str, ...]:
    missing = [x.asked for x in lines if x.record.startswith(NONE)]
    said = [f"库中没有记录:{'、'.join(missing)}"] if missing else []
    return (*said, "本表只按库中记录把关,不代替基金文件、投决与合规审查")
