"""By which honours and sizes the firms of a map can be told apart, and what is not said of those without a record."""

import pytest

from visualizations._map_tags import tag, tagged, tags_of


def record(
    firm: str, honour: str, level: str | None = "national", kind: str = "title", **more: object
) -> dict[str, object]:
    return {
        "firm": firm,
        "honour": honour,
        "honour_level": level,
        "honour_type": kind,
        "year": None,
        "basis": None,
        **more,
    }


@pytest.mark.parametrize(
    ("honour", "level", "kind", "id_", "said"),
    [
        ("制造业单项冠军示范企业(LED灯泡)", "national", "title", "champion.national", "单项冠军(国家级)"),
        ("福建省制造业单项冠军", "provincial", "title", "champion.provincial", "单项冠军(省级)"),
        ("国家专精特新小巨人企业", "national", "title", "giant.national", "专精特新“小巨人”(国家级)"),
        ("省专精特新中小企业", "provincial", "title", "sme.provincial", "专精特新(省级)"),
        ("厦门市科技小巨人企业", "city", "title", "techgiant.city", "科技小巨人(市级)"),
        ("国家高新技术企业", None, "title", "hightech", "高新技术企业"),
        ("百亿元产值企业", "zone", "size", "b10", "百亿企业"),
        ("规模以上工业企业", None, "size", "above", "规上企业"),
        ("科创板申请撤回", "listing", "listing", "listing", "上市及上市进程"),
        ("虚构奖", "city", "title", "other.city", "其他荣誉(市级)"),
    ],
)  # fmt: skip
def test_a_record_is_told_by_its_family_and_level(
    honour: str, level: str | None, kind: str, id_: str, said: str
) -> None:
    found = tag(record("f", honour, level, kind))
    assert (found.id, found.zh) == (id_, said)


def test_a_hidden_champion_is_no_single_product_champion() -> None:
    assert tag(record("f", "寻找中国制造隐形冠军(虚构卷)")).id == "other.national"


def test_tags_stand_in_one_order_whatever_the_order_of_the_rows() -> None:
    rows = [record("a", "虚构奖"), record("a", "国家单项冠军"), record("b", "百亿企业", "zone", "size")]
    assert tags_of(rows) == tags_of(rows[::-1])
    assert [t[0] for t in tags_of(rows)[0]] == ["champion.national", "other.national", "b10"]


def test_a_record_that_is_only_thought_possible_makes_no_tag() -> None:
    tags, firms = tagged([("a", "虚构甲公司")], [record("a", "国家单项冠军", basis="potential")], str.lower)
    assert tags == []
    assert firms == [["虚构甲公司", "虚构甲公司", [], []]]


def test_a_record_is_shown_with_its_year() -> None:
    _, firms = tagged([("a", "虚构甲公司")], [record("a", "百亿企业", "zone", "size", year=2013)], str.lower)
    assert firms[0][2:] == [["百亿企业(2013)"], [0]]
