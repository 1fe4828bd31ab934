"""What does every answer know, and how is it shown as a table with Chinese headings?

An answer is frozen and carries the stamp of the graph it came from, how many rows it has, what it does not know
(Chinese sentences: 库中没有记录, never 没有) and the ids of the ties it rests on. Its tables are found by type:
each field that holds lines is one table, and the titles of the lines' fields are the headings.
"""

import csv
import io
import typing
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field

from graph.model.change import View

Words = Mapping[str, Mapping[str, str]]

WORDS: Words = {
    "activity": {
        "produce": "生产",
        "develop": "研发设计",
        "serve": "服务",
        "sell": "销售",
        "buy": "采购",
        "research": "研究",
        "unknown": "活动不明",
    },
    "stage": {
        "operating": "已投产",
        "building": "在建",
        "signed": "已签约",
        "planned": "计划中",
        "closed": "已停产",
        "unknown": "阶段不明",
    },
    "role": {
        "supplier": "供应商",
        "anchor": "链主",
        "competitor": "竞争对手",
        "customer": "客户",
        "research": "科研机构",
        "unknown": "角色不明",
    },
    "basis": {"observed": "实测", "declared": "声明", "inferred": "推断", "potential": "潜在", "synthetic": "合成示例"},
    "locality": {"inside": "区内", "undecided": "片区不明", "outside": "区外", "unplaced": "所在地不明"},
    "city_locality": {"inside": "市内", "undecided": "是否市内不明", "outside": "市外", "unplaced": "所在地不明"},
    "circle_locality": {"inside": "圈内", "undecided": "是否圈内不明", "outside": "圈外", "unplaced": "所在地不明"},
    "essential_all_the_way": {"yes": "全程必需", "no": "有非必需一步", "unknown": "有一步不明"},
    "own_use": {"yes": "自用", "no": "非自用", "unknown": "不明"},
    "partner_type": {"general": "普通合伙人", "limited": "有限合伙人"},
    "essential": {"yes": "必需", "no": "非必需", "unknown": "是否必需不明"},
    "visibility": {"public": "公开", "internal": "内部", "confidential": "保密"},
    "project_type": {"new": "新设", "expansion": "增资扩产", "platform": "平台", "fund": "基金", "research": "科研"},
    "honour_type": {"title": "称号", "listing": "上市进程", "size": "规模分档"},
    "measure": {"actual": "实绩", "target": "目标", "estimate": "预计"},
    "flow": {"stock": "存量", "flow": "新增", "cumulative": "累计", "growth": "增速", "rank": "位次"},
    "honour_level": {
        "national": "国家级",
        "provincial": "省级",
        "city": "市级",
        "zone": "区级",
        "association": "协会榜单",
        "media": "媒体榜单",
        "listing": "上市进程",
    },
}
"""Chinese words of coded values, by field; a rule file's own words win."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so would be run by a spreadsheet."""


class StampFields(typing.TypedDict):
    """The stamp as fields of an answer."""

    as_of: str
    known_on: str
    ledger: int
    vocabulary: str
    rules: str
    watermark: str


class Line(BaseModel):
    """One line of an answer; its fields' titles are the headings."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Answer(BaseModel):
    """What every answer holds beside its own."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    as_of: str = Field(title="截至日期")
    known_on: str = Field(title="已知截至")
    ledger: int = Field(title="台账版本")
    vocabulary: str = Field(title="词汇版本")
    rules: str = Field(title="规则版本")
    watermark: str = Field(default="", title="水印")
    n: int = Field(title="条数")
    not_known: tuple[str, ...] = Field(default=(), title="尚不知道")
    evidence: tuple[str, ...] = Field(default=(), title="依据编号")


class SegmentAnswer(Answer):
    """What every answer about one segment at a place, and in a circle round it, holds."""

    segment: str = Field(title="环节编号")
    name: str = Field(title="环节")
    twins: tuple[str, ...] = Field(title="合并的同一环节")
    place: str = Field(title="地点")
    circle: str | None = Field(title="圈")
    within_km: float | None = Field(title="圈的半径(公里)")


@dataclass(frozen=True)
class Table:
    """One table of an answer, ready to print: the field it came from, its title, headings, cells as text."""

    name: str
    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def stamped(view: View) -> StampFields:
    """The stamp of a view as fields: `Answer(**stamped(view), n=…)`."""
    stamp = view.stamp
    return {
        "as_of": stamp.as_of,
        "known_on": stamp.known_on,
        "ledger": stamp.ledger,
        "vocabulary": stamp.vocabulary,
        "rules": stamp.rules,
        "watermark": watermark(stamp.synthetic),
    }


