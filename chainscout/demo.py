"""The main job on the facts that ship, from nothing to a page, with an account of what was done."""

import shutil
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from chainscout import ingest, inputs, refused
from chainscout.commands.show import save
from chainscout.outcome import Outcome, Table
from chainscout.progress import steps
from chainscout.settings import Settings
from chainscout.views import opened
from graph.errors import LedgerError
from graph.model.change import View
from graph.projection import Built

HOME, PAGE, BOOK = "demo-home", "补链强链清单.html", "gaps.xlsx"
CHAINS = "MATCH (c:Chain) RETURN c.id AS id, c.name AS name, c.members AS members ORDER BY c.id"
States = dict[str, dict[str, dict[str, int]]]


def run(out: Path, chosen: Settings) -> Outcome:
    """Load, build, draw, tell."""
    begun = time.monotonic()
    chosen = replace(chosen, home=_fresh(out / HOME), thresholds={}, reserve=(), store="grafeo")
    loaded = ingest.load(chosen.home, inputs.facts(), ingest.How(loaded_on=chosen.today()))
    today = chosen.today()
    built = ingest.build(chosen.home, as_of=today, known_on=today)
    with opened(chosen) as view, steps(3) as now:
        now.to("states of every chain")
        states = _states(view, chosen.places)
        words = view.rules["words"]["state"]
        now.to("pages and workbook")
        files = _drawn(view, out, chosen.places)
    for one in loaded:
        refused.write(one, out / "rejects")
    value = {
        "home": str(chosen.home),
        "files": [str(f) for f in files],
        "loaded": {
            "files": len(loaded),
            "added": sum(x.added for x in loaded),
            "refused": sum(x.refused for x in loaded),
        },
        "why": dict(sum((Counter(refused.reasons(x)) for x in loaded), Counter())),
        "graph": {k: n for side in (built.nodes, built.edges) for k, n in side.items() if n},
        "states": states,
        "seconds": round(time.monotonic() - begun, 1),
    }
    return Outcome(value, _told(loaded, built, (states, words), value))


def _fresh(home: Path) -> Path:
    """An empty place for the demo's home; a folder that is no home is left alone."""
    if home.exists() and any(home.iterdir()) and not (home / "VERSION").exists():
        raise LedgerError(f"{home}: holds something that is no home; move it away, or name another folder with --out")
    shutil.rmtree(home, ignore_errors=True)
    return home


def _states(view: View, places: Sequence[str]) -> States:
    from queries import chain_status

    chains = [(r["id"], r["name"]) for r in view.rows(CHAINS) if not r["members"]]
    return {
        place: {name or chain: dict(chain_status.ask(view, chain=chain, place=place).counts) for chain, name in chains}
        for place in places
    }


def _drawn(view: View, out: Path, places: Sequence[str]) -> list[Path]:
    from visualizations import chain_map, data_stock, gap_list, gap_workbook, meeting, overview

    asked, first = tuple(places), places[0]
    made: list[tuple[str, str | bytes]] = [
        (PAGE, gap_list.page(view, places=asked)),
        (BOOK, gap_workbook.workbook(view, places=asked)),
        (f"{chain_map.TITLE}.html", chain_map.page(view, places=asked)),
        (f"{overview.TITLE}.html", overview.page(view, places=asked)),
        (f"{meeting.TITLE}.html", meeting.page(view, place=first)),
        (f"{data_stock.TITLE}.html", data_stock.page(view, place=first)),
    ]
    for name, drawn in made:
        save(out / name, drawn)
    return [out / name for name, _ in made]


def _told(
    loaded: Sequence[ingest.Loaded], built: Built, states: tuple[States, Mapping[str, str]], value: Mapping[str, Any]
) -> list[str | Table]:
    parts: list[str | Table] = [
        f"loaded {len(loaded)} files: {value['loaded']['added']} claims, {value['loaded']['refused']} rows refused",
    ]
    if value["why"]:
        rows = [[code, n, _example(loaded, code)] for code, n in sorted(value["why"].items())]
        parts.append(Table(["代码", "次数", "原因举例"], rows, "未读入的行(E_)与置空的格(W_)"))
    kinds = [f"{kind} {n}" for side in (built.nodes, built.edges) for kind, n in side.items() if n]
    parts.append(f"graph: {', '.join(kinds)}")
    parts += [_table(place, chains, states[1]) for place, chains in states[0].items()]
    parts.append(f"written in {value['seconds']} s:")
    parts += [f"  {file}" for file in value["files"]]
    home = f"--home {value['home']}"
    command = ".venv/bin/chainscout"
    parts += [
        "try:",
        f"  {command} ask gaps --chain 新型显示 {home}",
        f"  {command} ask firms-in-segment --segment 偏光片 --chain display {home}",
        f"  {command} ask chain-status --chain battery --place 厦门火炬高新区 --cypher {home}",
    ]
    return parts


def _example(loaded: Sequence[ingest.Loaded], code: str) -> str:
    """The first reject of a code, with its file and row."""
    for one in loaded:
        for row in one.rejects.iter_rows(named=True):
            if row["code"] == code:
                return refused.said(one.input.series, row)
    return ""


def _table(place: str, chains: Mapping[str, Mapping[str, int]], words: Mapping[str, str]) -> Table:
    shown = [s for s in words if any(s in counts for counts in chains.values())]
    rows = [[name, *[counts.get(s, 0) for s in shown]] for name, counts in chains.items()]
    total = ["合计", *[sum(counts.get(s, 0) for counts in chains.values()) for s in shown]]
    return Table(["产业链", *[words[s] for s in shown]], [*rows, total], place)
