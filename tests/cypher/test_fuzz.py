"""Whatever the guard lets through, others agree is a read: a scanner without grammar, an engine that may write, a server."""

import os
from collections import Counter
from collections.abc import Callable, Sequence

import pytest
from grafeo import GrafeoDB, GrafeoError
from hypothesis import HealthCheck, Phase, example, given
from hypothesis import settings as laws
from hypothesis import strategies as st
from neo4j import GraphDatabase
from neo4j.exceptions import Neo4jError

from graph.cypher import guard, words
from graph.cypher.guard import check
from graph.errors import CypherError
from graph.stores import Server
from tests.cypher.hostile import REFUSED
from tests.cypher.second_opinion import harm

ALL = os.environ.get("CHAINSCOUT_HOSTILE") == "all"
FEW, MANY = (2_000, 30_000) if ALL else (150, 400)
PARAMS = {"x": 1, "ids": ["f1"]}

READS = [
    ["MATCH (n:Firm {id: 'f1'})", " ", "RETURN 1", " AS x"],
    ["UNWIND [1] AS i", " MATCH (n:Firm {id: 'f1'})", " RETURN n.id", " AS x"],
    ["MATCH", " ", "(", "n", ":", "Firm", ")", " ", "WHERE", " ", "n", ".", "id", " ", "=", " ", "'f1'", " ", "RETURN", " ", "n", ".", "name", " ", "AS", " ", "x"],
    ["MATCH", " ", "(", "a", ")", "-", "[", "r", ":", "T", "*", "1", "..", "2", "]", "->", "(", "b", ")", " ", "RETURN", " ", "count", "(", "*", ")", " ", "AS", " ", "n"],
    ["UNWIND", " ", "[", "1", ",", "2", "]", " ", "AS", " ", "x", " ", "WITH", " ", "x", " ", "ORDER", " ", "BY", " ", "x", " ", "DESC", " ", "LIMIT", " ", "1", " ", "RETURN", " ", "x"],
    ["CALL", " ", "{", " ", "MATCH", " ", "(", "n", ")", " ", "RETURN", " ", "n", " ", "}", " ", "RETURN", " ", "n", " {", ".id", "}"],
    ["MATCH", " ", "(", "n", ")", " ", "WHERE", " ", "EXISTS", " ", "{", " ", "(", "n", ")", "-->", "(", ")", " ", "}", " ", "RETURN", " ", "CASE", " WHEN ", "n.x", " IS NULL", " THEN ", "1", " END", " AS y"],
    ["MATCH", " ", "(", "n", ")", " ", "WITH", " ", "*", " ", "RETURN", " ", "[", "m", " ", "IN", " ", "[", "n", "]", " ", "|", " ", "m.id", "]", " AS x ", "UNION", " ", "RETURN", " ", "$ids", " AS x"],
]  # fmt: skip
"""Queries that read, in pieces: where one is put in or taken out, they often still do."""

HARMS = [
    " CREATE (:Z) ", " CREATE (n)-[:Z]->(:Z) ", " SET n.x = 1 ", " SET n:Z ", " SET n += {x: 1} ", " REMOVE n.id ", " REMOVE n:Firm ", " DELETE n ",
    " DETACH DELETE n ", " MERGE (:Z {id: 'z'}) ", " FOREACH (i IN [1] | CREATE (:Z)) ", " FOREACH (i IN [1] | SET n.x = 1) ", " CREATE INDEX z FOR (n:Firm) ON (n.id) ",
    " LOAD CSV FROM '/etc/hostname' AS l ", " CALL db.labels() ", " CALL db.labels() YIELD label ", " INSERT (:Z) ", " FINISH ", " NEXT ", " USE g ", "EXPLAIN ", "PROFILE ",
]  # fmt: skip
"""What a guard is there for."""

PIECES = [
    " ", "\n", "\r", "\t", ";", ",", "(", ")", "[", "]", "{", "}", ".", "..", ":", "|", "+", "*", "-", "/", "=", "<", ">", "$x", "$",
    "'", '"', "`", "\\", "'a'", '"b"', "`c`", "``", "\\'", "\\u0027", "\\u0045", "\\u002f\\u002a", "//", "/*", "*/", "// '\n", "/* ' */", "--", "#",
    "n", "x", "1", "2", "0.5", "1e3", "null", "true", "n.id", "n.set", ":Firm", "(m)", "{id: 'z'}", "AS", "IN", "NOT", "IS NULL", "END", "ASC", "DISTINCT",
    "MATCH", "OPTIONAL MATCH", "WHERE", "WITH", "WITH *", "WITH n", "RETURN", "RETURN n", "UNION", "UNION ALL", "ORDER BY", "LIMIT 1", "CALL", "CALL {", "EXISTS {", "COUNT {",
    "С", "\u017f", "\u212a", "\uff33\uff25\uff34", "\u00a0", "\u2028", "\u200b", "\ufeff", "\x00", "\x0b", "名", "é", "\u0301",
]  # fmt: skip


