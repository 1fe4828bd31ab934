"""What changed at a place since a date: which segments stand otherwise, and which new evidence says so?

某日以来本期变化:哪些环节的状态变了,凭哪些新证据(企业投产、在建、签约,项目进展)?

The chain is judged again on the claims published up to that date; what was retracted meanwhile is not seen here
(`chainscout build --known-on` is the exact way).
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from pydantic import Field

from graph.errors import QuestionError
from graph.model.change import View
from queries.methods import chain_rows, lookup
from queries.methods.answer import Answer, Line, stamped
from queries.methods.chain_states import ChainStates, chain_states
from queries.methods.dates import last_day
from queries.methods.facts import ProjectHere, SegmentFacts, Survey, Tie
from queries.methods.rules import Words
from queries.methods.states import judge

CYPHER = chain_rows.CYPHER


class Changed(Line):
    """A segment that stands otherwise than at the date."""

    chain: str = Field(title="产业链")
    segment: str = Field(title="环节编号")
    name: str = Field(title="环节")
    before: str = Field(title="此前状态代码")
    before_word: str = Field(title="此前状态")
    state: str = Field(title="状态代码")
    state_word: str = Field(title="状态")
    reason: str = Field(title="理由")
    evidence: tuple[str, ...] = Field(title="依据编号")


class News(Line):
    """A piece of evidence published since the date."""

    segment: str = Field(title="环节编号")
    name: str = Field(title="环节")
    what: str = Field(title="新证据")
    kind: str = Field(title="类别")
    known_on: str = Field(title="发布日期")
    evidence: tuple[str, ...] = Field(title="依据编号")


class Changes(Answer):
    """What changed since a date."""

    chain: str = Field(title="产业链")
    place: str = Field(title="地点")
    since: str = Field(title="自")
    changed: tuple[Changed, ...] = Field(title="状态变化")
    news: tuple[News, ...] = Field(title="新证据")


def ask(view: View, *, chain: str, since: str, place: str = "厦门市") -> Changes:
    """What changed in a chain or group at a place after a day (2024, 2024-06 or 2024-06-30)."""
    day = _day(since)
    states = chain_states(view, lookup.chain(view, chain), lookup.place(view, place))
    changed = tuple(_changed(states, day, date.fromisoformat(view.stamp.as_of)))
    news = tuple(sorted(_news(states, day), key=lambda n: (n.known_on, n.name, n.what), reverse=True))
    undated = sum(t.known_on is None for j in states.judged for t in j.facts.ties if t.locality == "inside")
    return Changes(
        **stamped(view),
        n=len(changed),
        not_known=("期间撤回的断言看不出来,精确比较请用 chainscout build --known-on",
                   *((f"{undated}条证据未注日期,视为此前已有",) if undated else ())),
        evidence=tuple(dict.fromkeys(e for c in changed for e in c.evidence)),
        chain=states.name, place=states.around.name, since=since, changed=changed, news=news,
    )  # fmt: skip


def _day(text: str) -> date:
    try:
        found = last_day(text)
    except ValueError:
        found = None
    if found is None:
        raise QuestionError(f"--since {text}:不是日期;请写如 2024、2024-06 或 2024-06-30")
    return found


def before(facts: SegmentFacts, day: date) -> SegmentFacts:
    """The facts of a segment as published up to a day; what has no date counts as known before."""

    def old[T: (Tie, ProjectHere)](those: Iterable[T]) -> tuple[T, ...]:
        return tuple(t for t in those if not _is_new(t.known_on, day))

    surveys = tuple(s for s in facts.surveys if not _is_new(s.surveyed_on, day))
    return replace(facts, ties=old(facts.ties), projects=old(facts.projects), hints=old(facts.hints), surveys=surveys)


def _is_new(known_on: str | None, day: date) -> bool:
    published = last_day(known_on)
    return published is not None and published > day


def _changed(states: ChainStates, day: date, as_of: date) -> Iterable[Changed]:
    words = states.rules.words.state
    for one in states.judged:
        then = judge(before(one.facts, day), states.rules, min(day, as_of))
        if then.state != one.verdict.state:
            yield Changed(
                chain=one.facts.chain, segment=one.facts.id, name=one.facts.name, before=then.state,
                before_word=words[then.state], state=one.verdict.state, state_word=words[one.verdict.state],
                reason=one.verdict.reason, evidence=one.verdict.evidence,
            )  # fmt: skip


def _news(states: ChainStates, day: date) -> Iterable[News]:
    """Ties inside, projects and surveys published after the day, each once."""
    seen: set[str] = set()
    words = states.rules.words
    for one in states.judged:
        every: list[Tie | ProjectHere | Survey] = [*one.facts.ties, *one.facts.projects, *one.facts.surveys]
        for said in every:
            when = said.surveyed_on if isinstance(said, Survey) else said.known_on
            if said.edge_id in seen or not _is_new(when, day) or not _is_here(said):
                continue
            seen.add(said.edge_id)
            what, kind = _said(said, words)
            yield News(
                segment=one.facts.id,
                name=one.facts.name,
                what=what,
                kind=kind,
                known_on=when or "",
                evidence=(said.edge_id,),
            )


def _is_here(said: Tie | ProjectHere | Survey) -> bool:
    return said.own if isinstance(said, Survey) else said.locality == "inside"


def _said(said: Tie | ProjectHere | Survey, words: Words) -> tuple[str, str]:
    match said:
        case Tie():
            return f"{said.name}:{words.stage.get(said.stage, said.stage)}", "企业"
        case ProjectHere():
            return f"{said.name}:{said.stage or '阶段不明'}", "项目"
        case Survey():
            who = words.surveyor.get(said.surveyor or "", said.surveyor or "未署名")
            return f"{who}:{ {'yes': '有', 'no': '未见'}.get(said.found, '不明') }", "摸排"
