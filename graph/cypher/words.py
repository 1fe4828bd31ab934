"""Which clauses, operators and functions may a person's query hold? What is not listed here is refused."""

from collections.abc import Mapping

CLAUSES = frozenset(
    {"MATCH", "OPTIONAL", "WHERE", "WITH", "UNWIND", "RETURN", "ORDER", "SKIP", "LIMIT", "UNION", "CALL"}
)
"""Words that begin a clause; all of them read."""

FIRST = frozenset({"MATCH", "OPTIONAL", "WITH", "UNWIND", "RETURN", "CALL"})
"""Words a query, a part of a UNION or a subquery may begin with."""

OPERATORS = frozenset({"AND", "OR", "XOR", "IN", "IS", "STARTS", "ENDS", "CONTAINS", "AS", "WHEN", "THEN", "ELSE"})
"""Words between two values: a value follows."""

AFTER = frozenset({"ASC", "ASCENDING", "DESC", "DESCENDING", "END"})
"""Words after a value, after which no value follows."""

BEFORE = frozenset({"NOT", "DISTINCT", "CASE", "WHEN"})
"""Words before a value."""

BETWEEN = CLAUSES | OPERATORS | AFTER
"""What may stand after a value."""

ALLOWED = "MATCH, OPTIONAL MATCH, WHERE, WITH, UNWIND, RETURN, ORDER BY, SKIP, LIMIT, UNION, CALL { … }"

VALUES = frozenset({"NULL", "TRUE", "FALSE"})

FOLLOWED: Mapping[str, str] = {"ORDER": "BY", "STARTS": "WITH", "ENDS": "WITH"}
"""Words that mean something only with the next one."""

SUBQUERIES = frozenset({"EXISTS", "COUNT", "COLLECT"})
"""Words before the braces of a subquery that is a value."""

_FUNCTIONS = """
count sum avg min max collect stDev stDevP percentileCont percentileDisc
id elementId type labels keys properties startNode endNode nodes relationships length size
coalesce nullIf head last tail reverse range isEmpty exists all any none single
toInteger toFloat toString toBoolean toUpper toLower upper lower trim lTrim rTrim replace substring left right split
abs ceil floor round sign sqrt exp log log10 e pi sin cos tan asin acos atan atan2 degrees radians isNaN
date datetime localdatetime time localtime duration
shortestPath allShortestPaths
"""

FUNCTION_NAMES = tuple(_FUNCTIONS.split())
"""Functions that take values and give one; none reaches a file, the network, the server or other people's queries."""

FUNCTIONS = frozenset(name.upper() for name in FUNCTION_NAMES)

WRITES = "it writes; the graph is changed by `chainscout load` and `chainscout build` alone"
FILES = "it reads files or addresses; tables come in by `chainscout load`"
SERVER = "it is about the server, not the graph; ask whoever runs it"
ONCE = "one query is run at a time, on the one published graph"
OTHER = "it is another language's; in Cypher a query begins with MATCH and ends with RETURN"
PLAN = "it shows a plan, not rows; open the query in Neo4j Browser to see its plan"

REFUSED: Mapping[str, str] = {
    word: reason
    for reason, words in {
        WRITES: "CREATE MERGE SET REMOVE DELETE DETACH NODETACH FOREACH INSERT DROP ALTER RENAME TRUNCATE UPSERT UPDATE",
        FILES: "LOAD CSV DATA FROM HEADERS FIELDTERMINATOR COPY EXPORT IMPORT",
        SERVER: "SHOW TERMINATE GRANT DENY REVOKE START STOP ENABLE DEALLOCATE REALLOCATE DRYRUN SERVER SERVERS DATABASE "
        "DATABASES TRANSACTION TRANSACTIONS CONCURRENT USER USERS PASSWORD PRIVILEGE PRIVILEGES CONSTRAINT CONSTRAINTS "
        "INDEX INDEXES PROCEDURE PROCEDURES YIELD USING CHECKPOINT VACUUM ANALYZE",
        ONCE: "USE SESSION BEGIN COMMIT ROLLBACK CYPHER GRAPH",
        OTHER: "NEXT FINISH SELECT FOR LET FILTER EXCEPT INTERSECT",
        PLAN: "EXPLAIN PROFILE",
    }.items()
    for word in words.split()
}
"""Words that are refused wherever they stand as a word, and why; the lists above would not let them through either."""

REASONS: Mapping[str, str] = {
    "REDUCE": "what it gathers can grow without bound; return the list and add it up outside",
    "POINT": "the engines do not share it; `chainscout ask … --within-km` measures distances",
    "SHORTEST": "only one engine knows it; write shortestPath((a)-[*..6]-(b))",
}
"""Functions people ask for, and what to do instead."""
