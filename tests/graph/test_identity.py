from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.identity import CODE, NAME, Identity, display_names, renames, resolve, standing
from graph.identity.canon import settle_each
from graph.identity.uscc import inner_digit, outer_digit
from graph.schema import mention_ids

JUDGED = {"left": pl.String, "right": pl.String, "verdict": pl.String, "since": pl.String, "rule": pl.String}
JUDGED |= {"reason": pl.String}
Row = tuple[str, str, str, str | None, str | None, str | None]


def code(n: int) -> str:
    body = f"{n:08d}"
    whole = "91350200" + body + inner_digit(body)
    return whole + outer_digit(whole)


def mentions(*rows: tuple[str, str] | tuple[str, str, str | None]) -> pl.DataFrame:
    """Mentions (id, name, code)."""
    filled = [(*r, None)[:3] for r in rows]
    return pl.DataFrame(filled, schema={"id": pl.String, "name": pl.String, "uscc": pl.String}, orient="row")


def judged(*rows: tuple[str, ...]) -> pl.DataFrame:
    """Judgements (left, right, verdict, rule)."""
    filled: list[Row] = [(r[0], r[1], r[2], None, r[3] if len(r) > 3 else None, None) for r in rows]
    return pl.DataFrame(filled, schema=JUDGED, orient="row")


def firms(who: Identity) -> set[frozenset[str]]:
    """The mentions of each firm."""
    return {frozenset(ids) for ids in who.canon.group_by("canonical_id").agg("id")["id"].to_list()}


def canonical(who: Identity) -> dict[str, str]:
    return dict(who.canon.select("id", "canonical_id").iter_rows())


APART = mentions(("m-a", "甲公司"), ("m-b", "乙公司"), ("m-c", "丙公司"), ("m-d", "丁公司"))
NONE = judged()


def test_without_codes_or_judgements_every_mention_is_its_own_firm() -> None:
    who = resolve(APART, NONE)
    assert canonical(who) == {i: i for i in APART["id"]}
    assert who.canon["rule"].null_count() == 4
    assert who.redirects.is_empty()


def test_equal_valid_codes_are_one_firm_whatever_the_name_and_the_code_stands_for_it() -> None:
    who = resolve(mentions(("m-a", "甲公司", code(1)), ("m-b", "乙公司", code(1)), ("m-c", "丙公司")), NONE)
    assert canonical(who) == {"m-a": code(1), "m-b": code(1), "m-c": "m-c"}
    assert set(who.canon.filter(pl.col("canonical_id") == code(1))["rule"]) == {CODE}


def test_an_invalid_code_joins_nothing() -> None:
    wrong = code(1)[:-1] + ("0" if code(1)[-1] != "0" else "1")
    who = resolve(mentions(("m-a", "甲公司", wrong), ("m-b", "乙公司", wrong)), NONE)
    assert canonical(who) == {"m-a": "m-a", "m-b": "m-b"}


def test_equal_full_names_written_differently_are_one_firm() -> None:
    who = resolve(mentions(("m-b", "厦门市虚构有限公司"), ("m-a", "虛構(廈門)有限公司")), NONE)
    assert canonical(who) == {"m-a": "m-a", "m-b": "m-a"}
    assert who.canon["rule"].to_list() == [NAME, NAME]


def test_two_codes_never_join_neither_by_name_nor_by_a_person_nor_by_a_chain() -> None:
    named = mentions(("m-a", "虚构有限公司", code(1)), ("m-b", "虛構有限公司", code(2)), ("m-c", "丙公司"))
    assert resolve(named, NONE).canon["canonical_id"].n_unique() == 3
    assert resolve(named, judged(("m-a", "m-b", "same"))).refused["reason"].to_list() == ["codes"]
    chain = resolve(named, judged(("m-a", "m-c", "same"), ("m-c", "m-b", "same")))
    assert firms(chain) == {frozenset({"m-a", "m-c"}), frozenset({"m-b"})}
    assert chain.refused.rows() == [("m-b", "m-c", "judgement", "codes")]


def test_a_name_that_two_codes_bear_is_ambiguous_and_stays_apart() -> None:
    who = resolve(
        mentions(("m-a", "虚构有限公司", code(1)), ("m-b", "虛構有限公司", code(2)), ("m-c", "虚构 有限公司")), NONE
    )
    assert canonical(who)["m-c"] == "m-c"
    assert who.n_ambiguous == 1
    assert who.ambiguous.rows() == [("m-c", "虚构 有限公司", sorted([code(1), code(2)]), NAME)]


def test_a_person_settles_what_is_ambiguous() -> None:
    rows = mentions(("m-a", "虚构有限公司", code(1)), ("m-b", "虛構有限公司", code(2)), ("m-c", "虚构 有限公司"))
    who = resolve(rows, judged(("m-c", "m-b", "same")))
    assert canonical(who)["m-c"] == code(2)
    assert who.n_ambiguous == 0


