"""A template as a workbook: headings with notes, drop-downs, one example row, a sheet that explains; the same bytes each time.

Every column for codes and dates is formatted as text: a number loses its digits, and a date cell turns 2024-06 into the
first of June without a word.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

import polars as pl

from loaders._template import MARK, Slot, Template

if TYPE_CHECKING:
    from graph.places import Places
    from loaders._known import Known

LAST_ROW = 1_048_575
NOTES, CHOICES = "填表说明", "选项"
MADE = datetime(2000, 1, 1)
LONGEST_LIST = 32_000

HOW_TO = (
    "第一行是表头,带 * 的必填;表头可以调换次序,用不到的列可以删去,不要改成别的名称。",
    f"第二行是示例,以“{MARK}”开头,导入时不读;从第三行起填写,示例行删去或保留均可。",
    "代码、日期列已设为文本格式:请直接录入或“粘贴为文本”,不要改成数字格式,否则末几位会丢失。",
    "日期知道多少写多少:2024、2024-06 或 2024-06-30;不知道的格子留空,不要写“无”“0”。",
    "一格多个名称用分号隔开;合计行、注释行不会读入。",
    "导入:chainscout load 本文件(先加 --check 只看不存);读不进的行会在一份标了颜色的副本里说明原因。",
)


@dataclass(frozen=True)
class Filled:
    """Rows to begin with, by column, in the place of an example; and how to go on from there."""

    rows: Sequence[Mapping[str, str]]
    how_to: Sequence[str]


@dataclass(frozen=True)
class Lists:
    """Names a home knows, for drop-downs."""

    chain: Sequence[str] = ()
    segment: Sequence[str] = ()
    place: Sequence[str] = ()


@dataclass
class _Pen:
    """What a sheet is written with: formats, and where each list of choices stands."""

    book: Any
    lists: Lists
    ranges: dict[tuple[str, ...], str] = field(default_factory=dict)
    formats: dict[str, Any] = field(default_factory=dict)


def lists(known: "Known") -> Lists:
    """The names of chains, segments and places that a home knows, written so that each is understood by itself."""
    chains = known.chains["name"].drop_nulls().unique(maintain_order=True).to_list()
    segments = _segments(known)
    names = [] if known.places is None else _by_size(known.places)
    return Lists(chains, segments[:LONGEST_LIST], names[:LONGEST_LIST])


def _segments(known: "Known") -> list[str]:
    """Names of segments; with their chain (新型显示/柔性电路板) where another chain has one of that name or alias."""
    names = known.segments.select("name", "chain", "id").drop_nulls("name")
    found = known.segment_ids(pl.repeat(None, len(names), dtype=pl.String, eager=True), names["name"])
    called = dict(known.chains.drop_nulls("name").select("id", "name").iter_rows())
    rows = zip(names.iter_rows(), found.to_list(), strict=True)
    return list(dict.fromkeys(n if i == s else f"{called.get(c, c)}/{n}" for (n, c, i), s in rows))


def _by_size(places: "Places") -> list[str]:
    """Names of places, parks and zones before cities before districts, countries last."""
    order = ("park", "zone", "city", "province", "district", "country")
    known = places.nodes.drop_nulls("name").select("id", "place_type")
    rows = [(order.index(t) if t in order else len(order), places.spelled(i)) for i, t in known.rows()]
    return [n for _, n in sorted(rows, key=lambda r: r[0])]


def workbook(template: Template, names: Lists, filled: Filled | None = None) -> bytes:
    """One template as xlsx bytes, with an example row or rows that are filled in already."""
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"title": template.name, "created": MADE})
    pen = _Pen(book, names, formats=_formats(book))
    sheet = book.add_worksheet(template.name)
    told = book.add_worksheet(NOTES)
    _choices(pen, template)
    _sheet(pen, sheet, template)
    if filled is None:
        _examples(pen, sheet, template)
    else:
        _rows(pen, sheet, template, filled.rows)
    _notes(pen, told, template, HOW_TO if filled is None else filled.how_to)
    sheet.activate()
    book.close()
    return out.getvalue()


def _formats(book: Any) -> dict[str, Any]:
    head = {"bold": True, "text_wrap": True, "valign": "top", "border": 1, "num_format": "@", "font_color": "#FFFFFF"}
    grey = {"italic": True, "font_color": "#808080", "bg_color": "#F2F2F2"}
    return {
        "needed": book.add_format({**head, "bg_color": "#1D4F91"}),
        "optional": book.add_format({**head, "bg_color": "#6F8FB5"}),
        "text": book.add_format({"num_format": "@"}),
        "number": book.add_format({}),
        "example": book.add_format({**grey, "num_format": "@"}),
        "example number": book.add_format(grey),
        "asked": book.add_format({"num_format": "@", "bg_color": "#F2F2F2", "text_wrap": True, "valign": "top"}),
        "told": book.add_format({"text_wrap": True, "valign": "top", "border": 1, "border_color": "#D9DFE7"}),
        "bold": book.add_format({"bold": True, "bg_color": "#D9E2EF", "border": 1, "border_color": "#D9DFE7"}),
    }


def _choices(pen: _Pen, template: Template) -> None:
    """A hidden sheet with every list of choices in a column of its own."""
    wanted = dict.fromkeys(v for v in (offered(s, pen.lists) for s in template.slots) if v)
    if not wanted:
        return
    from loaders._shape import letter

    sheet = pen.book.add_worksheet(CHOICES)
    sheet.hide()
    for at, values in enumerate(wanted):
        for row, value in enumerate(values):
            sheet.write_string(row, at, value)
        pen.ranges[values] = f"='{CHOICES}'!${letter(at)}$1:${letter(at)}${len(values)}"


def offered(slot: Slot, names: Lists) -> tuple[str, ...]:
    """What a column's drop-down offers."""
    if slot.values:
        return slot.values
    by_kind: Mapping[str, Sequence[str]] = {"chain": names.chain, "segment": names.segment, "place": names.place}
    return tuple(by_kind[slot.refers]) if slot.refers else ()


