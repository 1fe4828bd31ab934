"""Why does a segment stay unfilled at a place: which causes were noted, and which projects for it got stuck or ended?

这个缺口为什么总补不上?列出记过的受阻原因(用地、用能、人才、场景、资金)与卡住、搁置、退库的项目及其原因;没有记录就写库中没有记录。
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import Field

from graph.model.change import Row, View
from queries.methods import lookup
from queries.methods.answer import Line, SegmentAnswer, stamped
from queries.methods.locality import AWAY
from queries.methods.rings import Rings, rings
from queries.methods.rules import rules_of
from queries.methods.stands import WHERE_WORDS, Ground, ground

HINDERED = """
UNWIND $segments AS segment
MATCH (s:Segment {id: segment})<-[e:HINDERED]-(p:Place)
RETURN s.id AS segment, p.id AS at, p.name AS place, e.cause AS cause, e.noted_on AS noted_on,
       e.cause_note AS cause_note, e.known_on AS known_on, e.edge_id AS edge_id, e.source_url AS source_url
"""

PROJECTS = """
UNWIND $segments AS segment
MATCH (s:Segment {id: segment})<-[x:FILLS]-(j:Project)
OPTIONAL MATCH (j)-[:LOCATED_IN]->(p:Place)
OPTIONAL MATCH (j)<-[:RUNS]-(f:Firm)
RETURN j.id AS project, j.name AS name, j.project_stage AS project_stage, j.stage_on AS stage_on,
       j.ended_on AS ended_on, j.stuck_on AS stuck_on, j.stage_reason AS stage_reason, p.id AS at, f.name AS firm,
       x.edge_id AS edge_id, coalesce(j.source_url, x.source_url) AS source_url
"""

CYPHER = ";\n".join((lookup.WHOLE_TWINS, HINDERED, PROJECTS))

CAUSE_WORDS: Mapping[str, str] = {
    "land": "用地", "energy": "用能", "talent": "人才与用工", "scenario": "场景", "capital": "资金", "other": "其他",
}  # fmt: skip
PROJECT_CAUSES: Mapping[str, str] = {"people": "talent", "money": "capital"}
"""What holds a project up, under the name that a segment's cause has."""
UNSAID = "原因没有记录"


class CauseLine(Line):
    """A cause somebody noted for the segment at a place."""

    cause: str = Field(title="原因代码")
    cause_word: str = Field(title="受阻原因")
    noted_on: str | None = Field(title="记录日期")
    cause_note: str | None = Field(title="原因说明")
    where: str = Field(title="区位")
    place: str | None = Field(title="地点")
    known_on: str | None = Field(title="发布日期")
    source_url: str | None = Field(title="来源")
    evidence: tuple[str, ...] = Field(title="依据编号")


class StuckLine(Line):
    """A project for the segment that is held up, was put aside or given up."""

    project: str = Field(title="项目编号")
    name: str = Field(title="项目")
    firms: tuple[str, ...] = Field(title="企业")
    project_stage: str | None = Field(title="项目阶段")
    stage_on: str | None = Field(title="阶段日期")
    cause_word: str = Field(title="卡点")
    stage_reason: str | None = Field(title="原因")
    where: str = Field(title="区位")
    place: str | None = Field(title="地点")
    source_url: str | None = Field(title="来源")
    evidence: tuple[str, ...] = Field(title="依据编号")


class WhyUnfilled(SegmentAnswer):
    """The recorded causes a segment is not filled here, and the projects that say the same."""

    counts: dict[str, int] = Field(title="各原因的记录数(受阻记录与项目卡点之和)")
    n_projects: int = Field(title="该环节的项目数(含未卡住的)")
    causes: tuple[CauseLine, ...] = Field(title="受阻原因")
    projects: tuple[StuckLine, ...] = Field(title="卡住、搁置、退库的项目")


def ask(
    view: View, *, segment: str, chain: str = "", place: str = "厦门市", within_km: float | None = None
) -> WhyUnfilled:
    """What is on record of why a segment is not filled at a place: noted causes, and projects that got stuck."""
    asked = lookup.segment(view, segment, chain)
    twins, around = lookup.twins(view, asked), rings(view, lookup.place(view, place), within_km)
    noted = view.rows(HINDERED, {"segments": list(twins)})
    every = _by_project(view.rows(PROJECTS, {"segments": list(twins)}))
    known = ground(view, (), around, (r["at"] for rows in (noted, *every) for r in rows))
    here = [same for same in every if known.at(r["at"] for r in same).where not in AWAY]
    causes, stuck = _causes(noted, known), _stuck(here, known, rules_of(view.rules).project_stages.ended)
    name = lookup.segment_names(view, [asked]).get(asked, asked)
    n_unplaced = sum(not any(r["at"] for r in same) for same in every)
    return WhyUnfilled(
        **stamped(view), n=len(causes) + len(stuck),
        not_known=unsaid(f"{around.place.name}{name}", causes, stuck, len(here), n_unplaced),
        evidence=tuple(dict.fromkeys(e for those in (causes, stuck) for x in those for e in x.evidence)),
        segment=asked, name=name, twins=twins[1:], **_asked(around), counts=counted(causes, stuck),
        n_projects=len(here), causes=causes, projects=stuck,
    )  # fmt: skip


