"""What the picture of a chain promises, whatever the chain."""

from hypothesis import given
from hypothesis import strategies as st

from visualizations._layout import MOST_ROWS, Card, Layout, layout

BANDS = st.lists(st.integers(0, 2), min_size=1, max_size=40)


@st.composite
def chains(draw: st.DrawFn) -> tuple[list[Card], list[tuple[str, str]]]:
    cards = [Card(f"s{n:02}", band) for n, band in enumerate(draw(BANDS))]
    ids = st.sampled_from([c.id for c in cards])
    return cards, draw(st.lists(st.tuples(ids, ids), max_size=80))


def places(plan: Layout) -> dict[str, int]:
    return {item: n for n, (_, items) in enumerate(plan.columns) for item in items}


@given(chains())
def test_every_card_stands_once_in_a_column_of_its_band(chain: tuple[list[Card], list[tuple[str, str]]]) -> None:
    cards, ties = chain
    plan = layout(cards, ties)
    stood = [(item, band) for band, items in plan.columns for item in items if not item.startswith("~")]
    assert sorted(stood) == sorted((c.id, c.band) for c in cards)
    assert [band for band, _ in plan.columns] == sorted(band for band, _ in plan.columns)


@given(chains())
def test_every_tie_runs_forward_or_is_said_to_run_back(chain: tuple[list[Card], list[tuple[str, str]]]) -> None:
    cards, ties = chain
    plan = layout(cards, ties)
    at = places(plan)
    for a, b in {t for t in ties if t[0] != t[1]}:
        assert (at[a] < at[b]) == ((a, b) in plan.routes)
        assert (at[a] >= at[b]) == ((a, b) in plan.back)


@given(chains())
def test_a_tie_that_passes_columns_has_a_lane_in_each_of_them(
    chain: tuple[list[Card], list[tuple[str, str]]],
) -> None:
    cards, ties = chain
    plan = layout(cards, ties)
    at = places(plan)
    for (a, b), lanes in plan.routes.items():
        assert [at[lane] for lane in lanes] == list(range(at[a] + 1, at[b]))


@given(chains())
def test_no_column_holds_more_cards_than_can_be_read(chain: tuple[list[Card], list[tuple[str, str]]]) -> None:
    cards, ties = chain
    assert all(sum(not i.startswith("~") for i in items) <= MOST_ROWS for _, items in layout(cards, ties).columns)


@given(chains(), st.randoms(use_true_random=False))
def test_the_order_of_ties_does_not_change_the_picture(
    chain: tuple[list[Card], list[tuple[str, str]]], shuffle: object
) -> None:
    cards, ties = chain
    other = list(ties)
    shuffle.shuffle(other)  # type: ignore[attr-defined]
    assert layout(cards, ties) == layout(cards, other)


def test_sources_that_feed_the_same_segments_share_their_lanes() -> None:
    cards = [Card("a", 0), Card("b", 0), Card("m", 1), Card("x", 2), Card("y", 2)]
    plan = layout(cards, [("a", "m"), ("m", "x"), ("a", "x"), ("a", "y"), ("b", "m"), ("b", "x"), ("b", "y")])
    assert plan.routes["a", "x"] == plan.routes["b", "y"] != ()


def test_a_circle_is_drawn_and_its_closing_tie_runs_back() -> None:
    plan = layout([Card("a", 1), Card("b", 1)], [("a", "b"), ("b", "a")])
    assert len(plan.back) == 1
    assert len(plan.routes) == 1


def test_columns_are_of_one_kind_where_the_ties_leave_it_open() -> None:
    kinds = ["material", "equipment"] * 10
    cards = [Card(f"s{n:02}", 0, kind) for n, kind in enumerate(kinds)] + [Card("x", 1)]
    plan = layout(cards, [(c.id, "x") for c in cards[:-1]])
    found = [{kinds[int(i[1:])] for i in items if i.startswith("s")} for band, items in plan.columns if band == 0]
    assert [k for k in found if len(k) == 1] != []
    assert sum(len(k) for k in found) <= len(found) + 1
