"""The one path from files to the graph: read, append, project."""

import logging
import typing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import polars as pl

import loaders
from chainscout.inputs import Input, edition
from chainscout.progress import steps
from chainscout.reference import Reference, reference
from chainscout.unread import unread
from graph import schema
from graph.errors import LedgerError, SourceError
from graph.ledger import Ledger, Load, Weighing, writing
from graph.model.claim import (
    JUDGEMENT_COLUMNS,
    REJECT_COLUMNS,
    SOURCE_COLUMNS,
    Claims,
    File,
    Judgements,
    Rejects,
    Sources,
    Visibility,
)
from loaders._rejects import OF_NO_CELL

if TYPE_CHECKING:
    from graph.projection import Built
    from graph.stores import Publisher

ASK_ABOVE = 0.2
"""Above this share of its series retracted, an edition is loaded only after a yes."""

WAITING = ("E_CHAIN", "E_SEGMENT", "E_PLACE")
"""Refused because what the row names is not there yet: worth another try when something new came in."""

log = logging.getLogger(__name__)
Consent = Callable[[Input, Weighing, str], bool]
"""Asked of a file, what it would do, and what its series said last."""


@dataclass(frozen=True)
class How:
    """How files are loaded: as an edition, only weighed, dated, seen by whom, all of it invented for an example.

    `restate` asserts what was corrected though the file is the same; `consent` is asked before much goes.
    """

    loaded_on: date
    as_edition: bool = False
    only_check: bool = False
    restate: bool = False
    declared_on: str | None = None
    visibility: str | None = None
    synthetic: bool = False
    consent: Consent = lambda _input, _weighing, _before: False


@dataclass(frozen=True)
class Loaded:
    """What became of one file: claims added, kept and retracted by kind or in all, and the rejects.

    `corrected` claims stay corrected, `asserted_again` are asserted though they were, since the file changed; `unread`
    are not retracted because a refused row may have said them.
    """

    input: Input
    added: int
    kept: int
    retracted: int
    load: int | None
    version: int | None
    rejects: pl.DataFrame
    kinds: Mapping[str, int] = field(default_factory=dict)
    share_retracted: float = 0.0
    corrected: int = 0
    unread: int = 0
    asserted_again: tuple[str, ...] = ()

    @property
    def refused(self) -> int:
        """Rows refused."""
        rows = self.rejects.filter(pl.col("code").str.starts_with("E_"))
        return rows.select("sheet", "row").n_unique() if len(rows) else 0

    @property
    def warned(self) -> int:
        """Cells left empty or things left out."""
        return len(self.rejects.filter(pl.col("code").str.starts_with("W_")))

    @property
    def marked(self) -> int:
        """Cells that were emptied or are doubted; not rows, columns and sheets that are left out."""
        return len(self.rejects.filter(pl.col("code").str.starts_with("W_") & ~pl.col("code").is_in(OF_NO_CELL)))

    @property
    def waits(self) -> bool:
        """Was a row refused for something another file may declare?"""
        return bool(self.rejects["code"].is_in(WAITING).any())


def load(home: Path, inputs: Sequence[Input], how: How) -> list[Loaded]:
    """Read files and append what they say, in their order; each is acknowledged by itself.

    A row refused for a segment or place that a later file of the same run declares is tried again at the end.
    """
    if how.only_check and not (home / "ledger").exists():
        with TemporaryDirectory() as nowhere:
            return _load(Path(nowhere) / "home", inputs, how)
    return _load(home, inputs, how)


def _load(home: Path, inputs: Sequence[Input], how: How) -> list[Loaded]:
    ledger = Ledger.open(home, write=not how.only_check or not home.exists())
    known = reference(ledger.pin())
    done: list[Loaded] = []
    newest = 0
    with steps(len(inputs)) as now, writing(home):
        for n, one in enumerate(inputs):
            now.to(one.path.name)
            loaded, declared = _one(ledger, one, known, how)
            done.append(loaded)
            newest = n if declared else newest
        for n, loaded in enumerate(done[:newest]):
            if loaded.waits:
                now.to(f"{loaded.input.path.name}, again")
                done[n] = _together(loaded, _one(ledger, loaded.input, known, how)[0])
    return done


def _one(ledger: Ledger, one: Input, known: Reference, how: How) -> tuple[Loaded, bool]:
    """Read and append one file; did it declare chains, segments or places?"""
    load, rejects = read(one, known, how)
    known.note(load.claims, one.series)
    if how.only_check or how.as_edition:
        weighed = ledger.weigh(load)
        if not how.only_check and weighed.share_retracted > ASK_ABOVE:
            _ask(one, weighed, how, _before(ledger, one.series))
        if how.only_check:
            return _weighed(one, weighed, rejects), known.add(load.claims)
    receipt = ledger.append(load)
    log.info("load %d: %d added, %d kept, %d retracted", receipt.load, receipt.added, receipt.kept, receipt.retracted)
    kinds: dict[str, int] = {}
    for claims in load.claims:
        kinds[claims.kind] = kinds.get(claims.kind, 0) + len(claims.frame)
    found = Loaded(one, receipt.added, receipt.kept, receipt.retracted, receipt.load, receipt.version, rejects, kinds)
    found = replace(found, corrected=receipt.corrected, unread=receipt.unread, asserted_again=receipt.again)
    return found, known.add(load.claims)


