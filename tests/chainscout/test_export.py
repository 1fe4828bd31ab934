"""The published graph carried away."""

import csv
from pathlib import Path

import networkx as nx
import pytest

from tests.chainscout.conftest import Command


def test_graphml_holds_every_node_and_tie_with_its_kind(command: Command, home: Path, tmp_path: Path) -> None:
    done = command("export", tmp_path / "g.graphml", "--home", home)
    graph = nx.read_graphml(tmp_path / "g.graphml", force_multigraph=True)
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (done["nodes"], done["ties"])
    assert done["nodes"] > 5
    kinds = {d["kind"] for _, _, d in graph.edges(data=True)}
    assert {"OPERATES_IN", "FEEDS", "PART_OF"} <= kinds
    assert {d["name"] for _, d in graph.nodes(data=True) if d["kind"] == "Firm"} == {f"虚构{n}公司" for n in "甲乙丙丁"}


def test_csv_is_a_file_a_kind_and_counts_agree(command: Command, home: Path, tmp_path: Path) -> None:
    done = command("export", tmp_path / "csv", "--home", home)
    rows = {p.name: list(csv.DictReader(p.read_text("utf-8-sig").splitlines())) for p in (tmp_path / "csv").iterdir()}
    assert sum(len(r) for n, r in rows.items() if n.startswith("nodes-")) == done["nodes"]
    assert sum(len(r) for n, r in rows.items() if n.startswith("ties-")) == done["ties"]
    assert {r["object"] for r in rows["ties-OPERATES_IN.csv"]} == {"xu/s1"}


def test_the_outside_edition_holds_no_internal_claim(command: Command, home: Path, tmp_path: Path) -> None:
    done = command("export", tmp_path / "out.graphml", "--home", home, "--edition", "outside")
    assert done["status"] == 0
    assert "虚构甲公司" not in (tmp_path / "out.graphml").read_text("utf-8")


@pytest.mark.parametrize(("target", "edition"), [("x.json", "internal"), ("x.graphml", "guests")])
def test_a_strange_target_or_edition_is_refused(command: Command, home: Path, target: str, edition: str) -> None:
    done = command("export", target, "--home", home, "--edition", edition)
    assert done["status"] == 1
    assert Path(target).stem in done["err"] or edition in done["err"]
