"""Whom does a firm supply?"""

from collections.abc import Callable

from graph.model.change import View
from queries import customers

Country = Callable[..., View]


def test_customers_are_at_the_other_end_of_the_tie(country: Country) -> None:
    view = country(
        [{"id": "m-1", "name": "卖家"}, {"id": "m-2", "name": "买家"}, {"id": "m-3", "name": "旁人"}],
        OPERATES_IN=[{"subject": "m-2", "object": "display/cell", "at": "350211"}],
        SUPPLIES=[{"subject": "m-1", "object": "m-2", "product": "玻璃"}, {"subject": "m-3", "object": "m-1"}],
    )
    answer = customers.ask(view, firm="卖家", place="甲市")
    assert [(t.name, t.product, t.locality) for t in answer.ties] == [("买家", "玻璃", "inside")]
    assert answer.n_inside == 1
    ringed = customers.ask(view, firm="卖家", place="乙市", within_km=900)
    assert [(t.locality, t.circle_locality) for t in ringed.ties] == [("outside", "inside")]
    assert (ringed.n_inside, ringed.n_in_circle) == (0, 1)


def test_no_customer_on_record_is_never_none(country: Country) -> None:
    answer = customers.ask(country([{"id": "m-1", "name": "卖家"}]), firm="卖家", place="甲市")
    assert answer.not_known == ("库中没有该企业的客户记录,不等于没有",)
