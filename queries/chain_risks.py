"""Where can a chain break: which anchors buy from one supplier, what does all pass, of which segments is one maker known?

本区产业链的断链风险在哪里:链主采购九成以上来自一家的、全链必经的咽喉环节、库中只知一家厂商的环节,各波及哪些链主?
"""

# 断供风险 is said only of a recorded share: the base counts the makers it happens to know, so one maker known is a thin
# list before it is a sole source.

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pydantic import Field

from graph.model.change import Row, View
from queries.methods import chain_rows, lookup, operations, supply
from queries.methods.answer import Answer, Line, stamped
from queries.methods.chain_states import ChainStates, chain_states
from queries.methods.criticality import Choke, chokes, merged
from queries.methods.exposure import Exposed, exposed
from queries.methods.feeds import Feed
from queries.methods.gaps import Judged
from queries.methods.operations import Operation
from queries.methods.rings import rings
from queries.methods.stands import Ground, ground

LEADERS = """
UNWIND $chains AS chain
MATCH (c:Chain {id: chain})<-[e:LEADS]-(f:Firm)
RETURN f.id AS firm, f.name AS name, c.id AS chain, e.edge_id AS edge_id
"""

CYPHER = ";\n".join((chain_rows.CYPHER, LEADERS, operations.IN_SEGMENTS, operations.OF_FIRMS, supply.SUPPLIERS))


class Sole(Line):
    """A segment of which one maker is known anywhere."""

    segment: str = Field(title="环节编号")
    name: str = Field(title="环节")
    state_word: str = Field(title="本地状态")
    firms: tuple[str, ...] = Field(title="库中唯一已知的厂商")
    where: str = Field(title="在哪里")
    place: str | None = Field(title="所在地")
    stops_anchors: tuple[str, ...] = Field(title="若别无他家则停的链主(隔几层)")
    may_stop_anchors: tuple[str, ...] = Field(title="可能波及的链主(隔几层)")
    known_on: str | None = Field(title="发布日期")
    source_url: str | None = Field(title="来源")
    evidence: tuple[str, ...] = Field(title="依据编号")


class Single(Line):
    """An anchor that buys nearly all of something from one supplier."""

    anchor: str = Field(title="链主")
    supplier: str = Field(title="供应商")
    what: str = Field(title="采购什么")
    share_pct: float = Field(title="最大份额(%)")
    share_year: int | None = Field(title="份额年份")
    where: str = Field(title="供应商在哪里")
    basis: str = Field(title="依据类型")
    known_on: str | None = Field(title="发布日期")
    source_url: str | None = Field(title="来源")
    evidence: tuple[str, ...] = Field(title="依据编号")


class ChokePoint(Line):
    """A segment that all ways of others pass: a strict dominator no alternative replaces."""

    segment: str = Field(title="环节编号")
    name: str = Field(title="咽喉环节")
    state_word: str = Field(title="本地状态")
    n_dominates: int = Field(title="必经它的上游环节数")
    dominates: tuple[str, ...] = Field(title="必经它的上游环节")
    stops: tuple[str, ...] = Field(title="会停的终端")
    cut_share_pct: float = Field(title="切断的上下游对(%)")
    n_makers: int = Field(title="已知厂商数")
    firms: tuple[str, ...] = Field(title="区内企业")
    stops_anchors: tuple[str, ...] = Field(title="整个环节切断则停的链主(隔几层)")
    may_stop_anchors: tuple[str, ...] = Field(title="可能波及的链主(隔几层)")
    evidence: tuple[str, ...] = Field(title="依据编号")


class ChainRisks(Answer):
    """Where a chain can break, seen from a place; sole, single and choke points apart."""

    chain: str = Field(title="产业链")
    place: str = Field(title="地点")
    single_share_pct: float = Field(title="单一来源的份额线(%)")
    sole: tuple[Sole, ...] = Field(title="库中只知一家厂商的环节(名单不足,不等于断供风险)")
    single: tuple[Single, ...] = Field(title="单一来源(断供风险):链主最大供应商份额达线")
    chokes: tuple[ChokePoint, ...] = Field(title="咽喉环节")
    n_anchors: int = Field(title="链主数")
    n_anchors_without_share: int = Field(title="没有份额记录的链主数")


