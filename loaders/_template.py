"""What does a person fill in for a loader, and how? Templates follow from the loaders' shapes; nobody lists them.

A column is offered under its first heading, if that is Chinese: others belong to one published data set. Each gets a note,
its choices, what it refers to, and an example that loads.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import polars as pl

from loaders import _registry
from loaders._known import Known
from loaders._shape import Column, Shape, is_chinese, key, words

MARK = "【示例】"
"""What the first cell of an example row begins with; loaders leave such a row out."""

Refers = Literal["chain", "segment", "place"]

_BRACKETS = re.compile(r"[(\uff08].*?[)\uff09]")
REFERS: dict[str, Refers] = {
    **dict.fromkeys(("chain", "chain_a", "chain_b", "members"), "chain"),
    **dict.fromkeys(("segment", "segment_a", "segment_b", "upstream", "downstream"), "segment"),
    **dict.fromkeys(("place", "registered_at", "located_at", "at", "within"), "place"),
}
"""What the names of columns say of what they refer to."""

FORMS = {
    "text": "文字",
    "texts": "文字,多个用分号隔开",
    "date": "日期,知道多少写多少:2024、2024-06 或 2024-06-30",
    "number": "数字",
    "count": "整数",
    "choice": "从下拉中选",
    "code": "代码,按文本保存(本列已设为文本格式),不要存成数字",
}
CODES = {
    "uscc": "91350299MA0000007W",
    "stock_code": "999999",
    "code": "350299",
}
"""Codes of nobody: right in form and check digits, in a division that does not exist."""

TEXTS = {
    "firm": "虚构显示科技有限公司",
    "holder": "虚构显示科技有限公司",
    "customer": "虚构面板有限公司",
    "supplier": "虚构玻璃有限公司",
    "left": "虚构显示有限公司",
    "right": "虚构显示科技有限公司",
    "name_en": "Fictional Example",
    "province": "福建省",
    "country": "中国",
    "source_cell": "虚构县统计局《虚构公报》第3页",
    "remark": "这一行是示例",
    "capacity": "月产3万片",
}
DATES = {"since": "2024-01", "until": "", "published_on": "2024-06-30"}
NUMBERS = {"longitude": 118.1, "latitude": 24.5}


@dataclass(frozen=True)
class Names:
    """Names that examples use: of a chain, two of its segments that feed one another, a place."""

    chain: str = "新型显示"
    segment: str = "玻璃基板"
    downstream: str = "偏光片"
    place: str = "厦门市"
    zone: str = "厦门火炬高新区"

    @classmethod
    def of(cls, known: Known) -> "Names":
        """Names a home knows: those of the shipped facts if they are there, else the first chain's and its segments'."""
        usual = cls()
        if known.chains.is_empty() or known.chain_ids(pl.Series([usual.chain]))[0] is not None:
            return usual
        parts = known.segments.join(known.chains.select(chain="id", chain_name="name"), on="chain").drop_nulls("name")
        parts = parts.filter(pl.len().over("chain") >= 2)
        places = [] if known.places is None else known.places.nodes.drop_nulls("name")["name"].to_list()
        if parts.is_empty() or not places:
            return usual
        first = parts.head(1)
        own = parts.filter(pl.col("chain") == first["chain"][0])["name"]
        return cls(first["chain_name"][0], own[0], own[1], places[0], places[-1])


@dataclass(frozen=True)
class Slot:
    """One column of a template."""

    column: Column
    heading: str
    note: str
    is_needed: bool
    example: str
    values: tuple[str, ...] = ()
    refers: Refers | None = None

    @property
    def shown(self) -> str:
        """The heading as it stands in the workbook: needed ones carry a star."""
        return f"{self.heading}*" if self.is_needed else self.heading


@dataclass(frozen=True)
class Template:
    """The template of one loader shape."""

    name: str
    loader: str
    says: str
    slots: tuple[Slot, ...]
    any_of: tuple[str, ...] = field(default=())


def templates(names: Names | None = None) -> Mapping[str, Template]:
    """Every template by its name, in the order in which their tables are loaded."""
    chosen = names or Names()
    shapes = [(m, s) for m in _registry.modules() for s in m.SHAPES if _is_for_people(s)]
    shapes.sort(key=lambda p: (p[1].rank, p[0].__name__))
    return {s.title: _template(m.__name__, (m.__doc__ or "").partition("\n")[0], s, chosen) for m, s in shapes}


def _is_for_people(shape: Shape) -> bool:
    """A shape whose needed columns have no Chinese heading reads a published data set, not what people fill in."""
    return all(is_chinese(c.headings[0]) for c in shape.columns if c.name in shape.needed)


def _template(module: str, says: str, shape: Shape, names: Names) -> Template:
    own = [c for c in shape.columns if is_chinese(c.headings[0]) and c.name != "index" and c.kept]
    slots = tuple(_slot(c, shape, names) for c in own)
    any_of = tuple(s.heading for s in slots if s.column.name in shape.any_of)
    return Template(shape.title, module.rpartition(".")[2], says, slots, any_of)


def _slot(column: Column, shape: Shape, names: Names) -> Slot:
    refers = REFERS.get(column.name) if column.form in ("text", "texts") else None
    is_needed = column.name in shape.needed
    said = _said_by(shape, names)
    example = said[column.name] if column.name in said else _example(column, refers, names)
    note = _note(column, shape, refers)
    return Slot(column, column.headings[0], note, is_needed, example, words(column), refers)


def _said_by(shape: Shape, names: Names) -> Mapping[str, str]:
    """What the shape itself, or the list below, gives as examples; names of shipped chains only where they are there."""
    own = {**EXAMPLES.get(shape.title, {}), **shape.example}
    if names == Names():
        return own
    return {c: text for c, text in own.items() if c not in REFERS}


def _note(column: Column, shape: Shape, refers: Refers | None) -> str:
    """What goes into a column: needed or not, how, which values, which other headings are understood."""
    need = "必填" if column.name in shape.needed else "选填"
    if column.name in shape.any_of:
        need = "至少填一项:" + "、".join(c.headings[0] for c in shape.columns if c.name in shape.any_of)
    parts = [need, FORMS[column.form]]
    if column.form == "number" and column.unit:
        parts[-1] += f",单位{column.unit}"
    if column.least is not None or column.most is not None:
        parts.append(f"范围 {_bound(column.least)}~{_bound(column.most)}")
    if refers:
        parts.append({"chain": "填已有产业链的名称或编号", "segment": "填已有环节的名称或编号(先写明产业链更准)",
                      "place": "填省市区全称或园区的规范名称"}[refers])  # fmt: skip
    if column.words:
        parts.append("可填:" + "、".join(words(column)))
    others = [h for h in dict.fromkeys(column.headings[1:]) if is_chinese(h) and key(h) != key(column.headings[0])]
    if others:
        parts.append("表头也可写:" + "、".join(others))
    return ";".join(parts)


def _bound(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def _example(column: Column, refers: Refers | None, names: Names) -> str:
    """An example that follows from a column's name and form."""
    if refers:
        by_name = {"downstream": names.downstream, "segment_b": names.downstream}
        return by_name.get(column.name, {"chain": names.chain, "segment": names.segment, "place": names.place}[refers])
    year_or_few = 2024 if (column.least or 0) >= 1900 else 3
    plain = TEXTS.get(column.name, f"虚构{_BRACKETS.sub('', column.headings[0])}")
    by_form = {
        "date": DATES.get(column.name, "2024-06-30"),
        "number": f"{_within(column, NUMBERS.get(column.name, 12.5)):g}",
        "count": f"{_within(column, year_or_few):g}",
        "code": CODES.get(column.name, ""),
        "choice": next(iter(words(column)), ""),
    }
    return by_form.get(column.form, plain)


