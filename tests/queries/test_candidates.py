"""Which firms could fill a gap, and why are the others no target?"""

from collections.abc import Callable
from typing import Any

import pytest

from graph.model.change import Row, View
from queries import candidates
from queries.candidates import Candidate
from queries.methods.answer import tables
from tests.conftest import SEGMENTS

Country = Callable[..., View]

GLASS = "display/glass"


def firm(name: str) -> Row:
    return {"id": f"m-{name}", "name": name}


def makes(name: str, at: str | None = "340100", **more: Any) -> Row:
    return {"subject": f"m-{name}", "object": GLASS, "at": at, "edge_id": f"e-{name}", "role": "supplier", **more}


def asked(view: View, place: str = "甲市", **more: Any) -> dict[str, Candidate]:
    answer = candidates.ask(view, segment=GLASS, place=place, **more)
    return {c.name: c for c in (*answer.candidates, *answer.in_city, *answer.excluded)}


def test_two_publishers_are_grade_a_and_recommended(country: Country) -> None:
    view = country([firm("甲公司")], OPERATES_IN=[makes("甲公司", n_sources=2)])
    one = asked(view)["甲公司"]
    assert (one.verdict_word, one.grade, one.to_raise, one.place) == ("推荐", "A", "", "乙市")


def test_one_publisher_is_shown_to_verify_with_what_would_raise_it(country: Country) -> None:
    one = asked(country([firm("甲公司")], OPERATES_IN=[makes("甲公司")]))["甲公司"]
    assert (one.verdict_word, one.grade, one.reason) == ("待核实", "B", "只有一个发布者")
    assert one.to_raise.startswith("再有一个独立发布者")


def test_the_firms_own_filing_is_grade_a(country: Country) -> None:
    tie = makes("甲公司", source_url="http://static.cninfo.com.cn/finalpage/2023.PDF")
    assert asked(country([firm("甲公司")], OPERATES_IN=[tie]))["甲公司"].grade == "A"


def test_two_publishers_on_two_ties_are_grade_a_and_two_websites_nobody_listed_are_not(country: Country) -> None:
    ties = [
        makes("甲公司", source_url="https://one.example/1"),
        makes("甲公司", at="340101", edge_id="e-2", source_url="https://two.example/1"),
    ]
    claims = [
        {"id": "e-甲公司", "source": "s-1", "publisher": "甲报"},
        {"id": "e-2", "source": "s-2", "publisher": "乙报"},
    ]
    assert asked(country([firm("甲公司")], claims=claims, OPERATES_IN=ties))["甲公司"].grade == "A"
    nobody_listed = [{"id": i, "source": f"s-{i}", "address": f"https://{i}.com.cn/"} for i in ("e-甲公司", "e-2")]
    assert asked(country([firm("甲公司")], claims=nobody_listed, OPERATES_IN=ties))["甲公司"].grade == "B"
    one_paper = [{"id": i, "source": f"s-{i}", "address": f"https://{i}.one.com.cn/"} for i in ("e-甲公司", "e-2")]
    assert asked(country([firm("甲公司")], claims=one_paper, OPERATES_IN=ties))["甲公司"].grade == "B"


def test_inferred_or_unknown_activity_is_grade_c(country: Country) -> None:
    ties = [
        makes("甲公司", basis="inferred", n_sources=2),
        makes("乙公司", activity="unknown", n_sources=2),
        makes("丙公司", products=["招股书封面:某公司"], n_sources=2),
    ]
    found = asked(country([firm("甲公司"), firm("乙公司"), firm("丙公司")], OPERATES_IN=ties))
    assert {c.grade for c in found.values()} == {"C"}
    assert {c.verdict for c in found.values()} == {"to_verify"}


