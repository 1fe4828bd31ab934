"""What does a figure say: how much, of what unit, exactly or 约, 超, 近, 以上, and is it done, expected or aimed at?

`超105亿元` is 105, >, above; `12%以上` is 12, >=, at_least; `预计突破1500家` is 1500, >, expected; `全国第14位` is a
rank. A threshold (`5000万元以上25个`) is no figure.
"""

from dataclasses import dataclass

import polars as pl

from loaders import _cells

_LEAD = (
    "预计|预期|力争|争取|目标|冲刺|计划|确保|约为|约|大约|接近|将近|近|超过|不超过|超|逾|突破|达到|达|实现|完成|不低于|不少于|不小于|至少|至多"
    "|不高于|累计|共|总计|为|增速|增幅|增长|同比|比增|下降|负增长|减少|再|≥|≤|>=|<=|>|<|≈|~|=|\\+|:"
)
_MORE = "以上|以下|以内|左右|上下|多|余|及以上|\\+"
_NUMBER = r"\d+(?:\.\d+)?"
_FIGURE = rf"^((?:{_LEAD})*)(-?{_NUMBER})((?:多|余|几)?)([^\d\s,;。()]{{0,12}}?)((?:{_MORE})*)$"
_RANK = r"^(.{0,12}?)(?:排名|位列|位居|居)?第(\d{1,3}|[一二三四五六七八九十]{1,3})(?:位|名)?$"
_WITHIN = r"^(?:进入|跻身)?(.{0,12}?)前(\d{1,3})(?:位|名|强)?$"
_CHINESE = {n: i for i, n in enumerate("一二三四五六七八九十", 1)} | {
    f"十{n}": 10 + i for i, n in enumerate("一二三四五六七八九", 1)
}
_MONEY = {
    "元": None,
    "万元": 1e-4,
    "百万元": 1e-2,
    "千万元": 0.1,
    "亿元": 1.0,
    "亿": 1.0,
    "万美元": 1e-4,
    "亿美元": 1.0,
}
_GROWTH = r"^([^\d.]*?)([-+]?\d+(?:\.\d+)?)(?:个?百分点|%)?(以上|左右)?$"
_BELOW = "下降|负增长|减少"

_TARGET = "力争|争取|目标|冲刺|计划|确保"
_EXPECTED = "预计|预期"
COMPARED = (
    ("<=", "不超过|不高于|至多|以内|以下|≤|<="), (">=", "以上|不低于|不少于|不小于|至少|≥|>="),
    (">", "超|逾|突破|多|余|>|\\+"), ("<", "近|<"),
)  # fmt: skip
QUALIFIERS = {">": "above", ">=": "at_least", "<=": "up_to", "<": "near"}


@dataclass(frozen=True)
class Figure:
    """Expressions over the cell: the value, its unit, the words around it, a growth said behind it, a rank's scope."""

    value: pl.Expr
    unit: pl.Expr
    words: pl.Expr
    growth: pl.Expr
    growth_words: pl.Expr
    is_rank: pl.Expr


def figure(text: pl.Expr) -> Figure:
    """A cell as a figure; everything is null where it is none."""
    plain = _cells.plain(text).str.replace_all("人民币|同比$", "")
    for _ in range(2):
        plain = plain.str.replace_all(r"(\d),(\d{3})", "${1}${2}")
    apart = plain.str.extract_groups(r"^([^,;(]+)[,;(]?(.*?)\)?$")
    head, behind = apart.struct.field("1"), apart.struct.field("2")
    parts = head.str.extract_groups(_FIGURE)
    lead, more, less = parts.struct.field("1"), parts.struct.field("3"), parts.struct.field("5")
    number = parts.struct.field("2").cast(pl.Float64, strict=False)
    number = pl.when(lead.str.contains(_BELOW)).then(-number).otherwise(number)
    rank, within = head.str.extract_groups(_RANK), head.str.extract_groups(_WITHIN)
    place = pl.coalesce(rank.struct.field("2"), within.struct.field("2"))
    ranked = pl.coalesce(
        place.cast(pl.Float64, strict=False),
        place.replace_strict(_CHINESE, default=None, return_dtype=pl.Float64),
    )
    is_within = pl.when(within.struct.field("2").is_not_null()).then(pl.lit("至多"))
    words = pl.coalesce(is_within, pl.concat_str(lead, more, less))
    is_growth = behind == ""
    return Figure(
        value=pl.coalesce(number, ranked),
        unit=pl.when(ranked.is_not_null()).then(pl.lit("位")).otherwise(parts.struct.field("4")).replace("", None),
        words=words,
        growth=pl.when(~is_growth).then(growth(behind)),
        growth_words=pl.when(~is_growth).then(growth_words(behind)),
        is_rank=ranked.is_not_null() & number.is_null(),
    )


def growth(text: pl.Expr) -> pl.Expr:
    """Per cent of growth: 增长27.6%, 下降3%, 增速约11%, 27.6, 持平; null where it is none.

    >>> said = pl.DataFrame({"g": ["增长27.6%", "下降3%", "增速约11%", "5.2", "持平", "较好"]})
    >>> said.select(g=growth(pl.col("g")))["g"].to_list()
    [27.6, -3.0, 11.0, 5.2, 0.0, None]
    """
    plain = _cells.plain(text)
    number = plain.str.extract_groups(_GROWTH)
    lead, value = (
        number.struct.field("1"),
        number.struct.field("2").str.replace(r"^\+", "").cast(pl.Float64, strict=False),
    )
    fine = (
        lead.str.replace_all(
            "同比|比增|较上年|较去年|比上年|增长|增速|增幅|下降|负增长|减少|约为|约|超过|超|近|达到|达|为|为负|:", ""
        )
        == ""
    )
    signed = pl.when(lead.str.contains(_BELOW)).then(-value).otherwise(value)
    return pl.when(plain.str.contains("^(?:同比)?持平$")).then(0.0).when(fine).then(signed)


