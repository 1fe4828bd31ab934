"""Ledger and standing against a definition in dictionaries, over many random histories."""

import hashlib
import importlib.util
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import narwhals as nw
import polars as pl
import pytest
from deltalake.transaction import AddAction

from graph import fault, schema
from graph.ledger import Ledger, Load, Pin, append
from graph.ledger.sides import resolved_sources
from graph.ledger.table import Part, Table, schemas
from graph.model.claim import Claims, File
from graph.standing import standing
from graph.standing.build import _contested
from graph.standing.cut import cut, cut_single

if TYPE_CHECKING:
    from tests.graph import oracle
else:
    _spec = importlib.util.spec_from_file_location("oracle_of_standing", Path(__file__).with_name("oracle.py"))
    oracle = importlib.util.module_from_spec(_spec)
    sys.modules[_spec.name] = oracle
    _spec.loader.exec_module(oracle)

SINCE = (None, None, "2020", "2021-03", "2021-12-31", "2022-06-15")
UNTIL = (None, None, None, "2022", "2022-12", "2023-02-28", "2021-12-31")
KNOWN = (None, "2020", "2021", "2021-12", "2022-02-28", "2022-06-15", "2023")
DECLARED = (None, None, "2021", "2022-02")
DAYS = [date.fromisoformat(day) for day in ("2021-12-31", "2022-01-01", "2022-02-28", "2022-12-30", "2022-12-31")]
POINTS = ("append.begin", "append.sources", "append.judgements", "append.loads", "claims.written", "append.commit")
MORE = ("confidence", "basis", "known_on")
NONE = pl.DataFrame()


class Killed(BaseException):
    """Stands for a kill: nothing catches it."""


class Frames(Table):
    """A table whose files are frames in memory; what is written counts once it is committed, as on disk."""

    def __init__(self, name: str) -> None:
        self.name, self.schema = name, schemas()[name]
        self.files: dict[str, pl.DataFrame] = {}
        self.kept: list[str] = []
        self.acknowledged = 0
        self.commits = 0

    @property
    def version(self) -> int:
        return self.commits

    @property
    def load(self) -> int:
        return self.acknowledged

    def parts(self) -> list[Part]:
        return [Part(p, 0, int(str(self.files[p]["load"].min())), "", "") for p in self.kept]

    def scan(self, series: str | None = None) -> pl.LazyFrame:
        return pl.concat([pl.LazyFrame(schema=self.schema), *(self.files[p].lazy() for p in self.kept)])

    def write(self, rows: pl.LazyFrame, load: int) -> AddAction | None:
        path = f"part-{len(self.files)}"
        self.files[path] = rows.collect()
        fault.point(f"{self.name}.written")
        return AddAction(path, 0, {}, 0, True, "{}") if len(self.files[path]) else None

    def commit(
        self, adds: Sequence[AddAction], removes: Sequence[Part] = (), load: int | None = None, moved: bool = False
    ) -> None:
        gone = {part.path for part in removes}
        self.kept = [p for p in self.kept if p not in gone] + [add.path for add in adds]
        self.acknowledged = load or self.acknowledged
        self.commits += 1


class InMemory(Ledger):
    """The ledger over frames: every line of it but the lock and the files."""

    def __init__(self) -> None:
        super().__init__(Path("nowhere"), write=True)
        self.tables: dict[str, Table] = {name: Frames(name) for name in schemas()}

    @contextmanager
    def _writing(self) -> Iterator[dict[str, Table]]:
        append.forget_unacknowledged(self.tables)
        yield self.tables

    def pin(self, version: int | None = None) -> Pin:
        claims, *sides = (self.tables[name].scan() for name in ("claims", *append.SIDES))
        return Pin(
            self.tables["claims"].version, self.tables["claims"].load, claims, resolved_sources(sides[0]), *sides[1:]
        )


