"""When do two names of firms say the same? Equal keys: one width and script, 市 dropped, a bracketed region in front.

A name with its legal form is a full name, and its region is read; a short name is only brought to one way of writing.
"""

import polars as pl

from graph.identity.regions import REGIONS
from graph.places.text import plain

JUNK = r"(?:\((?:集团)?(?:本部|总部)\)|[*※#]+)$"
"""What trails a name and is no part of it."""

FULL = r"(?:股份有限公司|有限责任公司|有限公司|\((?:有限|普通|特殊普通)合伙\)|株式会社)$"
"""Legal forms a full name ends with."""

ALIAS = r"((?:有限|有限责任|股份)公司)\([a-z][a-z0-9&+/\-]*\)$"
"""A Latin name in brackets behind a full Chinese one: the same firm in another script, no part of its legal name."""

_ABROAD = """
hongkong hk macau taiwan singapore malaysia thailand vietnam indonesia philippines india japan korea usa us america
canada mexico brazil uk germany france italy poland hungary europe eu australia asia
"""
"""What in such a bracket is a place: what a firm has abroad is another firm."""
_PLACED = rf"公司\((?:{'|'.join(_ABROAD.split())})\)$"

_ONE_FORM = {r"有限责任公司$": "有限公司", r"股份公司$": "股份有限公司"}
_NOT_CITY = "[^政场民郊区内容域集]"
"""What may follow 市 where it ends a region's name (厦门市政 is no 厦门市)."""
_REGION = "|".join(sorted(REGIONS, key=lambda r: (-len(r), r)))


def keys(names: pl.Series) -> pl.Series:
    """A key for each name; names that say the same have the same key.

    >>> keys(pl.Series(["虚构科技(廈門)有限责任公司", "厦门市虚构科技有限公司", " 厦门 虚构科技 有限公司*"])).unique().to_list()
    ['厦门虚构科技有限公司']
    """
    bare = pl.col("key").str.to_lowercase().str.replace_all(r"[\s.,，'’`]", "").str.replace(JUNK, "")
    written = plain(names).to_frame("key").select(bare)["key"]
    behind = written.str.ends_with(")").fill_null(False).arg_true()
    one = written.scatter(behind, _own(written.gather(behind))).to_frame("key")
    for pattern, form in _ONE_FORM.items():
        one = one.with_columns(pl.col("key").str.replace(pattern, form))
    regional = pl.col("key").str.contains(f"[市(].*{FULL}")
    marked = one.with_columns(regional=regional.fill_null(False)).with_row_index()
    moved = marked.filter("regional").select("index", key=_regional(pl.col("key")))
    return one["key"].scatter(moved["index"], moved["key"]).rename(names.name)


def _own(names: pl.Series) -> pl.Series:
    """Names without a Latin alias behind them; few end with a bracket, so few are looked at."""
    abroad = names.str.contains(_PLACED)
    return names.str.replace(ALIAS, "${1}").zip_with(~abroad, names)


def _regional(key: pl.Expr) -> pl.Expr:
    """A full name without the 市 of its region, and with a region in brackets moved to the front."""
    bare = key.str.replace(f"^({_REGION})市({_NOT_CITY})", "${1}${2}")
    bracket = bare.str.extract(rf"^[^(]+\(({_REGION})市?\)", 1)
    moved = pl.concat_str(bracket, bare.str.replace(rf"\((?:{_REGION})市?\)", ""))
    return pl.when(bracket.is_not_null()).then(moved).otherwise(bare)


def is_full(names: pl.Expr) -> pl.Expr:
    """Does a plain name end with a legal form?"""
    return names.str.contains(FULL)
