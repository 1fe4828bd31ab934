"""The profile of a firm as a page."""

import re
from collections.abc import Callable

import pytest

from graph.errors import QuestionError
from graph.model.change import View
from visualizations import firm_card

FIRMS = [
    {"id": "m-a", "name": "虚构面板有限公司", "uscc": "91350200MA0000001X"[:18]},
    {"id": "m-b", "name": "虚构玻璃公司"},
]
TALKS = {
    "id": "p-1",
    "name": "虚构在谈扩产",
    "project_type": "expansion",
    "project_stage": "在谈",
    "stage_on": "2024-03",
}
BUILT = {"id": "p-2", "name": "虚构投产项目", "project_type": "new", "project_stage": "投产", "stage_on": "2023-03"}


@pytest.fixture
def view(country: Callable[..., View]) -> View:
    return country(
        FIRMS, extra={"Project": [TALKS, BUILT]},
        OPERATES_IN=[{"subject": "m-a", "object": "display/cell", "at": "zone", "source_url": "https://news.example/1", "known_on": "2024-05"}],
        RUNS=[{"subject": "m-a", "object": "p-1"}, {"subject": "m-a", "object": "p-2"}],
        LEADS=[{"subject": "m-a", "object": "display"}],
        SUPPLIES=[{"subject": "m-b", "object": "m-a", "product": "虚构基板", "source_url": "https://news.example/2"}],
    )  # fmt: skip


def test_the_page_says_what_is_on_record_with_its_pages(view: View) -> None:
    text = firm_card.page(view, firm="虚构面板有限公司", place="甲市")
    for said in (
        "虚构面板有限公司",
        "液晶面板",
        "新型显示",
        "虚构玻璃公司",
        "虚构基板",
        "https://news.example/1",
        "虚构在谈扩产",
    ):
        assert said in text
    assert text == firm_card.page(view, firm="虚构面板有限公司", place="甲市")


def test_what_is_on_record_is_counted_at_the_head_and_what_is_not_is_no_nought(view: View) -> None:
    text = firm_card.page(view, firm="虚构面板有限公司", place="甲市")
    head = text[text.index('<ul class="tiles">') : text.index("</ul>")]
    counts = re.findall(r'data-en="(Segments|Projects|Suppliers|Customers)">[^<]*</span></span><b>([^<]*)</b>', head)
    assert counts == [("Segments", "1"), ("Projects", "2"), ("Suppliers", "1"), ("Customers", "—")]
    outside = firm_card.page(view, firm="虚构面板有限公司", place="甲市", edition="outside")
    assert 'data-en="Projects">项目</span></span><b>1</b>' in outside


def test_an_outsider_sees_no_talks(view: View) -> None:
    text = firm_card.page(view, firm="m-a", place="甲市", edition="outside")
    assert "虚构在谈扩产" not in text
    assert "虚构投产项目" in text
    assert "推介版" in text


def test_a_firm_nobody_knows_is_refused_with_the_nearest(view: View) -> None:
    with pytest.raises(QuestionError, match="虚构面板有限公司"):
        firm_card.page(view, firm="虚构面版", place="甲市")
