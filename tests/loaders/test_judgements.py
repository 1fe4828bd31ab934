"""Are two names one firm?"""

from collections.abc import Callable
from typing import Any

import polars as pl

from graph import schema

Told = Callable[..., Any]
HEAD = "name_a,name_b,verdict,since,reason,source,by,on\n"


def firm(name: str) -> str:
    return str(schema.mention_ids(pl.Series([name]))[0])


def test_verdicts_become_judgements_in_the_order_of_rows(told: Told) -> None:
    out = told(
        HEAD + "甲公司,甲,same,,简称,https://a.example/1,本处,2026-01\n乙公司,甲公司,不同,,,,,\n"
        "旧名公司,新名公司,renamed,2021,,,,\n丙公司,甲公司,unsure,,,,,\n"
    )
    columns = ("left", "right", "verdict", "since", "by", "judged_on", "reason", "rule")
    assert out.judgements.select(columns).rows() == [
        (firm("甲公司"), firm("甲"), "same", None, "本处", "2026-01", "简称", None),
        (firm("乙公司"), firm("甲公司"), "different", None, "表.csv", None, None, None),
        (firm("旧名公司"), firm("新名公司"), "same", "2021", "表.csv", None, "更名", None),
        (firm("丙公司"), firm("甲公司"), "unsure", None, "表.csv", None, None, None),
    ]
    assert {n for (n,) in out.rows("Firm", "name")} >= {"甲", "新名公司"}


def test_subsidiaries_projects_and_brands_are_ties(told: Told) -> None:
    out = told(HEAD + "子公司甲,甲公司,subsidiary,2014,,,,\n甲二期,甲公司,项目,,,,,\n甲牌,甲公司,brand,,,,,\n")
    assert out.rows("SUBSIDIARY_OF", "subject", "object", "since") == [(firm("子公司甲"), firm("甲公司"), "2014")]
    assert out.rows("PROJECT_COMPANY_OF", "subject") == [(firm("甲二期"),)]
    assert out.rows("BRAND_OF", "subject") == [(firm("甲牌"),)]


def test_a_subsidiary_or_project_is_another_firm_and_a_brand_is_no_verdict(told: Told) -> None:
    out = told(HEAD + "子公司甲,甲公司,subsidiary,2014,控股,,,\n甲二期,甲公司,项目,,,,,\n甲牌,甲公司,brand,,,,,\n")
    assert out.judgements.select("left", "verdict", "reason").rows() == [
        (firm("子公司甲"), "different", "子公司: 控股"),
        (firm("甲二期"), "different", "项目公司"),
    ]


def test_a_verdict_nobody_knows_is_refused(told: Told) -> None:
    out = told(HEAD + "甲公司,乙公司,maybe,,,,,\n甲公司,乙公司,,,,,,\n甲公司,甲公司,same,,,,,\n")
    assert out.rejects.select("row", "code").sort("row").rows() == [(2, "E_CHOICE"), (3, "E_EMPTY"), (4, "E_SELF")]


def test_an_alias_is_the_same_firm_and_an_old_name_was_renamed(told: Told) -> None:
    assert told("别名,规范名称\n甲,甲公司\n").judgements["verdict"].to_list() == ["same"]
    old = told("曾用名,现用名,起始日期\n甲厂,甲公司,2019.7\n").judgements
    assert old.select("verdict", "since", "reason").rows() == [("same", "2019-07", "更名")]
