"""Which chains does a place put first this year, who answers for each, and what talent does it have and lack for it?

某年重点产业链是哪几条(优势、重点跟进),各由哪个专班负责,人才现有多少、缺多少?只说数字与岗位,不说个人。
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import Field

from graph.model.change import Row, View
from queries.methods import lookup
from queries.methods.answer import Answer, Line, stamped
from queries.methods.locality import scope
from queries.methods.reported import of_year
from queries.methods.years import asked_year

PRIORITIES = """
UNWIND $places AS place
MATCH (p:Place {id: place})-[x:PRIORITISES]->(c:Chain)
RETURN p.id AS place, p.name AS place_name, c.id AS chain, x.year AS year, x.priority AS priority, x.known_on AS known_on,
       x.source_url AS source_url, x.edge_id AS edge_id
"""

TALENT = """
UNWIND $places AS place
MATCH (p:Place {id: place})-[x:HAS_TALENT]->(c:Chain)
RETURN p.id AS place, p.name AS place_name, c.id AS chain, x.period AS period, x.talent_type AS talent_type,
       x.headcount AS headcount, x.shortage AS shortage, x.known_on AS known_on, x.source_url AS source_url,
       x.edge_id AS edge_id
"""

OWNERS = """
MATCH (t:TaskForce)-[x:OWNS_TASK]->(c:Chain)
RETURN t.id AS task_force, t.name AS name, t.post AS post, c.id AS chain, x.duty AS duty, x.since AS since, x.basis AS basis,
       x.next_step AS next_step, x.step_due_on AS step_due_on, x.source_url AS source_url, x.edge_id AS edge_id
"""

CYPHER = ";\n".join((PRIORITIES, TALENT, OWNERS))
NONE = "库中没有记录"
ORDER = ("优势", "重点跟进")
UNCERTAIN: Mapping[str | None, str] = {"potential": "(计划)", "inferred": "(推断)"}
"""What stands behind a task force that is only planned, or only inferred to answer for a chain."""


class FocusLine(Line):
    """One chain: its priority of the year, who answers for it, its talent."""

    chain: str = Field(title="产业链编号")
    name: str = Field(title="产业链")
    place: str | None = Field(title="谁定的")
    year: int | None = Field(title="年份")
    priority: str = Field(title="定位")
    owners: tuple[str, ...] = Field(title="专班或岗位")
    duties: tuple[str, ...] = Field(title="职责")
    next_steps: tuple[str, ...] = Field(title="下一步")
    talent: tuple[str, ...] = Field(title="人才")
    missing: tuple[str, ...] = Field(title="库中没有记录的")
    source_urls: tuple[str, ...] = Field(title="来源")
    evidence: tuple[str, ...] = Field(title="依据编号")


class TalentLine(Line):
    """Talent of one kind for a chain in a period."""

    chain: str = Field(title="产业链编号")
    name: str = Field(title="产业链")
    place: str = Field(title="地点")
    period: str | None = Field(title="期间")
    talent_type: str | None = Field(title="人才类别")
    headcount: int | None = Field(title="现有人数")
    shortage: int | None = Field(title="缺口人数")
    known_on: str | None = Field(title="发布日期")
    source_url: str | None = Field(title="来源")
    evidence: tuple[str, ...] = Field(title="依据编号")


class ChainFocus(Answer):
    """The chains of a year's priorities, and chains somebody answers for without one."""

    place: str = Field(title="地点")
    year: int | None = Field(title="年份")
    focus: tuple[FocusLine, ...] = Field(title="年度重点")
    without_priority: tuple[FocusLine, ...] = Field(title="有专班或人才记录、该年没有定位记录的")
    talent: tuple[TalentLine, ...] = Field(title="人才(不同期间不相加)")


def ask(view: View, *, place: str = "厦门市", year: int | None = None, chain: str = "") -> ChainFocus:
    """The chains a place put first in a year (the newest on record where none is given), with owner and talent."""
    asked_year(year)
    around, names = scope(view, lookup.place(view, place)), lookup.chain_names(view)
    asked = {"places": sorted(around.inside)}
    wanted = {lookup.chain(view, chain), *lookup.chains(view, chain)} if chain else set(names)
    said = [r for r in view.rows(PRIORITIES, asked) if r["chain"] in wanted]
    when = year or max((r["year"] for r in said if r["year"]), default=None)
    chosen = [r for r in said if r["year"] == when]
    talent = [r for r in view.rows(TALENT, asked) if r["chain"] in wanted and of_year(r["period"], year)]
    owners = [r for r in view.rows(OWNERS) if r["chain"] in wanted and _is_set_up(r, when)]
    known = _Known(names, _members(view), owners, talent)
    focus = tuple(known.line(r["chain"], r) for r in sorted(chosen, key=_order))
    rest = sorted({r["chain"] for r in (*owners, *talent)} - {r["chain"] for r in chosen})
    others = tuple(known.line(c, None) for c in rest)
    return ChainFocus(
        **stamped(view), n=len(focus), not_known=_not_known(focus, others, around.name, when),
        evidence=tuple(dict.fromkeys(e for x in (*focus, *others) for e in x.evidence)), place=around.name, year=when,
        focus=focus, without_priority=others, talent=tuple(_talent(r, names) for r in sorted(talent, key=_by_period)),
    )  # fmt: skip


