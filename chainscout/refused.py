"""What could not be used goes back to its owner: lines for machines, and the own workbook coloured and explained."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from chainscout.ingest import Loaded

SHOWN = 5
NOTHING_THERE = ("W_ONLY_EXAMPLE", "W_NO_ROWS", "W_EXAMPLE")
"""Said at once: who loads a template that is not filled in wonders why nothing came of it."""
SETTLES_LITTLE = ("W_NOT_KNOWN", "W_NOBODY_NAMED", "W_NO_STAGE", "W_WHO_NEEDS", "W_UNANSWERED")
"""Said at once too: answers of a form of questions that settle less than they could, those left open last."""


NOTHING_TO_REPAIR = ("W_EXAMPLE", "W_ONLY_EXAMPLE", "W_NO_ROWS", "W_UNREAD", "W_UNANSWERED")
COLUMNS = ("W_COLUMN", "W_UNREAD")


def write(one: Loaded, folder: Path) -> list[Path]:
    """errors.jsonl and the coloured workbook of a file with refused rows or emptied cells; the paths written.

    A template's example row left in, a question left open, a column of notes are nothing to repair.
    """
    if one.rejects["code"].is_in(NOTHING_TO_REPAIR).all():
        return []
    from loaders import _report

    name = one.input.series.replace("/", "_")
    folder.mkdir(parents=True, exist_ok=True)
    lines = folder / f"{name}.errors.jsonl"
    one.rejects.write_ndjson(lines)
    book = folder / f"{name}.rejects.xlsx"
    book.write_bytes(_report.workbook(one.input.path, one.rejects))
    return [lines, book]


def reasons(one: Loaded) -> dict[str, int]:
    """How often each code was given."""
    counted = one.rejects.group_by("code").len().sort("code")
    return dict(counted.iter_rows())


def told(one: Loaded, written: list[Path]) -> list[str]:
    """The first refusals of a file in Chinese, place first, way out last, and where all of them are."""
    bad = one.rejects.filter(one.rejects["code"].str.starts_with("E_"))
    nothing = one.rejects.filter(one.rejects["code"].is_in(NOTHING_THERE))
    series = one.input.series
    little = [r for code in SETTLES_LITTLE for r in one.rejects.filter(one.rejects["code"] == code).to_dicts()]
    marked = [] if one.input.is_ours else _marked(one)
    shown = (*nothing.iter_rows(named=True), *little[:SHOWN], *bad.head(SHOWN).iter_rows(named=True), *marked[:SHOWN])
    lines = [said(series, row) for row in shown]
    left = sum(max(len(part) - SHOWN, 0) for part in (little, bad, marked))
    if left:
        lines.append(f"{series}:另有{left}处未列")
    columns = one.rejects.filter(one.rejects["code"].is_in(COLUMNS))["value"].unique(maintain_order=True)
    if len(columns):
        lines.append(f"{series}:未读的列:{'、'.join(columns)};要读入的请改用模板中的表头")
    if written and (len(bad) or marked):
        lines.append(f"{series}:全部标色、注明原因,见{written[-1]}")
    return lines


def _marked(one: Loaded) -> list[dict[str, Any]]:
    """Cells that were emptied or are doubted and are not named above."""
    from loaders._rejects import OF_NO_CELL

    code = one.rejects["code"]
    named = code.is_in([*NOTHING_THERE, *SETTLES_LITTLE, *OF_NO_CELL]) | code.str.starts_with("E_")
    return one.rejects.filter(~named).to_dicts()


def said(series: str, row: Mapping[str, Any]) -> str:
    """One refusal: file, sheet, row and column first, the way out last.

    >>> said("企业.xlsx", {"sheet": "名单", "row": 3, "column": "D", "explanation": "地点“夏门”未能识别", "fix": "改为全称"})
    '企业.xlsx 工作表“名单” 第3行D列:地点“夏门”未能识别;改为全称'
    """
    sheet = f" 工作表“{row['sheet']}”" if row["sheet"] else ""
    column = f"{row['column']}列" if row.get("column") else ""
    return f"{series}{sheet} 第{row['row']}行{column}:{row['explanation']};{row['fix']}"
