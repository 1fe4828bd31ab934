from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.places import Places, haversine_km

NODES = [
    ("CN", "中国", "China", None, "country", None, None),
    ("JP", "日本", "Japan", ["JP"], "country", None, None),
    ("US", "美国", "United States", ["U.S."], "country", None, None),
    ("350000", "福建省", "Fujian", ["福建"], "province", None, None),
    ("360000", "江西省", "Jiangxi", ["江西"], "province", None, None),
    ("440000", "广东省", "Guangdong", ["广东"], "province", None, None),
    ("320000", "江苏省", "Jiangsu", ["江苏"], "province", None, None),
    ("340000", "安徽省", "Anhui", ["安徽"], "province", None, None),
    ("220000", "吉林省", "Jilin", ["吉林"], "province", None, None),
    ("710000", "台湾省", "Taiwan", ["台湾", "中国台湾"], "province", None, None),
    ("110000", "北京市", "Beijing", ["北京"], "city", 116.4, 39.9),
    ("310000", "上海市", "Shanghai", ["上海"], "city", None, None),
    ("220200", "吉林市", "Jilin", ["吉林"], "city", None, None),
    ("350100", "福州市", "Fuzhou", ["福州"], "city", 119.306239, 26.075302),
    ("350200", "厦门市", "Xiamen", ["厦门"], "city", 118.089204, 24.479664),
    ("320100", "南京市", "Nanjing", ["南京"], "city", None, None),
    ("320300", "徐州市", "Xuzhou", ["徐州"], "city", None, None),
    ("320500", "苏州市", "Suzhou", ["苏州"], "city", None, None),
    ("341300", "宿州市", "Suzhou", ["宿州"], "city", None, None),
    ("360400", "九江市", "Jiujiang", ["九江"], "city", None, None),
    ("442000", "中山市", "Zhongshan", ["中山"], "city", None, None),
    ("360429", "湖口县", None, ["湖口"], "district", None, None),
    ("110105", "朝阳区", None, ["朝阳"], "district", None, None),
    ("220104", "朝阳区", None, ["朝阳"], "district", None, None),
    ("320106", "鼓楼区", None, ["鼓楼"], "district", None, None),
    ("350102", "鼓楼区", None, ["鼓楼"], "district", None, None),
    ("320583", "昆山市", "Kunshan", ["昆山"], "district", None, None),
    ("350205", "海沧区", "Haicang", ["海沧"], "district", 118.03, 24.48),
    ("350206", "湖里区", "Huli", ["湖里"], "district", 118.14, 24.51),
    ("350211", "集美区", "Jimei", ["集美"], "district", 118.09, 24.57),
    ("350212", "同安区", "Tong'an", ["同安"], "district", 118.15, 24.72),
    ("350213", "翔安区", "Xiang'an", ["翔安"], "district", 118.24, 24.61),
    (
        "t",
        "厦门火炬高技术产业开发区",
        "Xiamen Torch Hi-tech Zone",
        ["厦门火炬高新区", "火炬高新区"],
        "zone",
        None,
        None,
    ),
    ("t-xa", "火炬(翔安)产业区", None, ["厦门火炬高新区(翔安)产业区", "翔安产业区"], "park", None, None),
    ("t-tx", "同翔高新技术产业基地", None, ["同翔高新城"], "park", None, None),
    ("t-tx-xa", "同翔高新城翔安片区", None, ["同翔高新城(翔安片区)"], "park", None, None),
    ("sw", "厦门软件园", None, ["软件园"], "park", None, None),
    ("sw-2", "厦门软件园二期", None, ["软件园二期"], "park", None, None),
]
WITHIN = [
    *[
        (p, "CN", None)
        for p in ("350000", "360000", "440000", "320000", "340000", "220000", "710000", "110000", "310000")
    ],
    ("220200", "220000", None),
    ("220104", "220000", None),
    *[
        (p, p[:2] + "0000", None)
        for p in ("350100", "350200", "320100", "320300", "320500", "341300", "360400", "442000")
    ],
    ("360429", "360400", None),
    ("110105", "110000", None),
    ("320106", "320100", None),
    ("350102", "350100", None),
    ("320583", "320500", None),
    *[(p, "350200", None) for p in ("350205", "350206", "350211", "350212", "350213", "t", "t-tx")],
    ("t-xa", "t", None),
    ("t-xa", "350213", None),
    ("t-tx", "t", "2017"),
    ("t-tx-xa", "t-tx", None),
    ("t-tx-xa", "350213", None),
    ("sw", "t", None),
    ("sw-2", "sw", None),
]


