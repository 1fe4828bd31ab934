"""What a command says: a value for machines, lines and tables for people, an exit status."""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TextIO

WIDE = 9
"""A table of more columns is shown as one paragraph a row."""

FIRST = 5
"""How many cells stand in a paragraph's first line."""


@dataclass(frozen=True)
class Table:
    """Rows under headings."""

    heads: Sequence[str]
    rows: Sequence[Sequence[Any]]
    title: str = ""


@dataclass(frozen=True)
class Outcome:
    """`value` is what `--json` prints; `parts` is what a person reads (CSV text after `--csv`); `code` the exit status."""

    value: Mapping[str, Any]
    parts: Sequence[str | Table] = field(default=())
    code: int = 0


def write(outcome: Outcome, *, form: str = "text", to: TextIO | None = None) -> None:
    """Print an outcome as text, json or csv."""
    out = to or sys.stdout
    if form == "json":
        out.write(json.dumps(outcome.value, ensure_ascii=False, indent=2, default=str) + "\n")
    elif form == "csv":
        out.write("\n\n".join(str(part) for part in outcome.parts) + "\n")
    else:
        _write_text(outcome.parts, out)
    out.flush()


def _write_text(parts: Sequence[str | Table], out: TextIO) -> None:
    from rich.console import Console

    console = Console(file=out, highlight=False, soft_wrap=False, width=None if out.isatty() else 140)
    for part in parts:
        if isinstance(part, Table) and len(part.heads) > WIDE and part.rows:
            for line in cards(part):
                console.print(line, markup=False, soft_wrap=True)
        elif isinstance(part, Table):
            console.print(_rich(part))
        else:
            console.print(part, markup=False, soft_wrap=True)


def cards(table: Table) -> list[str]:
    """A wide table as one paragraph a row: its first cells in one line, the others below, what is empty left out.

    >>> cards(Table(["环节", "状态", "理由", "买家"], [["面板", "优势", "链主", ""]], "缺口"))
    ['', '缺口', '  1. 面板 · 优势 · 链主']
    """
    lines = ["", table.title] if table.title else [""]
    for number, row in enumerate(table.rows, 1):
        cells = [(head, _plain(value)) for head, value in zip(table.heads, row, strict=True)]
        said = [(head, text) for head, text in cells if text not in ("", "否", "0")]
        lines.append(f"{number:>3}. " + " · ".join(text for _, text in said[:FIRST]))
        lines += [f"       {head}: {text}" for head, text in said[FIRST:]]
    return lines


def _rich(table: Table) -> Any:
    """A rich table: Chinese takes two columns a character, numbers stand right."""
    from rich import box
    from rich.table import Table as Rich
    from rich.text import Text

    drawn = Rich(
        title=Text(table.title) if table.title else None, box=box.SIMPLE_HEAD, title_justify="left", pad_edge=False
    )
    for index, head in enumerate(table.heads):
        numbers = all(isinstance(row[index], int | float) or row[index] is None for row in table.rows)
        drawn.add_column(Text(head), justify="right" if numbers and table.rows else "left", overflow="fold")
    for row in table.rows:
        drawn.add_row(*(Text(_plain(value)) for value in row))
    return drawn


def _plain(value: Any) -> str:
    """One cell as text.

    >>> _plain(["甲", "乙"]), _plain(None), _plain(True), _plain(0.5)
    ('甲; 乙', '', 'yes', '0.5')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return "; ".join(_plain(v) for v in value)
    if isinstance(value, Mapping):
        return "; ".join(f"{k}: {_plain(v)}" for k, v in value.items() if v not in (None, "", [], ()))
    return str(value)
