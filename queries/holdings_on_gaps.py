"""Of the firms some funds hold, which fill exactly what a place lacks?

惠友、德屹长盛、联和(或任何基金、投资人)已投的企业里,谁正好在本地的缺口上?持股与缺口逐条对上;库中没有持股记录的基金另列,不等于没有投过。
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pydantic import Field

from graph.model.change import View
from queries.methods import chain_rows, fund_rows, holdings, lookup, operations
from queries.methods.answer import Answer, Line, stamped
from queries.methods.chain_states import ChainStates, chain_states
from queries.methods.gaps import GAP_STATES, Judged
from queries.methods.grades import grade_of
from queries.methods.holdings import Holding
from queries.methods.operations import Operation
from queries.methods.rings import Rings, rings
from queries.methods.whereabouts import Spot, nearest, spots

CYPHER = ";\n".join((holdings.CYPHER, operations.OF_FIRMS, chain_rows.CYPHER))


class OnGap(Line):
    """A firm that is held and fills a gap."""

    investor: str = Field(title="基金或投资人")
    through: str = Field(title="以何持有")
    firm: str = Field(title="企业编号")
    name: str = Field(title="企业")
    segment: str = Field(title="环节编号")
    segment_name: str = Field(title="环节")
    chain: str = Field(title="产业链")
    state_word: str = Field(title="本地状态")
    is_gap: bool = Field(title="本地有买家")
    buyers: tuple[str, ...] = Field(title="本地买家")
    activity: str = Field(title="活动")
    stage: str = Field(title="阶段")
    place: str | None = Field(title="企业所在地")
    locality: str = Field(title="区位")
    city_locality: str | None = Field(title="市内")
    circle_locality: str | None = Field(title="圈内")
    funding_round: str | None = Field(title="轮次")
    invested_on: str | None = Field(title="投资日期")
    basis: str = Field(title="依据类型")
    grade: str = Field(title="证据等级")
    source_url: str | None = Field(title="来源")
    evidence: tuple[str, ...] = Field(title="依据编号")


class InvestorLine(Line):
    """What is on record of one investor that was asked for."""

    asked: str = Field(title="所问")
    name: str = Field(title="库中名称")
    n_holdings: int = Field(title="已投企业记录数")
    n_on_gaps: int = Field(title="在缺口上的企业数")
    said: str = Field(title="说明")


class HoldingsOnGaps(Answer):
    """Held firms on gaps, with buyers here first; investors without a record apart."""

    place: str = Field(title="地点")
    circle: str | None = Field(title="圈")
    within_km: float | None = Field(title="圈的半径(公里)")
    chains: tuple[str, ...] = Field(title="产业链")
    n_held: int = Field(title="已投企业数")
    n_no_segment: int = Field(title="其中做哪个环节库中没有记录的")
    on_gaps: tuple[OnGap, ...] = Field(title="在缺口上的已投企业")
    investors: tuple[InvestorLine, ...] = Field(title="基金与投资人")


@dataclass(frozen=True)
class _Setting:
    """The gaps by segment, what held firms do, and where."""

    gaps: Mapping[str, tuple[Judged, ChainStates]]
    done: Mapping[str, Sequence[Operation]]
    known: Mapping[str, Spot]
    around: Rings


def ask(
    view: View, *, funds: tuple[str, ...] = (), chain: str = "", place: str = "厦门市", within_km: float | None = None
) -> HoldingsOnGaps:
    """Firms held by these funds or investors (by all on record for none) that fill a gap of a place."""
    around = rings(view, lookup.place(view, place), within_km)
    who, strangers = holdings.investors(view, [t for f in funds for t in fund_rows.listed(f)])
    held = holdings.holdings(view, who)
    done = _by_firm(o for o in operations.of_firms(view, {h.firm for h in held}) if o.fills)
    wanted = set(lookup.chains(view, chain))
    lacking = holdings.chains_that_may_lack(view, (o.segment for those in done.values() for o in those), around.place)
    chains = sorted(wanted & lacking.keys())
    gaps = {s: g for c in chains if lacking[c] for s, g in _gaps(view, c, around.place.place).items()}
    known = spots(view, [o.at for those in done.values() for o in those])
    setting = _Setting(gaps, done, known, around)
    lines = tuple(sorted((x for h in held for x in _lines(h, setting)), key=_order))
    names = lookup.chain_names(view)
    return HoldingsOnGaps(
        **stamped(view), n=len(lines), not_known=_not_known(lines, held, done, strangers, around.place.name),
        evidence=tuple(dict.fromkeys(e for x in lines for e in x.evidence)), place=around.place.name,
        circle=around.circle.name if around.circle else None, within_km=within_km,
        chains=tuple(names.get(c, c) for c in chains), n_held=len({h.firm for h in held}),
        n_no_segment=len({h.firm for h in held} - set(done)), on_gaps=lines,
        investors=tuple(_investors(who, strangers, held, lines, is_all=not funds)),
    )  # fmt: skip


def _by_firm(found: Iterable[Operation]) -> dict[str, list[Operation]]:
    grouped: dict[str, list[Operation]] = {}
    for one in found:
        grouped.setdefault(one.firm, []).append(one)
    return grouped


def _gaps(view: View, chain: str, place: str) -> dict[str, tuple[Judged, ChainStates]]:
    """The gaps of a chain by segment; a whole twin is the same gap."""
    states = chain_states(view, chain, place)
    missing = [j for j in states.judged if j.verdict.state in GAP_STATES]
    return {s: (j, states) for j in missing for s in (j.facts.id, *states.rows.twin_class(j.facts.id))}


def _lines(held: Holding, setting: _Setting) -> Iterable[OnGap]:
    """One line a gap the held firm fills somewhere."""
    by_gap: dict[str, list[Operation]] = {}
    for one in setting.done.get(held.firm, ()):
        if one.segment in setting.gaps:
            by_gap.setdefault(setting.gaps[one.segment][0].facts.id, []).append(one)
    for those in by_gap.values():
        judged, states = setting.gaps[those[0].segment]
        own = min(those, key=lambda o: (operations.STAGES.index(o.stage), -o.n_sources, o.edge_id))
        places = [o.at for o in those]
        spot = setting.known.get(own.at or "")
        said = {f: held.row[f] for f in ("funding_round", "invested_on", "source_url")}
        basis = held.row["basis"] or "declared"
        yield OnGap(
            investor=held.investor, through=held.through, firm=held.firm, name=held.name, segment=judged.facts.id,
            segment_name=judged.facts.name, chain=states.name, state_word=states.rules.words.state[judged.verdict.state],
            is_gap=judged.is_gap, buyers=tuple(dict.fromkeys(f for b in judged.buyers for f in b.firms)),
            activity=own.activity, stage=own.stage, place=spot.shown if spot and spot.place_type != "country" else None,
            locality=nearest(places, setting.around.place), **setting.around.seen(places), basis=basis,
            grade=grade_of(held.row["n_sources"] or 0, held.row["source_url"], basis),
            evidence=(*held.evidence, *(o.edge_id for o in those), *judged.verdict.evidence), **said,
        )  # fmt: skip


def _order(line: OnGap) -> tuple[object, ...]:
    return (not line.is_gap, line.grade, line.chain, line.segment, line.name, line.investor, line.evidence)


def _investors(
    who: Iterable[holdings.Investor],
    strangers: Iterable[str],
    held: Sequence[Holding],
    lines: Sequence[OnGap],
    *,
    is_all: bool,
) -> Iterable[InvestorLine]:
    """One line for each that was asked for; those without a record say so."""
    for one in who:
        own = {h.firm for h in held if h.investor == one.asked}
        hits = len({x.firm for x in lines if x.investor == one.asked})
        if hits or not is_all:
            said = (
                "已投企业库中没有记录,不等于没有投过"
                if not own
                else ""
                if hits
                else "已投企业都不在缺口上,或其环节库中没有记录"
            )
            yield InvestorLine(asked=one.asked, name=one.name, n_holdings=len(own), n_on_gaps=hits, said=said)
    for text in strangers:
        yield InvestorLine(asked=text, name="—", n_holdings=0, n_on_gaps=0, said="库中没有这只基金或投资人的记录")


def _not_known(
    lines: Sequence[OnGap], held: Sequence[Holding], done: Mapping[str, object], strangers: Sequence[str], place: str
) -> tuple[str, ...]:
    said = []
    if strangers:
        said.append(f"库中没有记录:{'、'.join(strangers)};请加载其已投企业(模板:基金)后再问")
    if held and not lines:
        said.append(f"{place}:已投企业中没有一家的记录落在缺口上,不等于没有")
    loose = len({h.firm for h in held} - set(done))
    if loose:
        said.append(f"{loose}家已投企业做哪个环节库中没有记录")
    if any(x.basis not in operations.FILLING_BASIS for x in lines):
        said.append("有的投资是拟投或推断,见依据类型")
    return (*said, "只按已投企业对缺口;基金的投向不算,投向不限的基金不补任何环节")