def _within(column: Column, wanted: float) -> float:
    """The number wanted, moved into the column's bounds."""
    low = wanted if column.least is None else max(wanted, column.least)
    return low if column.most is None else min(low, column.most)


EXAMPLES: dict[str, dict[str, str]] = {
    "产业链": {"chain": "fictional-chain", "name": "虚构产业链"},
    "环节": {"segment": "fictional-segment", "name": "虚构环节", "stateless": ""},
    "上下游": {"upstream": "PVA膜", "downstream": "偏光片"},
    "同一环节": {"chain_a": "集成电路", "segment_a": "光刻胶及配套", "chain_b": "新材料", "segment_b": "光刻材料",
             "reason": "同一:同名同义"},
    "行政区划": {"name": "虚构县", "place_type": "区县", "within": "350200"},
    "国家和地区": {"code": "ZZ", "name": "虚构国"},
    "园区": {"place": "fictional-park", "name": "虚构科技园", "place_type": "产业园"},
    "隶属": {"place": "厦门火炬高新区", "within": "厦门市"},
    "项目": {"amount": "12.5", "unit": ""},
    "供货": {"share_note": "约三成", "share_pct": "30"},
    "企业别名": {"stock_code": ""},
}  # fmt: skip
"""Examples that follow from no form, of shapes that do not say their own."""
