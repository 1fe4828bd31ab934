"""Which loader fits a file? The folder is the registry: every module of it without an underscore, by its `SHAPES`."""

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from types import ModuleType

from graph import schema
from loaders._shape import Head, Shape, fits_shape, key, match
from loaders._table import Table, read_table

ASIDE = ("填表说明", "选项")
"""Sheets of our own templates that hold no data."""

SMALL = 1 << 20
"""Files up to this size (bytes) are kept once read, a few dozen of them; of larger ones the last."""


@dataclass(frozen=True)
class Fit:
    """A table, the loader (full module name) and shape that fit it best, and which heading stands for which column."""

    table: Table
    module: str
    shape: Shape
    found: Mapping[str, Head]


@cache
def modules() -> tuple[ModuleType, ...]:
    """Every loader, by name."""
    here = str(Path(__file__).parent)
    names = sorted(m.name for m in pkgutil.iter_modules([here]) if not m.name.startswith("_"))
    found = [importlib.import_module(f"{__package__}.{n}") for n in names]
    return tuple(m for m in found if hasattr(m, "SHAPES"))


@cache
def vocabulary() -> frozenset[str]:
    """Every heading some loader or the vocabulary knows, normalised."""
    own = {h for m in modules() for s in m.SHAPES for c in s.columns for h in c.headings}
    said = {h for kind in schema.kinds() for f in schema.fields(kind).values() for h in f.headings}
    return frozenset(k for k in map(key, own | said) if k)


def best(table: Table) -> Fit | None:
    """The loader and shape that understand most of a table's headings; none where no shape's needed columns are there."""
    named = key(f"{table.path.stem} {table.sheet} {table.title} " + " ".join(h.text for h in table.heads))
    found: list[tuple[tuple[int, ...], str, Shape, Mapping[str, Head]]] = []
    for module in modules():
        for shape in module.SHAPES:
            heads = match(table.heads, shape)
            hinted = any(key(h) in named for h in shape.hints)
            if fits_shape(heads, shape) and (hinted or not shape.only_hinted):
                score = (len(heads), int(hinted), len(shape.needed), -len(shape.columns))
                found.append((score, module.__name__, shape, heads))
    if not found:
        return None
    _, module_name, fitting, by_column = max(found, key=lambda f: (f[0], f[1]))
    return Fit(table, module_name, fitting, by_column)


def read(path: Path) -> tuple[Table, ...]:
    """The tables of a file."""
    return _seen(path)[0]


def fits(path: Path) -> list[Fit]:
    """The best fit of each visible table of a file that has one."""
    return _seen(path)[1]


def forget() -> None:
    """Let go of the last large file read."""
    _seen_large.cache_clear()


def _seen(path: Path) -> tuple[tuple[Table, ...], list[Fit]]:
    """A file's tables and fits; kept, for a file is ranked, then its loader is found, and then it is read."""
    if not path.is_file():
        return _look(path)
    stat = path.stat()
    see = _seen_large if stat.st_size > SMALL else _seen_small
    return see(path, (stat.st_size, stat.st_mtime_ns, stat.st_ino))


def _look(path: Path) -> tuple[tuple[Table, ...], list[Fit]]:
    tables = read_table(path, vocabulary())
    found = (best(t) for t in tables if t.heads and not t.hidden and t.sheet not in ASIDE)
    return tables, [f for f in found if f is not None]


@lru_cache(maxsize=1)
def _seen_large(path: Path, _stamp: tuple[int, ...]) -> tuple[tuple[Table, ...], list[Fit]]:
    return _look(path)


@lru_cache(maxsize=64)
def _seen_small(path: Path, _stamp: tuple[int, ...]) -> tuple[tuple[Table, ...], list[Fit]]:
    return _look(path)
