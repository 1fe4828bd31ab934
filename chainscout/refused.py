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


def write(one: Loaded, folder: Path) -> list[Path]:
    """errors.jsonl and the coloured workbook of a file with refused rows or emptied cells; the paths written.

    A template's example row left in is nothing to repair.
    """
    if one.rejects["code"].is_in(["W_EXAMPLE"]).all():
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
    shown = (*nothing.iter_rows(named=True), *little[:SHOWN], *bad.head(SHOWN).iter_rows(named=True))
    lines = [said(series, row) for row in shown]
    left = max(len(little) - SHOWN, 0) + max(len(bad) - SHOWN, 0)
    if left:
        lines.append(f"{series}:另有{left}处未列")
    if written and len(bad):
        lines.append(f"{series}:全部标色、注明原因,见{written[-1]}")
    return lines


def said(series: str, row: Mapping[str, Any]) -> str:
    """One refusal: file, sheet and row first, the way out last.

    >>> said("企业.xlsx", {"sheet": "名单", "row": 3, "explanation": "地点“夏门”未能识别", "fix": "改为全称"})
    '企业.xlsx 工作表“名单” 第3行:地点“夏门”未能识别;改为全称'
    """
    sheet = f" 工作表“{row['sheet']}”" if row["sheet"] else ""
    return f"{series}{sheet} 第{row['row']}行:{row['explanation']};{row['fix']}"