@dataclass(frozen=True)
class _Chain:
    """What the three kinds of risk are read from: the judged chain, its feeds with twins as one, who leads it."""

    states: ChainStates
    feeds: tuple[Feed, ...]
    leaders: Mapping[str, str]
    held: Mapping[str, tuple[str, ...]]
    led_by: tuple[str, ...]

    def first(self, segment: str) -> str:
        """The segment that stands for its class of twins."""
        return min(self.states.rows.twin_class(segment))

    def anchors(self, segment: str) -> dict[str, tuple[str, ...]]:
        """Who is exposed to the loss of a segment, certain and possible apart, as the fields of a line."""
        found = exposed(self.feeds, self.first(segment), self.held)
        return {
            "stops_anchors": tuple(self._shown(e) for e in found if e.certain),
            "may_stop_anchors": tuple(self._shown(e) for e in found if not e.certain),
        }

    def _shown(self, one: Exposed) -> str:
        return f"{self.leaders[one.anchor]}({one.steps})"


def ask(view: View, *, chain: str, place: str = "厦门市", within_km: float | None = None) -> ChainRisks:
    """The risks of a chain or group at a place; who is exposed stands beside each."""
    one = _chain(view, lookup.chain(view, chain), lookup.place(view, place), within_km)
    share = one.states.rules.state.single_share_pct
    sole = _sole(view, one, within_km)
    single, silent = _single(view, one, share, within_km)
    points = _chokes(one)
    lines: list[Sole | Single | ChokePoint] = [*sole, *single, *points]
    return ChainRisks(
        **stamped(view),
        n=len(lines),
        not_known=_not_known(one, len(silent), points),
        evidence=tuple(dict.fromkeys([*(e for line in lines for e in line.evidence), *one.led_by])),
        chain=one.states.name,
        place=one.states.around.name,
        single_share_pct=share,
        sole=sole,
        single=single,
        chokes=points,
        n_anchors=len(one.leaders),
        n_anchors_without_share=len(silent),
    )


def _chain(view: View, chain: str, place: str, within_km: float | None) -> _Chain:
    states = chain_states(view, chain, place, within_km)
    twins = states.rows.twins
    chains = sorted({s["chain"] for s in states.rows.segments})
    own = {t for s in states.rows.segments for t in states.rows.twin_class(s["id"])}
    feeds = merged((f for f in states.rows.feeds if f.upstream in own and f.downstream in own), twins)
    rows = view.rows(LEADERS, {"chains": chains})
    leaders = {r["firm"]: r["name"] or r["firm"] for r in sorted(rows, key=lambda r: (r["name"] or "", r["firm"]))}
    held: dict[str, tuple[str, ...]] = dict.fromkeys(leaders, ())
    for done in operations.of_firms(view, leaders):
        if done.fills and done.segment in own:
            held[done.firm] += (min(states.rows.twin_class(done.segment)),)
    return _Chain(states, feeds, leaders, held, tuple(sorted(r["edge_id"] for r in rows)))


def _sole(view: View, one: _Chain, within_km: float | None) -> tuple[Sole, ...]:
    risky = {one.first(j.facts.id): j for j in one.states.judged if j.facts.n_makers == 1 and not j.facts.stateless}
    classes = {s: sorted(one.states.rows.twin_class(s)) for s in risky}
    found = operations.in_segments(view, sorted({t for c in classes.values() for t in c}))
    makers = [o for o in found if o.fills and o.stage == "operating"]
    seen = ground(view, (), rings(view, one.states.around.place, within_km), (o.at for o in makers))
    lines = [_sole_line(j, [o for o in makers if o.segment in classes[s]], one, seen) for s, j in risky.items()]
    return tuple(sorted(lines, key=lambda line: (-len(line.stops_anchors), -len(line.may_stop_anchors), line.segment)))


def _sole_line(judged: Judged, makers: Sequence[Operation], one: _Chain, seen: Ground) -> Sole:
    stand = seen.at(o.at for o in makers)
    newest = max(makers, key=lambda o: (o.known_on or "", o.edge_id), default=None)
    return Sole(
        segment=judged.facts.id,
        name=judged.facts.name,
        state_word=one.states.rules.words.state[judged.verdict.state],
        firms=tuple(sorted({o.name for o in makers})),
        where=stand.word,
        place=stand.place,
        **one.anchors(judged.facts.id),
        known_on=newest.known_on if newest else None,
        source_url=newest.source_url if newest else None,
        evidence=tuple(o.edge_id for o in makers),
    )


