"""Who answers for what: task forces and posts, never persons."""

from collections.abc import Callable
from typing import Any

import pytest

Told = Callable[..., Any]
Book = Callable[..., Any]


def test_responsibilities_of_an_office_s_workbook(book: Book, loaded: Told) -> None:
    rows = [
        ["虚构产业招商专班分工表", *[None] * 7],
        ["序号", "专班", "岗位", "负责产业链", "项目", "企业", "下一步工作", "下一步时限"],
        [1, "虚构显示专班", "招商一科科长", "显示、芯片", None, None, "约谈扩产", "2024.9"],
        [None, None, "招商二科", None, "虚构玻璃项目", None, None, None],
        [2, "高新处", None, None, None, "虚构甲公司", None, None],
        ["合计", *[None] * 7],
    ]
    out = loaded(book({"分工": rows}, [("分工", "A1:H1"), ("分工", "B3:B4")]))
    assert out.rows("TaskForce", "name", "post") == [
        ("虚构显示专班", "招商一科科长"), ("虚构显示专班", "招商二科"), ("高新处", None),
    ]  # fmt: skip
    tasks = out.rows("OWNS_TASK", "object", "next_step", "step_due_on")
    assert [t for t in tasks if t[1]] == [("display", "约谈扩产", "2024-09"), ("ic", "约谈扩产", "2024-09")]
    assert sorted(t[0][:2] for t in tasks if not t[1]) == ["m-", "p-"]
    assert out.codes == ["W_SKIPPED"]


@pytest.mark.parametrize(
    "cell",
    ["王虚构", "李虚", "欧阳虚构", "高虚构", "陈处长", "张总", "招商一科(赵虚)", "刘虚 13800000000", "0592-1234567", "a.b@example.cn",
     "招商一科/周虚构", "王立科"],
)  # fmt: skip
@pytest.mark.parametrize("column", ["专班", "岗位"])
def test_a_person_is_refused_with_the_reason_and_not_repeated(told: Told, cell: str, column: str) -> None:
    other = "岗位" if column == "专班" else "专班"
    out = told(f"{column},{other},产业链\n{cell},虚构处室,显示\n虚构专班,虚构岗位,芯片\n")
    assert out.codes == ["E_PERSON"]
    assert out.rejects["value"][0] == f"{cell[0]}**"
    assert [o for (o,) in out.rows("OWNS_TASK", "object")] == ["ic"]


@pytest.mark.parametrize(
    "cell",
    ["招商一科科长", "高新处", "高新处处长", "金融专班", "林业局", "安监组", "项目办", "集成电路与传感器招商工作专班", "总工办", "党政办",
     "经发局局长", "项目经理", "产业一处", "韩资组", "吴江办", "任务组", "党组书记", "计财处", "副主任", "文旅组", "华东组"],
)  # fmt: skip
def test_an_office_or_post_is_no_person(told: Told, cell: str) -> None:
    out = told(f"专班,岗位,产业链\n虚构专班,{cell},显示\n{cell},,芯片\n")
    assert out.codes == []
    assert len(out.rows("OWNS_TASK", "object")) == 2


def test_a_text_that_names_a_person_is_emptied_and_the_row_kept(told: Told) -> None:
    out = told(
        "专班,产业链,下一步,职责\n虚构专班,显示,请陈总回话,补链\n虚构专班,芯片,催办总投资10亿元项目,电话13800000000\n"
    )
    assert out.rows("OWNS_TASK", "next_step", "duty") == [(None, "补链"), ("催办总投资10亿元项目", None)]
    assert out.codes == ["W_PERSON", "W_PERSON"]


def test_a_column_of_names_is_not_read_at_all(told: Told) -> None:
    out = told("专班,产业链,联系人,手机\n虚构专班,显示,王虚构,13800000000\n")
    assert out.codes == ["W_COLUMN", "W_COLUMN"]
    assert not any("王虚构" in str(r) or "1380" in str(r) for f in out.claims.values() for r in f.rows())


def test_a_chain_nobody_knows_is_said(told: Told) -> None:
    out = told("专班,产业链\n虚构专班,虚构链\n")
    assert out.codes == ["W_CHAIN"]
    assert not out.rows("OWNS_TASK", "object")


def test_a_row_answers_for_all_it_names_and_the_next_step_is_the_closest_one_s(told: Told) -> None:
    out = told("专班,产业链,企业,下一步,职责\n虚构专班,显示,虚构甲公司,约谈扩产,补链\n")
    assert sorted(out.rows("OWNS_TASK", "object", "next_step", "duty"))[0] == ("display", None, "补链")
    assert sorted(out.rows("OWNS_TASK", "object", "next_step", "duty"))[1][1:] == ("约谈扩产", "补链")
