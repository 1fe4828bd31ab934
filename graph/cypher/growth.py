"""May one value of a query grow beyond measure? A server limits what rows take, not one list or text inside an expression.

So what makes values larger is counted: a sum of texts or lists at most doubles the largest, `replace` grows by what it
puts in, a list comprehension is as long as its list; and one inside another goes over what the outer one holds.
"""

from graph.cypher.reading import END, OPENING, PAIRS, Frame, Reading
from graph.cypher.tokens import Token

MOST_SUMS = 8
"""So many + make at most 256 of one."""

MOST_SUMS_COLLECTED = 3
"""Beside collect(), whose list may be long already."""

MOST_COMPREHENSIONS = 8
MOST_REPLACED = 3
MOST_PUT_IN = 20
"""The longest text replace() may put in."""

NESTED = (
    "a list comprehension inside another goes over what the outer one holds, like [x IN nodes(p) | [y IN labels(x) | y]] "
    "or [(c)--(s) | [(s)--(f) | f.name]]; otherwise use UNWIND and collect()"
)
OUTSIDE = "return the parts and put them together outside"


def check_sums(reading: Reading) -> None:
    """So many sums that a text or a list could be doubled too often."""
    sums = [t for t in reading.found if t.kind == "mark" and t.text == "+"]
    collected = any(t.kind == "word" and t.upper == "COLLECT" for t in reading.found)
    most = MOST_SUMS_COLLECTED if collected else MOST_SUMS
    if len(sums) > most:
        beside = " beside collect()" if collected else ""
        reading.refuse(sums[most], f"more than {most} sums{beside}: each could double a text or a list; {OUTSIDE}")


def check_replace(reading: Reading, token: Token) -> None:
    """`replace(text, search, put in)`: what is put in is written out, and short."""
    calls = [t for t in reading.found if t.kind == "word" and t.upper == "REPLACE"]
    if len(calls) > MOST_REPLACED:
        reading.refuse(token, f"more than {MOST_REPLACED} replace() in one query; {OUTSIDE}")
    last: list[Token] = []
    for one in reading.arguments():
        last = [] if one.text == "," and one.kind == "mark" else [*last, one]
    text = ""
    if len(last) == 1:
        value = reading.params.get(last[0].text) if last[0].kind == "parameter" else last[0].text
        text = value if isinstance(value, str) and last[0].kind in ("string", "parameter") else "x" * (MOST_PUT_IN + 1)
    if len(last) != 1 or len(text) > MOST_PUT_IN:
        reading.refuse(
            token, f"what it puts in is a text of at most {MOST_PUT_IN} characters, or a parameter; {OUTSIDE}"
        )


def begin_list(reading: Reading, token: Token) -> None:
    """A list opens: is it a comprehension, and if it stands in another one, over what?"""
    first, second, inside = reading.peek(), reading.peek(1), part(reading)
    ends = reading.peek(len(inside))
    if first.kind in ("word", "quoted") and second.upper == "IN":
        names, source = [first], inside[2:]
    elif first.text == "(" and (ends.text == "|" or ends.upper == "WHERE"):
        names, source = [t for t in inside if t.kind in ("word", "quoted")], inside
    else:
        return
    reading.comprehensions += 1
    if reading.comprehensions > MOST_COMPREHENSIONS:
        reading.refuse(token, f"more than {MOST_COMPREHENSIONS} list comprehensions in one query; {OUTSIDE}")
    outer = enclosing(reading)
    if outer and not _is_of(source, outer, pattern=first.text == "("):
        reading.refuse(token, NESTED)
    reading.frame.names = frozenset(t.text for t in names)


def enclosing(reading: Reading) -> list[Frame]:
    """The comprehensions around the innermost bracket."""
    return [frame for frame in reading.frames[:-1] if frame.names]


def _is_of(source: list[Token], outer: list[Frame], *, pattern: bool) -> bool:
    """Is it a pattern that begins at, or a list that belongs to, a name of an outer comprehension?"""
    names = frozenset[str]().union(*(f.names for f in outer))
    if pattern:
        return len(source) > 1 and source[1].text in names
    plain = [t for t in source if not (t.kind == "mark" and t.text in "().")]
    called = len(source) > 1 and source[1].text == "("
    head = plain[1] if called and len(plain) > 1 else plain[0] if plain else END
    of_own = {"LABELS", "KEYS", "NODES", "RELATIONSHIPS", "TAIL", "REVERSE"}
    fine = not called or plain[0].upper in of_own
    return fine and head.text in names and len(plain) <= 3 and all(t.kind in ("word", "quoted") for t in plain)


def part(reading: Reading) -> list[Token]:
    """The words of a list up to its bar, its condition or its end."""
    depth, inside = 0, list[Token]()
    for one in reading.found[reading.at :]:
        depth += (one.text in OPENING) - (one.text in PAIRS) if one.kind == "mark" else 0
        if depth < 0 or (depth == 0 and ((one.kind == "mark" and one.text == "|") or one.upper == "WHERE")):
            break
        inside.append(one)
    return inside
