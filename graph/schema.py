"""What does the vocabulary allow? Registry, frame types and checks, all derived from graph.model.

Law (tests/graph/test_schema.py): `faults` and pydantic accept the same rows.
"""

import hashlib
import importlib
import pkgutil
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

import polars as pl
from annotated_types import Ge, Le
from pydantic import StringConstraints
from pydantic.fields import FieldInfo

import graph.model
from graph.errors import VocabularyError
from graph.model.claim import CLAIM_COLUMNS, CLAIM_DEFAULTS, Basis, Claims, Visibility
from graph.model.kind import PARTIAL_DATE, Edge, Kind, Node

VERSION = "2"
"""The vocabulary's version: raised when a kind, field or meaning changes."""

DTYPES: dict[type, pl.DataType] = {
    str: pl.String(),
    int: pl.Int64(),
    float: pl.Float64(),
    bool: pl.Boolean(),
    Decimal: pl.Decimal(18, 4),
    tuple: pl.List(pl.String()),
}


@dataclass(frozen=True)
class FieldSpec:
    """One field of a kind: its frame type, Chinese title, headings, and what values it takes."""

    name: str
    dtype: pl.DataType
    title: str
    headings: tuple[str, ...]
    allowed: tuple[str, ...] = ()
    pattern: str | None = None
    least: float | None = None
    most: float | None = None


@cache
def kinds() -> Mapping[str, type[Kind]]:
    """Every kind by its name in the graph, nodes first, found by its place in graph.model."""
    for module in pkgutil.iter_modules(graph.model.__path__):
        importlib.import_module(f"graph.model.{module.name}")
    found = {k.kind: k for base in (Node, Edge) for k in sorted(base.__subclasses__(), key=lambda k: k.kind)}
    return types.MappingProxyType(found)


def nodes() -> dict[str, type[Node]]:
    """Node kinds by name."""
    return {name: k for name, k in kinds().items() if issubclass(k, Node)}


def edges() -> dict[str, type[Edge]]:
    """Edge kinds by name."""
    return {name: k for name, k in kinds().items() if issubclass(k, Edge)}


def kind(name: str) -> type[Kind]:
    """The kind of that name; VocabularyError names the known ones."""
    try:
        return kinds()[name]
    except KeyError:
        raise VocabularyError(f"kind {name}: not in the vocabulary; known kinds: {', '.join(kinds())}") from None


def is_edge(name: str) -> bool:
    """Is this kind an edge?"""
    return issubclass(kind(name), Edge)


@cache
def fields(name: str) -> Mapping[str, FieldSpec]:
    """A kind's own fields (without id, subject and object) with their frame types."""
    own = {n: f for n, f in kind(name).model_fields.items() if n not in ("id", "subject", "object")}
    return types.MappingProxyType({n: _spec(n, f) for n, f in own.items()})


def _spec(name: str, info: FieldInfo) -> FieldSpec:
    plain, constraints = _unwrap(info.annotation)
    constraints = [*constraints, *info.metadata]
    allowed = tuple(str(v) for v in typing.get_args(plain)) if typing.get_origin(plain) is typing.Literal else ()
    base: type = str if allowed else (typing.get_origin(plain) or plain)
    extra = typing.cast(dict[str, Any], info.json_schema_extra or {})
    return FieldSpec(
        name=name,
        dtype=DTYPES[base],
        title=info.title or name,
        headings=(info.title or name, name, *extra.get("synonyms", ())),
        allowed=allowed,
        pattern=_pattern(constraints),
        least=next((float(typing.cast(Any, c).ge) for c in constraints if isinstance(c, Ge)), None),
        most=next((float(typing.cast(Any, c).le) for c in constraints if isinstance(c, Le)), None),
    )


def _unwrap(annotation: Any) -> tuple[Any, list[Any]]:
    """The plain type and the constraints of an annotation like `Annotated[str, …] | None`."""
    found: list[Any] = []
    while True:
        if typing.get_origin(annotation) in (typing.Union, types.UnionType):
            annotation = next(a for a in typing.get_args(annotation) if a is not type(None))
        elif typing.get_origin(annotation) is typing.Annotated:
            annotation, *more = typing.get_args(annotation)
            for constraint in more:
                found.extend(constraint.metadata if isinstance(constraint, FieldInfo) else [constraint])
        else:
            return annotation, found


def _pattern(constraints: list[Any]) -> str | None:
    for constraint in constraints:
        if isinstance(constraint, StringConstraints) and constraint.pattern is not None:
            return str(constraint.pattern)
    return None


