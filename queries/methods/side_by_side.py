"""Which firms here stand next to a firm along the chain, though no record says that they trade with it?

Inferred from FEEDS: makers near the asked place in the segments that directly feed what the firm fills, or that it
feeds. Never more than inferred, and shown apart from what is on record.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pydantic import Field

from graph.model.change import Row, View
from queries.methods import lookup, operations, reach
from queries.methods.answer import Line
from queries.methods.operations import Operation
from queries.methods.rings import Rings
from queries.methods.stands import WHERE_WORDS, Ground, ground_of, near_places


class Neighbour(Line):
    """A firm near the place in a segment next to the asked firm's, without a record of trade between them."""

    side: str = Field(title="方向")
    firm: str = Field(title="企业编号")
    name: str = Field(title="企业")
    segment_name: str = Field(title="所做环节")
    next_name: str = Field(title="相邻环节")
    essential: str = Field(title="是否必需")
    where: str = Field(title="在哪里")
    place: str | None = Field(title="所在地")
    stage: str = Field(title="阶段")
    grade: str = Field(title="证据等级")
    source_url: str | None = Field(title="来源")
    evidence: tuple[str, ...] = Field(title="依据编号")


@dataclass(frozen=True)
class _Next:
    """What lies next to the firm's segments: each segment there with the FEEDS row that says so."""

    side: str
    feeds: Mapping[str, Row]


def held(view: View, firms: Iterable[str]) -> tuple[str, ...]:
    """The segments these firms fill, each with its whole twins."""
    twins = lookup.twin_classes(view)
    own = {o.segment for o in operations.of_firms(view, firms) if o.fills}
    return tuple(sorted({t for s in own for t in twins.get(s, (s,))}))


def neighbours(view: View, firms: Sequence[str], around: Rings, known: set[str]) -> tuple[Neighbour, ...]:
    """The firms near the place next to these firms along the chain; those in `known` are left out."""
    own = held(view, firms)
    if not own:
        return ()
    twins = lookup.twin_classes(view)
    sides = (_next(view, reach.UPSTREAM, own, "上游", twins), _next(view, reach.DOWNSTREAM, own, "下游", twins))
    found: dict[tuple[str, str, str], Neighbour] = {}
    every = operations.at_places(view, near_places(around), {s for side in sides for s in side.feeds})
    seen = ground_of(view, every, around)
    for side in sides:
        for one in (o for o in every if o.fills and o.segment in side.feeds):
            line = _line(one, side, seen)
            if one.firm not in known and line.where in ("区内", "市内", "圈内"):
                found.setdefault((side.side, one.firm, one.segment), line)
    words = list(WHERE_WORDS.values())
    return tuple(sorted(found.values(), key=lambda n: (n.side, words.index(n.where), n.segment_name, n.name, n.firm)))


def _next(view: View, cypher: str, own: Sequence[str], side: str, twins: Mapping[str, tuple[str, ...]]) -> _Next:
    rows = sorted(view.rows(cypher, {"segments": list(own)}), key=lambda r: r["edge_id"])
    return _Next(side, {t: r for r in rows for t in twins.get(r["far"], (r["far"],)) if t not in own})


def _line(one: Operation, side: _Next, seen: Ground) -> Neighbour:
    feed, stand = side.feeds[one.segment], seen.at([one.at])
    return Neighbour(
        side=side.side,
        firm=one.firm,
        name=one.name,
        segment_name=feed["name"] or feed["far"],
        next_name=feed["near_name"] or feed["near"],
        essential=feed["essential"] or "unknown",
        where=stand.word,
        place=stand.place,
        stage=one.stage,
        grade="C",
        source_url=one.source_url,
        evidence=(one.edge_id, feed["edge_id"]),
    )
