"""Which firms could fill a gap: who makes it elsewhere, where, tied to whom here, on what evidence?

某环节可招引谁:谁在外地做、在哪里、与本地链主有何供货关系、证据几级;不作目标的也列出并说明原因。
"""

from collections.abc import Iterable, Mapping, Sequence

from pydantic import Field

from graph.model.change import View
from queries.methods import lookup, operations
from queries.methods.anchor_ties import AnchorTie, anchors_with_suppliers
from queries.methods.answer import Line, SegmentAnswer, stamped
from queries.methods.candidate_rows import Pool, pools
from queries.methods.gaps import Targets
from queries.methods.rings import Rings, rings
from queries.methods.rules import rules_of
from queries.methods.targets import VERDICT_WORDS, Judged, Maker, judge, short_list
from queries.methods.whereabouts import best, kilometres

CYPHER = operations.IN_SEGMENTS

VERDICT_ORDER = tuple(VERDICT_WORDS)
TARGETS = ("recommended", "to_verify")


class Candidate(Line):
    """A firm that could fill the gap, or why not."""

    firm: str = Field(title="企业编号")
    name: str = Field(title="企业")
    verdict: str = Field(title="结论代码")
    verdict_word: str = Field(title="结论")
    grade: str = Field(title="证据等级")
    reason: str = Field(title="理由")
    to_raise: str = Field(title="如何升级")
    place: str | None = Field(title="所在地")
    country: str | None = Field(title="国家或地区")
    distance_km: int | None = Field(title="距离(公里)")
    circle_locality: str | None = Field(title="圈内")
    stage: str = Field(title="阶段")
    products: tuple[str, ...] = Field(title="产品")
    n_publishers: int = Field(title="发布者数")
    anchor_ties: tuple[str, ...] = Field(title="与本地链主的供货")
    n_ties_own: int = Field(title="直接供货数")
    n_ties_inferred: int = Field(title="推断供货数")
    kin: tuple[str, ...] = Field(title="同集团厂商(计一家)")
    head: str = Field(title="同集团厂商(计一家)代码")
    here_already: tuple[str, ...] = Field(title="本地已有业务(其他环节)")
    source_url: str | None = Field(title="来源")
    evidence: tuple[str, ...] = Field(title="依据编号")


class Candidates(SegmentAnswer):
    """Who could fill a segment here: candidates, firms of the same city, and the excluded with their reason."""

    n_in_circle: int | None = Field(title="圈内的目标数")
    n_recommended: int = Field(title="推荐数")
    n_groups: int = Field(title="目标数(同集团计一家)")
    n_makers_placed: int = Field(title="已知城市的厂商数")
    is_short_list: bool = Field(title="名单不足")
    candidates: tuple[Candidate, ...] = Field(title="招商目标")
    in_city: tuple[Candidate, ...] = Field(title="市内企业")
    excluded: tuple[Candidate, ...] = Field(title="不作目标")


def ask(
    view: View,
    *,
    segment: str,
    chain: str = "",
    place: str = "厦门市",
    foreign: bool = False,
    within_km: float | None = None,
) -> Candidates:
    """Firms that could fill a segment at a place, best proven and best tied first; nothing is hidden."""
    found = lookup.segment(view, segment, chain)
    return ask_many(view, segments=[found], place=place, foreign=foreign, within_km=within_km)[found]


def ask_many(
    view: View, *, segments: Sequence[str], place: str, foreign: bool = False, within_km: float | None = None
) -> dict[str, Candidates]:
    """The same for many segments at once, by what each was called: the graph is asked as often as for one."""
    asked = lookup.segments(view, segments)
    twins = lookup.twin_classes(view)
    classes = {s: (s, *(t for t in twins.get(s, ()) if t != s)) for s in asked.values()}
    around = rings(view, lookup.place(view, place), within_km)
    names = lookup.segment_names(view, asked.values())
    anchors = anchors_with_suppliers(view, around.place)
    found = {
        s: _answer(
            view, (s, names[s], classes[s][1:]), pool, rank(pool, anchors.ties(pool), around, foreign=foreign), around
        )
        for s, pool in pools(view, classes, around.place).items()
    }
    return {text: found[s] for text, s in asked.items()}


def groups(found: Iterable[Candidate]) -> list[list[Candidate]]:
    """Candidates by the group they count under, each group where its first firm stands."""
    by_head: dict[str, list[Candidate]] = {}
    for one in found:
        by_head.setdefault(one.head, []).append(one)
    return list(by_head.values())


def counted(who: Mapping[str, Candidates]) -> dict[str, Targets]:
    """How many targets each segment has, a group once: what gaps with as many buyers stand in order by."""
    return {segment: Targets(found.n_recommended, found.n_groups) for segment, found in who.items()}


