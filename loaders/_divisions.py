"""Which provinces, cities and districts are there? Merged from published lists of codes; divisions.csv is the result.

Three lists, because none can be trusted alone: provinces, cities and areas (newest codes) name the places, cpca adds
longitude and latitude, gb2260 only the districts of Hong Kong and Macau. gb2260 is not read for names elsewhere: it
gives a code the name of the last street (350205 厦门海沧保税港区 instead of 海沧区).
"""

from pathlib import Path

import polars as pl

COLUMNS = ("code", "name", "place_type", "within", "longitude", "latitude")
MUNICIPALITIES = ("11", "12", "31", "50")
"""直辖市: one place, of type city; its districts lie in it directly."""
PLACEHOLDERS = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")
"""Rows that stand for no place but for a level of the list."""
OFFSHORE = ("71", "81", "82")
"""Taiwan, Hong Kong, Macau: in cpca and gb2260 only."""

_ENDING = r"(?:自治县|自治旗|地区|林区|区|县|市|旗)$"


def merge(folder: Path) -> pl.DataFrame:
    """The divisions of a folder of lists: code, name, place_type, within, longitude, latitude; by code."""
    centres = _csv(folder / "cpca_adcodes.csv").select(
        pl.col("adcode").str.head(6).alias("code"),
        "name",
        pl.col("longitude", "latitude").cast(pl.Float64),
    )
    offshore = centres.filter(pl.col("code").str.head(2).is_in(OFFSHORE)).select("code", "name", within=pl.lit("CN"))
    places = pl.concat([_provinces(folder), offshore, _cities(folder), _areas(folder), _offshore_districts(folder)])
    typed = places.with_columns(_place_type().alias("place_type"))
    return _centred(typed, centres).select(COLUMNS).sort("code")


def _csv(path: Path) -> pl.DataFrame:
    return pl.read_csv(path, infer_schema=False)


def _provinces(folder: Path) -> pl.DataFrame:
    frame = _csv(folder / "provinces.csv")
    return frame.select(pl.col("code") + "0000", "name", within=pl.lit("CN"))


def _cities(folder: Path) -> pl.DataFrame:
    frame = _csv(folder / "cities.csv").filter(~pl.col("name").is_in(PLACEHOLDERS))
    return frame.select(pl.col("code") + "00", "name", within=pl.col("provinceCode") + "0000")


def _areas(folder: Path) -> pl.DataFrame:
    """Districts and counties; those under a placeholder lie in the province; a city repeated as its own is left out."""
    cities = _cities(folder).select(pl.col("code").str.head(4).alias("cityCode"), city="name", above="code")
    frame = _csv(folder / "areas.csv").join(cities, on="cityCode", how="left", maintain_order="left")
    kept = frame.filter(pl.col("city").is_null() | (pl.col("city") != pl.col("name")))
    return kept.select("code", "name", within=pl.coalesce("above", pl.col("provinceCode") + "0000"))


def _offshore_districts(folder: Path) -> pl.DataFrame:
    frame = _csv(folder / "gb2260_data.csv").filter(
        pl.col("code").str.head(2).is_in(OFFSHORE), ~pl.col("code").str.ends_with("0000")
    )
    named = frame.unique("code", keep="first", maintain_order=True)
    return named.select("code", "name", within=pl.col("code").str.head(2) + "0000")


def _place_type() -> pl.Expr:
    code, name = pl.col("code"), pl.col("name")
    under_province = pl.col("within").str.ends_with("0000") & ~code.str.ends_with("0000")
    county_level_city = under_province & name.str.ends_with("市") & ~code.str.head(2).is_in(MUNICIPALITIES)
    return (
        pl.when(code.str.ends_with("0000") & code.str.head(2).is_in(MUNICIPALITIES)).then(pl.lit("city"))
        .when(code.str.ends_with("0000")).then(pl.lit("province"))
        .when(code.str.ends_with("00") | county_level_city).then(pl.lit("city"))
        .when(code.str.slice(4, 1) == "7").then(pl.lit("zone"))
        .otherwise(pl.lit("district"))
    )  # fmt: skip


def _centred(places: pl.DataFrame, centres: pl.DataFrame) -> pl.DataFrame:
    """Coordinates by code, else of the place that bore this name before its code changed (肥乡县 → 肥乡区)."""
    base = pl.col("name").str.replace(_ENDING, "")
    city = pl.col("code").str.head(4)
    before = (
        centres.drop_nulls("longitude")
        .select(city.alias("city"), base.alias("base"), before_lon="longitude", before_lat="latitude")
        .unique(["city", "base"], keep="none")
    )
    joined = places.join(centres.drop("name"), on="code", how="left").join(
        before, left_on=[city, base], right_on=["city", "base"], how="left"
    )
    known = pl.col("longitude").is_not_null()
    usable = known | (pl.col("place_type") == "district")
    return joined.with_columns(
        longitude=pl.when(known).then("longitude").when(usable).then("before_lon"),
        latitude=pl.when(known).then("latitude").when(usable).then("before_lat"),
    )
