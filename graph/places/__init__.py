"""Where is it? Places, what contains them, names as people write them, inside or outside, how far.

`Places.of(nodes, within)` takes what is known of places; everything else follows from those two frames.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import asin, cos, radians, sin, sqrt
from typing import Literal, Self

import polars as pl

from graph.places.lexicon import RANK, lexicon, spelled
from graph.places.naming import Map, read
from graph.places.near import nearest
from graph.places.nesting import closure, overlaps

Locality = Literal["inside", "outside", "undecided"]

NODES = {
    "id": pl.String(),
    "name": pl.String(),
    "name_en": pl.String(),
    "aliases": pl.List(pl.String()),
    "place_type": pl.String(),
    "longitude": pl.Float64(),
    "latitude": pl.Float64(),
}
WITHIN = {"subject": pl.String(), "object": pl.String(), "since": pl.String(), "until": pl.String()}
RESOLVED = {
    "name": pl.String(),
    "place": pl.String(),
    "how": pl.String(),
    "nearest": pl.List(pl.String()),
    "rest": pl.String(),
}
EARTH_KM = 6371.0088
OFFSHORE = ("710000", "810000", "820000")
"""Taiwan, Hong Kong, Macau: provinces of the division list; as investors they are 境外."""


@dataclass(frozen=True, eq=False)
class Places:
    """Places (NODES) and what they lie within (WITHIN), at every date or as of one."""

    nodes: pl.DataFrame
    edges: pl.DataFrame

    @classmethod
    def of(cls, nodes: pl.DataFrame, within: pl.DataFrame) -> Self:
        """From frames with at least id and name, and subject and object; what is absent is null.

        Several rows of one id are one place: the last value said of each field, every alias.
        """
        return cls(_merged(_shaped(nodes, NODES)), _shaped(within, WITHIN).unique(maintain_order=True))

    @classmethod
    def none(cls) -> Self:
        """No places at all."""
        return cls(pl.DataFrame(schema=NODES), pl.DataFrame(schema=WITHIN))

    def at(self, on: date) -> "Places":
        """The places as they lay on a day."""
        day = pl.lit(on.isoformat())
        begun = pl.col("since").is_null() | (pl.col("since") <= day)
        lasting = pl.col("until").is_null() | (pl.col("until") > day)
        return Places(self.nodes, self.edges.filter(begun & lasting))

    @cached_property
    def closure(self) -> pl.DataFrame:
        """Every place with every place it lies in, itself too: place, ancestor."""
        return closure(self.nodes["id"], self.edges)

    @cached_property
    def _above(self) -> Mapping[str, frozenset[str]]:
        return {p: frozenset(a) for p, a in self.closure.group_by("place").agg("ancestor").iter_rows()}

    @cached_property
    def _below(self) -> Mapping[str, frozenset[str]]:
        return {a: frozenset(p) for a, p in self.closure.group_by("ancestor").agg("place").iter_rows()}

    @cached_property
    def _rows(self) -> Mapping[str, tuple[str | None, str | None, float | None, float | None]]:
        chosen = self.nodes.select("id", "name", "place_type", "longitude", "latitude")
        return {i: (n, t, lon, lat) for i, n, t, lon, lat in chosen.iter_rows()}

    @cached_property
    def _map(self) -> Map:
        ranks = self.nodes.select(
            "id", rank=pl.col("place_type").replace_strict(dict(RANK), default=0, return_dtype=pl.Int64)
        )
        return Map(lexicon(self.nodes, self.closure), self.closure, overlaps(self.closure, ranks), ranks)

    def __contains__(self, place: object) -> bool:
        return place in self._rows

    def name(self, place: str) -> str:
        """What the place is called; its id where that is all that is known."""
        return self._rows.get(place, (None, None, None, None))[0] or place

    @cached_property
    def _spelled(self) -> Mapping[str, str]:
        return spelled(self.nodes, self.closure)

    def spelled(self, place: str) -> str:
        """The name to write for it so that no other is meant: with its city where others bear it (南京市鼓楼区)."""
        return self._spelled.get(place, place)

    def place_type(self, place: str) -> str | None:
        """Country, province, city, district, zone or park."""
        return self._rows.get(place, (None, None, None, None))[1]

    def ancestors(self, place: str) -> frozenset[str]:
        """What it lies in, at any remove, without itself."""
        return self._above.get(place, frozenset()) - {place}

    def inside(self, asked: str) -> frozenset[str]:
        """What lies in the asked place, at any remove, itself too."""
        return self._below.get(asked, frozenset({asked}))

    def within(self, place: str, asked: str, on: date | None = None) -> bool:
        """Does a place lie in the asked one (or is it that), on a day if one is given?"""
        return asked in (self.at(on) if on else self)._above.get(place, frozenset({place}))

    def locality(self, place: str | None, asked: str) -> Locality:
        """Inside, outside, or undecided: it contains the asked place up to the province, or overlaps it."""
        if place is None or self.place_type(place) == "country":
            return "inside" if place == asked else "outside"
        if asked in self._above.get(place, frozenset({place})):
            return "inside"
        return "undecided" if self.inside(place) & self.inside(asked) else "outside"

    def localities(self, places: pl.Series, asked: str) -> pl.Series:
        """`locality` of each."""
        known = {p: self.locality(p, asked) for p in places.unique().drop_nulls().to_list()}
        return places.replace_strict(known, default="outside", return_dtype=pl.String)

    def offshore(self, place: str) -> bool:
        """Is it 境外: abroad, or in Taiwan, Hong Kong or Macau?"""
        over = self._above.get(place, frozenset({place}))
        return bool(over & set(OFFSHORE)) or "CN" not in over

    def centre(self, place: str) -> tuple[float, float] | None:
        """Longitude and latitude: its own, else those of the one district it lies in; none otherwise."""
        own = self._point(place)
        if own:
            return own
        districts = [a for a in self.ancestors(place) if self.place_type(a) == "district"]
        return self._point(districts[0]) if len(districts) == 1 else None

    def _point(self, place: str) -> tuple[float, float] | None:
        _, _, longitude, latitude = self._rows.get(place, (None, None, None, None))
        return None if longitude is None or latitude is None else (longitude, latitude)

    def distance_km(self, one: str, other: str) -> float | None:
        """Great-circle distance between two centres; none where one has no centre."""
        a, b = self.centre(one), self.centre(other)
        return None if a is None or b is None else haversine_km(a, b)

    def resolve(
        self, names: pl.Series, provinces: pl.Series | None = None, countries: pl.Series | None = None
    ) -> pl.DataFrame:
        """Which place each name means: name, place, how, nearest, rest; a row for each name, in their order.

        `how`: name (the whole text is a name), address (it begins with one), province or country (only the column
        beside it says so), else no place: several, contradiction, ambiguous, mangled (it goes on with what may be a
        mangled name of a finer place), unknown. `nearest` are names that may have been meant; it is filled where a
        name is given and was not understood. `rest` is what of an address is neither a place nor part of an address.
        """
        nothing = pl.Series([None] * len(names), dtype=pl.String)
        asked = pl.DataFrame(
            {
                "name": names.cast(pl.String),
                "province": nothing if provinces is None else provinces.cast(pl.String),
                "country": nothing if countries is None else countries.cast(pl.String),
            }
        ).with_columns(pl.when(pl.all().str.strip_chars() != "").then(pl.all()).name.keep())
        keys = ("name", "province", "country")
        distinct = asked.unique(maintain_order=True).with_row_index("row")
        told = nearest(distinct.join(read(distinct, self._map), on="row"), self.spelled, self._map)
        joined = asked.join(told, on=keys, how="left", nulls_equal=True, maintain_order="left")
        return joined.select(pl.col(n).cast(t) for n, t in RESOLVED.items())


def _shaped(frame: pl.DataFrame, schema: Mapping[str, pl.DataType]) -> pl.DataFrame:
    have = frame.columns
    return frame.select((pl.col(n) if n in have else pl.lit(None).alias(n)).cast(t) for n, t in schema.items())


def _merged(nodes: pl.DataFrame) -> pl.DataFrame:
    aliases = pl.col("aliases").explode().drop_nulls().unique(maintain_order=True)
    one = nodes.group_by("id", maintain_order=True)
    return one.agg(pl.exclude("aliases").drop_nulls().last(), aliases).select(list(NODES))


def haversine_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance in km of two points (longitude, latitude), on a sphere of mean radius.

    >>> round(haversine_km((118.089204, 24.479664), (119.306239, 26.075302)))
    216
    """
    (lon_a, lat_a), (lon_b, lat_b) = one, other
    dlat, dlon = radians(lat_b - lat_a), radians(lon_b - lon_a)
    h = sin(dlat / 2) ** 2 + cos(radians(lat_a)) * cos(radians(lat_b)) * sin(dlon / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(h)))
