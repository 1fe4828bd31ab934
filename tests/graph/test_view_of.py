"""The builder of small views that question tests stand on."""

from collections.abc import Callable

from graph.model.change import View

PLACES = [
    {"id": "CN", "name": "中国", "place_type": "country"},
    {"id": "350200", "name": "厦门市", "place_type": "city"},
]


def test_a_handful_of_rows_makes_a_view(view_of: Callable[..., View]) -> None:
    view = view_of(
        {
            "Segment": [{"id": "display/panel", "name": "面板", "filled_by": "produce"}],
            "Place": PLACES,
            "Firm": [{"id": "m-1", "name": "虚构面板甲公司"}, {"id": "m-2", "name": "虚构面板乙公司"}],
        },
        {
            "WITHIN": [{"subject": "350200", "object": "CN"}],
            "OPERATES_IN": [
                {"subject": "m-1", "object": "display/panel", "at": "350200"},
                {"subject": "m-2", "object": "display/panel", "stage": "planned"},
            ],
        },
    )
    query = (
        "MATCH (p:Place {id: $p})<-[:LOCATED_IN]-(f:Firm)-[o:OPERATES_IN]->(s:Segment) RETURN f.name AS f, s.id AS s"
    )
    assert view.rows(query, {"p": "350200"}) == [{"f": "虚构面板甲公司", "s": "display/panel"}]
    counts = "MATCH (s:Segment) RETURN s.n_firms AS f, s.n_makers AS m, s.n_makers_placed AS p"
    assert view.rows(counts) == [{"f": 2, "m": 1, "p": 1}]