def ends(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The node kinds an edge kind may start and end at."""
    edge = typing.cast(type[Edge], kind(name))
    return tuple(k.kind for k in edge.ends[0]), tuple(k.kind for k in edge.ends[1])


def key(name: str) -> tuple[str, ...]:
    """The fields that tell two ties of one pair apart."""
    return typing.cast(type[Edge], kind(name)).key if is_edge(name) else ()


def frame_schema(name: str) -> dict[str, pl.DataType]:
    """Columns and types of a conformed claims frame of this kind: ends, fields, claim columns."""
    heads: dict[str, pl.DataType] = {"subject": pl.String()}
    if is_edge(name):
        heads["object"] = pl.String()
    return heads | {n: s.dtype for n, s in fields(name).items()} | CLAIM_COLUMNS


def wide_fields() -> dict[str, pl.DataType]:
    """All fields of all kinds, one type a name (a test holds that no two kinds disagree)."""
    return {n: s.dtype for name in kinds() for n, s in fields(name).items()}


def conform(claims: Claims) -> pl.DataFrame:
    """The frame with every column of its kind, typed, defaults filled; refuses a column the kind does not have."""
    wanted = frame_schema(claims.kind)
    strangers = set(claims.frame.columns) - set(wanted)
    if strangers:
        raise VocabularyError(f"{claims.kind}: no field named {', '.join(sorted(strangers))}; see `chainscout schema`")
    have = set(claims.frame.columns)
    columns = [pl.col(n).cast(t) if n in have else pl.lit(None, t).alias(n) for n, t in wanted.items()]
    filled = [pl.col(n).fill_null(pl.lit(v)) for n, v in CLAIM_DEFAULTS.items()]
    return claims.frame.select(columns).with_columns(filled)


def faults(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    """Which values of a conformed frame the vocabulary refuses: index, field, value; empty if none.

    The index counts rows of `frame` from 0.
    """
    checks = [(field, bad) for field, bad in _refusals(name) if field in frame.columns]
    hits = frame.select(bad.any().alias(str(n)) for n, (_, bad) in enumerate(checks)).row(0)
    found = [
        frame.with_row_index("index").filter(bad).select("index", pl.lit(field).alias("field"), _text(frame, field))
        for (field, bad), hit in zip(checks, hits, strict=True)
        if hit
    ]
    shape = {"index": pl.UInt32, "field": pl.String, "value": pl.String}
    return pl.concat(found).sort("index", "field") if found else pl.DataFrame(schema=shape)


def _text(frame: pl.DataFrame, field: str) -> pl.Expr:
    if isinstance(frame.schema[field], pl.List):
        return pl.col(field).list.join(";").alias("value")
    return pl.col(field).cast(pl.String).alias("value")


def _refusals(name: str) -> list[tuple[str, pl.Expr]]:
    ends_missing = [(n, pl.col(n).is_null() | (pl.col(n) == "")) for n in ("subject", "object")]
    claim = [
        ("basis", ~pl.col("basis").is_in(typing.get_args(Basis))),
        ("visibility", ~pl.col("visibility").is_in(typing.get_args(Visibility))),
        ("confidence", ~pl.col("confidence").is_between(0, 1) | pl.col("confidence").is_nan()),
        ("source", pl.col("source").is_null() | (pl.col("source") == "")),
        *((n, ~pl.col(n).str.contains(PARTIAL_DATE)) for n in ("since", "until", "known_on")),
    ]
    return ends_missing + [(n, _refused(s)) for n, s in fields(name).items()] + claim


def _refused(spec: FieldSpec) -> pl.Expr:
    """True where a value is given and not allowed."""
    value = pl.col(spec.name)
    if spec.allowed:
        return ~value.is_in(spec.allowed)
    if spec.pattern:
        return ~value.str.contains(spec.pattern)
    if isinstance(spec.dtype, pl.List):
        return value.list.eval((pl.element() == "") | pl.element().is_null()).list.any()
    if isinstance(spec.dtype, pl.String):
        return value == ""
    bad = pl.lit(False)
    if spec.least is not None:
        bad = bad | (value < spec.least)
    if spec.most is not None:
        bad = bad | (value > spec.most)
    return bad | value.is_nan() if isinstance(spec.dtype, pl.Float64) else bad


def hashed(texts: pl.Series, prefix: str = "", size: int = 12) -> pl.Series:
    """blake2b of each text as hex with a prefix; null stays null. One pass, about 1 µs a text."""
    blake, given = hashlib.blake2b, texts.cast(pl.Binary).to_list()
    out = [None if t is None else blake(t, digest_size=size).digest() for t in given]
    return (prefix + pl.Series(texts.name, out, pl.Binary).bin.encode("hex")).alias(texts.name)


def mention_ids(names: pl.Series) -> pl.Series:
    """Ids of firms as named: hash of the name (NFKC, trimmed), frozen for ever; region is no part of it.

    >>> mention_ids(pl.Series(["厦门天马"])).to_list() == mention_ids(pl.Series([" 厦门天马"])).to_list()
    True
    """
    return hashed(names.str.normalize("NFKC").str.strip_chars(), prefix="m-")


def describe() -> list[dict[str, Any]]:
    """The vocabulary as rows: kind, title, what it is, ends, key, fields with titles and allowed values."""
    return [
        {
            "kind": name,
            "title": k.title,
            "says": (k.__doc__ or "").strip(),
            "ends": [list(side) for side in ends(name)] if is_edge(name) else None,
            "key": list(key(name)),
            "fields": [
                {"name": s.name, "title": s.title, "type": str(s.dtype), "allowed": list(s.allowed)}
                for s in fields(name).values()
            ],
            "derived": sorted(k.derived),
        }
        for name, k in kinds().items()
    ]
