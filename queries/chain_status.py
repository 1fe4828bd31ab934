"""What is the state of every segment of a chain at a place?

产业链各环节在某地的状态如何:优势、已覆盖、薄弱、在建、市内有、空白(已核实)、空白(待核实)、无数据?
"""

from collections.abc import Iterable

from pydantic import Field

from graph.model.change import View
from queries.methods import chain_rows, lookup
from queries.methods.answer import Answer, Line, stamped
from queries.methods.chain_states import (
    ChainStates,
    chain_states,
    counts,
    filling,
    is_surveyed,
    is_verified,
    shares,
    unsaid_of_circle,
)
from queries.methods.facts import Tie
from queries.methods.gaps import Judged
from queries.methods.locality import Locality

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
    in_circle: tuple[str, ...] = Field(title="圈内企业")
    circle_undecided: tuple[str, ...] = Field(title="圈内不明")
    city_state: str | None = Field(title="市内状态代码")
    city_state_word: str | None = Field(title="市内状态")
    circle_state: str | None = Field(title="圈内状态代码")
    circle_state_word: str | None = Field(title="圈内状态")
    n_makers: int = Field(title="已知厂商数")
    only_one_known: bool = Field(title="库中只知一家厂商")
    is_surveyed: bool = Field(title="检索或核实过")
    is_verified: bool = Field(title="核实过")
    evidence: tuple[str, ...] = Field(title="依据编号")


class ChainStatus(Answer):
    """The states of a chain at a place, its city and a circle; what is covered, verified and only searched apart."""

    chain: str = Field(title="产业链")
    place: str = Field(title="地点")
    city: str | None = Field(title="所在市")
    circle: str | None = Field(title="圈")
    within_km: float | None = Field(title="圈的半径(公里)")
    counts: dict[str, int] = Field(title="各状态环节数")
    city_counts: dict[str, int] | None = Field(title="市内各状态环节数")
    circle_counts: dict[str, int] | None = Field(title="圈内各状态环节数")
    coverage_pct: float | None = Field(title="覆盖率(有检索或摸排记录的环节中,优势、已覆盖、薄弱、在建所占,%)")
    verified_pct: float | None = Field(title="摸排率(核实过,%)")
    searched_pct: float | None = Field(title="只检索过(%)")
    looked_pct: float | None = Field(title="有检索或摸排记录(%)")
    segments: tuple[SegmentStatus, ...] = Field(title="环节状态")


def ask(view: View, *, chain: str, place: str = "厦门市", within_km: float | None = None) -> ChainStatus:
    """The state of every segment of a chain or group at a place, beside it in its city and within some km."""
    states = chain_states(view, lookup.chain(view, chain), lookup.place(view, place), within_km)
    segments = tuple(status(one, states) for one in states.judged)
    rates = shares(states.judged, states.rules)
    around = states.rings
    return ChainStatus(
        **stamped(view),
        n=len(segments),
        not_known=_not_known(segments, states),
        evidence=tuple(dict.fromkeys(e for s in segments for e in s.evidence)),
        chain=states.name,
        place=states.around.name,
        city=around.city.name if around.city else None,
        circle=around.circle.name if around.circle else None,
        within_km=within_km,
        counts=counts(states.judged),
        city_counts=None if states.city is None else counts(states.city.values()),
        circle_counts=None if states.circle is None else counts(states.circle.values()),
        coverage_pct=rates.coverage_pct,
        verified_pct=rates.verified_pct,
        searched_pct=rates.searched_pct,
        looked_pct=rates.looked_pct,
        segments=segments,
    )


def status(one: Judged, states: ChainStates) -> SegmentStatus:
    """One judged segment as a line."""
    facts, words, ties = one.facts, states.rules.words, filling(one, states.rules)
    segment = facts.id
    return SegmentStatus(
        chain=facts.chain,
        segment=segment,
        name=facts.name,
        state=one.verdict.state,
        state_word=words.state[one.verdict.state],
        reason=one.verdict.reason,
        badges=one.verdict.badges,
        action=one.action,
        action_word=words.action[one.action],
        is_gap=one.is_gap,
        is_second_order=one.is_second_order,
        firms=_names(t for t in ties if t.locality == "inside" and t.stage == "operating"),
        coming=_names(t for t in ties if t.locality == "inside" and t.stage in ("building", "signed")),
        undecided=_names(t for t in ties if t.locality == "undecided"),
        in_city=_names(t for t in ties if t.locality == "outside" and t.in_city),
        in_circle=_in_circle(one, states, "inside"),
        circle_undecided=_in_circle(one, states, "undecided"),
        city_state=states.city[segment].verdict.state if states.city else None,
        city_state_word=states.state_word(segment, states.city),
        circle_state=states.circle[segment].verdict.state if states.circle else None,
        circle_state_word=states.state_word(segment, states.circle),
        n_makers=facts.n_makers,
        only_one_known=facts.n_makers == 1,
        is_surveyed=is_surveyed(one),
        is_verified=is_verified(one, states.rules),
        evidence=one.verdict.evidence,
    )


def _in_circle(one: Judged, states: ChainStates, where: Locality) -> tuple[str, ...]:
    """Firms that stand so for the circle and are listed neither at the place nor in its city."""
    if states.circle is None:
        return ()
    nearer = {t.edge_id for t in one.facts.ties if t.locality == "inside" or t.in_city}
    ties = filling(states.circle[one.facts.id], states.rules)
    return _names(t for t in ties if t.locality == where and t.edge_id not in nearer)


def _names(ties: Iterable[Tie]) -> tuple[str, ...]:
    return tuple(sorted({t.name for t in ties}))


def _not_known(segments: tuple[SegmentStatus, ...], states: ChainStates) -> tuple[str, ...]:
    unknown = [s for s in segments if s.state == "unknown"]
    unlooked = [s for s in unknown if not s.is_surveyed]
    undecided = [s for s in segments if s.undecided]
    presumed = [s for s in segments if s.state == "presumed"]
    said = []
    if presumed:
        said.append(f"{len(presumed)}个空白(待核实)只是检索未见:检索过不等于核实过,须摸排后才能下结论")
    if unknown:
        said.append(f"{len(unknown)}个环节无数据,其中{len(unlooked)}个从未摸排:没有记录不等于没有")
    if undecided:
        said.append(f"{len(undecided)}个环节有企业只知到更大的地方,片区不明")
    return (*said, *unsaid_of_circle(states))