@pytest.mark.parametrize(
    ("tie", "why"),
    [
        ({"role": "competitor"}, "竞争对手"),
        ({"role": "customer", "activity": "buy"}, "客户"),
        ({"role": "anchor"}, "异地链主"),
        ({"activity": "research", "role": "research"}, "只做研究"),
        ({"stage": "closed"}, "已停产"),
        ({"at": "JP"}, "境外企业"),
        ({"at": "zone"}, "已在甲市:在营"),
        ({"at": "zone", "stage": "signed"}, "已在甲市:已签约"),
    ],
)
def test_a_firm_that_is_no_target_is_shown_with_its_reason(country: Country, tie: Row, why: str) -> None:
    one = asked(country([firm("甲公司")], OPERATES_IN=[makes("甲公司", n_sources=2, **{"at": "340100", **tie})]))[
        "甲公司"
    ]
    assert one.verdict == "excluded"
    assert why in one.reason


def test_a_foreign_parent_is_a_candidate_when_asked_or_with_an_entity_in_china(country: Country) -> None:
    firms = [firm("外资母公司"), firm("外资乙市公司"), firm("另一外资")]
    ties = [makes("外资母公司", "JP", n_sources=2), makes("另一外资", "JP", n_sources=2)]
    other = {"subject": "m-外资乙市公司", "object": "ic/wafer", "at": "340100", "edge_id": "e-o"}
    kin = [{"subject": "m-外资乙市公司", "object": "m-外资母公司"}]
    view = country(firms, OPERATES_IN=[*ties, other], SUBSIDIARY_OF=kin)
    assert asked(view)["外资母公司"].verdict == "recommended"
    assert asked(view)["另一外资"].verdict == "excluded"
    assert asked(view, foreign=True)["另一外资"].verdict == "recommended"


def test_a_group_that_already_makes_it_here_is_no_target_for_its_sister(country: Country) -> None:
    ties = [makes("乙市工厂", n_sources=2), makes("甲市工厂", "350200")]
    kin = [{"subject": f"m-{f}", "object": "m-集团"} for f in ("乙市工厂", "甲市工厂")]
    view = country([firm("乙市工厂"), firm("甲市工厂"), firm("集团")], OPERATES_IN=ties, SUBSIDIARY_OF=kin)
    assert "同集团的甲市工厂已在甲市" in asked(view)["乙市工厂"].reason


def test_a_project_here_in_talks_excludes_and_an_ended_one_does_not(country: Country) -> None:
    def view(stage: str) -> View:
        project = {"Project": [{"id": "p-1", "name": "虚构玻璃项目", "project_stage": stage}]}
        return country(
            [firm("甲公司")],
            extra=project,
            OPERATES_IN=[makes("甲公司", n_sources=2)],
            RUNS=[{"subject": "m-甲公司", "object": "p-1"}],
            FILLS=[{"subject": "p-1", "object": GLASS}],
            LOCATED_IN=[{"subject": "p-1", "object": "350200"}],
        )

    assert "虚构玻璃项目(在谈)" in asked(view("在谈"))["甲公司"].reason
    assert asked(view("在谈"))["甲公司"].verdict == "excluded"
    assert asked(view("退库"))["甲公司"].verdict == "recommended"


def test_a_firm_of_another_district_of_the_same_city_is_a_city_firm(country: Country) -> None:
    ties = [makes("甲公司", "350211", n_sources=2), makes("乙公司", "350200", n_sources=2)]
    found = asked(country([firm("甲公司"), firm("乙公司")], OPERATES_IN=ties), place="虚构高新区")
    assert {c.verdict_word for c in found.values()} == {"市内企业"}
    assert "其他片区" in found["甲公司"].reason
    assert "片区不明" in found["乙公司"].reason


def test_a_firm_known_by_province_only_may_be_here(country: Country) -> None:
    one = asked(country([firm("甲公司")], OPERATES_IN=[makes("甲公司", "350000", n_sources=2)]))["甲公司"]
    assert (one.verdict, one.grade) == ("to_verify", "A")
    assert "可能已在甲市" in one.reason


