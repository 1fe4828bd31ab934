"""一链一册: a chain in one booklet: map, anchors, gaps, targets, projects, funds, carriers, what to ask, sources.

One offline HTML file, or the same as a Word document; `--language en` writes the document in English.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from graph.model.change import View
from queries import anchors, ask_next, candidates, chain_resources, chain_status, gaps
from queries.candidates import Candidates, counted
from queries.chain_status import ChainStatus
from queries.gaps import Gap
from queries.methods import lookup
from queries.methods.chain_states import HERE
from queries.methods.fund_rows import BREADTHS
from queries.methods.gaps import in_order
from queries.methods.rules import rules_of
from visualizations import _docx, _sources
from visualizations._edition import may_be_shown, offered, sum_shown
from visualizations._sheet import (
    Block,
    Cell,
    Edition,
    Grid,
    Language,
    Part,
    Prose,
    Sheet,
    Square,
    Squares,
    Text,
    Tiles,
    Title,
    html,
    listed,
    row,
    stamped,
    watermark,
)
from visualizations._sources import page_of
from visualizations.gap_list import ENGLISH_MARKS, MARKS, english_method, method
from visualizations.overview import BANDS, HERE_TITLE, RUNNING

TARGETS = 5

POSITIONS = "MATCH (s:Segment)-[:PART_OF]->(c:Chain) WHERE c.id IN $chains RETURN s.id AS id, s.position AS position"


def page(
    view: View, *, chain: str, place: str = "厦门市", edition: Edition = "internal", language: Language = "zh"
) -> str:
    """The booklet of a chain at a place as one HTML file."""
    return html(replace(sheet(view, chain, place, edition), language=language), view)


def document(
    view: View, *, chain: str, place: str = "厦门市", edition: Edition = "internal", language: Language = "zh"
) -> bytes:
    """The booklet as a Word document."""
    return _docx.document(replace(sheet(view, chain, place, edition), language=language), view)


def sheet(view: View, chain: str, place: str, edition: Edition) -> Sheet:
    """The booklet's parts; for outsiders without gaps, targets, talks and questions."""
    inside = edition == "internal"
    status = chain_status.ask(view, chain=chain, place=place)
    cite = f"{status.place},{status.chain},{stamped(view)}"
    parts = [_map(view, chain, status, inside, cite), _anchors(view, chain, place, cite)]
    if inside:
        parts += _lacking(view, chain, place, cite)
    parts += [_firms(status, inside, cite), _resources(view, chain, place, edition, cite)]
    if inside:
        parts.append(_questions(view, chain, place, cite))
    pages = _sources.behind(view, status.evidence, edition)
    told = tuple(replace(p, cite=cite) for p in (*parts, _sources.part(pages, cite)))
    return Sheet(
        ("一链一册", "Chain booklet"), f"{status.chain} · {status.place}", told, view.stamp,
        edition, watermark(view), publishers=_sources.publishers(pages),
    )  # fmt: skip


def _map(view: View, chain: str, status: ChainStatus, inside: bool, cite: str) -> Part:
    words = rules_of(view.rules).words
    ids = lookup.chains(view, chain)
    position = {r["id"]: r["position"] or "midstream" for r in view.rows(POSITIONS, {"chains": list(ids)})}
    names = lookup.chain_names(view)

    def square(state: str, name: str) -> Square:
        shown = state if inside else "here"
        word, mark = (words.state[shown], MARKS[shown]) if inside else ("有企业", "有")
        return Square(name, shown, word, (mark, ENGLISH_MARKS[shown]))

    those = [s for s in status.segments if inside or s.state in RUNNING]  # no square for guests where nobody is
    rows = tuple(
        (names.get(c, c), tuple(tuple(square(s.state, s.name) for s in those if s.chain == c and position[s.segment] == band)
                                for band, _ in BANDS), ())
        for c in ids
    )  # fmt: skip
    title = ("各环节状态", "Segments") if inside else HERE_TITLE
    legend = tuple(square(s, "") for s in MARKS) if inside else ()
    heads = (("产业链", "Chain"), *(t for _, t in BANDS))
    squares = Squares(title, heads, rows, legend, cite, named=True)
    blocks: list[Block] = [_glance(status, inside, cite), squares]
    if inside and status.not_known:
        blocks.append(Prose("", status.not_known, "warn"))
    return Part(("全景", "The chain"), tuple(blocks))


