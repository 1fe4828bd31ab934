"""May a query go on without end? Paths of variable length, quantifiers and lists of numbers need an upper end."""

from graph.cypher.reading import END, OPENING, PAIRS, Expects, Reading
from graph.cypher.tokens import Token

MOST_HOPS = 15
"""The longest path of variable length."""

MOST_VALUES = 1_000
"""The largest number range() may be given."""

NESTED_HOPS = 4
"""The longest one inside a list."""

INSIDE = f"inside a list a path goes over at most {NESTED_HOPS} ties; MATCH it first, then collect()"
MEASURES = ("SIZE", "LENGTH")
ENDS = f"range() goes between numbers written out (at most {MOST_VALUES:,}), parameters, size(…) and length(…)"
WHOLE = "range() counts in whole numbers"
STEPS = "the step of range() is a whole number other than 0, written out or a parameter, like range(0, 10, 2)"
ARGUMENTS = "takes where it begins and ends and, if you like, its step; write it like range(0, 10, 2)"
HOPS = f"write how many ties at most, like [:FEEDS*1..4]; at most {MOST_HOPS}"
QUANTIFIED = f"write how many times at most, like {{1,4}} or [:FEEDS*1..4]; at most {MOST_HOPS}"


def check_star(reading: Reading, token: Token) -> None:
    """`*` is everything, a product, or a path's length, which needs an upper end."""
    before = reading.peek(-2)
    if reading.frame.holds == "tie" and reading.frame.clause == "MATCH":
        _check_hops(reading, token)
        reading.expects = Expects.REST
    elif reading.expects is Expects.REST and not is_quantifier(reading):
        reading.expects = Expects.VALUE
    elif before.upper in ("RETURN", "WITH", "DISTINCT", "("):
        reading.expects = Expects.REST
    else:
        check_quantifier(reading, token)
        reading.refuse(token, "a value is expected here")


def _check_hops(reading: Reading, token: Token) -> None:
    """After the star: nothing, n, n.., ..m or n..m."""
    most = None
    if reading.peek().kind == "number":
        most = reading.take()
    if reading.peek().text == "..":
        reading.take()
        most = reading.take() if reading.peek().kind == "number" else None
    if most is None:
        reading.refuse(token, f"a path without an upper end could go on for ever; {HOPS}")
    nested = any(frame.names for frame in reading.frames)
    _check_most(reading, most, NESTED_HOPS if nested else MOST_HOPS, INSIDE if nested else HOPS)


def is_quantifier(reading: Reading) -> bool:
    """Does what was just taken say how often a part of a pattern repeats?"""
    before, earlier = reading.peek(-2), reading.peek(-3)
    if before.kind != "mark":
        return False
    if before.text == ">":
        return earlier.text == "-" and earlier.kind == "mark"
    pattern = reading.frame.clause == "MATCH" and reading.frame.holds != "map"
    return pattern and before.text in (")", "-")


def check_quantifier(reading: Reading, token: Token) -> None:
    """`+` and `*` behind a part of a pattern repeat it without end."""
    if token.text in ("+", "*") and is_quantifier(reading):
        reading.refuse(token, f"repeats a part of a pattern without end; {QUANTIFIED}")


def check_braces(reading: Reading, token: Token) -> None:
    """{n}, {n,m} or {,m} behind a part of a pattern."""
    before, inside = reading.peek(-2), list[Token]()
    while (one := reading.take()) is not None and one.text != "}":
        inside.append(one)
    most = inside[-1] if inside and inside[-1].kind == "number" else None
    if (
        one is None
        or most is None
        or [t.kind for t in inside] not in (["number"], ["number", "mark", "number"], ["mark", "number"])
    ):
        reading.refuse(token, f"repeats a part of a pattern without end; {QUANTIFIED}")
    _check_most(reading, most, MOST_HOPS, QUANTIFIED)
    reading.expects = Expects.REST if before.text == ")" else Expects.VALUE


def is_repeated(reading: Reading) -> bool:
    """Did a part of a pattern end with how often it repeats?"""
    return reading.frame.clause == "MATCH" and reading.peek(-2).text == "}"


def check_range(reading: Reading, token: Token) -> None:
    """range() may make a list at once: its ends are small numbers, parameters, or lengths of what is there.

    A step of 0 would never arrive, and the engines do not agree on what it gives.
    """
    depth, before, parts = 0, END, [list[Token]()]
    for one in reading.arguments():
        is_comma = one.kind == "mark" and one.text == "," and depth == 0
        parts = [*parts, []] if is_comma else [*parts[:-1], [*parts[-1], one]]
        if one.kind == "mark" and one.text in OPENING and before.upper not in MEASURES and depth == 0:
            reading.refuse(one, ENDS)
        depth += (one.text in OPENING) - (one.text in PAIRS) if one.kind == "mark" else 0
        if depth == 0:
            _check_end(reading, one)
        before = one
    if len(parts) not in (2, 3) or not all(parts):
        reading.refuse(token, ARGUMENTS)
    if len(parts) == 3:
        _check_step(reading, parts[2])


def _check_step(reading: Reading, step: list[Token]) -> None:
    """A number or a parameter, with or without a minus; not 0."""
    size = step[1:] if step[0].text == "-" else step
    value = reading.params.get(size[0].text) if size and size[0].kind == "parameter" else None
    if len(size) == 1 and size[0].kind == "number":
        value = _number(size[0])
    if len(size) != 1 or not value:
        reading.refuse(size[0] if size else step[0], STEPS)


def _check_end(reading: Reading, one: Token) -> None:
    match one.kind:
        case "number":
            if isinstance(_number(one), float):
                reading.refuse(one, f"is no whole number; {WHOLE}")
            _check_most(reading, one, MOST_VALUES, f"range() makes at most {MOST_VALUES:,} values")
        case "parameter":
            value = reading.params.get(one.text)
            if not isinstance(value, int) or isinstance(value, bool):
                reading.refuse(one, f"is {value!r}, no whole number; {WHOLE}")
            if abs(value) > MOST_VALUES:
                reading.refuse(one, f"is {value}, too many; range() makes at most {MOST_VALUES:,} values")
        case "mark" if one.text in "+-,)":
            pass
        case "word" if one.upper in MEASURES:
            pass
        case _:
            reading.refuse(one, ENDS)


def _check_most(reading: Reading, number: Token, most: int, way: str) -> None:
    if _number(number) > most:
        reading.refuse(number, f"is too many; {way}")


def _number(token: Token) -> int | float:
    """A number as written: whole where it is written without a dot and an exponent."""
    digits = token.text.lower().replace("_", "")
    if digits.startswith(("0x", "0o")):
        return int(digits, 0)
    return float(digits) if set(digits) & set(".e") else int(digits)
