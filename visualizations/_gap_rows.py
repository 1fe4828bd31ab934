"""What does the gap list show? Each place's chains with their gaps, candidates, sources and the other segments.

Buyers and targets are counted as on the chain map: a group once, and who may buy apart from who does.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from graph.model.change import Row, View
from queries import candidates, chain_status, gaps
from queries.candidates import Candidate, Candidates, counted, groups
from queries.chain_status import ChainStatus, SegmentStatus
from queries.gaps import Gap
from queries.methods.gaps import in_order
from queries.methods.rules import Rules, rules_of

CHAINS = """
MATCH (c:Chain)
WHERE c.members IS NULL
RETURN c.id AS id, c.name AS name
"""

SHOWN_CANDIDATES = 4
SHOWN_SOURCES = 3
SHOWN_FIRMS = 4
ORDER = ("strong", "covered", "weak", "upcoming", "nearby", "second", "unknown")


@dataclass(frozen=True)
class CandidateLine:
    """A firm, or the first of a group, that could fill a gap, as one line; `kin` are more of its group."""

    name: str
    where: str
    grade: str
    verdict: str
    tie: str
    kin: int


@dataclass(frozen=True)
class BuyerLine:
    """A downstream segment with firms here that buy for certain."""

    segment: str
    firms: tuple[str, ...]


@dataclass(frozen=True)
class SourceLine:
    """A page behind a judgement."""

    label: str
    address: str | None
    published_on: str | None


@dataclass(frozen=True)
class GapLine:
    """One gap as a row of the table."""

    id: str
    name: str
    state: str
    state_word: str
    action_word: str
    reason: str
    badges: tuple[str, ...]
    routes: tuple[str, ...]
    alternatives: tuple[str, ...]
    buyers: tuple[BuyerLine, ...]
    n_buyers: int
    may_buy: tuple[str, ...]
    candidates: tuple[CandidateLine, ...]
    n_targets: int
    n_firms: int
    n_recommended: int
    more: int
    excluded: int
    short_list: bool
    only_one_known: bool
    sources: tuple[SourceLine, ...]
    text: str


@dataclass(frozen=True)
class SegmentLine:
    """Any segment: a square of the overview, or a name in the lists below the table."""

    name: str
    state: str
    state_word: str
    firms: tuple[str, ...]
    more: bool
    badges: tuple[str, ...]
    is_undecided: bool


@dataclass(frozen=True)
class Group:
    """Segments of one state with what to do about them."""

    state: str
    word: str
    action: str
    segments: tuple[SegmentLine, ...]


@dataclass(frozen=True)
class ChainPart:
    """One chain at one place."""

    id: str
    name: str
    coverage: str
    verified: str
    searched: str
    verified_pct: float | None
    surveyed_pct: float | None
    n_verified: int
    n_unknown: int
    segments: tuple[SegmentLine, ...]
    gaps: tuple[GapLine, ...]
    second: tuple[SegmentLine, ...]
    others: tuple[Group, ...]


@dataclass(frozen=True)
class PlacePart:
    """One place with all chains."""

    id: str
    name: str
    chains: tuple[ChainPart, ...]


def gather(view: View, place: str) -> PlacePart:
    """Everything the page says about one place."""
    rules = rules_of(view.rules)
    names = sorted(view.rows(CHAINS), key=lambda c: str(c["id"]))
    parts = [_chain(view, c, place, rules) for c in names]
    name = parts[0][1].place if parts else place
    chains = sorted((p for p, _ in parts), key=lambda p: (-len(p.gaps), p.id))
    return PlacePart(place, name, tuple(chains))


def _chain(view: View, chain: Row, place: str, rules: Rules) -> tuple[ChainPart, ChainStatus]:
    status = chain_status.ask(view, chain=chain["id"], place=place)
    found = gaps.ask(view, chain=chain["id"], place=place)
    sources = _sources(view, found.gaps)
    who = candidates.ask_many(view, segments=[g.segment for g in (*found.gaps, *found.second_order)], place=place)
    targets = counted(who)
    second = [g.segment for g in in_order(found.second_order, targets)]
    by_id = {s.segment: s for s in status.segments}
    lines = tuple(_segment(s) for s in status.segments)
    part = ChainPart(
        id=chain["id"],
        name=chain["name"],
        coverage=_pct(status.coverage_pct),
        verified=_pct(status.verified_pct),
        searched=_pct(status.searched_pct),
        verified_pct=status.verified_pct,
        surveyed_pct=status.looked_pct,
        n_verified=sum(s.is_verified for s in status.segments),
        n_unknown=sum(s.state == "unknown" for s in lines),
        segments=lines,
        gaps=tuple(_gap(g, who[g.segment], sources) for g in in_order(found.gaps, targets)),
        second=tuple(_segment(by_id[s]) for s in second),
        others=_others(status, [by_id[s] for s in second], rules),
    )
    return part, status


def _pct(value: float | None) -> str:
    return "—" if value is None else f"{value:g}%"


def _segment(s: SegmentStatus) -> SegmentLine:
    firms = s.firms or s.coming or s.in_city or s.undecided
    return SegmentLine(
        s.name, s.state, s.state_word, firms[:SHOWN_FIRMS], len(firms) > SHOWN_FIRMS, s.badges, bool(s.undecided)
    )


def _others(status: ChainStatus, second: Sequence[SegmentStatus], rules: Rules) -> tuple[Group, ...]:
    """The segments that are no gaps, by state, in the order of ORDER."""
    groups = []
    for code in ORDER:
        chosen = second if code == "second" else [s for s in status.segments if s.state == code]
        if chosen:
            state = "presumed" if code == "second" else code
            word = "二阶缺口" if code == "second" else rules.words.state[code]
            action = "本地尚无买家" if code == "second" else chosen[0].action_word
            groups.append(Group(state, word, action, tuple(_segment(s) for s in chosen)))
    return tuple(groups)


def _sources(view: View, found: Iterable[Gap]) -> dict[str, list[Row]]:
    """Claims with their sources by edge, fetched once for a chain."""
    edges = sorted({e for g in found for e in g.evidence})
    by_edge: dict[str, list[Row]] = {}
    for row in view.evidence(edges) if edges else []:
        by_edge.setdefault(row["id"], []).append(row)
    return by_edge


def _gap(gap: Gap, who: Candidates, sources: dict[str, list[Row]]) -> GapLine:
    shown = tuple(_candidate(c, len(same)) for c, *same in groups(who.candidates)[:SHOWN_CANDIDATES])
    words = [gap.name, *map(str, gap.wanted_by), *gap.may_buy, *(c.name for c in who.candidates)]
    return GapLine(
        id=gap.segment,
        name=gap.name,
        state=gap.state,
        state_word=gap.state_word,
        action_word=gap.action_word,
        reason=gap.reason,
        badges=gap.badges,
        routes=named_routes(gap),
        alternatives=_alternatives(gap.alternatives),
        buyers=tuple(BuyerLine(one.segment, one.firms) for one in gap.wanted_by),
        n_buyers=gap.n_buyers,
        may_buy=gap.may_buy,
        candidates=shown,
        n_targets=who.n_groups,
        n_firms=len(who.candidates),
        n_recommended=who.n_recommended,
        more=who.n_groups - len(shown),
        excluded=len(who.excluded),
        short_list=gap.short_list,
        only_one_known=gap.only_one_known,
        sources=_cited(gap, sources),
        text=" ".join(words).lower(),
    )


def _cited(gap: Gap, sources: dict[str, list[Row]]) -> tuple[SourceLine, ...]:
    """The first pages behind a gap, one line a page; who searched stands in its reason."""
    lines: dict[str, SourceLine] = {}
    for row in (r for e in gap.evidence for r in sources.get(e, ()) if r["address"]):
        label = row["publisher"] or row["title"] or urlsplit(row["address"]).hostname or row["address"]
        lines.setdefault(row["address"], SourceLine(label, row["address"], row["published_on"]))
    return tuple(lines.values())[:SHOWN_SOURCES]


def _alternatives(found: Iterable[str]) -> tuple[str, ...]:
    """Each alternative once, with all it is used for.

    >>> _alternatives(["虚构甲(用于虚构乙)", "虚构甲(用于虚构丙(未细分))"])
    ('虚构甲(用于虚构乙、虚构丙(未细分))',)
    """
    uses: dict[str, list[str]] = {}
    for name, _, use in (one.removesuffix(")").rpartition("(用于") for one in found):
        uses.setdefault(name, []).append(use)
    return tuple(f"{name}(用于{'、'.join(those)})" for name, those in uses.items())


def named_routes(gap: Gap) -> tuple[str, ...]:
    """Routes that have a name (LCD); `group:alternative` is a code of ours, what stands in for it is said in words.

    >>> named_routes(Gap.model_construct(routes=("LCD", "cathode:lfp")))
    ('LCD',)
    """
    return tuple(r for r in gap.routes if ":" not in r)


def _candidate(one: Candidate, kin: int) -> CandidateLine:
    return CandidateLine(
        one.name,
        one.place or one.country or "所在地库中没有记录",
        one.grade,
        one.verdict_word if one.verdict == "recommended" else "",
        one.anchor_ties[0] if one.anchor_ties else "",
        kin,
    )
