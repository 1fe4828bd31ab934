"""What is the state of every segment of a chain at a place?

产业链各环节在某地的状态如何:优势、已覆盖、薄弱、在建、市内有、空白(已核实)、空白(待核实)、无数据?
"""

from collections import Counter
from collections.abc import Iterable

from pydantic import Field

from graph.model.change import View
from queries.methods import chain_rows, lookup
from queries.methods.answer import Answer, Line, stamped
from queries.methods.chain_states import ChainStates, chain_states, is_surveyed, rates
from queries.methods.facts import Tie
from queries.methods.gaps import Judged

CYPHER = chain_rows.CYPHER


class SegmentStatus(Line):
    """One segment with its state, reason and firms."""

    chain: str = Field(title="产业链")
    segment: str = Field(title="环节编号")
    name: str = Field(title="环节")
    state: str = Field(title="状态代码")
    state_word: str = Field(title="状态")
    reason: str = Field(title="理由")
    badges: tuple[str, ...] = Field(title="标注")
    action: str = Field(title="动作代码")
    action_word: str = Field(title="动作")
    is_gap: bool = Field(title="缺口")
    is_second_order: bool = Field(title="二阶缺口")
    firms: tuple[str, ...] = Field(title="区内企业")
    coming: tuple[str, ...] = Field(title="在建签约")
    undecided: tuple[str, ...] = Field(title="片区不明")
    in_city: tuple[str, ...] = Field(title="市内企业")
    n_makers: int = Field(title="已知厂商数")
    single_source: bool = Field(title="单一来源(断供风险)")
    is_surveyed: bool = Field(title="已摸排")
    evidence: tuple[str, ...] = Field(title="依据编号")


class ChainStatus(Answer):
    """The states of a chain at a place; coverage and survey rate apart."""

    chain: str = Field(title="产业链")
    place: str = Field(title="地点")
    counts: dict[str, int] = Field(title="各状态环节数")
    coverage_pct: float | None = Field(title="覆盖率(%)")
    surveyed_pct: float | None = Field(title="摸排率(%)")
    segments: tuple[SegmentStatus, ...] = Field(title="环节状态")


def ask(view: View, *, chain: str, place: str = "厦门市") -> ChainStatus:
    """The state of every segment of a chain or group at a place."""
    states = chain_states(view, lookup.chain(view, chain), lookup.place(view, place))
    segments = tuple(status(one, states) for one in states.judged)
    coverage, surveyed = rates(states.judged)
    return ChainStatus(
        **stamped(view),
        n=len(segments),
        not_known=_not_known(segments),
        evidence=tuple(dict.fromkeys(e for s in segments for e in s.evidence)),
        chain=states.name,
        place=states.around.name,
        counts=dict(Counter(s.state for s in segments)),
        coverage_pct=coverage,
        surveyed_pct=surveyed,
        segments=segments,
    )


def status(one: Judged, states: ChainStates) -> SegmentStatus:
    """One judged segment as a line."""
    facts, words = one.facts, states.rules.words
    filling = [t for t in facts.ties if t.activity == facts.filled_by]
    return SegmentStatus(
        chain=facts.chain,
        segment=facts.id,
        name=facts.name,
        state=one.verdict.state,
        state_word=words.state[one.verdict.state],
        reason=one.verdict.reason,
        badges=one.verdict.badges,
        action=one.action,
        action_word=words.action[one.action],
        is_gap=one.is_gap,
        is_second_order=one.is_second_order,
        firms=_names(t for t in filling if t.locality == "inside" and t.stage == "operating"),
        coming=_names(t for t in filling if t.locality == "inside" and t.stage in ("building", "signed")),
        undecided=_names(t for t in filling if t.locality == "undecided"),
        in_city=_names(t for t in filling if t.locality == "outside" and t.in_city),
        n_makers=facts.n_makers,
        single_source=facts.n_makers == 1,
        is_surveyed=is_surveyed(one),
        evidence=one.verdict.evidence,
    )


def _names(ties: Iterable[Tie]) -> tuple[str, ...]:
    return tuple(sorted({t.name for t in ties}))


def _not_known(segments: tuple[SegmentStatus, ...]) -> tuple[str, ...]:
    unknown = [s for s in segments if s.state == "unknown"]
    unlooked = [s for s in unknown if not s.is_surveyed]
    undecided = [s for s in segments if s.undecided]
    said = []
    if unknown:
        said.append(f"{len(unknown)}个环节无数据,其中{len(unlooked)}个从未摸排:没有记录不等于没有")
    if undecided:
        said.append(f"{len(undecided)}个环节有企业只知到更大的地方,片区不明")
    return tuple(said)