def _is_set_up(row: Row, year: int | None) -> bool:
    """Is the task force there in the asked year? One without a date is taken to be."""
    return year is None or not row["since"] or str(row["since"])[:4] <= str(year)


def _order(row: Row) -> tuple[object, ...]:
    rank = ORDER.index(row["priority"]) if row["priority"] in ORDER else len(ORDER)
    return (rank, row["chain"], str(row["edge_id"]))


def _by_period(row: Row) -> tuple[str, ...]:
    return (row["chain"], row["period"] or "", row["talent_type"] or "", str(row["edge_id"]))


def _members(view: View) -> dict[str, tuple[str, ...]]:
    """The chains of each group."""
    return {r["id"]: tuple(r["members"] or ()) for r in view.rows(lookup.CHAINS)}


@dataclass(frozen=True)
class _Known:
    """Who answers for each chain and what talent there is; for a group also what is kept under its chains."""

    names: Mapping[str, str]
    members: Mapping[str, tuple[str, ...]]
    owners: Sequence[Row]
    talent: Sequence[Row]

    def line(self, chain: str, said: Row | None) -> FocusLine:
        """A chain with its priority, where there is one."""
        own = self._of(chain, self.owners)
        people = sorted(self._of(chain, self.talent), key=_by_period)
        there = (("定位", said and said["priority"]), ("专班", own), ("人才", people))
        rows = [*([said] if said else []), *own, *people]
        return FocusLine(
            chain=chain, name=self.names.get(chain, chain), place=said["place_name"] if said else None,
            year=said["year"] if said else None, priority=(said["priority"] if said else None) or NONE,
            owners=tuple(dict.fromkeys(_owner(r) + self._under(chain, r) for r in own)),
            duties=tuple(dict.fromkeys(r["duty"] for r in own if r["duty"])),
            next_steps=tuple(_step(r) for r in own if r["next_step"]),
            talent=tuple(_people(r) + self._under(chain, r) for r in people),
            missing=tuple(word for word, known in there if not known),
            source_urls=tuple(dict.fromkeys(r["source_url"] for r in rows if r["source_url"])),
            evidence=tuple(dict.fromkeys(r["edge_id"] for r in rows)),
        )  # fmt: skip

    def _of(self, chain: str, rows: Sequence[Row]) -> list[Row]:
        own = {chain, *self.members.get(chain, ())}
        return [r for r in rows if r["chain"] in own]

    def _under(self, chain: str, row: Row) -> str:
        return "" if row["chain"] == chain else f"(记在{self.names.get(row['chain'], row['chain'])})"


def _owner(row: Row) -> str:
    name = row["name"] or row["task_force"]
    called = f"{name}({row['post']})" if row["post"] else str(name)
    return f"{called}{UNCERTAIN.get(row['basis'], '')}"


def _step(row: Row) -> str:
    return f"{row['next_step']}({row['step_due_on']}前)" if row["step_due_on"] else str(row["next_step"])


def _people(row: Row) -> str:
    """Numbers of one kind and period, the unknown one said."""
    have = NONE if row["headcount"] is None else f"{row['headcount']}人"
    lack = NONE if row["shortage"] is None else f"{row['shortage']}人"
    return f"{row['period'] or '期间未载'}{row['talent_type'] or ''}:现有{have},缺{lack}"


def _talent(row: Row, names: Mapping[str, str]) -> TalentLine:
    plain = ("chain", "period", "talent_type", "headcount", "shortage", "known_on", "source_url")
    return TalentLine.model_validate(
        {**{f: row[f] for f in plain}, "name": names.get(row["chain"], row["chain"]),
         "place": row["place_name"] or row["place"], "evidence": (row["edge_id"],)}
    )  # fmt: skip


def _not_known(
    focus: Sequence[FocusLine], others: Sequence[FocusLine], place: str, year: int | None
) -> tuple[str, ...]:
    said = []
    planned = [x.name for x in (*focus, *others) if x.owners and all(UNCERTAIN["potential"] in o for o in x.owners)]
    if planned:
        said.append(f"专班只见计划、库中没有成立记录:{'、'.join(planned)}")
    if not focus:
        said.append(f"{place}:库中没有{f'{year}年' if year else ''}重点产业链的记录,不等于没有定重点")
    for word in ("专班", "人才"):
        lacking = [x.name for x in focus if word in x.missing]
        if lacking:
            said.append(f"{word}库中没有记录:{'、'.join(lacking)}")
    if others:
        said.append("链群的专班、人才含记在其成员链上的,注明记在哪条链")
    return tuple(said)
