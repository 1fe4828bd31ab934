"""What is a product made of?"""

from collections.abc import Callable, Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st

from graph.model.change import Row, View
from queries.methods.parts import opened, own_products

Country = Callable[..., View]
PAIRS = st.sets(st.tuples(st.sampled_from("abcde"), st.sampled_from("abcde")), max_size=12)


def lists(pairs: set[tuple[str, str]]) -> Mapping[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for whole, part in sorted(pairs):
        found.setdefault(whole, []).append({"whole": whole, "part": part, "edge_id": f"{whole}>{part}"})
    return found


def rows(of: Mapping[str, list[Row]], ids: Sequence[str]) -> list[Row]:
    return [r for i in ids for r in of.get(i, [])]


@given(PAIRS)
def test_every_list_within_reach_is_opened_once_and_circles_end(pairs: set[tuple[str, str]]) -> None:
    of = lists(pairs)
    found = opened(["a"], lambda ids: rows(of, ids), 10)
    reached, todo = {"a"}, ["a"]
    while todo:
        for row in of.get(todo.pop(), []):
            if row["part"] not in reached:
                reached.add(row["part"])
                todo.append(row["part"])
    assert sorted(p.row["edge_id"] for p in found) == sorted(r["edge_id"] for w in reached for r in of.get(w, []))


def test_a_part_of_two_assemblies_is_listed_in_both_and_opened_once() -> None:
    of = lists({("car", "door"), ("car", "seat"), ("door", "bolt"), ("seat", "bolt"), ("bolt", "steel")})
    found = opened(["car"], lambda ids: rows(of, ids), 5)
    assert [(p.level, p.row["whole"], p.row["part"], p.is_opened) for p in found] == [
        (1, "car", "door", True), (1, "car", "seat", True),
        (2, "door", "bolt", True), (2, "seat", "bolt", False),
        (3, "bolt", "steel", True),
    ]  # fmt: skip


def test_a_product_is_meant_by_name_alias_or_a_piece_of_its_name(country: Country) -> None:
    view = country(
        [{"id": "m-1", "name": "甲公司"}],
        extra={
            "Product": [
                {"id": "p-1", "name": "虚构8.6代显示屏", "aliases": ["大屏"]},
                {"id": "p-2", "name": "显示屏"},
            ]
        },
        MAKES=[{"subject": "m-1", "object": "p-1"}, {"subject": "m-1", "object": "p-2"}],
    )
    asked = {text: sorted(own_products(view, ["m-1"], text)) for text in ("", "8.6代", "大屏", "显示屏", "没有的")}
    assert asked == {"": ["p-1", "p-2"], "8.6代": ["p-1"], "大屏": ["p-1"], "显示屏": ["p-2"], "没有的": []}
