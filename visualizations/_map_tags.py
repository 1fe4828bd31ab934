"""By which honours and size tiers can the firms of a map be told apart? Each record in a family with its level.

What a firm is called differs from page to page (制造业单项冠军示范企业, 国家级制造业单项冠军企业); a family is what staff ask for. A firm
without a record has no tag, which is not to say that it has no honour.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from graph.model.change import Row
from queries.methods.answer import WORDS

SOUND = ("observed", "declared", "synthetic")
"""On what basis a record counts; what is only inferred or thought possible does not."""

FAMILIES = (
    ("techgiant", "科技.{0,2}小巨人", "科技小巨人", "Technology little giant"),
    ("giant", "小巨人", "专精特新“小巨人”", "Specialised little giant"),
    ("sme", "专精特新", "专精特新", "Specialised firm"),
    ("champion", "单项冠军", "单项冠军", "Single-product champion"),
    ("hightech", "高新技术企业|国高企业", "高新技术企业", "High-tech enterprise"),
    ("unicorn", "独角兽", "独角兽", "Unicorn"),
    ("gazelle", "瞪羚", "瞪羚", "Gazelle"),
    ("factory", "卓越工厂|灯塔工厂|智能制造|智能工厂", "卓越、灯塔、智能工厂", "Excellent or smart factory"),
)
SIZES = (
    ("above", "规上|规模以上|限上", "规上企业", "Above designated size"),
    ("b100", "千亿", "千亿企业", "CNY 100 bn"),
    ("b10", "百亿", "百亿企业", "CNY 10 bn"),
    ("b1", "十亿|10亿", "十亿企业", "CNY 1 bn"),
    ("b0", "亿元", "亿元企业", "CNY 0.1 bn"),
)
LEVELS = ("national", "provincial", "city", "zone")
OTHER = ("other", "", "其他荣誉", "Other honour")
LISTING = ("listing", "", "上市及上市进程", "Listed or on the way")
OTHER_SIZE = ("size", "", "其他规模分档", "Other size tier")


@dataclass(frozen=True)
class Tag:
    """What can be chosen in a filter: its id in an address, honour or size, and what it is called."""

    id: str
    group: str
    zh: str
    en: str
    rank: int


def tag(row: Row) -> Tag:
    """The tag of one record (honour, honour_level, honour_type).

    >>> tag({"honour": "国家级制造业单项冠军企业", "honour_level": "national", "honour_type": "title"}).zh
    '单项冠军(国家级)'
    >>> tag({"honour": "百亿元产值企业", "honour_level": "zone", "honour_type": "size"}).id
    'b10'
    """
    name, kind, level = row["honour"] or "", row["honour_type"], row["honour_level"]
    if kind == "size":
        family, rank = _family(name, SIZES, OTHER_SIZE)
        return Tag(family[0], "size", family[2], family[3], rank)
    if kind == "listing" or level == "listing":
        return Tag(LISTING[0], "honour", LISTING[2], LISTING[3], 90)
    family, rank = _family(name, FAMILIES, OTHER)
    word = WORDS["honour_level"].get(level or "")
    if not word or level not in LEVELS:
        return Tag(family[0], "honour", family[2], family[3], rank * 10 + 9)
    rank = rank * 10 + LEVELS.index(level)
    return Tag(f"{family[0]}.{level}", "honour", f"{family[2]}({word})", f"{family[3]} ({level})", rank)


def _family(name: str, families: Iterable[tuple[str, ...]], other: tuple[str, ...]) -> tuple[tuple[str, ...], int]:
    several = list(families)
    found = next((n for n, f in enumerate(several) if re.search(f[1], name)), None)
    return (other, 95) if found is None else (several[found], found)


def tags_of(rows: Iterable[Row]) -> tuple[list[list[str]], dict[str, list[int]], dict[str, list[str]]]:
    """All tags in the order shown (id, group, Chinese, English), those of each firm by number, and its records as written."""
    mine: dict[str, set[Tag]] = {}
    said: dict[str, set[str]] = {}
    for row in (r for r in rows if (r["basis"] or "declared") in SOUND):
        mine.setdefault(row["firm"], set()).add(tag(row))
        year = f"({row['year']})" if row["year"] else ""
        said.setdefault(row["firm"], set()).add(f"{row['honour']}{year}")
    every = sorted({t for those in mine.values() for t in those}, key=lambda t: (t.group, t.rank, t.id))
    at: Mapping[Tag, int] = {t: n for n, t in enumerate(every)}
    numbers = {firm: sorted(at[t] for t in those) for firm, those in mine.items()}
    return [[t.id, t.group, t.zh, t.en] for t in every], numbers, {f: sorted(w) for f, w in said.items()}


def tagged(
    firms: Iterable[tuple[str, str]], rows: Iterable[Row], keys: Callable[[str], str]
) -> tuple[list[list[str]], list[Any]]:
    """The tags, and for every firm (id, name) its name, search keys, records as written and tags by number."""
    every, numbers, said = tags_of(rows)
    return every, [[name, keys(name), said.get(firm, []), numbers.get(firm, [])] for firm, name in firms]
