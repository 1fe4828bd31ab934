"""From a template to a loaded workbook: `python -m benchmarks.fill [--rows 10000] [--runs 3]`.

A template of 企业 is written, filled in with invented firms as a person would leave it (not counted), and loaded. Each
timed stage is a process of its own, starting Python included; the facts that ship are in the home before.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks import generate
from benchmarks.measure import Cost, median, run

NAME = "企业"
TARGET_S = 3.0
OTHERWISE = {"阶段": "状态", "产品": "主要产品"}
"""Headings of the template → those of the generator."""


def filled(template: Path, rows: int, into: Path) -> Path:
    """The template with rows of invented firms below its example."""
    import openpyxl

    book = openpyxl.load_workbook(template)
    sheet = book[NAME]
    heads = [str(c.value).removesuffix("*") for c in sheet[1]]
    for given in generate.firms(0, (rows + 2) // 3).head(rows).iter_rows(named=True):
        sheet.append([_cell(given, head) for head in heads])
    book.save(into)
    return into


def _cell(given: Mapping[str, object], head: str) -> str | None:
    value = given.get(OTHERWISE.get(head, head))
    return None if value is None else str(value)


def timed(rows: int, runs: int, folder: Path) -> dict[str, Cost]:
    """Medians of writing the template and of loading it filled; each load begins with a home of its own."""
    bare, template, book = folder / "bare", folder / f"{NAME}.xlsx", folder / f"{NAME}-{rows}.xlsx"
    run(["chainscout", "--home", bare, "--json", "load", "--facts"])
    found: dict[str, list[Cost]] = {"template": [], "load": []}
    for turn in range(runs):
        home = folder / f"home-{turn}"
        shutil.copytree(bare, home)
        found["template"].append(run(["chainscout", "--home", home, "--json", "template", NAME, "--out", template]))
        filled(template, rows, book)
        loaded = run(["chainscout", "--home", home, "--json", "load", book, "--rejects", folder / "rejects"])
        found["load"].append(loaded)
        shutil.rmtree(home)
    return {stage: median(costs) for stage, costs in found.items()}


def main(words: Sequence[str] | None = None) -> int:
    """Time it and say so; the exit status is 1 where the target is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fill", description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000, help="rows filled in (default: 10000)")
    parser.add_argument("--runs", type=int, default=3, help="whole runs (default: 3)")
    args = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="chainscout-fill-") as folder:
        found = timed(args.rows, args.runs, Path(folder))
    for stage, cost in found.items():
        print(f"{stage:<9} {cost.wall_s:6.2f} s {cost.cpu_s:6.2f} s CPU {cost.peak_mb:5,} MB")
    total = sum(c.wall_s for c in found.values())
    said = found["load"].said
    print(
        f"{args.rows:,} rows, {said['added']:,} claims, {said['refused']} rows refused: {total:.2f} s of {TARGET_S} s"
    )
    return 0 if total <= TARGET_S else 1


if __name__ == "__main__":
    sys.exit(main())
