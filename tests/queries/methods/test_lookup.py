"""What is meant by what was typed; never a guess."""

from collections.abc import Callable

import polars as pl
import pytest

from graph.errors import QuestionError
from graph.model.change import Row, View
from graph.schema import mention_ids
from queries.methods import lookup

Country = Callable[..., View]

CODE = "91350200000000001X"


def firms() -> list[Row]:
    written = mention_ids(pl.Series(["虚构光电"])).item()
    return [
        {"id": CODE, "name": "虚构光电股份有限公司", "uscc": CODE, "names": ["虚构光电股份有限公司", "虚构旧名公司"]},
        {"id": written, "name": "虚构光电", "short_name": "光电"},
        {"id": "m-3", "name": "虚构材料有限公司", "stock_code": "000000", "short_name": "虚构材"},
        {"id": "m-4", "name": "虚构材料(乙市)有限公司", "stock_code": "000000", "short_name": "虚构材"},
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("display", "display"),
        ("新型显示", "display"),
        (" 显示 ", "display"),
        ("平板显示", "flat"),
    ],
)
def test_a_chain_is_found_by_id_name_and_alias(country: Country, text: str, found: str) -> None:
    assert lookup.chain(country(), text) == found


def test_a_group_stands_for_its_chains(country: Country) -> None:
    view = country()
    assert lookup.chains(view, "半导体") == ("ic", "display")
    assert lookup.chains(view, "集成电路") == ("ic",)
    assert lookup.chains(view, "") == ("display", "ic")


@pytest.mark.parametrize(
    ("text", "chain", "found"),
    [
        ("display/glass", "", "display/glass"),
        ("glass", "", "display/glass"),
        ("基板玻璃", "", "display/glass"),
        ("检测设备", "ic", "ic/tester"),
        ("检测设备", "平板显示", "display/tester"),
        ("光刻胶", "", "display/photoresist"),
        ("光刻胶", "ic", "ic/photoresist"),
    ],
)
def test_a_segment_is_found_and_a_twin_is_not_ambiguous(country: Country, text: str, chain: str, found: str) -> None:
    assert lookup.segment(country(), text, chain) == found


def test_a_segment_of_two_chains_that_are_no_twins_is_refused_with_both(country: Country) -> None:
    with pytest.raises(QuestionError, match=r"环节 检测设备:可指 .*新型显示.*集成电路.*--chain"):
        lookup.segment(country(), "检测设备")


def test_what_is_not_there_is_refused_with_the_nearest_names(country: Country) -> None:
    with pytest.raises(QuestionError, match=r"^环节 光刻胶X:图中没有;相近的有 光刻胶"):
        lookup.segment(country(), "光刻胶X")
    with pytest.raises(QuestionError, match=r"^产业链 新型显亍:图中没有;相近的有 新型显示"):
        lookup.chain(country(), "新型显亍")


@pytest.mark.parametrize(
    ("text", "found"),
    [("350200", "350200"), ("甲市", "350200"), ("甲", "350200"), ("虚构高新区", "zone"), ("虚构", "350000")],
)
def test_a_place_is_found_by_code_name_without_its_ending_and_alias(country: Country, text: str, found: str) -> None:
    assert lookup.place(country(), text) == found


def test_two_districts_of_one_name_are_listed_with_their_cities(country: Country) -> None:
    with pytest.raises(QuestionError, match=r"地点 东区:可指 乙市东区\(340101\)、甲市东区\(350211\)"):
        lookup.place(country(), "东区")


def test_a_place_within_one_of_its_own_name_is_that_one(view_of: Callable[..., View]) -> None:
    places = [
        {"id": "110000", "name": "丙市", "place_type": "province"},
        {"id": "110100", "name": "丙市", "place_type": "city"},
    ]
    view = view_of(nodes={"Place": places}, edges={"WITHIN": [{"subject": "110100", "object": "110000"}]})
    assert lookup.place(view, "丙市") == "110000"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (CODE, "虚构光电股份有限公司"),
        ("虚构光电股份有限公司", "虚构光电股份有限公司"),
        ("虚构旧名公司", "虚构光电股份有限公司"),
        (" 虚构光电 ", "虚构光电"),
        ("光电", "虚构光电"),
        ("虚构材料(乙市)有限公司", "虚构材料(乙市)有限公司"),
    ],
)
def test_a_firm_is_found_by_code_and_any_name_it_was_written_by(country: Country, text: str, name: str) -> None:
    view = country(firms())
    assert lookup.firm_name(view, lookup.firm(view, text)) == name