class Histories:
    """Several histories side by side, of firms and segments of their own; each act is one load for all of them."""

    def __init__(self, seed: int, n: int, ledger: Ledger) -> None:
        self.chance, self.n, self.ledger = random.Random(seed), n, ledger
        self.oracle = oracle.Oracle()
        self.now: dict[str, list[list[oracle.Row]]] = {series: [[] for _ in range(n)] for series in ("a", "b")}
        self.files: dict[str, list[list[list[oracle.Row]]]] = {"a": [], "b": []}

    def row(self, h: int) -> "oracle.Row":
        pick = self.chance.choice
        kind = pick(("Firm", "Firm", "Segment", "Segment", "OPERATES_IN", "OPERATES_IN", "FEEDS"))
        firm, one, other = f"m-{h}-{pick('pq')}", f"x{h}/{pick('st')}", f"x{h}/{pick('st')}"
        ends = {"Firm": (firm, None), "Segment": (one, None), "OPERATES_IN": (firm, one), "FEEDS": (one, other)}[kind]
        said: oracle.Row = {"kind": kind, "subject": ends[0], "object": ends[1], "since": pick(SINCE)}
        if kind in oracle.NODES:
            said["name"] = ends[0]
        if kind == "Firm":
            said["short_name"] = pick((None, "虚构"))
        if kind == "OPERATES_IN":
            said["stage"] = pick((None, "operating", "closed"))
        more: oracle.Row = {"confidence": pick((0.5, 1.0)), "basis": pick(("declared", "observed"))}
        return said | more | {"until": pick(UNTIL), "known_on": pick(KNOWN), "source": pick(("s-1", "s-2"))}

    def edited(self, h: int, rows: "list[oracle.Row]") -> "list[oracle.Row]":
        """A workbook after an afternoon: some rows gone, one said otherwise, some new."""
        kept = [dict(row) for row in rows if self.chance.random() < 0.7]
        if kept and self.chance.random() < 0.5:
            self.chance.choice(kept).update(
                confidence=self.chance.choice((0.5, 1.0)), known_on=self.chance.choice(KNOWN)
            )
        return kept + [self.row(h) for _ in range(self.chance.randrange(3))]

    def load(self) -> None:
        """Load, or load as an edition, a file: of some histories what they say anew, of the others what they said.

        One time in three it is a file of before, the same bytes; now and then what was corrected is stated again.
        """
        series, is_edition, restate = self.chance.choice("ab"), self.chance.random() < 0.6, self.chance.random() < 0.2
        told = [self.edited(h, r) if self.chance.random() < 0.8 else r for h, r in enumerate(self.now[series])]
        if self.files[series] and self.chance.random() < 0.33:
            told = self.chance.choice(self.files[series])
        file = File(series, hashlib.sha256(repr(told).encode()).hexdigest(), self.chance.choice(DECLARED))
        self.chance.shuffle(rows := [row for one in told for row in one])
        act = replace(self._load(file, rows, self.day()), edition=is_edition, restate=restate)
        if not self.is_killed(lambda: self.ledger.append(act)):
            receipt = self.ledger.append(act)
            day = oracle.fallback(file.declared_on, act.loaded_on)
            counts = self.oracle.load((series, file.edition), rows, day, is_edition, restate)
            assert (receipt.added, receipt.kept, receipt.retracted, receipt.corrected) == counts
            self.now[series] = told
            self.files[series].append(told)

    def _load(self, file: File, rows: "list[oracle.Row]", day: date) -> Load:
        kinds = {str(row["kind"]) for row in rows}
        frames = []
        for kind in sorted(kinds):
            shape = {n: t for n, t in schema.frame_schema(kind).items() if n in {*oracle.KEY, *MORE}}
            frames.append(Claims(kind, pl.DataFrame([r for r in rows if r["kind"] == kind], schema=shape)))
        return Load(file, frames, NONE, NONE, loaded_on=day)

    def end(self) -> None:
        """Retract or correct some claims, of those that stand and those that do not."""
        known = sorted(self.oracle.events, key=str)
        if not known:
            return
        keys = [key for key in known if self.chance.random() < 0.25] or [self.chance.choice(known)]
        act, day, ids = self.chance.choice(("retract", "retract", "correct")), self.day(), self.ids()
        named = [name for name, key in ids.items() if key in set(keys)]
        ending = self.ledger.retract if act == "retract" else self.ledger.correct
        if not self.is_killed(lambda: ending(named, day, "虚构")):
            assert ending(named, day, "虚构").retracted == self.oracle.end(act, keys, day)

    def is_killed(self, act: Callable[[], object]) -> bool:
        """One time in five the process dies on the way, before the commit that acknowledges."""
        if self.chance.random() > 0.2:
            return False
        point = self.chance.choice(POINTS)

        def strike(name: str) -> None:
            if name == point:
                raise Killed

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(fault, "point", strike)
            try:
                act()
            except Killed:
                return True
        return False  # nothing new was said, nothing was to be written

    def ids(self) -> "dict[str, oracle.Key]":
        """The claims by their ids."""
        said = self.ledger.pin().claims.filter(pl.col("event") == "assert").select("claim_id", *oracle.KEY)
        return {row[0]: row[1:] for row in said.unique().collect().rows()}

    def day(self) -> date:
        return self.chance.choice(DAYS) + timedelta(days=self.chance.choice((-400, -30, -1, 0, 0, 1, 200)))

    def run(self, acts: int) -> None:
        for _ in range(acts):
            (self.load if self.chance.random() < 0.7 else self.end)()

    def cuts(self, n: int) -> list[tuple[date, date]]:
        """Dates to cut at, known_on before, at and after as_of."""
        return [(self.day(), self.day()) for _ in range(n)]


