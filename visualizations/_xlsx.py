"""Answers and tables as a workbook: frozen headings, filters, numbers as numbers, a sheet on method and one on sources.

Text is text, never a formula; the bytes are the same for the same graph.
"""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from urllib.parse import urlsplit

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from graph.model.change import Row, View
from queries.methods.answer import Line, Words, cell
from visualizations._sheet import Grid, both
from visualizations._sheet import cell as shown

Value = str | float | None

LONGEST = 32_000
"""Characters a cell may hold."""
LEAST, MOST, SAMPLED = 8, 60, 200
PAGES = 3
"""Pages named in one cell; the sheet 来源 has all."""
NOTHING = "库中没有记录,不等于没有"
"""What a sheet without rows says."""

CODES = frozenset({
    "segment", "firm", "fund", "carrier", "project", "chain", "state", "action", "verdict", "city_state", "circle_state",
    "holder", "honour", "holder_kind",
})  # fmt: skip
"""Fields that only machines read: ids and codes that another column says in words."""
CIRCLE = frozenset({"in_circle", "circle_undecided", "circle_state_word", "circle_locality"})
"""Fields about a circle: a workbook asks for none."""
BEHIND = frozenset({"evidence", "source_url", "source_urls"})


@dataclass(frozen=True)
class Leaf:
    """One sheet of a workbook."""

    name: str
    headings: tuple[str, ...]
    rows: Sequence[Sequence[Value]]


@dataclass(frozen=True)
class Cited:
    """What stands behind ties: each tie's claims, fetched once for a whole workbook."""

    claims: Mapping[str, Sequence[Row]] = field(default_factory=dict)

    def said(self, edges: Iterable[str], address: str | None = None) -> str:
        """The pages behind these ties, a line each: publisher, date, address; at most PAGES, and how many there are."""
        pages: dict[str, str] = {}
        for c in (c for e in edges for c in self.claims.get(e, ()) if c["address"]):
            pages.setdefault(c["address"], f"{publisher(c)} {c['published_on'] or '未注日期'} {c['address']}")
        if not pages and address:
            pages[address] = address
        more = [f"等{len(pages)}页,见“来源”"] if len(pages) > PAGES else []
        return "\n".join([*list(pages.values())[:PAGES], *more])


def publisher(claim: Row) -> str:
    """Who published a page; where nobody is named, its host."""
    return str(claim["publisher"] or urlsplit(claim["address"] or "").hostname or "")


def cited(view: View, edges: Iterable[str]) -> Cited:
    """The claims behind these ties."""
    wanted = sorted(set(edges))
    by_edge: dict[str, list[Row]] = {}
    for claim in view.evidence(wanted) if wanted else ():
        by_edge.setdefault(claim["id"], []).append(claim)
    return Cited(by_edge)


