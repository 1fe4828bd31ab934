"""Figures as people compare them: ratios side by side, targets beside what was reached."""

import itertools
import math
import os
import platform
from collections.abc import Mapping, Sequence
from typing import Any

Size = Mapping[str, Any]


def whole(sizes: Sequence[Size]) -> dict[str, Any]:
    """What results.json holds: the machine, every stage of every size, the ratios."""
    machine = {"cores": os.cpu_count(), "python": platform.python_version(), "system": platform.system()}
    return {"machine": machine, "sizes": list(sizes), "figures": figures(sizes)}


def figures(sizes: Sequence[Size]) -> dict[str, Any]:
    """By size: file to graph against each raw load, peaks, standing, questions, the small load; growth between sizes."""
    found: dict[str, Any] = {str(s["firms"]): _figures(s) for s in sizes}
    for before, after in itertools.pairwise(sizes):
        steps = math.log(after["firms"] / before["firms"])
        growth = {
            what: round(math.log(_whole(after, what) / _whole(before, what)) / steps, 2) for what in ("wall_s", "cpu_s")
        }
        found[f"{before['firms']} to {after['firms']}"] = {"growth_exponent": growth}
    return found


def _whole(size: Size, what: str) -> float:
    return float(size["stages"]["load"][what] + size["stages"]["build"][what])


def _figures(size: Size) -> dict[str, Any]:
    stages = size["stages"]
    asked = stages["questions"]["said"]
    return {
        "file_to_graph_s": round(_whole(size, "wall_s"), 2),
        "file_to_graph_cpu_s": round(_whole(size, "cpu_s"), 2),
        "peak_mb": max(stages[s]["peak_mb"] for s in ("load", "build")),
        "ratio": {way: _ratio(size, f"raw {way}", "wall_s") for way in ("batch", "frames")},
        "ratio_cpu": {way: _ratio(size, f"raw {way}", "cpu_s") for way in ("batch", "frames")},
        "standing_s": stages["standing"]["wall_s"],
        "standing_mb": stages["standing"]["peak_mb"],
        "claims": stages["standing"]["said"]["claims"],
        "slowest_warm_ms": {q: max(a["warm"] for a in asked if a["question"] == q) for q in ("chain_status", "gaps")},
        "load_100_rows_s": stages["100 rows"]["wall_s"],
    }


def _ratio(size: Size, raw: str, what: str) -> float:
    return round(_whole(size, what) / float(size["stages"][raw][what]), 2)


def table(sizes: Sequence[Size]) -> str:
    """The figures in Markdown, one column a size."""
    found = [_figures(s) for s in sizes]
    lines = [
        ["", *(f"{s['firms']:,} firms" for s in sizes), "target at 1 M"],
        ["claims in the ledger", *(f"{f['claims']:,}" for f in found), ""],
        ["file → ledger → graph", *(f"{f['file_to_graph_s']} s" for f in found), ""],
        ["… against `batch_create_*`", *(f"{f['ratio']['batch']} ×" for f in found), "2.5 ×"],
        ["… the same in CPU seconds", *(f"{f['ratio_cpu']['batch']} ×" for f in found), "2.5 ×"],
        ["… against `import_df`", *(f"{f['ratio']['frames']} ×" for f in found), ""],
        ["… peak memory", *(f"{f['peak_mb']:,} MB" for f in found), "4,096 MB"],
        ["`standing`, whole process", *(f"{f['standing_s']} s" for f in found), "10 s"],
        ["… peak memory", *(f"{f['standing_mb']:,} MB" for f in found), "2,048 MB"],
        ["chain status, warm, slowest", *(f"{f['slowest_warm_ms']['chain_status']} ms" for f in found), "50 ms"],
        ["gaps, warm, slowest", *(f"{f['slowest_warm_ms']['gaps']} ms" for f in found), "50 ms"],
        ["100 rows more, whole process", *(f"{f['load_100_rows_s']} s" for f in found), "1 s"],
    ]
    lines.insert(1, ["---"] * len(lines[0]))
    growth = [f"{k}: n^{v['growth_exponent']['wall_s']} (CPU n^{v['growth_exponent']['cpu_s']})"
              for k, v in figures(sizes).items() if "growth_exponent" in v]  # fmt: skip
    return "\n".join([*("| " + " | ".join(line) + " |" for line in lines), "", *(f"Growth {g}" for g in growth)])