def both_ways(claims: pl.LazyFrame, as_of: date, known_on: date) -> set[str]:
    """The claims that stand: by the full comparison, and by the short one for claims with one event."""
    whole = cut(nw.from_native(claims), as_of=as_of, known_on=known_on).to_native().collect()
    often = _contested(claims)
    once = claims.join(often, on="claim_id", how="anti")
    short = cut_single(nw.from_native(once), as_of=as_of, known_on=known_on).to_native().collect()
    again = claims.join(often, on="claim_id", how="semi")
    long = cut(nw.from_native(again), as_of=as_of, known_on=known_on).to_native().collect()
    assert sorted(whole["claim_id"]) == sorted([*short["claim_id"], *long["claim_id"]])
    assert whole["claim_id"].is_unique().all()
    return set(whole["claim_id"])


@pytest.mark.parametrize("seed", range(50))
def test_forty_histories_in_memory_stand_as_the_definition_says(seed: int) -> None:
    histories = Histories(seed, 40, InMemory())
    histories.run(8)
    ids, claims = histories.ids(), histories.ledger.pin().claims
    for as_of, known_on in histories.cuts(6):
        found = {ids[claim] for claim in both_ways(claims, as_of, known_on)}
        assert found == histories.oracle.stands(as_of, known_on), (as_of, known_on)


@pytest.mark.parametrize("seed", range(10))
def test_twelve_histories_on_disk_stand_as_the_definition_says(seed: int, tmp_path: Path) -> None:
    histories = Histories(1000 + seed, 12, Ledger.open(tmp_path / "home", write=True))
    histories.run(7)
    if seed % 2:
        histories.ledger.compact()
    ids, pin = histories.ids(), Ledger.open(tmp_path / "home").pin()
    for as_of, known_on in histories.cuts(3):
        found = standing(pin, as_of=as_of, known_on=known_on).evidence["claim_id"].to_list()
        assert len(found) == len(set(found))
        assert {ids[claim] for claim in found} == histories.oracle.counts(as_of, known_on), (as_of, known_on)
