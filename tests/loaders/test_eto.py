"""The chip supply chain of CSET/ETO, from a copy of one's own: exact in every input, edge, provider and share."""

import csv
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import loaders
from graph.model.claim import Claims
from loaders import eto
from loaders._known import Known
from tests.loaders.conftest import outcome

Loaded = Callable[..., Any]

REAL = Path(os.environ.get("CHAINSCOUT_TEST_DATA", Path(__file__).parents[2].parent / "shared" / "data")) / (
    "eto_chip_supply_chain"
)
FILES = ("inputs", "sequence", "stages", "providers", "provision")

SMALL = {
    "inputs": "input_name,input_id,type,stage_name,stage_id,description\n虚构设计,N1,process,Design,S1,x\n"
    "虚构光刻,N2,process,Fabrication,S2,\n虚构光刻机,N3,tool_resource,,,\n虚构浸没光刻机,N4,tool_resource,,,\n"
    "虚构老光刻机,N5,tool_resource,,,\n虚构新浸没机,N6,tool_resource,,,\n",
    "sequence": "input_name,input_id,goes_into_name,goes_into_id,is_type_of_name,is_type_of_id\n"
    "虚构设计,N1,虚构光刻,N2,,\n虚构光刻机,N3,虚构光刻,N2,,\n虚构浸没光刻机,N4,,,虚构光刻机,N3\n"
    "虚构老光刻机,N5,,,虚构光刻机,N3\n虚构新浸没机,N6,,,虚构浸没光刻机,N4\n",
    "stages": "stage_id,stage_name,description\nS2,Fabrication,x\n",
    "providers": "provider_name,provider_id,provider_type,country\nJPN,P1,country,\nVarious,P2,country,\n"
    "虚构甲公司,P3,organization,JPN\n虚构乙公司,P4,organization,XXX\n",
    "provision": "provider_name,provider_id,provided_name,provided_id,share_provided,negligible_market_share\n"
    "JPN,P1,虚构光刻机,N3,61%,\nJPN,P1,虚构设计,N1,,negligible\nJPN,P1,Fabrication,S2,0%,\nJPN,P1,虚构光刻,N2,,\n"
    "Various,P2,虚构光刻机,N3,9%,\n虚构甲公司,P3,虚构新浸没机,N6,57%,\n虚构乙公司,P4,Fabrication,S2,,negligible\n"
    "虚构乙公司,P4,虚构设计,N1,,negligible\n",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in SMALL.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8-sig")
    return tmp_path


@pytest.fixture
def gathered(known: Known, loaded: Loaded) -> Callable[[Path], dict[str, Any]]:
    """Read the five files of a folder in the order in which they must be read."""

    def read(folder: Path, known: Known = known) -> dict[str, Any]:
        found, grown = {}, known
        for path in loaders.in_order(folder / f"{n}.csv" for n in FILES):
            found[path.stem] = loaded(path, grown)
            grown = grown.plus(p for p in loaders.read(path, grown) if isinstance(p, Claims))
        return found

    return read


Gathered = Callable[[Path], dict[str, Any]]


def test_an_input_is_a_segment_of_a_chain_of_its_own_and_a_product(folder: Path, gathered: Gathered) -> None:
    out = gathered(folder)["inputs"]
    assert out.rows("Chain", "subject", "name_en") == [("eto-chips", eto.NAME_EN)]
    assert out.rows("Segment", "subject", "segment_type", "filled_by")[:3] == [
        ("eto-chips/N1", "process", "develop"),
        ("eto-chips/N2", "process", "produce"),
        ("eto-chips/N3", "equipment", "produce"),
    ]
    assert len(out.rows("PART_OF", "subject")) == len(out.rows("CLASSIFIED_IN", "subject")) == 6
    assert out.codes == ["W_COLUMN"]


def test_types_of_one_thing_are_alternatives_and_feed_it(folder: Path, gathered: Gathered) -> None:
    feeds = gathered(folder)["sequence"].rows("FEEDS", "subject", "object", "essential", "routes")
    assert feeds == [
        ("eto-chips/N1", "eto-chips/N2", "unknown", None),
        ("eto-chips/N3", "eto-chips/N2", "unknown", None),
        ("eto-chips/N4", "eto-chips/N3", "no", ["N3:N4"]),
        ("eto-chips/N5", "eto-chips/N3", "no", ["N3:N5"]),
        ("eto-chips/N6", "eto-chips/N4", "no", ["N4:N6"]),
    ]


def test_who_makes_a_type_makes_the_broader_thing_by_a_rule(folder: Path, gathered: Gathered) -> None:
    ties = gathered(folder)["provision"].rows("OPERATES_IN", "object", "activity", "basis", "rule")
    assert sorted(ties, key=str) == sorted(
        [
            ("eto-chips/N1", "develop", "declared", None),
            ("eto-chips/N6", "produce", "declared", None),
            ("eto-chips/N4", "produce", "declared", eto.RULE),
            ("eto-chips/N3", "produce", "declared", eto.RULE),
        ],
        key=str,
    )


def test_a_country_is_no_firm_and_its_share_is_a_figure_of_its_own(folder: Path, gathered: Gathered) -> None:
    out = gathered(folder)
    figures = out["provision"].rows("REPORTS", "subject", "object", "value", "value_note")
    assert [(s, o, None if v is None else float(v), n) for s, o, v, n in figures] == [
        ("JP", "eto-chips-share:N3", 61.0, None),
        ("JP", "eto-chips-share:N1", None, "negligible"),
        ("JP", "eto-chips-share:S2", 0.0, None),
        ("JP", "eto-chips-share:N2", None, "份额未给出"),
    ]
    assert set(out["provision"].rows("REPORTS", "period", "scope", "measure")) == {("2019", "全球", "estimate")}
    assert {n for (n,) in out["providers"].rows("Firm", "name")} == {"虚构甲公司", "虚构乙公司"}


def test_what_is_nobodys_country_is_refused_by_row_and_a_strange_code_said(folder: Path, gathered: Gathered) -> None:
    out = gathered(folder)
    assert out["provision"].at("E_PLACE") == [(6, "A", "Various")]
    assert out["providers"].at("W_PLACE") == [(5, "D", "XXX")]
    assert out["providers"].rows("LOCATED_IN", "object") == [("JP",)]


def test_a_share_stands_on_the_product_and_negligible_stays_a_word(folder: Path, gathered: Gathered) -> None:
    made = gathered(folder)["provision"].rows("MAKES", "object", "market_share_pct", "market_share_note")
    assert [(o, None if s is None else float(s), n) for o, s, n in made] == [
        ("eto-chips:N6", 57.0, None),
        ("eto-chips:S2", None, "negligible"),
        ("eto-chips:N1", None, "negligible"),
    ]


def test_every_claim_cites_the_report_and_its_licence(folder: Path, gathered: Gathered) -> None:
    for out in gathered(folder).values():
        assert set(out.sources.select("address", "licence", "publisher").rows()) == {
            (eto.ADDRESS, eto.LICENCE, eto.PUBLISHER)
        }


@pytest.mark.parametrize("missing", ["providers", "sequence"])
def test_without_the_files_beside_it_no_row_is_guessed_at(folder: Path, gathered: Gathered, missing: str) -> None:
    (folder / f"{missing}.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    out = outcome(loaders.read(folder / "provision.csv", Known()))
    (folder / f"{missing}.csv").unlink()
    assert outcome(loaders.read(folder / "provision.csv", Known())).codes == out.codes == ["E_BESIDE"] * 8
    assert not out.claims
    assert "五个文件" in out.rejects["fix"][0]


def test_an_edge_to_an_input_nobody_knows_is_refused(folder: Path, gathered: Gathered) -> None:
    text = SMALL["sequence"] + "虚构,N9,虚构光刻,N2,,\n虚构设计,N1,,,,\n"
    (folder / "sequence.csv").write_text(text, encoding="utf-8")
    out = gathered(folder)["sequence"]
    assert out.at("E_SEGMENT") == [(7, "B", "N9")]
    assert [(r, c) for r, c, _ in out.at("E_EMPTY")] == [(8, "D")]


@pytest.fixture
def real() -> Path:
    if not REAL.is_dir():
        pytest.skip(f"{REAL} is not there: CC BY-NC data does not ship; set CHAINSCOUT_TEST_DATA to a copy of your own")
    return REAL


def published(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


@pytest.fixture
def world(known: Known) -> Known:
    """All countries the data set names."""
    import polars as pl

    from graph.places import Places

    ids = sorted(set(eto.COUNTRIES.values()))
    nodes = pl.DataFrame({"id": ids, "name": ids, "place_type": ["country"] * len(ids)})
    within = pl.DataFrame(schema={"subject": pl.String, "object": pl.String})
    return Known(places=Places.of(nodes, within))


def test_the_published_chain_is_read_exactly(real: Path, world: Known, gathered: Callable[..., dict[str, Any]]) -> None:
    out = gathered(real, world)
    inputs, provision = published(real, "inputs"), published(real, "provision")
    assert dict(out["inputs"].rows("Segment", "subject", "name")) == {
        f"eto-chips/{r['input_id']}": r["input_name"] for r in inputs
    }
    feeds = out["sequence"].rows("FEEDS", "subject", "object", "routes")
    assert (len(inputs), len(feeds), sum(r is None for *_, r in feeds)) == (79, 93, 62)
    types = {r["provider_id"]: r["provider_type"] for r in published(real, "providers")}
    firms = {r["provider_name"] for r in published(real, "providers") if r["provider_type"] == "organization"}
    assert {n for (n,) in out["providers"].rows("Firm", "name")} == firms
    assert (len(types), len(firms)) == (294, 274)
    assert len(out["providers"].rows("LOCATED_IN", "subject")) == 274
    told = {(r["provider_id"], r["provided_id"]) for r in provision if types[r["provider_id"]] == "organization"}
    assert len(out["provision"].rows("MAKES", "subject", "object")) == len(told)


def test_the_published_shares_are_exact_and_what_is_not_given_is_not_nought(
    real: Path, world: Known, gathered: Callable[..., dict[str, Any]]
) -> None:
    out, provision = gathered(real, world)["provision"], published(real, "provision")
    types = {r["provider_id"]: r["provider_type"] for r in published(real, "providers")}
    for kind, rows in (
        ("organization", out.rows("MAKES", "object", "market_share_pct")),
        ("country", out.rows("REPORTS", "object", "value")),
    ):
        said = [r for r in provision if types[r["provider_id"]] == kind and r["provider_name"] != "Various"]
        unique = {(r["provider_id"], r["provided_id"]): r["share_provided"] for r in said}
        wanted = sorted((k[1], v.removesuffix("%")) for k, v in unique.items())
        assert sorted((o.rpartition(":")[2], "" if v is None else f"{float(v):g}") for o, v in rows) == wanted
    assert [v for _, _, v in out.at("E_PLACE")] == ["Various"] * 3
    notes = [n for (n,) in out.rows("MAKES", "market_share_note") if n] + [
        n for (n,) in out.rows("REPORTS", "value_note") if n == "negligible"
    ]
    assert len(notes) == sum(r["negligible_market_share"] == "negligible" for r in provision)


def test_the_choke_points_of_the_published_chain_are_those_that_were_measured(
    real: Path, world: Known, gathered: Callable[..., dict[str, Any]]
) -> None:
    from queries.methods.criticality import cut_shares

    out = gathered(real, world)
    names = dict(out["inputs"].rows("Segment", "subject", "name"))
    shares = cut_shares(out["sequence"].rows("FEEDS", "subject", "object"))
    found = {names[s]: round(share, 2) for s, share in shares.items()}
    assert {n: found[n] for n in ("Testing", "Assembly and packaging", "Chemical mechanical planarization",
                                  "Etch and clean", "Photolithography")} == {
        "Testing": 0.87, "Assembly and packaging": 0.80, "Chemical mechanical planarization": 0.57,
        "Etch and clean": 0.38, "Photolithography": 0.33,
    }  # fmt: skip
