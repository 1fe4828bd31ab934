"""How much is bought locally, when not everything is on record?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.methods.sourcing import Origin, by_count, by_share

ORIGINS: st.SearchStrategy[Origin] = st.sampled_from(["local", "elsewhere", "unknown"])


@given(st.lists(ORIGINS, min_size=1, max_size=9))
def test_the_bounds_are_those_of_every_way_the_unknown_may_turn_out(origins: list[Origin]) -> None:
    """By trying all of them: every unknown local or elsewhere."""
    unknown = origins.count("unknown")
    rates = {round(100 * (origins.count("local") + k) / len(origins), 1) for k in range(unknown + 1)}
    found = by_count(origins)
    assert found is not None
    assert (found.low_pct, found.high_pct) == (min(rates), max(rates))


@given(st.lists(ORIGINS, min_size=1, max_size=9), st.sampled_from(["local", "elsewhere"]))
def test_to_learn_one_unknown_never_widens_the_interval(origins: list[Origin], learnt: Origin) -> None:
    before, after = by_count([*origins, "unknown"]), by_count([*origins, learnt])
    assert before is not None
    assert after is not None
    assert before.low_pct <= after.low_pct <= after.high_pct <= before.high_pct


@given(st.lists(st.tuples(st.floats(0.1, 20), ORIGINS), min_size=1, max_size=5))
def test_shares_add_to_the_whole_purchase_and_the_rest_is_unknown(shares: list[tuple[float, Origin]]) -> None:
    found = by_share(shares)
    assert found is not None
    assert found.total == pytest.approx(100)
    assert found.low_pct <= found.high_pct


def test_nothing_on_record_gives_no_rate() -> None:
    assert by_count([]) is None
    assert by_share([]) is None
    assert by_share([(0, "local")]) is None
