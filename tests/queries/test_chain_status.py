"""Chain status: localities side by side, hints, groups, rates."""

from collections.abc import Callable

from graph.model.change import Row, View
from queries import chain_status
from tests.conftest import PLACES

Country = Callable[..., View]
FIRMS: list[Row] = [{"id": f"m-{n}", "name": f"虚构{n}公司"} for n in "甲乙丙丁"]


def tie(firm: str, segment: str, at: str | None, **over: object) -> Row:
    return {"subject": f"m-{firm}", "object": segment, "at": at, "known_on": "2024-06"} | over


def looked(segment: str, **over: object) -> Row:
    plain: Row = {"subject": "350200", "object": segment, "method": "searched", "searches": 3, "found": "no"}
    return plain | {"surveyed_on": "2024", "surveyor": "测试"} | over


def states(view: View, chain: str, place: str) -> dict[str, str]:
    return {s.segment: s.state for s in chain_status.ask(view, chain=chain, place=place).segments}


def test_one_firm_is_inside_for_the_city_and_nearby_for_a_zone_it_is_not_known_to_be_in(country: Country) -> None:
    view = country(FIRMS, OPERATES_IN=[tie("甲", "display/cell", "350200")])
    assert states(view, "display", "甲市")["display/cell"] == "weak"
    line = next(
        s for s in chain_status.ask(view, chain="display", place="虚构高新区").segments if s.segment == "display/cell"
    )
    assert (line.state, line.undecided, line.badges) == ("nearby", ("虚构甲公司",), ("片区不明1家",))


def test_a_firm_whose_place_is_only_the_country_is_outside(country: Country) -> None:
    view = country(FIRMS, OPERATES_IN=[tie("甲", "display/cell", "CN")])
    assert states(view, "display", "甲市")["display/cell"] == "unknown"


def test_a_firm_known_to_the_province_only_keeps_a_gap_from_being_presumed(country: Country) -> None:
    ties = [tie("甲", "display/cell", "350000"), tie("乙", "display/cell", "340100")]
    view = country(FIRMS, OPERATES_IN=ties, SURVEYED=[looked("display/cell")])
    assert states(view, "display", "甲市")["display/cell"] == "unknown"


def test_a_local_firms_product_of_that_name_keeps_a_gap_from_being_presumed_unless_it_is_downstream(
    country: Country,
) -> None:
    surveys = [looked("display/photoresist"), looked("display/tester")]
    ties = [
        tie("甲", "display/photoresist", "340100"),
        tie("乙", "display/tester", "340100"),
        tie("丙", "display/cell", "350200", products=["光刻胶", "检测设备"]),
    ]
    found = states(country(FIRMS, OPERATES_IN=ties, SURVEYED=surveys), "display", "甲市")
    assert (found["display/photoresist"], found["display/tester"]) == ("presumed", "unknown")


def test_a_twins_firm_stands_for_both_segments(country: Country) -> None:
    view = country(FIRMS, OPERATES_IN=[tie("甲", "ic/photoresist", "350200")])
    assert states(view, "display", "甲市")["display/photoresist"] == "weak"
    assert states(view, "ic", "甲市")["ic/photoresist"] == "weak"


def test_a_firm_that_leads_the_chain_and_operates_makes_its_segment_strong(country: Country) -> None:
    view = country(
        FIRMS, OPERATES_IN=[tie("甲", "display/cell", "zone")], LEADS=[{"subject": "m-甲", "object": "display"}]
    )
    assert states(view, "display", "虚构高新区")["display/cell"] == "strong"


def test_subsidiaries_of_one_parent_count_once(country: Country) -> None:
    ties = [tie(f, "display/cell", "350200") for f in "甲乙丙"]
    family = [{"subject": f"m-{f}", "object": "m-丁"} for f in "甲乙丙"]
    view = country(FIRMS, OPERATES_IN=ties, SUBSIDIARY_OF=family)
    assert states(view, "display", "甲市")["display/cell"] == "weak"


def test_a_group_is_asked_for_like_a_chain(country: Country) -> None:
    answer = chain_status.ask(country(FIRMS), chain="半导体", place="甲市")
    assert {s.chain for s in answer.segments} == {"display", "ic"}


def test_coverage_and_how_far_anybody_looked_are_two_numbers(country: Country) -> None:
    surveys = [looked("display/glass"), looked("display/cell", found="yes")]
    view = country(FIRMS, OPERATES_IN=[tie("甲", "display/cell", "350200")], SURVEYED=surveys)
    answer = chain_status.ask(view, chain="display", place="甲市")
    assert (answer.coverage_pct, answer.looked_pct) == (50.0, 40.0)


