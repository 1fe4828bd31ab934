"""Which fund is meant, and what is it meant for? Funds by name or short name, mandates by chain or segment."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from graph import schema
from loaders import _cells, _lists, _sums
from loaders._known import Known, nearest
from loaders._rows import Sheet

MANY = 5
"""A mandate for more chains than this is one for many, and fills no cell."""
BROAD = (
    r"^(?:不限|全行业|全产业|全领域|全部|所有|各(?:类|行业|产业)|综合|多(?:行业|领域|产业)|战略性?新兴产业|先进制造业?|硬科技|高新技术产业"
    r"|科技创新|高科技)"
)
"""Words of a mandate that leave nothing out."""
PROVISIONAL = "暂定名"
_PROVISIONAL = rf"[((]{PROVISIONAL}[^(())]*[))]$"
_PARTNERSHIP = re.compile(r"\((?:有限合伙|普通合伙)\)$")
_FORM = re.compile(r"(?:合伙企业|有限公司)$")
FUND_LIKE = r"基金(?:[一二三四五六七八九十\d]+[号期])?(?:合伙企业)?(?:[((]有限合伙[))])?$|(?:创业|股权)投资(?:基金)?(?:合伙企业|中心)[((]有限合伙[))]$"
"""How the name of a fund ends; of partnerships only those that say they invest."""

PARTNERS = {
    "普通合伙人": "general", "普通合伙": "general", "执行事务合伙人": "general", "gp": "general", "generalpartner": "general",
    "有限合伙人": "limited", "有限合伙": "limited", "lp": "limited", "limitedpartner": "limited",
}  # fmt: skip
"""What people write for a partner; who runs a limited partnership is by law a general one."""
_GENERAL = r"(?i)(?:^|[^a-z])GP(?:[^a-z]|$)|普通合伙人|执行事务合伙人"
_LIMITED = r"(?i)(?:^|[^a-z])LP(?:[^a-z]|$)|有限合伙人"
_WORD = r"(?:GP|LP|普通合伙人?|有限合伙人?|执行事务合伙人)"
_NEITHER = rf"(?i)(?:非|不是|不属于|不担任|未担任|不再担任|不含|除)\s*{_WORD}(?:\s*[、,/和或及]\s*{_WORD})*"
"""What somebody is said not to be says nothing of what they are."""


def key(name: str) -> str:
    """A fund's name as it is compared: without its legal form.

    >>> key("虚构股权投资基金合伙企业(有限合伙)") == key("虚构股权投资基金合伙企业") == key("虚构股权投资基金")
    True
    """
    plain = _PARTNERSHIP.sub("", re.sub(r"\s+", "", unicodedata.normalize("NFKC", name)).lower())
    return _FORM.sub("", plain) or plain


def fund_ids(names: pl.Series) -> pl.Series:
    """Ids of funds by their names."""
    return schema.hashed(names.str.normalize("NFKC").str.strip_chars(), prefix="fd-")


@dataclass(frozen=True)
class Funds:
    """Funds that rows may refer to: id by each key of a name, and by each of a short name that only one of them has."""

    by_name: dict[str, str]
    by_short: dict[str, str]

    @classmethod
    def of(cls, known: Known, registers: Iterable[pl.DataFrame]) -> "Funds":
        """Those known so far and those of registers (fund, short_name)."""
        told = known.others("Fund").select("subject", "name", "short_name")
        names = list(told.select("subject", "name").drop_nulls().unique(maintain_order=True).iter_rows())
        shorts = list(told.select("subject", "short_name").drop_nulls().iter_rows())
        before = cls(_unique((key(n), i) for i, n in names), _unique((key(s), i) for i, s in shorts))
        by_name = dict(before.by_name)
        for register in registers:
            texts = register["fund"].drop_nulls().unique(maintain_order=True)
            for text, new in zip(texts.to_list(), fund_ids(texts).to_list(), strict=True):
                if key(text) not in before.by_short:
                    by_name.setdefault(key(text), new)
            pairs = register.select("fund", "short_name").drop_nulls().unique(maintain_order=True)
            shorts += [(by_name.get(key(f), before.by_short.get(key(f), "")), s) for f, s in pairs.iter_rows()]
        return cls(by_name, _unique((key(s), i) for i, s in shorts))

    def identify(self, sheet: Sheet, name: str) -> None:
        """Add `<name>_id`, the fund a cell names, known or new, and `<name>_called`: empty where that is its short name."""
        texts = sheet.frame[name].drop_nulls().unique(maintain_order=True)
        self._add(sheet, name, texts, self._ids(texts, fund_ids(texts)))

    def party(self, sheet: Sheet, name: str, *, by_form: bool = False) -> None:
        """The same for a fund or firm, with `<name>_is_fund`: a known fund, else a firm; with `by_form` what is named
        like a fund is one.
        """
        sheet.blank(~pl.col(name).str.contains(r"\p{L}"), name, "W_NAME")
        texts = sheet.frame[name].drop_nulls().unique(maintain_order=True)
        like = texts.str.contains(FUND_LIKE) if by_form else pl.Series([False] * len(texts), dtype=pl.Boolean)
        known = self._ids(texts, pl.Series([None] * len(texts), dtype=pl.String)).is_not_null()
        new = fund_ids(texts).zip_with(like, schema.mention_ids(texts))
        self._add(sheet, name, texts, self._ids(texts, new), is_fund=known | like, is_new=like & ~known)
        sheet.flag(pl.col(f"{name}_is_new"), name, "W_QUALIFIED_FUND")
        sheet.frame = sheet.frame.with_columns(pl.col(f"{name}_is_fund").fill_null(False)).drop(f"{name}_is_new")

    def _ids(self, texts: pl.Series, new: pl.Series) -> pl.Series:
        """The known fund of each text, else what is given."""
        known = [self.by_name.get(key(t), self.by_short.get(key(t))) for t in texts.to_list()]
        found = pl.Series(known, dtype=pl.String)
        return found.zip_with(found.is_not_null(), new)

    def _add(self, sheet: Sheet, name: str, texts: pl.Series, ids: pl.Series, **more: pl.Series) -> None:
        shorts = [key(t) in self.by_short and key(t) not in self.by_name for t in texts.to_list()]
        called = pl.select(pl.when(~pl.Series(shorts, dtype=pl.Boolean)).then(texts)).to_series()
        columns = {"id": ids, "called": called, **more}
        found = pl.DataFrame({name: texts, **{f"{name}_{n}": column for n, column in columns.items()}})
        sheet.frame = sheet.frame.join(found, on=name, how="left", maintain_order="left")


def _unique(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Keys that lead to one id only."""
    found: dict[str, set[str]] = {}
    for k, i in pairs:
        found.setdefault(k, set()).add(i)
    return {k: next(iter(ids)) for k, ids in found.items() if len(ids) == 1}