def growth_words(text: pl.Expr) -> pl.Expr:
    """The words around a growth, for `qualifier`: 增速约, 以上.

    >>> pl.select(growth_words(pl.lit("增速约11%")), w=growth_words(pl.lit("12%以上"))).row(0)
    ('增速约', '以上')
    """
    said = _cells.plain(text).str.extract_groups(_GROWTH)
    return pl.concat_str(said.struct.field("1"), said.struct.field("3").fill_null(""))


def comparator(words: pl.Expr) -> pl.Expr:
    """How the figure compares with what is meant: >, >=, <, <=; null where it is said plainly or roughly."""
    out = pl.lit(None, pl.String)
    for sign, said in reversed(COMPARED):
        out = pl.when(words.str.contains(said)).then(pl.lit(sign)).otherwise(out)
    return out


def qualifier(words: pl.Expr) -> pl.Expr:
    """The qualifier of the vocabulary: expected and target before about, about before what the comparator says.

    >>> words = pl.DataFrame({"w": ["约", "超", "近", "不低于", "预计突破", "力争以上", "不超过", ""]})
    >>> words.select(qualifier(pl.col("w")))["w"].to_list()
    ['about', 'above', 'near', 'at_least', 'expected', 'target', 'up_to', None]
    """
    compared = comparator(words).replace_strict(QUALIFIERS, default=None, return_dtype=pl.String)
    return (
        pl.when(words.str.contains(_EXPECTED)).then(pl.lit("expected"))
        .when(words.str.contains(_TARGET)).then(pl.lit("target"))
        .when(words.str.contains("约|左右|上下|≈|~")).then(pl.lit("about"))
        .otherwise(compared)
    ).alias("w")  # fmt: skip


def measure(words: pl.Expr) -> pl.Expr:
    """Target or estimate where the words say so; null else."""
    return (
        pl.when(words.str.contains(_EXPECTED)).then(pl.lit("estimate"))
        .when(words.str.contains(_TARGET)).then(pl.lit("target"))
    )  # fmt: skip


def in_unit(value: pl.Expr, unit: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """Value and unit as they are compared: money in 亿元 or 亿美元, ten thousands of things as things.

    >>> [pl.select(*in_unit(pl.lit(v), pl.lit(u))).row(0) for v, u in ((8000.0, "万元"), (1.2, "万人"), (5.0, "万平方米"))]
    [(0.8, '亿元'), (12000.0, '人'), (5.0, '万平方米')]
    """
    money = unit.replace_strict(_MONEY, default=None, return_dtype=pl.Float64)
    things = unit.str.extract(r"^万([家个户人项只件名次台套辆宗栋])$")
    worth = pl.when(unit.str.contains("美元")).then(pl.lit("亿美元")).otherwise(pl.lit("亿元"))
    counted = (
        pl.when(money.is_not_null()).then(value * money).when(things.is_not_null()).then(value * 1e4).otherwise(value)
    )
    named = pl.when(money.is_not_null()).then(worth).when(things.is_not_null()).then(things).otherwise(unit)
    return counted.round(6).alias("value"), named.alias("unit")


def period(text: pl.Expr) -> pl.Expr:
    """A period as it is compared: 2022, 2022H1, 2022Q1-Q3, 2022-08, 2022-01/2022-08; as written where it is none.

    >>> said = pl.DataFrame({"p": ["2022年", "2022年上半年", "2022年1—8月", "2022年前三季度", "2022.8", "2022年底", "十四五"]})
    >>> said.select(period(pl.col("p")))["p"].to_list()
    ['2022', '2022H1', '2022-01/2022-08', '2022Q1-Q3', '2022-08', '2022', '十四五']
    """
    plain = _cells.plain(text).str.replace("^(?:截至|截止)", "").str.replace("(?:年底|年末|全年|年度)$", "年")
    dated = _cells.date(plain)
    half = {"上半年": "H1", "下半年": "H2", "H1": "H1", "H2": "H2", "前三季度": "Q1-Q3", "三季度累计": "Q1-Q3",
            **{f"{n}季度": f"Q{i}" for i, n in enumerate("一二三四", 1)}, **{f"第{n}季度": f"Q{i}" for i, n in enumerate("一二三四", 1)},
            **{f"Q{i}": f"Q{i}" for i in range(1, 5)}, "Q1-Q3": "Q1-Q3"}  # fmt: skip
    year, part = plain.str.extract(r"^(\d{4})年?"), plain.str.extract(r"^\d{4}年?(.+)$")
    coded = part.replace_strict(half, default=None, return_dtype=pl.String)
    months = plain.str.extract_groups(r"^(\d{4})[年.-]?(\d{1,2})月?[-—–~至到](\d{1,2})月$")
    run = months.struct.field
    spanned = pl.concat_str(
        [run("1"), pl.lit("-"), run("2").str.zfill(2), pl.lit("/"), run("1"), pl.lit("-"), run("3").str.zfill(2)]
    )
    slashed = plain.str.extract(r"^(\d{4}-\d{2}/\d{4}-\d{2})$")
    return pl.coalesce(slashed, year + coded, spanned, dated, plain)
