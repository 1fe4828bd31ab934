"""Which names stand in a cell? Several split, roles and amounts in brackets taken off, what is nobody's name told apart.

People write 鼎晖、中金等 · 联发集团(1亿元) · 同翔建投(执行事务合伙人) · 五家国有投资机构 · 待遴选. Only names are
kept; that a list is open, and what was no name, is flagged.
"""

import re
import unicodedata

import polars as pl

from loaders._rows import Sheet

_APART = ";;\n、"
_OPEN, _SHUT = "((", "))"
_BRACKET = re.compile(r"[((]([^(())]*)[))]$")
_ROLE = re.compile(
    r"(?:(?<![A-Za-z])[GL]P(?![A-Za-z])|普通合伙人|有限合伙人|执行事务合伙人|基金管理人|管理人|联席|牵头|主发起|参股|出资人|认缴|引入)",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d[\d,.]*\s*(?:[亿万千百]*元|%)")
_ETC = re.compile(
    r"等(?:[\d一二两三四五六七八九十百]+家.*|.{0,8}(?:机构|(?<!有限)公司|企业|单位|投资方|投资人|管理人|基金))?$"
)
_NOBODY = re.compile(
    r"^(?:其他|其余|多家|多只|多个|数家|若干|各级|各地|各|部分|相关|有关)"
    r"|^[\d一二两三四五六七八九十百]+(?:家|只|支|个|名|位)(?:.*(?:机构|(?<!有限)公司|企业|基金|国资|投资方|股东|单位|合伙人))?$"
    r"|^(?:待|拟)(?:定|遴选|确定|公告|招标|引进|补充)"
    r"|未(?:逐一)?(?:列名|披露|公布|具名)|(?:合计[))]?|参股(?:子)?基金群?|子基金群|及(?:其)?子基金)(?:[((].*)?$"
    r"|(?:财政|财政局|财政厅|国资委|政府|管委会|管理委员会|各级国资|国资)(?:资金)?(?:\d[\d.]*[亿万]?元)?$"
)
"""What is not one firm or fund: several together, a treasury or an office, somebody still to be found."""


def split(cell: str) -> list[str]:
    """The parts of a cell: separated by ; 、 or a line break, never inside brackets.

    >>> split("甲公司(一期、二期);乙公司、丙公司")
    ['甲公司(一期、二期)', '乙公司', '丙公司']
    """
    parts, depth = [""], 0
    for c in cell:
        depth = max(0, depth + (c in _OPEN) - (c in _SHUT))
        if c in _APART and not depth:
            parts.append("")
        else:
            parts[-1] += c
    return [p.strip() for p in parts if p.strip()]


def bare(part: str) -> tuple[str, str | None]:
    """A name without the role or figure in brackets behind it, and what stood there.

    >>> bare("联发集团(1亿元)"), bare("虚构创投合伙企业(有限合伙)")
    (('联发集团', '1亿元'), ('虚构创投合伙企业(有限合伙)', None))
    """
    found = _BRACKET.search(part)
    if found is None or not (_ROLE.search(found[1]) or _FIGURE.search(found[1])):
        return part, None
    return part[: found.start()].strip(), found[1]


def is_nobody(name: str) -> bool:
    """Is this not the name of one firm or fund?

    >>> is_nobody("五家国有投资机构"), is_nobody("厦门市财政"), is_nobody("联发集团")
    (True, True, False)
    """
    plain = unicodedata.normalize("NFKC", name)
    return bool(_NOBODY.search(plain)) or (plain.startswith("(") and plain.endswith(")"))


def understood(cell: str, kept: str | None = None) -> tuple[list[tuple[str, str | None]], list[str], bool]:
    """The names in a cell with their notes, what is nobody's name, and whether the list goes on (等).

    What reads like `kept` is a name whatever else it reads like: an office is no firm, and may be who is meant.
    """
    parts = split(cell)
    is_open = bool(parts) and bool(_ETC.search(parts[-1]))
    if is_open:
        parts[-1] = _ETC.sub("", parts[-1]).strip()
    named = [bare(p) for p in parts if p]
    strange = [n for n, _ in named if is_nobody(n) and not (kept and re.search(kept, n))]
    return [n for n in named if n[0] not in strange], strange, is_open


def names(sheet: Sheet, name: str, kept: str | None = None) -> None:
    """One row for each name in a cell, with `<name>_note`; a cell's `<name>_several` says that it named many or went on."""
    texts = sheet.frame[name].drop_nulls().unique(maintain_order=True).to_list()
    read = [understood(t, kept) for t in texts]
    told = pl.DataFrame(
        {
            name: texts,
            "_names": [[{"a": n, "b": note} for n, note in found] or None for found, _, _ in read],
            "_strange": ["、".join(strange) or None for _, strange, _ in read],
            "_open": [is_open for _, _, is_open in read],
        },
        schema={name: pl.String, "_names": pl.List(pl.Struct({"a": pl.String, "b": pl.String})),
                "_strange": pl.String, "_open": pl.Boolean},
    )  # fmt: skip
    joined = sheet.frame.join(told, on=name, how="left", maintain_order="left")
    for bad, shown, code in (
        (pl.col("_strange").is_not_null(), "_strange", "W_NOT_ONE"),
        (pl.col("_open"), name, "W_OPEN"),
    ):
        sheet.reject(joined.filter(bad).select("row", value=shown).unique(maintain_order=True), name, code)
    several = (pl.col("_names").list.len() > 1) | pl.col("_open") | pl.col("_strange").is_not_null()
    each = joined.with_columns(several.fill_null(False).alias(f"{name}_several")).explode("_names")
    sheet.frame = each.with_columns(
        pl.col("_names").struct.field("a").alias(name), pl.col("_names").struct.field("b").alias(f"{name}_note")
    ).drop("_names", "_strange", "_open")


def listed(sheet: Sheet, name: str) -> None:
    """One row for each of several terms in a cell (chains, segments), also separated by commas; a known name is one term."""
    known = pl.concat([sheet.known.segments["name"], sheet.known.chains["name"]]).drop_nulls()
    parts = pl.col(name).str.replace_all(r"\s*[;;\n、,,]\s*", "\n").str.strip_chars("\n ").str.split("\n")
    if sheet.frame[name].str.contains(r"[;;\n、,,]").any():
        whole = pl.col(name).is_in(known.implode())
        each = sheet.frame.with_columns(pl.when(whole).then(pl.concat_list(name)).otherwise(parts)).explode(name)
        sheet.frame = each.filter(pl.col(name).is_null() | (pl.col(name) != ""))