@st.composite
def statements(draw: st.DrawFn) -> str:
    """A read with a few pieces put in, taken out or doubled; or pieces alone."""
    pieces = list(draw(st.sampled_from(READS)))
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(pieces)))
        match draw(st.sampled_from(["in", "in", "in", "out", "twice"])):
            case "in":
                pieces.insert(at, draw(st.one_of(st.sampled_from(PIECES), st.sampled_from(HARMS))))
            case "out" if pieces:
                pieces.pop(min(at, len(pieces) - 1))
            case "twice" if pieces:
                pieces.insert(at, pieces[min(at, len(pieces) - 1)])
    return "".join(pieces)


Alone = st.lists(st.sampled_from(PIECES + HARMS), min_size=1, max_size=12).map(" ".join)
Any = st.one_of(statements(), statements(), statements(), Alone, st.sampled_from(list(REFUSED.values())))
Judge = Callable[[str, str], None]


def fuzz(judge: Judge, examples: int, phases: Sequence[Phase] = tuple(Phase)) -> Counter[str]:
    """Have a judge look at whatever the guard lets through; how many that were, and how many it refused."""
    seen: Counter[str] = Counter()

    @laws(
        max_examples=examples,
        suppress_health_check=list(HealthCheck),
        database=None,
        derandomize=not ALL,
        phases=phases,
    )
    @given(Any)
    @example("MATCH (n) RETURN 'x' // DELETE n")
    def each(text: str) -> None:
        told, checked = verdict(text)
        seen["through" if checked else "refused"] += 1
        if checked:
            judge(text, checked)
        assert told.startswith("cypher" if not checked else ""), "every refusal has its place"

    each()
    return seen


def verdict(text: str) -> tuple[str, str]:
    """Why a statement is refused; or nothing, and what an engine would get."""
    try:
        return "", check(text, PARAMS).text
    except CypherError as refused:
        return str(refused), ""


def scanned(text: str, checked: str) -> None:
    assert not harm(text), text
    assert not harm(checked), checked


def test_a_scanner_without_grammar_finds_no_harm_in_what_is_let_through() -> None:
    seen = fuzz(scanned, MANY)
    assert seen["through"] > sum(seen.values()) / 20, "otherwise this tries nothing"


SMALL = "CREATE (:Firm {id: 'f1', name: '虚构甲'}), (:Firm {id: 'f2'})-[:T {edge_id: 'e'}]->(:Firm {id: 'f3'})-[:T]->(:Chain {id: 'c'})"


def small() -> GrafeoDB:
    """A small graph that may be written."""
    db = GrafeoDB()
    db.execute_cypher(SMALL)
    return db


def written(db: GrafeoDB) -> str:
    """All that a graph holds, as text."""
    nodes = db.execute_cypher("MATCH (n) RETURN n ORDER BY n.id").to_list()
    ties = db.execute_cypher("MATCH (a)-[t]->(b) RETURN a.id AS a, t, b.id AS b ORDER BY a, b").to_list()
    return f"{nodes} {ties} {db.execute_cypher('SHOW INDEXES').to_list()}"


def obeyed() -> Judge:
    """A judge who obeys: what is let through is run where it could write. A graph that was written is made anew."""
    graph = [small()]
    before = written(graph[0])

    def judge(text: str, checked: str) -> None:
        try:
            told = str(graph[0].execute_cypher(checked, PARAMS).to_list())
        except GrafeoError as error:
            told = str(error)
        after = written(graph[0])
        if after != before:
            graph[0] = small()
        assert after == before, text
        assert os.uname().nodename not in told, "a file was read"

    return judge


def test_an_engine_that_may_write_writes_nothing_of_what_is_let_through() -> None:
    assert fuzz(obeyed(), MANY)["through"] > 20


def test_a_server_says_that_what_is_let_through_is_a_read(neo4j_server: Server) -> None:
    driver = GraphDatabase.driver(neo4j_server.uri, auth=(neo4j_server.user, neo4j_server.password))
    kinds: Counter[str | None] = Counter()

    def judge(text: str, checked: str) -> None:
        with driver.session(default_access_mode="READ") as session:
            kind: str | None
            try:
                kind = session.run(f"EXPLAIN {checked}", PARAMS).consume().query_type
            except Neo4jError as error:
                kind = "r" if ".Statement." in str(error.code) else str(error.code)
            else:
                kinds[kind] += 1
        assert kind == "r", text

    with driver:
        fuzz(judge, FEW)
    assert kinds["r"] > 10


@pytest.mark.parametrize("hole", ["DELETE", "SET", "CREATE"])
@pytest.mark.parametrize("judge", [scanned, obeyed()], ids=["scanner", "engine"])
def test_a_guard_with_a_hole_is_found_out(hole: str, judge: Judge, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the promises above can be broken at all."""
    monkeypatch.setattr(words, "REFUSED", {})
    monkeypatch.setattr(words, "CLAUSES", words.CLAUSES | {hole})
    monkeypatch.setattr(words, "BETWEEN", words.BETWEEN | {hole})
    assert guard.check(f"MATCH (n) {hole} n").text
    with pytest.raises(AssertionError):
        fuzz(judge, 6_000, [Phase.generate])