def book(title: str, leaves: Iterable[Leaf], as_of: str, mark: str = "") -> bytes:
    """These sheets as one xlsx file; `mark` (a watermark) lies over each sheet and heads every printed page."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    made.set_properties({"title": title, "created": datetime.fromisoformat(as_of)})
    head = made.add_format(
        {"bold": True, "bg_color": "#1B4F91", "font_color": "#FFFFFF", "text_wrap": True, "border": 1}
    )
    body = made.add_format({"text_wrap": True, "valign": "top", "border": 1, "border_color": "#D3DAE3"})
    for leaf in leaves:
        sheet = made.add_worksheet(leaf.name[:31])
        _fill(sheet, leaf, (head, body))
        _print(sheet, leaf, mark)
    made.close()
    return out.getvalue()


def leaf_of(name: str, grid: Grid) -> Leaf:
    """A table of a sheet as a leaf."""
    return Leaf(name, tuple(both(h)[0] for h in grid.headings), [[shown(t).text for t in r] for r in grid.rows])


@dataclass(frozen=True)
class Columns:
    """Which columns lines of one kind have: what was asked (`keys`), their fields without `hidden`, the pages behind."""

    line: type[Line]
    keys: Sequence[str]
    words: Words
    hidden: frozenset[str] = frozenset()

    @property
    def fields(self) -> list[str]:
        """The fields that are shown, in the order of the model."""
        return [f for f in self.line.model_fields if f not in CODES | CIRCLE | BEHIND | self.hidden]

    @property
    def headings(self) -> tuple[str, ...]:
        """The titles of the columns."""
        own = (self.line.model_fields[f].title or f for f in self.fields)
        return (*self.keys, *own, *(title for _, title in self._behind))

    @property
    def _behind(self) -> list[tuple[str, str]]:
        """The last columns: pages, and the ids by which 来源 lists them; none for lines that rest on no tie."""
        there = self.line.model_fields
        cited = [("pages", "出处")] if BEHIND & set(there) else []
        return [*cited, *([("ids", "依据编号")] if "evidence" in there else [])]

    def row(self, asked: Sequence[str], one: Line, behind: Cited) -> list[Value]:
        """A line as a row."""
        edges: Sequence[str] = getattr(one, "evidence", ())
        last = {"pages": behind.said(edges, getattr(one, "source_url", None)), "ids": ";".join(edges)}
        own = (_value(f, getattr(one, f), self.words) for f in self.fields)
        return [*asked, *own, *(last[part] for part, _ in self._behind)]


def leaf(name: str, columns: Columns, found: Iterable[tuple[Sequence[str], Iterable[Line]]], behind: Cited) -> Leaf:
    """Lines of several answers as one sheet, what was asked before each."""
    return Leaf(name, columns.headings, [columns.row(asked, x, behind) for asked, lines in found for x in lines])


def _value(name: str, value: object, words: Words) -> Value:
    """Numbers as numbers, everything else as the words of its cell."""
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return float(value) if isinstance(value, Decimal) else value
    return cell(name, value, words)


def sources(behind: Cited) -> Leaf:
    """The pages behind the ties of a workbook, one line a claim and source."""
    fields = ("id", "publisher", "title", "published_on", "address", "basis", "visibility")
    headings = ("依据编号", "出版方", "标题", "日期", "地址", "依据类型", "可见范围")
    dated = ({**c, "publisher": publisher(c), "published_on": c["published_on"] or "未注日期"}
             for those in behind.claims.values() for c in those)  # fmt: skip
    return Leaf("来源", headings, sorted({tuple(cell(f, c[f]) for f in fields) for c in dated}))


def about(view: View, method: str, *more: tuple[str, str]) -> Leaf:
    """The sheet on method: dates, versions, how it was judged, how to read it."""
    s = view.stamp
    lines = [("数据截至", s.as_of), ("已知截至", s.known_on), ("台账版本", str(s.ledger)), ("词汇版本", s.vocabulary),
             ("规则版本", s.rules), ("判定方法", method), ("读法", "“没有记录”不等于“没有”。"), *more]  # fmt: skip
    return Leaf("方法", ("项目", "内容"), lines)


def _fill(sheet: Worksheet, leaf: Leaf, formats: tuple[Format, Format]) -> None:
    head, body = formats
    rows = leaf.rows or [[NOTHING]]
    for column, heading in enumerate(leaf.headings):
        sheet.write_string(0, column, heading, head)
        sheet.set_column(column, column, _width(heading, [r[column] for r in rows[:SAMPLED] if column < len(r)]))
    for number, column, value in _cells(rows):
        if isinstance(value, int | float):
            sheet.write_number(number, column, value, body)
        else:
            sheet.write_string(number, column, (value or "")[:LONGEST], body)
    sheet.freeze_panes(1, min(2, len(leaf.headings)))
    if leaf.headings:
        sheet.autofilter(0, 0, max(1, len(leaf.rows)), len(leaf.headings) - 1)


def _cells(rows: Iterable[Sequence[Value]]) -> Iterator[tuple[int, int, Value]]:
    """Row, column and value of every cell below the headings."""
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            yield number, column, value


def _print(sheet: Worksheet, leaf: Leaf, mark: str) -> None:
    """A4, the headings on every page; what was invented is said over the first rows and on every page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_header(f"&L{leaf.name}&R{mark}")
    if mark:
        sheet.insert_textbox(2, 1, mark, {"width": 520, "height": 36, "fill": {"color": "#FFF0C9"},
                                          "font": {"color": "#6B4B00", "bold": True}})  # fmt: skip


def _width(heading: str, values: Sequence[object]) -> float:
    """As wide as most of its texts' longest lines; a Chinese character is two."""
    sizes = sorted(max((_size(t) for t in str(v or "").split("\n")), default=0) for v in values)
    usual = sizes[int(len(sizes) * 0.9)] if sizes else 0
    return float(min(MOST, max(LEAST, _size(heading) + 3, usual + 1)))


def _size(text: str) -> int:
    return sum(2 if ord(c) > 0x2E80 else 1 for c in text)
