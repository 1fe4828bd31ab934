"""Which value of a tie counts: random claims against the rule told in plain Python."""

import random
from calendar import monthrange
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from graph.ledger import Ledger, Load
from graph.model.claim import Claims, File
from graph.standing import standing

Row = dict[str, Any]
EARLY = date(1, 1, 1)
BASES = ["observed", "declared", "inferred", "potential", "synthetic"]
GOING = ["planned", "signed", "building", "operating"]
SOUND = ("observed", "declared")
FIELDS = ("stage", "capacity", "products")
INSIDE = {"park": ("zone", "city"), "zone": ("city",), "other": ("city",)}
"""Which places contain which."""

HOUSES = {f"s-{n}": f"house{n % 3}.gov.cn" for n in range(6)}
SEGMENTS = [f"xu/{n}" for n in range(80)]


def first(text: str) -> date:
    year, month, day = ([int(part) for part in text.split("-")] + [1, 1])[:3]
    return date(year, month, day)


def last(text: str) -> date:
    start = first(text)
    if len(text) == 10:
        return start
    month = start.month if len(text) == 7 else 12
    return date(start.year, month, monthrange(start.year, month)[1])


def when(row: Row) -> tuple[date, date]:
    """Since, else when it was published; when it was published. A date that was not given is never the newest."""
    known = last(row["known_on"]) if row["known_on"] else EARLY
    return (first(row["since"]) if row["since"] else known), known


def value(name: str, rows: list[Row]) -> Any:
    told = [row for row in rows if row[name] is not None]
    if not told:
        return None
    if name == "stage":
        return furthest(told)

    def houses(row: Row) -> int:
        return len({HOUSES[other["source"]] for other in told if other[name] == row[name]})

    return max(told, key=lambda row: (*when(row), row["confidence"], houses(row), row["claim_id"]))[name]


def furthest(told: list[Row]) -> str:
    closed = max((when(row) for row in told if row["stage"] == "closed"), default=None)
    going = [row for row in told if row["stage"] in GOING]
    if closed and all(when(row) < closed for row in going):
        return "closed"
    counted = [row["stage"] for row in going if closed is None or when(row) >= closed]
    return max(counted, key=GOING.index, default="unknown")


def placed(row: Row, rows: list[Row]) -> Any:
    """The innermost of the finer places known for the firm and segment, if there is one; sound claims hear sound ones."""
    finer = {other["at"] for other in heard(row, rows) if row["at"] in INSIDE.get(other["at"], ())}
    innermost = [at for at in finer if not any(at in INSIDE.get(other, ()) for other in finer)]
    return innermost[0] if len(innermost) == 1 else row["at"]


def doing(row: Row, rows: list[Row]) -> str:
    """The only activity known where a claim, placed, knows none; sound claims hear sound ones."""
    if row["activity"] not in (None, "unknown"):
        return str(row["activity"])
    told = {other["activity"] for other in heard(row, rows) if other["at"] == row["at"]} - {None, "unknown"}
    return str(told.pop()) if len(told) == 1 else "unknown"


def heard(row: Row, rows: list[Row]) -> list[Row]:
    return [other for other in rows if row["basis"] not in SOUND or other["basis"] in SOUND]


def ties(rows: list[Row]) -> dict[tuple[Any, str], Row]:
    """What stands of a firm in a segment: one tie a place and activity."""
    rows = [{**row, "at": placed(row, rows)} for row in rows]
    found: dict[tuple[Any, str], list[Row]] = {}
    for row in rows:
        found.setdefault((row["at"], doing(row, rows)), []).append(row)
    return {key: expected(claims) for key, claims in found.items()}


def expected(rows: list[Row]) -> Row:
    """A tie of these claims: the sound ones tell what it is, where there are any."""
    rows = [row for row in rows if row["basis"] in SOUND] or rows
    published = [row["known_on"] for row in rows if row["known_on"]]
    begun = [row["since"] for row in rows if row["since"]]
    over = [row["until"] for row in rows if row["until"]]
    return {
        **{name: value(name, rows) for name in FIELDS},
        "basis": min((row["basis"] for row in rows), key=BASES.index),
        "since": min(begun, key=lambda text: (first(text), len(text)), default=None),
        "until": max(over, key=lambda text: (last(text), len(text)), default=None),
        "n_sources": len({HOUSES[row["source"]] for row in rows}),
        "known_on": max(published, key=lambda text: (last(text), len(text)), default=None),
    }


def some_claim(chance: random.Random, segment: str) -> Row:
    pick = chance.choice
    return {
        "subject": "m-1",
        "object": segment,
        "at": pick([None, "city", "zone", "park", "other"]),
        "activity": pick([None, "unknown", "produce", "sell"]),
        "stage": pick([None, "unknown", "closed", *GOING]),
        "capacity": pick([None, "大", "小"]),
        "products": pick([None, ["甲"], ["甲", "乙"]]),
        "basis": pick(BASES),
        "confidence": pick([0.5, 1.0]),
        "source": pick(list(HOUSES)),
        "since": pick([None, "2012", "2012-01", "2012-01-01", "2019-02", "2019-02-28"]),
        "until": pick([None, "2030", "2030-12", "2030-12-31", "2031-01-01"]),
        "known_on": pick([None, "2020", "2020-12", "2020-12-31", "2021-02", "2021-02-28"]),
    }


@pytest.mark.parametrize("seed", range(6))
def test_values_are_chosen_by_one_total_order(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    rows = [some_claim(chance, segment) for segment in SEGMENTS for _ in range(chance.randrange(1, 9))]
    nodes = [
        Claims("Firm", pl.DataFrame({"subject": ["m-1"], "name": ["虚构公司"], "source": ["s-0"]})),
        Claims("Segment", pl.DataFrame({"subject": SEGMENTS, "source": ["s-0"] * len(SEGMENTS)})),
        Claims("Place", pl.DataFrame({"subject": ["city", *INSIDE], "source": ["s-0"] * 4})),
        Claims(
            "WITHIN", pl.DataFrame({"subject": [*INSIDE], "object": ["zone", "city", "city"], "source": ["s-0"] * 3})
        ),
    ]
    sources = pl.DataFrame({"source": list(HOUSES), "address": [f"http://{h}/{s}" for s, h in HOUSES.items()]})
    work = Claims("OPERATES_IN", pl.DataFrame(rows, infer_schema_length=None))
    ledger = Ledger.open(tmp_path, write=True)
    day = date(2024, 1, 1)
    ledger.append(Load(File("a.csv", "sha"), [*nodes, work], sources, pl.DataFrame(), loaded_on=day))
    said = ledger.pin().claims.filter(pl.col("kind") == "OPERATES_IN").collect()
    undated = pl.when(pl.col("known_from") == "published").then("known_on")
    claims = said.with_columns(known_on=undated).to_dicts()
    built = standing(ledger.pin(), as_of=day, known_on=day).edges["OPERATES_IN"]
    shown = expected([rows[0] | {"claim_id": ""}])
    found: dict[str, dict[tuple[Any, str], Row]] = {segment: {} for segment in SEGMENTS}
    for row in built.to_dicts():
        found[row["object"]][row["at"], row["activity"]] = {name: row[name] for name in shown}
    assert found == {s: ties([c for c in claims if c["object"] == s]) for s in SEGMENTS}