def test_a_firm_that_stands_here_but_makes_it_nobody_knows_where_is_not_recommended(country: Country) -> None:
    ties = [makes("甲公司", None, n_sources=2), {"subject": "m-甲公司", "object": "display/module", "at": "zone"}]
    one = asked(country([firm("甲公司")], OPERATES_IN=ties))["甲公司"]
    assert (one.verdict, one.reason) == ("to_verify", "企业在甲市,此环节在哪里做不明")


def test_all_doubts_are_named_each_with_what_would_settle_it(country: Country) -> None:
    one = asked(country([firm("甲公司")], OPERATES_IN=[makes("甲公司", "CN", stage="building")]))["甲公司"]
    assert one.reason == "所在地不明;尚未见投产记录;只有一个发布者"
    assert one.to_raise.count(";") == 2


def test_a_firm_known_to_be_in_another_province_is_elsewhere(country: Country) -> None:
    one = asked(country([firm("甲公司")], OPERATES_IN=[makes("甲公司", "340000", n_sources=2)]))["甲公司"]
    assert one.verdict == "recommended"


def test_ties_to_a_local_anchor_count_its_parents_are_marked_inferred(country: Country) -> None:
    firms = [firm(n) for n in ("直接公司", "间接公司", "无关公司", "链主", "链主母公司", "外地链主")]
    at = {"object": "display/cell", "role": "anchor"}
    view = country(
        firms,
        OPERATES_IN=[
            *(makes(n) for n in ("直接公司", "间接公司", "无关公司")),
            {"subject": "m-链主", "at": "350200", "edge_id": "e-a", **at},
            {"subject": "m-外地链主", "at": "340100", "edge_id": "e-b", **at},
        ],
        LEADS=[{"subject": "m-链主", "object": "display"}],
        SUBSIDIARY_OF=[{"subject": "m-链主", "object": "m-链主母公司"}],
        SUPPLIES=[
            {"subject": "m-直接公司", "object": "m-链主", "product": "玻璃", "edge_id": "s-1"},
            {"subject": "m-间接公司", "object": "m-链主母公司", "product": "玻璃", "edge_id": "s-2"},
            {"subject": "m-无关公司", "object": "m-外地链主", "product": "玻璃", "edge_id": "s-3"},
        ],
    )
    answer = candidates.ask(view, segment=GLASS, place="甲市")
    ties = {c.name: (c.n_ties_own, c.n_ties_inferred, c.anchor_ties) for c in answer.candidates}
    assert ties["直接公司"] == (1, 0, ("供货给链主:玻璃",))
    assert ties["间接公司"] == (0, 1, ("供货给链主母公司(链主的母公司):玻璃(推断)",))
    assert ties["无关公司"] == (0, 0, ())
    assert [c.name for c in answer.candidates] == ["直接公司", "间接公司", "无关公司"]
    assert {"s-1", "s-2"} <= set(answer.evidence)
    assert "s-3" not in answer.evidence


def test_firms_of_one_group_stand_together_name_each_other_and_count_as_one_target(country: Country) -> None:
    names = ("集团苏州厂", "乙公司", "集团广州厂", "集团")
    kin = [{"subject": f"m-{n}", "object": "m-集团"} for n in ("集团苏州厂", "集团广州厂")]
    ties = [makes("集团苏州厂", n_sources=2), makes("乙公司", n_sources=2), makes("集团广州厂", n_sources=2)]
    answer = candidates.ask(
        country([firm(n) for n in names], OPERATES_IN=ties, SUBSIDIARY_OF=kin), segment=GLASS, place="甲市"
    )
    assert [(c.name, c.kin) for c in answer.candidates] == [
        ("乙公司", ()),
        ("集团广州厂", ("集团苏州厂",)),
        ("集团苏州厂", ("集团广州厂",)),
    ]
    assert (answer.n, answer.n_groups, answer.n_makers_placed, answer.is_short_list) == (3, 2, 2, True)


