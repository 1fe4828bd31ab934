"""The ledger: what is acknowledged stays, what is not was never there, and loading again changes nothing."""

import threading
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from graph import fault, schema
from graph.errors import BusyError, LedgerError, NewerHomeError, VocabularyError
from graph.ledger import Ledger, Load, Pin, archive, care, migrate, restore, writing
from graph.ledger.table import Part, Table, schemas
from graph.ledger.unread import ABOUT, Unread
from graph.model.claim import JUDGEMENT_COLUMNS, SOURCE_COLUMNS, Claims, File
from graph.standing import standing

DAY = date(2025, 1, 1)
NONE = pl.DataFrame()


class Killed(BaseException):
    """Stands for a kill: nothing catches it."""


def firm(name: str, **more: Any) -> dict[str, Any]:
    return {"subject": f"m-{name}", "name": name, "source": "s-1", "known_on": "2024-03-01", **more}


def load(*rows: dict[str, Any], series: str = "firms.csv", **more: Any) -> Load:
    frame = pl.DataFrame(rows, infer_schema_length=None) if rows else None
    claims = [] if frame is None else [Claims("Firm", frame)]
    given = {"sources": NONE, "judgements": NONE, "loaded_on": DAY, **more}
    declared, edition = given.pop("declared_on", None), given.pop("bytes", "sha")
    return Load(File(series, edition, declared), claims, **given)


def judged(left: str, right: str, **more: Any) -> pl.DataFrame:
    row = {"left": f"m-{left}", "right": f"m-{right}", "verdict": "same", **more}
    return pl.DataFrame([row], schema=JUDGEMENT_COLUMNS)


def page(source: str, **more: str) -> pl.DataFrame:
    return pl.DataFrame([{"source": source, **more}], schema=SOURCE_COLUMNS)


def names(ledger: Ledger, as_of: date = DAY, known_on: date | None = None) -> list[str]:
    """The firms that stand."""
    return sorted(standing(ledger.pin(), as_of=as_of, known_on=known_on or as_of).nodes["Firm"]["name"])


def ids(ledger: Ledger, *wanted: str) -> list[str]:
    rows = ledger.pin().claims.filter(pl.col("name").is_in(wanted)).select("claim_id").unique().collect()
    return rows["claim_id"].to_list()


def everything(pin: Pin) -> list[pl.DataFrame]:
    """All rows of a pin, whatever their order in files."""
    frames = [pin.claims, pin.sources, pin.judgements, pin.loads]
    return [f.collect().select(pl.struct(pl.all()).struct.json_encode().alias("row")).sort("row") for f in frames]


def files(home: Path) -> dict[str, bytes]:
    return {str(p.relative_to(home)): p.read_bytes() for p in home.rglob("*") if p.is_file()}


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger.open(tmp_path / "home", write=True)