@pytest.fixture(scope="module")
def places() -> Places:
    shape = ["id", "name", "name_en", "aliases", "place_type", "longitude", "latitude"]
    nodes = pl.DataFrame(NODES, schema=shape, orient="row")
    return Places.of(nodes, pl.DataFrame(WITHIN, schema=["subject", "object", "since"], orient="row"))


def one(
    places: Places, name: str | None, province: str | None = None, country: str | None = "中国"
) -> tuple[str | None, str]:
    text = pl.String
    told = places.resolve(
        pl.Series([name], dtype=text), pl.Series([province], dtype=text), pl.Series([country], dtype=text)
    )
    return told["place"][0], told["how"][0]


@pytest.mark.parametrize(
    ("name", "province", "place"),
    [
        ("厦门(同翔高新城翔安片区)", "福建", "t-tx-xa"),
        ("厦门火炬高新区(同翔高新城)", "福建", "t-tx"),
        ("福建厦门", None, "350200"),
        ("廈門市集美區杏林南路60號", "福建", "350211"),
        ("厦门火炬高技术产业开发区", None, "t"),
        ("厦门火炬高新区(翔安)产业区翔海路19号", "福建", "t-xa"),
        ("福建省厦门火炬高新区(翔安)产业区翔海路19号之2", "福建", "t-xa"),
        ("厦门(总部)", "福建", "350200"),
        ("厦门海沧(海璟基地)", "福建", "350205"),
        ("厦门软件园二期", "福建", "sw-2"),
        ("厦门市软件园观日路52号402", "福建", "sw"),
        ("Xiamen Torch Hi-tech Zone", "福建", "t"),
        ("Huli Developing Zone, Xiamen", "福建", "350206"),
        ("Shanghai(在华子公司清单:泛林上海;清单无厦门法人)", "上海", "310000"),
        ("南京(办公室:南京、北京、上海;未列厦门)", "江苏", "320100"),
        ("中国(福建)自由贸易试验区厦门片区柯井社", "福建", "350200"),
        ("中山市火炬开发区金通街3号", "广东", "442000"),
        ("昆山", None, "320583"),
        ("鼓楼区(南京)", None, "320106"),
        ("北京朝阳", "北京", "110105"),
        ("Suzhou", "江苏", "320500"),
        ("吉林", "吉林", "220000"),
        ("厦门湖里区安岭(89号3007-3008)", "福建", "350206"),
    ],
)
def test_a_name_as_people_write_it_is_its_place(places: Places, name: str, province: str | None, place: str) -> None:
    found, how = one(places, name, province)
    assert (found, how in ("name", "address")) == (place, True)


