"""A place: a division, zone or park, what contains it, and who looked there for what."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from graph.model.kind import Count, Edge, Node, PartialDate, Text, Texts, said
from graph.model.segment import Segment

PlaceType = Literal["country", "province", "city", "district", "zone", "park"]


class Place(Node):
    """A country, province, city, district, high-tech zone or park."""

    kind: ClassVar[str] = "Place"
    title: ClassVar[str] = "地点"
    reference: ClassVar[bool] = True

    name: Text | None = said("名称", "name", "name_zh", "place", "地点", "地名")
    name_en: Text | None = said("英文名", "name_en", "English name")
    aliases: Texts | None = said("别名", "aliases", "又名", "简称")
    place_type: PlaceType | None = said("地点类型", "place_type", "kind", "类型")
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = said("经度", "longitude", "lon")
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = said("纬度", "latitude", "lat")


class Within(Edge):
    """A place lies within another, since and until as the claim says."""

    kind: ClassVar[str] = "WITHIN"
    title: ClassVar[str] = "位于"
    reference: ClassVar[bool] = True
    ends = ((Place,), (Place,))


class Surveyed(Edge):
    """Somebody looked in a place for firms of a segment."""

    kind: ClassVar[str] = "SURVEYED"
    title: ClassVar[str] = "摸排"
    ends = ((Place,), (Segment,))
    key: ClassVar[tuple[str, ...]] = ("surveyed_on", "surveyor")

    surveyed_on: PartialDate | None = said("摸排日期", "surveyed_on", "on", "日期")
    surveyor: Text | None = said("摸排单位", "surveyor", "by", "摸排人")
    method: Literal["searched", "listed", "complete"] | None = said("摸排方式", "method", "方式")
    searches: Count | None = said("检索次数", "searches", "searched", "次数")
    found: Literal["yes", "no", "unknown"] | None = said("是否找到", "found", "found_local", "结果")
    search_words: Texts | None = said("检索词", "search_words", "words", "检索用词")
