"""Loaders: one module a source. `find` says which of them fits a file by its headings; the folder is the registry."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.model.claim import Claims, Judgements, Rejects, Sources
    from loaders._known import Known
    from loaders._table import Table


def find(path: Path) -> ModuleType:
    """The loader that understands most of a file's headings; SourceError names the headings where none fits."""
    return find_all(path)[0]


def find_all(path: Path) -> list[ModuleType]:
    """The loaders of a file's sheets, in the order in which they must read it."""
    from graph.errors import SourceError
    from loaders import _registry, _sniff

    found = sorted(_registry.fits(path), key=lambda f: f.shape.rank)
    if not found:
        if _sniff.is_named_workbook(path.name) and _sniff.content(path) == "text":
            raise SourceError(
                f"{path.name}: is no workbook, though its name ends like one; save the table as {path.suffix} again, or as .csv"
            )
        tables = _registry.read(path)
        seen = "、".join(h.text for t in tables for h in t.heads) or _first_cells(tables)
        raise SourceError(
            f"{path.name}: no loader knows these headings ({seen}); take a template's headings (chainscout template)"
        )
    by_name = {m.__name__: m for m in _registry.modules()}
    return [by_name[n] for n in dict.fromkeys(f.module for f in found)]


def _first_cells(tables: Iterable["Table"]) -> str:
    """The texts of the first row, where no row was recognised as headings."""
    rows = (t.frame.drop("row").row(0) for t in tables if len(t.frame))
    return "、".join(c for c in next(rows, ()) if c)


def rank(path: Path) -> int:
    """Where a file stands in the order of loading: chains before segments before feeds before firms."""
    from loaders import _registry

    return min((f.shape.rank for f in _registry.fits(path)), default=9)


def read(path: Path, known: "Known") -> Iterator["Claims | Sources | Judgements | Rejects"]:
    """Everything the loaders of a file's sheets read from it, in order; what one declares the next may refer to."""
    from graph.model.claim import Claims
    from loaders import _registry

    for module in find_all(path):
        declared: list[Claims] = []
        for part in module.read(path, known):
            if isinstance(part, Claims) and part.kind in ("Chain", "Segment", "PART_OF", "FEEDS"):
                declared.append(part)
            yield part
        known = known.plus(declared) if declared else known
    _registry.forget()


def in_order(paths: Iterable[Path]) -> list[Path]:
    """Files in the order in which they must be loaded, by rank and then by path."""
    return sorted(paths, key=lambda p: (rank(p), str(p)))
