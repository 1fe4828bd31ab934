"""What enters the ledger and how it is dated; judgements and sources beside it; homes that are busy, full or far away."""

import json
import subprocess
import sys
from datetime import date
from hashlib import blake2b
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import FullDiskError, VocabularyError
from graph.ledger import Ledger, Load
from graph.ledger.door import admit
from graph.ledger.home import REMOTE, room, warn_if_remote
from graph.ledger.table import Table
from graph.ledger.times import day_after, first_day, last_day
from graph.model.claim import Claims, File
from graph.schema import mention_ids

TODAY = date(2024, 3, 1)
NONE = pl.DataFrame()


def firms(*names: str, **more: object) -> Claims:
    frame = pl.DataFrame({"name": list(names)}).with_columns(
        subject=mention_ids(pl.Series(names)), source=pl.lit("s-1"), **{k: pl.lit(v) for k, v in more.items()}
    )
    return Claims("Firm", frame)


def load(*claims: Claims, series: str = "firms.csv", edition: bool = False, **more: object) -> Load:
    sources = more.pop("sources", pl.DataFrame({"source": ["s-1"], "address": ["http://a.example/1"]}))
    judgements = more.pop("judgements", NONE)
    declared = more.pop("declared", None)
    assert isinstance(sources, pl.DataFrame)
    assert isinstance(judgements, pl.DataFrame)
    assert declared is None or isinstance(declared, str)
    loaded_on = more.pop("loaded_on", TODAY)
    assert isinstance(loaded_on, date)
    return Load(File(series, "sha", declared), claims, sources, judgements, edition=edition, loaded_on=loaded_on)


def judged(*rows: tuple[str, str, str]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=["left", "right", "verdict"], orient="row").with_columns(by=pl.lit("office"))


def events(ledger: Ledger) -> list[str]:
    return ledger.pin().claims.sort("load", "subject").select("event").collect().to_series().to_list()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def ledger(home: Path) -> Ledger:
    return Ledger.open(home, write=True)


def test_a_claim_that_says_its_date_or_basis_anew_is_an_event_and_no_second_claim(ledger: Ledger) -> None:
    ledger.append(load(firms("甲公司")))
    assert ledger.append(load(firms("甲公司", known_on="2021-05"))).added == 1
    assert ledger.append(load(firms("甲公司", known_on="2021-05", basis="observed"))).added == 1
    assert ledger.append(load(firms("甲公司", known_on="2021-05", basis="observed", row=9))).added == 0
    assert ledger.pin().claims.select("claim_id").unique().collect().height == 1


@pytest.mark.parametrize(
    ("declared", "given_on", "expected"),
    [
        (None, "2021", ("2021", "published")),
        ("2023-07", None, ("2023-07", "file")),
        (None, None, ("2024-03-01", "loaded")),
        ("2024-02", None, ("2024-02", "file")),
        ("2024-03", None, ("2024-03-01", "loaded")),
        ("2024", None, ("2024-03-01", "loaded")),
        ("2025", "2021", ("2021", "published")),
    ],
)
def test_a_missing_date_is_filled_and_marked(
    declared: str | None, given_on: str | None, expected: tuple[str, str]
) -> None:
    given_ = load(firms("甲公司", known_on=given_on), declared=declared)
    assert admit(given_)[0].frame.select("known_on", "known_from").row(0) == expected


@pytest.mark.parametrize(("day", "expected"), [("2024-02", ("2024-02", "file")), ("2024", ("2024-03-01", "loaded"))])
def test_the_date_above_a_table_counts_like_the_one_said_for_the_file(day: str, expected: tuple[str, str]) -> None:
    titled = load(firms("甲公司", known_on=day, known_from="file"))
    assert admit(titled)[0].frame.select("known_on", "known_from").row(0) == expected


def test_a_claims_id_is_frozen() -> None:
    claim = admit(load(firms("甲公司", since="2020", row=7)))[0].frame
    said = ("Firm", "firms.csv", f"subject={claim['subject'][0]}", "name=甲公司", "since=2020", "source=s-1")
    assert claim["claim_id"][0] == "c-" + blake2b("\x1f".join(said).encode(), digest_size=12).hexdigest()
    assert claim["claim_id"][0] == "c-2f7b4d091e0eb31aa29e8065"


