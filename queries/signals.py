"""Which firms show signs of expanding, of leaving, or of shrinking, seen when, where, and said by whom?

哪些企业在扩产、有外迁迹象?逐条列出日期、地点、来源;增资扩产项目也作为扩产迹象列出并注明;迹象不是定论,库中没有记录不等于没有。
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import Field

from graph.errors import QuestionError
from graph.model.change import Row, View
from queries.methods import firm_chains, lookup, project_rows
from queries.methods.answer import Answer, Line, stamped
from queries.methods.dates import last_day
from queries.methods.locality import AWAY
from queries.methods.project_rows import Project, projects
from queries.methods.rings import Rings, rings
from queries.methods.stands import WHERE_WORDS, Ground, Stand, ground

SHOWN = """
MATCH (f:Firm)-[e:SHOWS]->(s:Signal)
OPTIONAL MATCH (s)-[:LOCATED_IN]->(p:Place)
RETURN e.edge_id AS edge_id, f.id AS firm, f.name AS name, s.id AS signal, s.signal_type AS signal_type,
       s.seen_on AS seen_on, s.detail AS detail, p.id AS at, coalesce(e.source_url, s.source_url) AS source_url,
       e.known_on AS known_on, e.n_sources AS n_sources
"""

SAID_HERE = """
UNWIND $places AS place
MATCH (p:Place {id: place})-[e:SHOWS]->(s:Signal)
OPTIONAL MATCH (s)-[:SERVES]->(c:Chain)
RETURN e.edge_id AS edge_id, p.name AS place, s.signal_type AS signal_type, s.seen_on AS seen_on, s.detail AS detail,
       c.id AS chain, e.known_on AS known_on, coalesce(e.source_url, s.source_url) AS source_url
