"""Every answer shows its lines as tables with Chinese headings, and a spreadsheet runs none of it."""

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field, ValidationError

from queries.methods.answer import FORMULA, Answer, Line, Table, cell, facts, tables, to_csv


class Pair(Line):
    name: str = Field(title="名称")
    stage: str | None = Field(default=None, title="阶段")
    products: tuple[str, ...] = Field(default=(), title="产品")


class Pairs(Answer):
    place: str = Field(title="地点")
    pairs: tuple[Pair, ...] = Field(title="清单")
    more: tuple[Pair, ...] = Field(default=(), title="另列")


def answer(*pairs: Pair) -> Pairs:
    return Pairs(
        as_of="2025", known_on="2025", ledger=3, vocabulary="1", rules="2", n=len(pairs), place="甲市", pairs=pairs
    )


def test_each_field_of_lines_is_a_table_empty_ones_too() -> None:
    first, second = tables(answer(Pair(name="甲", stage="building", products=("a", "b"))))
    assert first == Table("pairs", "清单", ("名称", "阶段", "产品"), (("甲", "在建", "a;b"),))
    assert (second.title, second.rows) == ("另列", ())


def test_words_of_the_rules_win_over_the_usual_ones() -> None:
    (first, _) = tables(answer(Pair(name="甲", stage="building")), {"stage": {"building": "建设中"}})
    assert first.rows[0][1] == "建设中"


class Coded(Line):
    state: str = Field(title="状态代码")
    state_word: str = Field(title="状态")


class Codes(Answer):
    codes: tuple[Coded, ...] = Field(title="清单")


def test_a_column_of_codes_holds_codes_and_the_one_of_words_words() -> None:
    stamp = {"as_of": "2025", "known_on": "2025", "ledger": 1, "vocabulary": "1", "rules": "1"}
    coded = Codes.model_validate({**stamp, "n": 1, "codes": [{"state": "presumed", "state_word": "空白(待核实)"}]})
    (only,) = tables(coded, {"state": {"presumed": "空白(待核实)"}})
    assert (only.headings, only.rows) == (("状态代码", "状态"), (("presumed", "空白(待核实)"),))


def test_single_values_stand_beside_with_the_stamp_last() -> None:
    titles = [title for title, _ in facts(answer())]
    assert titles == ["地点", "条数", "截至日期", "已知截至", "台账版本", "词汇版本", "规则版本", "水印"]


def test_an_answer_is_frozen_and_closed() -> None:
    with pytest.raises(ValidationError):
        answer().n = 5
    with pytest.raises(ValidationError):
        Pair.model_validate({"name": "甲", "stranger": 1})


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (True, "是"), (False, "否"), (0, "0"), (Decimal("1.50"), "1.5"), (Decimal("100"), "100"), ((), "")],
)
def test_a_value_is_text(value: object, text: str) -> None:
    assert cell("x", value) == text


@given(st.text(alphabet=[*"=+-@甲,\"\n\r\t '"], max_size=6))
def test_no_cell_of_a_csv_begins_as_a_formula(text: str) -> None:
    written = to_csv(Table("a", "A", ("名称",), ((text,),)))
    cells = list(csv.reader(io.StringIO(written, newline="")))[1:]
    assert not any(c.startswith(FORMULA) for row in cells for c in row)
    assert [[c.removeprefix("'") for c in row] for row in cells] == ([[text.removeprefix("'")]] if text else cells)
