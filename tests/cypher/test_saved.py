from pathlib import Path
from typing import Any

import pytest

from chainscout.saved import Saved, parsed, pick, saved
from graph.cypher.guard import check
from graph.errors import CypherError, QuestionError, SourceError
from graph.stores.console import Console

SHIPPED = saved(Path("no-such-home"))
ASKED: dict[str, Any] = {
    "chain": "display", "place": "350200", "segment": "液晶面板", "other": "ic", "a": "f0", "b": "虚构丁公司", "since": "2026-01-01",
}  # fmt: skip


def rows(console: Console, one: Saved) -> tuple[dict[str, Any], ...]:
    return console.run(one.cypher, {name: ASKED[name] for name in one.defaults}).rows


def test_there_are_a_dozen_and_more() -> None:
    assert len(SHIPPED) >= 12


@pytest.mark.parametrize("name", SHIPPED)
def test_a_saved_query_says_what_it_gives_in_both_languages_and_what_it_takes(name: str) -> None:
    one = SHIPPED[name]
    assert any("\u4e00" <= c <= "\u9fff" for c in one.says)
    assert one.says_en[:1].isupper()
    assert check(one.cypher, one.defaults).parameters == set(one.defaults), "each parameter has a value to begin with"
    assert all(one.words[name] for name in one.defaults)
    assert "ORDER BY" in one.cypher, "the same rows in the same order every time"


@pytest.mark.parametrize("name", SHIPPED)
def test_a_saved_query_finds_something_on_the_embedded_graph(name: str, on_grafeo: Console) -> None:
    assert rows(on_grafeo, SHIPPED[name])


@pytest.mark.parametrize("name", SHIPPED)
def test_a_saved_query_gives_the_same_rows_on_both_engines(name: str, on_grafeo: Console, on_neo4j: Console) -> None:
    assert rows(on_neo4j, SHIPPED[name]) == rows(on_grafeo, SHIPPED[name])


def test_a_place_without_firms_is_asked_with_no_record_not_with_none(on_grafeo: Console) -> None:
    found = rows(on_grafeo, SHIPPED["segments-without-firms"])
    assert {r["环节编号"] for r in found} == {"display/photoresist", "display/module", "display/tester"}
    assert "没有记录不等于没有" in SHIPPED["segments-without-firms"].says


def test_a_fund_for_everything_fills_no_cell(on_grafeo: Console) -> None:
    assert [r["基金"] for r in rows(on_grafeo, SHIPPED["funds-by-chain"])] == ["虚构显示基金"]


def test_the_offices_own_stand_beside_those_that_ship_and_win(tmp_path: Path) -> None:
    folder = tmp_path / "cypher"
    folder.mkdir()
    (folder / "mine.cypher").write_text(
        "// 我的\n// Mine\n// $n = 3: 几家\nMATCH (f:Firm) RETURN f.id LIMIT 3\n", encoding="utf-8-sig"
    )
    (folder / "honours.cypher").write_text("RETURN 1 AS x", encoding="utf-8")
    (folder / "notes.txt").write_text("no query", encoding="utf-8")
    found = saved(tmp_path)
    assert (found["mine"].says, found["mine"].defaults, found["mine"].own) == ("我的", {"n": 3}, True)
    assert (found["honours"].cypher, found["honours"].own) == ("RETURN 1 AS x", True)
    assert len(found) == len(SHIPPED) + 1
    assert not found["sole-makers"].own


def test_an_own_query_passes_the_same_guard(on_grafeo: Console) -> None:
    one = parsed("mine", "// 我的\nMATCH (n) DETACH DELETE n", own=True)
    with pytest.raises(CypherError, match="line 2, column 11: DETACH"):
        on_grafeo.run(one.cypher)


def test_a_name_that_is_not_there_offers_the_nearest() -> None:
    with pytest.raises(QuestionError, match="did you mean sole-makers"):
        pick("sole_maker", SHIPPED)
    assert pick("sole_makers", SHIPPED).name == pick("sole-makers.cypher", SHIPPED).name == "sole-makers"


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "cypher").mkdir()
    (tmp_path / "cypher" / "x.cypher").write_bytes("// 虚构".encode("gbk"))
    with pytest.raises(SourceError, match=r"x\.cypher: is not UTF-8"):
        saved(tmp_path)
    with pytest.raises(SourceError, match=r"x\.cypher, \$n: its value is not JSON"):
        parsed("x", "// $n = display: 链", own=True)
