"""Places: provinces, cities and districts by code, countries, zones and parks, and what lies within what (地点、隶属).

Short names (厦门, 合肥高新区) are derived here, so that they stand in the graph as aliases; which of them say enough by
themselves is for `graph.places` to judge. A place is named by id, or as people write it.
"""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from graph.model.claim import Claims, Judgements, Rejects, Sources
from loaders._known import Known
from loaders._rows import DATED, Sheet, closing, sheets
from loaders._shape import Column, Shape, said

SHIPPED = Path(__file__).parent / "data" / "places"
"""The places that ship."""
OFFICIAL = "https://www.stats.gov.cn/sj/tjbz/tjyqhdmhcxhfdm/2023/"
"""The list of division codes that a code of six digits cites where its row cites nothing else."""
NAMES_OF_COUNTRIES = "https://www.unicode.org/cldr/charts/latest/by_type/locale_display_names.territories.html"
SPELLING = "地名拼写(chainscout romanisation of place names)"
"""The project's own spelling of the names: pinyin with corrections; no page says it, so a title is cited."""

OFFSHORE = {
    "710000": ["台湾", "中国台湾", "台湾地区", "TW"],
    "810000": ["香港", "中国香港", "HK"],
    "820000": ["澳门", "中国澳门", "Macao", "MO"],
}
"""Words for the provinces of the list that tables write in their country column."""

PEOPLES = (
    "蒙古族?|回族|藏族|维吾尔族?|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族?|傣族|黎族|傈僳族|佤族|畲族"
    "|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜族?|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯族?|阿昌族|普米族"
    "|塔吉克族?|怒族|鄂温克族|德昂族|保安族|裕固族|京族|独龙族|鄂伦春族|珞巴族|门巴族|各族"
)
ENDING = (
    rf"(?:(?:{PEOPLES})*自治[州县旗]|(?:壮族|回族|维吾尔)?自治区|特别行政区|地区|林区|新区|[省市区县盟]|左旗|右旗|旗)$"
)
KINDS = {
    "国家": "country",
    "省": "province",
    "市": "city",
    "区": "district",
    "区县": "district",
    "高新区": "zone",
    "开发区": "zone",
    "园区": "park",
    "产业园": "park",
}

_TYPE = said("Place", "place_type")
PLACE_TYPE = Column("place_type", _TYPE.headings, "choice", {**_TYPE.words, **KINDS})
LONGITUDE, LATITUDE = said("Place", "longitude"), said("Place", "latitude")
CODE = Column("code", ("代码", "code", "区划代码", "行政区划代码", "国家代码"), "code", identity=True)
ALIASES, NAME_EN = said("Place", "aliases"), said("Place", "name_en")
NAME = Column("name", ("名称", "name", "name_zh", "地名", "中文名", "地点名称"))

DIVISIONS = Shape(
    "行政区划",
    (CODE, NAME, PLACE_TYPE, Column("within", ("隶属", "within", "上级代码")), LONGITUDE, LATITUDE, *DATED),
    needed=("code", "name", "within"),
    rank=0,
)
COUNTRIES = Shape("国家和地区", (CODE, NAME, NAME_EN, ALIASES, *DATED), needed=("code", "name", "name_en"), rank=0)
SPELLINGS = Shape("地名拼写", (CODE, NAME_EN, *DATED), needed=("code", "name_en"), rank=1)
PLACES = Shape(
    "园区",
    (
        Column("place", ("地点编号", "place", "编号", "园区编号")),
        NAME,
        PLACE_TYPE,
        ALIASES,
        NAME_EN,
        LONGITUDE,
        LATITUDE,
        *DATED,
    ),
    needed=("place", "name", "place_type"),
    rank=2,
)
WITHIN = Shape(
    "隶属",
    (
        Column("place", ("地点", "place", "园区", "下级")),
        Column("within", ("位于", "within", "隶属", "上级")),
        *DATED,
    ),
    needed=("place", "within"),
    hints=("within", "隶属"),
    rank=3,
)
SHAPES = (DIVISIONS, COUNTRIES, SPELLINGS, PLACES, WITHIN)


def read(path: Path, known: Known) -> Iterator[Claims | Sources | Judgements | Rejects]:
    """Place and WITHIN claims of a file's sheets."""
    act = {"行政区划": _divisions, "国家和地区": _countries, "地名拼写": _spellings, "园区": _places, "隶属": _within}
    own = sheets(path, __name__, known)
    for sheet in own:
        yield from act[sheet.shape.title](sheet)
    yield from closing(own)


