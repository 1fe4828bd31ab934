"""The timed questions: what is asked about, what plain networkx answers, and how figures become a table."""

import json
from itertools import count
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from benchmarks import names, plain, questions, timings
from chainscout import registry
from graph.view import GraphView
from tests.samples import SAMPLES, asked


@pytest.fixture(scope="module")
def loaded(shipped: GraphView) -> plain.Plain:
    """The facts that ship as plain networkx graphs."""
    return plain.loaded(shipped.reader.generation.frames)


@pytest.mark.parametrize("name", plain.ASKS)
@pytest.mark.parametrize("place", ["350200", "xm-torch"])
def test_plain_networkx_says_the_same_as_the_question(
    shipped: GraphView, loaded: plain.Plain, name: str, place: str
) -> None:
    given = {o.name: o for o in registry.options(registry.questions()[name].load().ask)}
    firms = {f: _id(shipped, SAMPLES[f]) for f in ("firm", "other")}
    wanted = {**SAMPLES, **firms, "place": place}
    said = questions.answer(
        registry.questions()[name].load().ask,
        shipped,
        {n: wanted[n] for n in names.asked(name, "hub", wanted) if n in given},
    )
    assert not isinstance(said, str)
    found = questions.core(name, said.model_dump())
    assert found
    assert plain.ASKS[name](loaded, wanted) == found


def _id(view: GraphView, name: str) -> str:
    return str(view.rows("MATCH (f:Firm {name: $name}) RETURN f.id AS id", {"name": name})[0]["id"])


def test_the_hub_is_whom_most_supply_and_the_same_graph_gives_the_same_names(shipped: GraphView) -> None:
    frames = shipped.reader.generation.frames
    found = names.chosen(frames)
    assert names.chosen(frames) == found
    assert list(found) == ["typical", "hub"]
    most = pl.read_parquet(frames / "edge-SUPPLIES.parquet")["object"].value_counts()["count"].max()
    suppliers = "MATCH (f:Firm {id: $id})<-[e:SUPPLIES]-(:Firm) RETURN count(e) AS n"
    assert shipped.rows(suppliers, {"id": found["hub"]["firm"]}) == [{"n": most}]
    assert all(one["firm"] != one["other"] for one in found.values())


@pytest.mark.parametrize("name", registry.questions())
@pytest.mark.parametrize("asking", ["typical", "hub"])
def test_every_question_has_something_to_be_asked(name: str, asking: str) -> None:
    """Whatever a question must be told is among the names, chosen or those of the samples."""
    ask = registry.questions()[name].load().ask
    options = {o.name: o for o in registry.options(ask)}
    wanted = names.asked(name, asking, {**SAMPLES, **names.FIXED[asking]})
    assert {n for n, o in options.items() if o.required} <= set(wanted) <= set(options)


def test_a_refusal_is_an_answer_that_is_compared_too(shipped: GraphView) -> None:
    ask = registry.questions()["suppliers"].load().ask
    assert "虚构无此企业" in str(questions.answer(ask, shipped, {**asked("suppliers"), "firm": "虚构无此企业"}))


def test_the_engines_take_turns_and_each_begins_as_often() -> None:
    said: list[str] = []
    found = timings.in_turn({e: lambda e=e: said.append(e) for e in ("grafeo", "neo4j")}, 4)  # type: ignore[misc]
    assert said == ["grafeo", "neo4j", "neo4j", "grafeo"] * 2
    assert {e: len(t) for e, t in found.items()} == {"grafeo": 4, "neo4j": 4}


def test_the_95th_percentile_of_few_runs_is_the_slowest() -> None:
    assert timings.percentile([3.0, 1.0, 2.0], 0.95) == 3.0
    assert timings.percentile([float(n) for n in range(1, 101)], 0.95) == 95.0


@pytest.mark.parametrize(
    ("question", "own", "other", "missed"),
    [
        ("gaps", 49.0, 60.0, []),
        ("gaps", 60.0, 70.0, ["50 ms"]),
        ("suppliers", 250.0, 100.0, ["slower"]),
        ("suppliers", 105.0, 100.0, []),
        ("paths", 900.0, 950.0, []),
        ("paths", 1_001.0, 500.0, ["1000 ms", "slower"]),
    ],
)
def test_what_a_question_misses_is_said(question: str, own: float, other: float, missed: list[str]) -> None:
    assert timings.missed(_row(question, "hub", own, other)) == missed


def _row(question: str, asking: str, own: float, other: float) -> dict[str, Any]:
    row = timings.row(question, asking, {"grafeo": [own], "neo4j": [other]}, {"grafeo": own, "neo4j": other})
    return row | {"n": 1, "refused": None, "equal": True, "load": 0.5}


def _size(firms: int, own: float = 60.0) -> dict[str, Any]:
    five = {
        "load_s": 1.5,
        "peak_mb": 1_024,
        "asked": [{"question": "gaps", "asking": "hub", "median": 7.5, "equal": True}],
    }
    rows = [_row("gaps", "typical", 12.0, 20.0), _row("gaps", "hub", own, 80.0)]
    return {"firms": firms, "on": "2026-01-01", "asked": rows, "networkx": five}


def test_the_table_has_both_engines_networkx_and_what_is_missed() -> None:
    told = timings.table(_size(100))
    assert "| `gaps` | 12 (12) | 20 (20) |  | 60 (60) | 80 (80) | 7.5 | 50 ms (hub) |" in told
    assert "100 firms, 2026-01-01, 0.5 to 0.5 processes waiting" in told
    assert "networkx: 1.5 s to load, 1,024 MB" in told


@pytest.mark.parametrize("part", ["asked", "networkx"])
def test_one_answer_that_differs_is_enough_to_fail(part: str) -> None:
    found = _size(100)
    assert timings.is_equal(found)
    rows = found["asked"] if part == "asked" else found["networkx"]["asked"]
    rows[-1]["equal"] = False
    assert not timings.is_equal(found)
    assert part != "asked" or "ANSWERS DIFFER" in timings.line(rows[-1])


def test_figures_of_one_size_replace_their_own_and_keep_those_of_others(tmp_path: Path) -> None:
    path, owns = tmp_path / "questions.json", count(1)
    for firms in (1_000, 100, 1_000):
        questions.kept(path, _size(firms, float(next(owns))))
    said = json.loads(path.read_text(encoding="utf-8"))
    assert [(s["firms"], s["asked"][1]["grafeo"]["median"]) for s in said] == [(100, 2.0), (1_000, 3.0)]


def test_some_questions_asked_again_replace_their_own_and_keep_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "questions.json"
    questions.kept(path, _size(100))
    again = {
        "firms": 100,
        "on": "2026-02-02",
        "asked": [_row("gaps", "hub", 5.0, 80.0), _row("anchors", "hub", 1.0, 2.0)],
    }
    whole = questions.kept(path, again)
    assert json.loads(path.read_text(encoding="utf-8")) == [whole]
    assert [(r["question"], r["asking"], r["grafeo"]["median"]) for r in whole["asked"]] == [
        ("anchors", "hub", 1.0), ("gaps", "typical", 12.0), ("gaps", "hub", 5.0),
    ]  # fmt: skip
    assert whole["networkx"] == _size(100)["networkx"]


def test_a_home_without_a_graph_says_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="run `chainscout build --home"):
        questions.main(["--home", str(tmp_path), "--results", str(tmp_path / "q.json")])