def _asked(around: Rings) -> dict[str, Any]:
    circle = around.circle
    return {"place": around.place.name, "circle": circle.name if circle else None,
            "within_km": circle.km if circle else None}  # fmt: skip


def _by_project(rows: Iterable[Row]) -> list[list[Row]]:
    grouped: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda r: (str(r["edge_id"]), r["at"] or "", r["firm"] or "")):
        grouped.setdefault(row["project"], []).append(row)
    return list(grouped.values())


def _causes(rows: Iterable[Row], known: Ground) -> tuple[CauseLine, ...]:
    """The noted causes here, or at a place that contains it; nearest first, then the newest."""
    lines = []
    for row in sorted(rows, key=lambda r: str(r["edge_id"])):
        stand = known.at([row["at"]])
        if stand.where not in AWAY:
            lines.append(CauseLine(
                cause=row["cause"] or "other", cause_word=CAUSE_WORDS.get(row["cause"], UNSAID),
                noted_on=row["noted_on"], cause_note=row["cause_note"], where=stand.word, place=stand.place,
                known_on=row["known_on"], source_url=row["source_url"], evidence=(row["edge_id"],),
            ))  # fmt: skip
    lines.sort(key=lambda c: c.noted_on or "", reverse=True)
    return tuple(sorted(lines, key=lambda c: _near(c.where)))


def _near(word: str) -> int:
    return list(WHERE_WORDS.values()).index(word)


def _stuck(projects: Iterable[Sequence[Row]], known: Ground, ended: Sequence[str]) -> tuple[StuckLine, ...]:
    """The projects that say what holds them up, or that were put aside or given up; nearest first."""
    lines = []
    for same in projects:
        own, stand = same[0], known.at(r["at"] for r in same)
        if own["stuck_on"] or own["project_stage"] in ended:
            lines.append(StuckLine(
                project=own["project"], name=own["name"] or own["project"],
                firms=tuple(sorted({r["firm"] for r in same if r["firm"]})), project_stage=own["project_stage"],
                stage_on=own["stage_on"] or own["ended_on"], cause_word=cause_word(own["stuck_on"]),
                stage_reason=own["stage_reason"], where=stand.word, place=stand.place, source_url=own["source_url"],
                evidence=tuple(dict.fromkeys(r["edge_id"] for r in same)),
            ))  # fmt: skip
    return tuple(sorted(lines, key=lambda p: (_near(p.where), p.name, p.project)))


def cause_word(stuck_on: str | None) -> str:
    """What holds a project up, in the words of a segment's causes.

    >>> cause_word("people"), cause_word("land"), cause_word(None)
    ('人才与用工', '用地', '原因没有记录')
    """
    return CAUSE_WORDS.get(PROJECT_CAUSES.get(stuck_on or "", stuck_on or ""), UNSAID)


def counted(causes: Iterable[CauseLine], stuck: Iterable[StuckLine]) -> dict[str, int]:
    """How many records name each cause, the most named first."""
    words = [*(c.cause_word for c in causes), *(p.cause_word for p in stuck)]
    order = (*CAUSE_WORDS.values(), UNSAID)
    return {w: words.count(w) for w in sorted(set(words), key=lambda w: (-words.count(w), order.index(w)))}


def unsaid(
    cell: str, causes: Sequence[CauseLine], stuck: Sequence[StuckLine], n_here: int, n_unplaced: int
) -> tuple[str, ...]:
    """Which record is missing for this segment at this place."""
    said = []
    if not causes:
        said.append(f"{cell}:库中没有受阻原因的记录,不等于没有受阻;请在受阻原因表中补上(用地、用能、人才、场景、资金)")
    if not stuck:
        some = f"(记有{n_here}个项目,都未写卡点)" if n_here else ""
        said.append(f"{cell}:库中没有卡住、搁置或退库项目的记录{some},不等于没有")
    bare = sum(p.cause_word == UNSAID and not p.stage_reason for p in stuck)
    if bare:
        said.append(f"{bare}个搁置或退库的项目没有原因记录")
    if n_unplaced:
        said.append(f"另有{n_unplaced}个该环节的项目没有地点记录,未列出")
    if WHERE_WORDS["undecided"] in (*(c.where for c in causes), *(p.where for p in stuck)):
        said.append("片区不明的记录说的是上一级地区,是否适用于问及地点不明")
    return tuple(said)
