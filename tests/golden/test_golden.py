"""The states of all chains at the city and at the zone, as a person who knows these industries accepted them.

`make golden` writes the files anew; the diff is read line by line before it is committed.
"""

import os
from pathlib import Path

import pytest

from graph.model.change import View
from queries import chain_status
from queries.chain_status import SegmentStatus

HERE = Path(__file__).parent
CHAINS = "MATCH (c:Chain) WHERE c.members IS NULL RETURN c.id AS id"
PLACES = {"xiamen": "厦门市", "torch": "厦门火炬高新区"}


def line(s: SegmentStatus) -> str:
    kind = "缺口" if s.is_gap else "二阶缺口" if s.is_second_order else ""
    marks = " ".join(f"[{b}]" for b in s.badges)
    return " | ".join((s.name, s.state_word, s.action_word, kind, s.reason, marks)).rstrip(" |")


def golden(view: View, place: str) -> str:
    said = [f"# {place} · {view.stamp.as_of} · 环节 | 状态 | 动作 | 缺口 | 理由 | 标注"]
    for chain in sorted(r["id"] for r in view.rows(CHAINS)):
        answer = chain_status.ask(view, chain=chain, place=place)
        looked = f"核实过 {answer.verified_pct}% · 只检索过 {answer.searched_pct}%"
        said.append(f"\n## {answer.chain} · 覆盖率 {answer.coverage_pct}% · {looked}")
        said += [line(s) for s in answer.segments]
    return "\n".join(said) + "\n"


@pytest.mark.parametrize("name", PLACES)
def test_the_states_of_all_chains_are_those_a_person_accepted(shipped: View, name: str) -> None:
    file, found = HERE / f"{name}.md", golden(shipped, PLACES[name])
    if os.environ.get("CHAINSCOUT_GOLDEN") == "write":
        file.write_text(found, encoding="utf-8")
    assert found == file.read_text(encoding="utf-8")


def test_all_eleven_chains_are_there(shipped: View) -> None:
    assert len(shipped.rows(CHAINS)) == 11