def qualified(sheet: Sheet, name: str) -> None:
    """A word before the figure (超50亿元) is the size's qualifier where no other is given."""
    word = _cells.plain(pl.col(name)).str.extract(_sums.QUALIFIER)
    sheet.frame = sheet.frame.with_columns(size_qualifier=pl.coalesce("size_qualifier", word))


def unprovisional(sheet: Sheet) -> None:
    """Take (暂定名…) off the funds' names, and keep in `is_provisional` that it stood there."""
    name = pl.col("fund")
    sheet.frame = sheet.frame.with_columns(
        name.str.replace(_PROVISIONAL, ""), is_provisional=name.str.contains(_PROVISIONAL).fill_null(False)
    )


def provisional(sheet: Sheet) -> None:
    """暂定名 among the words on the size speaks of the name; the size keeps the other words."""
    said = pl.col("size_qualifier")
    rest = said.str.replace_all(rf"[;;,,、]?\s*{PROVISIONAL}\s*[;;,,、]?", ";").str.strip_chars("; ")
    sheet.frame = sheet.frame.with_columns(
        is_provisional_name=pl.coalesce(
            "is_provisional_name",
            pl.when(said.str.contains(PROVISIONAL) | pl.col("is_provisional")).then(pl.lit("yes")),
        ),
        size_qualifier=pl.when(rest != "").then(rest),
    )


