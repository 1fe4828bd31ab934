"""Which unit is a figure in, and how many of the wanted one is that? Units as tables write them, a family a quantity."""

import re
import unicodedata
from functools import cache

import polars as pl

_MU = 2000 / 3
"""Square metres in a mu (亩)."""
_KILONEWTON = 0.101972
"""Tonnes that weigh a kilonewton."""
_DAYS = 365 / 12
"""Days in a month of rent."""

FAMILIES: tuple[dict[str, float], ...] = (
    {"元": 1, "万元": 1e4, "百万元": 1e6, "千万元": 1e7, "亿元": 1e8},
    {"m2": 1, "ha": 1e4, "km2": 1e6, "亩": _MU},
    {"tm2": 1, "kgm2": 1e-3, "knm2": _KILONEWTON, "kpa": _KILONEWTON},
    {"m": 1, "cm": 1e-2, "mm": 1e-3},
    {"kva": 1, "mva": 1e3},
    {"元m2月": 1, "元月m2": 1, "元m2天": _DAYS, "元天m2": _DAYS, "元m2日": _DAYS, "元m2年": 1 / 12, "元年m2": 1 / 12},
    {"万元亩": 1, "元亩": 1e-4, "元m2": _MU / 1e4, "万元ha": 1 / 15},
)
"""What each folded unit is worth in its family; units of two families are never turned into each other."""

LAND = frozenset({"亩", "ha", "km2"})
"""Units in which land is measured, never floors."""

_WORDS = (
    (r"平方公里|平方千米", "km2"), (r"平方米|平米|平方|㎡", "m2"), (r"公顷", "ha"), (r"千牛", "kn"), (r"千伏安", "kva"),
    (r"兆伏安", "mva"), (r"公斤|千克", "kg"), (r"吨", "t"), (r"厘米", "cm"), (r"毫米", "mm"), (r"米", "m"),
    (r"mu$", "亩"), (r"人民币", ""), (r"[\s/·・.*•每]", ""),
)  # fmt: skip
_MANY = {"": 1.0, "万": 1e4, "亿": 1e8}


def folded(unit: str) -> str:
    """A unit as it is compared.

    >>> folded("元/平方米·月"), folded("吨/㎡"), folded("万平方米"), folded("MVA")
    ('元m2月', 'tm2', '万m2', 'mva')
    """
    text = unicodedata.normalize("NFKC", unit).lower()
    for word, short in _WORDS:
        text = re.sub(word, short, text)
    return text


def folds(unit: pl.Expr) -> pl.Expr:
    """`folded` for a column of texts that are NFKC already."""
    text = unit.str.to_lowercase()
    for word, short in _WORDS:
        text = text.str.replace_all(word, short)
    return text


@cache
def factors(wanted: str | None) -> dict[str, float]:
    """How many of the wanted unit each folded unit of its family is; empty where it is in none.

    >>> factors("亿元")["万元"], factors("千伏安")["mva"], factors("亩")["万亩"], factors("家")
    (0.0001, 1000.0, 10000.0, {})
    """
    for family in FAMILIES:
        one = family.get(folded(wanted or ""))
        if one:
            some = {u: v / one for u, v in family.items()}
            return {f"{m}{u}": n * v for m, n in _MANY.items() for u, v in some.items()} | some
    return {}


def bare(unit: str | None, wanted: str) -> dict[str, float]:
    """What a figure without a unit of its own means under a heading in `unit`: as it is, or in 万, 亿 of its base unit.

    >>> bare("万平方米", "平方米"), bare("公顷", "平方米")[""], bare("万美元", "亿元")
    ({'': 10000.0, '万': 10000.0, '亿': 100000000.0}, 10000.0, {})
    """
    known, own = factors(wanted), folded(unit or wanted)
    base = re.sub(r"^[亿万千百]+", "", own)
    if own not in known or base not in known:
        return {}
    return {"": known[own], "万": 1e4 * known[base], "亿": 1e8 * known[base]}


def named(text: str) -> str | None:
    """The text if it is a unit of some family, without the word 单位 before it.

    >>> named("单位:吨/㎡"), named("kVA"), named("全称")
    ('吨/㎡', 'kVA', None)
    """
    unit = re.sub(r"^单位[::]?\s*", "", text.strip())
    own = re.sub(r"^[亿万千百]+", "", folded(unit))
    known = own and any(own in f or folded(unit) in f for f in FAMILIES)
    return unit if known else None


def in_title(title: str, wanted: str | None) -> str | None:
    """The unit that a sheet's title gives for what is measured in `wanted`.

    >>> in_title("载体表(单位:万平方米、亩)", "平方米"), in_title("单位:万元", "平方米")
    ('万平方米', None)
    """
    known = factors(wanted)
    said = re.search(r"单位[::]\s*([^\s)】]+)", unicodedata.normalize("NFKC", title))
    if not said or not known:
        return None
    return next((u for u in re.split(r"[、,,;;]", said[1]) if folded(u) in known), None)