@pytest.mark.parametrize(
    ("name", "province", "country", "how", "near"),
    [
        ("徐州/北京", None, "中国", "several", ["徐州市", "北京市"]),
        ("福州南京厦门", None, "中国", "several", ["福州市", "南京市", "厦门市"]),
        ("厦门等重点城市", None, "中国", "several", ["厦门市"]),
        ("昆山;徐州", None, "日本(在华工厂)", "several", ["昆山市", "徐州市"]),
        ("厦门火炬高新区、同翔高新城", "福建", "中国", "several", ["厦门火炬高技术产业开发区", "同翔高新技术产业基地"]),
        ("鼓楼区", None, "中国", "ambiguous", ["南京市鼓楼区", "福州市鼓楼区"]),
        ("朝阳区", None, None, "ambiguous", ["北京市朝阳区", "吉林省朝阳区"]),
        ("Suzhou", None, "中国", "ambiguous", ["苏州市", "宿州市"]),
        ("厦门", "江苏", "中国", "contradiction", ["厦门市"]),
        ("上海", None, "美国", "contradiction", ["上海市"]),
        ("(生产法人:中国上海)", None, "日本", "contradiction", ["中国", "上海市"]),
        ("鼓楼", None, None, "unknown", ["南京市鼓楼区", "福州市鼓楼区"]),
        ("厦门市翔安去", None, None, "mangled", ["翔安区"]),
        ("翔安去", "福建", None, "mangled", ["翔安区"]),
        ("厦门市翔按区", None, None, "mangled", ["翔安区"]),
        ("厦门市翔按区翔海路19号", None, None, "mangled", ["翔安区"]),
        ("厦门湖里去高崎南五路", None, None, "mangled", ["湖里区"]),
        ("厦门市海仓", None, None, "mangled", ["海沧区"]),
        ("厦门火炬高新去", None, None, "mangled", ["厦门火炬高技术产业开发区"]),
        ("厦门市湖里区软件圆二期", None, None, "mangled", ["厦门软件园二期"]),
        ("福建省夏门市", None, None, "mangled", ["厦门市"]),
        ("江苏省徐洲市鼓楼区", None, None, "mangled", ["徐州市"]),
        ("厦门事", None, None, "mangled", ["厦门市"]),
    ],
)
def test_what_does_not_resolve_is_listed_and_never_guessed(
    places: Places, name: str, province: str | None, country: str | None, how: str, near: list[str]
) -> None:
    told = places.resolve(*(pl.Series([v], dtype=pl.String) for v in (name, province, country)))
    assert told["place"].to_list() == [None]
    assert told["how"].to_list() == [how]
    assert told["nearest"].to_list() == [near]


@pytest.mark.parametrize(
    ("name", "place", "rest"),
    [
        ("厦门市软件园二期88号", "sw-2", None),
        ("厦门市湖里区软件园二期88号", "350206", None),
        ("厦门市区", "350200", None),
        ("厦门集美大道100号", "350200", None),
        ("厦门世贸大厦", "350200", None),
        ("厦门市湖里区火炬广场南五楼", "350206", None),
        ("厦门市同安区祥平街道", "350212", None),
        ("厦门市海沧区新阳工业区", "350205", None),
        ("厦门软件园四期", "sw", "四期"),
        ("厦门市火星区", "350200", "火星区"),
        ("厦门(厦门辖区上市公司)", "350200", None),
        ("上海浦东张江", "310000", "浦东张江"),
        ("上海临港", "310000", "临港"),
        ("上海临港(基地)", "310000", "临港"),
        ("厦门市中区", "350200", "中区"),
        ("厦门高新西区", "350200", "高新西区"),
        ("厦门市湖里区光谷路3号", "350206", None),
        ("厦门市湖里区国际航空港", "350206", None),
        ("厦门某某电子有限公司", "350200", "某某电子有限公司"),
    ],
)
def test_what_is_left_of_a_name_is_an_address_or_is_told(
    places: Places, name: str, place: str, rest: str | None
) -> None:
    told = places.resolve(pl.Series([name]))
    assert told.select("place", "rest").rows() == [(place, rest)]


RANKS, TAILS = "市县旗州盟区區", "镇乡村路街巷弄港园城湾岛厂谷社等域園灣島廠穀"


@pytest.mark.parametrize("asked", ["350211", "350213"])
def test_a_character_put_for_another_in_the_name_of_a_district_never_gives_that_district_or_its_city_unsaid(
    places: Places, asked: str
) -> None:
    """Every third Chinese character at every position: 集美市 can only be 集美, 集美湾 is an address there, 同安区 is another."""
    name = places.name(asked)
    others = [chr(c) for c in range(0x4E00, 0x9F01, 3) if chr(c) not in name]
    for at in range(len(name)):
        texts = [f"厦门市{name[:at]}{c}{name[at + 1 :]}" for c in others]
        told = places.resolve(pl.Series(texts)).with_columns(wrong=pl.Series(others))
        taken = told.filter(pl.col("place").is_not_null() & (pl.col("rest").fill_null("") == ""))
        right = RANKS + TAILS if at == len(name) - 1 else TAILS
        odd = taken.filter((pl.col("place") == asked) & ~pl.col("wrong").is_in(list(right)))
        assert odd.is_empty()
        assert set(taken.filter(~pl.col("wrong").is_in(list(TAILS)))["place"]) <= {asked, "350212"}