def test_firms_that_share_a_name_and_no_group_are_two_targets(country: Country) -> None:
    view = country(
        [{"id": f"m-{n}", "name": "虚构同名公司"} for n in (1, 2)],
        OPERATES_IN=[{"subject": f"m-{n}", "object": GLASS, "at": "340100"} for n in (1, 2)],
    )
    answer = candidates.ask(view, segment=GLASS, place="甲市")
    assert [[c.firm for c in same] for same in candidates.groups(answer.candidates)] == [["m-1"], ["m-2"]]
    assert candidates.counted({GLASS: answer}) == {GLASS: (0, 2)}


def test_a_group_is_told_by_what_it_counts_under_and_not_by_the_names_of_its_firms(country: Country) -> None:
    firms = [{"id": "m-1", "name": "虚构甲公司"}, {"id": "m-2", "name": "虚构甲公司"}, {"id": "m-3", "name": "虚构乙公司"},
             {"id": "m-4", "name": "虚构乙公司"}]  # fmt: skip
    kin = [{"subject": "m-3", "object": "m-1"}, {"subject": "m-4", "object": "m-2"}]
    view = country(
        firms, SUBSIDIARY_OF=kin, OPERATES_IN=[{"subject": f["id"], "object": GLASS, "at": "340100"} for f in firms]
    )
    answer = candidates.ask(view, segment=GLASS, place="甲市")
    found = [{c.firm for c in same} for same in candidates.groups(answer.candidates)]
    assert sorted(map(sorted, found)) == [["m-1", "m-3"], ["m-2", "m-4"]]
    assert answer.n_groups == 2


def test_a_group_comes_where_its_best_firm_does(country: Country) -> None:
    kin = [{"subject": "m-丙公司", "object": "m-甲公司"}]
    ties = [makes("甲公司", n_sources=2), makes("乙公司", n_sources=2), makes("丙公司", n_sources=2)]
    view = country([firm(n) for n in ("甲公司", "乙公司", "丙公司")], OPERATES_IN=ties, SUBSIDIARY_OF=kin)
    found = [c.name for c in candidates.ask(view, segment=GLASS, place="甲市").candidates]
    assert abs(found.index("甲公司") - found.index("丙公司")) == 1


@pytest.mark.parametrize("products", [["虚构偏光片后段线"], ["玻璃裁切"]])
def test_who_only_finishes_is_no_whole_maker_and_never_recommended(country: Country, products: list[str]) -> None:
    one = asked(country([firm("甲公司")], OPERATES_IN=[makes("甲公司", n_sources=2, products=products)]))["甲公司"]
    assert (one.verdict, one.grade) == ("to_verify", "A")
    assert one.reason == f"只见后段工序({products[0]}),未见前段制造,不是完整的厂商"


def test_a_short_list_is_said(country: Country) -> None:
    few = country([firm("甲公司"), firm("乙公司")], OPERATES_IN=[makes("甲公司"), makes("乙公司", None)])
    answer = candidates.ask(few, segment=GLASS, place="甲市")
    assert answer.is_short_list
    assert answer.n_makers_placed == 1
    assert "名单不足:已知城市的厂商1家,少于3家" in answer.not_known


def test_an_incumbent_of_another_segment_stays_a_candidate_and_says_so(country: Country) -> None:
    ties = [makes("甲公司", n_sources=2), {"subject": "m-甲公司", "object": "display/module", "at": "zone"}]
    one = asked(country([firm("甲公司")], OPERATES_IN=ties))["甲公司"]
    assert (one.verdict, one.here_already) == ("recommended", ("显示模组",))


def test_every_firm_of_the_segment_is_in_one_list(country: Country) -> None:
    names = ["甲公司", "乙公司", "丙公司", "丁公司"]
    ties = [makes("甲公司"), makes("乙公司", "zone"), makes("丙公司", role="competitor"), makes("丁公司", None)]
    assert set(asked(country([firm(n) for n in names], OPERATES_IN=ties))) == set(names)


def test_nobody_is_never_none(country: Country) -> None:
    answer = candidates.ask(country(), segment=GLASS, place="甲市")
    assert answer.n == 0
    assert "库中没有可作目标的企业记录,不等于没有" in answer.not_known