def _answer(
    view: View, asked: tuple[str, str, tuple[str, ...]], pool: Pool, lines: tuple[Candidate, ...], around: Rings
) -> Candidates:
    """The lines of one segment (id, name, twins) as its answer."""
    segment, name, twins = asked
    least, heads = rules_of(view.rules).state.short_list_makers, set(pool.placed_heads())
    targets = tuple(line for line in lines if line.verdict in TARGETS)
    return Candidates(
        **stamped(view),
        n=len(targets),
        not_known=_not_known(lines, short_list(sorted(heads), least), around),
        evidence=tuple(dict.fromkeys(e for line in lines for e in line.evidence)),
        segment=segment,
        name=name,
        twins=twins,
        place=around.place.name,
        circle=around.circle.name if around.circle else None,
        within_km=around.circle.km if around.circle else None,
        n_in_circle=sum(t.circle_locality == "inside" for t in targets) if around.circle else None,
        n_recommended=sum(line.verdict == "recommended" for line in lines),
        n_groups=len(groups(targets)),
        n_makers_placed=len(heads),
        is_short_list=len(heads) < least,
        candidates=targets,
        in_city=tuple(line for line in lines if line.verdict == "in_city"),
        excluded=tuple(line for line in lines if line.verdict == "excluded"),
    )


def rank(pool: Pool, ties: Mapping[str, Sequence[AnchorTie]], around: Rings, *, foreign: bool) -> tuple[Candidate, ...]:
    """Every firm of the pool judged: recommended first, then by ties to anchors here, grade, name; a group together."""
    place = around.place.name
    judged = ((m, judge(m, foreign=foreign, place=place)) for m in pool.makers)
    lines = sorted((_line(m, said, ties.get(m.firm, ()), pool, around) for m, said in judged), key=_order)
    first: dict[tuple[str, str], int] = {}
    for at, line in enumerate(lines):
        first.setdefault((line.verdict, line.head), at)
    return tuple(sorted(lines, key=lambda line: first[line.verdict, line.head]))


def _order(line: Candidate) -> tuple[object, ...]:
    ties = (-line.n_ties_own, -line.n_ties_inferred)
    return (VERDICT_ORDER.index(line.verdict), *ties, line.grade, line.place is None, line.name, line.firm)


def _line(maker: Maker, judged: Judged, ties: Sequence[AnchorTie], pool: Pool, around: Rings) -> Candidate:
    shown = maker.filling or maker.operations
    made_at = best((o.at for o in shown), pool.known)
    spot = made_at if made_at and made_at.id != "CN" else best(pool.places.get(maker.firm, ()), pool.known)
    stage = min((o.stage for o in shown), key=operations.STAGES.index)
    own = sum(t.is_own for t in ties)
    edges = [*judged.evidence, *(e for t in ties for e in t.evidence)]
    return Candidate(
        firm=maker.firm,
        name=maker.name,
        verdict=judged.verdict,
        verdict_word=VERDICT_WORDS[judged.verdict],
        grade=judged.grade,
        reason=judged.reason,
        to_raise=judged.to_raise,
        place=spot.shown if spot and spot.place_type != "country" else None,
        country=spot.country if spot else None,
        distance_km=kilometres(pool.known.get(pool.place), spot) if spot and spot.city else None,
        circle_locality=around.seen([o.at for o in shown])["circle_locality"],
        stage=stage,
        products=tuple(dict.fromkeys(p for o in shown for p in o.products)),
        n_publishers=maker.n_publishers,
        anchor_ties=tuple(dict.fromkeys(t.shown for t in ties)),
        n_ties_own=own,
        n_ties_inferred=len(ties) - own,
        kin=_kin(maker, pool),
        head=maker.operations[0].head,
        here_already=pool.here_already.get(maker.firm, ()),
        source_url=next((o.source_url for o in shown if o.source_url), None),
        evidence=tuple(dict.fromkeys(edges)),
    )


def _kin(maker: Maker, pool: Pool) -> tuple[str, ...]:
    """The other firms of the pool that count as one with this one."""
    same = pool.by_head[maker.operations[0].head]
    return tuple(sorted(m.name for m in same if m.firm != maker.firm))


def _not_known(lines: Sequence[Candidate], short: str, around: Rings) -> tuple[str, ...]:
    place = around.place.name
    shown = [line for line in lines if line.verdict in TARGETS]
    said = [short] if short else []
    if not shown:
        said.append("库中没有可作目标的企业记录,不等于没有")
    elif not any(line.anchor_ties for line in shown):
        said.append(f"库中没有这些企业与{place}链主的供货记录,不等于没有往来")
    single = sum(line.grade == "B" for line in shown)
    if single:
        said.append(f"{single}家只有一个发布者可证,须再核")
    unplaced = sum("所在地不明" in line.reason for line in shown)
    if unplaced:
        said.append(f"{unplaced}家的所在地库中没有记录,可能已在{place}")
    over_the_rim = sum(line.circle_locality == "undecided" for line in shown)
    if over_the_rim:
        said.append(f"{over_the_rim}家只知到跨圈边的地方,是否在圈内不明")
    return tuple(said)
