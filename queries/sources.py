"""Which sources stand behind a tie or a number?

某条关系或某个数字的出处是什么:谁在哪一天说的,在哪一页?
"""

import re
from collections.abc import Iterable, Sequence

from pydantic import Field

from graph import schema
from graph.errors import QuestionError
from graph.model.change import Row, View
from queries.methods import lookup
from queries.methods.answer import Answer, Line, stamped

CYPHER = """
MATCH (a:Firm {id: $firm})-[e]->(b)
WHERE b.id IN $ends
RETURN e.edge_id AS edge_id, type(e) AS kind, a.name AS subject, b.name AS object
"""

TOWARDS = """
MATCH (a:Firm {id: $firm})<-[e]-(b)
WHERE b.id IN $ends
RETURN e.edge_id AS edge_id, type(e) AS kind, b.name AS subject, a.name AS object
"""


class Said(Line):
    """What one source says about one tie or thing."""

    about: str = Field(title="编号")
    says: str = Field(title="关系")
    publisher: str | None = Field(title="发布者")
    title: str | None = Field(title="标题")
    published_on: str | None = Field(title="发布日期")
    address: str | None = Field(title="地址")
    licence: str | None = Field(title="许可")
    locator: str | None = Field(title="位置")
    quote: str | None = Field(title="原文")
    basis: str | None = Field(title="依据类型")
    confidence: float | None = Field(title="可信度")
    since: str | None = Field(title="起始")
    until: str | None = Field(title="截止")
    known_on: str | None = Field(title="已知日期")
    rule: str | None = Field(title="识别规则")
    claim_id: str | None = Field(title="断言编号")


class SourcesBehind(Answer):
    """Every claim behind the asked ties, with its source."""

    n_publishers: int = Field(title="发布者数")
    claims: tuple[Said, ...] = Field(title="出处")


def ask(
    view: View, *, tie: str = "", firm: str = "", segment: str = "", other: str = "", chain: str = ""
) -> SourcesBehind:
    """The claims behind ties named by id (several with ;), of a firm in a segment, between two firms, or of a chain.

    `tie` takes what an answer gives as evidence. `firm` with `segment`, `other` (a firm) or `chain` finds the ties
    between them; `firm` or `segment` alone gives what is said of it.
    """
    ids = [t.strip() for t in re.split("[;\uff1b,\\s]+", tie) if t.strip()]
    names = dict.fromkeys(ids, "")
    if not ids:
        names = _named(view, firm, segment, other, chain)
    rows = view.evidence(list(names))
    if ids and not rows:
        raise QuestionError(f"编号 {tie}:台账中没有;请用答案里的依据编号,或写 --firm 与 --segment")
    claims = tuple(sorted((_said(r, names) for r in rows), key=_order))
    silent = [i for i in names if i not in {c.about for c in claims}]
    return SourcesBehind(
        **stamped(view),
        n=len(claims),
        not_known=_not_known(claims, silent),
        evidence=tuple(names),
        n_publishers=len({c.publisher or c.address for c in claims if c.publisher or c.address}),
        claims=claims,
    )


def _named(view: View, firm: str, segment: str, other: str, chain: str) -> dict[str, str]:
    """The ties between what was named, by id, with what they say; a single thing stands for itself."""
    one = lookup.firm(view, firm) if firm else ""
    ends: list[str] = []
    if segment:
        ends += lookup.twins(view, lookup.segment(view, segment, chain))
    elif chain:
        ends += [lookup.chain(view, chain), *lookup.chains(view, chain)]
    if other:
        ends.append(lookup.firm(view, other))
    if one and ends:
        return _between(view, one, ends, f"{firm} — {segment or other or chain}")
    if one or ends:
        return dict.fromkeys([one] if one else ends, "")
    raise QuestionError("出处:没有写明要查什么;请写 --tie,或 --firm 加 --segment、--other、--chain 之一")


def _between(view: View, one: str, ends: Sequence[str], asked: str) -> dict[str, str]:
    params = {"firm": one, "ends": list(ends)}
    rows = view.rows(CYPHER, params) + view.rows(TOWARDS, params)
    ties = {r["edge_id"]: _sentence(r) for r in rows if r["edge_id"]}
    if not ties:
        raise QuestionError(f"{asked}:库中没有这样的关系记录;先用 firm-profile 看该企业有哪些关系")
    return ties


def _sentence(row: Row) -> str:
    return f"{row['subject']} {schema.kind(row['kind']).title} {row['object']}"


def _said(row: Row, names: dict[str, str]) -> Said:
    text = {f: row.get(f) for f in Said.model_fields if f not in ("about", "says", "confidence")}
    plain = {f: None if v is None else str(v) for f, v in text.items()}
    says = names.get(row["id"]) or str(row.get("kind") or "")
    confidence = row.get("confidence")
    return Said(about=row["id"], says=says, confidence=None if confidence is None else float(confidence), **plain)


def _order(said: Said) -> tuple[str, ...]:
    return (said.about, said.publisher or "", said.published_on or "", said.address or "", said.claim_id or "")


def _not_known(claims: Iterable[Said], silent: Sequence[str]) -> tuple[str, ...]:
    listed = list(claims)
    said = []
    if silent:
        said.append(f"{len(silent)}条在台账中没有断言记录(可能由其他记录推出):{'、'.join(silent[:5])}")
    undated = sum(c.published_on is None for c in listed)
    if undated:
        said.append(f"{undated}条出处未注发布日期")
    unquoted = sum(c.quote is None for c in listed)
    if unquoted:
        said.append(f"{unquoted}条没有原文摘录,只有页面地址")
    return tuple(said)
