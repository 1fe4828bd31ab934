"""A view: one published graph, its evidence from the ledger, its stamp and rules."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from graph import schema
from graph.errors import StoreError
from graph.ledger import Ledger, Load
from graph.model.claim import Claims, File
from graph.projection import Built, project
from graph.projection.derived import edge_ids
from graph.stores import publisher
from graph.view import dump, open_view

DAY = date(2025, 6, 1)
FIRM, OTHER = schema.mention_ids(pl.Series(["虚构面板甲公司", "虚构面板乙公司"]))
SOURCES = pl.DataFrame(
    {
        "source": ["s-1", "s-2"],
        "publisher": ["虚构日报", "虚构晚报"],
        "title": ["一", "二"],
        "published_on": ["2024-01-01", "2024-06-01"],
        "address": ["https://a.example/1", "https://b.example/2"],
    }
)
TIE = "MATCH (:Firm)-[o:OPERATES_IN]->(:Segment) RETURN o.edge_id AS e, o.n_sources AS n, o.stage AS stage"


def claims(stage: str = "operating") -> list[Claims]:
    said = {"source": "s-1", "known_on": "2024-01-01"}
    place = pl.DataFrame({"subject": ["350200"], "name": ["厦门市"], "place_type": ["city"], **said})
    return [
        Claims("Chain", pl.DataFrame({"subject": ["d"], "name": ["虚构链"], **said})),
        Claims("Segment", pl.DataFrame({"subject": ["d/panel"], "name": ["面板"], "filled_by": ["produce"], **said})),
        Claims("PART_OF", pl.DataFrame({"subject": ["d/panel"], "object": ["d"], **said})),
        Claims("Place", place),
        Claims(
            "Firm",
            pl.DataFrame({"subject": [FIRM, OTHER], "name": ["虚构面板甲公司", "虚构面板乙公司"], **said}),
        ),
        Claims(
            "OPERATES_IN",
            pl.DataFrame(
                {
                    "subject": [FIRM, FIRM],
                    "object": ["d/panel", "d/panel"],
                    "at": ["350200", "350200"],
                    "activity": ["produce", "produce"],
                    "stage": [stage, "building"],
                    "basis": ["declared", "observed"],
                    "source": ["s-1", "s-2"],
                    "known_on": ["2024-01-01", "2024-06-01"],
                    "quote": ["甲厂投产", None],
                    "row": [3, 7],
                }
            ),
        ),
    ]


def load(home: Path, series: str = "表", **columns: str) -> None:
    given = Load(File(series, "0" * 64), claims(**columns), SOURCES, pl.DataFrame(), loaded_on=DAY)
    Ledger.open(home, write=True).append(given)


def build(home: Path) -> Built:
    return project(Ledger.open(home).pin(), as_of=DAY, known_on=DAY, store=publisher(home))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    load(tmp_path)
    build(tmp_path)
    return tmp_path


def test_a_home_without_a_graph_says_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="run `chainscout build`"):
        open_view(tmp_path, {})


def test_a_view_knows_its_stamp_and_its_rules(home: Path) -> None:
    view = open_view(home, {"version": "7"})
    assert (view.stamp.as_of, view.stamp.known_on, view.stamp.rules) == ("2025-06-01", "2025-06-01", "7")
    assert view.stamp.ledger == Ledger.open(home).pin().version
    assert view.rules == {"version": "7"}


def test_what_was_loaded_is_there_with_what_is_derived(home: Path) -> None:
    view = open_view(home, {})
    found = "MATCH (p:Place {id: '350200'})<-[l:LOCATED_IN]-(f:Firm)-[:OPERATES_IN]->(s:Segment) RETURN f.name AS f, l.derived AS d, s.n_makers_placed AS n"
    assert view.rows(found) == [{"f": "虚构面板甲公司", "d": True, "n": 1}]


def test_evidence_names_who_says_it_and_where_strongest_first(home: Path) -> None:
    view = open_view(home, {})
    (tie,) = view.rows(TIE)
    assert tie["n"] == 2
    first, second = view.evidence([tie["e"]])
    assert (first["basis"], first["publisher"], first["row"]) == ("observed", "虚构晚报", 7)
    assert (second["basis"], second["address"], second["quote"]) == ("declared", "https://a.example/1", "甲厂投产")
    assert {r["id"] for r in (first, second)} == {tie["e"]}
    assert {
        "claim_id",
        "series",
        "locator",
        "confidence",
        "visibility",
        "since",
        "until",
        "known_on",
        "licence",
    } <= set(first)


def test_evidence_keeps_what_each_claim_says_where_the_graph_keeps_one_value(home: Path) -> None:
    view = open_view(home, {})
    [tie] = view.rows(TIE)
    said = {r["source"]: r["fields"] for r in view.evidence([tie["e"]])}
    assert said == {
        "s-1": {"at": "350200", "activity": "produce", "stage": "operating"},
        "s-2": {"at": "350200", "activity": "produce", "stage": "building"},
    }
    [chain] = view.evidence(["d"])
    assert chain["fields"] == {"name": "虚构链"}


def test_evidence_of_what_so_many_claims_speak_of_is_the_same_without_the_rest(home: Path) -> None:
    view = open_view(home, {})
    [tie] = view.rows(TIE)
    asked = ["d", tie["e"], "no such id"]
    assert view.evidence(asked, least=2) == view.evidence([tie["e"]])
    assert view.evidence(asked, least=3) == []
    assert {r["id"] for r in view.evidence(asked)} == {"d", tie["e"]}


def test_nodes_have_evidence_too_in_the_order_asked(home: Path) -> None:
    found = open_view(home, {}).evidence(["d/panel", "350200", "no such id", "d/panel"])
    assert [r["id"] for r in found] == ["d/panel", "350200"]
    assert open_view(home, {}).evidence([]) == []
    assert open_view(home, {}).evidence(["no such id"]) == []


def test_a_held_view_stays_while_a_build_publishes_and_the_newest_is_one_call_away(home: Path) -> None:
    view = open_view(home, {})
    assert view.newest() is view
    load(home, "另一表", stage="closed")
    build(home)
    later = view.newest()
    assert later is not view
    assert view.stamp.ledger < later.stamp.ledger
    (tie,) = view.rows(TIE)
    assert len(view.evidence([tie["e"]])) == 2
    assert len(later.evidence([tie["e"]])) == 4


def test_evidence_outlives_compaction_and_forgets_what_is_purged(home: Path) -> None:
    view = open_view(home, {})
    (tie,) = view.rows(TIE)
    assert len(view.evidence([tie["e"]])) == 2, "the view holds its ledger open from here on"
    ledger = Ledger.open(home, write=True)
    ledger.compact()
    assert len(view.evidence([tie["e"]])) == 2
    ledger.purge("s-2", "licence withdrawn")
    assert [r["source"] for r in view.evidence([tie["e"]])] == ["s-1"]


def test_loading_again_and_building_changes_nothing(home: Path) -> None:
    before = list(dump(open_view(home, {})))
    load(home)
    assert build(home).touched == 0
    assert list(dump(open_view(home, {}))) == before
    assert before


def test_building_for_another_day_and_back_is_the_identity(home: Path) -> None:
    before = list(dump(open_view(home, {})))
    project(Ledger.open(home).pin(), as_of=date(2023, 1, 1), known_on=date(2023, 1, 1), store=publisher(home))
    assert list(dump(open_view(home, {}))) != before
    build(home)
    assert list(dump(open_view(home, {}))) == before


def test_ids_of_derived_ties_are_made_as_a_standing_makes_them(home: Path) -> None:
    (tie,) = open_view(home, {}).rows(TIE)
    said = pl.DataFrame({"subject": [FIRM], "object": ["d/panel"], "at": ["350200"], "activity": ["produce"]})
    assert edge_ids("OPERATES_IN", said).to_list() == [tie["e"]]


def test_a_key_that_a_derived_tie_has_no_column_for_is_not_in_its_id() -> None:
    ends = pl.DataFrame({"subject": [FIRM], "object": ["d/panel"]})
    nothing = ends.with_columns(at=pl.lit(None, pl.String), activity=pl.lit(None, pl.String))
    assert edge_ids("OPERATES_IN", ends).to_list() == edge_ids("OPERATES_IN", nothing).to_list()