def _sheet(pen: _Pen, sheet: Any, template: Template) -> None:
    sheet.freeze_panes(1, 1)
    sheet.set_row(0, 34)
    for at, slot in enumerate(template.slots):
        is_text = slot.column.form not in ("number", "count")
        sheet.set_column(
            at, at, max(12, min(34, 2 * len(slot.shown) + 4)), pen.formats["text" if is_text else "number"]
        )
        sheet.write_string(0, at, slot.shown, pen.formats["needed" if slot.is_needed else "optional"])
        sheet.write_comment(0, at, slot.note, {"x_scale": 2.2, "y_scale": 1.6, "author": "chainscout"})
        _validate(pen, sheet, at, slot)


def _examples(pen: _Pen, sheet: Any, template: Template) -> None:
    for at, slot in enumerate(template.slots):
        is_text = slot.column.form not in ("number", "count")
        if at == 0:
            sheet.write_string(1, at, MARK + slot.example, pen.formats["example"])
        elif is_text:
            sheet.write_string(1, at, slot.example, pen.formats["example"])
        elif slot.example:
            sheet.write_number(1, at, float(slot.example), pen.formats["example number"])


def _rows(pen: _Pen, sheet: Any, template: Template, rows: Sequence[Mapping[str, str]]) -> None:
    """Rows as they are; what is asked stands grey, what is to be filled in stands empty."""
    for row, given in enumerate(rows, 1):
        for at, slot in enumerate(template.slots):
            text = given.get(slot.column.name)
            if text is not None:
                sheet.write_string(row, at, text, pen.formats["asked"])


def _validate(pen: _Pen, sheet: Any, at: int, slot: Slot) -> None:
    """A drop-down that offers and warns, but lets other words in: the loader understands more than the list."""
    values = offered(slot, pen.lists)
    told = {"input_title": slot.heading[:32], "input_message": slot.note[:250], "ignore_blank": True}
    if not values:
        sheet.data_validation(1, at, LAST_ROW, at, {"validate": "any", **told})
        return
    kind = "warning" if slot.values else "information"
    says = {"error_title": slot.heading[:32], "error_message": "不在下拉列表中;确认要这样填吗?", "error_type": kind}
    sheet.data_validation(1, at, LAST_ROW, at, {"validate": "list", "source": pen.ranges[values], **told, **says})


def _notes(pen: _Pen, sheet: Any, template: Template, how_to: Sequence[str]) -> None:
    """How to fill it in, and every column with its note and example."""
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 8)
    sheet.set_column(2, 2, 90)
    sheet.set_column(3, 3, 34)
    sheet.write_string(0, 0, f"模板:{template.name}", pen.formats["bold"])
    for row, line in enumerate(how_to, 1):
        sheet.merge_range(row, 0, row, 3, line, pen.formats["told"])
    top = len(how_to) + 2
    for at, text in enumerate(("本表的列", "要求", "怎么填", "填法举例")):
        sheet.write_string(top, at, text, pen.formats["bold"])
    for row, slot in enumerate(template.slots, top + 1):
        need = "必填" if slot.is_needed else "至少一项" if slot.heading in template.any_of else "选填"
        for at, text in enumerate((slot.shown, need, slot.note, slot.example)):
            sheet.write_string(row, at, text, pen.formats["told"])
