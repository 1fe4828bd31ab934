"""Who is hit when some firms stop?"""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.methods import cascade
from queries.methods.cascade import Bond, Cascade, spread

FIRMS = "abcdef"
BOND = st.tuples(st.sampled_from(FIRMS), st.sampled_from(FIRMS), st.sampled_from(["x", "y", None]), st.booleans())
BONDS = st.lists(BOND, max_size=12).map(lambda rows: [Bond(f"{i:02}", *r) for i, r in enumerate(rows) if r[0] != r[1]])


def run(bonds: Sequence[Bond], *start: str, depth: int = 20, kin: Sequence[str] = ()) -> Cascade:
    return spread(
        start, lambda g: [b for b in bonds if b.giver in g], lambda t: [b for b in bonds if b.taker in t], depth, kin
    )


def stopped_by_definition(bonds: Sequence[Bond], start: str) -> dict[str, int]:
    """Round after round over the whole graph, no frontier: a taker stops when all givers of one thing have stopped."""
    gone, level = {start: 0}, 0
    while True:
        level += 1
        new = set()
        for taker in {b.taker for b in bonds} - set(gone):
            own = [b for b in bonds if b.taker == taker]
            for thing in {b.thing for b in own}:
                same = own if thing is None else [b for b in own if b.thing == thing]
                if all(b.giver in gone and b.is_recorded for b in same):
                    new.add(taker)
        if not new:
            return gone
        gone |= dict.fromkeys(new, level)


def reached_by_definition(bonds: Sequence[Bond], start: str) -> set[str]:
    found, todo = {start}, [start]
    while todo:
        one = todo.pop()
        new = {b.taker for b in bonds if b.giver == one} - found
        found |= new
        todo += new
    return found


@given(BONDS, st.sampled_from(FIRMS))
def test_certain_is_the_least_set_closed_under_no_other_source(bonds: list[Bond], start: str) -> None:
    found = run(bonds, start)
    assert {h.firm: h.depth for h in found.certain} | {start: 0} == stopped_by_definition(bonds, start)


@given(BONDS, st.sampled_from(FIRMS))
def test_certain_and_possible_are_apart_and_together_all_that_is_reached(bonds: list[Bond], start: str) -> None:
    found = run(bonds, start)
    certain, possible = {h.firm for h in found.certain}, {h.firm for h in found.possible}
    assert not certain & possible
    assert certain | possible | {start} == reached_by_definition(bonds, start)


@given(BONDS, st.sampled_from(FIRMS), st.sampled_from(FIRMS))
def test_a_second_source_never_makes_more_certain(bonds: list[Bond], start: str, taker: str) -> None:
    before = {h.firm for h in run(bonds, start).certain}
    more = [*bonds, Bond("99", "z", taker, "x")]
    assert {h.firm for h in run(more, start).certain} <= before


@given(BONDS, st.sampled_from(FIRMS))
def test_a_shallower_walk_is_the_beginning_of_a_deeper_one(bonds: list[Bond], start: str) -> None:
    deep, shallow = run(bonds, start), run(bonds, start, depth=1)
    assert shallow.certain == tuple(h for h in deep.certain if h.depth == 1)


def test_a_second_source_of_the_same_thing_makes_a_hit_possible_and_is_named() -> None:
    bonds = [Bond("1", "a", "b", "glass"), Bond("2", "c", "b", "glass"), Bond("3", "c", "b", "film")]
    found = run(bonds, "a")
    assert found.certain == ()
    assert [(h.firm, h.others) for h in found.possible] == [("b", ("c",))]


def test_a_source_of_another_thing_is_no_second_source() -> None:
    bonds = [Bond("1", "a", "b", "glass"), Bond("3", "c", "b", "film")]
    assert [(h.firm, h.depth, h.is_certain) for h in run(bonds, "a").certain] == [("b", 1, True)]


def test_what_is_supplied_for_nobody_knows_what_is_certain_only_from_the_only_supplier() -> None:
    assert [h.firm for h in run([Bond("1", "a", "b", None)], "a").certain] == ["b"]
    two = [Bond("1", "a", "b", None), Bond("2", "c", "b", "film")]
    assert run(two, "a").certain == ()
    assert run(two, "a").possible[0].others == ("c",)


def test_two_sources_that_both_hang_on_the_start_are_no_way_out() -> None:
    bonds = [
        Bond("1", "a", "b", "g"), Bond("2", "a", "c", "g"), Bond("3", "b", "d", "p"), Bond("4", "c", "d", "p"),
    ]  # fmt: skip
    assert [(h.firm, h.depth) for h in run(bonds, "a").certain] == [("b", 1), ("c", 1), ("d", 2)]


def test_an_inferred_bond_never_hits_for_certain() -> None:
    found = run([Bond("1", "a", "b", "g", is_recorded=False)], "a")
    assert (found.certain, [h.firm for h in found.possible]) == ((), ["b"])


def test_a_circle_ends_where_it_began() -> None:
    bonds = [Bond("1", "a", "b", "g"), Bond("2", "b", "c", "g"), Bond("3", "c", "a", "g")]
    assert [h.firm for h in run(bonds, "a").certain] == ["b", "c"]


def test_kin_of_the_start_hit_possibly_only() -> None:
    found = run([Bond("1", "k", "b", "g")], "a", kin=["k"])
    assert (found.certain, [(h.firm, h.depth) for h in found.possible]) == ((), [("b", 1)])


def test_a_firm_with_too_many_suppliers_is_cut_before_all_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cascade, "MOST", 2)
    bonds = [Bond(f"{i}", "a", f"t{i}", "") for i in range(5)]
    found = cascade.lost(["a"], lambda g: [b for b in bonds if b.giver in g], lambda t: [], 3)
    assert ([h.firm for h in found.certain], found.possible, found.is_cut) == (["t0", "t1"], (), True)


def test_a_certain_cascade_over_too_many_firms_stops_at_the_level_where_it_grew_too_large(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cascade, "MOST", 2)
    bonds = [Bond(f"{i}", "a", f"t{i}", "g") for i in range(3)] + [
        Bond(f"x{i}", f"t{i}", f"u{i}", "g") for i in range(3)
    ]
    found = run(bonds, "a")
    assert ([h.firm for h in found.certain], found.possible, found.is_cut) == (["t0", "t1", "t2"], (), True)


def test_a_cascade_over_too_many_firms_is_cut_and_says_so() -> None:
    bonds = [Bond(f"{i:02}", "a", f"t{i}", None) for i in range(5)] + [Bond("99", "z", f"t{i}", None) for i in range(5)]
    one = cascade._Spread(
        lambda g: [b for b in bonds if b.giver in g], lambda t: [b for b in bonds if b.taker in t], 3, {"a": 0}
    )
    assert [h.firm for h in one.possible(1, ())] == ["t0", "t1", "t2"]
    assert one.is_cut
