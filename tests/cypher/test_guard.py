import pytest

from graph import schema
from graph.cypher import words
from graph.cypher.guard import check
from graph.errors import CypherError
from tests.cypher.hostile import REFUSED, STOPPED

READS = [
    "MATCH (c:Chain) RETURN c",
    "match (c:Chain)\nwhere c.name starts with '新' and not c.id in ['a', \"b\"]\nreturn c.name as name order by name desc limit 5",
    "MATCH (c:Chain {id: 'x', `name`: \"it's\"}) RETURN c.`name en` AS `名 称`;",
    "MATCH p = (a:Firm)-[r:SUPPLIES|OWNS*1..3]->(b) WHERE all(x IN nodes(p) WHERE x.name IS NOT NULL) RETURN p, length(p)",
    "MATCH (a)<-[:WITHIN*0..5]-(b)-->(c)--(d) RETURN count(DISTINCT b.id), avg(a.x) % 2 ^ 3",
    "MATCH p = shortestPath((a {id: 'x'})-[*..6]-(b {id: 'y'})) RETURN [n IN nodes(p) | n.name][0..2]",
    "OPTIONAL MATCH (a:Firm) WITH a, count(*) AS n WHERE n > 1 RETURN *",
    "UNWIND [1, 2.5, 0x1F, 1e3] AS x WITH DISTINCT x SKIP 1 RETURN sum(x) / -2",
    "MATCH (s:Segment) RETURN s {.id, .name, firms: [(s)<-[:OPERATES_IN]-(f) WHERE f.id <> 'x' | f.name]} AS s, s{.*}",
    "MATCH (s) WHERE EXISTS { (s)-[:PART_OF]->(:Chain) } AND COUNT { MATCH (s)<-[:FEEDS]-() } >= 2 RETURN s.id",
    "CALL { MATCH (n) RETURN count(n) AS n UNION ALL RETURN 0 AS n } WITH n CALL (n) { RETURN n + 1 AS m } RETURN m",
    "RETURN CASE WHEN 1 = 2 THEN 'a' ELSE null END AS x, CASE 1 WHEN 1 THEN true END AS y",
    "MATCH (a)-[r:CONTAINS]->(b) WHERE a.name CONTAINS '玻璃' OR b.name ENDS WITH 'x' XOR a:Firm RETURN type(r)",
    "MATCH ((a)-[:FEEDS]->(b)){1,3} RETURN a",
    "MATCH (a)-[:FEEDS]->{1,3}(b) RETURN a.order + 1, (a.x + 1) * (b.x) AS y",
    "MATCH (n:A|B&!C) RETURN n",
    "MATCH (企业:Firm) RETURN 企业.name AS 名称 // 所有企业\n",
    "RETURN 'DELETE n; CREATE (x)' AS text, \"LOAD CSV FROM 'x'\" /* MERGE */ AS other",
    "RETURN range(0, 10, 2)[1..], toUpper('a')",
    "MATCH (c:Chain) RETURN c {.name, s: [(c)<-[:PART_OF]-(s) | s {.name, f: [(s)<-[:OPERATES_IN*1..2]-(f) WHERE f.x = 1 | f.name]}]}",
    "MATCH p = (a)-->(b) RETURN [x IN nodes(p) WHERE any(l IN labels(x) WHERE l = 'A') | [y IN labels(x) | y]], [x IN [[1]] | [y IN x | y]]",
    "WITH ['a'] AS l UNWIND range(0, size(l) - 1) AS i RETURN l[i], [x IN range(1, length('a') + 1) | x], [(1 + 2), 3]",
    "MATCH (f:Firm) RETURN replace(replace(f.name, '公司', ''), 'a', $x) + '(' + f.id + ')'",
]


@pytest.mark.parametrize("query", READS)
def test_what_reads_is_let_through(query: str) -> None:
    assert check(query, {"x": "y"}).text


@pytest.mark.parametrize("name", REFUSED)
def test_what_means_harm_is_refused_with_its_place_and_a_way_out(name: str) -> None:
    with pytest.raises(CypherError) as refused:
        check(REFUSED[name], {"x": "file:///etc/passwd"})
    told = str(refused.value)
    assert told.startswith("cypher")
    assert "line" in told or "characters" in told
    assert len(told) > 40, "a reason, not a word"


@pytest.mark.parametrize("name", STOPPED)
def test_what_only_takes_too_much_is_a_read(name: str) -> None:
    """So that the tests of time and memory try those, not the guard."""
    assert check(STOPPED[name]).text


def test_a_refusal_names_the_word_its_place_and_what_is_allowed() -> None:
    with pytest.raises(CypherError) as refused:
        check("MATCH (n)\nRETURN n.name // 名称\nUNION\n  DELETE n")
    assert str(refused.value) == (
        "cypher, line 4, column 3: DELETE: it writes; the graph is changed by `chainscout load` and `chainscout build` "
        f"alone; allowed: {words.ALLOWED} (if it is a name, put it in backticks)"
    )


