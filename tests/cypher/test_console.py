import threading

import pytest

from graph.errors import CypherError
from graph.stores.console import Console
from graph.stores.limits import Limits
from tests.conftest import STAMP


def test_rows_come_with_their_columns_and_of_which_graph_they_are(console: Console) -> None:
    found = console.run(
        "MATCH (f:Firm) WHERE f.id IN $ids RETURN f.id AS id, f.name AS 名称 ORDER BY id", {"ids": ["f1", "f0"]}
    )
    assert found.columns == ("id", "名称")
    assert found.rows == ({"id": "f0", "名称": "虚构甲公司"}, {"id": "f1", "名称": "虚构乙公司"})
    assert (found.more, found.stamp.as_of, found.stamp.ledger) == ("", STAMP.as_of, STAMP.ledger)
    assert 0 < found.seconds < 20


def test_an_answer_without_rows_has_columns(console: Console) -> None:
    found = console.run("MATCH (f:Firm {id: 'none'}) RETURN f.id AS id, f.name AS name")
    assert (found.columns, found.rows) == (("id", "name"), ())


def test_nodes_ties_and_paths_are_the_same_from_either_engine(console: Console) -> None:
    (row,) = console.run(
        "MATCH p = (a:Firm {id: 'f2'})<-[r:SUPPLIES]-(b) RETURN a, r, p, [b.id] AS l, {k: b.name} AS m"
    ).rows
    assert row["a"]["_labels"] == ["Firm"]
    assert (row["a"]["id"], row["a"]["name"]) == ("f2", "虚构丙公司")
    assert (row["r"]["_type"], row["r"]["_from"], row["r"]["_to"]) == ("SUPPLIES", "f1", "f2")
    assert [n["id"] for n in row["p"]["nodes"]] == ["f2", "f1"]
    assert [t["_from"] for t in row["p"]["edges"]] == ["f1"]
    assert (row["l"], row["m"]) == (["f1"], {"k": "虚构乙公司"})
    assert not {"_id", "_source", "_target"} & {*row["a"], *row["r"]}, "engines' own numbers mean nothing to a person"


def test_values_are_what_json_holds(console: Console) -> None:
    found = console.run(
        "RETURN date('2024-02-29') AS d, 0.0 / 0 AS n, 1 / 0.0 AS i, null AS x, true AS t, 2.5 AS f, 'é\\n' AS s"
    )
    assert found.rows == ({"d": "2024-02-29", "n": "NaN", "i": "Infinity", "x": None, "t": True, "f": 2.5, "s": "é\n"},)


def test_parameters_of_every_kind_arrive(console: Console) -> None:
    given = {"t": "虚构'\"\\u0041`", "n": 7, "f": 0.5, "b": False, "none": None, "l": [1, 2], "m": {"a": [1]}}
    text = "RETURN $t AS t, $n AS n, $f AS f, $b AS b, $none AS none, $l AS l, $m AS m"
    assert console.run(text, given).rows == (given,)


def test_text_that_looks_like_a_statement_is_text(console: Console) -> None:
    text = "RETURN 'x\\'; MATCH (n) DELETE n //' AS a, \"\\\\\" AS b, 'LOAD CSV' AS `DELETE n`"
    assert console.run(text).rows == ({"a": "x'; MATCH (n) DELETE n //", "b": "\\", "DELETE n": "LOAD CSV"},)


def test_rows_beyond_the_limit_are_left_out_and_told(console: Console) -> None:
    asked = "UNWIND range(1, 200) AS x RETURN x"
    cut = console.run(asked, limits=Limits(rows=3))
    assert ([r["x"] for r in cut.rows], cut.more) == ([1, 2, 3], "rows")
    assert console.run(asked, limits=Limits(rows=200)).more == "", "exactly as many as allowed is all of them"


def test_bytes_beyond_the_limit_are_left_out_and_told(console: Console) -> None:
    cut = console.run("UNWIND range(1, 200) AS x RETURN '虚构虚构虚构虚构' AS t", limits=Limits(bytes=300))
    assert (len(cut.rows), cut.more) == (10, "bytes")
    one = console.run("RETURN range(1, 1000) AS l", limits=Limits(bytes=300))
    assert (one.rows, one.more) == ((), "bytes")


def test_a_query_that_outlasts_its_time_is_stopped_and_the_next_one_works(console: Console) -> None:
    slow = "MATCH (a), (b), (c), (d), (e), (f) WHERE a.id + b.id + c.id <> d.id + e.id + f.id RETURN count(*) AS n"
    with pytest.raises(CypherError, match=r"stopped after 0\.5 s"):
        console.run(slow, limits=Limits(seconds=0.5))
    assert console.run("RETURN 1 AS x").rows == ({"x": 1},)


def test_what_the_engine_does_not_understand_is_told(console: Console) -> None:
    with pytest.raises(Exception, match="check the query") as told:
        console.run("MATCH (n:Firm) RETURN m.name")
    assert "Traceback" not in str(told.value)
    assert console.run("RETURN 1 AS x").rows == ({"x": 1},)


def test_several_threads_ask_at_once(console: Console) -> None:
    got: dict[int, object] = {}

    def ask(n: int) -> None:
        got[n] = console.run("RETURN $n AS n", {"n": n}).rows

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(12)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert got == {n: ({"n": n},) for n in range(12)}


@pytest.mark.parametrize(
    ("value", "said"),
    [(2**63, "too large"), (float("nan"), "leave it out"), (b"x", "as text"), ({1}, "as text"), ("a\udcff", "UTF-8"), ("x" * 5_000_000, "at most")],
)  # fmt: skip
def test_a_value_no_engine_holds_is_refused_by_its_name(console: Console, value: object, said: str) -> None:
    with pytest.raises(CypherError, match=rf"\$v: .*{said}"):
        console.run("RETURN $v AS v", {"v": [value]})


@pytest.mark.parametrize("limits", [{"seconds": 0}, {"rows": 0}, {"seconds": 1e9}, {"memory_mb": -1}, {"bytes": 2**40}])
def test_limits_have_ends_nobody_goes_beyond(limits: dict[str, float]) -> None:
    with pytest.raises(CypherError, match="at most"):
        Limits(**limits)  # type: ignore[arg-type]
