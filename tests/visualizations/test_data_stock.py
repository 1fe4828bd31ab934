"""What the data hold and what they do not."""

from collections.abc import Callable

import pytest

from graph.model.change import View
from visualizations import data_stock


@pytest.fixture
def view(country: Callable[..., View]) -> View:
    return country(
        [{"id": "m-1", "name": "虚构面板公司"}, {"id": "m-2", "name": "虚构无址公司"}],
        OPERATES_IN=[
            {"subject": "m-1", "object": "display/cell", "at": "350200", "known_on": "2024-05", "source_url": "https://www.news.example/1"},
            {"subject": "m-2", "object": "display/glass"},
        ],
    )  # fmt: skip


def test_every_part_says_its_figures(view: View) -> None:
    text = data_stock.page(view, place="甲市")
    for said in ("各链摸排", "新型显示", "news.example", "虚构无址公司", "先问什么", "装入记录", "未注日期的1条"):
        assert said in text
    assert text == data_stock.page(view, place="甲市")


def test_a_kind_without_a_record_is_said_and_never_called_none(view: View) -> None:
    assert "库中没有任何项目、基金" in data_stock.page(view, place="甲市")


def test_the_loads_of_a_real_home_are_listed(shipped: View) -> None:
    loads = shipped.loads()
    assert [x["load"] for x in loads] == sorted(x["load"] for x in loads)
    assert any(x["series"] == "facts/chains.csv" for x in loads)
    assert "facts/chains.csv" in data_stock.page(shipped) or len(loads) > data_stock.LOADS


def test_a_guest_gets_who_said_what_when_and_no_word_of_doubts(country: Callable[..., View]) -> None:
    def claim(edge: str, **more: object) -> dict[str, object]:
        usual = {
            "id": edge,
            "claim_id": f"c-{edge}",
            "publisher": "虚构报",
            "title": "虚构标题",
            "address": f"https://news.example/{edge}",
        }
        return {**usual, "published_on": "2024-05", "basis": "declared", "visibility": "public", "licence": None, **more}  # fmt: skip

    made = country(
        [{"id": f"m-{n}", "name": f"虚构{n}公司"} for n in "甲乙丙"],
        OPERATES_IN=[
            {"subject": "m-甲", "object": "display/cell", "at": "350200", "edge_id": "e-1"},
            {"subject": "m-乙", "object": "display/glass", "edge_id": "e-2"},
            {"subject": "m-丙", "object": "display/glass", "edge_id": "e-3", "basis": "inferred"},
        ],
        claims=[claim("e-1"), claim("e-2", publisher="虚构内部简报", visibility="internal"), claim("e-3", publisher="虚构推断", basis="inferred")],
    )  # fmt: skip
    text = data_stock.page(made, place="甲市", edition="outside")
    for said in ("数据来源", "虚构报", "虚构标题", "2024-05", "https://news.example/e-1", "推介版", "怎么收录的"):
        assert said in text
    for word in ("虚构内部简报", "虚构推断", "存疑", "先问什么", "摸排", "覆盖率", "拒收", "空白", "无数据"):
        assert word not in text
    assert text == data_stock.page(made, place="甲市", edition="outside")
