"""What could not be used goes back to its owner: lines for machines, and the own workbook coloured and explained."""

from pathlib import Path

from chainscout.ingest import Loaded

SHOWN = 5
NOTHING_THERE = ("W_ONLY_EXAMPLE", "W_NO_ROWS", "W_EXAMPLE")
"""Said at once: who loads a template that is not filled in wonders why nothing came of it."""


def write(one: Loaded, folder: Path) -> list[Path]:
    """errors.jsonl and the coloured workbook of a file with refused rows or emptied cells; the paths written."""
    if one.rejects.is_empty():
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
    """The first refusals of a file, place first, way out last, and where all of them are."""
    bad = one.rejects.filter(one.rejects["code"].str.starts_with("E_"))
    lines = [
        f"{one.input.series}{f', {row["sheet"]}' if row['sheet'] else ''}, row {row['row']}: {row['explanation']};{row['fix']}"
        for row in one.rejects.filter(one.rejects["code"].is_in(NOTHING_THERE)).iter_rows(named=True)
    ]
    for row in bad.head(SHOWN).iter_rows(named=True):
        place = "".join(f", {row[n]}" for n in ("sheet",) if row[n])
        lines.append(f"{one.input.series}{place}, row {row['row']}: {row['explanation']};{row['fix']}")
    if len(bad) > SHOWN:
        lines.append(f"{one.input.series}: and {len(bad) - SHOWN} more")
    if written and len(bad):
        lines.append(f"{one.input.series}: all of it, coloured in your own table: {written[-1]}")
    return lines
