"""Divisions, countries, spellings, zones and parks, and what lies within what."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import loaders
from graph.model.claim import Claims
from graph.places import Places
from loaders import _divisions
from loaders._known import Known
from loaders.places import SHIPPED

Told = Callable[..., Any]
FILES = ("divisions", "countries", "spellings", "places", "within")


@pytest.fixture(scope="module")
def data() -> Path:
    """The lists and facts to test with."""
    folder = Path(os.environ.get("CHAINSCOUT_TEST_DATA", SHIPPED.parents[3] / "shared" / "data"))
    if not (folder / "admin_divisions").is_dir():
        pytest.skip("no lists at hand: set CHAINSCOUT_TEST_DATA to the folder that holds admin_divisions")
    return folder


@pytest.fixture(scope="module")
def places() -> Places:
    """The places that ship, read by their loader."""
    known = Known(places=Places.none())
    nodes: list[pl.DataFrame] = []
    within: list[pl.DataFrame] = []
    for name in FILES:
        for part in loaders.read(SHIPPED / f"{name}.csv", known):
            assert isinstance(part, Claims) or "code" not in part.frame.columns, part.frame
            if isinstance(part, Claims):
                (nodes if part.kind == "Place" else within).append(part.frame)
        said = pl.concat([n.rename({"subject": "id"}) for n in nodes], how="diagonal")
        known = replace(known, places=Places.of(said, pl.concat(within, how="diagonal") if within else pl.DataFrame()))
    assert known.places is not None
    return known.places


def test_a_division_has_its_short_name_and_lies_in_its_parent(told: Told) -> None:
    out = told(
        "code,name,place_type,within,longitude,latitude\n"
        "350000,福建省,province,CN,,\n"
        "150000,内蒙古自治区,province,CN,,\n"
        "350200,厦门市,city,350000,118.08,24.47\n"
        "440232,乳源瑶族自治县,district,440200,,\n"
        "340176,合肥高新技术产业开发区,zone,340100,,\n"
    )
    assert out.rows("Place", "subject", "aliases", "place_type") == [
        ("350000", ["福建"], "province"),
        ("150000", ["内蒙古"], "province"),
        ("350200", ["厦门"], "city"),
        ("440232", ["乳源"], "district"),
        ("340176", ["合肥高新区"], "zone"),
    ]
    assert out.rows("WITHIN", "subject", "object")[2] == ("350200", "350000")
    assert out.claims["Place"]["longitude"][2] == 118.08
    assert out.sources["address"].to_list() == ["https://www.stats.gov.cn/sj/tjbz/tjyqhdmhcxhfdm/2023/"]


def test_taiwan_hong_kong_and_macau_are_provinces_of_the_list_under_all_their_words(told: Told) -> None:
    out = told("code,name,place_type,within\n710000,台湾省,province,CN\n")
    assert out.rows("Place", "aliases") == [(["台湾", "中国台湾", "台湾地区", "TW"],)]


def test_an_english_name_is_added_to_a_place(told: Told) -> None:
    out = told("code,name_en\n350200,Xiamen\n")
    assert out.rows("Place", "subject", "name_en") == [("350200", "Xiamen")]


def test_a_countrys_code_is_a_word_for_it(told: Told) -> None:
    out = told("code,name_zh,name_en,aliases\nPL,波兰,Poland,\nUS,美国,United States,U.S.;USA\n")
    assert out.rows("Place", "subject", "name", "aliases", "place_type") == [
        ("PL", "波兰", ["PL"], "country"),
        ("US", "美国", ["US", "U.S.", "USA"], "country"),
    ]


def test_a_park_is_read_from_chinese_headings(told: Told) -> None:
    out = told("地点编号,名称,地点类型,别名,起始日期,来源\nxm-new,虚构产业园,园区,虚构园,2020-05,https://a.example/1\n")
    assert out.rows("Place", "subject", "name", "aliases", "place_type", "since") == [
        ("xm-new", "虚构产业园", ["虚构园"], "park", "2020-05")
    ]


def test_ends_are_named_by_id_or_as_people_write_them(told: Told) -> None:
    out = told(
        "place,within,since,until,source\nxm-torch,厦门,1990-12,,https://a.example/1\n厦门市翔安区,350200,,2030,\n"
    )
    assert out.rows("WITHIN", "subject", "object", "since", "until") == [
        ("xm-torch", "350200", "1990-12", None),
        ("350213", "350200", None, "2030"),
    ]


def test_an_end_that_is_no_known_place_refuses_its_row_with_the_nearest(told: Told) -> None:
    out = told("place,within,source\nxm-torch,夏门市,https://a.example/1\nxm-torch,xm-torch,\n")
    assert out.at("E_PLACE") == [(2, "B", "夏门市")]
    assert "厦门市" in out.rejects["fix"][0]
    assert out.at("E_SELF") == [(3, "A", "xm-torch")]
    assert not out.claims


def test_the_shipped_divisions_are_what_the_merge_of_the_lists_gives(data: Path) -> None:
    made = _divisions.merge(data / "admin_divisions")
    assert made.equals(pl.read_csv(SHIPPED / "divisions.csv", schema_overrides={"code": pl.String}))


def test_no_list_is_trusted_alone(places: Places) -> None:
    assert places.name("350205") == "海沧区"
    assert [places.place_type(p) for p in ("441900", "442000", "460400", "620200")] == ["city"] * 4
    twice = places.nodes.filter(pl.col("name").is_in(["东莞市", "中山市", "儋州市", "嘉峪关市"]))
    assert len(twice) == 4
    assert places.place_type("110000") == "city"
    assert not {"市辖区", "县", "省直辖县级行政区划"} & set(places.nodes["name"])


def test_every_shipped_place_lies_in_a_country_and_has_a_type(places: Places) -> None:
    countries = set(places.nodes.filter(pl.col("place_type") == "country")["id"])
    assert all(p in countries or places.ancestors(p) & countries for p in places.nodes["id"])
    assert places.nodes.select("name", "place_type").null_count().row(0) == (0, 0)
    assert all(a in places for a in places.closure["ancestor"].unique())


def test_parks_of_the_zone_lie_in_it_and_in_their_district(places: Places) -> None:
    assert places.within("xm-torch-tongxiang", "xm-torch")
    assert places.locality("xm-torch-tongxiang-xiangan", "xm-torch") == "inside"
    assert places.locality("xm-torch-tongxiang", "350213") == "undecided"
    said = {d: places.locality(d, "xm-torch") for d in sorted(places.inside("350200")) if len(d) == 6 and d.isdigit()}
    assert said.pop("350205") == "outside"
    assert set(said.values()) == {"undecided"}
    assert places.locality("xm-bio-port", "xm-torch") == "outside"


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("厦门(同翔高新城翔安片区)", "xm-torch-tongxiang-xiangan"),
        ("厦门火炬高新区(同翔产业基地)", "xm-torch-tongxiang"),
        ("厦门火炬高技术产业开发区", "xm-torch"),
        ("福建厦门", "350200"),
        ("威海火炬高技术产业开发区", "371071"),
        ("中山市火炬开发区金通街3号", "442000"),
        ("厦门市海沧区集成电路制造产业园", "xm-haicang-ic"),
        ("苏州工业园区新平街388号", "320576"),
        ("中国台湾", "710000"),
        ("內蒙古", "150000"),
        ("仙桃", "429004"),
        ("Xi'an", "610100"),
    ],
)
def test_the_shipped_places_are_found_by_name(places: Places, name: str, place: str) -> None:
    assert places.resolve(pl.Series([name]))["place"].to_list() == [place]


@pytest.mark.parametrize("name", ["鼓楼区", "朝阳区", "Suzhou", "火炬高新区", "软件园", "徐州/张家口"])
def test_names_of_several_shipped_places_are_not_guessed(places: Places, name: str) -> None:
    told = places.resolve(pl.Series([name]))
    assert told["place"].to_list() == [None]
    assert len(told["nearest"][0]) > 0


def test_almost_all_places_of_the_facts_resolve(places: Places, data: Path) -> None:
    facts = pl.read_csv(data / "chain_facts" / "firm_segments.csv", infer_schema=False)
    said = facts.select("place", "province", "country").unique().drop_nulls("place")
    told = places.resolve(said["place"], said["province"], said["country"])
    assert told["how"].is_in(["name", "address"]).sum() > 0.94 * len(told)
    assert told.filter(pl.col("how").is_in(["ambiguous", "unknown"])).is_empty()