def test_neither_the_order_of_rows_nor_ids_change_the_answer(country: Country) -> None:
    names = ["甲公司", "乙公司", "丙公司", "丁公司"]
    ties = [makes("甲公司", n_sources=2), makes("乙公司"), makes("丙公司", role="competitor"), makes("丁公司", None)]
    one = asked(country([firm(n) for n in names], OPERATES_IN=ties))
    renamed = [{**t, "subject": t["subject"].replace("m-", "q-"), "edge_id": f"z-{i}"} for i, t in enumerate(ties)]
    other = asked(country([{"id": f"q-{n}", "name": n} for n in names[::-1]], OPERATES_IN=renamed[::-1]))
    plain = {"firm", "head", "evidence"}
    assert [c.model_dump(exclude=plain) for c in one.values()] == [c.model_dump(exclude=plain) for c in other.values()]


def test_the_words_of_an_answer_are_chinese(country: Country) -> None:
    answer = candidates.ask(country([firm("甲公司")], OPERATES_IN=[makes("甲公司")]), segment=GLASS, place="甲市")
    first, *_ = tables(answer)
    assert first.rows[0][first.headings.index("阶段")] in ("在营", "已投产")
    assert all(heading.isascii() is False for heading in first.headings)


def test_a_target_says_whether_it_stands_in_the_circle(country: Country) -> None:
    ties = [makes("甲公司"), makes("乙公司", "340000")]
    answers = [
        candidates.ask(
            country([firm("甲公司"), firm("乙公司")], OPERATES_IN=ties), segment=GLASS, place="甲市", within_km=km
        )
        for km in (900, 100)
    ]
    found = [{c.name: c.circle_locality for c in a.candidates} for a in answers]
    assert found == [{"甲公司": "inside", "乙公司": "undecided"}, {"甲公司": "outside", "乙公司": "outside"}]
    assert [a.n_in_circle for a in answers] == [1, 0]
    assert "1家只知到跨圈边的地方,是否在圈内不明" in answers[0].not_known


def test_a_tool_maker_that_only_serves_here_is_no_target_and_says_so(country: Country) -> None:
    ties = [
        makes("虚构阿斯公司", "zone", activity="serve"),
        makes("虚构泛林公司", "340100", activity="serve"),
        makes("虚构母公司", "JP"),
        makes("虚构设计公司", "340100", activity="develop"),
    ]
    found = asked(country([firm(t["subject"][2:]) for t in ties], OPERATES_IN=ties))
    said = {name: (c.verdict, c.reason) for name, c in found.items()}
    assert said["虚构阿斯公司"] == ("excluded", "已在甲市,只做服务,不是该环节的制造者:对接,不招引")
    assert said["虚构泛林公司"] == ("excluded", "只做服务,不是该环节的制造者")
    assert said["虚构母公司"][0] == "excluded"
    assert said["虚构母公司"][1].startswith("境外企业,库中没有其在华实体的记录")
    assert said["虚构设计公司"] == ("to_verify", "只见设计开发,未见生产")


def test_an_office_elsewhere_in_the_city_is_named_as_such(country: Country) -> None:
    ties = [makes("虚构阿斯公司", "350211", activity="sell")]
    one = asked(country([firm("虚构阿斯公司")], OPERATES_IN=ties), place="虚构高新区")["虚构阿斯公司"]
    assert (one.verdict, one.reason) == ("excluded", "已在市内,只做销售,不是该环节的制造者:对接,不招引")


def test_a_foreign_maker_whose_office_in_china_only_serves_is_to_be_verified_never_recommended(
    country: Country,
) -> None:
    ties = [makes("虚构母公司", "JP", n_sources=2), makes("虚构在华公司", "340100", activity="serve")]
    kin = [{"subject": "m-虚构在华公司", "object": "m-虚构母公司"}]
    view = country([firm("虚构母公司"), firm("虚构在华公司")], OPERATES_IN=ties, SUBSIDIARY_OF=kin)
    one = asked(view)["虚构母公司"]
    assert (one.verdict, one.reason) == ("to_verify", "境外制造,在华只见服务或销售(虚构在华公司)")
    assert one.to_raise == "查明是否有在华制造或设厂意向"


