"""What is left of a name after the places in it were read: an address, more than is known, or a name that is mangled?

厦门市思明区软件园二期88号 ends in an address, and 思明区 is where it is. 厦门市思明去 ends in what nobody writes who
means 思明区 or anything else: it is not read as 思明区, nor as 厦门市. What is neither (上海临港, 厦门市火星区) is read
as the place it begins with, and the rest is told.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import polars as pl

from graph.places.lexicon import GENERIC, RANK
from graph.places.slips import Slips

FILLER = r"^(?:市|市?区|市?域|城区|市辖区|辖区|境内|境外|本地|本部|总部|公司|全[省市区县境]|[省市区县]内|地区|一带|附近|等地?|在华)+$"
"""What may stand behind or between places and says nothing more of where."""

ROADS = r"路|大道|街|巷|弄|[0-9a-z一二三四五六七八九十]+[号号幢栋楼层室座]|广场|大厦|大楼|中心"
"""What an address holds somewhere."""

AREAS = (
    r"(?:园|园区|工业区|集中区|聚集区|开发区|投资区|产业区|高新区|经开区|保税区|试验区|经济区|示范区|合作区|自贸区|新区|片区|[东西南北中]区"
    r"|校区|小区|社区|基地|城|港|谷|湾|岛|厂|工厂|产区|车间|仓库?|[镇乡村]街?|街道|[村里]?社|综合楼|工业坊|[东西南北]侧|地块|口岸|机场)$"
)
"""How the name of an area inside a place ends: known or not, it is no division that could have been meant."""

OWN = r"^(?:\p{Han}{1,3}[港城谷湾岛]|(?:\p{Han}{1,2}[东西南北中]|中)区)$"
"""The name of an area all by itself (临港, 光谷, 高新西区): no address, so it is told where it is not known."""

LATIN = r"\b(?:road|rd|street|st|avenue|ave|no|building|park|zone|area|base|district|city|county|province|prc|china)\b"
_DIVISION = re.compile(r"[\u3400-\u9fff]{1,7}?[区县市旗州盟]")
_CHINESE = re.compile(r"[\u3400-\u9fff]+")
_ALONE = re.compile(r"(?![园城港谷湾岛厂镇乡村街路])[\u3400-\u9fff]")
"""One character that ends no name."""
_GENERIC, _ROADS = re.compile(GENERIC), re.compile(ROADS)
SLIPS: Mapping[str, str] = MappingProxyType(
    {
        "区": "去曲屈趋趣驱渠躯取娶瞿衢",
        "市": "是事式世士室试适视师示史施时实石",
        "县": "现线限先显险",
        "省": "生声升胜圣",
    }
)
"""What is typed for an ending by its sound."""
LOOKED_AT = 12
"""Characters of a piece in which a mangled name is looked for."""
OFFERED = 3


def rest(found: pl.DataFrame, ends: pl.DataFrame, forms: pl.DataFrame, nested: pl.DataFrame) -> pl.DataFrame:
    """row, rest (what was not understood), mangled (places that a piece may be a mangled name of; null: none is).

    `found` has row, text, at, end (bytes), form: the words that were read, in order; `ends` row and cur, the place they
    came to; `forms` the lexicon, `nested` place and ancestor.
    """
    pieces = _pieces(found).join(ends, on="row")
    if pieces.is_empty():
        return pl.DataFrame(schema={"row": pl.UInt32, "rest": pl.String, "mangled": pl.List(pl.String)})
    scopes = _scopes(pieces["cur"].unique(), forms, nested)
    each = pieces.select("cur", "before", "head", "gap").unique(maintain_order=True)
    meant = [scopes[c].mangled(b, h, gap=g) if c in scopes else None for c, b, h, g in each.rows()]
    told = each.with_columns(mangled=pl.Series(meant, dtype=pl.List(pl.String)))
    joined = pieces.join(told, on=["cur", "before", "head", "gap"], how="left", nulls_equal=True, maintain_order="left")
    piece = pl.col("piece").str
    own = piece.contains(OWN) & ~piece.contains(ROADS)
    clear = pl.col("gap") | pl.col("remark") | (piece.contains(f"{ROADS}|{AREAS}|{LATIN}") & ~own)
    return joined.group_by("row", maintain_order=True).agg(
        pl.col("piece").filter(~clear).last().alias("rest"), pl.col("mangled").drop_nulls().first()
    )


def _pieces(found: pl.DataFrame) -> pl.DataFrame:
    """What stands between the words that were read, and behind the last, if it says anything: row, before, piece, head, gap, remark."""
    raw = pl.col("text").cast(pl.Binary)
    following = pl.col("at").shift(-1).over("row")
    cut = found.select(
        "row",
        before="form",
        gap=following.is_not_null(),
        piece=raw.bin.slice(pl.col("end"), following - pl.col("end")).cast(pl.String),
    )
    bare = pl.col("piece").str.replace_all(r"\([^()]*\)", "").str.replace_all(r"[^\p{L}\p{N}]+", " ").str.strip_chars()
    remark = pl.col("piece").str.contains(r"^[^()]+\)\s*$")
    said = cut.with_columns(bare.alias("piece"), remark=remark).filter(
        ~pl.col("piece").str.contains(FILLER), pl.col("piece") != ""
    )
    return said.with_columns(head=pl.col("piece").str.head(LOOKED_AT))


def _scopes(ends: pl.Series, forms: pl.DataFrame, nested: pl.DataFrame) -> Mapping[str, "_Scope"]:
    """For each place the Chinese names of its province (a country's: all of it), among which a mangled one may be meant."""
    ranked = forms.select("place", "rank").unique("place")
    over = pl.DataFrame({"place": ends}).join(nested, on="place")
    over = over.join(ranked.rename({"place": "ancestor"}), on="ancestor").filter(pl.col("rank") <= RANK["city"])
    widest = over.sort((pl.col("rank") - RANK["province"]).abs(), "ancestor").unique("place", keep="first")
    chinese = forms.filter(pl.col("form").str.contains(r"^[\p{Han}()]+$"))
    own = widest.select("place", "ancestor").join(nested.rename({"place": "inner"}), on="ancestor")
    own = own.join(chinese.select("form", inner="place"), on="inner").sort("form", "inner")
    return {p[0]: _Scope.of(part.select("form", "inner").rows()) for p, part in own.group_by("place")}


@dataclass(frozen=True)
class _Scope:
    """Names among which a mangled one may be meant, and which places bear them."""

    places: Mapping[str, Sequence[str]]
    slips: Slips

    @classmethod
    def of(cls, rows: Iterable[tuple[str, str]]) -> "_Scope":
        found: dict[str, list[str]] = {}
        for form, place in rows:
            found.setdefault(form, []).append(place)
        return cls(found, Slips(found))

    def mangled(self, before: str, head: str, *, gap: bool) -> list[str] | None:
        """The places whose name the piece behind a word may have been meant for; none for a piece of its own right."""
        forms = list(dict.fromkeys(self._meant(before, head)))
        if not forms and (gap or not _ALONE.fullmatch(head)):
            return None
        return list(dict.fromkeys(p for f in forms or [before] for p in self.places.get(f, ())))[:OFFERED]

    def _meant(self, before: str, head: str) -> Iterator[str]:
        yield from (f for f in self._endings(before) if _slipped(f[-1], head))
        division = _DIVISION.match(head)
        if division and not _GENERIC.match(division[0]):
            yield from self._alike(division[0])
        if not (head in self.places or _ROADS.search(head) or _GENERIC.match(head)):
            yield from self._alike(head)
            yield from self.slips.begun(head)

    def _endings(self, before: str) -> Iterator[str]:
        """Names that are the word and one character more (思明 → 思明区)."""
        yield from (f for e in SLIPS if (f := before + e) in self.places)

    def _alike(self, text: str) -> Iterable[str]:
        """Names that are one slip away from a text, or sound the same."""
        return () if text in self.places or not _CHINESE.fullmatch(text) else self.slips.alike(text)


def _slipped(ending: str, head: str) -> bool:
    """Does a piece begin with a character that sounds like the ending which is meant (思明去 for 思明区)?

    >>> _slipped("区", "去"), _slipped("区", "杏林南路"), _slipped("市", "世贸大厦")
    (True, False, False)
    """
    return head[0] in SLIPS[ending] and (ending == "区" or len(head) == 1)