def _citing(sheet: Sheet, address: str) -> None:
    sheet.frame = sheet.frame.with_columns(pl.col("source_cell").fill_null(pl.lit(address)))
    sheet.cite()


def _divisions(sheet: Sheet) -> Iterator[Claims]:
    """Coded divisions with short names, and what each lies in."""
    _citing(sheet, OFFICIAL)
    yield from sheet.claims("Place", subject="code", name="name", aliases=_words(), place_type="place_type",
                            longitude="longitude", latitude="latitude", since="since", until="until")  # fmt: skip
    yield from sheet.claims("WITHIN", subject="code", object="within", since="since", until="until")


def _words() -> pl.Expr:
    offshore = pl.col("code").replace_strict(OFFSHORE, default=None, return_dtype=pl.List(pl.String))
    return pl.coalesce(offshore, short_names())


def short_names() -> pl.Expr:
    """Names without their ending (厦门市 → 厦门), of zones without their long middle (合肥高新区); null if none."""
    name = pl.col("name")
    short = name.str.replace(ENDING, "")
    bare = name.str.replace("^(.{2,4})市", "$1")
    zone = pl.concat_list(
        bare,
        *(
            bare.str.replace(f"{long}$", brief)
            for long, brief in (
                ("高新技术(?:产业)?(?:开发区|园区)", "高新区"),
                ("火炬高技术产业开发区", "火炬高新区"),
                ("经济(?:技术)?开发区", "经开区"),
                ("经济(?:技术)?开发区", "开发区"),
            )
        ),
    )
    plain = pl.when((short.str.len_chars() >= 2) & (short != name)).then(pl.concat_list(short))
    chosen = pl.when(pl.col("place_type") == "zone").then(zone).otherwise(plain).list.unique(maintain_order=True)
    others = chosen.list.filter((pl.element() != "") & pl.element().is_not_null()).list.set_difference(
        pl.concat_list(name)
    )
    return pl.when(others.list.len() > 0).then(others.list.sort())


def _countries(sheet: Sheet) -> Iterator[Claims]:
    """Countries by their ISO code, which is also a word for them."""
    _citing(sheet, NAMES_OF_COUNTRIES)
    words = pl.concat_list(pl.concat_list("code"), pl.col("aliases").fill_null([]))
    yield from sheet.claims("Place", subject="code", name="name", name_en="name_en", aliases=words,
                            place_type=pl.lit("country"), since="since", until="until")  # fmt: skip


def _spellings(sheet: Sheet) -> Iterator[Claims]:
    """English names of places that are known by their code."""
    _citing(sheet, SPELLING)
    yield from sheet.claims("Place", subject="code", name_en="name_en")


def _places(sheet: Sheet) -> Iterator[Claims]:
    """Zones and parks."""
    sheet.cite()
    yield from sheet.claims("Place", subject="place", name="name", name_en="name_en", aliases="aliases",
                            place_type="place_type", longitude="longitude", latitude="latitude",
                            since="since", until="until")  # fmt: skip


def _within(sheet: Sheet) -> Iterator[Claims]:
    """What lies within what; an end that no known place matches refuses the row."""
    for name in ("place", "within"):
        _resolved(sheet, name)
    sheet.refuse(pl.col("place_id") == pl.col("within_id"), "place", "E_SELF")
    sheet.cite()
    yield from sheet.claims("WITHIN", subject="place_id", object="within_id", since="since", until="until")


def _resolved(sheet: Sheet, name: str) -> None:
    """Add `<name>_id`: the place a cell names by id or by name; others refuse the row, with the nearest names."""
    places = sheet.known.places
    texts = sheet.frame[name]
    ids = texts.to_frame(name).with_columns(pl.lit(None, pl.String).alias(f"{name}_id"), near=pl.lit(None, pl.String))
    if places is not None:
        known = places.nodes["id"].implode()
        told = places.resolve(texts)
        understood = told["how"].is_in(["name", "address"]) & told["rest"].is_null()
        ids = told.select(
            pl.col("name").alias(name),
            pl.when(pl.col("name").is_in(known)).then("name").when(understood).then("place").alias(f"{name}_id"),
            near=pl.col("nearest").list.join("、"),
        )
    sheet.frame = sheet.frame.with_columns(ids[f"{name}_id"])
    bad = pl.col(f"{name}_id").is_null()
    lost = ids.filter(bad).select(pl.col(name).alias("value"), "near").unique("value")
    sheet.refuse(bad, name, "E_PLACE", near=lost)
