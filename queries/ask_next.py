"""What should we ask next: which answers would settle most judgements?

接下来先问什么:哪一个答案能定下最多的判断?
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pydantic import Field

from graph.model.change import View
from queries.methods import chain_rows, lookup
from queries.methods.answer import Answer, Line, stamped
from queries.methods.chain_states import ChainStates, chain_states
from queries.methods.gaps import Judged

CYPHER = chain_rows.CYPHER


class Asking(Line):
    """One question to put to somebody, and what its answer would settle."""

    question: str = Field(title="要问的问题")
    kind: str = Field(title="问题类型")
    settles: int = Field(title="能定下的判断数")
    judgements: tuple[str, ...] = Field(title="涉及环节")
    buyers: tuple[str, ...] = Field(title="等着用的本地下游")


class AskNext(Answer):
    """Questions to ask, the one that settles most first."""

    chain: str = Field(title="产业链")
    place: str = Field(title="地点")
    undecided: int = Field(title="未定环节数")
    questions: tuple[Asking, ...] = Field(title="先问什么")


@dataclass(frozen=True, slots=True)
class Doubt:
    """A question whose answer would settle the state of a segment."""

    question: str
    kind: str
    segment: Judged


def ask(view: View, *, chain: str, place: str = "厦门市", limit: int = 20) -> AskNext:
    """The questions whose answers would settle most judgements of a chain at a place."""
    states = chain_states(view, lookup.chain(view, chain), lookup.place(view, place))
    open_ones = [j for j in states.judged if j.verdict.state in ("unknown", "presumed") or _has_undecided(j)]
    questions = rank((d for one in open_ones for d in doubts(one, states)), states)
    return AskNext(
        **stamped(view),
        n=len(questions),
        not_known=("每问按能定下的环节数排序;一个环节可能要几问才定得下",),
        evidence=tuple(dict.fromkeys(e for j in open_ones for e in j.verdict.evidence)),
        chain=states.name,
        place=states.around.name,
        undecided=len(open_ones),
        questions=tuple(questions[:limit]),
    )


def _has_undecided(one: Judged) -> bool:
    return any(t.locality == "undecided" and t.activity == one.facts.filled_by for t in one.facts.ties)


def doubts(one: Judged, states: ChainStates) -> Iterator[Doubt]:
    """Every question whose answer bears on the state of this segment."""
    place, facts = states.around.name, one.facts
    if facts.stateless:
        return
    for tie in facts.ties:
        if tie.locality == "undecided" and tie.activity == facts.filled_by:
            yield Doubt(f"{tie.name}在不在{place}(现只知在{tie.place})", "片区", one)
        if tie.locality == "inside" and tie.activity == "unknown":
            yield Doubt(f"{tie.name}在{place}做什么", "活动", one)
    if "待核" in one.verdict.badges:
        for tie in facts.ties:
            if tie.locality == "inside" and tie.stage in ("building", "signed"):
                yield Doubt(f"{tie.name}现在到哪一步", "进展", one)
        for project in facts.projects:
            yield Doubt(f"{project.name}现在到哪一步", "进展", one)
    if one.verdict.state in ("unknown", "presumed"):
        yield Doubt(f"{place}有没有{_verb(one, states)}{facts.name}的企业(名录或全面摸排)", "摸排", one)


def _verb(one: Judged, states: ChainStates) -> str:
    return states.rules.words.activity.get(one.facts.filled_by, "做")


def rank(doubts_found: Iterable[Doubt], states: ChainStates) -> list[Asking]:
    """One line a question, by how many judgements it settles, then by how many buyers wait."""
    by_question: dict[tuple[str, str], dict[str, Judged]] = {}
    for doubt in doubts_found:
        segments = by_question.setdefault((doubt.question, doubt.kind), {})
        segments[doubt.segment.facts.id] = doubt.segment
    asked = [_asking(q, kind, list(found.values()), states) for (q, kind), found in by_question.items()]
    return sorted(asked, key=lambda a: (-a.settles, -len(a.buyers), a.question))


def _asking(question: str, kind: str, segments: list[Judged], states: ChainStates) -> Asking:
    ids = {j.facts.id for j in segments}
    waiting = [j for j in states.judged if j.is_second_order and _feeds_any(j, ids, states)]
    names = [j.facts.name for j in segments] + [f"{j.facts.name}(有无本地买家)" for j in waiting]
    buyers = dict.fromkeys(b.name for j in segments for b in j.buyers)
    return Asking(question=question, kind=kind, settles=len(names), judgements=tuple(names), buyers=tuple(buyers))


def _feeds_any(one: Judged, segments: set[str], states: ChainStates) -> bool:
    upstream = states.rows.twin_class(one.facts.id)
    needed = (f for f in states.rows.feeds if f.upstream in upstream and f.essential != "no")
    return any(f.downstream in segments for f in needed)