def refusal(query: str, **params: object) -> str:
    with pytest.raises(CypherError) as refused:
        check(query, params)
    return str(refused.value)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("MACTH (n) RETURN n", "did you mean MATCH?"),
        ("MATCH (n) RETRUN n", "did you mean RETURN?"),
        ("RETURN cuont(*)", "did you mean count?"),
        ("MATCH (n) RETURN n LIMTI 5", "did you mean LIMIT?"),
        ("MATCH \uff08n\uff09 RETURN n.name", "write ("),
        ("RETURN 1\u3000AS x", "write a blank"),
        ("MATCH (n) RETURN n\uff0cn", "write ,"),
        ("RETURN “a”", 'write "'),
        ("MATCH (n) RETURN n.名é", "put the name in backticks"),
        ("MATCH (n RETURN n", "write ) first"),
        ("MATCH (n)) RETURN n", "closes no bracket"),
        ("MATCH (n] RETURN n", "line 1, column 7 is open"),
        ("MATCH (n) RETURN", "finish it"),
        ("RETURN [1, 2", "is not closed"),
        ("RETURN 'a", "close it with '"),
        ("RETURN 1 n", "not expected after a value; allowed:"),
        ("RETURN 1 2", "is missing between them"),
        ("RETURN 1abc", "put a blank between them"),
        ("RETURN .5", "a number like 0.5"),
        ("MATCH (n) ORDER n.id", "write ORDER BY"),
        ("RETURN 1 IS 2", "write IS NULL"),
        ("", "begins with MATCH"),
        ("  // nothing\n", "begins with MATCH"),
        ("MATCH (n) RETURN n.name AS delete", "backticks"),
        ("RETURN 'a\\d'", "parameter"),
        ("CALL {} RETURN 1", "braces are empty"),
        ("CALL (x) RETURN 1", "write CALL (x) { … }"),
    ],
)  # fmt: skip
def test_a_slip_is_told_with_what_was_meant(query: str, said: str) -> None:
    assert said in refusal(query)


def test_what_reaches_the_engine_has_no_comment_and_one_way_to_write_a_string() -> None:
    query = 'MATCH (n) /* \'x */ WHERE n.a = "it\'s \\"so\\" \\n" // y\n  RETURN n.`a b`, $x;'
    assert check(query, {"x": 1}).text == (
        "MATCH (n)          WHERE n.a = 'it\\'s \"so\" \\n'     \n  RETURN n.`a b`, $x"
    )


def test_lines_and_columns_stay_where_they_were_typed() -> None:
    query = "MATCH (n) // 一\r\n  /* a\n b */ RETURN\tn.name"
    text = check(query).text
    assert text.splitlines()[2].index("RETURN") == query.splitlines()[2].index("RETURN")
    assert len(text) == len(query)


def test_what_was_let_through_is_let_through_again_unchanged() -> None:
    for query in READS:
        once = check(query, {"x": "y"}).text
        assert check(once, {"x": "y"}).text == once


def test_parameters_are_the_ones_the_query_names() -> None:
    assert check("RETURN $a, $乙, '$c'", {"a": 1, "乙": 2}).parameters == {"a", "乙"}
    assert "--param chain=…" in refusal("RETURN $chain")


def test_a_list_of_numbers_is_bounded_also_by_its_parameter() -> None:
    assert check("RETURN range(1, $n)", {"n": 1_000}).text
    assert "is 1001, too many" in refusal("RETURN range(1, $n)", n=1_001)


@pytest.mark.parametrize(
    "step", ["0", "-0", "0x0", "00", "0.5", "1e-9", "$zero", "$half", "$none", "1 - 1", "size([])", "--1", ""]
)
def test_a_list_of_numbers_that_would_never_arrive_is_refused_with_the_way_out(step: str) -> None:
    said = refusal(f"RETURN range(1, 10, {step})", zero=0, half=0.5, none=None)
    assert (
        "a whole number other than 0" in said
        or "counts in whole numbers" in said
        or "write it like range(0, 10, 2)" in said
    )


def test_a_list_of_numbers_may_go_down_and_by_a_parameter() -> None:
    assert check("RETURN range(10, 1, -3), range(1, 10, $by), range(0, size([1]) - 1, 2)", {"by": 2}).text


@pytest.mark.parametrize("ends", ["1.5, 3", "1, 3.0", "1, 1e2", "1, $half", "1, $yes", "1", "", "1, 2, 3, 4", "1, , 2"])
def test_the_ends_of_a_list_of_numbers_are_two_whole_numbers(ends: str) -> None:
    assert "range" in refusal(f"RETURN range({ends})", half=0.5, yes=True)


def test_the_vocabulary_can_be_asked_for_without_backticks() -> None:
    """No label, type or property is a word the guard refuses."""
    for kind in schema.nodes():
        fields = ", ".join(f"n.{name}" for name in schema.fields(kind))
        keys = ", ".join(f"{name}: 1" for name in schema.fields(kind))
        assert check(f"MATCH (n:{kind} {{{keys}}}) RETURN n.id, {fields or 1}").text
    for kind in schema.edges():
        fields = ", ".join(f"r.{name}" for name in schema.fields(kind))
        assert check(f"MATCH (a)-[r:{kind}|WITHIN {{since: '2020'}}]->(b) RETURN r.edge_id, {fields or 1}").text


def test_no_word_is_both_allowed_and_refused() -> None:
    allowed = words.BETWEEN | words.BEFORE | words.VALUES | words.SUBQUERIES | words.FUNCTIONS
    assert not allowed & set(words.REFUSED)


def test_there_are_enough_hostile_statements() -> None:
    assert len(REFUSED) + len(STOPPED) >= 60
