"""Every question on both engines, in turn, and five of them in plain networkx: `python -m benchmarks.questions`.

    python -m benchmarks.questions --firms 100000              makes a home of so many invented firms first
    python -m benchmarks.questions --firms 1000000 --home H    H is such a home already, built

One graph, read from its file by the embedded engine and from a Neo4j of its own, laid out in a temporary folder. Each
question is asked of names from the middle and of the hubs (`names.py`); the first answers are compared, then each is
asked some times more, the engines taking turns: seven times, twice where one takes seconds. The table goes to the
screen, all figures to questions.json; with --only the others of that size stay as they were.
"""

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks import generate, names, timings
from benchmarks.measure import run
from benchmarks.server import laid_out
from chainscout import registry
from chainscout.rules import rules
from chainscout.settings import settings
from graph.errors import QuestionError
from graph.model.change import Change
from graph.projection.frames import Stored
from graph.stores import Server
from graph.stores.generations import Generation, current
from graph.stores.neo4j import Neo4jReader, Neo4jStore
from graph.stores.neo4j_import import OfflineStore
from graph.view import GraphView, open_view
from queries.methods.answer import Answer

RESULTS = Path(__file__).parent / "questions.json"
ENGINES = ("grafeo", "neo4j")
PATIENCE_S = 120.0
"""A query may take so long here; people get less."""

SLOW_MS, SLOW_RUNS = 5_000, 2
"""What takes longer the first time is asked less often."""

Say = Callable[[str], None]


def made_home(n: int, folder: Path) -> Path:
    """A home with the facts that ship and n invented firms, built."""
    home, files = folder / "home", generate.write(n, folder / "tables")
    for words in (["load", "--facts"], ["load", *files], ["build"]):
        run(["chainscout", "--home", home, "--json", *words])
    return home


@contextmanager
def both(home: Path, made: Generation, room: tuple[str, str]) -> Iterator[dict[str, GraphView]]:
    """One published graph as each engine reads it, with one ledger behind them."""
    chosen = rules(settings(home))
    with tempfile.TemporaryDirectory(prefix="chainscout-questions-") as text:
        folder = Path(text)
        server = laid_out(folder / "server", *room)
        change = Change(Stored(made.frames, "node"), Stored(made.frames, "edge"), rebuild=True)
        OfflineStore(server.home, folder / "frames").apply(change, made.stamp)
        server.start()
        try:
            reached = Server(server.uri, "neo4j", server.password)
            reader = _indexed(reached, made, folder / "frames")
            with closing(reader), closing(open_view(home, chosen)) as here:
                yield {"grafeo": here, "neo4j": GraphView(home, chosen, reader, reached)}
        finally:
            server.stop()


def _indexed(server: Server, made: Generation, folder: Path) -> Neo4jReader:
    """What was imported, with its constraints and indexes; its evidence comes from the home it was built in."""
    with closing(Neo4jStore(server, folder)) as store:
        store.apply(Change(), made.stamp)
        published = store.published()
    assert published
    if not published.frames.exists():
        published.frames.symlink_to(made.frames)
    return Neo4jReader.open(server, folder, PATIENCE_S)


def measured(
    views: Mapping[str, GraphView], given: Mapping[str, Mapping[str, Any]], only: Sequence[str], runs: int, say: Say
) -> list[Any]:
    """The figures of every question and asking, or of some questions."""
    found = []
    for name, entry in registry.questions().items():
        ask = entry.load().ask if name in only or not only else None
        if ask is None:
            continue
        for asking, those in given.items():
            acts = {e: partial(answer, ask, v, names.asked(name, asking, those)) for e, v in views.items()}
            firsts = {e: timings.once(act) for e, act in acts.items()}
            here, there = (one if isinstance(one, str) else one.model_dump() for _, one in firsts.values())
            waiting = round(os.getloadavg()[0], 1)
            times = timings.in_turn(acts, SLOW_RUNS if max(ms for ms, _ in firsts.values()) > SLOW_MS else runs)
            row = timings.row(name, asking, times, {e: ms for e, (ms, _) in firsts.items()})
            row |= {"n": None, "refused": here} if isinstance(here, str) else {"n": here["n"], "refused": None}
            found.append(row | {"equal": here == there, "load": waiting})
            say(timings.line(found[-1]))
    return found


