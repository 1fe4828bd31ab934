"""补链强链清单 as a workbook: gaps, every segment's state, candidates, what to ask, sources and method.

Text is always written as text, so that a name beginning with = is a name and no formula; the bytes are the same for
the same graph.
"""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from graph.model.change import View
from queries import ask_next, candidates, chain_status, gaps
from queries.methods.answer import Table, cell, tables, watermark
from queries.methods.rules import rules_of
from visualizations._gap_rows import CHAINS
from visualizations.gap_list import PLACES, method

TITLE = "补链强链工作簿"
WIDE = {
    "理由": 46,
    "本地买家": 40,
    "买家所在环节与企业": 46,
    "区内企业": 44,
    "要问的问题": 60,
    "依据编号": 24,
    "地址": 60,
    "标注": 22,
    "从未摸排的环节": 60,
}
HIDDEN = {"状态代码", "动作代码", "环节编号"}

Sheet = tuple[str, tuple[str, ...], list[tuple[str, ...]]]


def workbook(view: View, *, places: Sequence[str] = PLACES) -> bytes:
    """The gaps of every chain at these places as one xlsx file."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": TITLE, "created": datetime.fromisoformat(view.stamp.as_of)})
    head = book.add_format(
        {"bold": True, "bg_color": "#1D4F91", "font_color": "#FFFFFF", "text_wrap": True, "border": 1}
    )
    body = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "border_color": "#D9DFE7"})
    for name, headings, rows in _sheets(view, places):
        _fill(book.add_worksheet(name), headings, rows, (head, body))
    _mark(book, watermark(view.stamp.synthetic))
    book.close()
    return out.getvalue()


def _sheets(view: View, places: Sequence[str]) -> Iterable[Sheet]:
    chains = [c["id"] for c in sorted(view.rows(CHAINS), key=lambda c: str(c["id"]))]
    asked = [(p, c) for p in places for c in chains]
    found = {(p, c): gaps.ask(view, chain=c, place=p) for p, c in asked}
    status = {(p, c): chain_status.ask(view, chain=c, place=p) for p, c in asked}
    todo = {(p, c): ask_next.ask(view, chain=c, place=p) for p, c in asked}
    yield _sheet("缺口", "gaps", found)
    yield _sheet("二阶缺口", "second_order", found)
    yield _sheet("环节状态", "segments", status)
    yield _looked(status)
    who = _who(view, found)
    yield _candidates(who)
    yield _sheet("先问什么", "questions", todo)
    answers = [*found.values(), *status.values(), *(w for _, _, w in who)]
    yield _sources(view, [e for a in answers for e in a.evidence])
    yield _about(view)


def _sheet(
    name: str,
    field: str,
    answers: dict[tuple[str, str], gaps.Gaps]
    | dict[tuple[str, str], chain_status.ChainStatus]
    | dict[tuple[str, str], ask_next.AskNext],
) -> Sheet:
    """One table of many answers, the place and chain before each line."""
    headings: tuple[str, ...] = ()
    rows: list[tuple[str, ...]] = []
    for (place, _), answer in answers.items():
        table: Table = next(t for t in tables(answer) if t.name == field)
        keep = [i for i, h in enumerate(table.headings) if h not in HIDDEN]
        headings = ("地点", "产业链名称", *(table.headings[i] for i in keep))
        rows += [(place, answer.chain, *(r[i] for i in keep)) for r in table.rows]
    return name, headings, rows


def _looked(status: dict[tuple[str, str], chain_status.ChainStatus]) -> Sheet:
    """How far anybody looked, by place and chain: verified and only searched apart."""
    headings = ("地点", "产业链名称", "环节数", "覆盖率(%)", "核实过(%)", "只检索过(%)", "从未摸排的环节")
    rows = [
        (
            place,
            answer.chain,
            str(sum(s.state != "stateless" for s in answer.segments)),
            *(cell("", pct) for pct in (answer.coverage_pct, answer.verified_pct, answer.searched_pct)),
            ";".join(s.name for s in answer.segments if s.state != "stateless" and not s.is_surveyed),
        )
        for (place, _), answer in status.items()
    ]
    return "核实与检索", headings, rows


def _who(view: View, found: dict[tuple[str, str], gaps.Gaps]) -> list[tuple[str, str, candidates.Candidates]]:
    """Place, gap and who could fill it, for every gap of either order."""
    lacking = [(place, gap) for (place, _), answer in found.items() for gap in (*answer.gaps, *answer.second_order)]
    by_place = {p: [g.segment for place, g in lacking if place == p] for p, _ in lacking}
    who = {p: candidates.ask_many(view, segments=segments, place=p) for p, segments in by_place.items()}
    return [(place, gap.name, who[place][gap.segment]) for place, gap in lacking]


def _candidates(who: list[tuple[str, str, candidates.Candidates]]) -> Sheet:
    headings: tuple[str, ...] = ()
    rows: list[tuple[str, ...]] = []
    for place, gap, answer in who:
        for table in tables(answer):
            headings = headings or ("地点", "缺口环节", "列为", *table.headings)
            rows += [(place, gap, table.title, *r) for r in table.rows]
    return "招商目标", headings, rows


def _sources(view: View, edges: list[str]) -> Sheet:
    headings = ("依据编号", "出版方", "标题", "日期", "地址", "依据类型", "可见范围")
    fields = ("id", "publisher", "title", "published_on", "address", "basis", "visibility")
    claims = view.evidence(sorted(set(edges))) if edges else []
    return "来源", headings, sorted({tuple(str(c[f] or "") for f in fields) for c in claims})


def _about(view: View) -> Sheet:
    stamp, rules = view.stamp, rules_of(view.rules)
    lines: list[tuple[str, ...]] = [
        ("数据截至", stamp.as_of),
        ("已知截至", stamp.known_on),
        ("台账版本", str(stamp.ledger)),
        ("词汇版本", stamp.vocabulary),
        ("规则版本", rules.version + ("(+ 之后为本单位改动的阈值)" if "+" in rules.version else "")),
        ("判定方法", method(rules)),
        ("读法", "“没有记录”不等于“没有”;空白(待核实)出自检索未见,检索过不等于核实过,须摸排核实。"),
    ]
    return "方法", ("项目", "内容"), lines


def _mark(book: xlsxwriter.Workbook, mark: str) -> None:
    """Every sheet says that it holds what was invented: over its first rows, and on every printed page."""
    for sheet in book.worksheets() if mark else ():
        sheet.insert_textbox(2, 1, mark, {"width": 520, "height": 36, "fill": {"color": "#FFF0C9"},
                                          "font": {"color": "#6B4B00", "bold": True}})  # fmt: skip
        sheet.set_header(f"&C&B{mark}")


def _fill(
    sheet: Worksheet, headings: tuple[str, ...], rows: list[tuple[str, ...]], formats: tuple[Format, Format]
) -> None:
    head, body = formats
    sheet.freeze_panes(1, 2)
    for column, heading in enumerate(headings):
        sheet.write_string(0, column, heading, head)
        sheet.set_column(column, column, WIDE.get(heading, 16 if heading != "内容" else 100))
    for number, row in enumerate(rows, start=1):
        for column, text in enumerate(row):
            sheet.write_string(number, column, text[:32_000], body)
    if headings:
        sheet.autofilter(0, 0, max(1, len(rows)), len(headings) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