@pytest.mark.parametrize("text", ["000000", "虚构材"])
def test_a_short_name_or_stock_code_of_two_firms_lists_both(country: Country, text: str) -> None:
    with pytest.raises(QuestionError, match=r"可指 虚构材料\(乙市\)有限公司\(m-4\)、虚构材料有限公司\(m-3\)"):
        lookup.firm(country(firms()), text)


def test_an_unknown_firm_is_refused_with_near_names(country: Country) -> None:
    with pytest.raises(QuestionError, match=r"^企业 虚构材料公司:图中没有;相近的有 虚构材料"):
        lookup.firm(country(firms()), "虚构材料公司")
    with pytest.raises(QuestionError, match="没有相近的"):
        lookup.firm(country(firms()), "无此企业")


@pytest.mark.parametrize("text", ["", "  "])
def test_nothing_typed_is_said_so(country: Country, text: str) -> None:
    view = country(firms())
    for find in (lookup.chain, lookup.place, lookup.segment, lookup.firm):
        with pytest.raises(QuestionError, match="没有写明"):
            find(view, text)


def test_text_is_a_value_never_part_of_the_query(country: Country) -> None:
    view = country(firms())
    with pytest.raises(QuestionError, match="图中没有"):
        lookup.firm(view, "' OR 1=1 //")


def test_a_name_written_by_its_sound_is_offered_first(country: Callable[..., View]) -> None:
    with pytest.raises(QuestionError, match=r"假市:图中没有;相近的有 甲市"):
        lookup.place(country(), "假市")
    with pytest.raises(QuestionError, match=r"相近的有 新型显示"):
        lookup.chain(country(), "心型显视")


PLACES = [
    {"id": "CN", "name": "中国", "name_en": "China", "place_type": "country"},
    {"id": "AM", "name": "亚美尼亚", "name_en": "Armenia", "aliases": ["AM"], "place_type": "country"},
    {"id": "350000", "name": "福建省", "name_en": "Fujian", "aliases": ["福建"], "place_type": "province"},
    {"id": "350200", "name": "厦门市", "name_en": "Xiamen", "aliases": ["厦门"], "place_type": "city"},
    {"id": "350203", "name": "思明区", "aliases": ["思明"], "place_type": "district"},
    {"id": "320500", "name": "苏州市", "name_en": "Suzhou", "aliases": ["苏州"], "place_type": "city"},
    {"id": "341300", "name": "宿州市", "name_en": "Suzhou", "aliases": ["宿州"], "place_type": "city"},
]
LIE_IN = [("350000", "CN"), ("350200", "350000"), ("350203", "350200"), ("320500", "CN"), ("341300", "CN")]


@pytest.fixture
def map_(view_of: Callable[..., View]) -> View:
    chains = [
        {"id": "ic", "name": "集成电路", "name_en": "Integrated circuits"},
        {
            "id": "group",
            "name": "半导体和集成电路",
            "name_en": "Semiconductors and integrated circuits",
            "members": ["ic"],
        },
    ]
    segments = [{"id": "ic/gas", "name": "电子特气", "name_en": "electronic gases"}]
    nodes = {"Place": PLACES, "Chain": chains, "Segment": segments}
    within = [{"subject": a, "object": b} for a, b in LIE_IN]
    return view_of(nodes=nodes, edges={"WITHIN": within, "PART_OF": [{"subject": "ic/gas", "object": "ic"}]})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Xiamen", "350200"),
        ("xiamen", "350200"),
        ("China", "CN"),
        ("Fujian", "350000"),
        ("福建省厦门市", "350200"),
        ("中国福建厦门思明区", "350203"),
        ("Siming", "350203"),
        ("Siming District", "350203"),
    ],
)
def test_a_place_is_found_in_english_in_pinyin_and_as_tables_write_it(map_: View, text: str, found: str) -> None:
    assert lookup.place(map_, text) == found


def test_a_chain_and_a_segment_are_found_in_english_in_any_case(map_: View) -> None:
    assert lookup.chain(map_, "integrated Circuits") == "ic"
    assert lookup.segment(map_, "Electronic Gases") == "ic/gas"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Suzhou", r"可指 .*苏州市\(320500\)"),
        ("Xiamne", "相近的有 厦门市"),
        ("厦门市思明去", "相近的有 思明区$"),
        ("厦门市火星区", "图中没有"),
    ],
)
def test_a_place_that_may_be_several_or_none_is_not_guessed(map_: View, text: str, told: str) -> None:
    with pytest.raises(QuestionError, match=told):
        lookup.place(map_, text)


def test_part_of_an_english_name_is_answered_with_those_that_hold_it(map_: View) -> None:
    with pytest.raises(QuestionError, match="相近的有 半导体和集成电路"):
        lookup.chain(map_, "semiconductor")