def test_one_name_with_two_codes_of_its_own_is_neither() -> None:
    rows = mentions(("m-a", "甲公司", code(1)), ("m-a", "甲公司", code(2)), ("m-b", "乙公司", code(1)))
    who = resolve(rows, NONE)
    assert canonical(who) == {"m-a": "m-a", "m-b": code(1)}
    assert who.ambiguous.rows() == [("m-a", "甲公司", sorted([code(1), code(2)]), "codes")]


def test_the_last_verdict_of_a_pair_wins_whichever_way_round() -> None:
    assert firms(resolve(APART, judged(("m-a", "m-b", "same"), ("m-b", "m-a", "different")))) == firms(
        resolve(APART, NONE)
    )
    who = resolve(APART, judged(("m-a", "m-b", "different"), ("m-b", "m-a", "same")))
    assert canonical(who)["m-b"] == "m-a"


def test_loads_order_verdicts_where_they_say_so() -> None:
    late = judged(("m-a", "m-b", "same"), ("m-a", "m-b", "different")).with_columns(load=pl.Series([2, 1]))
    assert canonical(resolve(APART, late))["m-b"] == "m-a"


@pytest.mark.parametrize("order", [0, 1])
def test_a_persons_verdict_beats_a_rules_whichever_is_later(order: int) -> None:
    rows = [("m-a", "m-b", "different"), ("m-a", "m-b", "same", "prefix-1")]
    assert len(firms(resolve(APART, judged(*(rows if order else rows[::-1]))))) == 4
    rows = [("m-a", "m-b", "same"), ("m-a", "m-b", "different", "prefix-1")]
    assert len(firms(resolve(APART, judged(*(rows if order else rows[::-1]))))) == 3


def test_a_person_can_part_what_names_and_codes_join() -> None:
    named = mentions(("m-a", "虚构有限公司"), ("m-b", "虛構有限公司"))
    assert len(firms(resolve(named, judged(("m-a", "m-b", "different"))))) == 2
    coded = mentions(("m-a", "甲公司", code(1)), ("m-b", "乙公司", code(1)))
    who = resolve(coded, judged(("m-a", "m-b", "different")))
    assert canonical(who) == {"m-a": code(1), "m-b": "m-b"}


def test_different_beats_same_across_a_chain_and_the_latest_same_is_refused() -> None:
    rows = judged(("m-a", "m-d", "different"), ("m-a", "m-b", "same"), ("m-b", "m-c", "same"), ("m-c", "m-d", "same"))
    who = resolve(APART, rows)
    assert firms(who) == {frozenset({"m-a", "m-b", "m-c"}), frozenset({"m-d"})}
    assert who.refused.rows() == [("m-c", "m-d", "judgement", "different")]
    last = rows[[1, 2, 3, 0]]
    assert firms(resolve(APART, last)) == firms(who)


def test_a_rules_same_is_refused_before_a_persons() -> None:
    rows = judged(("m-a", "m-c", "different"), ("m-a", "m-b", "same", "prefix-1"), ("m-b", "m-c", "same"))
    who = resolve(APART, rows)
    assert frozenset({"m-b", "m-c"}) in firms(who)
    assert who.refused["rule"].to_list() == ["prefix-1"]


def test_a_subsidiary_or_a_project_is_another_firm() -> None:
    rows = judged(("m-a", "m-c", "subsidiary"), ("m-a", "m-b", "same"), ("m-b", "m-c", "same"))
    assert len(firms(resolve(APART, rows))) == 3


def test_a_mention_that_only_judgements_name_joins_others_and_gets_no_row() -> None:
    who = resolve(APART, judged(("m-b", "m-0", "same"), ("m-0", "m-a", "same")))
    assert canonical(who) == {"m-a": "m-a", "m-b": "m-a", "m-c": "m-c", "m-d": "m-d"}


def test_a_rename_is_the_same_firm_at_every_date() -> None:
    rows = judged(("m-a", "m-b", "renamed")).with_columns(since=pl.lit("2021-11"))
    assert canonical(resolve(APART, rows))["m-b"] == "m-a"


IDS = [f"m-{c}" for c in "abcdefg"]
VERDICTS = st.tuples(
    st.sampled_from(IDS),
    st.sampled_from(IDS),
    st.sampled_from(["same", "same", "different", "renamed", "unsure"]),
    st.sampled_from(["", "", "prefix-1"]),
)
MENTIONS = st.lists(
    st.tuples(
        st.sampled_from(
            ["虚构甲有限公司", "虛構甲有限公司", "虚构乙有限公司", "虚构(厦门)丙有限公司", "厦门虚构丙有限公司", "丁"]
        ),
        st.sampled_from([None, None, None, code(1), code(2)]),
    ),
    min_size=len(IDS),
    max_size=len(IDS),
)


def drawn(facts: list[tuple[str, str | None]]) -> pl.DataFrame:
    return mentions(*((i, name, number) for i, (name, number) in zip(IDS, facts, strict=True)))


@given(MENTIONS, st.lists(VERDICTS, max_size=8), st.sampled_from(IDS), st.sampled_from(IDS))
def test_merge_then_undo_is_the_identity(
    facts: list[tuple[str, str | None]], said: list[tuple[str, ...]], one: str, other: str
) -> None:
    before = [v for v in said if {v[0], v[1]} != {one, other}]
    undone = [*before, (one, other, "same"), (one, other, "unsure")]
    assert_same(resolve(drawn(facts), judged(*undone)), resolve(drawn(facts), judged(*before)))