def test_a_maker_elsewhere_that_serves_here_stays_a_target_and_says_what_it_does_here(country: Country) -> None:
    ties = [makes("甲公司", n_sources=2), makes("甲公司", "zone", activity="serve", edge_id="e-serves")]
    one = asked(country([firm("甲公司")], OPERATES_IN=ties))["甲公司"]
    assert (one.verdict, one.here_already) == ("recommended", ("本环节(服务)",))


def test_a_segment_made_by_serving_is_filled_by_who_serves(country: Country) -> None:
    made = [{"filled_by": "produce", **s} for s in SEGMENTS]
    nodes = {"Segment": [*made, {"id": "display/fab-service", "name": "厂务服务", "filled_by": "serve"}]}
    part = [{"subject": "display/fab-service", "object": "display"}]
    tie = {**makes("甲公司", activity="serve", n_sources=2), "object": "display/fab-service"}
    view = country([firm("甲公司")], extra=nodes, PART_OF=part, OPERATES_IN=[tie])
    assert candidates.ask(view, segment="厂务服务", place="甲市").candidates[0].verdict == "recommended"


def test_many_segments_at_once_answer_as_one_by_one(country: Country) -> None:
    names = ["甲公司", "乙公司", "丙公司", "集团"]
    pages = [
        {"id": "e-甲公司", "source": "s-1", "publisher": "甲报"},
        {"id": "e-2", "source": "s-2", "publisher": "乙报"},
    ]
    ties = [
        makes("甲公司", source_url="https://one.example/1"),
        makes("甲公司", at="340101", edge_id="e-2", source_url="https://two.example/1"),
        makes("乙公司", "zone"),
        {"subject": "m-丙公司", "object": "ic/photoresist", "at": "340100", "edge_id": "e-3"},
        {"subject": "m-甲公司", "object": "display/cell", "at": "350200", "edge_id": "e-4"},
    ]
    kin = [{"subject": "m-丙公司", "object": "m-集团"}, {"subject": "m-乙公司", "object": "m-集团"}]
    view = country([firm(n) for n in names], claims=pages, OPERATES_IN=ties, SUBSIDIARY_OF=kin)
    wanted = [GLASS, "display/photoresist", "ic/photoresist", "display/cell", "ic/wafer"]
    many = candidates.ask_many(view, segments=wanted, place="甲市", within_km=900)
    assert many == {s: candidates.ask(view, segment=s, place="甲市", within_km=900) for s in wanted}
    assert many[GLASS].candidates[0].grade == "A"


def test_of_the_facts_that_ship_many_answer_as_one_by_one(shipped: View) -> None:
    wanted = [r["id"] for r in shipped.rows("MATCH (s:Segment)-[:PART_OF]->(:Chain {id: 'ic'}) RETURN s.id AS id")]
    many = candidates.ask_many(shipped, segments=wanted, place="厦门市")
    assert len(many) == len(wanted) > 50
    for segment in wanted[::9]:
        assert many[segment] == candidates.ask(shipped, segment=segment, place="厦门市")


def test_the_four_tool_makers_are_no_targets_each_for_its_exact_reason(shipped: View) -> None:
    found = candidates.ask_many(
        shipped, segments=["ic/litho-eq", "ic/etch-eq", "ic/deposition-eq", "ic/metrology-eq"], place="厦门市"
    )
    targets = {c.name for answer in found.values() for c in answer.candidates}
    assert not [n for n in targets if any(word in n for word in ("ASML", "Lam", "KLA", "泛林", "科天", "应用材料"))]
    why = {c.name: c.reason for answer in found.values() for c in answer.excluded}
    assert why["阿斯麦(ASML)"] == "已在厦门市,只做服务,不是该环节的制造者:对接,不招引"
    assert why["ASML"].startswith("境外企业")
    assert why["泛林(Lam Research)在华法人"] == "只做服务,不是该环节的制造者"
