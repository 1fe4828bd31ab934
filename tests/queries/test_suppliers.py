"""Who supplies a firm?"""

from collections.abc import Callable

from graph.model.change import Row, View
from queries import suppliers

Country = Callable[..., View]


def supplied(country: Country) -> View:
    firms: list[Row] = [{"id": f"m-{n}", "name": n} for n in ("买家", "买家母公司", "本地商", "外地商", "无地商")]
    return country(
        firms,
        OPERATES_IN=[
            {"subject": "m-本地商", "object": "display/glass", "at": "zone"},
            {"subject": "m-外地商", "object": "display/glass", "at": "340100"},
        ],
        SUBSIDIARY_OF=[{"subject": "m-买家", "object": "m-买家母公司", "edge_id": "k-1"}],
        SUPPLIES=[
            {
                "subject": "m-外地商",
                "object": "m-买家",
                "segment": "display/glass",
                "product": "玻璃",
                "edge_id": "s-1",
            },
            {"subject": "m-本地商", "object": "m-买家", "share_pct": 90, "edge_id": "s-2"},
            {"subject": "m-无地商", "object": "m-买家母公司", "product": "树脂", "edge_id": "s-3"},
        ],
    )


def test_own_suppliers_stand_before_those_of_the_parent_which_are_inferred(country: Country) -> None:
    answer = suppliers.ask(supplied(country), firm="买家", place="甲市")
    assert [(t.name, t.basis, t.through) for t in answer.ties] == [
        ("本地商", "declared", "本企业"),
        ("外地商", "declared", "本企业"),
        ("无地商", "inferred", "母公司 买家母公司"),
    ]
    assert answer.ties[2].evidence == ("s-3", "k-1")


def test_where_and_how_much_stand_on_each_tie(country: Country) -> None:
    near, far, _ = suppliers.ask(supplied(country), firm="买家", place="甲市").ties
    assert (near.locality, near.place, near.share_pct) == ("inside", "甲市虚构高新区", 90.0)
    assert (far.locality, far.place, far.distance_km, far.segment_name) == ("outside", "乙市", 815, "玻璃基板")


def test_a_circle_says_who_is_in_it_and_who_is_not(country: Country) -> None:
    wide = suppliers.ask(supplied(country), firm="买家", place="甲市", within_km=900)
    assert [(t.name, t.locality, t.circle_locality) for t in wide.ties] == [
        ("本地商", "inside", "inside"), ("外地商", "outside", "inside"), ("无地商", "unplaced", "unplaced"),
    ]  # fmt: skip
    assert (wide.circle, wide.within_km, wide.n_inside, wide.n_in_circle) == ("甲市周边900公里", 900, 1, 2)
    assert suppliers.ask(supplied(country), firm="买家", place="甲市", within_km=100).n_in_circle == 1
    assert suppliers.ask(supplied(country), firm="买家", place="甲市").n_in_circle is None


def test_one_segment_can_be_asked_for(country: Country) -> None:
    answer = suppliers.ask(supplied(country), firm="买家", segment="玻璃基板", place="甲市")
    assert [t.name for t in answer.ties] == ["外地商"]


def test_ties_within_a_family_are_left_out(country: Country) -> None:
    view = country(
        [{"id": "m-1", "name": "子"}, {"id": "m-2", "name": "母"}],
        SUBSIDIARY_OF=[{"subject": "m-1", "object": "m-2"}],
        SUPPLIES=[{"subject": "m-2", "object": "m-1"}],
    )
    assert suppliers.ask(view, firm="子", place="甲市").n == 0


def test_what_is_not_on_record_is_said(country: Country) -> None:
    answer = suppliers.ask(supplied(country), firm="本地商", place="甲市")
    assert answer.not_known == ("库中没有该企业的供应商记录,不等于没有",)