def assert_same(left: Identity, right: Identity) -> None:
    assert left.canon.sort("id").equals(right.canon.sort("id"))
    assert left.ambiguous.sort("id").equals(right.ambiguous.sort("id"))
    assert left.refused.equals(right.refused)


@given(MENTIONS, st.lists(VERDICTS, max_size=8), st.randoms())
def test_the_order_of_mentions_does_not_matter(
    facts: list[tuple[str, str | None]], said: list[tuple[str, ...]], chance: object
) -> None:
    rows = drawn(facts)
    assert_same(resolve(rows.sample(fraction=1, shuffle=True, seed=1), judged(*said)), resolve(rows, judged(*said)))


@given(st.lists(VERDICTS, max_size=5), st.lists(VERDICTS, max_size=5))
def test_the_order_of_unrelated_judgements_does_not_matter(
    here: list[tuple[str, ...]], there: list[tuple[str, ...]]
) -> None:
    rows = [(i, f"虚构{i}") for i in IDS] + [(f"{i}2", f"虚构{i}2") for i in IDS]
    moved = [(f"{v[0]}2", f"{v[1]}2", *v[2:]) for v in there]
    first, last = resolve(mentions(*rows), judged(*here, *moved)), resolve(mentions(*rows), judged(*moved, *here))
    assert first.canon.sort("id").equals(last.canon.sort("id"))
    assert sorted(first.refused.rows()) == sorted(last.refused.rows())


@given(MENTIONS, st.lists(VERDICTS, max_size=8))
def test_no_firm_holds_two_codes_or_a_pair_judged_different(
    facts: list[tuple[str, str | None]], said: list[tuple[str, ...]]
) -> None:
    rows, verdicts = drawn(facts), judged(*said)
    who = canonical(resolve(rows, verdicts))
    held: dict[str, set[str]] = {}
    for i, number in rows.drop_nulls("uscc").select("id", "uscc").iter_rows():
        held.setdefault(who[i], set()).add(number)
    assert all(len(numbers) == 1 for numbers in held.values())
    parted = standing(verdicts).filter(~pl.col("same"))
    assert all(who[a] != who[b] for a, b in parted.select("left", "right").iter_rows())


@given(MENTIONS, st.lists(VERDICTS, max_size=4))
def test_settling_columns_at_once_equals_settling_each_by_itself(
    facts: list[tuple[str, str | None]], said: list[tuple[str, ...]]
) -> None:
    rows, verdicts = drawn(facts), judged(*said)
    assert_same(resolve(rows, verdicts), settle_each(rows, verdicts))


def names(*rows: tuple[str, str]) -> pl.DataFrame:
    return pl.DataFrame([("f", i, n) for i, n in rows], schema=["canonical_id", "id", "name"], orient="row")


def shown(rows: pl.DataFrame, verdicts: pl.DataFrame, day: date) -> str:
    return str(display_names(rows, verdicts, day)["name"].item())


def test_a_full_legal_name_is_shown_before_a_short_or_a_foreign_one() -> None:
    rows = names(("m-a", "虚构"), ("m-b", "Xugou"), ("m-c", "虚构科技有限公司"), ("m-d", "虚构(厦门五期)"))
    assert shown(rows, NONE, date(2026, 1, 1)) == "虚构科技有限公司"


def test_only_the_name_shown_depends_on_the_date_of_a_rename() -> None:
    rows = names(("m-a", "虚构旧有限公司"), ("m-b", "虚构新有限公司"))
    moved = judged(("m-a", "m-b", "renamed")).with_columns(since=pl.lit("2021-11"))
    assert shown(rows, moved, date(2021, 10, 31)) == "虚构旧有限公司"
    assert shown(rows, moved, date(2021, 11, 1)) == "虚构新有限公司"


def test_the_newest_of_a_chain_of_renames_is_shown_as_far_as_it_is_known_here() -> None:
    rows = names(("m-a", "虚构一有限公司"), ("m-b", "虚构二有限公司"), ("m-c", "虚构"))
    moved = judged(("m-a", "m-b", "renamed"), ("m-b", "m-z", "renamed"))
    assert shown(rows, moved, date(2026, 1, 1)) == "虚构二有限公司"


def test_a_same_whose_reason_says_so_is_a_rename_and_one_taken_back_is_not() -> None:
    said = judged(("m-a", "m-b", "same"), ("m-c", "m-d", "renamed"), ("m-c", "m-d", "unsure"))
    said = said.with_columns(reason=pl.Series(["更名: 股改", None, None], dtype=pl.String))
    assert renames(said).rows() == [("m-a", "m-b", None)]


def test_ids_of_mentions_are_what_is_resolved() -> None:
    ids = mention_ids(pl.Series(["虚构甲", "虚构乙"]))
    rows = pl.DataFrame({"id": ids, "name": ["虚构甲", "虚构乙"], "uscc": [None, None]})
    assert resolve(rows, NONE).canon["id"].sort().equals(ids.sort())