@given(st.permutations(["甲公司", "乙公司", "丙公司"]), st.integers(0, 99))
def test_the_id_knows_no_row_and_no_order(names: list[str], row: int) -> None:
    some = admit(load(firms(*names, row=row)))[0].frame
    base = admit(load(firms("甲公司", "乙公司", "丙公司")))[0].frame
    assert dict(some.select("name", "claim_id").iter_rows()) == dict(base.select("name", "claim_id").iter_rows())


def test_visibility_is_kept_and_public_unless_said(ledger: Ledger) -> None:
    ledger.append(load(firms("甲公司"), firms("乙公司", visibility="internal")))
    shown = ledger.pin().claims.sort("name").select("visibility").collect().to_series().to_list()
    assert sorted(shown) == ["internal", "public"]


def test_judgements_keep_their_order_and_are_not_doubled(ledger: Ledger) -> None:
    rows = judged(("m-1", "m-2", "same"), ("m-3", "m-4", "different"), ("m-2", "m-1", "unsure"))
    ledger.append(load(judgements=rows))
    ledger.append(load(judgements=rows))
    assert ledger.pin().judgements.collect()["verdict"].to_list() == ["same", "different", "unsure"]


def test_an_edition_takes_back_judgements_it_drops_and_gives_them_again(ledger: Ledger) -> None:
    both = judged(("m-1", "m-2", "same"), ("m-3", "m-4", "same"))
    for rows in (both, both.head(1), both, both):
        ledger.append(load(judgements=rows, edition=True))
    said = ledger.pin().judgements.collect().filter(pl.col("left") == "m-3")["verdict"].to_list()
    assert said == ["same", "unsure", "same"]


def test_a_file_read_again_does_not_overrule_what_another_judged_since(ledger: Ledger) -> None:
    ledger.append(load(judgements=judged(("m-1", "m-2", "same"))))
    ledger.append(load(judgements=judged(("m-1", "m-2", "different")), series="office.csv"))
    ledger.append(load(judgements=judged(("m-1", "m-2", "same"))))
    assert ledger.pin().judgements.collect()["verdict"].to_list() == ["same", "different"]


def test_a_judgement_without_a_firm_is_refused(ledger: Ledger) -> None:
    with pytest.raises(VocabularyError, match=r"^firms.csv: judgement"):
        ledger.append(load(judgements=judged(("m-1", "", "same"))))


def test_of_a_source_the_last_word_on_each_column_counts(ledger: Ledger) -> None:
    ledger.append(
        load(
            firms("甲公司"), sources=pl.DataFrame({"source": ["s-1"], "title": ["旧"], "address": ["http://a.example"]})
        )
    )
    ledger.append(load(sources=pl.DataFrame({"source": ["s-1"], "title": ["新"]})))
    assert ledger.pin().sources.select("title", "address").collect().row(0) == ("新", "http://a.example")


def test_the_lock_of_a_dead_process_is_taken_over(ledger: Ledger, home: Path) -> None:
    code = f"import os; from pathlib import Path; from graph.ledger import writing\nwith writing(Path({str(home)!r})): os._exit(9)"
    died = subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], check=False)
    assert died.returncode == 9
    assert json.loads((home / "lock").read_text())["pid"] > 0
    assert ledger.append(load(firms("甲公司"))).added == 1


def test_a_full_disk_acknowledges_nothing(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Table, "write", full)
        with pytest.raises(FullDiskError, match="nothing was acknowledged"):
            ledger.append(load(firms("甲公司")))
    assert events(ledger) == []
    assert ledger.append(load(firms("甲公司"))).added == 1


def test_other_errors_of_the_system_stay_what_they_are(tmp_path: Path) -> None:
    with pytest.raises(PermissionError), room(tmp_path):
        raise PermissionError(13, "denied")


@pytest.mark.parametrize(("system", "warned"), [*((name, True) for name in sorted(REMOTE)), ("ext4", False)])
def test_a_network_file_system_gets_one_warning(
    tmp_path: Path, system: str, warned: bool, caplog: pytest.LogCaptureFixture
) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"disk / ext4 rw 0 0\nserver:/x {tmp_path} {system} rw 0 0\n")
    for _ in range(2):
        warn_if_remote(tmp_path / "home", mounts)
    assert len(caplog.records) == int(warned)


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.sampled_from([4, 7, 10]))
def test_a_partial_date_holds_its_days(day: date, size: int) -> None:
    text = day.isoformat()[:size]
    assert first_day(text) <= day <= last_day(text) < day_after(text)
    assert first_day(text).isoformat()[:size] == last_day(text).isoformat()[:size] == text
    assert day_after(text).isoformat()[:size] != text
