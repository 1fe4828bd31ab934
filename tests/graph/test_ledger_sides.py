"""What a load says of one page twice: nothing is dropped in silence, and nothing hangs on the order of its rows."""

import logging
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from graph.ledger import Ledger, Load
from graph.model.claim import JUDGEMENT_COLUMNS, SOURCE_COLUMNS, File

ADDRESS = "https://example.org/虚构"


def load(*pages: dict[str, Any]) -> Load:
    sources = pl.DataFrame([{"source": "s-1", **p} for p in pages], schema=SOURCE_COLUMNS)
    return Load(
        File("虚构.csv", "sha", None), [], sources, pl.DataFrame(schema=JUDGEMENT_COLUMNS), loaded_on=date(2026, 1, 1)
    )


def kept(home: Path, *pages: dict[str, Any]) -> dict[str, Any]:
    ledger = Ledger.open(home, write=True)
    ledger.append(load(*pages))
    return ledger.pin().sources.collect().select(list(SOURCE_COLUMNS)).row(0, named=True)


def test_two_titles_and_licences_of_one_page_are_both_kept_in_whatever_order_they_come(tmp_path: Path) -> None:
    pages = [
        {"title": "虚构乙", "licence": "CC BY 4.0", "published_on": "2024"},
        {"title": "虚构甲", "published_on": "2025"},
        {"title": "虚构乙"},
    ]
    one, other = kept(tmp_path / "1", *pages), kept(tmp_path / "2", *reversed(pages))
    assert (one["title"], one["licence"], one["published_on"]) == ("虚构乙 / 虚构甲", "CC BY 4.0", "2025")
    assert one == other


def test_two_houses_of_one_page_are_said_and_one_of_them_counts(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    pages = [
        {"publisher": "虚构乙报", "address": ADDRESS},
        {"publisher": "虚构甲报", "address": ADDRESS},
        {"address": ADDRESS},
    ]
    with caplog.at_level(logging.WARNING):
        one, other = kept(tmp_path / "1", *pages), kept(tmp_path / "2", *reversed(pages))
    assert one == other
    assert one["publisher"] == "虚构乙报"
    assert (
        caplog.messages
        == [f"{ADDRESS}: its publisher is said to be 虚构乙报 and 虚构甲报; the first counts, correct the rows"] * 2
    )


def test_what_is_said_once_is_kept_as_said_and_nothing_is_warned_of(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    one = kept(tmp_path, {"title": "虚构", "publisher": "虚构报"}, {"title": "虚构"})
    assert (one["title"], one["publisher"], one["licence"], one["reprint_of"]) == ("虚构", "虚构报", None, None)
    assert not caplog.messages


def test_loading_the_same_two_titles_again_is_no_news(tmp_path: Path) -> None:
    pages = [{"title": "虚构甲"}, {"title": "虚构乙"}]
    ledger = Ledger.open(tmp_path, write=True)
    ledger.append(load(*pages))
    version = ledger.pin().version
    ledger.append(load(*pages))
    assert ledger.pin().version == version
