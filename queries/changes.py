"""What changed at a place since a date: what happened in the world, and what was only found out since?

某日以来本期变化:实际变化(期内投产、开工、签约的企业和项目)在先,新查到的(事情在此前或日期不明,期内才发布或检索)另列,各带新证据。
"""

# The chain is judged again on the claims that had begun and were published by that date; what was retracted or ran out
# meanwhile is not seen here (`chainscout build --as-of … --known-on …` is the exact way). A change is real where
# today's state would be another one without what is dated within the period: a tie or project that moved stands where
# it stood. Where the same records give the new state by time alone, they went silent; the rest was found out.

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Literal

from pydantic import Field

from graph.errors import QuestionError
from graph.model.change import View
from queries.methods import chain_rows, lookup
from queries.methods.answer import Answer, Line, stamped
from queries.methods.chain_states import ChainStates, chain_states
from queries.methods.dates import last_day
from queries.methods.earlier import LEADS, TITLES, Cut, Earlier, earlier
from queries.methods.facts import ProjectHere, SegmentFacts, Survey, Tie
from queries.methods.rules import Words
from queries.methods.states import judge

CYPHER = ";\n".join((chain_rows.CYPHER, LEADS, TITLES))

Origin = Literal["real", "learned", "silent"]
ORIGIN_WORDS: Mapping[Origin, str] = {"real": "实际变化", "learned": "新查到", "silent": "久无消息"}
"""In the order in which changes are listed."""


class Changed(Line):
    """A segment that stands otherwise than at the date: because something happened, or was found out, or by silence."""

    origin: Origin = Field(title="变化性质代码")
    origin_word: str = Field(title="变化性质")
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
    """A piece of evidence published since the date; it happened in the period or is only news to us."""

    segment: str = Field(title="环节编号")
    name: str = Field(title="环节")
    what: str = Field(title="新证据")
    kind: str = Field(title="类别")
    happened_on: str | None = Field(title="发生日期")
    known_on: str = Field(title="发布日期")
    evidence: tuple[str, ...] = Field(title="依据编号")


class Changes(Answer):
    """What changed since a date; what happened before what was found out."""

    chain: str = Field(title="产业链")
    place: str = Field(title="地点")
    since: str = Field(title="自")
    n_real: int = Field(title="实际变化的环节数")
    n_learned: int = Field(title="只是新查到的环节数")
    n_silent: int = Field(title="久无消息而变的环节数")
    changed: tuple[Changed, ...] = Field(title="状态变化(实际变化在先)")
    events: tuple[News, ...] = Field(title="实际变化:发生在期内的企业与项目进展")
    news: tuple[News, ...] = Field(title="新查到:期内发布或检索,事情在此前或日期不明")


def ask(view: View, *, chain: str, since: str, place: str = "厦门市") -> Changes:
    """What changed in a chain or group at a place after a day (2024, 2024-06 or 2024-06-30)."""
    day = _day(since)
    states = chain_states(view, lookup.chain(view, chain), lookup.place(view, place))
    past = earlier(view, states)
    changed = tuple(sorted(_changed(states, day, past), key=lambda c: list(ORIGIN_WORDS).index(c.origin)))
    found = sorted(
        _news(states, day, past), key=lambda n: (n.happened_on or n.known_on or "", n.name, n.what), reverse=True
    )
    undated = sum(
        t.known_on is None and t.since is None for j in states.judged for t in j.facts.ties if t.locality == "inside"
    )
    counts = {f"n_{origin}": sum(c.origin == origin for c in changed) for origin in ORIGIN_WORDS}
    return Changes(
        **stamped(view),
        n=len(changed),
        not_known=("此前状态按现有记录推算:未注发布日期的视为此前已有,同一企业和集团归属按今天所知;"
                   "期间撤回或到期的断言看不出来,精确比较请用 chainscout build --as-of 与 --known-on",
                   "没有发生日期的记录不算实际变化:期内发生而记录未注日期的,列在新查到",
                   *((f"{undated}条证据未注日期,视为此前已有",) if undated else ())),
        evidence=tuple(dict.fromkeys(e for c in changed for e in c.evidence)),
        chain=states.name, place=states.around.name, since=since, **counts, changed=changed,
        events=tuple(n for n in found if n.happened_on),
        news=tuple(n for n in found if not n.happened_on),
    )  # fmt: skip


def _day(text: str) -> date:
    try:
        found = last_day(text)
    except ValueError:
        found = None
    if found is None:
        raise QuestionError(f"--since {text}:不是日期;请写如 2024、2024-06 或 2024-06-30")
    return found


def before(facts: SegmentFacts, day: date, past: Earlier) -> SegmentFacts:
    """The facts of a segment as published up to a day; what has no date at all counts as known before."""
    surveys = tuple(s for s in facts.surveys if not _is_new(s.surveyed_on, day))
    return replace(past.facts(facts, Cut(day, day)), surveys=surveys)


def _is_new(known_on: str | None, day: date) -> bool:
    published = last_day(known_on)
    return published is not None and published > day


def happened(said: Tie | ProjectHere | Survey, day: date, past: Earlier) -> str | None:
    """The date of what began or moved after a day for certain: 2024 is not certainly after 2024-06-30."""
    if isinstance(said, Survey):
        return None
    if isinstance(said, ProjectHere):
        return _after(said.stage_on, day)
    then = past.tie(said, Cut(day))
    if then is None:
        return _after(said.since, day)
    if then.stage == said.stage:
        return None
    moves = (_after(c.get("since"), day) for c in past.behind(said) if c["fields"].get("stage") == said.stage)
    return min((on for on in moves if on), default=None)


def _after(on: str | None, day: date) -> str | None:
    return on if on and on > day.isoformat()[: len(on)] else None


def without_events(facts: SegmentFacts, day: date, past: Earlier) -> SegmentFacts:
    """All that is known today of a segment, but what happened after the day: what moved stands where it stood."""
    return past.facts(facts, Cut(day))


def _changed(states: ChainStates, day: date, past: Earlier) -> Iterable[Changed]:
    words, as_of = states.rules.words.state, states.as_of
    for one in states.judged:
        known_then, now = before(one.facts, day, past), one.verdict.state
        then = judge(known_then, states.rules, min(day, as_of)).state
        if then == now:
            continue
        origin: Origin = "learned"
        if judge(known_then, states.rules, as_of).state == now:
            origin = "silent"
        elif judge(without_events(one.facts, day, past), states.rules, as_of).state != now:
            origin = "real"
        yield Changed(
            origin=origin, origin_word=ORIGIN_WORDS[origin], chain=one.facts.chain, segment=one.facts.id,
            name=one.facts.name, before=then, before_word=words[then], state=now, state_word=words[now],
            reason=one.verdict.reason, evidence=one.verdict.evidence,
        )  # fmt: skip


def _news(states: ChainStates, day: date, past: Earlier) -> Iterable[News]:
    """Ties inside, projects and surveys published or begun after the day, each once."""
    seen: set[str] = set()
    words = states.rules.words
    for one in states.judged:
        every: list[Tie | ProjectHere | Survey] = [*one.facts.ties, *one.facts.projects, *one.facts.surveys]
        for said in every:
            published = said.surveyed_on if isinstance(said, Survey) else said.known_on
            on = happened(said, day, past)
            if said.edge_id in seen or not (on or _is_new(published, day)) or not _is_here(said):
                continue
            seen.add(said.edge_id)
            what, kind = _said(said, words)
            yield News(
                segment=one.facts.id, name=one.facts.name, what=what, kind=kind, happened_on=on,
                known_on=published or "", evidence=(said.edge_id,),
            )  # fmt: skip


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