def test_a_firm_known_to_stand_elsewhere_in_the_city_is_nearby_for_the_zone(country: Country) -> None:
    view = country(FIRMS, OPERATES_IN=[tie("甲", "display/cell", "350211")])
    line = next(
        s for s in chain_status.ask(view, chain="display", place="虚构高新区").segments if s.segment == "display/cell"
    )
    assert (line.state, line.in_city, line.undecided, line.action) == ("nearby", ("虚构甲公司",), (), "connect")


def test_a_national_champion_makes_its_segment_strong_and_a_provincial_one_does_not(country: Country) -> None:
    for level, expected in (("national", "strong"), ("provincial", "weak")):
        honour: list[Row] = [{"id": "h-1", "name": "制造业单项冠军", "honour_level": level}]
        held: list[Row] = [{"subject": "m-甲", "object": "h-1", "year": 2023}]
        view = country(FIRMS, extra={"Honour": honour}, OPERATES_IN=[tie("甲", "display/cell", "zone")], HOLDS=held)
        assert states(view, "display", "甲市")["display/cell"] == expected


def test_a_subsidiary_of_the_firm_that_leads_the_chain_leads_with_it(country: Country) -> None:
    family: list[Row] = [{"subject": "m-甲", "object": "m-丁"}]
    lead: list[Row] = [{"subject": "m-丁", "object": "display"}]
    view = country(FIRMS, OPERATES_IN=[tie("甲", "display/cell", "zone")], SUBSIDIARY_OF=family, LEADS=lead)
    assert states(view, "display", "甲市")["display/cell"] == "strong"


NEAR: list[Row] = [{"id": "350900", "name": "丁市", "place_type": "city", "longitude": 118.2, "latitude": 24.5}]
NEAR_WITHIN: list[Row] = [{"subject": "350900", "object": "350000"}]


def ringed(country: Country, ties: list[Row], place: str, **more: object) -> chain_status.ChainStatus:
    """The status of 显示 with 丁市 20 km beside 甲市."""
    view = country(FIRMS, extra={"Place": [*PLACES, *NEAR]}, OPERATES_IN=ties, WITHIN=NEAR_WITHIN)
    return chain_status.ask(view, chain="display", place=place, **more)  # type: ignore[arg-type]


def test_a_firm_in_the_circle_fills_it_and_leaves_the_places_own_state_alone(country: Country) -> None:
    answer = ringed(country, [tie("甲", "display/cell", "350900")], "甲市", within_km=30)
    line = next(s for s in answer.segments if s.segment == "display/cell")
    assert (line.state, line.circle_state, line.circle_state_word) == ("unknown", "weak", "薄弱")
    assert (line.in_circle, line.firms) == (("虚构甲公司",), ())
    assert (answer.circle, answer.within_km) == ("甲市周边30公里", 30)
    assert answer.circle_counts is not None
    assert answer.circle_counts["weak"] == 1


def test_a_firm_out_of_the_circle_or_known_by_province_only_is_not_in_it(country: Country) -> None:
    ties = [tie("甲", "display/cell", "350900"), tie("乙", "display/module", "350000")]
    answer = ringed(country, ties, "甲市", within_km=10)
    lines = {s.segment: s for s in answer.segments}
    assert (lines["display/cell"].circle_state, lines["display/cell"].in_circle) == ("unknown", ())
    assert (lines["display/module"].circle_state, lines["display/module"].circle_undecided) == (
        "unknown",
        ("虚构乙公司",),
    )


def test_the_citys_state_stands_beside_the_zones_and_none_without_a_circle(country: Country) -> None:
    answer = ringed(country, [tie("甲", "display/cell", "350211")], "虚构高新区")
    line = next(s for s in answer.segments if s.segment == "display/cell")
    assert (line.state, line.city_state, line.circle_state) == ("nearby", "weak", None)
    assert (answer.city, answer.circle, answer.circle_counts) == ("甲市", None, None)


def test_what_the_city_verified_is_not_verified_for_the_zone(country: Country) -> None:
    view = country(FIRMS, SURVEYED=[looked("display/glass", method="listed"), looked("display/cell")])
    city = chain_status.ask(view, chain="display", place="甲市")
    zone = chain_status.ask(view, chain="display", place="虚构高新区")
    assert (city.verified_pct, city.searched_pct, city.looked_pct) == (20.0, 20.0, 40.0)
    assert (zone.verified_pct, zone.searched_pct, zone.looked_pct) == (0.0, 40.0, 40.0)


