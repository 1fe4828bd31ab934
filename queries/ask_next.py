"""What should we ask next: which answers would settle most judgements?

接下来先问什么:哪一个答案能定下最多的判断?
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from pydantic import Field

from graph.errors import QuestionError
from graph.model.change import View
from queries.methods import chain_rows, lookup
from queries.methods.answer import Answer, Line, stamped
from queries.methods.buyers import buyers
from queries.methods.chain_states import ChainStates, chain_states
from queries.methods.doubts import Bench, Doubt, open_doubts
from queries.methods.gaps import Judged

CYPHER = chain_rows.CYPHER


class Asking(Line):
    """One question to put to somebody, and what its answer would settle."""

    question: str = Field(title="要问的问题")
    kind: str = Field(title="问题类型")
    about: str | None = Field(title="涉及对象")
    settles: int = Field(title="能定下的判断数")
    judgements: tuple[str, ...] = Field(title="涉及环节")
    segments: tuple[str, ...] = Field(title="环节编号")
    buyers: tuple[str, ...] = Field(title="等着用的本地下游")


class AskNext(Answer):
    """Questions to ask, the one that settles most first."""

    chain: str = Field(title="产业链")
    place: str = Field(title="地点")
    undecided: int = Field(title="未定环节数")
    questions: tuple[Asking, ...] = Field(title="先问什么")


def ask(view: View, *, chain: str, place: str = "厦门市", limit: int = 20) -> AskNext:
    """The questions whose answers would settle most judgements of a chain at a place."""
    if limit < 1:
        raise QuestionError(f"--limit {limit}:至少列一问;请写如 --limit 20")
    states = chain_states(view, lookup.chain(view, chain), lookup.place(view, place))
    bench = Bench(states.rules, date.fromisoformat(view.stamp.as_of), states.around.name)
    found = [(one, d) for one in states.judged for d in open_doubts(one.facts, bench)]
    undecided = {_class(one, states): one for one, _ in found}
    questions = rank(found, states)
    return AskNext(
        **stamped(view),
        n=len(questions),
        not_known=_not_known(questions, limit),
        evidence=tuple(dict.fromkeys(e for one in undecided.values() for e in one.verdict.evidence)),
        chain=states.name,
        place=states.around.name,
        undecided=len(undecided),
        questions=tuple(questions[:limit]),
    )


def _class(one: Judged, states: ChainStates) -> str:
    """One name for a segment and its whole twins: one answer, one judgement."""
    return min(states.rows.twin_class(one.facts.id))


def rank(found: Iterable[tuple[Judged, Doubt]], states: ChainStates) -> list[Asking]:
    """One line a question, by how many judgements an answer would change, then by how many buyers wait."""
    by_question: dict[tuple[str, str], dict[str, tuple[Judged, Doubt]]] = {}
    for one, doubt in found:
        by_question.setdefault((doubt.question, doubt.kind), {}).setdefault(_class(one, states), (one, doubt))
    asked = [_asking(question, kind, list(those.values()), states) for (question, kind), those in by_question.items()]
    return sorted(asked, key=lambda a: (-a.settles, -len(a.buyers), a.question))


def _asking(question: str, kind: str, those: Sequence[tuple[Judged, Doubt]], states: ChainStates) -> Asking:
    own = {_class(one, states) for one, _ in those}
    waiting = [j for j in states.judged if j.is_second_order and _class(j, states) not in own]
    bought = [j for j in waiting if any(_would_buy(j, one, doubt, states) for one, doubt in those)]
    names = [one.facts.name for one, _ in those] + [f"{j.facts.name}(有无本地买家)" for j in bought]
    waits = dict.fromkeys(b.name for one, _ in those for b in one.buyers)
    return Asking(
        question=question,
        kind=kind,
        about=those[0][1].about,
        settles=len(names),
        judgements=tuple(names),
        segments=tuple(one.facts.id for one, _ in those),
        buyers=tuple(waits),
    )


def _would_buy(gap: Judged, one: Judged, doubt: Doubt, states: ChainStates) -> bool:
    """Would an answer about one segment put a buyer here for a gap that has none?"""
    twins = states.rows.twin_class(one.facts.id)
    below = {f.downstream for f in states.rows.feeds if f.upstream in states.rows.twin_class(gap.facts.id)}
    if not below & twins:
        return False
    facts = states.rows.facts
    for answer in doubt.answers:
        known = {t: replace(facts[t], ties=answer.ties) for t in twins if t in facts}
        market = replace(states.market, rows=replace(states.rows, facts={**facts, **known}))
        if any(b.firms for b in buyers(gap.facts.id, market)):
            return True
    return False


def _not_known(questions: Sequence[Asking], limit: int) -> tuple[str, ...]:
    said = ["只列答案会改变判断的问题,按能改变的环节数排序;一个环节可能要几问才定得下"]
    if len(questions) > limit:
        said.append(f"共{len(questions)}问,只列前{limit}问;要全列请加 --limit {len(questions)}")
    return tuple(said)