def test_what_is_offered_is_understood_when_it_is_written(places: Places) -> None:
    ids = places.nodes["id"]
    told = places.resolve(pl.Series([places.spelled(p) for p in ids]))
    assert told["place"].to_list() == ids.to_list()
    assert places.spelled("220104") == "吉林省朝阳区"


def test_the_full_name_of_a_place_is_no_short_name_of_another() -> None:
    nodes = [
        ("ME", "黑山", ["ME"], "country"),
        ("CN", "中国", None, "country"),
        ("210726", "黑山县", ["黑山"], "district"),
    ]
    shape = ["id", "name", "aliases", "place_type"]
    map_ = Places.of(
        pl.DataFrame(nodes, schema=shape, orient="row"), pl.DataFrame({"subject": ["210726"], "object": ["CN"]})
    )
    told = map_.resolve(pl.Series(["黑山", "黑山县", "黑山"]), None, pl.Series([None, None, "中国"]))
    assert told["place"].to_list() == ["ME", "210726", "210726"]


def test_the_country_has_a_veto(places: Places) -> None:
    assert one(places, "新竹县湖口", None, "中国台湾") == ("710000", "province")
    assert one(places, "湖口", None, "中国") == ("360429", "name")


def test_a_country_said_to_own_a_plant_in_china_is_not_where_it_stands_nor_is_one_beside_a_province(
    places: Places,
) -> None:
    assert one(places, "上海", "上海", "美国(在华工厂)") == ("310000", "name")
    assert one(places, "厦门火炬高新区", "福建", "美国") == ("t", "name")


def test_only_the_column_beside_a_name_says_no_more_than_it_says(places: Places) -> None:
    assert one(places, None, "福建") == ("350000", "province")
    assert one(places, None, None, "日本") == ("JP", "country")
    assert one(places, "Ehime(爱媛)", None, "日本") == ("JP", "country")
    assert one(places, "某处山庄", "福建") == ("350000", "province")
    assert one(places, None, None, None) == (None, "unknown")
    assert one(places, " ", None, None) == (None, "unknown")


def test_near_names_are_of_the_province_that_was_given(places: Places) -> None:
    told = places.resolve(pl.Series(["夏门"]), pl.Series(["福建"]), pl.Series(["中国"]))
    assert told["nearest"][0].to_list() == []
    told = places.resolve(pl.Series(["夏门市"]), pl.Series(["福建"]), pl.Series(["中国"]))
    assert told["nearest"][0].to_list()[0] == "厦门市"


@pytest.mark.parametrize("text", ["上海路12号", "厦门大学", "西厦门", "xiamenese"])
def test_a_road_or_a_longer_word_is_no_place(places: Places, text: str) -> None:
    assert one(places, text, None)[1] == "country"


def test_names_keep_their_order_and_number(places: Places) -> None:
    names = pl.Series(["厦门", None, "福州", "厦门", "?"])
    told = places.resolve(names)
    assert told["name"].to_list() == names.to_list()
    assert told["place"].to_list() == ["350200", None, "350100", "350200", None]


def test_no_place_is_known_of_nothing() -> None:
    assert Places.none().resolve(pl.Series(["厦门"]))["how"].to_list() == ["unknown"]


@given(st.lists(st.text(alphabet="厦门市翔安区同火炬()、;/ 上海日本Xiamen路号1", max_size=14), max_size=6))
def test_any_text_gives_one_row_and_a_known_place_or_none(places: Places, texts: list[str]) -> None:
    told = places.resolve(pl.Series(texts, dtype=pl.String))
    assert len(told) == len(texts)
    assert all(p is None or p in places for p in told["place"])
    assert all(
        (p is None) == (h in ("several", "contradiction", "ambiguous", "mangled", "unknown"))
        for p, h in zip(told["place"], told["how"], strict=True)
    )


