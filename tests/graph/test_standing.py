"""Standing: which claims count at two dates, and what a tie says when its claims disagree."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from graph import schema
from graph.ledger import Ledger, Load, Pin
from graph.model.claim import JUDGEMENT_COLUMNS, SOURCE_COLUMNS, Claims, File
from graph.standing import Standing, standing
from graph.standing.ties import columns

DAY = date(2025, 1, 1)
Row = dict[str, Any]
Stand = Callable[..., Standing]
FIRM, OTHER, SEGMENT = "m-甲", "m-乙", "xu/glass"


def said(kind: str, subject: str, object_: str | None = None, **more: Any) -> Row:
    ends = {"subject": subject} if object_ is None else {"subject": subject, "object": object_}
    return {"kind": kind, **ends, "source": "s-1", "known_on": "2020-03-01", **more}


NODES = [
    said("Firm", FIRM, name="虚构甲公司"),
    said("Firm", OTHER, name="虚构乙厂"),
    said("Segment", SEGMENT, name="虚构玻璃"),
    *(said("Place", p, name=p) for p in ("350000", "350200", "xm-torch", "xm-torch-east", "xm-soft")),
    said("WITHIN", "350200", "350000"),
    said("WITHIN", "xm-torch", "350200"),
    said("WITHIN", "xm-torch-east", "xm-torch"),
    said("WITHIN", "xm-soft", "350200"),
]


def works(**more: Any) -> Row:
    return said("OPERATES_IN", FIRM, SEGMENT, **more)


def pinned(home: Path, rows: Sequence[Row], **more: Any) -> Pin:
    """A ledger of these rows in one load."""
    ledger = Ledger.open(home, write=True)
    ledger.append(one_load(rows, **more))
    return ledger.pin()


def one_load(rows: Sequence[Row], sources: Sequence[Row] = (), judgements: Sequence[Row] = (), **more: Any) -> Load:
    claims = [
        Claims(k, pl.DataFrame([r for r in rows if r["kind"] == k], schema=schema.frame_schema(k)))
        for k in dict.fromkeys(r["kind"] for r in rows)
    ]
    sides = pl.DataFrame(list(sources), schema=SOURCE_COLUMNS), pl.DataFrame(list(judgements), schema=JUDGEMENT_COLUMNS)
    return Load(File("t.csv", "sha"), claims, *sides, loaded_on=more.get("loaded_on", date(2021, 5, 5)))


@pytest.fixture
def stand(tmp_path: Path) -> Stand:
    """What stands of these rows, beside a few nodes."""

    def of(*rows: Row, as_of: date = DAY, known_on: date | None = None, **more: Any) -> Standing:
        pin = pinned(tmp_path / f"home-{len(list(tmp_path.iterdir()))}", [*NODES, *rows], **more)
        return standing(pin, as_of=as_of, known_on=known_on or as_of)

    return of


def tie(found: Standing, kind: str = "OPERATES_IN") -> Row:
    """The only tie of a kind."""
    assert len(found.edges[kind]) == 1
    return found.edges[kind].row(0, named=True)


# choosing among values


@pytest.mark.parametrize(
    ("loses", "wins"),
    [
        ({"since": "2021", "known_on": "2024-05"}, {"since": "2022", "known_on": "2022-05"}),
        ({"since": "2022", "confidence": 1.0}, {"since": "2022-02", "confidence": 0.1}),
        ({"since": "2023", "known_on": "2024-06-01"}, {"known_on": "2024-05-01"}),
        ({"since": "2022", "known_on": "2023-05"}, {"since": "2022", "known_on": "2023-06", "confidence": 0.1}),
        ({"known_on": "2023-12-30"}, {"known_on": "2023", "confidence": 0.1}),
        ({"since": "2022", "confidence": 0.5}, {"since": "2022", "confidence": 0.6}),
        ({"known_on": None, "confidence": 1.0}, {"known_on": "2020", "confidence": 0.1}),
        ({"since": "2020", "known_on": None}, {"since": "2020", "known_on": "2020", "confidence": 0.1}),
    ],
    ids=["since", "since-partial", "published-is-start", "known", "known-partial", "confidence", "fallback", "undated"],
)
@pytest.mark.parametrize("field", ["capacity", "products", "role"])
def test_of_two_values_the_newer_counts_a_fallback_date_never(stand: Stand, loses: Row, wins: Row, field: str) -> None:
    values: dict[str, tuple[Any, Any]] = {
        "capacity": ("9万吨", "1万吨"),
        "products": (["丙", "丁"], ["甲"]),
        "role": ("supplier", "anchor"),
    }
    for one, other in (values[field], values[field][::-1]):
        found = stand(works(**{field: one}, **loses), works(**{field: other}, **wins))
        assert tie(found)[field] == other


def test_of_two_values_equally_new_the_one_more_publishers_give_counts(stand: Stand) -> None:
    three = [works(capacity=c, source=f"s-{s}") for c, s in (("9万吨", 1), ("1万吨", 2), ("1万吨", 3))]
    sources = [{"source": f"s-{n}", "publisher": f"虚构报{n}"} for n in (1, 2, 3)]
    assert tie(stand(*three, sources=sources))["capacity"] == "1万吨"
    one_house = [{"source": f"s-{n}", "publisher": "虚构报" if n > 1 else "另一报"} for n in (1, 2, 3)]
    alone = tie(stand(*three, sources=one_house))["capacity"]
    more = works(capacity="9万吨", source="s-4")
    assert (
        tie(stand(*three, more, sources=[*one_house, {"source": "s-4", "publisher": "第三报"}]))["capacity"] == "9万吨"
    )
    assert alone in ("9万吨", "1万吨")


def test_values_are_chosen_field_by_field(stand: Stand) -> None:
    found = tie(stand(works(since="2021", capacity="1万吨"), works(since="2023", activity="produce")))
    assert (found["capacity"], found["activity"]) == ("1万吨", "produce")


@pytest.mark.parametrize(
    ("claims", "stage"),
    [
        ([("operating", "2020"), ("building", "2023")], "operating"),
        ([("planned", "2023"), ("signed", "2020")], "signed"),
        ([("operating", "2020"), ("closed", "2023")], "closed"),
        ([("closed", "2020"), ("operating", "2023")], "operating"),
        ([("closed", "2022"), ("operating", "2020"), ("building", "2023")], "building"),
        ([("closed", "2022"), ("operating", "2022")], "operating"),
        ([("unknown", "2024"), ("planned", "2020")], "planned"),
        ([("unknown", "2024"), ("closed", "2020")], "closed"),
    ],
)
def test_the_furthest_stage_counts_unless_a_newer_claim_says_closed(
    stand: Stand, claims: list[tuple[str, str]], stage: str
) -> None:
    rows = [works(stage=s, known_on=k) for s, k in claims]
    assert tie(stand(*rows))["stage"] == tie(stand(*rows[::-1]))["stage"] == stage


def test_an_undated_closing_closes_nothing_that_is_dated(stand: Stand) -> None:
    found = stand(works(stage="closed", known_on=None), works(stage="operating", known_on="2020"))
    assert tie(found)["stage"] == "operating"


def test_a_tie_has_the_strongest_basis_the_earliest_since_the_latest_until_and_the_newest_publication(
    stand: Stand,
) -> None:
    rows = [
        works(basis="declared", since="2021-05-01", until="2026-06-01", known_on="2023"),
        works(basis="observed", since="2021-05", until="2026", known_on="2023-12-31"),
        works(basis="declared", until="2025-12", known_on=None, source="s-2"),
    ]
    for order in (rows, rows[::-1]):
        found = tie(stand(*order))
        assert [found[n] for n in ("basis", "since", "until")] == ["observed", "2021-05", "2026"]
        assert found["known_on"] == "2023-12-31"


@pytest.mark.parametrize("weak", ["inferred", "potential", "synthetic"])
@pytest.mark.parametrize("sound", ["observed", "declared"])
def test_a_weaker_claim_says_nothing_of_a_tie_that_a_source_declares(stand: Stand, sound: str, weak: str) -> None:
    told = works(basis=sound, activity="produce", at="350200")
    guessed = works(basis=weak, activity="produce", at="350200", stage="operating", capacity="9万吨", since="2024",
                    until="2030", known_on="2024-05", confidence=1.0, source="s-2")  # fmt: skip
    alone, both = tie(stand(told)), stand(told, guessed)
    assert tie(both) == alone
    assert alone["stage"] is None
    assert len(both.evidence.filter(pl.col("tie") == alone["edge_id"])) == 2, "it stays among the evidence"
    by_itself = tie(stand(guessed))
    assert (by_itself["stage"], by_itself["basis"], by_itself["capacity"]) == ("operating", weak, "9万吨")


def test_a_weaker_claim_says_nothing_of_a_node_that_a_source_declares(stand: Stand) -> None:
    guessed = said("Segment", SEGMENT, name="虚构误称", filled_by="produce", basis="inferred", known_on="2024")
    found = stand(guessed).nodes["Segment"].row(0, named=True)
    assert (found["name"], found["filled_by"], found["n_sources"]) == ("虚构玻璃", None, 1)


def test_a_weaker_claim_gives_a_declared_one_neither_place_nor_activity(stand: Stand) -> None:
    guessed = works(basis="potential", at="xm-torch", activity="produce", stage="operating", source="s-2")
    found = stand(works(at="350200", stage="operating"), guessed).edges["OPERATES_IN"]
    assert found.select("at", "activity", "basis").sort("at").rows() == [
        ("350200", "unknown", "declared"),
        ("xm-torch", "produce", "potential"),
    ]
    turned = stand(works(at="xm-torch", activity="produce"), works(basis="inferred", at="350200", source="s-2"))
    assert (tie(turned)["at"], tie(turned)["activity"], tie(turned)["basis"]) == ("xm-torch", "produce", "declared")


# doing


def test_a_firm_that_does_two_things_in_one_segment_at_one_place_has_a_tie_for_each(stand: Stand) -> None:
    made, sold = works(at="xm-soft", activity="produce", known_on="2020"), works(at="xm-soft", activity="sell")
    found = stand({**made, "stage": "operating"}, {**sold, "stage": "planned", "known_on": "2024"})
    ties = found.edges["OPERATES_IN"]
    assert ties.select("activity", "stage").sort("activity").rows() == [("produce", "operating"), ("sell", "planned")]
    assert ties["edge_id"].is_unique().all()
    assert found.evidence.filter(pl.col("tie").is_in(ties["edge_id"].implode()))["tie"].is_unique().all()


@pytest.mark.parametrize("silent", [None, "unknown"])
@pytest.mark.parametrize(
    ("told", "found"),
    [
        ([], ["unknown"]),
        ([("xm-soft", "produce")], ["produce"]),
        ([("xm-soft", "produce"), ("xm-soft", "produce")], ["produce"]),
        ([("xm-soft", "produce"), ("xm-soft", "sell")], ["produce", "sell", "unknown"]),
        ([("xm-torch", "produce")], ["produce", "unknown"]),
        ([("350200", "produce")], ["produce"]),
        ([(None, "produce")], ["produce", "unknown"]),
    ],
    ids=["alone", "one", "one-twice", "several", "elsewhere", "coarser-place", "no-place"],
)
def test_a_claim_that_does_not_know_the_activity_joins_the_only_one_known_there(
    stand: Stand, silent: str | None, told: list[tuple[str | None, str]], found: list[str]
) -> None:
    asking = works(at="xm-soft", activity=silent, capacity="9万吨", source="s-9")
    rows = [works(at=at, activity=a, source=f"s-{n}") for n, (at, a) in enumerate(told)]
    for order in ([asking, *rows], [*rows, asking]):
        ties = stand(*order).edges["OPERATES_IN"]
        assert sorted(ties["activity"]) == found
        assert ties.filter(pl.col("capacity").is_not_null())["activity"].to_list() == [
            "unknown" if "unknown" in found else found[0]
        ]
        assert ties["n_sources"].sum() == len(order)


def test_a_claim_without_place_joins_the_only_activity_known_without_place(stand: Stand) -> None:
    found = tie(stand(works(activity="produce"), works(capacity="9万吨", source="s-2")))
    assert (found["activity"], found["capacity"], found["n_sources"]) == ("produce", "9万吨", 2)


def test_a_tie_of_which_no_claim_is_dated_has_no_date(stand: Stand) -> None:
    assert tie(stand(works(known_on=None)))["known_on"] is None


# time


@pytest.mark.parametrize(
    ("when", "day", "stands"),
    [
        ({"since": "2021"}, "2020-12-31", False),
        ({"since": "2021"}, "2021-01-01", True),
        ({"since": "2021-02"}, "2021-02-01", True),
        ({"until": "2022-05-01"}, "2022-04-30", True),
        ({"until": "2022-05-01"}, "2022-05-01", False),
        ({"until": "2022-05"}, "2022-05-31", True),
        ({"until": "2022-05"}, "2022-06-01", False),
        ({"until": "2022"}, "2022-12-31", True),
        ({"until": "2022"}, "2023-01-01", False),
        ({"since": "2021-03-01", "until": "2021-03-01"}, "2021-03-01", False),
    ],
)
def test_a_claim_is_valid_from_the_first_day_it_names_and_half_open(
    stand: Stand, when: Row, day: str, stands: bool
) -> None:
    found = stand(works(**when), as_of=date.fromisoformat(day), known_on=DAY)
    assert len(found.edges["OPERATES_IN"]) == stands


@pytest.mark.parametrize(
    ("known", "day", "is_known"),
    [
        ("2021", "2021-12-30", False),
        ("2021", "2021-12-31", True),
        ("2024-02", "2024-02-28", False),
        ("2024-02", "2024-02-29", True),
        ("2024-02-03", "2024-02-02", False),
        ("2024-02-03", "2024-02-03", True),
    ],
)
def test_a_claim_is_known_from_the_last_day_it_names(stand: Stand, known: str, day: str, is_known: bool) -> None:
    dated = works(since="2019", known_on=known)
    found = stand(dated, as_of=DAY, known_on=date.fromisoformat(day))
    assert len(found.edges["OPERATES_IN"]) == is_known


def test_a_tie_without_since_is_valid_from_the_day_it_was_known(stand: Stand) -> None:
    def ties(day: date) -> int:
        return len(stand(works(known_on="2022-05"), as_of=day, known_on=DAY).edges["OPERATES_IN"])

    assert (ties(date(2022, 5, 30)), ties(date(2022, 5, 31))) == (0, 1)


def test_reference_is_known_at_every_date_unless_dated(stand: Stand) -> None:
    feeds = [
        said("Segment", "xu/panel"),
        said("FEEDS", SEGMENT, "xu/panel"),
        said("FEEDS", "xu/panel", SEGMENT, since="2015"),
    ]
    early = stand(*feeds, as_of=date(1990, 1, 1))
    assert len(early.nodes["Segment"]) == 2
    assert early.nodes["Firm"].is_empty()
    assert len(early.edges["WITHIN"]) == 4
    assert early.edges["FEEDS"]["subject"].to_list() == [SEGMENT]
    assert len(stand(*feeds, as_of=date(2015, 1, 1)).edges["FEEDS"]) == 2


def test_what_becomes_known_later_changes_nothing_of_what_was_known(tmp_path: Path) -> None:
    known, chance = date(2022, 12, 31), random.Random(7)
    for n in range(12):
        ledger = Ledger.open(tmp_path / str(n), write=True)
        ledger.append(one_load([*NODES, *random_rows(chance, ("2020", "2021-05", "2022"))]))
        days = [date(2021, 12, 31), known, DAY]
        before = [standing(ledger.pin(), as_of=day, known_on=known) for day in days]
        later = random_rows(chance, ("2023", "2023-01", "2023-01-01", "2024-05"))
        ledger.append(one_load([said("Firm", "m-新", name="虚构新厂", known_on="2023"), *later]))
        ledger.retract(ledger.pin().claims.collect()["claim_id"].sample(9, seed=n).to_list(), date(2023, 1, 1), "虚构")
        for day, then in zip(days, before, strict=True):
            assert_same(standing(ledger.pin(), as_of=day, known_on=known), then)


# publishers


@pytest.mark.parametrize(
    ("one", "other", "n"),
    [
        ({"address": "https://news.xu.com.cn/1"}, {"address": "http://www.xu.com.cn/2"}, 1),
        ({"address": "https://xu.com.cn/1"}, {"address": "https://jia.com.cn/1"}, 1),
        ({"publisher": "虚构日报"}, {"address": "https://jia.com.cn/1"}, 2),
        ({"address": "https://swj.xu.gov.cn/1"}, {"address": "https://jia.com.cn/1"}, 2),
        ({"address": "https://swj.xu.gov.cn/1"}, {"address": "https://www.jia.gov.cn/1"}, 2),
        ({"address": "https://swj.xu.gov.cn/1"}, {"address": "https://gxj.xu.gov.cn/1"}, 2),
        ({"address": "https://xu.gov.cn/1"}, {"address": "http://www.xu.gov.cn/2"}, 1),
        ({"address": "https://xu.go.it/1"}, {"address": "https://jia.com.cn/1"}, 1),
        ({"publisher": "甲名单", "title": "甲名单.csv"}, {"publisher": "乙名单", "title": "乙名单.xlsx"}, 1),
        ({"publisher": "甲系列", "title": "甲系列"}, {"title": "虚构走访记录"}, 1),
        ({"publisher": "甲名单", "title": "甲名单.csv"}, {"publisher": "虚构日报", "title": "虚构报道"}, 2),
        ({"publisher": "甲名单", "title": "甲名单.csv"}, {"address": "https://swj.xu.gov.cn/1"}, 2),
        ({"publisher": "虚构管委会", "title": "虚构管委会《甲》"}, {"publisher": "虚构局", "title": "虚构局《乙》"}, 2),
        ({"address": "https://a.gov.cn.jia.com/1"}, {"address": "https://jia.com.cn/1"}, 1),
        (
            {"publisher": "虚构日报", "address": "https://a.example/1"},
            {"publisher": "虚构日报", "address": "https://b.test/1"},
            1,
        ),
        ({"publisher": "虚构日报"}, {"publisher": "虚构晚报"}, 2),
        ({"publisher": "虚构日报"}, {"publisher": "虚构晚报", "reprint_of": "虚构日报"}, 1),
        ({"publisher": "虚构日报"}, {"publisher": "虚构晚报", "reprint_of": "s-1"}, 1),
        ({"publisher": "虚构日报", "address": "https://a.example/1"}, {"reprint_of": "https://a.example/1"}, 1),
        ({"address": "https://a.example/1"}, {"publisher": "虚构晚报", "reprint_of": "https://m.a.example/9"}, 1),
        ({}, {}, 2),
    ],
)
def test_publishers_count_once_by_suffix_mirror_and_reprint_and_what_nobody_listed_or_cited_all_together(
    stand: Stand, one: Row, other: Row, n: int
) -> None:
    sources = [{"source": "s-1", **one}, {"source": "s-2", **other}]
    assert tie(stand(works(), works(source="s-2"), sources=sources))["n_sources"] == n


def test_a_tie_shows_where_its_newest_claim_can_be_read(stand: Stand) -> None:
    sources = [{"source": f"s-{n}", "address": f"https://a.example/{n}"} for n in (1, 2)]
    found = stand(works(known_on="2023"), works(known_on="2021", source="s-2"), sources=sources)
    assert tie(found)["source_url"] == "https://a.example/1"


def test_sources_nobody_described_count_each(stand: Stand) -> None:
    assert tie(stand(works(), works(source="s-2")))["n_sources"] == 2


# where


@pytest.mark.parametrize(
    ("at", "found"),
    [
        (["350200", "xm-torch"], ["xm-torch"]),
        (["350000", "350200", "xm-torch-east"], ["xm-torch-east"]),
        (["350200", "xm-torch", "xm-soft"], ["350200", "xm-soft", "xm-torch"]),
        (["350200", None], [None, "350200"]),
        (["xm-soft", "xm-torch"], ["xm-soft", "xm-torch"]),
    ],
)
def test_a_coarse_place_is_refined_to_the_only_finer_one_known(
    stand: Stand, at: list[str | None], found: list[str | None]
) -> None:
    ties = stand(*(works(at=place, source=f"s-{n}") for n, place in enumerate(at))).edges["OPERATES_IN"]
    assert sorted(ties["at"].to_list(), key=str) == sorted(found, key=str)
    assert ties["n_sources"].sum() == len(at)


def test_a_place_is_refined_for_this_firm_and_segment_only(stand: Stand) -> None:
    rows = [
        works(at="350200"),
        said("OPERATES_IN", OTHER, SEGMENT, at="xm-torch"),
        said("Segment", "xu/panel"),
        said("OPERATES_IN", FIRM, "xu/panel", at="xm-soft"),
    ]
    assert sorted(stand(*rows).edges["OPERATES_IN"]["at"]) == ["350200", "xm-soft", "xm-torch"]


def test_a_place_is_refined_by_what_lies_in_it_on_that_day(stand: Stand) -> None:
    rows = [
        said("Place", "xm-old"),
        said("WITHIN", "xm-old", "350200", until="2023"),
        works(at="350200"),
        works(at="xm-old"),
    ]
    assert len(stand(*rows, as_of=date(2023, 12, 31)).edges["OPERATES_IN"]) == 1
    assert len(stand(*rows, as_of=date(2024, 1, 1)).edges["OPERATES_IN"]) == 2


# ends


def same(left: str, right: str, **more: Any) -> Row:
    return {"left": left, "right": right, "verdict": "same", "by": "虚构", **more}


def test_ties_to_itself_after_a_merge_are_dropped_and_counted_as_ties(stand: Stand) -> None:
    rows = [said("SUPPLIES", FIRM, OTHER), said("SUPPLIES", FIRM, OTHER, source="s-2"), said("SUPPLIES", OTHER, FIRM)]
    apart, merged = stand(*rows), stand(*rows, judgements=[same(FIRM, OTHER)])
    assert (len(apart.edges["SUPPLIES"]), apart.counts["self_ties"]) == (2, 0)
    assert (len(merged.edges["SUPPLIES"]), merged.counts["self_ties"]) == (0, 1)


def test_ties_to_what_is_not_there_are_dropped_and_counted_as_ties(stand: Stand) -> None:
    gone = said("OPERATES_IN", FIRM, "xu/gone")
    found = stand(gone, {**gone, "source": "s-2"}, said("OPERATES_IN", "m-nobody", SEGMENT), works())
    assert found.counts["dangling"] == 2
    assert len(found.edges["OPERATES_IN"]) == 1
    assert len(found.evidence.filter(pl.col("tie") == tie(found)["edge_id"])) == 1


def test_old_ids_lead_to_the_canonical_one_and_ends_bear_it(stand: Stand) -> None:
    rows = [said("OPERATES_IN", OTHER, SEGMENT, source="s-2"), works()]
    found = stand(*rows, judgements=[same(FIRM, OTHER)])
    first, second = sorted([FIRM, OTHER])
    assert found.redirects.rows() == [(second, first)]
    assert found.nodes["Firm"]["id"].to_list() == [first]
    assert found.nodes["Firm"]["names"].to_list() == [["虚构乙厂", "虚构甲公司"]]
    assert (tie(found)["subject"], tie(found)["n_sources"]) == (first, 2)
    alone = stand(said("OPERATES_IN", first, SEGMENT))
    assert tie(alone)["edge_id"] == tie(found)["edge_id"], "the same tie, whoever was merged into its end"


def test_the_code_is_canonical_where_one_is_known(stand: Stand) -> None:
    code = "91350200MA00000017"
    found = stand(said("Firm", FIRM, name="虚构甲公司", uscc=code, source="s-2"), works())
    canonical = found.redirects.filter(pl.col("id") == FIRM)["canonical_id"].to_list() or [FIRM]
    assert tie(found)["subject"] == canonical[0]
    assert found.nodes["Firm"].filter(pl.col("id") == canonical[0])["uscc"].to_list() == [code]


def test_a_verdict_taken_back_is_as_if_never_given(stand: Stand) -> None:
    apart = stand(works())
    undone = stand(works(), judgements=[same(FIRM, OTHER), {**same(FIRM, OTHER), "verdict": "unsure"}])
    assert_same(undone, apart)


def test_a_firm_bears_its_newest_name_from_the_day_of_the_renaming(stand: Stand) -> None:
    renamed = [same(OTHER, FIRM, since="2022-06-01", reason="更名")]
    days = {date(2022, 5, 31): "虚构乙厂", date(2022, 6, 1): "虚构甲公司"}
    for day, name in days.items():
        assert stand(as_of=day, judgements=renamed).nodes["Firm"]["name"].to_list() == [name]


# all of it


def random_rows(chance: random.Random, known: Sequence[str | None]) -> list[Row]:
    pick = chance.choice

    def when() -> Row:
        dates: Row = {
            "since": pick((None, "2020", "2021-03", "2022")),
            "until": pick((None, None, "2024", "2024-06-01")),
        }
        more: Row = {"confidence": pick((0.5, 1.0)), "basis": pick(("declared", "observed", "inferred"))}
        return dates | more | {"known_on": pick(known), "source": pick(("s-1", "s-2", "s-3"))}

    firms, places = (FIRM, OTHER, "m-丙"), (None, "350200", "xm-torch", "xm-soft")
    stages, amounts = (None, "operating", "building", "closed", "unknown"), (None, "1万吨", "2万吨")
    ties = [
        said("OPERATES_IN", pick(firms), SEGMENT, at=pick(places), stage=pick(stages), capacity=pick(amounts)) | when()
        for _ in range(30)
    ]
    trade = [said("SUPPLIES", pick(firms), pick(firms), product=pick((None, "玻璃"))) | when() for _ in range(6)]
    named = [
        said("Firm", firm, name=f"虚构{firm[2:]}厂", short_name=pick((None, "甲", "乙"))) | when() for firm in firms
    ]
    return [*ties, *trade, *named]


def assert_same(one: Standing, other: Standing) -> None:
    """Equal in every row, whatever the order."""
    assert one.counts == other.counts
    for kind in schema.kinds():
        found, expected = ((s.edges if schema.is_edge(kind) else s.nodes)[kind] for s in (one, other))
        assert_frame_equal(found.sort(found.columns[0]), expected.sort(expected.columns[0]))
    order = ["tie", "claim_id"]
    assert_frame_equal(one.evidence.sort(order), other.evidence.sort(order))
    assert_frame_equal(one.redirects.sort("id"), other.redirects.sort("id"))


def test_the_order_of_rows_does_not_matter(tmp_path: Path) -> None:
    chance = random.Random(11)
    sources = [{"source": f"s-{n}", "publisher": "虚构报" if n > 1 else "另一报"} for n in (1, 2, 3)]
    for n in range(12):
        rows = random_rows(chance, (None, "2020", "2021-12", "2021-12-31", "2021", "2023"))
        pin = pinned(tmp_path / str(n), [*NODES, *rows], sources=sources, judgements=[same(FIRM, OTHER)] * (n % 2))
        then = standing(pin, as_of=DAY, known_on=DAY)
        for seed in range(4):
            shuffled = pin.claims.collect().sample(fraction=1, shuffle=True, seed=seed).lazy()
            turned = pin.sources.collect().sample(fraction=1, shuffle=True, seed=seed).lazy()
            again = standing(replace(pin, claims=shuffled, sources=turned), as_of=DAY, known_on=DAY)
            assert_same(again, then)


def test_every_tie_and_node_has_evidence_and_all_evidence_has_one(tmp_path: Path) -> None:
    pin = pinned(tmp_path / "home", [*NODES, *random_rows(random.Random(5), (None, "2020", "2023"))])
    found = standing(pin, as_of=DAY, known_on=DAY)
    ids = pl.concat(
        [f.select(f.columns[0]).to_series().rename("id") for f in (*found.nodes.values(), *found.edges.values())]
    )
    assert ids.is_unique().all()
    assert set(found.evidence["tie"]) == set(ids)
    assert found.evidence["claim_id"].is_unique().all()


def test_of_an_empty_ledger_nothing_stands_in_frames_of_the_right_shape(tmp_path: Path) -> None:
    found = standing(Ledger.open(tmp_path / "home", write=True).pin(), as_of=DAY, known_on=DAY)
    for kind in schema.kinds():
        frame = (found.edges if schema.is_edge(kind) else found.nodes)[kind]
        assert frame.is_empty()
        assert dict(frame.schema) == columns(kind)
