"""Where do the claims behind one tie or node disagree?"""

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from graph import schema
from graph.ledger import Ledger, Load
from graph.model.change import Row
from graph.model.claim import Claims, File
from graph.projection import project
from graph.stores import publisher
from graph.view import open_view
from queries.methods.disagreement import CONTRADICTION, RULES, UPDATE, disagreements


def claim(value: object, field: str = "capacity", **more: Any) -> Row:
    return {
        "id": "e-1", "kind": "OPERATES_IN", "basis": "declared", "confidence": 1.0, "fields": {field: value},
        "claim_id": f"c-{value}-{more.get('publisher')}", **more,
    }  # fmt: skip


def chosen(value: object, field: str = "capacity") -> dict[str, dict[str, object]]:
    return {"e-1": {field: value}}


@pytest.mark.parametrize(
    ("rule", "winner", "loser"),
    [
        ("since", {"since": "2024", "known_on": "2020"}, {"since": "2021", "known_on": "2025"}),
        ("since", {"known_on": "2024"}, {"since": "2021", "known_on": "2025"}),
        ("known", {"known_on": "2024-05"}, {"known_on": "2024-04"}),
        ("known", {"known_on": "2020"}, {"known_on": "2025", "known_from": "file"}),
        ("confidence", {"confidence": 0.9}, {"confidence": 0.5}),
    ],
)
def test_the_step_of_the_order_that_decided_is_named(rule: str, winner: Row, loser: Row) -> None:
    [one] = disagreements([claim("5GWh", **winner), claim("9GWh", **loser)], chosen("5GWh"))
    assert (one.values, one.chosen) == (("5GWh", "9GWh"), "5GWh")
    assert one.rule == RULES[rule]


def test_more_publishers_and_at_last_the_claims_id_decide() -> None:
    said = [claim("5", publisher="甲"), claim("5", publisher="乙"), claim("9", publisher="丙")]
    assert disagreements(said, chosen("5"))[0].rule == RULES["publishers"]
    assert disagreements(said[1:], chosen("9"))[0].rule == RULES["claim"]


def test_a_later_word_is_a_change_and_words_of_one_day_or_no_day_are_a_contradiction() -> None:
    later = [claim("5", known_on="2020"), claim("9", known_on="2024")]
    assert disagreements(later, chosen("9"))[0].nature == UPDATE
    assert disagreements(later, chosen("5"))[0].nature == CONTRADICTION
    assert (
        disagreements([claim("5", known_on="2020"), claim("9", known_on="2020")], chosen("9"))[0].nature
        == CONTRADICTION
    )
    assert disagreements([claim("5"), claim("9", known_on="2020")], chosen("9"))[0].nature == CONTRADICTION


def test_what_does_not_change_with_time_is_contradicted_by_a_later_word_too() -> None:
    said = [
        claim(v, "project_type", kind="Project", known_on=day) for v, day in (("new", "2015"), ("expansion", "2020"))
    ]
    assert disagreements(said, chosen("expansion", "project_type"))[0].nature == CONTRADICTION


def test_not_knowing_contradicts_nobody() -> None:
    assert disagreements([claim("unknown", "stage"), claim("operating", "stage")], chosen("operating", "stage")) == []


def test_what_is_only_inferred_has_no_voice_beside_what_is_declared() -> None:
    said = [claim("5"), claim("9", basis="inferred")]
    assert disagreements(said, chosen("5")) == []
    weak = [claim("5", basis="inferred"), claim("9", basis="potential")]
    assert [d.values for d in disagreements(weak, chosen("5"))] == [("5", "9")]


def test_names_lists_notes_keys_and_the_day_of_a_stage_may_differ() -> None:
    assert disagreements([claim(["a"], "products"), claim(["b"], "products")], {}) == []
    assert disagreements([claim("350200", "at"), claim("340100", "at")], {}) == []
    firms = [claim(n, "name", kind="Firm") for n in ("甲", "甲公司")]
    assert disagreements(firms, {}) == []
    assert disagreements([claim(d, "stage_on", kind="Project") for d in ("2020", "2021")], {}) == []
    assert disagreements([claim("a", "tie_note", kind="SUPPLIES"), claim("b", "tie_note", kind="SUPPLIES")], {}) == []


def test_the_same_number_written_differently_is_no_disagreement() -> None:
    said = [claim(v, "planned_investment_100m_cny", kind="Project") for v in (70, 70.0)]
    assert disagreements(said, chosen(70, "planned_investment_100m_cny")) == []


def test_the_graph_keeps_the_value_the_rule_says(tmp_path: Path) -> None:
    """A real ledger, built: what is named as chosen is what stands, and the named step is the one that decided."""
    [firm] = schema.mention_ids(pl.Series(["虚构甲公司"]))
    said = {"subject": [firm] * 2, "object": ["d/panel"] * 2, "at": [None] * 2, "activity": ["produce"] * 2}
    frames = [
        Claims("Chain", pl.DataFrame({"subject": ["d"], "name": ["虚构链"], "source": "a"})),
        Claims("Segment", pl.DataFrame({"subject": ["d/panel"], "name": ["面板"], "source": "a"})),
        Claims("Firm", pl.DataFrame({"subject": [firm], "name": ["虚构甲公司"], "source": "a"})),
        Claims(
            "OPERATES_IN",
            pl.DataFrame({**said, "capacity": ["5GWh", "9GWh"], "known_on": ["2023-05", "2024-01"], "source": ["a", "b"]},
                         schema_overrides={"at": pl.String}).with_columns(known_from=pl.lit("published")),
        ),
    ]  # fmt: skip
    day = date(2025, 1, 1)
    given = Load(File("虚构", "0" * 64), frames, pl.DataFrame(), pl.DataFrame(), loaded_on=day)
    Ledger.open(tmp_path, write=True).append(given)
    project(Ledger.open(tmp_path).pin(), as_of=day, known_on=day, store=publisher(tmp_path))
    view = open_view(tmp_path, {})
    rows = view.rows("MATCH (:Firm)-[e:OPERATES_IN]->(:Segment) RETURN e.edge_id AS id, properties(e) AS chosen")
    [one] = disagreements(view.evidence([r["id"] for r in rows]), {r["id"]: r["chosen"] for r in rows})
    assert (one.field, one.chosen, one.values, one.nature) == ("capacity", "9GWh", ("9GWh", "5GWh"), UPDATE)
    assert one.rule == RULES["known"]