@given(st.sampled_from([n[1] for n in NODES]), st.sampled_from(["", " ", "*"]))
def test_a_places_own_name_is_that_place_or_one_of_several(places: Places, name: str, tail: str) -> None:
    told = places.resolve(pl.Series([name + tail]))
    assert told["how"][0] in ("name", "address", "ambiguous")
    if told["place"][0]:
        assert places.name(told["place"][0]) == name


@pytest.mark.parametrize(
    ("place", "asked", "said"),
    [
        ("t-xa", "t", "inside"),
        ("t", "t", "inside"),
        ("t-tx", "350200", "inside"),
        ("350200", "t", "undecided"),
        ("350000", "t", "undecided"),
        ("CN", "t", "outside"),
        (None, "t", "outside"),
        ("350213", "t", "undecided"),
        ("350205", "t", "outside"),
        ("t", "350213", "undecided"),
        ("t-tx", "350213", "undecided"),
        ("350100", "350200", "outside"),
        ("320000", "350200", "outside"),
        ("CN", "CN", "inside"),
    ],
)
def test_locality_is_inside_outside_or_undecided(places: Places, place: str | None, asked: str, said: str) -> None:
    assert places.locality(place, asked) == said
    assert places.localities(pl.Series([place, place], dtype=pl.String), asked).to_list() == [said, said]


def test_every_place_inside_is_inside_and_every_one_it_lies_in_is_undecided_up_to_the_province(places: Places) -> None:
    for asked in places.nodes["id"]:
        assert {places.locality(p, asked) for p in places.inside(asked)} == {"inside"}
        over = {p for p in places.ancestors(asked) if places.place_type(p) != "country"}
        assert {places.locality(p, asked) for p in over} <= {"undecided"}


def test_within_is_transitive_and_holds_at_its_date(places: Places) -> None:
    assert places.within("t-tx-xa", "350000")
    assert places.within("t-tx", "t", date(2018, 1, 1))
    assert not places.within("t-tx", "t", date(2016, 12, 31))
    assert places.ancestors("t-xa") == {"t", "350213", "350200", "350000", "CN"}


def test_a_circle_of_places_ends() -> None:
    nodes = pl.DataFrame({"id": ["a", "b"], "name": ["甲", "乙"], "place_type": ["zone", "park"]})
    ring = Places.of(nodes, pl.DataFrame({"subject": ["a", "b"], "object": ["b", "a"]}))
    assert ring.ancestors("a") == {"b"}
    assert ring.locality("a", "b") == "inside"


def test_a_centre_is_its_own_else_its_one_districts(places: Places) -> None:
    assert places.centre("350200") == (118.089204, 24.479664)
    assert places.centre("t-xa") == places.centre("350213")
    assert places.centre("t") is None
    assert places.distance_km("t", "350100") is None


def test_distance_on_the_globe() -> None:
    assert round(haversine_km((118.089204, 24.479664), (119.306239, 26.075302))) == 216
    assert haversine_km((0.0, 0.0), (180.0, 0.0)) == pytest.approx(20015.1, abs=0.1)


def test_several_rows_of_one_place_are_one(places: Places) -> None:
    nodes = pl.DataFrame(
        {"id": ["a", "a"], "name": ["甲地", None], "aliases": [["甲处"], ["甲乡"]], "place_type": [None, "city"]}
    )
    merged = Places.of(nodes, pl.DataFrame(schema={"subject": pl.String, "object": pl.String})).nodes
    assert merged.select("id", "name", "aliases", "place_type").rows() == [("a", "甲地", ["甲处", "甲乡"], "city")]


def test_abroad_and_offshore_are_told_from_the_mainland(places: Places) -> None:
    assert [places.offshore(p) for p in ("JP", "710000", "350200", "t")] == [True, True, False, False]


def test_where_every_name_is_understood_none_is_offered_and_none_compared(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.places.near._alike", lambda *_: pytest.fail("names were compared"))
    told = places.resolve(pl.Series(["厦门市", None], dtype=pl.String))
    assert told["nearest"].to_list() == [[], []]
    assert told.schema["nearest"] == pl.List(pl.String)