@pytest.fixture
def killed_at(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Die at a point, by an error that nothing catches."""

    def at(point: str, act: Any) -> None:
        def strike(name: str) -> None:
            if name == point:
                raise Killed

        with monkeypatch.context() as patch:
            patch.setattr(fault, "point", strike)
            with pytest.raises(Killed):
                act()

    return at


# loads


def test_one_load_is_one_commit_and_one_row_of_loads(ledger: Ledger) -> None:
    before = ledger.pin().version
    receipt = ledger.append(load(firm("虚构甲公司"), firm("虚构乙公司"), sources=page("s-1", title="虚构报道")))
    pin = ledger.pin()
    assert (receipt.load, receipt.version, pin.version) == (1, before + 1, before + 1)
    assert (receipt.added, receipt.kept, receipt.retracted) == (2, 0, 0)
    row = pin.loads.collect().row(0, named=True)
    assert (row["load"], row["act"], row["series"], row["added"]) == (1, "load", "firms.csv", 2)
    assert str(pin.claims.collect_schema()["recorded_at"]) == "Datetime(time_unit='us', time_zone='UTC')"


@pytest.mark.parametrize("edition", [False, True])
def test_loading_twice_changes_nothing_in_whatever_order(ledger: Ledger, edition: bool) -> None:
    rows = [firm("虚构甲公司"), firm("虚构乙公司", basis="observed"), firm("虚构丙公司", known_on=None)]
    more: dict[str, Any] = {"sources": page("s-1", title="虚构"), "judgements": judged("虚构甲公司", "虚构乙公司")}
    ledger.append(load(*rows, edition=edition, **more))
    before = files(ledger.home)
    again = ledger.append(load(*rows[::-1], edition=edition, **more))
    assert (again.load, again.added, again.kept, again.retracted) == (1, 0, 3, 0)
    assert files(ledger.home) == before
    later = ledger.append(load(*rows, edition=edition, **{**more, "loaded_on": date(2025, 5, 5)}))
    assert later.load == 1, "the day of loading is no news"


def test_one_claim_said_in_two_rows_is_one_claim(ledger: Ledger) -> None:
    twice = [firm("虚构甲公司", row=7, known_on=None), firm("虚构甲公司", row=3)]
    assert ledger.append(load(*twice)).added == 1
    assert ledger.pin().claims.select("row", "known_from").collect().rows() == [(3, "published")]
    assert ledger.append(load(*twice[::-1])).added == 0


def test_a_claim_said_with_more_weight_is_told_again_and_its_last_telling_counts(ledger: Ledger) -> None:
    ledger.append(load(firm("虚构甲公司", confidence=0.5)))
    told = ledger.append(load(firm("虚构甲公司", confidence=0.9)))
    assert (told.added, told.kept) == (1, 0)
    assert ledger.append(load(firm("虚构甲公司", confidence=0.9))).added == 0
    assert ledger.append(load(firm("虚构甲公司", confidence=0.5))).added == 1


def test_editions_a_b_a_end_with_what_a_says(ledger: Ledger) -> None:
    a, b = firm("虚构甲公司"), firm("虚构乙公司")
    ledger.append(load(a, edition=True))
    told = ledger.append(load(b, edition=True))
    assert (told.added, told.retracted, names(ledger)) == (1, 1, ["虚构乙公司"])
    told = ledger.append(load(a, edition=True))
    assert (told.added, told.kept, told.retracted) == (1, 0, 1)
    assert names(ledger) == ["虚构甲公司"]


def test_an_edition_retracts_only_what_its_own_series_said(ledger: Ledger) -> None:
    ledger.append(load(firm("虚构甲公司"), firm("虚构乙公司")))
    ledger.append(load(firm("虚构乙公司"), firm("虚构丙公司"), series="other.csv"))
    told = ledger.append(load(firm("虚构甲公司"), edition=True))
    assert (told.added, told.kept, told.retracted) == (0, 1, 1)
    assert names(ledger) == ["虚构丙公司", "虚构乙公司", "虚构甲公司"]
    ledger.append(load(series="other.csv", edition=True))
    assert names(ledger) == ["虚构甲公司"]


def test_a_plain_load_retracts_nothing(ledger: Ledger) -> None:
    ledger.append(load(firm("虚构甲公司"), firm("虚构乙公司")))
    assert ledger.append(load(firm("虚构甲公司"))).retracted == 0
    assert names(ledger) == ["虚构乙公司", "虚构甲公司"]


def test_what_an_edition_drops_is_over_from_the_date_its_file_declares(ledger: Ledger) -> None:
    ledger.append(load(firm("虚构甲公司"), edition=True))
    ledger.append(load(firm("虚构乙公司"), edition=True, declared_on="2024-10"))
    assert "虚构甲公司" in names(ledger, date(2024, 10, 30))
    assert "虚构甲公司" not in names(ledger, date(2024, 10, 31)), "a month is known from its last day"


@pytest.mark.parametrize("declared", ["2025", "2025-03", "2025-03-09", "2026", "2025-03-08"])
def test_what_an_edition_of_this_year_drops_is_over_from_the_day_it_is_loaded(ledger: Ledger, declared: str) -> None:
    loaded = date(2025, 3, 8)
    ledger.append(load(firm("虚构甲公司"), edition=True))
    ledger.append(load(firm("虚构乙公司", known_on=None), edition=True, declared_on=declared, loaded_on=loaded))
    assert names(ledger, date(2025, 3, 7)) == ["虚构甲公司"]
    assert names(ledger, loaded) == ["虚构乙公司"]
    told = ledger.pin().claims.filter(pl.col("name") == "虚构乙公司").select("known_on").collect().item()
    assert told == "2025-03-08", "and what it says is known no later"


# rows that could not be read


def about(*rows: tuple[str, str], nameless: tuple[str, ...] = ()) -> Unread:
    """What refused rows are about: row, text."""
    return Unread(pl.DataFrame(list(rows), schema=ABOUT, orient="row"), frozenset(nameless))


@pytest.mark.parametrize(
    ("unread", "left"),
    [
        (about(("2", "虚构甲公司")), ["虚构乙公司", "虚构甲公司"]),
        (about(("2", "m-虚构甲公司")), ["虚构乙公司", "虚构甲公司"]),
        (about(("2", "虚构新公司")), ["虚构乙公司"]),
        (about(("2", "虚构新公司"), nameless=("2",)), ["虚构丙公司", "虚构乙公司", "虚构甲公司"]),
        (about(("2", "虚构甲公司"), nameless=("2",)), ["虚构乙公司", "虚构甲公司"]),
        (about(("2", "虚构甲公司"), nameless=("3",)), ["虚构丙公司", "虚构乙公司", "虚构甲公司"]),
    ],
    ids=["by-name", "by-id", "of-something-new", "nameless", "nameless-but-told", "one-told-one-nameless"],
)
def test_an_edition_does_not_retract_what_a_row_may_have_said_that_could_not_be_read(
    ledger: Ledger, unread: Unread, left: list[str]
) -> None:
    ledger.append(load(firm("虚构甲公司"), firm("虚构乙公司"), firm("虚构丙公司")))
    edition = load(firm("虚构乙公司"), edition=True, unread=unread, refused=1, bytes="typed over")
    weighed = ledger.weigh(edition)
    told = ledger.append(edition)
    assert names(ledger) == left
    assert told.retracted == 3 - len(left) == sum(weighed.retracted.values())
    assert told.unread == weighed.unread == len(left) - 1
    repaired = ledger.append(load(firm("虚构乙公司"), edition=True, bytes="repaired"))
    assert (repaired.retracted, names(ledger)) == (len(left) - 1, ["虚构乙公司"])


def test_an_edition_does_not_take_back_the_judgement_of_a_row_that_could_not_be_read(ledger: Ledger) -> None:
    rows = [firm("虚构甲公司"), firm("虚构乙厂")]
    ledger.append(load(*rows))
    ledger.append(load(series="same.csv", judgements=judged("虚构甲公司", "虚构乙厂"), edition=True))
    ledger.append(load(series="same.csv", edition=True, unread=about(("2", "m-虚构乙厂")), bytes="typed over"))
    assert len(names(ledger)) == 1
    ledger.append(load(series="same.csv", edition=True, bytes="repaired"))
    assert len(names(ledger)) == 2


def test_an_edition_takes_back_the_judgements_it_drops(ledger: Ledger) -> None:
    rows = [firm("虚构甲公司"), firm("虚构乙厂")]
    ledger.append(load(*rows))
    ledger.append(load(series="same.csv", judgements=judged("虚构甲公司", "虚构乙厂"), edition=True))
    assert len(names(ledger)) == 1
    ledger.append(load(series="same.csv", edition=True))
    assert len(names(ledger)) == 2


def test_weighing_says_what_an_append_then_does_and_writes_nothing(ledger: Ledger) -> None:
    ledger.append(load(firm("虚构甲公司"), firm("虚构乙公司"), firm("虚构丙公司"), firm("虚构丁公司")))
    before = files(ledger.home)
    edition = load(firm("虚构甲公司"), firm("虚构乙公司"), firm("虚构丙公司"), firm("虚构戊公司"), edition=True)
    weighed = Ledger.open(ledger.home).weigh(edition)
    assert files(ledger.home) == before
    assert (weighed.added, weighed.kept, weighed.retracted) == ({"Firm": 1}, {"Firm": 3}, {"Firm": 1})
    assert weighed.share_retracted == 0.25
    told = ledger.append(edition)
    assert (told.added, told.kept, told.retracted) == (1, 3, 1)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"source": None}, "Firm.source cannot be None"),
        ({"source": ""}, "Firm.source"),
        ({"confidence": float("nan")}, "Firm.confidence cannot be 'NaN'"),
        ({"confidence": 1.5}, "Firm.confidence"),
        ({"basis": "rumour"}, "Firm.basis cannot be 'rumour'"),
        ({"since": "2021-02-30"}, "Firm.since cannot be '2021-02-30'"),
        ({"known_on": "2021-13"}, "Firm.known_on"),
        ({"subject": ""}, "Firm.subject"),
        ({"hobby": "chess"}, "hobby"),
    ],
)
def test_what_the_vocabulary_refuses_is_refused_whole_place_first(
    ledger: Ledger, row: dict[str, Any], says: str
) -> None:
    before = files(ledger.home)
    with pytest.raises(VocabularyError) as refused:
        ledger.append(load(firm("虚构甲公司", row=3), {**firm("虚构乙公司", row=4), **row}))
    assert says in str(refused.value)
    assert str(refused.value).endswith("see `chainscout schema`")
    assert files(ledger.home) == before


# taking back


def test_what_is_retracted_stands_until_the_day_it_was_known(ledger: Ledger) -> None:
    ledger.append(load(firm("虚构甲公司"), firm("虚构乙公司")))
    told = ledger.retract(ids(ledger, "虚构甲公司"), date(2024, 9, 1), "虚构停产")
    assert told.retracted == 1
    assert "虚构甲公司" in names(ledger, date(2024, 8, 31))
    assert names(ledger, date(2024, 9, 1)) == ["虚构乙公司"]
    assert ledger.pin().loads.collect()["reason"].to_list() == [None, "虚构停产"]


def test_what_is_corrected_stands_at_no_date(ledger: Ledger) -> None:
    ledger.append(load(firm("虚构甲公司"), firm("虚构乙公司")))
    ledger.correct(ids(ledger, "虚构甲公司"), date(2024, 9, 1), "虚构误读")
    assert names(ledger, date(2024, 4, 1)) == names(ledger, DAY) == ["虚构乙公司"]


def test_a_correction_goes_beyond_a_retraction_and_not_the_other_way_round(ledger: Ledger) -> None:
    ledger.append(load(firm("虚构甲公司")))
    (claim,) = ids(ledger, "虚构甲公司")
    assert ledger.retract([claim], date(2024, 9, 1), "虚构").retracted == 1
    assert ledger.retract([claim], date(2024, 9, 1), "虚构").retracted == 0
    assert ledger.correct([claim], DAY, "虚构").retracted == 1
    assert ledger.retract([claim], DAY, "虚构").retracted == 0
    assert names(ledger, date(2024, 4, 1)) == []


@pytest.mark.parametrize(("act", "again_by"), [("retract", "sha"), ("correct", "changed")])
@pytest.mark.parametrize("edition", [False, True])
def test_a_source_that_says_again_what_was_taken_back_is_heard(
    ledger: Ledger, act: str, again_by: str, edition: bool
) -> None:
    ledger.append(load(firm("虚构甲公司"), firm("虚构乙公司")))
    taken = ids(ledger, "虚构甲公司")
    getattr(ledger, act)(taken, date(2024, 9, 1), "虚构")
    again = ledger.append(load(firm("虚构甲公司"), firm("虚构乙公司"), edition=edition, bytes=again_by))
    assert (again.added, again.kept, again.retracted) == (1, 1, 0)
    assert again.again == (tuple(taken) if act == "correct" else ())
    assert names(ledger) == ["虚构乙公司", "虚构甲公司"]


@pytest.mark.parametrize("edition", [False, True])
def test_what_was_misread_stays_corrected_while_the_file_is_the_same(ledger: Ledger, edition: bool) -> None:
    rows = firm("虚构甲公司"), firm("虚构乙公司")
    ledger.append(load(*rows))
    ledger.correct(ids(ledger, "虚构甲公司"), DAY, "虚构误读")
    weighed = ledger.weigh(load(*rows, edition=edition))
    assert (weighed.added, weighed.corrected, weighed.again) == ({}, 1, ())
    before = files(ledger.home)
    again = ledger.append(load(*rows, edition=edition))
    assert (again.added, again.kept, again.retracted, again.corrected, again.again) == (0, 1, 0, 1, ())
    assert files(ledger.home) == before
    assert names(ledger) == ["虚构乙公司"]
    told = ledger.append(load(*rows, edition=edition, restate=True))
    assert (told.added, told.kept, told.corrected, told.again) == (1, 1, 0, tuple(ids(ledger, "虚构甲公司")))
    assert names(ledger) == ["虚构乙公司", "虚构甲公司"]


def test_a_file_that_was_read_before_the_correction_is_the_same_though_it_said_nothing_new(ledger: Ledger) -> None:
    rows = firm("虚构甲公司"), firm("虚构乙公司")
    ledger.append(load(*rows))
    noted = ledger.append(load(*rows, bytes="a remark more"))
    assert (noted.load, noted.added, noted.kept) == (2, 0, 2), "its bytes are noted"
    assert ledger.append(load(*rows, bytes="a remark more")).load == 2
    ledger.correct(ids(ledger, "虚构甲公司"), DAY, "虚构误读")
    for known in ("sha", "a remark more"):
        assert ledger.append(load(*rows, bytes=known)).corrected == 1
    assert ledger.append(load(*rows, bytes="changed since")).again == tuple(ids(ledger, "虚构甲公司"))


def test_what_another_file_says_is_not_held_back_by_a_correction(ledger: Ledger) -> None:
    ledger.append(load(firm("虚构甲公司")))
    ledger.correct(ids(ledger, "虚构甲公司"), DAY, "虚构误读")
    told = ledger.append(load(firm("虚构甲公司"), series="other.csv"))
    assert (told.added, told.corrected) == (1, 0)
    assert names(ledger) == ["虚构甲公司"]


def test_an_edition_does_not_count_what_was_taken_back_before(ledger: Ledger) -> None:
    ledger.append(load(firm("虚构甲公司"), firm("虚构乙公司")))
    ledger.retract(ids(ledger, "虚构甲公司"), date(2024, 9, 1), "虚构")
    weighed = ledger.weigh(load(firm("虚构乙公司"), edition=True))
    assert (weighed.retracted, weighed.share_retracted) == ({}, 0)


def test_an_unknown_claim_cannot_be_taken_back(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="claim c-none: not in the ledger"):
        ledger.retract(["c-none"], DAY, "虚构")


def test_a_ledger_opened_for_reading_refuses_to_write(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="opened for reading"):
        Ledger.open(ledger.home).append(load(firm("虚构甲公司")))


# kills


@pytest.mark.parametrize(
    "point", ["append.begin", "append.sources", "append.judgements", "append.loads", "claims.written", "append.commit"]
)
def test_a_load_that_was_not_acknowledged_was_never_there(ledger: Ledger, point: str, killed_at: Any) -> None:
    ledger.append(load(firm("虚构甲公司"), firm("虚构乙厂")))
    before, pinned = everything(ledger.pin()), ledger.pin().version
    one = load(firm("虚构丙公司"), sources=page("s-2"), judgements=judged("虚构甲公司", "虚构乙厂"))
    killed_at(point, lambda: ledger.append(one))
    assert ledger.pin().version == pinned
    for now, then in zip(everything(Ledger.open(ledger.home).pin()), before, strict=True):
        assert_frame_equal(now, then)
    reopened = Ledger.open(ledger.home, write=True)
    told = reopened.append(load(firm("虚构丁公司"), series="other.csv"))
    assert told.load == 2
    assert reopened.pin().sources.collect().is_empty(), "the next load does not acknowledge the dead one"
    assert reopened.pin().judgements.collect().is_empty()
    assert reopened.append(one).added == 1
    assert reopened.pin().loads.collect()["load"].to_list() == [1, 2, 3]
    assert reopened.pin().judgements.collect().height == 1


def test_a_kill_after_the_commit_loses_nothing(ledger: Ledger, killed_at: Any) -> None:
    killed_at("append.committed", lambda: ledger.append(load(firm("虚构甲公司"))))
    reopened = Ledger.open(ledger.home, write=True)
    assert names(reopened) == ["虚构甲公司"]
    assert reopened.append(load(firm("虚构甲公司"))).kept == 1


def test_a_pin_reads_its_version_whatever_comes_after(ledger: Ledger) -> None:
    ledger.append(load(firm("虚构甲公司"), sources=page("s-1", title="旧")))
    pin = ledger.pin()
    before = everything(pin)
    ledger.append(load(firm("虚构乙公司"), sources=page("s-1", title="新"), edition=True))
    for now, then in zip(everything(ledger.pin(pin.version)), before, strict=True):
        assert_frame_equal(now, then)


# a vocabulary that grew


def test_a_home_from_before_the_vocabulary_grew_is_loaded_and_read_with_the_new_fields(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    young = ("short_name", "uscc")
    with monkeypatch.context() as patch:
        older = {**schemas(), "claims": {n: t for n, t in schemas()["claims"].items() if n not in young}}
        patch.setattr("graph.ledger.table.schemas", lambda: older)
        assert Ledger.open(tmp_path / "home", write=True).append(load(firm("虚构甲公司"))).load == 1
    before = Ledger.open(tmp_path / "home").pin()
    assert before.claims.collect()["short_name"].to_list() == [None], "reading alone changes nothing"
    ledger = Ledger.open(tmp_path / "home", write=True)
    assert ledger.pin().load == 1
    assert ledger.append(load(firm("虚构甲公司"))).kept == 1, "what stood stands"
    ledger.append(load(firm("虚构甲公司"), firm("虚构乙公司", short_name="虚构乙")))
    as_others_read_it = pl.scan_delta(str(tmp_path / "home" / "ledger" / "claims")).collect()
    assert dict(as_others_read_it.schema) == schemas()["claims"]
    assert as_others_read_it.sort("load").select("name", "short_name").rows() == [
        ("虚构甲公司", None),
        ("虚构乙公司", "虚构乙"),
    ]
    version = ledger.pin().version
    assert Ledger.open(tmp_path / "home", write=True).pin().version == version, "told once"
    assert ledger.compact() > 0
    assert names(ledger) == ["虚构乙公司", "虚构甲公司"]


@pytest.mark.parametrize("point", ["claims.widen", "claims.widened"])
def test_a_kill_while_the_columns_are_told_is_told_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, killed_at: Any, point: str
) -> None:
    with monkeypatch.context() as patch:
        older = {**schemas(), "claims": {n: t for n, t in schemas()["claims"].items() if n != "uscc"}}
        patch.setattr("graph.ledger.table.schemas", lambda: older)
        Ledger.open(tmp_path, write=True).append(load(firm("虚构甲公司")))
    killed_at(point, lambda: Ledger.open(tmp_path, write=True))
    ledger = Ledger.open(tmp_path, write=True)
    assert ledger.append(load(firm("虚构乙公司", uscc="91350200MA2XU0000X"))).added == 1
    assert "uscc" in pl.scan_delta(str(tmp_path / "ledger" / "claims")).collect_schema()


# the lock and the home


def test_who_finds_the_lock_taken_is_told_by_whom(ledger: Ledger) -> None:
    import os
    import socket

    taken, done = threading.Event(), threading.Event()

    def hold() -> None:
        with writing(ledger.home):
            taken.set()
            done.wait(30)

    other = threading.Thread(target=hold)
    other.start()
    try:
        assert taken.wait(30)
        with pytest.raises(BusyError) as busy:
            ledger.append(load(firm("虚构甲公司")))
    finally:
        done.set()
        other.join()
    assert str(busy.value).startswith(str(ledger.home / "lock"))
    for part in (f"host {socket.gethostname()}", f"process {os.getpid()}", "since 20", "run again"):
        assert part in str(busy.value)
    assert ledger.append(load(firm("虚构甲公司"))).added == 1, "the lock is free again"


@pytest.mark.parametrize("write", [False, True])
def test_a_home_of_a_newer_version_is_refused_untouched(ledger: Ledger, write: bool) -> None:
    (ledger.home / "VERSION").write_text("99\n", encoding="utf-8")
    before = files(ledger.home)
    with pytest.raises(NewerHomeError, match="upgrade chainscout"):
        Ledger.open(ledger.home, write=write)
    assert files(ledger.home) == before


def test_a_folder_that_holds_something_else_is_no_home(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").touch()
    with pytest.raises(LedgerError, match=r"thesis\.docx"):
        Ledger.open(tmp_path, write=True)
    with pytest.raises(LedgerError, match="no ledger here"):
        Ledger.open(tmp_path)


# care


@pytest.fixture
def grown(ledger: Ledger) -> Ledger:
    """A ledger of several loads, with retractions, corrections and judgements."""
    for n in range(6):
        rows = [firm(f"虚构{i}公司", confidence=0.5 + n / 20) for i in range(n, n + 4)]
        more: dict[str, Any] = {
            "sources": page(f"s-{n}", title=f"虚构{n}"),
            "judgements": judged("虚构4公司", f"虚构{n}厂"),
        }
        ledger.append(load(*rows, edition=n % 2 == 1, **more))
    ledger.retract(ids(ledger, "虚构6公司"), date(2024, 9, 1), "虚构")
    ledger.correct(ids(ledger, "虚构7公司"), date(2024, 9, 1), "虚构")
    return ledger


def test_a_compaction_makes_files_fewer_and_changes_no_row(grown: Ledger) -> None:
    pin = grown.pin()
    before, answers = everything(pin), names(grown)
    assert grown.compact() > 0
    assert len(Table(grown.home / "ledger", "claims").parts()) == 1
    for now, then in zip(everything(grown.pin()), before, strict=True):
        assert_frame_equal(now, then)
    assert names(grown) == answers
    for now, then in zip(everything(pin), before, strict=True):
        assert_frame_equal(now, then)
    assert grown.pin().load == pin.load
    assert grown.append(load(firm("虚构8公司", confidence=0.75))).kept == 1


def test_many_files_are_compacted_by_the_load_that_makes_them_many(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(care, "MANY", 3)
    for n in range(5):
        ledger.append(load(firm(f"虚构{n}公司")))
    assert len(Table(ledger.home / "ledger", "claims").parts()) <= 3
    assert len(names(ledger)) == 5


MB = 2**20


@pytest.mark.parametrize(
    ("sizes", "taken"),
    [
        ([30 * MB, *[50_000] * 64], 64),
        ([30 * MB, 30 * MB, *[50_000] * 64], 64),
        ([5 * MB, *[50_000] * 64], 65),
        ([30 * MB, 28 * MB, *[MB] * 20], 22),
        ([65 * MB, *[MB] * 40], 40),
        ([30 * MB], 0),
    ],
    ids=["one-large", "two-large", "grown-to-its-size", "all-grown", "never-the-largest", "alone"],
)
def test_few_rows_rewrite_a_large_file_only_when_the_small_ones_have_grown_to_its_size(
    sizes: list[int], taken: int
) -> None:
    parts = [Part(f"part-{n}", size, n, "", "") for n, size in enumerate(sizes)]
    found = care.alike(parts)
    assert len(found) == taken
    assert max((p.size for p in found), default=0) <= sorted(sizes)[: max(taken, 1)][-1]


def test_kinds_of_many_rows_get_files_of_their_own(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(care, "ROW_GROUP", 3)
    segments = Claims("Segment", pl.DataFrame({"subject": ["xu/a", "xu/b"], "source": ["s-1"] * 2}))
    ledger.append(load(*(firm(f"虚构{n}公司") for n in range(5))))
    ledger.append(Load(File("segments.csv", "sha"), [segments], NONE, NONE, loaded_on=DAY))
    before = everything(ledger.pin())
    assert ledger.compact() >= 2
    for now, then in zip(everything(ledger.pin()), before, strict=True):
        assert_frame_equal(now, then)
    kinds_of = [
        pl.read_parquet(ledger.home / "ledger" / "claims" / part.path)["kind"].unique().to_list()
        for part in Table(ledger.home / "ledger", "claims").parts()
    ]
    assert sorted(kinds_of) == [["Firm"], ["Segment"]]


@pytest.mark.parametrize("point", ["compact.begin", "claims.written", "compact.committed"])
def test_a_killed_compaction_changes_no_row(grown: Ledger, point: str, killed_at: Any) -> None:
    before = everything(grown.pin())
    killed_at(point, grown.compact)
    for now, then in zip(everything(Ledger.open(grown.home, write=True).pin()), before, strict=True):
        assert_frame_equal(now, then)


def test_opening_to_write_sweeps_what_a_killed_writer_left(grown: Ledger) -> None:
    left = [
        grown.home / "ledger" / name / leftover
        for name in schemas()
        for leftover in ("part-00000001-dead.parquet", "part-1.parquet#1", "_delta_log/00000000000000000009.json.tmp")
    ]
    for path in left:
        path.write_bytes(b"half")
    before = everything(Ledger.open(grown.home).pin())
    reopened = Ledger.open(grown.home, write=True)
    assert not [path for path in left if path.exists()]
    assert reopened.sweep() == 0
    for now, then in zip(everything(reopened.pin()), before, strict=True):
        assert_frame_equal(now, then)


def test_a_restored_backup_holds_what_was_backed_up(grown: Ledger, tmp_path: Path) -> None:
    before = everything(grown.pin())
    saved = grown.backup(tmp_path / "saved.tar")
    grown.append(load(firm("虚构新公司")))
    restore(saved, tmp_path / "new")
    back = Ledger.open(tmp_path / "new", write=True)
    for now, then in zip(everything(back.pin()), before, strict=True):
        assert_frame_equal(now, then)
    assert back.append(load(firm("虚构新公司"))).added == 1
    with pytest.raises(LedgerError, match="exists already"):
        grown.backup(saved)


def test_a_restore_into_a_home_that_holds_anything_is_refused(grown: Ledger, tmp_path: Path) -> None:
    saved = grown.backup(tmp_path)
    before = files(grown.home)
    with pytest.raises(LedgerError, match="not empty"):
        restore(saved, grown.home)
    assert files(grown.home) == before


def test_an_archive_of_something_else_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "other.tar").write_bytes(b"nothing of the kind")
    with pytest.raises(LedgerError, match=r"other\.tar: is no backup"):
        restore(tmp_path / "other.tar", tmp_path / "new")
    assert [p.name for p in tmp_path.iterdir()] == ["other.tar"]


SECRET = "https://secret.example.org/withdrawn"


@pytest.fixture
def withdrawn(ledger: Ledger) -> Ledger:
    """A ledger in which one source of two must go."""
    sources = pl.concat([page("s-1", title="虚构"), page("s-x", address=SECRET, title="WITHDRAWNTITLE")])
    rows = [firm("虚构甲公司"), firm("WITHDRAWNCO", source="s-x")]
    reason = judged("虚构甲公司", "WITHDRAWNCO", source="s-x", reason="WITHDRAWNREASON")
    ledger.append(load(*rows, sources=sources, judgements=reason))
    ledger.append(load(firm("虚构乙公司")))
    ledger.compact()
    return ledger


def traces(home: Path) -> list[str]:
    """Files in which anything of the withdrawn source can be read, packed or not."""
    words = ("WITHDRAWN", SECRET)
    found = [name for name, data in files(home).items() if any(w.encode() in data for w in words)]
    for path in home.rglob("*.parquet"):
        if path.parent.name != "_delta_log" and any(w in str(pl.read_parquet(path).to_dicts()) for w in words):
            found.append(str(path))
    return found


@pytest.mark.parametrize("by", ["s-x", SECRET, "WITHDRAWNTITLE"])
def test_a_purged_source_leaves_a_row_that_says_so_and_no_content(withdrawn: Ledger, by: str) -> None:
    assert traces(withdrawn.home)
    told = withdrawn.purge(by, "虚构撤回")
    assert told.retracted == 1
    assert traces(withdrawn.home) == []
    audit = withdrawn.pin().loads.collect().row(-1, named=True)
    assert (audit["act"], audit["series"], audit["reason"], audit["retracted"]) == ("purge", "s-x", "虚构撤回", 1)
    assert withdrawn.pin().sources.collect()["source"].to_list() == ["s-1"]
    assert withdrawn.pin().judgements.collect().is_empty()
    assert names(withdrawn) == ["虚构乙公司", "虚构甲公司"]
    assert withdrawn.append(load(firm("虚构丙公司"))).load == told.load + 1


def test_a_source_nobody_cites_cannot_be_purged(withdrawn: Ledger) -> None:
    with pytest.raises(LedgerError, match="source s-none: no claim cites it"):
        withdrawn.purge("s-none", "虚构")


@pytest.mark.parametrize("by", ["s-x", SECRET, "WITHDRAWNTITLE"])
@pytest.mark.parametrize("point", ["purge.sources", "purge.judgements", "purge.claims"])
def test_a_killed_purge_is_finished_by_the_next_writer_or_the_next_purge(
    withdrawn: Ledger, by: str, point: str, killed_at: Any
) -> None:
    killed_at(point, lambda: withdrawn.purge(by, "虚构"))
    reopened = Ledger.open(withdrawn.home, write=True)
    if traces(reopened.home):
        reopened.purge(by, "虚构")
    assert traces(reopened.home) == []
    assert "purge" in reopened.pin().loads.collect()["act"].to_list()
    assert names(reopened) == ["虚构乙公司", "虚构甲公司"]


# formats


def test_a_home_of_this_format_needs_no_migration(grown: Ledger) -> None:
    before = files(grown.home)
    assert migrate(grown.home) is None
    assert files(grown.home) == before


def test_an_older_home_is_backed_up_then_brought_forward(grown: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[Path] = []
    monkeypatch.setattr(archive, "MIGRATIONS", {0: steps.append})
    before = everything(grown.pin())
    (grown.home / "VERSION").write_text("0\n", encoding="utf-8")
    with pytest.raises(LedgerError, match="run `chainscout migrate`"):
        Ledger.open(grown.home)
    saved = migrate(grown.home)
    assert saved is not None
    assert saved.parent == grown.home.parent
    assert steps == [grown.home]
    for now, then in zip(everything(Ledger.open(grown.home).pin()), before, strict=True):
        assert_frame_equal(now, then)


def test_a_format_without_a_way_forward_is_left_as_it_is(grown: Ledger) -> None:
    (grown.home / "VERSION").write_text("0\n", encoding="utf-8")
    before = files(grown.home)
    with pytest.raises(LedgerError, match="no way forward"):
        migrate(grown.home)
    after = files(grown.home)
    before.pop("lock"), after.pop("lock")
    assert after == before


def test_a_newer_home_is_not_migrated(grown: Ledger) -> None:
    (grown.home / "VERSION").write_text("99\n", encoding="utf-8")
    with pytest.raises(NewerHomeError):
        migrate(grown.home)


# ids


def test_ids_of_claims_are_frozen(ledger: Ledger) -> None:
    ledger.append(load(firm("虚构甲公司", since="2021", short_name="虚构甲")))
    text = "\x1f".join(
        [
            "Firm",
            "firms.csv",
            "subject=m-虚构甲公司",
            "name=虚构甲公司",
            "short_name=虚构甲",
            "since=2021",
            "source=s-1",
        ]
    )
    assert ids(ledger, "虚构甲公司") == schema.hashed(pl.Series([text]), prefix="c-").to_list()
