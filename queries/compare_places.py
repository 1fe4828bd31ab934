"""A place beside other places, segment by segment: what do others have on record that we have not, and how deep did anyone look?

和合肥、苏州、常州等地比,某产业链我们差在哪个环节:各环节各地有记录的厂商几家、是谁;各地摸排深浅不同,没有记录不等于没有。
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pydantic import Field

from graph.errors import QuestionError
from graph.model.change import View
from queries.methods import chain_rows, lookup, operations
from queries.methods.answer import Answer, Line, stamped
from queries.methods.chain_states import ChainStates, chain_states
from queries.methods.gaps import Judged
from queries.methods.grades import best_grade, grade_of
from queries.methods.locality import Scope, locality, scope
from queries.methods.operations import Operation
from queries.methods.rings import rings

SURVEYED = """
UNWIND $places AS place
MATCH (p:Place {id: place})-[v:SURVEYED]->(s:Segment)
WHERE s.id IN $segments
RETURN p.id AS place, s.id AS segment, v.method AS method, v.searches AS searches, v.edge_id AS edge_id
"""

CYPHER = ";\n".join((chain_rows.CYPHER, operations.AT_PLACES, SURVEYED))

MOST_PLACES = 8
BEHIND, AHEAD, BOTH, NEITHER = "他有记录、我无记录", "我有记录、他无记录", "都有记录", "都无记录"
DIFFERENCES = (BEHIND, BOTH, AHEAD, NEITHER)


class PlaceLine(Line):
    """One of the compared places: how much is on record of it, and how deep anyone looked."""

    place: str = Field(title="地点")
    n_segments: int = Field(title="有厂商记录的环节数")
    n_firms: int = Field(title="有记录的厂商数")
    n_undecided: int = Field(title="是否在此不明的厂商数")
    n_surveyed: int = Field(title="摸排过的环节数")
    depth: str = Field(title="摸排深浅")


class SegmentLine(Line):
    """One segment: what is on record here and there."""

    segment: str = Field(title="环节编号")
    name: str = Field(title="环节")
    difference: str = Field(title="差别")
    state_word: str = Field(title="本地状态")
    n_here: int = Field(title="本地厂商数")
    here: tuple[str, ...] = Field(title="本地厂商")
    there: tuple[str, ...] = Field(title="各地厂商数")
    n_makers: int = Field(title="已知厂商数")
    evidence: tuple[str, ...] = Field(title="依据编号")


class MakersLine(Line):
    """The makers of one segment at one other place."""

    name: str = Field(title="环节")
    place: str = Field(title="地点")
    n_firms: int = Field(title="厂商数")
    firms: tuple[str, ...] = Field(title="厂商")
    grade: str = Field(title="证据等级")
    source_url: str | None = Field(title="来源")
    evidence: tuple[str, ...] = Field(title="依据编号")


class ComparePlaces(Answer):
    """A chain at a place beside other places, from what is on record; survey depth stands beside the numbers."""

    chain: str = Field(title="产业链")
    place: str = Field(title="本地")
    circle: str | None = Field(title="圈")
    within_km: float | None = Field(title="圈的半径(公里)")
    counts: dict[str, int] = Field(title="环节数")
    places: tuple[PlaceLine, ...] = Field(title="各地记录多少、摸排多深")
    segments: tuple[SegmentLine, ...] = Field(title="各环节")
    makers: tuple[MakersLine, ...] = Field(title="他有记录、我无记录的环节:谁在那里")


@dataclass(frozen=True)
class _There:
    """What is on record of one place: firms by class of segments, those of which it is not known whether they are there."""

    scope: Scope
    made: Mapping[str, Sequence[Operation]]
    undecided: frozenset[str]
    looked: Mapping[str, str]

    @property
    def is_circle(self) -> bool:
        """Is it the circle round the place, which holds what the place itself has?"""
        return self.scope.km is not None

    def heads(self, segment: str) -> int:
        """How many makers, firms of one group once."""
        return len({o.head for o in self.made.get(segment, ())})

    def names(self, segment: str) -> tuple[str, ...]:
        """Who they are."""
        return tuple(sorted({o.name for o in self.made.get(segment, ())}))


def ask(
    view: View, *, chain: str, beside: tuple[str, ...], place: str = "厦门市", within_km: float | None = None
) -> ComparePlaces:
    """The segments of a chain here and at other places: those that others have on record and we have not, first.

    A circle stands beside as one more place; it holds what lies here too, which is then nothing others have.
    """
    here = lookup.place(view, place)
    others = _others(view, beside, here)
    states = chain_states(view, lookup.chain(view, chain), here)
    classes = {j.facts.id: min(states.rows.twin_class(j.facts.id)) for j in states.judged}
    around = rings(view, here, within_km)
    scopes = [around.place, *(scope(view, p) for p in others), *([around.circle] if around.circle else [])]
    own, *there = [_there(view, states, classes, s) for s in scopes]
    judged = [j for j in states.judged if not j.facts.stateless]
    lines = tuple(sorted((_segment(j, classes[j.facts.id], own, there, states) for j in judged), key=_order))
    makers = tuple(m for line in lines if line.difference == BEHIND for m in _makers(line, classes, there))
    return ComparePlaces(
        **stamped(view),
        n=len(lines),
        not_known=_not_known(own, there),
        evidence=tuple(dict.fromkeys(e for line in lines for e in line.evidence)),
        chain=states.name,
        place=own.scope.name,
        circle=around.circle.name if around.circle else None,
        within_km=within_km,
        counts={d: n for d in DIFFERENCES if (n := sum(line.difference == d for line in lines))},
        places=tuple(_place(one) for one in (own, *there)),
        segments=lines,
        makers=makers,
    )


def _others(view: View, beside: Iterable[str], here: str) -> list[str]:
    """The other places by id, each once; the place itself is not beside itself."""
    found = list(
        dict.fromkeys(lookup.place(view, p) for text in beside for p in text.replace("、", ";").split(";") if p)
    )
    if here in found or not found or len(found) > MOST_PLACES:
        raise QuestionError(
            f"--beside {' '.join(beside)}:要写1到{MOST_PLACES}个不同于本地的地方;请写如 --beside 合肥市 苏州市 常州市"
        )
    return found


def _there(view: View, states: ChainStates, classes: Mapping[str, str], around: Scope) -> _There:
    wanted = {t: first for s, first in classes.items() for t in states.rows.twin_class(s)}
    made: dict[str, list[Operation]] = {}
    undecided, inside = set[str](), set[str]()
    for one in operations.at_places(view, around.inside | around.undecided, wanted):
        if not one.fills or one.stage != "operating":
            continue
        if locality(one.at, around) == "inside":
            inside.add(one.head)
            made.setdefault(wanted[one.segment], []).append(one)
        else:
            undecided.add(one.head)
    rows = view.rows(SURVEYED, {"places": sorted(around.surveyed), "segments": sorted(wanted)})
    looked = {wanted[r["segment"]]: r["method"] or "searched" for r in sorted(rows, key=lambda r: _proof(r["method"]))}
    return _There(around, made, frozenset(undecided - inside), looked)


def _proof(method: str | None) -> int:
    return ("searched", "listed", "complete").index(method or "searched")


def _segment(judged: Judged, first: str, own: _There, there: Sequence[_There], states: ChainStates) -> SegmentLine:
    operations_ = [o for one in (own, *there) for o in one.made.get(first, ())]
    return SegmentLine(
        segment=judged.facts.id,
        name=judged.facts.name,
        difference=difference(
            own.heads(first), [t.heads(first) for t in there if not (t.is_circle and own.heads(first))]
        ),
        state_word=states.rules.words.state[judged.verdict.state],
        n_here=own.heads(first),
        here=own.names(first),
        there=tuple(f"{t.scope.name}{t.heads(first) or '无记录'}" for t in there),
        n_makers=judged.facts.n_makers,
        evidence=tuple(dict.fromkeys([*(o.edge_id for o in operations_), *judged.verdict.evidence])),
    )


def difference(here: int, there: Sequence[int]) -> str:
    """How a segment stands here beside the others, by what is on record.

    >>> difference(0, [0, 2]), difference(1, [0, 0]), difference(1, [3]), difference(0, [0])
    ('他有记录、我无记录', '我有记录、他无记录', '都有记录', '都无记录')
    """
    if any(there):
        return BOTH if here else BEHIND
    return AHEAD if here else NEITHER


def _order(line: SegmentLine) -> tuple[object, ...]:
    """What others have and we have not first, the more places have it the earlier."""
    have = sum(not text.endswith("无记录") for text in line.there)
    return (DIFFERENCES.index(line.difference), -have, -line.n_makers, line.segment)


def _makers(line: SegmentLine, classes: Mapping[str, str], there: Sequence[_There]) -> Iterable[MakersLine]:
    for one in there:
        made = one.made.get(classes[line.segment], ())
        if made:
            newest = max(made, key=lambda o: (o.known_on or "", o.edge_id))
            yield MakersLine(
                name=line.name,
                place=one.scope.name,
                n_firms=one.heads(classes[line.segment]),
                firms=one.names(classes[line.segment]),
                grade=best_grade(grade_of(o.n_sources, o.source_url, o.basis) for o in made),
                source_url=newest.source_url,
                evidence=tuple(o.edge_id for o in made),
            )


def _place(one: _There) -> PlaceLine:
    methods = list(one.looked.values())
    proven = sum(m != "searched" for m in methods)
    depth = f"核实过{proven}个环节,只检索过{len(methods) - proven}个" if methods else "没有摸排记录"
    return PlaceLine(
        place=one.scope.name,
        n_segments=len(one.made),
        n_firms=len({o.head for those in one.made.values() for o in those}),
        n_undecided=len(one.undecided),
        n_surveyed=len(methods),
        depth=depth,
    )


def _not_known(own: _There, there: Sequence[_There]) -> tuple[str, ...]:
    said = ["各地摸排深浅不同:外地厂商多出自候选企业的页面,家数只是有记录的,不能当作当地全部"]
    unseen = [t.scope.name for t in there if not t.looked]
    if unseen:
        said.append(f"没有摸排记录的地方:{'、'.join(unseen)};其“无记录”不等于没有")
    if not own.looked:
        said.append(f"{own.scope.name}没有摸排记录,本地“无记录”也不等于没有")
    doubtful = [f"{t.scope.name}{len(t.undecided)}家" for t in (own, *there) if t.undecided]
    if doubtful:
        said.append(f"只知到更大的地方、未计入的厂商:{'、'.join(doubtful)}")
    return tuple(said)
