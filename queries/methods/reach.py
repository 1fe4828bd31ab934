"""Which segments are reached from one along FEEDS, step by step, across chains through whole twins?

A pure walk on rows: breadth first, a class of twins counted once, cycles end where they began.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pydantic import Field

from graph.errors import QuestionError
from graph.model.change import Row, View
from queries.methods import lookup, operations
from queries.methods.answer import Line
from queries.methods.locality import Scope, locality
from queries.methods.operations import Operation

UPSTREAM = """
UNWIND $segments AS segment
MATCH (near:Segment {id: segment})<-[e:FEEDS]-(far:Segment)
RETURN near.id AS near, near.name AS near_name, far.id AS far, far.name AS name, far.n_makers AS n_makers,
       e.essential AS essential, e.routes AS routes, e.edge_id AS edge_id, e.source_url AS source_url
"""

DOWNSTREAM = """
UNWIND $segments AS segment
MATCH (near:Segment {id: segment})-[e:FEEDS]->(far:Segment)
RETURN near.id AS near, near.name AS near_name, far.id AS far, far.name AS name, far.n_makers AS n_makers,
       e.essential AS essential, e.routes AS routes, e.edge_id AS edge_id, e.source_url AS source_url
"""

MOST_STEPS = 20
WORSE = ("yes", "unknown", "no")


class Reached(Line):
    """One step along FEEDS: the segment reached and the one it feeds or is fed by."""

    depth: int = Field(title="层级")
    segment: str = Field(title="环节编号")
    name: str = Field(title="环节")
    chain: str = Field(title="产业链")
    next_segment: str = Field(title="相邻环节编号")
    next_name: str = Field(title="相邻环节")
    essential: str = Field(title="是否必需")
    essential_all_the_way: str = Field(title="全程必需")
    routes: tuple[str, ...] = Field(title="技术路线")
    twins: tuple[str, ...] = Field(title="合并的同一环节")
    n_makers: int = Field(title="已知厂商数")
    firms_inside: tuple[str, ...] = Field(title="区内企业")
    firms_undecided: tuple[str, ...] = Field(title="片区不明企业")
    source_url: str | None = Field(title="来源")
    evidence: tuple[str, ...] = Field(title="依据编号")


@dataclass(frozen=True)
class Step:
    """A row of FEEDS met at a depth; `certain` is the weakest essential from the asked segment to here."""

    depth: int
    row: Row
    certain: str


Classes = Mapping[str, tuple[str, ...]]
Fetch = Callable[[Sequence[str]], list[Row]]


def weaker(one: str, other: str) -> str:
    """The less certain of two: no before unknown before yes.

    >>> weaker("yes", "unknown"), weaker("unknown", "no")
    ('unknown', 'no')
    """
    return max(one, other, key=WORSE.index)


def walk(start: Sequence[str], depth: int, fetch: Fetch, twins: Classes) -> list[Step]:
    """Steps from the start class, nearest first; `fetch` gives the FEEDS rows next to some segments.

    >>> feeds = {"cell": [{"near": "cell", "far": "glass", "essential": "yes", "edge_id": "e"}]}
    >>> [(s.depth, s.row["far"]) for s in walk(["cell"], 3, lambda ids: [r for i in ids for r in feeds.get(i, [])], {})]
    [(1, 'glass')]
    """
    certain = dict.fromkeys(start, "yes")
    frontier, found = list(start), list[Step]()
    for level in range(1, depth + 1):
        rows = sorted(fetch(frontier), key=lambda r: (r["far"], r["near"], r["edge_id"])) if frontier else []
        steps = [Step(level, r, weaker(certain[r["near"]], r["essential"] or "unknown")) for r in rows]
        found += steps
        frontier = []
        for step in sorted(steps, key=lambda s: WORSE.index(s.certain)):
            for one in twins.get(step.row["far"], (step.row["far"],)):
                if one not in certain:
                    certain[one] = step.certain
                    frontier.append(one)
    return found


def reached(view: View, cypher: str, segment: str, depth: int, around: Scope) -> tuple[Reached, ...]:
    """Every step up or down from a segment, with the firms of each segment here."""
    if not 1 <= depth <= MOST_STEPS:
        raise QuestionError(f"--depth {depth}: 不在 1–{MOST_STEPS} 之间;请写这个范围内的层数")
    twins = lookup.twin_classes(view)
    start = twins.get(segment, (segment,))
    steps = walk(start, depth, lambda ids: view.rows(cypher, {"segments": list(ids)}), twins)
    classes = {s.row["far"]: twins.get(s.row["far"], (s.row["far"],)) for s in steps}
    here = _firms(view, {one for c in classes.values() for one in c}, around)
    return tuple(_line(s, classes[s.row["far"]], here, around) for s in steps)


def _firms(view: View, segments: Iterable[str], around: Scope) -> Mapping[str, list[Operation]]:
    found: dict[str, list[Operation]] = {}
    for one in operations.at_places(view, around.inside | around.undecided, segments):
        if one.fills:
            found.setdefault(one.segment, []).append(one)
    return found


def _line(step: Step, twins: tuple[str, ...], here: Mapping[str, list[Operation]], around: Scope) -> Reached:
    row = step.row
    firms = [o for one in twins for o in here.get(one, ())]
    inside = {o.name for o in firms if locality(o.at, around) == "inside"}
    undecided = {o.name for o in firms} - inside
    return Reached(
        depth=step.depth,
        segment=row["far"],
        name=row["name"] or row["far"],
        chain=str(row["far"]).partition("/")[0],
        next_segment=row["near"],
        next_name=row["near_name"] or row["near"],
        essential=row["essential"] or "unknown",
        essential_all_the_way=step.certain,
        routes=tuple(row["routes"] or ()),
        twins=tuple(t for t in twins if t != row["far"]),
        n_makers=row["n_makers"] or 0,
        firms_inside=tuple(sorted(inside)),
        firms_undecided=tuple(sorted(undecided)),
        source_url=row["source_url"],
        evidence=(row["edge_id"], *dict.fromkeys(o.edge_id for o in firms)),
    )


def unsaid(steps: Sequence[Reached], depth: int, side: str) -> tuple[str, ...]:
    """What a walk does not say; `side` is 上游 or 下游."""
    if not steps:
        return (f"库中没有该环节的{side}记录,不等于没有",)
    said = []
    if max(s.depth for s in steps) == depth:
        said.append(f"只列到第{depth}层,更远的{side}未列")
    doubtful = len({(s.segment, s.next_segment) for s in steps if s.essential == "unknown"})
    if doubtful:
        said.append(f"{doubtful}条供给关系是否必需不明")
    nobody = len({s.segment for s in steps if not s.firms_inside and not s.firms_undecided})
    if nobody:
        said.append(f"{nobody}个环节库中没有区内企业记录,不等于没有")
    return tuple(said)
