"""Does a person's Cypher only read? It is let through word by word, and written out anew for the engine.

After a value or a pattern only a listed clause or operator may stand; before one only a listed prefix or a name; what
stands before round brackets must be a listed function. Everything else is refused, with the word, its place, and what
is allowed instead.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from graph.cypher import bounds, growth, words
from graph.cypher.reading import Expects, Reading
from graph.cypher.tokens import Token, tokens, written
from graph.errors import CypherError

OPEN = {"(": ")", "[": "]", "{": "}"}


@dataclass(frozen=True)
class Checked:
    """A query that only reads, as the engine gets it, and the parameters it names."""

    text: str
    parameters: frozenset[str]


def check(text: str, params: Mapping[str, Any] | None = None) -> Checked:
    r"""Let a query through, or refuse it; the parameters must be the ones it names.

    >>> check("match (c:Chain) // all of them\nreturn c.name").text
    'match (c:Chain)               \nreturn c.name'
    """
    found = tokens(text)
    if not found:
        raise CypherError("cypher: there is no query; write one that begins with MATCH and ends with RETURN")
    given = params or {}
    reading = Reading(text, found, given)
    growth.check_sums(reading)
    while (token := reading.take()) is not None:
        READ[token.kind](reading, token)
        if token.kind == "mark" and token.text == ";":
            break
    reading.finish()
    return Checked(written([t for t in found if t.text != ";" or t.kind != "mark"]), frozenset(reading.named))


def _value(reading: Reading, token: Token) -> None:
    """A string or a number."""
    if reading.expects is not Expects.VALUE:
        reading.refuse(token, _misplaced(reading))
    reading.expects = Expects.REST


def _parameter(reading: Reading, token: Token) -> None:
    if token.text not in reading.params:
        reading.refuse(token, f"has no value; give it one with --param {token.text}=…")
    reading.named.add(token.text)
    _value(reading, token)


def _quoted(reading: Reading, token: Token) -> None:
    """A name in backticks: never a keyword, never a function."""
    _value(reading, token)


def _word(reading: Reading, token: Token) -> None:
    upper = token.text.upper()
    if upper in words.REFUSED:
        reading.refuse(
            token, f"{words.REFUSED[upper]}; allowed: {words.ALLOWED} (if it is a name, put it in backticks)"
        )
    if _is_name(reading):
        reading.expects = Expects.REST
    elif reading.expects is Expects.CLAUSE:
        if upper not in words.FIRST:
            near = _near(token.text, words.FIRST)
            reading.refuse(token, f"no clause begins so; {near}allowed: {words.ALLOWED}")
        _keyword(reading, token, upper)
    elif reading.expects is Expects.REST:
        if upper not in words.BETWEEN:
            near = _near(token.text, words.BETWEEN)
            reading.refuse(token, f"is not expected after a value; {near}allowed: {words.ALLOWED}, and operators")
        _keyword(reading, token, upper)
    else:
        _operand(reading, token, upper)


def _is_name(reading: Reading) -> bool:
    """Does it stand where only a name can: after `:`, between the types of a tie, as the key of a map?"""
    before, frame = reading.peek(-2).text, reading.frame
    if reading.peek(-2).kind == "mark" and reading.expects is Expects.VALUE:
        if before == ":" and frame.holds != "map":
            return True
        if before == "|" and frame.holds == "tie":
            return True
    return frame.holds == "map" and reading.expects is Expects.VALUE and reading.peek().text == ":"


def _operand(reading: Reading, token: Token, upper: str) -> None:
    after = reading.peek()
    if after.kind == "mark" and after.text == "{" and upper in words.SUBQUERIES:
        reading.next_is("{")
        reading.open(after, "subquery")
        inner = reading.peek()
        if inner.text == "(" and inner.kind == "mark":
            reading.frame.clause, reading.expects = "MATCH", Expects.VALUE
    elif upper in words.VALUES:
        reading.expects = Expects.REST
    elif upper in words.BEFORE:
        reading.expects = Expects.VALUE
    elif after.kind == "mark" and after.text == "(":
        _function(reading, token, upper)
    elif upper in words.BETWEEN:
        reading.refuse(token, "a value or a name is expected here; if it is a name, put it in backticks")
    else:
        reading.expects = Expects.REST


def _function(reading: Reading, token: Token, upper: str) -> None:
    if upper not in words.FUNCTIONS:
        if upper in words.BETWEEN:
            reading.refuse(token, "a value or a name is expected here")
        near = get_close_matches(token.text, words.FUNCTION_NAMES, 1)
        offered = f"did you mean {near[0]}? " if near else ""
        why = words.REASONS.get(upper) or f"is no function of this console; {offered}allowed: {_some_functions()}"
        reading.refuse(token, why)
    if upper == "RANGE":
        bounds.check_range(reading, token)
    elif upper == "REPLACE":
        growth.check_replace(reading, token)
    reading.next_is("(")
    reading.open(reading.peek(-1), "arguments")


def _keyword(reading: Reading, token: Token, upper: str) -> None:
    frame = reading.frame
    if upper in words.CLAUSES:
        if frame.holds not in ("query", "subquery") and upper != "WHERE":
            reading.refuse(
                token, f"stands inside {frame.bracket} that is not closed; write {OPEN[frame.bracket]} first"
            )
        frame.clause = upper
    reading.expects = Expects.REST if upper in words.AFTER else Expects.VALUE
    if upper in words.FOLLOWED:
        _follows(reading, token, words.FOLLOWED[upper])
    elif upper in SPECIAL:
        SPECIAL[upper](reading, token)


def _union(reading: Reading, token: Token) -> None:  # noqa: ARG001  # one form for all
    if reading.peek().upper in ("ALL", "DISTINCT"):
        reading.take()
    reading.expects = Expects.CLAUSE


def _is(reading: Reading, token: Token) -> None:
    negated = reading.peek().upper == "NOT"
    _follows(reading, token, *(("NOT", "NULL") if negated else ("NULL",)))
    reading.expects = Expects.REST


def _optional(reading: Reading, token: Token) -> None:
    if reading.peek().upper == "CALL":
        _call(reading, reading.next_is("CALL"))
    else:
        _follows(reading, token, "MATCH")
        reading.frame.clause = "MATCH"


def _follows(reading: Reading, token: Token, *expected: str) -> None:
    for word in expected:
        if reading.peek().kind != "word" or reading.peek().upper != word:
            reading.refuse(token, f"is followed by {' '.join(expected)}; write {token.upper} {' '.join(expected)}")
        reading.take()


def _call(reading: Reading, token: Token) -> None:
    """A subquery in braces, with or without the names it takes; a procedure is refused."""
    after = reading.peek()
    if after.kind == "mark" and after.text == "{":
        reading.next_is("{")
        reading.open(after, "subquery")
    elif after.kind == "mark" and after.text == "(":
        reading.next_is("(")
        reading.open(after, "scope")
    else:
        reading.refuse(
            token, "procedures are not run; `chainscout schema` shows labels, types and counts; allowed: CALL { … }"
        )


def _mark(reading: Reading, token: Token) -> None:
    if reading.expects is Expects.CLAUSE and token.text not in ("}", ";"):
        reading.refuse(token, f"a clause is expected here; allowed: {words.ALLOWED}")
    match token.text:
        case "(" | "[" | "{":
            _opening(reading, token)
        case ")" | "]" | "}":
            _closing(reading, token)
        case ".":
            _property(reading, token)
        case "~" | "=~":
            reading.refuse(
                token, "patterns of text are not run, they may never end; write CONTAINS, STARTS WITH or ENDS WITH"
            )
        case "*":
            bounds.check_star(reading, token)
        case ";":
            if reading.peek().kind != "end":
                reading.refuse(reading.peek(), f"a second query; {words.ONCE}: leave out what stands after ;")
        case _:
            bounds.check_quantifier(reading, token)
            reading.expects = Expects.VALUE


def _opening(reading: Reading, token: Token) -> None:
    before = reading.peek(-2)
    if token.text == "(" and reading.expects is Expects.REST and not bounds.is_repeated(reading):
        reading.refuse(before, "stands before ( and is no function of this console; an operator or a comma is missing")
    if token.text == "{" and bounds.is_quantifier(reading):
        bounds.check_braces(reading, token)
        return
    tie = token.text == "[" and before.text == "-" and reading.expects is Expects.VALUE
    reading.open(token, "tie" if tie else {"(": "group", "[": "list", "{": "map"}[token.text])
    if reading.frame.holds == "list":
        growth.begin_list(reading, token)


def _closing(reading: Reading, token: Token) -> None:
    frame = reading.close(token)
    reading.expects = Expects.REST
    if frame.holds == "scope":
        if reading.peek().text != "{":
            reading.refuse(token, "CALL ( … ) is followed by braces; write CALL (x) { … }")
        reading.open(reading.next_is("{"), "subquery")


def _property(reading: Reading, token: Token) -> None:
    """After a dot stands a property, or the star of `n {.*}`."""
    name, after = reading.take(), reading.peek()
    if name is None or not (name.kind in ("word", "quoted") or (name.kind == "mark" and name.text == "*")):
        reading.refuse(token, "is followed by the name of a property; write it like n.name, a number like 0.5")
    if after.kind == "mark" and after.text == "(":
        reading.refuse(name, f"functions of libraries are not run; allowed: {_some_functions()}")
    reading.expects = Expects.REST


def _misplaced(reading: Reading) -> str:
    if reading.expects is Expects.CLAUSE:
        return f"a query begins with a clause; allowed: {words.ALLOWED}"
    return "stands directly after another value or pattern; a comma, an operator or a clause is missing between them"


def _near(text: str, known: frozenset[str]) -> str:
    near = get_close_matches(text.upper(), sorted(known), 1) if len(text) > 2 else []
    return f"did you mean {near[0]}? " if near else ""


def _some_functions() -> str:
    return f"{', '.join(words.FUNCTION_NAMES[:6])}, size, coalesce, toUpper … ({len(words.FUNCTION_NAMES)} in all)"


SPECIAL = {"CALL": _call, "UNION": _union, "IS": _is, "OPTIONAL": _optional}
"""Keywords with a form of their own."""

READ = {"string": _value, "number": _value, "parameter": _parameter, "quoted": _quoted, "word": _word, "mark": _mark}
"""How each kind of word is read."""
