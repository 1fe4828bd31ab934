"""How are two firms connected?"""

from collections.abc import Callable

import pytest

from graph.errors import QuestionError
from graph.model.change import Row, View
from queries import paths

Country = Callable[..., View]

FIRMS = ("甲", "乙", "丙", "丁", "戊", "己", "甲母", "孤")


def joined(country: Country) -> View:
    """甲 buys from 丙, who also supplies 乙; a fund holds 甲 and 丁; 丁 and 戊 sit in one alliance."""
    return country(
        [{"id": f"m-{n}", "name": n} for n in FIRMS],
        extra={
            "Fund": [{"id": "f-1", "name": "虚构基金"}],
            "Platform": [{"id": "x-1", "name": "虚构联盟"}, {"id": "x-2", "name": "虚构总会"}],
        },
        SUPPLIES=[
            {"subject": "m-丙", "object": "m-甲", "product": "玻璃", "edge_id": "s-1", "n_sources": 2,
             "source_url": "https://example.com/s", "known_on": "2024-05"},
            {"subject": "m-丙", "object": "m-甲", "product": "膜", "edge_id": "s-1b"},
            {"subject": "m-丙", "object": "m-乙", "edge_id": "s-2"},
        ],
        SUBSIDIARY_OF=[{"subject": "m-甲", "object": "m-甲母", "edge_id": "k-1"}],
        INVESTS_IN=[
            {"subject": "f-1", "object": "m-甲", "funding_round": "A轮", "invested_on": "2023-02", "edge_id": "i-1"},
            {"subject": "f-1", "object": "m-丁", "edge_id": "i-2"},
        ],
        MEMBER_OF=[
            {"subject": "m-丁", "object": "x-1", "member_role": "lead", "edge_id": "p-1"},
            {"subject": "m-戊", "object": "x-1", "edge_id": "p-2"},
            {"subject": "x-1", "object": "x-2", "edge_id": "p-3"},
            {"subject": "m-己", "object": "x-2", "edge_id": "p-4"},
        ],
    )  # fmt: skip


def said(view: View, firm: str, other: str, steps: int = 6) -> list[str]:
    return [w.said for w in paths.ask(view, firm=firm, other=other, steps=steps).ways]


def test_a_shared_supplier_connects_two_firms_and_each_arrow_says_which_way(country: Country) -> None:
    view = joined(country)
    assert said(view, "甲", "乙") == ["甲 ←供货— 丙 —供货→ 乙"]
    assert said(view, "乙", "甲") == ["乙 ←供货— 丙 —供货→ 甲"]


def test_every_tie_of_a_step_stands_with_what_it_is_about_and_the_page_that_says_so(country: Country) -> None:
    answer = paths.ask(joined(country), firm="甲", other="乙")
    assert [(t.step, t.subject, t.tie, t.object, t.detail) for t in answer.ties] == [
        (1, "丙", "供货", "甲", "玻璃"),
        (1, "丙", "供货", "甲", "膜"),
        (2, "丙", "供货", "乙", ""),
    ]
    first = answer.ties[0]
    assert (first.grade, first.source_url, first.known_on) == ("A", "https://example.com/s", "2024-05")
    assert answer.evidence == ("s-1", "s-1b", "s-2")
    assert (answer.length, answer.n_ways, answer.ways[0].grade) == (2, 1, "B")


def test_family_funds_and_alliances_connect_too(country: Country) -> None:
    view = joined(country)
    assert said(view, "甲", "甲母") == ["甲 —子公司→ 甲母"]
    assert said(view, "甲", "丁") == ["甲 ←投资— 虚构基金 —投资→ 丁"]
    assert said(view, "丁", "戊") == ["丁 —成员→ 虚构联盟 ←成员— 戊"]
    assert said(view, "戊", "己") == ["戊 —成员→ 虚构联盟 —成员→ 虚构总会 ←成员— 己"]
    long = said(view, "甲母", "戊", 5)
    assert long == ["甲母 ←子公司— 甲 ←投资— 虚构基金 —投资→ 丁 —成员→ 虚构联盟 ←成员— 戊"]
    detail = next(t.detail for t in paths.ask(view, firm="甲", other="丁").ties if t.object == "甲")
    assert detail == "A轮 2023-02"


def test_the_weakest_step_gives_the_grade_of_a_way(country: Country) -> None:
    view = country(
        [{"id": f"m-{n}", "name": n} for n in "甲乙丙"],
        SUPPLIES=[
            {"subject": "m-甲", "object": "m-乙", "n_sources": 2},
            {"subject": "m-乙", "object": "m-丙", "basis": "inferred", "n_sources": 2},
        ],
    )
    assert paths.ask(view, firm="甲", other="丙").ways[0].grade == "C"


def test_all_shortest_ways_are_listed_and_more_than_twenty_are_counted(country: Country) -> None:
    names = ["甲", "乙", *(f"中{i:02}" for i in range(25))]
    ties = [{"subject": f"m-{n}", "object": f"m-{end}"} for n in names[2:] for end in ("甲", "乙")]
    answer = paths.ask(country([{"id": f"m-{n}", "name": n} for n in names], SUPPLIES=ties), firm="甲", other="乙")
    assert (answer.n, answer.n_ways, len(answer.ways)) == (25, 25, 20)
    assert "最短的路共25条,只列20条" in answer.not_known


def test_no_connection_on_record_is_never_none(country: Country) -> None:
    view = joined(country)
    answer = paths.ask(view, firm="甲", other="孤")
    assert (answer.n, answer.length, answer.ways) == (0, None, ())
    assert answer.not_known == ("4步以内库中没有记录这两家企业相连,不等于没有关系",)
    assert said(view, "甲母", "戊", 4) == []


@pytest.mark.parametrize("steps", [0, 9])
def test_steps_out_of_range_are_refused(country: Country, steps: int) -> None:
    with pytest.raises(QuestionError, match="--steps"):
        paths.ask(joined(country), firm="甲", other="乙", steps=steps)


def test_a_firm_is_not_connected_with_itself(country: Country) -> None:
    with pytest.raises(QuestionError, match="同一家企业"):
        paths.ask(joined(country), firm="甲", other="甲")


def test_neither_ids_nor_the_order_of_rows_change_the_ways(country: Country) -> None:
    ties: list[Row] = [{"subject": f"m-{a}", "object": f"m-{b}"} for a, b in ("甲中", "中乙", "甲间", "间乙")]
    one = said(country([{"id": f"m-{n}", "name": n} for n in "甲乙中间"], SUPPLIES=ties), "甲", "乙")
    other = said(country([{"id": f"m-{n}", "name": n} for n in "间中乙甲"], SUPPLIES=ties[::-1]), "甲", "乙")
    assert one == other
