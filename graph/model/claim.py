"""What loaders hand over: claims, sources, judgements and rejects, as frames.

A claims frame of a kind holds `subject` (a node's own id for node kinds), for edges `object`, the kind's fields,
and any of the claim columns below; what is absent takes its default when the ledger conforms the frame.
"""

from dataclasses import dataclass
from typing import Literal

import polars as pl

Basis = Literal["observed", "declared", "inferred", "potential", "synthetic"]
Visibility = Literal["public", "internal", "confidential"]
Verdict = Literal["same", "different", "unsure"]

CLAIM_COLUMNS: dict[str, pl.DataType] = {
    "basis": pl.String(),
    "confidence": pl.Float64(),
    "visibility": pl.String(),
    "source": pl.String(),
    "row": pl.Int64(),
    "locator": pl.String(),
    "quote": pl.String(),
    "rule": pl.String(),
    "since": pl.String(),
    "until": pl.String(),
    "known_on": pl.String(),
    "known_from": pl.String(),
}
"""Columns a loader may give beside a kind's own fields; `known_from` is published, file or loaded."""

CLAIM_DEFAULTS: dict[str, object] = {"basis": "declared", "confidence": 1.0, "visibility": "public"}

SOURCE_COLUMNS: dict[str, pl.DataType] = {
    "source": pl.String(),
    "publisher": pl.String(),
    "title": pl.String(),
    "published_on": pl.String(),
    "address": pl.String(),
    "licence": pl.String(),
    "reprint_of": pl.String(),
}
"""A source: the page or document that says it. `source` is its id (hash of the address, or of publisher and title)."""

JUDGEMENT_COLUMNS: dict[str, pl.DataType] = {
    "left": pl.String(),
    "right": pl.String(),
    "verdict": pl.String(),
    "since": pl.String(),
    "by": pl.String(),
    "judged_on": pl.String(),
    "rule": pl.String(),
    "reason": pl.String(),
    "source": pl.String(),
}
"""A judgement: are two mentions (`left`, `right`: mention ids) one firm? `rule` is empty where a person judged."""

REJECT_COLUMNS: dict[str, pl.DataType] = {
    "sheet": pl.String(),
    "row": pl.Int64(),
    "column": pl.String(),
    "heading": pl.String(),
    "code": pl.String(),
    "value": pl.String(),
    "explanation": pl.String(),
    "fix": pl.String(),
}
"""Why a cell or row cannot be used: `code` begins E_ (row refused) or W_ (cell emptied, row kept);
`row` is the spreadsheet's own number, `column` its letter, `explanation` and `fix` are Chinese sentences."""


@dataclass(frozen=True)
class Claims:
    """Claims of one kind."""

    kind: str
    frame: pl.DataFrame


@dataclass(frozen=True)
class Sources:
    """The pages and documents that the claims of a load cite (SOURCE_COLUMNS)."""

    frame: pl.DataFrame


@dataclass(frozen=True)
class Judgements:
    """Verdicts on pairs of mentions (JUDGEMENT_COLUMNS)."""

    frame: pl.DataFrame


@dataclass(frozen=True)
class Rejects:
    """What could not be used and why (REJECT_COLUMNS)."""

    frame: pl.DataFrame


@dataclass(frozen=True)
class File:
    """What claims came in: `series` is its line of editions, `edition` the sha256 of its bytes."""

    series: str
    edition: str
    declared_on: str | None = None
