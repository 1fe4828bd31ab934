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