"""

CYPHER = ";\n".join((SHOWN, SAID_HERE, firm_chains.CYPHER, project_rows.CYPHER))

SIGNAL_WORDS: Mapping[str, str] = {
    "expansion": "扩产",
    "retrofit": "技改",
    "second_site": "异地设点",
    "lease_end": "租约到期",
    "relocation": "外迁",
    "decline": "收缩",
    "pipeline": "项目接续不足",
    "scarcity": "要素不足",
}
LEANINGS: Mapping[str, str] = {
    "expansion": "扩产迹象",
    "retrofit": "扩产迹象",
    "second_site": "外迁迹象",
    "lease_end": "外迁迹象",
    "relocation": "外迁迹象",
    "decline": "收缩迹象",
}
UNSAID = "类型不明"
FROM_SIGNAL, FROM_PROJECT = "信号记录", "增资扩产项目(由项目看出,没有信号记录)"


class SignalLine(Line):
    """One sign a firm shows."""

    firms: tuple[str, ...] = Field(title="企业")
    leaning: str = Field(title="迹象")
    signal_word: str = Field(title="信号")
    seen_on: str | None = Field(title="日期")
    detail: str | None = Field(title="内容")
    read_from: str = Field(title="看出的依据")
    where: str = Field(title="区位")
    locality: str = Field(title="对问及地点")
    city_locality: str | None = Field(title="市内")
    circle_locality: str | None = Field(title="圈内")
    place: str | None = Field(title="所在地")
    points_at: tuple[str, ...] = Field(title="信号指向地点")
    n_sources: int | None = Field(title="来源数")
    known_on: str | None = Field(title="发布日期")
    source_url: str | None = Field(title="来源")
    evidence: tuple[str, ...] = Field(title="依据编号")


class ProblemLine(Line):
    """What a place itself says is short or falling, without naming a firm."""

    place: str = Field(title="报告地点")
    signal_word: str = Field(title="问题")
    detail: str | None = Field(title="内容")
    chains: tuple[str, ...] = Field(title="产业链")
    seen_on: str | None = Field(title="期间")
    known_on: str | None = Field(title="发布日期")
    source_url: str | None = Field(title="来源")
    evidence: tuple[str, ...] = Field(title="依据编号")


class Signals(Answer):
    """Signs of expansion, of leaving, of shrinking, the newest first."""

    place: str = Field(title="地点")
    circle: str | None = Field(title="圈")
    within_km: float | None = Field(title="圈的半径(公里)")
    chain: str = Field(title="产业链")
    since: str = Field(title="起始日期")
    counts: dict[str, int] = Field(title="各类迹象条数(区内)")
    signals: tuple[SignalLine, ...] = Field(title="迹象")
    problems: tuple[ProblemLine, ...] = Field(title="本地自己报告的问题(未指名企业)")


@dataclass(frozen=True)
class _Asked:
    """The chains asked for (none: every one), since when, and the rings round the place."""

    chains: frozenset[str]
    since: str
    around: Rings


def ask(
    view: View, *, place: str = "厦门市", chain: str = "", since: str = "", within_km: float | None = None
) -> Signals:
    """Signs that firms of a place expand, may leave or shrink, for a chain, since a date; undated ones are kept."""
    asked = _Asked(
        frozenset({lookup.chain(view, chain), *lookup.chains(view, chain)} if chain else ()),
        _day(since),
        rings(view, lookup.place(view, place), within_km),
    )
    shown, n_unplaced = _shown(view, asked)
    problems = _problems(view, asked)
    lines = tuple(sorted((*shown, *_expansions(view, asked)), key=_order))
    around = asked.around
    return Signals(
        **stamped(view), n=len(lines), not_known=_not_known(lines, n_unplaced, around.place.name),
        evidence=tuple(dict.fromkeys(e for those in (lines, problems) for line in those for e in line.evidence)),
        place=around.place.name, problems=problems,
        circle=around.circle.name if around.circle else None, within_km=within_km,
        chain=lookup.chain_names(view)[lookup.chain(view, chain)] if chain else "全部", since=asked.since,
        counts=counted(lines), signals=lines,
    )  # fmt: skip


def _day(since: str) -> str:
    """A date as typed, in part or whole; QuestionError where it is none."""
    try:
        last_day(since)
    except ValueError as error:
        raise QuestionError(f"--since {since}:不是日期;请写如 2024、2024-06 或 2024-06-30") from error
    return since


def is_recent(seen_on: str | None, since: str) -> bool:
    """May it have been seen since that day? What has no date may have been.

    >>> is_recent("2024", "2024-06"), is_recent("2023-12", "2024"), is_recent(None, "2024"), is_recent("2020", "")
    (True, False, True, True)
    """
    seen = last_day(seen_on)
    return not since or seen is None or seen >= _first_day(since)


def _first_day(partial: str) -> date:
    year, month, day = (*(int(p) for p in partial.split("-")), 1, 1)[:3]
    return date(year, month, day)


def counted(lines: Iterable[SignalLine]) -> dict[str, int]:
    """How many signs of each leaning stand inside the asked place."""
    inside = [line.leaning for line in lines if line.locality == "inside"]
    return {word: inside.count(word) for word in (*dict.fromkeys(LEANINGS.values()), UNSAID) if word in inside}


def _shown(view: View, asked: _Asked) -> tuple[list[SignalLine], int]:
    """The recorded signals here, or not decided; and how many of the rest have no place on record."""
    grouped: dict[str, list[Row]] = {}
    for row in view.rows(SHOWN):
        grouped.setdefault(row["edge_id"], []).append(row)
    firms = sorted({r["firm"] for rows in grouped.values() for r in rows})
    mine = _of_chains(view, firms, asked.chains)
    kept = [s for s in grouped.values() if s[0]["firm"] in mine and is_recent(s[0]["seen_on"], asked.since)]
    known = ground(view, mine, asked.around, (r["at"] for s in kept for r in s))
    made = [(s, _stand(s, known)) for s in kept]
    lines = [_line(s, stand, known) for s, stand in made if stand.where not in AWAY]
    return lines, sum(stand.where == "unplaced" for _, stand in made)


def _problems(view: View, asked: _Asked) -> tuple[ProblemLine, ...]:
    """What the asked place or one that contains it says of itself; what names no chain is said of all of them."""
    places = sorted(asked.around.place.inside | asked.around.place.containing)
    grouped: dict[str, list[Row]] = {}
    for row in view.rows(SAID_HERE, {"places": places}):
        grouped.setdefault(row["edge_id"], []).append(row)
    names, lines = lookup.chain_names(view), []
    for edge, same in sorted(grouped.items()):
        own, chains = same[0], {r["chain"] for r in same if r["chain"]}
        if is_recent(own["seen_on"], asked.since) and (not chains or not asked.chains or chains & asked.chains):
            plain = {f: own[f] for f in ("place", "detail", "seen_on", "known_on", "source_url")}
            word = SIGNAL_WORDS.get(own["signal_type"], UNSAID)
            shown = tuple(sorted(names.get(c, c) for c in chains))
            lines.append(ProblemLine(**plain, signal_word=word, chains=shown, evidence=(edge,)))
    lines.sort(key=lambda p: (p.place != asked.around.place.name, p.place, p.signal_word, p.detail or ""))
    return tuple(sorted(lines, key=lambda p: p.seen_on or "", reverse=True))


def _of_chains(view: View, firms: Sequence[str], chains: frozenset[str]) -> frozenset[str]:
    """The firms that do something in these chains or lead one; all of them where no chain is asked."""
    if not chains:
        return frozenset(firms)
    by_firm = firm_chains.firm_chains(view, firms).by_firm
    return frozenset(f for f, those in by_firm.items() if those & chains)


def _stand(same: Sequence[Row], known: Ground) -> Stand:
    """Where the firm stands; for one of elsewhere the place its signal points at (a firm may move in as well as out)."""
    stand = known.of(same[0]["firm"])
    pointed = known.at(r["at"] for r in same)
    return pointed if stand.where in AWAY and pointed.where not in AWAY else stand


def _line(same: Sequence[Row], stand: Stand, known: Ground) -> SignalLine:
    row = same[0]
    kind = row["signal_type"]
    return SignalLine(
        firms=(row["name"] or row["firm"],), leaning=LEANINGS.get(kind, UNSAID),
        signal_word=SIGNAL_WORDS.get(kind, UNSAID), seen_on=row["seen_on"], detail=row["detail"],
        read_from=FROM_SIGNAL, **_where(stand),
        points_at=tuple(sorted({known.known[r["at"]].shown for r in same if r["at"] in known.known})), n_sources=row["n_sources"], known_on=row["known_on"],
        source_url=row["source_url"], evidence=(row["edge_id"],),
    )  # fmt: skip


def _expansions(view: View, asked: _Asked) -> list[SignalLine]:
    """Projects that expand what stands here, as signs: the newest date on record counts."""
    those = [p for p in projects(view, asked.around.asked) if p.kind == "expansion"]
    those = [p for p in those if not asked.chains or asked.chains & set(p.chains)]
    those = [p for p in those if is_recent(newest(p), asked.since)]
    known = ground(view, (), asked.around, (w for p in those for w in p.places))
    made = ((p, known.at(p.places)) for p in those)
    return [_project(p, stand) for p, stand in made if stand.where not in AWAY]


def newest(project: Project) -> str | None:
    """The newest date on record of a project."""
    return max(project.dates.values(), default=None)


def _project(one: Project, stand: Stand) -> SignalLine:
    detail = f"{one.name}({one.stage})" if one.stage else one.name
    return SignalLine(
        firms=one.firms, leaning=LEANINGS["expansion"], signal_word=SIGNAL_WORDS["expansion"], seen_on=newest(one),
        detail=detail, read_from=FROM_PROJECT, **_where(stand), points_at=(), n_sources=None, known_on=None,
        source_url=one.source_url, evidence=one.evidence,
    )  # fmt: skip


def _where(stand: Stand) -> dict[str, Any]:
    """Where it stands, as the fields of a line."""
    return {
        "where": stand.word, "locality": stand.locality, "city_locality": stand.city_locality,
        "circle_locality": stand.circle_locality, "place": stand.place,
    }  # fmt: skip


def _order(line: SignalLine) -> tuple[object, ...]:
    """Nearest first, then the newest; what has no date comes last."""
    seen = last_day(line.seen_on)
    near = list(WHERE_WORDS.values()).index(line.where)
    return near, -(seen.toordinal() if seen else 0), line.firms, line.evidence


def _not_known(lines: Sequence[SignalLine], n_unplaced: int, place: str) -> tuple[str, ...]:
    said = []
    recorded = [line for line in lines if line.read_from == FROM_SIGNAL]
    if not lines:
        said.append(f"{place}:库中没有扩产、外迁或收缩迹象的记录,不等于没有")
    elif not recorded:
        said.append(f"{place}:库中没有信号记录,以下只由增资扩产项目看出;有无外迁迹象库中没有记录,不等于没有")
    elif not any(line.leaning == "外迁迹象" for line in recorded):
        said.append(f"{place}:库中没有外迁迹象的记录,不等于没有")
    undated = sum(line.seen_on is None for line in lines)
    if undated:
        said.append(f"{undated}条没有日期,可能早于所问日期")
    if n_unplaced:
        said.append(f"{n_unplaced}条信号的企业所在地库中没有记录,信号也不指向此地,未列出")
    if any(line.leaning == "外迁迹象" for line in recorded):
        said.append("异地设点、租约到期只是迹象,是否外迁须向企业核实")
    return tuple(said)