def _single(
    view: View, one: _Chain, share: float, within_km: float | None
) -> tuple[tuple[Single, ...], frozenset[str]]:
    """The purchases whose largest recorded share reaches the line; and the anchors of which no share is on record."""
    rows = view.rows(supply.SUPPLIERS, {"firms": sorted(one.leaders)}) if one.leaders else []
    said = [r for r in rows if r["share_pct"] is not None]
    names = lookup.segment_names(view, (r["segment"] for r in said if r["segment"]))
    large = [r for r in largest(said) if r["share_pct"] >= share]
    around = rings(view, one.states.around.place, within_km)
    seen = ground(view, {r["partner"] for r in large}, around)
    lines = tuple(_single_line(r, one, names, seen) for r in large)
    return lines, frozenset(one.leaders) - {r["own"] for r in said}


def largest(rows: Iterable[Row]) -> list[Row]:
    """Of each anchor's purchase of one thing in its newest year the supplier with the largest share, by anchor."""
    best: dict[tuple[str, str], Row] = {}
    for row in sorted(rows, key=lambda r: (r["share_year"] or 0, r["share_pct"], r["edge_id"])):
        best[row["own"], row["segment"] or row["product"] or ""] = row
    return sorted(best.values(), key=lambda r: (-r["share_pct"], r["edge_id"]))


def _single_line(row: Row, one: _Chain, names: Mapping[str, str], seen: Ground) -> Single:
    return Single(
        anchor=one.leaders[row["own"]],
        supplier=row["name"] or row["partner"],
        what=row["product"] or names.get(row["segment"] or "", "") or "未写明",
        share_pct=float(row["share_pct"]),
        share_year=row["share_year"],
        where=seen.of(row["partner"]).word,
        basis=row["basis"] or "declared",
        known_on=row["known_on"],
        source_url=row["source_url"],
        evidence=(row["edge_id"],),
    )


def _chokes(one: _Chain) -> tuple[ChokePoint, ...]:
    judged = {one.first(j.facts.id): j for j in one.states.judged}
    names = {one.first(s): f.name for s, f in sorted(one.states.rows.facts.items(), reverse=True)}
    drawn = ((judged[p.segment], p) for p in chokes(one.feeds) if p.segment in judged)
    return tuple(_choke_line(own, point, one, names) for own, point in drawn)


def _choke_line(own: Judged, point: Choke, one: _Chain, names: Mapping[str, str]) -> ChokePoint:
    local = (t for t in own.facts.ties if t.locality == "inside" and t.activity == own.facts.filled_by)
    return ChokePoint(
        segment=own.facts.id,
        name=own.facts.name,
        state_word=one.states.rules.words.state[own.verdict.state],
        n_dominates=len(point.dominates),
        dominates=tuple(sorted(names.get(s, s) for s in point.dominates)),
        stops=tuple(sorted(names.get(s, s) for s in point.stops)),
        cut_share_pct=round(100 * point.cut_share, 1),
        n_makers=own.facts.n_makers,
        firms=tuple(sorted({t.name for t in local if t.stage == "operating"})),
        **one.anchors(own.facts.id),
        evidence=tuple(sorted(f.edge_id for f in one.feeds if point.segment in (f.upstream, f.downstream))),
    )


def _not_known(one: _Chain, silent: int, points: Sequence[ChokePoint]) -> tuple[str, ...]:
    said = ["“只知一家厂商”说的是本库收录得少;未收录的厂商不在其中,不等于世上只有一家,也不等于断供风险"]
    if not one.leaders:
        said.append(f"{one.states.name}:库中没有记录链主,波及谁无从说起,不等于没有")
    if silent:
        said.append(f"{silent}家链主的供应商份额库中没有记录,是否单一来源不知道")
    without = [n for f, n in one.leaders.items() if not one.held[f]]
    if without:
        said.append(f"库中没有记录其在本链做哪个环节的链主:{'、'.join(without)}")
    if not points:
        said.append("按现有上下游关系没有咽喉环节;关系未录全时不能断言没有")
    return tuple(said)
