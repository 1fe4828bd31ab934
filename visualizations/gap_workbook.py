"""补链强链工作簿: gaps, the chain status of every segment, and candidates, as one workbook (.xlsx).

Sheets: 缺口, 二阶缺口, 环节状态, 核实与检索, 招商目标 (who could fill each gap, those of the same city, and those who are
no target with the reason), 先问什么, 来源, 方法. Gaps stand in the order of the map and the gap list, with the numbers
that decide it. `--edition outside` (推介版) is 产业链现状工作簿: what is here, and nothing
of what is missing.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from pydantic import Field

from graph.model.change import View
from queries import ask_next, candidates, chain_status, gaps
from queries.ask_next import Asking, AskNext
from queries.candidates import Candidate, Candidates, counted
from queries.chain_status import ChainStatus, SegmentStatus
from queries.gaps import Gap, Gaps
from queries.methods.answer import Line, watermark
from queries.methods.gaps import in_order
from queries.methods.rules import rules_of
from visualizations import _present_book
from visualizations._gap_rows import CHAINS, named_routes
from visualizations._xlsx import Cited, Columns, Leaf, about, book, cited, leaf, sources
from visualizations.gap_list import PLACES, method

TITLE = "补链强链工作簿"
OUTSIDE = "产业链现状工作簿"
Edition = Literal["internal", "outside"]
KEYS = ("地点", "产业链")
Asked = Mapping[tuple[str, str], "Gaps | ChainStatus | AskNext"]
Who = Mapping[tuple[str, str], Mapping[str, Candidates]]
UNBOUGHT = frozenset({"feeds", "buyers", "wanted_by", "routes", "n_buyers"})
"""What a gap without a buyer here never has."""

ORDER = (
    "已核实的在先,再按本地买家数、推荐数、目标数;与产业链图谱、补链强链清单同序。买家、目标同集团计一家。"
    "可能的本地买家:是否在本地、是否已投产未定,不算缺口的依据,另列。"
)
GRADES = "A:两家出版方或企业自己的披露;B:一家出版方,待核实,“如何升级”写明还缺什么;C:推断。推荐须A级;不作目标的也列出并写明理由。"


class RankedGap(Gap):
    """A gap with the numbers that decide its place in the list."""

    n_recommended: int = Field(title="推荐数")
    n_groups: int = Field(title="目标数(同集团计一家)")


def workbook(view: View, *, places: Sequence[str] = PLACES, edition: Edition = "internal") -> bytes:
    """Gaps, chain status and candidates at these places; for outsiders what is here of each chain."""
    if edition == "outside":
        return _present_book.workbook(view, OUTSIDE, places)
    return book(TITLE, _leaves(view, places), view.stamp.as_of, watermark(view.stamp.synthetic))


def _leaves(view: View, places: Sequence[str]) -> Iterable[Leaf]:
    chains = [c["id"] for c in sorted(view.rows(CHAINS), key=lambda c: str(c["id"]))]
    asked = [(p, c) for p in places for c in chains]
    unsorted = {(p, c): gaps.ask(view, chain=c, place=p) for p, c in asked}
    most = sorted(asked, key=lambda a: (places.index(a[0]), -len(unsorted[a].gaps), a[1]))
    who = _who(view, unsorted)
    found = {a: _ranked(unsorted[a], who[a]) for a in most}
    status = {(p, c): chain_status.ask(view, chain=c, place=p) for p, c in most}
    todo = {(p, c): ask_next.ask(view, chain=c, place=p) for p, c in most}
    targets = (w for several in who.values() for w in several.values())
    answers = (*found.values(), *status.values(), *todo.values(), *targets)
    behind, words = cited(view, (e for a in answers for e in a.evidence)), view.rules["words"]
    yield leaf("缺口", Columns(RankedGap, KEYS, words, frozenset({"feeds"})), _of(found, "gaps"), behind)
    yield leaf("二阶缺口", Columns(RankedGap, KEYS, words, UNBOUGHT), _of(found, "second_order"), behind)
    yield leaf("环节状态", Columns(SegmentStatus, KEYS, words), _of(status, "segments"), behind)
    yield _looked(status)
    yield _candidates(found, who, Columns(Candidate, (*KEYS, "缺口环节", "列为"), words, frozenset({"head"})), behind)
    yield leaf("先问什么", Columns(Asking, KEYS, words, frozenset({"segments"})), _of(todo, "questions"), behind)
    yield sources(behind)
    yield about(
        view, method(rules_of(view.rules)), ("次序与计数", ORDER), ("证据等级", GRADES), ("检索与核实", "检索过不等于核实过:空白(待核实)出自检索未见,须摸排核实。")
    )  # fmt: skip


def _of(answers: Asked, name: str) -> Iterable[tuple[tuple[str, str], Iterable[Line]]]:
    """The lines of one field of each answer, with the place and chain they are of."""
    return (((place, a.chain), getattr(a, name)) for (place, _), a in answers.items())


def _looked(status: Mapping[tuple[str, str], ChainStatus]) -> Leaf:
    """How far anybody looked, by place and chain: verified and only searched apart."""
    headings = (*KEYS, "环节数", "覆盖率(%)", "核实过(%)", "只检索过(%)", "从未摸排的环节")
    rows = [
        (place, a.chain, sum(s.state != "stateless" for s in a.segments), a.coverage_pct, a.verified_pct, a.searched_pct,
         ";".join(s.name for s in a.segments if s.state != "stateless" and not s.is_surveyed))
        for (place, _), a in status.items()
    ]  # fmt: skip
    return Leaf("核实与检索", headings, rows)


def _who(view: View, found: Mapping[tuple[str, str], Gaps]) -> Who:
    """By place and chain, who could fill each gap of either order; the graph is asked once a place."""
    lacking = {a: [g.segment for g in (*one.gaps, *one.second_order)] for a, one in found.items()}
    every = {p: [s for (q, _), those in lacking.items() if q == p for s in those] for p, _ in lacking}
    who = {p: candidates.ask_many(view, segments=segments, place=p) for p, segments in every.items()}
    return {(p, c): {s: who[p][s] for s in those} for (p, c), those in lacking.items()}


def _ranked(one: Gaps, who: Mapping[str, Candidates]) -> Gaps:
    """The answer with its gaps in the order of every list, each with its counts and only routes that have a name."""
    targets = counted(who)

    def numbered(gap: Gap) -> RankedGap:
        recommended, groups = targets[gap.segment]
        said = dict(gap) | {"routes": named_routes(gap)}
        return RankedGap(**said, n_recommended=recommended, n_groups=groups)

    lists = {name: tuple(map(numbered, in_order(getattr(one, name), targets))) for name in ("gaps", "second_order")}
    return one.model_copy(update={**lists, "order": ORDER})


def _candidates(found: Mapping[tuple[str, str], Gaps], who: Who, columns: Columns, behind: Cited) -> Leaf:
    """Targets, firms of the same city and those that are no target, gap by gap."""
    titles = {f: Candidates.model_fields[f].title or f for f in ("candidates", "in_city", "excluded")}
    asked = ((a, one.chain, g) for a, one in found.items() for g in (*one.gaps, *one.second_order))
    parts = (
        ((a[0], chain, gap.name, title), getattr(who[a][gap.segment], field))
        for a, chain, gap in asked
        for field, title in titles.items()
    )
    return leaf("招商目标", columns, parts, behind)