def _ask(one: Input, weighed: Weighing, how: How, before: str) -> None:
    """Go on only after a yes."""
    if not how.consent(one, weighed, before):
        raise LedgerError(
            f"{one.path}: this edition would retract {sum(weighed.retracted.values())} claims, "
            f"{weighed.share_retracted:.0%} of what {one.series} says ({before}); nothing was loaded; "
            "if it is another table of the same name give it --series NAME, else look with --check, then load again with --yes"
        )


def _before(ledger: Ledger, series: str) -> str:
    """When a series was loaded last, and as which load: a file of the same name may be another table."""
    mine = ledger.pin().loads.filter(pl.col("series") == series, pl.col("act") == "load")
    last = mine.select("load", "loaded_on", "edition").collect().tail(1)
    return "".join(
        f"loaded last on {on} as load {n}, from a file of sha256 {sha[:8]}" for n, on, sha in last.iter_rows()
    )


def read(one: Input, known: Reference, how: How) -> tuple[Load, pl.DataFrame]:
    """What a file says as one load, and what of it could not be used."""
    claims: list[Claims] = []
    apart: dict[type, list[pl.DataFrame]] = {Sources: [], Judgements: [], Rejects: []}
    for part in loaders.read(one.path, replace(known.known, series=one.series, as_edition=how.as_edition)):
        if isinstance(part, Claims):
            claims.append(_marked(_seen_by(part, how.visibility), how.synthetic))
        else:
            apart[type(part)].append(part.frame)
    rejects = _all(apart[Rejects], REJECT_COLUMNS)
    _refuse_invented_judgements(one, claims, apart[Judgements])
    refused = (
        rejects.filter(pl.col("code").str.starts_with("E_")).select("sheet", "row").n_unique() if len(rejects) else 0
    )
    load = Load(
        file=File(one.series, edition(one.path), how.declared_on),
        claims=claims,
        sources=_all(apart[Sources], SOURCE_COLUMNS),
        judgements=_all(apart[Judgements], JUDGEMENT_COLUMNS),
        refused=refused,
        edition=how.as_edition,
        restate=how.restate,
        unread=unread(one.path, rejects, known.known) if how.as_edition and refused else None,
        loaded_on=how.loaded_on,
    )
    return load, rejects


def _seen_by(claims: Claims, visibility: str | None) -> Claims:
    """Each claim for the eyes the person named, or fewer where the loader says so (a demand nobody released)."""
    if visibility is None:
        return claims
    named = pl.lit(visibility)
    if "visibility" not in claims.frame.columns:
        return Claims(claims.kind, claims.frame.with_columns(visibility=named))
    own = pl.col("visibility").fill_null(named)
    closer = pl.when(_closeness(own) > _closeness(named)).then(own).otherwise(named)
    return Claims(claims.kind, claims.frame.with_columns(visibility=closer))


def _closeness(visibility: pl.Expr) -> pl.Expr:
    """How few eyes a claim is for."""
    levels = typing.get_args(Visibility)
    return visibility.replace_strict(levels, range(len(levels)), return_dtype=pl.Int8)


def _marked(claims: Claims, synthetic: bool) -> Claims:
    """Claims of a file that was invented for an example are synthetic, whatever they say of themselves."""
    return Claims(claims.kind, claims.frame.with_columns(basis=pl.lit("synthetic"))) if synthetic else claims


def _refuse_invented_judgements(one: Input, claims: Sequence[Claims], judged: Sequence[pl.DataFrame]) -> None:
    """A judgement has no basis: an invented one would join or part real firms."""
    invented = any("basis" in c.frame.columns and (c.frame["basis"] == "synthetic").any() for c in claims)
    if invented and any(len(frame) for frame in judged):
        raise SourceError(
            f"{one.path}: judgements on firms cannot be an example (合成示例), they would join or part real firms; "
            "take the mark away, or leave this file out"
        )


def _all(frames: Sequence[pl.DataFrame], columns: Mapping[str, pl.DataType]) -> pl.DataFrame:
    return pl.concat(frames, how="diagonal") if frames else pl.DataFrame(schema=dict(columns))


def _weighed(one: Input, weighed: Weighing, rejects: pl.DataFrame) -> Loaded:
    added, kept, gone = (sum(w.values()) for w in (weighed.added, weighed.kept, weighed.retracted))
    kinds = {
        k: weighed.added.get(k, 0) + weighed.kept.get(k, 0)
        for k in schema.kinds()
        if k in weighed.added or k in weighed.kept
    }
    found = Loaded(one, added, kept, gone, None, None, rejects, kinds, weighed.share_retracted)
    return replace(found, corrected=weighed.corrected, unread=weighed.unread, asserted_again=weighed.again)


def _together(first: Loaded, again: Loaded) -> Loaded:
    """One account of a file that was read twice: what the second reading added came on top."""
    if again.load is None:
        return again
    kept = max(again.kept - first.added, first.kept)
    both = replace(again, added=first.added + again.added, kept=kept, retracted=first.retracted + again.retracted)
    return replace(both, asserted_again=(*first.asserted_again, *again.asserted_again))


def build(
    home: Path,
    *,
    as_of: date,
    known_on: date,
    anew: bool = False,
    synthetic: bool = False,
    store: "Publisher | None" = None,
) -> "Built":
    """Project what the ledger says at a date, as known on a date, and publish it: in the home's own graph, or a store."""
    from graph.projection import project
    from graph.stores import publisher

    pin = Ledger.open(home).pin()
    with steps() as now:
        now.to("building the graph")
        into = store or publisher(home)
        return project(pin, as_of=as_of, known_on=known_on, store=into, anew=anew, synthetic=synthetic)