def watermark(synthetic: int) -> str:
    """What stands on every answer of a graph that holds invented claims; nothing where there are none.

    >>> watermark(0), watermark(3)
    ('', '含合成示例3条,虚构内容,仅供试用,不得作为依据')
    """
    return f"含合成示例{synthetic}条,虚构内容,仅供试用,不得作为依据" if synthetic else ""


def tables(answer: Answer, words: Words = WORDS) -> tuple[Table, ...]:
    """The tables of an answer, one a field of lines, empty ones too.

    >>> class Pair(Line):
    ...     name: str = Field(title="名称")
    ...     stage: str | None = Field(title="阶段")
    >>> class Pairs(Answer):
    ...     pairs: tuple[Pair, ...] = Field(title="清单")
    >>> stamp = dict(as_of="2026", known_on="2026", ledger=1, vocabulary="1", rules="")
    >>> tables(Pairs(**stamp, n=1, pairs=(Pair(name="甲", stage="operating"),)))
    (Table(name='pairs', title='清单', headings=('名称', '阶段'), rows=(('甲', '已投产'),)),)
    """
    found = []
    for name, info in type(answer).model_fields.items():
        line = line_of(info.annotation)
        if line is not None:
            found.append(_table(name, info.title or name, line, getattr(answer, name), words))
    return tuple(found)


def line_of(annotation: object) -> type[Line] | None:
    """The line type of `tuple[SomeLine, ...]`, else none."""
    inner = typing.get_args(annotation)
    if typing.get_origin(annotation) is tuple and inner and isinstance(inner[0], type) and issubclass(inner[0], Line):
        return inner[0]
    return None


def _table(name: str, title: str, line: type[Line], lines: Iterable[Line], words: Words) -> Table:
    headings = tuple(info.title or field for field, info in line.model_fields.items())
    coded = {f for f, heading in zip(line.model_fields, headings, strict=True) if is_code(heading, headings)}
    rows = tuple(
        tuple(cell("" if f in coded else f, getattr(one, f), words) for f in line.model_fields) for one in lines
    )
    return Table(name=name, title=title, headings=headings, rows=rows)


def is_code(heading: str, headings: Sequence[str]) -> bool:
    """Does a column hold the codes of which another holds the words?

    >>> is_code("状态代码", ("状态代码", "状态")), is_code("股票代码", ("股票代码",))
    (True, False)
    """
    return heading.endswith("代码") and heading.removesuffix("代码") in headings


def facts(answer: Answer, words: Words = WORDS) -> tuple[tuple[str, str], ...]:
    """The single values of an answer with their Chinese titles, its stamp last.

    Where an answer has nothing to list, a count of 0 would read as none; it is left out, what is not known says it.
    """
    stamp = [*StampFields.__annotations__, "n"]
    own = [f for f in type(answer).model_fields if f not in stamp and f not in ("not_known", "evidence")]
    chosen = [f for f in own if line_of(type(answer).model_fields[f].annotation) is None]
    if is_empty(answer):
        chosen = [f for f in chosen if not _counts_nothing(f, getattr(answer, f))]
    chosen += ["n", *stamp[:-1]]
    return tuple((type(answer).model_fields[f].title or f, cell(f, getattr(answer, f), words)) for f in chosen)


def _counts_nothing(field: str, value: object) -> bool:
    if isinstance(value, Mapping):
        return not any(value.values())
    return field.startswith("n_") and value == 0


def is_empty(answer: Answer) -> bool:
    """Has the answer nothing to list?"""
    listed = (f for f, info in type(answer).model_fields.items() if line_of(info.annotation))
    return answer.n == 0 and not any(getattr(answer, f) for f in listed)


def cell(field: str, value: object, words: Words = WORDS) -> str:
    """A value as the text of a cell: coded values in Chinese, lists joined, nothing for none.

    >>> cell("stage", "building"), cell("products", ("a", "b")), cell("x", None), cell("x", True)
    ('在建', 'a;b', '', '是')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, str):
        return words.get(field, {}).get(value, WORDS.get(field, {}).get(value, value))
    if isinstance(value, (tuple, list, frozenset)):
        return ";".join(cell(field, v, words) for v in value)
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return str(value)


def to_csv(table: Table) -> str:
    r"""A table as CSV text; a cell a spreadsheet would run as a formula gets an apostrophe before it.

    >>> to_csv(Table("a", "A", ("名称",), (("=1+1",),)))
    "名称\r\n'=1+1\r\n"
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(table.headings)
    writer.writerows([_harmless(text) for text in row] for row in table.rows)
    return out.getvalue()


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text