def test_the_rate_of_surveys_counts_nobody_who_only_searched_at_a_desk(country: Country) -> None:
    view = country(FIRMS, SURVEYED=[looked(s) for s in ("display/glass", "display/cell", "display/module")])
    answer = chain_status.ask(view, chain="display", place="甲市")
    titles = {name: info.title or "" for name, info in chain_status.ChainStatus.model_fields.items()}
    assert (answer.verified_pct, answer.looked_pct) == (0.0, 60.0)
    assert [name for name, title in titles.items() if "摸排率" in title] == ["verified_pct"]


def test_a_firm_that_produces_and_sells_at_one_place_counts_once(country: Country) -> None:
    ties = [tie("甲", "display/cell", "zone"), tie("甲", "display/cell", "zone", activity="sell", edge_id="e-sells")]
    view = country(FIRMS, OPERATES_IN=ties)
    line = next(
        s for s in chain_status.ask(view, chain="display", place="虚构高新区").segments if s.segment == "display/cell"
    )
    assert (line.state, line.firms, line.n_makers) == ("weak", ("虚构甲公司",), 1)


def test_firms_related_through_any_number_of_steps_count_once_here_and_among_all_makers(country: Country) -> None:
    firms: list[Row] = [{"id": f"m-{n}", "name": f"虚构{n}公司"} for n in "甲乙丙丁戊己"]
    ladder: list[Row] = [
        {"subject": "m-甲", "object": "m-乙"},
        {"subject": "m-乙", "object": "m-丙"},
        {"subject": "m-丙", "object": "m-丁"},
    ]
    brand: list[Row] = [{"subject": "m-戊", "object": "m-丁"}]
    ties = [tie(f, "display/cell", "zone") for f in "甲戊己"]
    view = country(firms, OPERATES_IN=ties, SUBSIDIARY_OF=ladder, BRAND_OF=brand)
    line = next(
        s for s in chain_status.ask(view, chain="display", place="虚构高新区").segments if s.segment == "display/cell"
    )
    assert (line.state, line.n_makers) == ("covered", 2)
    placed = view.rows("MATCH (s:Segment {id: 'display/cell'}) RETURN s.n_makers_placed AS n")
    assert placed == [{"n": 2}]


def test_a_plant_leads_with_a_group_four_steps_above_it(country: Country) -> None:
    firms: list[Row] = [{"id": f"m-{n}", "name": f"虚构{n}公司"} for n in "甲乙丙丁"]
    ladder: list[Row] = [{"subject": f"m-{a}", "object": f"m-{b}"} for a, b in ("甲乙", "乙丙", "丙丁")]
    lead: list[Row] = [{"subject": "m-丁", "object": "display"}]
    view = country(firms, OPERATES_IN=[tie("甲", "display/cell", "zone")], PROJECT_COMPANY_OF=ladder, LEADS=lead)
    assert states(view, "display", "虚构高新区")["display/cell"] == "strong"


def test_only_what_a_source_says_decides_not_what_is_inferred_or_invented(country: Country) -> None:
    honour: list[Row] = [{"id": "h-1", "name": "制造业单项冠军", "honour_level": "national"}]
    project: list[Row] = [{"id": "p-1", "name": "虚构项目", "project_stage": "投产"}]
    made = tie("甲", "display/cell", "zone")
    for basis in ("inferred", "potential", "synthetic"):
        view = country(
            FIRMS,
            extra={"Honour": honour, "Project": project},
            OPERATES_IN=[made, tie("乙", "display/module", "zone", basis=basis, products=["玻璃基板"])],
            LEADS=[{"subject": "m-甲", "object": "display", "basis": basis}],
            HOLDS=[{"subject": "m-甲", "object": "h-1", "basis": basis}],
            SURVEYED=[looked("display/photoresist", method="complete", basis=basis)],
            RUNS=[{"subject": "m-丙", "object": "p-1"}],
            FILLS=[{"subject": "p-1", "object": "display/tester", "basis": basis}],
            LOCATED_IN=[{"subject": "p-1", "object": "zone"}],
        )
        found = states(view, "display", "甲市")
        assert found["display/cell"] == "weak", basis
        assert {found[f"display/{s}"] for s in ("module", "photoresist", "tester")} == {"unknown"}, basis