def answer(ask: Callable[..., Answer], view: GraphView, wanted: Mapping[str, Any]) -> Answer | str:
    """The answer to a question; a refusal as what it says."""
    try:
        found = ask(view, **wanted)
    except QuestionError as error:
        return str(error)
    return found


def core(name: str, said: Mapping[str, Any]) -> Any:
    """What plain networkx answers too, taken from the house's answer."""
    match name:
        case "firms-in-segment":
            return sorted({f["firm"] for f in said["firms"]})
        case "suppliers":
            return sorted({t["firm"] for t in said["ties"] if t["basis"] != "inferred"})
        case "upstream":
            return sorted({s["segment"] for s in said["steps"]})
        case "paths":
            return [] if said["length"] is None else [said["length"], said["n_ways"]]
    return {s["segment"]: len(s["firms"]) for s in sorted(said["segments"], key=lambda s: s["segment"])}


def beside(view: GraphView, given: Mapping[str, Mapping[str, Any]], made: Generation) -> dict[str, Any]:
    """The five in plain networkx, in a process of its own, and whether they say the same."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "names.json"
        path.write_text(json.dumps(given, ensure_ascii=False), encoding="utf-8")
        cost = run(["benchmarks.plain", made.frames, path])
    questions = registry.questions()
    for one in cost.said["asked"]:
        name, asking = one["question"], one["asking"]
        ours = answer(questions[name].load().ask, view, names.asked(name, asking, given[asking]))
        one["equal"] = not isinstance(ours, str) and core(name, ours.model_dump()) == one.pop("answer")
    return {"load_s": cost.said["load_s"], "peak_mb": cost.peak_mb, "asked": cost.said["asked"]}


def size(args: argparse.Namespace, home: Path, say: Say) -> dict[str, Any]:
    """All figures of one home, or those of some questions."""
    made = current(home / "graph")
    if made is None:
        raise SystemExit(f"{home}: no graph was built there; run `chainscout build --home {home}`")
    given = names.chosen(made.frames)
    with both(home, made, (args.heap, args.pages)) as views:
        asked = measured(views, given, args.only or (), args.runs, say)
    found = {"firms": args.firms, "on": date.today().isoformat(), "names": given, "asked": asked}
    if args.only:
        return found
    with closing(open_view(home, rules(settings(home)))) as view:
        return found | {"networkx": beside(view, given, made)}


def kept(path: Path, found: Mapping[str, Any]) -> dict[str, Any]:
    """Put the figures of one size beside those of others, and of some questions beside those of the rest."""
    before = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    same: dict[str, Any] = next((s for s in before if s["firms"] == found["firms"]), {"asked": []})
    fresh = {(one["question"], one["asking"]) for one in found["asked"]}
    rest = [one for one in same["asked"] if (one["question"], one["asking"]) not in fresh]
    asked = sorted([*rest, *found["asked"]], key=lambda one: (one["question"], one["asking"] != "typical"))
    whole = {**same, **found, "asked": asked}
    sizes = sorted([*(s for s in before if s["firms"] != found["firms"]), whole], key=lambda s: s["firms"])
    path.write_text(json.dumps(sizes, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return whole


def main(words: Sequence[str] | None = None) -> int:
    """Measure one size; 1 where two answers differ."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.questions", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--firms", type=int, default=100_000, help="invented firms (default: 100000)")
    parser.add_argument("--home", type=Path, help="a home that holds them already, built (default: made, then removed)")
    parser.add_argument("--runs", type=int, default=7, help="warm runs of each question on each engine (default: 7)")
    parser.add_argument("--only", nargs="+", metavar="QUESTION", help="some questions; without networkx")
    parser.add_argument("--heap", default="2g", help="heap of the Neo4j (default: 2g)")
    parser.add_argument("--pages", default="2g", help="page cache of the Neo4j (default: 2g)")
    parser.add_argument("--results", type=Path, default=RESULTS, help="where the figures go, as JSON")
    args = parser.parse_args(words)
    folder = Path(tempfile.mkdtemp(prefix="chainscout-bench-"))
    began = time.monotonic()
    try:
        home = args.home or made_home(args.firms, folder)

        def say(line: str) -> None:
            print(f"{time.monotonic() - began:6.0f} s  {line}", file=sys.stderr, flush=True)

        found = kept(args.results, size(args, home, say))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(timings.table(found))
    return 0 if timings.is_equal(found) else 1


if __name__ == "__main__":
    sys.exit(main())