def noted(sheet: Sheet) -> None:
    """Add `stake` (亿元) and `stake_pct` from what stands in brackets behind a holder; a joint sum is nobody's."""
    note = _cells.plain(pl.col("holder_note"))
    joint = note.str.contains(_sums.JOINT)
    sheet.reject(sheet.frame.filter(joint).select("row", value="holder_note"), "holder", "W_JOINT")
    figure = note.str.extract(r"(\d[\d,.]*(?:亿|千万|百万|万)?元)")
    share = note.str.extract(r"(\d[\d.]*)%").cast(pl.Float64, strict=False)
    sheet.frame = sheet.frame.with_columns(
        stake=pl.when(~joint).then(_cells.number(figure, None, "亿元")),
        stake_pct=pl.when(~joint & (share <= 100)).then(share),
    )


def partner(text: pl.Expr) -> pl.Expr:
    """Which partner a word within a text says; a text that says both or neither, or only what somebody is not, says none.

    >>> pl.select(partner(pl.Series(["GP,30%", "LP(B级份额)", "管理人兼LP", "GP/LP", "1亿元"]))).to_series().to_list()
    ['general', 'limited', 'limited', None, None]
    >>> pl.select(partner(pl.Series(["非普通合伙人", "非GP、LP", "LP(非执行事务合伙人)", "劣后级LP"]))).to_series().to_list()
    [None, None, 'limited', 'limited']
    """
    plain = _cells.plain(text).str.replace_all(_NEITHER, "")
    general, limited = plain.str.contains(_GENERAL), plain.str.contains(_LIMITED)
    return pl.when(general & ~limited).then(pl.lit("general")).when(limited & ~general).then(pl.lit("limited"))


def partners(sheet: Sheet) -> None:
    """Add `partner_type`: the column's, else what stands in brackets behind the holder, else the heading's (LP)."""
    head = sheet.found.get("holder")
    heading = partner(pl.lit(head.text if head else None, pl.String))
    own = [pl.col("partner_type")] if "partner_type" in sheet.columns else []
    sheet.frame = sheet.frame.with_columns(partner_type=pl.coalesce(*own, partner(pl.col("holder_note")), heading))


def mandates(sheet: Sheet) -> None:
    """Add mandate_id (one row each), mandate_breadth and mandate_note: chains before segments; words for everything
    make the fund's breadth `all`, more than a few chains `many`; what is neither is kept as words.
    """
    sheet.frame = sheet.frame.with_columns(_whole=pl.col("mandate"))
    _lists.listed(sheet, "mandate")
    texts = sheet.frame["mandate"].drop_nulls().unique(maintain_order=True)
    chains = sheet.known.chain_ids(texts)
    anywhere = sheet.known.segment_ids(pl.Series([None] * len(texts), dtype=pl.String), texts)
    found = pl.DataFrame(
        {"mandate": texts, "mandate_id": chains.zip_with(chains.is_not_null(), anywhere)},
        schema={"mandate": pl.String, "mandate_id": pl.String},
    ).with_columns(is_all=pl.col("mandate_id").is_null() & pl.col("mandate").str.contains(BROAD))
    frame = sheet.frame.join(found, on="mandate", how="left", maintain_order="left")
    n = pl.col("mandate_id").n_unique().over("row", "fund_id") - pl.col("mandate_id").is_null().any().over(
        "row", "fund_id"
    ).cast(pl.UInt32)
    is_all = pl.col("is_all").fill_null(False).any().over("row", "fund_id")
    breadth = pl.when(is_all).then(pl.lit("all")).when(n > MANY).then(pl.lit("many")).when(n > 0).then(pl.lit("named"))
    lost = pl.col("mandate").is_not_null() & pl.col("mandate_id").is_null()
    unclear = lost.any().over("row", "fund_id")
    sheet.frame = frame.with_columns(mandate_breadth=breadth, mandate_note=pl.when(unclear).then("_whole"))
    strange = lost & ~pl.col("is_all").fill_null(False)
    texts = sheet.frame.filter(strange)["mandate"]
    if len(texts):
        names = pl.concat([sheet.known.chains.select("name", "id"), sheet.known.segments.select("name", "id")])
        sheet.flag(strange, "mandate", "W_MANDATE", near=nearest(texts, names))
    sheet.frame = sheet.frame.drop("_whole", "is_all")
