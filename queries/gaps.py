"""Which links of a chain does a place lack, who here would buy them, and what is to be done?

某地某产业链的缺口:缺什么、哪个环节,空白(已核实)在先,空白(待核实)在后,二阶缺口另列,各带理由、动作、本地买家与证据。
"""

from pydantic import Field

from graph.model.change import View
from queries.methods import chain_rows, lookup
from queries.methods.answer import Answer, Line, stamped
from queries.methods.chain_states import HERE, ChainStates, chain_states, filling, shares, unsaid_of_circle
from queries.methods.gaps import Judged, most_wanted

CYPHER = chain_rows.CYPHER

ORDER = (
    "已核实的在先,再按本地买家数、名称;没有数招商目标(图谱、清单、会议一页纸、册、工作簿在买家数之后还按推荐数、目标数)"
)
"""To count targets is to judge every firm of every gap: at 100,000 firms 260 ms for one segment, where all gaps take 20."""


class Demand(Line):
    """A downstream segment and the firms here that buy for it."""

    segment: str = Field(title="下游环节")
    firms: tuple[str, ...] = Field(title="企业")

    def __str__(self) -> str:
        """As it is printed: `封装测试(甲公司、乙公司)`."""
        return f"{self.segment}({'、'.join(self.firms)})"


class Gap(Line):
    """A missing or presumed segment."""

    chain: str = Field(title="产业链")
    segment: str = Field(title="环节编号")
    name: str = Field(title="环节")
    state: str = Field(title="状态代码")
    state_word: str = Field(title="状态")
    action: str = Field(title="动作代码")
    action_word: str = Field(title="动作")
    reason: str = Field(title="理由")
    badges: tuple[str, ...] = Field(title="标注")
    feeds: tuple[str, ...] = Field(title="本地下游环节")
    buyers: tuple[str, ...] = Field(title="本地买家")
    n_buyers: int = Field(title="本地买家数")
    may_buy: tuple[str, ...] = Field(title="可能的本地买家(是否在本地、是否已投产未定,不算缺口的依据)")
    wanted_by: tuple[Demand, ...] = Field(title="买家所在环节与企业")
    routes: tuple[str, ...] = Field(title="技术路线")
    alternatives: tuple[str, ...] = Field(title="本地已有的替代")
    n_makers: int = Field(title="已知厂商数")
    short_list: bool = Field(title="名单不足")
    only_one_known: bool = Field(title="库中只知一家厂商")
    city_state_word: str | None = Field(title="市内状态")
    circle_state_word: str | None = Field(title="圈内状态")
    in_circle: tuple[str, ...] = Field(title="圈内企业")
    evidence: tuple[str, ...] = Field(title="依据编号")


class Gaps(Answer):
    """The gaps of a chain at a place; second-order gaps apart."""

    chain: str = Field(title="产业链")
    place: str = Field(title="地点")
    order: str = Field(title="次序")
    circle: str | None = Field(title="圈")
    within_km: float | None = Field(title="圈的半径(公里)")
    n_in_circle: int | None = Field(title="圈内已有企业的缺口数")
    coverage_pct: float | None = Field(title="覆盖率(有检索或摸排记录的环节中,优势、已覆盖、薄弱、在建所占,%)")
    verified_pct: float | None = Field(title="摸排率(核实过,%)")
    searched_pct: float | None = Field(title="只检索过(%)")
    looked_pct: float | None = Field(title="有检索或摸排记录(%)")
    gaps: tuple[Gap, ...] = Field(title="缺口")
    second_order: tuple[Gap, ...] = Field(title="二阶缺口(本地尚无买家)")


def ask(view: View, *, chain: str, place: str = "厦门市", within_km: float | None = None) -> Gaps:
    """The gaps of a chain at a place, proven before presumed, most buyers here first; who stands within some km."""
    states = chain_states(view, lookup.chain(view, chain), lookup.place(view, place), within_km)
    placed = {s["id"]: s["n_makers_placed"] or 0 for s in states.rows.segments}
    ranked = most_wanted(states.judged)
    gaps = tuple(_gap(j, states, placed[j.facts.id]) for j in ranked if j.is_gap)
    second = tuple(_gap(j, states, placed[j.facts.id]) for j in ranked if j.is_second_order)
    rates = shares(states.judged, states.rules)
    circle = states.rings.circle
    return Gaps(
        **stamped(view),
        n=len(gaps),
        not_known=_not_known(states, gaps + second),
        evidence=tuple(dict.fromkeys(e for g in gaps + second for e in g.evidence)),
        chain=states.name,
        place=states.around.name,
        order=ORDER,
        circle=circle.name if circle else None,
        within_km=within_km,
        n_in_circle=None if circle is None else sum(bool(g.in_circle) for g in gaps),
        coverage_pct=rates.coverage_pct,
        verified_pct=rates.verified_pct,
        searched_pct=rates.searched_pct,
        looked_pct=rates.looked_pct,
        gaps=gaps,
        second_order=second,
    )


def _gap(one: Judged, states: ChainStates, placed: int) -> Gap:
    words = states.rules.words
    edges = [*one.verdict.evidence, *(e for b in one.buyers for e in b.evidence)]
    return Gap(
        chain=one.facts.chain,
        segment=one.facts.id,
        name=one.facts.name,
        state=one.verdict.state,
        state_word=words.state[one.verdict.state],
        action=one.action,
        action_word=words.action[one.action],
        reason=one.verdict.reason,
        badges=one.verdict.badges,
        feeds=tuple(b.name for b in one.buyers),
        buyers=tuple(dict.fromkeys(f for b in one.buyers for f in b.firms)),
        n_buyers=one.n_buyers,
        may_buy=one.possible,
        wanted_by=tuple(Demand(segment=b.name, firms=b.firms) for b in one.buyers),
        routes=tuple(dict.fromkeys(r for b in one.buyers for r in b.routes)),
        alternatives=one.alternatives,
        n_makers=one.facts.n_makers,
        short_list=placed < states.rules.state.short_list_makers,
        only_one_known=one.facts.n_makers == 1,
        city_state_word=states.state_word(one.facts.id, states.city),
        circle_state_word=states.state_word(one.facts.id, states.circle),
        in_circle=_in_circle(one, states),
        evidence=tuple(dict.fromkeys(edges)),
    )


def _in_circle(one: Judged, states: ChainStates) -> tuple[str, ...]:
    """Firms in the circle that make what the place lacks, or will: near enough to be met with 对接."""
    found = states.circle[one.facts.id] if states.circle else None
    if found is None or found.verdict.state not in HERE:
        return ()
    return tuple(sorted({t.name for t in filling(found, states.rules) if t.locality == "inside"}))


def _not_known(states: ChainStates, gaps: tuple[Gap, ...]) -> tuple[str, ...]:
    unknown = sum(j.verdict.state == "unknown" for j in states.judged)
    presumed = sum(g.state == "presumed" for g in gaps)
    said = []
    if unknown:
        said.append(f"另有{unknown}个环节无数据,可能也缺:见 chainscout ask ask-next")
    if presumed:
        said.append(f"{presumed}个空白出自检索未见,未经摸排核实:检索过不等于核实过")
    return (*said, *unsaid_of_circle(states))