def _glance(status: ChainStatus, inside: bool, cite: str) -> Tiles:
    """The figures of the chain; outsiders hear how many segments have firms, not of how many."""
    those = status.segments
    if not inside:
        running = ("有企业在营的环节", "With firms in operation"), str(sum(s.state in RUNNING for s in those)), ""
        return Tiles(("一眼看全", "At a glance"), (running,), cite)
    here = (("有企业的环节", "With firms"), str(sum(s.state in HERE for s in those)), "")
    more = (
        (("缺口", "Gaps"), str(sum(s.is_gap for s in those)), ""), (("二阶缺口", "Second-order"), str(sum(s.is_second_order for s in those)), ""),
        (("覆盖率", "Coverage"), _pct(status.coverage_pct), ""), (("核实过", "Verified"), _pct(status.verified_pct), "只检索过 " + _pct(status.searched_pct)),
    )  # fmt: skip
    return Tiles(("一眼看全", "At a glance"), ((("环节", "Segments"), str(len(those)), ""), here, *more), cite)


def _pct(value: float | None) -> str:
    return "—" if value is None else f"{value:g}%"


def _anchors(view: View, chain: str, place: str, cite: str) -> Part:
    found = anchors.ask(view, chain=chain, place=place)
    rows = tuple(
        row(a.name, a.place or "", listed(a.segments), page_of(a.source_url, a.known_on)) for a in found.anchors
    )
    heads = (("链主", "Anchor"), ("所在地", "Place"), ("所做环节", "Segments"), ("出处", "Source"))
    return Part(("链主", "Anchors"), (Grid("", heads, rows, cite=cite),))


def _lacking(view: View, chain: str, place: str, cite: str) -> tuple[Part, Part]:
    """What is missing and who could fill it, in the order of every list of gaps."""
    found = gaps.ask(view, chain=chain, place=place)
    asked = [g.segment for g in (*found.gaps, *found.second_order)]
    who = candidates.ask_many(view, segments=asked, place=place) if asked else {}
    first, second = (in_order(those, counted(who)) for those in (found.gaps, found.second_order))
    return _gaps(view, first, second, cite), _targets(first, who, cite)


def _gaps(view: View, wanted: Sequence[Gap], unbought: Sequence[Gap], cite: str) -> Part:
    heads: tuple[Title, ...] = (("环节", "Segment"), ("状态", "State"), ("动作", "Action"), ("理由", "Reason"))
    buyers, makers = ("本地买家", "Buyers here"), ("已知厂商", "Makers")
    none = "没有达到空白标准的环节;无数据的环节不能说没有缺口"

    def start(gap: Gap) -> tuple[Text, ...]:
        return row(gap.name, Cell(gap.state_word, state=gap.state), gap.action_word, gap.reason)

    first = tuple((*start(g), *row(listed(g.buyers), g.n_makers)) for g in wanted)
    second = tuple((*start(g), *row(g.n_makers)) for g in unbought)
    blocks = (
        Grid(("缺口", "Gaps"), (*heads, buyers, makers), first, empty=none, cite=cite),
        Grid(("二阶缺口(本地尚无买家)", "Second-order gaps"), (*heads, makers), second, empty=none, cite=cite),
    )
    rules = rules_of(view.rules)
    how = Prose(("怎么判的", "How it is judged"), ((method(rules), english_method(rules)),))
    return Part(("缺什么", "What is missing"), (*blocks, how))


