"""Tables as a workbook: frozen headings, filters, printable, a sheet on method and sources; text is text, never a formula."""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from graph.model.change import View
from queries.methods.answer import Answer, tables
from visualizations._sheet import Grid, both, cell

LONGEST = 32_000
"""Characters a cell may hold."""
LEAST, MOST, SAMPLED = 8, 60, 200


@dataclass(frozen=True)
class Leaf:
    """One sheet of a workbook."""

    name: str
    headings: tuple[str, ...]
    rows: Sequence[Sequence[str | float | None]]


def book(title: str, leaves: Iterable[Leaf], as_of: str, mark: str = "") -> bytes:
    """These sheets as one xlsx file; `mark` (a watermark) stands in the header of every printed page and first cell."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    made.set_properties({"title": title, "created": datetime.fromisoformat(as_of)})
    head = made.add_format(
        {"bold": True, "bg_color": "#1B4F91", "font_color": "#FFFFFF", "text_wrap": True, "border": 1}
    )
    body = made.add_format({"text_wrap": True, "valign": "top", "border": 1, "border_color": "#D3DAE3"})
    for leaf in leaves:
        _fill(made.add_worksheet(leaf.name[:31]), leaf, (head, body), mark)
    made.close()
    return out.getvalue()


def leaf_of(name: str, grid: Grid) -> Leaf:
    """A table of a sheet as a leaf."""
    return Leaf(name, tuple(both(h)[0] for h in grid.headings), [[cell(t).text for t in r] for r in grid.rows])


def answers(name: str, field: str, found: Mapping[tuple[str, ...], Answer], keys: Sequence[str]) -> Leaf:
    """One table of several answers as a leaf, what was asked (`keys`) before each line."""
    headings: tuple[str, ...] = tuple(keys)
    rows: list[tuple[str, ...]] = []
    for asked, answer in found.items():
        table = next(t for t in tables(answer) if t.name == field)
        headings = (*keys, *table.headings)
        rows += [(*asked, *r) for r in table.rows]
    return Leaf(name, headings, rows)


def sources(view: View, edges: Iterable[str]) -> Leaf:
    """The pages behind these ties, one line a claim and source."""
    fields = ("id", "publisher", "title", "published_on", "address", "basis", "visibility")
    headings = ("依据编号", "出版方", "标题", "日期", "地址", "依据类型", "可见范围")
    wanted = sorted(set(edges))
    claims = view.evidence(wanted) if wanted else []
    return Leaf("来源", headings, sorted({tuple(str(c[f] or "") for f in fields) for c in claims}))


def about(view: View, method: str, *more: tuple[str, str]) -> Leaf:
    """The sheet on method: dates, versions, how it was judged, how to read it."""
    s = view.stamp
    lines = [("数据截至", s.as_of), ("已知截至", s.known_on), ("台账版本", str(s.ledger)), ("词汇版本", s.vocabulary),
             ("规则版本", s.rules), ("判定方法", method), ("读法", "“没有记录”不等于“没有”。"), *more]  # fmt: skip
    return Leaf("方法", ("项目", "内容"), lines)


def _fill(sheet: Worksheet, leaf: Leaf, formats: tuple[Format, Format], mark: str) -> None:
    head, body = formats
    sheet.freeze_panes(1, min(2, len(leaf.headings)))
    for column, heading in enumerate(leaf.headings):
        sheet.write_string(0, column, heading, head)
        sheet.set_column(column, column, _width(heading, [r[column] for r in leaf.rows[:SAMPLED] if column < len(r)]))
    for number, row in enumerate(leaf.rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, int | float):
                sheet.write_number(number, column, value, body)
            else:
                sheet.write_string(number, column, (value or "")[:LONGEST], body)
    if leaf.headings:
        sheet.autofilter(0, 0, max(1, len(leaf.rows)), len(leaf.headings) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_header(f"&L{leaf.name}&R{mark}")


def _width(heading: str, values: Sequence[object]) -> float:
    """As wide as most of its texts; a Chinese character is two."""
    sizes = sorted(_size(str(v or "")) for v in values)
    usual = sizes[int(len(sizes) * 0.9)] if sizes else 0
    return float(min(MOST, max(LEAST, _size(heading) + 3, usual + 1)))


def _size(text: str) -> int:
    return sum(2 if ord(c) > 0x2E80 else 1 for c in text)