def _targets(wanted: Sequence[Gap], who: Mapping[str, Candidates], cite: str) -> Part:
    rows = tuple(
        row(g.name, Cell(c.name, grade=c.grade), c.verdict_word, c.place or c.country or "", c.distance_km, listed(c.anchor_ties, 2), c.to_raise, page_of(c.source_url))
        for g in wanted for c in who[g.segment].candidates[:TARGETS]
    )  # fmt: skip
    heads = (
        ("缺口环节", "Gap"),
        ("企业", "Firm"),
        ("结论", "Verdict"),
        ("所在地", "Place"),
        ("距离(公里)", "km"),
        ("与本地链主", "Ties to anchors"),
        ("如何升级", "To raise"),
        ("出处", "Source"),
    )
    return Part(
        ("招商目标", "Candidates"),
        (Grid("", heads, rows, f"每个缺口至多列{TARGETS}家,其余见工作簿。", cite=cite),),
    )


def _firms(status: ChainStatus, inside: bool, cite: str) -> Part:
    """Firms here by segment; for outsiders those in operation alone."""
    lines = [(s, (s.coming, s.undecided) if inside else ()) for s in status.segments]
    rows = tuple(
        row(s.name, listed(s.firms, 12), *(listed(m, 8) for m in more)) for s, more in lines if s.firms or any(more)
    )
    heads = (
        ("环节", "Segment"),
        ("区内在营", "Operating here"),
        *((("在建签约", "Building, signed"), ("片区不明", "Undecided")) if inside else ()),
    )
    return Part(("本地企业", "Firms here"), (Grid("", heads, rows, cite=cite),))


def _resources(view: View, chain: str, place: str, edition: Edition, cite: str) -> Part:
    found, let = chain_resources.ask(view, chain=chain, place=place), offered(view)
    projects = tuple(
        row(p.name, p.firm or "", p.project_stage or "", p.stage_on or "", sum_shown(p.planned_investment_100m_cny, edition),
            listed(p.segment_names), p.place or "", page_of(p.source_url))
        for p in found.projects if may_be_shown(view, p.project_stage, p.stage_on, edition)
    )  # fmt: skip
    funds = tuple(
        row(
            f.name,
            f.size_100m_cny,
            f.size_qualifier or "",
            BREADTHS.get(f.mandate_breadth, ""),
            listed(f.holdings),
            page_of(f.source_url),
        )
        for f in found.funds
    )
    carriers = tuple(
        row(c.name, c.place, c.purpose or "", c.area_m2, c.area_mu, c.free_m2, c.free_from or "", page_of(c.source_url))
        for c in found.carriers if edition == "internal" or c.carrier in let
    )  # fmt: skip
    return Part(("项目、基金、载体", "Projects, funds, carriers"), (
        Grid(("项目", "Projects"), (("项目", "Project"), ("企业", "Firm"), ("阶段", "Stage"), ("日期", "Date"), ("计划总投资(亿元)", "Planned, 100 m CNY"), ("环节", "Segment"), ("地点", "Place"), ("出处", "Source")), projects, cite=cite),
        Grid(("基金", "Funds"), (("基金", "Fund"), ("规模(亿元)", "Size, 100 m CNY"), ("口径", "Qualifier"), ("投向范围", "Mandate"), ("已投本链企业", "Holdings"), ("出处", "Source")), funds, "投向范围为“多链”或“不限”的基金不算本链的专门资金。", cite=cite),
        Grid(("载体", "Carriers"), (("载体", "Carrier"), ("地点", "Place"), ("用途", "Purpose"), ("建筑面积(㎡)", "m²"), ("用地(亩)", "mu"), ("可用面积(㎡)", "Free m²"), ("可用日期", "Free from"), ("出处", "Source")), carriers, cite=cite),
        *((Prose("", found.not_known, "warn"),) if edition == "internal" and found.not_known else ()),
    ))  # fmt: skip


def _questions(view: View, chain: str, place: str, cite: str) -> Part:
    found = ask_next.ask(view, chain=chain, place=place, limit=10)
    rows = tuple(row(q.question, q.kind, q.settles, listed(q.judgements)) for q in found.questions)
    heads = (("要问的问题", "Question"), ("类型", "Kind"), ("能定下", "Settles"), ("涉及环节", "Segments"))
    return Part(
        ("先问什么", "What to ask next"),
        (Grid("", heads, rows, empty="没有能改变判断的问题", cite=cite),),
    )
